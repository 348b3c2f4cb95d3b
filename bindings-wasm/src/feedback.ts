// Feedback, by when its steps are due and what became of it; and the ledger of named figures

/** Phản ánh, kiến nghị: what has no day has not happened. */
export interface Feedback {
  id: string;
  sent: Moment;
  /** By the body whose list this is; that of sending when it is left out. */
  received?: Moment | null;
  received_by?: string | null;
  channel?: FeedbackChannel | null;
  kind?: FeedbackKind | null;
  /** Whether the receiving body is competent for it. */
  competent?: boolean | null;
  complex?: boolean;
  accepted?: Moment | null;
  /** Outside the competence this ends the matter; within it, it went to a unit of the body's own. */
  forwarded?: Moment | null;
  forwarded_to?: string | null;
  /** When the sender was guided to the competent body. */
  guided?: Moment | null;
  /** The last time it was passed on before it came here. */
  transferred?: Moment | null;
  refused?: Moment | null;
  refusal_reason?: string | null;
  /** The first time. */
  supplement_asked?: Moment | null;
  /** Answered. */
  processed?: Moment | null;
  /** Whether its result is public on the day of the data; not needed beside `published`. */
  public?: boolean | null;
  published?: Moment | null;
  /** Where a rule set or a regime names no limits of its own. */
  due?: Moment | null;
  prolonged?: boolean | null;
  prolongations?: Prolongation[];
  about?: FeedbackSubject | null;
  dossier?: string | null;
  found_false?: boolean | null;
  /** The id of the earlier one it repeats. */
  repeats?: string | null;
  likes?: number | null;
  dislikes?: number | null;
}

/** Một lần kéo dài. */
export interface Prolongation {
  /** Decided on this day. */
  on: IsoDate;
  until: IsoDate;
  reason?: string | null;
}

/** Hình thức gửi. */
export type FeedbackChannel = "written" | "phone" | "survey" | "online" | "in_person" | "other";

/** Nội dung: the first four are conduct, the last is neither conduct nor a rule. */
export type FeedbackKind = "delay" | "obstruction" | "not_performed" | "performed_wrongly" | "unreasonable" | "unsuitable" | "inconsistent" | "unlawful" | "against_treaty" | "other_regulation" | "proposal" | "initiative" | "other";

/** Nhóm nội dung. */
export type FeedbackClass = "regulation" | "conduct" | "other";

/** Nội dung phản ánh, as portals divide it. */
export type FeedbackSubject = "conduct" | "handling" | "regulation" | "other";

/** Bước: a refusal is an answer. */
export type FeedbackStep = "forward" | "guide" | "answer" | "publish";

/** Chế độ thời hạn: the rules of one text; a step it has no rule for is left to the general decree. */
export interface FeedbackRegime {
  id: string;
  title: Text;
  certainty?: "seen" | "own";
  /** The first day in force, where it was read. */
  from?: IsoDate | null;
  /** A day it was surely not in force before. */
  not_before?: IsoDate | null;
  until?: IsoDate | null;
  /** Whether a prolongation moves the day the answer is due. */
  prolongation_moves_due?: boolean;
  note?: Text | null;
  /** Of one step the first whose conditions hold decides. */
  rules: FeedbackRule[];
}

/** Một quy định về thời hạn. */
export interface FeedbackRule {
  step: FeedbackStep;
  when?: FeedbackCondition;
  /** Left out where the text asks for the step and states no time. */
  limit?: TimeLimit | null;
  owed?: boolean;
  /** From reception, or for publication from the answer. */
  after?: "received" | "answered";
  source: Citation;
}

/** Điều kiện: what is left out is not asked. */
export interface FeedbackCondition {
  class?: FeedbackClass | null;
  competent?: boolean | null;
  channels?: FeedbackChannel[];
  complex?: boolean | null;
}

/** Chế độ được chọn: the id of a shipped one, or a document. */
export type RegimeChoice = string | FeedbackRegime;

/** Số liệu phản ánh, kiến nghị: the list of one body and its period. */
export interface FeedbackData {
  period: { from: IsoDate; through: IsoDate };
  /** The general decree alone when it is left out. */
  regime?: RegimeChoice | null;
  records: Feedback[];
}

/** Kết quả đối với cơ quan tiếp nhận. */
export type Disposition = "open" | "answered" | "refused" | "forwarded" | "guided";

/** Tình trạng của một bước. */
export type StepState = "in_time" | "late" | "running" | "overdue" | "not_owed" | "not_begun" | "not_stated" | "not_known";

/** Một phản ánh, kiến nghị on a day. */
export interface FeedbackCase {
  id: string;
  class: FeedbackClass | null;
  /** From when its limits run; `received` is false where it is the day of sending. */
  start: { at: string; received: boolean };
  as_of: IsoDate;
  disposition: Disposition;
  closed: string | null;
  prolonged_until: IsoDate | null;
  /** The four steps in their order. */
  steps: StepReport[];
  text: Text;
}

/** Một bước. */
export interface StepReport {
  step: FeedbackStep;
  state: StepState;
  /** The last day in time; with an hour where the limit is in hours. */
  due: string | null;
  done: string | null;
  /** Working days, of what is late or overdue. */
  late_by: number | null;
  basis: "regime" | "own_due" | "prolongation" | null;
  /** The fields the record leaves out, where they decide. */
  missing: string[];
  regime: string | null;
  source: Citation | null;
  text: Text;
}

/** Số lượng và mã. */
export interface Counted {
  count: number;
  ids: string[];
}

/** Tổng hợp phản ánh, kiến nghị. */
export interface FeedbackReport {
  period: { from: IsoDate; through: IsoDate };
  as_of: IsoDate;
  /** The day that what is open is judged on. */
  at: IsoDate;
  regime: string | null;
  records: { given: number; in_period: number; outside: number; left_out: number };
  totals: FeedbackTotals;
  by_class: FeedbackGroup[];
  by_kind: FeedbackGroup[];
  by_channel: FeedbackGroup[];
  by_receiver: FeedbackGroup[];
  by_destination: FeedbackGroup[];
  outside_competence: Counted;
  found_false: Counted;
  prolonged: Counted;
  repeated: Counted;
  chains: { first: string; repetitions: string[] }[];
  published: Counted;
  satisfaction: Satisfaction;
  steps: StepCount[];
  issues: Issue[];
  text: Text;
}

/** Số phải xử lý và kết quả: carried over + received = answered + refused + passed on + guided + open. */
export interface FeedbackTotals {
  carried_over: Counted;
  received: Counted;
  to_handle: number;
  answered: Counted;
  refused: Counted;
  forwarded: Counted;
  guided: Counted;
  open: Counted;
  identity: Text;
  answered_of_to_handle: Rate | null;
}

/** Một nhóm: under an empty id those whose record does not say. */
export interface FeedbackGroup extends Counted {
  id: string;
  title: Text;
}

/** Mức hài lòng with the answers given. */
export interface Satisfaction {
  content: Counted;
  unhappy: Counted;
  not_known: Counted;
  content_of_rated: Rate | null;
}

/** Một bước của nhiều phản ánh, kiến nghị: what was done before the period is not counted again. */
export interface StepCount {
  step: FeedbackStep;
  in_time: Counted;
  late: Counted;
  running: Counted;
  overdue: Counted;
  not_owed: Counted;
  not_begun: Counted;
  not_stated: Counted;
  not_known: Counted;
  in_time_of_done: Rate;
  in_time_of_judged: Rate;
}

/** Loại số liệu: flows add up, of stocks and rates the latest counts, flow rates add their parts. */
export type Nature = "flow" | "stock" | "rate" | "flow_rate";

/** Sổ số liệu. */
export interface LedgerData {
  period: { from: IsoDate; through: IsoDate };
  /** The same days a year before when it is left out. */
  previous?: { from: IsoDate; through: IsoDate } | null;
  /** Names of your own beside the shipped ones. */
  names?: LedgerName[];
  entries: LedgerEntry[];
}

/** Tên số liệu. */
export interface LedgerName {
  id: string;
  title: Text;
  unit: string;
  nature: Nature;
  subject?: string;
  /** What the denominator of a rate counts. */
  of?: Text | null;
}

/** Một số liệu: with a day or a period. */
export interface LedgerEntry {
  /** Once in a ledger. */
  id: string;
  name: string;
  agency?: string;
  /** Such as one course: entries of different items add up though their time is the same. */
  item?: string | null;
  date?: IsoDate | null;
  period?: { from: IsoDate; through: IsoDate } | null;
  /** Of a rate in per cent. */
  value?: ExactInput | null;
  numerator?: ExactInput | null;
  denominator?: ExactInput | null;
  /** That of its name when it is left out. */
  unit?: string | null;
  /** For a name that is defined nowhere. */
  nature?: Nature | null;
  subject?: string | null;
  target?: LedgerTarget | null;
  /** The name of the whole. */
  part_of?: string | null;
  source: Citation;
}

/** Chỉ tiêu. */
export interface LedgerTarget {
  value: ExactInput;
  direction: "at_least" | "at_most";
}

/** Sổ số liệu của một kỳ. */
export interface LedgerReport {
  period: { from: IsoDate; through: IsoDate };
  previous: { from: IsoDate; through: IsoDate };
  lines: LedgerLine[];
  records: { given: number; now: number; previous: number; outside: number; left_out: number };
  issues: Issue[];
}

/** Một dòng. */
export interface LedgerLine {
  agency: string;
  name: string;
  title: Text;
  subject: string;
  nature: Nature;
  unit: string;
  unit_title: Text;
  now: LedgerFigure | null;
  now_state: FigureState;
  previous: LedgerFigure | null;
  previous_state: FigureState;
  rate: Rate | null;
  change: LedgerChange | null;
  target: { target: { value: Exact; direction: "at_least" | "at_most" }; met: boolean | null; gap: Exact | null } | null;
  parts: LedgerParts | null;
  measure: Measure | null;
  text: Text;
}

/** Có giá trị hay không: missing is not zero, and entries that do not go together have no value. */
export type FigureState = "known" | "missing" | "refused" | "undefined";

/** Giá trị của một tên trong một kỳ. */
export interface LedgerFigure {
  /** Of a rate in per cent; `null` where its denominator is 0. */
  value: Exact | null;
  ratio: { numerator: Exact; denominator: Exact } | null;
  unit: string;
  /** The last day of its entries. */
  at: IsoDate;
  ids: string[];
  sources: Citation[];
}

/** Tăng, giảm so với cùng kỳ. */
export interface LedgerChange {
  difference: Exact;
  percentage_points: boolean;
  /** `null` of rates, and on a base of 0 or below. */
  percent: Exact | null;
}

/** Các phần của một số. */
export interface LedgerParts {
  names: string[];
  sum: Exact | null;
  matches: boolean | null;
  ids: string[];
}
