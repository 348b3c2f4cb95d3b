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
  details: Record<string, unknown> | null;
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
  details: Record<string, unknown> | null;
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
  /** The text that sets other hours for this day alone. */
  hours_source: Citation | null;
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

/** An amount in quarters: a whole number, or text such as `"0.25"`. */
export type Quarters = number | Exact;
/**
 * Thời hạn giải quyết: one unit and a whole number above 0 of it; working days and hours may be in quarters.
 * `minutes_per_day` says how long a working day is, and its days are then counted in minutes.
 */
export type TimeLimit =
  | { working_days: Quarters; minutes_per_day?: number | null }
  | { working_hours: Quarters }
  | { working_minutes: number }
  | { calendar_days: number }
  | { weeks: number }
  | { months: number }
  | { years: number }
  | { hours: number }
  | { in_the_day: true }
  | { not_counted: true };
/** Đơn vị đếm: what a limit counts. */
export type ClockUnit = "working_days" | "calendar_days" | "working_minutes" | "minutes";

/** Giờ chốt tiếp nhận: the name of a shipped one, such as `63/2024/NĐ-CP`, or written out. */
export type CutOff =
  | string
  | { effect: "transfer" | "clock" | "same_day"; at: string; source: Citation }
  | { effect: "next_morning"; at: string; resume: string; source: Citation }
  | { effect: "last_minutes"; minutes: number; source: Citation };

/** Mức thời hạn: the limit from one count through another, or without end. */
export interface Piece {
  from: number;
  through?: number | null;
  limit: TimeLimit;
}

/** Gia hạn theo địa bàn. */
export interface AreaExtension {
  area: string;
  add: TimeLimit;
  source: Citation;
}

/** Quy tắc thời hạn: what a procedure says of its deadline; what it does not say is refused where it is needed. */
export interface DeadlineRule {
  limit?: TimeLimit | null;
  /** Limits by a count, in place of `limit`. */
  pieces?: Piece[];
  cut_off?: CutOff | null;
  /** What a supplement does to the clock. */
  supplement?: "restart" | "suspend" | null;
  /** Whether a last day that is a day off rolls on to the next working day; `true` unless a text says otherwise. */
  roll_last_day?: boolean;
  areas?: AreaExtension[];
  /** The limit of the second appointment, counted from the proof of payment. */
  after_payment?: TimeLimit | null;
  /** How long the applicant has to complete a dossier before it is closed. */
  close_after?: TimeLimit | null;
  /** How many re-appointments are allowed; 1 unless a text says otherwise. */
  re_appointments?: number;
  sources?: Citation[];
}

/** Sự kiện: what stops, starts, moves or ends the clock. */
export type ClockEvent =
  | { event: "suspended"; at: Moment; reason?: string | null }
  | { event: "resumed"; at: Moment }
  | { event: "supplement_asked"; at: Moment }
  | { event: "supplement_received"; at: Moment }
  | { event: "excluded"; at: Moment; to: Moment; ground: string }
  | { event: "extended"; at: Moment; by: TimeLimit; reason?: string | null }
  | { event: "re_appointed"; at: Moment; due: Moment }
  | { event: "obligation_notified"; at: Moment }
  | { event: "obligation_paid"; at: Moment }
  | { event: "withdrawn"; at: Moment }
  | { event: "finished"; at: Moment };

/** Hồ sơ cần tính hạn. */
export interface DeadlineCase {
  received: Moment;
  rule: DeadlineRule;
  /** For a rule with pieces. */
  count?: number | null;
  /** For a rule with areas. */
  area?: string | null;
  /** In any order. */
  events?: ClockEvent[];
  /** The moment to judge at; without it only a finished dossier has an outcome. */
  as_of?: Moment | null;
  /** Whether what the law forbids is remarked on instead of refused. */
  history?: boolean;
}

/** Bắt đầu tính. */
export interface ClockStart {
  at: Moment;
  /** Whether that is later than the reception. */
  moved: boolean;
  /** By when the dossier must be handed to the body that handles it. */
  transfer_by: IsoDate | null;
  source: Citation | null;
}

export type ClockState = "running" | "suspended" | "waiting_supplement" | "waiting_payment" | "finished" | "withdrawn";
export type AppointmentKind = "first" | "re_appointed" | "after_supplement" | "after_payment";

/** Ngày hẹn: one date given to the applicant. */
export interface Appointment {
  kind: AppointmentKind;
  set_at: Moment;
  due: Moment | null;
  met_at: Moment | null;
  outcome: Outcome | null;
}

/** Ngày được tính. */
export interface CountedDay {
  /** Counted from 1. */
  number: number;
  date: IsoDate;
  kind: DayKind;
  /** How many of its minutes count, and which; `null` where days are counted. */
  minutes: number | null;
  intervals: Interval[] | null;
}

/** Thời gian không tính. */
export interface PauseSpan {
  event: ClockEvent["event"];
  from: Moment;
  /** `null` while it lasts. */
  to: Moment | null;
  ground: string | null;
  /** How much of the limit's own unit lies in it. */
  length: number | null;
}

/** Tác động của sự kiện. */
export interface Effect {
  event: ClockEvent["event"];
  at: Moment;
  due_before: Moment | null;
  /** `null` while the clock stands still. */
  due_after: Moment | null;
  source: Citation | null;
  text: Text;
}

/** Tiến độ thời hạn. */
export interface ClockProgress {
  at: Moment;
  unit: ClockUnit;
  elapsed: number;
  /** Below zero it is late by so much. */
  remaining: number;
}

/** Lưu ý. */
export interface Remark {
  code: string;
  text: Text;
}

/** Hạn trả kết quả. */
export interface Deadline {
  received: Moment;
  start: ClockStart;
  limit: TimeLimit;
  unit: ClockUnit;
  state: ClockState;
  /** Due by the end of this day, or at `due_at`; `null` while the clock stands still. */
  due: IsoDate | null;
  /** For limits in days the end of office hours, where the calendar has hours. */
  due_at: Instant | null;
  appointments: Appointment[];
  counted: CountedDay[];
  skipped: DayReason[];
  pauses: PauseSpan[];
  effects: Effect[];
  /** The day a dossier that waits for its supplement is closed. */
  closes: IsoDate | null;
  /** Until the moment asked about, or the finish; `null` before the reception and outside the calendar. */
  progress: ClockProgress | null;
  outcome: Outcome | null;
  remarks: Remark[];
  rules: Citation[];
  text: Text;
}

/**
 * Cột hồ sơ: one dossier a row, instants by their minute numbers, `NO_DAY` a missing one. A day alone is its
 * midnight. What is left out is missing in every row.
 */
export interface DeadlineColumns {
  /** Tiếp nhận đủ hồ sơ. */
  received: Int32Array;
  /**
   * The rules that rows name by their place; at least one. Of a rule the limit, the cut-off and the rolling of the
   * last day are used; limits by count and area extensions are given as amounts.
   */
  rules: readonly DeadlineRule[];
  /** The place of each row's rule; the first when it is left out. */
  rule?: Uint16Array | null;
  /** The amount of each row's limit, for rows whose unit is not the rule's own. */
  amount?: Int32Array | null;
  /** The unit of each row's amount, by its place in `limitUnits()`; working days when it is left out. */
  unit?: Uint8Array | null;
  /**
   * Thời gian không tính: the pauses of row `i` are those from `offsets[i]` up to `offsets[i + 1]`, in order and
   * apart; a last one with no `to` lasts. Of those after the moment the row is judged at nothing is known.
   */
  pauses?: { offsets: Int32Array; from: Int32Array; to: Int32Array } | null;
  /** Xử lý xong; missing for open dossiers. */
  finished?: Int32Array | null;
  /** The minute open dossiers are judged at; without it they are not. */
  asOf?: number | Instant | null;
}

/** Cột hạn trả: each as long as the rows. */
export interface DeadlineResults {
  /** Minute numbers; for limits in days the midnight that begins the due day. `NO_DAY` while the clock stands still. */
  due: Int32Array;
  /** How much of the limit's own unit is used; `NO_DAY` with no moment to tell it for and outside the calendar. */
  elapsed: Int32Array;
  /** How much is left; below zero it is late by so much. */
  remaining: Int32Array;
  /** By its place in `outcomeNames()`; 0 is none. */
  outcome: Uint8Array;
  /** Why a row has no answer, by its place in `reasonCodes()`; 0 where it has one. */
  reasons: Uint8Array;
  /** How many rows have no answer. */
  failed: number;
}

/** Bước: the work of one agency. */
export interface Stage {
  id: string;
  /** Whose overlays hold. */
  agency?: string | null;
  limit: TimeLimit;
  /** When it began; the end of the step before when it is left out. */
  received?: Moment | null;
  finished?: Moment | null;
}

/** Một nhánh: a step, or several in a row or side by side. */
export type Flow = Stage | { sequence: Flow[] } | { parallel: Flow[] };

/** Quy trình liên thông. */
export interface StageFlow {
  received: Moment;
  /** Of the whole. */
  limit?: TimeLimit | null;
  /** The working minutes of a working day, where the process states them. */
  minutes_per_day?: number | null;
  /** One after the other. */
  flow: Flow[];
  overlays?: Overlay[];
  /** The moment to judge at; without it only finished steps are judged. */
  as_of?: Moment | null;
}

export type StageState = Outcome | "not_started" | "started" | "finished";

/** Tiến độ của bước. */
export interface StageProgress {
  id: string;
  agency: string | null;
  limit: TimeLimit;
  /**
   * When it began, or would begin if the steps before took their whole limits; `null` for one that ended while the
   * step before is recorded as open.
   */
  begins: Moment | null;
  /** `null` for a step without a limit. */
  due: Moment | null;
  finished: Moment | null;
  state: StageState;
}

/** Tiến độ quy trình. */
export interface StageReport {
  stages: StageProgress[];
  /** The limits of the steps together, and whether they are the limit of the whole; `null` where it cannot be told. */
  sum: { total: TimeLimit | null; agrees: boolean | null };
  due: Moment | null;
  ends: Moment;
  /** The names of the steps that are or were late. */
  late: string[];
  remarks: Remark[];
}

/** Hồ sơ cần xét nghĩa vụ xin lỗi. */
export interface ApologyCase {
  /** The first appointment, before any re-appointment. */
  due: Moment;
  finished?: Moment | null;
  apologised?: Moment | null;
  /** The regime of its group of procedures; the general one in force on the due day when it is left out. */
  regime?: string | null;
}

/** `undecided`: in time or late by how the text's "01 ngày" is read; `given`: where no day is set for it. */
export type ApologyState = "not_applicable" | "in_time" | "late" | "undecided" | "given" | "missing";

/** Xin lỗi khi quá hạn. */
export interface Apology {
  regime: string;
  state: ApologyState;
  /** The last day to apologise by either reading, for regimes where it precedes the due day. */
  by_working_days: IsoDate | null;
  by_calendar_days: IsoDate | null;
  /** The first day it is owed, for regimes where it follows the due day. */
  owed_from: IsoDate | null;
  source: Citation;
}

/** Tỷ lệ xin lỗi: both are of the dossiers that owe one. */
export interface ApologyCompliance extends Record<ApologyState, number> {
  owed: number;
  /** Surely in time, or where no day is set; `null` when nothing is owed. */
  in_time_percent: Exact | null;
  /** At any time. */
  apologised_percent: Exact | null;
}

/** Kênh nộp hồ sơ. */
export type Channel = "counter" | "online" | "post";

/** Thông báo phải gửi. */
export interface Notice {
  id: string;
  what: Text;
  limit: TimeLimit;
  /** By the end of this day, or at `due_at`. */
  due: IsoDate;
  due_at: Instant | null;
  source: Citation;
}

/** Ngày âm lịch. */
export interface LunarDate {
  /** By the number of the solar year it begins in. */
  year: number;
  /** 1 (Giêng) to 12 (Chạp). */
  month: number;
  /** Tháng nhuận; not one when it is left out. */
  leap?: boolean;
  day: number;
}

/** Độ chắc chắn: `uncertain` is too close to midnight to decide, `differs_from_utc8` another day before 1968. */
export type LunarCertainty = "certain" | "uncertain" | "differs_from_utc8";

/** Ngày dương và ngày âm. */
export interface LunarDay {
  solar: IsoDate;
  weekday: Text;
  lunar: Required<LunarDate>;
  /** 30 or 29. */
  month_days: number;
  certainty: LunarCertainty;
  source: Citation;
  text: Text;
}

// Dossiers and their statistics

export type Mechanism = "one_stop" | "interlinked";
export type Outcome = "early" | "on_time" | "late" | "in_progress" | "overdue";
export type SetAside = "not_accepted" | "waiting" | "withdrawn" | "stopped" | "closed" | "received_later";
/** Phân loại: one of the five outcomes, or why it has none. */
export type Classification = { outcome: Outcome } | { set_aside: SetAside };

/** Hồ sơ. */
export interface Dossier {
  id: string;
  /** The body competent to settle it. */
  agency?: string;
  procedure?: string;
  /** Lĩnh vực: its code, else its name. */
  field?: string;
  mechanism?: Mechanism | null;
  channel?: Channel | null;
  level?: ProcedureLevel | null;
  /** Where the applicant was helped. */
  helped_by?: string;
  /** Where it was received, which need not be the competent body. */
  received_by?: string;
  applicant_kind?: ApplicantKind | null;
  submitted?: Moment | null;
  received?: Moment | null;
  /** As printed on the slip; without it the due date is computed from `limit`. */
  due?: Moment | null;
  limit?: TimeLimit | null;
  finished?: Moment | null;
  /** The result in the applicant's hands, which decides no outcome. */
  handed_over?: Moment | null;
  /** How the result is handed over. */
  returned_by?: Channel | null;
  /** At intake (status 3) or after appraisal (13). */
  refused_at?: Moment | null;
  /** Since when it waits or is suspended. */
  paused_since?: Moment | null;
  /** 1 to 10 as sent to the National Public Service Portal; 11 suspended, 12 waiting for another agency, 13 refused after appraisal, 14 closed. */
  status?: number | null;
  supplements?: Supplement[];
  digitised?: boolean | null;
  /** Papers digitised before were used again. */
  reused?: boolean | null;
  /** Papers came from the national store. */
  from_store?: boolean | null;
  /** Codes of the databases its data came from. */
  databases?: string[];
  verified_account?: boolean | null;
  /** A fee is due, and not every fee is zero. */
  has_fee?: boolean | null;
  paid_online?: boolean | null;
  electronic_result?: boolean | null;
}

/** Cấp thực hiện. */
export type ProcedureLevel = "ministry" | "province" | "district" | "commune";

/** Đối tượng nộp hồ sơ. */
export type ApplicantKind = "citizen" | "enterprise" | "state_body" | "other";

/** Yêu cầu bổ sung. */
export interface Supplement {
  asked: Moment;
  received?: Moment | null;
  due_before?: Moment | null;
  due_after?: Moment | null;
}

/** Bảng ghép cột: how a table that is not the portal's own is read; headers and words whatever their case and accents. */
export interface ColumnMap {
  /** A header of the table to a field of the portal, by name or title; to `null`, and it is not read. */
  columns?: Record<string, string | null>;
  /** By field: a word of the table to a value of the field; to `null`, and it is an empty cell. */
  values?: Record<string, Record<string, string | null>>;
  /** By field: what holds for every row, where no column says it. */
  constants?: Record<string, string>;
  /** The order in dates that do not begin with their year; `iso` refuses them. The day is first when it is left out. */
  dates?: "day_first" | "month_first" | "iso";
  /** The agencies there are, as the rows write them: a row of another is explained. */
  agencies?: string[] | null;
  /** Told from the content when it is left out. */
  format?: "csv" | "json" | "ndjson" | null;
}

/** Kết quả nhập: rows = dossiers + issues. */
export interface Import {
  dossiers: Required<Dossier>[];
  /** The line each of them stands on. */
  lines: number[];
  issues: Issue[];
  column_issues: Issue[];
  rows: number;
  blank_rows: number;
  procedure_titles: Record<string, string>;
}

/** Bước đã xét. */
export interface TimedStep {
  line: number;
  dossier: string;
  official: string;
  title: string;
  unit: string;
  content: string;
  status: string;
  started: Moment | null;
  /** When it was taken; `null` while it is not. */
  at: Moment | null;
  due: Moment | null;
  /** By its own due date; `null` without one, and before it begins. */
  outcome: Outcome | null;
  /** Its start, else the step before it, else the reception. */
  from: Moment | null;
  working_days: number | null;
  calendar_days: number | null;
}

/** Thời gian ở một đơn vị. */
export interface UnitTime {
  unit: string;
  steps: number;
  late: number;
  working_days: number | null;
  calendar_days: number | null;
}

/** Tiến trình của một hồ sơ. */
export interface Timeline {
  dossier: string;
  steps: TimedStep[];
  stages: UnitTime[];
}

/** Kết quả nhập tiến trình: rows = steps + issues. */
export interface ProgressImport {
  timelines: Timeline[];
  /** How many of the dossiers given have no step. */
  without_steps: number;
  steps: number;
  issues: Issue[];
  column_issues: Issue[];
  rows: number;
  blank_rows: number;
}

/** Hồ sơ bị thay đổi. */
export interface Change {
  dossier: string;
  due_before: IsoDate | null;
  due_after: IsoDate | null;
  class_before: Classification;
  class_after: Classification;
  /** The printed due date: it stays on the slip and in both classes. */
  printed: IsoDate | null;
}

/** Kết quả tính lại. */
export interface Recomputed {
  changed: Change[];
  unchanged: number;
  /** Dossiers that one of the calendars cannot judge; `path` is their place, such as `[0]`. */
  issues: Issue[];
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
  /** Counted, and those that wait, were withdrawn, stopped or closed. */
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

// Procedures

/** Thủ tục công bố ở một cấp. */
export interface PublishedProcedures {
  level: "ministry" | "province" | "district" | "commune";
  procedures: number;
  source: Citation;
}
