"""The Python examples of both READMEs run as written."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(readme: str, place: int, of: int) -> dict[str, object]:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == of
    names: dict[str, object] = {}
    exec(compile(blocks[place], readme, "exec"), names)
    return names


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_ten_lines_run_as_written(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = run(readme, 0, of=6)["sheet"]
    assert "31/08/2026: nghỉ hoán đổi, làm bù ngày 22/08/2026" in capsys.readouterr().out
    assert isinstance(sheet, dict)
    assert sheet["criteria"][0]["children"][1]["points"] == "3.85"


@pytest.mark.parametrize(("readme", "said"), [("README.md", "due on 2026-03-02"), ("README.vi.md", "hẹn trả ngày 02/03/2026")])
def test_the_dossier_with_a_history_runs_as_written(readme: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(readme, 1, of=6)
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(("readme", "said"), [("README.md", "finished"), ("README.vi.md", "xử lý xong")])
def test_a_quarters_dossiers_run_as_written(readme: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(readme, 2, of=6)
    whole, story = capsys.readouterr().out.splitlines()
    assert whole.startswith("c3 = c7 + c11: 3")
    assert said in story.lower()


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_a_provinces_own_index_runs_as_written(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = run(readme, 3, of=6)
    plan = names["plan"]
    assert isinstance(plan, dict)
    assert (plan["cost"], plan["steps"][0]["criterion"]) == ("1", "2")
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_nine_months_report_runs_as_written(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    folder = run(readme, 4, of=6)["folder"]
    assert isinstance(folder, Path)
    assert sorted(file.name for file in folder.iterdir()) == ["report.docx", "report.html", "report.xlsx"]
    assert all(file.stat().st_size > 10_000 for file in folder.iterdir())


@pytest.mark.parametrize(("readme", "said"), [("README.md", "Sở Nội vụ"), ("README.vi.md", "Sở Nội vụ")])
def test_agencies_that_end_run_as_written(readme: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(readme, 5, of=6)
    assert said in capsys.readouterr().out
