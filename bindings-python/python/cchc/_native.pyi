from datetime import date
from decimal import Decimal
from numbers import Number
from typing import Any, Final, Literal, TypeAlias, TypedDict, final

# Dates and exact numbers inside answers are text: "2026-08-20", "84.84".
_Date: TypeAlias = date | str
_Document: TypeAlias = dict[str, Any]
_Documents: TypeAlias = list[_Document] | tuple[_Document, ...]
_Exact: TypeAlias = str | Decimal | int
_Whole: TypeAlias = int | Number
_Ties: TypeAlias = Literal["competition", "dense", "undecided"]
_DayKind: TypeAlias = Literal["working", "weekend", "holiday", "compensatory", "swapped_off", "make_up"]
_Status: TypeAlias = Literal["official", "reconstructed", "template"]

class _Text(TypedDict):
    vi: str
    en: str

class _DayReason(TypedDict):
    date: str
    weekday: _Text
    kind: _DayKind
    working: bool
    name: _Text | None
    pair: str | None
    status: Literal["announced", "derived", "estimated"]
    source: _Document
    text: _Text

class _CountedDay(TypedDict):
    number: int
    date: str
    kind: _DayKind

class _Deadline(TypedDict):
    received: str
    limit: _Document
    due: str
    counted: list[_CountedDay]
    skipped: list[_DayReason]
    rules: list[_Document]
    text: _Text

class _Rate(TypedDict):
    numerator: str
    denominator: str
    percent: str | None
    of: _Text

class _SetAside(TypedDict):
    not_accepted: int
    waiting: int
    withdrawn: int
    stopped: int
    received_later: int

class _Stats(TypedDict):
    early: int
    on_time: int
    late: int
    in_progress: int
    overdue: int
    set_aside: _SetAside
    resolved: int
    pending: int
    counted: int
    total: int
    on_time_of_resolved: _Rate
    early_of_resolved: _Rate
    late_of_resolved: _Rate
    on_time_of_received: _Rate
    overdue_of_pending: _Rate
    rule: _Document

class _Issue(TypedDict):
    line: int | None
    path: str
    code: str
    kind: str
    message: _Text
    details: _Document

class _MechanismStats(TypedDict):
    mechanism: Literal["one_stop", "interlinked"]
    stats: _Stats

class _ProcedureStats(TypedDict):
    procedure: str
    title: str | None
    stats: _Stats

class _AgencyStats(TypedDict):
    agency: str
    stats: _Stats
    procedures: list[_ProcedureStats]

class _DossierTable(TypedDict):
    as_of: str
    rows: int
    blank_rows: int
    left_out: int
    reconciled: bool
    total: _Stats
    mechanisms: list[_MechanismStats]
    agencies: list[_AgencyStats]
    column_issues: list[_Issue]
    issues: list[_Issue]

class _ApologyDuty(TypedDict):
    owed: int
    apologised: int
    applicable: bool
    percent: str | None
    rule: _Document

class _ClassBand(TypedDict):
    title: _Text
    from_: str
    from_inclusive: bool
    to: str
    to_inclusive: bool
    source: _Document

class _Loss(TypedDict):
    code: str
    title: _Text
    lost: str
    points: str
    max_points: str

class _LeastIncrease(TypedDict):
    criterion: str
    numerator: int
    numerator_needed: int
    increase: int
    denominator: int
    points: str
    points_then: str
