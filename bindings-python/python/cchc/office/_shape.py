"""Hình dạng của báo cáo: the one place that knows the keys of ``Report.to_dict()``.

It is read once, in one language, into what can be written as it stands: texts without control characters, cells
with what they print and what they are worth. What is not known here is refused; nothing is left out silently.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias
from unicodedata import category

from cchc.office import _words as words
from cchc.office._words import Lang

CHART_KINDS: Final = ("stacked_columns", "grouped_bars", "ranks")

_MOST_DIGITS: Final = 40
_BLOCKS: Final = ("sentence", "item", "table", "chart")
_CELLS: Final = ("words", "count", "points", "ratio", "number", "date", "empty")


@dataclass(frozen=True)
class Sentence:
    """Câu, or an item of a list."""

    text: str
    item: bool


@dataclass(frozen=True)
class Cell:
    """Ô: what it prints; what it is worth, if it is a number or a day; and the decimals of the number."""

    kind: Literal["words", "count", "points", "ratio", "number", "date", "empty"]
    text: str
    value: Fraction | date | None = None
    places: int = 0

    @property
    def number(self) -> Fraction | None:
        """The number of the cell, where it has one."""
        return self.value if isinstance(self.value, Fraction) else None


@dataclass(frozen=True)
class Formula:
    """Công thức của cột: the columns it is made of, by their places."""

    kind: Literal["sum", "ratio"]
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """Cột."""

    title: str
    right: bool
    formula: Formula | None


@dataclass(frozen=True)
class Row:
    """Dòng: a total is set off; a row of a level above 0 is a part of one before it."""

    cells: tuple[Cell, ...]
    total: bool
    level: int


@dataclass(frozen=True)
class Table:
    """Bảng."""

    id: str
    title: str
    unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """Dãy số liệu của biểu đồ; a value that is not there is a gap."""

    name: str
    tone: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """Biểu đồ, with the text for who cannot see it."""

    id: str
    kind: str
    title: str
    unit: str | None
    source: str | None
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str

    def as_table(self, lang: Lang) -> Table:
        """The numbers of the chart as a table."""
        places = self.places
        titles = (words.word("category", lang), *(each.name for each in self.series))
        columns = tuple(Column(title, place > 0, None) for place, title in enumerate(titles))
        rows = []
        for at, name in enumerate(self.categories):
            cells = (_number(each.values[at], places, lang) for each in self.series)
            rows.append(Row((Cell("words", name), *cells), total=False, level=0))
        return Table(self.id, self.title, self.unit, columns, tuple(rows), ())

    @property
    def places(self) -> int:
        """The decimals of the value that has the most."""
        return max((_places(value) for each in self.series for value in each.values if value is not None), default=0)


Block: TypeAlias = Sentence | Table | Chart


@dataclass(frozen=True)
class Section:
    """Phần."""

    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Figure:
    """Con số: its exact text, what it is worth if it is a number, and what it was computed from."""

    id: str
    value: str
    number: Decimal | None
    unit: str
    of: str | None
    counted: int | None
    records: str | None
    ids: tuple[str, ...]
    rule: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Nguồn."""

    document: str
    article: str | None
    says: str | None


@dataclass(frozen=True)
class Report:
    """Báo cáo in one language."""

    title: str
    as_of: date
    period: str | None
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]


def clean(text: str) -> str:
    """Without what XML cannot hold or a terminal would obey; a break of a line becomes a space."""
    if text.isprintable():
        return text
    spaced = (" " if character in "\t\n\r\x85\u2028\u2029" else character for character in text)
    return "".join(c for c in spaced if category(c) not in ("Cc", "Cs") and ord(c) & 0xFFFE != 0xFFFE)


def read(report: Any, lang: Lang) -> Report:
    """A report, or its dict, in one language.

    Errors: ``ValueError`` for another language, for a key that is missing or a kind of block, cell or chart that is
    not known, saying where; ``TypeError`` for what is not a report.
    """
    if lang not in ("vi", "en"):
        raise ValueError(f"language {lang!r} is not known; use vi or en")
    document = report.to_dict() if hasattr(report, "to_dict") else report
    if not isinstance(document, Mapping):
        raise TypeError(f"a report is a cchc.Report or its dict, not {type(report).__name__}")
    return _Reader(lang).report(document)


class _Reader:
    """Reads in one language. Every method takes what it reads and where that stands."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def report(self, of: Mapping[str, Any]) -> Report:
        period = of.get("period")
        return Report(
            title=self.text(_get(of, "title", "report"), "title"),
            as_of=_day(_get(of, "as_of", "report"), "as_of"),
            period=None if period is None else self.text(_get(period, "label", "period"), "period.label"),
            sections=tuple(self.section(each, at) for each, at in _each(of, "sections", "")),
            figures=tuple(self.figure(each, at) for each, at in _each(of, "figures", "")),
            sources=tuple(self.source(each, at) for each, at in _each(of, "sources", "")),
        )

    def section(self, of: Any, at: str) -> Section:
        title = self.text(_get(of, "title", at), f"{at}.title")
        number = of.get("number")
        level = of.get("level", 1)
        if not isinstance(level, int) or level < 1:
            raise ValueError(f"{at}.level is {level!r}; expected a whole number from 1")
        blocks = tuple(self.block(each, where) for each, where in _each(of, "blocks", at))
        return Section(f"{clean(str(number))}. {title}" if number else title, level, blocks)

    def block(self, of: Any, at: str) -> Block:
        kind, content = _kind(of, _BLOCKS, "block", at)
        if kind == "table":
            return self.table(content, f"{at}.table")
        if kind == "chart":
            return self.chart(content, f"{at}.chart")
        return Sentence(self.text(content, f"{at}.{kind}"), item=kind == "item")

    def table(self, of: Any, at: str) -> Table:
        listed = list(_each(of, "columns", at))
        if not listed:
            raise ValueError(f"{at}.columns is empty; a table needs at least one column")
        places = {str(_get(each, "name", where)): place for place, (each, where) in enumerate(listed)}
        columns = tuple(self.column(each, places, where) for each, where in listed)
        rows = tuple(self.row(each, len(columns), where) for each, where in _each(of, "rows", at))
        return Table(
            id=clean(str(_get(of, "id", at))),
            title=self.text(_get(of, "title", at), f"{at}.title"),
            unit=self.maybe(of.get("unit"), f"{at}.unit"),
            columns=columns,
            rows=rows,
            notes=tuple(self.text(each, where) for each, where in _each(of, "notes", at)),
        )

    def column(self, of: Any, places: Mapping[str, int], at: str) -> Column:
        align = of.get("align", "left")
        if align not in ("left", "right"):
            raise ValueError(f"{at}.align is {align!r}; expected left or right")
        title = self.text(_get(of, "title", at), f"{at}.title")
        formula = of.get("formula")
        if formula is None:
            return Column(title, align == "right", None)
        kind, names = _kind(formula, ("sum", "ratio"), "formula", f"{at}.formula")
        unknown = [name for name in names if name not in places]
        if unknown or not names or (kind == "ratio" and len(names) != 2):
            raise ValueError(f"{at}.formula is {kind} of {list(names)}; expected names among {list(places)}")
        made_of = tuple(places[name] for name in names)
        return Column(title, align == "right", Formula("sum" if kind == "sum" else "ratio", made_of))

    def row(self, of: Any, columns: int, at: str) -> Row:
        cells = tuple(self.cell(each, where) for each, where in _each(of, "cells", at))
        if len(cells) != columns:
            raise ValueError(f"{at} has {len(cells)} cells where the table has {columns} columns")
        return Row(cells, bool(of.get("total", False)), max(int(of.get("level", 0)), 0))

    def cell(self, of: Any, at: str) -> Cell:
        if of == "empty":
            return Cell("empty", words.NOTHING)
        kind, content = _kind(of, _CELLS, "cell", at)
        if kind == "words":
            return Cell("words", self.text(content, f"{at}.words"))
        if kind == "date":
            when = _day(content, f"{at}.date")
            return Cell("date", words.day(when, self.lang), when)
        if kind == "count":
            number = _exact(content, f"{at}.count")
            return Cell("count", words.decimal(Fraction(number), 0, self.lang), Fraction(number))
        if kind == "points":
            number = _exact(content, f"{at}.points")
            return Cell("points", words.decimal(Fraction(number), 2, self.lang), Fraction(number), 2)
        if kind == "number":
            number, places = _exact(_get(content, "value", at), at), int(_get(content, "places", at))
            return Cell("number", words.decimal(Fraction(number), places, self.lang), Fraction(number), places)
        if kind == "ratio":
            above, below = (Fraction(_exact(_get(content, key, at), f"{at}.{key}")) for key in ("numerator", "denominator"))
            if below == 0:
                return Cell("ratio", words.NOTHING)
            return Cell("ratio", words.percent(above / below, self.lang), above / below, words.percent_places(above / below))
        return Cell("empty", words.NOTHING)

    def chart(self, of: Any, at: str) -> Chart:
        kind = _get(of, "kind", at)
        if kind not in CHART_KINDS:
            raise ValueError(f"{at}.kind is {kind!r}; expected {_or(CHART_KINDS)}")
        categories = tuple(self.text(each, where) for each, where in _each(of, "categories", at))
        return Chart(
            id=clean(str(_get(of, "id", at))),
            kind=kind,
            title=self.text(_get(of, "title", at), f"{at}.title"),
            unit=self.maybe(of.get("unit"), f"{at}.unit"),
            source=self.said(of.get("source"), f"{at}.source"),
            categories=categories,
            series=tuple(self.series(each, len(categories), where) for each, where in _each(of, "series", at)),
            alternative=self.text(_get(of, "alternative", at), f"{at}.alternative"),
        )

    def series(self, of: Any, categories: int, at: str) -> Series:
        values = tuple(None if each is None else _exact(each, where) for each, where in _each(of, "values", at))
        if len(values) != categories:
            raise ValueError(f"{at}.values has {len(values)} values where the chart has {categories} categories")
        return Series(self.text(_get(of, "name", at), f"{at}.name"), str(of.get("tone", "")), values)

    def figure(self, of: Any, at: str) -> Figure:
        value, unit = clean(str(_get(of, "value", at))), str(_get(of, "unit", at))
        lineage: Mapping[str, Any] = of.get("lineage") or {}
        counted, records = lineage.get("counted"), lineage.get("records")
        return Figure(
            id=clean(str(_get(of, "id", at))),
            value=value,
            number=None if unit == "word" or not value else _exact(value, f"{at}.value"),
            unit=words.named("unit", clean(unit), self.lang),
            of=self.maybe(of.get("of"), f"{at}.of"),
            counted=None if counted is None else int(counted),
            records=None if records is None else words.named("records", clean(str(records)), self.lang),
            ids=tuple(clean(str(each)) for each in lineage.get("ids") or ()),
            rule=self.said(lineage.get("rule"), f"{at}.lineage.rule"),
            sources=tuple(_label(self.source(each, where)) for each, where in _each(lineage, "sources", f"{at}.lineage")),
        )

    def source(self, of: Any, at: str) -> Source:
        document, article = _get(of, "document", at), of.get("article")
        says = self.maybe(of.get("says"), f"{at}.says")
        return Source(clean(str(document)), None if article is None else clean(str(article)), says)

    def text(self, of: Any, at: str) -> str:
        return clean(str(_get(of, self.lang, at)))

    def maybe(self, of: Any, at: str) -> str | None:
        return None if of is None else self.text(of, at)

    def said(self, of: Any, at: str) -> str | None:
        """A text in two languages, or the document it stands in."""
        if isinstance(of, Mapping) and "document" in of:
            return _label(self.source(of, at))
        return self.maybe(of, at)


def _label(source: Source) -> str:
    label = source.document if source.article is None else f"{source.document}, {source.article}"
    return label if source.says is None else f"{label} ({source.says})"


def _number(value: Decimal | None, places: int, lang: Lang) -> Cell:
    if value is None:
        return Cell("empty", words.NOTHING)
    number = Fraction(value)
    return Cell("number" if places else "count", words.decimal(number, places, lang), number, places)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _get(of: Any, key: str, at: str) -> Any:
    if not isinstance(of, Mapping):
        raise ValueError(f"{at} is {of!r}; expected an object with {key}")
    if key not in of:
        raise ValueError(f"{at} has no {key}")
    return of[key]


def _each(of: Any, key: str, at: str) -> Iterable[tuple[Any, str]]:
    """The members of a list with where they stand; a list that is not there is empty."""
    if not isinstance(of, Mapping):
        raise ValueError(f"{at} is {of!r}; expected an object with {key}")
    listed = of.get(key)
    if listed is None:
        return []
    where = f"{at}.{key}" if at else key
    if isinstance(listed, (str, Mapping)):
        raise ValueError(f"{where} is {listed!r}; expected a list")
    return [(each, f"{where}[{place}]") for place, each in enumerate(listed)]


def _kind(of: Any, known: tuple[str, ...], what: str, at: str) -> tuple[str, Any]:
    """The one key of an object that says what it is."""
    if not isinstance(of, Mapping) or len(of) != 1:
        raise ValueError(f"{at} is {of!r}; expected an object with one of {_or(known)}")
    ((kind, content),) = of.items()
    if kind not in known:
        raise ValueError(f"{at} is a {what} of the unknown kind {kind!r}; expected {_or(known)}")
    return kind, content


def _or(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _exact(of: Any, at: str) -> Decimal:
    if isinstance(of, (str, int, Decimal)) and not isinstance(of, bool):
        try:
            number = Decimal(of)
        except InvalidOperation:
            number = Decimal("NaN")
        # A power of ten that no report counts to would be written out digit by digit.
        if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS:
            return number
    raise ValueError(f"{at} is {of!r}; expected an exact number, as text or a whole number")


def _day(of: Any, at: str) -> date:
    if isinstance(of, date):
        return of
    try:
        return date.fromisoformat(of)
    except (TypeError, ValueError):
        raise ValueError(f"{at} is {of!r}; expected a day such as 2018-09-30") from None
