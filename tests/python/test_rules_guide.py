"""What the guide to writing a rule set shows loads and scores as written."""

import json
import re
from pathlib import Path

import cchc
import pytest

GUIDE = (Path(__file__).resolve().parents[2] / "core" / "data" / "rules" / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (text,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(text)


def test_the_smallest_set_loads_and_the_example_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tinh-mau.json").write_text(block("json"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    example = block("python")
    exec(compile(example, "guide", "exec"), {})
    (promised,) = re.findall(r"print\(.*\)\s+# (.*)", example)
    assert capsys.readouterr().out == f"{promised}\n"


def test_the_table_gives_the_same_points_as_the_document() -> None:
    header = json.loads(block("json"))
    del header["criteria"]
    rules = cchc.RuleSet.from_csv(json.dumps(header), block("csv"))
    counts = {"1.1": (45, 50), "1.2": (30, 50)}
    evidence = [
        {"criterion": code, "measure": {"ratio": {"numerator": n, "denominator": d}}} for code, (n, d) in counts.items()
    ]
    by_document = cchc.RuleSet.from_json(block("json"))
    sheets = [one.score(evidence, year=2026) for one in (rules, by_document)]
    assert [sheet["points"] for sheet in sheets] == ["9.00", "9.00"]
