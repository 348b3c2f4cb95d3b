"""Times rivals at the ranks of many draws, on the numbers `ranks` wrote, and checks that the ranks agree."""

import os

# One thread, as ours; set before numpy is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cchc
import numpy as np
from pymcdm.methods import WSM

UNITS, CRITERIA = 63, 100


def measured(who: str, draws: int, run: Callable[[], Any], runs: int = 15) -> None:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    line = {"door": "python", "workload": "ranks", "who": who, "rows": draws, "seconds": statistics.median(seconds)}
    print(json.dumps(line), flush=True)


def main(folder: Path) -> None:
    values = np.fromfile(folder / "rank_values.f64", "<f8").reshape(UNITS, CRITERIA)
    maxima = np.fromfile(folder / "rank_maxima.f64", "<f8")
    weights = np.fromfile(folder / "rank_weights.f64", "<f8").reshape(-1, CRITERIA)
    ours = np.fromfile(folder / "ranks.u32", "<u4").reshape(-1, UNITS)
    draws = len(weights)
    counts = np.fromfile(folder / "rank_counts.u32", "<u4").reshape(UNITS, UNITS)
    nominal = maxima.reshape(1, CRITERIA)

    def tallied() -> Any:
        return cchc.tally_draws(values, nominal, "uniform", 0.25, 2026, 0, draws)

    if not ((cchc.rank_draws(values, weights) == ours).all() and (tallied() == counts).all()):
        sys.exit("the ranks of the Python package are others")
    measured("cchc via numpy, of weights given", draws, lambda: cchc.rank_draws(values, weights))
    measured("cchc via numpy, seeded, noise drawn and ranks counted", draws, tallied)

    def ranks(rows: Any) -> Any:
        return np.argsort(np.argsort(-(rows @ values.T), axis=1), axis=1) + 1

    def counted() -> None:
        noise = np.random.default_rng(2026).uniform(-0.25, 0.25, (draws, CRITERIA))
        places = ranks(maxima * (1 + noise)) - 1
        np.bincount((places + np.arange(UNITS) * UNITS).ravel(), minlength=UNITS * UNITS)

    # Two argsorts know no ties, so draws in which any occur are left out of the comparison.
    alone = np.array([len(set(row)) == UNITS for row in ours.tolist()])
    if not (ranks(weights)[alone] == ours[alone]).all():
        sys.exit("numpy ranks otherwise")
    measured("numpy, matmul and two argsorts of weights given", draws, lambda: ranks(weights))
    measured("numpy, noise drawn, matmul and two argsorts, ranks counted", draws, counted)

    kinds, few = np.ones(CRITERIA), weights[:100]

    def as_it_is(column: Any, cost: bool = False) -> Any:
        return column

    method = WSM(normalization_function=as_it_is)
    shares = few / few.sum(axis=1, keepdims=True)
    theirs = np.array([method.rank(method(values, row, kinds)) for row in shares])
    if not (theirs[alone[:100]] == ours[:100][alone[:100]]).all():
        sys.exit("pymcdm ranks otherwise")
    measured("pymcdm WSM and rank", len(few), lambda: [method.rank(method(values, row, kinds)) for row in shares], 3)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
