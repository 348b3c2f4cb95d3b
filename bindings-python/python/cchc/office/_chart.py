"""Biểu đồ: the charts of a report as native charts of Excel, which Word draws too."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import xlsxwriter  # type: ignore[import-untyped]

from cchc.office import _words as words
from cchc.office._shape import Chart
from cchc.office._words import Lang

_TONES: Final = {
    "early": ("#2A9D8F", "#1A1A1A", None),
    "on_time": ("#14493F", "#FFFFFF", None),
    "late": ("#CF7D1E", "#1A1A1A", ("wide_upward_diagonal", "#6B3A00")),
    "running": ("#41355C", "#FFFFFF", ("percent_20", "#FFFFFF")),
    "overdue": ("#E0665A", "#1A1A1A", ("diagonal_cross", "#7A1410")),
    "now": ("#173F6B", "#FFFFFF", None),
    "before": ("#8393A7", "#1A1A1A", ("wide_downward_diagonal", "#FFFFFF")),
    "neutral": ("#6F8F9B", "#1A1A1A", ("light_vertical", "#24434E")),
}
"""The colour of each tone, that of text on it, and the pattern over it: those of the report's own pictures.

They differ in lightness and pattern too, so that they are told apart in print and by the colour-blind.
"""

_MARKERS: Final = ("circle", "square", "diamond", "triangle")
_GREY: Final = "#D9D9D9"
_LABELS_AT_MOST: Final = 72
_SMALLEST_LABELLED: Final = Decimal("0.05")

# Office would group thousands by the habits of the machine: 85.020 printed as 85,020 is another number in Vietnamese.
_GROUPED: Final[dict[Lang, str]] = {
    "vi": r"[>=1000000]0\.000\.000;[>=1000]0\.000;0",
    "en": r"[>=1000000]0\,000\,000;[>=1000]0\,000;0",
}

# For programs that follow the language of a format; Office itself writes decimals by the habits of the machine.
_LOCALES: Final[dict[Lang, str]] = {"vi": "[$-42A]", "en": "[$-809]"}

_TYPES: Final[dict[str, dict[str, str]]] = {
    "stacked_bars": {"type": "bar", "subtype": "stacked"},
    "grouped_bars": {"type": "bar"},
    "ranks": {"type": "bar"},
    "rank_line": {"type": "line"},
}


def bars(chart: Chart) -> int:
    """How many bars lie one below the other."""
    return len(chart.categories) * {"grouped_bars": len(chart.series), "rank_line": 0}.get(chart.kind, 1)


def draw(book: Any, chart: Chart, sheet: str, row: int, lang: Lang, *, font: str, printed: bool) -> Any:
    """A chart of ``book`` that reads its numbers from a table at the left of ``sheet`` whose titles stand in ``row``.

    In Word it is ``printed``: the title stands below it as a caption, and thousands are grouped as the language does.
    """
    line = chart.kind == "rank_line"
    grouped = _GROUPED[lang] if printed else "#,##0"
    number = grouped if not chart.places else f"{_LOCALES[lang]}#,##0.{'0' * min(chart.places, 2)}"
    small = {"name": font, "size": 10, "bold": False, "color": "#333333"}
    drawn = book.add_chart(_TYPES[chart.kind])
    last = row + len(chart.categories)
    for place, series in enumerate(chart.series):
        drawn.add_series(
            {
                "name": [sheet, row, place + 1],
                "categories": [sheet, row + 1, 0, last, 0],
                "values": [sheet, row + 1, place + 1, last, place + 1],
                "gap": 50,
                **(_line(place, series.tone) if line else _bar(series.tone)),
                **_labels(chart, place, number, small),
            }
        )
    ticks = {"num_font": small, "major_tick_mark": "none", "minor_tick_mark": "none"}
    # The first name of bars stands on top, as in a table, so the axis of the values goes to the other end.
    names: dict[str, Any] = {**ticks, "line": {"color": "#808080"}, **({} if line else {"reverse": True, "interval_unit": 1})}
    value: dict[str, Any] = {
        **ticks,
        "name": _unit(chart, lang),
        "name_font": small,
        "num_format": "General" if chart.places else grouped,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": _GREY, "width": 0.75}},
        "label_position": "next_to" if line else "high",
    }
    if chart.ranked:
        # The best place stands highest or is the longest bar: the values run from the worst one.
        worst = int(max((each for series in chart.series for each in series.values if each is not None), default=Decimal(1)))
        value |= {"reverse": True, "min": 1, "max": max(worst + 1, 3), "major_unit": max((worst + 4) // 5, 1)}
        names["label_position"] = "high"
    if chart.kind == "ranks":
        value |= {"min": 0, "max": worst + 1, "major_gridlines": {"visible": False}, "label_position": "none"}
        value["crossing"] = worst + 1
    # The x axis of XlsxWriter is the one that lies, whichever has the names.
    drawn.set_x_axis(names if line else value)
    drawn.set_y_axis(value if line else names)
    drawn.set_title({"none": True} if printed else {"name": chart.title, "name_font": {**small, "size": 12, "bold": True}})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": small})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.show_blanks_as("gap")
    return drawn


def _unit(chart: Chart, lang: Lang) -> str:
    """The unit, with the number of units ranked where that is the same everywhere."""
    maxima = {each for series in chart.series for each in series.of or (None,)}
    most = maxima.pop() if chart.ranked and len(maxima) == 1 else None
    return chart.unit if most is None else words.word("ranked_of", lang, chart.unit, words.written(most, lang))


def _bar(tone: str) -> dict[str, Any]:
    colour, _, pattern = _TONES[tone]
    border = {"border": {"color": colour, "width": 0.75}}
    if pattern is None:
        return {"fill": {"color": colour}, **border}
    return {"pattern": {"pattern": pattern[0], "fg_color": pattern[1], "bg_color": colour}, **border}


def _line(place: int, tone: str) -> dict[str, Any]:
    colour = _TONES[tone][0]
    shape = {"type": _MARKERS[place % len(_MARKERS)], "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
    return {"line": {"color": colour, "width": 2.25}, "marker": shape}


def _labels(chart: Chart, place: int, number: str, font: dict[str, Any]) -> dict[str, Any]:
    """The values beside or in what is drawn, where there is room for them."""
    values = chart.series[place].values
    if len(chart.series) * len(values) > _LABELS_AT_MOST:
        return {}
    labels: dict[str, Any] = {"value": True, "num_format": number, "font": font}
    if chart.kind == "rank_line":
        return {"data_labels": {**labels, "position": "above"}}
    if chart.kind != "stacked_bars":
        return {"data_labels": {**labels, "position": "outside_end"}}
    colour, text, pattern = _TONES[chart.series[place].tone]
    highest = max((sum(each.values[at] or 0 for each in chart.series) for at in range(len(values))), default=Decimal(0))
    hidden = [{"delete": True} if not value or value < highest * _SMALLEST_LABELLED else None for value in values]
    # On a pattern the number has a ground of its own.
    ground = {"fill": {"color": colour}} if pattern else {}
    return {"data_labels": {**labels, **ground, "font": {**font, "color": text}, "position": "center", "custom": hidden}}


def workbook(chart: Chart, lang: Lang, made: datetime, *, font: str, drawn: bool = False) -> bytes:
    """The numbers of one chart as a workbook, which Word opens to edit them, with or without the chart itself."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": made})
    name = words.word("figures", lang)
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, words.word("category", lang))
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value))
    if drawn:
        sheet.insert_chart(0, 0, draw(book, chart, name, 0, lang, font=font, printed=True))
    book.close()
    return file.getvalue()


def chart_part(chart: Chart, lang: Lang, made: datetime, *, font: str) -> bytes:
    """The chart as the part of an Office file that draws it."""
    with ZipFile(BytesIO(workbook(chart, lang, made, font=font, drawn=True))) as book:
        return book.read("xl/charts/chart1.xml")
