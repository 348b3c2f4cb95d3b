//! How many procedures there are on a day, by what, and what decisions did in a period.

use super::shapes::{ActKind, ConditionalPart, OnlineLevel, ProcedurePart};
use super::{Catalogue, ProcedureVersion, online};
use crate::document::word;
use crate::error::Error;
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Số thủ tục trong danh mục tại một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CatalogueCounts {
    /// Tại ngày.
    pub day: NaiveDate,
    /// Tổng số thủ tục có hiệu lực; the lines of each division below add up to it.
    pub total: u64,
    /// Mã các thủ tục đó.
    pub ids: Vec<String>,
    /// Theo cấp, in the order of the levels.
    pub by_level: Vec<CountLine>,
    /// Theo lĩnh vực, by name.
    pub by_field: Vec<CountLine>,
    /// Theo mức độ trực tuyến, in the words of the text in force on the day; last, under `not_known`, those of which
    /// no level is known.
    pub by_service: Vec<CountLine>,
    /// The same in words.
    pub text: Text,
}

/// Một dòng đếm thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CountLine {
    /// Mã của dòng: a level, a field or an online level.
    pub key: String,
    /// Tên.
    pub label: Text,
    /// Số lượng.
    pub count: u64,
    /// Mã các bản ghi đứng sau.
    pub ids: Vec<String>,
}

/// Thủ tục công khai chưa đủ bộ phận.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IncompleteProcedure {
    /// Mã thủ tục.
    pub code: String,
    /// Bộ phận bắt buộc còn thiếu; none where what is public is not known.
    pub missing: Option<Vec<ProcedurePart>>,
    /// Bộ phận chỉ có khi cần còn thiếu: the fees or the result that it has; none where that is not known.
    pub missing_conditional: Option<Vec<ConditionalPart>>,
}

/// Kỳ tính theo ngày nào của quyết định.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CountBy {
    /// Ngày ký quyết định.
    Signed,
    /// Ngày có hiệu lực.
    Effective,
}

/// Việc đã làm trong kỳ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActsInPeriod {
    /// Từ ngày.
    pub from: NaiveDate,
    /// Đến hết ngày.
    pub through: NaiveDate,
    /// Theo ngày nào.
    pub by: CountBy,
    /// Bốn loại việc, each with what was done.
    pub acts: Vec<ActList>,
}

/// Danh sách của một loại việc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActList {
    /// Loại việc.
    pub act: ActKind,
    /// Tên.
    pub label: Text,
    /// Số lượng.
    pub count: u64,
    /// Từng việc, by day and code.
    pub lines: Vec<ActLine>,
}

/// Một việc trong kỳ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActLine {
    /// Mã thủ tục: of a replacement, the new one.
    pub code: String,
    /// Tên thủ tục, as it is from the act on, or was until an abolition.
    pub name: String,
    /// Số, ký hiệu quyết định.
    pub decision: String,
    /// Ngày ký.
    pub signed: NaiveDate,
    /// Ngày có hiệu lực.
    pub effective: NaiveDate,
    /// Mã các thủ tục bị thay thế.
    pub replaces: Vec<String>,
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn line(key: String, label: Text, ids: Vec<String>) -> CountLine {
    CountLine { key, label, count: count(ids.len()), ids }
}

impl Catalogue {
    /// Số thủ tục tại một ngày: by level, by field and by online level, with the codes behind every count.
    pub fn counts(&self, day: NaiveDate) -> CatalogueCounts {
        let in_force = || self.procedures.values().filter_map(|procedure| Some((procedure.at(day)?, procedure)));
        let mut levels = BTreeMap::<_, Vec<String>>::new();
        let mut fields = BTreeMap::<_, Vec<String>>::new();
        let mut services = BTreeMap::<OnlineLevel, Vec<String>>::new();
        let (mut ids, mut unknown) = (Vec::new(), Vec::new());
        for (version, procedure) in in_force() {
            let code = || version.code.clone();
            ids.push(code());
            levels.entry(version.content.level).or_default().push(code());
            fields.entry(crate::dossier::tidy(&version.content.field)).or_default().push(code());
            match online::standing(&procedure.online, day) {
                Some(standing) => services.entry(standing.level).or_default().push(code()),
                None => unknown.push(code()),
            }
        }
        let by_level: Vec<CountLine> =
            levels.into_iter().map(|(level, ids)| line(word(&level), level.label(), ids)).collect();
        let by_field = fields.into_iter().map(|(field, ids)| line(field.to_string(), Text::same(field), ids)).collect();
        let mut by_service: Vec<CountLine> = online::levels_on(day)
            .iter()
            .map(|level| line(word(level), level.label(), services.remove(level).unwrap_or_default()))
            .collect();
        by_service.push(line("not_known".to_owned(), Text::new("chưa rõ", "not known"), unknown));
        let text = Text::build(|lang| {
            let (total, day) = (text::count(count(ids.len()), lang), text::date(day, lang));
            let lines =
                by_level.iter().map(|line| format!("{} {}", line.label.get(lang), text::count(line.count, lang)));
            let lines = lines.collect::<Vec<_>>().join(", ");
            match (lang, by_level.is_empty()) {
                (Lang::Vi, true) => format!("{day}: không có thủ tục nào có hiệu lực"),
                (Lang::En, true) => format!("{day}: no procedure is in force"),
                (Lang::Vi, false) => format!("{day}: {total} thủ tục có hiệu lực, trong đó {lines}"),
                (Lang::En, false) => format!("{day}: {total} procedures in force, of which {lines}"),
            }
        });
        CatalogueCounts { day, total: count(ids.len()), ids, by_level, by_field, by_service, text }
    }

    /// Thủ tục công khai chưa đủ bộ phận tại một ngày, and those of which it is not known what is public: the seven
    /// obligatory parts of NĐ 63/2010/NĐ-CP, Điều 8 khoản 2, and those that a procedure has only where it needs them.
    pub fn incomplete(&self, day: NaiveDate) -> Vec<IncompleteProcedure> {
        let in_force = self.procedures.values().filter_map(|procedure| procedure.at(day));
        let described = in_force.map(|version| IncompleteProcedure {
            code: version.code.clone(),
            missing: version.missing_parts(),
            missing_conditional: version.missing_conditional_parts(),
        });
        let lacks = |one: &IncompleteProcedure| {
            one.missing.as_ref().is_none_or(|missing| !missing.is_empty())
                || one.missing_conditional.as_ref().is_some_and(|missing| !missing.is_empty())
        };
        described.filter(lacks).collect()
    }

    /// Việc trong kỳ: what was announced, amended, replaced and abolished, by the day of signing or of effect.
    ///
    /// # Errors
    /// `calendar.reversed_dates`.
    pub fn acts(&self, from: NaiveDate, through: NaiveDate, by: CountBy) -> Result<ActsInPeriod, Error> {
        if from > through {
            return Err(Error::ReversedDates { after: from.to_string(), through: through.to_string() });
        }
        let acts = ActKind::ALL.map(|kind| {
            let mut lines = Vec::new();
            for (code, procedure) in &self.procedures {
                // What an old procedure was given up for stands once, under the new one.
                let own = procedure.acts.iter().filter(|act| act.source.act == kind && act.replaced_by.is_empty());
                for act in own {
                    let day = if by == CountBy::Signed { act.source.signed } else { act.effective };
                    if day < from || day > through {
                        continue;
                    }
                    let version = procedure.versions.iter().find(|version| Some(version.number) == act.version);
                    let version = version.or_else(|| before(&procedure.versions, act.effective));
                    lines.push(ActLine {
                        code: code.clone(),
                        name: version.map(|version| version.content.name.clone()).unwrap_or_default(),
                        decision: act.source.decision.clone(),
                        signed: act.source.signed,
                        effective: act.effective,
                        replaces: act.replaces.clone(),
                    });
                }
            }
            let key = |line: &ActLine| if by == CountBy::Signed { line.signed } else { line.effective };
            lines.sort_by(|one, other| (key(one), &one.code).cmp(&(key(other), &other.code)));
            ActList { act: kind, label: kind.label(), count: count(lines.len()), lines }
        });
        Ok(ActsInPeriod { from, through, by, acts: acts.into() })
    }
}

/// The last version that ended before a day.
fn before(versions: &[ProcedureVersion], day: NaiveDate) -> Option<&ProcedureVersion> {
    versions.iter().rev().find(|version| version.from < day)
}
