// Plans and inspections

/** Kỳ làm hạn: by the calendar or by the rules of reports, whose last days differ. */
export type DuePeriod = PeriodName;

/** Hạn hoàn thành: a date, or an object with one key. */
export type Due =
  | IsoDate
  | { date: IsoDate }
  | { period: DuePeriod }
  | { ongoing: true }
  | { own_plan: { title: string; given?: { issued: IsoDate; due: IsoDate; document: Citation } } };

/** Nguồn gốc của nhiệm vụ chuyển tiếp. */
export interface TaskOrigin {
  year: number;
  id: string;
  plan?: string;
  due?: IsoDate | null;
}

/** Báo cáo tiến độ; 100 per cent without a state says that the task is done. */
export interface TaskReport {
  date: IsoDate;
  percent?: ExactInput | null;
  state?: "in_progress" | "done" | "stopped" | null;
  done_on?: IsoDate | null;
  text?: string;
  document?: Citation | null;
}

/** Nhiệm vụ của kế hoạch. */
export interface Task {
  id?: string;
  title?: string;
  field?: string;
  product?: string;
  lead?: string;
  cooperating?: string[];
  start?: IsoDate | null;
  due?: Due | null;
  done?: IsoDate | null;
  depends_on?: string[];
  reports?: TaskReport[];
  carried_from?: TaskOrigin | null;
  carried_into?: { year: number; date: IsoDate; id?: string | null; document?: Citation | null } | null;
  cancelled?: { date: IsoDate; document: Citation } | null;
}

/** Chỉ tiêu của kế hoạch. */
export interface Target {
  id: string;
  title: Text;
  unit: string;
  direction: "at_least" | "at_most" | "equal";
  value: ExactInput;
  measured?: { date: IsoDate; value: ExactInput; source: Citation }[];
}

/** Giai đoạn, both years included. */
export interface Phase {
  title: Text;
  from: number;
  until: number;
}

/** Kế hoạch năm. */
export interface Plan {
  year: number;
  number?: string;
  issued?: IsoDate | null;
  issuer?: string;
  source?: Citation | null;
  programme?: { title: Text; from: number; until: number; phases?: Phase[]; source: Citation } | null;
  targets?: Target[];
  tasks?: Task[];
}

export type TaskState =
  | "done_on_time"
  | "done_late"
  | "done_without_deadline"
  | "in_progress"
  | "overdue"
  | "not_started"
  | "ongoing"
  | "waiting"
  | "stopped"
  | "without_deadline"
  | "cancelled"
  | "carried_over"
  | "not_judged";

/** Tỷ lệ: `of` names the denominator. */
export interface Share {
  count: number;
  total: number;
  percent: Exact | null;
  of: Text;
}

export interface StateCount {
  state: TaskState;
  title: Text;
  count: number;
  ids: string[];
}

/** Nhiệm vụ của một lĩnh vực hoặc đơn vị. */
export interface TaskGroup {
  id: string;
  title: Text;
  total: number;
  done: Share;
  states: StateCount[];
}

/** Một nhiệm vụ on a date; days are calendar days. */
export interface TaskStatus {
  id: string;
  title: string;
  state: TaskState;
  due: IsoDate | null;
  due_text: Text | null;
  due_source: Citation | null;
  done: IsoDate | null;
  days_late: number | null;
  days_overdue: number | null;
  days_left: number | null;
  waiting_for: string[];
  percent: Exact | null;
  reported: IsoDate | null;
  carried_from: TaskOrigin | null;
  why: Text;
}

export interface TargetStatus {
  id: string;
  title: Text;
  unit: string;
  direction: "at_least" | "at_most" | "equal";
  value: Exact;
  state: "reached" | "not_reached" | "not_measured";
  measured: { date: IsoDate; value: Exact; source: Citation } | null;
  /** Measured less the value of the target. */
  difference: Exact | null;
  /** How far from the target; 0 where it is reached. */
  distance: Exact | null;
}

export interface TargetReport {
  total: number;
  reached: string[];
  not_reached: string[];
  not_measured: string[];
  rows: TargetStatus[];
}

/** Báo cáo tiến độ kế hoạch: `states` add up to `total`. */
export interface PlanReport {
  year: number;
  as_of: IsoDate;
  phases: Phase[];
  targets: TargetReport;
  total: number;
  states: StateCount[];
  done_of_all: Share;
  done_of_due: Share;
  on_time_of_due: Share;
  by_field: TaskGroup[];
  by_lead: TaskGroup[];
  /** A task counts under each agency that co-operates. */
  by_cooperating: TaskGroup[];
  due_soon: { days: number; through: IsoDate; count: number; ids: string[] } | null;
  tasks: TaskStatus[];
  issues: Issue[];
}

/** Biến động của kế hoạch between two dates. */
export interface PlanMovement {
  since: IsoDate;
  as_of: IsoDate;
  total: number;
  unchanged: number;
  moves: { before: TaskState; after: TaskState; count: number; ids: string[] }[];
  tasks: { id: string; before: TaskState; after: TaskState; why: Text }[];
  newly_done: string[];
  newly_overdue: string[];
  targets_newly_reached: string[];
  targets_no_longer_reached: string[];
  done_before: Share;
  done_after: Share;
  points: Exact | null;
  text: Text;
  issues: Issue[];
}

/** Nhiệm vụ chuyển tiếp. */
export interface CarriedPlan {
  year: number;
  into: number;
  as_of: IsoDate;
  total: number;
  tasks: Task[];
  left: { id: string; state: TaskState }[];
  need_deadline: string[];
  issues: Issue[];
}

/** Tiến độ kế hoạch. */
export interface Progress {
  total: number;
  done: number;
  done_late: number;
  in_progress: number;
  overdue: number;
  cancelled: number;
  carried_over: number;
  done_percent: Exact | null;
}

export interface FindingRef {
  inspection: string;
  finding: string;
}

/** Phát hiện. */
export interface InspectionFinding {
  id: string;
  unit?: string;
  subjects: string[];
  statement: Text;
  kind?: string;
  evidence?: string;
  basis?: Citation[];
  severity?: string;
  repeats?: FindingRef | null;
}

/** Kiến nghị: `due` is a day, `within` a number of days from the notice of conclusion. */
export interface Recommendation {
  id?: string;
  finding?: string;
  findings?: string[];
  to?: string;
  what?: string;
  due?: IsoDate | null;
  within?: TimeLimit | null;
  remedied?: IsoDate | null;
  reports?: { date: IsoDate; document?: Citation | null; accepted?: boolean | null; decided?: IsoDate | null }[];
}

export type InspectionForm = "direct" | "through_report" | "unscheduled";

export interface InspectionTeam {
  head?: string;
  members?: string[];
  decision?: Citation | null;
}

export interface Conclusion {
  number?: string;
  date: IsoDate;
}

/** Cuộc kiểm tra hoặc kế hoạch kiểm tra. */
export interface Inspection {
  id?: string;
  year?: number | null;
  form?: InspectionForm | null;
  team?: InspectionTeam | null;
  period?: { from: IsoDate; through: IsoDate } | null;
  conclusion?: Conclusion | null;
  /** `cchc_2021`, `inspection_2018` or `procedure_control`. */
  subject_set?: string | null;
  units?: { name?: string; kind?: string; inspected?: IsoDate | null; self_check?: IsoDate | null }[];
  visits?: { unit: string; date: IsoDate }[];
  subjects?: { id: string; title: Text }[];
  findings?: InspectionFinding[];
  recommendations?: Recommendation[];
}

/** Kế hoạch kiểm tra của một năm. */
export interface InspectionPlan {
  year: number;
  number?: string;
  issued?: IsoDate | null;
  issuer?: string;
  source?: Citation | null;
  own_units?: { name: string; kind?: string }[];
  planned?: string[];
  /** The shipped one is `own_units_2025`. */
  threshold?: { shipped: string } | { own: { percent: ExactInput; source: Citation } } | null;
}

/** Các năm kiểm tra. */
export interface Inspections {
  plans?: InspectionPlan[];
  inspections?: Inspection[];
}

export interface Count {
  id: string;
  title: Text;
  count: number;
}

export type FollowUp =
  | "remedied"
  | "remedied_late"
  | "open"
  | "overdue"
  | "open_without_deadline"
  | "reported"
  | "no_conclusion"
  | "not_judged";

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

export interface InspectionRow {
  id: string;
  year: number | null;
  form: InspectionForm | null;
  announced: boolean | null;
  team: InspectionTeam | null;
  conclusion: Conclusion | null;
  units: number;
  visited: number;
  findings: number;
  recommendations: number;
}

export interface FindingCount {
  id: string;
  title: Text;
  count: number;
  findings: FindingRef[];
}

export interface InspectionGroup {
  id: string;
  title: Text;
  inspections: string[];
  count: number;
  findings: FindingRef[];
}

export interface FollowUpCount {
  state: FollowUp;
  title: Text;
  count: number;
  /** Inspection and recommendation. */
  recommendations: string[][];
}

/** Một kiến nghị on a date; days late are calendar days. */
export interface RecommendationStatus {
  inspection: string;
  id: string;
  findings: string[];
  to: string;
  state: FollowUp;
  due: IsoDate | null;
  due_text: Text | null;
  due_sources: Citation[];
  reported: IsoDate | null;
  days_late: number | null;
  days_overdue: number | null;
}

/** Phát hiện lặp lại. */
export interface RepeatedFinding {
  unit: string;
  subjects: string[];
  kind: string;
  years: number[];
  findings: RepeatLink[];
}

export interface RepeatLink {
  inspection: string;
  finding: string;
  year: number | null;
  linked_by: "named" | "matched" | null;
  /** Inspection and finding. */
  repeats: string[] | null;
  earlier_remedied: boolean | null;
}

export interface UnitsCovered {
  share: Share;
  units: string[];
  rest: string[];
}

export type InspectionCertainty = "seen" | "seen_2" | "case" | "own";

export interface PlanCoverage {
  year: number;
  number: string;
  own_planned: UnitsCovered;
  own_inspected: UnitsCovered;
  planned_inspected: UnitsCovered;
  outside_plan: string[];
  planned_by_kind: Count[];
  threshold: {
    percent: Exact;
    planned: boolean | null;
    inspected: boolean | null;
    source: Citation;
    certainty: InspectionCertainty;
  } | null;
}

export interface UnitCoverage {
  unit: string;
  kind: string;
  years: number[];
  visits: number;
  last: IsoDate | null;
  inspections: string[];
}

/** Báo cáo các cuộc kiểm tra: `follow_up` adds up to `recommendations`. */
export interface InspectionReport {
  as_of: IsoDate;
  inspections: InspectionRow[];
  findings: number;
  not_yet_known: FindingRef[];
  by_unit: FindingCount[];
  by_subject: FindingCount[];
  by_form: InspectionGroup[];
  by_year: InspectionGroup[];
  recommendations: number;
  follow_up: FollowUpCount[];
  remedied: Share;
  rows: RecommendationStatus[];
  repeated: RepeatedFinding[];
  plans: PlanCoverage[];
  units: UnitCoverage[];
  never_inspected: string[];
  subject_sets: { id: string; certainty: InspectionCertainty; sources: Citation[] }[];
  issues: Issue[];
  remarks: Issue[];
}
