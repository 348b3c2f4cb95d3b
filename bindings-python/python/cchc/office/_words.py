"""Chữ và số: how each language writes numbers and dates, as ``core/src/text.rs`` does, and the words an office file adds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

Lang: TypeAlias = Literal["vi"] | Literal["en"]

NOTHING: Final = "–"
"""What stands in a printed cell that has no value."""

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_SHOWN_PLACES: Final = 2

LOCALES: Final[dict[Lang, str]] = {"vi": "vi-VN", "en": "en-GB"}
DATE_FORMATS: Final[dict[Lang, str]] = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "table": ("Bảng", "Table"),
    "chart": ("Biểu đồ", "Chart"),
    "unit_of": ("Đơn vị tính: {0}", "Unit: {0}"),
    "source_of": ("Nguồn: {0}", "Source: {0}"),
    "no_rows": ("Không có số liệu.", "There are no rows."),
    "appendix": ("Phụ lục", "Appendix"),
    "overview": ("Tổng quan", "Overview"),
    "figures": ("Số liệu", "Figures"),
    "sources": ("Nguồn", "Sources"),
    "sources_title": ("Nguồn số liệu", "Sources of the figures"),
    "figures_title": ("Số liệu và cơ sở tính", "Figures and what they were computed from"),
    "page_of": ("Trang {0}/{1}", "Page {0} of {1}"),
    "to_sheet": ("{0} → {1}", "{0} → {1}"),
    "column": ("Cột {0}", "Column {0}"),
    "category": ("Nhóm", "Category"),
    "maximum": ("Tối đa", "Maximum"),
    "ranked": ("Số đơn vị xếp hạng", "Units ranked"),
    "ranked_of": ("{0}, trong {1} đơn vị", "{0}, of {1} units"),
    "unit_share": ("{0} trên {1}", "{0} of {1}"),
    "ids_begin": ("Mỗi mã bắt đầu bằng “{0}”.", "Each name begins with “{0}”."),
    "share_of": ("{0}: tính trên {1}", "{0}: of {1}"),
    "figure": ("Mã số liệu", "Name"),
    "label": ("Nội dung số liệu", "What it is"),
    "value": ("Giá trị", "Value"),
    "exact": ("Giá trị chính xác", "Exact value"),
    "unit": ("Đơn vị tính", "Unit"),
    "of": ("Tính trên", "Of"),
    "counted": ("Số bản ghi đã đếm", "Records counted"),
    "records": ("Loại bản ghi", "Kind of records"),
    "taken_from": ("Tính từ", "Taken from"),
    "decided_by": ("Quy tắc, nguồn", "Rule, source"),
    "rule": ("Quy tắc", "Rule"),
    "source": ("Nguồn", "Source"),
    "ids": ("Mã bản ghi", "Ids of the records"),
    "ids_more": ("{0}; … và {1} mã khác", "{0}; … and {1} more"),
    "document": ("Văn bản", "Document"),
    "article": ("Điều khoản", "Article"),
    "says": ("Nội dung", "What it says"),
    "unit.count": ("số lượng", "count"),
    "unit.percent": ("%", "%"),
    "unit.points": ("điểm", "points"),
    "unit.rank": ("hạng", "rank"),
    "unit.places": ("bậc", "places"),
    "unit.number": ("số", "number"),
    "unit.date": ("ngày", "day"),
    "unit.word": ("chữ", "word"),
    "records.apology": ("số liệu xin lỗi", "apologies"),
    "records.catalogue": ("thủ tục", "procedures"),
    "records.catalogue.decisions": ("quyết định công bố", "decisions"),
    "records.dossiers": ("hồ sơ", "dossiers"),
    "records.feedback.records": ("phản ánh, kiến nghị", "pieces of feedback"),
    "records.handover.items": ("việc bàn giao", "items handed over"),
    "records.inspections.findings": ("phát hiện", "findings"),
    "records.inspections.inspections": ("cuộc kiểm tra", "inspections"),
    "records.inspections.plans": ("kế hoạch kiểm tra", "inspection plans"),
    "records.inspections.recommendations": ("kiến nghị sau kiểm tra", "recommendations"),
    "records.last_year": ("số liệu cùng kỳ năm trước", "figures of last year"),
    "records.league": ("dòng xếp hạng", "lines of the ranking"),
    "records.ledger.entries": ("mục sổ số liệu", "entries of the ledger"),
    "records.plan.targets": ("chỉ tiêu", "targets"),
    "records.plan.tasks": ("nhiệm vụ", "tasks"),
    "records.procedures": ("thủ tục", "procedures"),
    "records.review.documents": ("văn bản rà soát", "documents reviewed"),
    "records.review.overlaps": ("nội dung chồng chéo", "overlaps"),
    "records.review.plan": ("nội dung kế hoạch rà soát", "planned reviews"),
    "records.review.proposals": ("phương án", "proposals"),
    "records.sheets": ("phiếu chấm điểm", "score sheets"),
    "records.standings": ("kết quả xếp hạng", "standings"),
}


def word(name: str, lang: Lang, *filled: object) -> str:
    """A word or sentence of an office file."""
    return _WORDS[name][lang == "en"].format(*filled)


def named(kind: str, code: str, lang: Lang) -> str:
    """The word for a code of the report, such as a unit; the code itself where there is none."""
    return word(f"{kind}.{code}", lang) if f"{kind}.{code}" in _WORDS else code


def count(number: int, lang: Lang) -> str:
    """``85.020`` in Vietnamese, ``85,020`` in English."""
    return f"{number:,}".replace(",", "." if lang == "vi" else ",")


def rounded(number: Fraction, places: int) -> Decimal:
    """Half away from zero, exactly: no binary number is in between."""
    units = (abs(number) * 10**places * 2 + 1) // 2
    return Decimal(f"{'-' if number < 0 and units else ''}{units}e-{places}")


def decimal(number: Fraction, places: int, lang: Lang) -> str:
    """With exactly ``places`` decimals: ``61,86``."""
    return _plain(rounded(number, places), lang)


def written(worth: Decimal | date | None, lang: Lang) -> str:
    """A number with all the decimals it has, or a day."""
    if isinstance(worth, date):
        return day(worth, lang)
    return "" if worth is None else _plain(worth, lang)


def _plain(number: Decimal, lang: Lang) -> str:
    english = f"{number:,f}"
    return english.translate({ord(","): ".", ord("."): ","}) if lang == "vi" else english


def percent(ratio: Fraction, lang: Lang) -> str:
    """``97,11 %``; whole without decimals, and a part is never shown as the whole or as nothing."""
    shown, sign = rounded(ratio * 100, _SHOWN_PLACES), ""
    if shown == 100 and ratio < 1:
        shown, sign = Decimal("99.99"), f">{_NO_BREAK}"
    elif shown == 0 and ratio:
        shown, sign = Decimal("0.01"), f"<{_NO_BREAK}"
    whole = shown == shown.to_integral_value()
    return f"{sign}{decimal(Fraction(shown), 0 if whole else _SHOWN_PLACES, lang)}{_NO_BREAK}%"


def percent_places(ratio: Fraction) -> int:
    """How many decimals of a percentage keep a part from looking like the whole or like nothing."""
    places = _SHOWN_PLACES
    while places < 12 and ratio not in (0, 1) and rounded(ratio * 100, places) in (0, 100):
        places += 1
    return places


def day(value: date, lang: Lang) -> str:
    """``30/09/2018``, ``2018-09-30``."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}" if lang == "vi" else value.isoformat()
