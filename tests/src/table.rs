//! A table of dossiers as a vector writes it, as columns of the core.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a vector that cannot be read stops its own run")]

use cchc::calendar::{NO_DAY, Reason, TimeUnit};
use cchc::tally::{Codes, Counter, Dimension, DossierColumns, Moments};
use cchc::{Error, Moment, Tally, TallySpec, WorkCalendar};
use serde_json::Value;

/// Columns by their names; `null` is a missing cell.
#[derive(Debug)]
pub struct Table<'a>(&'a Value);

/// Days or instants, whichever a column holds.
enum When {
    Days(Vec<i32>),
    Minutes(Vec<i64>),
}

impl When {
    fn get(&self) -> Moments<'_> {
        match self {
            Self::Days(days) => Moments::Days(days),
            Self::Minutes(minutes) => Moments::Instants(minutes, TimeUnit::Minutes),
        }
    }
}

/// A column of instants, or of days where no cell has an hour.
fn when(cells: &[Value]) -> When {
    let moments = cells.iter().map(|cell| cell.as_str().map(|text| text.parse::<Moment>().unwrap()));
    let moments: Vec<Option<Moment>> = moments.collect();
    if moments.iter().flatten().all(|moment| moment.time().is_none()) {
        let day = |moment: &Option<Moment>| moment.map_or(NO_DAY, |moment| moment.date().to_epoch_days());
        return When::Days(moments.iter().map(day).collect());
    }
    let minute = |moment: &Option<Moment>| {
        moment.map_or(i64::MIN, |moment| moment.instant().unwrap().and_utc().timestamp().div_euclid(60))
    };
    When::Minutes(moments.iter().map(minute).collect())
}

fn numbers(cells: &[Value]) -> Vec<i32> {
    cells.iter().map(|cell| cell.as_i64().map_or(NO_DAY, |number| i32::try_from(number).unwrap())).collect()
}

fn bytes(cells: &[Value]) -> Vec<u8> {
    cells.iter().map(|cell| cell.as_u64().map_or(0, |number| u8::try_from(number).unwrap())).collect()
}

impl<'a> Table<'a> {
    /// The table a vector gives.
    pub fn of(table: &'a Value) -> Self {
        let known = ["received", "due", "limit", "finished", "status", "paused_since", "channel", "worked", "id", "by"];
        assert!(table.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "unknown column");
        Self(table)
    }

    fn column<T>(&self, name: &str, read: impl FnOnce(&[Value]) -> T) -> Option<T> {
        self.0.get(name).map(|cells| read(cells.as_array().unwrap()))
    }

    /// The ids as a counter knows them.
    fn ids(&self) -> Option<Vec<u128>> {
        let fingerprint = |id: &Value| Counter::fingerprint(id.as_str().unwrap());
        self.column("id", |cells| cells.iter().map(fingerprint).collect())
    }

    /// Asks of the columns.
    ///
    /// # Errors
    /// As what is asked.
    pub fn ask<T>(&self, ask: impl FnOnce(&DossierColumns<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let received = self.column("received", when).unwrap();
        let [due, finished, paused] = ["due", "finished", "paused_since"].map(|name| self.column(name, when));
        let [limit, worked] = ["limit", "worked"].map(|name| self.column(name, numbers));
        let [status, channel] = ["status", "channel"].map(|name| self.column(name, bytes));
        let none = serde_json::Map::new();
        let dimensions = self.0.get("by").map_or(&none, |by| by.as_object().unwrap());
        let own = dimensions.iter().map(|(name, by)| {
            let codes = by["codes"].as_array().unwrap().iter();
            let codes = codes.map(|code| code.as_i64().map_or(-1, |code| i32::try_from(code).unwrap()));
            let labels = by["labels"].as_array().unwrap().iter().map(|label| label.as_str().unwrap().to_owned());
            (name, codes.collect(), labels.collect())
        });
        let own: Vec<(&String, Vec<i32>, Vec<String>)> = own.collect();
        let by = own.iter().map(|(name, codes, labels)| Dimension { name, codes: Codes::I32(codes), labels });
        ask(&DossierColumns {
            received: received.get(),
            due: due.as_ref().map(When::get),
            limit: limit.as_deref(),
            finished: finished.as_ref().map(When::get),
            status: status.as_deref(),
            paused_since: paused.as_ref().map(When::get),
            channel: channel.as_deref(),
            worked: worked.as_deref(),
            by: &by.collect::<Vec<_>>(),
        })
    }

    /// The tally of the columns, and the code of the reason why each row is left out.
    ///
    /// # Errors
    /// As [`Counter`].
    pub fn count(&self, spec: &TallySpec, calendar: &WorkCalendar) -> Result<(Tally, Vec<&'static str>), Error> {
        let mut counter = Counter::new(spec, calendar)?;
        let reasons = self.add_to(&mut counter)?;
        Ok((counter.finish()?.0, reasons))
    }

    /// Counts the columns, and says the code of the reason why each row is left out.
    ///
    /// # Errors
    /// As [`Counter`].
    pub fn add_to(&self, counter: &mut Counter) -> Result<Vec<&'static str>, Error> {
        let reasons = self.ask(|columns| {
            let mut reasons = vec![0; columns.len()];
            counter.add(columns, self.ids().as_deref(), &mut reasons).map(|()| reasons)
        })?;
        let code = |reason: u8| Reason::ALL[usize::from(reason)].code();
        Ok(reasons.into_iter().map(code).collect())
    }
}
