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

TONES: Final = {
    "early": "#1B6CA8", "before_time": "#1B6CA8", "before_due": "#1B6CA8",
    "on_time": "#2E9E8F", "done": "#2E9E8F",
    "in_progress": "#B9C4CF", "not_due": "#B9C4CF", "pending": "#B9C4CF",
    "overdue": "#C8502D", "late": "#C8502D", "in_progress_overdue": "#E8A33D", "suspended": "#8C7AA9",
}  # fmt: skip
"""Colours that differ in lightness too, so that they are told apart in print and by the colour-blind."""

_OTHERS: Final = ("#1B6CA8", "#E8A33D", "#2E9E8F", "#C8502D", "#8C7AA9", "#6B7785", "#4FB3D9", "#A67C52")
_MARKERS: Final = ("circle", "square", "diamond", "triangle")
_GREY: Final = "#D9D9D9"
_LABELS_AT_MOST: Final = 60
_SMALLEST_LABELLED: Final = Decimal("0.05")

# Office would group thousands by the habits of the machine: 85.020 printed as 85,020 is another number in Vietnamese.
_GROUPED: Final[dict[Lang, str]] = {
    "vi": r"[>=1000000]0\.000\.000;[>=1000]0\.000;0",
    "en": r"[>=1000000]0\,000\,000;[>=1000]0\,000;0",
}

_TYPES: Final[dict[str, dict[str, str]]] = {
    "stacked_columns": {"type": "column", "subtype": "stacked"},
    "grouped_bars": {"type": "bar"},
    "ranks": {"type": "line"},
}


def draw(book: Any, chart: Chart, sheet: str, row: int, lang: Lang, *, font: str, printed: bool) -> Any:
    """A chart of ``book`` that reads its numbers from a table at the left of ``sheet`` whose titles stand in ``row``.

    In Word it is ``printed``: the title stands below it as a caption, and thousands are grouped as the language does.
    """
    ranks, bars = chart.kind == "ranks", chart.kind == "grouped_bars"
    grouped = _GROUPED[lang] if printed else "#,##0"
    number = grouped if not chart.places else "#,##0." + "0" * min(chart.places, 2)
    small = {"name": font, "size": 10, "bold": False, "color": "#333333"}
    drawn = book.add_chart(_TYPES[chart.kind])
    last = row + len(chart.categories)
    for place, series in enumerate(chart.series):
        colour = TONES.get(series.tone, _OTHERS[place % len(_OTHERS)])
        look: dict[str, Any] = {"fill": {"color": colour}, "border": {"color": "#FFFFFF", "width": 0.75}}
        if ranks:
            shape = {"type": _MARKERS[place % len(_MARKERS)], "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
            look = {"line": {"color": colour, "width": 2.25}, "marker": shape}
        drawn.add_series(
            {
                "name": [sheet, row, place + 1],
                "categories": [sheet, row + 1, 0, last, 0],
                "values": [sheet, row + 1, place + 1, last, place + 1],
                "gap": 60,
                **look,
                **_labels(chart, place, colour, number, small),
            }
        )
    ticks = {"num_font": small, "major_tick_mark": "none", "minor_tick_mark": "none"}
    names: dict[str, Any] = {**ticks, "line": {"color": "#808080"}}
    value: dict[str, Any] = {
        **ticks,
        "num_format": "General" if chart.places else grouped,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": _GREY, "width": 0.75}},
    }
    unit = chart.unit or (words.word("rank_axis", lang) if ranks else None)
    if unit:
        value |= {"name": unit, "name_font": small}
    if ranks:
        # The first place stands on top, so the axis of the names goes to the other end.
        worst = max((each for series in chart.series for each in series.values if each is not None), default=Decimal(1))
        value |= {"reverse": True, "min": 1, "max": max(int(worst) + 1, 3), "major_unit": max((int(worst) + 4) // 5, 1)}
        names["label_position"] = "high"
    if bars:
        names |= {"reverse": True, "interval_unit": 1}
        value["label_position"] = "high"
    # The x axis of XlsxWriter is the one that lies, whichever has the names.
    drawn.set_x_axis(value if bars else names)
    drawn.set_y_axis(names if bars else value)
    drawn.set_title({"none": True} if printed else {"name": chart.title, "name_font": {**small, "size": 12, "bold": True}})
    drawn.set_legend({"none": True} if len(chart.series) == 1 and not ranks else {"position": "bottom", "font": small})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.show_blanks_as("gap")
    return drawn


def _labels(chart: Chart, place: int, colour: str, number: str, font: dict[str, Any]) -> dict[str, Any]:
    """The values beside or in what is drawn, where there is room for them."""
    values = chart.series[place].values
    if len(chart.series) * len(values) > _LABELS_AT_MOST:
        return {}
    labels: dict[str, Any] = {"value": True, "num_format": number, "font": font}
    if chart.kind == "ranks":
        return {"data_labels": {**labels, "position": "above"}}
    if chart.kind == "grouped_bars":
        return {"data_labels": {**labels, "position": "outside_end"}}
    highest = max((sum(each.values[at] or 0 for each in chart.series) for at in range(len(values))), default=Decimal(0))
    narrow = [not value or value < highest * _SMALLEST_LABELLED for value in values]
    written = {**font, "color": "#FFFFFF" if _dark(colour) else "#1A1A1A"}
    hidden = [{"delete": True} if each else None for each in narrow]
    return {"data_labels": {**labels, "font": written, "position": "center", "custom": hidden}}


def _dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 299 * red + 587 * green + 114 * blue < 150_000


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
