"""The ranks of cchc.robustness against pymcdm, scikit-criteria, numpy and COINr on the same data, where they overlap.

COINr's ranks by each method and without each criterion are vectors (rob-073 on), for all three doors.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cchc
import numpy as np
import pytest
from pymcdm.methods import WPM, WSM
from pymcdm.normalizations import linear_normalization, minmax_normalization
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedProductModel, WeightedSumModel
from skcriteria.preprocessing.invert_objectives import NegateMinimize
from skcriteria.preprocessing.scalers import StandarScaler

if not hasattr(cchc, "robustness"):
    pytest.skip("the package does not have the robustness functions yet", allow_module_level=True)

UNITS, CRITERIA = 20, 7
SEEDS = range(6)


def data(seed: int) -> tuple[Any, Any, Any]:
    """Values in hundredths, weights in tenths, and 1 or -1 as higher or lower is better."""
    random = np.random.default_rng(seed)
    values = random.integers(1_00, 100_00, (UNITS, CRITERIA)) / 100
    weights = random.integers(1, 50, CRITERIA) / 10
    return values, weights, random.choice([1, -1], CRITERIA)


def document(values: Any, weights: Any, kinds: Any, normalisation: Any, aggregation: str, *uncertain: Any, draws: int = 1) -> dict[str, Any]:
    # The last criterion first: codes decide, never positions.
    criteria = [
        {"code": f"c{place:02}", "weight": f"{weight:.1f}", "direction": "higher" if kind > 0 else "lower"}
        for place, (weight, kind) in enumerate(zip(weights, kinds, strict=True))
    ][::-1]
    units = [
        {"id": f"u{unit}", "values": [{"criterion": f"c{place:02}", "value": f"{value:.2f}"} for place, value in enumerate(row)]}
        for unit, row in enumerate(values)
    ]
    settings = {"seed": 2026, "draws": draws, "confidence": "0.9", "uncertainties": list(uncertain) or [{"leave_one_out": {"drawn": False}}]}
    return {"criteria": criteria, "units": units, "normalisation": normalisation, "aggregation": aggregation, "settings": settings}


def ranks(document: dict[str, Any]) -> list[int]:
    return [unit["rank"] for unit in cchc.robustness(document)["units"]]


def shared(averaged: Any) -> list[int]:
    """Ranks where equals share the first, from ranks where they share the mean."""
    return [1 + sum(other < own for other in averaged) for own in averaged]


def as_it_is(column: Any, cost: bool = False) -> Any:
    return -column if cost else column


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("normalisation", "theirs"),
    [
        ({"min_max": {"low": "0", "high": "1"}}, minmax_normalization),
        ("distance_to_best", linear_normalization),
    ],
)
def test_weighted_sums_rank_as_pymcdm_ranks(seed: int, normalisation: Any, theirs: Callable[..., Any]) -> None:
    values, weights, kinds = data(seed)
    method = WSM(normalization_function=theirs)
    expected = method.rank(method(values, weights / weights.sum(), kinds))
    assert ranks(document(values, weights, kinds, normalisation, "arithmetic")) == shared(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_products_rank_as_pymcdm_and_scikit_criteria_rank(seed: int) -> None:
    values, weights, _ = data(seed)
    kinds = np.ones(CRITERIA)
    ours = ranks(document(values, weights, kinds, "none", "geometric"))
    method = WPM(normalization_function=as_it_is)
    assert ours == shared(method.rank(method(values, weights / weights.sum(), kinds)))
    decision = mkdm(values, [max] * CRITERIA, weights=weights / weights.sum())
    assert ours == list(WeightedProductModel().evaluate(decision).rank_)


@pytest.mark.parametrize("seed", SEEDS)
def test_z_scores_rank_as_scikit_criteria_ranks(seed: int) -> None:
    values, weights, kinds = data(seed)
    decision = mkdm(values, [max if kind > 0 else min for kind in kinds], weights=weights / weights.sum())
    turned = StandarScaler(target="matrix").transform(NegateMinimize().transform(decision))
    # Its weighted sum refuses what is below 0; ten more everywhere moves every total alike.
    turned = mkdm(turned.matrix + 10, [max] * CRITERIA, weights=turned.weights)
    ours = ranks(document(values, weights, kinds, {"z_score": {"mean": "0", "deviation": "1"}}, "arithmetic"))
    assert ours == list(WeightedSumModel().evaluate(turned).rank_)


@pytest.mark.parametrize("seed", SEEDS)
def test_leaving_a_criterion_out_is_dropping_its_column(seed: int) -> None:
    values, weights, kinds = data(seed)
    report = cchc.robustness(document(values, weights, kinds, {"min_max": {"low": "0", "high": "1"}}, "arithmetic"))
    method = WSM(normalization_function=minmax_normalization)
    left_out = {entry["criterion"]: entry["ranks"] for entry in report["leave_one_out"]}
    assert len(left_out) == CRITERIA
    for place in range(CRITERIA):
        less = np.delete(weights, place)
        expected = method.rank(method(np.delete(values, place, 1), less / less.sum(), np.delete(kinds, place)))
        assert left_out[f"c{place:02}"] == shared(expected)


def test_many_draws_rank_as_numpy_and_pymcdm_rank() -> None:
    random = np.random.default_rng(63)
    values = random.random((63, 100))
    weights = random.random(100) * (1 + random.uniform(-0.25, 0.25, (500, 100)))
    ours = np.asarray(cchc.rank_draws(values, weights))
    assert ours.shape == (500, 63)
    by_numpy = np.argsort(np.argsort(-(weights @ values.T), axis=1), axis=1) + 1
    assert (ours == by_numpy).all()
    method = WSM(normalization_function=as_it_is)
    for row, own in zip(weights[:50], ours, strict=False):
        assert list(own) == shared(method.rank(method(values, row / row.sum(), np.ones(100))))


def test_equal_totals_share_a_rank_where_floats_differ() -> None:
    values = np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.5, 0.0, 0.0]])
    assert values[0].sum() != values[1].sum()
    assert np.asarray(cchc.rank_draws(values, np.ones((1, 3)))).tolist() == [[1, 1, 3]]


def test_shares_of_ranks_are_those_of_numbers_drawn_by_numpy() -> None:
    values, weights, kinds = data(3)
    draws = 4_000
    noise = {"weight_noise": {"distribution": "uniform", "width": "0.5"}}
    report = cchc.robustness(document(values, weights, kinds, {"min_max": {"low": "0", "high": "1"}}, "arithmetic", noise, draws=draws))
    scaled = np.column_stack([minmax_normalization(column, cost=kind < 0) for column, kind in zip(values.T, kinds, strict=True)])
    rows = weights * (1 + np.random.default_rng(1).uniform(-0.5, 0.5, (draws, CRITERIA)))
    places = np.argsort(np.argsort(-(rows @ scaled.T), axis=1), axis=1)
    for unit, entry in enumerate(report["units"]):
        theirs = np.bincount(places[:, unit], minlength=UNITS) / draws
        own = np.array(entry["acceptability"]) / draws
        # Five standard errors of the difference of two shares, and a draw or two where both are rare.
        error = np.sqrt((theirs * (1 - theirs) + own * (1 - own)) / draws)
        assert (np.abs(own - theirs) <= 5 * error + 3 / draws).all()
        assert abs(float(entry["mean"]) - (places[:, unit].mean() + 1)) < 5 * places[:, unit].std() * np.sqrt(2 / draws) + 1e-9


def test_draws_rank_as_coinr_ranked_them() -> None:
    cases = Path(__file__).resolve().parents[1] / "cases"
    flat = json.loads((cases / "coinr_flat.json").read_text(encoding="utf-8"))
    values = np.array([[float(value["value"]) for value in unit["values"]] for unit in flat["units"]])
    costs = [criterion["direction"] == "lower" for criterion in flat["criteria"]]
    scaled = np.column_stack([minmax_normalization(column, cost=cost) for column, cost in zip(values.T, costs, strict=True)])
    draws = json.loads((cases / "coinr_draws.json").read_text(encoding="utf-8"))["draws"]
    assert len(draws) == 12
    ours = np.asarray(cchc.rank_draws(scaled, np.array([draw["weights"] for draw in draws])))
    assert ours.tolist() == [draw["ranks"] for draw in draws]
