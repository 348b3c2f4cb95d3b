"""Columns: every library's columns in and out, and every row equal to the single call."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import cchc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from cchc.errors import CchcError
from test_api import HOURS

CALENDAR = cchc.WorkCalendar.vietnam()
TIMED = CALENDAR.with_hours(HOURS)
MISSING = {32: -(2**31), 64: -(2**63)}
EPOCH = date(1970, 1, 1)


class ArrayOnly:
    """A library of which nothing is known but that it has Arrow arrays."""

    def __init__(self, array: pa.Array) -> None:
        self.array = array

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any:
        return self.array.__arrow_c_array__(requested_schema)


class StreamOnly:
    """A library of which nothing is known but that it has Arrow streams."""

    def __init__(self, array: pa.Array) -> None:
        self.array = pa.chunked_array([array.slice(0, 3), array.slice(3, 0), array.slice(3)])

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.array.__arrow_c_stream__(requested_schema)


def plain(column: Any) -> list[Any]:
    """The values of any answer, None where there is none."""
    if isinstance(column, cchc.ArrowColumn):
        return plain(pa.array(column))
    if isinstance(column, pl.Series):
        return column.to_list()
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return column.to_pylist()
    if isinstance(column, pd.Series):
        values = [None if value is pd.NA or value is pd.NaT else value for value in column.tolist()]
        return [value.to_pydatetime() if isinstance(value, pd.Timestamp) else value for value in values]
    if column.dtype.kind == "i":
        missing = MISSING[column.dtype.itemsize * 8]
        return [None if value == missing else value for value in column.tolist()]
    if column.dtype == "datetime64[ns]":
        return column.astype("datetime64[us]").tolist()  # type: ignore[no-any-return]
    return column.tolist()  # type: ignore[no-any-return]


def numbers(bits: int) -> Callable[[list[date | None]], Any]:
    return lambda days: np.array(
        [MISSING[bits] if day is None else (day - EPOCH).days for day in days], f"int{bits}"
    )


def sliced(column: Any, values: list[Any]) -> Any:
    """The rows in the midst of a longer column."""
    return column(values[:2] + values + values[:3])[2 : 2 + len(values)]


def garbage(values: list[Any], dtype: pa.DataType) -> pa.Array:
    """An array in which what lies under the nulls looks like values."""
    array = pa.array(values, dtype)
    bits, rows = array.buffers()
    if bits is None:
        return array
    storage = np.frombuffer(rows, f"int{dtype.bit_width}").copy()
    storage[: len(values)][[value is None for value in values]] = 20_000
    return pa.Array.from_buffers(dtype, len(values), [bits, pa.py_buffer(storage)])


def chunked(values: list[Any], dtype: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([garbage(values[at : at + 7], dtype) for at in range(0, len(values), 7)], dtype)


def polars_chunks(values: list[Any], dtype: Any) -> pl.Series:
    column = pl.Series("received", values[:5], dtype)
    return column.append(pl.Series(values[5:], dtype=dtype))


def labels(values: list[Any]) -> pd.Index:
    """The index of every pandas column here; its rows are not in the order of their labels."""
    return pd.Index([f"row {row % 4} {row}" for row in range(len(values))])


def arrow_backed(dtype: pa.DataType) -> Callable[[list[Any]], Any]:
    return lambda values: pd.Series(values, labels(values), pd.ArrowDtype(dtype), name="received")


def pandas_of(unit: str) -> Callable[[list[Any]], Any]:
    return lambda values: pd.Series(
        np.array(values, "datetime64[us]").astype(f"datetime64[{unit}]"), labels(values), name="received"
    )


DAYS: dict[str, Callable[[list[Any]], Any]] = {
    "numpy": lambda values: np.array(values, "datetime64[D]"),
    "numpy slice": lambda values: sliced(lambda all: np.array(all, "datetime64[D]"), values),
    "numpy steps": lambda values: np.repeat(np.array(values, "datetime64[D]"), 3)[::3],
    "numpy big-endian": lambda values: np.array(values, ">M8[D]"),
    "numpy read-only": lambda values: np.frombuffer(np.array(values, "datetime64[D]").tobytes(), "datetime64[D]"),
    "numpy int32": numbers(32),
    "numpy int64": numbers(64),
    "polars": lambda values: pl.Series("received", values, pl.Date),
    "polars slice": lambda values: sliced(lambda all: pl.Series("received", all, pl.Date), values),
    "polars chunks": lambda values: polars_chunks(values, pl.Date),
    "pyarrow": lambda values: garbage(values, pa.date32()),
    "pyarrow slice": lambda values: sliced(lambda all: garbage(all, pa.date32()), values),
    "pyarrow chunks": lambda values: chunked(values, pa.date32()),
    "pandas ns": pandas_of("ns"),
    "pandas us": pandas_of("us"),
    "pandas s": pandas_of("s"),
    "pandas arrow": arrow_backed(pa.date32()),
    "array only": lambda values: ArrayOnly(garbage(values, pa.date32())),
    "stream only": lambda values: StreamOnly(garbage(values, pa.date32())),
}
INSTANTS: dict[str, Callable[[list[Any]], Any]] = {
    "numpy s": lambda values: np.array(values, "datetime64[s]"),
    "numpy ms": lambda values: np.array(values, "datetime64[ms]"),
    "numpy us": lambda values: np.array(values, "datetime64[us]"),
    "numpy ns": lambda values: np.array(values, "datetime64[us]").astype("datetime64[ns]"),
    "numpy steps": lambda values: np.repeat(np.array(values, "datetime64[us]"), 3)[::3],
    "polars ms": lambda values: pl.Series("received", values, pl.Datetime("ms")),
    "polars us": lambda values: pl.Series("received", values, pl.Datetime("us")),
    "polars ns": lambda values: pl.Series("received", values, pl.Datetime("ns")),
    "pyarrow s": lambda values: garbage(values, pa.timestamp("s")),
    "pyarrow slice": lambda values: sliced(lambda all: garbage(all, pa.timestamp("ms")), values),
    "pyarrow chunks": lambda values: chunked(values, pa.timestamp("us")),
    "pandas ns": pandas_of("ns"),
    "pandas us": pandas_of("us"),
    "pandas arrow": arrow_backed(pa.timestamp("us")),
    "array only": lambda values: ArrayOnly(garbage(values, pa.timestamp("us"))),
    "stream only": lambda values: StreamOnly(garbage(values, pa.timestamp("us"))),
}
AMOUNTS: dict[str, Callable[[list[Any]], Any]] = {
    "numpy int32": lambda values: np.array([MISSING[32] if n is None else n for n in values], "int32"),
    "numpy int64": lambda values: np.array([MISSING[64] if n is None else n for n in values], "int64"),
    "polars int32": lambda values: pl.Series(values, dtype=pl.Int32),
    "polars int64": lambda values: polars_chunks(values, pl.Int64),
    "pyarrow int32": lambda values: garbage(values, pa.int32()),
    "pyarrow int64": lambda values: chunked(values, pa.int64()),
    "pandas": lambda values: pd.Series(values, labels(values), "Int64"),
    "pandas arrow": lambda values: pd.Series(values, labels(values), pd.ArrowDtype(pa.int64())),
    "array only": lambda values: ArrayOnly(garbage(values, pa.int64())),
    "stream only": lambda values: StreamOnly(garbage(values, pa.int32())),
}


def single(call: Callable[[], Any], *given: Any) -> tuple[Any, str]:
    """The answer of a single call and the code of its error, as a row of a column has them."""
    if None in given:
        return None, "table.missing_field"
    try:
        return call(), ""
    except CchcError as error:
        return None, error.code


def rows(seed: int, length: int = 700) -> tuple[list[date | None], list[int | None]]:
    """Days in and around the calendar and amounts, some missing, some that cannot be answered."""
    some = random.Random(seed)
    days: list[date | None] = [CALENDAR.first + timedelta(some.randrange(7_000)) for _ in range(length)]
    amounts: list[int | None] = [some.randrange(40) for _ in range(length)]
    for row in range(0, length, 5):
        odd_days = (None, CALENDAR.first, CALENDAR.last, date(2007, 12, 31), date(2027, 1, 1), date(1969, 5, 5))
        days[row] = some.choice(odd_days)
        amounts[row - 1] = some.choice((None, 0, -1, 5_000, 10**9, 2**31 - 1, -(2**31) + 1))
    return days, amounts


def moments(seed: int, length: int = 700) -> list[datetime | None]:
    some = random.Random(seed)
    days, _ = rows(seed, length)
    return [
        None if day is None else datetime(day.year, day.month, day.day) + timedelta(seconds=some.randrange(86_400))
        for day in days
    ]


def in_words_of(expected: Any, value: Any) -> Any:
    """A day as a date, where a library has it as a midnight or as a number."""
    if type(expected) is date and isinstance(value, int):
        return EPOCH + timedelta(value)
    return value.date() if type(expected) is date and isinstance(value, datetime) else value


def check(got: tuple[Any, Any], expected: list[tuple[Any, str]]) -> None:
    answers, reasons = got
    assert [cchc.REASONS[reason] for reason in plain(reasons)] == [code for _, code in expected]
    values = [value for value, _ in expected]
    assert [in_words_of(value, got) for value, got in zip(values, plain(answers), strict=True)] == values


def same_kind(column: Any, answers: Any) -> None:
    """Answers are in the kind of the column, with its type, its index and its name."""
    if isinstance(column, ArrayOnly | StreamOnly):
        assert type(answers) is cchc.ArrowColumn and pa.array(answers).type == column.array.type
    elif isinstance(column, pa.ChunkedArray):
        assert isinstance(answers, pa.Array) and answers.type == column.type
    elif isinstance(column, pa.Array):
        assert type(answers) is type(column) and answers.type == column.type
    elif isinstance(column, np.ndarray):
        assert type(answers) is np.ndarray and answers.dtype == column.dtype.newbyteorder("=")
    else:
        assert type(answers) is type(column) and answers.dtype == column.dtype
    if isinstance(column, pd.Series):
        assert answers.index.equals(column.index)
    if isinstance(column, pd.Series | pl.Series):
        assert answers.name == column.name


def add(day: Any, days: Any) -> date:
    CALENDAR.is_working_day(day)  # a row is first looked at for its day, a single call for its number
    return CALENDAR.add_working_days(day, days)


def add_minutes(start: Any, minutes: Any) -> datetime:
    CALENDAR.is_working_day(start.date())
    return TIMED.add_working_minutes(start, minutes)


# Rows and single calls


@pytest.mark.parametrize("kind", DAYS)
def test_the_same_number_of_days_is_added_to_every_row(kind: str) -> None:
    days, _ = rows(1)
    column = DAYS[kind](days)
    for number in (0, 1, 5, 260, 5_000, 10**9, 2**32 - 1, np.int64(3)):
        answers, reasons = CALENDAR.add_working_days_column(column, number)
        check((answers, reasons), [single(lambda: add(day, number), day) for day in days])
        same_kind(column, answers)


@pytest.mark.parametrize("amounts", AMOUNTS)
@pytest.mark.parametrize("kind", DAYS)
def test_every_row_has_its_own_number_of_days(kind: str, amounts: str) -> None:
    days, numbers = rows(2, 60)
    got = CALENDAR.add_working_days_column(DAYS[kind](days), AMOUNTS[amounts](numbers))
    check(got, [single(lambda: add(day, n), day, n) for day, n in zip(days, numbers)])


def test_thousands_of_rows_are_what_single_calls_say() -> None:
    days, numbers = rows(3, 20_000)
    expected = [single(lambda: add(day, n), day, n) for day, n in zip(days, numbers)]
    for kind, amounts in [("numpy", "numpy int64"), ("polars", "polars int32"), ("pyarrow", "pyarrow int64")]:
        check(CALENDAR.add_working_days_column(DAYS[kind](days), AMOUNTS[amounts](numbers)), expected)
    assert {code for _, code in expected} == {
        "", "table.missing_field", "calendar.horizon", "calendar.horizon_adding", "input.out_of_range",
    }  # fmt: skip


@pytest.mark.parametrize("through", DAYS)
@pytest.mark.parametrize("kind", DAYS)
def test_working_days_are_counted_row_by_row(kind: str, through: str) -> None:
    days, others = rows(4, 60)[0], rows(5, 60)[0]
    got = CALENDAR.count_working_days_column(DAYS[kind](days), DAYS[through](others))
    check(got, [single(lambda: CALENDAR.count_working_days(one, other), one, other)  # type: ignore[arg-type]
                for one, other in zip(days, others)])  # fmt: skip


@pytest.mark.parametrize("kind", DAYS)
def test_days_are_worked_or_not_row_by_row(kind: str) -> None:
    days, _ = rows(6)
    answers, reasons = CALENDAR.is_working_day_column(DAYS[kind](days))
    expected = [single(lambda: CALENDAR.is_working_day(day), day) for day in days]  # type: ignore[arg-type]
    if isinstance(answers, np.ndarray):  # which has no place for a missing truth
        assert answers.dtype == bool and not answers[reasons != 0].any()
        expected = [(bool(value), code) for value, code in expected]
    check((answers, reasons), expected)


@pytest.mark.parametrize("kind", INSTANTS)
def test_minutes_are_added_row_by_row(kind: str) -> None:
    starts, (_, numbers) = moments(7), rows(7)
    column = INSTANTS[kind](starts)
    answers, reasons = TIMED.add_working_minutes_column(column, 480)
    check((answers, reasons), [single(lambda: add_minutes(start, 480), start) for start in starts])
    same_kind(column, answers)
    got = TIMED.add_working_minutes_column(column, AMOUNTS["polars int64"](numbers))
    check(got, [single(lambda: add_minutes(start, n), start, n) for start, n in zip(starts, numbers)])


@pytest.mark.parametrize("kind", INSTANTS)
def test_working_minutes_are_counted_row_by_row(kind: str) -> None:
    starts, ends = moments(8), moments(9)
    got = TIMED.count_working_minutes_column(INSTANTS[kind](starts), INSTANTS[kind](ends))
    check(got, [single(lambda: counted(start, end), start, end) for start, end in zip(starts, ends)])


def counted(start: Any, end: Any) -> int:
    CALENDAR.is_working_day(start.date()), CALENDAR.is_working_day(end.date())
    return TIMED.count_working_minutes(start, end)


@pytest.mark.parametrize("kind", DAYS)
def test_a_column_without_rows_or_without_values_is_answered_in_kind(kind: str) -> None:
    for values in ([], [None], [None] * 5_000):
        column = DAYS[kind](values)
        answers, reasons = CALENDAR.add_working_days_column(column, 3)
        check((answers, reasons), [(None, "table.missing_field")] * len(values))
        same_kind(column, answers)
    for column in (INSTANTS["polars us"]([]), INSTANTS["pyarrow chunks"]([]), INSTANTS["pandas us"]([])):
        same_kind(column, TIMED.add_working_minutes_column(column, 3)[0])


# Kinds


def test_counts_and_truths_have_a_type_that_can_miss_a_value() -> None:
    days = rows(10)[0]
    kinds = {"numpy": ("int32", "bool"), "pandas ns": ("Int32", "boolean")}
    for kind, (count, truth) in kinds.items():
        column = DAYS[kind](days)
        assert CALENDAR.count_working_days_column(column, column)[0].dtype == count
        assert CALENDAR.is_working_day_column(column)[0].dtype == truth
    polars, pyarrow = DAYS["polars"](days), DAYS["pyarrow"](days)
    assert CALENDAR.count_working_days_column(polars, polars)[0].dtype == pl.Int32
    assert CALENDAR.is_working_day_column(polars)[0].dtype == pl.Boolean
    assert CALENDAR.count_working_days_column(pyarrow, pyarrow)[0].type == pa.int32()
    assert CALENDAR.is_working_day_column(pyarrow)[0].type == pa.bool_()


def test_reasons_are_small_numbers_in_the_same_kind() -> None:
    days = rows(11, 50)[0]
    for kind, dtype in {"numpy": "uint8", "pandas us": "uint8", "pandas arrow": "uint8"}.items():
        assert CALENDAR.is_working_day_column(DAYS[kind](days))[1].dtype == dtype
    assert CALENDAR.is_working_day_column(DAYS["polars"](days))[1].dtype == pl.UInt8
    assert CALENDAR.is_working_day_column(DAYS["pyarrow"](days))[1].type == pa.uint8()
    assert cchc.REASONS[0] == "" and len(set(cchc.REASONS)) == len(cchc.REASONS)


def test_small_integers_are_numbers_of_days_too() -> None:
    day, due = np.array(["2026-02-13"], "datetime64[D]"), [date(2026, 2, 25)]
    small = [np.array([3], dtype) for dtype in ("int8", "uint8", "int16", "uint16", "uint32", ">i4")]
    small += [pl.Series([3], dtype=dtype) for dtype in (pl.Int8, pl.UInt8, pl.Int16, pl.UInt16, pl.UInt32)]
    small += [pa.array([3], dtype) for dtype in (pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.uint32())]
    small += [pd.Series([3], dtype=dtype) for dtype in ("Int8", "UInt32", "int16")]
    for column in small:
        assert CALENDAR.add_working_days_column(day, column)[0].tolist() == due


def test_a_column_is_not_changed() -> None:
    for kind in DAYS:
        days = rows(12, 40)[0]
        column, again = DAYS[kind](days), DAYS[kind](days)
        CALENDAR.add_working_days_column(column, 7)
        if not isinstance(column, ArrayOnly | StreamOnly):
            assert plain(column) == plain(again)


def test_an_arrow_column_says_what_it_is() -> None:
    answers, reasons = CALENDAR.add_working_days_column(DAYS["array only"]([date(2026, 2, 13), None]), 3)
    assert (len(answers), repr(answers)) == (2, "<cchc.ArrowColumn Date32, 2 rows>")
    assert pl.Series(reasons).to_list() == [0, 1]
    with pytest.raises(TypeError):
        cchc.ArrowColumn()


# Refusals


def test_columns_of_unequal_length_are_refused() -> None:
    day, other = DAYS["polars"]([date(2026, 2, 13)] * 3), DAYS["numpy"]([date(2026, 2, 13)] * 2)
    instant, later = INSTANTS["numpy us"]([datetime(2026, 2, 13)] * 3), INSTANTS["polars us"]([None])
    calls: list[tuple[Any, ...]] = [
        (CALENDAR.add_working_days_column, day, np.array([1, 2])),
        (CALENDAR.count_working_days_column, day, other),
        (TIMED.add_working_minutes_column, instant, pl.Series([1, 2])),
        (TIMED.count_working_minutes_column, instant, later),
    ]
    for call, *given in calls:
        with pytest.raises(CchcError) as raised:
            call(*given)
        assert raised.value.code == "columns.length"


def test_one_number_for_all_rows_is_checked_as_in_a_single_call() -> None:
    day = DAYS["polars"]([date(2026, 2, 13)])
    for number in (-1, 2.5, 2**32, 10**30):
        with pytest.raises(CchcError) as raised:
            CALENDAR.add_working_days_column(day, number)  # type: ignore[arg-type]
        assert raised.value.code == "input.out_of_range"
    with pytest.raises(CchcError) as raised:
        CALENDAR.add_working_minutes_column(INSTANTS["polars us"]([None]), 1)
    assert raised.value.code == "calendar.no_hours"


INSTANT = datetime(2026, 2, 13, 9)
NOT_DAYS: list[Any] = [
    None, 3, "2026-02-13", date(2026, 2, 13), [date(2026, 2, 13)], (), {}, np.datetime64("2026-02-13"),
    np.array(["2026-02-13"]), np.array([1.0]), np.array([True]), np.array([date(2026, 2, 13)]), np.array([20_000], "int16"),
    np.array([[20_000]]), np.array(20_000), np.array([1], "m8[D]"), np.array(["2026-02"], "M8[M]"),
    np.array(["2026-02-13"], "M8[7D]"), np.array([INSTANT], "M8[s]"), np.array(["2026-02-13"], "M8[ns]"),
    np.ma.masked_array(np.array(["2026-02-13"], "M8[D]"), [True]),
    pl.Series([INSTANT]), pl.Series(["2026-02-13"]), pl.Series([20_000]), pl.Series([None]), pl.Series([[date(2026, 2, 13)]]),
    pl.DataFrame({"received": [date(2026, 2, 13)]}),
    pa.array([INSTANT]), pa.array([20_000]), pa.array([None]), pa.array([date(2026, 2, 13)], pa.date64()),
    pa.table({"received": [date(2026, 2, 13)]}), pa.array([date(2026, 2, 13)]).dictionary_encode(),
    pd.Series([INSTANT]), pd.Series([date(2026, 2, 13)]), pd.Series(["2026-02-13"]), pd.Series([INSTANT]).dt.tz_localize("UTC"),
    pd.Series([INSTANT], dtype=pd.ArrowDtype(pa.timestamp("us"))), pd.DataFrame({"received": [INSTANT]}),
    pd.Series([20_000]), pd.Series([20_000], dtype="Int64"), pd.Series(["a"], dtype="category"), pa.Array, pl.Series,
]  # fmt: skip


@pytest.mark.parametrize("column", NOT_DAYS, ids=lambda column: f"{type(column).__name__} {getattr(column, 'dtype', '')}")
def test_what_is_no_column_of_dates_is_a_type_error(column: Any) -> None:
    day = DAYS["polars"]([date(2026, 2, 13)])
    with pytest.raises(TypeError, match="expected a column of dates"):
        CALENDAR.add_working_days_column(column, 3)
    with pytest.raises(TypeError, match="expected a column of dates"):
        CALENDAR.count_working_days_column(day, column)


NOT_INSTANTS: list[Any] = [
    INSTANT, [INSTANT], np.array(["2026-02-13"], "M8[D]"), np.array(["2026-02-13T09"], "M8[h]"), np.array([1]),
    np.array([INSTANT], "M8[10s]"), pl.Series([date(2026, 2, 13)]), pl.Series([1]), pa.array([1]), pa.array([date(2026, 2, 13)]),
    pd.Series([1]), pd.Series([date(2026, 2, 13)]),
]  # fmt: skip


@pytest.mark.parametrize("column", NOT_INSTANTS, ids=lambda column: f"{type(column).__name__} {getattr(column, 'dtype', '')}")
def test_what_is_no_column_of_instants_is_a_type_error(column: Any) -> None:
    with pytest.raises(TypeError, match="expected a column of instants"):
        TIMED.add_working_minutes_column(column, 3)


def test_instants_with_a_time_zone_are_refused_with_advice() -> None:
    aware: list[Any] = [
        pl.Series([INSTANT], dtype=pl.Datetime("us", "UTC")),
        pa.array([INSTANT], pa.timestamp("us", "UTC")),
        pd.Series([INSTANT]).dt.tz_localize("Asia/Ho_Chi_Minh"),
        pd.Series([INSTANT], dtype=pd.ArrowDtype(pa.timestamp("us", "UTC"))),
    ]
    for column in aware:
        with pytest.raises(TypeError, match="time zone Asia/Ho_Chi_Minh and drop the zone"):
            TIMED.add_working_minutes_column(column, 3)


@pytest.mark.parametrize("amounts", [None, True, "3", [3], np.array([1.0]), np.array([True]), np.array([3], "uint64"),
                                     np.array([3], "m8[D]"), pl.Series([3.0]), pl.Series([3], dtype=pl.UInt64),
                                     pa.array([True]), pd.Series([3.0]), pd.Series([3], dtype="UInt64")])  # fmt: skip
def test_what_is_no_column_of_whole_numbers_is_a_type_error(amounts: Any) -> None:
    with pytest.raises(TypeError, match="expected an int, or a column of integers"):
        CALENDAR.add_working_days_column(DAYS["polars"]([date(2026, 2, 13)]), amounts)


def test_two_columns_of_instants_have_one_unit() -> None:
    with pytest.raises(TypeError, match="different units"):
        TIMED.count_working_minutes_column(INSTANTS["polars us"]([INSTANT]), INSTANTS["numpy ns"]([INSTANT]))


def test_a_time_of_day_in_pandas_is_not_cut_off() -> None:
    with pytest.raises(TypeError, match="with times of day; a date is not cut out of an instant"):
        CALENDAR.add_working_days_column(pd.Series([datetime(2026, 2, 13), INSTANT]), 3)


def test_a_missing_count_in_pandas_is_missing_and_not_a_number() -> None:
    column = pd.Series([datetime(2026, 2, 13), None], dtype="datetime64[ns]")
    counts, _ = CALENDAR.count_working_days_column(column, pd.Series([datetime(2026, 2, 25)] * 2))
    assert counts.dtype == "Int32" and counts.tolist() == [3, pd.NA]


def test_pandas_columns_of_other_indexes_are_refused() -> None:
    one, other = pd.Series([INSTANT.date()] * 2, dtype="datetime64[us]"), pd.Series([3, 4], [1, 0])
    for call, given in [(CALENDAR.add_working_days_column, other), (CALENDAR.count_working_days_column, one[::-1])]:
        with pytest.raises(ValueError, match="different indexes"):
            call(one, given)


# Threads


def test_threads_share_a_calendar_and_its_columns() -> None:
    days, _ = rows(13, 50_000)
    columns = [DAYS[kind](days) for kind in ("numpy", "polars", "pyarrow chunks", "pandas ns")]
    expected = [plain(CALENDAR.add_working_days_column(column, 9)[0]) for column in columns]
    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(CALENDAR.add_working_days_column, column, 9) for column in columns * 8]
    assert all(plain(done.result()[0]) == expected[at % 4] for at, done in enumerate(work))
