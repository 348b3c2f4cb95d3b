"""Spark's workers answer what one process does, whatever the partitions and whichever worker is lost."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import cchc
import cchc.spark
import numpy as np
import pyarrow as pa
import pytest
import spark_help

# pandas is not used, only looked at by Spark.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

ROWS = 4_000
AS_OF = datetime(2025, 6, 2)
RULES: list[dict[str, Any]] = [
    {"limit": {"working_days": 1}},
    {"limit": {"calendar_days": 20}, "roll_last_day": False},
    {"limit": {"months": 2}},
]
NAMES = {"received": "received_at", "limit": "days", "finished": "finished_at", "field": "lĩnh.vực"}
SPEC: dict[str, Any] = {
    "periods": [{"from": "2024-01-01", "through": "2024-06-30"}, {"from": "2024-07-01", "through": "2025-06-02"}],
    "by": ["agency", "field"],
}
PAUSE = pa.struct([("from", pa.timestamp("us")), ("to", pa.timestamp("us"))])


def drawn() -> pa.Table:
    """Dossiers of 2024 and 2025; every eleventh stands twice, some have pauses, some cannot be answered."""
    some = random.Random(5)
    rows: list[dict[str, Any]] = []
    for number in range(ROWS):
        received = datetime(2024, 1, 2) + timedelta(minutes=some.randrange(500 * 1440))
        pauses: list[dict[str, datetime]] = []
        end = received
        for _ in range(some.choice([0, 0, 0, 1, 2])):
            begin = end + timedelta(minutes=some.randrange(1, 5_000))
            end = begin + timedelta(minutes=some.randrange(1, 8_000))
            pauses.append({"from": begin, "to": end})
        finished = end + timedelta(minutes=some.randrange(40_000)) if some.random() < 0.7 else None
        rows.append({
            "code": f"H56.{number // 11 * 11 if number % 11 == 1 else number}", "agency": some.randrange(40),
            "lĩnh.vực": f"lĩnh vực {received.month}", "received_at": received, "days": some.randrange(1, 31),
            "finished_at": finished, "rule": some.randrange(3), "pauses": pauses or (None if some.random() < 0.5 else []),
        })  # fmt: skip
    rows[7] |= {"received_at": datetime(1999, 1, 4), "finished_at": None, "pauses": None}
    rows[8] |= {"finished_at": datetime(2020, 1, 6), "pauses": []}
    rows[9] |= {"received_at": None, "pauses": None}
    rows[10] |= {"days": -3}
    rows[13] |= {"days": None}
    rows[14] |= {"rule": 9}
    rows[15] |= {"pauses": [{"from": rows[15]["received_at"] + timedelta(days=2), "to": rows[15]["received_at"]}]}
    kinds = {"agency": pa.int32(), "days": pa.int32(), "rule": pa.int32(), "pauses": pa.list_(PAUSE)}
    instants = {"received_at": pa.timestamp("us"), "finished_at": pa.timestamp("us")}
    names = list(rows[0])
    return pa.table({name: pa.array([row[name] for row in rows], (kinds | instants).get(name)) for name in names})


TABLE = drawn()
# A frame with a dot in a name can be given to cchc, not to mapInArrow itself.
DOTLESS = TABLE.rename_columns({"lĩnh.vực": "field"})


def frame(session: Any, table: pa.Table, partitions: int = 4) -> Any:
    return session.createDataFrame(table).repartition(partitions)


def test_the_package_loads_no_spark() -> None:
    script = "import sys, cchc, cchc.spark; sys.exit(any(name in sys.modules for name in ('pyspark', 'pyarrow', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_every_row_has_the_answers_of_one_process(session: Any) -> None:
    spans = TABLE["pauses"].combine_chunks()
    lengths = spans.value_lengths().fill_null(0)
    offsets = np.concatenate([[0], np.cumsum(lengths.to_numpy())]).astype("int32")
    begin, end = spans.flatten().flatten()
    asked: list[dict[str, Any]] = [{"amount": 3}, {"amount": "days", "unit": "calendar_days"}]
    for amounts in asked:
        expected = cchc.deadline_columns(
            TABLE["received_at"], RULES, rule=TABLE["rule"], pauses=(offsets, begin, end), finished=TABLE["finished_at"],
            as_of=AS_OF, **{name: TABLE[value] if value == "days" else value for name, value in amounts.items()},
        )  # fmt: skip
        numbered = TABLE.append_column("row", pa.array(range(ROWS)))
        got = cchc.spark.deadlines(
            frame(session, numbered), RULES, received="received_at", rule="rule", pauses="pauses",
            finished="finished_at", as_of=AS_OF, **amounts,
        ).toArrow().sort_by("row")  # fmt: skip
        assert got.column_names == [*numbered.column_names, "due", "elapsed", "remaining", "outcome", "reason"]
        assert got.select(TABLE.column_names).to_pylist() == TABLE.to_pylist()
        for name in ("due", "elapsed", "remaining"):
            assert got[name].to_pylist() == expected[name].to_pylist(), name
        outcomes = [cchc.OUTCOMES[code] if code else None for code in expected["outcome"].to_pylist()]
        assert got["outcome"].to_pylist() == outcomes
        assert got["reason"].to_pylist() == [cchc.REASONS[code] or None for code in expected["reasons"].to_pylist()]
        # What is missing, cannot be or lies outside the calendar has its reason and stays where it was.
        assert set(got["reason"].to_pylist()) == {
            None, "calendar.horizon", "dossier.finish_before_reception", "table.missing_field", "input.unknown_id",
            "deadline.event_order", *(["input.out_of_range"] if "days" in amounts.values() else []),
        }  # fmt: skip


def test_points_in_time_are_read_as_vietnam_had_them(session: Any) -> None:
    """23:30 of 2 February 2026 in Việt Nam is the afternoon there in UTC; two working days later is the 4th."""
    instant = pa.array([datetime(2026, 2, 2, 16, 30), None], pa.timestamp("us", "UTC"))
    df = frame(session, pa.table({"received": instant}))
    assert dict(df.dtypes)["received"] == "timestamp"
    got = cchc.spark.deadlines(df, [{"limit": {"working_days": 2}}], received="received").toArrow()
    answers = dict(zip(got["reason"].to_pylist(), got["due"].to_pylist()))
    assert answers == {None: datetime(2026, 2, 4), "table.missing_field": None}


def test_a_calendar_is_made_by_the_workers(session: Any) -> None:
    """Saturday 22 August 2026 is made up for by public bodies, and no working day of an enterprise."""
    received = pa.array([datetime(2026, 8, 20, 9)], pa.timestamp("us"))
    df = frame(session, pa.table({"received": received, "finished": received}), 1)
    rules = [{"limit": {"working_days": 2}}]
    for make, due in [(None, 22), (lambda: cchc.WorkCalendar.vietnam().for_sector("enterprise"), 24)]:
        got = cchc.spark.deadlines(df, rules, received="received", calendar=make).toArrow()
        assert got["due"].to_pylist() == [datetime(2026, 8, due)]
    alone = cchc.spark.outcomes(df, rules, received="received", finished="finished", as_of="2026-09-01T00:00:00")
    assert alone.columns == ["received", "finished", "outcome", "reason"]
    assert alone.toArrow().to_pylist()[0]["outcome"] == "early"


def test_what_cannot_be_read_is_refused_before_anything_runs(session: Any) -> None:
    day = pa.array([date(2026, 2, 2)])
    df = session.createDataFrame(pa.table({"day": day, "at": day.cast("timestamp[us]"), "outcome": day}))
    rules = [{"limit": {"working_days": 2}}]
    with pytest.raises(ValueError, match="received: no column 'received_at'; there are day, at, outcome"):
        cchc.spark.deadlines(df, rules, received="received_at")
    with pytest.raises(TypeError, match="'day' is a date; cast it to timestamp_ntz if midnight is meant"):
        cchc.spark.deadlines(df, rules, received="day")
    with pytest.raises(TypeError, match="'day' is date, expected array<struct<from, to>>"):
        cchc.spark.deadlines(df, rules, received="at", pauses="day")
    with pytest.raises(ValueError, match="columns outcome already"):
        cchc.spark.deadlines(df, rules, received="at")
    with pytest.raises(TypeError, match="give a function, such as lambda"):
        wrong: Any = cchc.WorkCalendar.vietnam()
        cchc.spark.deadlines(df, rules, received="at", calendar=wrong)
    with pytest.raises(ValueError, match="agency: no column 'agency'; there are day, at, outcome"):
        cchc.spark.tally(df, SPEC, names={"received": "at"})
    with pytest.raises(ValueError, match="names gives 'unit', which is none of received, due,"):
        cchc.spark.tally(df, SPEC, names={"received": "at", "unit": "at"})


# Tallies


def tallied(df: Any, names: dict[str, str] = NAMES, **more: Any) -> bytes:
    return cchc.spark.tally(df, SPEC, names=names, **({"merges": 3} | more)).to_bytes()


def of_one_process(names: dict[str, str] = NAMES) -> bytes:
    return cchc.tally_columns(TABLE, SPEC, names=names)[0].to_bytes()


def test_a_tally_is_the_same_bytes_however_the_rows_are_parted(session: Any) -> None:
    found = {tallied(frame(session, TABLE, parts), merges=merges) for parts, merges in [(1, 1), (9, 4)]}
    assert found == {of_one_process()}
    tally = cchc.Tally.from_bytes(found.pop())
    reasons = ("calendar.horizon", "dossier.finish_before_reception", "input.out_of_range", "table.missing_field")
    assert (tally.rows, tally.view()["records"]["left_out"]) == (ROWS, dict.fromkeys(reasons, 1))


def test_dossiers_that_stand_twice_are_counted_once_wherever_they_are(session: Any) -> None:
    """Of rows that contradict each other the least counts, in whatever order they come."""
    names = NAMES | {"id": "code"}

    def place(row: dict[str, Any]) -> list[tuple[bool, Any]]:
        columns = ("code", "received_at", "days", "finished_at", "agency", "lĩnh.vực")
        return [(row[name] is not None, row[name]) for name in columns]

    rows = pa.Table.from_pylist(sorted(TABLE.to_pylist(), key=place), TABLE.schema)
    expected = cchc.tally_columns(rows, SPEC, names=names)[0]
    assert expected.view()["records"]["left_out"]["dossier.duplicate"] > ROWS / 12
    backwards = cchc.tally_columns(rows.take(list(reversed(range(ROWS)))), SPEC, names=names)[0]
    assert backwards != expected, "no rows contradict each other"
    for parts in (None, 5):
        assert tallied(frame(session, TABLE, 7), names, partitions=parts) == expected.to_bytes()


def test_a_row_without_an_id_is_left_out_and_numbers_are_ids(session: Any) -> None:
    received = pa.array([datetime(2026, 2, 2)] * 6, pa.timestamp("us"))
    spec = {"periods": [{"from": "2026-01-01", "through": "2026-03-31"}]}
    texts = pa.array(["a", None, "b", " ", "a", None])
    numbers = [1, None, 2, None, 1, None]
    for ids in (texts.dictionary_encode(), pa.array(numbers, "int32"), pa.array(numbers)):
        table = pa.table({"received": received, "id": ids})
        alone = cchc.tally_columns(table, spec)[0]
        assert alone.view()["records"]["left_out"] == {"dossier.duplicate": 1, "table.missing_field": 3}
        assert cchc.spark.tally(frame(session, table, 3), spec) == alone


def test_no_rows_are_a_tally_of_none(session: Any) -> None:
    none = session.createDataFrame(TABLE).filter("days < -9")
    assert tallied(none) == tallied(none, NAMES | {"id": "code"}) == cchc.Tally.empty(SPEC).to_bytes()
    answered = cchc.spark.deadlines(none, RULES, received="received_at").toArrow()
    assert (answered.num_rows, answered.column_names[-1]) == (0, "reason")
    # More partitions than rows.
    few = TABLE.drop_columns(["pauses"]).slice(20, 3)
    assert tallied(frame(session, few, 8)) == cchc.tally_columns(few, SPEC, names=NAMES)[0].to_bytes()


@pytest.mark.parametrize("what", ["worker", "executor"])
def test_a_worker_that_is_killed_leaves_the_same_bytes(session: Any, tmp_path: Path, what: str) -> None:
    mark = tmp_path / "killed"
    rows = frame(session, DOTLESS, 5)
    dying = rows.mapInArrow(spark_help.Killed(mark, what), rows.schema)
    assert tallied(dying, NAMES | {"field": "field"}) == of_one_process()
    assert mark.read_text(encoding="utf-8") == what, "nothing was killed"


def test_deadlines_survive_a_killed_worker(session: Any, tmp_path: Path) -> None:
    rows = frame(session, DOTLESS, 5)
    dying = rows.mapInArrow(spark_help.Killed(tmp_path / "killed", "worker"), rows.schema)
    ask: dict[str, Any] = {"received": "received_at", "amount": "days", "finished": "finished_at", "as_of": AS_OF}
    order = [("code", "ascending"), ("received_at", "ascending")]
    calm, lost = (cchc.spark.deadlines(df, RULES, **ask).toArrow().sort_by(order) for df in (rows, dying))
    assert lost.equals(calm) and (tmp_path / "killed").exists()
