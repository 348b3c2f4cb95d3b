//! Tỉnh, thành phố: the 63 until 30/6/2025 and the 34 since, by code, name and day (`core/data/provinces.json`).

use super::record::{
    AgencyChange, AgencyLevel, AgencyRecord, BodyKind, Certainty, ChangeKind, ChangePart, DatedIdentifier, DatedName,
    RegisterDocument, Span,
};
use super::register::AgencyRegister;
use crate::error::RecordError;
use crate::law::Citation;
use crate::text::{Lang, Text, date};
use crate::{Error, document, number};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Loại đơn vị hành chính cấp tỉnh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProvinceKind {
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    City,
}

impl ProvinceKind {
    fn title(self) -> &'static str {
        match self {
            Self::Province => "Tỉnh",
            Self::City => "Thành phố",
        }
    }
}

/// Tỉnh, thành phố, as it was on a day, or at its last where no day was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Province {
    /// Khóa in [`AgencyRegister::provinces`].
    pub id: String,
    /// Mã thống kê, two digits.
    pub code: String,
    /// Tên đầy đủ.
    pub name: String,
    /// How the name and its days are known.
    pub name_certainty: Certainty,
    /// Loại.
    pub kind: ProvinceKind,
    /// Mã định danh cấp 1; none on days before identifiers of that form.
    pub identifier: Option<String>,
    /// How the identifier is known.
    pub identifier_certainty: Option<Certainty>,
    /// The first day, of those formed on 1/7/2025; the first days of others are not in the data.
    pub from: Option<NaiveDate>,
    /// The last day, of those that ended.
    pub until: Option<NaiveDate>,
    /// Whether it stood on the day; without a day, whether it has no last day.
    pub stands: bool,
    /// Nâng cấp whose first day was not read: the name and the kind of that year are not sure.
    pub upgrade: Option<Upgrade>,
    /// Tỉnh kế thừa, of those that ended.
    pub successor: Option<ProvinceRef>,
    /// Các tỉnh tiền thân, of those formed on 1/7/2025.
    pub predecessors: Vec<ProvinceRef>,
    /// Căn cứ.
    pub sources: Vec<Citation>,
    /// In words.
    pub text: Text,
}

/// Khóa, mã và tên của một tỉnh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProvinceRef {
    /// Khóa.
    pub id: String,
    /// Mã thống kê.
    pub code: String,
    /// Tên đầy đủ.
    pub name: String,
}

/// Nâng cấp chưa rõ ngày: what a province becomes, in which year, by which text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Upgrade {
    /// Loại mới.
    pub kind: ProvinceKind,
    /// Năm.
    pub year: i32,
    /// How it is known.
    pub certainty: Certainty,
    /// Căn cứ.
    pub source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    new_apparatus: NaiveDate,
    merger: Citation,
    codes: Citation,
    identifiers: Citation,
    identifiers_seen: Citation,
    renamed: Vec<Renamed>,
    upgrades: Vec<ShippedUpgrade>,
    provinces: Vec<ShippedProvince>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Renamed {
    id: String,
    on: NaiveDate,
    before: String,
    before_kind: ProvinceKind,
    certainty: Certainty,
    source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedUpgrade {
    id: String,
    kind: ProvinceKind,
    year: i32,
    certainty: Certainty,
    source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedProvince {
    id: String,
    code: String,
    name: String,
    kind: ProvinceKind,
    identifier: String,
    certainty: Certainty,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    into: Option<String>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/provinces.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded provinces are valid")
});

static REGISTER: LazyLock<AgencyRegister> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a unit test reads the same register")]
    AgencyRegister::new(SHIPPED.register()).expect("the register of provinces is sound")
});

impl AgencyRegister {
    /// Sổ các tỉnh: the shipped register of the 63 provinces until 30/6/2025 and the 34 since, with what became of
    /// each.
    ///
    /// ```
    /// use cchc::agency::AgencyRegister;
    /// let provinces = AgencyRegister::provinces();
    /// assert_eq!(provinces.tree_at("2025-06-30".parse().unwrap()).agencies.len(), 63);
    /// assert_eq!(provinces.tree_at("2025-07-01".parse().unwrap()).agencies.len(), 34);
    /// ```
    pub fn provinces() -> &'static Self {
        &REGISTER
    }
}

/// Tỉnh theo mã thống kê, on a day where one is given.
///
/// A code that ended before the day answers with the province it was, which says that it does not stand and who
/// followed it.
///
/// ```
/// use cchc::agency::province_of_code;
/// let day = |text: &str| text.parse().ok();
/// assert_eq!(province_of_code("15", day("2025-06-30"))?.name, "Tỉnh Yên Bái");
/// assert_eq!(province_of_code("15", day("2025-07-01"))?.name, "Tỉnh Lào Cai");
/// assert_eq!(province_of_code("15", None).unwrap_err().code(), "agency.ambiguous_code");
/// assert_eq!(province_of_code("01", None)?.name, "Thành phố Hà Nội");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.unknown_id`; `agency.ambiguous_code` without a day for a code that two provinces had one after the other.
pub fn province_of_code(code: &str, day: Option<NaiveDate>) -> Result<Province, Error> {
    let found = SHIPPED.provinces.iter().filter(|province| province.code == code).collect();
    one_of(code, found, day, |province| &province.code)
}

/// Tỉnh theo tên, with or without what it is (`Tỉnh`, `Thành phố`, `TP.`), on a day where one is given.
///
/// # Errors
/// As [`province_of_code`]: a name that a province and its larger successor share needs a day.
pub fn province_of_name(name: &str, day: Option<NaiveDate>) -> Result<Province, Error> {
    let wanted = plain_name(name);
    let before = |province: &ShippedProvince| {
        SHIPPED.renamed.iter().any(|it| it.id == province.id && plain_name(&it.before) == wanted)
    };
    let found = SHIPPED.provinces.iter().filter(|it| plain_name(&it.name) == wanted || before(it)).collect();
    one_of(name, found, day, |province| &province.name)
}

/// Danh sách tỉnh, thành phố vào một ngày: 63 until 30/6/2025, 34 since.
pub fn provinces(day: NaiveDate) -> Vec<Province> {
    let there = SHIPPED.provinces.iter().filter(|province| province.span().holds(day));
    there.map(|province| province.on(Some(day))).collect()
}

fn one_of(
    asked: &str,
    found: Vec<&'static ShippedProvince>,
    day: Option<NaiveDate>,
    label: fn(&ShippedProvince) -> &str,
) -> Result<Province, Error> {
    match (found.as_slice(), day) {
        ([], _) => {
            let mut known: Vec<&str> = SHIPPED.provinces.iter().map(label).collect();
            known.sort_unstable();
            known.dedup();
            Err(Error::UnknownId { id: number::shorten(asked), known: known.join(", ") })
        }
        ([only], day) => Ok(only.on(day)),
        (several, Some(day)) => {
            let then = several.iter().find(|province| province.span().holds(day));
            // What two provinces had, they had one after the other without a gap, so that one of them stood.
            then.map(|province| province.on(Some(day))).ok_or_else(|| ambiguous(asked, several))
        }
        (several, None) => Err(ambiguous(asked, several)),
    }
}

fn ambiguous(asked: &str, several: &[&ShippedProvince]) -> Error {
    let meanings = Text::build(|lang| {
        let meaning = |province: &&ShippedProvince| {
            let name = province.full_name(province.from.or(province.until));
            let of = province.predecessors().into_iter().map(|it| it.name).collect::<Vec<_>>().join(", ");
            match (province.from, province.until, lang) {
                (_, Some(until), Lang::Vi) => format!("đến hết {} là {name}", date(until, lang)),
                (_, Some(until), Lang::En) => format!("through {until} {name}"),
                (Some(from), None, Lang::Vi) => format!("từ {} là {name} (gồm {of})", date(from, lang)),
                (Some(from), None, Lang::En) => format!("from {from} {name} (formed of {of})"),
                (None, None, _) => name,
            }
        };
        several.iter().map(meaning).collect::<Vec<_>>().join("; ")
    });
    Error::Records(RecordError::AgencyAmbiguousCode { code: number::shorten(asked), meanings })
}

/// A name without what it is, in small letters.
fn plain_name(name: &str) -> String {
    let small = name.trim().to_lowercase();
    let titles = ["tỉnh ", "thành phố ", "tp. ", "tp.", "tp "];
    let bare = titles.iter().find_map(|title| small.strip_prefix(title));
    bare.unwrap_or(&small).trim().to_owned()
}

impl Shipped {
    fn register(&self) -> RegisterDocument {
        let agencies = self.provinces.iter().map(ShippedProvince::record).collect();
        let formed = self.provinces.iter().filter(|province| province.from.is_some());
        let mergers = formed.map(|province| AgencyChange {
            id: format!("{}/{}", self.merger.document, province.id),
            on: self.new_apparatus,
            kind: ChangeKind::Merged,
            from: province.predecessors().into_iter().map(|it| it.id).collect(),
            into: vec![ChangePart { agency: province.id.clone(), share: None, takes: None }],
            level: None,
            body: None,
            source: self.merger.clone(),
        });
        let renamed = self.renamed.iter().map(|it| AgencyChange {
            id: format!("{}/{}", it.source.document, it.id),
            on: it.on,
            kind: ChangeKind::Renamed,
            from: vec![it.id.clone()],
            into: Vec::new(),
            level: None,
            body: None,
            source: it.source.clone(),
        });
        let mut changes: Vec<AgencyChange> = mergers.chain(renamed).collect();
        changes.sort_by_key(|change| change.on);
        RegisterDocument { agencies, changes }
    }
}

impl ShippedProvince {
    fn span(&self) -> Span {
        Span::new(self.from, self.until)
    }

    fn renamed(&self) -> Option<&'static Renamed> {
        SHIPPED.renamed.iter().find(|it| it.id == self.id)
    }

    fn record(&self) -> AgencyRecord {
        let named = |name, from, until, source| DatedName { name, from, until, source };
        let names = match self.renamed() {
            None => vec![named(self.full_name(None), None, None, Some(SHIPPED.codes.clone()))],
            Some(it) => {
                let eve = it.on.pred_opt();
                let before = named(full(it.before_kind, &it.before), None, eve, Some(SHIPPED.codes.clone()));
                vec![before, named(self.full_name(None), Some(it.on), None, Some(it.source.clone()))]
            }
        };
        let identifier = DatedIdentifier {
            identifier: self.identifier.clone(),
            certainty: self.certainty,
            from: None,
            until: None,
            source: Some(self.identifier_source()),
        };
        AgencyRecord {
            id: self.id.clone(),
            level: AgencyLevel::Province,
            kind: BodyKind::PeoplesCommittee,
            names,
            parents: Vec::new(),
            identifiers: vec![identifier],
            from: self.from,
            until: self.until,
        }
    }

    fn identifier_source(&self) -> Citation {
        let seen = self.certainty == Certainty::Seen;
        if seen { SHIPPED.identifiers_seen.clone() } else { SHIPPED.identifiers.clone() }
    }

    /// What it was called and was on a day; at its last without one.
    fn named(&self, day: Option<NaiveDate>) -> (ProvinceKind, &str) {
        let before = self.renamed().filter(|it| day.is_some_and(|day| day < it.on));
        before.map_or((self.kind, &self.name), |it| (it.before_kind, &it.before))
    }

    fn full_name(&self, day: Option<NaiveDate>) -> String {
        let (kind, name) = self.named(day);
        full(kind, name)
    }

    fn reference(&self, day: Option<NaiveDate>) -> ProvinceRef {
        ProvinceRef { id: self.id.clone(), code: self.code.clone(), name: self.full_name(day) }
    }

    fn predecessors(&self) -> Vec<ProvinceRef> {
        let into_this = |it: &&ShippedProvince| it.into.as_deref() == Some(&self.id);
        SHIPPED.provinces.iter().filter(into_this).map(|it| it.reference(it.until)).collect()
    }

    fn on(&self, day: Option<NaiveDate>) -> Province {
        let (kind, _) = self.named(day);
        let (name, stands) = (self.full_name(day), day.map_or(self.until.is_none(), |day| self.span().holds(day)));
        let first_of_new = SHIPPED.new_apparatus;
        let successor = self.into.as_ref().and_then(|into| SHIPPED.provinces.iter().find(|it| it.id == *into));
        let successor = successor.map(|it| it.reference(Some(day.unwrap_or(first_of_new).max(first_of_new))));
        let held =
            REGISTER.agency_at(&self.id, day.unwrap_or(first_of_new).min(self.span().last).max(self.span().first));
        let identifier = held.ok().and_then(|it| it.identifier);
        let upgrade =
            SHIPPED.upgrades.iter().find(|it| it.id == self.id && day.is_none_or(|day| day.year() >= it.year));
        let upgrade = upgrade.map(|it| Upgrade {
            kind: it.kind,
            year: it.year,
            certainty: it.certainty,
            source: it.source.clone(),
        });
        let mut sources = vec![SHIPPED.codes.clone()];
        if self.from.is_some() || self.until.is_some() {
            sources.push(SHIPPED.merger.clone());
        }
        sources.extend(self.renamed().map(|it| it.source.clone()));
        sources.extend(identifier.is_some().then(|| self.identifier_source()));
        let text = Text::build(|lang| {
            let mut text = format!("{}: {name}", self.code);
            if let Some(until) = self.until.filter(|_| !stands) {
                let followed = successor.as_ref().map(|it| it.name.as_str()).unwrap_or_default();
                text.push_str(&match lang {
                    Lang::Vi => format!(", đến hết {}; kế thừa: {followed}", date(until, lang)),
                    Lang::En => format!(", through {until}; followed by {followed}"),
                });
            }
            if let Some(upgrade) = &upgrade {
                text.push_str(&match lang {
                    Lang::Vi => format!(
                        "; thành {} trong năm {}, chưa rõ từ ngày nào",
                        upgrade.kind.title().to_lowercase(),
                        upgrade.year
                    ),
                    Lang::En => format!("; became a city in {}, from a day that was not read", upgrade.year),
                });
            }
            text
        });
        Province {
            id: self.id.clone(),
            code: self.code.clone(),
            name,
            name_certainty: self.renamed().map_or(Certainty::Seen, |it| it.certainty),
            kind,
            identifier: identifier.as_ref().map(|it| it.identifier.clone()),
            identifier_certainty: identifier.map(|it| it.certainty),
            from: self.from,
            until: self.until,
            stands,
            upgrade,
            successor,
            predecessors: self.predecessors(),
            sources,
            text,
        }
    }
}

fn full(kind: ProvinceKind, name: &str) -> String {
    format!("{} {name}", kind.title())
}

#[cfg(test)]
mod tests {
    use super::{AgencyRegister, SHIPPED};
    use crate::Error;

    #[test]
    fn the_shipped_provinces_are_a_sound_register() -> Result<(), Error> {
        AgencyRegister::new(SHIPPED.register())?;
        assert_eq!(SHIPPED.provinces.iter().filter(|it| it.until.is_none()).count(), 34);
        assert_eq!(SHIPPED.provinces.iter().filter(|it| it.from.is_none()).count(), 63);
        assert_eq!(SHIPPED.provinces.iter().filter(|it| it.from.is_some()).count(), 23);
        for it in &SHIPPED.renamed {
            assert!(SHIPPED.provinces.iter().any(|province| province.id == it.id));
        }
        for it in &SHIPPED.upgrades {
            assert!(SHIPPED.provinces.iter().any(|province| province.id == it.id));
        }
        Ok(())
    }
}
