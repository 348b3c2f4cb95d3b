"""Ranks of many draws: against numpy, and against the seeded numbers as tests/README.md describes them."""

from collections.abc import Callable
from typing import Any

import cchc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from cchc.errors import CchcError

UNITS, CRITERIA, DRAWS = 23, 5, 41
RANDOM = np.random.default_rng(2026)
# Whole numbers, so that totals are exact and ties are ties in floats too.
VALUES = RANDOM.integers(0, 9, (UNITS, CRITERIA)).astype("float64")
WEIGHTS = RANDOM.integers(0, 5, (DRAWS, CRITERIA)).astype("float64")


def competition(totals: Any) -> list[int]:
    return [1 + int((totals > own).sum()) for own in totals]


EXPECTED = [competition(VALUES @ weights) for weights in WEIGHTS]


def code_of(call: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(CchcError) as raised:
        call(*given)
    return raised.value.code


def frame(values: Any) -> dict[str, Any]:
    return {f"c{place}": column for place, column in enumerate(values.T)}


KINDS: dict[str, Callable[[Any], Any]] = {
    "numpy": lambda values: values,
    "numpy by columns": np.asfortranarray,
    "numpy of a larger array": lambda values: np.repeat(values, 2, 0)[::2],
    "numpy big-endian": lambda values: values.astype(">f8"),
    "pandas": lambda values: pd.DataFrame(frame(values)),
    "polars": lambda values: pl.DataFrame(frame(values)),
    "polars in chunks": lambda values: pl.concat([pl.DataFrame(frame(values[:7])), pl.DataFrame(frame(values[7:]))], rechunk=False),
    "pyarrow table": lambda values: pa.table(frame(values)),
    "pyarrow batch": lambda values: pa.RecordBatch.from_pydict(frame(values)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_ranks_are_those_of_numpy_for_every_kind_of_matrix(kind: str) -> None:
    made = KINDS[kind]
    ranks = cchc.rank_draws(made(VALUES), made(WEIGHTS))
    rows = ranks.tolist() if hasattr(ranks, "tolist") else ranks.to_list()
    assert rows == EXPECTED
    like: Any = {"polars": pl.Series, "pyarro": pa.FixedSizeListArray}.get(kind[:6], np.ndarray)
    assert isinstance(ranks, like)


@pytest.mark.parametrize("threads", [0, 1, 2, 3, 64, 4_000_000_000])
def test_threads_change_no_rank(threads: int) -> None:
    assert cchc.rank_draws(VALUES, WEIGHTS, threads).tolist() == EXPECTED
    one = cchc.tally_draws(VALUES, WEIGHTS[:1] + 1, "bell", 0.5, 7, 0, 100)
    assert (cchc.tally_draws(VALUES, WEIGHTS[:1] + 1, "bell", 0.5, 7, 0, 100, threads) == one).all()


def test_an_array_of_no_draws_has_no_ranks() -> None:
    assert cchc.rank_draws(VALUES, np.empty((0, CRITERIA))).shape == (0, UNITS)
    assert not cchc.tally_draws(VALUES, WEIGHTS[:1], "uniform", 0.5, 7, 5, 5, 3).any()


# The seeded numbers, from their description alone

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z: int) -> int:
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def words(seed: int, draw: int, count: int) -> list[int]:
    state = mix(seed ^ mix((0 * GOLDEN & MASK) ^ mix(draw + 0xD1B54A32D192ED03 & MASK)))
    return [mix(state + step * GOLDEN & MASK) for step in range(1, count + 1)]


NOISE: dict[str, Callable[[int], float]] = {
    "uniform": lambda w: 2 * ((w >> 12) / 2**52) - 1,
    "triangular": lambda w: ((w >> 32) + (w & 2**32 - 1)) / 2**32 - 1,
    "bell": lambda w: sum(w >> 16 * part & 0xFFFF for part in range(4)) / 2**17 - 1,
}


@pytest.mark.parametrize("distribution", NOISE)
def test_a_tally_counts_the_ranks_of_the_draws_described(distribution: Any) -> None:
    weights, width, seed, draws = WEIGHTS[0] + 1, 0.5, 2**53 - 1, 200
    values = RANDOM.uniform(0, 10, (UNITS, CRITERIA))  # no two totals near each other
    counts = np.zeros((UNITS, UNITS), "uint32")
    for draw in range(draws):
        noise = np.array([NOISE[distribution](word) for word in words(seed, draw, CRITERIA)])
        for unit, rank in enumerate(competition(values @ (weights * (1 + width * noise)))):
            counts[unit, rank - 1] += 1
    tally = cchc.tally_draws(values, weights[None], distribution, width, seed, 0, draws)
    assert (tally == counts).all()
    parts = [cchc.tally_draws(values, weights[None], distribution, width, seed, *ends) for ends in ((0, 77), (77, 200))]
    assert (sum(parts) == counts).all()


def test_robustness_is_the_same_for_any_number_of_threads() -> None:
    criteria = [{"code": f"c{place}", "weight": place + 1} for place in range(CRITERIA)]
    units = [{"id": f"u{unit}", "values": [{"criterion": f"c{place}", "value": int(value)} for place, value in enumerate(row)]} for unit, row in enumerate(VALUES)]
    noise = {"weight_noise": {"distribution": "bell", "width": "0.5"}}
    settings: dict[str, Any] = {"seed": 7, "draws": 101, "confidence": "0.9", "pairwise": True, "uncertainties": [noise, {"leave_one_out": {}}]}
    settings["sensitivity"] = {"draws": 33}
    document = {"criteria": criteria, "units": units, "normalisation": "none", "aggregation": "arithmetic", "settings": settings}
    reports = [cchc.robustness(document, threads) for threads in (0, 1, 2, 5)]
    assert all(report == reports[0] for report in reports)
    assert [unit["rank"] for unit in reports[0]["units"]] == competition(VALUES @ np.arange(1, CRITERIA + 1))
    assert sum(reports[0]["units"][0]["acceptability"]) == 101


# Refusals


def test_a_matrix_that_does_not_fit_is_refused() -> None:
    rank = cchc.rank_draws
    assert code_of(rank, VALUES, WEIGHTS[:, :4]) == "columns.length"
    # As many numbers as two draws of five, but they are draws of two.
    assert code_of(rank, VALUES, np.ones((5, 2))) == "columns.length"
    assert code_of(rank, np.empty((0, 5)), WEIGHTS) == code_of(rank, np.empty((5, 0)), np.empty((5, 0))) == "input.empty_list"
    for number in (np.nan, np.inf, -np.inf):
        assert code_of(rank, np.where(VALUES == 3, number, VALUES), WEIGHTS) == "input.out_of_range"
        assert code_of(rank, VALUES, np.where(WEIGHTS == 3, number, WEIGHTS)) == "input.out_of_range"
    assert code_of(rank, VALUES, -WEIGHTS) == "input.out_of_range"
    assert code_of(rank, pl.DataFrame({"a": [1.0, None]}), np.ones((1, 1))) == "input.out_of_range"
    assert code_of(rank, VALUES, WEIGHTS, -1) == code_of(rank, VALUES, WEIGHTS, 1.5) == "input.out_of_range"


@pytest.mark.parametrize(
    "matrix",
    [None, 1.0, [[1.0]], np.ones(3), np.ones((2, 2, 2)), np.ones((2, 2), "float32"), np.ones((2, 2), "int64"), np.ma.masked_array(np.ones((2, 2))), pl.Series([1.0]), pl.DataFrame({"a": [1]}), pa.table({"a": ["x"]}), pd.DataFrame({"a": ["x"]}), pd.Series([1.0])],
    ids=lambda matrix: type(matrix).__name__,
)  # fmt: skip
def test_what_is_no_matrix_of_floats_is_a_type_error(matrix: Any) -> None:
    with pytest.raises(TypeError, match="two-dimensional numpy array of float64"):
        cchc.rank_draws(matrix, WEIGHTS)


def test_a_tally_of_bad_noise_is_refused() -> None:
    tally: Any = cchc.tally_draws
    good = (VALUES, WEIGHTS[:1], "uniform", 0.5, 7, 0, 10)
    assert tally(*good).sum(axis=1).tolist() == [10] * UNITS
    bad: dict[int, tuple[Any, str]] = {
        1: (WEIGHTS[:1, :3], "columns.length"),
        2: ("normal", "document.invalid"),
        3: (1.5, "input.out_of_range"),
        4: (-1, "input.out_of_range"),
        6: (2**32, "input.out_of_range"),
    }
    for place, (value, code) in bad.items():
        assert code_of(tally, *good[:place], value, *good[place + 1 :]) == code, place
    assert code_of(tally, VALUES, WEIGHTS[:2], *good[2:]) == "columns.length"
    assert code_of(tally, *good[:3], float("nan"), *good[4:]) == "input.out_of_range"


def test_what_cannot_be_held_in_memory_is_refused() -> None:
    many = np.ones((1_000_000, 1))
    assert code_of(cchc.tally_draws, many, np.ones((1, 1)), "uniform", 0.5, 7, 0, 10) == "input.out_of_range"
    with pytest.raises(MemoryError):
        cchc.rank_draws(np.ones((3_000_000, 1)), np.ones((20_000_000, 1)))
    units = [{"id": str(unit), "values": [{"criterion": "1", "value": 1}]} for unit in range(200_000)]
    document = {"criteria": [{"code": "1", "maximum": 1}], "units": units, "normalisation": "none", "aggregation": "arithmetic"}
    settings = {"seed": 1, "draws": 1, "confidence": "0.9", "uncertainties": [{"leave_one_out": {}}]}
    assert code_of(cchc.robustness, document | {"settings": settings}) == "input.out_of_range"
