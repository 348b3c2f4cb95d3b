//! The life of one procedure, told line by line.

use super::shapes::{ActKind, OnlineLevel, ProcedureContent};
use super::{ActSource, Catalogue, ProcedureVersion, UsedAct};
use crate::error::Error;
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// Lịch sử của một thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProcedureHistory {
    /// Mã thủ tục.
    pub code: String,
    /// Các phiên bản, in the order of their days.
    pub versions: Vec<ProcedureVersion>,
    /// Từng việc, in the order of the days on which they took effect.
    pub lines: Vec<HistoryLine>,
}

/// Loại dòng lịch sử.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HistoryKind {
    /// Công bố mới.
    Announced,
    /// Sửa đổi, bổ sung.
    Amended,
    /// Được đặt thay cho thủ tục cũ.
    Replaces,
    /// Bị thay thế.
    ReplacedBy,
    /// Bãi bỏ.
    Abolished,
    /// Đổi mức độ trực tuyến.
    Online,
}

/// Một dòng lịch sử.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HistoryLine {
    /// Ngày có hiệu lực.
    pub day: NaiveDate,
    /// Loại.
    pub kind: HistoryKind,
    /// Quyết định và việc; none of an online level.
    pub source: Option<ActSource>,
    /// Phiên bản được lập ra.
    pub version: Option<u32>,
    /// Mã các thủ tục cũ, hoặc mới.
    pub others: Vec<String>,
    /// Nội dung khác với phiên bản trước, of an amendment.
    pub changed: Vec<ContentField>,
    /// The same in words.
    pub text: Text,
}

/// Phần nội dung của thủ tục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContentField {
    /// Tên.
    Name,
    /// Lĩnh vực.
    Field,
    /// Cấp giải quyết.
    Level,
    /// Cơ quan có thẩm quyền.
    Agencies,
    /// Cơ chế.
    Mechanism,
    /// Thời hạn.
    Limit,
    /// Phí, lệ phí.
    Fees,
    /// Thành phần hồ sơ.
    Papers,
    /// Kết quả.
    Result,
    /// Đối tượng.
    Applicants,
    /// Thủ tục đặc thù.
    Own,
    /// Bộ phận đã công khai, obligatory or not.
    Parts,
}

impl ContentField {
    /// Its name.
    pub fn label(self) -> Text {
        match self {
            Self::Name => Text::new("tên", "name"),
            Self::Field => Text::new("lĩnh vực", "field"),
            Self::Level => Text::new("cấp giải quyết", "level"),
            Self::Agencies => Text::new("cơ quan có thẩm quyền", "competent agencies"),
            Self::Mechanism => Text::new("cơ chế giải quyết", "mechanism"),
            Self::Limit => Text::new("thời hạn", "time limit"),
            Self::Fees => Text::new("phí, lệ phí", "fees"),
            Self::Papers => Text::new("thành phần hồ sơ", "papers"),
            Self::Result => Text::new("kết quả", "result"),
            Self::Applicants => Text::new("đối tượng", "applicants"),
            Self::Own => Text::new("tính đặc thù", "whether it is the province's own"),
            Self::Parts => Text::new("bộ phận công khai", "public parts"),
        }
    }
}

fn changed(old: &ProcedureContent, new: &ProcedureContent) -> Vec<ContentField> {
    let fields = [
        (ContentField::Name, old.name != new.name),
        (ContentField::Field, old.field != new.field),
        (ContentField::Level, old.level != new.level),
        (ContentField::Agencies, old.agencies != new.agencies),
        (ContentField::Mechanism, old.mechanism != new.mechanism),
        (ContentField::Limit, old.limit != new.limit),
        (ContentField::Fees, old.fees != new.fees),
        (ContentField::Papers, old.papers != new.papers),
        (ContentField::Result, old.result != new.result),
        (ContentField::Applicants, old.applicants != new.applicants),
        (ContentField::Own, old.own != new.own),
        (ContentField::Parts, (&old.parts, &old.conditional_parts) != (&new.parts, &new.conditional_parts)),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

impl Catalogue {
    /// Lịch sử của một thủ tục: every act and every online level, with what an amendment changed.
    ///
    /// # Errors
    /// `input.unknown_id` for a code that no decision names.
    pub fn history(&self, code: &str) -> Result<ProcedureHistory, Error> {
        let (code, procedure) = self.procedure(code)?;
        let version = |number: Option<u32>| procedure.versions.iter().find(|version| Some(version.number) == number);
        let mut lines: Vec<HistoryLine> = Vec::new();
        for act in &procedure.acts {
            let new = version(act.version);
            let old = new.and_then(|new| version(new.number.checked_sub(1)));
            lines.push(told(act, old, new));
        }
        for (place, claim) in procedure.online.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| procedure.online.get(place));
            lines.push(online(claim.from, claim.level, before.map(|claim| claim.level)));
        }
        lines.sort_by_key(|line| line.day);
        Ok(ProcedureHistory { code: code.to_owned(), versions: procedure.versions.clone(), lines })
    }
}

fn told(act: &UsedAct, old: Option<&ProcedureVersion>, new: Option<&ProcedureVersion>) -> HistoryLine {
    let (kind, others) = match act.source.act {
        ActKind::Announced => (HistoryKind::Announced, Vec::new()),
        ActKind::Amended => (HistoryKind::Amended, Vec::new()),
        ActKind::Abolished => (HistoryKind::Abolished, Vec::new()),
        ActKind::Replaced if act.replaced_by.is_empty() => (HistoryKind::Replaces, act.replaces.clone()),
        ActKind::Replaced => (HistoryKind::ReplacedBy, act.replaced_by.clone()),
    };
    let amended = old.zip(new).filter(|_| kind == HistoryKind::Amended);
    let changed = amended.map(|(old, new)| changed(&old.content, &new.content)).unwrap_or_default();
    let limits = amended.map(|(old, new)| (old.content.limit, new.content.limit));
    let text = Text::build(|lang| {
        let (day, signed) = (text::date(act.effective, lang), text::date(act.source.signed, lang));
        let (decision, codes) = (&act.source.decision, others.join(", "));
        let name = new.map(|new| new.content.name.as_str()).unwrap_or_default();
        let done = match (lang, kind) {
            (Lang::Vi, HistoryKind::Announced) => format!("công bố mới \u{201c}{name}\u{201d}"),
            (Lang::En, HistoryKind::Announced) => format!("announced \u{201c}{name}\u{201d}"),
            (Lang::Vi, HistoryKind::Replaces) => format!("công bố \u{201c}{name}\u{201d} thay thế {codes}"),
            (Lang::En, HistoryKind::Replaces) => format!("announced \u{201c}{name}\u{201d} in the place of {codes}"),
            (Lang::Vi, HistoryKind::ReplacedBy) => format!("bị thay thế bằng {codes}"),
            (Lang::En, HistoryKind::ReplacedBy) => format!("replaced by {codes}"),
            (Lang::Vi, HistoryKind::Abolished) => "bãi bỏ".to_owned(),
            (Lang::En, HistoryKind::Abolished) => "abolished".to_owned(),
            (_, HistoryKind::Amended | HistoryKind::Online) => {
                let what = changed.iter().map(|field| match (field, limits) {
                    (ContentField::Limit, Some((Some(old), Some(new)))) => {
                        let to = if lang == Lang::Vi { "thành" } else { "to" };
                        let (label, old, new) = (field.label(), old.label(), new.label());
                        let from = if lang == Lang::Vi { "từ" } else { "from" };
                        format!("{} {from} {} {to} {}", label.get(lang), old.get(lang), new.get(lang))
                    }
                    _ => field.label().get(lang).to_owned(),
                });
                let what = what.collect::<Vec<_>>().join(", ");
                match (lang, what.is_empty()) {
                    (Lang::Vi, true) => "sửa đổi, bổ sung, nội dung đã ghi không khác".to_owned(),
                    (Lang::En, true) => "amended, with no difference in what is recorded".to_owned(),
                    (Lang::Vi, false) => format!("sửa đổi, bổ sung: {what}"),
                    (Lang::En, false) => format!("amended: {what}"),
                }
            }
        };
        match lang {
            Lang::Vi => format!("{day}: {done} (Quyết định {decision}, ký {signed})"),
            Lang::En => format!("{day}: {done} (Decision {decision}, signed {signed})"),
        }
    });
    let (source, version) = (Some(act.source.clone()), act.version);
    HistoryLine { day: act.effective, kind, source, version, others, changed, text }
}

fn online(day: NaiveDate, level: OnlineLevel, before: Option<OnlineLevel>) -> HistoryLine {
    let text = Text::build(|lang| {
        let (day, level) = (text::date(day, lang), level.label());
        let before = before.map(|before| before.label());
        let from = match (lang, &before) {
            (_, None) => String::new(),
            (Lang::Vi, Some(before)) => format!(", trước đó {}", before.vi),
            (Lang::En, Some(before)) => format!(", before that {}", before.en),
        };
        let what = if lang == Lang::Vi { "dịch vụ công trực tuyến" } else { "online service" };
        format!("{day}: {what} {}{from}", level.get(lang))
    });
    let (source, version) = (None, None);
    HistoryLine { day, kind: HistoryKind::Online, source, version, others: Vec::new(), changed: Vec::new(), text }
}
