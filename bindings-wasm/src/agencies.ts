// Agencies by date, the provinces, and handovers

/** Cấp hành chính. */
export type AgencyLevel = "central" | "province" | "district" | "commune";
/** Loại cơ quan, đơn vị. */
export type BodyKind =
  | "ministry"
  | "peoples_committee"
  | "department"
  | "sub_department"
  | "public_service_unit"
  | "management_board"
  | "vertical_agency"
  | "division"
  | "commune_unit"
  | "service_centre"
  | "other";
/** Mức chắc chắn: what is `remembered` is not to be relied on until it is found in a source. */
export type Certainty = "seen" | "seen_2" | "remembered" | "own";
/** Loại thay đổi. */
export type ChangeKind =
  | "created"
  | "renamed"
  | "moved"
  | "relevelled"
  | "merged"
  | "absorbed"
  | "split"
  | "dissolved";

/** Days, both included; from the agency's own first day, or to its last, where one is left out. */
interface Dated {
  from?: IsoDate | null;
  until?: IsoDate | null;
}

/** Tên theo thời gian. */
export interface DatedName extends Dated {
  name: string;
  source?: Citation | null;
}

/** Cơ quan cấp trên theo thời gian; under none where `parent` is left out. */
export interface DatedParent extends Dated {
  parent?: string | null;
}

/** Mã định danh theo thời gian. */
export interface DatedIdentifier extends Dated {
  identifier: string;
  certainty: Certainty;
  source?: Citation | null;
}

/** Một cơ quan trong sổ, under a key of your own. */
export interface AgencyRecord extends Dated {
  id: string;
  level: AgencyLevel;
  kind: BodyKind;
  /** One after the other without a gap. */
  names: readonly DatedName[];
  /** One after the other without a gap; none at the top. */
  parents?: readonly DatedParent[];
  identifiers?: readonly DatedIdentifier[];
}

/** Việc được giao khi chia, tách; `rest`: what no part names. */
export interface Takes {
  procedures?: readonly string[];
  fields?: readonly string[];
  units?: readonly string[];
  rest?: boolean;
}

/** Phần của một cơ quan sau; the shares of a split add up to 1. */
export interface ChangePart {
  agency: string;
  share?: ExactInput | null;
  takes?: Takes | null;
}

/** Một lần sắp xếp tổ chức; who ends by it stands through the day before `on`. */
export interface AgencyChange {
  id: string;
  on: IsoDate;
  kind: ChangeKind;
  from?: readonly string[];
  into?: readonly ChangePart[];
  /** Of `relevelled`. */
  level?: AgencyLevel | null;
  /** Of `relevelled`. */
  body?: BodyKind | null;
  source: Citation;
}

/** Tài liệu của sổ cơ quan. */
export interface RegisterDocument {
  agencies: readonly AgencyRecord[];
  changes?: readonly AgencyChange[];
}

/** Khóa và tên của một cơ quan. */
export interface AgencyRef {
  id: string;
  name: string;
}

/** Mã định danh vào một ngày. */
export interface IdentifierAt {
  identifier: string;
  certainty: Certainty;
}

/** Cơ quan vào một ngày. */
export interface AgencyAt {
  id: string;
  name: string;
  identifier: IdentifierAt | null;
  level: AgencyLevel;
  kind: BodyKind;
  parent: string | null;
  /** From the top down to itself. */
  path: AgencyRef[];
  from: IsoDate | null;
  until: IsoDate | null;
}

/** Cây cơ quan vào một ngày: each after whom it stood under. */
export interface AgenciesAt {
  day: IsoDate;
  agencies: AgencyAt[];
}

/** What a tree names its agencies by. */
export type TreeKey = "id" | "identifier";

/** Một bước kế thừa. */
export interface SuccessionStep {
  change: string;
  on: IsoDate;
  kind: ChangeKind;
  from: AgencyRef[];
  into: AgencyRef[];
  source: Citation;
  text: Text;
}

/** Cơ quan kế thừa hoặc tiền thân; `through` is empty where it is the agency itself. */
export interface Relative {
  agency: AgencyAt;
  through: SuccessionStep[];
}

/** Các cơ quan kế thừa hoặc tiền thân vào một ngày. */
export interface Succession {
  of: AgencyRef;
  day: IsoDate;
  found: Relative[];
  /** Dissolutions without a successor on the way. */
  dissolved: SuccessionStep[];
}

/** Việc: what decides between several successors; only reorganisations after `since` move it. */
export interface Matter {
  since?: IsoDate | null;
  procedure?: string | null;
  field?: string | null;
  unit?: string | null;
}

/** What of a matter decided between the parts of a split. */
export type DecidedBy = "procedure" | "field" | "unit" | "rest";

/** Cơ quan chịu trách nhiệm; who had it first stays on the record. */
export interface Responsible {
  original: AgencyRef;
  day: IsoDate;
  answers: AgencyAt;
  through: SuccessionStep[];
  decided_by: DecidedBy[];
  text: Text;
}

/** Cách gộp: ranks, and indices without weights, are `refused`. */
export type CarryRule = "sum" | "weighted_mean" | "refused";

/** Số liệu của một cơ quan trong một năm hoặc quý. */
export interface SeriesValue {
  agency: string;
  year: number;
  quarter?: number | null;
  value?: ExactInput | null;
  weight?: ExactInput | null;
  /** Of an agency that ended within the period: the days until then, which are in no other figure. */
  partial?: boolean;
}

/** Chuỗi số liệu theo cơ quan, to be put together as the agencies stand on the day `onto`. */
export interface Series {
  how: CarryRule;
  onto: IsoDate;
  values: readonly SeriesValue[];
  rounding?: Rounding | null;
}

/** Phần đóng góp. */
export interface Contribution {
  agency: string;
  name: string;
  value: Exact | null;
  weight: Exact | null;
  /** `null` for the whole. */
  share: Exact | null;
  changes: string[];
}

/** Một số liệu đã gộp; `value` is not rounded, `shown` is, and both are `null` where a part is missing. */
export interface Carried {
  agency: string;
  name: string;
  year: number;
  quarter: number | null;
  value: Exact | null;
  shown: Exact | null;
  /** Of a weighted mean. */
  ratio: Ratio | null;
  parts: Contribution[];
  note: Text;
}

/** Chuỗi số liệu đã gộp. */
export interface CarriedSeries {
  how: CarryRule;
  onto: IsoDate;
  values: Carried[];
  issues: Issue[];
}

/** Tỉnh, hoặc thành phố trực thuộc trung ương. */
export type ProvinceKind = "province" | "city";

/** Khóa, mã và tên của một tỉnh. */
export interface ProvinceRef {
  id: string;
  code: string;
  name: string;
}

/** Nâng cấp chưa rõ ngày. */
export interface Upgrade {
  kind: ProvinceKind;
  year: number;
  certainty: Certainty;
  source: Citation;
}

/** Tỉnh, thành phố, on a day, or at its last. */
export interface Province {
  id: string;
  code: string;
  name: string;
  name_certainty: Certainty;
  kind: ProvinceKind;
  identifier: string | null;
  identifier_certainty: Certainty | null;
  from: IsoDate | null;
  until: IsoDate | null;
  stands: boolean;
  /** The name and the kind of that year are not sure. */
  upgrade: Upgrade | null;
  successor: ProvinceRef | null;
  predecessors: ProvinceRef[];
  sources: Citation[];
  text: Text;
}

/** Loại việc. */
export type ItemKind = "dossier" | "task" | "recommendation" | "feedback";

/** Việc để bàn giao. */
export interface HandoverItem {
  id: string;
  kind: ItemKind;
  /** Who had it when it was opened. */
  agency: string;
  opened: IsoDate;
  closed?: IsoDate | null;
  procedure?: string | null;
  field?: string | null;
  unit?: string | null;
}

/** Một dòng trong sổ bên nhận. */
export interface BookEntry {
  id: string;
  kind: ItemKind;
  agency: string;
}

/** Sổ sách: agencies are named by key, by the identifier or by the name they had. */
export interface HandoverRecords {
  dossiers?: readonly Dossier[];
  plan?: Plan | null;
  inspections?: Inspections | null;
  feedback?: readonly Feedback[];
}

/** Bàn giao cần theo dõi. */
export interface HandoverCase {
  day: IsoDate;
  as_of: IsoDate;
  items?: readonly HandoverItem[];
  /** Records whose dossiers, tasks, recommendations and feedback are items as well. */
  records?: HandoverRecords | null;
  /** Where the lists of both sides are to be compared. */
  books?: readonly BookEntry[] | null;
}

/** Số việc theo loại. */
export interface ItemCounts {
  dossier: number;
  task: number;
  recommendation: number;
  feedback: number;
  total: number;
}

/** Một cơ quan trong bàn giao: the items open on the eve, counted with who held them then and who answers from the day on. */
export interface AgencyHandover {
  agency: AgencyRef;
  role: "ended" | "began" | "goes_on";
  eve: ItemCounts;
  day: ItemCounts;
}

/** Một việc trong bàn giao; `null` where nobody answers. */
export interface ItemHandover {
  id: string;
  kind: ItemKind;
  original: AgencyRef;
  eve: AgencyRef;
  day: AgencyRef | null;
  as_of: AgencyRef | null;
  decided_by: DecidedBy[];
  through: string[];
  closed: IsoDate | null;
  closed_by: AgencyRef | null;
  state: "closed" | "open" | "undecided" | "without_successor";
}

/** Đối chiếu trước và sau; `kind` is `null` for all together, and what the books say is `null` without books. */
export interface HandoverTotal {
  kind: ItemKind | null;
  eve: number;
  taken_over: number;
  undecided: number;
  without_successor: number;
  closed: number;
  open: number;
  in_books: number | null;
  lost: number | null;
  extra: number | null;
  /** Of all kinds together. */
  misplaced: number | null;
  holds: boolean;
}

/** Phạm vi: every item given is in exactly one of these counts. */
export interface HandoverScope {
  given: number;
  handed_over: number;
  elsewhere: number;
  closed_before: number;
  opened_after: number;
  refused: number;
}

/** Kết quả theo dõi bàn giao. */
export interface Handover {
  day: IsoDate;
  as_of: IsoDate;
  changes: SuccessionStep[];
  agencies: AgencyHandover[];
  items: ItemHandover[];
  totals: HandoverTotal[];
  scope: HandoverScope;
  reconciles: boolean;
  issues: Issue[];
}
