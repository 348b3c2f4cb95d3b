//! Mã hồ sơ: whose dossier, of which day, which number that day.

use crate::Error;
use crate::agency::is_level_1;
use crate::number::shorten;
use crate::text::{Lang, Text, date};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Mã hồ sơ: groups of the agency, the day of reception and the number of the day, joined by hyphens.
///
/// Three texts give the groups and the number different meanings, and a code does not say by which it was
/// written: [`parts`](Self::parts) tells what follows from the code alone and, where more than one reading
/// is open, why it tells no more.
///
/// ```
/// use cchc::DossierCode;
/// let code: DossierCode = "000.00.06.H56-231027-0361".parse()?;
/// assert_eq!((code.level_1(), code.date().to_string().as_str()), (Some("H56"), "2023-10-27"));
/// assert_eq!(code.to_string(), "000.00.06.H56-231027-0361");
/// assert_eq!("H56.14-240230-0001".parse::<DossierCode>().unwrap_err().code(), "dossier.invalid_code");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierCode {
    groups: Vec<String>,
    date: NaiveDate,
    tail: String,
}

/// Cách đặt mã: the text by which a code is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum CodeRegime {
    /// TT 01/2018/TT-VPCP, Điều 19: the level-1 group is the right-most, the number has four digits.
    #[serde(rename = "01/2018/TT-VPCP")]
    Circular2018,
    /// After QĐ 20/2020/QĐ-TTg, as portals write it: the level-1 group is the left-most.
    #[serde(rename = "20/2020/QĐ-TTg")]
    Decision2020,
    /// TT 03/2025/TT-VPCP, Điều 13 khoản 3, of services on a system for the whole country: as before, and
    /// two digits of the body that owns the system stand before the number of the day.
    #[serde(rename = "03/2025/TT-VPCP")]
    Centralised2026,
}

impl CodeRegime {
    /// All of them, in the order of their dates.
    pub const ALL: [Self; 3] = [Self::Circular2018, Self::Decision2020, Self::Centralised2026];

    /// The text's number.
    pub fn document(self) -> &'static str {
        match self {
            Self::Circular2018 => "01/2018/TT-VPCP",
            Self::Decision2020 => "20/2020/QĐ-TTg",
            Self::Centralised2026 => "03/2025/TT-VPCP",
        }
    }

    /// The first day it was in force.
    fn from(self) -> Option<NaiveDate> {
        match self {
            Self::Circular2018 => NaiveDate::from_ymd_opt(2019, 1, 6),
            Self::Decision2020 => NaiveDate::from_ymd_opt(2020, 9, 15),
            Self::Centralised2026 => NaiveDate::from_ymd_opt(2026, 1, 25),
        }
    }
}

/// Các phần của mã hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DossierCodeParts {
    /// The code as written.
    pub code: String,
    /// The groups of the agency, as written.
    pub groups: Vec<String>,
    /// Mã cấp 1: the ministry or the province; none where the code alone does not tell.
    pub level_1: Option<String>,
    /// Ngày tiếp nhận.
    pub date: NaiveDate,
    /// Số thứ tự trong ngày, with the zeros before it.
    pub number: String,
    /// Mã cơ quan chủ quản hệ thống: only where the code is read as one of a centralised service.
    pub system: Option<String>,
    /// The texts the code fits, by its shape and its day.
    pub regimes: Vec<CodeRegime>,
    /// The text it was read by, where one was named.
    pub regime: Option<CodeRegime>,
    /// What stays open and why.
    pub open: Vec<Text>,
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn invalid(text: &str, vi: impl Into<String>, en: impl Into<String>) -> Error {
    Error::InvalidDossierCode { text: shorten(text), fault: Text::new(vi, en) }
}

impl DossierCode {
    /// A code from its parts; the number is written with at least four digits.
    ///
    /// ```
    /// use cchc::DossierCode;
    /// let code = DossierCode::new(&["H56", "14"], "2024-08-23".parse().unwrap(), 1, None)?;
    /// assert_eq!(code.to_string(), "H56.14-240823-0001");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `dossier.invalid_code` for groups, years outside 2000 to 2099 or a system code that make none.
    pub fn new(groups: &[&str], date: NaiveDate, number: u32, system: Option<&str>) -> Result<Self, Error> {
        let system = system.unwrap_or_default();
        let year = date.year() - 2000;
        let text = format!("{}-{year:02}{:02}{:02}-{system}{number:04}", groups.join("."), date.month(), date.day());
        if !matches!(system.len(), 0 | 2) || !(0..100).contains(&year) || groups.iter().any(|group| group.contains('.'))
        {
            return Err(invalid(
                &text,
                "năm ngoài 2000-2099, nhóm có dấu chấm, hoặc mã hệ thống không phải hai chữ số",
                "a year outside 2000-2099, a group with a point, or a system code that is not two digits",
            ));
        }
        text.parse()
    }

    /// The groups of the agency, as written.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// Ngày tiếp nhận.
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// What stands behind the day: the number, and in codes of centralised services the system before it.
    pub fn tail(&self) -> &str {
        &self.tail
    }

    /// Mã cấp 1: the one group at an end of the code that has its shape; none where both ends have it, or
    /// neither.
    pub fn level_1(&self) -> Option<&str> {
        match self.ends() {
            (true, true) if self.groups.len() > 1 => None,
            (true, _) => self.groups.first().map(String::as_str),
            (false, true) => self.groups.last().map(String::as_str),
            (false, false) => None,
        }
    }

    /// Whether the left-most and the right-most group have the shape of level 1.
    fn ends(&self) -> (bool, bool) {
        let is = |group: Option<&String>| group.is_some_and(|group| is_level_1(group));
        (is(self.groups.first()), is(self.groups.last()))
    }

    /// The texts the code fits, by its shape and its day.
    pub fn regimes(&self) -> Vec<CodeRegime> {
        let (left, right) = self.ends();
        let fits = |regime: &CodeRegime| {
            let shape = match regime {
                CodeRegime::Circular2018 => right && self.tail.len() == 4,
                CodeRegime::Decision2020 => left,
                CodeRegime::Centralised2026 => left && self.groups.len() <= 3 && self.tail.len() >= 6,
            };
            shape && regime.from().is_some_and(|from| self.date >= from)
        };
        CodeRegime::ALL.into_iter().filter(fits).collect()
    }

    /// The parts, by the text named, or as far as they follow from the code alone.
    ///
    /// # Errors
    /// `dossier.invalid_code` for a text the code does not fit.
    pub fn parts(&self, regime: Option<CodeRegime>) -> Result<DossierCodeParts, Error> {
        let regimes = self.regimes();
        if let Some(regime) = regime.filter(|regime| !regimes.contains(regime)) {
            let document = regime.document();
            return Err(invalid(
                &self.to_string(),
                format!("hình thức hoặc ngày không theo {document}"),
                format!("its shape or its day is not that of {document}"),
            ));
        }
        let level_1 = match regime {
            Some(CodeRegime::Circular2018) => self.groups.last().map(String::as_str),
            Some(_) => self.groups.first().map(String::as_str),
            None => self.level_1(),
        };
        let system = match regime {
            Some(CodeRegime::Centralised2026) => self.tail.split_at_checked(2),
            _ => None,
        };
        let mut open = Vec::new();
        if level_1.is_none() {
            open.push(match self.ends() {
                (true, true) => Text::new(
                    "nhóm đầu và nhóm cuối đều có dạng mã cấp 1",
                    "the first and the last group both have the shape of level 1",
                ),
                _ => Text::new(
                    "không nhóm nào ở hai đầu có dạng mã cấp 1",
                    "no group at either end has the shape of level 1",
                ),
            });
        }
        if regime.is_none() && regimes.contains(&CodeRegime::Centralised2026) {
            open.push(Text::new(
                "phần cuối có thể gồm hai chữ số mã hệ thống tập trung; mã không tự nói điều đó",
                "the tail may begin with the two digits of a centralised system; the code alone does not say so",
            ));
        }
        if regimes.is_empty() {
            let on = |lang| date(self.date, lang);
            open.push(Text::new(
                format!("không theo văn bản nào có hiệu lực ngày {}", on(Lang::Vi)),
                format!("by no text in force on {}", on(Lang::En)),
            ));
        }
        Ok(DossierCodeParts {
            code: self.to_string(),
            groups: self.groups.clone(),
            level_1: level_1.map(str::to_owned),
            date: self.date,
            number: system.map_or(self.tail.as_str(), |(_, number)| number).to_owned(),
            system: system.map(|(system, _)| system.to_owned()),
            regimes,
            regime,
            open,
        })
    }
}

impl FromStr for DossierCode {
    type Err = Error;

    /// # Errors
    /// `dossier.invalid_code` for a text that is none, with what is wrong.
    fn from_str(text: &str) -> Result<Self, Error> {
        let mut parts = text.split('-');
        let (Some(agency), Some(day), Some(tail), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(invalid(text, "không phải ba phần nối bằng gạch ngang", "not three parts joined by hyphens"));
        };
        let group =
            |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        let groups: Vec<String> = agency.split('.').take(5).map(str::to_owned).collect();
        if groups.len() > 4 || agency.len() > 35 || !groups.iter().all(|part| group(part)) {
            return Err(invalid(
                text,
                "phần cơ quan không phải một đến bốn nhóm chữ in hoa và chữ số",
                "its agency is not one to four groups of capitals and digits",
            ));
        }
        if !(4..=12).contains(&tail.len()) || !digits(tail) {
            return Err(invalid(text, "số thứ tự không phải 4 đến 12 chữ số", "its number is not 4 to 12 digits"));
        }
        let number = |from: usize| day.get(from..from + 2).and_then(|part| part.parse::<u32>().ok());
        let date = if day.len() == 6 && digits(day) {
            let year = number(0).and_then(|year| i32::try_from(year + 2000).ok());
            year.zip(number(2))
                .zip(number(4))
                .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
        } else {
            None
        };
        let date = date.ok_or_else(|| invalid(text, "ngày không có thật", "its day does not exist"))?;
        Ok(Self { groups, date, tail: tail.to_owned() })
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.date.year() - 2000, self.date.month(), self.date.day());
        write!(f, "{}-{year:02}{month:02}{day:02}-{}", self.groups.join("."), self.tail)
    }
}

impl TryFrom<String> for DossierCode {
    type Error = Error;
    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<DossierCode> for String {
    fn from(code: DossierCode) -> Self {
        code.to_string()
    }
}
