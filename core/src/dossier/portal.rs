//! The portal's vocabulary, from `core/data/portal.json`: fields of an export and status codes.

use crate::Error;
use crate::table::fold;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The fields of an export that this library reads; the last eight are those of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub(super) enum Field {
    #[serde(rename = "MaHoSo")]
    Id,
    #[serde(rename = "MaTTHC")]
    Procedure,
    #[serde(rename = "TenTTHC")]
    ProcedureTitle,
    #[serde(rename = "MaLinhVuc")]
    SectorCode,
    #[serde(rename = "TenLinhVuc")]
    SectorTitle,
    #[serde(rename = "KenhThucHien")]
    Channel,
    #[serde(rename = "LoaiDoiTuong")]
    Applicant,
    #[serde(rename = "NgayNopHoSo")]
    Submitted,
    #[serde(rename = "NgayTiepNhan")]
    Received,
    #[serde(rename = "NgayHenTra")]
    Due,
    #[serde(rename = "NgayKetThucXuLy")]
    Finished,
    #[serde(rename = "NgayTra")]
    HandedOver,
    #[serde(rename = "NgayTuChoi")]
    Refused,
    #[serde(rename = "TrangThaiHoSo")]
    Status,
    #[serde(rename = "HinhThuc")]
    ReturnedBy,
    #[serde(rename = "DonViXuLy")]
    Agency,
    #[serde(rename = "NoiNopHoSo")]
    ReceivedBy,
    #[serde(rename = "HoSoCoThanhPhanSoHoa")]
    Digitised,
    #[serde(rename = "TaiKhoanDuocXacThucVoiVNeID")]
    VerifiedAccount,
    #[serde(rename = "DuocThanhToanTrucTuyen")]
    PaidOnline,
    #[serde(rename = "TaiLieuNop")]
    Papers,
    #[serde(rename = "DanhSachHoSoBoSung")]
    Supplements,
    #[serde(rename = "DSKetNoiCSDL")]
    Databases,
    #[serde(rename = "ThoiHanNgayLamViec")]
    Limit,
    #[serde(rename = "CoCheGiaiQuyet")]
    Mechanism,
    #[serde(rename = "CapThucHien")]
    Level,
    #[serde(rename = "NoiHuongDan")]
    HelpedBy,
    #[serde(rename = "NgayTamDung")]
    PausedSince,
    #[serde(rename = "CoNghiaVuTaiChinh")]
    HasFee,
    #[serde(rename = "CoKetQuaDienTu")]
    ElectronicResult,
    #[serde(rename = "CoTaiSuDung")]
    Reused,
    #[serde(rename = "LayTuKhoDuLieu")]
    FromStore,
    #[serde(rename = "NgayBoSung")]
    Asked,
    #[serde(rename = "NgayTiepNhanBoSung")]
    SupplementReceived,
    #[serde(rename = "NgayHenTraTruoc")]
    DueBefore,
    #[serde(rename = "NgayHenTraMoi")]
    DueAfter,
    #[serde(rename = "NguoiXuLy")]
    Official,
    #[serde(rename = "ChucDanh")]
    OfficialTitle,
    #[serde(rename = "ThoiDiemXuLy")]
    ActedAt,
    #[serde(rename = "PhongBanXuLy")]
    Unit,
    #[serde(rename = "NoiDungXuLy")]
    Content,
    #[serde(rename = "TrangThai")]
    StepStatus,
    #[serde(rename = "NgayBatDau")]
    StepStart,
    #[serde(rename = "NgayKetThucTheoQuyDinh")]
    StepDue,
}

/// Which of the two records of the portal a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// DongBoHoSo.
    Dossiers,
    /// DongBoTienTrinh.
    Progress,
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

impl StatusClass {
    /// Whether such a dossier is early, on time or late, or will be.
    pub(super) fn has_outcome(self) -> bool {
        matches!(self, Self::Open | Self::Finished | Self::Refused)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PortalFile {
    #[serde(rename = "source")]
    _source: crate::Citation,
    fields: Vec<FieldEntry>,
    progress_fields: Vec<FieldEntry>,
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
    /// Who the applicant is, or free text and papers that may say it: never read.
    #[serde(rename = "personal", default)]
    _personal: bool,
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

/// The fields of one kind of record, and where each header leads.
struct Vocabulary {
    fields: Vec<FieldEntry>,
    by_header: HashMap<String, usize>,
}

struct Portal {
    dossiers: Vocabulary,
    progress: Vocabulary,
    plausible: Plausible,
    statuses: Vec<StatusEntry>,
    /// Status codes by their folded names.
    by_status: HashMap<String, u8>,
}

static PORTAL: LazyLock<Portal> = LazyLock::new(|| {
    let file: Result<PortalFile, Error> = crate::document::from_json(include_str!("../../data/portal.json"));
    #[expect(clippy::expect_used, reason = "the unit test below loads the same embedded file")]
    let PortalFile { fields, progress_fields, plausible, statuses, .. } =
        file.expect("the embedded portal vocabulary is valid");
    let names = |status: &StatusEntry| [&status.vi].into_iter().chain(&status.aliases).map(|name| fold(name)).collect();
    let by_status = statuses.iter().flat_map(|status| {
        let names: Vec<String> = names(status);
        names.into_iter().map(|name| (name, status.code))
    });
    let by_status = by_status.collect();
    Portal {
        dossiers: Vocabulary::of(fields),
        progress: Vocabulary::of(progress_fields),
        plausible,
        statuses,
        by_status,
    }
});

impl Vocabulary {
    fn of(fields: Vec<FieldEntry>) -> Self {
        let mut by_header = HashMap::new();
        for (index, field) in fields.iter().enumerate() {
            for header in [&field.name, &field.title].into_iter().chain(&field.aliases) {
                by_header.insert(fold(header), index);
            }
        }
        Self { fields, by_header }
    }
}

fn vocabulary(kind: Kind) -> &'static Vocabulary {
    match kind {
        Kind::Dossiers => &PORTAL.dossiers,
        Kind::Progress => &PORTAL.progress,
    }
}

/// The field a column header names, whatever its case, accents and spaces.
pub(super) fn field(kind: Kind, header: &str) -> Option<&'static FieldEntry> {
    let vocabulary = vocabulary(kind);
    vocabulary.by_header.get(&fold(header)).and_then(|index| vocabulary.fields.get(*index))
}

/// The names under which a field is accepted, for a message.
pub(super) fn names(field: Field) -> (String, String) {
    let mut entries = PORTAL.dossiers.fields.iter().chain(&PORTAL.progress.fields);
    let entry = entries.find(|entry| entry.read_as == Some(field));
    entry.map_or_else(Default::default, |entry| {
        let accepted = [&entry.name, &entry.title].into_iter().chain(&entry.aliases);
        (entry.name.clone(), accepted.map(String::as_str).collect::<Vec<_>>().join(" / "))
    })
}

/// The portal's name of a field.
pub(super) fn name(field: Field) -> &'static str {
    let mut entries = PORTAL.dossiers.fields.iter().chain(&PORTAL.progress.fields);
    entries.find(|entry| entry.read_as == Some(field)).map_or("", |entry| entry.name.as_str())
}

/// The names of all fields that are read, for a message.
pub(super) fn readable(kind: Kind) -> String {
    let read = vocabulary(kind).fields.iter().filter(|entry| entry.read_as.is_some());
    read.map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) fn status_class(code: u8) -> Result<StatusClass, Error> {
    let found = PORTAL.statuses.iter().find(|status| status.code == code);
    found.map(|status| status.class).ok_or_else(|| unknown_status(&code.to_string()))
}

/// A status written as its code, its Vietnamese name, or both: `9`, `Đã xử lý xong`, `9 - Đã xử lý xong`.
pub(super) fn status_code(text: &str) -> Result<u8, Error> {
    let agreed = coded(text, |name| PORTAL.by_status.get(name).copied());
    let known = agreed.filter(|code| PORTAL.statuses.iter().any(|status| status.code == *code));
    known.ok_or_else(|| unknown_status(text))
}

/// The code of a value written as its code, its name, or both, which then must agree.
pub(super) fn coded(text: &str, by_name: impl Fn(&str) -> Option<u8>) -> Option<u8> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (code, name) = text.split_at_checked(digits).unwrap_or(("", text));
    let (code, name) = (code.parse::<u8>().ok(), fold(name));
    match (code, by_name(&name)) {
        // Spreadsheets write a whole number as 9.0.
        (Some(code), None) if name.bytes().all(|byte| byte == b'0') => Some(code),
        (Some(code), Some(named)) => (code == named).then_some(code),
        (None, named) if digits == 0 => named,
        _ => None,
    }
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
            assert_eq!(field(Kind::Dossiers, header).and_then(|entry| entry.read_as), Some(Field::Id), "{header}");
        }
        assert!(field(Kind::Dossiers, "Điểm hài lòng").is_none());
    }

    #[test]
    fn no_two_fields_share_a_header_and_none_that_is_read_is_personal() {
        for vocabulary in [&PORTAL.dossiers, &PORTAL.progress] {
            let headers: usize = vocabulary
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
            assert_eq!(headers, vocabulary.by_header.len());
            assert!(vocabulary.fields.iter().all(|field| !(field._personal && field.read_as.is_some())));
        }
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
