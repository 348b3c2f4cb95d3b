"""The notebook runs from beginning to end and says what is recorded in it; ``UPDATE_NOTEBOOK=1`` records it anew."""

import base64
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "bindings-python" / "notebooks" / "reform_index.ipynb"
LARGEST_PICTURE = 60_000


def cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def pictures(notebook: Any) -> list[Any]:
    return [output for cell in cells(notebook) for output in cell.outputs if "image/png" in output.get("data", {})]


def said(cell: Any) -> list[Any]:
    """What a cell says in words: pictures differ in a pixel between versions of the fonts' renderer."""
    texts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            texts.append(output.text)
        else:
            texts.append({kind: text for kind, text in output.get("data", {}).items() if not kind.startswith("image/")})
    return texts


def test_the_notebook_runs_and_says_what_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What a kernel writes beside its answers stays out of the home folder.
    for name, folder in [("IPYTHONDIR", tmp_path), ("JUPYTER_RUNTIME_DIR", tmp_path), ("MPLCONFIGDIR", ROOT / "target" / "matplotlib")]:
        monkeypatch.setenv(name, str(folder))
    recorded = nbformat.read(NOTEBOOK, as_version=4)
    fresh = nbformat.read(NOTEBOOK, as_version=4)
    beside = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(fresh, timeout=120, kernel_name="python3", resources=beside, record_timing=False).execute()
    if os.environ.get("UPDATE_NOTEBOOK"):
        for cell in cells(fresh):
            cell.metadata.clear()
        fresh.metadata["language_info"] = {"name": "python"}
        nbformat.write(fresh, NOTEBOOK)
        recorded = fresh
    for before, after in zip(cells(recorded), cells(fresh), strict=True):
        assert said(after) == said(before), f"cell {after.id} says something else than recorded:\n{after.source}"


def test_every_picture_is_small_and_told_in_words() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert len(pictures(notebook)) >= 8
    for output in pictures(notebook):
        alt = output.metadata["image/png"]["alt"]
        assert len(alt) > 40, "a picture without a text"
        assert len(base64.b64decode(output.data["image/png"])) <= LARGEST_PICTURE, alt
    for cell in cells(notebook):
        kinds = [set(output.get("data", {})) for output in cell.outputs]
        drawn = [place for place, kind in enumerate(kinds) if "image/png" in kind]
        assert all("text/markdown" in kinds[place + 1] for place in drawn), "a picture without its caption and source"
        assert all("stderr" != output.get("name") for output in cell.outputs), cell.source
