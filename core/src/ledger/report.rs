//! The ledger of a period: entries read, sorted by body and name, and compared.

use super::entry::{LedgerData, LedgerEntry, LedgerName, Nature, TargetDirection, shipped_names, unit_title};
use super::figure::{self, LedgerFigure, Row};
use super::line::{FigureState, LedgerChange, LedgerLine, LedgerParts, LedgerRecords, LedgerReport, LedgerTargetState};
use crate::Exact;
use crate::dossier::tidy;
use crate::error::{Error, Issue, RecordError};
use crate::measure::Period;
use crate::number::{self, Ratio, Rounding, shorten, shorten_list};
use crate::statistics::Rate;
use crate::text::{self, Lang, Text};
use chrono::{Months, NaiveDate};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What is known of a name: by its definition, or by the entry that first uses it.
struct Defined<'a> {
    id: &'a str,
    title: Text,
    unit: &'a str,
    nature: Nature,
    subject: &'a str,
    of: Option<&'a Text>,
}

/// The entries of one name of one body.
#[derive(Default)]
struct Group<'a> {
    now: Vec<Row<'a>>,
    previous: Vec<Row<'a>>,
    /// The whole it is a part of, in the period.
    part_of: Vec<&'a str>,
}

/// Sổ số liệu của một kỳ, beside the same period last year.
///
/// ```
/// use cchc::ledger::{LedgerData, ledger_report};
/// let data: LedgerData = cchc::document::from_json(r#"{"period": {"from": "2018-01-01", "through": "2018-09-30"}, "entries": [
///     {"id": "a", "name": "training_participants", "item": "1", "date": "2018-03-05", "value": 2, "source": {"document": "BC 1"}},
///     {"id": "b", "name": "training_participants", "item": "2", "date": "2018-03-05", "value": 13, "source": {"document": "BC 1"}},
///     {"id": "c", "name": "training_participants", "period": {"from": "2017-01-01", "through": "2017-09-30"}, "value": 12,
///      "source": {"document": "BC 0"}}]}"#)?;
/// let report = ledger_report(&data)?;
/// let line = &report.lines[0];
/// assert_eq!(line.now.as_ref().unwrap().value, Some("15".parse()?));
/// assert_eq!(line.change.as_ref().unwrap().percent, Some("25.00".parse()?));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `calendar.reversed_dates` of a period that ends before it begins; `input.duplicate_id` for a name that is defined
/// twice. What is wrong with one entry is among the issues.
pub fn ledger_report(data: &LedgerData) -> Result<LedgerReport, Error> {
    let period = checked(data.period)?;
    let previous = checked(data.previous.map_or_else(|| year_before(period), Ok)?)?;
    let mut names: Vec<Defined<'_>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for name in shipped_names().iter().chain(&data.names) {
        if places.insert(&name.id, names.len()).is_some() {
            return Err(Error::DuplicateId { id: shorten(&name.id) });
        }
        names.push(Defined::of(name));
    }
    let mut records =
        LedgerRecords { given: u64::try_from(data.entries.len()).unwrap_or(u64::MAX), ..LedgerRecords::default() };
    let (mut issues, mut ids) = (Vec::new(), HashSet::new());
    let mut agencies: Vec<Cow<'_, str>> = Vec::new();
    let mut groups: HashMap<(usize, usize), Group<'_>> = HashMap::new();
    let mut agency_places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for (place, entry) in data.entries.iter().enumerate() {
        let read = once(&mut ids, entry).and_then(|()| defined(entry, &mut names, &mut places)).and_then(|at| {
            let row = read(entry, place, names.get(at).ok_or(Error::EmptyList { what: "name" })?)?;
            let inside = |of: Period| row.span.from >= of.from && row.span.through <= of.through;
            let touches = |of: Period| row.span.from <= of.through && row.span.through >= of.from;
            let adds = names.get(at).is_some_and(|name| name.nature.adds());
            let at_its_end = |of: Period| row.span.through >= of.from && row.span.through <= of.through;
            let within = |of: Period| if adds { inside(of) } else { at_its_end(of) };
            if adds && !inside(period) && !inside(previous) && (touches(period) || touches(previous)) {
                let (from, through) = (row.span.from.to_string(), row.span.through.to_string());
                return Err(Error::Records(RecordError::LedgerStraddles { name: shorten(&entry.name), from, through }));
            }
            Ok((at, within(period), within(previous), row))
        });
        let (name, is_now, is_previous, row) = match read {
            Ok(read) => read,
            Err(error) => {
                records.left_out += 1;
                issues.push(Issue::at(format!("entries[{place}]"), error));
                continue;
            }
        };
        let agency = *agency_places.entry(tidy(&entry.agency)).or_insert_with(|| {
            agencies.push(tidy(&entry.agency));
            agencies.len() - 1
        });
        let group = || (agency, name);
        if is_now {
            records.now += 1;
            let group = groups.entry(group()).or_default();
            group.part_of.extend(entry.part_of.as_deref());
            group.now.push(row);
        } else if is_previous {
            records.previous += 1;
            groups.entry(group()).or_default().previous.push(row);
        } else {
            records.outside += 1;
        }
    }
    let mut order: Vec<(usize, usize)> = groups.keys().copied().collect();
    order.sort_unstable();
    let mut lines: Vec<LedgerLine> = Vec::new();
    for key in &order {
        let (Some(group), Some(agency), Some(name)) = (groups.get(key), agencies.get(key.0), names.get(key.1)) else {
            continue;
        };
        lines.push(line(agency, name, group, &mut issues));
    }
    add_parts(&mut lines, &order, &groups, &places, &mut issues);
    for line in &mut lines {
        line.measure = line.to_measure(period);
        line.text = Text::build(|lang| sentence(line, lang));
    }
    Ok(LedgerReport { period, previous, lines, records, issues })
}

impl<'a> Defined<'a> {
    fn of(name: &'a LedgerName) -> Self {
        Self {
            id: &name.id,
            title: name.title.clone(),
            unit: &name.unit,
            nature: name.nature,
            subject: &name.subject,
            of: name.of.as_ref(),
        }
    }
}

fn checked(period: Period) -> Result<Period, Error> {
    if period.through < period.from {
        return Err(Error::ReversedDates { after: period.from.to_string(), through: period.through.to_string() });
    }
    Ok(period)
}

/// The same days a year before; the last day of a month becomes the last of that month.
fn year_before(period: Period) -> Result<Period, Error> {
    let back = |day: NaiveDate| day.checked_sub_months(Months::new(12));
    let next = period.through.succ_opt();
    let ends_month = next.filter(|next| chrono::Datelike::day(next) == 1);
    let through = match ends_month {
        Some(next) => back(next).and_then(|next| next.pred_opt()),
        None => back(period.through),
    };
    back(period.from).zip(through).map(|(from, through)| Period { from, through }).ok_or_else(|| Error::OutOfRange {
        what: "year",
        got: period.from.to_string(),
        min: "1900".to_owned(),
        max: "9999".to_owned(),
    })
}

fn once<'a>(ids: &mut HashSet<&'a str>, entry: &'a LedgerEntry) -> Result<(), Error> {
    let missing = |field: &str| Err(Error::MissingField { field: field.to_owned() });
    match (entry.id.trim(), entry.name.trim()) {
        ("", _) => missing("id"),
        (_, "") => missing("name"),
        (id, _) if !ids.insert(id) => Err(Error::DuplicateId { id: shorten(id) }),
        _ => Ok(()),
    }
}

/// The place of an entry's name; a name that is defined nowhere is defined by the first entry that says its nature.
fn defined<'a>(
    entry: &'a LedgerEntry,
    names: &mut Vec<Defined<'a>>,
    places: &mut HashMap<&'a str, usize>,
) -> Result<usize, Error> {
    let id = entry.name.trim();
    if let Some((place, name)) = places.get(id).and_then(|place| Some((*place, names.get(*place)?))) {
        return match entry.nature {
            Some(given) if given != name.nature => Err(Error::Records(RecordError::LedgerNatureDiffers {
                name: shorten(id),
                defined: name.nature.name(),
                given: given.name(),
            })),
            _ => Ok(place),
        };
    }
    let Some(nature) = entry.nature else {
        let known = shorten_list(names.iter().map(|name| name.id));
        return Err(Error::UnknownId { id: shorten(id), known });
    };
    places.insert(id, names.len());
    names.push(Defined {
        id,
        title: Text::same(id),
        unit: entry.unit.as_deref().unwrap_or(if nature.is_rate() { "percent" } else { "" }),
        nature,
        subject: entry.subject.as_deref().unwrap_or_default(),
        of: None,
    });
    Ok(names.len() - 1)
}

fn read<'a>(entry: &'a LedgerEntry, place: usize, name: &Defined<'_>) -> Result<Row<'a>, Error> {
    let span = match (entry.date, entry.period) {
        (Some(date), None) => Period { from: date, through: date },
        (None, Some(period)) => checked(period)?,
        _ => return Err(Error::Records(RecordError::LedgerNoTime)),
    };
    if entry.part_of.as_deref().is_some_and(|whole| whole.trim() == name.id) {
        return Err(Error::Records(RecordError::LedgerPartOfItself { name: shorten(name.id) }));
    }
    Ok(Row {
        place,
        entry,
        item: entry.item.as_deref().map(|item| tidy(item).into_owned()).filter(|item| !item.is_empty()),
        span,
        amount: figure::amount(entry, name.nature)?,
        unit: entry.unit.as_deref().unwrap_or(name.unit).trim().to_owned(),
    })
}

fn line(agency: &str, name: &Defined<'_>, group: &Group<'_>, issues: &mut Vec<Issue>) -> LedgerLine {
    let now = figure::figure(name.id, name.nature, &group.now, issues);
    let previous = figure::figure(name.id, name.nature, &group.previous, issues);
    let target = figure::target(name.id, &group.now, issues).map(|target| {
        let value = now.as_ref().and_then(LedgerFigure::exact);
        let gap = value.and_then(|value| number::difference(value, target.value));
        LedgerTargetState {
            target,
            met: value.map(|value| match target.direction {
                TargetDirection::AtLeast => value >= target.value,
                TargetDirection::AtMost => value <= target.value,
            }),
            gap: gap.map(|gap| if is_computed(now.as_ref()) { Rounding::HUNDREDTHS.apply(gap) } else { gap }),
        }
    });
    let mut change = None;
    if let (Some(now), Some(before)) = (&now, &previous) {
        if now.unit == before.unit {
            change = changed(name.nature, now, before);
        } else if let Some(row) = group.now.first() {
            let (name, before, now) = (name.id.to_owned(), before.unit.clone(), now.unit.clone());
            let error = Error::Records(RecordError::LedgerUnitChanged { name, before, now });
            issues.push(Issue::at(format!("entries[{}].unit", row.place), error));
        }
    }
    let unit = now.as_ref().or(previous.as_ref()).map_or(name.unit, |figure| figure.unit.as_str()).to_owned();
    let of = name.of.cloned().unwrap_or_else(|| Text::new("mẫu số của số liệu", "the denominator of the entry"));
    let ratio = now.as_ref().and_then(|now| now.ratio);
    LedgerLine {
        agency: agency.to_owned(),
        name: name.id.to_owned(),
        title: name.title.clone(),
        subject: name.subject.to_owned(),
        nature: name.nature,
        unit_title: unit_title(&unit),
        unit,
        now_state: state(&group.now, now.as_ref()),
        previous_state: state(&group.previous, previous.as_ref()),
        rate: ratio.map(|ratio: Ratio| Rate::new(ratio, of)),
        now,
        previous,
        change,
        target,
        parts: None,
        measure: None,
        text: Text::default(),
    }
}

fn state(rows: &[Row<'_>], figure: Option<&LedgerFigure>) -> FigureState {
    match figure {
        _ if rows.is_empty() => FigureState::Missing,
        None => FigureState::Refused,
        Some(figure) if figure.value.is_none() => FigureState::Undefined,
        Some(_) => FigureState::Known,
    }
}

fn is_computed(figure: Option<&LedgerFigure>) -> bool {
    figure.is_some_and(|figure| figure.ratio.is_some())
}

fn changed(nature: Nature, now: &LedgerFigure, before: &LedgerFigure) -> Option<LedgerChange> {
    let difference = number::difference(now.exact()?, before.exact()?)?;
    if nature.is_rate() {
        let computed = is_computed(Some(now)) || is_computed(Some(before));
        let difference = if computed { Rounding::HUNDREDTHS.apply(difference) } else { difference };
        return Some(LedgerChange { difference, percentage_points: true, percent: None });
    }
    let base = before.value.filter(|value| *value > Exact::default());
    let percent = base.and_then(|base| Ratio { numerator: difference, denominator: base }.percent());
    Some(LedgerChange { difference, percentage_points: false, percent })
}

/// Holds every whole that has a value against the sum of its parts.
fn add_parts(
    lines: &mut [LedgerLine],
    order: &[(usize, usize)],
    groups: &HashMap<(usize, usize), Group<'_>>,
    places: &HashMap<&str, usize>,
    issues: &mut Vec<Issue>,
) {
    let mut parts_of: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for row in order.iter().filter_map(|key| groups.get(key)).flat_map(|group| &group.now) {
        let whole = row.entry.part_of.as_deref().filter(|whole| !places.contains_key(whole.trim()));
        if let Some(whole) = whole {
            let known = shorten_list(lines.iter().map(|line| line.name.as_str()));
            let unknown = Error::UnknownId { id: shorten(whole), known };
            issues.push(Issue::at(format!("entries[{}].part_of", row.place), unknown));
        }
    }
    for (at, key) in order.iter().enumerate() {
        let mut wholes: Vec<usize> = groups
            .get(key)
            .into_iter()
            .flat_map(|group| &group.part_of)
            .filter_map(|whole| places.get(whole.trim()).copied())
            .collect();
        wholes.sort_unstable();
        wholes.dedup();
        for whole in wholes {
            parts_of.entry((key.0, whole)).or_default().push(at);
        }
    }
    for (at, key) in order.iter().enumerate() {
        let Some(parts) = parts_of.get(key) else { continue };
        let parts: Vec<&LedgerLine> = parts.iter().filter_map(|part| lines.get(*part)).collect();
        let Some(whole) = lines.get(at).filter(|whole| !whole.nature.is_rate()) else { continue };
        let values: Option<Vec<Exact>> = parts.iter().map(|part| part.now.as_ref()?.value).collect();
        let alike = parts.iter().all(|part| part.unit == whole.unit && !part.nature.is_rate());
        let sum = values.filter(|_| alike).and_then(number::sum);
        let total = whole.now.as_ref().and_then(|now| now.value);
        let matches = sum.zip(total).map(|(sum, total)| sum == total);
        let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
        let ids = parts.iter().filter_map(|part| part.now.as_ref()).flat_map(|now| now.ids.clone()).collect();
        let place = groups.get(key).and_then(|group| group.now.first()).map(|row| row.place);
        if let (Some(false), Some(sum), Some(total), Some(place)) = (matches, sum, total, place) {
            let (sum, total) = (sum.to_string(), total.to_string());
            let (name, parts) = (whole.name.clone(), shorten_list(names.iter().map(String::as_str)));
            let error = Error::Records(RecordError::LedgerPartsDiffer { name, sum, whole: total, parts });
            issues.push(Issue::at(format!("entries[{place}].value"), error));
        }
        if let Some(line) = lines.get_mut(at) {
            line.parts = Some(LedgerParts { names, sum, matches, ids });
        }
    }
}

fn sentence(line: &LedgerLine, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    let shown = |value: Exact| text::decimal(value.0, value.0.scale(), lang);
    let unit = line.unit_title.get(lang);
    let of = |figure: Option<&LedgerFigure>, state: FigureState| match figure.and_then(|figure| figure.value) {
        Some(value) => format!("{} {unit}", shown(value)).trim_end().to_owned(),
        None => state.label().get(lang).to_owned(),
    };
    let mut text = format!("{}: {}", line.title.get(lang), of(line.now.as_ref(), line.now_state));
    if let Some(rate) = &line.rate {
        let (n, m) = (shown(rate.numerator), shown(rate.denominator));
        let named = rate.of.get(lang);
        text.push_str(&if vi { format!(" ({n} trên {m} {named})") } else { format!(" ({n} of {m} {named})") });
    }
    let before = of(line.previous.as_ref(), line.previous_state);
    text.push_str(&if vi {
        format!("; cùng kỳ năm trước: {before}")
    } else {
        format!("; same period last year: {before}")
    });
    if let Some(change) = &line.change {
        let unit = match (change.percentage_points, vi) {
            (true, true) => "điểm phần trăm",
            (true, false) => "percentage points",
            (false, _) => unit,
        };
        let sign = if change.difference > Exact::default() { "+" } else { "" };
        let percent = change.percent.map(|percent| format!(" ({sign}{})", text::percent(percent.0, lang)));
        text.push_str(&format!("; {sign}{} {unit}{}", shown(change.difference), percent.unwrap_or_default()));
    }
    if let Some(state) = &line.target {
        let bound = match (state.target.direction, vi) {
            (TargetDirection::AtLeast, true) => "ít nhất",
            (TargetDirection::AtLeast, false) => "at least",
            (TargetDirection::AtMost, true) => "nhiều nhất",
            (TargetDirection::AtMost, false) => "at most",
        };
        let met = match (state.met, vi) {
            (Some(true), true) => "đạt",
            (Some(true), false) => "met",
            (Some(false), true) => "chưa đạt",
            (Some(false), false) => "not met",
            (None, true) => "chưa rõ",
            (None, false) => "not known",
        };
        let target = shown(state.target.value);
        let word = if vi { "chỉ tiêu" } else { "target" };
        text.push_str(&format!("; {word} {bound} {target} {unit}: {met}"));
    }
    text
}
