//! Words and numbers in a picture: what a user wrote made safe, broken into lines and measured.
//!
//! No font is asked: the widths are those of the widest of the faces that may be used (DejaVu Sans and Arial,
//! per thousand of the size), so that what fits by them fits in all.

use crate::number::Exact;
use crate::text::{self, Lang};
use rust_decimal::{Decimal, RoundingStrategy};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

/// Hình chữ: the size in units of the picture, and whether it is bold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) size: i64,
    pub(super) bold: bool,
}

/// At 360 points wide these are 15, 14 and 13 points high.
pub(super) const TITLE: Face = Face { size: 24, bold: true };
pub(super) const BODY: Face = Face { size: 22, bold: false };
pub(super) const SMALL: Face = Face { size: 20, bold: false };

impl Face {
    /// From one line to the next.
    pub(super) fn leading(self) -> i64 {
        self.size + self.size * 3 / 10
    }

    pub(super) fn width(self, text: &str) -> i64 {
        text.chars().map(|letter| self.thousandths(letter)).sum::<i64>().saturating_add(999) / 1000
    }

    fn thousandths(self, letter: char) -> i64 {
        let width = i64::from(width(letter)) * self.size;
        // No letter of the bold faces is wider by more than that, save the narrowest by a hair.
        if self.bold { width * 5 / 4 } else { width }
    }

    /// Breaks at spaces, and inside a word only where it is longer than a line.
    pub(super) fn wrap(self, text: &str, width: i64) -> Vec<String> {
        let most = width.saturating_mul(1000);
        let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let long: i64 = word.chars().map(|letter| self.thousandths(letter)).sum();
            let space = if line.is_empty() { 0 } else { self.thousandths(' ') };
            if used + space + long <= most {
                if space > 0 {
                    line.push(' ');
                }
                line.push_str(word);
                used += space + long;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            used = 0;
            for letter in word.chars() {
                let wide = self.thousandths(letter);
                if used + wide > most && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(letter);
                used += wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Per thousand of the size, from the space to the tilde.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637, 637, 637,
    637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863,
    749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635,
    616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637,
    337, 637, 838,
];

fn width(letter: char) -> u16 {
    let ascii = |letter: char| ASCII.get((letter as usize).wrapping_sub(32)).copied();
    if let Some(width) = ascii(letter) {
        return width;
    }
    // A Vietnamese letter is as wide as the one under its marks, save those with a horn.
    let letters: Vec<char> = [letter].into_iter().nfd().collect();
    let horned = letters.contains(&'\u{31b}');
    match (letters.first().copied().unwrap_or(letter), letter.width()) {
        ('O' | 'U', _) if horned => 914,
        ('o' | 'u', _) if horned => 690,
        (base, Some(1)) if letters.len() > 1 => ascii(base).unwrap_or(1100),
        (_, Some(0)) => 0,
        (_, Some(2)) => 1400,
        ('đ' | '–' | '·' | '“' | '”' | '‘' | '’', _) => 690,
        ('Đ' | '−' | '×' | '≥' | '≤', _) => 860,
        _ => 1100,
    }
}

/// One line of text without what a picture cannot hold: control characters, marks that turn the direction of
/// writing, and the two code points XML has no place for.
pub(super) fn clean(text: &str) -> String {
    let kept = text.nfc().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).filter(|letter| {
        let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !letter.is_control() && !turns && !matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    });
    let kept: String = kept.collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Text as it stands between tags or inside quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// An id of letters, digits, points, hyphens and underscores; all else by its code, so that two that differ
/// stay two.
pub(super) fn id(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_') {
            out.push(letter);
        } else {
            out.push_str(&format!(":{:x}:", u32::from(letter)));
        }
    }
    out
}

/// The decimals of a value, at most two.
pub(super) fn places(value: Exact) -> u32 {
    value.0.normalize().scale().min(2)
}

/// Cách viết số: how the values of a chart are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    pub(super) lang: Lang,
    /// Decimals of all of them.
    pub(super) places: u32,
    /// What is all, where that is known: 100 of a percentage.
    pub(super) whole: Option<Exact>,
}

impl Numbers {
    /// A value as it stands at its bar. What is not nothing is never written as 0, nor what is not all as all,
    /// however close.
    pub(super) fn write(self, value: Exact) -> String {
        self.within(value, self.whole)
    }

    /// A value of a maximum: `8,75/12`.
    pub(super) fn write_of(self, value: Exact, of: Option<Exact>) -> String {
        let Some(of) = of else { return self.write(value) };
        let whole = Self { places: places(of), whole: None, ..self };
        format!("{}/{}", self.within(value, Some(of)), whole.write(of))
    }

    fn within(self, value: Exact, whole: Option<Exact>) -> String {
        let rounded = value.0.round_dp_with_strategy(self.places, RoundingStrategy::MidpointAwayFromZero);
        let last = Decimal::new(1, self.places);
        let (sign, shown) = match whole {
            _ if rounded.is_zero() && !value.0.is_zero() => ("< ", last),
            Some(whole) if value < whole && rounded >= whole.0 => {
                let below = whole.0.round_dp_with_strategy(self.places, RoundingStrategy::ToPositiveInfinity);
                ("> ", below.saturating_sub(last))
            }
            _ => ("", rounded),
        };
        format!("{sign}{}", text::decimal(shown, self.places, self.lang))
    }
}

pub(super) fn missing(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "không có số liệu",
        Lang::En => "no data",
    }
}
