//! Xin lỗi, thứ hạng: what an office keeps beside its dossiers.

use super::dossiers::ratio_text;
use crate::Error;
use crate::number::Exact;
use crate::ranking::Standing;
use crate::report::chart::{Chart, ChartKind, ChartSeries, Tone};
use crate::report::figures::{Lineage, Name, Unit};
use crate::report::layout::{Block, Cell, Table};
use crate::report::records::{ApologyRecord, StandingRecord};
use crate::report::writer::{Piece, Writer, n};
use crate::statistics::ApologyDuty;
use crate::text::Text;

pub(in crate::report) fn apology(
    writer: &mut Writer<'_>,
    record: Option<&ApologyRecord>,
) -> Result<Option<Piece>, Error> {
    let Some(record) = record else { return Ok(None) };
    let duty = ApologyDuty::new(record.overdue_dossiers, record.apologised, writer.report.as_of)?;
    let (vi, en) = ("Xin lỗi bằng văn bản khi quá hạn", "Written apologies for overdue dossiers");
    let mut piece = Piece::new("apology", vi, en);
    let basis = ("basis", Text::build(|lang| record.source.label(lang)));
    piece.sentence(match duty.applicable {
        true => {
            let percent = ratio_text(duty.ratio());
            let slots = [("owed", n(duty.owed)), ("apologised", n(duty.apologised)), ("percent", percent), basis];
            writer.say("apology.owed", &slots)
        }
        false => writer.say("apology.none", &[basis]),
    });
    let lineage = || Lineage::of("apology").source(&record.source).rule(duty.rule.clone());
    let name = |id: &str, vi: &str, en: &str| Name::new(id, Text::new(vi, en), lineage());
    writer.count(name("apology.owed", "Hồ sơ phải xin lỗi", "Apologies owed"), duty.owed);
    let applicable = name("apology.applicable", "Có phát sinh nghĩa vụ xin lỗi", "Whether an apology was owed");
    writer.figure(applicable, Unit::Word, duty.applicable, None);
    let rate = name("apology.percent", "Tỷ lệ đã xin lỗi", "Share of apologies made");
    writer.percent(rate, duty.percent, Text::new("hồ sơ phải xin lỗi", "apologies owed"));
    Ok(Some(piece))
}

pub(in crate::report) fn standings(
    writer: &mut Writer<'_>,
    records: &[StandingRecord],
) -> Result<Option<Piece>, Error> {
    if records.is_empty() {
        return Ok(None);
    }
    let mut piece = Piece::new("standings", "Chỉ số và thứ hạng", "Index and ranks");
    let columns = [
        ("", "Chỉ số", "Index"),
        ("", ">Năm", "Year"),
        ("", ">Kết quả", "Result"),
        ("", ">Hạng", "Rank"),
        ("", ">Năm trước", "Earlier"),
        ("", ">Kết quả năm trước", "Earlier result"),
        ("", ">Hạng năm trước", "Earlier rank"),
        ("", ">Tăng giảm", "Change"),
        ("", ">Bậc", "Places"),
    ];
    let title = Text::new("Chỉ số và thứ hạng qua các năm", "Index and ranks by year");
    let mut table = Table::new("standings", title, &columns);
    for record in records {
        let (earlier, movement) = match (record.earlier, record.movement) {
            (Some(earlier), _) => (Some(earlier), record.now.movement_since(&earlier)),
            (None, Some(movement)) => (Some(record.now.before(&movement, record.earlier_of)?), movement),
            (None, None) => (None, Default::default()),
        };
        let year = |year: Option<i32>| year.map_or(Cell::Empty, |year| Cell::same(year.to_string()));
        let mut cells = vec![Cell::Words(record.title.clone()), year(Some(record.year))];
        cells.extend(standing_cells(&record.now));
        cells.push(year(record.earlier_year));
        cells.extend(standing_cells(&earlier.unwrap_or_default()));
        cells.push(movement.points.map_or(Cell::Empty, Cell::change));
        cells.push(movement.places.map_or(Cell::Empty, |places| Cell::change(Exact(places.into()))));
        table.row("", cells);
        let mut figure = |id: &str, vi: &str, en: &str, unit: Unit, value: Option<String>| {
            let label = Text::build(|lang| format!("{}: {}", record.title.get(lang), Text::new(vi, en).get(lang)));
            let lineage = Lineage::of("standings").ids([record.id.as_str()]).source(&record.source);
            if let Some(value) = value {
                writer.figure(Name::new(format!("standings.{}.{id}", record.id), label, lineage), unit, value, None);
            }
        };
        let points = |standing: Option<Standing>| standing.and_then(|standing| standing.points);
        let rank = |standing: Option<Standing>| standing.and_then(|standing| standing.rank);
        let now = Some(record.now);
        figure("points", "điểm", "points", Unit::Points, points(now).map(|points| points.to_string()));
        figure("rank", "hạng", "rank", Unit::Rank, rank(now).map(|rank| rank.to_string()));
        let before = points(earlier).map(|points| points.to_string());
        figure("earlier_points", "điểm năm trước", "points the year before", Unit::Points, before);
        let before = rank(earlier).map(|rank| rank.to_string());
        figure("earlier_rank", "hạng năm trước", "rank the year before", Unit::Rank, before);
        let change = movement.points.map(|points| points.to_string());
        figure("change", "tăng giảm điểm", "change in points", Unit::Points, change);
        let places = movement.places.map(|places| places.to_string());
        figure("places", "số bậc tăng giảm", "places up or down", Unit::Places, places);
    }
    piece.table(writer, table, |_, _| Lineage::of("standings"));
    for record in records {
        piece.blocks.extend(over_the_years(record)?.map(Block::Chart));
    }
    piece.sentence(writer.say("standings.change", &[]));
    Ok(Some(piece))
}

fn standing_cells(standing: &Standing) -> [Cell; 2] {
    let rank = match (standing.rank, standing.of) {
        (Some(rank), Some(of)) => Cell::same(format!("{rank}/{of}")),
        (Some(rank), None) => Cell::Count(rank.into()),
        (None, _) => Cell::Empty,
    };
    [standing.points.map_or(Cell::Empty, Cell::Points), rank]
}

/// The ranks of one unit, year after year, where more than one is known.
fn over_the_years(record: &StandingRecord) -> Result<Option<Chart>, Error> {
    let mut years: Vec<(i32, Standing)> = record.history.iter().map(|year| (year.year, year.standing)).collect();
    years.extend(record.earlier_year.zip(record.earlier));
    years.push((record.year, record.now));
    years.sort_by_key(|(year, _)| *year);
    years.dedup_by_key(|(year, _)| *year);
    let ranks: Vec<Option<Exact>> =
        years.iter().map(|(_, standing)| standing.rank.map(|rank| u64::from(rank).into())).collect();
    if ranks.iter().flatten().count() < 2 {
        return Ok(None);
    }
    let of: Vec<Option<Exact>> = years.iter().map(|(_, standing)| standing.of.map(|of| u64::from(of).into())).collect();
    let series = ChartSeries::new(Text::new("Hạng", "Rank"), Tone::Now, ranks).with_maxima(of);
    let categories = years.iter().map(|(year, _)| Text::same(year.to_string())).collect();
    let title =
        Text::new(format!("{}: hạng qua các năm", record.title.vi), format!("{}: rank by year", record.title.en));
    let id = format!("standings.{}", record.id);
    let chart = Chart::new(id, ChartKind::RankLine, title, Text::new("hạng", "rank"), categories, vec![series])?;
    Ok(Some(chart.with_source(Text::build(|lang| record.source.label(lang)))))
}
