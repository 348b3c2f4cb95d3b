// Dossiers by their events, their audit, and the codes of records

/** Trạng thái hồ sơ: the ten of the National Public Service Portal, and four its codes do not tell apart. */
export type DossierState =
  | "registered"
  | "accepted"
  | "not_accepted"
  | "in_progress"
  | "waiting_supplement"
  | "waiting_payment"
  | "withdrawn"
  | "stopped"
  | "finished"
  | "handed_over"
  | "suspended"
  | "waiting_agency"
  | "refused"
  | "closed";

/** What every event of a dossier may say beside what happened: when it was entered, and by whom. */
interface Recorded {
  at: Moment;
  recorded_at?: Moment | null;
  who?: string | null;
}

/** Sự kiện của hồ sơ. */
export type DossierEvent = Recorded &
  (
    | { event: "submitted" }
    | { event: "received" }
    | { event: "received_by_competent" }
    | { event: "refused_at_intake"; reason?: string | null }
    | { event: "resumed" }
    | { event: "supplement_received"; due_before?: Moment | null; due_after?: Moment | null }
    | { event: "obligation_paid" }
    | { event: "opinion_received"; from: string }
    | { event: "transferred"; to: string; from?: string | null; due?: Moment | null }
    | { event: "excluded"; to: Moment; ground: string }
    | { event: "extended"; by: TimeLimit; reason?: string | null }
    | { event: "re_appointed"; due: Moment }
    | { event: "obligation_notified" }
    | { event: "opinion_asked"; of: string; due?: Moment | null }
    | { event: "suspended"; reason?: string | null }
    | { event: "supplement_asked"; reason?: string | null }
    | { event: "finished" }
    | { event: "refused"; reason?: string | null }
    | { event: "handed_over" }
    | { event: "withdrawn" }
    | { event: "stopped"; reason?: string | null }
    | { event: "closed" }
  );

/** Ngày hẹn trả đã ghi: a due date as the record showed it, and since when. */
export interface PrintedDue {
  at: Moment;
  due: Moment;
}

/** Lịch sử của một hồ sơ. */
export interface History {
  id: string;
  procedure?: string | null;
  rule: DeadlineRule;
  /** For a rule with pieces. */
  count?: number | null;
  /** For a rule with areas. */
  area?: string | null;
  /** By post the arrival counts, which is the event `received`. */
  channel?: Channel | null;
  helped_by?: string | null;
  received_by?: string | null;
  competent?: string | null;
  /** Received outside the boundary of the competent agency: the clock starts with `received_by_competent`. */
  outside_boundary?: boolean;
  /** The text by which the time an opinion is awaited does not count. */
  opinions_not_counted?: Citation | null;
  printed?: PrintedDue[];
  /** In any order. */
  events: DossierEvent[];
  /** Whether what a rule forbids is remarked on instead of refused. */
  history?: boolean;
}

/** Thời gian làm việc. */
export interface Spent {
  /** The first day not counted; `null` outside the known calendar. */
  working_days: number | null;
  /** `null` where the calendar or the record has no hours. */
  working_minutes: number | null;
}

/** Thời gian ở một bước. */
export interface StageTime {
  stage: string | null;
  from: Moment;
  /** `null` while it holds the dossier. */
  to: Moment | null;
  due: Moment | null;
  outcome: Outcome | null;
  spent: Spent;
}

export type WaitsOn = "applicant" | "agency" | "suspended";

/** Một lần chờ. */
export interface Wait {
  on: WaitsOn;
  event: DossierEvent["event"];
  /** The agency asked, or the reason given. */
  what: string | null;
  from: Moment;
  to: Moment | null;
  due: Moment | null;
  outcome: Outcome | null;
  spent: Spent;
}

/** Tổng thời gian chờ: what overlaps counts once. */
export interface WaitTotal {
  on: WaitsOn;
  times: number;
  spent: Spent;
}

/** Mốc: an event in its place, and what it led to. */
export interface TimelineEntry {
  event: DossierEvent["event"];
  at: Moment;
  recorded_at: Moment | null;
  who: string | null;
  state: DossierState;
  /** `null` while the clock has not begun or stands still. */
  due: Moment | null;
  text: Text;
}

/** Kết quả diễn lại. */
export interface Replay {
  id: string;
  procedure: string | null;
  /** The competent agency, else the one that received the dossier. */
  agency: string | null;
  as_of: Moment;
  /** `null` before its first event. */
  state: DossierState | null;
  state_name: Text;
  submitted: Moment | null;
  received: Moment | null;
  /** `null` while the clock has not begun. */
  start: ClockStart | null;
  limit: TimeLimit | null;
  due: IsoDate | null;
  due_at: Instant | null;
  appointments: Appointment[];
  pauses: PauseSpan[];
  progress: ClockProgress | null;
  /** Where on time is judged: finished (status 9) or refused after examination. */
  finished: Moment | null;
  handed_over: Moment | null;
  outcome: Outcome | null;
  stages: StageTime[];
  waits: Wait[];
  waited: WaitTotal[];
  timeline: TimelineEntry[];
  /** How many events lie after the moment asked about. */
  still_to_come: number;
  remarks: Remark[];
  rules: Citation[];
  text: Text;
}

/** Diễn lại nhiều hồ sơ: in the order given, `null` for one whose reason is among the issues. */
export interface Replays {
  replays: (Replay | null)[];
  issues: Issue[];
}

export type FindingKind =
  | "due_date_reset"
  | "pause_after_breach"
  | "backdated_pause"
  | "backdated_finish"
  | "result_on_day_off"
  | "result_out_of_hours"
  | "second_supplement_request"
  | "second_re_appointment"
  | "last_hour_cluster"
  | "finish_before_reception";

/** Kỳ báo cáo: both days included. */
export interface AuditPeriod {
  from: IsoDate;
  to: IsoDate;
}

/** Ngưỡng soi chiếu: what is left out is the library's own choice, not law. */
export interface AuditSettings {
  /** 1440 when it is left out. */
  entry_tolerance_minutes?: number;
  bulk_entry_days?: IsoDate[];
  /** 30 when it is left out. */
  hours_grace_minutes?: number;
  /** 60 when it is left out. */
  cluster_minutes?: number;
  /** 10 when it is left out. */
  cluster_least?: number;
  /** 50 when it is left out. */
  cluster_percent?: number;
  cluster_by?: "agency" | "official";
  period?: AuditPeriod | null;
  /** All when it is left out. */
  kinds?: FindingKind[] | null;
}

/** Số liệu đã so sánh. */
export interface Compared {
  name: string;
  value: string;
}

/** Dấu hiệu: a row of evidence, a question and not a charge. */
export interface Finding {
  kind: FindingKind;
  /** Which case of the kind. */
  basis: string;
  /** `null` for a cluster. */
  dossier: string | null;
  agency: string | null;
  who: string | null;
  /** The place of the event among those of the dossier in the order of time, from 0. */
  event: number | null;
  at: Moment | null;
  recorded_at: Moment | null;
  compared: Compared[];
  source: Citation | null;
  text: Text;
}

/** Số dấu hiệu của một loại. */
export interface KindCount {
  kind: FindingKind;
  findings: number;
  label: Text;
  /** What innocent cause it often has. */
  caution: Text;
}

/** Số dấu hiệu của một cơ quan. */
export interface AgencyCount {
  agency: string | null;
  checked: number;
  findings: number;
}

/** Kết quả soi chiếu. */
export interface Audit {
  checked: number;
  findings: Finding[];
  by_kind: KindCount[];
  by_agency: AgencyCount[];
  issues: Issue[];
  settings: AuditSettings;
  text: Text;
}

/** Cách đặt mã hồ sơ: the text by which a code is read. */
export type CodeRegime = "01/2018/TT-VPCP" | "20/2020/QĐ-TTg" | "03/2025/TT-VPCP";

/** Các phần của mã hồ sơ. */
export interface DossierCodeParts {
  code: string;
  groups: string[];
  /** `null` where the code alone does not tell. */
  level_1: string | null;
  date: IsoDate;
  number: string;
  /** Only where the code is read as one of a centralised service. */
  system: string | null;
  /** The texts the code fits, by its shape and its day. */
  regimes: CodeRegime[];
  regime: CodeRegime | null;
  /** What stays open and why. */
  open: Text[];
}

/** Các phần của mã thủ tục. */
export interface ProcedureCodeParts {
  code: string;
  base: string;
  agency: string | null;
  agency_form: "old" | "new" | null;
  level_1: string | null;
  case: string | null;
  /** What stands behind and may be a case or a body below the agency. */
  unread: string | null;
}

/** Các phần của mã lĩnh vực. */
export interface SectorCodeParts {
  code: string;
  level_1: string;
  sector: string;
}

// Indicators counted from dossiers

/** Số liệu để tính chỉ số: a list that is left out is not known, and what needs it is not computed. */
export interface IndicatorData {
  level: AgencyKind;
  period: { from: IsoDate; through: IsoDate };
  /** All that were received or handled in the period; others may stand among them. */
  dossiers?: Dossier[] | null;
  /** Danh mục thủ tục trong phạm vi của đơn vị. */
  procedures?: CatalogueProcedure[] | null;
  /** All that was received or handled in the period. */
  feedback?: Feedback[] | null;
  /** Hồ sơ bị đánh giá không hài lòng. */
  disliked?: string[] | null;
  sync?: SyncFigures | null;
  /** Phần việc của đơn vị trong từng hồ sơ, one for a dossier. */
  own_parts?: OwnPart[] | null;
  /** A dossier that is not in the list took none. */
  contacts?: Contact[] | null;
  /** Codes of the databases that hold population data, as the dossiers name them. */
  population_databases?: string[] | null;
  /** Whether the lineage lists the records that earned too. */
  list_earned?: boolean;
}

/** Thủ tục trong danh mục. */
export interface CatalogueProcedure {
  id: string;
  announcements?: Announcement[] | null;
  /** Whether a province announced it as its own, rather than as one of a ministry's. */
  own?: boolean | null;
  /** The obligatory parts that are public. */
  parts?: ProcedurePart[] | null;
  /** For a dossier that has neither a due date nor a limit of its own. */
  limit?: TimeLimit | null;
  has_fee?: boolean | null;
  written_result?: boolean | null;
  for_people?: boolean | null;
  /** Connected to population data. */
  population_data?: boolean | null;
  eligible_online?: boolean | null;
  service?: ServiceLevel | null;
  /** Posted accurately, completely and in time. */
  posted?: boolean | null;
  /** The same in electronic form. */
  electronic?: boolean | null;
}

/** Một lần công bố thủ tục. */
export interface Announcement {
  decision: IsoDate;
  /** The newest effective date of its legal basis. */
  effective?: IsoDate | null;
  /** Whether it is public on the day of the data; not needed beside `published`. */
  public?: boolean | null;
  published?: IsoDate | null;
}

/** Bộ phận tạo thành thủ tục. */
export type ProcedurePart = "name" | "steps" | "manner" | "papers" | "time_limit" | "applicants" | "body";

/** Mức độ dịch vụ công trực tuyến: information only, a part (level 3), or all of it (level 4). */
export type ServiceLevel = "information" | "partial" | "full";

/** Số liệu đồng bộ: 0 says that there is no figure, one left out is not known. */
export interface SyncFigures {
  /** Ids of the dossiers synced. */
  synced?: string[] | null;
  /** The body's own figure. */
  reported?: number | null;
  /** The national portal's. */
  portal?: number | null;
  /** Of the whole year before, where both are 0. */
  last_year?: number | null;
}

/** Phần việc của đơn vị trong một hồ sơ. */
export interface OwnPart {
  dossier: string;
  due?: Moment | null;
  finished?: Moment | null;
}

/** Các lần liên hệ để hoàn thiện một hồ sơ. */
export interface Contact {
  dossier: string;
  times?: number | null;
  /** Of them by the applicant's fault. */
  by_applicant?: number | null;
  bodies?: BodiesContacted | null;
}

/** Các cơ quan phải liên hệ: none, the one-stop department alone, or more. */
export type BodiesContacted = "none" | "one_stop" | "more";

export type RecordKind = "dossiers" | "procedures" | "feedback";

/** Số liệu của các chỉ số. */
export interface IndicatorEvidence {
  rule_set: string;
  edition: string;
  status: RuleSetStatus;
  level: AgencyKind;
  period: { from: IsoDate; through: IsoDate };
  as_of: IsoDate;
  /** What `RuleSet.score` takes. */
  evidence: Evidence[];
  /** One for each piece of evidence. */
  lineage: Lineage[];
  not_computed: NotComputed[];
  records: RecordCount[];
  /** Of records that are counted nowhere, or that name a dossier nobody gave. */
  issues: Issue[];
}

/** Nguồn của một con số: `counted` and `lost` together are `of`. */
export interface Lineage {
  criterion: string;
  title: Text;
  kind: RecordKind;
  /** Tên mẫu số. */
  denominator: Text;
  of: number;
  /** Those that earned, or reached the best level. */
  counted: number;
  lost: number;
  /** Its denominator may be a declared figure; `null` where the rule takes levels. */
  ratio: Ratio | null;
  /** The best comes first. */
  levels: LevelCount[];
  /** Of the whole body, where the rule asks for one. */
  level: string | null;
  /** Mã các bản ghi làm mất điểm: those that did not earn. */
  behind: string[];
  /** Those that did, where they were asked for. */
  earned: string[] | null;
  source: Citation;
  /** Of a limit or a list the count took from elsewhere. */
  also: Citation | null;
  /** Cách hiểu: how points that no text settles are read in the count. */
  readings: Text[];
  text: Text;
}

/** Số bản ghi ở một mức. */
export interface LevelCount {
  level: string;
  count: number;
  /** Of the best level only where those that earned were asked for. */
  ids: string[];
}

export type NotComputedReason =
  | "no_formula"
  | "missing_list"
  | "not_known"
  | "no_limit"
  | "undefined"
  | "rule_refuses"
  | "no_counting";

/** Chỉ số không tính được. */
export interface NotComputed {
  criterion: string;
  title: Text;
  because: NotComputedReason;
  /** The list not given, or the field not known, such as `dossiers[].digitised`. */
  missing: string | null;
  unknown: RecordIds[];
  text: Text;
}

/** Mã các bản ghi của một danh sách. */
export interface RecordIds {
  kind: RecordKind;
  ids: string[];
}

/** Số bản ghi của một danh sách: `given` is the other three together. */
export interface RecordCount {
  kind: RecordKind;
  given: number;
  in_period: number;
  outside: number;
  left_out: number;
}

/** Bảng điểm có nguồn. */
export interface IndicatorSheet {
  sheet: ScoreSheet;
  /** Groups too, in the order of the sheet. */
  points: PointsBehind[];
  indicators: IndicatorEvidence;
}

/** Điểm của một tiêu chí, and what it was lost by. */
export interface PointsBehind {
  criterion: string;
  points: Exact | null;
  max_points: Exact;
  /** Of a group, of what was computed in it. */
  lost_points: Exact | null;
  behind: RecordIds[];
}
