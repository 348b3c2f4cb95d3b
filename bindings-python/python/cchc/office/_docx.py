"""Văn bản Word: a report laid out as a document, by python-docx."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final
from unicodedata import combining, normalize
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor

from cchc.office import Page, _chart
from cchc.office import _words as words
from cchc.office._shape import Block, Cell, Chart, Column, Report, Row, Section, Sentence, Table
from cchc.office._words import Lang

_SHORT, _LONG = 210, 297  # the sides of A4 in mm
_EMU: Final = 36_000  # in a millimetre
_TWIPS: Final = 1440 / 25.4  # in a millimetre
_CELL_MARGIN: Final = 1.2  # mm at either side
_CHART_HEIGHT: Final = 80  # mm
_SMALLER: Final = 3  # points, of the text of a table that has little room
_THUMBNAIL: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_OPENED: Final = f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>"
_TOGETHER: Final = 12  # rows

# What is longer than this is broken into lines rather than given a wider column; a longer word, such as the name of a
# figure, may be broken too. In ems, as all widths of letters.
_WISHED: Final = 22.0
_WHOLE: Final = 13.5
_NARROWEST: Final = 1.8
_BOLD: Final = 1.1  # times as wide
_NUMBER: Final = 20  # characters at most


def write(report: Report, lang: Lang, page: Page, *, appendix: bool, charts: bool) -> bytes:
    """The report as a .docx file."""
    writing = _Writing(report, lang, page, charts=charts)
    writing.opening()
    for section in report.sections:
        writing.section(section)
    if appendix:
        writing.appendix()
    return writing.finished()


class _Writing:
    """One document while it is written."""

    def __init__(self, report: Report, lang: Lang, page: Page, *, charts: bool) -> None:
        self.report, self.lang, self.page, self.charts = report, lang, page, charts
        self.made = datetime.combine(report.as_of, time())
        self.document = docx.Document()
        self.body = self.document.element.body
        self.across = False
        self.numbered = {"table": 0, "chart": 0}
        _Look(self.document, page, lang).make()
        self.properties()
        paper = self.document.sections[0]
        paper.different_first_page_header_footer = True
        number = paper.header.paragraphs[0]
        number.alignment = Align.CENTER
        for run in _field(" PAGE ", "2"):
            number._p.append(run)
        self.lay(across=False)

    def properties(self) -> None:
        about = self.document.core_properties
        about.title = self.report.title[:255]
        about.language = words.LOCALES[self.lang]
        about.created = about.modified = self.made
        about.author = about.last_modified_by = about.comments = about.keywords = about.subject = ""
        about.revision = 1

    def lay(self, *, across: bool) -> None:
        """The paper of the last section of the document."""
        paper = self.document.sections[-1]
        width, height = (_LONG, _SHORT) if across else (_SHORT, _LONG)
        paper.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        paper.page_width, paper.page_height = Mm(width), Mm(height)
        paper.top_margin, paper.bottom_margin = Mm(self.page.top), Mm(self.page.bottom)
        paper.left_margin, paper.right_margin = Mm(self.page.left), Mm(self.page.right)
        paper.header_distance = paper.footer_distance = Mm(min(self.page.top, self.page.bottom) / 2)
        self.across = across

    def turn(self, *, across: bool) -> None:
        """Goes on on paper that lies across or stands, on a new page where that is a change."""
        if across == self.across:
            return
        self.document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False
        # The paragraph that ends a section takes no room: after a full page it would make another.
        ends = self.body.findall(qn("w:p"))[-1].get_or_add_pPr()
        ends.insert(0, parse_xml(f'<w:spacing {nsdecls("w")} w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'))
        self.lay(across=across)

    @property
    def width(self) -> float:
        """The millimetres of a line."""
        return (_LONG if self.across else _SHORT) - self.page.left - self.page.right

    def paragraph(self, text: str, style: str) -> Any:
        return self.document.add_paragraph(text, style=style)

    def opening(self) -> None:
        if self.report.agency:
            self.paragraph(self.report.agency, "Agency")
        self.paragraph(self.report.title, "Title")
        if self.report.opening:
            self.paragraph(self.report.opening, "Subtitle")

    def section(self, section: Section) -> None:
        self.turn(across=bool(section.blocks) and self.wants_width(section.blocks[0]))
        self.paragraph(section.heading, f"Heading {min(section.level, 9)}")
        for block in section.blocks:
            self.turn(across=self.wants_width(block))
            if isinstance(block, Sentence):
                after_table = self.body[-2].tag == qn("w:tbl")
                paragraph = self.paragraph(block.text, "List Bullet" if block.item else "Body Text")
                if after_table:
                    paragraph.paragraph_format.space_before = Pt(8)
            elif isinstance(block, Table):
                self.table(block)
            elif self.charts and block.series and block.categories:
                self.chart(block)
            else:
                self.table(block.as_table(self.lang))
                self.paragraph(block.alternative, "Table Note")
                self.source(block)

    def wants_width(self, block: Block) -> bool:
        """Whether a table has more columns than the page says, or words that a standing page would break."""
        if isinstance(block, Chart) and not self.charts:
            block = block.as_table(self.lang)
        if not isinstance(block, Table):
            return False
        room = _SHORT - self.page.left - self.page.right
        return len(block.columns) > self.page.landscape_over or not _fits(block, room, max(self.page.size - _SMALLER, 6))

    def caption(self, kind: str, title: str) -> Any:
        """A numbered title, which Word can list; how far the numbers have come is known here."""
        self.numbered[kind] += 1
        label = words.word(kind, self.lang)
        caption = self.paragraph(f"{label} ", "Caption")
        for run in _field(f" SEQ {label.replace(' ', '_')} \\* ARABIC ", str(self.numbered[kind])):
            caption._p.append(run)
        caption.add_run(f". {title}")
        return caption

    def table(self, table: Table) -> None:
        self.caption("table", table.title).paragraph_format.keep_with_next = True
        if table.unit:
            self.paragraph(words.word("unit_of", self.lang, table.unit), "Table Unit")
        self.body.insert_element_before(self.grid(table, self.text_size(table)), "w:sectPr")
        if shares := table.denominators(self.lang):
            self.paragraph(shares, "Table Note")

    def grid(self, table: Table, size: float) -> Any:
        widths = [round(each * _TWIPS) for each in _widths(table, self.width, size)]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        grid = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{round(_CELL_MARGIN * _TWIPS)}" w:type="dxa"/>'
            f'<w:right w:w="{round(_CELL_MARGIN * _TWIPS)}" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(table.title)}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>"
        )
        small = "" if size == self.page.size - 2 else f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        grid.append(
            _row(
                (
                    _cell(each.title, "TableHeading", width, small=small, shade=True)
                    for each, width in zip(table.columns, widths, strict=True)
                ),
                heading=True,
            )
        )
        for place, row in enumerate(table.rows, 1):
            # A short table is not broken: every line of it but the last stays with the next.
            together = place < len(table.rows) <= _TOGETHER
            grid.append(_row(_written(row, table.columns, widths, small, bold=table.strong(row), together=together)))
        if not table.rows:
            words_of_it = words.word("no_rows", self.lang)
            grid.append(_row([_cell(words_of_it, "TableText", sum(widths), span=len(widths))]))
        return grid

    def text_size(self, table: Table) -> float:
        """Smaller where words or numbers would break, so that they stay in one piece."""
        size = self.page.size - 2
        return size if _fits(table, self.width, size) else max(self.page.size - _SMALLER, 6)

    def chart(self, chart: Chart) -> None:
        number = self.numbered["chart"] + 1
        package = self.document.part.package
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            _chart.workbook(chart, self.lang, self.made, font=self.page.font),
            package,
        )
        drawn = _chart.chart_part(chart, self.lang, self.made, font=self.page.font)
        drawn = _with_workbook(drawn, "rId1", words.LOCALES[self.lang])
        part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, drawn, package)
        part.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, "rId1")
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        bars = _chart.bars(chart)
        most = (_SHORT if self.across else _LONG) - self.page.top - self.page.bottom - 40
        width, height = round(self.width * _EMU), round(min(max(_CHART_HEIGHT, 30 + 5.5 * bars), most) * _EMU)
        holder = self.paragraph("", "Chart")
        holder.add_run()._r.append(
            parse_xml(
                f'<w:drawing {nsdecls("w", "wp")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
                f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
                f'<wp:docPr id="{number}" name={quoteattr(chart.id or f"chart {number}")} descr={quoteattr(chart.alternative)}'
                f" title={quoteattr(chart.title)}/><wp:cNvGraphicFramePr/>"
                f'<a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_CHART}">'
                f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATION}" r:id="{relation}"/></a:graphicData></a:graphic>'
                "</wp:inline></w:drawing>"
            )
        )
        caption = self.caption("chart", chart.title)
        caption.paragraph_format.keep_with_next = chart.source is not None
        caption.paragraph_format.space_before = Pt(0)
        caption.alignment = Align.CENTER
        self.source(chart)

    def source(self, chart: Chart) -> None:
        if chart.source:
            self.paragraph(words.word("source_of", self.lang, chart.source), "Table Note")

    def appendix(self) -> None:
        """The sources, and every figure with what it was computed from."""
        report = self.report
        if report.sources:
            self.turn(across=False)
            self.heading_of_appendix("sources_title")
            for source in report.sources:
                self.paragraph(source.label, "List Bullet")
        if report.figures:
            self.turn(across=True)
            self.heading_of_appendix("figures_title")
            begins = f"{report.id}."
            if all(each.id.startswith(begins) for each in report.figures):
                self.paragraph(words.word("ids_begin", self.lang, begins), "Table Note")
            else:
                begins = ""
            titles = ("figure", "label", "value", "unit", "taken_from", "decided_by")
            table = _plain(titles, ("value",), self.figures(begins), self.lang)
            self.body.insert_element_before(self.grid(table, self.page.size - _SMALLER), "w:sectPr")

    def heading_of_appendix(self, title: str) -> None:
        self.paragraph(f"{words.word('appendix', self.lang)}. {words.word(title, self.lang)}", "Heading 1")

    def figures(self, begins: str) -> Iterable[tuple[str, ...]]:
        for each in self.report.figures:
            counted = "" if each.counted is None else f"{words.count(each.counted, self.lang)} "
            decided = "; ".join((each.rule, *each.sources) if each.rule else each.sources)
            value = words.written(each.worth, self.lang) or each.value or words.NOTHING
            unit = words.word("unit_share", self.lang, each.unit, each.of) if each.of else each.unit
            yield each.id.removeprefix(begins), each.label, value, unit, f"{counted}{each.records}", decided

    def finished(self) -> bytes:
        if self.body[-2].tag == qn("w:tbl"):
            # Word wants a paragraph after a table that ends a document.
            self.paragraph("", "Table Note")
        package = self.document.part.package
        for key in [key for key, relation in package.rels.items() if relation.reltype == _THUMBNAIL]:
            del package.rels[key]  # a picture of the library's own template
        file = BytesIO()
        self.document.save(file)
        return _same_bytes(file.getvalue())


class _Look:
    """The styles of the document: what a reader of it changes to change the looks of all of it."""

    def __init__(self, document: Any, page: Page, lang: Lang) -> None:
        self.document, self.page, self.locale = document, page, words.LOCALES[lang]
        self.styles = document.styles

    def make(self) -> None:
        self.fonts()
        size = self.page.size
        self.style("Normal", size)
        self.style("Body Text", size, align=Align.JUSTIFY, before=3, after=3, first=10, spacing=1.15)
        self.style("Agency", size, bold=True, align=Align.CENTER, after=6)
        self.style("Title", size + 1, bold=True, align=Align.CENTER, after=6, caps=True)
        self.style("Subtitle", size - 1, italic=True, align=Align.CENTER, after=2)
        for level in range(1, 10):
            self.style(
                f"Heading {level}",
                size,
                bold=level <= 3,
                italic=level >= 3,
                before=12 if level == 1 else 8,
                after=4,
                with_next=True,
            )
        self.style("Caption", size - 1, bold=True, align=Align.CENTER, before=10, after=4)
        self.style("List Bullet", size, align=Align.JUSTIFY, after=3, first=10, spacing=1.15)
        self.style("Table Text", size - 2, before=1.5, after=1.5)
        self.style("Table Number", size - 2, align=Align.RIGHT, before=1.5, after=1.5)
        self.style("Table Heading", size - 2, bold=True, align=Align.CENTER, before=2, after=2, with_next=True)
        self.style("Table Unit", size - 2, italic=True, align=Align.RIGHT, after=2, with_next=True)
        self.style("Table Note", size - 2, italic=True, before=3, after=6)
        self.style("Chart", size, align=Align.CENTER, before=8, with_next=True)
        self.style("Header", size)
        self.list_of_dashes()
        self.settings()

    def fonts(self) -> None:
        """One font for every script, so that no accented letter falls back to another, and the language."""
        name = quoteattr(self.page.font)
        one = f"<w:rFonts {nsdecls('w')} w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
        root = self.styles.element
        for fonts in list(root.iter(qn("w:rFonts"))):
            fonts.getparent().replace(fonts, parse_xml(one))
        for language in root.iter(qn("w:lang")):
            for script in ("val", "eastAsia", "bidi"):
                language.set(qn(f"w:{script}"), self.locale)

    def style(
        self,
        name: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        align: Align | None = None,
        before: float = 0,
        after: float = 0,
        first: float = 0,
        spacing: float = 1,
        caps: bool = False,
        with_next: bool = False,
    ) -> None:
        if name in self.styles:
            style = self.styles[name]
        else:
            style = self.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self.styles["Normal"]
        for drawn in style.element.xpath("./w:pPr/w:pBdr | ./w:rPr/w:spacing | ./w:rPr/w:kern | ./w:pPr/w:contextualSpacing"):
            drawn.getparent().remove(drawn)
        font, paragraph = style.font, style.paragraph_format
        font.size, font.bold, font.italic, font.all_caps = Pt(max(size, 6)), bold, italic, caps
        font.color.rgb = RGBColor(0, 0, 0)
        for same in style.element.xpath("./w:rPr/w:szCs"):
            same.set(qn("w:val"), str(round(max(size, 6) * 2)))
        paragraph.alignment, paragraph.line_spacing = align, spacing
        paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
        paragraph.left_indent, paragraph.first_line_indent = Mm(0), Mm(first)
        paragraph.keep_with_next = with_next

    def list_of_dashes(self) -> None:
        """The list that administrative documents use: a dash where the line begins, the next lines at the margin."""
        numbering = self.document.part.numbering_part.element
        number = 1 + max(int(each.get(qn("w:abstractNumId"))) for each in numbering.iter(qn("w:abstractNum")))
        numbering.find(qn("w:num")).addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
                '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{round(10 * _TWIPS)}"/></w:pPr></w:lvl></w:abstractNum>'
            )
        )
        added = numbering.add_num(number)
        self.styles["List Bullet"].element.xpath("./w:pPr/w:numPr/w:numId")[0].set(qn("w:val"), str(added.numId))

    def settings(self) -> None:
        settings = self.document.settings.element
        for mode in settings.xpath(".//w:compatSetting[@w:name='compatibilityMode']"):
            mode.set(qn("w:val"), "15")  # or Word opens it as a document of 2010
        for zoom in settings.iter(qn("w:zoom")):
            zoom.set(qn("w:percent"), "100")
        for language in settings.iter(qn("w:themeFontLang")):
            language.set(qn("w:val"), self.locale)
            language.set(qn("w:eastAsia"), self.locale)


def _field(instruction: str, shown: str) -> list[Any]:
    """A field of Word with the value it has now."""
    inner = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{escape(instruction)}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return [parse_xml(f"<w:r {nsdecls('w')}>{each}</w:r>") for each in inner]


def _written(
    row: Row, columns: Sequence[Column], widths: Sequence[int], small: str, *, bold: bool, together: bool
) -> Iterable[str]:
    for place, (cell, column, width) in enumerate(zip(row.cells, columns, widths, strict=True)):
        style = "TableNumber" if column.right else "TableText"
        indent = row.level if place == 0 else 0
        yield _cell(cell.text, style, width, bold=bold, small=small, indent=indent, together=together)


def _row(cells: Iterable[str], *, heading: bool = False) -> Any:
    """A row of a table, read one by one: as one text a long table is more than the parser takes."""
    return parse_xml(f"{_OPENED}{'<w:tblHeader/>' if heading else ''}</w:trPr>{''.join(cells)}</w:tr>")


def _cell(
    text: str,
    style: str,
    width: int,
    *,
    bold: bool = False,
    small: str = "",
    indent: int = 0,
    shade: bool = False,
    span: int = 1,
    together: bool = False,
) -> str:
    look = f"{'<w:b/><w:bCs/>' if bold else ''}{small}"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + ('<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if shade else "")
        + f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if together else "")
        + (f'<w:ind w:left="{indent * 200}" w:firstLine="0"/>' if indent else "")
        + "</w:pPr><w:r>"
        + (f"<w:rPr>{look}</w:rPr>" if look else "")
        + f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


def _widths(table: Table, width: float, size: float) -> list[float]:
    """Millimetres for each column: no word is broken while there is room, and the rest goes to what is long."""
    least, wished = _asked(table, size)
    spare, more = width - sum(least), [ask - each for ask, each in zip(wished, least, strict=True)]
    if spare <= 0:
        return [each * width / sum(least) for each in least]
    if sum(more) <= spare:
        return [ask * width / sum(wished) for ask in wished]
    # Who asks for little gets it; the others share what is left.
    for done, place in enumerate(sorted(range(len(more)), key=more.__getitem__)):
        given = min(more[place], spare / (len(more) - done))
        least[place] += given
        spare -= given
    return least


def _fits(table: Table, width: float, size: float) -> bool:
    return sum(_asked(table, size)[0]) <= width


def _asked(table: Table, size: float) -> tuple[list[float], list[float]]:
    """What the columns need so that no word is broken, and what they would like, in millimetres."""
    em, margins = size * 25.4 / 72, 2 * _CELL_MARGIN + 0.6
    least, wished = [], []
    for place, column in enumerate(table.columns):
        texts = [(row.cells[place].text, _BOLD if table.strong(row) else 1) for row in table.rows]
        # Numbers stay in one piece; words may take some lines, and so may a title.
        pieces = [(piece, _BOLD) for piece in column.title.split(" ")]
        for text, weight in texts:
            whole = column.right and len(text) <= _NUMBER
            pieces += [(piece, weight) for piece in ([text] if whole else text.split(" "))]
        longest = max(_NARROWEST, *(_ems(piece) * weight for piece, weight in pieces))
        fullest = max((_ems(text) * weight for text, weight in texts), default=0)
        least.append(min(longest, _WHOLE) * em + margins)
        wished.append(max(min(max(fullest, _BOLD * _ems(column.title) / 3), _WISHED), longest) * em + margins)
    return least, wished


def _ems(text: str) -> float:
    """How wide a text is, in ems: a little more than in the letters of Times."""
    return sum(_letter(character) for character in text)


_LETTERS: dict[str, float] = {}
"""The widths asked for before: a report has thousands of letters and few of them differ."""


def _letter(character: str) -> float:
    if character not in _LETTERS:
        _LETTERS[character] = _width(character)
    return _LETTERS[character]


def _width(character: str) -> float:
    base = normalize("NFD", character)[0]
    if combining(base):
        return 0
    if base in "mwMW%@":
        return 0.92 if base.isupper() else 0.8
    if base in "fijlrtI.,;:'!|()[]-/ ":
        return 0.35
    return 0.74 if base.isupper() else 0.52


def _plain(titles: Sequence[str], right: Sequence[str], rows: Iterable[Sequence[str]], lang: Lang) -> Table:
    """A table of texts."""
    columns = tuple(Column(words.word(title, lang), title in right) for title in titles)
    written = tuple(Row(tuple(Cell("words", text) for text in row), total=False, level=0) for row in rows)
    return Table("", "", None, columns, written)


def _with_workbook(chart: bytes, relation: str, locale: str) -> bytes:
    """The chart of a workbook as a chart of Word, which keeps the workbook beside it to edit the numbers in."""
    root = parse_xml(chart)
    for found in [each for name in ("printSettings", "lang") for each in root.findall(_c(name))]:
        root.remove(found)
    _say(root, "roundedCorners", ("date1904",))
    _say(root, "lang", ("date1904",), locale)
    for spoken in root.iter(f"{{{_DRAWING}}}rPr", f"{{{_DRAWING}}}endParaRPr"):
        spoken.set("lang", locale)
    # What XlsxWriter leaves out is off for Excel; for others it may be on.
    for drawn in root.iter(_c("barChart"), _c("lineChart")):
        _say(drawn, "varyColors", ("barDir", "grouping"))
        for series in drawn.findall(_c("ser")):
            if drawn.tag == _c("lineChart"):
                _say(series, "smooth", ("val",))
            else:
                _say(series, "invertIfNegative", ("spPr",))
    for chart_itself in root.findall(_c("chart")):
        _say(chart_itself, "dispBlanksAs", ("plotArea", "legend", "plotVisOnly"), "gap")
    for axis in root.iter(_c("catAx"), _c("valAx")):
        _say(axis, "delete", ("scaling",))
    for beside in root.iter(_c("title"), _c("legend")):
        _say(beside, "overlay", ("layout",))
    for labels in root.iter(_c("dLbls")):
        before: tuple[str, ...] = ("dLbl", "numFmt", "spPr", "txPr", "dLblPos")
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
            _say(labels, name, before)
            before += (name,)
    root.append(
        parse_xml(
            f'<c:externalData xmlns:c="{_CHART}" xmlns:r="{_RELATION}" r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
        )
    )
    return serialize_part_xml(root)


def _c(name: str) -> str:
    return f"{{{_CHART}}}{name}"


def _say(parent: Any, name: str, after: tuple[str, ...], value: str = "0") -> None:
    """A setting that is not there, after the last of those it has to follow."""
    if parent.find(_c(name)) is None:
        before = [place for place, each in enumerate(parent) if each.tag in map(_c, after)]
        parent.insert(before[-1] + 1 if before else 0, parse_xml(f'<c:{name} xmlns:c="{_CHART}" val="{value}"/>'))


def _same_bytes(file: bytes) -> bytes:
    """The same archive without the hour it was made."""
    same = BytesIO()
    with ZipFile(BytesIO(file)) as made, ZipFile(same, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            kept.writestr(entry, made.read(name))
    return same.getvalue()
