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
  /** Earlier years still, for the chart of ranks. */
  history?: { year: number; standing: StandingInput }[];
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
  period?: PeriodName | null;
  agency?: Text | null;
  /** An outline of your own, used instead of a shipped one. */
  own_outline?: OutlineInput | null;
  /** A shipped outline; `plain` where none is named. */
  outline?: "plain" | "par-2021" | "par-2011" | null;
  /** What is not to be told, such as months of records that only their totals are known of. */
  omit?: Content[];
  phrases?: OwnPhrase[];
  sources?: Citation[];
  facts?: Fact[];
  dossiers?: Dossier[];
  procedures?: PublishedProcedures[];
  /** Danh mục thủ tục, from the decisions that published them. */
  catalogue?: CatalogueDocument | null;
  /** The limits to announce and publish in, and the level of the body that does. */
  catalogue_limits?: { rule_set: string; level: "ministry" | "province" | "department" | "district" | "commune" | "agency" | "official" } | null;
  review?: Review | null;
  plan?: Plan | null;
  /** Tasks alone, where there is no more of the plan. */
  tasks?: Task[];
  /** One inspection, where there is no more than that. */
  inspection?: Inspection;
  inspections?: Inspections | null;
  feedback?: FeedbackData | null;
  ledger?: LedgerData | null;
  /** What was open when agencies changed. */
  handover?: { register: RegisterDocument; case: HandoverCase } | null;
  apology?: { overdue_dossiers: number; apologised: number; source: Citation } | null;
  standings?: StandingRecord[];
  /** Rule sets of your own, as documents. */
  rule_sets?: object[];
  league?: League | null;
  sheets?: ScoredUnit[];
  last_year?: LastYear | null;
}

/** Thông tin nêu nguyên trong nguồn: a sentence, with what it is about and where it stands. */
export interface Fact extends Text {
  subject?: string | null;
  source?: Citation | null;
}

/** Cùng kỳ năm trước: its records, or the figures it published. */
export interface LastYear {
  records?: Records | null;
  /** By their names without the report's own prefix, such as `dossiers.total.received`. */
  figures?: { id: string; value: ExactInput; source: Citation }[];
}

/** Nội dung: what a section of a report can tell. */
export type Content =
  | "facts" | "dossiers" | "dossiers_by_month" | "dossiers_by_agency" | "procedures" | "catalogue" | "review_procedures"
  | "review_documents" | "feedback" | "ledger" | "targets" | "tasks" | "inspection" | "inspections" | "handover"
  | "apology" | "standings" | "league" | "sheets" | "comparison";

/** Phần của đề cương as it is read. */
export interface OutlineSectionInput {
  id: string;
  title?: Text | null;
  subject?: string | null;
  contents?: { content: Content; title?: Text | null }[];
  sections?: OutlineSectionInput[];
  /** Written even where the records have nothing for it. */
  required?: boolean;
}

/** Đề cương as it is read: which sections a report has and what each tells. */
export interface OutlineInput {
  id: string;
  title: Text;
  legal_basis?: Citation[];
  notes?: Text[];
  /** The figures compared with the year before, by name or by its beginning and a star. */
  compare?: string[];
  sections: OutlineSectionInput[];
}

/** Phần của đề cương. */
export interface OutlineSection {
  id: string;
  title: Text | null;
  subject: string | null;
  contents: { content: Content; title: Text | null }[];
  sections: OutlineSection[];
  required: boolean;
}

/** Đề cương. */
export interface Outline {
  id: string;
  title: Text;
  legal_basis: Citation[];
  notes: Text[];
  compare: string[];
  sections: OutlineSection[];
}

/** Mẫu câu của báo cáo, with the places it may fill. */
export interface Phrase {
  id: string;
  slots: string[];
  vi: string;
  en: string;
}

/** Mẫu câu riêng: a language left out keeps the shipped wording. */
export interface OwnPhrase {
  id: string;
  vi?: string | null;
  en?: string | null;
}

export type Unit = "count" | "percent" | "points" | "rank" | "places" | "number" | "date" | "word";

/** Nguồn gốc của một con số. */
export interface FigureLineage {
  /** The list of the records it was taken from, such as `dossiers`. */
  records: string;
  /** How many records it counts, where it counts some. */
  counted: number | null;
  /** The first twenty of them. */
  ids: string[];
  rule: Citation | null;
  sources: Citation[];
}

/** Con số của báo cáo. */
export interface Figure {
  id: string;
  label: Text;
  /** Exact text; empty where the value does not exist, such as a rate of nothing. */
  value: string;
  unit: Unit;
  of: Text | null;
  lineage: FigureLineage;
}

export type Cell =
  | "empty"
  | { count: number }
  | { points: Exact }
  | { number: { value: Exact; signed: boolean } }
  | { ratio: { numerator: Exact; denominator: Exact } }
  | { date: IsoDate }
  | { words: Text };

/** Cách tính một cột từ các cột khác, by their names. */
export type Formula = { sum: string[] } | { ratio: { of: string[]; over: string[] } };

export interface Table {
  id: string;
  title: Text;
  unit: Text | null;
  columns: { name: string; title: Text; align: "left" | "right"; of: Text | null; formula: Formula | null }[];
  rows: { id: string; cells: Cell[]; total: boolean; level: number }[];
}

/** Loại biểu đồ. */
export type ChartKind = "stacked_bars" | "grouped_bars" | "ranks" | "rank_line";

/** Biểu đồ: drawn by `chartSvg`. */
export interface Chart {
  id: string;
  kind: ChartKind;
  title: Text;
  unit: Text;
  source: Text | null;
  categories: Text[];
  series: {
    name: Text;
    tone: "early" | "on_time" | "late" | "running" | "overdue" | "now" | "before" | "neutral";
    /** `null` where there is no figure. */
    values: (Exact | null)[];
    /** The maximum of each value; empty where there are none. */
    of: (Exact | null)[];
  }[];
  /** What the picture says, in sentences. */
  alternative: Text;
}

export type Block = { sentence: Text } | { item: Text } | { table: Table } | { chart: Chart };

export interface Section {
  id: string;
  number: string;
  level: number;
  title: Text;
  blocks: Block[];
}

/** Báo cáo as a plain object. */
export interface ReportDocument {
  id: string;
  title: Text;
  agency: Text | null;
  period: Period | null;
  as_of: IsoDate;
  opening: Text;
  sections: Section[];
  figures: Figure[];
  sources: Citation[];
}
