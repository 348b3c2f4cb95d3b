//! Giá trị của ô: the text of a cell as a value of its field.

use super::portal::{self, Field};
use super::{ApplicantKind, DateOrder, Mechanism};
use crate::deadline::duties::Channel;
use crate::number::shorten;
use crate::procedure::{ProcedureLevel, TimeLimit};
use crate::text::Text;
use crate::{Error, Moment, table};
use std::borrow::Cow;

/// The longest identifier of a dossier, and the longest text of any other field that is read. Real ones are
/// far below; what is longer lost a separator somewhere.
pub(super) const LONGEST_ID: usize = 200;
pub(super) const LONGEST: usize = 2_000;

/// Whether a cell says that it is empty.
pub(super) fn blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "NULL" | "null" | "N/A")
}

/// Refuses what no name or identifier holds, before it is kept.
pub(super) fn fit(field: Field, text: &str, longest: usize) -> Result<(), Error> {
    let name = || portal::name(field).to_owned();
    // Characters are at most as many as bytes.
    if text.len() > longest {
        let got = text.chars().count();
        if got > longest {
            let [got, max] = [got, longest].map(|length| u64::try_from(length).unwrap_or(u64::MAX));
            return Err(Error::TextTooLong { field: name(), got, max });
        }
    }
    match text.chars().find(|c| c.is_control() && !c.is_whitespace()) {
        Some(found) => Err(Error::ControlCharacter { field: name(), code: found.into() }),
        None => Ok(()),
    }
}

/// Whether a text can be a value of a field, for a map; an empty one always can.
pub(super) fn check(field: Field, text: &str, dates: DateOrder) -> Result<(), Error> {
    if blank(text) {
        return Ok(());
    }
    match field {
        Field::Status => portal::status_code(text).map(drop),
        Field::Channel => channel(text).map(drop),
        Field::ReturnedBy => returned_by(text).map(drop),
        Field::Applicant => applicant(text).map(drop),
        Field::Level => level(text).map(drop),
        Field::Mechanism => mechanism(text).map(drop),
        Field::Limit => limit(text).map(drop),
        Field::Digitised
        | Field::VerifiedAccount
        | Field::PaidOnline
        | Field::HasFee
        | Field::ElectronicResult
        | Field::Reused
        | Field::FromStore => flag(field, text).map(drop),
        Field::Submitted
        | Field::Received
        | Field::Due
        | Field::Finished
        | Field::HandedOver
        | Field::Refused
        | Field::PausedSince
        | Field::Asked
        | Field::SupplementReceived
        | Field::DueBefore
        | Field::DueAfter
        | Field::ActedAt
        | Field::StepStart
        | Field::StepDue => moment(text, dates).map(drop),
        Field::Id => fit(field, text, LONGEST_ID),
        _ => fit(field, text, LONGEST),
    }
}

pub(super) fn unknown(field: Field, text: &str, expected: Text) -> Error {
    Error::UnknownValue { field: portal::name(field).to_owned(), text: shorten(text), expected }
}

/// A date in the order the map says.
pub(super) fn moment(text: &str, order: DateOrder) -> Result<Moment, Error> {
    let invalid = |expected| Error::InvalidDate { text: shorten(text), expected };
    let year_first = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        digits >= 4
    };
    match order {
        DateOrder::DayFirst => text.parse(),
        DateOrder::Iso => {
            let mut parts = text.split([' ', 'T']).filter(|part| !part.contains(':') && !matches!(*part, "" | "-"));
            let expected = "yyyyMMddHHmmss, 2026-08-20 or 2026-08-20T09:30:00";
            if parts.next().is_some_and(year_first) {
                text.parse().map_err(|_| invalid(expected))
            } else {
                Err(invalid(expected))
            }
        }
        DateOrder::MonthFirst => {
            let swapped = |part: &str| -> Option<String> {
                let mark = part.chars().find(|c| matches!(c, '/' | '-' | '.')).filter(|_| !part.contains(':'))?;
                let (month, rest) = part.split_once(mark)?;
                let (day, year) = rest.split_once(mark)?;
                (month.len() <= 2).then(|| format!("{day}{mark}{month}{mark}{year}"))
            };
            let parts = text.split_whitespace().map(|part| swapped(part).map_or(Cow::Borrowed(part), Cow::Owned));
            let text: Vec<Cow<'_, str>> = parts.collect();
            text.join(" ").parse().map_err(|_| invalid("08/20/2026 with the month first, or 2026-08-20"))
        }
    }
}

pub(super) fn mechanism(text: &str) -> Result<Mechanism, Error> {
    match table::fold(text).as_str() {
        "motcua" | "mc" => Ok(Mechanism::OneStop),
        "motcualienthong" | "lienthong" | "mclt" => Ok(Mechanism::Interlinked),
        _ => Err(unknown(Field::Mechanism, text, Text::same("Một cửa, Một cửa liên thông"))),
    }
}

pub(super) fn limit(text: &str) -> Result<TimeLimit, Error> {
    // "5 ngày" alone does not say which days; the unit may stand there, but only the whole unit.
    let number = text.strip_suffix("ngày làm việc").unwrap_or(text).trim_end();
    let days = number.parse::<u32>().ok().filter(|days| *days > 0);
    days.map(TimeLimit::WorkingDays).ok_or_else(|| {
        let expected = Text::new("số ngày làm việc nguyên, ít nhất là 1", "a whole number of working days, at least 1");
        unknown(Field::Limit, text, expected)
    })
}

fn channel_code(name: &str) -> Option<u8> {
    match name {
        "tructiep" | "taiquay" | "taibophanmotcua" | "counter" => Some(1),
        "tructuyen" | "tructuyentoantrinh" | "tructuyenmotphan" | "quamang" | "online" => Some(2),
        "buuchinh" | "buuchinhcongich" | "dichvubuuchinhcongich" | "quabuuchinh" | "buudien" | "bcci" | "post" => {
            Some(3)
        }
        _ => None,
    }
}

pub(super) fn channel(text: &str) -> Result<Channel, Error> {
    match portal::coded(text, channel_code) {
        Some(1) => Ok(Channel::Counter),
        Some(2) => Ok(Channel::Online),
        Some(3) => Ok(Channel::Post),
        _ => Err(unknown(Field::Channel, text, Text::same("1 Trực tiếp, 2 Trực tuyến, 3 Bưu chính công ích"))),
    }
}

pub(super) fn returned_by(text: &str) -> Result<Channel, Error> {
    // Counted from 0 here, and without a number for what is sent over the network.
    let code = |name: &str| match channel_code(name) {
        Some(1) => Some(0),
        Some(3) => Some(1),
        Some(2) => Some(2),
        _ => None,
    };
    let numbered = text.starts_with(|c: char| c.is_ascii_digit());
    match portal::coded(text, code) {
        Some(0) => Ok(Channel::Counter),
        Some(1) => Ok(Channel::Post),
        Some(2) if !numbered => Ok(Channel::Online),
        _ => Err(unknown(Field::ReturnedBy, text, Text::same("0 Trực tiếp, 1 Bưu chính, Trực tuyến"))),
    }
}

pub(super) fn applicant(text: &str) -> Result<ApplicantKind, Error> {
    let code = |name: &str| match name {
        "congdan" | "nguoidan" | "canhan" => Some(1),
        "doanhnghiep" => Some(2),
        "coquannhanuoc" => Some(3),
        "khac" | "doituongkhac" => Some(4),
        _ => None,
    };
    match portal::coded(text, code) {
        Some(1) => Ok(ApplicantKind::Citizen),
        Some(2) => Ok(ApplicantKind::Enterprise),
        Some(3) => Ok(ApplicantKind::StateBody),
        Some(4) => Ok(ApplicantKind::Other),
        _ => {
            let expected = Text::same("1 Công dân, 2 Doanh nghiệp, 3 Cơ quan nhà nước, 4 Khác");
            Err(unknown(Field::Applicant, text, expected))
        }
    }
}

pub(super) fn level(text: &str) -> Result<ProcedureLevel, Error> {
    match table::fold(text).as_str() {
        "bo" | "capbo" | "trunguong" | "captrunguong" | "ministry" => Ok(ProcedureLevel::Ministry),
        "tinh" | "captinh" | "province" => Ok(ProcedureLevel::Province),
        "huyen" | "caphuyen" | "district" => Ok(ProcedureLevel::District),
        "xa" | "capxa" | "commune" => Ok(ProcedureLevel::Commune),
        _ => Err(unknown(Field::Level, text, Text::same("Cấp bộ, Cấp tỉnh, Cấp huyện, Cấp xã"))),
    }
}

pub(super) fn flag(field: Field, text: &str) -> Result<bool, Error> {
    match table::fold(text).as_str() {
        "1" | "true" | "co" => Ok(true),
        "0" | "false" | "khong" => Ok(false),
        // Spreadsheets write a whole number as 1.0.
        "10" if text.trim() == "1.0" => Ok(true),
        "00" if text.trim() == "0.0" => Ok(false),
        _ => Err(unknown(field, text, Text::new("1 (có) hoặc 0 (không)", "1 (yes) or 0 (no)"))),
    }
}
