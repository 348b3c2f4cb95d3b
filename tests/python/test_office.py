"""Word and Excel say what the report says: read back with other libraries, formulas worked out again."""

import json
import random
import re
import sys
import zipfile
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import cchc
import docx
import openpyxl
import pytest
from cchc.office import Page, write_docx, write_xlsx
from conftest import ROOT
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from office_report import (
    DOSSIERS,
    OUTCOMES,
    PROCEDURE_BARS,
    RANKS,
    both,
    column,
    count,
    figure,
    lineage,
    nine_months,
    number,
    rate,
    ratio,
    report,
    row,
    section,
    table,
    words,
)
from openpyxl.utils import get_column_letter
from test_vectors import expand

# XlsxWriter warns where it leaves something out.
pytestmark = pytest.mark.filterwarnings("error")

LANGS: Any = ("vi", "en")
NO_BREAK = "\N{NO-BREAK SPACE}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def word(of: Any, lang: Any = "vi", **options: Any) -> Any:
    file = BytesIO()
    write_docx(of, file, lang, **options)
    file.seek(0)
    return docx.Document(file)


def excel(of: Any, lang: Any = "vi") -> tuple[Any, Any]:
    """The workbook with its formulas, and with the values that stand beside them."""
    file = BytesIO()
    write_xlsx(of, file, lang)
    return openpyxl.load_workbook(file), openpyxl.load_workbook(file, data_only=True)


def files(write: Any, of: Any, lang: str = "vi") -> dict[str, bytes]:
    file = BytesIO()
    write(of, file, lang)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def said(document: Any) -> str:
    """All a document says, its tables too."""
    return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in document.element.body.iter(qn("w:p")))


def styles(document: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs]


def cells(of: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in of.rows]


def with_tables(*tables: Any) -> dict[str, Any]:
    return report(sections=[section(*tables)], figures=[], sources=[])


def evaluated(sheet: Any, values: Any, formula: str) -> Any:
    """The few forms a formula has here, from the values of the cells they name."""

    def of(address: str) -> list[Fraction]:
        found = values[address]
        group = [cell for line in found for cell in line] if isinstance(found, tuple) else [found]
        return [Fraction(str(cell.value)) for cell in group if cell.value not in (None, "")]

    def summed(addresses: str) -> Fraction:
        return sum((number for address in addresses.split(",") for number in of(address)), Fraction(0))

    if total := re.fullmatch(r"=SUM\(([^()]+)\)", formula):
        return summed(total[1])
    if rate := re.fullmatch(r'=IF\((SUM\([^()]+\)|\w+)=0,"",(SUM\([^()]+\)|\w+)/(.+)\)', formula):
        assert rate[3] == rate[1]
        below, above = (summed(each.removeprefix("SUM(").removesuffix(")")) for each in (rate[1], rate[2]))
        return "" if below == 0 else above / below
    if foot := re.fullmatch(r"=SUBTOTAL\(109,(\w+)\[(.+)\]\)", formula):
        return foot
    raise AssertionError(f"{formula} is none of the forms of a report")


def checked(book: Any, values: Any) -> int:
    """Every formula of a workbook gives the value that stands beside it; answers how many there were."""
    formulas = 0
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != "f":
                    continue
                formulas += 1
                there = values[sheet.title][cell.coordinate].value
                worth = evaluated(sheet, values[sheet.title], cell.value)
                if cell.value.startswith("=SUBTOTAL"):
                    one = sheet.tables[worth[1]]
                    assert cell.coordinate in cells_of(one.ref)
                    first, last = (int(number) for number in re.findall(r"\d+", one.ref))
                    assert cell.row == last and one.totalsRowCount == 1
                    letter = get_column_letter(cell.column)
                    assert unescaped(worth[2]) == sheet[f"{letter}{first}"].value
                    worth = evaluated(sheet, values[sheet.title], f"=SUM({letter}{first + 1}:{letter}{last - 1})")
                if worth == "":
                    assert there in (None, "")
                else:
                    assert float(worth) == there, (sheet.title, cell.coordinate, cell.value)
    return formulas


def unescaped(column: str) -> str:
    """The title of a column as a formula writes it: in brackets of its own if it has more than words."""
    if re.fullmatch(r"[\w ]+", column):
        return column
    assert column[0] + column[-1] == "[]"
    return re.sub(r"'(.)", r"\1", column[1:-1])


def cells_of(ref: str) -> set[str]:
    first, last = re.findall(r"([A-Z]+)(\d+)", ref)
    columns = range(openpyxl.utils.column_index_from_string(first[0]), openpyxl.utils.column_index_from_string(last[0]) + 1)
    return {f"{get_column_letter(each)}{line}" for each in columns for line in range(int(first[1]), int(last[1]) + 1)}


# -- Word


def test_a_document_says_every_figure_and_text() -> None:
    text = said(word(report()))
    shown = {
        "dossiers.one_stop.received": "85.020",
        "dossiers.one_stop.on_time_of_resolved": "100",
        "dossiers.one_stop.on_time_of_received": "97,11",
        "dossiers.linked.received": "3.677",
        "procedures.total": "75",
        "standing.points": "84,840",
        "standing.change": "-7",
        "apology.state": "không phát sinh",
        "apology.percent": "–",
        "exact.long": "0,1234567890123456789",
        "standing.published": "02/08/2018",
    }
    told = report()["figures"]
    assert [each["id"] for each in told] == [f"c5.{name}" for name in shown]
    assert "Mỗi mã bắt đầu bằng “c5.”." in text
    for each, (name, value) in zip(told, shown.items()):
        assert f"{name}\n{each['label']['vi']}\n{value}\n" in text
    for expected in (
        "% trên số đã giải quyết\n82.566 hồ sơ\nQuy ước của thư viện (không sau hạn trả); Nghị định 61/2018/NĐ-CP, Điều 3",
        "85.020 hồ sơ",
        "3 thủ tục",
        "Sở Lao động - Thương binh và Xã hội",
        "Kỳ báo cáo: 9 tháng năm 2018; số liệu đến ngày 30/09/2018",
        "Kế hoạch 174/KH-SLĐTBXH, Phần II",
        "82.566",
        f"100{NO_BREAK}%",
    ):
        assert expected in text
    assert "Mỗi mã bắt đầu" not in said(word(report(id="other"))) and "c5.procedures.total" in said(word(report(id="other")))


def test_a_document_speaks_english() -> None:
    document = word(report(), "en")
    text = said(document)
    for expected in (
        "Department of Labour",
        "Period: nine months of 2018; figures as of 2018-09-30",
        "Table 1. Dossiers by mechanism",
        "Unit: dossiers",
        "85,020",
        "97.11",
        "Chart 2. Procedures by level",
    ):
        assert expected in text
    assert document.core_properties.language == "en-GB"
    assert not re.search("Bảng|Biểu đồ|Đơn vị|Phụ lục|Nguồn|hồ sơ|Quy tắc|điểm", text)


def test_headings_captions_and_lists_are_those_of_word() -> None:
    document = word(report())
    found = styles(document)
    assert found[:3] == [
        ("Agency", "Sở Lao động - Thương binh và Xã hội"),
        ("Title", "Báo cáo công tác cải cách hành chính 9 tháng năm 2018"),
        ("Subtitle", "Kỳ báo cáo: 9 tháng năm 2018; số liệu đến ngày 30/09/2018"),
    ]
    assert [each for each in found if each[0].startswith("Heading")] == [
        ("Heading 1", "I. Công tác chỉ đạo, điều hành"),
        ("Heading 1", "II. Kết quả"),
        ("Heading 2", "1. Giải quyết hồ sơ thủ tục hành chính"),
        ("Heading 3", "a) Bộ thủ tục: công bố/công khai [2018]"),
        ("Heading 1", "Phụ lục. Nguồn số liệu"),
        ("Heading 1", "Phụ lục. Số liệu và cơ sở tính"),
    ]
    assert ("List Bullet", "Tập huấn 2, 2, 13 và 6 công chức theo từng lớp.") in found
    assert [text for style, text in found if style == "Caption"] == [
        "Bảng 1. Kết quả giải quyết hồ sơ theo cơ chế",
        "Biểu đồ 1. Hồ sơ theo kết quả giải quyết",
        "Bảng 2. Thủ tục hành chính công bố",
        "Biểu đồ 2. Thủ tục theo cấp",
        "Biểu đồ 3. Thứ hạng qua các năm",
    ]
    fields = [each.text for each in document.element.body.iter(qn("w:instrText"))]
    assert (
        fields
        == [r" SEQ Bảng \* ARABIC ", r" SEQ Biểu_đồ \* ARABIC "] + [r" SEQ Bảng \* ARABIC "] + [r" SEQ Biểu_đồ \* ARABIC "] * 2
    )
    (number,) = document.styles["List Bullet"].element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    numbering = document.part.numbering_part.element
    (kind,) = numbering.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    assert numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:lvlText/@w:val") == ["-"]


def test_a_table_repeats_its_titles_and_sets_off_numbers_and_totals() -> None:
    document = word(report())
    for each in document.tables:
        assert each.rows[0]._tr.xpath("./w:trPr/w:tblHeader") and not each.rows[1]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(line._tr.xpath("./w:trPr/w:cantSplit") for line in each.rows)
    dossiers = document.tables[0]
    assert cells(dossiers)[1] == ["Một cửa", "85.020", "82.566", "82.566", "0", "2.454", f"100{NO_BREAK}%"]
    assert cells(dossiers)[-1] == ["Tổng cộng", "88.697", "86.116", "86.116", "0", "2.581", f"100{NO_BREAK}%"]
    assert [[cell.paragraphs[0].runs[0].bold for cell in line.cells][0] for line in dossiers.rows[1:]] == [None, None, True]
    (title,) = dossiers._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")
    assert title == "Kết quả giải quyết hồ sơ theo cơ chế"
    styled = [cell.paragraphs[0].style for cell in dossiers.rows[1].cells]
    assert [style.paragraph_format.alignment for style in styled] == [None] + [WD_ALIGN_PARAGRAPH.RIGHT] * 6
    found = styles(document)
    assert ("Table Unit", "Đơn vị tính: hồ sơ") in found
    assert ("Table Note", "Tỷ lệ đúng hạn trên số đã giải quyết: tính trên số đã giải quyết") in found


def test_a_table_stays_on_its_paper() -> None:
    wide = [column("unit", "Đơn vị", "Unit", align="left")] + [
        column(f"c{at}", f"Tiêu chí {at}", f"Criterion {at}") for at in range(10)
    ]
    rows = [row(str(at), words("Sở Lao động - Thương binh và Xã hội"), *[{"points": f"{at}.25"}] * 10) for at in range(40)]
    document = word(with_tables(DOSSIERS, table("wide", "Rộng", "Wide", wide, rows), {"sentence": both("Sau.", "After.")}))
    assert [each.orientation for each in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    lines = [each.page_width - each.left_margin - each.right_margin for each in document.sections]
    assert [round(line / 36_000) for line in lines] == [160, 247, 160]
    for each, line in zip(document.tables, lines):
        widths = [int(width) for width in each._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
        assert abs(sum(widths) - line / 635) < 20 and min(widths) > 500
    assert [each.different_first_page_header_footer for each in document.sections] == [True, False, False]
    (page,) = [each.text for each in document.sections[0].header._element.iter(qn("w:instrText"))]
    assert page == " PAGE " and all(each.header.is_linked_to_previous for each in list(document.sections)[1:])


def test_a_table_whose_words_would_break_lies_across() -> None:
    def turned(name: str, columns: int) -> bool:
        titles = [column("unit", "Đơn vị", "Unit", align="left"), *(column(f"c{at}", name, name) for at in range(columns))]
        rows = [row("r", words("Sở"), *[count(12)] * columns)]
        document = word(with_tables(table("t", "Bảng", "Table", titles, rows)), appendix=False)
        return bool(document.sections[-1].orientation == WD_ORIENT.LANDSCAPE)

    assert not turned("Chưa đến hạn", 9) and turned("Chưa đến hạn", 10)
    assert not turned("MMMMMMMM", 4) and turned("MMMMMMMM", 8) and not turned("llllllll", 8)


def test_the_page_is_what_the_agency_says() -> None:
    page = Page(font="Arial", size=14, top=25, bottom=25, left=35, right=15, landscape_over=3)
    document = word(with_tables(DOSSIERS), page=page)
    first, across = document.sections
    assert [round(each.mm) for each in (first.left_margin, first.right_margin, first.top_margin)] == [35, 15, 25]
    assert across.orientation == WD_ORIENT.LANDSCAPE and document.styles["Body Text"].font.size.pt == 14
    assert {each.get(qn("w:ascii")) for each in document.styles.element.iter(qn("w:rFonts"))} == {"Arial"}
    wrong: Any
    for wrong in ({"size": 2}, {"left": 90, "right": 30}, {"top": -1}):
        with pytest.raises(ValueError):
            Page(**wrong)


def test_no_letter_falls_back_and_the_language_is_said() -> None:
    document = word(report())
    fonts = list(document.styles.element.iter(qn("w:rFonts")))
    assert fonts
    for each in fonts:
        assert dict(each.attrib) == {qn(f"w:{script}"): "Times New Roman" for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert not list(document.element.body.iter(qn("w:rFonts")))
    languages = [dict(each.attrib) for each in document.styles.element.iter(qn("w:lang"))]
    assert languages and all(set(each.values()) == {"vi-VN"} for each in languages)


def test_a_document_is_made_by_nobody_on_the_day_of_its_figures() -> None:
    about = word(report()).core_properties
    assert about.title == "Báo cáo công tác cải cách hành chính 9 tháng năm 2018"
    assert about.author == about.last_modified_by == about.comments == about.keywords == ""
    assert about.created.replace(tzinfo=None) == about.modified.replace(tzinfo=None) == datetime(2018, 9, 30)


@pytest.mark.parametrize("write", [write_docx, write_xlsx])
def test_the_same_report_gives_the_same_bytes(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = BytesIO(), BytesIO()
    write(report(), first)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    write(report(), again)
    assert first.getvalue() == again.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in archive.namelist())


def test_a_chart_of_word_is_drawn_from_the_numbers_and_says_them() -> None:
    document = word(report())
    drawn = list(document.element.body.iter(qn("wp:docPr")))
    charts = [each["chart"] for each in (OUTCOMES, PROCEDURE_BARS, RANKS)]
    assert [(each.get("descr"), each.get("title")) for each in drawn] == [
        (each["alternative"]["vi"], each["title"]["vi"]) for each in charts
    ]
    assert len({each.get("id") for each in drawn}) == 3
    parts = [document.part.related_parts[each.get(qn("r:id"))] for each in document.element.body.iter(f"{CHART}chart")]
    for part, chart in zip(parts, charts):
        root: Any = parse_xml(part.blob)
        series = list(root.iter(f"{CHART}ser"))
        assert [each.find(f"{CHART}tx//{CHART}v").text for each in series] == [each["name"]["vi"] for each in chart["series"]]
        for drawn_one, told in zip(series, chart["series"]):
            names = [each.text for each in drawn_one.findall(f"{CHART}cat//{CHART}v")]
            values = {int(each.get("idx")): each.find(f"{CHART}v").text for each in drawn_one.findall(f"{CHART}val//{CHART}pt")}
            assert names == [each["vi"] for each in chart["categories"]]
            assert values == {at: value for at, value in enumerate(told["values"]) if value is not None}
        assert r"[>=1000]0\.000;0" in part.blob.decode().replace("&gt;", ">")
        (link,) = root.iter(f"{CHART}externalData")
        inside = openpyxl.load_workbook(BytesIO(part.related_parts[link.get(qn("r:id"))].blob))
        assert inside.properties.created == datetime(2018, 9, 30)
        lines = list(inside.worksheets[0].iter_rows(values_only=True))
        assert lines[0] == ("Nhóm", *(each["name"]["vi"] for each in chart["series"]))
        columns = [[None if value is None else int(value) for value in each["values"]] for each in chart["series"]]
        assert [list(line[1:]) for line in lines[1:]] == [list(line) for line in zip(*columns)]
        # Whatever is not said is on by default for some programs.
        for labels in root.iter(f"{CHART}dLbls"):
            assert [labels.find(f"{CHART}{name}").get("val") for name in ("showVal", "showSerName", "showCatName")] == [
                "1",
                "0",
                "0",
            ]
            order = ["dLbl", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName"]
            places = [(order + ["showPercent", "showBubbleSize"]).index(each.tag.removeprefix(CHART)) for each in labels]
            assert places == sorted(places)
        assert [each.get("val") for each in root.iter(f"{CHART}dispBlanksAs")] == ["gap"]


def test_charts_may_stand_as_tables() -> None:
    document = word(report(), charts=False, appendix=False)
    assert not list(document.element.body.iter(f"{CHART}chart"))
    assert cells(document.tables[1]) == [
        ["Nhóm", "Đúng hạn", "Chưa đến hạn", "Quá hạn"],
        ["Một cửa", "82.566", "2.454", "0"],
        ["Một cửa liên thông", "3.550", "127", "–"],
    ]
    assert cells(document.tables[3])[:2] == [["Nhóm", "Số thủ tục", "Tối đa"], ["Tỉnh", "56", "100"]]
    assert cells(document.tables[4])[:2] == [["Nhóm", "Hạng", "Số đơn vị xếp hạng"], ["2018", "15", "19"]]
    found = styles(document)
    assert ("Table Note", "Tỉnh 56, huyện 12, xã 7.") in found and ("Table Note", "Nguồn: Quyết định 1918/QĐ-UBND") in found
    assert "Phụ lục" not in said(document)


# -- Excel


def test_formulas_give_what_stands_beside_them() -> None:
    book, values = excel(report())
    assert book.sheetnames == [
        "Tổng quan",
        "1. Giải quyết hồ sơ thủ tục",
        "a) Bộ thủ tục công bố công khai",
        "Số liệu",
        "Nguồn",
    ]
    sheet, shown = book["1. Giải quyết hồ sơ thủ tục"], values["1. Giải quyết hồ sơ thủ tục"]
    dossiers = sheet.tables["t_dossiers_by_mechanism"]
    first, last = (int(number) for number in re.findall(r"\d+", dossiers.ref))
    assert dossiers.ref == f"A{first}:G{last}" and last - first == 3
    rows = [[cell.value for cell in line] for line in shown[dossiers.ref]]
    assert rows[1:] == [
        ["Một cửa", 85_020, 82_566, 82_566, 0, 2_454, 1],
        ["Một cửa liên thông", 3_677, 3_550, 3_550, 0, 127, 1],
        ["Tổng cộng", 88_697, 86_116, 86_116, 0, 2_581, 1],
    ]
    line = first + 1
    assert [cell.value for cell in sheet[line]] == [
        "Một cửa", f"=SUM(C{line},F{line})", f"=SUM(D{line},E{line})", 82_566, 0, 2_454, f'=IF(C{line}=0,"",D{line}/C{line})',
    ]  # fmt: skip
    assert (
        sheet[f"D{last}"].value == "=SUBTOTAL(109,t_dossiers_by_mechanism[Đúng hạn])"
        and sheet[f"G{last}"].value == f'=IF(C{last}=0,"",D{last}/C{last})'
    )
    assert [sheet[f"{letter}{line}"].number_format for letter in "BG"] == ["#,##0", "0.00%"]
    assert checked(book, values) == 2 * 3 + 6 + 1


def test_a_total_is_a_formula_only_where_it_adds_up() -> None:
    columns = [column("name", "Tên", "Name", align="left"), column("n", "Số", "Number"), column("p", "Điểm", "Points")]

    def line(name: str, number: int, points: str, **more: Any) -> Any:
        return row(name, words(name), count(number), {"points": points}, **more)

    groups = table("groups", "Nhóm", "Groups", columns, [
        line("a", 1, "0.1"), line("b", 2, "0.2"), line("a+b", 3, "0.3", total=True),
        line("c", 4, "1"), line("trong đó", 3, "0.9", level=1), line("d", 5, "2"), line("c+d", 9, "1.5", total=True),
        line("all", 12, "3.3", total=True),
    ])  # fmt: skip
    book, values = excel(with_tables(groups))
    sheet = book.worksheets[1]
    (one,) = sheet.tables.values()
    first = int(re.findall(r"\d+", one.ref)[0])
    wanted = {
        3: ("SUM(B{1}:B{2})", "SUM(C{1}:C{2})"),
        7: ("SUM(B{4},B{6})", 1.5),
        8: ("SUM(B{1}:B{2},B{4},B{6})", "SUM(C{1}:C{2},C{4},C{6})"),
    }
    for at, (numbers, points) in wanted.items():
        said_there = [sheet.cell(first + at, place).value for place in (2, 3)]
        expected = [
            re.sub(r"\{(\d)\}", lambda found: str(first + int(found[1])), f"={each}") if isinstance(each, str) else each
            for each in (numbers, points)
        ]
        assert said_there == expected
    assert one.totalsRowCount in (None, 0) and checked(book, values) == 5
    assert sheet.cell(first + 5, 1).alignment.indent == 1 and sheet.cell(first + 3, 1).font.bold

    # A mean is not a sum, so the last row is no foot of the table either.
    means = table(
        "means", "Trung bình", "Means", columns, [line("a", 1, "1"), line("b", 3, "2"), line("mean", 2, "1.5", total=True)]
    )
    book, values = excel(with_tables(means))
    (one,) = book.worksheets[1].tables.values()
    assert one.totalsRowCount in (None, 0) and checked(book, values) == 0


def test_a_change_has_its_sign() -> None:
    columns = [column("", "Tên", "Name", align="left"), column("change", "Tăng giảm", "Change"), column("", "Số", "Number")]
    told = [("1.50", "+1,50", "1.5"), ("-1234.5", "-1.234,5", "-1234.5"), ("0", "0", "0"), ("0.0", "0,0", "0")]
    rows = [row(value, words(value), number(value, signed=True), number(value)) for value, *_ in told]
    of = with_tables(table("changes", "Thay đổi", "Changes", columns, rows))
    plain = [shown.removeprefix("+") for _, shown, _ in told]
    assert [line[1:] for line in cells(word(of).tables[0])[1:]] == [[shown, each] for (_, shown, _), each in zip(told, plain)]
    sheet = excel(of)[0].worksheets[1]
    (one,) = sheet.tables.values()
    lines = list(sheet[one.ref])[1:]
    assert [[cell.value for cell in line[1:]] for line in lines] == [[float(worth)] * 2 for *_, worth in told]
    assert [cell.number_format for cell in lines[0][1:]] == ["+#,##0.00;-#,##0.00;#,##0.00", "#,##0.00"]
    assert [cell.number_format for cell in lines[2][1:]] == ["+#,##0;-#,##0;#,##0", "#,##0"]


def test_a_whole_is_the_sum_of_the_parts_after_it_where_that_is_true() -> None:
    columns = [
        column("", "Tên", "Name", align="left"),
        column("n", "Số", "Number"),
        column("a", "A", "A"),
        column("r", "Tỷ lệ", "Rate", rate(["a"], ["n"])),
    ]

    def line(name: str, n: int, a: int, level: int, **more: Any) -> Any:
        return row(name, words(name), count(n), count(a), ratio(a, n), level=level, **more)

    rows = [line("x", 5, 3, 0), line("x1", 2, 1, 1), line("x2", 3, 1, 1), line("y", 4, 4, 0), line("y1", 4, 4, 1)]
    rows.append(line("all", 9, 7, 0, total=True))
    of = with_tables(table("parts", "Bảng", "Table", columns, rows))
    book, values = excel(of)
    sheet = book.worksheets[1]
    (one,) = sheet.tables.values()
    first = int(re.findall(r"\d+", one.ref)[0])
    assert [[cell.value for cell in line[1:3]] for line in list(sheet[one.ref])[1:]] == [
        [f"=SUM(B{first + 2}:B{first + 3})", 3], [2, 1], [3, 1],
        [f"=SUM(B{first + 5})", f"=SUM(C{first + 5})"], [4, 4],
        [f"=SUM(B{first + 1},B{first + 4})", f"=SUM(C{first + 1},C{first + 4})"],
    ]  # fmt: skip
    assert checked(book, values) == 5 + 6
    assert [line[0].font.bold for line in list(sheet[one.ref])[1:]] == [True, False, False, True, False, True]
    shown = word(of).tables[0].rows[1:]
    assert [line.cells[0].paragraphs[0].runs[0].bold for line in shown] == [True, None, None, True, None, True]


def test_a_rate_of_nothing_is_an_empty_cell() -> None:
    columns = [
        column("name", "Tên", "Name", align="left"),
        column("a", "Đúng hạn", "On time"),
        column("b", "Đã giải quyết", "Resolved"),
        column("r", "Tỷ lệ", "Rate", rate(["a"], ["b"])),
    ]
    rows = [
        row("none", words("Chưa có"), count(0), count(0), "empty"),
        row("zero", words("Mẫu số không"), count(0), count(0), ratio(0, 0)),
        row("some", words("Có"), count(2), count(3), ratio(2, 3)),
        row("other", words("Cách tính khác"), count(2), count(3), ratio(1, 3)),
        row("nearly", words("Gần đủ"), count(99_999), count(100_000), ratio(99_999, 100_000)),
    ]
    book, values = excel(with_tables(table("rates", "Tỷ lệ", "Rates", columns, rows)))
    sheet, shown = book.worksheets[1], values.worksheets[1]
    (one,) = sheet.tables.values()
    first = int(re.findall(r"\d+", one.ref)[0])
    formulas = [sheet.cell(first + at, 4).value for at in range(1, 6)]
    assert formulas[:3] == [f'=IF(C{at}=0,"",B{at}/C{at})' for at in range(first + 1, first + 4)]
    assert formulas[3] == 1 / 3
    assert [shown.cell(first + at, 4).value for at in (1, 2, 3)] in ([None, None, 2 / 3], ["", "", 2 / 3])
    assert sheet.cell(first + 5, 4).number_format == "0.000%"
    assert checked(book, values) == 4
    assert "#DIV/0!" not in str(files(write_xlsx, with_tables(table("rates", "Tỷ lệ", "Rates", columns, rows))))
    shown_in_word = cells(word(with_tables(table("rates", "Tỷ lệ", "Rates", columns, rows)), appendix=False).tables[0])
    assert [line[-1] for line in shown_in_word[1:]] == [
        "–",
        "–",
        f"66,67{NO_BREAK}%",
        f"33,33{NO_BREAK}%",
        f">{NO_BREAK}99,99{NO_BREAK}%",
    ]


def test_whatever_the_numbers_every_formula_gives_the_value_of_the_report() -> None:
    drawn = random.Random(2018)
    columns = [
        column("name", "Tên", "Name", align="left"),
        column("a", "A", "A"),
        column("b", "B", "B"),
        column("s", "Tổng", "Sum", {"sum": ["a", "b"]}),
        column("r", "Tỷ lệ", "Rate", rate(["a"], ["a", "b"])),
    ]
    tables, formulas = [], 0
    for number in range(40):
        rows, sums = [], [0, 0]
        for at in range(drawn.randrange(1, 9)):
            a, b = drawn.randrange(0, 4), drawn.randrange(0, 3)
            level = drawn.choice((0, 0, 0, 1)) if at else 0
            sums = [sums[0] + a, sums[1] + b] if level == 0 else sums
            wrong = drawn.random() < 0.2
            rows.append(row(str(at), words(f"dòng {at}"), count(a), count(b), count(a + b + wrong), ratio(a, a + b), level=level))
        if drawn.random() < 0.8:
            a, b = sums[0] + (drawn.random() < 0.2), sums[1]
            rows.append(row("total", words("Tổng cộng"), count(a), count(b), count(a + b), ratio(a, a + b), total=True))
        tables.append(table(f"t{number}", "Bảng", "Table", columns, rows))
    book, values = excel(with_tables(*tables))
    formulas = checked(book, values)
    assert formulas > 150
    sheet = values.worksheets[1]
    for number, one in enumerate(sheet.tables.values()):
        for line, told in zip(list(sheet[one.ref])[1:], tables[number]["table"]["rows"]):
            assert [cell.value for cell in line[1:4]] == [each["count"] for each in told["cells"][1:4]]


def test_every_figure_stands_exactly_and_as_a_number_where_it_fits() -> None:
    book, _ = excel(report())
    sheet = book["Số liệu"]
    (one,) = sheet.tables.values()
    lines = [[cell.value for cell in line] for line in sheet[one.ref]]
    assert lines[0] == [
        "Mã số liệu",
        "Nội dung số liệu",
        "Giá trị",
        "Giá trị chính xác",
        "Đơn vị tính",
        "Tính trên",
        "Số bản ghi đã đếm",
        "Loại bản ghi",
        "Quy tắc",
        "Nguồn",
        "Mã bản ghi",
    ]
    told = report()["figures"]
    assert [line[0] for line in lines[1:]] == [each["id"] for each in told]
    assert [line[1] for line in lines[1:]] == [each["label"]["vi"] for each in told]
    assert [line[3] or "" for line in lines[1:]] == [each["value"] for each in told]
    numbers = [85_020, 100, 97.11, 3_677, 75, 84.84, -7, None, None, None, datetime(2018, 8, 2)]
    assert [line[2] for line in lines[1:]] == numbers
    assert lines[1][6:] == [
        85_020,
        "hồ sơ",
        "Quy ước của thư viện (không sau hạn trả)",
        "Nghị định 61/2018/NĐ-CP, Điều 3",
        "H53.1-180102-0001; H53.1-180102-0002; … và 85.018 mã khác",
    ]
    assert sheet.freeze_panes == "B4" and sheet[one.ref][6][2].number_format == "#,##0.000"
    sources = [[cell.value for cell in line] for line in book["Nguồn"][next(iter(book["Nguồn"].tables.values())).ref]]
    assert sources[1:] == [
        ["Quyết định 1918/QĐ-UBND", None, "công bố thủ tục hành chính ngày 11/7/2018"],
        ["Kế hoạch 174/KH-SLĐTBXH", "Phần II", None],
    ]
    many = report(figures=[figure("many", "Nhiều", "9007199254740993", "count", lineage=lineage(2, ids=["a", "b"]))])
    (line,) = list(excel(many)[0]["Số liệu"].iter_rows(min_row=4, values_only=True))
    assert line[2] is None and line[3] == "9007199254740993" and line[10] == "a; b"


def test_a_chart_of_excel_says_its_numbers() -> None:
    made = files(write_xlsx, report())
    drawings = "".join(made[name].decode() for name in sorted(made) if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name))
    for chart in (OUTCOMES, PROCEDURE_BARS, RANKS):
        assert f'descr="{chart["chart"]["alternative"]["vi"]}"' in drawings
    drawn = [made[f"xl/charts/chart{at}.xml"].decode() for at in (1, 2, 3)]
    assert "<a:t>Hồ sơ theo kết quả giải quyết</a:t>" in drawn[0] and "<a:t>hồ sơ</a:t>" in drawn[0]
    assert (
        "<c:v>82566</c:v>" in drawn[0]
        and '<c:grouping val="stacked"/>' in drawn[0]
        and '<c:dispBlanksAs val="gap"/>' not in drawn[0]
    )
    assert all('<c:barDir val="bar"/>' in each for each in drawn[:2]) and "<c:lineChart>" in drawn[2]
    assert "<a:t>hạng, trong 19 đơn vị</a:t>" in drawn[2] and '<c:orientation val="maxMin"/>' in drawn[2]
    book, _ = excel(report())
    assert [len(sheet._charts) for sheet in book] == [0, 1, 2, 0, 0]


def test_sheets_and_columns_have_names_that_excel_takes() -> None:
    titles = ["Thủ tục: [a]*?/\\", "thủ tục a", "'" * 40, "", "History", "x" * 40, "X" * 40, "Tổng quan"]
    columns = [column("a", "=Tên", "Name"), column("b", "=tên", "Name"), column("c", "", ""), column("d", "a#[b]'c", "Odd")]
    one = table(
        "t",
        "Bảng",
        "Table",
        columns,
        [
            row("r", count(1), count(2), count(3), count(4)),
            row("s", *[count(5)] * 4),
            row("t", count(6), count(7), count(8), count(9), total=True),
        ],
    )
    sections = [section(one, number="", title=both(title, title)) for title in titles]
    book, values = excel(report(sections=sections))
    assert len(book.sheetnames) == len(titles) + 3 == len({name.casefold() for name in book.sheetnames})
    for name in book.sheetnames:
        assert 0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) and name.strip("'") == name
    names = [name for sheet in book for name in sheet.tables]
    assert len({name.casefold() for name in names}) == len(names)
    (first,) = book.worksheets[1].tables.values()
    assert [each.name for each in first.tableColumns] == ["=Tên", "=tên (2)", "Cột 3", "a#[b]'c"]
    assert checked(book, values) == 4 * len(titles)


def test_sheets_are_set_up_to_be_read_and_printed() -> None:
    book, _ = excel(with_tables(DOSSIERS))
    sheet = book.worksheets[1]
    (one,) = sheet.tables.values()
    first = int(re.findall(r"\d+", one.ref)[0])
    assert sheet.freeze_panes == f"A{first + 1}" and sheet.print_title_rows == f"${first}:${first}"
    assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert all(8 <= sheet.column_dimensions[letter].width <= 56 for letter in "ABCDEFG")
    opened = [book["Tổng quan"][f"A{at}"].value for at in (1, 2, 3)]
    assert opened == [report()[key]["vi"] for key in ("agency", "title", "opening")]
    links = {cell.value: cell.hyperlink.location for line in book["Tổng quan"].iter_rows() for cell in line if cell.hyperlink}
    assert links == {"Bảng 1. Kết quả giải quyết hồ sơ theo cơ chế → 1. Phần": f"'1. Phần'!A{first - 2}"}


def test_days_are_days() -> None:
    columns = [column("d", "Ngày", "Day", align="left")]
    rows = [row("a", {"date": "2018-09-30"}), row("b", {"date": "1899-12-31"}), row("c", "empty")]
    dated = with_tables(table("days", "Ngày", "Days", columns, rows))
    sheet = excel(dated)[0].worksheets[1]
    found = [sheet.cell(int(re.findall(r"\d+", next(iter(sheet.tables.values())).ref)[0]) + at, 1) for at in (1, 2, 3)]
    assert found[0].value == datetime(2018, 9, 30) and found[0].number_format == "dd/mm/yyyy"
    assert found[1].value == "31/12/1899" and found[2].value is None
    assert cells(word(dated).tables[0]) == [["Ngày"], ["30/09/2018"], ["31/12/1899"], ["–"]]


# -- the computed report


def blocks(of: Any, kind: str) -> list[Any]:
    return [each[kind] for section in of["sections"] for each in section["blocks"] if kind in each]


def test_the_small_report_has_the_shape_of_the_computed_one() -> None:
    def keys(of: Any) -> dict[str, set[str]]:
        lists = {
            "report": [of],
            "sections": of["sections"],
            "tables": blocks(of, "table"),
            "columns": [column for table in blocks(of, "table") for column in table["columns"]],
            "rows": [row for table in blocks(of, "table") for row in table["rows"]],
            "charts": blocks(of, "chart"),
            "series": [series for chart in blocks(of, "chart") for series in chart["series"]],
            "figures": of["figures"],
            "lineages": [figure["lineage"] for figure in of["figures"]],
        }
        for name, found in lists.items():
            assert found and all(each.keys() == found[0].keys() for each in found), name
        return {name: set(found[0]) for name, found in lists.items()}

    computed = nine_months()
    assert keys(report()) == keys(computed)
    kinds = {next(iter(block)) for section in computed["sections"] for block in section["blocks"]}
    assert kinds == {"sentence", "item", "table", "chart"}
    assert {each["kind"] for each in blocks(computed, "chart")} == {"stacked_bars", "grouped_bars", "ranks", "rank_line"}
    told = [cell for table in blocks(computed, "table") for row in table["rows"] for cell in row["cells"]]
    numbers = [cell["number"] for cell in told if "number" in cell]
    assert numbers and all(each.keys() == number("1")["number"].keys() for each in numbers)
    assert len(computed["figures"]) > 400


@pytest.mark.parametrize("lang", LANGS)
def test_a_computed_report_is_all_in_the_document(lang: Any) -> None:
    told = nine_months()
    document = word(told, lang)
    found = styles(document)
    marks = [")" if each["level"] > 2 else "." for each in told["sections"]]
    headings = [
        (f"Heading {each['level']}", f"{each['number']}{mark} {each['title'][lang]}") for each, mark in zip(told["sections"], marks)
    ]
    assert [each for each in found if each[0].startswith("Heading")][: len(headings)] == headings
    known = {"vi": "c) Kết quả giải quyết hồ sơ", "en": "c) Results of handling dossiers"}
    assert ("Heading 3", known[lang]) in headings
    assert [text for style, text in found[:3]] == [told[key][lang] for key in ("agency", "title", "opening")]
    texts = [block.get("sentence", block.get("item")) for section in told["sections"] for block in section["blocks"]]
    written = [text for style, text in found if style in ("Body Text", "List Bullet")]
    assert written[: -len(told["sources"])] == [each[lang] for each in texts if each]
    *tables, figures = document.tables
    assert len(tables) == len(blocks(told, "table"))
    for drawn, table in zip(tables, blocks(told, "table")):
        lines = cells(drawn)
        assert lines[0] == [each["title"][lang] for each in table["columns"]] and len(lines) == 1 + len(table["rows"])
        for line, of in zip(lines[1:], table["rows"]):
            for text, cell in zip(line, of["cells"], strict=True):
                if "count" in cell:
                    assert text == f"{cell['count']:,}".replace(",", {"vi": ".", "en": ","}[lang])
                elif "words" in cell or cell == "empty":
                    assert text == ("–" if cell == "empty" else cell["words"][lang])
                else:
                    assert re.search(r"\d|–", text)
    alternatives = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert alternatives == [each["alternative"][lang] for each in blocks(told, "chart")] and all(alternatives)
    rows = [list(line.iter(qn("w:tc"))) for line in figures._tbl.iter(qn("w:tr"))]
    listed = [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row[:2]] for row in rows[1:]]
    assert listed == [[each["id"].removeprefix("nine-2026."), each["label"][lang]] for each in told["figures"]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_computed_report_is_all_in_the_workbook_and_its_formulas_are_right(lang: Any) -> None:
    told = nine_months()
    book, values = excel(told, lang)
    assert checked(book, values) > 100
    *_, figures, sources = book.worksheets
    (one,) = figures.tables.values()
    lines = [[cell.value for cell in line] for line in figures[one.ref]][1:]
    assert [line[:2] for line in lines] == [[each["id"], each["label"][lang]] for each in told["figures"]]
    assert [line[3] or "" for line in lines] == [each["value"] for each in told["figures"]]
    for line, each in zip(lines, told["figures"]):
        if each["value"] and each["unit"] != "word":
            assert Fraction(str(line[2])) == Fraction(each["value"])
        assert line[6] == each["lineage"]["counted"]
    assert [line[0].value for line in sources[next(iter(sources.tables.values())).ref]][1:] == [
        each["document"] for each in told["sources"]
    ]
    tables = {name: (sheet, ref) for sheet in book for name, ref in sheet.tables.items()}
    for table in blocks(told, "table"):
        sheet, ref = tables["t_" + re.sub(r"\W", "_", table["id"])]
        for line, written, row in zip(list(values[sheet.title][ref])[1:], list(sheet[ref])[1:], table["rows"], strict=True):
            for shown, as_written, cell, of in zip(line, written, row["cells"], table["columns"], strict=True):
                assert worth(shown.value) == expected(cell, lang), (table["id"], row["id"])
                if of["formula"] or (row["total"] and "count" in cell):
                    assert as_written.data_type == "f", (table["id"], row["id"], of["name"])
    made = files(write_xlsx, told, lang)
    drawings = [made[name].decode() for name in sorted(made) if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
    found = [text for each in drawings for text in re.findall(r'descr="([^"]*)"', each)]
    assert sorted(found) == sorted(each["alternative"][lang] for each in blocks(told, "chart"))


def worth(shown: Any) -> Any:
    if isinstance(shown, (int, float)):
        return round(Fraction(str(shown)), 12)
    return shown.date().isoformat() if isinstance(shown, datetime) else shown or None


def expected(cell: Any, lang: str) -> Any:
    """What a cell of a workbook is worth, from the cell of the report."""
    if cell == "empty":
        return None
    ((kind, content),) = cell.items()
    if kind == "words":
        return content[lang] or None
    if kind == "date":
        return content
    if kind == "ratio":
        above, below = Fraction(content["numerator"]), Fraction(content["denominator"])
        return round(above / below, 12) if below else None
    return Fraction(str(content["value"] if kind == "number" else content))


def test_ranks_run_from_the_best_to_the_worst() -> None:
    document = word(nine_months())
    parts = [document.part.related_parts[each.get(qn("r:id"))] for each in document.element.body.iter(f"{CHART}chart")]
    drawn: Any = {chart["kind"]: parse_xml(part.blob) for part, chart in zip(parts, blocks(nine_months(), "chart"))}

    def axis(kind: str, name: str) -> dict[str, str]:
        (found,) = drawn[kind].iter(f"{CHART}{name}")
        said = {each.tag.removeprefix(CHART): each.get("val") for each in found.iter() if each.get("val") is not None}
        return {key: said.get(key, "") for key in ("orientation", "min", "max", "majorUnit", "crossesAt")}

    assert [axis(kind, "catAx")["orientation"] for kind in drawn] == [
        {"rank_line": "minMax"}.get(kind, "maxMin") for kind in drawn
    ]
    line, bars = axis("rank_line", "valAx"), axis("ranks", "valAx")
    assert (line["orientation"], line["min"], line["max"], line["majorUnit"]) == ("maxMin", "1", "10", "2")
    # Bars grow from the worst rank, so that the best is the longest.
    assert (bars["orientation"], bars["min"], bars["max"]) == ("maxMin", "0", "9")
    assert axis("ranks", "catAx")["crossesAt"] == "9"


@pytest.mark.parametrize("name", ["c1", "c2", "c3", "c4", "c5", "c6"])
def test_other_computed_reports_are_written_too(name: str) -> None:
    of = cchc.Report.write(expand(json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text(encoding="utf-8"))))
    told, text = of.to_dict(), said(word(of))
    book, values = excel(of)
    checked(book, values)
    assert all(each["title"]["vi"] in text for each in told["sections"])
    shown = {cell.value for cell in book["Số liệu"]["A"]}
    assert told["figures"] and all(each["id"] in shown and each["label"]["vi"] in text for each in told["figures"])


# -- both

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "<script>alert(1)</script>", "a & b < c > \"d\" 'e'", "http://example.org", "{=1}", "12", "]]>"]  # fmt: skip


def test_a_text_stays_text_whatever_it_begins_with() -> None:
    columns = [column("a", "Tên", "Name", align="left")]
    rows = [row(str(at), words(text)) for at, text in enumerate(HOSTILE)]
    sentences = [both(text, text) for text in HOSTILE]
    hostile = with_tables(
        *({"sentence": each} for each in sentences),
        *({"item": each} for each in sentences),
        table("t", HOSTILE[0], "t", columns, rows),
    )
    hostile |= {"title": both(HOSTILE[0], "x"), "agency": both(HOSTILE[4], "x"), "opening": both(HOSTILE[3], "x")}
    book, values = excel(hostile)
    assert not [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    sheet = book.worksheets[1]
    (one,) = sheet.tables.values()
    inside = [line[0] for line in sheet[one.ref]][1:]
    assert [cell.value for cell in inside] == HOSTILE and {cell.data_type for cell in inside} == {"s"}
    assert [cell.quotePrefix for cell in inside] == [text[0] in "=+-@" for text in HOSTILE]
    assert [cell.value for cell in book["Tổng quan"]["A"]][:3] == [HOSTILE[4], HOSTILE[0], HOSTILE[3]]
    assert not [cell for cell in book["Tổng quan"]["A"] if cell.hyperlink and not cell.hyperlink.location]
    document = word(hostile)
    assert [line[0] for line in cells(document.tables[0])][1:] == HOSTILE
    assert [text for style, text in styles(document) if style == "Body Text"] == HOSTILE


def test_control_characters_are_left_out() -> None:
    dirty = "Sở\x00 \x1b[31mNội\x07 vụ\ud800\uffff\x85dòng\nhai\tba"
    columns = [column("a", "Tên", "Name", align="left")]
    cleaned = "Sở [31mNội vụ dòng hai ba"
    hostile = with_tables({"sentence": both(dirty, "x")}, table("t", dirty, "t", columns, [row("r", words(dirty))]))
    document, (book, _) = word(hostile), excel(hostile)
    assert ("Body Text", cleaned) in styles(document) and cells(document.tables[0])[1] == [cleaned]
    assert cleaned in [cell.value for line in book.worksheets[1].iter_rows() for cell in line]


def test_vietnamese_letters_come_back_as_they_went_in() -> None:
    letters = "ĂÂĐÊÔƠƯăâđêôơư ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ " + "e\u0302\u0301 (tổ hợp) 𠮷"
    of = with_tables(
        {"sentence": both(letters, "x")}, table("t", letters, "t", [column("a", letters, "a")], [row("r", words(letters))])
    )
    document, (book, _) = word(of), excel(of)
    assert ("Body Text", letters) in styles(document) and cells(document.tables[0]) == [[letters]] * 2
    assert letters in [cell.value for cell in book["Tổng quan"]["A"]]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_empty_report_is_a_file_too(lang: Any) -> None:
    nothing: dict[str, Any] = {
        "id": "e",
        "title": both("Trống", "Empty"),
        "agency": None,
        "period": None,
        "as_of": "2026-01-01",
        "opening": both("", ""),
        "sections": [],
        "figures": [],
        "sources": [],
    }
    document, (book, _) = word(nothing, lang), excel(nothing, lang)
    assert [style for style, _ in styles(document)] == ["Title"] and not document.tables
    assert book.sheetnames == {"vi": ["Tổng quan", "Số liệu", "Nguồn"], "en": ["Overview", "Figures", "Sources"]}[lang]


def test_an_empty_table_and_an_empty_chart_say_that_they_are() -> None:
    empty = {"chart": {**OUTCOMES["chart"], "categories": [], "series": []}}
    of = with_tables(
        table("t", "Bảng", "Table", [column("a", "Tên", "Name"), column("b", "Số", "Number", {"sum": ["b"]})], []), empty
    )
    document, (book, _) = word(of), excel(of)
    assert [cells(each)[1][0] for each in document.tables] == ["Không có số liệu."] * 2
    shown = [cell.value for line in book.worksheets[1].iter_rows() for cell in line]
    assert shown.count("Không có số liệu.") == 2 and OUTCOMES["chart"]["alternative"]["vi"] in shown


def test_two_thousand_rows() -> None:
    columns = [
        column("unit", "Đơn vị", "Unit", align="left"),
        *(column(f"c{at}", f"Cột {at}", f"Column {at}") for at in range(6)),
    ]
    rows = [row(str(at), words(f"Xã {at}"), *[count(at + place) for place in range(6)]) for at in range(2_000)]
    sums = [sum(range(place, 2_000 + place)) for place in range(6)]
    rows.append(row("total", words("Tổng cộng"), *map(count, sums), total=True))
    of = with_tables(table("long", "Dài", "Long", columns, rows))
    document, (book, values) = word(of, appendix=False), excel(of)
    lines = list(document.tables[0]._tbl.iter(qn("w:tr")))
    assert len(lines) == 2_002
    assert [each.text for each in lines[1_000].iter(qn("w:t"))] == ["Xã 999", "999", "1.000", "1.001", "1.002", "1.003", "1.004"]
    (one,) = book.worksheets[1].tables.values()
    *_, last = values.worksheets[1][one.ref]
    assert [cell.value for cell in last] == ["Tổng cộng", *sums] and checked(book, values) == 6


def test_a_report_is_taken_as_an_object_and_written_to_a_path(tmp_path: Path) -> None:
    class Computed:
        def to_dict(self) -> dict[str, Any]:
            return report()

    writers: list[tuple[Any, str]] = [(write_docx, "a.docx"), (write_xlsx, "a.xlsx")]
    for write, name in writers:
        file = BytesIO()
        write(report(), file)
        write(Computed(), tmp_path / name)
        write(Computed(), str(tmp_path / f"b{name}"))
        assert (tmp_path / name).read_bytes() == (tmp_path / f"b{name}").read_bytes() == file.getvalue()


BAD: list[tuple[Any, str]] = [
    (section({"picture": {}}), r"sections\[0\]\.blocks\[0\] is a block of the unknown kind 'picture'; expected sentence, item, table or chart"),
    (section({"sentence": both("a", "a"), "item": both("b", "b")}), r"blocks\[0\] is .* expected an object with one of"),
    (section("text"), r"blocks\[0\] is 'text'"),
    (section({"sentence": {"en": "a"}}), r"blocks\[0\]\.sentence has no vi"),
    (section({"chart": {**OUTCOMES["chart"], "kind": "pie"}}), r"chart\.kind is 'pie'; expected stacked_bars, grouped_bars, ranks or rank_line"),
    (section({"chart": {**OUTCOMES["chart"], "categories": []}}), r"series\[0\]\.values has 2 values where the chart has 0 categories"),
    (section({"chart": {**OUTCOMES["chart"], "series": [{**OUTCOMES["chart"]["series"][0], "tone": "pink"}]}}), r"series\[0\]\.tone is 'pink'; expected early, "),
    (section({"chart": {**OUTCOMES["chart"], "series": [{**OUTCOMES["chart"]["series"][0], "of": ["1"]}]}}), r"series\[0\]\.of has 1 values where"),
    (section(table("t", "t", "t", [], [])), r"columns is empty"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r")])), r"rows\[0\] has 0 cells where the table has 1 columns"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r", {"money": 1})])), r"cells\[0\] is a cell of the unknown kind 'money'"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r", {"points": 1.5})])), r"points is 1\.5; expected an exact number"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r", {"points": "1e999999999"})])), r"expected an exact number"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r", {"points": "NaN"})])), r"expected an exact number"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r", {"date": "30/09/2018"})])), r"expected a day such as"),
    (section(table("t", "t", "t", [column("a", "a", "a", rate(["a"], ["z"]))], [])), r"formula is ratio of \['z'\]; expected names among \['a'\]"),
    (section(table("t", "t", "t", [column("", "a", "a"), column("b", "b", "b", rate(["b"], [""]))], [])), r"formula is ratio of \[''\]; expected names among \['b'\]"),
    (section(table("t", "t", "t", [column("a", "a", "a", {"ratio": ["a", "a"]})], [])), r"formula\.ratio is .*; expected an object with of"),
    (section(table("t", "t", "t", [column("a", "a", "a", {"sum": []})], [])), r"formula is sum of \[\]"),
    (section(table("t", "t", "t", [column("a", "a", "a")], [row("r", {"number": {"value": "1"}})])), r"number has no signed"),
    (section(table("t", "t", "t", [column("a", "a", "a", {"mean": ["a"]})], [])), r"a formula of the unknown kind 'mean'"),
    (section(table("t", "t", "t", [column("a", "a", "a", align="middle")], [])), r"align is 'middle'; expected left or right"),
    (section(level=0), r"sections\[0\]\.level is 0"),
]  # fmt: skip


@pytest.mark.parametrize("write", [write_docx, write_xlsx])
@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_what_is_not_known_is_refused_and_nothing_is_written(write: Any, wrong: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        write(report(sections=[wrong]), tmp_path / "file")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("write", [write_docx, write_xlsx])
def test_another_language_or_thing_is_refused(write: Any) -> None:
    with pytest.raises(ValueError, match="language 'fr' is not known; use vi or en"):
        write(report(), BytesIO(), "fr")
    with pytest.raises(TypeError, match="a report is a cchc.Report or its dict, not list"):
        write([], BytesIO())
    with pytest.raises(ValueError, match="report has no id"):
        write({}, BytesIO())
    with pytest.raises(ValueError, match=r"figures\[0\]\.value is 'many'"):
        write(report(figures=[figure("x", "x", "many", "count")]), BytesIO())
    with pytest.raises(ValueError, match=r"figures\[0\] has no lineage"):
        write(report(figures=[{"id": "x", "label": both("x", "x"), "value": "1", "unit": "count", "of": None}]), BytesIO())


@pytest.mark.parametrize(("write", "library", "module"), [(write_docx, "docx", "_docx"), (write_xlsx, "xlsxwriter", "_xlsx")])
def test_a_missing_library_is_named_with_what_to_do(
    write: Any, library: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(sys.modules):
        if name == library or name.startswith((f"{library}.", f"cchc.office.{module}")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=rf'{library} is missing; install it with: pip install "cchc\[office\]"'):
        write(report(), BytesIO())
