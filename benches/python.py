"""Times the columns of the Python package and its rivals on the shared workloads.

    cargo run --release -p cchc-benches --bin columns -- FOLDER
    target/venv/bin/python benches/python.py FOLDER

FOLDER holds the columns that the first command writes: little-endian 32-bit numbers, days since
1970-01-01 and minutes since 1970-01-01T00:00. Every answer is compared before it is timed: those of cchc
with the expected columns, those of a rival with cchc on the calendar that the rival can express. One
line of JSON a measurement; `rows_that_differ` says how many rows of a rival have another answer.
"""

import json
import statistics
import sys
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import cchc
import holidays
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

RUNS = 15
SLOW_RUNS = 9
INDICATORS, AGENCIES = 100, 10_000
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday"]
OPEN, CLOSE = ["07:00", "13:30"], ["11:30", "17:00"]
SOURCE = {"document": "Quy chế làm việc"}
SAME_HOURS = {"weekly": [{"days": WEEK, "intervals": list(zip(OPEN, CLOSE))}], "source": SOURCE}
# The very document the Rust workload reads.
VARIED = json.loads((Path(__file__).parent / "varied_hours.json").read_text(encoding="utf-8"))


def measure(
    workload: str, who: str, rows: int, run: Callable[[], Any], check: Callable[[Any], dict[str, int] | None], runs: int = RUNS
) -> None:
    """The median of the runs, after one that checks the answer and warms up."""
    more = check(run()) or {}
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        run()
        seconds.append(perf_counter() - start)
    line = {"door": "python", "workload": workload, "who": who, "rows": rows, "seconds": statistics.median(seconds)}
    print(json.dumps(line | more), flush=True)


def same(expected: Any) -> Callable[[Any], None]:
    def check(got: Any) -> None:
        assert len(got) == len(expected) and (np.asarray(got) == expected).all()

    return check


def answered(expected: Any) -> Callable[[Any], None]:
    def check(got: Any) -> None:
        answers, reasons = got
        assert not np.asarray(reasons).any()
        same(expected)(answers)

    return check


def differing(expected: Any) -> Callable[[Any], dict[str, int]]:
    return lambda got: {"rows_that_differ": int((np.asarray(got) != expected).sum())}


def fastest(written: Callable[[Callable[[Any, Any], Any]], Any]) -> Callable[[], Any]:
    """Of the ways numpy has to look numbers up in a table, the one that is fastest here."""
    ways: list[Callable[[Any, Any], Any]] = [
        lambda table, at: table[at],
        lambda table, at: table.take(at),
        lambda table, at: table.take(at, mode="clip"),
    ]

    def seconds(look_up: Callable[[Any, Any], Any]) -> float:
        start = perf_counter()
        written(look_up)
        return perf_counter() - start

    best = min(ways, key=lambda look_up: min(seconds(look_up) for _ in range(7)))
    return lambda: written(best)


FOLDER = Path(sys.argv[1]) if len(sys.argv) == 2 else sys.exit("benches/python.py FOLDER")


def column(name: str) -> Any:
    return np.fromfile(FOLDER / f"{name}.i32", "<i4").astype("int32")


def table() -> tuple[int, Any]:
    """The first day of the public calendar, and of each day whether it is worked."""
    every: Any = np.arange(str(PUBLIC.first), str(PUBLIC.last + timedelta(1)), dtype="datetime64[D]")
    return int(every[0].astype("int64")), PUBLIC.is_working_day_column(every)[0]


def add_days() -> None:
    """Due days: cchc on the public calendar, which has make-up days that no other package can express."""
    workload, rows = "add_working_days", len(START)
    days, due = START.astype("datetime64[D]"), column("due_days").astype("datetime64[D]")
    polars, polars_limits = pl.Series("received", days), pl.Series(LIMITS)
    arrow, arrow_limits = pa.array(days), pa.array(LIMITS)
    add = PUBLIC.add_working_days_column
    measure(workload, "cchc via polars, Date in and out", rows, lambda: add(polars, polars_limits), answered(due))
    measure(workload, "cchc via numpy, datetime64[D] in and out", rows, lambda: add(days, LIMITS), answered(due))
    measure(workload, "cchc via numpy, int32 in and out", rows, lambda: add(START, LIMITS), answered(due.astype("int32")))
    measure(workload, "cchc via pyarrow, date32 in and out", rows, lambda: add(arrow, arrow_limits), answered(due))
    series, amounts = pd.Series(days.astype("datetime64[ns]")), pd.Series(LIMITS)
    measure(workload, "cchc via pandas, datetime64[ns] in and out", rows, lambda: add(series, amounts), answered(due))

    # What someone who knows the trick would write: working days up to each day, and the n-th of them.
    first, worked = table()
    rank, select = np.cumsum(worked, dtype="int32") - 1, np.flatnonzero(worked).astype("int32") + first
    dates = select.astype("datetime64[D]")
    measure(workload, "numpy by hand, int32: rank and select, no checks", rows,
            fastest(lambda at: at(select, at(rank, START - first) + LIMITS)), same(due.astype("int32")))  # fmt: skip
    measure(workload, "numpy by hand, datetime64[D]: rank and select, no checks", rows,
            fastest(lambda at: at(dates, at(rank, days.view("int64") - first) + LIMITS)), same(due))  # fmt: skip

    expected, reasons = ENTERPRISE.add_working_days_column(days, LIMITS)
    assert not reasons.any()
    calendar = np.busdaycalendar(holidays=OFF)
    measure(workload, "numpy busday_offset, no make-up days", rows,
            lambda: np.busday_offset(days, LIMITS, roll="backward", busdaycal=calendar), same(expected))  # fmt: skip
    frame, off = pl.DataFrame({"start": polars, "limit": polars_limits}), OFF.tolist()
    added = pl.col("start").dt.add_business_days("limit", holidays=off, roll="backward")
    measure(workload, "polars add_business_days, no make-up days", rows,
            lambda: frame.select(added).to_series(), same(expected))  # fmt: skip
    few = 20_000
    offsets = [pd.offsets.CustomBusinessDay(n, calendar=calendar) for n in range(61)]
    stamps, limits = list(series[:few]), LIMITS[:few].tolist()
    measure(workload, "pandas CustomBusinessDay, no make-up days", few,
            lambda: np.array([day + offsets[n] for day, n in zip(stamps, limits)], "datetime64[D]"),
            same(expected[:few]), SLOW_RUNS)  # fmt: skip
    few = 2_000
    vietnam, received = holidays.country_holidays("VN", years=range(2018, 2027)), days[:few].tolist()
    measure(workload, "holidays get_nth_working_day", few,
            lambda: np.array([vietnam.get_nth_working_day(day, n) for day, n in zip(received, limits)], "datetime64[D]"),
            differing(due[:few]), SLOW_RUNS)  # fmt: skip


def count_days() -> None:
    workload, rows = "count_working_days", len(START)
    after, through = START.astype("datetime64[D]"), column("due_days").astype("datetime64[D]")
    polars = pl.Series(after), pl.Series(through)
    count = PUBLIC.count_working_days_column
    measure(workload, "cchc via polars, Date in", rows, lambda: count(*polars), answered(LIMITS))
    measure(workload, "cchc via numpy, datetime64[D] in", rows, lambda: count(after, through), answered(LIMITS))
    expected, reasons = ENTERPRISE.count_working_days_column(after, through)
    assert not reasons.any()
    # Both rivals count the first day and not the last one, so they are given the days after.
    calendar, begin, end = np.busdaycalendar(holidays=OFF), after + 1, through + 1
    measure(workload, "numpy busday_count, no make-up days", rows,
            lambda: np.busday_count(begin, end, busdaycal=calendar), same(expected))  # fmt: skip
    frame = pl.DataFrame({"begin": pl.Series(begin), "end": pl.Series(end)})
    counted = pl.business_day_count("begin", "end", holidays=OFF.tolist())
    measure(workload, "polars business_day_count, no make-up days", rows,
            lambda: frame.select(counted).to_series(), same(expected))  # fmt: skip


def add_minutes() -> None:
    workload, rows = "add_working_minutes", len(STARTS)
    instants = STARTS.astype("datetime64[m]").astype("datetime64[us]")
    same_hours, varied = PUBLIC.with_hours(SAME_HOURS), PUBLIC.with_hours(VARIED["hours"]).overlaid(VARIED["overlays"])
    for calendar, hours, name in [
        (same_hours, "the same hours every day", "due_minutes"),
        (varied, "any hours a day", "due_minutes_varied"),
    ]:
        add, due = calendar.add_working_minutes_column, column(name).astype("datetime64[m]").astype("datetime64[us]")
        series, minutes = pl.Series(instants), pl.Series(MINUTES)
        measure(workload, f"cchc via polars, Datetime in and out, {hours}", rows, lambda: add(series, minutes), answered(due))
        measure(workload, f"cchc via numpy, datetime64[us] in and out, {hours}", rows,
                lambda: add(instants, MINUTES), answered(due))  # fmt: skip
        seconds = instants.astype("datetime64[s]")
        measure(workload, f"cchc via numpy, datetime64[s] in and out, {hours}", rows,
                lambda: add(seconds, MINUTES), answered(due))  # fmt: skip

    # By hand, for hours that are the same on every working day: the days and then the minutes of a day,
    # or with a table of every minute of all the years.
    first, worked = table()
    clock = np.arange(1440)
    opened = ((clock >= 420) & (clock < 690)) | ((clock >= 810) & (clock < 1020))
    done: Any = np.cumsum(opened) - opened
    ends: Any = np.flatnonzero(opened) + 1
    before: Any = (np.cumsum(worked) - worked) * len(ends) - 1
    midnights: Any = (np.flatnonzero(worked) + first) * 1440
    rank = (before[:, None] + done * worked[:, None]).ravel().astype("int32")
    select = (midnights[:, None] + ends).ravel().astype("int32")
    before, midnights, done, ends, works = (part.astype("int32") for part in (before, midnights, done, ends, worked))

    def by_days(at: Callable[[Any, Any], Any]) -> Any:
        day = STARTS // 1440
        minute = STARTS - day * 1440
        day -= first
        order = at(before, day) + at(done, minute) * at(works, day) + MINUTES
        place = order // len(ends)
        return at(midnights, place) + at(ends, order - place * len(ends))

    origin, due = first * 1440, same(column("due_minutes"))
    who = "numpy by hand, int32, the same hours every day"
    measure(workload, f"{who}: tables of days and of a day, no checks", rows, fastest(by_days), due)
    measure(workload, f"{who}: tables of every minute, no checks", rows,
            fastest(lambda at: at(select, at(rank, STARTS - origin) + MINUTES)), due)  # fmt: skip

    wide = [part.astype("int64") for part in (before, midnights, done, ends, works)]

    def on_datetimes() -> Any:
        before, midnights, done, ends, works = wide
        at = instants.astype("datetime64[m]").astype("int64")
        day, minute = at // 1440 - first, at % 1440
        order = before[day] + done[minute] * works[day] + MINUTES
        place = order // len(ends)
        return (midnights[place] + ends[order - place * len(ends)]).astype("datetime64[m]").astype("datetime64[us]")

    measure(workload, "numpy by hand, datetime64[us] in and out, the same hours every day: tables of days, no checks",
            rows, on_datetimes, same(column("due_minutes").astype("datetime64[m]").astype("datetime64[us]")))  # fmt: skip

    # pandas adds whole hours only, and to no make-up days; cchc is asked for the very same.
    few = 2_000
    hours = -(-MINUTES[:few] // 60)
    expected, reasons = ENTERPRISE.with_hours(SAME_HOURS).add_working_minutes_column(instants[:few], hours * 60)
    assert not reasons.any()
    offsets = [
        pd.offsets.CustomBusinessHour(int(n), start=OPEN, end=CLOSE, holidays=OFF.tolist()) for n in range(1, 41)
    ]
    stamps = [pd.Timestamp(instant) for instant in instants[:few]]

    def no_time_between(got: Any) -> dict[str, int]:
        # A period that ends as the office closes ends for pandas when it opens again.
        between, reasons = ENTERPRISE.with_hours(SAME_HOURS).count_working_minutes_column(expected, got)
        assert not reasons.any() and not between.any()
        return {"rows_that_differ": int((got != expected).sum())}

    measure(workload, "pandas CustomBusinessHour, whole hours, the same hours every day, no make-up days", few,
            lambda: np.array([stamp + offsets[n - 1] for stamp, n in zip(stamps, hours)], "datetime64[us]"),
            no_time_between, SLOW_RUNS)  # fmt: skip


def deadlines() -> None:
    """Due day, time used and left, and outcome of open dossiers."""
    received, amount = pl.Series(STARTS.astype("datetime64[m]").astype("datetime64[us]")), pl.Series(LIMITS)
    rules, as_of = [{"limit": {"working_days": 1}}], "2026-02-16T00:00:00"

    def check(got: Any) -> None:
        assert got["reasons"].sum() == 0
        due = PUBLIC.add_working_days_column(received.dt.date(), amount)[0]
        same(due.to_numpy())(got["due"].dt.date())

    measure("deadlines", "cchc via polars: due, elapsed, remaining and outcome", len(received),
            lambda: cchc.deadline_columns(received, rules, amount=amount, as_of=as_of), check)  # fmt: skip


def first_places(points: Any) -> Any:
    """Ranks, most points first, equals sharing the best of their places."""
    order = np.argsort(-points)
    inorder = points[order]
    ranks, places = np.empty(len(points), "int64"), np.arange(1, len(points) + 1)
    ranks[order] = np.maximum.accumulate(np.where(np.r_[True, inorder[1:] != inorder[:-1]], places, 0))
    return ranks


def score_and_rank(
    workload: str, cells: list[dict[str, Any]], ways: dict[str, Callable[[], Any]], pandas: Callable[[], Any]
) -> None:
    """Points and ranks, ours and in floats; of the ways numpy has, the one that is fastest here is measured at length."""
    points, ranks = column(workload), column(f"{workload}_ranks")
    rules = cchc.RuleSet.from_json((FOLDER / f"{workload}_rules.json").read_text(encoding="utf-8"))
    codes = [leaf["code"] for group in json.loads(rules.to_json())["criteria"] for leaf in group["children"]]
    columns = dict(zip(codes, cells, strict=True))

    def exact() -> Any:
        answers = rules.score_columns(columns)
        return answers["points"], cchc.rank_column(answers["unrounded"]), answers["reasons"]

    def equal(got: Any) -> None:
        assert (got[0] == points).all() and (got[1] == ranks).all() and not got[2].any()

    measure(workload, "cchc via numpy, scored and ranked", INDICATORS * AGENCIES, exact, equal)

    def check(got: Any) -> dict[str, int]:
        totals, places = (np.asarray(part) for part in got)
        return {"rows_that_differ": int(((np.rint(totals * 100) != points) | (places != ranks)).sum())}

    def ranked(way: Callable[[], Any]) -> Callable[[], Any]:
        # Floats that should be equal differ in their last digits, so they are rounded before they are ranked.
        return lambda: (lambda totals: (totals, first_places(totals)))(np.round(way(), 2))

    seconds = {}
    for who, way in ways.items():
        run, took = ranked(way), []
        for _ in range(7):
            start = perf_counter()
            run()
            took.append(perf_counter() - start)
        seconds[who] = min(took)
    who = min(seconds, key=lambda who: seconds[who])
    measure(workload, f"numpy in floats, {who}", INDICATORS * AGENCIES, ranked(ways[who]), check)
    measure(workload, "pandas in floats", INDICATORS * AGENCIES, pandas, check, SLOW_RUNS)


def scores() -> None:
    """Points and ranks of agencies: values in bands, and ratios in proportion to a target."""
    rules = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))
    limits = [np.array(own) / 100 for own in rules["limits"]]
    awards = [np.array(own) / 100 for own in rules["awards"]]
    values, numerators, denominators = (
        column(f"scores_{name}").reshape(INDICATORS, AGENCIES).astype("float64")
        for name in ("values", "numerators", "denominators")
    )
    scaled, counts = values.astype("int64"), [table.astype("int64") for table in (numerators, denominators)]
    values /= 100
    # All indicators with as many limits, the ones filled in out of reach.
    most = max(len(own) for own in limits)
    edges = np.array([np.r_[own, np.full(most - len(own), np.inf)] for own in limits])
    rises = np.array([np.r_[np.diff(own), np.zeros(most + 1 - len(own))] for own in awards])
    lowest = sum(own[0] for own in awards)

    def one_limit_at_a_time() -> Any:
        return lowest + sum(((values >= at[:, None]) * rise[:, None]).sum(axis=0) for at, rise in zip(edges.T, rises.T))

    def by_product() -> Any:
        return lowest + rises.ravel() @ (values[:, None] >= edges[:, :, None]).reshape(-1, AGENCIES).astype("float64")

    def in_cache() -> Any:
        totals, passed, more = np.full(AGENCIES, lowest), np.empty(AGENCIES, bool), np.empty(AGENCIES)
        for own, at, rise in zip(values, edges, rises):
            for limit, points in zip(at, rise):
                if points:
                    np.greater_equal(own, limit, out=passed)
                    np.multiply(passed, points, out=more)
                    np.add(totals, more, out=totals)
        return totals

    def searched() -> Any:
        found = zip(values, limits, awards)
        return sum(points.take(at.searchsorted(own, side="right")) for own, at, points in found)

    frame = pd.DataFrame({str(place): own for place, own in enumerate(values)})

    def cut() -> Any:
        bins = ([-np.inf, *own, np.inf] for own in limits)
        points = (
            award[pd.cut(own, edges, right=False, labels=False)]
            for (_, own), edges, award in zip(frame.items(), bins, awards)
        )
        totals = pd.Series(sum(points)).round(2)
        return totals, totals.rank(method="min", ascending=False)

    ways = {"broadcast": one_limit_at_a_time, "broadcast and multiplied": by_product,
            "column by column": in_cache, "searchsorted": searched}  # fmt: skip
    score_and_rank("scores_banded", [{"value": own, "places": 2} for own in scaled], ways, cut)

    maxima = np.array([own[-1] for own in awards])
    factors = maxima * 100 / np.array(rules["targets"])

    def whole_table() -> Any:
        points = np.minimum(numerators / denominators * factors[:, None], maxima[:, None])
        return (np.floor(points * 100 + 0.5) / 100).sum(axis=0)

    def ratio_in_cache() -> Any:
        totals, points = np.zeros(AGENCIES), np.empty(AGENCIES)
        for part, whole, factor, maximum in zip(numerators, denominators, factors, maxima):
            np.divide(part, whole, out=points)
            np.multiply(points, factor * 100, out=points)
            np.minimum(points, maximum * 100, out=points)
            np.add(points, 0.5, out=points)
            np.floor(points, out=points)
            np.add(totals, points, out=totals)
        return totals / 100

    parts, wholes = (pd.DataFrame(table.T) for table in (numerators, denominators))

    def divided() -> Any:
        points = (parts / wholes * factors).clip(upper=maxima, axis=1)
        totals = (np.floor(points * 100 + 0.5) / 100).sum(axis=1).round(2)
        return totals, totals.rank(method="min", ascending=False)

    cells = [{"ratio": pair} for pair in zip(*counts)]
    ways = {"whole table": whole_table, "column by column": ratio_in_cache}
    score_and_rank("scores_proportional", cells, ways, divided)


warnings.simplefilter("ignore", pd.errors.PerformanceWarning)
PUBLIC = cchc.WorkCalendar.vietnam()
ENTERPRISE = PUBLIC.for_sector("enterprise")
# Without make-up days a calendar is its weekly days off and the other days off, as the rivals have it.
YEARS: Any = np.arange("2018-01-01", "2027-01-01", dtype="datetime64[D]")
OFF = YEARS[~ENTERPRISE.is_working_day_column(YEARS)[0] & np.is_busday(YEARS)]
START, LIMITS, STARTS, MINUTES = (column(name) for name in ("start_days", "limits", "start_minutes", "minutes"))
add_days()
count_days()
add_minutes()
deadlines()
scores()
