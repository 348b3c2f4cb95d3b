"""Bảng tính Excel: a report as a workbook with tables, formulas and charts, by XlsxWriter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from cchc.office import _chart
from cchc.office import _words as words
from cchc.office._shape import Cell, Chart, Column, Figure, Report, Row, Section, Sentence, Table
from cchc.office._words import Lang

_FONT: Final = "Times New Roman"
_DIGITS: Final = 10**15  # a cell keeps this many
_CELL_CHARACTERS: Final = 32_767
_NAME_CHARACTERS: Final = 31
_NARROWEST, _WIDE, _WIDEST = 8, 30, 52  # the widest is a first column, for tables below each other share the others
_BOLD: Final = 1.15  # times as wide
_PAGE: Final = 92  # characters of a line of the first sheet
_WIDE_COLUMNS: Final = 8
_FIRST_YEAR: Final = 1900  # the days that Excel knows begin there
_LINE: Final = 21  # pixels
_MOST_LINES: Final = 19  # of a row, as high as Excel has it


def write(report: Report, lang: Lang) -> bytes:
    """The report as an .xlsx file."""
    return _Writing(report, lang).written()


@dataclass
class _Sheet:
    """A sheet, the next free row of it, how wide its columns ask to be, and the texts that may take several lines."""

    name: str
    sheet: Any
    row: int = 0
    widest: tuple[int, int] = _WIDEST, _WIDE
    widths: dict[int, int] = field(default_factory=dict)
    broken: list[tuple[int, str, range, float]] = field(default_factory=list)

    def ask(self, column: int, characters: int) -> None:
        """A column that is wide enough for a text, within bounds."""
        self.widths[column] = max(self.widths.get(column, 0), characters)

    def fit(self) -> None:
        """Columns as wide as they ask, rows as high as their texts: Excel sees to neither in what a program wrote."""
        first, others = self.widest
        wide = {at: min(max(asked + 3, _NARROWEST), others if at else first) for at, asked in self.widths.items()}
        for column, characters in wide.items():
            self.sheet.set_column(column, column, characters)
        lines: dict[int, int] = {}
        for row, text, columns, weight in self.broken:
            room = sum(wide.get(column, _NARROWEST) for column in columns) / weight
            lines[row] = max(lines.get(row, 1), len(wrap(text, int(room), break_long_words=True)))
        for row, most in lines.items():
            if most > 1:
                self.sheet.set_row_pixels(row, _LINE * min(most, _MOST_LINES))


class _Writing:
    """One workbook while it is written."""

    def __init__(self, report: Report, lang: Lang) -> None:
        self.report, self.lang = report, lang
        self.file = BytesIO()
        self.book = xlsxwriter.Workbook(
            self.file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "default_row_height": _LINE,
                "default_format_properties": {"font_name": _FONT, "font_size": 12, "valign": "top"},
            },
        )
        self.book.set_properties({"title": report.title[:255], "created": datetime.combine(report.as_of, time())})
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.sheets: set[str] = set()
        self.tables: set[str] = set()
        self.numbered = {"table": 0, "chart": 0}

    def written(self) -> bytes:
        overview = self.sheet(words.word("overview", self.lang))
        overview.widest = _PAGE, _WIDE
        overview.ask(0, _PAGE)
        if self.report.agency:
            self.text(overview, self.report.agency, bold=True, text_wrap=True)
        self.text(overview, self.report.title, bold=True, font_size=14, text_wrap=True)
        if self.report.opening:
            self.text(overview, self.report.opening, italic=True, text_wrap=True)
        for section in self.report.sections:
            self.section(section, overview)
        overview.fit()
        self.figures()
        self.sources()
        self.book.close()
        return self.file.getvalue()

    # -- sheets

    def sheet(self, title: str, *, across: bool = False) -> _Sheet:
        name = _unique(_sheet_name(title), self.sheets, _NAME_CHARACTERS)
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        sheet.set_footer(f'&C&"{_FONT}"{words.word("page_of", self.lang, "&P", "&N")}')
        if across:
            sheet.set_landscape()
        return _Sheet(name, sheet)

    def section(self, section: Section, overview: _Sheet) -> None:
        overview.row += 1
        self.text(overview, section.heading, bold=True, text_wrap=True)
        shown = [block for block in section.blocks if not isinstance(block, Sentence)]
        columns = [
            len((block if isinstance(block, Table) else block.as_table(self.lang)).columns) for block in shown
        ]
        own = self.sheet(section.heading, across=max(columns) > _WIDE_COLUMNS) if shown else None
        if own:
            self.text(own, section.heading, bold=True, font_size=14)
            own.row += 1
        for block in section.blocks:
            if isinstance(block, Sentence):
                self.text(overview, f"- {block.text}" if block.item else block.text, text_wrap=True)
            elif own:
                self.link(overview, own, self.shown(block, own, alone=len(shown) == 1))
        if own:
            own.fit()

    def link(self, overview: _Sheet, own: _Sheet, shown: tuple[int, str]) -> None:
        row, title = shown
        quoted = own.name.replace("'", "''")
        label = words.word("to_sheet", self.lang, title, own.name)[:255]
        look = self.format(font_color="#0563C1", underline=1, text_wrap=True)
        overview.sheet.write_url(overview.row, 0, f"internal:'{quoted}'!A{row + 1}", look, label)
        overview.row += 1

    # -- blocks

    def shown(self, block: Table | Chart, on: _Sheet, *, alone: bool) -> tuple[int, str]:
        """Writes a table or a chart; answers the row where it begins and its numbered title."""
        kind = "table" if isinstance(block, Table) else "chart"
        self.numbered[kind] += 1
        title = f"{words.word(kind, self.lang)} {self.numbered[kind]}. {block.title}"
        begins = on.row
        if isinstance(block, Table):
            self.table(block, title, on, alone=alone)
        else:
            self.chart(block, title, on)
        on.row += 1
        return begins, title

    def table(self, table: Table, title: str, on: _Sheet, *, alone: bool = False) -> None:
        across = len(table.columns)
        self.wide(on, title, across, bold=True)
        if table.unit:
            self.wide(on, words.word("unit_of", self.lang, table.unit), across, italic=True)
        heading = on.row
        self.grid(table, on)
        if alone:
            on.sheet.freeze_panes(heading + 1, 1 if across > _WIDE_COLUMNS else 0)
            on.sheet.repeat_rows(heading)
        if not table.rows:
            self.wide(on, words.word("no_rows", self.lang), across, italic=True)
        if shares := table.denominators(self.lang):
            self.wide(on, shares, across, italic=True)

    def grid(self, table: Table, on: _Sheet) -> None:
        """The table itself, as a table of Excel."""
        first = on.row + 1
        rows = table.rows or (Row(tuple(Cell("empty", "") for _ in table.columns), total=False, level=0),)
        headings = _headings(table.columns, self.lang)
        arithmetic = _Arithmetic(table, first)
        foot = arithmetic.foot(headings)
        for place, row in enumerate(rows):
            if foot is None or place < len(rows) - 1:
                for column, cell in enumerate(row.cells):
                    if cell.kind == "words" and len(cell.text) > _NARROWEST:
                        on.broken.append((first + place, cell.text, range(column, column + 1), 1))
                    look = self.look(cell, table, row, column)
                    self.cell(on.sheet, first + place, column, cell, look, arithmetic.formula(place, column))
        columns: list[dict[str, Any]] = []
        for column, heading in enumerate(headings):
            look = self.format(
                bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#EDEDED", **_as_text(heading)
            )
            options: dict[str, Any] = {"header": heading, "header_format": look}
            if foot is not None:
                cell, row = rows[-1].cells[column], rows[-1]
                options |= {**foot[column], "format": self.look(cell, table, row, column)}
            columns.append(options)
            fullest = max((len(row.cells[column].text) for row in rows), default=0)
            longest = max(len(piece) for piece in heading.split(" ")) + 2
            on.ask(column, max(fullest, longest, min(len(heading), 14)))
            on.broken.append((first - 1, heading, range(column, column + 1), _BOLD))
        last = first + len(rows) - 1
        name = _unique("t_" + re.sub(r"\W", "_", table.id)[:200], self.tables, 255, "_{0}")
        on.sheet.add_table(
            first - 1,
            0,
            last,
            len(headings) - 1,
            {
                "name": name,
                "columns": columns,
                "total_row": foot is not None,
                "style": None,
                "banded_rows": False,
                "title": table.title[:255],
            },
        )
        for column, told in enumerate(foot or ()):
            look = columns[column]["format"]
            if not told:
                on.sheet.write_blank(last, column, None, look)
            elif told.get("total_function") == "sum":
                # With the name of the table, as Excel itself has it, so that others find the column too.
                total = f"=SUBTOTAL(109,{name}[{_escaped(headings[column])}])"
                on.sheet.write_formula(last, column, total, look, told["total_value"])
        on.row = last + 1

    def chart(self, chart: Chart, title: str, on: _Sheet) -> None:
        numbers = chart.as_table(self.lang)
        heading = on.row + 1 + (1 if chart.unit else 0)
        self.table(numbers, title, on)
        if chart.source:
            self.wide(on, words.word("source_of", self.lang, chart.source), len(numbers.columns), italic=True)
        if chart.series and chart.categories:
            drawn = _chart.draw(self.book, chart, on.name, heading, self.lang, font=_FONT, printed=False)
            height = min(max(320, 120 + 18 * _chart.bars(chart)), 1_200)
            drawn.set_size({"width": 760, "height": height})
            on.sheet.insert_chart(on.row, 0, drawn, {"description": chart.alternative, "object_position": 3, "y_offset": 4})
            on.row += height // _LINE + 2
        self.wide(on, chart.alternative, len(numbers.columns), italic=True)

    # -- cells

    def text(self, on: _Sheet, text: str, **look: Any) -> None:
        if "text_wrap" in look:
            on.broken.append((on.row, text, range(1), 1))
        on.sheet.write_string(on.row, 0, text[:_CELL_CHARACTERS], self.format(**look, **_as_text(text)))
        on.row += 1

    def wide(self, on: _Sheet, text: str, columns: int, **look: Any) -> None:
        """A line over the whole table."""
        look = {**look, "text_wrap": True, **_as_text(text)}
        over = range(max(columns, 4))
        on.sheet.merge_range(on.row, 0, on.row, over[-1], "", self.format(**look))
        on.sheet.write_string(on.row, 0, text[:_CELL_CHARACTERS], self.format(**look))
        on.broken.append((on.row, text, over, 1))
        on.row += 1

    def cell(self, sheet: Any, at: int, column: int, cell: Cell, look: Any, formula: str | None) -> None:
        if formula is not None:
            sheet.write_formula(at, column, formula, look, _cached(cell))
        elif isinstance(cell.value, date) and cell.value.year >= _FIRST_YEAR:
            sheet.write_datetime(at, column, datetime.combine(cell.value, time()), look)
        elif cell.number is not None and (cell.kind == "ratio" or _fits(cell.number)):
            sheet.write_number(at, column, float(cell.number), look)
        elif cell.value is None and (cell.kind != "words" or not cell.text):
            sheet.write_blank(at, column, None, look)
        else:
            sheet.write_string(at, column, cell.text[:_CELL_CHARACTERS], look)

    def look(self, cell: Cell, table: Table, row: Row, column: int) -> Any:
        of = table.columns[column]
        look: dict[str, Any] = {
            "border": 1,
            "text_wrap": not of.right,
            "align": "right" if of.right else "left",
            "valign": "vcenter",
        }
        if cell.kind == "ratio":
            look["num_format"] = f"0.{'0' * cell.places}%" if cell.places else "0.00%"
        elif cell.number is not None:
            number = "#,##0" + (f".{'0' * cell.places}" if cell.places else "")
            look["num_format"] = f"+{number};-{number};{number}" if cell.signed else number
        elif cell.kind == "date":
            look["num_format"] = words.DATE_FORMATS[self.lang]
        elif cell.kind == "words":
            look |= _as_text(cell.text)
        if table.strong(row):
            look["bold"] = True
        if column == 0 and row.level:
            look["indent"] = min(row.level, 15)
        elif column and not of.right:
            look["indent"] = 1  # or it touches the number at its left
        return self.format(**look)

    def format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]

    # -- what stands behind the report

    def figures(self) -> None:
        titles = ("figure", "label", "value", "exact", "unit", "of", "counted", "records", "rule", "source", "ids")
        on = self.sheet(words.word("figures", self.lang), across=True)
        on.widest = 44, 44
        self.listing(on, "figures_title", titles, map(self.figure, self.report.figures), {"value", "counted"})

    def figure(self, of: Figure) -> tuple[Cell, ...]:
        value = counted = Cell("empty", "")
        if isinstance(of.worth, date):
            value = Cell("date", words.day(of.worth, self.lang), of.worth)
        elif of.worth is not None and _fits(number := Fraction(of.worth)):
            places = max(-int(of.worth.as_tuple().exponent), 0)
            value = Cell("number", words.written(of.worth, self.lang), number, places)
        if of.counted is not None:
            counted = Cell("count", words.count(of.counted, self.lang), Fraction(of.counted))
        told = (Cell("words", text) for text in (of.records, of.rule or "", "; ".join(of.sources), _ids(of, self.lang)))
        unit, share = Cell("words", of.unit), Cell("words", of.of or "")
        return Cell("words", of.id), Cell("words", of.label), value, Cell("words", of.value), unit, share, counted, *told

    def sources(self) -> None:
        on = self.sheet(words.word("sources", self.lang))
        listed = [
            tuple(Cell("words", each or "") for each in (one.document, one.article, one.says)) for one in self.report.sources
        ]
        self.listing(on, "sources_title", ("document", "article", "says"), listed, set())

    def listing(self, on: _Sheet, title: str, titles: Sequence[str], rows: Iterable[tuple[Cell, ...]], right: set[str]) -> None:
        columns = tuple(Column(words.word(each, self.lang), each in right) for each in titles)
        written = tuple(Row(row, total=False, level=0) for row in rows)
        table = Table(title, words.word(title, self.lang), None, columns, written)
        self.text(on, table.title, bold=True, font_size=14)
        on.row += 1
        on.sheet.freeze_panes(on.row + 1, 1)
        on.sheet.repeat_rows(on.row)
        self.grid(table, on)
        on.fit()


class _Arithmetic:
    """The formulas of a table: one is written where it gives exactly what the report says, and nowhere else."""

    def __init__(self, table: Table, first: int) -> None:
        self.table, self.first = table, first

    def foot(self, headings: Sequence[str]) -> list[dict[str, Any]] | None:
        """The last row as the totals of an Excel table, if it is the only total and all of it can be told so.

        Its sums follow the filter of the table. Rows that are parts of others would be counted twice.
        """
        rows = self.table.rows
        if len(rows) < 2 or not rows[-1].total or any(row.total or row.level for row in rows[:-1]):
            return None
        told: list[dict[str, Any]] = []
        for column, cell in enumerate(rows[-1].cells):
            if cell.kind == "words":
                told.append({"total_string": cell.text[:255]} if cell.text else {})
            elif self.adds_up(cell, column, range(len(rows) - 1)):
                told.append({"total_function": "sum", "total_value": _cached(cell)})
            elif (formula := self.of_row(len(rows) - 1, column)) is not None:
                told.append({"total_function": formula, "total_value": _cached(cell)})
            elif cell.value is None:
                told.append({})
            else:
                return None
        return told

    def formula(self, place: int, column: int) -> str | None:
        if not self.table.rows:
            return None
        for rows in self.added(place):
            if self.adds_up(self.table.rows[place].cells[column], column, rows):
                return f"=SUM({','.join(self.ranges(rows, column))})"
        return self.of_row(place, column)

    def added(self, place: int) -> Iterator[list[int]]:
        """The rows one may be the sum of.

        A total has those since the total before it, or all, but never the parts of a row with the row; a row that is
        a whole has the parts that follow it.
        """
        rows = self.table.rows
        if not rows[place].total:
            level = rows[place].level
            ends = next((at for at in range(place + 1, len(rows)) if rows[at].total or rows[at].level <= level), len(rows))
            yield [at for at in range(place + 1, ends) if rows[at].level == level + 1]
            return
        since = next((at + 1 for at in range(place - 1, -1, -1) if rows[at].total), 0)
        for start in dict.fromkeys((since, 0)):
            single = [at for at in range(start, place) if not rows[at].total]
            top = min((rows[at].level for at in single), default=0)
            yield [at for at in single if rows[at].level == top]

    def adds_up(self, total: Cell, column: int, rows: Sequence[int]) -> bool:
        if total.number is None or total.kind == "ratio" or not rows or not _fits(total.number):
            return False
        cells = [self.table.rows[at].cells[column] for at in rows]
        if any(cell.kind in ("words", "date", "ratio") for cell in cells):
            return False
        numbers = [cell.number for cell in cells if cell.number is not None]
        return bool(numbers) and all(map(_fits, numbers)) and sum(numbers) == total.number

    def of_row(self, place: int, column: int) -> str | None:
        """The formula of the column in one row."""
        formula, cells = self.table.columns[column].formula, self.table.rows[place].cells
        if formula is None:
            return None
        above, below = self.summed(formula.of, cells), self.summed(formula.over, cells)
        if above is None or below is None:
            return None
        names = [[xl_rowcol_to_cell(self.first + place, at) for at in group] for group in (formula.of, formula.over)]
        if not formula.over:
            return f"=SUM({','.join(names[0])})" if above == cells[column].number else None
        if (above / below if below else None) != cells[column].number:
            return None
        part, whole = (group[0] if len(group) == 1 else f"SUM({','.join(group)})" for group in names)
        return f'=IF({whole}=0,"",{part}/{whole})'

    def summed(self, columns: Sequence[int], cells: Sequence[Cell]) -> Fraction | None:
        """What the cells of a row come to, if every one is a number that Excel holds."""
        numbers = [number for at in columns if (number := cells[at].number) is not None and _fits(number)]
        return sum(numbers, Fraction(0)) if len(numbers) == len(columns) else None

    def ranges(self, rows: Sequence[int], column: int) -> Iterator[str]:
        """Rows that follow each other as one range."""
        start = before = rows[0]
        for row in (*rows[1:], None):
            if row is not None and row == before + 1:
                before = row
                continue
            first, last = (xl_rowcol_to_cell(self.first + at, column) for at in (start, before))
            yield first if start == before else f"{first}:{last}"
            if row is not None:
                start = before = row


def _cached(cell: Cell) -> float | str:
    """What a formula has come to."""
    if cell.number is None:
        return ""
    return int(cell.number) if cell.number.denominator == 1 else float(cell.number)


def _escaped(heading: str) -> str:
    """The title of a column inside a formula, which Excel wants in brackets of its own if it has more than words."""
    escaped = re.sub(r"(['#\[\]@])", r"'\1", heading)
    return escaped if re.fullmatch(r"[\w ]+", heading) else f"[{escaped}]"


def _fits(number: Fraction) -> bool:
    """Whether a cell holds the number exactly: a decimal of no more digits than Excel keeps."""
    tens = 1
    while (number * tens).denominator != 1:
        tens *= 10
        if tens >= _DIGITS:
            return False
    return abs(number * tens) < _DIGITS


def _as_text(text: str) -> dict[str, Any]:
    """Marked as text, so that it is no formula after somebody has edited it either."""
    return {"quote_prefix": True} if text[:1] in ("=", "+", "-", "@") else {}


def _headings(columns: Sequence[Column], lang: Lang) -> list[str]:
    """Names that no two columns of an Excel table share."""
    taken: set[str] = set()
    return [
        _unique(column.title.strip()[:255] or words.word("column", lang, place), taken, 255)
        for place, column in enumerate(columns, 1)
    ]


def _unique(name: str, taken: set[str], most: int, ending: str = " ({0})") -> str:
    """The name, with a number where it is taken by one that differs in capitals at most."""
    unique, number = name, 1
    while unique.casefold() in taken:
        number += 1
        told = ending.format(number)
        unique = _cut(name, most - len(told)).rstrip() + told
    taken.add(unique.casefold())
    return unique


def _sheet_name(title: str) -> str:
    """What Excel takes as the name of a sheet."""
    whole = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\]", " ", title)).strip(" '")
    name = _cut(whole, _NAME_CHARACTERS)
    if len(name) < len(whole) and whole[len(name)] != " " and len(words_of := name.rpartition(" ")[0]) > _NAME_CHARACTERS // 2:
        name = words_of
    name = name.strip(" ',")
    return f"{name}." if name.casefold() == "history" else name or "–"


def _cut(text: str, most: int) -> str:
    """The beginning of a text; Excel counts the halves of a letter that has two."""
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-1]
    return text


def _ids(of: Figure, lang: Lang) -> str:
    """The ids a figure names, and how many more there are."""
    joined, more = "; ".join(of.ids), (of.counted or 0) - len(of.ids)
    return words.word("ids_more", lang, joined, words.count(more, lang)) if of.ids and more > 0 else joined
