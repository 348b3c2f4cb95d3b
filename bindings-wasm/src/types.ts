/** A day as ISO text, such as `2026-08-20`. Also read: `20/08/2026` and `yyyyMMddHHmmss`. */
export type IsoDate = string;
/** A day with the time of day where the record has one, civil time in Việt Nam; an offset is turned into UTC+7. */
export type Moment = string;
/** A day with its time of day, such as `2026-03-02T14:00:00`, read as a `Moment`; a day alone is refused. */
export type Instant = string;
/** An exact decimal as text, such as `"84.84"`; points and percentages are never floats. */
export type Exact = string;
/** An exact decimal as text, or a whole number. */
export type ExactInput = string | number;
export type Lang = "vi" | "en";

/** Văn bản song ngữ. */
export interface Text {
  vi: string;
  en: string;
}

/** Căn cứ: a document, the place in it, and what it says. */
export interface Citation {
  document: string;
  article?: string;
  says?: Text;
}

export type ErrorKind = "invalid_input" | "not_found" | "out_of_coverage" | "ambiguous" | "invalid_data";

/** Lỗi: what the functions throw; test with `error.name === "CchcError"` and tell apart by `code`. */
export interface CchcError extends Error {
  name: "CchcError";
  /** The stable code, such as `calendar.horizon`. */
  code: string;
  kind: ErrorKind;
  /** The facts behind the message. */
  details: Record<string, unknown>;
  messageVi: string;
}

/** Vấn đề dữ liệu: something wrong at one place of the data; the rest was still used. */
export interface Issue {
  /** Counted from 1 at the header, where the data came as lines. */
  line: number | null;
  /** The field, or the path inside the document. */
  path: string;
  code: string;
  kind: ErrorKind;
  message: Text;
  details: Record<string, unknown>;
}

// Working days and deadlines

export type DayKind =
  | "working"
  | "weekend"
  | "holiday"
  | "compensatory"
  | "swapped_off"
  | "make_up"
  | "local_off"
  | "local_work";
export type DayStatus = "announced" | "derived" | "estimated";

/** Lý do của một ngày. */
export interface DayReason {
  date: IsoDate;
  weekday: Text;
  kind: DayKind;
  working: boolean;
  name: Text | null;
  /** The other day of a swap, or the holiday a compensatory day makes up for. */
  pair: IsoDate | null;
  /** What the national calendar says of a local day. */
  instead_of: DayKind | null;
  /** `null` where the calendar has no office hours. */
  hours: Interval[] | null;
  status: DayStatus;
  source: Citation;
  /** The day that text is dated, where it is. */
  known_at: IsoDate | null;
  text: Text;
}

/** Khu vực: whose calendar it is. */
export type Sector = "public" | "enterprise";
/** Dùng lịch để: what a calendar is for. */
export type CalendarUse = "counting" | "reception";
type LongWeekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
/** Read in both forms, in any case; written in the short one. */
export type Weekday = LongWeekday | "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun";
/** Khoảng giờ: from a minute of the day up to, not including, another, such as `["07:00", "11:30"]`. */
export type Interval = [from: string, to: string];

/** Giờ làm việc theo thứ: the intervals in order and apart. */
export interface WeekdayHours {
  days: Weekday[];
  intervals: Interval[];
}

/** Giờ làm việc theo mùa: from one day of the year, such as `04-15`, through another. */
export interface Season {
  from: string;
  until: string;
  weekly: WeekdayHours[];
}

/** Giờ hành chính. */
export interface OfficeHours {
  weekly: WeekdayHours[];
  seasons?: Season[];
  source: Citation;
}

/** Những ngày riêng: from one day through another. */
export interface LocalDays {
  from: IsoDate;
  /** `from` alone when it is left out. */
  to?: IsoDate | null;
  reason: Text;
  intervals?: Interval[];
}

/** Ngày làm việc hằng tuần thêm. */
export interface LocalWeekday {
  weekday: Weekday;
  from?: IsoDate | null;
  to?: IsoDate | null;
  reason: Text;
  intervals?: Interval[];
}

/** Lịch riêng: of one agency and use, or of all where they are left out. */
export interface Overlay {
  agency?: string | null;
  use?: CalendarUse | null;
  source: Citation;
  days_off?: LocalDays[];
  extra_days?: LocalDays[];
  weekly_days?: LocalWeekday[];
  /** Other hours on days that are worked. */
  hours?: LocalDays[];
}

/** Cột kết quả: days or minutes by their number since 1970, or counts; `NO_DAY` where there is none. */
export interface NumberColumn {
  answers: Int32Array;
  /** Why a row has no answer, by its place in `reasonCodes()`; 0 where it has one. */
  reasons: Uint8Array;
  /** How many rows have no answer. */
  failed: number;
}

/** Cột có, không: 1 for yes, 0 for no and where there is no answer. */
export interface FlagColumn {
  answers: Uint8Array;
  reasons: Uint8Array;
  failed: number;
}

/** Thời hạn giải quyết, at least one working day. */
export interface TimeLimit {
  working_days: number;
}

/** Ngày được tính. */
export interface CountedDay {
  /** Counted from 1. */
  number: number;
  date: IsoDate;
  kind: DayKind;
}

/** Hạn trả kết quả. */
export interface Deadline {
  received: IsoDate;
  limit: TimeLimit;
  due: IsoDate;
  counted: CountedDay[];
  skipped: DayReason[];
  rules: Citation[];
  text: Text;
}

// Dossiers and their statistics

export type Mechanism = "one_stop" | "interlinked";
export type Outcome = "early" | "on_time" | "late" | "in_progress" | "overdue";
export type SetAside = "not_accepted" | "waiting" | "withdrawn" | "stopped" | "received_later";
/** Phân loại: one of the five outcomes, or why it has none. */
export type Classification = { outcome: Outcome } | { set_aside: SetAside };

/** Hồ sơ. */
export interface Dossier {
  id: string;
  agency?: string;
  procedure?: string;
  mechanism?: Mechanism | null;
  received?: Moment | null;
  /** As printed on the slip; without it the due date is computed from `limit`. */
  due?: Moment | null;
  limit?: TimeLimit | null;
  finished?: Moment | null;
  /** 1 to 10, as sent to the National Public Service Portal. */
  status?: number | null;
}

/** Số hồ sơ theo kết quả; what is left out is 0. */
export interface OutcomeCounts extends Partial<Record<Outcome, number>> {
  set_aside?: Partial<Record<SetAside, number>>;
}

/** Một tỷ lệ, with the name of its denominator. */
export interface Rate {
  numerator: Exact;
  denominator: Exact;
  /** Half up at two decimals; `null` when the denominator is zero. */
  percent: Exact | null;
  of: Text;
}

/** Tổng hợp: counts, totals and rates. */
export interface StatsSummary extends Record<Outcome, number> {
  set_aside: Record<SetAside, number>;
  resolved: number;
  pending: number;
  counted: number;
  /** Counted, and those that wait, were withdrawn or stopped. */
  received: number;
  total: number;
  on_time_of_resolved: Rate;
  early_of_resolved: Rate;
  late_of_resolved: Rate;
  on_time_of_received: Rate;
  overdue_of_pending: Rate;
  rule: Citation;
}

export interface ProcedureStats {
  procedure: string;
  title: string | null;
  stats: StatsSummary;
}

export interface AgencyStats {
  agency: string;
  stats: StatsSummary;
  procedures: ProcedureStats[];
}

/** Bảng hồ sơ: rows = counted + set aside + left out. */
export interface OnTimeTable {
  as_of: IsoDate;
  /** Without a status column, a finishing date alone says that a dossier is resolved. */
  has_status: boolean;
  rows: number;
  blank_rows: number;
  left_out: number;
  reconciled: boolean;
  total: StatsSummary;
  mechanisms: { mechanism: Mechanism | null; stats: StatsSummary }[];
  agencies: AgencyStats[];
  column_issues: Issue[];
  issues: Issue[];
}

/** Nghĩa vụ xin lỗi. */
export interface ApologyDuty {
  owed: number;
  apologised: number;
  /** Whether the duty arose at all. */
  applicable: boolean;
  /** `null` when the duty did not arise. */
  percent: Exact | null;
  /** The rule in force on the date; `null` where none is known for it. */
  rule: Citation | null;
}

// Scoring

export type RuleSetStatus = "official" | "reconstructed" | "template";
export type ZeroDenominator = "max" | "zero" | "refused";
export type Branch = "proportional" | "at_or_above_target" | "below_target" | "zero_denominator" | "published";
export type ScoreBasis = "rule" | "sum" | "published" | "no_evidence";

/** Dạng quy tắc chấm điểm. */
export type Shape =
  | { kind: "proportional"; zero_denominator: ZeroDenominator }
  | { kind: "proportional_to_target"; target_percent: Exact; zero_denominator: ZeroDenominator }
  | { kind: "published" };

/** Cơ quan, đơn vị. */
export interface Agency {
  /** Groups of A-Z and 0-9 joined by dots, such as `H15.15`. */
  id: string;
  name: string;
}

/** Số đo: a ratio or points. */
export type Measure =
  | { ratio: { numerator: ExactInput; denominator: ExactInput }; source?: Citation }
  | { points: ExactInput; source?: Citation };

/** Số liệu của một tiêu chí. */
export interface Evidence {
  criterion: string;
  measure: Measure;
}

/** Mức xếp loại. */
export interface ClassBand {
  title: Text;
  from: Exact;
  from_inclusive: boolean;
  to: Exact;
  to_inclusive: boolean;
  source: Citation;
}

/** Quy tắc đã áp dụng. */
export interface RuleApplied {
  shape: Shape;
  branch: Branch;
  /** Points before rounding. */
  unrounded: Exact;
  rounding: { half_up_places: number };
  text: Text;
}

/** Điểm của một tiêu chí. */
export interface ScoreNode {
  code: string;
  title: Text;
  basis: ScoreBasis;
  /** `null` without evidence. */
  points: Exact | null;
  max_points: Exact;
  percent: Exact | null;
  complete: boolean;
  rule: RuleApplied | null;
  measure: Measure | null;
  source: Citation;
  children: ScoreNode[];
}

/** Bảng điểm. */
export interface ScoreSheet {
  rule_set: string;
  edition: string;
  status: RuleSetStatus;
  unit: Agency | null;
  points: Exact;
  max_points: Exact;
  complete: boolean;
  /** Codes of the leaves without evidence. */
  missing: string[];
  class: ClassBand | null;
  criteria: ScoreNode[];
}

/** Điểm mất ở một tiêu chí. */
export interface Loss {
  code: string;
  title: Text;
  lost: Exact;
  points: Exact;
  max_points: Exact;
}

/** Mức tăng ít nhất. */
export interface LeastIncrease {
  criterion: string;
  numerator: number;
  numerator_needed: number;
  increase: number;
  denominator: number;
  points: Exact;
  points_then: Exact;
}

// Ranking

/** `competition`: 1, 2, 2, 4; `dense`: 1, 2, 2, 3; `undecided`: equal points are refused. */
export type TieRule = "competition" | "dense" | "undecided";

/** Mục xếp hạng. */
export interface Entry {
  id: string;
  name?: string;
  /** Unrounded. */
  points: ExactInput;
}

export interface RankedEntry {
  id: string;
  name: string;
  points: Exact;
  rank: number;
  /** How many entries share the rank, this one included. */
  sharing: number;
}

/** Bảng xếp hạng. */
export interface Ranking {
  ties: TieRule;
  entries: RankedEntry[];
}

/** Bậc kế tiếp. */
export interface NextPlace {
  rank: number;
  rank_then: number;
  points_needed: Exact;
  level_with: string[];
}

/** Vị trí ở một năm. */
export interface Standing {
  points: Exact | null;
  rank: number | null;
  /** How many were ranked. */
  of: number | null;
}

export interface StandingInput {
  points?: ExactInput | null;
  rank?: number | null;
  of?: number | null;
}

/** Biến động: points gained, and places climbed towards rank 1. */
export interface Movement {
  points: Exact | null;
  places: number | null;
}

export interface MovementInput {
  points?: ExactInput | null;
  places?: number | null;
}

// Procedures, plans, inspections

/** Thủ tục công bố ở một cấp. */
export interface PublishedProcedures {
  level: "ministry" | "province" | "district" | "commune";
  procedures: number;
  source: Citation;
}

/** Nhiệm vụ của kế hoạch. */
export interface Task {
  id?: string;
  title?: string;
  field?: string;
  lead?: string;
  due?: IsoDate | null;
  done?: IsoDate | null;
}

/** Tiến độ kế hoạch. */
export interface Progress {
  total: number;
  done: number;
  done_late: number;
  in_progress: number;
  overdue: number;
  done_percent: Exact | null;
}

/** Cuộc kiểm tra hoặc kế hoạch kiểm tra. */
export interface Inspection {
  units?: { name?: string; kind?: string; inspected?: IsoDate | null }[];
  subjects?: { id: string; title: Text }[];
  findings?: { id: string; unit: string; subjects: string[]; statement: Text }[];
  recommendations?: { finding: string; due?: IsoDate | null; remedied?: IsoDate | null }[];
}

export interface Count {
  id: string;
  title: Text;
  count: number;
}

export type FollowUp = "remedied" | "remedied_late" | "open" | "overdue" | "open_without_deadline";

/** Tổng hợp kiểm tra. */
export interface InspectionSummary {
  planned: number;
  inspected: number;
  inspected_percent: Exact | null;
  by_kind: Count[];
  by_subject: Count[];
  by_unit: Count[];
  follow_up: { finding: string; state: FollowUp }[];
}

// Reports

/** Đơn vị được chấm và số liệu của nó. */
export interface ScoredUnit {
  unit: Agency;
  rule_set?: string | null;
  period?: Text | null;
  evidence: Evidence[];
}

/** Thứ hạng: now, and either an earlier year or the movement since it. */
export interface StandingRecord {
  id: string;
  title: Text;
  year: number;
  now: StandingInput;
  earlier_year?: number | null;
  earlier?: StandingInput | null;
  movement?: MovementInput | null;
  /** How many were ranked the year before, where its rank follows from the movement. */
  earlier_of?: number | null;
  source: Citation;
}

/** Bảng điểm của nhiều đơn vị. */
export interface League {
  rule_set: string;
  date: IsoDate;
  mean_together?: string[][];
  focus?: string | null;
  units: ScoredUnit[];
  source: Citation;
}

/** Số liệu của một kỳ báo cáo; a section is written for each list that is not empty. */
export interface Records {
  id: string;
  title: Text;
  as_of: IsoDate;
  sources?: Citation[];
  facts?: Text[];
  dossiers?: Dossier[];
  procedures?: PublishedProcedures[];
  tasks?: Task[];
  inspection?: Inspection;
  apology?: { overdue_dossiers: number; apologised: number; source: Citation } | null;
  standings?: StandingRecord[];
  /** Rule sets of your own, as documents. */
  rule_sets?: object[];
  league?: League | null;
  sheets?: ScoredUnit[];
}

export type Unit = "count" | "percent" | "points" | "rank" | "places" | "word";

/** Con số của báo cáo. */
export interface Figure {
  id: string;
  /** Exact text; empty where the value does not exist, such as a rate of nothing. */
  value: string;
  unit: Unit;
  of: Text | null;
}

export type Cell =
  | "empty"
  | { count: number }
  | { points: Exact }
  | { ratio: { numerator: Exact; denominator: Exact } }
  | { date: IsoDate }
  | { words: Text };

export interface Table {
  columns: { title: Text; align: "left" | "right" }[];
  rows: { cells: Cell[]; total: boolean }[];
}

export type Block = { sentence: Text } | { table: Table };

export interface Section {
  id: string;
  title: Text;
  blocks: Block[];
}

/** Báo cáo as a plain object. */
export interface ReportDocument {
  id: string;
  title: Text;
  as_of: IsoDate;
  sections: Section[];
  figures: Figure[];
  sources: Citation[];
}
