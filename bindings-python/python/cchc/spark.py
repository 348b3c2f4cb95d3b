"""Spark: due dates, outcomes and tallies of a Spark DataFrame, computed by its Python workers on Arrow batches.

>>> import cchc.spark  # doctest: +SKIP
>>> judged = cchc.spark.deadlines(df, [{"limit": {"working_days": 1}}], received="received_at", amount="days")

Needs pyspark with pyarrow and pandas, of which nothing is loaded before the first call, and this package and pyarrow
where the workers run. Columns are named; the rest of a frame goes along untouched. Spark may run a task again, after
a worker was lost or because another was slow: every answer depends on the rows alone, so it comes out the same.

Instants are ``timestamp_ntz`` in civil time of Việt Nam. A Spark ``timestamp``, which is a point in time,
is read as the civil time it had there. A ``date`` is refused, because a time of day would have to be guessed:
``cast(received as timestamp_ntz)`` says that midnight is meant.

A calendar does not travel to the workers; ``calendar`` is a function that makes it there, such as
``lambda: cchc.WorkCalendar.vietnam().for_sector("enterprise")``.

How to start it, what runs where, and when one machine is enough: ``bindings-python/SPARK.md``.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import cchc
from cchc.tallies import ROLES

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["deadlines", "outcomes", "tally"]

ZONE: Final = "Asia/Ho_Chi_Minh"
_TOGETHER: Final = 1 << 17
_ANSWERS: Final = {"due": "timestamp_ntz", "elapsed": "integer", "remaining": "integer", "outcome": "string", "reason": "string"}

_Rules = list[dict[str, Any]] | tuple[dict[str, Any], ...]
_MakeCalendar = Callable[[], cchc.WorkCalendar]


def deadlines(
    df: "DataFrame",
    rules: _Rules,
    *,
    received: str,
    rule: str | None = None,
    amount: str | int | None = None,
    unit: str | None = None,
    pauses: str | None = None,
    finished: str | None = None,
    as_of: datetime | str | None = None,
    calendar: _MakeCalendar | None = None,
) -> "DataFrame":
    """Hạn trả: the frame with ``due``, ``elapsed``, ``remaining``, ``outcome`` and ``reason`` added.

    What they are and what the arguments mean is said in ``cchc.deadline_columns``; here ``received``,
    ``finished`` and ``rule`` are names of columns, ``amount`` is one or a number for all rows, ``unit`` is a word of
    ``cchc.LIMIT_UNITS``, and ``pauses`` names an array of structs of two instants, from and to. ``outcome``
    is a word of ``cchc.OUTCOMES`` or null, ``reason`` the error code of a row without an answer or null.

    Errors: ``ValueError`` for a column that is not there or would stand twice, ``TypeError`` for one of
    another type; those of ``cchc.deadline_columns`` come out of the workers as a Spark exception.
    """
    names = {"received": received, "finished": finished, "rule": rule, "pauses": pauses}
    if isinstance(amount, str):
        names["amount"], amount = amount, None
    return _added(df, _Deadlines(rules, _timed(df, names), amount, unit, as_of, _maker(calendar), tuple(_ANSWERS)))


def outcomes(
    df: "DataFrame",
    rules: _Rules,
    *,
    received: str,
    finished: str,
    as_of: datetime | str,
    rule: str | None = None,
    amount: str | int | None = None,
    unit: str | None = None,
    pauses: str | None = None,
    calendar: _MakeCalendar | None = None,
) -> "DataFrame":
    """Kết quả: the frame with ``outcome`` and ``reason`` alone, as ``deadlines`` has them."""
    names = {"received": received, "finished": finished, "rule": rule, "pauses": pauses}
    if isinstance(amount, str):
        names["amount"], amount = amount, None
    return _added(df, _Deadlines(rules, _timed(df, names), amount, unit, as_of, _maker(calendar), ("outcome", "reason")))


def tally(
    df: "DataFrame",
    spec: Mapping[str, Any],
    *,
    names: Mapping[str, str] | None = None,
    calendar: _MakeCalendar | None = None,
    partitions: int | None = None,
    merges: int = 16,
) -> cchc.Tally:
    """Tổng hợp: the tally of all rows, counted where they are and merged.

    ``spec`` and ``names`` are those of ``cchc.tally_stream``: the columns are read under the names that
    ``cchc.tallies`` lists, or under those that ``names`` gives for them. Every partition becomes one row
    with the bytes of its tally; ``merges`` tasks merge these, and the driver what they leave. No dossier
    leaves its worker, which holds some 130,000 of them at a time.

    Where there is an ``id``, dossiers that stand twice are left out the second time: the rows are first
    brought together by it, in ``partitions`` parts or as many as Spark is set to make, and put in order, so that
    of rows that contradict each other the same one counts every time: the least by ``received``, then by the other
    columns in the order of ``cchc.tallies``, a missing value first. A worker keeps the ids of its part.

    Errors: as ``deadlines``; those of ``cchc.tally_stream`` come out of the workers as a Spark exception.
    """
    from pyspark.sql import functions

    used = _roles(df, spec, names or {})
    # Spark's workers take no column whose name has a dot, so the columns are numbered.
    places = {role: f"c{place}" for place, role in enumerate(used)}
    rows = df.select(*(functions.col(_quoted(name)).alias(places[role]) for role, name in used.items()))
    if "id" in used:
        rows = rows.repartition(partitions, places["id"]) if partitions else rows.repartition(places["id"])
        rows = rows.sortWithinPartitions(places["id"], *places.values())
    make = _maker(calendar)
    counted = rows.mapInArrow(_Counting(spec, places, make), "tally binary")
    merged = counted.repartition(merges).mapInArrow(_merging, "tally binary")
    parts = [cchc.Tally.from_bytes(bytes(row[0])) for row in merged.collect()]
    return cchc.Tally.merged([cchc.Tally.empty(dict(spec), make()), *parts])


class _Deadlines:
    """The work on a partition: batches in, batches with answers out."""

    def __init__(
        self,
        rules: _Rules,
        places: Mapping[str, int],
        amount: int | None,
        unit: str | None,
        as_of: datetime | str | None,
        calendar: _MakeCalendar,
        answers: tuple[str, ...],
    ) -> None:
        self.rules, self.places, self.amount, self.unit = rules, places, amount, unit
        self.as_of, self.calendar, self.answers = as_of, calendar, answers

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        pyarrow, calendar = _arrow(), self.calendar()
        outcome = pyarrow.array([None, *cchc.OUTCOMES[1:]])
        reason = pyarrow.array([None, *cchc.REASONS[1:]])
        for batch in batches:
            given = {asked: _read(batch.column(place)) for asked, place in self.places.items()}
            got = cchc.deadline_columns(
                given["received"],
                self.rules,
                rule=given.get("rule"),
                amount=given.get("amount", self.amount),
                unit=self.unit,
                pauses=given.get("pauses"),
                finished=given.get("finished"),
                as_of=self.as_of,
                calendar=calendar,
            )
            made = {
                "due": got["due"].cast(pyarrow.timestamp("us")),
                "elapsed": got["elapsed"],
                "remaining": got["remaining"],
                "outcome": outcome.take(got["outcome"]),
                "reason": reason.take(got["reasons"]),
            }
            wanted = [made[name] for name in self.answers]
            yield pyarrow.record_batch([*batch.columns, *wanted], [*batch.schema.names, *self.answers])


class _Counting:
    """The work on a partition: batches in, the bytes of one tally out."""

    def __init__(self, spec: Mapping[str, Any], names: Mapping[str, str], calendar: _MakeCalendar) -> None:
        self.spec, self.names, self.calendar = dict(spec), names, calendar

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        # Spark runs as many tasks side by side as there are cores, so each has one thread.
        tables = (self._table(table) for table in _together(batches))
        yield _row(cchc.tally_stream(tables, self.spec, self.calendar(), threads=1))

    def _table(self, table: Any) -> dict[str, Any]:
        return {role: _read(table.column(name)) for role, name in self.names.items()}


def _together(batches: Iterator[Any]) -> Iterator[Any]:
    """Batches as tables of more rows: the labels of each table are put in order, which is not to be done often."""
    waiting: list[Any] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= _TOGETHER:
            yield _arrow().Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield _arrow().Table.from_batches(waiting)


def _merging(batches: Iterator[Any]) -> Iterator[Any]:
    """The work on a partition of tallies: their bytes in, the bytes of one out."""
    total = None
    for batch in batches:
        for row in batch.column(0):
            one = cchc.Tally.from_bytes(row.as_py())
            total = one if total is None else cchc.Tally.merged([total, one])
    if total is not None:
        yield _row(total)


def _row(tally: cchc.Tally) -> Any:
    pyarrow = _arrow()
    return pyarrow.record_batch([pyarrow.array([tally.to_bytes()], pyarrow.binary())], ["tally"])


def _roles(df: "DataFrame", spec: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """The column of each role and dimension that is there."""
    dimensions = tuple(spec.get("by") or ())
    unknown = [role for role in names if role not in ROLES and role not in dimensions]
    if unknown:
        raise ValueError(f"names gives {unknown[0]!r}, which is none of {', '.join([*ROLES, *dimensions])}")
    needed = {"received", *dimensions, *names}
    asked = {role: names.get(role, role) for role in [*ROLES, *dimensions]}
    return _named(df, {role: name for role, name in asked.items() if role in needed or name in df.columns})


def _read(column: Any) -> Any:
    """A column as the library takes it: civil times, and lists of pauses as offsets and two columns."""
    pyarrow, compute, kind = _arrow(), _arrow("pyarrow.compute"), column.type
    if pyarrow.types.is_timestamp(kind) and kind.tz is not None:
        return compute.local_timestamp(column.cast(pyarrow.timestamp(kind.unit, ZONE)))
    if pyarrow.types.is_list(kind):
        lengths = column.value_lengths().fill_null(0)
        ends = compute.cumulative_sum(lengths)
        offsets = pyarrow.concat_arrays([pyarrow.array([0], "int32"), ends.cast("int32")])
        begin, end = column.flatten().flatten()
        return offsets, _read(begin), _read(end)
    return column


def _named(df: "DataFrame", names: Mapping[str, str | None]) -> dict[str, str]:
    """The names that are given, if they are columns."""
    found = {asked: name for asked, name in names.items() if name is not None}
    for asked, name in found.items():
        if name not in df.columns:
            raise ValueError(f"{asked}: no column {name!r}; there are {', '.join(df.columns)}")
    return found


def _quoted(name: str) -> str:
    """A name as it is, even one with a dot, which Spark would take for a path."""
    return "`" + name.replace("`", "``") + "`"


def _timed(df: "DataFrame", names: Mapping[str, str | None]) -> dict[str, int]:
    """The places of the columns, if instants are instants."""
    from pyspark.sql.types import ArrayType, DateType

    found = _named(df, names)
    for asked, name in found.items():
        kind = df.schema[name].dataType
        if asked in ("received", "finished") and isinstance(kind, DateType):
            raise TypeError(f"{asked}: column {name!r} is a date; cast it to timestamp_ntz if midnight is meant")
        if asked == "pauses" and not (isinstance(kind, ArrayType) and kind.elementType.simpleString().count("timestamp") == 2):
            raise TypeError(f"{asked}: column {name!r} is {kind.simpleString()}, expected array<struct<from, to>> of two instants")
    return {asked: df.columns.index(name) for asked, name in found.items()}


def _arrow(name: str = "pyarrow") -> Any:
    return importlib.import_module(name)


def _maker(calendar: _MakeCalendar | None) -> _MakeCalendar:
    if calendar is None:
        return _vietnam
    if not callable(calendar):
        raise TypeError("calendar is made by the workers: give a function, such as lambda: cchc.WorkCalendar.vietnam()")
    return calendar


def _vietnam() -> cchc.WorkCalendar:
    return cchc.WorkCalendar.vietnam()


def _added(df: "DataFrame", worker: _Deadlines) -> "DataFrame":
    from pyspark.sql.types import StructType

    twice = [name for name in worker.answers if name in df.columns]
    if twice:
        raise ValueError(f"the frame has columns {', '.join(twice)} already; drop or rename them")
    # Spark's workers take no column whose name has a dot, so the columns are numbered on their way.
    numbered = df.toDF(*(f"c{place}" for place in range(len(df.columns))))
    schema = StructType(list(numbered.schema.fields))
    for name in worker.answers:
        schema = schema.add(name, _ANSWERS[name])
    return numbered.mapInArrow(worker, schema).toDF(*df.columns, *worker.answers)
