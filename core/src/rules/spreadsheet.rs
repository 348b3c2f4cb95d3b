//! A rule set from a spreadsheet: one criterion a row, with its rule in a short form.
//!
//! The rows only become the same document a JSON file holds; whatever is wrong with it is found by
//! the same checks, and told by the line of the table.

use super::check::{Found, MOST_LEVELS};
use super::document::RuleSetDocument;
use super::{RuleSet, read};
use crate::Error;
use crate::error::Issue;
use crate::number::shorten;
use crate::table::{Found as Line, Records, fold};
use crate::text::Text;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The columns, by any of their names without accents, spaces and case.
const COLUMNS: [(&str, &[&str]); 13] = [
    ("code", &["code", "ma", "matieuchi", "stt"]),
    ("title_vi", &["titlevi", "title", "ten", "tentieuchi", "noidung"]),
    ("title_en", &["titleen", "tentienganh"]),
    ("max", &["max", "maxpoints", "diemtoida"]),
    ("shape", &["shape", "cachcham", "dangquytac"]),
    ("parameters", &["parameters", "thamso"]),
    ("source", &["source", "cancu", "vanban"]),
    ("article", &["article", "dieu", "dieukhoan"]),
    ("scored_by", &["scoredby", "aicham"]),
    ("not_applicable", &["notapplicable", "khongapdung"]),
    ("evidence", &["evidence", "tailieukiemchung"]),
    ("unit", &["unit", "donvitinh"]),
    ("part", &["part", "phan"]),
];

fn column(name: &str) -> Option<&'static str> {
    let folded = fold(name);
    COLUMNS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
}

impl RuleSet {
    /// A rule set from a header document and a spreadsheet-like CSV table, one criterion a row.
    ///
    /// The header is a rule-set document without `criteria`. The columns are `code`, `title`, `max`,
    /// `shape`, `parameters`, and where wanted `title_en`, `source`, `article`, `scored_by`,
    /// `not_applicable`, `evidence` (separated by `;`), `unit` and `part` (`bonus` or `penalty`);
    /// Vietnamese names work too. A row without a shape is a group; its parts are the rows whose
    /// code continues its own, as `1.2` continues `1`. Parameters are a JSON object, or the short
    /// form of the shape: `>=90:2; >=70:1; <70:0`, `late|Chậm:0.5; none|Không:0`, `target=80; zero=max`.
    ///
    /// ```
    /// let header = r#"{"id": "own", "series": "own", "edition": "1", "known_at": "2026-01-15",
    ///     "title": {"vi": "Bộ chỉ số thử", "en": "A trial set"}, "levels": ["department"], "status": "template",
    ///     "notes": [], "issuer": "Sở Nội vụ", "years": {"from": 2026, "through": null},
    ///     "legal_basis": [{"document": "Mẫu"}], "max_points": "3", "classes": []}"#;
    /// let csv = "code,title,max,shape,parameters,source\n\
    ///            1,Chỉ đạo điều hành,3,,,Mẫu\n\
    ///            1.1,Ban hành kế hoạch,1,levels,in_time|Đúng hạn:1; late|Chậm:0.5; none|Không:0,Mẫu\n\
    ///            1.2,Thực hiện kế hoạch,2,bands,>=90:2; >=70:1; <70:0,Mẫu\n";
    /// let rules = cchc::RuleSet::from_csv(header, csv.as_bytes())?;
    /// assert_eq!(rules.criterion("1.2").unwrap().max_points.to_string(), "2");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `document.invalid` for a header that is not JSON; `table.encoding`, `table.empty` and
    /// `table.missing_column`; `rules.too_large`; `rules.invalid` with every issue, by line and path.
    pub fn from_csv(header: &str, csv: &[u8]) -> Result<Self, Error> {
        read::check_length(header.len().saturating_add(csv.len()))?;
        let (document, lines, mut issues) = document(header, csv)?;
        let text = document.to_string();
        let (checked, Found { issues: found, remarks }) = read::read(&text)?;
        issues.extend(found.into_iter().map(|issue| on_line(issue, &lines)));
        match checked {
            Some(document) if issues.is_empty() => {
                Ok(Self { document: std::sync::Arc::new(document), remarks: remarks.into() })
            }
            _ => Err(Error::InvalidRules { set: RuleSetDocument::name_of(&text), issues }),
        }
    }
}

/// The line of the row an issue lies in: that of the longest path it continues.
fn on_line(issue: Issue, lines: &HashMap<String, u64>) -> Issue {
    let mut path = issue.path.as_str();
    let line = loop {
        match (lines.get(path), path.rsplit_once('.')) {
            (Some(line), _) => break Some(*line),
            (None, Some((above, _))) => path = above,
            (None, None) => break None,
        }
    };
    Issue { line, ..issue }
}

/// A row that was read: what it becomes, and where it belongs.
struct Row {
    line: u64,
    code: String,
    part: &'static str,
    criterion: Map<String, Value>,
}

/// The document of a table, the line of every path in it, and the rows that could not be read.
type Read = (Value, HashMap<String, u64>, Vec<Issue>);

fn document(header: &str, csv: &[u8]) -> Result<Read, Error> {
    let mut document: Map<String, Value> = crate::document::from_json(header)?;
    let (mut records, columns) = Records::open(csv, |name| column(name).is_some())?;
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut issues = Vec::new();
    for (place, name) in columns.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        match column(name) {
            Some(column) => {
                if let Some(first) = places.insert(column, place) {
                    let first = columns.get(first).unwrap_or_default().to_owned();
                    return Err(Error::DuplicateColumn { field: column.to_owned(), first, second: name.to_owned() });
                }
            }
            None => issues.push(Issue::on_line(1, name, Error::UnknownColumn { column: name.to_owned() })),
        }
    }
    let missing: Vec<String> =
        ["code", "title_vi", "max"].into_iter().filter(|name| !places.contains_key(name)).map(str::to_owned).collect();
    if !missing.is_empty() {
        let accepted = COLUMNS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        return Err(Error::MissingColumn { fields: missing, accepted, unknown: Vec::new(), unread: Vec::new() });
    }
    let mut rows: Vec<Row> = Vec::new();
    while let Some(Line { line, unclosed }) = records.advance() {
        if unclosed {
            issues.push(Issue::on_line(line, "", Error::UnclosedQuote));
            continue;
        }
        let cell = |name: &str| places.get(name).and_then(|place| records.cells().get(*place)).unwrap_or_default();
        if records.cells().iter().all(str::is_empty) {
            continue;
        }
        match row(&cell) {
            Ok((code, part, criterion)) => rows.push(Row { line, code, part, criterion }),
            Err((field, error)) => issues.push(Issue::on_line(line, field, error)),
        }
    }
    if rows.is_empty() && issues.is_empty() {
        return Err(Error::EmptyTable);
    }
    let mut lines = HashMap::new();
    for (part, path) in [("criteria", "criteria"), ("bonus", "bonus.criteria"), ("penalty", "penalty.criteria")] {
        let mut of_part: Vec<Row> = Vec::new();
        let mut rest = Vec::new();
        for row in rows {
            if row.part == part { of_part.push(row) } else { rest.push(row) }
        }
        rows = rest;
        if of_part.is_empty() && part != "criteria" {
            continue;
        }
        let tree = tree(of_part, path, 1, &mut lines);
        if part == "criteria" {
            document.insert(part.to_owned(), tree);
        } else if let Some(Value::Object(adjustment)) = document.get_mut(part) {
            adjustment.insert("criteria".to_owned(), tree);
        } else {
            // Its cap and source belong into the header; without them the checks say what is missing.
            document.insert(part.to_owned(), json!({ "criteria": tree }));
        }
    }
    Ok((Value::Object(document), lines, issues))
}

/// The rows as a tree: a row belongs below the last one whose code it continues.
fn tree(rows: Vec<Row>, path: &str, depth: usize, lines: &mut HashMap<String, u64>) -> Value {
    let mut top: Vec<(Row, Vec<Row>)> = Vec::new();
    for row in rows {
        let continues = |parent: &str| row.code.strip_prefix(parent).is_some_and(|rest| rest.starts_with(['.', '-']));
        // What lies deeper than any set does stands beside its parent, for the checks to refuse.
        match top.last_mut().filter(|(parent, _)| depth <= MOST_LEVELS && continues(&parent.code)) {
            Some((_, below)) => below.push(row),
            None => top.push((row, Vec::new())),
        }
    }
    let mut list = Vec::new();
    for (position, (mut row, below)) in top.into_iter().enumerate() {
        let path = format!("{path}[{position}]");
        lines.insert(path.clone(), row.line);
        if !below.is_empty() {
            let children = tree(below, &format!("{path}.children"), depth.saturating_add(1), lines);
            row.criterion.insert("children".to_owned(), children);
        }
        list.push(Value::Object(row.criterion));
    }
    Value::Array(list)
}

type Fault = (&'static str, Error);

fn row<'a>(cell: &(impl Fn(&str) -> &'a str + 'a)) -> Result<(String, &'static str, Map<String, Value>), Fault> {
    let code = cell("code").to_owned();
    if code.is_empty() {
        return Err(("code", Error::MissingField { field: "code".to_owned() }));
    }
    let part = match fold(cell("part")).as_str() {
        "" | "criteria" => "criteria",
        "bonus" | "thuong" | "diemthuong" => "bonus",
        "penalty" | "tru" | "diemtru" => "penalty",
        _ => return Err(("part", unknown("part", cell("part"), "criteria, bonus, penalty"))),
    };
    let mut criterion = Map::new();
    let mut put = |key: &str, value: Value| drop(criterion.insert(key.to_owned(), value));
    let title = cell("title_vi");
    let english = if cell("title_en").is_empty() { title } else { cell("title_en") };
    put("code", json!(code));
    put("title", json!({ "vi": title, "en": english }));
    put("max_points", json!(decimal("max", cell("max")).map_err(|error| ("max", error))?));
    let mut source = json!({ "document": cell("source") });
    if let (Some(source), false) = (source.as_object_mut(), cell("article").is_empty()) {
        source.insert("article".to_owned(), json!(cell("article")));
    }
    put("source", source);
    for key in ["scored_by", "not_applicable", "unit"] {
        if !cell(key).is_empty() {
            put(key, json!(cell(key)));
        }
    }
    let documents: Vec<Value> = parts(cell("evidence")).map(|name| json!({ "vi": name, "en": name })).collect();
    if !documents.is_empty() {
        put("evidence", json!(documents));
    }
    let kind = cell("shape");
    let parameters = cell("parameters");
    if !kind.is_empty() {
        let mut shape = if parameters.starts_with('{') {
            crate::document::from_json(parameters).map_err(|error| ("parameters", error))?
        } else {
            short(kind, parameters).map_err(|error| ("parameters", error))?
        };
        shape.insert("kind".to_owned(), json!(kind));
        put("shape", Value::Object(shape));
    } else if !parameters.is_empty() {
        let group: Map<String, Value> = if parameters.starts_with('{') {
            crate::document::from_json(parameters).map_err(|error| ("parameters", error))?
        } else {
            settings(parts(parameters)).map_err(|error| ("parameters", error))?
        };
        for (key, value) in group {
            put(&key, value);
        }
    }
    Ok((code, part, criterion))
}

fn unknown(field: &str, text: &str, expected: &str) -> Error {
    Error::UnknownValue { field: field.to_owned(), text: shorten(text), expected: Text::same(expected) }
}

fn parts(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// A decimal as people write it in a Vietnamese spreadsheet: a comma is a point.
///
/// `1.000` is a thousand on paper and one to a program; such a number is refused, not read as either. A
/// thousand is written without a separator, three decimals with a fourth.
fn decimal(field: &str, text: &str) -> Result<String, Error> {
    let groups: Vec<&str> = text.strip_prefix('-').unwrap_or(text).split(['.', ',']).collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    if let [first, rest @ ..] = groups.as_slice() {
        let thousands = !rest.is_empty() && rest.iter().all(|group| group.len() == 3);
        if thousands && (1..=3).contains(&first.len()) && *first != "0" && groups.iter().all(digits) {
            return Err(unknown(field, text, "1000, 1.0000"));
        }
    }
    Ok(if text.contains('.') { text.to_owned() } else { text.replace(',', ".") })
}

/// `key=value; key=value` as a document.
fn settings<'t>(parts: impl Iterator<Item = &'t str>) -> Result<Map<String, Value>, Error> {
    let mut document = Map::new();
    for part in parts {
        let (key, value) = part.split_once('=').ok_or_else(|| unknown("parameters", part, "key=value"))?;
        let (key, value) = (key.trim(), value.trim());
        let key = match key {
            "target" => "target_percent",
            "zero" => "zero_denominator",
            "at_target" => "at_target_percent",
            key => key,
        };
        let value = match value {
            "true" => json!(true),
            "false" => json!(false),
            value if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                json!(decimal("parameters", value)?)
            }
            value => json!(value),
        };
        if document.insert(key.to_owned(), value).is_some() {
            return Err(unknown("parameters", part, "each key once"));
        }
    }
    Ok(document)
}

fn is_setting(part: &str) -> bool {
    part.split_once('=')
        .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// The short form of a shape's parameters.
fn short(kind: &str, parameters: &str) -> Result<Map<String, Value>, Error> {
    let listed = parts(parameters).filter(|part| !is_setting(part));
    let mut shape = settings(parts(parameters).filter(|part| is_setting(part)))?;
    let list: Vec<&str> = listed.collect();
    let each =
        |make: fn(&str) -> Result<Value, Error>| list.iter().map(|part| make(part)).collect::<Result<Vec<_>, _>>();
    match kind {
        "bands" => drop(shape.insert("bands".to_owned(), json!(bands(&list)?))),
        "levels" => drop(shape.insert("levels".to_owned(), json!(each(level)?))),
        "all_of" => drop(shape.insert("conditions".to_owned(), json!(each(|part| Ok(json!(named(part))))?))),
        "per_item" => drop(shape.insert("items".to_owned(), json!(each(item)?))),
        "proportional" => {
            shape.entry("zero_denominator").or_insert_with(|| json!("refused"));
        }
        "given" | "scaled" | "steps" | "leader" | "min_max" => {}
        _ => {
            return Err(unknown(
                "shape",
                kind,
                "all_of, levels, bands, proportional, per_item, steps, leader, min_max, scaled, given; mean, gated and branch with JSON parameters",
            ));
        }
    }
    match list.first() {
        Some(part) if !matches!(kind, "bands" | "levels" | "all_of" | "per_item") => {
            Err(unknown("parameters", part, "key=value"))
        }
        _ => Ok(shape),
    }
}

/// `id|Title`, or a title that is its own identifier.
fn named(part: &str) -> Map<String, Value> {
    let (id, title) = part.split_once('|').unwrap_or((part, part));
    let (id, title) = (id.trim(), title.trim());
    let pairs = [("id".to_owned(), json!(id)), ("title".to_owned(), json!({ "vi": title, "en": title }))];
    pairs.into_iter().collect()
}

/// `2` points, `50%` of the maximum, or `ratio` of it.
fn award(text: &str) -> Result<Value, Error> {
    Ok(match text.strip_suffix('%') {
        Some(share) => json!({ "share_percent": decimal("parameters", share.trim())? }),
        None if text == "ratio" => json!("proportional"),
        None => json!({ "points": decimal("parameters", text)? }),
    })
}

fn level(part: &str) -> Result<Value, Error> {
    let (name, points) = part.rsplit_once(':').ok_or_else(|| unknown("parameters", part, "id|title:points"))?;
    let mut level = named(name);
    level.insert("award".to_owned(), award(points.trim())?);
    Ok(Value::Object(level))
}

fn item(part: &str) -> Result<Value, Error> {
    let (name, each) = part.rsplit_once(':').ok_or_else(|| unknown("parameters", part, "id|title:points"))?;
    let mut item = named(name);
    item.insert("each".to_owned(), json!(decimal("parameters", each.trim())?));
    Ok(Value::Object(item))
}

/// `>=90:2; >=70:1; <70:0`, from the top: each band ends where the one above begins.
fn bands(list: &[&str]) -> Result<Vec<Value>, Error> {
    let wrong = |part: &str| unknown("parameters", part, ">=90:2; >=70:1; <70:0");
    let mut bands = Vec::new();
    let mut to: Option<String> = None;
    let mut to_inclusive = false;
    for part in list {
        let (limit, points) = part.split_once(':').ok_or_else(|| wrong(part))?;
        let limit = limit.trim();
        let (sign, number) = ["<=", ">=", "<", ">", "="]
            .iter()
            .find_map(|sign| Some((*sign, limit.strip_prefix(sign)?)))
            .ok_or_else(|| wrong(part))?;
        let number = Some(decimal("parameters", number.trim().trim_end_matches('%').trim_end())?);
        let (from, from_inclusive, own_to, own_inclusive) = match sign {
            ">=" => (number, true, to.clone(), to_inclusive),
            ">" => (number, false, to.clone(), to_inclusive),
            "<" => (None, false, number, false),
            "<=" => (None, false, number, true),
            _ => (number.clone(), true, number, true),
        };
        bands.push(json!({
            "from": from, "from_inclusive": from_inclusive,
            "to": own_to, "to_inclusive": own_inclusive, "award": award(points.trim())?,
        }));
        to_inclusive = from.is_some() && !from_inclusive;
        to = from;
    }
    Ok(bands)
}
