//! Scores by columns against the score sheets of the same units, row by row.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::ranking::ranks;
use cchc::scoring::{Cells, LeafColumn, ScoreReason, ScoreResults, Scored};
use cchc::{Decimal, Entry, Error, Evidence, Exact, Measure, MeasureValue, Ranking, Ratio, RuleSet, TieRule};
use cchc_tests::draw::Draw;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn text(number: Decimal) -> Value {
    number.to_string().into()
}

/// A column drawn for a criterion, with what the scalar path is told of a row.
#[derive(Debug, Clone)]
enum Drawn {
    Values(Vec<i64>, u32),
    Ratios(Vec<i64>, Vec<i64>),
    Levels(Vec<u8>),
    Points(Vec<i64>, u32),
}

impl Drawn {
    fn cells(&self) -> Cells<'_> {
        match self {
            Self::Values(scaled, places) => Cells::Values { scaled, places: *places },
            Self::Ratios(numerators, denominators) => Cells::Ratios { numerators, denominators },
            Self::Levels(levels) => Cells::Levels(levels),
            Self::Points(scaled, places) => Cells::Points { scaled, places: *places },
        }
    }

    /// The evidence of a row; `None` where there is none.
    fn evidence(&self, leaf: &Leaf, row: usize) -> Option<Evidence> {
        let exact = |scaled: i64, places: u32| Exact(Decimal::new(scaled, places));
        let known = |number: i64| (number != i64::MIN).then_some(number);
        let measure = match self {
            Self::Values(scaled, places) => Measure::value(exact(known(scaled[row])?, *places)),
            Self::Ratios(numerators, denominators) => Measure::ratio(Ratio {
                numerator: exact(known(numerators[row])?, 0),
                denominator: exact(known(denominators[row])?, 0),
            }),
            Self::Levels(levels) if levels[row] == 0 => return None,
            Self::Levels(levels) => Measure::level(format!("m{}", levels[row])),
            Self::Points(scaled, places) => {
                let points = exact(known(scaled[row])?, *places);
                if leaf.kind == "given" || leaf.kind == "group" {
                    Measure::points(points)
                } else {
                    let claim = cchc::scoring::Claim::points(points);
                    return Some(
                        Evidence {
                            second_appraisal: Some(claim),
                            ..Evidence::new(&leaf.code, Measure::new(MeasureValue::NotDone))
                        }
                        .without_measure(),
                    );
                }
            }
        };
        Some(Evidence::new(&leaf.code, measure))
    }
}

trait WithoutMeasure {
    fn without_measure(self) -> Self;
}

impl WithoutMeasure for Evidence {
    fn without_measure(mut self) -> Self {
        self.measure = None;
        self
    }
}

/// What the test knows of a criterion it drew.
#[derive(Debug, Clone)]
struct Leaf {
    code: String,
    kind: &'static str,
    min: Decimal,
    max: Decimal,
    /// Where the interesting values lie.
    edges: Vec<Decimal>,
    /// Where most values lie.
    range: (Decimal, Decimal),
    levels: u8,
    /// Whether its points may have no last decimal.
    endless: bool,
}

#[derive(Default)]
struct Drawing {
    leaves: Vec<Leaf>,
    leaf_rounding: bool,
    group_rounding: bool,
    /// The fewest decimals a stage keeps: a set whose maxima have more is refused.
    places: Option<u32>,
}

const MAXIMA: [&str; 9] = ["1", "2", "2.5", "0.75", "1.125", "10", "3", "0.7", "16"];

impl Drawing {
    fn max(&self, draw: &mut Draw) -> Decimal {
        let fits = |max: &&str| self.places.is_none_or(|places| decimal(max).scale() <= places);
        decimal(draw.one(&MAXIMA.into_iter().filter(|max| fits(max)).collect::<Vec<_>>()))
    }

    fn award(&mut self, draw: &mut Draw, leaf: &Leaf) -> Value {
        if draw.chance(30) {
            return json!({"share_percent": text(draw.decimal(Decimal::ZERO, decimal("100"), 1))});
        }
        json!({"points": text(draw.decimal(leaf.min, leaf.max, 3).clamp(leaf.min, leaf.max))})
    }

    fn zero(draw: &mut Draw, policy: Option<&str>) -> &'static str {
        let all = ["max", "zero", "refused", "stand_in", "not_applicable"];
        draw.one(if policy.is_some() { &all } else { &all[..4] })
    }

    fn bands(&mut self, draw: &mut Draw, leaf: &mut Leaf, share: bool) -> Value {
        let places = draw.below(4) as u32;
        let (low, high) = if share { (Decimal::ZERO, decimal("100")) } else { (decimal("-20"), decimal("120")) };
        let count = draw.between(1, 9);
        let mut limits: Vec<Decimal> = (0..count).map(|_| draw.decimal(low, high, places)).collect();
        limits.sort_unstable();
        limits.dedup();
        leaf.edges.clone_from(&limits);
        leaf.range = (decimal("-30"), decimal("130"));
        let mut bands = Vec::new();
        // From the top: each limit belongs to the band above or to the one below.
        let mut above: Option<(Decimal, bool)> = None;
        if !share && draw.chance(50) {
            above = limits.pop().map(|top| (top, draw.chance(50)));
            leaf.range.1 = above.unwrap().0;
        }
        let bottom = if !share && draw.chance(50) && !limits.is_empty() { Some(limits.remove(0)) } else { None };
        leaf.range.0 = bottom.unwrap_or(leaf.range.0.min(leaf.range.1 - Decimal::TEN));
        loop {
            let from = limits.pop();
            let lowest = from.is_none();
            let (from, inclusive) = match from.or(bottom) {
                Some(from) => (Some(from), draw.chance(50)),
                None => (None, false),
            };
            // A share that nothing but 100 or 0 is left for has its limit on the inside.
            let inclusive = match from {
                Some(from) if share && from == decimal("100") => true,
                Some(from) if share && from.is_zero() => false,
                _ => inclusive,
            };
            let award = match (from, above) {
                (Some(from), Some((to, _))) if draw.chance(20) && from < to => {
                    leaf.endless = true;
                    let end = |draw: &mut Draw| draw.decimal(leaf.min, leaf.max, 2).clamp(leaf.min, leaf.max);
                    json!({"linear": {"from": text(end(draw)), "to": text(end(draw))}})
                }
                _ if share && draw.chance(20) => {
                    leaf.endless = true;
                    json!("proportional")
                }
                _ => self.award(draw, leaf),
            };
            bands.push(json!({
                "from": from.map(text), "from_inclusive": inclusive,
                "to": above.map(|(to, _)| text(to)), "to_inclusive": above.is_some_and(|(_, mine)| mine),
                "award": award,
            }));
            above = from.map(|from| (from, !inclusive));
            if lowest {
                break;
            }
        }
        Value::Array(bands)
    }

    fn leaf(&mut self, draw: &mut Draw, code: String) -> (Value, Decimal) {
        let max = self.max(draw);
        // What is taken away is written above zero.
        let min = if draw.chance(15) && !code.starts_with('p') { -max } else { Decimal::ZERO };
        let mut leaf = Leaf {
            code: code.clone(),
            kind: "given",
            min,
            max,
            edges: Vec::new(),
            range: (min, max),
            levels: 0,
            endless: false,
        };
        let policy = draw.chance(30).then(|| draw.one(&["full", "zero", "not_scored", "rescale"]));
        let over_one = draw.one(&["refused", "cap"]);
        let kind = draw.below(8);
        let shape = match kind {
            0 => {
                leaf.kind = "levels";
                leaf.levels = draw.between(1, 5) as u8;
                let levels: Vec<Value> = (1..=leaf.levels)
                    .map(|level| json!({"id": format!("m{level}"), "title": {"vi": "m", "en": "m"}, "award": self.award(draw, &leaf)}))
                    .collect();
                json!({"kind": "levels", "levels": levels, "several": draw.chance(20)})
            }
            1 | 2 => {
                leaf.kind = "shares";
                let bands = self.bands(draw, &mut leaf, true);
                json!({"kind": "bands", "bands": bands, "zero_denominator": Self::zero(draw, policy), "over_one": over_one})
            }
            3 => {
                leaf.kind = "values";
                json!({"kind": "bands", "of": "value", "bands": self.bands(draw, &mut leaf, false)})
            }
            4 => {
                leaf.kind = "shares";
                leaf.endless = true;
                let target = draw.chance(60).then(|| draw.decimal(decimal("20"), decimal("100"), 1));
                leaf.edges.extend(target);
                let mut shape =
                    json!({"kind": "proportional", "zero_denominator": Self::zero(draw, policy), "over_one": over_one});
                if let Some(target) = target {
                    shape["target_percent"] = text(target);
                }
                shape
            }
            5 => {
                leaf.kind = "values";
                let to = decimal(draw.one(&["10", "100", "5", "7"]));
                leaf.endless = to == decimal("7");
                leaf.edges = vec![Decimal::ONE, to];
                leaf.range = (Decimal::ONE, to);
                json!({"kind": "scaled", "from": "1", "to": text(to)})
            }
            6 => {
                leaf.kind = "values";
                let step = draw.one(&["0.5", "7", "3", "12.25"]);
                leaf.edges = vec![decimal("35"), decimal("35") + decimal(step) * decimal("3")];
                leaf.range = (Decimal::ZERO, decimal("300"));
                let mut shape = json!({"kind": "steps", "from": "35", "base": text(max / decimal("2")), "step": step,
                       "points": draw.one(&["0.05", "0.1", "0.125", "-0.05", "-0.125"]), "cap": text(max)});
                if shape["points"].as_str().unwrap().starts_with('-') || draw.chance(20) {
                    shape["floor"] = text(draw.one(&[min, max / decimal("4"), max / decimal("8")]));
                }
                shape
            }
            _ if draw.chance(50) => {
                leaf.kind = "all_of";
                json!({"kind": "all_of", "conditions": [{"id": "a", "title": {"vi": "a", "en": "a"}}]})
            }
            _ => json!({"kind": "given"}),
        };
        self.leaves.push(leaf);
        let mut document = json!({"code": code, "title": {"vi": "t", "en": "t"}, "max_points": text(max),
            "min_points": text(min), "source": {"document": "d"}, "shape": shape});
        if let Some(policy) = policy {
            document["not_applicable"] = policy.into();
        }
        (document, max)
    }

    fn criterion(&mut self, draw: &mut Draw, code: String, depth: u64) -> (Value, Decimal) {
        if depth >= 3 || draw.chance(30 + 20 * depth) {
            return self.leaf(draw, code);
        }
        let place = self.leaves.len();
        let combine = draw.one(&["sum", "sum", "capped_sum", "scaled_sum"]);
        let (mut children, mut sum) = (Vec::new(), Decimal::ZERO);
        for part in 1..=draw.between(1, 4) {
            let (child, max) = self.criterion(draw, format!("{code}.{part}"), depth + 1);
            sum += max;
            children.push(child);
        }
        let max = if combine == "sum" { sum } else { self.max(draw) };
        let endless = combine == "scaled_sum";
        let kind = if draw.chance(10) { "group" } else { "sum" };
        let group = Leaf {
            code: code.clone(),
            kind,
            min: Decimal::ZERO,
            max,
            edges: Vec::new(),
            range: (Decimal::ZERO, max),
            levels: 0,
            endless,
        };
        if kind == "group" {
            // Published as a whole: its parts have no columns.
            self.leaves.truncate(place);
        }
        self.leaves.push(group);
        let document = json!({"code": code, "title": {"vi": "t", "en": "t"}, "max_points": text(max),
            "source": {"document": "d"}, "combine": combine, "children": children});
        (document, max)
    }
}

/// A rule set over the shapes that columns can score, and what is known of its criteria.
fn rule_set(draw: &mut Draw) -> (RuleSet, Drawing) {
    let mut drawing = Drawing::default();
    let mut rounding = json!({});
    for stage in ["leaf", "group", "total"] {
        if let Some(places) = draw.rounding() {
            rounding[stage] = json!({"half_up_places": places});
            drawing.places = Some(drawing.places.map_or(places, |fewest| fewest.min(places)));
        }
    }
    let (mut criteria, mut sum) = (Vec::new(), Decimal::ZERO);
    for group in 1..=draw.between(1, 4) {
        let (criterion, max) = drawing.criterion(draw, group.to_string(), 0);
        criteria.push(criterion);
        sum += max;
    }
    drawing.leaf_rounding = !rounding["leaf"].is_null();
    drawing.group_rounding = !rounding["group"].is_null();
    for stage in ["leaf", "group", "total"] {
        if rounding[stage].is_null() {
            rounding.as_object_mut().unwrap().remove(stage);
        }
    }
    let mut document = json!({
        "id": "drawn", "series": "drawn", "edition": "1", "known_at": "2026-01-01", "title": {"vi": "t", "en": "t"},
        "levels": ["province"], "status": "template", "notes": [], "issuer": "i",
        "years": {"from": 2020, "through": null}, "legal_basis": [{"document": "d"}], "max_points": text(sum),
        "rounding": rounding, "criteria": criteria, "classes": [],
    });
    for name in ["bonus", "penalty"] {
        if draw.chance(40) {
            let criteria: Vec<Value> =
                (1..=draw.between(1, 3)).map(|part| drawing.criterion(draw, format!("{name}{part}"), 2).0).collect();
            document[name] = json!({"source": {"document": "d"}, "criteria": criteria});
            if draw.chance(60) {
                document[name]["cap"] = text(drawing.max(draw));
            }
        }
    }
    if draw.chance(30) {
        let less = if drawing.places.is_some_and(|places| places < 2) { Decimal::ONE } else { decimal("0.25") };
        document["total"] = json!({"min": "0.5", "max": text((sum - less).max(Decimal::ONE))});
    }
    document["rescale_to"] = text(sum);
    (RuleSet::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error:?}\n{document:#}")), drawing)
}

/// A column for a criterion, mostly of what its rule takes.
fn column(draw: &mut Draw, leaf: &Leaf, rows: usize, wild: u64) -> Drawn {
    let values = |draw: &mut Draw| {
        let places = draw.below(5) as u32;
        let scale = Decimal::from(10_i64.pow(places));
        let edges: Vec<i64> = leaf.edges.iter().map(|edge| i64::try_from((edge * scale).floor()).unwrap()).collect();
        let [low, high] = [leaf.range.0, leaf.range.1].map(|end| i64::try_from((end * scale).floor()).unwrap());
        let scaled = (0..rows).map(|_| match draw.below(100) {
            n if n < wild => i64::MIN,
            n if n < 2 * wild => draw.one(&[-1, low - 1, high + 1, 3_000_000_000, i64::from(i32::MIN) - 1]),
            n if n < 30 && !edges.is_empty() => (draw.one(&edges) + draw.between(-1, 1)).clamp(low, high),
            _ => draw.between(low, high),
        });
        (scaled.collect::<Vec<i64>>(), places)
    };
    match leaf.kind {
        "levels" => {
            let level = |draw: &mut Draw| match draw.below(100) {
                n if n < wild => 0,
                n if n < 2 * wild => leaf.levels + 1 + draw.below(200) as u8,
                _ => 1 + draw.below(leaf.levels.into()) as u8,
            };
            Drawn::Levels((0..rows).map(|_| level(draw)).collect())
        }
        "shares" => {
            let most = draw.one(&[10_i64, 1_000, 3_000_000, 40_000_000_000, 1_000_000_000_000]);
            let cell = |draw: &mut Draw| {
                let whole = draw.between(1, most);
                match draw.below(100) {
                    n if n < wild => draw.one(&[(i64::MIN, whole), (1, i64::MIN), (i64::MIN, i64::MIN)]),
                    n if n < 2 * wild => {
                        draw.one(&[(0, 0), (1, 0), (-1, whole), (1, -1), (whole + 1, whole), (-1, 0), (0, -5)])
                    }
                    n if n < 40 && !leaf.edges.is_empty() => {
                        // Right at a limit where the whole divides so, and beside it.
                        let whole = draw.between(1, most / 1_000 + 1) * 1_000;
                        let part = draw.one(&leaf.edges) * Decimal::from(whole) / decimal("100");
                        (i64::try_from(part.floor()).unwrap() + draw.between(0, 1), whole)
                    }
                    _ => (draw.between(0, whole), whole),
                }
            };
            let (numerators, denominators) = (0..rows).map(|_| cell(draw)).unzip();
            Drawn::Ratios(numerators, denominators)
        }
        "values" => {
            let (scaled, places) = values(draw);
            Drawn::Values(scaled, places)
        }
        _ => {
            let (scaled, places) = values(draw);
            Drawn::Points(scaled, places)
        }
    }
}

/// All outputs of a call.
#[derive(Debug, Default, PartialEq)]
struct Outputs {
    points: Vec<i64>,
    unrounded: Vec<i64>,
    reasons: Vec<u8>,
    at: Vec<u16>,
    leaves: Vec<i64>,
}

fn score(rules: &RuleSet, columns: &[LeafColumn<'_>], rows: usize) -> Result<(Scored, Outputs), Error> {
    let mut out = Outputs {
        points: vec![7; rows],
        unrounded: vec![7; rows],
        reasons: vec![7; rows],
        at: vec![7; rows],
        leaves: vec![7; rows * columns.len()],
    };
    let mut results = ScoreResults {
        points: &mut out.points,
        unrounded: &mut out.unrounded,
        reasons: &mut out.reasons,
        at: Some(&mut out.at),
        leaves: Some(&mut out.leaves),
    };
    let scored = rules.columns().score(columns, &mut results)?;
    Ok((scored, out))
}

/// Scores drawn columns by columns and one by one, and counts the rows by their reasons.
fn compare(seed: u64, rows: usize, wild: u64, seen: &mut BTreeMap<&'static str, usize>) {
    let mut draw = Draw::from(seed);
    let (rules, drawing) = rule_set(&mut draw);
    let known: BTreeMap<&str, &Leaf> = drawing.leaves.iter().map(|leaf| (leaf.code.as_str(), leaf)).collect();
    let mut drawn: Vec<(Leaf, Drawn)> = Vec::new();
    for leaf in drawing.leaves.iter().filter(|leaf| leaf.kind != "sum") {
        let adjusts = leaf.code.starts_with('b') || leaf.code.starts_with('p');
        if !(adjusts && draw.chance(20)) {
            drawn.push((leaf.clone(), column(&mut draw, leaf, rows, wild)));
        }
    }
    let (scored, out) = loop {
        let columns: Vec<LeafColumn<'_>> =
            drawn.iter().map(|(leaf, drawn)| LeafColumn { code: &leaf.code, cells: drawn.cells() }).collect();
        match score(&rules, &columns, rows) {
            Ok(scored) => break scored,
            // What has no last decimal is refused, and is then given as points.
            Err(Error::NoColumns { criterion, .. }) => {
                let leaf = known[criterion.as_str()];
                let rounded = if leaf.kind == "sum" { drawing.group_rounding } else { drawing.leaf_rounding };
                assert!(leaf.endless && !rounded, "{criterion} is refused: {leaf:?}");
                *seen.entry("refused").or_default() += 1;
                let inside = format!("{criterion}.");
                drawn.retain(|(leaf, _)| leaf.code != criterion && !leaf.code.starts_with(&inside));
                let group = Leaf { kind: if leaf.kind == "sum" { "group" } else { "all_of" }, ..leaf.clone() };
                let points = column(&mut draw, &group, rows, wild);
                drawn.push((group, points));
            }
            Err(error) => panic!("seed {seed}: {error:?}"),
        }
    };
    let exact = |points: i64| Decimal::from_i128_with_scale(points.into(), scored.places);
    let mut entries = Vec::new();
    for row in 0..rows {
        let evidence: Vec<Evidence> = drawn.iter().filter_map(|(leaf, drawn)| drawn.evidence(leaf, row)).collect();
        let reason = ScoreReason::ALL[usize::from(out.reasons[row])];
        let at = usize::from(out.at[row]).checked_sub(1).map(|place| drawn[place].0.code.as_str());
        let say = || format!("seed {seed}, row {row}, {reason:?} at {at:?}: {drawn:?}\n{rules:#?}");
        assert_eq!(at.is_none(), reason == ScoreReason::Scored, "{}", say());
        *seen.entry(if reason == ScoreReason::Scored { "scored" } else { reason.code() }).or_default() += 1;
        match rules.score(2026, None, &evidence) {
            Ok(sheet) if reason == ScoreReason::NotApplicable => {
                let node = sheet.node(at.unwrap()).unwrap();
                assert!(node.not_applicable.is_some() && node.applicable_max.0.is_zero(), "{}", say());
            }
            Ok(sheet) if sheet.complete => {
                assert_eq!(reason, ScoreReason::Scored, "{}", say());
                assert_eq!(exact(out.points[row]), sheet.points.0, "{}", say());
                assert_eq!(exact(out.unrounded[row]), sheet.unrounded.0, "{}", say());
                for (place, (leaf, _)) in drawn.iter().enumerate() {
                    let points = out.leaves[place * rows + row];
                    let points = (points != i64::MIN).then(|| exact(points));
                    let node = sheet.node(&leaf.code).unwrap();
                    assert_eq!(points, node.points.map(|points| points.0), "{} {:?} {}", leaf.code, node.basis, say());
                }
                entries.push(Entry::new(row.to_string(), sheet.unrounded));
            }
            Ok(sheet) => {
                assert_eq!(reason, ScoreReason::Missing, "{}", say());
                assert!(
                    sheet.missing.iter().any(|missing| Some(missing.as_str()) == at
                        || at.is_some_and(|at| missing.starts_with(&format!("{at}.")))),
                    "{}",
                    say()
                );
            }
            Err(error) => {
                assert_eq!(reason.code(), error.code(), "{}\n{error}", say());
                let text = error.to_document().to_string();
                let quoted = [format!("\"criterion\":\"{}\"", at.unwrap()), format!("({})", at.unwrap())];
                assert!(quoted.iter().any(|quoted| text.contains(quoted)), "{text}\n{}", say());
            }
        }
        if reason != ScoreReason::Scored {
            assert_eq!((out.points[row], out.unrounded[row]), (i64::MIN, i64::MIN));
        }
    }
    assert_eq!(scored.failed, rows - entries.len());
    for ties in [TieRule::Competition, TieRule::Dense] {
        let ranks = ranks(&out.unrounded, ties).unwrap();
        assert_eq!(ranks.iter().filter(|rank| **rank > 0).count(), entries.len());
        if !entries.is_empty() {
            for entry in Ranking::of(&entries, ties).unwrap().entries {
                assert_eq!(ranks[entry.id.parse::<usize>().unwrap()], entry.rank);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// Blocks with wrong and missing cells, which are gone through row by row.
    #[test]
    fn columns_and_sheets_agree(seed in any::<u64>()) {
        compare(seed, 25, 3, &mut BTreeMap::new());
    }

    /// Blocks without, which are looked through at once.
    #[test]
    fn columns_and_sheets_agree_on_clean_blocks(seed in any::<u64>()) {
        compare(seed, 25, 0, &mut BTreeMap::new());
    }
}

/// The drawing reaches every reason, so that agreement on them says something.
#[test]
fn every_reason_is_met() {
    let mut seen = BTreeMap::new();
    (0..300).for_each(|seed| compare(seed, 20, 2, &mut seen));
    for reason in ScoreReason::ALL.iter().skip(1) {
        assert!(seen.contains_key(reason.code()), "{reason:?}: {seen:?}");
    }
    assert!(seen["scored"] > 1_000 && seen["refused"] > 20, "{seen:?}");
}

/// A rule that needs more than a column of numbers is refused by name, not left out.
#[test]
fn a_rule_that_a_column_cannot_feed_is_refused() {
    let rules = RuleSet::shipped("department-template").unwrap();
    let mut leaves = Vec::new();
    let mut left: Vec<_> = rules.criteria().iter().collect();
    while let Some(criterion) = left.pop() {
        left.extend(&criterion.children);
        leaves.extend(criterion.shape.is_some().then_some(criterion.code.as_str()));
    }
    let cells = |code: &str| match code {
        "2.2" => Cells::Levels(&[1]),
        _ => Cells::Points { scaled: &[0], places: 0 },
    };
    let columns: Vec<LeafColumn<'_>> = leaves.iter().map(|code| LeafColumn { code, cells: cells(code) }).collect();
    let (mut points, mut unrounded, mut reasons) = ([0], [0], [0]);
    let mut out =
        ScoreResults { points: &mut points, unrounded: &mut unrounded, reasons: &mut reasons, at: None, leaves: None };
    assert_eq!(rules.columns().score(&columns, &mut out).unwrap_err().code(), "scoring.no_columns");
}

/// More rows than a block has, in the middle of which the columns change.
#[test]
fn rows_beyond_the_first_block_are_scored_alike() {
    (0..4).for_each(|seed| compare(seed, 2_100, 0, &mut BTreeMap::new()));
    (4..6).for_each(|seed| compare(seed, 1_030, 1, &mut BTreeMap::new()));
}

/// A group of two leaves, half up at two decimals, and a bonus.
fn small() -> RuleSet {
    let title = json!({"vi": "t", "en": "t"});
    let source = json!({"document": "d"});
    let leaf = |code: &str, max: &str, shape: Value| json!({"code": code, "title": title, "max_points": max, "source": source, "shape": shape});
    let document = json!({
        "id": "small", "series": "small", "edition": "1", "known_at": "2026-01-01", "title": title,
        "levels": ["province"], "status": "template", "notes": [], "issuer": "i", "years": {"from": 2020, "through": null},
        "legal_basis": [source], "max_points": "5", "rounding": {"leaf": {"half_up_places": 2}, "total": {"half_up_places": 1}},
        "criteria": [{"code": "1", "title": title, "max_points": "5", "source": source, "children": [
            leaf("1.1", "2", json!({"kind": "proportional", "target_percent": "80", "zero_denominator": "refused"})),
            leaf("1.2", "3", json!({"kind": "bands", "of": "value", "bands": [
                {"from": "10", "from_inclusive": false, "to": null, "to_inclusive": false, "award": {"points": "3"}},
                {"from": "2.5", "from_inclusive": true, "to": "10", "to_inclusive": true, "award": {"share_percent": "50"}},
                {"from": null, "from_inclusive": false, "to": "2.5", "to_inclusive": false, "award": {"points": "0"}},
            ]})),
        ]}],
        "bonus": {"cap": "0.5", "source": source, "criteria": [leaf("B", "1", json!({"kind": "given"}))]},
        "classes": [],
    });
    RuleSet::from_json(&document.to_string()).unwrap()
}

#[test]
fn points_worked_out_by_hand() {
    let ratios = Cells::Ratios { numerators: &[60, 60, 1, 80, 1], denominators: &[100, 90, 3, 100, 16] };
    let values = Cells::Values { scaled: &[249, 250, 1000, 1001, i64::MIN], places: 2 };
    let given = Cells::Points { scaled: &[25, i64::MIN, 75, 0, 0], places: 2 };
    let columns = [("1.1", ratios), ("1.2", values), ("B", given)].map(|(code, cells)| LeafColumn { code, cells });
    let (scored, out) = score(&small(), &columns, 5).unwrap();
    assert_eq!((scored.places, scored.failed), (2, 1));
    // 60 % of 80 % of 2; 2 x 66.66.. / 80 = 1.666..; 2 x 33.33.. / 80 = 0.8333..; the target; 2 x 6.25 / 80 = 0.15625.
    assert_eq!(out.leaves[..5], [150, 167, 83, 200, 16]);
    // 2.49 is below 2.5, which is in the band of half the points, as is 10; 10.01 is above it.
    assert_eq!(out.leaves[5..10], [0, 150, 150, 300, i64::MIN]);
    // The bonus is cut at 0.5, and none is no bonus.
    assert_eq!(out.unrounded, [175, 317, 283, 500, i64::MIN]);
    assert_eq!(out.points, [180, 320, 280, 500, i64::MIN]);
    assert_eq!((out.reasons.as_slice(), out.at.as_slice()), ([0, 0, 0, 0, 1].as_slice(), [0, 0, 0, 0, 2].as_slice()));
    assert_eq!(ranks(&out.unrounded, TieRule::Competition).unwrap(), [4, 2, 3, 1, 0]);
}

#[test]
fn what_is_wrong_with_the_columns_is_said_before_any_row() {
    let values = |scaled, places| Cells::Values { scaled, places };
    let ratios = |numerators, denominators| Cells::Ratios { numerators, denominators };
    let points = |scaled| Cells::Points { scaled, places: 2 };
    let code = |columns: &[(&str, Cells<'_>)], rules: &RuleSet| {
        let columns: Vec<_> = columns.iter().map(|(code, cells)| LeafColumn { code, cells: *cells }).collect();
        let error = score(rules, &columns, 1).unwrap_err();
        assert!(!error.message(cchc::Lang::Vi).contains("its "), "{}", error.message(cchc::Lang::Vi));
        error.code()
    };
    let rules = small();
    let (one, two) = (ratios(&[1], &[2]), values(&[1], 0));
    assert_eq!(code(&[("1.1", one)], &rules), "scoring.incomplete");
    assert_eq!(code(&[("1.1", one), ("1.2", two), ("9", two)], &rules), "scoring.unknown_criterion");
    assert_eq!(code(&[("1.1", one), ("1.2", two), ("1.2", two)], &rules), "scoring.duplicate_evidence");
    assert_eq!(code(&[("1", points(&[1])), ("1.2", two)], &rules), "scoring.conflicting_evidence");
    assert_eq!(code(&[("1", two)], &rules), "scoring.wrong_measure");
    assert_eq!(code(&[("1.1", two), ("1.2", two)], &rules), "scoring.wrong_measure");
    assert_eq!(code(&[("1.1", one), ("1.2", values(&[1], 19))], &rules), "input.out_of_range");
    assert_eq!(code(&[("1.1", one), ("1.2", values(&[1], 18))], &rules), "scoring.no_columns");
    assert_eq!(code(&[("1.1", one), ("1.2", values(&[1, 2], 0))], &rules), "columns.length");
    assert_eq!(code(&[("1.1", ratios(&[1], &[])), ("1.2", two)], &rules), "columns.length");
    let unrounded = serde_json::to_string(&rules).unwrap().replace("\"leaf\":{\"half_up_places\":2},", "");
    let unrounded = RuleSet::from_json(&unrounded).unwrap();
    assert_eq!(code(&[("1.1", one), ("1.2", two)], &unrounded), "scoring.no_columns");
    assert!(
        score(&unrounded, &[("1.1", points(&[1])), ("1.2", two)].map(|(code, cells)| LeafColumn { code, cells }), 1)
            .is_ok()
    );
}

proptest! {
    /// Any number at all in any place gives points or a reason.
    #[test]
    fn nothing_in_a_column_stops_the_rest(
        cells in proptest::collection::vec((any::<i64>(), any::<i64>(), any::<i64>(), any::<i64>()), 1..40),
        places in 0_u32..17,
    ) {
        let column = |of: fn(&(i64, i64, i64, i64)) -> i64| cells.iter().map(of).collect::<Vec<i64>>();
        let [numerators, denominators, scaled, given] = [column(|c| c.0), column(|c| c.1), column(|c| c.2), column(|c| c.3)];
        let columns = [
            ("1.1", Cells::Ratios { numerators: &numerators, denominators: &denominators }),
            ("1.2", Cells::Values { scaled: &scaled, places }),
            ("B", Cells::Points { scaled: &given, places }),
        ];
        let (scored, out) = score(&small(), &columns.map(|(code, cells)| LeafColumn { code, cells }), cells.len()).unwrap();
        prop_assert_eq!(scored.failed, out.reasons.iter().filter(|reason| **reason != 0).count());
        for (points, reason) in out.unrounded.iter().zip(&out.reasons) {
            prop_assert_eq!(*points == i64::MIN, *reason != 0);
        }
    }
}
