"""Cột: how columns of numpy, polars, pyarrow and pandas come in, and how answers go back in kind.

None of these libraries is needed: each is looked at only when the caller has loaded it. Of polars it takes
1.34 or later; earlier ones hand their dates over as plain numbers, which is a ``TypeError``.

Days are numpy ``datetime64[D]`` or ``int32``/``int64`` days since 1970-01-01, polars ``Date``, pyarrow
``date32``, or pandas ``datetime64``, which is the only date type of pandas: there every value must be a
midnight, nothing is cut off. Instants are ``datetime64`` of a second or less, ``Datetime`` or
``timestamp`` without a time zone, in civil time of Việt Nam. Amounts are integers of any width but uint64.
Anything else with ``__arrow_c_array__`` or ``__arrow_c_stream__`` is read by its Arrow type, and answered
with a ``cchc.ArrowColumn``. The rows of two columns are matched by their place; two pandas columns of equal
length must have the same index, or a ``ValueError`` says so.
"""

import sys
from datetime import datetime
from typing import Any, Final, TypedDict

from cchc import _native

__all__ = [
    "OUTCOMES",
    "DeadlineAnswers",
    "ScoreAnswers",
    "cells",
    "deadline_columns",
    "labelled",
    "matched",
    "read",
    "read_matrix",
    "refusal",
    "widened",
    "wrap",
    "wrap_deadlines",
    "wrap_matrix",
    "wrap_ranks",
    "wrap_reasons",
    "wrap_scores",
]

OUTCOMES: Final = ("none", "early", "on_time", "late", "in_progress", "overdue")
"""What the numbers in a column of outcomes stand for."""

_MISSING = -(2**63)
_NO_NUMBER = -(2**31)
_EXPECTED = {
    "days": "a column of dates: numpy datetime64[D], polars Date, pyarrow date32 or pandas datetime64",
    "instants": "a column of instants without a time zone: datetime64[us], polars Datetime or pyarrow timestamp",
    "amounts": "an int, or a column of integers no wider than int64",
    "moments": "a column of dates or of instants without a time zone",
    "labels": "texts, a dictionary or category of texts, whole numbers, or a pair of codes and their labels",
    "floats": "a two-dimensional numpy array of float64, or a pandas, polars or Arrow table of float64 columns",
}


class DeadlineAnswers(TypedDict):
    """The columns of ``deadline_columns``, each as long as ``received`` and in its kind."""

    due: Any
    elapsed: Any
    remaining: Any
    outcome: Any
    reasons: Any


class ScoreAnswers(TypedDict):
    """The answer of ``RuleSet.score_columns``: columns in the kind of the first one given, and ``places``."""

    points: Any
    unrounded: Any
    reasons: Any
    at: Any
    places: int


def deadline_columns(
    received: Any,
    rules: list[dict[str, Any]] | tuple[dict[str, Any], ...],
    *,
    rule: Any = None,
    amount: Any = None,
    unit: Any = None,
    pauses: tuple[Any, Any, Any] | None = None,
    finished: Any = None,
    as_of: datetime | str | None = None,
    calendar: "_native.WorkCalendar | None" = None,
) -> DeadlineAnswers:
    """Hạn trả theo cột: what ``deadline_case`` says of every row, without the explanation.

    ``received`` and ``finished`` are columns of instants of one unit, a missing finish that of an open
    dossier; days are cast by the caller, who knows whether midnight is meant. ``rules`` are documents as
    in a case, of which ``rule`` gives each row's place; without it all rows have the first. A row's limit
    is its rule's, or where ``amount`` is given (an int or a column) so many of ``unit``: a word of
    ``cchc.LIMIT_UNITS`` or a column of their numbers, working days when left out. ``pauses`` are the times
    that did not count: row ``i`` has those from ``offsets[i]`` up to ``offsets[i + 1]`` of the columns
    ``(offsets, from, to)``, in order and apart; a last one without an end lasts. Open dossiers are judged
    at ``as_of``.

    Of the answers ``due`` is the midnight that begins the due day for limits in days, and missing where
    the clock stands still; ``elapsed`` and ``remaining`` are in the limit's unit and missing where there
    is no moment to tell them for; ``outcome`` has the numbers of ``OUTCOMES``, ``reasons`` those of
    ``cchc.REASONS``: 0, or why the row has no answer.

    Errors: columns.length, input.empty_list without a rule, document.invalid, date.invalid, and
    input.out_of_range for one ``amount`` for all rows; ``TypeError`` for a column of another type or
    unit, ``ValueError`` for a ``unit`` that is no word of ``cchc.LIMIT_UNITS``.
    """
    if isinstance(unit, str):
        if unit not in _native.LIMIT_UNITS:
            raise ValueError(f"unit {unit!r} is not known; use one of {', '.join(_native.LIMIT_UNITS)}")
        unit = _native.LIMIT_UNITS.index(unit)
    offsets, begins, ends = pauses or (None, None, None)
    matched(received, finished)
    answers: DeadlineAnswers = _native.deadline_columns(
        received, rules, rule, amount, unit, offsets, begins, ends, finished, as_of, calendar
    )
    return answers


def refusal(asked: str, got: str, aware: bool = False) -> TypeError:
    """The error for a column that is not what was asked for."""
    advice = ""
    if aware and asked == "instants":
        advice = "; convert it to the time zone Asia/Ho_Chi_Minh and drop the zone"
    elif asked == "days" and ("datetime" in got.lower() or "timestamp" in got.lower()):
        advice = "; a date is not cut out of an instant, cast it if that is meant"
    return TypeError(f"expected {_EXPECTED[asked]}, got {got}{advice}")


def _loaded(name: str) -> Any:
    return sys.modules.get(name)


def _is_pandas(column: object) -> bool:
    pandas = _loaded("pandas")
    return pandas is not None and isinstance(column, pandas.Series)


def _is_arrow(column: object) -> bool:
    return hasattr(column, "__arrow_c_array__") or hasattr(column, "__arrow_c_stream__")


def matched(first: Any, second: Any) -> None:
    """Refuses two pandas columns of equal length whose rows stand in another order."""
    if _is_pandas(first) and _is_pandas(second) and len(first) == len(second):
        if not first.index.equals(second.index):
            raise ValueError("the two pandas columns have different indexes; align them first")


def read(column: Any, asked: str) -> tuple[Any, str | None]:
    """The numbers of a column and the Arrow type they would have, or the Arrow object it is and None."""
    if _is_pandas(column):
        column = _of_pandas(column, asked)
    numpy = _loaded("numpy")
    if numpy is not None and isinstance(column, numpy.ndarray):
        return _of_numpy(column, asked, numpy)
    if isinstance(column, type) or not _is_arrow(column):
        raise refusal(asked, type(column).__name__)
    return widened(column) if asked == "amounts" else column, None


def widened(column: Any) -> Any:
    """Integers narrower than 32 bits, or without a sign, as int64."""
    polars, pyarrow = _loaded("polars"), _loaded("pyarrow")
    if polars is not None and isinstance(column, polars.Series):
        small = (polars.Int8, polars.Int16, polars.UInt8, polars.UInt16, polars.UInt32)
        return column.cast(polars.Int64) if column.dtype in small else column
    if pyarrow is not None and isinstance(column, (pyarrow.Array, pyarrow.ChunkedArray)):
        small = (pyarrow.int8(), pyarrow.int16(), pyarrow.uint8(), pyarrow.uint16(), pyarrow.uint32())
        return column.cast(pyarrow.int64()) if column.type in small else column
    return column


def _of_pandas(column: Any, asked: str) -> Any:
    pandas, dtype = _loaded("pandas"), column.dtype
    if hasattr(dtype, "pyarrow_dtype"):
        return column.array.__arrow_array__()
    if getattr(dtype, "tz", None) is not None:
        raise refusal(asked, str(dtype), aware=True)
    nullable = isinstance(dtype, pandas.api.extensions.ExtensionDtype) and str(dtype) != "UInt64"
    if asked == "amounts" and nullable and dtype.kind in "iu":
        return column.to_numpy("int64", na_value=_MISSING)
    values = column.to_numpy()
    if asked == "days":
        if dtype.kind != "M":
            raise refusal(asked, str(dtype))
        days = values.astype("datetime64[D]")
        if (days.astype(values.dtype).view("int64") != values.view("int64")).any():
            raise refusal(asked, f"{dtype} with times of day")
        return days
    return values


def _of_numpy(column: Any, asked: str, numpy: Any) -> tuple[Any, str]:
    dtype = column.dtype
    if isinstance(column, numpy.ma.MaskedArray):
        raise refusal(asked, "a masked array, whose mask would be lost; fill it with NaT first")
    if column.ndim != 1:
        raise refusal(asked, f"an array of {column.ndim} dimensions")
    unit, count = numpy.datetime_data(dtype) if dtype.kind == "M" else ("", 1)
    known = {
        "days": unit == "D" or (dtype.kind == "i" and dtype.itemsize in (4, 8)),
        "instants": unit in ("s", "ms", "us", "ns"),
        "amounts": dtype.kind in "iu" and numpy.can_cast(dtype, "int64"),
    }
    known["moments"] = known["days"] or known["instants"]
    if not known[asked] or count != 1:
        raise refusal(asked, str(dtype))
    if dtype.kind == "M":
        native = numpy.require(column, dtype.newbyteorder("="), "CA")
        return native.view("int64"), "Date32" if unit == "D" else f"Timestamp({unit})"
    width = "int32" if dtype.itemsize == 4 and dtype.kind == "i" else "int64"
    return numpy.require(column, width, "CA"), "Int64" if asked == "amounts" else "Date32"


def wrap(column: Any, asked: str, answers: Any, reasons: Any) -> tuple[Any, Any]:
    """Answers and reasons in the kind of the column that was given first."""
    name = getattr(column, "name", None)
    return _in_kind(column, asked, answers, name, reasons), _in_kind(column, "codes", reasons, "reason")


def wrap_reasons(column: Any, reasons: Any) -> Any:
    """Reasons in the kind of the column that was given first."""
    return _in_kind(column, "codes", reasons, "reason")


def labelled(column: Any) -> tuple[Any, Any]:
    """What rows are told apart by: codes and their labels, or an Arrow column that has both and None."""
    if isinstance(column, tuple):
        codes, labels = column
        return codes, [str(label) for label in labels]
    pandas, numpy = _loaded("pandas"), _loaded("numpy")
    if _is_pandas(column):
        if hasattr(column.dtype, "pyarrow_dtype"):
            return column.array.__arrow_array__(), None
        codes, labels = pandas.factorize(column)
        return codes.astype("int32"), [str(label) for label in labels]
    if numpy is not None and isinstance(column, numpy.ndarray):
        if column.ndim != 1 or column.dtype.kind not in "iuUO":
            raise refusal("labels", f"an array of {column.ndim} dimensions of {column.dtype}")
        labels, codes = numpy.unique(column, return_inverse=True)
        return codes.astype("int32"), [str(label) for label in labels]
    if isinstance(column, type) or not _is_arrow(column):
        raise refusal("labels", type(column).__name__)
    return widened(column), None


def wrap_deadlines(column: Any, answers: tuple[Any, ...]) -> dict[str, Any]:
    """The five columns of deadlines in the kind of the receptions."""
    asked = {"due": "instants", "elapsed": "numbers", "remaining": "numbers", "outcome": "codes", "reasons": "codes"}
    return {name: _in_kind(column, asked[name], answer, name) for name, answer in zip(asked, answers)}


def cells(columns: Any) -> list[tuple[str, str, Any, Any, int]]:
    """The columns of ``RuleSet.score_columns``: code, kind, one or two columns, and their places."""
    if not isinstance(columns, dict):
        raise TypeError(f"expected a dict of criteria and their columns, got {type(columns).__name__}")
    found = [_cell(code, given) for code, given in columns.items()]
    for _, _, first, second, _ in found:
        matched(found[0][2], first)
        matched(found[0][2], second)
    return found


def _cell(code: str, given: Any) -> tuple[str, str, Any, Any, int]:
    keys = set(given) if isinstance(given, dict) else set()
    if keys == {"ratio"} and isinstance(given["ratio"], tuple | list) and len(given["ratio"]) == 2:
        return code, "ratio", *given["ratio"], 0
    if keys == {"level"}:
        return code, "level", given["level"], None, 0
    for kind in ("value", "points"):
        if keys == {kind, "places"}:
            return code, kind, given[kind], None, given["places"]
    raise TypeError(
        f"criterion {code!r}: expected {{'ratio': (numerators, denominators)}}, {{'level': column}},"
        " {'value': column, 'places': 2} or {'points': column, 'places': 2}"
    )


def wrap_scores(column: Any, answers: tuple[Any, ...], places: int) -> ScoreAnswers:
    """The columns of scores in the kind of the first column given, and how many decimals the points have."""
    points, unrounded, reasons, at = answers
    return {
        "points": _in_kind(column, "whole", points, "points"),
        "unrounded": _in_kind(column, "whole", unrounded, "unrounded"),
        "reasons": _in_kind(column, "codes", reasons, "reasons"),
        "at": _in_kind(column, "codes", at, "at"),
        "places": places,
    }


def wrap_ranks(column: Any, ranks: Any) -> Any:
    """Ranks in the kind of the column they are of."""
    return _in_kind(column, "whole", ranks, "rank")


def read_matrix(value: Any) -> tuple[Any, int | None]:
    """The floats of a matrix row after row and how many columns it has, or the Arrow table it is and None."""
    pandas, numpy = _loaded("pandas"), _loaded("numpy")
    if pandas is not None and isinstance(value, pandas.DataFrame):
        value = value.to_numpy()
    if numpy is not None and isinstance(value, numpy.ndarray):
        if isinstance(value, numpy.ma.MaskedArray):
            raise refusal("floats", "a masked array, whose mask would be lost")
        if value.ndim != 2 or value.dtype.kind != "f" or value.dtype.itemsize != 8:
            raise refusal("floats", f"an array of {value.ndim} dimensions of {value.dtype}")
        return numpy.require(value, "float64", "CA").reshape(-1), value.shape[1]
    if isinstance(value, type) or not _is_arrow(value):
        raise refusal("floats", type(value).__name__)
    return value, None


def wrap_matrix(value: Any, rows: Any, columns: int) -> Any:
    """Rows of ranks: an array of numpy, or a column of lists in the kind of the table."""
    polars, pyarrow = _loaded("polars"), _loaded("pyarrow")
    if polars is not None and isinstance(value, polars.DataFrame):
        return polars.Series(rows)
    if pyarrow is not None and isinstance(value, (pyarrow.Table, pyarrow.RecordBatch)):
        return pyarrow.array(rows)
    return rows.reshape(-1, columns) if hasattr(rows, "reshape") else rows


def _in_kind(column: Any, asked: str, answers: Any, name: Any, reasons: Any = None) -> Any:
    """One column of answers: codes and truths both come as uint8, so `asked` tells them apart."""
    if _is_pandas(column):
        return _as_pandas(column, asked, answers, name, reasons)
    numpy = _loaded("numpy")
    if numpy is not None and isinstance(column, numpy.ndarray):
        return answers if asked in ("codes", "whole") else _as_numpy(answers, column.dtype)
    polars, pyarrow = _loaded("polars"), _loaded("pyarrow")
    if polars is not None and isinstance(column, polars.Series):
        return polars.Series(answers).alias(name)
    if pyarrow is not None and isinstance(column, (pyarrow.Array, pyarrow.ChunkedArray)):
        return pyarrow.array(answers)
    return answers


def _as_numpy(answers: Any, dtype: Any) -> Any:
    if answers.dtype == "uint8":
        return answers.view("bool")
    if answers.dtype == "int64" and dtype.kind == "M":
        return answers.view(dtype.newbyteorder("="))
    return answers


def _as_pandas(column: Any, asked: str, answers: Any, name: Any, reasons: Any) -> Any:
    pandas, pyarrow, dtype = _loaded("pandas"), _loaded("pyarrow"), column.dtype
    if hasattr(dtype, "pyarrow_dtype"):
        answers = pyarrow.array(answers)
        if asked == "codes":
            answers = answers.to_numpy()
        else:
            answers = pandas.arrays.ArrowExtensionArray(pyarrow.chunked_array([answers]))
    elif asked == "codes":
        pass
    elif asked == "whole":
        answers = pandas.arrays.IntegerArray(answers, answers == (0 if answers.dtype == "uint32" else _MISSING))
    elif answers.dtype == "uint8":
        answers = pandas.arrays.BooleanArray(answers.view("bool"), reasons != 0)
    elif answers.dtype == "int32":
        answers = pandas.arrays.IntegerArray(answers, answers == _NO_NUMBER)
    else:
        answers = answers.view("datetime64[D]").astype(dtype) if asked == "days" else answers.view(dtype)
    return pandas.Series(answers, name=name, index=column.index, copy=False)
