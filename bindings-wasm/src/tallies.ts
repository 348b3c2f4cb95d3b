// Tallies of dossiers, and the periods they are counted by

/** Cách chia kỳ: by the rules of reports, from the 15th through the 14th, or by the calendar. */
export type PeriodRule = "reporting" | "calendar";
/** Loại kỳ. */
export type PeriodKind = "month" | "quarter" | "half_year" | "nine_months" | "year";

/** Tên kỳ: what tells a period; the rest of an answer follows from it. */
export interface PeriodName {
  rule: PeriodRule;
  kind: PeriodKind;
  /** 1900 to 9999. */
  year: number;
  /** Which of its kind in the year, from 1. */
  number: number;
}

/** Kỳ báo cáo: both days included. */
export interface Period extends PeriodName {
  from: IsoDate;
  through: IsoDate;
  /** `null` where no text says by when the report is sent. */
  send_by: IsoDate | null;
  label: Text;
  /** Whether the days were read in a text, follow from one, or need none. */
  certainty: "seen" | "derived" | "calendar";
  source: Citation | null;
}

/** Khoảng ngày: both days included; a `Period` will do. */
export interface Span {
  from: IsoDate;
  through: IsoDate;
}

/** Cách tổng hợp: what a tally counts by; only tallies by the same one merge. */
export interface TallySpec {
  /** One or many, in order and without a gap. */
  periods: readonly (Span | Period)[];
  /** Ngày lấy số liệu: the day the statuses were read; the end of the last period when it is left out. */
  as_of?: IsoDate | null;
  /**
   * `in_period` counts a dossier in each period it lives in, as new or carried over, and as it stood when the period
   * ended; `by_reception` in that of its reception alone, as it stands on the day of the data.
   */
  counted?: "in_period" | "by_reception";
  /** Các chiều: of dossiers those of `Dossier`, such as `agency` and `procedure`; of columns any. */
  by?: readonly string[];
  /** Keeps how long finished dossiers took. */
  working_time?: "working_days" | "working_minutes" | null;
}

/** Nơi đưa vào: apart under its own name, within (on time or in time), or by its due date. */
export type Placement = "apart" | "within" | "by_due_date";

/** Cách tính: how standings become the columns of the form. What is left out is as the default has it. */
export interface TallyPolicy {
  /** By the day, by the day and the due hour, or by the instant, before which is early; by the day when it is left out. */
  compare?: "day" | "hour" | "instant";
  /** `by_due_date` when it is left out. */
  refused?: Placement;
  /** `apart` when it is left out; so are the next four. */
  withdrawn?: Placement;
  stopped?: Placement;
  closed?: Placement;
  waiting_applicant?: Placement;
  suspended?: Placement;
  /** `by_due_date` when it is left out, because the clock runs on. */
  waiting_agency?: Placement;
  /** `apart` when it is left out. */
  no_due?: Placement;
  /** `within` counts it as received directly (column 5 of the form); `apart` when it is left out. */
  unknown_channel?: Placement;
}

/** Một cơ quan trong cây, for as long as it stood so; one that moves or is renamed has a node for each time. */
export interface AgencyNode {
  id: string;
  name: string;
  /** The id of the agency above; at the top when it is left out. */
  parent?: string | null;
  from?: IsoDate | null;
  until?: IsoDate | null;
}

/** Yêu cầu bảng. */
export interface ViewRequest {
  /** A row for each label met; one row for all where there are none. */
  by?: readonly string[];
  /** A row for each period; without it one over all of them. */
  each_period?: boolean;
  /** Only these labels of a dimension. */
  only?: Record<string, readonly string[]>;
  policy?: TallyPolicy;
  /** Agencies stand with their subordinates, as the tree was on the last day of the row. */
  tree?: readonly AgencyNode[] | null;
}

/** Nhãn của một chiều. */
export interface RowKey {
  dimension: string;
  /** Empty where the dossiers name none. */
  label: string;
  /** What the tree calls the agency; `null` without a tree and outside it. */
  name: string | null;
  /** How deep in the tree, from 0. */
  depth: number | null;
}

/** Tiếp nhận: new by channel, and carried over. */
export interface ReceivedFigures {
  online: number;
  counter: number;
  post: number;
  unknown_channel: number;
  new: number;
  carried_over: number;
  total: number;
}

/** Đã giải quyết. */
export interface ResolvedFigures {
  early: number;
  on_time: number;
  late: number;
  total: number;
}

/** Đang giải quyết. */
export interface PendingFigures {
  in_time: number;
  overdue: number;
  total: number;
}

/** Để riêng: neither settled nor pending by the policy, by the reason. */
export interface ApartFigures {
  refused: number;
  withdrawn: number;
  stopped: number;
  closed: number;
  waiting_supplement: number;
  waiting_payment: number;
  waiting_agency: number;
  suspended: number;
  finished_without_due: number;
  pending_without_due: number;
  total: number;
}

/** Tình trạng cuối kỳ. */
export type DossierStanding =
  | "finished"
  | "refused"
  | "withdrawn"
  | "stopped"
  | "closed"
  | "pending"
  | "waiting_supplement"
  | "waiting_payment"
  | "waiting_agency"
  | "suspended";

/** So với ngày hẹn trả: where an end, or the end of the period, lies. */
export type DueRelation = "no_due" | "before_day" | "day_before_hour" | "day" | "day_after_hour" | "after_day";

/** Số liệu của một nhóm hồ sơ trong một kỳ. */
export interface TallyFigures {
  received: ReceivedFigures;
  resolved: ResolvedFigures;
  pending: PendingFigures;
  apart: ApartFigures;
  /** Every dossier once, whatever the policy. */
  standings: Record<DossierStanding, number>;
}

/** Biểu II.06a: columns 3 to 13 of the form on dossier results. */
export interface FormRow {
  /** Tổng số tiếp nhận. */
  c3: number;
  /** Trong kỳ, trực tuyến. */
  c4: number;
  /** Trong kỳ, trực tiếp và bưu chính. */
  c5: number;
  /** Từ kỳ trước. */
  c6: number;
  /** Tổng số đã giải quyết. */
  c7: number;
  /** Trước hạn. */
  c8: number;
  /** Đúng hạn. */
  c9: number;
  /** Quá hạn. */
  c10: number;
  /** Tổng số đang giải quyết. */
  c11: number;
  /** Trong hạn. */
  c12: number;
  /** Quá hạn. */
  c13: number;
}

/** Một đẳng thức. */
export interface Identity {
  identity: string;
  /** Whether the form prints it. */
  printed: boolean;
  left: number;
  right: number;
  holds: boolean;
  text: Text;
}

/** Đối chiếu. */
export interface Identities {
  /** c3 = c4 + c5 + c6; fails where channels are not known. */
  received: Identity;
  /** c7 = c8 + c9 + c10. */
  resolved: Identity;
  /** c11 = c12 + c13. */
  pending: Identity;
  /** c3 = c7 + c11; fails where dossiers stand apart. */
  whole: Identity;
  /** c3 = c7 + c11 + what stands apart; holds always. */
  accounted: Identity;
}

/** Các tỷ lệ. */
export interface TallyRates {
  on_time_of_resolved: Rate;
  early_of_resolved: Rate;
  late_of_resolved: Rate;
  on_time_of_received: Rate;
  overdue_of_pending: Rate;
  online_of_new: Rate;
}

/** Phân bố thời gian giải quyết, of the dossiers finished in the period that could be timed. */
export interface WorkingTimes {
  unit: "working_days" | "working_minutes";
  dossiers: number;
  /** Half up at two decimals; `null` of no dossier, as the next four. */
  average: Exact | null;
  median: Exact | null;
  /** The least time that 90 % of the dossiers did not exceed. */
  percentile_90: number | null;
  least: number | null;
  most: number | null;
  /** Shortest first. */
  distribution: TimeCount[];
}

/** Số hồ sơ mất từng ấy thời gian. */
export interface TimeCount {
  time: number;
  dossiers: number;
}

/** Một dòng của bảng. */
export interface ViewRow {
  key: RowKey[];
  period: Span;
  figures: TallyFigures;
  form: FormRow;
  identities: Identities;
  rates: TallyRates;
  /** `null` where the tally does not keep it. */
  working_time: WorkingTimes | null;
}

/** Đối chiếu số dòng: rows = counted + not accepted + before + after + left out. */
export interface TallyRecords {
  rows: number;
  counted: number;
  not_accepted: number;
  /** Ended before the first period. */
  before: number;
  /** Received after the last period, or after the day of the data. */
  after: number;
  /** By the code of the reason. */
  left_out: Record<string, number>;
}

/** Bảng số liệu. */
export interface TallyView {
  by: string[];
  policy: Required<TallyPolicy>;
  policy_text: Text;
  /** In the order of their labels and periods. */
  rows: ViewRow[];
  /** All together: one row a period where they were asked for, else one. */
  totals: ViewRow[];
  records: TallyRecords;
  /** Labels that the tree does not know on their day; they stand by themselves. */
  outside_tree: string[];
}

/** Một dòng trước và sau. */
export interface EffectRow {
  key: RowKey[];
  period: Span;
  before: FormRow;
  after: FormRow;
  /** The columns that differ, by how much. */
  changes: Partial<Record<keyof FormRow, number>>;
}

/** Cột của biểu mà hồ sơ đứng. */
export type FormPlace = "early" | "on_time" | "late" | "in_time" | "overdue" | "apart";

/** Hồ sơ chuyển cột. */
export interface PolicyShift {
  standing: DossierStanding;
  relation: DueRelation;
  from: FormPlace;
  to: FormPlace;
  dossiers: number;
  text: Text;
}

/** Tác động của cách tính. */
export interface PolicyEffect {
  /** Those whose form differs. */
  rows: EffectRow[];
  total: EffectRow;
  /** The dossiers that another column holds. */
  shifts: PolicyShift[];
}

/** Hồ sơ đã đếm: the issues say why dossiers were left out, by their place or their line. */
export interface CountedTally {
  tally: Tally;
  issues: Issue[];
}

/** Cột đã đếm: of each row why it is left out, by its place in `reasonCodes()`; 0 where it is not. */
export interface CountedColumns {
  tally: Tally;
  reasons: Uint8Array;
}

/** Cột thời điểm: day numbers, or minute numbers of which midnight is its day; `NO_DAY` a missing one. */
export type MomentColumn = Int32Array | { minutes: Int32Array };

/** Một chiều: the place of each row's label; the greatest number of the type, and any below 0, names none. */
export interface DimensionColumn {
  codes: Uint8Array | Uint16Array | Uint32Array | Int32Array;
  labels: readonly string[];
}

/** Cột hồ sơ: one dossier a row. What is left out is missing in every row. */
export interface DossierTable {
  received: MomentColumn;
  due?: MomentColumn | null;
  /** Working days, from which the due day follows where none is printed; `NO_DAY` a missing one. */
  limit?: Int32Array | null;
  finished?: MomentColumn | null;
  /** 1 to 14, as the `status` of a `Dossier`; 0 is not known. */
  status?: Uint8Array | null;
  pausedSince?: MomentColumn | null;
  /** 1 counter, 2 online, 3 post; 0 is not known. */
  channel?: Uint8Array | null;
  /** Working time counted already, in the specification's unit; `NO_DAY` a missing one. */
  worked?: Int32Array | null;
  /** With them a dossier that comes twice is left out the second time. */
  id?: readonly string[] | null;
  /** The dimensions of the specification by their names. */
  by?: Record<string, DimensionColumn> | null;
}

/** Chọn hồ sơ: the conditions a dossier meets; those left out are met by all. */
export interface TallySelection {
  only?: Record<string, readonly string[]>;
  /** By its place, from 0. */
  period?: number | null;
  carried_over?: boolean | null;
  standings?: readonly DossierStanding[];
  /** Where the policy has them. */
  places?: readonly FormPlace[];
  policy?: TallyPolicy;
}

/** Tên số liệu. */
export type FigureName =
  | "online"
  | "counter"
  | "post"
  | "unknown_channel"
  | "new"
  | "carried_over"
  | "received"
  | "early"
  | "on_time"
  | "late"
  | "resolved"
  | "in_time"
  | "overdue"
  | "pending"
  | "apart"
  | "finished"
  | "refused"
  | "withdrawn"
  | "stopped"
  | "closed"
  | "open"
  | "waiting_supplement"
  | "waiting_payment"
  | "waiting_agency"
  | "suspended"
  | "finished_without_due"
  | "pending_without_due";

/** Số liệu theo cột: a row for each cell that holds a count, in the order of its labels and period. */
export interface TallyColumns {
  /** By the name of each dimension the place of each row's label, and the labels. */
  by: Record<string, { codes: Uint32Array; labels: string[] }>;
  /** The place of each row's period. */
  period: Uint32Array;
  figures: Partial<Record<FigureName, BigUint64Array>>;
}
