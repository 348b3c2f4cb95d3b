//! The portal's vocabulary, from `core/data/portal.json`: fields of an export and status codes.

use crate::Error;
use crate::table::fold;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The fields of an export that this library reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub(super) enum Field {
    #[serde(rename = "MaHoSo")]
    Id,
    #[serde(rename = "MaTTHC")]
    Procedure,
    #[serde(rename = "TenTTHC")]
    ProcedureTitle,
    #[serde(rename = "DonViXuLy")]
    Agency,
    #[serde(rename = "CoCheGiaiQuyet")]
    Mechanism,
    #[serde(rename = "NgayTiepNhan")]
    Received,
    #[serde(rename = "NgayHenTra")]
    Due,
    #[serde(rename = "ThoiHanNgayLamViec")]
    Limit,
    #[serde(rename = "NgayKetThucXuLy")]
    Finished,
    #[serde(rename = "TrangThaiHoSo")]
    Status,
}

/// What a status means to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StatusClass {
    New,
    NotAccepted,
    Open,
    Waiting,
    Withdrawn,
    Stopped,
    Finished,
    Refused,
    Closed,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PortalFile {
    #[serde(rename = "source")]
    _source: crate::Citation,
    fields: Vec<FieldEntry>,
    plausible: Plausible,
    statuses: Vec<StatusEntry>,
}

/// The days a real dossier can have; what lies outside was filled in to fill the field.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plausible {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldEntry {
    /// The portal's name of the field.
    pub(super) name: String,
    #[serde(rename = "vi")]
    title: String,
    #[serde(default)]
    aliases: Vec<String>,
    /// Set where this library reads the field; the others are known and passed over.
    pub(super) read_as: Option<Field>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusEntry {
    code: u8,
    vi: String,
    #[serde(default)]
    aliases: Vec<String>,
    class: StatusClass,
}

struct Portal {
    fields: Vec<FieldEntry>,
    by_header: HashMap<String, usize>,
    plausible: Plausible,
    statuses: Vec<StatusEntry>,
    /// Status codes by their folded names.
    by_status: HashMap<String, u8>,
}

static PORTAL: LazyLock<Portal> = LazyLock::new(|| {
    let file: Result<PortalFile, Error> = crate::document::from_json(include_str!("../../data/portal.json"));
    #[expect(clippy::expect_used, reason = "the unit test below loads the same embedded file")]
    let PortalFile { fields, plausible, statuses, .. } = file.expect("the embedded portal vocabulary is valid");
    let mut by_header = HashMap::new();
    for (index, field) in fields.iter().enumerate() {
        for header in [&field.name, &field.title].into_iter().chain(&field.aliases) {
            by_header.insert(fold(header), index);
        }
    }
    let names = |status: &StatusEntry| [&status.vi].into_iter().chain(&status.aliases).map(|name| fold(name)).collect();
    let by_status = statuses.iter().flat_map(|status| {
        let names: Vec<String> = names(status);
        names.into_iter().map(|name| (name, status.code))
    });
    let by_status = by_status.collect();
    Portal { fields, by_header, plausible, statuses, by_status }
});

/// The field a column header names, whatever its case, accents and spaces.
pub(super) fn field(header: &str) -> Option<&'static FieldEntry> {
    PORTAL.by_header.get(&fold(header)).and_then(|index| PORTAL.fields.get(*index))
}

/// The names under which a field is accepted, for a message.
pub(super) fn names(field: Field) -> (String, String) {
    let entry = PORTAL.fields.iter().find(|entry| entry.read_as == Some(field));
    entry.map_or_else(Default::default, |entry| {
        let accepted = [&entry.name, &entry.title].into_iter().chain(&entry.aliases);
        (entry.name.clone(), accepted.map(String::as_str).collect::<Vec<_>>().join(" / "))
    })
}

pub(super) fn status_class(code: u8) -> Result<StatusClass, Error> {
    let found = PORTAL.statuses.iter().find(|status| status.code == code);
    found.map(|status| status.class).ok_or_else(|| unknown_status(&code.to_string()))
}

/// A status written as its code, its Vietnamese name, or both: `9`, `Đã xử lý xong`, `9 - Đã xử lý xong`.
pub(super) fn status_code(text: &str) -> Result<u8, Error> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (code, name) = text.split_at_checked(digits).unwrap_or(("", text));
    let (code, name) = (code.parse::<u8>().ok(), fold(name));
    let named = PORTAL.by_status.get(&name).copied();
    let agreed = match (code, named) {
        // Spreadsheets write a whole number as 9.0.
        (Some(code), None) if name.bytes().all(|byte| byte == b'0') => Some(code),
        (Some(code), Some(named)) => (code == named).then_some(code),
        (None, named) => named,
        (Some(_), None) => None,
    };
    let known = agreed.filter(|code| PORTAL.statuses.iter().any(|status| status.code == *code));
    known.ok_or_else(|| unknown_status(text))
}

/// The days a real dossier can have.
pub(super) fn plausible() -> Plausible {
    PORTAL.plausible
}

fn unknown_status(text: &str) -> Error {
    let names = PORTAL.statuses.iter().map(|status| format!("{} {}", status.code, status.vi));
    Error::UnknownValue {
        field: "TrangThaiHoSo".to_owned(),
        text: crate::number::shorten(text),
        expected: crate::text::Text::same(names.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_whatever_their_accents_case_and_composition() {
        for header in ["MaHoSo", "Mã hồ sơ", "MÃ HỒ SƠ", "Ma\u{303} ho\u{302}\u{300} so\u{31b}"] {
            assert_eq!(field(header).and_then(|entry| entry.read_as), Some(Field::Id), "{header}");
        }
        assert!(field("Điểm hài lòng").is_none());
    }

    #[test]
    fn no_two_fields_share_a_header() {
        let headers: usize = PORTAL
            .fields
            .iter()
            .map(|field| {
                let mut names: Vec<String> =
                    [&field.name, &field.title].into_iter().chain(&field.aliases).map(|name| fold(name)).collect();
                names.sort();
                names.dedup();
                names.len()
            })
            .sum();
        assert_eq!(headers, PORTAL.by_header.len());
    }

    #[test]
    fn every_state_has_its_status() {
        let codes: Vec<u8> = PORTAL.statuses.iter().map(|status| status.code).collect();
        assert_eq!(codes, crate::DossierState::ALL.map(|state| state as u8));
    }

    #[test]
    fn statuses_are_read_by_code_and_by_name() {
        assert_eq!(status_code("9"), Ok(9));
        assert_eq!(status_code("đã trả kết quả"), Ok(10));
        assert_eq!(status_code("9 - Đã xử lý xong"), Ok(9));
        assert_eq!(status_code("9.0"), Ok(9));
        assert_eq!(status_code("9 - Đang xử lý").map_err(|error| error.code()), Err("table.unknown_value"));
        assert_eq!(status_code("Từ chối sau thẩm định"), Ok(13));
        assert_eq!(status_code("15").map_err(|error| error.code()), Err("table.unknown_value"));
        assert_eq!(status_class(0).map_err(|error| error.code()), Err("table.unknown_value"));
    }
}
