//! Kiểm tra các lần sắp xếp: each change has the shape of its kind, fits the days of its agencies, and loses nobody.

use super::check::{ById, Found};
use super::record::{AgencyChange, AgencyRecord, ChangeKind, RegisterDocument};
use super::register::{name_on, parent_on, unknown};
use crate::Error;
use crate::error::RecordError;
use crate::number::{self, Exact, shorten};
use crate::text::{Lang, Text, date};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::HashSet;

pub(super) fn changes(found: &mut Found, document: &RegisterDocument, by_id: &ById<'_>) {
    let (mut ids, mut gone) = (HashSet::new(), HashSet::new());
    for (place, change) in document.changes.iter().enumerate() {
        let path = format!("changes[{place}]");
        if !ids.insert(change.id.as_str()) {
            found.push(format!("{path}.id"), Error::DuplicateId { id: shorten(&change.id) });
        }
        shape(found, &path, change);
        shares(found, &path, change);
        takes(found, &path, change);
        for (place, id) in change.from.iter().enumerate() {
            let path = format!("{path}.from[{place}]");
            let Some(agency) = by_id.get(id.as_str()) else {
                found.push(path, unknown(document, id));
                continue;
            };
            if let Some(reason) = before(agency, change) {
                found.record(path, fault(change, agency, reason));
            } else if change.kind.hands_over() && !gone.insert((id.as_str(), change.on)) {
                found.record(
                    path,
                    fault(
                        change,
                        agency,
                        Text::new(
                            "cơ quan này đã có một lần sắp xếp khác cùng ngày",
                            "another change of that day is about it already",
                        ),
                    ),
                );
            }
        }
        for (place, part) in change.into.iter().enumerate() {
            let path = format!("{path}.into[{place}].agency");
            match by_id.get(part.agency.as_str()) {
                None => found.push(path, unknown(document, &part.agency)),
                Some(agency) => {
                    if let Some(reason) = after(agency, change) {
                        found.record(path, fault(change, agency, reason));
                    }
                }
            }
        }
    }
    for (place, agency) in document.agencies.iter().enumerate() {
        let Some((last, next)) = agency.until.and_then(|last| Some((last, last.succ_opt()?))) else { continue };
        if !gone.contains(&(agency.id.as_str(), next)) {
            let id = agency.id.clone();
            found.record(format!("agencies[{place}].until"), RecordError::AgencyLostUnit { id, last, next });
        }
    }
}

fn fault(change: &AgencyChange, agency: &AgencyRecord, reason: Text) -> RecordError {
    RecordError::AgencyChangeDay { change: change.id.clone(), id: agency.id.clone(), day: change.on, reason }
}

/// What is wrong with who went into a change, by its kind.
fn shape(found: &mut Found, path: &str, change: &AgencyChange) {
    let (from, into) = (change.from.len(), change.into.len());
    let wanted = match change.kind {
        ChangeKind::Created if from == 0 && into >= 1 => None,
        ChangeKind::Renamed | ChangeKind::Moved | ChangeKind::Relevelled if from >= 1 && into == 0 => None,
        ChangeKind::Merged if from >= 2 && into == 1 => None,
        ChangeKind::Absorbed if from >= 1 && into == 1 => None,
        ChangeKind::Split if from == 1 && into >= 2 => None,
        ChangeKind::Dissolved if from >= 1 && into == 0 => None,
        ChangeKind::Created => Some(("không có cơ quan trước, có cơ quan sau", "none before, one or more after")),
        ChangeKind::Merged => Some(("từ hai cơ quan trước trở lên, một cơ quan sau", "two or more before, one after")),
        ChangeKind::Absorbed => {
            Some(("từ một cơ quan trước trở lên, một cơ quan sau", "one or more before, one after"))
        }
        ChangeKind::Split => Some(("một cơ quan trước, từ hai cơ quan sau trở lên", "one before, two or more after")),
        _ => Some(("từ một cơ quan trước trở lên, không có cơ quan sau", "one or more before, none after")),
    };
    let mut wrong = |reason: Text| {
        found.record(path, RecordError::AgencyChangeShape { change: change.id.clone(), reason });
    };
    if let Some((vi, en)) = wanted {
        let kind = change.kind.label();
        wrong(Text::new(
            format!("{} cần {vi}; nhận được {from} và {into}", kind.vi),
            format!("{} needs {en}; got {from} and {into}", kind.en),
        ));
    }
    let relevels = change.kind == ChangeKind::Relevelled;
    if relevels != (change.level.is_some() || change.body.is_some()) {
        wrong(Text::new(
            "level hoặc body chỉ và phải có ở việc đổi cấp hoặc loại",
            "level or body stands in a change of level or kind, and in no other",
        ));
    }
    if change.kind != ChangeKind::Split && change.into.iter().any(|part| part.share.is_some() || part.takes.is_some()) {
        wrong(Text::new("share và takes chỉ có khi chia, tách", "share and takes stand in a split only"));
    }
    let stays = change.from.iter().any(|id| change.into.iter().any(|part| part.agency == *id));
    if stays && change.kind != ChangeKind::Split {
        wrong(Text::new(
            "cơ quan trước không thể là cơ quan sau; cơ quan đang có nhận thêm thì ghi absorbed",
            "no agency is both before and after; where one that stands takes in another, write absorbed",
        ));
    }
    let (mut before, mut after) = (HashSet::new(), HashSet::new());
    for (place, id) in change.from.iter().enumerate().filter(|(_, id)| !before.insert(id.as_str())) {
        found.push(format!("{path}.from[{place}]"), Error::DuplicateId { id: shorten(id) });
    }
    for (place, part) in change.into.iter().enumerate().filter(|(_, part)| !after.insert(part.agency.as_str())) {
        found.push(format!("{path}.into[{place}]"), Error::DuplicateId { id: shorten(&part.agency) });
    }
}

fn shares(found: &mut Found, path: &str, change: &AgencyChange) {
    let shares: Vec<Exact> = change.into.iter().filter_map(|part| part.share).collect();
    if shares.is_empty() || change.kind != ChangeKind::Split {
        return;
    }
    let sum = number::sum(shares.iter().copied());
    let whole = shares.len() == change.into.len()
        && shares.iter().all(|share| share.0 > Decimal::ZERO)
        && sum.is_some_and(|sum| sum.0 == Decimal::ONE);
    if !whole {
        let sum = sum.map_or_else(|| "?".to_owned(), |sum| sum.to_string());
        found.record(format!("{path}.into"), RecordError::AgencyShares { change: change.id.clone(), sum });
    }
}

/// What one part takes, no other takes.
fn takes(found: &mut Found, path: &str, change: &AgencyChange) {
    let parts = || change.into.iter().enumerate().filter_map(|(place, part)| Some((place, part.takes.as_ref()?)));
    for name in ["procedures", "fields", "units"] {
        let mut taken = HashSet::new();
        for (place, takes) in parts() {
            let list = match name {
                "procedures" => &takes.procedures,
                "fields" => &takes.fields,
                _ => &takes.units,
            };
            for (at, id) in list.iter().enumerate().filter(|(_, id)| !taken.insert(id.as_str())) {
                let id = shorten(id);
                found.push(format!("{path}.into[{place}].takes.{name}[{at}]"), Error::DuplicateId { id });
            }
        }
    }
    for (place, _) in parts().filter(|(_, takes)| takes.rest).skip(1) {
        let id = "rest".to_owned();
        found.push(format!("{path}.into[{place}].takes.rest"), Error::DuplicateId { id });
    }
}

fn stands(agency: &AgencyRecord, day: Option<NaiveDate>) -> bool {
    day.is_some_and(|day| agency.life().holds(day))
}

/// Why an agency cannot be one of those before a change.
fn before(agency: &AgencyRecord, change: &AgencyChange) -> Option<Text> {
    let (eve, on) = (change.on.pred_opt(), change.on);
    if !stands(agency, eve) {
        return Some(dated("cơ quan trước không tồn tại vào ngày", "it does not stand on", eve.unwrap_or(on)));
    }
    let goes_on = stands(agency, Some(on));
    let kept = change.into.iter().any(|part| part.agency == agency.id);
    match change.kind {
        ChangeKind::Renamed | ChangeKind::Moved | ChangeKind::Relevelled if !goes_on => {
            Some(dated("cơ quan không còn tồn tại vào ngày", "it does not stand on", on))
        }
        ChangeKind::Renamed if eve.is_some_and(|eve| name_on(agency, eve) == name_on(agency, on)) => {
            Some(dated("tên không đổi vào ngày", "its name does not change on", on))
        }
        ChangeKind::Moved if eve.is_some_and(|eve| parent_on(agency, eve) == parent_on(agency, on)) => {
            Some(dated("cơ quan cấp trên không đổi vào ngày", "its parent does not change on", on))
        }
        ChangeKind::Merged | ChangeKind::Absorbed | ChangeKind::Dissolved if goes_on => {
            Some(dated("cơ quan trước vẫn còn tồn tại vào ngày", "it goes on standing on", on))
        }
        ChangeKind::Split if goes_on && !kept => Some(dated(
            "cơ quan bị chia vẫn còn tồn tại mà không có trong các cơ quan sau, ngày",
            "it goes on standing and is none of those after, on",
            on,
        )),
        _ => None,
    }
}

/// Why an agency cannot be one of those after a change.
fn after(agency: &AgencyRecord, change: &AgencyChange) -> Option<Text> {
    let on = change.on;
    if !stands(agency, Some(on)) {
        return Some(dated("cơ quan sau không tồn tại vào ngày", "it does not stand on", on));
    }
    let late = change.kind == ChangeKind::Created && agency.from != Some(on);
    late.then(|| dated("cơ quan không bắt đầu vào ngày", "it does not begin on", on))
}

fn dated(vi: &str, en: &str, day: NaiveDate) -> Text {
    Text::new(format!("{vi} {}", date(day, Lang::Vi)), format!("{en} {day}"))
}
