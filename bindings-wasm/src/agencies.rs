//! Sổ cơ quan: the handle on agencies by date, the provinces, and handovers, each one call of the core.

use crate::arguments as js;
use crate::convert::{Answer, Failure, answer, day, optional, read, text, written};
use crate::door::door;
use cchc::{agency, handover as handovers};
use chrono::NaiveDate;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("agencies.ts");

door! {
    /// Sổ cơ quan: agencies with their names, parents and identifiers by date, and the reorganisations between them.
    struct AgencyRegister(cchc::AgencyRegister) {
        /// A register from a document, or its JSON text. Throws `document.invalid`, and `records.invalid` with every issue.
        fn fromJson(document: &js::RegisterText) -> "AgencyRegister" =
            Self(cchc::AgencyRegister::from_json(&written(document)?)?);
        /// Sổ các tỉnh: the 63 provinces until 30/6/2025 and the 34 since.
        fn provinces() -> "AgencyRegister" = Self(cchc::AgencyRegister::provinces().clone());
        /// A second handle on the same register.
        fn shareRegister(&self) -> skip_typescript "AgencyRegister" = Self(self.0.clone());
        /// Cơ quan vào một ngày: its name, identifier, parent, level, kind and path then. Throws `input.unknown_id`,
        /// `agency.not_standing`.
        fn agencyAt(&self, id: &js::Text, date: &js::IsoDate) -> "AgencyAt" =
            answer(&self.0.agency_at(&text(id), day(date)?)?)?;
        /// Cây cơ quan vào một ngày: everyone who stood then, each after whom it stood under.
        fn treeAt(&self, date: &js::IsoDate) -> "AgenciesAt" = answer(&self.0.tree_at(day(date)?))?;
        /// Cây cơ quan cho mọi ngày, as `Tally.view` takes it; by `id` unless `key` is `identifier`. Throws
        /// `agency.invalid_tree`.
        fn tree(&self, key: Option<js::TreeKey>) -> "AgencyNode[]" =
            answer(&self.0.tree(optional(key)?.unwrap_or_default())?)?;
        /// Các cơ quan kế thừa: who has on a day what an agency had, with the reorganisations that led there. Throws
        /// `input.unknown_id`, `agency.not_standing` for a day before its first.
        fn successors(&self, id: &js::Text, date: &js::IsoDate) -> "Succession" =
            answer(&self.0.successors(&text(id), day(date)?)?)?;
        /// Các cơ quan tiền thân: who had on a day what an agency has. Throws as `successors`, for a day after its last.
        fn predecessors(&self, id: &js::Text, date: &js::IsoDate) -> "Succession" =
            answer(&self.0.predecessors(&text(id), day(date)?)?)?;
        /// Cơ quan chịu trách nhiệm: who answers on a day for a matter an agency had. Throws `input.unknown_id`,
        /// `agency.not_standing`, `agency.several_successors`, `agency.no_successor`.
        fn responsible(&self, id: &js::Text, date: &js::IsoDate, matter: Option<js::Matter>) -> "Responsible" =
            answer(&self.0.responsible(&text(id), day(date)?, &optional(matter)?.unwrap_or_default())?)?;
        /// Gộp chuỗi số liệu: figures of agencies as they were, put together as they stand on the day `onto`. What cannot
        /// be carried does not throw: it stands in `issues`.
        fn carry(&self, series: &js::Series) -> "CarriedSeries" = answer(&self.0.carry(&read(series)?))?;
    }
}

door! {
    /// Theo dõi bàn giao: the items open at agencies that ended or gave a part away on a day, who answers for each since,
    /// and totals before and after. What is wrong with an item does not throw: it stands in `issues`. Throws
    /// `calendar.reversed_dates`, `handover.no_change`.
    fn handover(register: &js::AgencyRegister, handed: &js::HandoverCase) -> "Handover" = {
        let register = register.shareRegister().map_err(Failure)?;
        answer(&handovers::handover(&register.0, &read(handed)?)?)?
    };
    /// Tỉnh theo mã thống kê, on a day where one is given. Throws `input.unknown_id`, and `agency.ambiguous_code` without
    /// a day for a code that two provinces had.
    fn provinceOfCode(code: &js::Text, date: Option<js::IsoDate>) -> "Province" =
        answer(&agency::province_of_code(&text(code), some(date)?)?)?;
    /// Tỉnh theo tên, on a day where one is given. Throws as `provinceOfCode`.
    fn provinceOfName(name: &js::Text, date: Option<js::IsoDate>) -> "Province" =
        answer(&agency::province_of_name(&text(name), some(date)?)?)?;
    /// Danh sách tỉnh, thành phố vào một ngày: 63 until 30/6/2025, 34 since.
    fn provinces(date: &js::IsoDate) -> "Province[]" = answer(&agency::provinces(day(date)?))?;
}

/// A day that may be left out.
fn some(date: Option<js::IsoDate>) -> Result<Option<NaiveDate>, Failure> {
    date.map(|date| day(&date)).transpose()
}
