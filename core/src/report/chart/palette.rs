//! Colours and patterns. Each colour stands out from white by 3 to 1 or more, and so does each outcome from the
//! one beside it, light and dark by turns; text on a colour stands out by 4.5 to 1. A unit test measures it.
//! Each has a pattern of its own too, for those who do not tell the colours apart and for grey paper.

use super::Tone;

pub(super) const WHITE: &str = "#ffffff";
pub(super) const TEXT: &str = "#111111";
/// Text beside the figures: units, ticks, sources, gaps.
pub(super) const QUIET: &str = "#4b5563";
/// The end of a track, the zero line.
pub(super) const EDGE: &str = "#6b7480";
pub(super) const TRACK: &str = "#e5e9ef";
pub(super) const GRID: &str = "#d9dee5";

/// Màu của một dãy.
pub(super) struct Ink {
    pub(super) fill: &'static str,
    /// Text on the fill.
    pub(super) on: &'static str,
    /// What repeats over the fill: the side of its square and its shapes; nothing is plain.
    pub(super) pattern: Option<(i64, &'static str)>,
}

pub(super) fn ink(tone: Tone) -> Ink {
    let plain = |fill, on| Ink { fill, on, pattern: None };
    let over = |fill, on, side, shapes| Ink { fill, on, pattern: Some((side, shapes)) };
    match tone {
        Tone::Early => plain("#2a9d8f", TEXT),
        Tone::OnTime => plain("#14493f", WHITE),
        Tone::Late => over(
            "#cf7d1e",
            TEXT,
            10,
            r##"<path d="M-2 2L2 -2M0 10L10 0M8 12L12 8" stroke="#6b3a00" stroke-width="2.5"/>"##,
        ),
        Tone::Running => over(
            "#41355c",
            WHITE,
            10,
            r##"<circle cx="3" cy="3" r="1.6" fill="#ffffff"/><circle cx="8" cy="8" r="1.6" fill="#ffffff"/>"##,
        ),
        Tone::Overdue => {
            over("#e0665a", TEXT, 12, r##"<path d="M0 0L12 12M12 0L0 12" stroke="#7a1410" stroke-width="2"/>"##)
        }
        Tone::Now => plain("#173f6b", WHITE),
        Tone::Before => over(
            "#8393a7",
            TEXT,
            8,
            r##"<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" stroke="#ffffff" stroke-width="1.5"/>"##,
        ),
        Tone::Neutral => over("#6f8f9b", TEXT, 8, r##"<path d="M4 0V8" stroke="#24434e" stroke-width="2"/>"##),
    }
}
