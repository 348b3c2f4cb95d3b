//! What cannot be right in a plan, each fault with its path. A task with a fault is not judged.

use super::{Plan, ReportedState, Task, target};
use crate::Error;
use crate::error::{Issue, RecordError};
use crate::number::{self, Exact};
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet, VecDeque};

/// The faults of a plan, and the places of the tasks that have one.
pub(super) struct Faults {
    pub(super) issues: Vec<Issue>,
    pub(super) tasks: HashSet<usize>,
}

impl Faults {
    fn task(&mut self, place: usize, path: &str, error: Error) {
        self.tasks.insert(place);
        self.issues.push(Issue::at(format!("tasks[{place}]{path}"), error));
    }
}

pub(super) fn check(plan: &Plan) -> Faults {
    let mut faults = Faults { issues: Vec::new(), tasks: HashSet::new() };
    programme(plan, &mut faults.issues);
    target::check(&plan.targets, &mut faults.issues);
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (place, task) in plan.tasks.iter().enumerate() {
        if task.id.trim().is_empty() {
            faults.task(place, ".id", Error::MissingField { field: "id".to_owned() });
        } else if places.contains_key(task.id.as_str()) {
            faults.task(place, ".id", Error::DuplicateId { id: number::shorten(&task.id) });
        } else {
            places.insert(&task.id, place);
        }
    }
    let known = || number::shorten_list(plan.tasks.iter().map(|task| task.id.as_str()));
    for (place, task) in plan.tasks.iter().enumerate() {
        dates(plan, place, task, &mut faults);
        closings(place, task, &mut faults);
        reports(place, task, &mut faults);
        for (at, id) in task.depends_on.iter().enumerate() {
            if !places.contains_key(id.as_str()) {
                let error = Error::UnknownId { id: number::shorten(id), known: known() };
                faults.task(place, &format!(".depends_on[{at}]"), error);
            }
        }
    }
    circles(plan, &places, &mut faults);
    faults
}

fn programme(plan: &Plan, issues: &mut Vec<Issue>) {
    let Some(programme) = &plan.programme else { return };
    let reversed = |from: i32, until: i32| Error::ReversedDates { after: from.to_string(), through: until.to_string() };
    let outside = |year: i32| Error::OutOfRange {
        what: "year",
        got: year.to_string(),
        min: programme.from.to_string(),
        max: programme.until.to_string(),
    };
    if programme.from > programme.until {
        issues.push(Issue::at("programme", reversed(programme.from, programme.until)));
        return;
    }
    let years = programme.from..=programme.until;
    if !years.contains(&plan.year) {
        issues.push(Issue::at("year", outside(plan.year)));
    }
    for (place, phase) in programme.phases.iter().enumerate() {
        let path = || format!("programme.phases[{place}]");
        if phase.from > phase.until {
            issues.push(Issue::at(path(), reversed(phase.from, phase.until)));
        } else if let Some(year) = [phase.from, phase.until].into_iter().find(|year| !years.contains(year)) {
            issues.push(Issue::at(path(), outside(year)));
        }
    }
}

fn dates(plan: &Plan, place: usize, task: &Task, faults: &mut Faults) {
    // Whatever the day of the report, the deadline is the one last known.
    let due = match task.due.as_ref().map(|due| due.day(NaiveDate::MAX)).transpose() {
        Ok(due) => due.flatten(),
        Err(error) => return faults.task(place, ".due", error),
    };
    let id = || number::shorten(&task.id);
    // A start that the plan gives is no mistake of the task: only its own is compared.
    if let Some((start, due)) = task.start.zip(due).filter(|(start, due)| due < start) {
        faults.task(place, ".due", Error::Records(RecordError::DueBeforeStart { task: id(), start, due }));
    }
    if let Some((start, done)) = task.start.zip(task.done).filter(|(start, done)| done < start) {
        faults.task(place, ".done", Error::Records(RecordError::DoneBeforeStart { task: id(), start, done }));
    }
    let year = |got: i32, min: i32, max: i32| Error::OutOfRange {
        what: "year",
        got: got.to_string(),
        min: min.to_string(),
        max: max.to_string(),
    };
    if let Some(origin) = task.carried_from.as_ref().filter(|origin| origin.year >= plan.year) {
        faults.task(place, ".carried_from.year", year(origin.year, super::FIRST_YEAR, plan.year.saturating_sub(1)));
    }
    if let Some(into) = task.carried_into.as_ref().filter(|into| into.year <= plan.year) {
        faults.task(place, ".carried_into.year", year(into.year, plan.year.saturating_add(1), super::LAST_YEAR));
    }
}

/// Done, cancelled and carried over exclude one another.
fn closings(place: usize, task: &Task, faults: &mut Faults) {
    let done = task.done_by(NaiveDate::MAX).map(|_| (".done", Text::new("đã hoàn thành", "done")));
    let cancelled = task.cancelled.as_ref().map(|_| (".cancelled", Text::new("đã bỏ", "cancelled")));
    let carried = task.carried_into.as_ref();
    let carried = carried.map(|_| (".carried_into", Text::new("chuyển sang năm sau", "carried over")));
    let mut closed = [done, cancelled, carried].into_iter().flatten();
    if let (Some((_, first)), Some((path, second))) = (closed.next(), closed.next()) {
        let both = Text::new(format!("{} và {}", first.vi, second.vi), format!("{} and {}", first.en, second.en));
        let task = number::shorten(&task.id);
        faults.task(place, path, Error::Records(RecordError::ClosedTwice { task, both }));
    }
}

fn reports(place: usize, task: &Task, faults: &mut Faults) {
    let hundred = Exact::from(100);
    let told = task.reports.iter().filter(|report| report.says_done()).min_by_key(|report| report.date);
    for (at, report) in task.reports.iter().enumerate() {
        let contradicts = |vi: &str, en: &str| {
            let (task, why) = (number::shorten(&task.id), Text::new(vi, en));
            Error::Records(RecordError::ContradictingReport { task, date: report.date, why })
        };
        let path = |key: &str| format!(".reports[{at}]{key}");
        if let Some(percent) = report.percent.filter(|percent| *percent < Exact::default() || *percent > hundred) {
            let (what, got) = ("percentage", percent.to_string());
            let error = Error::OutOfRange { what, got, min: "0".to_owned(), max: "100".to_owned() };
            faults.task(place, &path(".percent"), error);
            continue;
        }
        let says_done = report.says_done();
        if report.state == Some(ReportedState::Done) && report.percent.is_some_and(|percent| percent < hundred) {
            let error = contradicts("ghi đã hoàn thành mà chưa đủ 100 %", "it says done and less than 100 per cent");
            faults.task(place, &path(".percent"), error);
        }
        if let Some(done_on) = report.done_on {
            if !says_done {
                let error = contradicts(
                    "ghi ngày hoàn thành mà không ghi đã hoàn thành",
                    "it gives a day of completion and does not say done",
                );
                faults.task(place, &path(".done_on"), error);
            } else if done_on > report.date {
                let (after, through) = (done_on.to_string(), report.date.to_string());
                faults.task(place, &path(".done_on"), Error::ReversedDates { after, through });
            } else if let Some(start) = task.start.filter(|start| done_on < *start) {
                let error = RecordError::DoneBeforeStart { task: number::shorten(&task.id), start, done: done_on };
                faults.task(place, &path(".done_on"), Error::Records(error));
            }
        }
        // Done once is done: what says otherwise later, or said so before the day of completion, is a mistake.
        let open_again = !says_done
            && (report.state.is_some() || report.percent.is_some())
            && (task.done.is_some_and(|done| report.date > done) || told.is_some_and(|told| report.date > told.date));
        if open_again {
            let error = contradicts("nhiệm vụ đã hoàn thành trước đó", "the task was done before");
            faults.task(place, &path(""), error);
        }
        if says_done && task.done.is_some_and(|done| report.completion() < done && report.date < done) {
            let error = contradicts("ngày hoàn thành ghi muộn hơn", "the task is recorded as done on a later day");
            faults.task(place, &path(""), error);
        }
    }
}

/// Tasks that wait for one another: each of them can never start.
fn circles(plan: &Plan, places: &HashMap<&str, usize>, faults: &mut Faults) {
    let needs = |place: usize| {
        let task = plan.tasks.get(place);
        let names = task.map(|task| task.depends_on.as_slice()).unwrap_or_default();
        names.iter().filter_map(|id| places.get(id.as_str()).copied())
    };
    // What waits for nothing, or only for such tasks, is in no circle.
    let mut open: Vec<usize> = (0..plan.tasks.len()).map(|place| needs(place).count()).collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); plan.tasks.len()];
    for place in 0..plan.tasks.len() {
        for needed in needs(place) {
            if let Some(waiting) = waiting.get_mut(needed) {
                waiting.push(place);
            }
        }
    }
    let mut free: Vec<usize> = (0..open.len()).filter(|place| open.get(*place) == Some(&0)).collect();
    while let Some(place) = free.pop() {
        for waits in waiting.get(place).into_iter().flatten() {
            if let Some(open) = open.get_mut(*waits) {
                *open -= 1;
                if *open == 0 {
                    free.push(*waits);
                }
            }
        }
    }
    for start in (0..open.len()).filter(|place| open.get(*place).is_some_and(|open| *open > 0)) {
        let Some(circle) = way_back(start, &needs) else { continue };
        let names = circle.iter().filter_map(|place| plan.tasks.get(*place)).map(|task| number::shorten(&task.id));
        let circle = names.collect::<Vec<_>>().join(" → ");
        faults.task(start, ".depends_on", Error::Records(RecordError::DependencyCircle { circle }));
    }
}

/// The shortest way from a task over what it waits for back to itself.
fn way_back<I: Iterator<Item = usize>>(start: usize, needs: &impl Fn(usize) -> I) -> Option<Vec<usize>> {
    let (mut from, mut next) = (HashMap::new(), VecDeque::from([start]));
    while let Some(place) = next.pop_front() {
        for needed in needs(place) {
            if needed == start {
                let mut way = vec![start];
                let mut at = place;
                while at != start {
                    way.push(at);
                    at = *from.get(&at)?;
                }
                way.push(start);
                // Walked from the end: the first two stand at both ends.
                way.reverse();
                return Some(way);
            }
            if needed != start && !from.contains_key(&needed) {
                from.insert(needed, place);
                next.push_back(needed);
            }
        }
    }
    None
}
