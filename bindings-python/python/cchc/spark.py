"""Spark: due dates, outcomes and tallies of a Spark DataFrame, computed by its Python workers on Arrow batches.

>>> import cchc.spark  # doctest: +SKIP
>>> judged = cchc.spark.deadlines(df, [{"limit": {"working_days": 1}}], received="received_at", amount="days")

Needs pyspark with pyarrow, of which nothing is loaded before the first call, and this package where the
workers run. Columns are named; the rest of a frame goes along untouched. Spark may run a task again, after
a worker was lost or because another was slow: every answer depends on the rows alone, so it comes out the same.

Instants are ``timestamp_ntz`` in civil time of Việt Nam. A Spark ``timestamp``, which is a point in time,
is read as the civil time it had there. A ``date`` is refused, because a time of day would have to be guessed:
``cast(received as timestamp_ntz)`` says that midnight is meant.

A calendar does not travel to the workers; ``calendar`` is a function that makes it there, such as
``lambda: cchc.WorkCalendar.vietnam().for_sector("enterprise")``.

How to start it, and how many machines a country needs: ``SPARK.md`` beside this file.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import cchc

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["deadlines", "outcomes", "tally"]

ZONE: Final = "Asia/Ho_Chi_Minh"
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
    worker = _Deadlines(rules, _timed(df, names), amount, unit, as_of, _maker(calendar), tuple(_ANSWERS))
    return _added(df, worker)


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
    worker = _Deadlines(rules, _timed(df, names), amount, unit, as_of, _maker(calendar), ("outcome", "reason"))
    return _added(df, worker)


def tally(
    df: "DataFrame",
    columns: Mapping[str, Any],
    spec: Mapping[str, Any],
    *,
    calendar: _MakeCalendar | None = None,
    partitions: int | None = None,
    merges: int = 16,
) -> Any:
    """Tổng hợp: the ``cchc.Tally`` of all rows, counted where they are and merged.

    ``columns`` are those of ``cchc.tally_columns`` with the names of columns instead of columns, ``by`` included:
    ``{"received": "received_at", "limit": "days", "by": {"agency": "agency_code"}}``. Every partition becomes
    one row with the bytes of its tally; ``merges`` tasks merge these, the driver what they leave. No
    dossier leaves its worker.

    Where ``id`` is among the columns, dossiers that stand twice are to be found: the rows are first brought
    together by it, in ``partitions`` parts, each of which must fit into the memory of a worker. Without it a worker
    holds a batch at a time.

    Errors: as ``deadlines``; those of ``cchc.tally_columns`` come out of the workers as a Spark exception.
    """
    return _tallied(df, columns, spec, calendar, partitions, merges, cchc)


class _Deadlines:
    """The work on a partition: batches in, batches with answers out."""

    def __init__(
        self,
        rules: _Rules,
        names: Mapping[str, str],
        amount: int | None,
        unit: str | None,
        as_of: datetime | str | None,
        calendar: _MakeCalendar,
        answers: tuple[str, ...],
    ) -> None:
        self.rules, self.names, self.amount, self.unit = rules, names, amount, unit
        self.as_of, self.calendar, self.answers = as_of, calendar, answers

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        pyarrow, calendar = _arrow(), self.calendar()
        outcome = pyarrow.array([None, *cchc.OUTCOMES[1:]])
        reason = pyarrow.array([None, *cchc.REASONS[1:]])
        for batch in batches:
            given = {asked: _read(batch.column(name)) for asked, name in self.names.items()}
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

    def __init__(self, columns: Mapping[str, Any], spec: Mapping[str, Any], calendar: _MakeCalendar, library: Any) -> None:
        self.columns, self.spec, self.calendar, self.library = columns, spec, calendar, library

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        if "id" in self.columns:
            # An id that stands twice is found in one call alone.
            batches = _together(batches)
        calendar = self.calendar()
        yield from _as_row(_sum(_count(self.library, batch, self.columns, self.spec, calendar) for batch in batches))


class _Merging:
    """The work on a partition of tallies: their bytes in, the bytes of one out."""

    def __init__(self, library: Any) -> None:
        self.library = library

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        rows = (row.as_py() for batch in batches for row in batch.column(0))
        yield from _as_row(_sum(self.library.Tally.from_bytes(row) for row in rows))


def _tallied(
    df: "DataFrame",
    columns: Mapping[str, Any],
    spec: Mapping[str, Any],
    calendar: _MakeCalendar | None,
    partitions: int | None,
    merges: int,
    library: Any,
) -> Any:
    plain = {asked: name for asked, name in columns.items() if asked != "by"}
    by: Mapping[str, str] = columns.get("by") or {}
    used = {**_named(df, plain), **{f"by {name}": column for name, column in _named(df, by).items()}}
    rows = df.select(*(_quoted(name) for name in dict.fromkeys(used.values())))
    if "id" in plain:
        by_id = _quoted(plain["id"])
        rows = rows.repartition(partitions, by_id) if partitions else rows.repartition(by_id)
    make = _maker(calendar)
    counted = rows.mapInArrow(_Counting(columns, spec, make, library), "tally binary")
    merged = counted.repartition(merges).mapInArrow(_Merging(library), "tally binary")
    parts = [library.Tally.from_bytes(bytes(row[0])) for row in merged.collect()]
    return _sum(iter(parts)) if parts else _nothing(library, df, columns, spec, make())


def _nothing(library: Any, df: "DataFrame", columns: Mapping[str, Any], spec: Mapping[str, Any], calendar: Any) -> Any:
    """The tally of no rows."""
    from pyspark.sql.pandas.types import to_arrow_schema

    pyarrow, schema = _arrow(), to_arrow_schema(df.schema)
    empty = pyarrow.record_batch([pyarrow.array([], field.type) for field in schema], schema=schema)
    return _count(library, empty, columns, spec, calendar)


def _count(library: Any, batch: Any, columns: Mapping[str, Any], spec: Mapping[str, Any], calendar: Any) -> Any:
    given = {asked: _read(batch.column(name)) for asked, name in columns.items() if asked != "by"}
    by = {name: _read(batch.column(column)) for name, column in (columns.get("by") or {}).items()}
    return library.tally_columns({**given, "by": by}, dict(spec), calendar)


def _sum(tallies: Iterator[Any]) -> Any:
    """All tallies merged, None of none."""
    total = None
    for one in tallies:
        total = one if total is None else total.merge(one)
    return total


def _as_row(total: Any) -> Iterator[Any]:
    pyarrow = _arrow()
    if total is not None:
        yield pyarrow.record_batch([pyarrow.array([total.to_bytes()], pyarrow.binary())], ["tally"])


def _together(batches: Iterator[Any]) -> Iterator[Any]:
    kept = list(batches)
    if kept:
        yield _arrow().concat_batches(kept)


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


def _timed(df: "DataFrame", names: Mapping[str, str | None]) -> dict[str, str]:
    """The same, if instants are instants."""
    from pyspark.sql.types import ArrayType, DateType

    found = _named(df, names)
    for asked, name in found.items():
        kind = df.schema[name].dataType
        if asked in ("received", "finished") and isinstance(kind, DateType):
            raise TypeError(f"{asked}: column {name!r} is a date; cast it to timestamp_ntz if midnight is meant")
        if asked == "pauses" and not (isinstance(kind, ArrayType) and kind.elementType.simpleString().count("timestamp") == 2):
            raise TypeError(f"{asked}: column {name!r} is {kind.simpleString()}, expected array<struct<from, to>> of two instants")
    return found


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
    schema = StructType(list(df.schema.fields))
    for name in worker.answers:
        schema = schema.add(name, _ANSWERS[name])
    return df.mapInArrow(worker, schema)
