// The catalogue of procedures, made by publication decisions, and the reviews of procedures and documents

/** Danh mục thủ tục hành chính, as it is given. */
export interface CatalogueDocument {
  decisions?: PublicationDecision[];
  /** What no decision says of a procedure. */
  procedures?: ProcedureFacts[];
}

/** Quyết định công bố. */
export interface PublicationDecision {
  number: string;
  signed: IsoDate;
  /** From when its acts hold, unless one has its own day; the day of signing where it is left out. */
  effective?: IsoDate | null;
  issuer?: string;
  basis?: BasisText[];
  /** Ngày công khai. */
  published?: IsoDate | null;
  /** Whether it is public on the day of the data; not needed beside `published`. */
  public?: boolean | null;
  acts: ProcedureAct[];
}

/** Văn bản làm căn cứ. */
export interface BasisText {
  document: string;
  effective?: IsoDate | null;
}

/** Việc làm với một thủ tục. */
export type ActKind = "announced" | "amended" | "replaced" | "abolished";

/** Việc một quyết định làm với một thủ tục. */
export interface ProcedureAct {
  act: ActKind;
  code: string;
  /** The old procedures, of a replacement. */
  replaces?: string[];
  /** The whole of it; none of an abolition. */
  content?: ProcedureContent | null;
  effective?: IsoDate | null;
  published?: IsoDate | null;
  public?: boolean | null;
}

/** Nội dung của một thủ tục: what is left out is not known, an empty list says that there is none. */
export interface ProcedureContent {
  name: string;
  field: string;
  level: ProcedureLevel;
  agencies?: string[];
  mechanism?: Mechanism | null;
  limit?: TimeLimit | null;
  fees?: Fee[] | null;
  papers?: Paper[] | null;
  result?: ProcedureResult | null;
  applicants?: ApplicantKind[] | null;
  /** Thủ tục đặc thù: the province's own. */
  own?: boolean | null;
  /** The obligatory parts that are public. */
  parts?: ProcedurePart[] | null;
  conditional_parts?: ConditionalPart[] | null;
}

/** Phí, lệ phí. */
export interface Fee {
  name: string;
  /** None where the text sets no one amount. */
  amount?: ExactInput | null;
  unit?: string;
}

/** Giấy tờ. */
export interface Paper {
  name: string;
  kind?: "original" | "certified_copy" | "copy" | null;
  /** One where it is left out. */
  number?: number;
}

/** Kết quả của thủ tục. */
export interface ProcedureResult {
  name: string;
  written?: boolean | null;
}

/** Bộ phận chỉ có khi cần. */
export type ConditionalPart = "forms" | "result" | "conditions" | "fees";

/** Thông tin khác về một thủ tục. */
export interface ProcedureFacts {
  code: string;
  online?: OnlineClaim[];
  population_data?: boolean | null;
  eligible_online?: boolean | null;
  posted?: boolean | null;
  electronic?: boolean | null;
}

/** Mức độ trực tuyến từ một ngày. */
export interface OnlineClaim {
  from: IsoDate;
  level: OnlineLevel;
}

/** Mức độ trực tuyến: levels 1 to 4 until mid-August 2022, then a part or all of it. */
export type OnlineLevel = "level_1" | "level_2" | "level_3" | "level_4" | "information" | "partial" | "full";

/** Việc và quyết định đã làm việc đó. */
export interface ActSource {
  decision: string;
  signed: IsoDate;
  act: ActKind;
}

/** Phiên bản của một thủ tục. */
export interface ProcedureVersion {
  code: string;
  number: number;
  from: IsoDate;
  until: IsoDate | null;
  made_by: ActSource;
  ended_by: ActSource | null;
  replaces: string[];
  content: ProcedureContent;
}

/** Phiên bản mà một hồ sơ được giữ. */
export interface KeptVersion {
  dossier: string;
  received: IsoDate;
  version: ProcedureVersion;
  /** The versions that came after, which do not hold for the dossier. */
  later: number[];
  text: Text;
}

/** Mức độ trực tuyến tại một ngày. */
export interface OnlineStanding {
  claimed: OnlineLevel;
  since: IsoDate;
  /** In the words of the text of the day. */
  level: OnlineLevel;
  service: ServiceLevel;
  certainty: "seen" | "secondary";
  source: Citation;
}

/** Một dòng đếm, with the codes behind it. */
export interface CountLine {
  key: string;
  label: Text;
  count: number;
  ids: string[];
}

/** Số thủ tục tại một ngày: the lines of each division add up to the total. */
export interface CatalogueCounts {
  day: IsoDate;
  total: number;
  ids: string[];
  by_level: CountLine[];
  by_field: CountLine[];
  /** Last, under `not_known`, those of which no level is known. */
  by_service: CountLine[];
  text: Text;
}

/** Thủ tục công khai chưa đủ bộ phận: `null` where what is public is not known. */
export interface IncompleteProcedure {
  code: string;
  missing: ProcedurePart[] | null;
  missing_conditional: ConditionalPart[] | null;
}

/** Phần nội dung đã đổi. */
export type ContentField =
  | "name"
  | "field"
  | "level"
  | "agencies"
  | "mechanism"
  | "limit"
  | "fees"
  | "papers"
  | "result"
  | "applicants"
  | "own"
  | "parts";

/** Một dòng lịch sử. */
export interface HistoryLine {
  day: IsoDate;
  kind: "announced" | "amended" | "replaces" | "replaced_by" | "abolished" | "online";
  source: ActSource | null;
  version: number | null;
  others: string[];
  changed: ContentField[];
  text: Text;
}

/** Lịch sử của một thủ tục. */
export interface ProcedureHistory {
  code: string;
  versions: ProcedureVersion[];
  lines: HistoryLine[];
}

/** Kỳ tính theo ngày nào của quyết định. */
export type CountBy = "signed" | "effective";

/** Một việc trong kỳ. */
export interface ActLine {
  code: string;
  name: string;
  decision: string;
  signed: IsoDate;
  effective: IsoDate;
  replaces: string[];
}

/** Danh sách của một loại việc. */
export interface ActList {
  act: ActKind;
  label: Text;
  count: number;
  lines: ActLine[];
}

/** Việc đã làm trong kỳ. */
export interface ActsInPeriod {
  from: IsoDate;
  through: IsoDate;
  by: CountBy;
  acts: ActList[];
}

/** Tình trạng so với hạn. */
export type DutyState = "in_time" | "late" | "open" | "overdue" | "not_known" | "not_applicable";

/** Việc công khai các thủ tục của một quyết định. */
export interface PublicationDuty {
  codes: string[];
  due: IsoDate | null;
  done: IsoDate | null;
  state: DutyState;
  /** In working days. */
  late_by: number | null;
}

/** Một quyết định so với hạn công bố và công khai. */
export interface DecisionPunctuality {
  decision: string;
  issuer: string;
  signed: IsoDate;
  /** The newest effective date of its basis, where all of them are known. */
  basis_effective: IsoDate | null;
  codes: string[];
  /** Those under the limit: of a province its own alone. */
  announced_codes: string[];
  announce_by: IsoDate | null;
  announced: DutyState;
  announced_late_by: number | null;
  publications: PublicationDuty[];
  text: Text;
}

/** Tổng hợp: the rate is of those in time, late and overdue. */
export interface PunctualityTotals {
  in_time: number;
  late: number;
  open: number;
  overdue: number;
  not_known: number;
  not_applicable: number;
  in_time_percent: Exact | null;
}

/** Công bố, công khai đúng hạn. */
export interface Punctuality {
  rule_set: string;
  level: AgencyKind;
  as_of: IsoDate;
  announce_rule: TimeRule | null;
  publish_rule: TimeRule | null;
  announce_source: Citation | null;
  publish_source: Citation | null;
  decisions: DecisionPunctuality[];
  announced: PunctualityTotals;
  published: PunctualityTotals;
  issues: Issue[];
}

/** Sổ rà soát. */
export interface Review {
  plan?: PlannedReview[];
  proposals?: Proposal[];
  documents?: ReviewedDocument[];
  overlaps?: Overlap[];
}

/** Việc rà soát theo kế hoạch. */
export interface PlannedReview {
  id?: string;
  title?: string;
  procedures?: string[];
  field?: string;
  lead?: string;
  begun?: IsoDate | null;
  due?: IsoDate | null;
  done?: IsoDate | null;
  document?: string;
}

/** Loại phương án đơn giản hóa. */
export type ProposalKind =
  | "cut_procedure"
  | "merge_procedures"
  | "cut_paper"
  | "shorten_limit"
  | "lower_fee"
  | "abolish_condition";
/** Trạng thái phương án. */
export type ProposalState = "proposed" | "approved" | "implemented" | "refused";

/** Phương án đơn giản hóa. */
export interface Proposal {
  id: string;
  review?: string | null;
  kind: ProposalKind;
  procedures?: string[];
  content?: string;
  proposed: IsoDate;
  document?: string;
  approved?: DatedDocument | null;
  refused?: DatedDocument | null;
  due?: IsoDate | null;
  implemented?: DatedDocument | null;
  limit?: { before: TimeLimit; after: TimeLimit } | null;
  /** In đồng. */
  fee?: { before: ExactInput; after: ExactInput } | null;
  /** Chi phí tuân thủ, in đồng a year. */
  cost?: { before: ExactInput; after: ExactInput } | null;
}

/** Ngày và văn bản. */
export interface DatedDocument {
  day: IsoDate;
  document?: string;
}

/** Kết quả rà soát văn bản. */
export type DocumentResult =
  | "in_force"
  | "expired_whole"
  | "expired_part"
  | "to_amend"
  | "to_replace"
  | "to_abolish"
  | "conflicting";

/** Văn bản được rà soát. */
export interface ReviewedDocument {
  number?: string;
  kind?: string;
  issuer?: string;
  issued?: IsoDate | null;
  field?: string;
  reviewer?: string;
  begun?: IsoDate | null;
  due?: IsoDate | null;
  result?: { is: DocumentResult; day: IsoDate } | null;
  handle_by?: IsoDate | null;
  handled?: DatedDocument | null;
}

/** Hai văn bản chồng chéo hoặc mâu thuẫn ở một điểm. */
export interface Overlap {
  id: string;
  first: string;
  second: string;
  kind: "overlap" | "contradiction";
  point: string;
  found: IsoDate;
  resolved?: DatedDocument | null;
}

/** Một dòng đếm, with the ids behind it. */
export interface ReviewCount {
  key: string;
  label: Text;
  count: number;
  ids: string[];
}

/** Tổng hợp kế hoạch rà soát. */
export interface ReviewPlanSummary {
  total: number;
  left_out: number;
  procedures: number;
  by_state: ReviewCount[];
  done_percent: Exact | null;
  text: Text;
}

/** Một phương án tại một ngày. */
export interface ProposalStanding {
  id: string;
  kind: ProposalKind;
  state: ProposalState;
  since: IsoDate;
  document: string;
  overdue: boolean;
  /** `null` where the units of the limits do not say. */
  shorter: boolean | null;
  saved: Exact | null;
  saved_percent: Exact | null;
}

/** Chi phí tuân thủ của một nhóm phương án. */
export interface CostLine {
  state: ProposalState | null;
  proposals: number;
  ids: string[];
  before: Exact | null;
  after: Exact | null;
  saved: Exact | null;
  saved_percent: Exact | null;
}

/** Tổng hợp phương án đơn giản hóa. */
export interface ProposalSummary {
  total: number;
  left_out: number;
  later: number;
  by_state: ReviewCount[];
  by_kind: ReviewCount[];
  overdue: string[];
  proposals: ProposalStanding[];
  /** Of those approved or implemented. */
  cost: CostLine;
  cost_by_state: CostLine[];
  text: Text;
}

/** Một văn bản tại một ngày. */
export interface DocumentStanding {
  number: string;
  state: "pending" | "settled" | "to_handle" | "handled";
  result: DocumentResult | null;
  overdue: boolean;
  handled_by: string | null;
}

/** Tổng hợp văn bản được rà soát. */
export interface DocumentSummary {
  total: number;
  left_out: number;
  by_state: ReviewCount[];
  by_result: ReviewCount[];
  overdue: string[];
  handling_overdue: string[];
  reviewed_percent: Exact | null;
  handled_percent: Exact | null;
  documents: DocumentStanding[];
  text: Text;
}

/** Tổng hợp chồng chéo, mâu thuẫn. */
export interface OverlapSummary {
  total: number;
  left_out: number;
  later: number;
  by_kind: ReviewCount[];
  open: string[];
  resolved: string[];
  open_pairs: number;
  /** Documents found conflicting that no pair names. */
  unpaired: string[];
  text: Text;
}

/** Tổng hợp rà soát tại một ngày. */
export interface ReviewSummary {
  as_of: IsoDate;
  plan: ReviewPlanSummary;
  proposals: ProposalSummary;
  documents: DocumentSummary;
  overlaps: OverlapSummary;
  issues: Issue[];
}
