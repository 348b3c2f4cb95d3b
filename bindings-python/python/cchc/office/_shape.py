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

CHART_KINDS: Final = ("stacked_bars", "grouped_bars", "ranks", "rank_line")
TONES: Final = ("early", "on_time", "late", "running", "overdue", "now", "before", "neutral")

_MOST_DIGITS: Final = 40
_BLOCKS: Final = ("sentence", "item", "table", "chart")
_CELLS: Final = ("words", "count", "points", "ratio", "number", "date")


@dataclass(frozen=True)
class Sentence:
    """Câu, or an item of a list."""

    text: str
    item: bool


@dataclass(frozen=True)
class Cell:
    """Ô: what it prints; what it is worth, if it is a number or a day; the decimals of the number, and if it is a change."""

    kind: Literal["words", "count", "points", "ratio", "number", "date", "empty"]
    text: str
    value: Fraction | date | None = None
    places: int = 0
    signed: bool = False

    @property
    def number(self) -> Fraction | None:
        """The number of the cell, where it has one."""
        return self.value if isinstance(self.value, Fraction) else None


@dataclass(frozen=True)
class Formula:
    """Công thức của cột: the sum of columns, by their places, divided by the sum of others if there are any."""

    of: tuple[int, ...]
    over: tuple[int, ...] = ()


@dataclass(frozen=True)
class Column:
    """Cột: ``of`` says what its rates are shares of."""

    title: str
    right: bool
    of: str | None = None
    formula: Formula | None = None


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

    @property
    def has_parts(self) -> bool:
        """Whether rows stand under others."""
        return any(row.level for row in self.rows)

    def strong(self, row: Row) -> bool:
        """Whether a row is set off: a total, or a whole above its parts."""
        return row.total or (self.has_parts and row.level == 0)

    def denominators(self, lang: Lang) -> str | None:
        """What the rates of the table are shares of, as one line."""
        told = [words.word("share_of", lang, each.title, each.of) for each in self.columns if each.of]
        return "; ".join(told) or None


@dataclass(frozen=True)
class Series:
    """Dãy số liệu của biểu đồ: a value that is not there is a gap; ``of`` has the maxima, or nothing."""

    name: str
    tone: str
    values: tuple[Decimal | None, ...]
    of: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """Biểu đồ, with the text for who cannot see it."""

    id: str
    kind: str
    title: str
    unit: str
    source: str | None
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str

    def as_table(self, lang: Lang) -> Table:
        """The numbers of the chart as a table: the series in their order, then the maxima they have."""
        titles = [words.word("category", lang), *(each.name for each in self.series)]
        lists = [each.values for each in self.series]
        maxima: dict[tuple[Decimal | None, ...], str] = {}
        for series in self.series:
            if series.of:
                maxima.setdefault(series.of, series.name)
        kind = words.word("ranked" if self.ranked else "maximum", lang)
        for of, name in maxima.items():
            titles.append(kind if len(maxima) == 1 else f"{name}: {kind}")
            lists.append(of)
        columns = tuple(Column(title, place > 0) for place, title in enumerate(titles))
        places = [_most_places(each) for each in lists]
        rows = []
        for at, name in enumerate(self.categories):
            cells = (_number(each[at], most, lang) for each, most in zip(lists, places, strict=True))
            rows.append(Row((Cell("words", name), *cells), total=False, level=0))
        return Table(self.id, self.title, self.unit, columns, tuple(rows))

    @property
    def ranked(self) -> bool:
        """Whether its values are ranks."""
        return self.kind in ("ranks", "rank_line")

    @property
    def places(self) -> int:
        """The decimals of the value that has the most."""
        return max((_most_places(each.values) for each in self.series), default=0)


Block: TypeAlias = Sentence | Table | Chart


@dataclass(frozen=True)
class Section:
    """Phần."""

    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Figure:
    """Con số: what it is, its exact text, what it is worth if it is a number or a day, and what it was computed from."""

    id: str
    label: str
    value: str
    worth: Decimal | date | None
    unit: str
    of: str | None
    counted: int | None
    records: str
    ids: tuple[str, ...]
    rule: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Nguồn."""

    document: str
    article: str | None
    says: str | None

    @property
    def label(self) -> str:
        """The source as one line."""
        label = self.document if self.article is None else f"{self.document}, {self.article}"
        return label if self.says is None else f"{label} ({self.says})"


@dataclass(frozen=True)
class Report:
    """Báo cáo in one language."""

    id: str
    title: str
    agency: str | None
    opening: str
    as_of: date
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
        return Report(
            id=clean(str(_get(of, "id", "report"))),
            title=self.text(_get(of, "title", "report"), "title"),
            agency=self.maybe(of, "agency", ""),
            opening=self.text(_get(of, "opening", "report"), "opening"),
            as_of=_day(_get(of, "as_of", "report"), "as_of"),
            sections=tuple(self.section(each, at) for each, at in _each(of, "sections", "")),
            figures=tuple(self.figure(each, at) for each, at in _each(of, "figures", "")),
            sources=tuple(self.source(each, at) for each, at in _each(of, "sources", "")),
        )

    def section(self, of: Any, at: str) -> Section:
        title = self.text(_get(of, "title", at), f"{at}.title")
        number, level = clean(str(_get(of, "number", at))), _get(of, "level", at)
        if not isinstance(level, int) or level < 1:
            raise ValueError(f"{at}.level is {level!r}; expected a whole number from 1")
        blocks = tuple(self.block(each, where) for each, where in _each(of, "blocks", at))
        return Section(f"{number}{')' if level > 2 else '.'} {title}" if number else title, level, blocks)

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
        # Several columns may have no name; no formula is made of those.
        places = {name: place for place, (each, where) in enumerate(listed) if (name := str(_get(each, "name", where)))}
        columns = tuple(self.column(each, places, where) for each, where in listed)
        rows = tuple(self.row(each, len(columns), where) for each, where in _each(of, "rows", at))
        return Table(
            id=clean(str(_get(of, "id", at))),
            title=self.text(_get(of, "title", at), f"{at}.title"),
            unit=self.maybe(of, "unit", at),
            columns=columns,
            rows=rows,
        )

    def column(self, of: Any, places: Mapping[str, int], at: str) -> Column:
        align = _get(of, "align", at)
        if align not in ("left", "right"):
            raise ValueError(f"{at}.align is {align!r}; expected left or right")
        title = self.text(_get(of, "title", at), f"{at}.title")
        formula = self.formula(of["formula"], places, f"{at}.formula") if of.get("formula") else None
        return Column(title, align == "right", self.maybe(of, "of", at), formula)

    def formula(self, of: Any, places: Mapping[str, int], at: str) -> Formula:
        kind, content = _kind(of, ("sum", "ratio"), "formula", at)
        parts = [content] if kind == "sum" else [_get(content, key, f"{at}.ratio") for key in ("of", "over")]
        for names in parts:
            if isinstance(names, (str, Mapping)) or not names or any(name not in places for name in names):
                raise ValueError(f"{at} is {kind} of {names!r}; expected names among {list(places)}")
        return Formula(*(tuple(places[name] for name in names) for names in parts))

    def row(self, of: Any, columns: int, at: str) -> Row:
        cells = tuple(self.cell(each, where) for each, where in _each(of, "cells", at))
        if len(cells) != columns:
            raise ValueError(f"{at} has {len(cells)} cells where the table has {columns} columns")
        return Row(cells, bool(_get(of, "total", at)), int(_get(of, "level", at)))

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
            return self.number(content, f"{at}.number")
        above, below = (Fraction(_exact(_get(content, key, at), f"{at}.{key}")) for key in ("numerator", "denominator"))
        if below == 0:
            return Cell("ratio", words.NOTHING)
        return Cell("ratio", words.percent(above / below, self.lang), above / below, words.percent_places(above / below))

    def number(self, of: Any, at: str) -> Cell:
        """As many decimals as its text has, and a plus where it is a change that has one."""
        value, signed = _exact(_get(of, "value", at), f"{at}.value"), bool(_get(of, "signed", at))
        number, places = Fraction(value), max(-int(value.as_tuple().exponent), 0)
        plus = "+" if signed and number > 0 else ""
        return Cell("number", plus + words.decimal(number, places, self.lang), number, places, signed)

    def chart(self, of: Any, at: str) -> Chart:
        kind = _get(of, "kind", at)
        if kind not in CHART_KINDS:
            raise ValueError(f"{at}.kind is {kind!r}; expected {_or(CHART_KINDS)}")
        categories = tuple(self.text(each, where) for each, where in _each(of, "categories", at))
        return Chart(
            id=clean(str(_get(of, "id", at))),
            kind=kind,
            title=self.text(_get(of, "title", at), f"{at}.title"),
            unit=self.text(_get(of, "unit", at), f"{at}.unit"),
            source=self.maybe(of, "source", at),
            categories=categories,
            series=tuple(self.series(each, len(categories), where) for each, where in _each(of, "series", at)),
            alternative=self.text(_get(of, "alternative", at), f"{at}.alternative"),
        )

    def series(self, of: Any, categories: int, at: str) -> Series:
        values, maxima = (
            tuple(None if each is None else _exact(each, where) for each, where in _each(of, key, at)) for key in ("values", "of")
        )
        for key, found in (("values", values), ("of", maxima)):
            if len(found) != categories and (found or key == "values"):
                raise ValueError(f"{at}.{key} has {len(found)} values where the chart has {categories} categories")
        tone = _get(of, "tone", at)
        if tone not in TONES:
            raise ValueError(f"{at}.tone is {tone!r}; expected {_or(TONES)}")
        return Series(self.text(_get(of, "name", at), f"{at}.name"), tone, values, maxima)

    def figure(self, of: Any, at: str) -> Figure:
        value, unit = clean(str(_get(of, "value", at))), clean(str(_get(of, "unit", at)))
        lineage = _get(of, "lineage", at)
        counted, rule = _get(lineage, "counted", f"{at}.lineage"), lineage.get("rule")
        worth: Decimal | date | None = None
        if value and unit != "word":
            worth = _day(value, f"{at}.value") if unit == "date" else _exact(value, f"{at}.value")
        return Figure(
            id=clean(str(_get(of, "id", at))),
            label=self.text(_get(of, "label", at), f"{at}.label"),
            value=value,
            worth=worth,
            unit=words.named("unit", unit, self.lang),
            of=self.maybe(of, "of", at),
            counted=None if counted is None else int(counted),
            records=words.named("records", clean(str(_get(lineage, "records", f"{at}.lineage"))), self.lang),
            ids=tuple(clean(str(each)) for each, _ in _each(lineage, "ids", f"{at}.lineage")),
            rule=None if rule is None else self.source(rule, f"{at}.lineage.rule").label,
            sources=tuple(self.source(each, where).label for each, where in _each(lineage, "sources", f"{at}.lineage")),
        )

    def source(self, of: Any, at: str) -> Source:
        document, article = _get(of, "document", at), of.get("article")
        says = self.maybe(of, "says", at)
        return Source(clean(str(document)), None if article is None else clean(str(article)), says)

    def text(self, of: Any, at: str) -> str:
        return clean(str(_get(of, self.lang, at)))

    def maybe(self, of: Mapping[str, Any], key: str, at: str) -> str | None:
        """A text that may not be there."""
        found = of.get(key)
        return None if found is None else self.text(found, f"{at}.{key}" if at else key)


def _number(value: Decimal | None, places: int, lang: Lang) -> Cell:
    if value is None:
        return Cell("empty", words.NOTHING)
    number = Fraction(value)
    return Cell("number" if places else "count", words.decimal(number, places, lang), number, places)


def _most_places(numbers: Iterable[Decimal | None]) -> int:
    exponents = (number.normalize().as_tuple().exponent for number in numbers if number is not None)
    return max((-each for each in exponents if isinstance(each, int) and each < 0), default=0)


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
