//! Thủ tục hành chính: the lists published, and the catalogue on a day.

use super::counted::{Counted, Line, count_table, counting, whole};
use super::dossiers::ratio_text;
use crate::Error;
use crate::catalogue::{Catalogue, CountBy, CountLine, DutyState, PunctualityTotals};
use crate::number::Ratio;
use crate::procedure::{self, PublishedProcedures};
use crate::report::figures::{Lineage, Name};
use crate::report::layout::{Cell, Table};
use crate::report::records::{CatalogueLimits, Records};
use crate::report::writer::{Piece, Writer, n};
use crate::text::Text;

pub(in crate::report) fn procedures(
    writer: &mut Writer<'_>,
    published: &[PublishedProcedures],
) -> Result<Option<Piece>, Error> {
    if published.is_empty() {
        return Ok(None);
    }
    let total = procedure::total(published)?;
    let mut piece = Piece::new("procedures", "Thủ tục hành chính công bố theo cấp", "Published procedures by level");
    let columns = [("", "Cấp", "Level"), ("procedures", ">Số thủ tục", "Procedures"), ("", "Căn cứ", "Basis")];
    let mut table = Table::new("procedures", piece.title.clone(), &columns).unit("thủ tục", "procedures");
    for entry in published {
        let basis = Text::build(|lang| entry.source.label(lang));
        let id = format!("procedures.{}", entry.level.code());
        table.row(id, vec![Cell::Words(entry.level.label()), Cell::Count(entry.procedures), Cell::Words(basis)]);
    }
    let label = Text::new("Cộng", "Together");
    table.total("", vec![Cell::Words(label), Cell::Count(total), Cell::same("")]);
    let sources = |row: &str| {
        let entry = published.iter().find(|entry| row.ends_with(entry.level.code()));
        entry.map_or_else(|| Lineage::of("procedures"), |entry| Lineage::of("procedures").source(&entry.source))
    };
    piece.table(writer, table, |row, _| sources(row));
    let label = Text::new("Tổng số thủ tục công bố", "Procedures published");
    writer.count(Name::new("procedures.total", label, Lineage::of("procedures")), total);
    Ok(Some(piece))
}

pub(in crate::report) fn catalogue(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(document) = &records.catalogue else { return Ok(None) };
    let catalogue = Catalogue::of(document);
    whole("catalogue", "danh mục thủ tục", "the catalogue", catalogue.issues())?;
    let mut piece = Piece::new("catalogue", "Danh mục thủ tục hành chính", "Catalogue of procedures");
    let counts = catalogue.counts(writer.report.as_of);
    piece.sentence(counts.text.clone());
    let list = "catalogue";
    writer.count(
        counting("catalogue.total", ("Thủ tục đang có hiệu lực", "Procedures in force"), list, &counts.ids),
        counts.total,
    );
    fn lines(counts: &[CountLine]) -> Vec<Line<'_>> {
        counts.iter().map(|line| Line::new(&line.key, &line.label, line.count, &line.ids)).collect()
    }
    let tables = [
        ("catalogue.level", "Thủ tục theo cấp", "Procedures by level", ("Cấp", "Level"), &counts.by_level),
        ("catalogue.field", "Thủ tục theo lĩnh vực", "Procedures by field", ("Lĩnh vực", "Field"), &counts.by_field),
        (
            "catalogue.service",
            "Thủ tục theo mức độ dịch vụ công trực tuyến",
            "Procedures by level of online service",
            ("Mức độ", "Service"),
            &counts.by_service,
        ),
    ];
    for (id, vi, en, first, of) in tables {
        let about = Counted {
            id,
            title: Text::new(vi, en),
            lines: first,
            unit: ("thủ tục", "procedures"),
            records: list,
            total: Some(counts.total),
        };
        count_table(writer, &mut piece, about, &lines(of));
    }
    if let Some(period) = &records.period {
        let acts = catalogue.acts(period.from, period.through, CountBy::Signed)?;
        for act in &acts.acts {
            let codes: Vec<String> = act.lines.iter().map(|line| line.code.clone()).collect();
            let id = format!("catalogue.acts.{}", crate::document::word(&act.act));
            let label = Text::build(|lang| {
                format!("{} {}", Text::new("Thủ tục được", "Procedures").get(lang), act.label.get(lang))
            });
            writer.count(Name::new(id, label, Lineage::of(list).ids(codes.iter().map(String::as_str))), act.count);
        }
        let told: Vec<Text> = acts
            .acts
            .iter()
            .filter(|act| act.count > 0)
            .map(|act| Text::build(|lang| format!("{} {}", act.label.get(lang), n(act.count).get(lang))))
            .collect();
        let items = crate::report::writer::joined(&told, "; ");
        piece.sentence(match told.is_empty() {
            true => writer.say("catalogue.no_acts", &[]),
            false => writer.say("catalogue.acts", &[("items", items)]),
        });
    }
    let incomplete = catalogue.incomplete(writer.report.as_of);
    let lacking: Vec<String> = incomplete
        .iter()
        .filter(|procedure| procedure.missing.as_ref().is_some_and(|parts| !parts.is_empty()))
        .map(|procedure| procedure.code.clone())
        .collect();
    let count = u64::try_from(lacking.len()).unwrap_or(u64::MAX);
    let label = ("Thủ tục công khai thiếu bộ phận bắt buộc", "Procedures published without an obligatory part");
    writer.count(counting("catalogue.incomplete", label, list, &lacking), count);
    if count > 0 {
        let slots = [("count", n(count)), ("codes", Text::same(lacking.join(", ")))];
        piece.sentence(writer.say("catalogue.incomplete", &slots));
    }
    if let Some(limits) = &records.catalogue_limits {
        punctuality(writer, &mut piece, &catalogue, limits, records)?;
    }
    Ok(Some(piece))
}

fn punctuality(
    writer: &mut Writer<'_>,
    piece: &mut Piece,
    catalogue: &Catalogue,
    limits: &CatalogueLimits,
    records: &Records,
) -> Result<(), Error> {
    let rules = super::scores::rule_set(&records.rule_sets, &limits.rule_set)?;
    let found = catalogue.punctuality(&rules, limits.level, writer.calendar, writer.report.as_of);
    whole("catalogue", "danh mục thủ tục", "the catalogue", &found.issues)?;
    let judged = |totals: &PunctualityTotals| totals.in_time.saturating_add(totals.late).saturating_add(totals.overdue);
    let lists = [
        ("announced", ("Công bố đúng hạn", "Announced in time"), &found.announced, &found.announce_source),
        ("published", ("Công khai đúng hạn", "Made public in time"), &found.published, &found.publish_source),
    ];
    for (id, (vi, en), totals, source) in lists {
        let (in_time, all) = (totals.in_time, judged(totals));
        if all == 0 {
            continue;
        }
        let slots = [
            ("what", Text::new(vi, en)),
            ("count", n(in_time)),
            ("all", n(all)),
            ("rate", ratio_text(Ratio::of(in_time, all))),
        ];
        piece.sentence(writer.say("catalogue.punctual", &slots));
        let behind = found.decisions.iter().filter(|decision| match id {
            "announced" => decision.announced == DutyState::InTime,
            _ => decision.publications.iter().any(|publication| publication.state == DutyState::InTime),
        });
        let numbers: Vec<&str> = behind.map(|decision| decision.decision.as_str()).collect();
        let lineage = || Lineage::of("catalogue.decisions").ids(numbers.iter().copied()).rule(source.clone());
        let name = |what: &str, label: Text| Name::new(format!("catalogue.{id}.{what}"), label, lineage());
        writer.count(name("in_time", Text::new(vi, en)), in_time);
        let share = Text::new(format!("Tỷ lệ {}", vi.to_lowercase()), format!("Share {}", en.to_lowercase()));
        writer.percent(
            name("percent", share),
            totals.in_time_percent,
            Text::new("các lần đã xét được", "those judged"),
        );
    }
    Ok(())
}
