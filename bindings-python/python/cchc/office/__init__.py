"""Văn bản Word và bảng tính Excel: the periodic report as files an office sends and works on.

>>> from cchc.office import write_docx, write_xlsx  # doctest: +SKIP
>>> write_docx(report, "bao-cao.docx")  # doctest: +SKIP
>>> write_xlsx(report, "bao-cao.xlsx", lang="en")  # doctest: +SKIP

``report`` is a ``cchc.Report`` or what its ``to_dict()`` gives. Nothing is computed here that the report does not
hold, there is no clock and no author is made up: the same report gives the same bytes, dated by its ``as_of``.
A text of the report stays text, whatever it begins with; control characters are left out. A file is written only
when all of it is ready.

Needs python-docx and XlsxWriter: ``pip install "cchc[office]"``. They are loaded at the first call.
"""

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from cchc.office._shape import read
from cchc.office._words import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc import Report

__all__ = ["Page", "write_docx", "write_xlsx"]

_LIBRARIES: Final = ("docx", "lxml", "xlsxwriter")

Target: TypeAlias = str | os.PathLike[str] | BinaryIO


@dataclass(frozen=True)
class Page:
    """Trang giấy A4: the font, its size in points, and the margins in millimetres.

    The values are customary for Vietnamese administrative documents; an agency with a rule of its own gives that.
    A table of more than ``landscape_over`` columns, or of words too long for its columns, stands on a page of its own,
    laid across.
    """

    font: str = "Times New Roman"
    size: float = 13
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20
    landscape_over: int = 10

    def __post_init__(self) -> None:
        """Refuses what leaves no room to write."""
        if not 6 <= self.size <= 30:
            raise ValueError(f"size is {self.size} points; expected 6 to 30")
        if min(self.top, self.bottom, self.left, self.right) < 0 or self.left + self.right > 110 or self.top + self.bottom > 110:
            raise ValueError("the margins leave less than 10 cm of the page; two opposite ones may be 110 mm together")


def write_docx(
    report: "Report | Mapping[str, Any]",
    target: Target,
    lang: Lang = "vi",
    *,
    page: Page = Page(),
    appendix: bool = True,
    charts: bool = True,
) -> None:
    """Văn bản Word: writes a report as a .docx file to a path or a binary file object.

    Headings, captions and lists are Word's own, so navigation and lists of tables work; a table repeats its titles
    on every page. Charts are Word's own too: they can be edited, need no picture of text, and carry the report's
    alternative text; with ``charts=False`` their numbers stand as tables instead, for readers that draw none.
    ``appendix`` adds the sources and every figure with what it was computed from.

    Errors: ``ImportError`` without the libraries; ``ValueError`` for another language, or a kind of block, cell
    or chart this version does not know.
    """
    written = _writer("_docx").write(read(report, lang), lang, page, appendix=appendix, charts=charts)
    _deliver(written, target)


def write_xlsx(report: "Report | Mapping[str, Any]", target: Target, lang: Lang = "vi") -> None:
    """Bảng tính Excel: writes a report as an .xlsx file to a path or a binary file object.

    The first sheet has the sentences; every section with tables or charts has a sheet, where totals, sums and
    rates are formulas with their values beside them in the file, so that they show without recalculation. A formula is
    written only where it gives the value of the report; elsewhere the value stands alone. The last sheets have all
    figures with their exact text, and the sources.

    Errors: as ``write_docx``.
    """
    _deliver(_writer("_xlsx").write(read(report, lang), lang), target)


def _writer(name: str) -> Any:
    try:
        return import_module(f"cchc.office.{name}")
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise ImportError(f'{missing.name} is missing; install it with: pip install "cchc[office]"') from missing


def _deliver(written: bytes, target: Target) -> None:
    if isinstance(target, (str, os.PathLike)):
        Path(target).write_bytes(written)
    else:
        target.write(written)
