"""Counts the vectors that ran, and writes every full answer for the comparison of doors; starts Spark where it is asked for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import spark_help

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class VectorRun:
    """What the vector tests of this session answered."""

    cases: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    skipped: int = 0


RUN = VectorRun()


@pytest.fixture
def vector_run() -> VectorRun:
    return RUN


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Spark, started once for all tests that ask for it."""
    missing = spark_help.java_missing()
    if missing:
        pytest.skip(missing)
    with spark_help.cluster(tmp_path_factory.mktemp("spark")) as started:
        yield started


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not RUN.cases:
        return
    terminalreporter.write_line(f"vectors python: {len(RUN.answers)} cases ran, {RUN.skipped} skipped")
    if len(RUN.answers) + RUN.skipped == RUN.cases:
        written = ROOT / "target" / "vectors" / "python.json"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(json.dumps(RUN.answers, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    else:
        terminalreporter.write_line("vectors python: not every case was called, so no answers were written")
