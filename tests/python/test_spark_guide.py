"""What the page on large numbers of dossiers shows runs as written, in a session and by spark-submit."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import cchc
import pytest
import spark_help

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "bindings-python" / "SPARK.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
WITHOUT_SPARK = 5

# pandas is not used, only looked at by Spark.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


def run(blocks: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The examples one after the other, on the dossiers that the page has drawn."""
    (draw,) = re.findall(r"```sh\n(cargo run .*?)\n```", GUIDE)
    words = [str(folder / word) if word == "columns" else word for word in draw.split()]
    assert words != draw.split()
    subprocess.run(words, cwd=ROOT, check=True)
    names: dict[str, Any] = {}
    monkeypatch.chdir(folder)
    for block in blocks:
        exec(compile(block, "SPARK.md", "exec"), names)
    return names


def test_the_page_has_the_examples_that_are_run_here() -> None:
    with_spark = ["spark" in block for block in BLOCKS]
    assert with_spark == [False] * WITHOUT_SPARK + [True] * 4


def test_one_machine_counts_the_same_whoever_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run(BLOCKS[:WITHOUT_SPARK], tmp_path, monkeypatch)
    said = capsys.readouterr()
    assert len({names[tally].to_bytes() for tally in ("total", "by_duckdb", "by_polars")}) == 1
    assert said.err.endswith("\r20,100 dossiers") and said.out.startswith("Cơ quan 00000 2025-01-01 {'c3': ")


def test_a_session_of_spark_counts_the_same(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run(BLOCKS, tmp_path, monkeypatch)
    assert names["session"] is session and names["by_spark"] == names["total"]
    assert re.search(r"\| *on_time\| *NULL\|", capsys.readouterr().out)

    # The same as a program, in the way the page shows: without what comes after the session's own start.
    _, spec, *_ = BLOCKS
    start, _, count, _ = BLOCKS[WITHOUT_SPARK:]
    program = spec + start + count + "Path('tally').write_bytes(by_spark.to_bytes())\nsession.stop()\n"
    (tmp_path / "count.py").write_text(program, encoding="utf-8")
    (command,) = re.findall(r"```sh\n(spark-submit .*?)```", GUIDE, re.DOTALL)
    words = command.replace("\\\n", "").split()
    words[words.index("spark://master:7077")] = "local-cluster[1,1,1024]"
    home = Path(os.environ["SPARK_HOME"])
    (tmp_path / "cchc.zip").symlink_to(home.parent / "cchc.zip")
    for name, value in spark_help.of_this_machine(tmp_path).items():
        words[1:1] = ["--conf", f"{name}={value}"]
    done = subprocess.run([str(home / "bin" / words[0]), *words[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert cchc.Tally.from_bytes(Path("tally").read_bytes()) == names["total"]
