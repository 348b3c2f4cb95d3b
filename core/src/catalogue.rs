//! Danh mục thủ tục hành chính: which procedures there are on a day, in which version, made by which decision.
//!
//! **One source of truth.** Publication decisions make the versions: an act announces a procedure, amends it, puts
//! it in the place of old ones or abolishes it, from a day on. An act that cannot be (an amendment before the
//! announcement, a replacement of what is not there, two versions on one day) is an issue with its path, and the
//! rest is still used.
//!
//! **What is not known** is left open: a procedure without an online level, a decision without the dates of its
//! basis. No answer takes it for zero or for in time.
//!
//! **Days.** A version holds from the day its act takes effect until the day before the next one does. A dossier
//! keeps the version in force on the day of its reception.

mod build;
mod counts;
mod history;
mod online;
mod punctuality;
mod shapes;

pub use counts::{ActLine, ActList, ActsInPeriod, CatalogueCounts, CountBy, CountLine, IncompleteProcedure};
pub use history::{ContentField, HistoryKind, HistoryLine, ProcedureHistory};
pub use online::{CatalogueCertainty, OnlineStanding};
pub use punctuality::{DecisionPunctuality, DutyState, PublicationDuty, Punctuality, PunctualityTotals};
pub use shapes::{
    ActKind, Announcement, BasisText, CatalogueDocument, CatalogueProcedure, ConditionalPart, Fee, OnlineClaim,
    OnlineLevel, Paper, PaperKind, ProcedureAct, ProcedureContent, ProcedureFacts, ProcedurePart, ProcedureResult,
    PublicationDecision, ServiceLevel,
};

pub(crate) use online::obligatory_parts;
pub(crate) use punctuality::last_day;

use crate::document;
use crate::dossier::{Dossier, tidy};
use crate::error::{Error, Issue, RecordError};
use crate::number::{shorten, shorten_list};
use crate::text::{self, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Danh mục thủ tục hành chính: read once, asked often.
///
/// ```
/// use cchc::catalogue::Catalogue;
/// let catalogue = Catalogue::from_json(r#"{"decisions": [
///     {"number": "1918/QĐ-UBND", "signed": "2018-07-11", "acts": [{"act": "announced", "code": "1.000001",
///         "content": {"name": "Hỗ trợ mai táng phí", "field": "Bảo trợ xã hội", "level": "commune",
///                     "limit": {"working_days": 5}}}]},
///     {"number": "20/QĐ-UBND", "signed": "2019-01-15", "acts": [{"act": "amended", "code": "1.000001",
///         "content": {"name": "Hỗ trợ mai táng phí", "field": "Bảo trợ xã hội", "level": "commune",
///                     "limit": {"working_days": 3}}}]}]}"#)?;
/// let day = |text: &str| text.parse().unwrap();
/// let version = catalogue.version_at("1.000001", day("2019-01-14"))?;
/// assert_eq!((version.number, version.until), (1, Some(day("2019-01-14"))));
/// assert_eq!(catalogue.version_at("1.000001", day("2019-01-15"))?.number, 2);
/// let early = catalogue.version_at("1.000001", day("2018-07-10")).unwrap_err();
/// assert_eq!(early.code(), "catalogue.not_in_force");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "CatalogueDocument")]
pub struct Catalogue {
    procedures: BTreeMap<String, Procedure>,
    issues: Vec<Issue>,
}

/// One procedure through time.
#[derive(Debug, Clone, Default)]
struct Procedure {
    /// In the order of their days; the last may be open.
    versions: Vec<ProcedureVersion>,
    acts: Vec<UsedAct>,
    online: Vec<OnlineClaim>,
    facts: ProcedureFacts,
}

/// An act that was done to a procedure.
#[derive(Debug, Clone)]
struct UsedAct {
    source: ActSource,
    /// The place of its decision in the document.
    place: usize,
    issuer: String,
    effective: NaiveDate,
    published: Option<NaiveDate>,
    public: Option<bool>,
    /// The days of the basis texts, where they are known.
    basis: Vec<Option<NaiveDate>>,
    replaces: Vec<String>,
    replaced_by: Vec<String>,
    /// The version it made.
    version: Option<u32>,
}

/// Phiên bản của một thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProcedureVersion {
    /// Mã thủ tục.
    pub code: String,
    /// Số thứ tự phiên bản, from 1.
    pub number: u32,
    /// Từ ngày.
    pub from: NaiveDate,
    /// Đến hết ngày; none while it is in force.
    pub until: Option<NaiveDate>,
    /// Việc đã lập ra phiên bản.
    pub made_by: ActSource,
    /// Việc đã kết thúc phiên bản.
    pub ended_by: Option<ActSource>,
    /// Mã các thủ tục mà nó thay thế.
    pub replaces: Vec<String>,
    /// Nội dung.
    pub content: ProcedureContent,
}

/// Việc và quyết định đã làm việc đó.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActSource {
    /// Số, ký hiệu quyết định.
    pub decision: String,
    /// Ngày ký.
    pub signed: NaiveDate,
    /// Việc làm.
    pub act: ActKind,
}

/// Phiên bản của một hồ sơ: the version in force when it was received, which it keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeptVersion {
    /// Mã hồ sơ.
    pub dossier: String,
    /// Ngày tiếp nhận.
    pub received: NaiveDate,
    /// Phiên bản áp dụng.
    pub version: ProcedureVersion,
    /// Số thứ tự các phiên bản có hiệu lực sau ngày tiếp nhận, which do not hold for this dossier.
    pub later: Vec<u32>,
    /// The same in words.
    pub text: Text,
}

impl From<CatalogueDocument> for Catalogue {
    fn from(document: CatalogueDocument) -> Self {
        Self::of(&document)
    }
}

impl Procedure {
    fn open(&self) -> Option<&ProcedureVersion> {
        self.versions.last().filter(|version| version.until.is_none())
    }

    fn at(&self, day: NaiveDate) -> Option<&ProcedureVersion> {
        self.versions.iter().find(|version| version.holds(day))
    }
}

impl ProcedureVersion {
    /// Whether it is in force on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Bộ phận bắt buộc còn thiếu của văn bản công khai; none where what is public is not known.
    ///
    /// The seven of NĐ 63/2010/NĐ-CP, Điều 8 khoản 2.
    pub fn missing_parts(&self) -> Option<Vec<ProcedurePart>> {
        let public = self.content.parts.as_ref()?;
        Some(obligatory_parts().of.iter().filter(|part| !public.contains(part)).copied().collect())
    }

    /// Bộ phận chỉ có khi cần mà thủ tục có, nhưng chưa công khai: fees and results that its content names; none where
    /// what is public is not known.
    pub fn missing_conditional_parts(&self) -> Option<Vec<ConditionalPart>> {
        let public = self.content.conditional_parts.as_ref()?;
        let has = |part: &ConditionalPart| match part {
            ConditionalPart::Fees => self.content.fees.as_ref().is_some_and(|fees| !fees.is_empty()),
            ConditionalPart::Result => self.content.result.is_some(),
            // Whether it needs a form or a condition is not in its content.
            ConditionalPart::Forms | ConditionalPart::Conditions => false,
        };
        let named = online::conditional_parts().of.iter().filter(|part| has(part));
        Some(named.filter(|part| !public.contains(part)).copied().collect())
    }
}

impl Catalogue {
    /// Lập danh mục: the versions that the decisions make. What is wrong with one act or one procedure is among the
    /// [`issues`](Self::issues), with its path; the rest is used.
    pub fn of(document: &CatalogueDocument) -> Self {
        build::catalogue(document)
    }

    /// Đọc danh mục từ JSON.
    ///
    /// # Errors
    /// `document.invalid` with the path of what is not as expected.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Ok(Self::of(&document::from_json(text)?))
    }

    /// Vấn đề dữ liệu: what was found wrong when the catalogue was built.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Mã các thủ tục đã từng có, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.procedures.keys().map(String::as_str)
    }

    fn procedure(&self, code: &str) -> Result<(&str, &Procedure), Error> {
        let tidied = tidy(code);
        let found = self.procedures.get_key_value(tidied.as_ref());
        found
            .map(|(code, procedure)| (code.as_str(), procedure))
            .ok_or_else(|| Error::UnknownId { id: shorten(code), known: shorten_list(self.codes()) })
    }

    /// Phiên bản có hiệu lực tại một ngày.
    ///
    /// # Errors
    /// `input.unknown_id` for a code that no decision names; `catalogue.not_in_force`, with the versions there are
    /// and when.
    pub fn version_at(&self, code: &str, day: NaiveDate) -> Result<&ProcedureVersion, Error> {
        let (code, procedure) = self.procedure(code)?;
        procedure.at(day).ok_or_else(|| {
            let versions = build::versions(Some(procedure));
            Error::Records(RecordError::CatalogueNotInForce { code: code.to_owned(), day, versions })
        })
    }

    /// Phiên bản của một hồ sơ: the one in force on the day of its reception, kept whatever came later.
    ///
    /// ```
    /// # use cchc::{Dossier, catalogue::Catalogue};
    /// # let catalogue = Catalogue::from_json(r#"{"decisions": [{"number": "1", "signed": "2018-07-11", "acts": [
    /// #   {"act": "announced", "code": "1.000001", "content": {"name": "A", "field": "B", "level": "commune"}}]}]}"#)?;
    /// let dossier = Dossier {
    ///     id: "000.01".into(),
    ///     procedure: "1.000001".into(),
    ///     received: Some("2018-08-01".parse()?),
    ///     ..Dossier::default()
    /// };
    /// assert_eq!(catalogue.version_for(&dossier)?.version.number, 1);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `table.missing_field` without a procedure or a day of reception; those of [`version_at`](Self::version_at).
    pub fn version_for(&self, dossier: &Dossier) -> Result<KeptVersion, Error> {
        let missing = |field: &str| Error::MissingField { field: field.to_owned() };
        if tidy(&dossier.procedure).is_empty() {
            return Err(missing("procedure"));
        }
        let received = dossier.received.ok_or_else(|| missing("received"))?.date();
        let version = self.version_at(&dossier.procedure, received)?;
        let (_, procedure) = self.procedure(&dossier.procedure)?;
        let later: Vec<u32> =
            procedure.versions.iter().filter(|other| other.from > received).map(|other| other.number).collect();
        let text = Text::build(|lang| {
            let (day, from) = (text::date(received, lang), text::date(version.from, lang));
            let (number, source) = (version.number, &version.made_by.decision);
            match (lang, later.is_empty()) {
                (text::Lang::Vi, true) => {
                    format!("hồ sơ tiếp nhận {day} theo phiên bản {number} ({source}, từ {from})")
                }
                (text::Lang::Vi, false) => format!(
                    "hồ sơ tiếp nhận {day} giữ phiên bản {number} ({source}, từ {from}), không theo phiên bản có sau"
                ),
                (text::Lang::En, true) => {
                    format!("a dossier received on {day} follows version {number} ({source}, from {from})")
                }
                (text::Lang::En, false) => format!(
                    "a dossier received on {day} keeps version {number} ({source}, from {from}), not a later one"
                ),
            }
        });
        Ok(KeptVersion { dossier: dossier.id.clone(), received, version: version.clone(), later, text })
    }

    /// Mức độ trực tuyến của một thủ tục tại một ngày; none where no level was claimed by then.
    ///
    /// # Errors
    /// `input.unknown_id`.
    pub fn online_at(&self, code: &str, day: NaiveDate) -> Result<Option<OnlineStanding>, Error> {
        Ok(online::standing(&self.procedure(code)?.1.online, day))
    }
}
