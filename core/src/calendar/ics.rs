//! iCalendar: the special days as a file that calendar programs subscribe to (RFC 5545).

use super::{DayKind, WorkCalendar};
use crate::Error;
use crate::text::Lang;
use chrono::NaiveDate;

impl WorkCalendar {
    /// Lịch dạng iCalendar: every day from `from` through `to` that is not what its weekday says, one
    /// all-day event a day, with what it is as the title and its reason and source as the description.
    ///
    /// Weekly days off and plain working days are left out. The text is stable: the same calendar and
    /// range give the same bytes, and `DTSTAMP` is the first day of the edition's month.
    ///
    /// ```
    /// use cchc::{Lang, WorkCalendar};
    /// let calendar = WorkCalendar::vietnam();
    /// let ics = calendar.to_ics("2026-08-01".parse().unwrap(), "2026-08-31".parse().unwrap(), Lang::En)?;
    /// assert!(ics.contains("SUMMARY:Worked in place of 2026-08-31\r\n"));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `calendar.horizon`, `calendar.reversed_dates`.
    pub fn to_ics(&self, from: NaiveDate, to: NaiveDate, lang: Lang) -> Result<String, Error> {
        self.count_working_days(from, to)?;
        // An edition of the caller's own need not be a month.
        let stamp = format!("{}-01", self.edition()).parse().unwrap_or(from);
        let name = match lang {
            Lang::Vi => "Lịch làm việc",
            Lang::En => "Working calendar",
        };
        let mut ics = String::new();
        let edition = self.edition();
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            &format!("PRODID:-//cchc//{}//{}", escape(edition), if lang == Lang::Vi { "VI" } else { "EN" }),
            "CALSCALE:GREGORIAN",
            &format!("X-WR-CALNAME:{name}"),
        ] {
            fold(line, &mut ics);
        }
        for date in from.iter_days().take_while(|date| *date <= to) {
            let reason = self.explain(date)?;
            if matches!(reason.kind, DayKind::Working | DayKind::Weekend) {
                continue;
            }
            let next = date.succ_opt().unwrap_or(date);
            for line in [
                "BEGIN:VEVENT",
                &format!("UID:{}-{}@cchc", day(date), escape(&self.identity())),
                &format!("DTSTAMP:{}T000000Z", day(stamp)),
                &format!("DTSTART;VALUE=DATE:{}", day(date)),
                &format!("DTEND;VALUE=DATE:{}", day(next)),
                &format!("SUMMARY:{}", escape(&capital(&reason.what(lang)))),
                &format!("DESCRIPTION:{}", escape(reason.text.get(lang))),
                if reason.working { "TRANSP:OPAQUE" } else { "TRANSP:TRANSPARENT" },
                "END:VEVENT",
            ] {
                fold(line, &mut ics);
            }
        }
        fold("END:VCALENDAR", &mut ics);
        Ok(ics)
    }
}

fn day(date: NaiveDate) -> String {
    date.to_string().replace('-', "")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Backslash, semicolon, comma and line breaks are marked in texts.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace("\r\n", "\\n")
        .replace(['\n', '\r'], "\\n")
}

/// A line has at most 75 octets; what is longer goes on after a line break and a space.
fn fold(line: &str, ics: &mut String) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > 75 {
            ics.push_str("\r\n ");
            octets = 1;
        }
        octets += c.len_utf8();
        ics.push(c);
    }
    ics.push_str("\r\n");
}
