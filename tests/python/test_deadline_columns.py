"""Deadlines by column: every row is what a single case says, in every library's columns."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import cchc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from cchc.errors import CchcError
from test_columns import AMOUNTS, INSTANTS, TIMED, arrow_backed, plain

AS_OF = datetime(2025, 6, 2, 10)
RULES: list[dict[str, Any]] = [
    {"limit": {"working_days": 5}},
    {"limit": {"working_days": 3}, "cut_off": {"effect": "clock", "at": "15:00", "source": {"document": "Quy chế"}}},
    {"limit": {"working_hours": 20}},
    {"limit": {"calendar_days": 20}, "roll_last_day": False},
    {"limit": {"months": 2}},
    {"limit": {"hours": 72}},
    {"limit": {"working_days": "2.25", "minutes_per_day": 480}},
]
KINDS = ["numpy s", "numpy ms", "numpy us", "numpy ns", "numpy steps", "polars ms", "polars us", "polars ns", "pyarrow s",
         "pyarrow slice", "pyarrow chunks", "pandas ns", "pandas us", "pandas arrow", "array only", "stream only"]  # fmt: skip


def drawn(seed: int, length: int) -> list[dict[str, Any]]:
    """Dossiers of 2024, with pauses in order and a finish after them, or none."""
    some = random.Random(seed)
    dossiers = []
    for _ in range(length):
        end = start = datetime(2024, 1, 2) + timedelta(minutes=some.randrange(300 * 1440))
        pauses = []
        for _ in range(some.choice([0, 0, 1, 3])):
            begin = end + timedelta(minutes=some.randrange(5_000))
            end = begin + timedelta(minutes=some.randrange(1, 8_000))
            pauses.append((begin, end))
        finished = end + timedelta(minutes=some.randrange(40_000)) if some.random() < 0.7 else None
        dossiers.append({"received": start, "rule": some.randrange(7), "pauses": pauses, "finished": finished})
    return dossiers


def single(dossier: dict[str, Any], rule: dict[str, Any]) -> dict[str, Any]:
    """A row as the single call has it."""
    events = [{"event": "excluded", "at": at, "to": to, "ground": "x"} for at, to in dossier["pauses"]]
    events += [{"event": "finished", "at": dossier["finished"]}] if dossier["finished"] else []
    case = {"received": dossier["received"], "rule": rule, "events": events, "as_of": AS_OF}
    answer = cchc.deadline_case(case, TIMED)
    progress, by_minute = answer["progress"], answer["unit"] in ("working_minutes", "minutes")
    assert progress is not None
    return {
        "due": datetime.fromisoformat(str(answer["due_at"] if by_minute else answer["due"])),
        "elapsed": progress["elapsed"],
        "remaining": progress["remaining"],
        "outcome": answer["outcome"],
    }


def columns_of(kind: str, dossiers: list[dict[str, Any]]) -> dict[str, Any]:
    instants = INSTANTS[kind]
    spans = [span for dossier in dossiers for span in dossier["pauses"]]
    offsets = np.cumsum([0] + [len(dossier["pauses"]) for dossier in dossiers], dtype="int32")
    return {
        "received": instants([dossier["received"] for dossier in dossiers]),
        "finished": instants([dossier["finished"] for dossier in dossiers]),
        "pauses": (offsets, instants([at for at, _ in spans]), instants([to for _, to in spans])),
    }


def words(answers: cchc.DeadlineAnswers) -> list[dict[str, Any]]:
    """The rows of the answers, with words for their numbers."""
    rows = zip(*(plain(column) for column in answers.values()), strict=True)
    named = [dict(zip(answers, row)) for row in rows]
    return [row | {"outcome": cchc.OUTCOMES[row["outcome"]], "reasons": cchc.REASONS[row["reasons"]]} for row in named]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_what_its_case_says(kind: str) -> None:
    dossiers = drawn(1, 2_000 if kind in ("numpy us", "polars us") else 150)
    places = pl.Series([dossier["rule"] for dossier in dossiers])
    given = columns_of(kind, dossiers)
    got = cchc.deadline_columns(given.pop("received"), RULES, rule=places, as_of=AS_OF, calendar=TIMED, **given)
    expected = [single(dossier, RULES[dossier["rule"]]) | {"reasons": ""} for dossier in dossiers]
    assert words(got) == expected


def test_limits_of_rows_are_amounts_of_a_unit() -> None:
    dossiers = drawn(2, 400)
    received = INSTANTS["polars us"]([dossier["received"] for dossier in dossiers])
    rule = {"limit": {"months": 1}}
    for place, unit in enumerate(cchc.LIMIT_UNITS):
        rules = [rule] if unit == "rule" else [{"limit": {unit: 2}}]
        open_ones = [dossier | {"finished": None, "pauses": []} for dossier in dossiers]
        due = [single(dossier, rules[0])["due"] for dossier in open_ones]
        for units in (unit, np.full(400, place, "uint8"), pl.Series([place] * 400, dtype=pl.UInt8)):
            for amount in (2, np.full(400, 2, "int32")):
                got = cchc.deadline_columns(received, [rule], amount=amount, unit=units, calendar=TIMED)
                assert plain(got["due"]) == due
    days = cchc.deadline_columns(received, [rule], amount=2, calendar=TIMED)
    same = cchc.deadline_columns(received, [rule], amount=2, unit="working_days", calendar=TIMED)
    assert plain(days["due"]) == plain(same["due"])
    with pytest.raises(ValueError, match="unit 'days' is not known; use one of rule, working_days"):
        cchc.deadline_columns(received, [rule], amount=2, unit="days")


def test_answers_are_in_kind_with_their_own_names() -> None:
    values = [datetime(2024, 3, 4, 9), None]
    kinds = {
        "numpy us": ("datetime64[us]", "int32", "uint8"),
        "pandas ns": ("datetime64[ns]", "Int32", "uint8"),
        "pandas arrow": ("timestamp[us][pyarrow]", "int32[pyarrow]", "uint8"),
        "polars ms": (pl.Datetime("ms"), pl.Int32, pl.UInt8),
    }
    for kind, (due, number, code) in kinds.items():
        column = INSTANTS[kind](values)
        got = cchc.deadline_columns(column, RULES, as_of=AS_OF)
        assert list(got) == ["due", "elapsed", "remaining", "outcome", "reasons"]
        assert [str(got[name].dtype) for name in ("due", "elapsed", "outcome", "reasons")] == [
            str(dtype) for dtype in (due, number, code, code)
        ]
        if isinstance(column, pd.Series):
            assert all(got[name].index.equals(column.index) and got[name].name == name for name in ("due", "outcome"))
    got = cchc.deadline_columns(pa.array(values, pa.timestamp("us")), RULES, as_of=AS_OF)
    assert got["due"].type == pa.timestamp("us") and got["elapsed"].null_count == 1 and got["outcome"].null_count == 0
    frame = pl.DataFrame(cchc.deadline_columns(pl.Series(values), RULES, as_of=AS_OF))
    assert frame.columns == list(got) and frame["due"].to_list() == [datetime(2024, 3, 11), None]


def test_rows_without_an_answer_say_why() -> None:
    good = datetime(2024, 3, 4, 9)
    limits: list[dict[str, Any]] = [{"working_days": 3}, {"not_counted": True}, {"working_hours": 1}]
    rules: list[dict[str, Any]] = [{"limit": limit} for limit in limits] + [{}]
    rows: list[tuple[Any, ...]] = [  # received, rule, amount, unit, finished
        (good, 0, None, 0, None, ""),
        (None, 0, None, 0, None, "table.missing_field"),
        (datetime(2040, 1, 1), 0, None, 0, None, "calendar.horizon"),
        (good, 9, None, 0, None, "input.unknown_id"),
        (good, None, None, 0, None, "input.unknown_id"),
        (good, -1, None, 0, None, "input.unknown_id"),
        (good, 70_000, None, 0, None, "input.unknown_id"),
        (good, 3, None, 0, None, "deadline.undeclared"),
        (good, 1, None, 0, None, "deadline.not_counted"),
        (good, 2, None, 0, None, "calendar.no_hours"),
        (good, 0, -1, 1, None, "input.out_of_range"),
        (good, 0, 0, 1, None, "input.out_of_range"),
        (good, 0, None, 1, None, "table.missing_field"),
        (good, 0, 1, 99, None, "input.out_of_range"),
        (good, 0, 10_000, 1, None, "calendar.horizon_adding"),
        (good, 0, None, 0, good - timedelta(1), "dossier.finish_before_reception"),
    ]
    received, rule, amount, unit, finished, codes = (list(column) for column in zip(*rows))
    for kind in ("numpy us", "polars us", "pyarrow chunks", "pandas us"):
        for numbers in ("polars int64", "pyarrow int32", "numpy int32"):
            of = AMOUNTS[numbers]
            got = cchc.deadline_columns(
                INSTANTS[kind](received), rules, rule=of(rule), amount=of(amount), unit=of(unit),
                finished=INSTANTS[kind](finished),
            )  # fmt: skip
            assert [row["reasons"] for row in words(got)] == codes
            assert [plain(got[name])[1:] for name in ("due", "elapsed", "remaining")] == [[None] * 15] * 3
            assert plain(got["due"])[0] == datetime(2024, 3, 7) and set(plain(got["outcome"])) == {0}


def test_a_clock_that_stands_still_is_due_at_no_time() -> None:
    received = INSTANTS["polars us"]([datetime(2024, 3, 4, 9)] * 3)
    offsets = np.array([0, 1, 1, 3])
    begin = INSTANTS["polars us"]([datetime(2024, 3, 5), datetime(2024, 3, 6), datetime(2024, 3, 5)])
    end = INSTANTS["polars us"]([None, datetime(2024, 3, 7), None])
    got = words(cchc.deadline_columns(received, RULES, pauses=(offsets, begin, end), as_of="2024-03-29 09:00"))
    assert [(row["due"], row["outcome"], row["reasons"]) for row in got] == [
        (None, "none", ""), (datetime(2024, 3, 11), "overdue", ""), (None, "none", "deadline.event_order"),
    ]  # fmt: skip
    broken = cchc.deadline_columns(received, RULES, pauses=(np.array([0, 9, -1, 3]), begin, end))
    assert set(plain(broken["reasons"])) == {cchc.REASONS.index("deadline.event_order")}


def test_an_instant_to_judge_at_is_told_in_the_unit_of_the_column() -> None:
    for kind in ("numpy s", "numpy ms", "numpy us", "numpy ns"):
        received = INSTANTS[kind]([datetime(2024, 3, 4, 9)])
        outcomes = {}
        for at in ("2024-03-11T23:59:00", "2024-03-12 00:00", datetime(9999, 1, 1), datetime(1, 1, 1)):
            got = words(cchc.deadline_columns(received, RULES, as_of=at))
            outcomes[str(at)] = got[0]["reasons"] or got[0]["outcome"]
        # Long after the known days it is overdue all the same; before its reception it is nothing yet.
        assert list(outcomes.values()) == ["in_progress", "overdue", "overdue", "none"]
    with pytest.raises(CchcError, match="2024-03-12"):
        cchc.deadline_columns(received, RULES, as_of="2024-03-12")


def test_columns_that_do_not_fit_are_refused() -> None:
    received = INSTANTS["polars us"]([datetime(2024, 3, 4, 9)] * 2)
    short, other = received[:1], INSTANTS["numpy ns"]([datetime(2024, 3, 4, 9)] * 2)
    wrong: list[dict[str, Any]] = [
        {"finished": short}, {"rule": [0]}, {"rule": np.array([0])}, {"amount": np.array([1])}, {"unit": np.array([1])},
        {"pauses": (np.array([0, 0]), short, short)}, {"pauses": (np.array([0, 0, 1]), short, received)},
        {"pauses": (0, short, short)},
    ]  # fmt: skip
    for given in wrong[:1] + wrong[2:]:
        with pytest.raises(CchcError) as raised:
            cchc.deadline_columns(received, RULES, **given)
        assert raised.value.code == "columns.length"
    with pytest.raises(CchcError) as raised:
        cchc.deadline_columns(received, [])
    assert raised.value.code == "input.empty_list"
    for given in ({"finished": other}, {"pauses": (np.array([0, 1, 1]), other[:1], other[:1])}):
        with pytest.raises(TypeError, match="different units"):
            cchc.deadline_columns(received, RULES, **given)
    for days in (np.array(["2024-03-04"], "M8[D]"), pl.Series([date(2024, 3, 4)]), "2024-03-04", None):
        with pytest.raises(TypeError, match="expected a column of instants"):
            cchc.deadline_columns(days, RULES)
    with pytest.raises(TypeError, match="expected an int, or a column of integers"):
        cchc.deadline_columns(received, RULES, **wrong[1])
    indexed = arrow_backed(pa.timestamp("us"))([datetime(2024, 3, 4, 9)] * 2)
    with pytest.raises(ValueError, match="different indexes"):
        cchc.deadline_columns(indexed, RULES, finished=indexed[::-1])
    # Pauses are rows of another table: their index says nothing of the receptions.
    cchc.deadline_columns(indexed, RULES, pauses=(np.array([0, 1, 2]), indexed[::-1], indexed[::-1]))


def test_no_rows_are_no_answers() -> None:
    for kind in KINDS:
        assert words(cchc.deadline_columns(INSTANTS[kind]([]), RULES)) == []


def test_outcomes_are_named_as_in_a_single_case() -> None:
    assert cchc.OUTCOMES == ("none", "early", "on_time", "late", "in_progress", "overdue")
    assert cchc.LIMIT_UNITS[:3] == ("rule", "working_days", "working_minutes")
