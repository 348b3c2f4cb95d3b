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
