//! The sentences of a replay.

use super::Replay;
use super::event::{DossierEvent, Happening};
use crate::deadline::Remark;
use crate::dossier::DossierState;
use crate::text::{Lang, Text};
use crate::{Moment, law};
use chrono::NaiveDate;

pub(super) fn nothing_yet() -> Text {
    Text::new("Chưa có sự kiện nào", "Nothing has happened yet")
}

/// A refusal after examination must come within the time of handling.
pub(super) fn refused_late(date: NaiveDate) -> Remark {
    let source = law::in_force("refusal.within_deadline", date);
    let text = Text::build(|lang| {
        let says = match lang {
            Lang::Vi => "từ chối giải quyết sau khi đã quá hạn",
            Lang::En => "refused after the dossier was overdue",
        };
        source.as_ref().map_or_else(|| says.to_owned(), |source| format!("{says} ({})", source.label(lang)))
    });
    Remark { code: "refused_late", text }
}

/// An event in its place.
pub(super) fn entry(event: &DossierEvent, state: DossierState, due: Option<Moment>) -> Text {
    Text::build(|lang| {
        let at = event.at.to_text(lang);
        let what = event.what.kind().label();
        let detail = detail(event, lang).map(|detail| format!(" ({detail})")).unwrap_or_default();
        let state = state.label();
        let due = match (due, lang) {
            (Some(due), Lang::Vi) => format!("; hẹn trả {}", due.to_text(lang)),
            (Some(due), Lang::En) => format!("; due on {}", due.to_text(lang)),
            (None, _) => String::new(),
        };
        format!("{at}: {}{detail}: {}{due}", what.get(lang), state.get(lang))
    })
}

fn detail(event: &DossierEvent, lang: Lang) -> Option<String> {
    match &event.what {
        Happening::RefusedAtIntake { reason }
        | Happening::Suspended { reason }
        | Happening::SupplementAsked { reason }
        | Happening::Refused { reason }
        | Happening::Stopped { reason } => reason.clone(),
        Happening::Extended { by, reason } => {
            let by = by.label().get(lang).to_owned();
            Some(reason.as_ref().map_or_else(|| by.clone(), |reason| format!("{by}, {reason}")))
        }
        Happening::OpinionAsked { of, due } => Some(with_due(of.clone(), *due, lang)),
        Happening::OpinionReceived { from } => Some(from.clone()),
        Happening::Transferred { to, from, due } => {
            let way = from.as_ref().map_or_else(|| to.clone(), |from| format!("{from} → {to}"));
            Some(with_due(way, *due, lang))
        }
        Happening::Excluded { to, ground } => Some(match lang {
            Lang::Vi => format!("đến {}, {ground}", to.to_text(lang)),
            Lang::En => format!("to {}, {ground}", to.to_text(lang)),
        }),
        _ => None,
    }
}

fn with_due(what: String, due: Option<Moment>, lang: Lang) -> String {
    match (due, lang) {
        (Some(due), Lang::Vi) => format!("{what}, hạn {}", due.to_text(lang)),
        (Some(due), Lang::En) => format!("{what}, by {}", due.to_text(lang)),
        (None, _) => what,
    }
}

/// The whole in one sentence.
pub(super) fn sentence(replay: &Replay) -> Text {
    let due = replay.timeline.last().and_then(|entry| entry.due);
    Text::build(|lang| {
        let (id, as_of) = (&replay.id, replay.as_of.to_text(lang));
        let state = replay.state_name.get(lang);
        let mut parts = Vec::new();
        match (due, lang) {
            (Some(due), Lang::Vi) => parts.push(format!("hẹn trả {}", due.to_text(lang))),
            (Some(due), Lang::En) => parts.push(format!("due on {}", due.to_text(lang))),
            (None, _) => {}
        }
        match (replay.finished, lang) {
            (Some(at), Lang::Vi) => parts.push(format!("kết thúc xử lý {}", at.to_text(lang))),
            (Some(at), Lang::En) => parts.push(format!("finished {}", at.to_text(lang))),
            (None, _) => {}
        }
        parts.extend(replay.outcome.map(|outcome| outcome.label().get(lang).to_lowercase()));
        let waits = replay.waits.iter().filter(|wait| wait.to.is_none() && replay.finished.is_none());
        parts.extend(waits.map(|wait| {
            let on = wait.on.label();
            wait.what.as_ref().map_or_else(|| on.get(lang).to_owned(), |what| format!("{}: {what}", on.get(lang)))
        }));
        let rest = if parts.is_empty() { String::new() } else { format!("; {}", parts.join("; ")) };
        match lang {
            Lang::Vi => format!("Hồ sơ {id}, đến {as_of}: {state}{rest}"),
            Lang::En => format!("Dossier {id}, by {as_of}: {state}{rest}"),
        }
    })
}
