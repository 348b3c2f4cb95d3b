"""Tổng hợp hồ sơ: how tables of dossiers are taken apart and counted.

A table is a polars or pandas frame, a pyarrow table or record batch, or a dict of columns. Of its columns these
are read, under these names or under those that ``names`` gives for them:

* ``received``: days or instants, as ``cchc.columns`` says of them; an instant at midnight is its day;
* ``due``, ``finished``, ``paused_since``: the same, missing where there is none;
* ``limit``: working days, from which the due day follows where none is printed;
* ``status``: 1 to 14 (``DossierState``), 0 or missing where it is not known; ``channel``: 1 counter, 2 online, 3 post;
* ``worked``: working time counted already, in the unit of the specification;
* ``id``: texts, a dictionary of texts or whole numbers; with them a dossier that comes twice is left out the second
  time, and one without an id as well, because nobody can say whether it came before;
* the dimensions of the specification: texts, dictionaries or categories, whole numbers, or ``(codes, labels)``.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from cchc import _native
from cchc.columns import labelled, widened

__all__ = ["ROLES", "tally_columns", "tally_figures", "tally_members", "tally_stream"]

ROLES: Final = ("received", "due", "limit", "finished", "status", "paused_since", "channel", "worked", "id")
"""The columns of a table that are read, apart from the dimensions."""


def tally_columns(
    table: Any,
    spec: Mapping[str, Any],
    calendar: "_native.WorkCalendar | None" = None,
    *,
    names: Mapping[str, str] | None = None,
    threads: int | None = None,
) -> "tuple[_native.Tally, Any]":
    """Đếm một bảng hồ sơ: the tally of a table, and why each of its rows is left out.

    The reasons are numbers of ``cchc.REASONS``, 0 for a row that is not left out, in the kind of ``received``.
    The rows are counted on as many ``threads`` as there are, or as are asked for.

    Errors: document.invalid, tally.invalid_spec, tally.unknown_dimension, columns.length; ``KeyError`` for a
    table without ``received`` or a dimension, ``TypeError`` for a column of another type.
    """
    tally: tuple[_native.Tally, Any] = _native.tally_columns(parts(table, spec, names), spec, calendar, threads)
    return tally


def tally_stream(
    tables: Iterable[Any],
    spec: Mapping[str, Any],
    calendar: "_native.WorkCalendar | None" = None,
    *,
    names: Mapping[str, str] | None = None,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
    left_out: Callable[[Any, Any], object] | None = None,
) -> "_native.Tally":
    """Đếm nhiều bảng nối tiếp: tables one after the other, in memory that does not grow with their number.

    Anything that gives tables will do: batches of a Parquet file, a ``RecordBatchReader`` of DuckDB, slices of a
    frame. After each table ``progress`` is told the rows so far, and ``left_out`` the table and its reasons.

    Errors: as ``tally_columns``.
    """
    counter, rows = _native.TallyCounter(spec, calendar), 0
    for table in tables:
        reasons = counter.add(parts(table, spec, names), threads)
        rows += len(reasons)
        if left_out is not None:
            left_out(table, reasons)
        if progress is not None:
            progress(rows)
    return counter.finish(threads)


def tally_members(
    table: Any,
    spec: Mapping[str, Any],
    selection: Mapping[str, Any],
    calendar: "_native.WorkCalendar | None" = None,
    *,
    names: Mapping[str, str] | None = None,
) -> list[int]:
    """Hồ sơ đứng sau một con số: the places of the rows that a figure counts.

    ``selection`` says which: ``only`` (labels of dimensions), ``period`` (its place), ``carried_over``,
    ``standings``, ``places`` (``early``, ``on_time``, ``late``, ``in_time``, ``overdue``, ``apart``) and ``policy``.

    Errors: as ``tally_columns``.
    """
    return _native.tally_members(parts(table, spec, names), spec, selection, calendar)


def tally_figures(
    tally: "_native.Tally", *names: str, policy: Mapping[str, Any] | None = None, threads: int | None = None
) -> "_native.ArrowColumn":
    """Số liệu theo cột: the figures of every cell as an Arrow table, all of them or those named.

    ``polars.DataFrame(figures)`` or ``pyarrow.record_batch(figures)`` makes a frame of it: a column for each
    dimension, ``from`` and ``through`` of the period, then the counts. They are filled on as many ``threads`` as there
    are, or as are asked for.

    Errors: document.invalid, input.unknown_id for a figure that is none.
    """
    return tally.figures(policy, list(names), threads)


def parts(table: Any, spec: Mapping[str, Any], names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The columns of a table by what they are."""
    names = names or {}
    unknown = [role for role in names if role not in ROLES and role not in spec.get("by", ())]
    if unknown:
        raise KeyError(f"names gives {unknown[0]!r}, which is none of {', '.join([*ROLES, *spec.get('by', ())])}")
    there = set(_column_names(table))
    columns: dict[str, Any] = {}
    for role in ROLES:
        name = names.get(role, role)
        if name not in there and (role in names or role == "received"):
            raise KeyError(f"the table has no column {name!r} for {role}; it has {', '.join(sorted(there))}")
        columns[role] = table[name] if name in there else None
    if columns["id"] is not None:
        columns["id"] = _arrow_ids(columns["id"])
    columns["by"] = [(role, *labelled(_dimension(table, names.get(role, role), there))) for role in spec.get("by", ())]
    return columns


def _dimension(table: Any, name: str, there: set[str]) -> Any:
    if name not in there:
        raise KeyError(f"the table has no column {name!r}; it has {', '.join(sorted(there))}")
    return table[name]


def _column_names(table: Any) -> Iterable[str]:
    for names in ("column_names", "columns"):
        found = getattr(table, names, None)
        if found is not None and not callable(found):
            return [str(name) for name in found]
    schema = getattr(table, "schema", None)
    if schema is not None:
        return [str(name) for name in schema.names]
    return [str(name) for name in table]


def _arrow_ids(column: Any) -> Any:
    """Ids as an Arrow column of texts or whole numbers."""
    if hasattr(column, "__arrow_c_array__") or hasattr(column, "__arrow_c_stream__"):
        return widened(column)
    pyarrow: Any = importlib.import_module("pyarrow")
    return widened(pyarrow.array(column))

