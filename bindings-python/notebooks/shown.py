"""Cách trình bày: tables and charts of the notebook, each with what a reader needs to know about it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display
from PIL import Image

ROOT = next(folder for folder in Path.cwd().resolve().parents if (folder / "tests" / "cases").is_dir())

BLUE, ORANGE, GREEN, RED, GREY = "#0b4f8a", "#c8641b", "#1d6b3a", "#a3211b", "#8a94a3"

matplotlib.use("agg")
plt.rcParams.update(
    {
        "font.family": "DejaVu Sans",  # comes with matplotlib and has every Vietnamese letter
        "font.size": 9,
        "figure.dpi": 110,
        "axes.titlesize": 10.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid.axis": "x",
        "grid.color": "#dfe4ea",
    }
)


class Table:
    """A table of texts, so that exact numbers stay as they were given."""

    def __init__(self, rows: Iterable[dict[str, Any]], caption: str, numbers: Sequence[str] = ()) -> None:
        self.frame = pd.DataFrame([{key: "" if value is None else str(value) for key, value in row.items()} for row in rows])
        self.caption = caption
        self.numbers = numbers

    def _repr_html_(self) -> str:
        numbers = {name: ' style="text-align:right;white-space:nowrap"' for name in self.numbers}
        cell = ' style="text-align:left"'
        escape = self.frame.map(_escaped)
        head = "".join(f'<th scope="col"{numbers.get(name, cell)}>{_escaped(name)}</th>' for name in escape.columns)
        body = "".join(
            "<tr>" + "".join(f"<td{numbers.get(name, cell)}>{value}</td>" for name, value in row.items()) + "</tr>\n"
            for row in escape.to_dict("records")
        )
        caption = f'<caption style="caption-side:top;text-align:left">{_escaped(self.caption)}</caption>'
        table = f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"
        return f'<div style="overflow-x:auto">{table}</div>'

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.frame.to_string(index=False)}"


def _escaped(value: object) -> str:
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Picture:
    """A chart as a PNG that says in words what it shows."""

    def __init__(self, figure: Any, alt: str) -> None:
        drawn, small = io.BytesIO(), io.BytesIO()
        figure.savefig(drawn, format="png", bbox_inches="tight")
        plt.close(figure)
        # 64 colours are enough for a chart and take a third of the room.
        Image.open(drawn).convert("RGB").quantize(64).save(small, format="png", optimize=True)
        self.png = small.getvalue()
        self.alt = alt

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        return self.png, {"alt": self.alt}

    def __repr__(self) -> str:
        return self.alt


def table(rows: Iterable[dict[str, Any]], caption: str, numbers: Sequence[str] = ()) -> None:
    """Shows a table; the columns named in ``numbers`` are set to the right."""
    display(Table(rows, caption, numbers))


def chart(figure: Any, alt: str, source: str) -> None:
    """Shows a chart, its text for who cannot see it, and where the figures come from."""
    display(Picture(figure, alt))
    display(Markdown(f"*{alt}* Nguồn (source): {source}."))


def bars(labels: Sequence[str], values: Sequence[float], title: str, unit: str, colours: Any = BLUE) -> Any:
    """A figure with a horizontal bar for every label, the first on top, its value beside it."""
    figure, axes = plt.subplots(figsize=(7.4, 0.27 * len(labels) + 1))
    drawn = axes.barh(range(len(labels)), values, color=colours, height=0.7)
    axes.bar_label(drawn, fmt="%.2f", padding=3, fontsize=8)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.set_title(title)
    axes.grid(True)
    axes.margins(x=0.12)
    axes.axvline(0, color="#1b2430", linewidth=0.8)
    return figure
