"""Counts the vectors that ran, and writes every full answer for the comparison of doors."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

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
