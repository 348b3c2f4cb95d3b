"""The Python example of both READMEs runs as written."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_example_runs_as_written(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert len(block.strip().splitlines()) <= 12
    names: dict[str, object] = {}
    exec(compile(block, readme, "exec"), names)
    assert "31/08/2026: nghỉ hoán đổi, làm bù ngày 22/08/2026" in capsys.readouterr().out
    sheet = names["sheet"]
    assert isinstance(sheet, dict)
    assert sheet["criteria"][0]["children"][1]["points"] == "3.85"
