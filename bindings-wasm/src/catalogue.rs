//! Danh mục thủ tục và rà soát: the handle on a catalogue, and the review of one day.

use crate::arguments as js;
use crate::convert::{Answer, Calendar, answer, chosen, day, handle, optional, read, text};
use crate::door::door;
use cchc::Dossier;
use cchc::review::Review;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("catalogue.ts");

door! {
    /// Danh mục thủ tục hành chính: which procedures there are on a day, in which version, by which decision.
    struct Catalogue(cchc::Catalogue) {
        /// Lập danh mục: read once, asked often. What is wrong with one act does not throw: it stands in `issues`.
        fn of(document: &js::CatalogueDocument) -> "Catalogue" = Self(read(document)?);
        /// Vấn đề dữ liệu: what was found wrong when the catalogue was read.
        fn issues(&self) -> getter "Issue[]" = answer(&self.0.issues())?;
        /// Phiên bản có hiệu lực tại một ngày. Throws `input.unknown_id`, `catalogue.not_in_force`.
        fn versionAt(&self, code: &js::Text, day: &js::IsoDate) -> "ProcedureVersion" =
            answer(self.0.version_at(&text(code), self::day(day)?)?)?;
        /// Phiên bản của một hồ sơ: the one in force when it was received, which it keeps. Throws `table.missing_field`, and
        /// as `versionAt`.
        fn versionFor(&self, dossier: &js::Dossier) -> "KeptVersion" =
            answer(&self.0.version_for(&read::<Dossier>(dossier)?)?)?;
        /// Mức độ trực tuyến tại một ngày; `null` where none was claimed. Throws `input.unknown_id`.
        fn onlineAt(&self, code: &js::Text, day: &js::IsoDate) -> "OnlineStanding | null" =
            answer(&self.0.online_at(&text(code), self::day(day)?)?)?;
        /// Số thủ tục tại một ngày: by level, field and online level, with the codes behind every count.
        fn counts(&self, day: &js::IsoDate) -> "CatalogueCounts" = answer(&self.0.counts(self::day(day)?))?;
        /// Thủ tục công khai chưa đủ bộ phận tại một ngày, and those of which it is not known.
        fn incomplete(&self, day: &js::IsoDate) -> "IncompleteProcedure[]" = answer(&self.0.incomplete(self::day(day)?))?;
        /// Lịch sử của một thủ tục: every act and every online level, in words too. Throws `input.unknown_id`.
        fn history(&self, code: &js::Text) -> "ProcedureHistory" = answer(&self.0.history(&text(code))?)?;
        /// Việc trong kỳ: announced, amended, replaced, abolished, by the day of signing or of effect. Throws
        /// `calendar.reversed_dates`.
        fn acts(&self, from: &js::IsoDate, through: &js::IsoDate, by: &js::CountBy) -> "ActsInPeriod" =
            answer(&self.0.acts(day(from)?, day(through)?, read(by)?)?)?;
        /// Công bố, công khai đúng hạn: every decision by the limits that a rule set has for a level. A day that cannot be
        /// counted does not throw: it stands in `issues`.
        fn punctuality(
            &self, rules: &js::RuleSet, level: &js::AgencyKind, as_of: &js::IsoDate, calendar: Calendar
        ) -> "Punctuality" =
            answer(&self.0.punctuality(&handle(rules)?, read(level)?, &chosen(calendar)?, day(as_of)?))?;
        /// Danh mục cho việc tính chỉ số: the `procedures` of the data of `indicators`, of one agency or of all.
        fn indicatorProcedures(&self, day: &js::IsoDate, agency: Option<js::Text>) -> "CatalogueProcedure[]" =
            answer(&self.0.indicator_procedures(self::day(day)?, optional::<String>(agency)?.as_deref()))?;
    }
}

door! {
    /// Tổng hợp rà soát: planned reviews, proposals, documents and overlaps at the end of a day. What is wrong with one row
    /// does not throw: it stands in `issues`. Throws `input.out_of_range`.
    fn reviewSummary(review: &js::Review, as_of: &js::IsoDate) -> "ReviewSummary" =
        answer(&read::<Review>(review)?.summary(day(as_of)?)?)?;
}
