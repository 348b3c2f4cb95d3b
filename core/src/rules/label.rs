//! A rule in a few words, for score sheets in Vietnamese and English.

use super::apply::{Branch, RuleHit};
use super::shape::{Award, Band, Better, Quantity, Shape};
use crate::number::Exact;
use crate::text::{self, Lang, Text};

/// A number as it was written, without trailing zeros.
fn plain(number: Exact, lang: Lang) -> String {
    text::decimal(number.0, number.0.normalize().scale(), lang)
}

impl Shape {
    /// The rule with the maximum it leads to, and what decided in this case where that says more.
    pub(crate) fn text(&self, max: Exact, hit: &RuleHit) -> Text {
        Text::build(|lang| {
            let label = self.label(max, lang);
            match self.note(max, hit, lang) {
                Some(note) => format!("{label} ({note})"),
                None => label,
            }
        })
    }

    fn label(&self, max: Exact, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let top = plain(max, lang);
        let word = |vietnamese: &str, english: &str| if vi { vietnamese.to_owned() } else { english.to_owned() };
        match self {
            Self::AllOf { conditions, points, otherwise } => {
                let (all, not) = (plain(points.unwrap_or(max), lang), plain(*otherwise, lang));
                match (conditions.as_slice(), vi) {
                    ([one], true) => format!("{}: {all}, không: {not}", one.title.vi),
                    ([one], false) => format!("{}: {all}, otherwise {not}", one.title.en),
                    (_, true) => format!("đạt cả {} điều kiện: {all}, không: {not}", conditions.len()),
                    (_, false) => format!("all {} conditions: {all}, otherwise {not}", conditions.len()),
                }
            }
            Self::Levels { .. } => word("theo mức", "by level"),
            Self::Bands { of, .. } => format!("{} {}", of.name(lang), word("theo khoảng", "by band")),
            Self::Proportional { of, target_percent, .. } => {
                let name = of.name(lang);
                match target_percent {
                    None => format!("{name} × {top}"),
                    Some(target) => {
                        let target = text::percent(target.0, lang);
                        format!("{name} ÷ {target} × {top}, {} {top}", word("không quá", "at most"))
                    }
                }
            }
            Self::PerItem { start, items, .. } => {
                let items = items.iter().map(|item| format!("{} {}", plain(item.each, lang), item.title.get(lang)));
                let items = items.collect::<Vec<_>>().join("; ");
                format!("{} {}; {}: {items}", word("từ", "from"), plain(*start, lang), word("mỗi lần", "each"))
            }
            Self::Steps { from, base, step, points, floor: Some(floor), .. } if *points < Exact::default() => {
                let less = Exact(-points.0);
                let [from, base, step, less, floor] = [from, base, step, &less, floor].map(|n| plain(*n, lang));
                match lang {
                    Lang::Vi => format!("đến {from}: {base}; cứ thêm {step}: bớt {less}, không dưới {floor}"),
                    Lang::En => format!("up to {from}: {base}; each further {step}: {less} less, at least {floor}"),
                }
            }
            Self::Steps { from, base, step, points, cap, .. } => {
                let [from, base, step, points, cap] = [from, base, step, points, cap].map(|n| plain(*n, lang));
                match lang {
                    Lang::Vi => format!("đến {from}: {base}; cứ thêm {step}: thêm {points}, không quá {cap}"),
                    Lang::En => format!("up to {from}: {base}; each further {step}: {points} more, at most {cap}"),
                }
            }
            Self::Leader { at_target_percent, .. } => {
                let share = text::percent(at_target_percent.0, lang);
                match lang {
                    Lang::Vi => format!("đạt chỉ tiêu: {share} của {top}; dẫn đầu: {top}"),
                    Lang::En => format!("target reached: {share} of {top}; the leader: {top}"),
                }
            }
            Self::MinMax { low, high, better, .. } => {
                let (low, high) = (plain(*low, lang), plain(*high, lang));
                match (better, lang) {
                    (Better::Higher, Lang::Vi) => format!("chuẩn hóa {low}–{high}, càng cao càng tốt"),
                    (Better::Higher, Lang::En) => format!("min-max {low}–{high}, higher is better"),
                    (Better::Lower, Lang::Vi) => format!("chuẩn hóa {low}–{high}, càng thấp càng tốt"),
                    (Better::Lower, Lang::En) => format!("min-max {low}–{high}, lower is better"),
                }
            }
            Self::Scaled { to, .. } => format!("{} ÷ {} × {top}", word("giá trị", "value"), plain(*to, lang)),
            Self::Given {} => word("điểm cho sẵn", "points as given"),
            Self::Mean { of, .. } => {
                format!("{}: {}", word("trung bình các trường hợp", "mean of the cases"), of.label(max, lang))
            }
            Self::Gated { then, conditions, .. } => {
                let conditions = conditions.iter().map(|condition| condition.title.get(lang));
                let conditions = conditions.collect::<Vec<_>>().join(", ");
                format!("{} {conditions}: {}", word("khi", "given"), then.label(max, lang))
            }
            Self::Branch { on, at_least, .. } => {
                let least = plain(*at_least, lang);
                match lang {
                    Lang::Vi => format!("tùy {on} có đạt {least} điểm không"),
                    Lang::En => format!("depending on whether {on} has {least} points"),
                }
            }
        }
    }

    /// What decided, where it says more than the rule itself.
    fn note(&self, max: Exact, hit: &RuleHit, lang: Lang) -> Option<String> {
        let vi = lang == Lang::Vi;
        let word = |vietnamese: &str, english: &str| Some(if vi { vietnamese.to_owned() } else { english.to_owned() });
        match hit.branch {
            Branch::AtOrAboveTarget => word("đạt mục tiêu", "target reached"),
            Branch::ZeroDenominator if hit.unrounded == Exact::default() => {
                word("mẫu số 0: không điểm", "zero denominator: no points")
            }
            Branch::ZeroDenominator => word("mẫu số 0: điểm tối đa", "zero denominator: the maximum"),
            Branch::NotDone => word("không thực hiện", "not done"),
            Branch::NotAllMet => word("chưa đạt điều kiện", "a condition is not met"),
            Branch::AtLimit => word("đến giới hạn", "at the limit"),
            Branch::Beyond => word("quá số lần", "too many"),
            Branch::Leader => word("dẫn đầu", "the leader"),
            Branch::NoSpread => word("thấp nhất bằng cao nhất", "lowest equals highest"),
            Branch::Level | Branch::Band => self.place(max, hit, lang),
            Branch::AllMet
            | Branch::Proportional
            | Branch::BelowTarget
            | Branch::Items
            | Branch::Steps
            | Branch::BelowLeader
            | Branch::NoTarget
            | Branch::MinMax
            | Branch::Scaled
            | Branch::Mean
            | Branch::Given => None,
        }
    }

    fn place(&self, max: Exact, hit: &RuleHit, lang: Lang) -> Option<String> {
        match self {
            Self::Levels { levels, .. } => {
                let level = levels.get(hit.place?)?;
                Some(format!("{}: {}", level.title.get(lang), level.award.text(max, lang)))
            }
            Self::Bands { of, bands, .. } => {
                let band = bands.get(hit.place?)?;
                Some(format!("{}: {}", band.text(of, lang), band.award.text(max, lang)))
            }
            Self::Gated { then, .. } => then.place(max, hit, lang),
            _ => None,
        }
    }
}

impl Quantity {
    fn name(&self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::Percent => ("tỷ lệ", "ratio"),
            Self::Product { .. } => ("tích các tỷ lệ", "product of ratios"),
            Self::Complement { .. } => ("tỷ lệ không có sự việc xấu", "share without bad events"),
            Self::Value => ("giá trị", "value"),
            Self::Change => ("tăng, giảm so với kỳ trước", "change on the previous period"),
            Self::ChangePercent => ("tỷ lệ tăng, giảm so với kỳ trước", "change in per cent"),
            Self::AboveMean => ("chênh lệch so với trung bình", "difference from the mean"),
        };
        if lang == Lang::Vi { vi } else { en }
    }
}

impl Band {
    /// The interval, as `≥ 80 % và < 90 %`.
    pub(crate) fn text(&self, of: &Quantity, lang: Lang) -> String {
        let number = |limit: Exact| {
            if of.is_share() || *of == Quantity::ChangePercent {
                text::percent(limit.0, lang)
            } else {
                plain(limit, lang)
            }
        };
        let from = self.from.map(|from| format!("{} {}", if self.from_inclusive { "≥" } else { ">" }, number(from)));
        let to = self.to.map(|to| format!("{} {}", if self.to_inclusive { "≤" } else { "<" }, number(to)));
        let and = if lang == Lang::Vi { " và " } else { " and " };
        from.into_iter().chain(to).collect::<Vec<_>>().join(and)
    }
}

impl Award {
    fn text(&self, max: Exact, lang: Lang) -> String {
        match self {
            Self::Points(points) => plain(*points, lang),
            Self::SharePercent(share) => format!("{} × {}", text::percent(share.0, lang), plain(max, lang)),
            Self::Proportional if lang == Lang::Vi => format!("tỷ lệ × {}", plain(max, lang)),
            Self::Proportional => format!("ratio × {}", plain(max, lang)),
            Self::Linear { from, to } => format!("{} → {}", plain(*from, lang), plain(*to, lang)),
        }
    }
}
