//! Mã thủ tục và mã lĩnh vực: which procedure, whose, which case of it.

use crate::Error;
use crate::agency::is_level_1;
use crate::number::shorten;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Mã thủ tục: a digit, a point and six digits, with the agency and the case behind where they are written.
///
/// The text is kept as it is written. Behind an agency of the old form (`000.00.00.H56`) two digits are a
/// case; behind one of the new form (`H05`) they may also be a body below it, so they are not read.
///
/// ```
/// use cchc::ProcedureCode;
/// let code: ProcedureCode = "2.000815.000.00.00.H55.02".parse()?;
/// let parts = code.parts();
/// assert_eq!((parts.base.as_str(), parts.agency.as_deref(), parts.case.as_deref()), ("2.000815", Some("000.00.00.H55"), Some("02")));
/// assert_eq!("1.12766".parse::<ProcedureCode>().unwrap_err().code(), "procedure.invalid_code");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcedureCode {
    base: String,
    suffix: Option<Suffix>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Suffix {
    form: AgencyForm,
    agency: String,
    rest: Option<String>,
}

/// Cách ghi cơ quan trong mã thủ tục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AgencyForm {
    /// Mã cũ: three groups of digits and the level-1 group, such as `000.00.00.H56`.
    Old,
    /// Mã mới: the level-1 group, such as `H05`.
    New,
}

/// Các phần của mã thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProcedureCodeParts {
    /// The code as written.
    pub code: String,
    /// The code of the procedure itself, the same everywhere.
    pub base: String,
    /// Whose version of it, as written.
    pub agency: Option<String>,
    /// In which form the agency is written.
    pub agency_form: Option<AgencyForm>,
    /// Mã cấp 1.
    pub level_1: Option<String>,
    /// Trường hợp.
    pub case: Option<String>,
    /// What stands behind and may be a case or a body below the agency.
    pub unread: Option<String>,
}

fn digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}

impl ProcedureCode {
    /// A code from its parts; an agency is `H05` or `000.00.00.H56`, and only the latter has a case.
    ///
    /// # Errors
    /// `procedure.invalid_code` for parts that make none.
    pub fn new(base: &str, agency: Option<&str>, case: Option<&str>) -> Result<Self, Error> {
        let mut text = base.to_owned();
        for part in agency.iter().chain(&case) {
            text.extend([".", part]);
        }
        let code: Self = text.parse()?;
        let parts = code.parts();
        let as_given = parts.base == base && parts.agency.as_deref() == agency && parts.case.as_deref() == case;
        as_given.then_some(code).ok_or_else(|| {
            invalid(&text, "các phần ghép lại đọc ra khác", "put together, the parts would be read as others")
        })
    }

    /// The code of the procedure itself, the same everywhere.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Its parts.
    pub fn parts(&self) -> ProcedureCodeParts {
        let suffix = self.suffix.as_ref();
        let form = suffix.map(|suffix| suffix.form);
        let rest = suffix.and_then(|suffix| suffix.rest.clone());
        let agency = suffix.map(|suffix| suffix.agency.clone());
        ProcedureCodeParts {
            code: self.to_string(),
            base: self.base.clone(),
            level_1: agency.as_deref().and_then(|agency| agency.rsplit('.').next()).map(str::to_owned),
            agency,
            agency_form: form,
            case: rest.clone().filter(|_| form == Some(AgencyForm::Old)),
            unread: rest.filter(|_| form == Some(AgencyForm::New)),
        }
    }
}

fn invalid(text: &str, vi: &str, en: &str) -> Error {
    Error::InvalidProcedureCode { text: shorten(text), fault: Text::new(vi, en) }
}

impl FromStr for ProcedureCode {
    type Err = Error;

    /// # Errors
    /// `procedure.invalid_code` for a text that is none, with what is wrong.
    fn from_str(text: &str) -> Result<Self, Error> {
        let groups: Vec<&str> = text.split('.').take(9).collect();
        let (base, rest) = match groups.as_slice() {
            [family, number, rest @ ..] if digits(family, 1) && digits(number, 6) => {
                (format!("{family}.{number}"), rest)
            }
            _ => {
                return Err(invalid(
                    text,
                    "không bắt đầu bằng một chữ số, dấu chấm và sáu chữ số",
                    "it does not begin with a digit, a point and six digits",
                ));
            }
        };
        let (form, agency, behind) = match rest {
            [] => return Ok(Self { base, suffix: None }),
            [a, b, c, level_1, behind @ ..] if digits(a, 3) && digits(b, 2) && digits(c, 2) && is_level_1(level_1) => {
                (AgencyForm::Old, [*a, b, c, level_1].join("."), behind)
            }
            [level_1, behind @ ..] if is_level_1(level_1) => (AgencyForm::New, (*level_1).to_owned(), behind),
            _ => {
                return Err(invalid(text, "phần sau không phải mã cơ quan", "what stands behind is not an agency"));
            }
        };
        let rest = match behind {
            [] => None,
            [case] if digits(case, 2) => Some((*case).to_owned()),
            _ => {
                return Err(invalid(
                    text,
                    "phần sau mã cơ quan không phải hai chữ số của trường hợp",
                    "what stands behind the agency is not the two digits of a case",
                ));
            }
        };
        Ok(Self { base, suffix: Some(Suffix { form, agency, rest }) })
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)?;
        if let Some(Suffix { agency, rest, .. }) = &self.suffix {
            write!(f, ".{agency}")?;
            if let Some(rest) = rest {
                write!(f, ".{rest}")?;
            }
        }
        Ok(())
    }
}

/// Mã lĩnh vực (TT 01/2018/TT-VPCP, Điều 20): the level-1 agency and the sector, such as `G03-GD10`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SectorCode {
    level_1: String,
    sector: String,
}

/// Các phần của mã lĩnh vực.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SectorCodeParts {
    /// The code as written.
    pub code: String,
    /// Mã cấp 1.
    pub level_1: String,
    /// The sector's own code.
    pub sector: String,
}

impl SectorCode {
    /// A code from its parts.
    ///
    /// # Errors
    /// `procedure.invalid_sector_code` for parts that make none.
    pub fn new(level_1: &str, sector: &str) -> Result<Self, Error> {
        format!("{level_1}-{sector}").parse()
    }

    /// Its parts.
    pub fn parts(&self) -> SectorCodeParts {
        SectorCodeParts { code: self.to_string(), level_1: self.level_1.clone(), sector: self.sector.clone() }
    }
}

impl FromStr for SectorCode {
    type Err = Error;

    /// # Errors
    /// `procedure.invalid_sector_code` for a text that is none.
    fn from_str(text: &str) -> Result<Self, Error> {
        let sector = |sector: &str| {
            (1..=10).contains(&sector.len())
                && sector.starts_with(|c: char| c.is_ascii_uppercase())
                && sector.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        };
        match text.split_once('-') {
            Some((level_1, own)) if is_level_1(level_1) && sector(own) => {
                Ok(Self { level_1: level_1.to_owned(), sector: own.to_owned() })
            }
            _ => Err(Error::InvalidSectorCode { text: shorten(text) }),
        }
    }
}

impl fmt::Display for SectorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.level_1, self.sector)
    }
}

macro_rules! through_text {
    ($($code:ident)*) => {$(
        impl TryFrom<String> for $code {
            type Error = Error;
            fn try_from(text: String) -> Result<Self, Error> {
                text.parse()
            }
        }

        impl From<$code> for String {
            fn from(code: $code) -> Self {
                code.to_string()
            }
        }
    )*};
}

through_text! { ProcedureCode SectorCode }
