// Rule sets

export type RuleSetStatus = "official" | "reconstructed" | "template";
export type AgencyKind = "ministry" | "province" | "department" | "district" | "commune" | "agency" | "official";

/** Ai chấm. */
export type ScoredBy = "self" | "survey" | "superior" | "external_index" | "computed";
/** Thiếu tài liệu kiểm chứng mà không giải trình: the points stand, there are none, or the score is refused. */
export type MissingEvidence = "accepted" | "zero" | "refused";
/**
 * Không áp dụng thì chấm thế nào: the maximum, no points, its maximum left out, or left out and the rest rescaled.
 */
export type Applicability = "full" | "zero" | "not_scored" | "rescale";
/** Cách cộng điểm của nhóm. */
export type Combine = "sum" | "capped_sum" | "scaled_sum";
/** Mẫu số bằng 0. */
export type ZeroDenominator = "max" | "zero" | "refused" | "not_applicable" | "stand_in";
/** Tỷ lệ lớn hơn 1. */
export type OverOne = "refused" | "cap";
export type Rounding = { half_up_places: number };

/** Tỷ lệ: a numerator over a denominator, both kept. */
export interface Ratio {
  numerator: Exact;
  denominator: Exact;
}

/** The years a set evaluates; `through` is `null` while it is in force. */
export interface Years {
  from: number;
  through: number | null;
}

/** Một điều kiện, thừa số hoặc sự việc có tên trong quy tắc. */
export interface RulePart {
  id: string;
  title: Text;
}

/** Mức điểm: points, a share of the maximum, the share measured, or a line from one limit of the band to the other. */
export type Award =
  | { points: ExactInput }
  | { share_percent: ExactInput }
  | "proportional"
  | { linear: { from: ExactInput; to: ExactInput } };

/** Đại lượng: what a band or a proportion is taken of. */
export type Quantity =
  | "percent"
  | { product: { factors: RulePart[] } }
  | { complement: { events: RulePart[] } }
  | "value"
  | "change"
  | "change_percent"
  | "above_mean";

/** Khoảng: from the top down; `null` is open. */
export interface Band {
  from: ExactInput | null;
  from_inclusive: boolean;
  to: ExactInput | null;
  to_inclusive: boolean;
  award: Award;
}

/** Khoản cộng hoặc trừ theo lần. */
export interface RuleItem {
  id: string;
  title: Text;
  each: ExactInput;
  /** Of the first one, where it differs. */
  first?: ExactInput;
}

/** Hệ số của một nhóm đơn vị. */
export interface StepFactor {
  id: string;
  title: Text;
  percent: ExactInput;
  of: "standard" | "points";
}

/** Dạng quy tắc chấm điểm. */
export type Shape =
  | { kind: "all_of"; conditions: RulePart[]; points?: ExactInput; otherwise?: ExactInput }
  | { kind: "levels"; levels: { id: string; title: Text; award: Award }[]; several?: boolean; not_done?: Award }
  | {
      kind: "bands";
      of?: Quantity;
      bands: Band[];
      zero_denominator?: ZeroDenominator;
      over_one?: OverOne;
      not_done?: Award;
    }
  | {
      kind: "proportional";
      of?: Quantity;
      target_percent?: ExactInput;
      zero_denominator: ZeroDenominator;
      over_one?: OverOne;
    }
  | {
      kind: "per_item";
      start: ExactInput;
      items: RuleItem[];
      floor?: ExactInput;
      cap?: ExactInput;
      beyond?: { count: number; award: Award };
    }
  | {
      kind: "steps";
      from: ExactInput;
      base: ExactInput;
      step: ExactInput;
      points: ExactInput;
      cap: ExactInput;
      /** To be stated where a step takes points away. */
      floor?: ExactInput;
      factors?: StepFactor[];
    }
  | { kind: "leader"; at_target_percent: ExactInput; zero_denominator: ZeroDenominator }
  | {
      kind: "min_max";
      low: ExactInput;
      high: ExactInput;
      better: "higher" | "lower";
      bounds?: { min: ExactInput; max: ExactInput };
      when_equal: "refused" | "low" | "high";
      outside?: "refused" | "clamp";
    }
  | { kind: "scaled"; from: ExactInput; to: ExactInput }
  | { kind: "given" }
  | { kind: "mean"; of: Shape; zero_denominator: ZeroDenominator }
  | { kind: "gated"; conditions: RulePart[]; then: Shape; otherwise?: ExactInput }
  | { kind: "branch"; on: string; at_least: ExactInput; then: Shape; otherwise: Shape };

/** Thời hạn tính bằng ngày làm việc. */
export interface TimeRule {
  id: string;
  title: Text;
  /** Whoever the set scores when it is left out. */
  levels?: AgencyKind[];
  working_days: number;
  counted: "before" | "after";
}

/** Tiêu chí: a leaf has a `shape`, a group has `children`. */
export interface Criterion {
  code: string;
  title: Text;
  max_points: ExactInput;
  /** Below zero where the rule takes points away. */
  min_points?: ExactInput;
  /** How many the text states below it. */
  parts?: { criteria: number; components: number };
  shape?: Shape;
  /** `self` when it is left out. */
  scored_by?: ScoredBy;
  /** The unit that the measure has to name. */
  unit?: string;
  /** Which year's figures it takes; those of the year scored when it is left out. */
  period?: "year" | "previous_year" | "any";
  /** By which whoever counts its figures tells in time from late. */
  time_limits?: TimeRule[];
  /** The documents required. */
  evidence?: Text[];
  missing_evidence?: MissingEvidence;
  /** It always applies when this is left out. */
  not_applicable?: Applicability;
  /** `sum` when it is left out. */
  combine?: Combine;
  /** The maximum the group is rescaled to when parts of it are out. */
  rescale_to?: ExactInput;
  source: Citation;
  children?: Criterion[];
}

/** Điểm thưởng hoặc điểm trừ, outside the maximum of the set. */
export interface Adjustment {
  cap?: ExactInput;
  source: Citation;
  criteria: Criterion[];
}

/** Quy tắc xếp loại, from the best class down. */
export interface ClassRules {
  classes: ClassBand[];
  vetoes?: { id: string; title: Text; class: string; source: Citation }[];
  caps?: { id: string; title: Text; at_most: string; source: Citation }[];
  quotas?: { class: string; percent?: ExactInput; count?: number; per_block?: boolean; source: Citation }[];
}

/** Bộ chỉ số as a document, without its criteria: the header of a CSV table of criteria. */
export interface RuleSetHeader extends ClassRules {
  id: string;
  /** The sets that follow one another year by year share a series. */
  series: string;
  edition: string;
  known_at: IsoDate;
  title: Text;
  levels: AgencyKind[];
  status: RuleSetStatus;
  notes: Text[];
  issuer: string;
  years: Years;
  legal_basis: Citation[];
  max_points: ExactInput;
  /** A stage that is left out is not rounded. */
  rounding?: { leaf?: Rounding; group?: Rounding; total?: Rounding };
  missing_evidence?: MissingEvidence;
  self_score_stands?: boolean;
  rescale_to?: ExactInput;
  total?: { min?: ExactInput; max?: ExactInput };
  bonus?: Partial<Adjustment>;
  penalty?: Partial<Adjustment>;
  /** What the text counts; a difference is remarked on. */
  stated?: { fields?: number; criteria?: number; components?: number };
  ties?: { rule: TieRule; tie_breakers?: string[] };
  class_basis?: "points" | "percent";
}

/** Bộ chỉ số as a document. */
export interface RuleSetDocument extends RuleSetHeader {
  criteria: Criterion[];
  bonus?: Adjustment;
  penalty?: Adjustment;
}

/** Kết quả kiểm tra: what must be corrected, and what is only remarked on. */
export interface RuleSetCheck {
  issues: Issue[];
  remarks: Issue[];
}

// Measures and evidence

/** Cơ quan, đơn vị. */
export interface Agency {
  /** Groups of A-Z and 0-9 joined by dots, such as `H15.15`. */
  id: string;
  name: string;
}

export interface NamedCount {
  id: string;
  count: number;
}

/** What a rule may need beside the value of a measure. */
export interface MeasureContext {
  conditions?: { id: string; met: boolean }[];
  /** Kỳ trước. */
  previous?: ExactInput;
  target?: ExactInput;
  /** The factor of steps that the unit falls under. */
  factor?: string;
  /** Of the units scored together; worked out by `scoreAll` and `league` where it is left out. */
  peers?: { mean?: ExactInput; min?: ExactInput; max?: ExactInput; leader?: ExactInput };
  /** Mẫu số thay thế. */
  stand_in?: ExactInput;
  unit?: string;
  period?: { from: IsoDate; through: IsoDate };
  source?: Citation;
  /** The records it was counted from. */
  lineage?: string[];
}

/** Số đo: one value with what belongs to it; conditions alone where nothing else is asked. */
export type Measure = MeasureContext &
  (
    | { ratio: { numerator: ExactInput; denominator: ExactInput } }
    | { ratios: { id: string; numerator: ExactInput; denominator: ExactInput }[] }
    | { events: { of: ExactInput; events: NamedCount[] } }
    | { value: ExactInput }
    | { level: string }
    | { levels: string[] }
    | { items: NamedCount[] }
    | { cases: { count: number; measure: Measure }[] }
    | { points: ExactInput }
    | { not_done: true }
    | { conditions: { id: string; met: boolean }[] }
  );

/** Điểm của một lần chấm: a measure for the rule, or points put down directly. */
export type Claim = ({ measure: Measure } | { points: ExactInput }) & { note?: string };

/** Số liệu, minh chứng và điểm các lần thẩm định của một tiêu chí: a `measure` that is final, or the stages. */
export interface Evidence {
  criterion: string;
  measure?: Measure;
  self?: Claim;
  first_appraisal?: Claim;
  explanation?: Claim;
  second_appraisal?: Claim;
  documents?: string[];
  /** Why they are missing. */
  missing_because?: string;
  /** Why it does not apply. */
  not_applicable?: string;
}

/** Đơn vị và số liệu của nó. */
export interface UnitEvidence {
  unit: Agency;
  evidence: Evidence[];
}

// Score sheets

/** The part of a rule that decided. */
export type Branch =
  | "all_met"
  | "not_all_met"
  | "level"
  | "band"
  | "not_done"
  | "proportional"
  | "at_or_above_target"
  | "below_target"
  | "items"
  | "at_limit"
  | "beyond"
  | "steps"
  | "leader"
  | "below_leader"
  | "no_target"
  | "min_max"
  | "no_spread"
  | "scaled"
  | "mean"
  | "zero_denominator"
  | "given";
/** Cách có điểm. */
export type ScoreBasis =
  | "rule"
  | "sum"
  | "published"
  | "appraised"
  | "not_applicable"
  | "no_documents"
  | "no_evidence";
/** Tình trạng tài liệu kiểm chứng. */
export type DocumentState = "not_required" | "given" | "explained" | "missing";

/** Điều kiện của một mức: limits of a number, or a yes, stated with the unit; or no leaf at zero. */
export type ClassCondition = { id: string; title: Text } & (
  | { fact: { at_least?: ExactInput; above?: ExactInput; at_most?: ExactInput; below?: ExactInput } }
  | { stated: true }
  | { no_leaf_at_zero: true }
);

/** Mức xếp loại; `null` is open. */
export interface ClassBand {
  id: string;
  title: Text;
  from: Exact | null;
  from_inclusive: boolean;
  to: Exact | null;
  to_inclusive: boolean;
  source: Citation;
  conditions?: ClassCondition[];
}

/** Quy tắc đã áp dụng. */
export interface RuleApplied {
  shape: Shape;
  branch: Branch;
  /** Which band or level, from 1 as listed. */
  place?: number;
  /** Points before rounding. */
  unrounded: Exact;
  /** `null` where they are not rounded. */
  rounding: Rounding | null;
  text: Text;
}

/** Điểm của một lần chấm. */
export interface StageScore {
  points: Exact;
  /** Of the criteria that are counted. */
  max_points: Exact;
  percent: Exact | null;
  note?: string;
}

/** Điểm các lần chấm; of a group, those of its self-scored criteria, each by the latest score so far. */
export interface Stages {
  self?: StageScore;
  first_appraisal?: StageScore;
  explanation?: StageScore;
  second_appraisal?: StageScore;
}

/** Cách gộp điểm các phần, where it is more than their sum. */
export interface Combination {
  how: Combine;
  sum: Exact;
  combined: Exact;
  rescaled_to?: Exact;
}

/** Điểm thưởng hoặc điểm trừ. */
export interface AdjustmentScore {
  points: Exact;
  uncapped: Exact;
  cap: Exact | null;
  source: Citation;
  criteria: ScoreNode[];
}

/** Điểm của một tiêu chí. */
export interface ScoreNode {
  code: string;
  title: Text;
  basis: ScoreBasis;
  /** `null` without evidence, or where the criterion is out. */
  points: Exact | null;
  /** Before this node's own rounding. */
  unrounded: Exact | null;
  max_points: Exact;
  applicable_max: Exact;
  /** Of the applicable maximum. */
  percent: Exact | null;
  complete: boolean;
  scored_by?: ScoredBy;
  rule: RuleApplied | null;
  measure: Measure | null;
  stages?: Stages;
  /** Final less self-scored points. */
  gap?: Exact;
  documents?: DocumentState;
  not_applicable?: { policy: Applicability; reason: string };
  combination?: Combination;
  /** What made `points` of `unrounded`. */
  rounding?: Rounding;
  source: Citation;
  children: ScoreNode[];
}

/** Bảng điểm. */
export interface ScoreSheet {
  rule_set: string;
  edition: string;
  status: RuleSetStatus;
  year: number;
  unit: Agency | null;
  points: Exact;
  /** What ranks are taken from. */
  unrounded: Exact;
  /** Before bonus and penalty. */
  base_points: Exact;
  bonus?: AdjustmentScore;
  penalty?: AdjustmentScore;
  max_points: Exact;
  applicable_max: Exact;
  percent: Exact | null;
  complete: boolean;
  /** Codes of the leaves without evidence. */
  missing: string[];
  stages?: Stages;
  gap?: Exact;
  class: ClassBand | null;
  combination?: Combination;
  /** What made `points` of `unrounded`. */
  rounding?: Rounding;
  criteria: ScoreNode[];
}

/** Bảng điểm của nhiều đơn vị. */
export interface ScoreSheets {
  sheets: ScoreSheet[];
  /** The units without one, as `units[3]`. */
  issues: Issue[];
}

/**
 * Cột của một tiêu chí, one cell a unit: points or values times 10^places, numerators and denominators, or the places of
 * levels from 1. A missing number is the least of its type, a missing level 0.
 */
export type ScoreColumn = { code: string } & (
  | { points: Int32Array | BigInt64Array; places?: number }
  | { values: Int32Array | BigInt64Array; places?: number }
  | { numerators: Int32Array | BigInt64Array; denominators: Int32Array | BigInt64Array }
  | { levels: Uint8Array }
);

/** Cột kết quả: totals times 10^places; the least BigInt64 where there is none. */
export interface ScoreResults {
  points: BigInt64Array;
  /** What ranks are taken from, by `rankColumn`. */
  unrounded: BigInt64Array;
  /** Why a row has no score, by its place in `scoreReasonCodes()`; 0 where it has one. */
  reasons: Uint8Array;
  /** The column the reason was found in, by its place from 1. */
  at: Uint16Array;
  places: number;
  /** How many rows have no score. */
  failed: number;
}

// Classes and leagues

/** Một điều nêu kèm đơn vị. */
export type ClassFact = { id: string; value: ExactInput } | { id: string; met: boolean };

/** Đơn vị được xếp loại. */
export interface ClassifiedUnit {
  id: string;
  name?: string;
  /** Or the per cent, where the rules class by it. */
  points: ExactInput;
  facts?: ClassFact[];
  events?: string[];
  block?: string;
  /** The codes; an empty list states that there is none. */
  zero_leaves?: string[];
  /** Lý do không xếp loại. */
  not_rated?: string;
}

/** Xếp loại một danh sách theo quy tắc riêng. */
export interface ClassCase {
  classes: ClassRules;
  units: ClassifiedUnit[];
  /** Identifiers in the order the authority put equals in. */
  decided?: string[];
}

/** Một bước xếp loại. */
export interface ClassStep {
  stage: "band" | "conditions" | "veto" | "cap" | "quota";
  class: string | null;
  reason: Text;
  source: Citation;
}

/** Xếp loại của một đơn vị: the class after each stage, and why. */
export interface UnitClass {
  id: string;
  name: string;
  points: Exact;
  block?: string;
  by_band: string | null;
  after_conditions: string | null;
  after_vetoes: string | null;
  after_caps: string | null;
  class: string | null;
  steps: ClassStep[];
  /** Why there is no class. */
  issues: Issue[];
  not_rated?: string;
}

/** Một chỉ tiêu tối đa đã áp dụng. */
export interface QuotaUse {
  class: string;
  block?: string;
  /** What a percentage is taken of. */
  of: number;
  limit: number;
  members: number;
  /** To the next lower class, the best first. */
  moved: string[];
  /** Equal across the limit: the authority decides. */
  undecided: string[];
  unresolved: string[];
}

/** Kết quả xếp loại, in the order of the units given. */
export interface ClassResults {
  units: UnitClass[];
  counts: { class: string; count: number }[];
  unclassed: number;
  not_rated: number;
  quotas?: QuotaUse[];
}

/** Đơn vị được chấm, xếp hạng và xếp loại. */
export interface LeagueUnit {
  unit: Agency;
  evidence: Evidence[];
  block?: string;
  /** Lý do không xếp hạng. */
  excluded?: string;
  facts?: ClassFact[];
  events?: string[];
  not_rated?: string;
}

/** Bảng điểm, xếp hạng và xếp loại. */
export interface ScoredLeague {
  sheets: ScoreSheet[];
  /** The units that could not be scored or are not complete. */
  issues: Issue[];
  ranking: Ranking | null;
  classification: ClassResults | null;
}

// Where points come from and where they are lost

/** Điểm mất ở một tiêu chí. */
export interface Loss {
  code: string;
  title: Text;
  lost: Exact;
  points: Exact;
  max_points: Exact;
}

/** Một điểm nghẽn. */
export interface Bottleneck extends Loss {
  share_percent: Exact;
  /** From the first one on. */
  cumulative_percent: Exact;
  /** Whether one of the levers moves it. */
  lever: boolean;
}

/** Danh sách điểm nghẽn, most first. */
export interface Bottlenecks {
  lost: Exact;
  items: Bottleneck[];
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

/** Mục tiêu: points more, a total, places up or a rank among others, or a class. */
export type Goal =
  | { points: ExactInput }
  | { total: ExactInput }
  | { places: number; league: readonly Entry[]; ties?: TieRule }
  | { rank: number; league: readonly Entry[]; ties?: TieRule }
  | { class: string };

/** Đòn bẩy: a change a unit can bring about, and what it costs. */
export interface Lever {
  criterion: string;
  /** Which ratio, event or item, where there are several. */
  part?: string;
  cost_per_step?: ExactInput;
  /** 1 when it is left out. */
  step?: ExactInput;
  at_most?: ExactInput;
  /** The ways that can give points when it is left out. */
  direction?: "up" | "down";
  levels?: { id: string; cost: ExactInput }[];
  conditions?: { id: string; cost: ExactInput }[];
}

/** Yêu cầu tìm phương án. */
export interface SearchRequest {
  year: number;
  evidence: readonly Evidence[];
  goal: Goal;
  levers?: Lever[];
  /** The cost of a step of every criterion without a lever; without it they stay as they are. */
  every?: ExactInput;
  /** How many steps the search may take; 5 million when it is left out. */
  limit?: number;
}

/** Một bước của phương án. */
export interface PlanStep {
  criterion: string;
  title: Text;
  cost: Exact;
  from: Measure;
  to: Measure;
  points_before: Exact;
  points_after: Exact;
  gained: Exact;
  text: Text;
}

/** Phương án ít tốn kém nhất. */
export interface TargetPlan {
  rule_set: string;
  edition: string;
  year: number;
  cost: Exact;
  /** `null` where any total reaches the goal. */
  needed: Exact | null;
  /** Whether the total has to be above it. */
  above: boolean;
  points_before: Exact;
  points_after: Exact;
  unrounded_before: Exact;
  unrounded_after: Exact;
  gained: Exact;
  rank_before?: number;
  rank_after?: number;
  class_after: ClassBand | null;
  complete: boolean;
  missing: string[];
  steps: PlanStep[];
  /** What was to be moved and had to stay. */
  held: { criterion: string; reason: Text }[];
  text: Text;
}

export type ScorePart = "base" | "bonus" | "penalty" | "total";
/** Points of a criterion, or what a rule of the set made of the sum of points. */
export type LineKind = "criterion" | "cap" | "scale" | "rescale" | "rounding" | "limit";

/** Phần: an exact quotient, and rounded for reading. */
export interface Portion {
  exact: Ratio;
  rounded: Exact;
}

/** Which line of a total it is. */
export interface ScoreLine {
  part: ScorePart;
  kind: LineKind;
  /** `bonus`, `penalty` or `total` where the line is of the whole of these. */
  code: string;
  title: Text;
}

/** Một dòng của tổng điểm. */
export interface ContributionLine extends ScoreLine {
  points: Exact;
}

/** Đóng góp của một tiêu chí, group or leaf. */
export interface CriterionContribution {
  part: ScorePart;
  code: string;
  parent: string | null;
  title: Text;
  group: boolean;
  points: Exact | null;
  max_points: Exact;
  percent_of_total: Exact | null;
  percent_of_max: Exact | null;
}

/** Đóng góp vào tổng điểm. */
export interface Contributions {
  points: Exact;
  complete: boolean;
  /** They add up to the total. */
  lines: ContributionLine[];
  /** What lies beyond the 18 decimals of the lines. */
  beyond?: Exact;
  criteria: CriterionContribution[];
}

/** Phần của một tiêu chí trong khoảng cách. */
export interface GapLine extends ScoreLine {
  points: Exact;
  against: Portion;
  difference: Portion;
  text: Text;
}

/** Khoảng cách điểm: positive where the unit is ahead. */
export interface Gap {
  points: Exact;
  against: Portion;
  difference: Portion;
  beyond?: Ratio;
  complete: boolean;
  /** They add up to the difference; the largest first. */
  lines: GapLine[];
  text: Text;
}

/** Một thay đổi và ba nguyên nhân của nó, which add up to it exactly. */
export interface ChangeSplit {
  change: Portion;
  performance: Portion;
  rules: Portion;
  applicability: Portion;
}

/** Phần của một tiêu chí trong biến động. */
export interface ChangeLine extends ScoreLine, ChangeSplit {
  old_points: Exact;
  new_points: Exact;
}

/** Một tổ hợp: whose rules, figures and applicability, and the total they give. */
export interface ChangeCorner {
  rules: "old" | "new";
  performance: "old" | "new";
  applicability: "old" | "new";
  points: Exact;
}

/** Biến động của tổng điểm giữa hai năm. */
export interface ScoreChange extends ChangeSplit {
  old_points: Exact;
  new_points: Exact;
  beyond?: Ratio;
  complete: boolean;
  lines: ChangeLine[];
  corners: ChangeCorner[];
  only_old: string[];
  only_new: string[];
  not_comparable: string[];
  text: Text;
}

/** Kết quả theo một bộ số liệu. */
export interface Outlook {
  points: Exact;
  unrounded: Exact;
  percent: Exact | null;
  complete: boolean;
  class: ClassBand | null;
  rank?: number;
}

/** Thay đổi ở một tiêu chí. */
export interface NodeChange {
  code: string;
  title: Text;
  before: Exact | null;
  after: Exact | null;
  change: Exact;
  /** Whether its own figures were replaced. */
  replaced: boolean;
}

/** Nếu như. */
export interface WhatIf {
  before: Outlook;
  after: Outlook;
  change: Exact;
  /** Climbed towards rank 1. */
  places?: number;
  criteria: NodeChange[];
  text: Text;
}

/** Điểm và hạng theo một cách chấm. */
export interface PolicyPlace {
  policy: Applicability;
  points: Exact;
  change: Exact;
  rank: number;
  places: number;
}

/** Một đơn vị theo từng cách chấm. */
export interface UnitApplicability {
  unit: Agency;
  not_applicable: string[];
  points: Exact;
  rank: number;
  policies: PolicyPlace[];
}

/** Ảnh hưởng của cách chấm tiêu chí không áp dụng. */
export interface ApplicabilityEffect {
  policies: { policy: Applicability; moved: number; most_places: number }[];
  units: UnitApplicability[];
  issues: Issue[];
  text: Text;
}

/** Bảng chuyển mã: codes of an older set, and what they are in a newer one. */
export type Codes = Record<string, string>;

export interface EditionName {
  rule_set: string;
  edition: string;
}

/** Một mục đã đổi: which key of the format, and its values; `null` where a set leaves it out. */
export interface FieldChange {
  what: string;
  old: unknown;
  new: unknown;
}

/** Một tiêu chí được thêm hoặc bỏ. */
export interface CriterionName {
  code: string;
  title: Text;
  max_points: Exact;
  parent: string | null;
  group: boolean;
}

/** Một tiêu chí đã đổi. */
export interface CriterionDiff {
  code: string;
  old_code: string;
  title: Text;
  changes: FieldChange[];
}

/** Khác nhau giữa hai bộ chỉ số. */
export interface RuleSetDiff {
  old: EditionName;
  new: EditionName;
  set: FieldChange[];
  added: CriterionName[];
  removed: CriterionName[];
  changed: CriterionDiff[];
  text: Text;
}

/** Một dòng theo hai bộ chỉ số. */
export interface LineDiff extends ScoreLine {
  old_points: Exact;
  new_points: Exact;
  change: Exact;
}

/** Một đơn vị theo hai bộ chỉ số. */
export interface UnitDiff {
  unit: Agency;
  old_points: Exact;
  new_points: Exact;
  change: Exact;
  old_rank: number;
  new_rank: number;
  places: number;
  missing_old?: string[];
  missing_new?: string[];
  lines: LineDiff[];
}

/** Cùng số liệu chấm theo hai bộ chỉ số. */
export interface ScoreDiff {
  old: EditionName;
  new: EditionName;
  units: UnitDiff[];
  winners: string[];
  losers: string[];
  issues: Issue[];
  text: Text;
}

// Ranking

/**
 * `competition`: 1, 2, 2, 4; `dense`: 1, 2, 2, 3; `position`: 1, 2, 3, 4, equals after every tie-breaker refused;
 * `undecided`: equal points are refused.
 */
export type TieRule = "competition" | "dense" | "position" | "undecided";

/** Mục xếp hạng. */
export interface Entry {
  id: string;
  name?: string;
  /** Unrounded. */
  points: ExactInput;
  /** Tiêu chí phụ, the higher first. */
  tie_breakers?: ExactInput[];
  /** Lý do không xếp hạng: listed apart. */
  excluded?: string;
  /** Ranked a second time among its own. */
  block?: string;
}

export interface RankedEntry {
  id: string;
  name: string;
  points: Exact;
  rank: number;
  /** How many entries share the rank, this one included. */
  sharing: number;
  tie_breakers?: Exact[];
  block?: string;
}

/** Mục được chấm điểm nhưng không xếp hạng. */
export interface UnrankedEntry {
  id: string;
  name: string;
  points: Exact;
  reason: string;
  would_rank: number;
  block?: string;
}

/** Xếp hạng trong một khối. */
export interface BlockRanking {
  block: string;
  entries: RankedEntry[];
  unranked?: UnrankedEntry[];
}

/** Bảng xếp hạng. */
export interface Ranking {
  ties: TieRule;
  entries: RankedEntry[];
  unranked?: UnrankedEntry[];
  by_block?: BlockRanking[];
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

/** Một đơn vị ở một năm. */
export interface StandingEntry extends StandingInput {
  id: string;
  name?: string;
  tie_breakers?: ExactInput[];
  /** Lý do không xếp hạng. */
  excluded?: string;
  block?: string;
}

/** What units that have merged are compared with: the mean of their points, or nothing. */
export type MergedBy = "mean" | "not_comparable";

/** So sánh hai năm: with `ties` the lists are complete and the ranks follow from the points. */
export interface MovementCase {
  now: StandingEntry[];
  earlier: StandingEntry[];
  ties?: TieRule;
  mergers?: { from: string[]; to: string; merged: MergedBy }[];
}

/** Biến động của một đơn vị. */
export interface UnitMovement {
  id: string;
  name: string;
  block?: string;
  now: Standing;
  earlier: Standing;
  movement: Movement;
  merged?: { from: string[]; by: MergedBy };
}

/** Số trước và sau làm tròn. */
export interface MeanFigure {
  unrounded: Exact;
  rounded: Exact;
}

/** Giá trị cao nhất hoặc thấp nhất, and all units that have it. */
export interface Extreme {
  ids: string[];
  points: Exact;
}

/** So sánh nhóm. */
export interface GroupComparison {
  block?: string;
  count_now: number;
  count_then: number;
  mean_now: MeanFigure | null;
  mean_then: MeanFigure | null;
  change: MeanFigure | null;
  best: Extreme | null;
  worst: Extreme | null;
  largest_rise: Extreme | null;
  largest_fall: Extreme | null;
}

/** Kết quả so sánh hai năm. */
export interface Movements {
  units: UnitMovement[];
  new: StandingEntry[];
  gone: StandingEntry[];
  overall: GroupComparison;
  blocks: GroupComparison[];
}

// Surveys

/** Hạt giống: the same seed gives the same draws; past 2^53 - 1 a BigInt. */
export type Seed = number | bigint;

/** Phương án trả lời. */
export interface AnswerOption {
  id: string;
  title: Text;
  /** Counted as satisfied. */
  satisfied?: boolean;
  /** From 0 to 100, where the questionnaire weighs its options. */
  weight_percent?: ExactInput;
  /** Shown, but in no index. */
  left_out?: boolean;
}

/** Câu hỏi. */
export interface SurveyQuestion {
  id: string;
  title: Text;
  factor: string;
}

/** Nhóm yếu tố. */
export interface SurveyFactor {
  id: string;
  title: Text;
  method: "pooled" | "mean_of_questions";
  weight?: ExactInput;
}

/** Phiếu điều tra. */
export interface Questionnaire {
  id: string;
  title: Text;
  source: Citation;
  options: AnswerOption[];
  questions: SurveyQuestion[];
  factors: SurveyFactor[];
  overall: "pooled" | "mean_of_factors" | "weighted_factors";
  suppression: Suppression;
  rounding: Rounding;
}

/** Không công bố ô có ít người trả lời. */
export interface Suppression {
  fewest_respondents: number;
  reason: Text;
}

/** Một phiếu trả lời. */
export interface SurveyResponse {
  respondent: string;
  stratum?: string;
  answers: { question: string; option: string }[];
}

/** Số phiếu đã tổng hợp của một tầng. */
export interface StratumCounts {
  stratum?: string;
  respondents: number;
  answers: { question: string; option: string; count: number }[];
}

export type SurveyData = { responses: SurveyResponse[] } | { counts: StratumCounts[] };

/** Dân số của một tầng, or its share. */
export interface PopulationStratum {
  stratum: string;
  population: ExactInput;
}

export interface OptionCount {
  option: string;
  count: number;
}

/** Số đếm của một tầng. */
export interface StratumTally {
  stratum: string | null;
  respondents: number;
  with_answers: number;
  questions: { question: string; counts: OptionCount[] }[];
  factors: { factor: string; respondents: number }[];
}

/** Tổng hợp phiếu. */
export interface SurveyTally {
  questionnaire: string;
  rows_in: number;
  rows_used: number;
  rows_refused: number;
  strata: StratumTally[];
  issues: Issue[];
}

/** Shown or withheld: nobody answered, too few, or another cell could be worked out from it. */
export type CellState = "shown" | "no_answers" | "too_few" | "complementary";

/** Chỉ số: the exact quotient, the per cent and how it came about. */
export interface SurveyIndex {
  ratio: Ratio;
  percent: Exact;
  how: Text;
}

/** Chỉ số theo cơ cấu dân số. */
export interface PostStratified {
  state: CellState;
  note: Text | null;
  satisfied: SurveyIndex | null;
  option_score: SurveyIndex | null;
}

/** Kết quả của một câu hỏi, một yếu tố hoặc cả phiếu. */
export interface SurveyCell {
  id: string;
  title: Text;
  state: CellState;
  /** Why it is withheld. */
  note: Text | null;
  respondents: number | null;
  counts: OptionCount[];
  satisfied: SurveyIndex | null;
  option_score: SurveyIndex | null;
  post_stratified: PostStratified | null;
}

/** Kết quả của cả mẫu hoặc một tầng. */
export interface SurveyTable {
  stratum: string | null;
  population_share: Ratio | null;
  respondents: number | null;
  questions: SurveyCell[];
  factors: SurveyCell[];
  overall: SurveyCell;
}

/** Kết quả điều tra. */
export interface SurveyResults {
  questionnaire: string;
  title: Text;
  source: Citation;
  rows_in: number;
  rows_used: number;
  rows_refused: number;
  effective_respondents: Exact | null;
  suppression: Suppression;
  rounding: Rounding;
  total: SurveyTable;
  strata: SurveyTable[];
  issues: Issue[];
}

/** Kế hoạch lấy mẫu lại. */
export interface BootstrapPlan {
  seed: Seed;
  draws: number;
  confidence_percent: ExactInput;
}

export interface BootstrapInterval {
  percent: Exact;
  lower_percent: Exact;
  upper_percent: Exact;
}

export interface BootstrapCell {
  id: string;
  title: Text;
  state: CellState;
  note: Text | null;
  satisfied: BootstrapInterval | null;
  option_score: BootstrapInterval | null;
}

/** Kết quả lấy mẫu lại; the bounds are the draws of these ranks. */
export interface BootstrapResults {
  questionnaire: string;
  plan: BootstrapPlan;
  lower_rank: number;
  upper_rank: number;
  rows_in: number;
  rows_used: number;
  rows_refused: number;
  questions: BootstrapCell[];
  factors: BootstrapCell[];
  overall: BootstrapCell;
  issues: Issue[];
  how: Text;
}

/** Cỡ mẫu. */
export interface SampleSize {
  population: number;
  margin: Exact;
  exact: Ratio;
  unrounded: Exact;
  size: number;
  how: Text;
}

/** Sai số. */
export interface Margin {
  population: number;
  sample: number;
  margin: Exact;
}

/** Độ tin cậy: in per cent, or the quantile itself. */
export type Confidence = { percent: ExactInput } | { z: ExactInput };

/** Khoảng tin cậy Wilson. */
export interface WilsonInterval {
  share: Ratio;
  confidence: Confidence;
  z: Exact;
  percent: Exact;
  lower_percent: Exact;
  upper_percent: Exact;
  how: Text;
}

// Robustness of ranks

/** Cách chuẩn hóa. */
export type Normalisation =
  | "none"
  | { min_max: { low: ExactInput; high: ExactInput } }
  | { z_score: { mean: ExactInput; deviation: ExactInput } }
  | "rank"
  | "goalposts"
  | "distance_to_best";
/** Cách tổng hợp. */
export type Aggregation = "arithmetic" | "geometric" | "harmonic" | "copeland" | "borda";
/** Dạng nhiễu, from -1 to 1 around 0. */
export type Distribution = "uniform" | "triangular" | "bell";
export type CriterionLevel = "criteria" | "groups";

/** Điều không chắc chắn. A list of `codes` left out means all that the setting can touch. */
export type Uncertainty =
  | {
      weight_noise: {
        distribution: Distribution;
        width: ExactInput;
        level?: CriterionLevel;
        codes?: string[];
        renormalised?: boolean;
      };
    }
  | { sampling_error: { codes?: string[] } }
  | { value_noise: { distribution: Distribution; half_width: ExactInput; codes?: string[] } }
  | { leave_one_out: { codes?: string[]; drawn?: boolean } }
  | { normalisations: { of: Normalisation[]; drawn?: boolean } }
  | { aggregations: { of: Aggregation[]; level?: CriterionLevel; drawn?: boolean } };

/** Tiêu chí: exactly one of `weight` and `maximum`. */
export interface RobustCriterion {
  code: string;
  weight?: ExactInput;
  /** The values are points up to it, and it is the weight too. */
  maximum?: ExactInput;
  direction?: "higher" | "lower";
  group?: string;
  goalposts?: { low: ExactInput; high: ExactInput };
  /** The value when everybody asked is satisfied. */
  whole?: ExactInput;
}

export interface RobustValue {
  criterion: string;
  value: ExactInput;
  /** Mẫu khảo sát mà giá trị dựa vào. */
  sample?: { satisfied: number; of: number };
}

/** Thiết lập. */
export interface RobustnessSettings {
  /** Up to 2^53 - 1. */
  seed: Seed;
  draws: number;
  /** Above 0 and below 1. */
  confidence: ExactInput;
  /** 6 when it is left out. */
  places?: number;
  pairwise?: boolean;
  uncertainties: Uncertainty[];
  sensitivity?: { draws: number; per_unit?: boolean };
}

/** Yêu cầu phân tích độ vững. */
export interface RobustnessInput {
  criteria: RobustCriterion[];
  groups?: { code: string; weight: ExactInput }[];
  units: { id: string; values: RobustValue[] }[];
  normalisation: Normalisation;
  aggregation: Aggregation;
  group_aggregation?: Aggregation;
  settings: RobustnessSettings;
}

/** Độ vững của hạng một đơn vị. */
export interface UnitRobustness {
  id: string;
  rank: number;
  mean: Exact | null;
  median: Exact;
  interval: { low: number; high: number };
  best: number;
  worst: number;
  /** How often at rank 1, 2, ... */
  acceptability: number[];
  /** How often before each unit, where pairs were asked for. */
  wins?: number[];
}

/** Chỉ số nhạy của một điều không chắc chắn; `null` where nothing varies. */
export interface SensitivityIndex {
  uncertainty: string;
  first_order: Exact | null;
  first_order_error: Exact | null;
  total_order: Exact | null;
  total_order_error: Exact | null;
}

/** Chỉ số nhạy of the mean shift of ranks, and of each unit's rank where asked for. */
export interface Sensitivity {
  draws: number;
  evaluations: number;
  indices: SensitivityIndex[];
  units: { id: string; indices: SensitivityIndex[] }[];
}

/** Thứ hạng khi bỏ một tiêu chí. */
export interface LeftOut {
  criterion: string;
  mean_shift: Exact | null;
  largest_shift: number;
  ranks: number[];
}

/** Thứ hạng theo một cách làm. */
export interface Alternative {
  normalisation: Normalisation;
  aggregation: Aggregation;
  group_aggregation: Aggregation | null;
  ranks: number[];
}

/** Kết quả phân tích độ vững. Units, and ranks in lists, stand in the order of the document. */
export interface RobustnessReport {
  seed: number;
  draws: number;
  confidence: Exact;
  units: UnitRobustness[];
  mean_shift: Exact | null;
  settings: { uncertainty: string; touches: number; drawn: boolean }[];
  draws_without_spread: number;
  leave_one_out: LeftOut[];
  alternatives: Alternative[];
  sensitivity: Sensitivity | null;
  method: Text;
}

/** Nhiễu trọng số: each weight times 1 + width x noise. */
export interface MatrixNoise {
  /** One a criterion. */
  weights: Float64Array;
  distribution: Distribution;
  /** From 0 to 1. */
  width: number;
  seed: Seed;
}
