"""Tables of any kind are counted alike: ids and dimensions of every type, and what is told while they are read."""

from datetime import date
from typing import Any

import cchc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

SPEC: dict[str, Any] = {"periods": [{"from": "2026-01-01", "through": "2026-03-31"}], "by": ["agency"]}
RECEIVED = [date(2026, 2, 2)] * 6
NUMBERS = [7, None, 8, None, 7, 9]
TEXTS = ["a", None, "b", " ", "a", "c"]


def labels(tally: cchc.Tally) -> list[str]:
    return [row["key"][0]["label"] for row in tally.view({"by": ["agency"]})["rows"]]


@pytest.mark.parametrize(
    "ids",
    [
        pa.array(TEXTS), pa.array(TEXTS, "large_string"), pa.array(TEXTS).dictionary_encode(), pa.array(NUMBERS),
        *(pa.array(NUMBERS, kind) for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "uint64")),
        pl.Series(TEXTS), pl.Series(TEXTS, dtype=pl.Categorical), pl.Series(NUMBERS, dtype=pl.Int32), pd.Series(TEXTS),
        pd.Series(NUMBERS, dtype="Int64"), TEXTS,
    ],
    ids=lambda ids: f"{type(ids).__module__}-{getattr(ids, 'dtype', getattr(ids, 'type', ''))}",
)  # fmt: skip
def test_ids_of_every_kind(ids: Any) -> None:
    """The fifth row stands twice; the second and the fourth have no id, so nobody can say whether they were counted."""
    table = {"received": pa.array(RECEIVED), "id": ids, "agency": pa.array(["x"] * 6)}
    tally, reasons = cchc.tally_columns(table, SPEC)
    missing, twice = "table.missing_field", "dossier.duplicate"
    assert [cchc.REASONS[code] for code in reasons.to_pylist()] == ["", missing, "", missing, twice, ""]
    assert tally.view()["records"]["left_out"] == {missing: 2, twice: 1}


def test_numbers_of_every_width_are_ids_and_labels() -> None:
    most = 2**64 - 1
    table = {"received": pa.array(RECEIVED[:3]), "id": pa.array([most, 1, most], "uint64"), "agency": pa.array([most, 1, 1], "uint64")}
    tally, reasons = cchc.tally_columns(table, SPEC)
    assert reasons.to_pylist()[:2] == [0, 0] and cchc.REASONS[reasons[2].as_py()] == "dossier.duplicate"
    assert labels(tally) == ["1", str(most)]
    for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64"):
        rows = {"received": pa.array(RECEIVED[:2]), "agency": pa.array([5, None], kind)}
        assert labels(cchc.tally_columns(rows, SPEC)[0]) == ["", "5"], kind


def test_a_dictionary_without_values_names_nothing() -> None:
    nothing = pa.DictionaryArray.from_arrays(pa.array([None, None], "int32"), pa.array([], "string"))
    table = {"received": pa.array(RECEIVED[:2]), "id": nothing, "agency": nothing}
    tally, reasons = cchc.tally_columns(table, SPEC)
    assert {cchc.REASONS[code] for code in reasons.to_pylist()} == {"table.missing_field"} and tally.rows == 2
    del table["id"]
    assert labels(cchc.tally_columns(table, SPEC)[0]) == [""]
    empty = {"received": pa.array([], "date32"), "agency": nothing.slice(0, 0)}
    assert cchc.tally_columns(empty, SPEC)[0] == cchc.Tally.empty(SPEC)


def test_a_stream_tells_how_far_it_is_and_what_it_leaves_out() -> None:
    table = pa.table({"received": RECEIVED, "id": NUMBERS, "agency": np.array([1, 1, 2, 2, 3, 3])})
    told: list[int] = []
    left: list[Any] = []
    tables = table.to_batches(max_chunksize=4)
    tally = cchc.tally_stream(tables, SPEC, progress=told.append, left_out=lambda *row: left.append(row))
    assert tally == cchc.tally_columns(table, SPEC)[0]
    assert told == [4, 6]
    assert [rows.num_rows for rows, _ in left] == [4, 2]
    assert [[code > 0 for code in reasons.to_pylist()] for _, reasons in left] == [[False, True, False, True], [True, False]]


def test_tables_on_any_number_of_threads_are_one_tally() -> None:
    """The labels of the third table are in another order; figures are the same however they are filled."""
    some = np.random.default_rng(2026)
    rows = 200_000
    received = np.datetime64("2026-01-05") + some.integers(0, 80, rows)
    codes, names = some.integers(0, 3, rows).astype("uint8"), ["Sở Y tế", "Sở Nội vụ", "Sở Xây dựng"]
    table = {"received": received, "limit": some.integers(1, 20, rows).astype("int32"), "agency": (codes, names)}
    turned = table | {"agency": (np.uint8(2) - codes, names[::-1])}
    one = cchc.tally_columns(table, SPEC, threads=1)[0]
    expected = cchc.Tally.merged([one, one, one])
    for threads in (1, 2, 3, None):
        tally = cchc.tally_stream([table, table, turned], SPEC, threads=threads)
        assert tally.to_bytes() == expected.to_bytes()
        figures = pa.record_batch(cchc.tally_figures(tally, threads=threads)).to_pylist()
        assert figures == pa.record_batch(cchc.tally_figures(expected, threads=1)).to_pylist() and len(figures) == 3
        counts = {row["agency"]: row["received"] for row in figures}
        assert counts == {name: 3 * int((codes == code).sum()) for code, name in enumerate(names)}
    assert one.merge(one).merge(one) == expected and one.rows == rows
    with pytest.raises(cchc.CchcError, match="specification") as refused:
        one.merge(cchc.Tally.empty(SPEC | {"by": []}))
    assert refused.value.code == "tally.mismatch"
