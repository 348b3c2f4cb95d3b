//! The plan in sentences, in Vietnamese and in English.

use super::moves::named_parts;
use super::{PlanStep, TargetPlan};
use crate::measure::MeasureValue;
use crate::number::Exact;
use crate::rules::{Part, Shape};
use crate::text::{self, Lang, Text};

/// A number with the decimals it has.
fn plain(number: Exact, lang: Lang) -> String {
    text::decimal(number.0, number.0.normalize().scale(), lang)
}

/// Points as they are published, never fewer decimals than they have.
fn points(number: Exact, lang: Lang) -> String {
    text::decimal(number.0, number.0.scale().clamp(2, 4), lang)
}

pub(super) fn step(step: &PlanStep, rule: &Shape, conditions: &[Part]) -> Text {
    Text::build(|lang| {
        let name = |id: &str| {
            let parts = named_parts(rule);
            parts
                .iter()
                .find(|(one, _)| *one == id)
                .map_or_else(|| id.to_owned(), |(_, title)| title.get(lang).to_owned())
        };
        let word = |vi: &str, en: &str| (if lang == Lang::Vi { vi } else { en }).to_owned();
        let mut changes: Vec<String> = Vec::new();
        let newly = |id: &str| {
            let met =
                |states: &[crate::measure::ConditionState]| states.iter().any(|state| state.id == id && state.met);
            met(&step.to.conditions) && !met(&step.from.conditions)
        };
        let met: Vec<&str> =
            conditions.iter().filter(|part| newly(&part.id)).map(|part| part.title.get(lang)).collect();
        if !met.is_empty() {
            changes.push(format!("{} {}", word("đạt điều kiện", "meet"), met.join(", ")));
        }
        let moved = |from: Exact, to: Exact| format!("{} → {}", plain(from, lang), plain(to, lang));
        match (&step.from.value, &step.to.value) {
            (MeasureValue::Ratio(from), MeasureValue::Ratio(to)) if from != to => {
                let of = plain(from.denominator, lang);
                changes.push(match lang {
                    Lang::Vi => format!("tử số {} (mẫu số {of})", moved(from.numerator, to.numerator)),
                    Lang::En => format!("numerator {} (of {of})", moved(from.numerator, to.numerator)),
                });
            }
            (MeasureValue::Ratios(from), MeasureValue::Ratios(to)) => {
                for (from, to) in from.iter().zip(to).filter(|(from, to)| from != to) {
                    let of = plain(from.denominator, lang);
                    changes.push(format!("{}: {} / {of}", name(&from.id), moved(from.numerator, to.numerator)));
                }
            }
            (MeasureValue::Events(from), MeasureValue::Events(to)) => {
                for (from, to) in from.events.iter().zip(&to.events).filter(|(from, to)| from != to) {
                    changes.push(format!("{}: {}", name(&from.id), moved(from.count.into(), to.count.into())));
                }
            }
            (MeasureValue::Items(from), MeasureValue::Items(to)) => {
                for (from, to) in from.iter().zip(to).filter(|(from, to)| from != to) {
                    changes.push(format!("{}: {}", name(&from.id), moved(from.count.into(), to.count.into())));
                }
            }
            (MeasureValue::Value(from), MeasureValue::Value(to)) if from != to => {
                changes.push(format!("{} {}", word("giá trị", "value"), moved(*from, *to)));
            }
            (MeasureValue::Points(from), MeasureValue::Points(to)) if from != to => {
                changes.push(format!("{} {}", word("điểm được cho", "points given"), moved(*from, *to)));
            }
            (from, MeasureValue::Levels(to)) if *from != step.to.value => {
                let names = |ids: &[String]| ids.iter().map(|id| name(id)).collect::<Vec<_>>().join(", ");
                let from = match from {
                    MeasureValue::Levels(from) => names(from),
                    _ => word("không thực hiện", "not done"),
                };
                changes.push(format!("{} {from} → {}", word("mức", "level"), names(to)));
            }
            _ => {}
        }
        let (title, what) = (step.title.get(lang), changes.join("; "));
        let [before, after] = [step.points_before, step.points_after].map(|number| points(number, lang));
        let (cost, gained) = (plain(step.cost, lang), points(step.gained, lang));
        match lang {
            Lang::Vi => {
                format!("{} {title}: {what}; điểm {before} → {after} ({gained}), chi phí {cost}", step.criterion)
            }
            Lang::En => {
                format!("{} {title}: {what}; points {before} → {after} ({gained}), cost {cost}", step.criterion)
            }
        }
    })
}

pub(super) fn plan(plan: &TargetPlan) -> Text {
    Text::build(|lang| {
        let [before, after] = [plan.points_before, plan.points_after].map(|number| points(number, lang));
        let cost = plain(plan.cost, lang);
        let criteria = plan.steps.len();
        let ranks = match (plan.rank_before, plan.rank_after, lang) {
            (Some(before), Some(after), Lang::Vi) => format!("; hạng {before} → {after}"),
            (Some(before), Some(after), Lang::En) => format!("; rank {before} → {after}"),
            _ => String::new(),
        };
        match (criteria, lang) {
            (0, Lang::Vi) => format!("Mục tiêu đã đạt: tổng điểm {before}{ranks}."),
            (0, Lang::En) => format!("The goal is already reached: total {before}{ranks}."),
            (_, Lang::Vi) => {
                format!("Chi phí ít nhất {cost}, thay đổi {criteria} tiêu chí: tổng điểm {before} → {after}{ranks}.")
            }
            (1, Lang::En) => format!("Least cost {cost}, one criterion changed: total {before} → {after}{ranks}."),
            (_, Lang::En) => {
                format!("Least cost {cost}, {criteria} criteria changed: total {before} → {after}{ranks}.")
            }
        }
    })
}
