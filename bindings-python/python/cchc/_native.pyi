from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, Protocol, TypeAlias, TypedDict, final

from typing_extensions import NotRequired

from cchc.columns import ScoreAnswers

__all__ = [
    "ERROR_CODES",
    "LIMIT_UNITS",
    "REASONS",
    "SCORE_REASONS",
    "AgencyRegister",
    "ArrowColumn",
    "Catalogue",
    "Report",
    "RuleSet",
    "Tally",
    "TallyCounter",
    "WorkCalendar",
    "__version__",
    "apology",
    "apology_compliance",
    "apology_duty",
    "audit",
    "audit_dossiers",
    "check_classes",
    "classify",
    "classify_units",
    "data_edition",
    "deadline",
    "deadline_case",
    "deadline_columns",
    "dossier_code",
    "dossier_table",
    "feedback_case",
    "feedback_regimes",
    "feedback_report",
    "handover",
    "indicator_sheet",
    "indicators",
    "inspection_report",
    "inspection_summary",
    "ledger_names",
    "ledger_report",
    "lunar_day",
    "mean",
    "movement",
    "movements",
    "next_place",
    "notices",
    "on_time_stats",
    "period",
    "periods",
    "plan_carry_over",
    "plan_movement",
    "plan_progress",
    "plan_report",
    "procedure_code",
    "procedures_total",
    "province_of_code",
    "province_of_name",
    "provinces",
    "rank",
    "rank_column",
    "rank_draws",
    "read_dossiers",
    "read_progress",
    "recompute",
    "report_outlines",
    "report_phrases",
    "replay",
    "replay_all",
    "review_summary",
    "robustness",
    "sector_code",
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
    "tally_columns",
    "tally_draws",
    "tally_members",
    "year_before",
]

# Dates and exact numbers inside answers are text: "2026-08-20", "84.84".
_Date: TypeAlias = date | str
_Instant: TypeAlias = datetime | str
_Moment: TypeAlias = date | datetime | str
_Sector: TypeAlias = Literal["public", "enterprise"]
_Lang: TypeAlias = Literal["vi", "en"]
_Document: TypeAlias = dict[str, Any]
_Documents: TypeAlias = list[_Document] | tuple[_Document, ...]
_Given: TypeAlias = Mapping[str, Any]
_Exact: TypeAlias = str | Decimal | int
_Ties: TypeAlias = Literal["competition", "dense", "position", "undecided"]
_Policy: TypeAlias = Literal["full", "zero", "not_scored", "rescale"]
_Branch: TypeAlias = Literal[
    "all_met",
    "not_all_met",
    "level",
    "band",
    "not_done",
    "proportional",
    "at_or_above_target",
    "below_target",
    "items",
    "at_limit",
    "beyond",
    "steps",
    "leader",
    "below_leader",
    "no_target",
    "min_max",
    "no_spread",
    "scaled",
    "mean",
    "zero_denominator",
    "given",
]
_ScorePart: TypeAlias = Literal["base", "bonus", "penalty", "total"]
_LineKind: TypeAlias = Literal["criterion", "cap", "scale", "rescale", "rounding", "limit"]
_Side: TypeAlias = Literal["old", "new"]
_Aggregation: TypeAlias = Literal["arithmetic", "geometric", "harmonic", "copeland", "borda"]
_CellState: TypeAlias = Literal["shown", "no_answers", "too_few", "complementary"]
_DayKind: TypeAlias = Literal[
    "working", "weekend", "holiday", "compensatory", "swapped_off", "make_up", "local_off", "local_work"
]
_Classification: TypeAlias = dict[Literal["outcome", "set_aside"], str]
_Status: TypeAlias = Literal["official", "reconstructed", "template"]
_Outcome: TypeAlias = Literal["early", "on_time", "late", "in_progress", "overdue"]
_CodeRegime: TypeAlias = Literal["01/2018/TT-VPCP", "20/2020/QĐ-TTg", "03/2025/TT-VPCP"]
_DossierState: TypeAlias = Literal[
    "registered",
    "accepted",
    "not_accepted",
    "in_progress",
    "waiting_supplement",
    "waiting_payment",
    "withdrawn",
    "stopped",
    "finished",
    "handed_over",
    "suspended",
    "waiting_agency",
    "refused",
    "closed",
]
_PeriodRule: TypeAlias = Literal["reporting", "calendar"]
_PeriodKind: TypeAlias = Literal["month", "quarter", "half_year", "nine_months", "year"]
_TimeUnit: TypeAlias = Literal["working_days", "working_minutes"]
_Placement: TypeAlias = Literal["apart", "within", "by_due_date"]
_FormPlace: TypeAlias = Literal["early", "on_time", "late", "in_time", "overdue", "apart"]
_DueRelation: TypeAlias = Literal["no_due", "before_day", "day_before_hour", "day", "day_after_hour", "after_day"]
_DossierStanding: TypeAlias = Literal[
    "finished",
    "refused",
    "withdrawn",
    "stopped",
    "closed",
    "pending",
    "waiting_supplement",
    "waiting_payment",
    "waiting_agency",
    "suspended",
]
_RecordKind: TypeAlias = Literal["dossiers", "procedures", "feedback"]
_WaitsOn: TypeAlias = Literal["applicant", "agency", "suspended"]
_FindingKind: TypeAlias = Literal[
    "due_date_reset",
    "pause_after_breach",
    "backdated_pause",
    "backdated_finish",
    "result_on_day_off",
    "result_out_of_hours",
    "second_supplement_request",
    "second_re_appointment",
    "last_hour_cluster",
    "finish_before_reception",
]
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
# {"ratio": (numerators, denominators)}, {"value": column, "places": 2} and so on.
_Cells: TypeAlias = dict[str, Any]

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
    closed: int
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
    details: _Document | None

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

class _Spent(TypedDict):
    working_days: int | None
    working_minutes: int | None

_StageTime = TypedDict(
    "_StageTime",
    {
        "stage": str | None,
        "from": str,
        "to": str | None,
        "due": str | None,
        "outcome": _Outcome | None,
        "spent": _Spent,
    },
)
_Wait = TypedDict(
    "_Wait",
    {
        "on": _WaitsOn,
        "event": str,
        "what": str | None,
        "from": str,
        "to": str | None,
        "due": str | None,
        "outcome": _Outcome | None,
        "spent": _Spent,
    },
)

class _WaitTotal(TypedDict):
    on: _WaitsOn
    times: int
    spent: _Spent

class _TimelineEntry(TypedDict):
    event: str
    at: str
    recorded_at: str | None
    who: str | None
    state: _DossierState
    due: str | None
    text: _Text

class _Replay(TypedDict):
    id: str
    procedure: str | None
    agency: str | None
    as_of: str
    state: _DossierState | None
    state_name: _Text
    submitted: str | None
    received: str | None
    start: _ClockStart | None
    limit: _Document | None
    due: str | None
    due_at: str | None
    appointments: list[_Appointment]
    pauses: list[_PauseSpan]
    progress: _ClockProgress | None
    finished: str | None
    handed_over: str | None
    outcome: _Outcome | None
    stages: list[_StageTime]
    waits: list[_Wait]
    waited: list[_WaitTotal]
    timeline: list[_TimelineEntry]
    still_to_come: int
    remarks: list[_Remark]
    rules: list[_Document]
    text: _Text

class _Replays(TypedDict):
    replays: list[_Replay | None]
    issues: list[_Issue]

class _Compared(TypedDict):
    name: str
    value: str

class _Finding(TypedDict):
    kind: _FindingKind
    basis: str
    dossier: str | None
    agency: str | None
    who: str | None
    event: int | None
    at: str | None
    recorded_at: str | None
    compared: list[_Compared]
    source: _Document | None
    text: _Text

class _KindCount(TypedDict):
    kind: _FindingKind
    findings: int
    label: _Text
    caution: _Text

class _AgencyCount(TypedDict):
    agency: str | None
    checked: int
    findings: int

class _Audit(TypedDict):
    checked: int
    findings: list[_Finding]
    by_kind: list[_KindCount]
    by_agency: list[_AgencyCount]
    issues: list[_Issue]
    settings: _Document
    text: _Text

class _DossierCodeParts(TypedDict):
    code: str
    groups: list[str]
    level_1: str | None
    date: str
    number: str
    system: str | None
    regimes: list[_CodeRegime]
    regime: _CodeRegime | None
    open: list[_Text]

class _ProcedureCodeParts(TypedDict):
    code: str
    base: str
    agency: str | None
    agency_form: Literal["old", "new"] | None
    level_1: str | None
    case: str | None
    unread: str | None

class _SectorCodeParts(TypedDict):
    code: str
    level_1: str
    sector: str

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

class _Supplement(TypedDict):
    asked: str
    received: str | None
    due_before: str | None
    due_after: str | None

class _Dossier(TypedDict):
    id: str
    agency: str
    procedure: str
    field: str
    mechanism: Literal["one_stop", "interlinked"] | None
    channel: Literal["counter", "online", "post"] | None
    level: Literal["ministry", "province", "district", "commune"] | None
    helped_by: str
    received_by: str
    applicant_kind: Literal["citizen", "enterprise", "state_body", "other"] | None
    submitted: str | None
    received: str | None
    due: str | None
    limit: _Document | None
    finished: str | None
    handed_over: str | None
    returned_by: Literal["counter", "online", "post"] | None
    refused_at: str | None
    paused_since: str | None
    status: int | None
    supplements: list[_Supplement]
    digitised: bool | None
    reused: bool | None
    from_store: bool | None
    databases: list[str]
    verified_account: bool | None
    has_fee: bool | None
    paid_online: bool | None
    electronic_result: bool | None

class _Import(TypedDict):
    dossiers: list[_Dossier]
    lines: list[int]
    issues: list[_Issue]
    column_issues: list[_Issue]
    rows: int
    blank_rows: int
    procedure_titles: dict[str, str]

_TimedStep = TypedDict(
    "_TimedStep",
    {
        "line": int,
        "dossier": str,
        "official": str,
        "title": str,
        "unit": str,
        "content": str,
        "status": str,
        "started": str | None,
        "at": str | None,
        "due": str | None,
        "outcome": _Outcome | None,
        "from": str | None,
        "working_days": int | None,
        "calendar_days": int | None,
    },
)

class _UnitTime(TypedDict):
    unit: str
    steps: int
    late: int
    working_days: int | None
    calendar_days: int | None

class _Timeline(TypedDict):
    dossier: str
    steps: list[_TimedStep]
    stages: list[_UnitTime]

class _ProgressImport(TypedDict):
    timelines: list[_Timeline]
    without_steps: int
    steps: int
    issues: list[_Issue]
    column_issues: list[_Issue]
    rows: int
    blank_rows: int

class _ApologyDuty(TypedDict):
    owed: int
    apologised: int
    applicable: bool
    percent: str | None
    rule: _Document | None

_Years = TypedDict(
    "_Years",
    {
        "from": int,
        "through": int | None,
    },
)

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
        "conditions": NotRequired[list[_Document]],
    },
)

class _Check(TypedDict):
    issues: list[_Issue]
    remarks: list[_Issue]

class _Ratio(TypedDict):
    numerator: str
    denominator: str

class _Portion(TypedDict):
    exact: _Ratio
    rounded: str

class _RuleApplied(TypedDict):
    shape: _Document
    branch: _Branch
    place: NotRequired[int]
    unrounded: str
    rounding: _Document | None
    text: _Text

class _StageScore(TypedDict):
    points: str
    max_points: str
    percent: str | None
    note: NotRequired[str]

class _Stages(TypedDict):
    self: NotRequired[_StageScore]
    first_appraisal: NotRequired[_StageScore]
    explanation: NotRequired[_StageScore]
    second_appraisal: NotRequired[_StageScore]

class _NotApplicable(TypedDict):
    policy: _Policy
    reason: str

class _Combination(TypedDict):
    how: Literal["sum", "capped_sum", "scaled_sum"]
    sum: str
    combined: str
    rescaled_to: NotRequired[str]

class _ScoreNode(TypedDict):
    code: str
    title: _Text
    basis: Literal["rule", "sum", "published", "appraised", "not_applicable", "no_documents", "no_evidence"]
    points: str | None
    unrounded: str | None
    max_points: str
    applicable_max: str
    percent: str | None
    complete: bool
    scored_by: NotRequired[Literal["self", "survey", "superior", "external_index", "computed"]]
    rule: _RuleApplied | None
    measure: _Document | None
    stages: NotRequired[_Stages]
    gap: NotRequired[str]
    documents: NotRequired[Literal["not_required", "given", "explained", "missing"]]
    not_applicable: NotRequired[_NotApplicable]
    combination: NotRequired[_Combination]
    rounding: NotRequired[_Document]
    source: _Document
    children: list[_ScoreNode]

class _AdjustmentScore(TypedDict):
    points: str
    uncapped: str
    cap: str | None
    source: _Document
    criteria: list[_ScoreNode]

_ScoreSheet = TypedDict(
    "_ScoreSheet",
    {
        "rule_set": str,
        "edition": str,
        "status": _Status,
        "year": int,
        "unit": _Document | None,
        "points": str,
        "unrounded": str,
        "base_points": str,
        "bonus": NotRequired[_AdjustmentScore],
        "penalty": NotRequired[_AdjustmentScore],
        "max_points": str,
        "applicable_max": str,
        "percent": str | None,
        "complete": bool,
        "missing": list[str],
        "stages": NotRequired[_Stages],
        "gap": NotRequired[str],
        "class": _ClassBand | None,
        "combination": NotRequired[_Combination],
        "rounding": NotRequired[_Document],
        "criteria": list[_ScoreNode],
    },
)

class _LevelCount(TypedDict):
    level: str
    count: int
    ids: list[str]

class _Lineage(TypedDict):
    criterion: str
    title: _Text
    kind: _RecordKind
    denominator: _Text
    of: int
    counted: int
    lost: int
    ratio: _Ratio | None
    levels: list[_LevelCount]
    level: str | None
    behind: list[str]
    earned: list[str] | None
    source: _Document
    also: _Document | None
    readings: list[_Text]
    text: _Text

class _RecordIds(TypedDict):
    kind: _RecordKind
    ids: list[str]

class _NotComputed(TypedDict):
    criterion: str
    title: _Text
    because: Literal[
        "no_formula", "missing_list", "not_known", "no_limit", "undefined", "rule_refuses", "no_counting"
    ]
    missing: str | None
    unknown: list[_RecordIds]
    text: _Text

class _RecordCount(TypedDict):
    kind: _RecordKind
    given: int
    in_period: int
    outside: int
    left_out: int

class _IndicatorEvidence(TypedDict):
    rule_set: str
    edition: str
    status: _Status
    level: Literal["ministry", "province", "department", "district", "commune", "agency", "official"]
    period: _Document
    as_of: str
    evidence: list[_Document]
    lineage: list[_Lineage]
    not_computed: list[_NotComputed]
    records: list[_RecordCount]
    issues: list[_Issue]

class _PointsBehind(TypedDict):
    criterion: str
    points: str | None
    max_points: str
    lost_points: str | None
    behind: list[_RecordIds]

class _IndicatorSheet(TypedDict):
    sheet: _ScoreSheet
    points: list[_PointsBehind]
    indicators: _IndicatorEvidence

class _ScoreSheets(TypedDict):
    sheets: list[_ScoreSheet]
    issues: list[_Issue]

class _RankedEntry(TypedDict):
    id: str
    name: str
    points: str
    rank: int
    sharing: int
    tie_breakers: NotRequired[list[str]]
    block: NotRequired[str]

class _UnrankedEntry(TypedDict):
    id: str
    name: str
    points: str
    reason: str
    would_rank: int
    block: NotRequired[str]

class _BlockRanking(TypedDict):
    block: str
    entries: list[_RankedEntry]
    unranked: NotRequired[list[_UnrankedEntry]]

class _Ranking(TypedDict):
    ties: _Ties
    entries: list[_RankedEntry]
    unranked: NotRequired[list[_UnrankedEntry]]
    by_block: NotRequired[list[_BlockRanking]]

_ClassStep = TypedDict(
    "_ClassStep",
    {
        "stage": Literal["band", "conditions", "veto", "cap", "quota"],
        "class": str | None,
        "reason": _Text,
        "source": _Document,
    },
)

_UnitClass = TypedDict(
    "_UnitClass",
    {
        "id": str,
        "name": str,
        "points": str,
        "block": NotRequired[str],
        "by_band": str | None,
        "after_conditions": str | None,
        "after_vetoes": str | None,
        "after_caps": str | None,
        "class": str | None,
        "steps": list[_ClassStep],
        "issues": list[_Issue],
        "not_rated": NotRequired[str],
    },
)

_ClassCount = TypedDict(
    "_ClassCount",
    {
        "class": str,
        "count": int,
    },
)

_QuotaUse = TypedDict(
    "_QuotaUse",
    {
        "class": str,
        "block": NotRequired[str],
        "of": int,
        "limit": int,
        "members": int,
        "moved": list[str],
        "undecided": list[str],
        "unresolved": list[str],
    },
)

class _ClassResults(TypedDict):
    units: list[_UnitClass]
    counts: list[_ClassCount]
    unclassed: int
    not_rated: int
    quotas: NotRequired[list[_QuotaUse]]

class _League(TypedDict):
    sheets: list[_ScoreSheet]
    issues: list[_Issue]
    ranking: _Ranking | None
    classification: _ClassResults | None

class _Loss(TypedDict):
    code: str
    title: _Text
    lost: str
    points: str
    max_points: str

class _Bottleneck(TypedDict):
    code: str
    title: _Text
    lost: str
    points: str
    max_points: str
    share_percent: str
    cumulative_percent: str
    lever: bool

class _Bottlenecks(TypedDict):
    lost: str
    items: list[_Bottleneck]

class _LeastIncrease(TypedDict):
    criterion: str
    numerator: int
    numerator_needed: int
    increase: int
    denominator: int
    points: str
    points_then: str

_PlanStep = TypedDict(
    "_PlanStep",
    {
        "criterion": str,
        "title": _Text,
        "cost": str,
        "from": _Document,
        "to": _Document,
        "points_before": str,
        "points_after": str,
        "gained": str,
        "text": _Text,
    },
)

class _HeldCriterion(TypedDict):
    criterion: str
    reason: _Text

class _TargetPlan(TypedDict):
    rule_set: str
    edition: str
    year: int
    cost: str
    needed: str | None
    above: bool
    points_before: str
    points_after: str
    unrounded_before: str
    unrounded_after: str
    gained: str
    rank_before: NotRequired[int]
    rank_after: NotRequired[int]
    class_after: _ClassBand | None
    complete: bool
    missing: list[str]
    steps: list[_PlanStep]
    held: list[_HeldCriterion]
    text: _Text

class _ContributionLine(TypedDict):
    part: _ScorePart
    kind: _LineKind
    code: str
    title: _Text
    points: str

class _CriterionContribution(TypedDict):
    part: _ScorePart
    code: str
    parent: str | None
    title: _Text
    group: bool
    points: str | None
    max_points: str
    percent_of_total: str | None
    percent_of_max: str | None

class _Contributions(TypedDict):
    points: str
    complete: bool
    lines: list[_ContributionLine]
    beyond: NotRequired[str]
    criteria: list[_CriterionContribution]

class _GapLine(TypedDict):
    part: _ScorePart
    kind: _LineKind
    code: str
    title: _Text
    points: str
    against: _Portion
    difference: _Portion
    text: _Text

class _Gap(TypedDict):
    points: str
    against: _Portion
    difference: _Portion
    beyond: NotRequired[_Ratio]
    complete: bool
    lines: list[_GapLine]
    text: _Text

class _ScoreChangeLine(TypedDict):
    part: _ScorePart
    kind: _LineKind
    code: str
    title: _Text
    old_points: str
    new_points: str
    change: _Portion
    performance: _Portion
    rules: _Portion
    applicability: _Portion

class _Corner(TypedDict):
    rules: _Side
    performance: _Side
    applicability: _Side
    points: str

class _ScoreChange(TypedDict):
    old_points: str
    new_points: str
    change: _Portion
    performance: _Portion
    rules: _Portion
    applicability: _Portion
    beyond: NotRequired[_Ratio]
    complete: bool
    lines: list[_ScoreChangeLine]
    corners: list[_Corner]
    only_old: list[str]
    only_new: list[str]
    not_comparable: list[str]
    text: _Text

_Outlook = TypedDict(
    "_Outlook",
    {
        "points": str,
        "unrounded": str,
        "percent": str | None,
        "complete": bool,
        "class": _ClassBand | None,
        "rank": NotRequired[int],
    },
)

class _NodeChange(TypedDict):
    code: str
    title: _Text
    before: str | None
    after: str | None
    change: str
    replaced: bool

class _WhatIf(TypedDict):
    before: _Outlook
    after: _Outlook
    change: str
    places: NotRequired[int]
    criteria: list[_NodeChange]
    text: _Text

class _PolicyEffect(TypedDict):
    policy: _Policy
    moved: int
    most_places: int

class _PolicyPlace(TypedDict):
    policy: _Policy
    points: str
    change: str
    rank: int
    places: int

class _UnitApplicability(TypedDict):
    unit: _Document
    not_applicable: list[str]
    points: str
    rank: int
    policies: list[_PolicyPlace]

class _ApplicabilityEffect(TypedDict):
    policies: list[_PolicyEffect]
    units: list[_UnitApplicability]
    issues: list[_Issue]
    text: _Text

class _EditionName(TypedDict):
    rule_set: str
    edition: str

class _CriterionName(TypedDict):
    code: str
    title: _Text
    max_points: str
    parent: str | None
    group: bool

class _FieldChange(TypedDict):
    what: str
    old: Any
    new: Any

class _CriterionDiff(TypedDict):
    code: str
    old_code: str
    title: _Text
    changes: list[_FieldChange]

class _RuleSetDiff(TypedDict):
    old: _EditionName
    new: _EditionName
    set: list[_FieldChange]
    added: list[_CriterionName]
    removed: list[_CriterionName]
    changed: list[_CriterionDiff]
    text: _Text

class _LineDiff(TypedDict):
    part: _ScorePart
    kind: _LineKind
    code: str
    title: _Text
    old_points: str
    new_points: str
    change: str

class _UnitDiff(TypedDict):
    unit: _Document
    old_points: str
    new_points: str
    change: str
    old_rank: int
    new_rank: int
    places: int
    missing_old: NotRequired[list[str]]
    missing_new: NotRequired[list[str]]
    lines: list[_LineDiff]

class _ScoreDiff(TypedDict):
    old: _EditionName
    new: _EditionName
    units: list[_UnitDiff]
    winners: list[str]
    losers: list[str]
    issues: list[_Issue]
    text: _Text

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

class _StandingEntry(TypedDict):
    id: str
    name: str
    points: str | None
    rank: int | None
    of: int | None
    tie_breakers: NotRequired[list[str]]
    excluded: NotRequired[str]
    block: NotRequired[str]

_MergedFrom = TypedDict(
    "_MergedFrom",
    {
        "from": list[str],
        "by": Literal["mean", "not_comparable"],
    },
)

class _UnitMovement(TypedDict):
    id: str
    name: str
    block: NotRequired[str]
    now: _Standing
    earlier: _Standing
    movement: _Movement
    merged: NotRequired[_MergedFrom]

class _MeanPoints(TypedDict):
    unrounded: str
    rounded: str

class _Extreme(TypedDict):
    ids: list[str]
    points: str

class _GroupComparison(TypedDict):
    block: NotRequired[str]
    count_now: int
    count_then: int
    mean_now: _MeanPoints | None
    mean_then: _MeanPoints | None
    change: _MeanPoints | None
    best: _Extreme | None
    worst: _Extreme | None
    largest_rise: _Extreme | None
    largest_fall: _Extreme | None

class _Movements(TypedDict):
    units: list[_UnitMovement]
    new: list[_StandingEntry]
    gone: list[_StandingEntry]
    overall: _GroupComparison
    blocks: list[_GroupComparison]

class _RankInterval(TypedDict):
    low: int
    high: int

class _UnitRobustness(TypedDict):
    id: str
    rank: int
    mean: str | None
    median: str
    interval: _RankInterval
    best: int
    worst: int
    acceptability: list[int]
    wins: NotRequired[list[int]]

class _UsedSetting(TypedDict):
    uncertainty: str
    touches: int
    drawn: bool

class _LeftOut(TypedDict):
    criterion: str
    mean_shift: str | None
    largest_shift: int
    ranks: list[int]

class _Alternative(TypedDict):
    normalisation: str | _Document
    aggregation: _Aggregation
    group_aggregation: _Aggregation | None
    ranks: list[int]

class _SensitivityIndex(TypedDict):
    uncertainty: str
    first_order: str | None
    first_order_error: str | None
    total_order: str | None
    total_order_error: str | None

class _UnitSensitivity(TypedDict):
    id: str
    indices: list[_SensitivityIndex]

class _Sensitivity(TypedDict):
    draws: int
    evaluations: int
    indices: list[_SensitivityIndex]
    units: list[_UnitSensitivity]

class _RobustnessReport(TypedDict):
    seed: int
    draws: int
    confidence: str
    units: list[_UnitRobustness]
    mean_shift: str | None
    settings: list[_UsedSetting]
    draws_without_spread: int
    leave_one_out: list[_LeftOut]
    alternatives: list[_Alternative]
    sensitivity: _Sensitivity | None
    method: _Text

class _AnswerOption(TypedDict):
    id: str
    title: _Text
    satisfied: NotRequired[bool]
    weight_percent: NotRequired[str]
    left_out: NotRequired[bool]

class _Question(TypedDict):
    id: str
    title: _Text
    factor: str

class _Factor(TypedDict):
    id: str
    title: _Text
    method: Literal["pooled", "mean_of_questions"]
    weight: NotRequired[str]

class _Suppression(TypedDict):
    fewest_respondents: int
    reason: _Text

class _Questionnaire(TypedDict):
    id: str
    title: _Text
    source: _Document
    options: list[_AnswerOption]
    questions: list[_Question]
    factors: list[_Factor]
    overall: Literal["pooled", "mean_of_factors", "weighted_factors"]
    suppression: _Suppression
    rounding: _Document

class _OptionCount(TypedDict):
    option: str
    count: int

class _QuestionTally(TypedDict):
    question: str
    counts: list[_OptionCount]

class _FactorTally(TypedDict):
    factor: str
    respondents: int

class _StratumTally(TypedDict):
    stratum: str | None
    respondents: int
    with_answers: int
    questions: list[_QuestionTally]
    factors: list[_FactorTally]

class _SurveyTally(TypedDict):
    questionnaire: str
    rows_in: int
    rows_used: int
    rows_refused: int
    strata: list[_StratumTally]
    issues: list[_Issue]

class _SurveyFigure(TypedDict):
    ratio: _Ratio
    percent: str
    how: _Text

class _PostStratified(TypedDict):
    state: _CellState
    note: _Text | None
    satisfied: _SurveyFigure | None
    option_score: _SurveyFigure | None

class _SurveyCell(TypedDict):
    id: str
    title: _Text
    state: _CellState
    note: _Text | None
    respondents: int | None
    counts: list[_OptionCount]
    satisfied: _SurveyFigure | None
    option_score: _SurveyFigure | None
    post_stratified: _PostStratified | None

class _SurveyTable(TypedDict):
    stratum: str | None
    population_share: _Ratio | None
    respondents: int | None
    questions: list[_SurveyCell]
    factors: list[_SurveyCell]
    overall: _SurveyCell

class _SurveyResults(TypedDict):
    questionnaire: str
    title: _Text
    source: _Document
    rows_in: int
    rows_used: int
    rows_refused: int
    effective_respondents: str | None
    suppression: _Suppression
    rounding: _Document
    total: _SurveyTable
    strata: list[_SurveyTable]
    issues: list[_Issue]

class _BootstrapPlan(TypedDict):
    seed: int
    draws: int
    confidence_percent: str

class _BootstrapInterval(TypedDict):
    percent: str
    lower_percent: str
    upper_percent: str

class _BootstrapCell(TypedDict):
    id: str
    title: _Text
    state: _CellState
    note: _Text | None
    satisfied: _BootstrapInterval | None
    option_score: _BootstrapInterval | None

class _BootstrapResults(TypedDict):
    questionnaire: str
    plan: _BootstrapPlan
    lower_rank: int
    upper_rank: int
    rows_in: int
    rows_used: int
    rows_refused: int
    questions: list[_BootstrapCell]
    factors: list[_BootstrapCell]
    overall: _BootstrapCell
    issues: list[_Issue]
    how: _Text

class _SampleSize(TypedDict):
    population: int
    margin: str
    exact: _Ratio
    unrounded: str
    size: int
    how: _Text

class _Margin(TypedDict):
    population: int
    sample: int
    margin: str

class _WilsonInterval(TypedDict):
    share: _Ratio
    confidence: _Document
    z: str
    percent: str
    lower_percent: str
    upper_percent: str
    how: _Text

_ProcedureLevel: TypeAlias = Literal["ministry", "province", "district", "commune"]
_ActKind: TypeAlias = Literal["announced", "amended", "replaced", "abolished"]
_OnlineLevel: TypeAlias = Literal["level_1", "level_2", "level_3", "level_4", "information", "partial", "full"]
_ServiceLevel: TypeAlias = Literal["information", "partial", "full"]
_ProcedurePart: TypeAlias = Literal["name", "steps", "manner", "papers", "time_limit", "applicants", "body"]
_ConditionalPart: TypeAlias = Literal["forms", "result", "conditions", "fees"]
_DutyState: TypeAlias = Literal["in_time", "late", "open", "overdue", "not_known", "not_applicable"]
_ProposalKind: TypeAlias = Literal[
    "cut_procedure", "merge_procedures", "cut_paper", "shorten_limit", "lower_fee", "abolish_condition"
]
_ProposalState: TypeAlias = Literal["proposed", "approved", "implemented", "refused"]
_DocumentResult: TypeAlias = Literal[
    "in_force", "expired_whole", "expired_part", "to_amend", "to_replace", "to_abolish", "conflicting"
]

class _ActSource(TypedDict):
    decision: str
    signed: str
    act: _ActKind

class _Fee(TypedDict):
    name: str
    amount: str | None
    unit: str

class _Paper(TypedDict):
    name: str
    kind: Literal["original", "certified_copy", "copy"] | None
    number: int

class _ProcedureResult(TypedDict):
    name: str
    written: bool | None

class _ProcedureContent(TypedDict):
    name: str
    field: str
    level: _ProcedureLevel
    agencies: list[str]
    mechanism: Literal["one_stop", "interlinked"] | None
    limit: _Document | None
    fees: list[_Fee] | None
    papers: list[_Paper] | None
    result: _ProcedureResult | None
    applicants: list[Literal["citizen", "enterprise", "state_body", "other"]] | None
    own: bool | None
    parts: list[_ProcedurePart] | None
    conditional_parts: list[_ConditionalPart] | None

_ProcedureVersion = TypedDict(
    "_ProcedureVersion",
    {
        "code": str,
        "number": int,
        "from": str,
        "until": str | None,
        "made_by": _ActSource,
        "ended_by": _ActSource | None,
        "replaces": list[str],
        "content": _ProcedureContent,
    },
)

class _KeptVersion(TypedDict):
    dossier: str
    received: str
    version: _ProcedureVersion
    later: list[int]
    text: _Text

class _OnlineStanding(TypedDict):
    claimed: _OnlineLevel
    since: str
    level: _OnlineLevel
    service: _ServiceLevel
    certainty: Literal["seen", "secondary"]
    source: _Document

class _CountLine(TypedDict):
    key: str
    label: _Text
    count: int
    ids: list[str]

class _CatalogueCounts(TypedDict):
    day: str
    total: int
    ids: list[str]
    by_level: list[_CountLine]
    by_field: list[_CountLine]
    by_service: list[_CountLine]
    text: _Text

class _IncompleteProcedure(TypedDict):
    code: str
    missing: list[_ProcedurePart] | None
    missing_conditional: list[_ConditionalPart] | None

class _HistoryLine(TypedDict):
    day: str
    kind: Literal["announced", "amended", "replaces", "replaced_by", "abolished", "online"]
    source: _ActSource | None
    version: int | None
    others: list[str]
    changed: list[
        Literal[
            "name",
            "field",
            "level",
            "agencies",
            "mechanism",
            "limit",
            "fees",
            "papers",
            "result",
            "applicants",
            "own",
            "parts",
        ]
    ]
    text: _Text

class _ProcedureHistory(TypedDict):
    code: str
    versions: list[_ProcedureVersion]
    lines: list[_HistoryLine]

class _ActLine(TypedDict):
    code: str
    name: str
    decision: str
    signed: str
    effective: str
    replaces: list[str]

class _ActList(TypedDict):
    act: _ActKind
    label: _Text
    count: int
    lines: list[_ActLine]

_ActsInPeriod = TypedDict(
    "_ActsInPeriod",
    {"from": str, "through": str, "by": Literal["signed", "effective"], "acts": list[_ActList]},
)

class _PublicationDuty(TypedDict):
    codes: list[str]
    due: str | None
    done: str | None
    state: _DutyState
    late_by: int | None

class _DecisionPunctuality(TypedDict):
    decision: str
    issuer: str
    signed: str
    basis_effective: str | None
    codes: list[str]
    announced_codes: list[str]
    announce_by: str | None
    announced: _DutyState
    announced_late_by: int | None
    publications: list[_PublicationDuty]
    text: _Text

class _PunctualityTotals(TypedDict):
    in_time: int
    late: int
    open: int
    overdue: int
    not_known: int
    not_applicable: int
    in_time_percent: str | None

class _Punctuality(TypedDict):
    rule_set: str
    level: str
    as_of: str
    announce_rule: _Document | None
    publish_rule: _Document | None
    announce_source: _Document | None
    publish_source: _Document | None
    decisions: list[_DecisionPunctuality]
    announced: _PunctualityTotals
    published: _PunctualityTotals
    issues: list[_Issue]

class _Announcement(TypedDict):
    decision: str
    effective: str | None
    public: bool | None
    published: str | None

class _CatalogueProcedure(TypedDict):
    id: str
    announcements: list[_Announcement] | None
    own: bool | None
    parts: list[_ProcedurePart] | None
    limit: _Document | None
    has_fee: bool | None
    written_result: bool | None
    for_people: bool | None
    population_data: bool | None
    eligible_online: bool | None
    service: _ServiceLevel | None
    posted: bool | None
    electronic: bool | None

class _ReviewCount(TypedDict):
    key: str
    label: _Text
    count: int
    ids: list[str]

class _ReviewPlanSummary(TypedDict):
    total: int
    left_out: int
    procedures: int
    by_state: list[_ReviewCount]
    done_percent: str | None
    text: _Text

class _ProposalStanding(TypedDict):
    id: str
    kind: _ProposalKind
    state: _ProposalState
    since: str
    document: str
    overdue: bool
    shorter: bool | None
    saved: str | None
    saved_percent: str | None

class _CostLine(TypedDict):
    state: _ProposalState | None
    proposals: int
    ids: list[str]
    before: str | None
    after: str | None
    saved: str | None
    saved_percent: str | None

class _ProposalSummary(TypedDict):
    total: int
    left_out: int
    later: int
    by_state: list[_ReviewCount]
    by_kind: list[_ReviewCount]
    overdue: list[str]
    proposals: list[_ProposalStanding]
    cost: _CostLine
    cost_by_state: list[_CostLine]
    text: _Text

class _DocumentStanding(TypedDict):
    number: str
    state: Literal["pending", "settled", "to_handle", "handled"]
    result: _DocumentResult | None
    overdue: bool
    handled_by: str | None

class _DocumentSummary(TypedDict):
    total: int
    left_out: int
    by_state: list[_ReviewCount]
    by_result: list[_ReviewCount]
    overdue: list[str]
    handling_overdue: list[str]
    reviewed_percent: str | None
    handled_percent: str | None
    documents: list[_DocumentStanding]
    text: _Text

class _OverlapSummary(TypedDict):
    total: int
    left_out: int
    later: int
    by_kind: list[_ReviewCount]
    open: list[str]
    resolved: list[str]
    open_pairs: int
    unpaired: list[str]
    text: _Text

class _ReviewSummary(TypedDict):
    as_of: str
    plan: _ReviewPlanSummary
    proposals: _ProposalSummary
    documents: _DocumentSummary
    overlaps: _OverlapSummary
    issues: list[_Issue]

class _Progress(TypedDict):
    total: int
    done: int
    done_late: int
    in_progress: int
    overdue: int
    cancelled: int
    carried_over: int
    done_percent: str | None

class _Count(TypedDict):
    id: str
    title: _Text
    count: int

_FollowUp: TypeAlias = Literal[
    "remedied",
    "remedied_late",
    "open",
    "overdue",
    "open_without_deadline",
    "reported",
    "no_conclusion",
    "not_judged",
]

class _FollowUpState(TypedDict):
    finding: str
    state: _FollowUp

class _InspectionSummary(TypedDict):
    planned: int
    inspected: int
    inspected_percent: str | None
    by_kind: list[_Count]
    by_subject: list[_Count]
    by_unit: list[_Count]
    follow_up: list[_FollowUpState]

class _Share(TypedDict):
    count: int
    total: int
    percent: str | None
    of: _Text

_TaskState: TypeAlias = Literal[
    "done_on_time",
    "done_late",
    "done_without_deadline",
    "in_progress",
    "overdue",
    "not_started",
    "ongoing",
    "waiting",
    "stopped",
    "without_deadline",
    "cancelled",
    "carried_over",
    "not_judged",
]

class _StateCount(TypedDict):
    state: _TaskState
    title: _Text
    count: int
    ids: list[str]

class _TaskGroup(TypedDict):
    id: str
    title: _Text
    total: int
    done: _Share
    states: list[_StateCount]

class _TaskOrigin(TypedDict):
    year: int
    id: str
    plan: str
    due: str | None

class _TaskStatus(TypedDict):
    id: str
    title: str
    state: _TaskState
    due: str | None
    due_text: _Text | None
    due_source: _Document | None
    done: str | None
    days_late: int | None
    days_overdue: int | None
    days_left: int | None
    waiting_for: list[str]
    percent: str | None
    reported: str | None
    carried_from: _TaskOrigin | None
    why: _Text

class _MeasuredTarget(TypedDict):
    date: str
    value: str
    source: _Document

class _TargetStatus(TypedDict):
    id: str
    title: _Text
    unit: str
    direction: Literal["at_least", "at_most", "equal"]
    value: str
    state: Literal["reached", "not_reached", "not_measured"]
    measured: _MeasuredTarget | None
    difference: str | None
    distance: str | None

class _TargetReport(TypedDict):
    total: int
    reached: list[str]
    not_reached: list[str]
    not_measured: list[str]
    rows: list[_TargetStatus]

class _DueSoon(TypedDict):
    days: int
    through: str
    count: int
    ids: list[str]

class _PlanReport(TypedDict):
    year: int
    as_of: str
    phases: list[_Document]
    targets: _TargetReport
    total: int
    states: list[_StateCount]
    done_of_all: _Share
    done_of_due: _Share
    on_time_of_due: _Share
    by_field: list[_TaskGroup]
    by_lead: list[_TaskGroup]
    by_cooperating: list[_TaskGroup]
    due_soon: _DueSoon | None
    tasks: list[_TaskStatus]
    issues: list[_Issue]

class _TaskMoves(TypedDict):
    before: _TaskState
    after: _TaskState
    count: int
    ids: list[str]

class _TaskMove(TypedDict):
    id: str
    before: _TaskState
    after: _TaskState
    why: _Text

class _PlanMovement(TypedDict):
    since: str
    as_of: str
    total: int
    unchanged: int
    moves: list[_TaskMoves]
    tasks: list[_TaskMove]
    newly_done: list[str]
    newly_overdue: list[str]
    targets_newly_reached: list[str]
    targets_no_longer_reached: list[str]
    done_before: _Share
    done_after: _Share
    points: str | None
    text: _Text
    issues: list[_Issue]

class _Task(TypedDict):
    id: str
    title: str
    field: str
    product: str
    lead: str
    cooperating: list[str]
    start: str | None
    due: str | _Document | None
    done: str | None
    depends_on: list[str]
    reports: list[_Document]
    carried_from: _TaskOrigin | None
    carried_into: _Document | None
    cancelled: _Document | None

class _LeftTask(TypedDict):
    id: str
    state: _TaskState

class _CarriedPlan(TypedDict):
    year: int
    into: int
    as_of: str
    total: int
    tasks: list[_Task]
    left: list[_LeftTask]
    need_deadline: list[str]
    issues: list[_Issue]

class _FindingRef(TypedDict):
    inspection: str
    finding: str

class _FindingCount(TypedDict):
    id: str
    title: _Text
    count: int
    findings: list[_FindingRef]

class _InspectionGroup(TypedDict):
    id: str
    title: _Text
    inspections: list[str]
    count: int
    findings: list[_FindingRef]

class _InspectionRow(TypedDict):
    id: str
    year: int | None
    form: Literal["direct", "through_report", "unscheduled"] | None
    announced: bool | None
    team: _Document | None
    conclusion: _Document | None
    units: int
    visited: int
    findings: int
    recommendations: int

class _FollowUpCount(TypedDict):
    state: _FollowUp
    title: _Text
    count: int
    recommendations: list[list[str]]

class _RecommendationStatus(TypedDict):
    inspection: str
    id: str
    findings: list[str]
    to: str
    state: _FollowUp
    due: str | None
    due_text: _Text | None
    due_sources: list[_Document]
    reported: str | None
    days_late: int | None
    days_overdue: int | None

class _RepeatLink(TypedDict):
    inspection: str
    finding: str
    year: int | None
    linked_by: Literal["named", "matched"] | None
    repeats: list[str] | None
    earlier_remedied: bool | None

class _RepeatedFinding(TypedDict):
    unit: str
    subjects: list[str]
    kind: str
    years: list[int]
    findings: list[_RepeatLink]

class _UnitsCovered(TypedDict):
    share: _Share
    units: list[str]
    rest: list[str]

class _ThresholdResult(TypedDict):
    percent: str
    planned: bool | None
    inspected: bool | None
    source: _Document
    certainty: Literal["seen", "seen_2", "case", "own"]

class _PlanCoverage(TypedDict):
    year: int
    number: str
    own_planned: _UnitsCovered
    own_inspected: _UnitsCovered
    planned_inspected: _UnitsCovered
    outside_plan: list[str]
    planned_by_kind: list[_Count]
    threshold: _ThresholdResult | None

class _UnitCoverage(TypedDict):
    unit: str
    kind: str
    years: list[int]
    visits: int
    last: str | None
    inspections: list[str]

class _SubjectSetUse(TypedDict):
    id: str
    certainty: Literal["seen", "seen_2", "case", "own"]
    sources: list[_Document]

class _InspectionReport(TypedDict):
    as_of: str
    inspections: list[_InspectionRow]
    findings: int
    not_yet_known: list[_FindingRef]
    by_unit: list[_FindingCount]
    by_subject: list[_FindingCount]
    by_form: list[_InspectionGroup]
    by_year: list[_InspectionGroup]
    recommendations: int
    follow_up: list[_FollowUpCount]
    remedied: _Share
    rows: list[_RecommendationStatus]
    repeated: list[_RepeatedFinding]
    plans: list[_PlanCoverage]
    units: list[_UnitCoverage]
    never_inspected: list[str]
    subject_sets: list[_SubjectSetUse]
    issues: list[_Issue]
    remarks: list[_Issue]

class _FigureLineage(TypedDict):
    records: str
    counted: int | None
    ids: list[str]
    rule: _Document | None
    sources: list[_Document]

_FeedbackClass: TypeAlias = Literal["regulation", "conduct", "other"]
_FeedbackStep: TypeAlias = Literal["forward", "guide", "answer", "publish"]
_Nature: TypeAlias = Literal["flow", "stock", "rate", "flow_rate"]
_FigureState: TypeAlias = Literal["known", "missing", "refused", "undefined"]

class _FeedbackStart(TypedDict):
    at: str
    received: bool

class _StepReport(TypedDict):
    step: _FeedbackStep
    state: Literal[
        "in_time", "late", "running", "overdue", "not_owed", "not_begun", "not_stated", "not_known"
    ]
    due: str | None
    done: str | None
    late_by: int | None
    basis: Literal["regime", "own_due", "prolongation"] | None
    missing: list[str]
    regime: str | None
    source: _Document | None
    text: _Text

_FeedbackCase = TypedDict(
    "_FeedbackCase",
    {
        "id": str,
        "class": _FeedbackClass | None,
        "start": _FeedbackStart,
        "as_of": str,
        "disposition": Literal["open", "answered", "refused", "forwarded", "guided"],
        "closed": str | None,
        "prolonged_until": str | None,
        "steps": list[_StepReport],
        "text": _Text,
    },
)

class _Counted(TypedDict):
    count: int
    ids: list[str]

class _RecordsOfFeedback(TypedDict):
    given: int
    in_period: int
    outside: int
    left_out: int

class _FeedbackTotals(TypedDict):
    carried_over: _Counted
    received: _Counted
    to_handle: int
    answered: _Counted
    refused: _Counted
    forwarded: _Counted
    guided: _Counted
    open: _Counted
    identity: _Text
    answered_of_to_handle: _Rate | None

class _FeedbackGroup(TypedDict):
    id: str
    title: _Text
    count: int
    ids: list[str]

class _FeedbackChain(TypedDict):
    first: str
    repetitions: list[str]

class _Satisfaction(TypedDict):
    content: _Counted
    unhappy: _Counted
    not_known: _Counted
    content_of_rated: _Rate | None

class _StepCount(TypedDict):
    step: _FeedbackStep
    in_time: _Counted
    late: _Counted
    running: _Counted
    overdue: _Counted
    not_owed: _Counted
    not_begun: _Counted
    not_stated: _Counted
    not_known: _Counted
    in_time_of_done: _Rate
    in_time_of_judged: _Rate

class _FeedbackReport(TypedDict):
    period: _Span
    as_of: str
    at: str
    regime: str | None
    records: _RecordsOfFeedback
    totals: _FeedbackTotals
    by_class: list[_FeedbackGroup]
    by_kind: list[_FeedbackGroup]
    by_channel: list[_FeedbackGroup]
    by_receiver: list[_FeedbackGroup]
    by_destination: list[_FeedbackGroup]
    outside_competence: _Counted
    found_false: _Counted
    prolonged: _Counted
    repeated: _Counted
    chains: list[_FeedbackChain]
    published: _Counted
    satisfaction: _Satisfaction
    steps: list[_StepCount]
    issues: list[_Issue]
    text: _Text

class _FeedbackRule(TypedDict):
    step: _FeedbackStep
    when: _Document
    limit: _Document | None
    owed: bool
    after: Literal["received", "answered"]
    source: _Document

_FeedbackRegime = TypedDict(
    "_FeedbackRegime",
    {
        "id": str,
        "title": _Text,
        "certainty": Literal["seen", "own"],
        "from": str | None,
        "not_before": str | None,
        "until": str | None,
        "prolongation_moves_due": bool,
        "note": _Text | None,
        "rules": list[_FeedbackRule],
    },
)

class _LedgerName(TypedDict):
    id: str
    title: _Text
    unit: str
    nature: _Nature
    subject: str
    of: _Text | None

class _LedgerFigure(TypedDict):
    value: str | None
    ratio: _Ratio | None
    unit: str
    at: str
    ids: list[str]
    sources: list[_Document]

class _LedgerChange(TypedDict):
    difference: str
    percentage_points: bool
    percent: str | None

class _LedgerTarget(TypedDict):
    value: str
    direction: Literal["at_least", "at_most"]

class _LedgerTargetState(TypedDict):
    target: _LedgerTarget
    met: bool | None
    gap: str | None

class _LedgerParts(TypedDict):
    names: list[str]
    sum: str | None
    matches: bool | None
    ids: list[str]

class _LedgerLine(TypedDict):
    agency: str
    name: str
    title: _Text
    subject: str
    nature: _Nature
    unit: str
    unit_title: _Text
    now: _LedgerFigure | None
    now_state: _FigureState
    previous: _LedgerFigure | None
    previous_state: _FigureState
    rate: _Rate | None
    change: _LedgerChange | None
    target: _LedgerTargetState | None
    parts: _LedgerParts | None
    measure: _Document | None
    text: _Text

class _LedgerRecords(TypedDict):
    given: int
    now: int
    previous: int
    outside: int
    left_out: int

class _LedgerReport(TypedDict):
    period: _Span
    previous: _Span
    lines: list[_LedgerLine]
    records: _LedgerRecords
    issues: list[_Issue]

class _Figure(TypedDict):
    id: str
    label: _Text
    value: str
    unit: Literal["count", "percent", "points", "rank", "places", "number", "date", "word"]
    of: _Text | None
    lineage: _FigureLineage

class _Section(TypedDict):
    id: str
    number: str
    level: int
    title: _Text
    blocks: list[_Document]

class _Report(TypedDict):
    id: str
    title: _Text
    agency: _Text | None
    period: _Period | None
    as_of: str
    opening: _Text
    sections: list[_Section]
    figures: list[_Figure]
    sources: list[_Document]

class _Outline(TypedDict):
    id: str
    title: _Text
    legal_basis: list[_Document]
    notes: list[_Text]
    compare: list[str]
    sections: list[_Document]

class _Phrase(TypedDict):
    id: str
    slots: list[str]
    vi: str
    en: str

_Period = TypedDict(
    "_Period",
    {
        "rule": _PeriodRule,
        "kind": _PeriodKind,
        "year": int,
        "number": int,
        "from": str,
        "through": str,
        "send_by": str | None,
        "label": _Text,
        "certainty": Literal["seen", "derived", "calendar"],
        "source": _Document | None,
    },
)

_Span = TypedDict("_Span", {"from": str, "through": str})

class _TallySpec(TypedDict):
    periods: list[_Span]
    as_of: str
    counted: Literal["in_period", "by_reception"]
    by: list[str]
    working_time: NotRequired[_TimeUnit]

class _RowKey(TypedDict):
    dimension: str
    label: str
    name: str | None
    depth: int | None

class _ReceivedFigures(TypedDict):
    online: int
    counter: int
    post: int
    unknown_channel: int
    new: int
    carried_over: int
    total: int

class _ResolvedFigures(TypedDict):
    early: int
    on_time: int
    late: int
    total: int

class _PendingFigures(TypedDict):
    in_time: int
    overdue: int
    total: int

class _ApartFigures(TypedDict):
    refused: int
    withdrawn: int
    stopped: int
    closed: int
    waiting_supplement: int
    waiting_payment: int
    waiting_agency: int
    suspended: int
    finished_without_due: int
    pending_without_due: int
    total: int

class _Standings(TypedDict):
    finished: int
    refused: int
    withdrawn: int
    stopped: int
    closed: int
    pending: int
    waiting_supplement: int
    waiting_payment: int
    waiting_agency: int
    suspended: int

class _TallyFigures(TypedDict):
    received: _ReceivedFigures
    resolved: _ResolvedFigures
    pending: _PendingFigures
    apart: _ApartFigures
    standings: _Standings

class _FormRow(TypedDict):
    c3: int
    c4: int
    c5: int
    c6: int
    c7: int
    c8: int
    c9: int
    c10: int
    c11: int
    c12: int
    c13: int

class _Identity(TypedDict):
    identity: str
    printed: bool
    left: int
    right: int
    holds: bool
    text: _Text

class _Identities(TypedDict):
    received: _Identity
    resolved: _Identity
    pending: _Identity
    whole: _Identity
    accounted: _Identity

class _TallyRates(TypedDict):
    on_time_of_resolved: _Rate
    early_of_resolved: _Rate
    late_of_resolved: _Rate
    on_time_of_received: _Rate
    overdue_of_pending: _Rate
    online_of_new: _Rate

class _TimeCount(TypedDict):
    time: int
    dossiers: int

class _WorkingTimes(TypedDict):
    unit: _TimeUnit
    dossiers: int
    average: str | None
    median: str | None
    percentile_90: int | None
    least: int | None
    most: int | None
    distribution: list[_TimeCount]

class _ViewRow(TypedDict):
    key: list[_RowKey]
    period: _Span
    figures: _TallyFigures
    form: _FormRow
    identities: _Identities
    rates: _TallyRates
    working_time: _WorkingTimes | None

class _TallyPolicy(TypedDict):
    compare: Literal["day", "hour", "instant"]
    refused: _Placement
    withdrawn: _Placement
    stopped: _Placement
    closed: _Placement
    waiting_applicant: _Placement
    waiting_agency: _Placement
    suspended: _Placement
    no_due: _Placement
    unknown_channel: _Placement

class _TallyRecords(TypedDict):
    rows: int
    counted: int
    not_accepted: int
    before: int
    after: int
    left_out: dict[str, int]

class _TallyView(TypedDict):
    by: list[str]
    policy: _TallyPolicy
    policy_text: _Text
    rows: list[_ViewRow]
    totals: list[_ViewRow]
    records: _TallyRecords
    outside_tree: list[str]

class _EffectRow(TypedDict):
    key: list[_RowKey]
    period: _Span
    before: _FormRow
    after: _FormRow
    changes: dict[str, int]

_PolicyShift = TypedDict(
    "_PolicyShift",
    {
        "standing": _DossierStanding,
        "relation": _DueRelation,
        "from": _FormPlace,
        "to": _FormPlace,
        "dossiers": int,
        "text": _Text,
    },
)

class _TallyPolicyEffect(TypedDict):
    rows: list[_EffectRow]
    total: _EffectRow
    shifts: list[_PolicyShift]

__version__: Final[str]
data_edition: Final[str]
ERROR_CODES: Final[tuple[str, ...]]
LIMIT_UNITS: Final[tuple[str, ...]]
REASONS: Final[tuple[str, ...]]
SCORE_REASONS: Final[tuple[str, ...]]

_AgencyLevel: TypeAlias = Literal["central", "province", "district", "commune"]
_BodyKind: TypeAlias = Literal[
    "ministry",
    "peoples_committee",
    "department",
    "sub_department",
    "public_service_unit",
    "management_board",
    "vertical_agency",
    "division",
    "commune_unit",
    "service_centre",
    "other",
]
_AgencyCertainty: TypeAlias = Literal["seen", "seen_2", "remembered", "own"]
_ChangeKind: TypeAlias = Literal[
    "created", "renamed", "moved", "relevelled", "merged", "absorbed", "split", "dissolved"
]
_DecidedBy: TypeAlias = Literal["procedure", "field", "unit", "rest"]
_ItemKind: TypeAlias = Literal["dossier", "task", "recommendation", "feedback"]

class _AgencyRef(TypedDict):
    id: str
    name: str

class _IdentifierAt(TypedDict):
    identifier: str
    certainty: _AgencyCertainty

_AgencyAt = TypedDict(
    "_AgencyAt",
    {
        "id": str,
        "name": str,
        "identifier": _IdentifierAt | None,
        "level": _AgencyLevel,
        "kind": _BodyKind,
        "parent": str | None,
        "path": list[_AgencyRef],
        "from": str | None,
        "until": str | None,
    },
)

class _AgenciesAt(TypedDict):
    day: str
    agencies: list[_AgencyAt]

_AgencyNode = TypedDict(
    "_AgencyNode",
    {
        "id": str,
        "name": str,
        "parent": NotRequired[str],
        "from": NotRequired[str],
        "until": NotRequired[str],
    },
)

_SuccessionStep = TypedDict(
    "_SuccessionStep",
    {
        "change": str,
        "on": str,
        "kind": _ChangeKind,
        "from": list[_AgencyRef],
        "into": list[_AgencyRef],
        "source": _Document,
        "text": _Text,
    },
)

class _Relative(TypedDict):
    agency: _AgencyAt
    through: list[_SuccessionStep]

class _Succession(TypedDict):
    of: _AgencyRef
    day: str
    found: list[_Relative]
    dissolved: list[_SuccessionStep]

class _Responsible(TypedDict):
    original: _AgencyRef
    day: str
    answers: _AgencyAt
    through: list[_SuccessionStep]
    decided_by: list[_DecidedBy]
    text: _Text

class _PlainRatio(TypedDict):
    numerator: str
    denominator: str

class _SeriesPart(TypedDict):
    agency: str
    name: str
    value: str | None
    weight: str | None
    share: str | None
    changes: list[str]

class _Carried(TypedDict):
    agency: str
    name: str
    year: int
    quarter: int | None
    value: str | None
    shown: str | None
    ratio: _PlainRatio | None
    parts: list[_SeriesPart]
    note: _Text

class _CarriedSeries(TypedDict):
    how: Literal["sum", "weighted_mean", "refused"]
    onto: str
    values: list[_Carried]
    issues: list[_Issue]

class _ProvinceRef(TypedDict):
    id: str
    code: str
    name: str

class _Upgrade(TypedDict):
    kind: Literal["province", "city"]
    year: int
    certainty: _AgencyCertainty
    source: _Document

_Province = TypedDict(
    "_Province",
    {
        "id": str,
        "code": str,
        "name": str,
        "name_certainty": _AgencyCertainty,
        "kind": Literal["province", "city"],
        "identifier": str | None,
        "identifier_certainty": _AgencyCertainty | None,
        "from": str | None,
        "until": str | None,
        "stands": bool,
        "upgrade": _Upgrade | None,
        "successor": _ProvinceRef | None,
        "predecessors": list[_ProvinceRef],
        "sources": list[_Document],
        "text": _Text,
    },
)

class _ItemCounts(TypedDict):
    dossier: int
    task: int
    recommendation: int
    feedback: int
    total: int

class _AgencyHandover(TypedDict):
    agency: _AgencyRef
    role: Literal["ended", "began", "goes_on"]
    eve: _ItemCounts
    day: _ItemCounts

class _ItemHandover(TypedDict):
    id: str
    kind: _ItemKind
    original: _AgencyRef
    eve: _AgencyRef
    day: _AgencyRef | None
    as_of: _AgencyRef | None
    decided_by: list[_DecidedBy]
    through: list[str]
    closed: str | None
    closed_by: _AgencyRef | None
    state: Literal["closed", "open", "undecided", "without_successor"]

class _HandoverTotal(TypedDict):
    kind: _ItemKind | None
    eve: int
    taken_over: int
    undecided: int
    without_successor: int
    closed: int
    open: int
    in_books: int | None
    lost: int | None
    extra: int | None
    misplaced: int | None
    holds: bool

class _HandoverScope(TypedDict):
    given: int
    handed_over: int
    elsewhere: int
    closed_before: int
    opened_after: int
    refused: int

class _Handover(TypedDict):
    day: str
    as_of: str
    changes: list[_SuccessionStep]
    agencies: list[_AgencyHandover]
    items: list[_ItemHandover]
    totals: list[_HandoverTotal]
    scope: _HandoverScope
    reconciles: bool
    issues: list[_Issue]

@final
class AgencyRegister:
    @staticmethod
    def from_json(text: str | _Given) -> AgencyRegister: ...
    @staticmethod
    def provinces() -> AgencyRegister: ...
    def agency_at(self, id: str, day: _Date) -> _AgencyAt: ...
    def tree_at(self, day: _Date) -> _AgenciesAt: ...
    def tree(self, key: Literal["id", "identifier"] = "id") -> list[_AgencyNode]: ...
    def successors(self, id: str, day: _Date) -> _Succession: ...
    def predecessors(self, id: str, day: _Date) -> _Succession: ...
    def responsible(self, id: str, day: _Date, matter: _Document | None = None) -> _Responsible: ...
    def carry(self, series: _Document) -> _CarriedSeries: ...

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
    def shipped_for(series: str, year: int) -> RuleSet: ...
    @staticmethod
    def shipped_ids() -> list[str]: ...
    @staticmethod
    def from_json(text: str) -> RuleSet: ...
    @staticmethod
    def from_csv(header: str | _Document, csv: bytes | bytearray | str) -> RuleSet: ...
    @staticmethod
    def check(text: str | _Document) -> _Check: ...
    @staticmethod
    def schema() -> _Document: ...
    @property
    def id(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def series(self) -> str: ...
    @property
    def status(self) -> _Status: ...
    @property
    def years(self) -> _Years: ...
    @property
    def remarks(self) -> list[_Issue]: ...
    def to_json(self) -> str: ...
    def score(self, evidence: _Documents, year: int, unit: _Document | None = None) -> _ScoreSheet: ...
    def score_all(self, units: _Documents, year: int) -> _ScoreSheets: ...
    def score_columns(self, columns: dict[str, _Cells]) -> ScoreAnswers: ...
    def league(self, units: _Documents, year: int, decided: Sequence[str] | None = None) -> _League: ...
    def class_of(self, points: _Exact) -> _ClassBand: ...
    def classify(self, units: _Documents, decided: Sequence[str] | None = None) -> _ClassResults: ...
    def losses(self, evidence: _Documents, year: int) -> list[_Loss]: ...
    def bottlenecks(
        self, evidence: _Documents, year: int, levers: _Documents | None = None
    ) -> _Bottlenecks: ...
    def least_increase(self, criterion: str, measure: _Document, points: _Exact) -> _LeastIncrease: ...
    def target_search(self, request: _Document) -> _TargetPlan: ...
    def contributions(self, evidence: _Documents, year: int) -> _Contributions: ...
    def gap(
        self,
        evidence: _Documents,
        year: int,
        other_evidence: _Documents,
        other_year: int | None = None,
        other_rules: RuleSet | None = None,
    ) -> _Gap: ...
    def gap_to_mean(self, evidence: _Documents, year: int, others: Sequence[_Documents]) -> _Gap: ...
    def change_to(
        self,
        newer: RuleSet,
        evidence: _Documents,
        year: int,
        newer_evidence: _Documents,
        newer_year: int,
        codes: dict[str, str] | None = None,
    ) -> _ScoreChange: ...
    def what_if(
        self, evidence: _Documents, year: int, changes: _Documents, league: _Documents | None = None
    ) -> _WhatIf: ...
    def applicability_effect(self, units: _Documents, year: int) -> _ApplicabilityEffect: ...
    def diff(self, newer: RuleSet, codes: dict[str, str] | None = None) -> _RuleSetDiff: ...
    def diff_scores(
        self, newer: RuleSet, units: _Documents, codes: dict[str, str] | None = None
    ) -> _ScoreDiff: ...

@final
class Tally:
    @staticmethod
    def empty(spec: _Given, calendar: WorkCalendar | None = None) -> Tally: ...
    @staticmethod
    def of_dossiers(
        dossiers: _Documents, spec: _Given, calendar: WorkCalendar | None = None
    ) -> tuple[Tally, list[_Issue]]: ...
    @staticmethod
    def from_csv(
        csv: bytes | bytearray | str, spec: _Given, calendar: WorkCalendar | None = None
    ) -> tuple[Tally, list[_Issue]]: ...
    def merge(self, other: Tally) -> Tally: ...
    @staticmethod
    def merged(tallies: Sequence[Tally]) -> Tally: ...
    @staticmethod
    def from_bytes(bytes: bytes | bytearray) -> Tally: ...
    @staticmethod
    def from_json(text: str) -> Tally: ...
    @property
    def spec(self) -> _TallySpec: ...
    @property
    def rows(self) -> int: ...
    def to_bytes(self) -> bytes: ...
    def to_json(self) -> str: ...
    def view(self, request: _Given | None = None) -> _TallyView: ...
    def policy_effect(self, policy: _Given, request: _Given | None = None) -> _TallyPolicyEffect: ...
    def figures(self, policy: _Given | None, names: Sequence[str], threads: int | None = None) -> ArrowColumn: ...
    def __eq__(self, value: object, /) -> bool: ...

@final
class TallyCounter:
    def __new__(cls, spec: _Given, calendar: WorkCalendar | None = None) -> TallyCounter: ...
    def add(self, columns: _Document, threads: int | None) -> Any: ...
    def finish(self, threads: int | None = None) -> Tally: ...

@final

class Catalogue:
    @staticmethod
    def of(document: _Document) -> Catalogue: ...
    @property
    def issues(self) -> list[_Issue]: ...
    def version_at(self, code: str, day: _Date) -> _ProcedureVersion: ...
    def version_for(self, dossier: _Document) -> _KeptVersion: ...
    def online_at(self, code: str, day: _Date) -> _OnlineStanding | None: ...
    def counts(self, day: _Date) -> _CatalogueCounts: ...
    def incomplete(self, day: _Date) -> list[_IncompleteProcedure]: ...
    def history(self, code: str) -> _ProcedureHistory: ...
    def acts(self, from_: _Date, through: _Date, by: Literal["signed", "effective"]) -> _ActsInPeriod: ...
    def punctuality(
        self, rules: RuleSet, level: str, as_of: _Date, calendar: WorkCalendar | None = None
    ) -> _Punctuality: ...
    def indicator_procedures(self, day: _Date, agency: str | None = None) -> list[_CatalogueProcedure]: ...

@final
class Report:
    @staticmethod
    def write(records: _Document, calendar: WorkCalendar | None = None) -> Report: ...
    @staticmethod
    def of_dossiers(
        csv: bytes | bytearray | str,
        as_of: _Date,
        calendar: WorkCalendar | None = None,
        columns: _Document | None = None,
    ) -> Report: ...
    def to_text(self, lang: str = "vi") -> str: ...
    def to_markdown(self, lang: str = "vi") -> str: ...
    def to_html(self, lang: str = "vi") -> str: ...
    def chart_svg(self, id: str, lang: str = "vi") -> str | None: ...
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
def replay(history: _Document, as_of: _Moment, calendar: WorkCalendar | None = None) -> _Replay: ...
def replay_all(histories: _Documents, as_of: _Moment, calendar: WorkCalendar | None = None) -> _Replays: ...
def audit(
    histories: _Documents,
    as_of: _Moment,
    settings: _Document | None = None,
    calendar: WorkCalendar | None = None,
) -> _Audit: ...
def audit_dossiers(
    dossiers: _Documents,
    as_of: _Moment,
    settings: _Document | None = None,
    calendar: WorkCalendar | None = None,
) -> _Audit: ...
def dossier_code(code: str, regime: _CodeRegime | None = None) -> _DossierCodeParts: ...
def procedure_code(code: str) -> _ProcedureCodeParts: ...
def sector_code(code: str) -> _SectorCodeParts: ...
def indicators(
    rules: RuleSet, data: _Document, as_of: _Date, calendar: WorkCalendar | None = None
) -> _IndicatorEvidence: ...
def indicator_sheet(
    rules: RuleSet,
    data: _Document,
    as_of: _Date,
    evidence: _Documents | None = None,
    calendar: WorkCalendar | None = None,
) -> _IndicatorSheet: ...
def feedback_case(
    record: _Document,
    as_of: _Date,
    regime: str | _Document | None = None,
    calendar: WorkCalendar | None = None,
) -> _FeedbackCase: ...
def feedback_report(data: _Document, as_of: _Date, calendar: WorkCalendar | None = None) -> _FeedbackReport: ...
def feedback_regimes() -> list[_FeedbackRegime]: ...
def ledger_report(data: _Document) -> _LedgerReport: ...
def ledger_names() -> list[_LedgerName]: ...
def lunar_day(date: _Date) -> _LunarDay: ...
def solar_day(lunar: _Document) -> date: ...
def classify(dossier: _Document, as_of: _Date, calendar: WorkCalendar | None = None) -> _Classification: ...
def on_time_stats(dossiers: _Documents, as_of: _Date, calendar: WorkCalendar | None = None) -> _Stats: ...
def stats_summary(counts: _Document) -> _Stats: ...
def dossier_table(
    csv: bytes | bytearray | str,
    as_of: _Date,
    calendar: WorkCalendar | None = None,
    columns: _Document | None = None,
) -> _DossierTable: ...
def read_dossiers(csv: bytes | bytearray | str, columns: _Document | None = None) -> _Import: ...
def read_progress(
    csv: bytes | bytearray | str,
    dossiers: _Documents,
    as_of: _Date,
    columns: _Document | None = None,
    calendar: WorkCalendar | None = None,
) -> _ProgressImport: ...
def apology_duty(owed: int, apologised: int, as_of: _Date) -> _ApologyDuty: ...
def rank(entries: _Documents, ties: _Ties = "competition") -> _Ranking: ...
def rank_column(points: _Column, ties: _Ties = "competition") -> Any: ...
def rank_draws(values: _Column, weights: _Column, threads: int = 1) -> Any: ...
def tally_draws(
    values: _Column,
    weights: _Column,
    distribution: Literal["uniform", "triangular", "bell"],
    width: float,
    seed: int,
    from_: int,
    to: int,
    threads: int = 1,
) -> Any: ...
def tally_columns(
    columns: _Document, spec: _Given, calendar: WorkCalendar | None, threads: int | None
) -> tuple[Tally, Any]: ...
def tally_members(
    columns: _Document, spec: _Given, selection: _Given, calendar: WorkCalendar | None
) -> list[int]: ...
def period(rule: _PeriodRule, kind: _PeriodKind, year: int, number: int) -> _Period: ...
def periods(rule: _PeriodRule, kind: _PeriodKind, from_: _Date, through: _Date) -> list[_Period]: ...
def year_before(period: _Given) -> _Period: ...
def robustness(document: _Document, threads: int = 1) -> _RobustnessReport: ...
def check_classes(classes: _Document) -> _Check: ...
def classify_units(case: _Document) -> _ClassResults: ...
def survey_questionnaire(document: _Document) -> _Questionnaire: ...
def survey_tally(questionnaire: _Document, data: _Document) -> _SurveyTally: ...
def survey_results(
    questionnaire: _Document, data: _Document, population: _Documents | None = None
) -> _SurveyResults: ...
def survey_bootstrap(
    questionnaire: _Document, responses: _Documents, plan: _Document, population: _Documents | None = None
) -> _BootstrapResults: ...
def survey_sample_size(population: int, margin: _Exact) -> _SampleSize: ...
def survey_margin(population: int, sample: int, places: int) -> _Margin: ...
def survey_wilson(satisfied: int, answered: int, confidence: _Document, places: int) -> _WilsonInterval: ...
def next_place(entries: _Documents, id: str, ties: _Ties = "competition") -> _NextPlace | None: ...
def movement(now: _Document, earlier: _Document) -> _Movement: ...
def movements(case: _Document) -> _Movements: ...
def standing_before(now: _Document, movement: _Document, of: int | None = None) -> _Standing: ...
def mean(values: Sequence[_Exact], places: int) -> Decimal: ...
def procedures_total(published: _Documents) -> int: ...
def plan_progress(tasks: _Documents, as_of: _Date) -> _Progress: ...
def review_summary(review: _Document, as_of: _Date) -> _ReviewSummary: ...
def inspection_summary(inspection: _Document, as_of: _Date) -> _InspectionSummary: ...
def report_outlines() -> list[_Outline]: ...
def report_phrases() -> list[_Phrase]: ...
def plan_report(plan: _Document, as_of: _Date, due_within: int | None = None) -> _PlanReport: ...
def plan_movement(plan: _Document, since: _Date, as_of: _Date) -> _PlanMovement: ...
def plan_carry_over(plan: _Document, into: int, as_of: _Date) -> _CarriedPlan: ...
def inspection_report(
    inspections: _Document, as_of: _Date, calendar: WorkCalendar | None = None
) -> _InspectionReport: ...
def handover(register: AgencyRegister, case: _Document) -> _Handover: ...
def province_of_code(code: str, day: _Date | None = None) -> _Province: ...
def province_of_name(name: str, day: _Date | None = None) -> _Province: ...
def provinces(day: _Date) -> list[_Province]: ...
