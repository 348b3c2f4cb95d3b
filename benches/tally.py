"""Times rivals at a province's question: due date, outcome and count by agency, procedure and month.

    cargo run --release -p cchc-benches --bin province -- FOLDER
    target/venv/bin/python benches/tally.py FOLDER
    target/venv/bin/python benches/tally.py scale target/release/province 1000000 10000000 30000000 100000000

FOLDER holds the columns that the first command writes. Every contender answers the same: for each row the
due day (reception and limit in working days of the Vietnamese calendar, make-up Saturdays included), where it
stands at the end of the year (early, on time, late, in progress, overdue, by dates), and how many rows
there are of each of the five for every agency, procedure and month of reception that occurs. Due days are compared
with those the generator had from the core, and all counts with each other.

Each contender runs in a process of its own with two threads, on columns in its own form, the making of which is not
timed. Of several ways it has, each is tried and the fastest is measured at length; its memory is what the
process needs at its peak in a first run, less what it held before. One line of JSON a measurement.

The third command counts as many dossiers as it is told with cchc alone, taking them from the generator as they are made
and keeping none, to show what a row costs and what memory is held when there are more. The generator makes a block
when it is asked for one, so that nothing else runs while rows are counted, and the time is that of counting alone.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

THREADS = 2
for variable in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import gc
import statistics
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import cchc
import numpy as np

RUNS = 7
OUTCOMES, MONTHS = 5, 12
# The five outcomes as a tally names them.
FIGURES = ("early", "on_time", "late", "in_time", "overdue")
NONE = np.iinfo("int32").min
TYPES = {"u8": "u1", "u16": "<u2", "i32": "<i4"}
# In the order in which they run; the first one's counts are what the others are compared with.
CONTENDERS = ["numpy", "polars", "duckdb", "pandas", "pyspark", "cchc"]

Way = Callable[[], Any]
# Groups, numbered by agency, procedure and month, and a row of five counts each.
Counts = tuple[Any, Any]


class Columns:
    """The rows, and the tables of days that an expert makes from the calendar."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        about = json.loads((folder / "province.json").read_text(encoding="utf-8"))
        self.procedures, self.groups = len(about["procedures"]), len(about["agencies"]) * len(about["procedures"]) * MONTHS
        self.as_of, self.spec, self.labels = int(np.datetime64(about["as_of"]).astype("int64")), spec_of(about), labels_of(about)
        self.agency, self.procedure, self.limit = (self.column(name) for name in ("agency.u16", "procedure.u16", "limit.u8"))
        self.received, self.finished = self.column("received_day.i32"), self.column("finished_day.i32")
        self.rows = len(self.agency)
        calendar = cchc.WorkCalendar.vietnam()
        self.days: Any = np.arange(about["from"], str(calendar.last), dtype="datetime64[D]")
        worked = calendar.is_working_day_column(self.days)[0]
        self.first = int(self.days[0].astype("int64"))
        # Working days up to a day, the n-th of them, and the month of a day.
        self.rank = (np.cumsum(worked) - 1).astype("int32")
        self.select = (np.flatnonzero(worked) + self.first).astype("int32")
        self.month = (self.days.astype("datetime64[M]").astype("int64") % MONTHS).astype("uint32")

    def column(self, name: str) -> Any:
        return np.fromfile(self.folder / f"province_{name}", TYPES[name.split(".")[1]])

    def due(self, rows: slice) -> Any:
        return self.select.take(self.rank.take(self.received[rows] - self.first) + self.limit[rows])


def spec_of(about: dict[str, Any]) -> dict[str, Any]:
    """What is asked of cchc: the dossiers received in each month, as they stand on the last day."""
    months: Any = np.arange(about["from"][:7], np.datetime64(about["as_of"], "M") + 1, dtype="datetime64[M]")
    ends = (months + 1).astype("datetime64[D]") - 1
    periods = [{"from": f"{month}-01", "through": str(end)} for month, end in zip(months, ends)]
    return {"periods": periods, "as_of": about["as_of"], "counted": "by_reception", "by": ["agency", "procedure"]}


def labels_of(about: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Agencies and procedures, of which the generator knows the numbers."""
    return [f"{place:05}" for place in range(len(about["agencies"]))], [f"{place:03}" for place in range(len(about["procedures"]))]


def wide(numbers: Any, counts: Any) -> Counts:
    """From a row for every outcome that occurs to a row of five."""
    groups, place = np.unique(numbers // OUTCOMES, return_inverse=True)
    each = np.zeros((len(groups), OUTCOMES), "int64")
    each[place, numbers % OUTCOMES] = counts
    return groups, each


def ordered(groups: Any, counts: Any) -> Counts:
    order = np.argsort(groups)
    return groups[order], counts[order]


def with_numpy(given: Columns) -> tuple[dict[str, Way], Callable[[Any], Counts]]:
    """Tables of days, a number for group and outcome together, and then the numbers sorted or counted."""
    rows, chunk = given.rows, 1 << 16
    parts = [slice(begin, min(begin + chunk, rows)) for begin in range(0, rows, chunk)]
    halves = [parts[place * len(parts) // THREADS : (place + 1) * len(parts) // THREADS] for place in range(THREADS)]
    months = given.month * OUTCOMES

    def number(part: slice, base: Any) -> Any:
        """Group and outcome, by sums of comparisons instead of branches."""
        finished, due = given.finished[part], given.due(part)
        base += months.take(given.received[part] - given.first)
        base += finished >= due
        base += finished > due
        still = finished == NONE
        base += still * np.uint32(3)
        base += still & (due < given.as_of)
        return base

    def pairs(part: slice) -> Any:
        pair = given.agency[part].astype("uint32")
        pair *= given.procedures
        pair += given.procedure[part]
        return pair

    def runs(numbers: Any) -> Any:
        begins = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
        return numbers[begins], np.diff(begins, append=len(numbers))

    def sorted_half(half: list[slice]) -> Any:
        begin, end = half[0].start, half[-1].stop
        numbers = np.empty(end - begin, "uint32")
        for part in half:
            numbers[part.start - begin : part.stop - begin] = number(part, pairs(part) * np.uint32(MONTHS * OUTCOMES))
        numbers.sort()
        return runs(numbers)

    def sort_in_one() -> Any:
        return sorted_half(parts)

    def sort_in_two() -> Any:
        with ThreadPoolExecutor(THREADS) as threads:
            found = list(threads.map(sorted_half, halves))
        numbers, counts = (np.concatenate(column) for column in zip(*found))
        order = numbers.argsort(kind="stable")
        numbers, counts = numbers[order], counts[order]
        begins = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
        return numbers[begins], np.add.reduceat(counts, begins)

    def count_pairs_met() -> Any:
        """Most pairs of an agency and a procedure never occur, so those that do are numbered anew."""
        met = np.zeros(given.groups // MONTHS, "bool")
        numbers = np.empty(rows, "int64")

        def mark(part: slice) -> None:
            met[pairs(part)] = True

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(mark, parts))
            place = (np.cumsum(met, dtype="uint32") - np.uint32(1)) * np.uint32(MONTHS * OUTCOMES)

            def fill(part: slice) -> None:
                numbers[part] = number(part, place.take(pairs(part)))

            list(threads.map(fill, parts))
        found = np.flatnonzero(met)
        counts = np.bincount(numbers, minlength=len(found) * MONTHS * OUTCOMES)
        some = np.flatnonzero(counts)
        return found[some // (MONTHS * OUTCOMES)] * (MONTHS * OUTCOMES) + some % (MONTHS * OUTCOMES), counts[some]

    ways = {
        "numbers sorted": sort_in_one,
        "numbers sorted in two threads": sort_in_two,
        "pairs met numbered and counted": count_pairs_met,
    }
    return ways, lambda got: wide(got[0].astype("int64"), got[1])


def with_polars(given: Columns) -> tuple[dict[str, Way], Callable[[Any], Counts]]:
    import polars as pl

    def dates(days: Any) -> Any:
        return pl.Series(days).cast(pl.Date)

    frame = pl.DataFrame({
        "agency": given.agency, "procedure": given.procedure, "limit": given.limit, "received": dates(given.received),
        "finished": pl.Series(given.finished),
    }).with_columns(finished=pl.when(pl.col("finished") != NONE).then("finished").cast(pl.Date))  # fmt: skip
    rank, select, months = pl.Series(given.rank), dates(given.select), pl.Series(given.month.astype("uint8"))
    calendar = pl.LazyFrame({"received": pl.Series(given.days), "rank": rank, "month": months})
    worked = pl.LazyFrame({"due_rank": np.arange(len(select), dtype="int32"), "due": select})
    as_of = pl.lit(given.as_of).cast(pl.Date)
    limit, since = pl.col("limit").cast(pl.Int32), pl.col("received").to_physical() - given.first

    def joined() -> Any:
        ranked = frame.lazy().join(calendar, on="received", how="left").with_columns(due_rank=pl.col("rank") + limit)
        return ranked.join(worked, on="due_rank", how="left")

    def gathered() -> Any:
        due = pl.lit(select).gather(pl.lit(rank).gather(since) + limit)
        return frame.lazy().with_columns(month=pl.lit(months).gather(since), due=due)

    def by_numpy() -> Any:
        def due(rows: Any) -> Any:
            days = rows.struct.field("received").to_physical().to_numpy() - given.first
            return dates(given.select.take(given.rank.take(days) + rows.struct.field("limit").to_numpy()))

        made = pl.struct("received", "limit").map_batches(due, return_dtype=pl.Date, is_elementwise=True)
        return frame.lazy().with_columns(month=pl.col("received").dt.month() - 1, due=made)

    finished, due = pl.col("finished"), pl.col("due")
    ended = (finished >= due).cast(pl.UInt8) + (finished > due).cast(pl.UInt8)
    outcome = pl.when(finished.is_null()).then(3 + (due < as_of).cast(pl.UInt8)).otherwise(ended).cast(pl.UInt8)
    group = (pl.col("agency").cast(pl.UInt32) * given.procedures + pl.col("procedure")) * MONTHS + pl.col("month")
    each = [(pl.col("outcome") == place).cast(pl.UInt32).sum().alias(str(place)) for place in range(OUTCOMES)]

    def counted(rows: Callable[[], Any], by_outcome: bool) -> Way:
        def run() -> Any:
            grouped = rows().with_columns(outcome=outcome, group=group)
            made = grouped.group_by("group", "outcome").len() if by_outcome else grouped.group_by("group").agg(each)
            return made.collect(engine="streaming")

        return run

    ways = {
        f"streaming, due days by {how}, {'outcomes grouped' if by_outcome else 'outcomes summed'}": counted(rows, by_outcome)
        for how, rows in (("joins", joined), ("gather", gathered), ("numpy in batches", by_numpy))
        for by_outcome in (False, True)
    }

    def canonical(got: Any) -> Counts:
        groups = got["group"].to_numpy().astype("int64")
        if "outcome" in got.columns:
            return wide(groups * OUTCOMES + got["outcome"].to_numpy(), got["len"].to_numpy())
        return ordered(groups, got.drop("group").to_numpy().astype("int64"))

    return ways, canonical


def with_duckdb(given: Columns) -> tuple[dict[str, Way], Callable[[Any], Counts]]:
    import duckdb
    import pyarrow as pa

    database = duckdb.connect()
    database.execute(f"SET threads = {THREADS}; SET preserve_insertion_order = false")
    tables = {
        "dossiers": {
            "agency": given.agency, "procedure": given.procedure, "days": given.limit,
            "received": pa.array(given.received).view(pa.date32()),
            "finished": pa.array(given.finished, mask=given.finished == NONE).view(pa.date32()),
        },
        "calendar": {"day": given.days, "rank": given.rank, "month": given.month.astype("uint8")},
        "worked": {"rank": np.arange(len(given.select), dtype="int32"), "due": pa.array(given.select).view(pa.date32())},
    }  # fmt: skip
    for name, columns in tables.items():
        database.register("given", pa.table(columns))
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    database.unregister("given")
    as_of = f"date '{np.datetime64(given.as_of, 'D')}'"
    judged = f"""
        SELECT (agency::UINTEGER * {given.procedures} + procedure) * {MONTHS} + month AS number, finished, due,
            CASE WHEN finished IS NULL THEN CASE WHEN due < {as_of} THEN 4 ELSE 3 END
                WHEN finished < due THEN 0 WHEN finished = due THEN 1 ELSE 2 END::UTINYINT AS outcome
        FROM dossiers JOIN calendar ON received = day JOIN worked ON worked.rank = calendar.rank + days"""
    each = ", ".join(f'count(*) FILTER (outcome = {place}) AS "{place}"' for place in range(OUTCOMES))
    ways = {
        "joins, outcomes filtered": lambda: database.sql(f"SELECT number, {each} FROM ({judged}) GROUP BY number").to_arrow_table(),
        "joins, outcomes grouped": lambda: database.sql(
            f"SELECT number, outcome, count(*) AS rows FROM ({judged}) GROUP BY ALL"
        ).to_arrow_table(),
    }

    def canonical(got: Any) -> Counts:
        groups = got["number"].to_numpy().astype("int64")
        if "outcome" in got.column_names:
            return wide(groups * OUTCOMES + got["outcome"].to_numpy(), got["rows"].to_numpy())
        return ordered(groups, np.stack([got[str(place)].to_numpy() for place in range(OUTCOMES)], axis=1))

    return ways, canonical


def with_pandas(given: Columns) -> tuple[dict[str, Way], Callable[[Any], Counts]]:
    import pandas as pd

    names = ("agency", "procedure", "limit", "received", "finished")
    frame = pd.DataFrame({name: getattr(given, name) for name in names})

    def judged() -> Any:
        """pandas has no working days with make-up days that a person would wait for, so the tables are numpy's."""
        since = frame["received"].to_numpy() - given.first
        due = given.select.take(given.rank.take(since) + frame["limit"].to_numpy())
        finished = frame["finished"].to_numpy()
        outcome = np.where(finished == NONE, 3 + (due < given.as_of), (finished >= due) + (finished > due).astype("uint8"))
        return since, outcome.astype("uint8")

    def four_keys() -> Any:
        since, outcome = judged()
        keys = frame[["agency", "procedure"]].assign(month=given.month.take(since).astype("uint8"), outcome=outcome)
        return keys.groupby(["agency", "procedure", "month", "outcome"], sort=False).size()

    def one_key() -> Any:
        since, outcome = judged()
        pair = frame["agency"].astype("uint32") * given.procedures + frame["procedure"]
        number = ((pair * MONTHS + given.month.take(since)) * OUTCOMES + outcome).astype("uint32")
        return number.groupby(number, sort=False).size()

    def canonical(got: Any) -> Counts:
        if got.index.nlevels == 1:
            return wide(got.index.to_numpy().astype("int64"), got.to_numpy())
        agency, procedure, month, outcome = (got.index.get_level_values(level).to_numpy("int64") for level in range(4))
        return wide(((agency * given.procedures + procedure) * MONTHS + month) * OUTCOMES + outcome, got.to_numpy())

    return {"grouped by four columns": four_keys, "grouped by one number": one_key}, canonical


def with_pyspark(given: Columns) -> tuple[dict[str, Way], Callable[[Any], Counts]]:
    """Two broadcast joins on a Parquet file, which is how Spark has its rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from spark import local_session

    path = given.folder.resolve() / "province.parquet"
    dossiers = pa.table({
        "agency": given.agency.astype("int32"), "procedure": given.procedure.astype("int32"),
        "limit": given.limit.astype("int32"), "received": given.received,
        "finished": pa.array(given.finished, mask=given.finished == NONE),
    })  # fmt: skip
    pq.write_table(dossiers, path, row_group_size=1_000_000)
    del dossiers
    session = local_session(given.folder.resolve() / "spark")
    session.conf.set("spark.sql.shuffle.partitions", "4")
    since = given.days.astype("int64").astype("int32")
    calendar = session.createDataFrame(pa.table({"received": since, "rank": given.rank, "month": given.month.astype("int32")}))
    worked = session.createDataFrame(pa.table({"due_rank": np.arange(len(given.select), dtype="int32"), "due": given.select}))

    def run() -> Any:
        from pyspark.sql import functions as f

        rows = session.read.parquet(str(path)).join(f.broadcast(calendar), "received")
        rows = rows.withColumn("due_rank", rows["rank"] + rows["limit"]).join(f.broadcast(worked), "due_rank")
        outcome = f.expr(f"""CASE WHEN finished IS NULL THEN CASE WHEN due < {given.as_of} THEN 4 ELSE 3 END
            WHEN finished < due THEN 0 WHEN finished = due THEN 1 ELSE 2 END""")
        number = f.expr(f"((agency * {given.procedures} + procedure) * {MONTHS} + month) * {OUTCOMES}") + outcome
        return rows.groupBy(number.alias("number")).agg(f.count("*").alias("rows")).toArrow()

    return {"two broadcast joins": run}, lambda got: wide(got["number"].to_numpy().astype("int64"), got["rows"].to_numpy())


def with_cchc(given: Columns) -> tuple[dict[str, Way], Callable[[Any], Counts]]:
    """The columns as they are, every row checked; the answer is the table of counts, as the others have it."""
    import pyarrow as pa

    table = table_of(given.received, given.limit, given.finished, (given.agency, given.procedure), given.labels)
    calendar = cchc.WorkCalendar.vietnam()

    def run() -> Any:
        tally, _ = cchc.tally_columns(table, given.spec, calendar, threads=THREADS)
        return tally, cchc.tally_figures(tally, *FIGURES, threads=THREADS)

    def canonical(got: Any) -> Counts:
        tally, figures = got
        assert tally.rows == given.rows and not tally.view()["records"]["left_out"], "rows are left out"
        columns = pa.record_batch(figures)
        agency, procedure = (columns[name].dictionary_decode().cast("int64").to_numpy() for name in ("agency", "procedure"))
        month = columns["from"].to_numpy(zero_copy_only=False).astype("datetime64[M]").astype("int64") % MONTHS
        groups = (agency * given.procedures + procedure) * MONTHS + month
        return ordered(groups, np.stack([columns[name].to_numpy().astype("int64") for name in FIGURES], axis=1))

    return {"tally_columns": run}, canonical


def table_of(received: Any, limit: Any, finished: Any, codes: tuple[Any, Any], labels: tuple[list[str], list[str]]) -> dict[str, Any]:
    by = dict(zip(("agency", "procedure"), zip(codes, labels)))
    return {"received": received, "limit": limit.astype("int32"), "finished": finished} | by


def stream(generator: Any, wanted: tuple[str, ...], together: int) -> Iterator[list[Any]]:
    """The columns of so many blocks at a time, each asked for when it is wanted."""
    while True:
        parts: list[list[Any]] = []
        for _ in range(together):
            generator.stdin.write(b"\n")
            generator.stdin.flush()
            head = generator.stdout.readline()
            if not head:
                break
            read = {name: generator.stdout.read(size) for name, size in json.loads(head)}
            parts.append([np.frombuffer(read[name], TYPES[name.split(".")[1]]) for name in wanted])
        if parts:
            yield [np.concatenate(column) for column in zip(*parts)]
        if len(parts) < together:
            return


def scaled(program: str, rows: int) -> dict[str, Any]:
    """Counts the dossiers of a generator as they come; the time is that of counting alone."""
    generator = subprocess.Popen([program, "-", str(rows)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert generator.stdin and generator.stdout
    about = json.loads(generator.stdout.readline())
    spec, labels, calendar = spec_of(about), labels_of(about), cchc.WorkCalendar.vietnam()
    wanted = ("received_day.i32", "limit.u8", "finished_day.i32", "agency.u16", "procedure.u16")
    # A table of a million rows at a time.
    blocks, waited, given = stream(generator, wanted, 16), 0.0, 0

    def tables() -> Iterator[dict[str, Any]]:
        nonlocal waited, given
        while True:
            start = perf_counter()
            columns = next(blocks, None)
            waited += perf_counter() - start
            if columns is None:
                return
            received, limit, finished, agency, procedure = columns
            given += sum(column.nbytes for column in columns)
            yield table_of(received, limit, finished, (agency, procedure), labels)

    before, start = marked(), perf_counter()
    tally = cchc.tally_stream(tables(), spec, calendar, threads=THREADS)
    seconds, most = perf_counter() - start - waited, peak() - before
    generator.stdin.close()
    assert generator.wait() == 0 and tally.rows == rows and not tally.view()["records"]["left_out"]
    size = len(tally.to_bytes())
    return {"rows": rows, "seconds": seconds, "peak_bytes": most, "input_bytes": given, "tally_bytes": size}


def marked() -> int:
    """Sets the mark of the most memory back, where the system has one, and says what is held."""
    mark = Path("/proc/self/clear_refs")
    if mark.exists():
        mark.write_text("5", encoding="utf-8")
    return held()


def peak() -> int:
    """The most bytes the process held since the mark was set back."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


def held() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def contender(name: str, folder: Path, way: str | None) -> dict[str, Any]:
    """Without a way the fastest is looked for and measured, with one the memory of its first run is."""
    given = Columns(folder)
    ways, canonical = globals()[f"with_{name}"](given)
    gc.collect()
    if way is not None:
        if not Path("/proc/self/clear_refs").exists():
            return {}
        before = marked()
        kept = ways[way]()
        del kept
        return {"peak_bytes": peak() - before}
    seconds = {}
    for how, run in ways.items():
        compare(given, *canonical(run()))
        seconds[how] = min(timed(run) for _ in range(2))
    best = min(seconds, key=lambda how: seconds[how])
    took = [timed(ways[best]) for _ in range(RUNS if seconds[best] < 3 else 3)]
    return {"way": best, "rows": given.rows, "seconds": statistics.median(took)}


def timed(run: Way) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def compare(given: Columns, groups: Any, counts: Any) -> None:
    """With what the first contender found, whose due days are those of the core."""
    expected = given.folder / "tally_expected.npz"
    assert counts.sum() == given.rows
    if not expected.exists():
        assert (given.due(slice(None)) == given.column("due_day.i32")).all(), "the tables of days are others than the core's"
        np.savez(expected, groups=groups, counts=counts)
    with np.load(expected) as found:
        assert np.array_equal(groups, found["groups"]) and np.array_equal(counts, found["counts"]), "other counts"


@contextmanager
def fresh(folder: Path) -> Iterator[None]:
    expected = folder / "tally_expected.npz"
    expected.unlink(missing_ok=True)
    yield
    expected.unlink(missing_ok=True)


def in_a_process(folder: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, __file__, str(folder), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main(folder: Path) -> None:
    with fresh(folder):
        for name in CONTENDERS:
            if name == "pyspark" and shutil.which("java") is None:
                print("Spark is not measured: java is missing", file=sys.stderr)
                continue
            line = in_a_process(folder, name)
            way = line.pop("way")
            measured = {"door": "python", "workload": "tally", "who": f"{name}, {way}"} | line
            # What Spark holds is in another process than the one that is looked at.
            print(json.dumps(measured | ({} if name == "pyspark" else in_a_process(folder, name, way))), flush=True)


def scale(program: str, many: list[int]) -> None:
    """As many dossiers as are asked for, each number in a process of its own."""
    for rows in many or [1_000_000, 10_000_000, 30_000_000, 100_000_000]:
        done = subprocess.run([sys.executable, __file__, "scaled", program, str(rows)], stdout=subprocess.PIPE, text=True, check=True)
        measured = {"door": "python", "workload": "tally_scale", "who": "cchc, tally_stream of tables of a million rows"}
        print(json.dumps(measured | json.loads(done.stdout)), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["scale", program, *many]:
            scale(program, [int(rows) for rows in many])
        case ["scaled", program, rows]:
            print(json.dumps(scaled(program, int(rows))))
        case [folder]:
            main(Path(folder))
        case [folder, name, *way]:
            print(json.dumps(contender(name, Path(folder), way[0] if way else None)))
        case _:
            sys.exit("benches/tally.py FOLDER, or benches/tally.py scale PROVINCE [ROWS ...]")
