from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, Protocol, TypeAlias, TypedDict, final

__all__ = [
    "ERROR_CODES",
    "LIMIT_UNITS",
    "REASONS",
    "SCORE_REASONS",
    "ArrowColumn",
    "Report",
    "RuleSet",
    "WorkCalendar",
    "__version__",
    "apology",
    "apology_compliance",
    "apology_duty",
    "check_classes",
    "classify",
    "classify_units",
    "data_edition",
    "deadline",
    "deadline_case",
    "deadline_columns",
    "dossier_table",
    "inspection_summary",
    "lunar_day",
    "mean",
    "movement",
    "movements",
    "next_place",
    "notices",
    "on_time_stats",
    "plan_progress",
    "procedures_total",
    "rank",
    "rank_column",
    "rank_draws",
    "recompute",
    "robustness",
    "solar_day",
    "stage_report",
    "standing_before",
    "stats_summary",
    "survey_bootstrap",
    "survey_margin",
    "survey_questionnaire",
    "survey_results",
    "survey_sample_size",
    "survey_tally",
    "survey_wilson",
    "tally_draws",
]

# Dates and exact numbers inside answers are text: "2026-08-20", "84.84".
_Date: TypeAlias = date | str
_Instant: TypeAlias = datetime | str
_Moment: TypeAlias = date | datetime | str
_Sector: TypeAlias = Literal["public", "enterprise"]
_Lang: TypeAlias = Literal["vi", "en"]
_Document: TypeAlias = dict[str, Any]
_Documents: TypeAlias = list[_Document] | tuple[_Document, ...]
_Exact: TypeAlias = str | Decimal | int
_Ties: TypeAlias = Literal["competition", "dense", "undecided"]
_DayKind: TypeAlias = Literal[
    "working", "weekend", "holiday", "compensatory", "swapped_off", "make_up", "local_off", "local_work"
]
_Classification: TypeAlias = dict[Literal["outcome", "set_aside"], str]
_Status: TypeAlias = Literal["official", "reconstructed", "template"]
_Outcome: TypeAlias = Literal["early", "on_time", "late", "in_progress", "overdue"]
_ClockUnit: TypeAlias = Literal["working_days", "calendar_days", "working_minutes", "minutes"]

# Columns are of numpy, polars, pyarrow or pandas, of which none need be there, so a checker sees only
# how each of them shows itself. The answers are in the kind of the first column.
class _Array(Protocol):
    def __array__(self, *args: Any, **kwargs: Any) -> Any: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

_Column: TypeAlias = _Array | _ArrowArray | _ArrowStream
_Answers: TypeAlias = tuple[Any, Any]

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
    instead_of: _DayKind | None
    hours: list[list[str]] | None
    hours_source: _Document | None
    status: Literal["announced", "derived", "estimated"]
    source: _Document
    known_at: str | None
    text: _Text

class _CountedDay(TypedDict):
    number: int
    date: str
    kind: _DayKind
    minutes: int | None
    intervals: list[list[str]] | None

class _ClockStart(TypedDict):
    at: str
    moved: bool
    transfer_by: str | None
    source: _Document | None

class _Appointment(TypedDict):
    kind: Literal["first", "re_appointed", "after_supplement", "after_payment"]
    set_at: str
    due: str | None
    met_at: str | None
    outcome: _Outcome | None

_PauseSpan = TypedDict(
    "_PauseSpan",
    {"event": str, "from": str, "to": str | None, "ground": str | None, "length": int | None},
)

class _Effect(TypedDict):
    event: str
    at: str
    due_before: str | None
    due_after: str | None
    source: _Document | None
    text: _Text

class _ClockProgress(TypedDict):
    at: str
    unit: _ClockUnit
    elapsed: int
    remaining: int

class _Remark(TypedDict):
    code: str
    text: _Text

class _Deadline(TypedDict):
    received: str
    start: _ClockStart
    limit: _Document
    unit: _ClockUnit
    state: Literal["running", "suspended", "waiting_supplement", "waiting_payment", "finished", "withdrawn"]
    due: str | None
    due_at: str | None
    appointments: list[_Appointment]
    counted: list[_CountedDay]
    skipped: list[_DayReason]
    pauses: list[_PauseSpan]
    effects: list[_Effect]
    closes: str | None
    progress: _ClockProgress | None
    outcome: _Outcome | None
    remarks: list[_Remark]
    rules: list[_Document]
    text: _Text

class _StageSum(TypedDict):
    total: _Document | None
    agrees: bool | None

class _StageProgress(TypedDict):
    id: str
    agency: str | None
    limit: _Document
    begins: str | None
    due: str | None
    finished: str | None
    state: _Outcome | Literal["not_started", "started", "finished"]

class _StageReport(TypedDict):
    stages: list[_StageProgress]
    sum: _StageSum
    due: str | None
    ends: str
    late: list[str]
    remarks: list[_Remark]

class _Apology(TypedDict):
    regime: str
    state: Literal["not_applicable", "in_time", "late", "undecided", "given", "missing"]
    by_working_days: str | None
    by_calendar_days: str | None
    owed_from: str | None
    source: _Document

class _ApologyCompliance(TypedDict):
    not_applicable: int
    in_time: int
    late: int
    undecided: int
    given: int
    missing: int
    owed: int
    in_time_percent: str | None
    apologised_percent: str | None

class _Notice(TypedDict):
    id: str
    what: _Text
    limit: _Document
    due: str
    due_at: str | None
    source: _Document

class _LunarDate(TypedDict):
    year: int
    month: int
    leap: bool
    day: int

class _LunarDay(TypedDict):
    solar: str
    weekday: _Text
    lunar: _LunarDate
    month_days: int
    certainty: Literal["certain", "uncertain", "differs_from_utc8"]
    source: _Document
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
    received: int
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

class _Change(TypedDict):
    dossier: str
    due_before: str | None
    due_after: str | None
    class_before: _Classification
    class_after: _Classification
    printed: str | None

class _Recomputed(TypedDict):
    changed: list[_Change]
    unchanged: int
    issues: list[_Issue]

class _MechanismStats(TypedDict):
    mechanism: Literal["one_stop", "interlinked"] | None
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
    has_status: bool
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
    rule: _Document | None

_ClassBand = TypedDict(
    "_ClassBand",
    {
        "id": str,
        "title": _Text,
        "from": str | None,
        "from_inclusive": bool,
        "to": str | None,
        "to_inclusive": bool,
        "source": _Document,
    },
)

class _RuleApplied(TypedDict):
    shape: _Document
    branch: str
    unrounded: str
    rounding: _Document
    text: _Text

class _ScoreNode(TypedDict):
    code: str
    title: _Text
    basis: Literal["rule", "sum", "published", "no_evidence"]
    points: str | None
    max_points: str
    percent: str | None
    complete: bool
    rule: _RuleApplied | None
    measure: _Document | None
    source: _Document
    children: list[_ScoreNode]

_ScoreSheet = TypedDict(
    "_ScoreSheet",
    {
        "rule_set": str,
        "edition": str,
        "status": _Status,
        "unit": _Document | None,
        "points": str,
        "max_points": str,
        "complete": bool,
        "missing": list[str],
        "class": _ClassBand | None,
        "criteria": list[_ScoreNode],
    },
)

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

class _RankedEntry(TypedDict):
    id: str
    name: str
    points: str
    rank: int
    sharing: int

class _Ranking(TypedDict):
    ties: _Ties
    entries: list[_RankedEntry]

class _NextPlace(TypedDict):
    rank: int
    rank_then: int
    points_needed: str
    level_with: list[str]

class _Movement(TypedDict):
    points: str | None
    places: int | None

class _Standing(TypedDict):
    points: str | None
    rank: int | None
    of: int | None

class _Progress(TypedDict):
    total: int
    done: int
    done_late: int
    in_progress: int
    overdue: int
    done_percent: str | None

class _Count(TypedDict):
    id: str
    title: _Text
    count: int

class _FollowUpState(TypedDict):
    finding: str
    state: Literal["remedied", "remedied_late", "open", "overdue", "open_without_deadline"]

class _InspectionSummary(TypedDict):
    planned: int
    inspected: int
    inspected_percent: str | None
    by_kind: list[_Count]
    by_subject: list[_Count]
    by_unit: list[_Count]
    follow_up: list[_FollowUpState]

class _Figure(TypedDict):
    id: str
    value: str
    unit: Literal["count", "percent", "points", "rank", "places", "word"]
    of: _Text | None

class _Section(TypedDict):
    id: str
    title: _Text
    blocks: list[_Document]

class _Report(TypedDict):
    id: str
    title: _Text
    as_of: str
    sections: list[_Section]
    figures: list[_Figure]
    sources: list[_Document]

__version__: Final[str]
data_edition: Final[str]
ERROR_CODES: Final[tuple[str, ...]]
LIMIT_UNITS: Final[tuple[str, ...]]
REASONS: Final[tuple[str, ...]]

@final
class ArrowColumn:
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...
    def __len__(self) -> int: ...

@final
class WorkCalendar:
    @staticmethod
    def vietnam() -> WorkCalendar: ...
    @staticmethod
    def from_json(text: str) -> WorkCalendar: ...
    def projected(self) -> WorkCalendar: ...
    def known_at(self, date: _Date) -> WorkCalendar: ...
    def for_sector(self, sector: _Sector) -> WorkCalendar: ...
    def overlaid(
        self,
        overlays: _Documents,
        agency: str | None = None,
        use: Literal["counting", "reception"] = "counting",
    ) -> WorkCalendar: ...
    def with_hours(self, hours: _Document) -> WorkCalendar: ...
    @property
    def edition(self) -> str: ...
    @property
    def sector(self) -> _Sector: ...
    @property
    def hours(self) -> _Document | None: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    def is_working_day(self, date: _Date) -> bool: ...
    def add_working_days(self, start: _Date, days: int) -> date: ...
    def subtract_working_days(self, end: _Date, days: int) -> date: ...
    def count_working_days(self, after: _Date, through: _Date) -> int: ...
    def add_working_minutes(self, start: _Instant, minutes: int) -> datetime: ...
    def count_working_minutes(self, from_: _Instant, to: _Instant) -> int: ...
    def intervals(self, date: _Date) -> list[list[str]]: ...
    def explain(self, date: _Date) -> _DayReason: ...
    def to_ics(self, from_: _Date, to: _Date, lang: _Lang = "vi") -> str: ...
    def add_working_days_column(self, start: _Column, days: int | _Column) -> _Answers: ...
    def count_working_days_column(self, after: _Column, through: _Column) -> _Answers: ...
    def is_working_day_column(self, dates: _Column) -> _Answers: ...
    def add_working_minutes_column(self, start: _Column, minutes: int | _Column) -> _Answers: ...
    def count_working_minutes_column(self, from_: _Column, to: _Column) -> _Answers: ...

@final
class RuleSet:
    @staticmethod
    def shipped(id: str) -> RuleSet: ...
    @staticmethod
    def shipped_ids() -> list[str]: ...
    @staticmethod
    def from_json(text: str) -> RuleSet: ...
    @property
    def id(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def status(self) -> _Status: ...
    def to_json(self) -> str: ...
    def score(self, evidence: _Documents, unit: _Document | None = None) -> _ScoreSheet: ...
    def class_of(self, points: _Exact) -> _ClassBand: ...
    def losses(self, evidence: _Documents) -> list[_Loss]: ...
    def least_increase(self, criterion: str, measure: _Document, points: _Exact) -> _LeastIncrease: ...

@final
class Report:
    @staticmethod
    def write(records: _Document, calendar: WorkCalendar | None = None) -> Report: ...
    @staticmethod
    def of_dossiers(
        csv: bytes | bytearray | str, as_of: _Date, calendar: WorkCalendar | None = None
    ) -> Report: ...
    def to_text(self, lang: str = "vi") -> str: ...
    def to_dict(self) -> _Report: ...
    def figure(self, id: str) -> _Figure | None: ...

def deadline(received: _Moment, limit: _Document, calendar: WorkCalendar | None = None) -> _Deadline: ...
def deadline_case(case: _Document, calendar: WorkCalendar | None = None) -> _Deadline: ...
def deadline_columns(
    received: _Column,
    rules: _Documents,
    rule: int | _Column | None,
    amount: int | _Column | None,
    unit: int | _Column | None,
    pauses: _Column | None,
    from_: _Column | None,
    to: _Column | None,
    finished: _Column | None,
    as_of: _Instant | None,
    calendar: WorkCalendar | None,
) -> Any: ...
def stage_report(flow: _Document, calendar: WorkCalendar | None = None) -> _StageReport: ...
def apology(case: _Document, as_of: _Date, calendar: WorkCalendar | None = None) -> _Apology: ...
def apology_compliance(
    cases: _Documents, as_of: _Date, calendar: WorkCalendar | None = None
) -> _ApologyCompliance: ...
def notices(
    submitted: _Moment,
    channel: Literal["counter", "online", "post"],
    group: str | None = None,
    calendar: WorkCalendar | None = None,
) -> list[_Notice]: ...
def recompute(old: WorkCalendar, new: WorkCalendar, dossiers: _Documents, as_of: _Date) -> _Recomputed: ...
def lunar_day(date: _Date) -> _LunarDay: ...
def solar_day(lunar: _Document) -> date: ...
def classify(dossier: _Document, as_of: _Date, calendar: WorkCalendar | None = None) -> _Classification: ...
def on_time_stats(dossiers: _Documents, as_of: _Date, calendar: WorkCalendar | None = None) -> _Stats: ...
def stats_summary(counts: _Document) -> _Stats: ...
def dossier_table(
    csv: bytes | bytearray | str, as_of: _Date, calendar: WorkCalendar | None = None
) -> _DossierTable: ...
def apology_duty(owed: int, apologised: int, as_of: _Date) -> _ApologyDuty: ...
def rank(entries: _Documents, ties: _Ties = "competition") -> _Ranking: ...
def next_place(entries: _Documents, id: str, ties: _Ties = "competition") -> _NextPlace | None: ...
def movement(now: _Document, earlier: _Document) -> _Movement: ...
def standing_before(now: _Document, movement: _Document, of: int | None = None) -> _Standing: ...
def mean(values: Sequence[_Exact], places: int) -> Decimal: ...
def procedures_total(published: _Documents) -> int: ...
def plan_progress(tasks: _Documents, as_of: _Date) -> _Progress: ...
def inspection_summary(inspection: _Document, as_of: _Date) -> _InspectionSummary: ...
