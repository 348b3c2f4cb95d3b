//! Bad rows: good ones are spoiled one way or another, and each must come back with the reason that its
//! spoiling calls for. What is expected is written beside the spoiling, never taken from an answer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::dossier::{ColumnMap, read_dossiers, read_progress};
use cchc::{Dossier, DossierReader, Issue, OnTimeTable, WorkCalendar};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Seeded numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn one<'o, T>(&mut self, of: &'o [T]) -> &'o T {
        &of[self.below(of.len())]
    }
}

const HEADER: [&str; 12] = [
    "MaHoSo",
    "DonViXuLy",
    "MaTTHC",
    "KenhThucHien",
    "LoaiDoiTuong",
    "NgayNopHoSo",
    "NgayTiepNhan",
    "NgayHenTra",
    "NgayKetThucXuLy",
    "TrangThaiHoSo",
    "HoSoCoThanhPhanSoHoa",
    "TrichYeuHoSo",
];
const AGENCIES: [&str; 3] = ["Sở Nội vụ", "Sở Y tế", "H15.20"];
const MEGABYTE: usize = 1 << 20;

type Cells = Vec<String>;

fn as_of() -> NaiveDate {
    "2026-12-31".parse().unwrap()
}

fn map() -> ColumnMap {
    ColumnMap { agencies: Some(AGENCIES.map(str::to_owned).to_vec()), ..ColumnMap::default() }
}

fn day(offset: u64) -> String {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap().checked_add_days(Days::new(offset)).unwrap().to_string()
}

/// A row with nothing wrong: received, due three days later, and finished within four, or in progress.
fn good(numbers: &mut Numbers, id: usize, finished: bool) -> Cells {
    let start = numbers.next() % 200;
    let end = if finished { day(start + 1 + numbers.next() % 4) } else { String::new() };
    vec![
        format!("H15-{id:07}"),
        (*numbers.one(&AGENCIES)).to_owned(),
        "1.012766".to_owned(),
        (*numbers.one(&["1", "2", "3", "Trực tuyến", ""])).to_owned(),
        (*numbers.one(&["1", "2", "4", ""])).to_owned(),
        day(start),
        day(start),
        day(start + 3),
        end,
        if finished { "9" } else { "4" }.to_owned(),
        (*numbers.one(&["0", "1", ""])).to_owned(),
        "trích yếu".to_owned(),
    ]
}

/// A way to spoil a row: the kind of row it is for, the cell, what is put there, and what must be said of it.
struct Spoiling {
    finished: bool,
    cell: usize,
    value: Value,
    path: &'static str,
    code: &'static str,
    /// Whether a table of outcomes reads the cell at all.
    decides: bool,
}

enum Value {
    Text(&'static str),
    Long,
    /// What stands in another cell, which gets this one's.
    Swapped(usize),
    /// The id of the first row, which is good.
    FirstId,
}

fn spoilings() -> Vec<Spoiling> {
    let spoiling = |finished, cell, value, path, code| {
        let decides = !matches!(cell, 3 | 4 | 5 | 10);
        Spoiling { finished, cell, value, path, code, decides }
    };
    let text = |finished, cell, value, code| spoiling(finished, cell, Value::Text(value), HEADER[cell], code);
    let mut all = vec![
        text(true, 0, "", "table.missing_field"),
        text(true, 0, "H15\u{1}7", "table.control_character"),
        text(true, 1, "Sở\u{0}Nội vụ", "table.control_character"),
        text(true, 1, "Sở Lao động", "table.unknown_agency"),
        text(true, 1, "😀", "table.unknown_agency"),
        text(true, 1, "", "table.missing_field"),
        text(true, 3, "5", "table.unknown_value"),
        text(true, 3, "quầy số 3", "table.unknown_value"),
        text(true, 4, "0", "table.unknown_value"),
        text(true, 10, "2", "table.unknown_value"),
        text(true, 10, "có thể", "table.unknown_value"),
        text(false, 6, "", "table.missing_field"),
        text(true, 9, "15", "table.unknown_value"),
        text(true, 9, "😀", "table.unknown_value"),
        text(true, 9, "9 - Đang xử lý", "table.unknown_value"),
        text(true, 9, "4", "dossier.finished_but_open"),
        spoiling(false, 9, Value::Text("9"), "NgayKetThucXuLy", "dossier.no_finish_date"),
        spoiling(true, 0, Value::FirstId, "MaHoSo", "dossier.duplicate"),
        spoiling(true, 0, Value::Long, "MaHoSo", "table.text_too_long"),
        spoiling(true, 1, Value::Long, "DonViXuLy", "table.text_too_long"),
        spoiling(true, 2, Value::Long, "MaTTHC", "table.text_too_long"),
        spoiling(true, 9, Value::Long, "TrangThaiHoSo", "table.unknown_value"),
        // Received and due the other way round, and received and finished.
        spoiling(false, 6, Value::Swapped(7), "NgayHenTra", "dossier.due_before_reception"),
        spoiling(true, 6, Value::Swapped(8), "NgayKetThucXuLy", "dossier.finish_before_reception"),
    ];
    for cell in [5, 6, 7, 8] {
        for wrong in ["abc", "2026-13-02", "31/02/2026", "20260230", "46000", "😀", "2026-01-05 25:00:00", "5/1/26"] {
            all.push(text(true, cell, wrong, "date.invalid"));
        }
        all.push(text(true, cell, "1900-01-01", "dossier.implausible_date"));
        all.push(text(true, cell, "99991231235959", "dossier.implausible_date"));
        all.push(spoiling(true, cell, Value::Long, HEADER[cell], "date.invalid"));
    }
    all
}

/// A table half spoiled: its rows, the reasons of the bad ones, and which of those a table of outcomes has.
struct Table {
    rows: Vec<Cells>,
    /// By row: path, code, and whether the cell decides an outcome.
    bad: BTreeMap<usize, (&'static str, &'static str, bool)>,
}

fn table(seed: u64, size: usize, long: usize) -> Table {
    let mut numbers = Numbers(seed);
    let spoilings = spoilings();
    let (mut rows, mut bad, mut longs) = (vec![good(&mut numbers, 0, true)], BTreeMap::new(), 0);
    for row in 1..size {
        if numbers.below(10) != 0 {
            let finished = numbers.below(2) == 0;
            rows.push(good(&mut numbers, row, finished));
            continue;
        }
        let spoiling = numbers.one(&spoilings);
        let mut cells = good(&mut numbers, row, spoiling.finished);
        match spoiling.value {
            Value::Text(value) => cells[spoiling.cell] = value.to_owned(),
            Value::Long if longs < long => {
                longs += 1;
                cells[spoiling.cell] = "😀ư".repeat(MEGABYTE / 6);
            }
            Value::Long => cells[spoiling.cell] = "ư".repeat(2_001),
            Value::Swapped(other) => cells.swap(spoiling.cell, other),
            Value::FirstId => cells[spoiling.cell] = "H15-0000000".to_owned(),
        }
        bad.insert(row, (spoiling.path, spoiling.code, spoiling.decides));
        rows.push(cells);
    }
    Table { rows, bad }
}

/// The reasons as they must be, with the line of each.
fn expected(table: &Table, first_line: u64, all: bool) -> Vec<(u64, String, String)> {
    let bad = table.bad.iter().filter(|(_, (.., decides))| all || *decides);
    let reasons = bad.map(|(row, (path, code, _))| {
        (u64::try_from(*row).unwrap() + first_line, (*path).to_owned(), (*code).to_owned())
    });
    reasons.collect()
}

fn reasons(issues: &[Issue]) -> Vec<(u64, String, String)> {
    let reason = |issue: &Issue| (issue.line.unwrap(), issue.path.clone(), issue.error.code().to_owned());
    issues.iter().map(reason).collect()
}

fn good_ids(table: &Table) -> Vec<&str> {
    let good = table.rows.iter().enumerate().filter(|(row, _)| !table.bad.contains_key(row));
    good.map(|(_, cells)| cells[0].as_str()).collect()
}

fn check(table: &Table, text: &str, first_line: u64) {
    let read = read_dossiers(text.as_bytes(), &map()).unwrap();
    assert_eq!(reasons(&read.issues), expected(table, first_line, true));
    assert_eq!(read.dossiers.iter().map(|dossier| dossier.id.as_str()).collect::<Vec<_>>(), good_ids(table));
    assert_eq!(read.rows, u64::try_from(table.rows.len()).unwrap(), "rows in = rows read + rows explained");
    assert_eq!(read.dossiers.len() + read.issues.len(), table.rows.len());
    for issue in &read.issues {
        // However long the cell, a message is one that can be read.
        assert!(serde_json::to_string(issue).unwrap().len() < 4_000);
    }
    let on_time =
        OnTimeTable::from_csv_with(text.as_bytes(), as_of(), WorkCalendar::vietnam(), &map(), |_| ()).unwrap();
    assert_eq!(reasons(on_time.issues()), expected(table, first_line, false));
    on_time.reconcile().unwrap();
    assert_eq!(on_time.rows(), read.rows);
}

#[test]
fn every_bad_row_of_a_csv_table_has_its_reason_and_every_good_row_counts() {
    for seed in 0..12 {
        let table = table(seed, 600, 3);
        let rows = table.rows.iter().map(|cells| cells.join(";"));
        let text = [HEADER.join(";")].into_iter().chain(rows).collect::<Vec<_>>().join("\r\n");
        check(&table, &text, 2);
    }
}

#[test]
fn so_it_has_in_json_one_record_a_line_and_in_a_list() {
    for seed in 100..106 {
        let table = table(seed, 400, 2);
        let record = |cells: &Cells| {
            let entries = HEADER.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.clone().into()));
            serde_json::Value::Object(entries.collect()).to_string()
        };
        let records: Vec<String> = table.rows.iter().map(record).collect();
        check(&table, &records.join("\n"), 1);
        check(&table, &format!("[\n{}\n]", records.join(",\n")), 2);
    }
}

#[test]
fn broken_lines_cost_themselves_only() {
    let mut numbers = Numbers(7);
    for _ in 0..20 {
        let (mut lines, mut wanted, mut ids) = (vec![HEADER.join(",")], Vec::new(), Vec::new());
        for row in 0..300 {
            let cells = good(&mut numbers, row, true);
            let line = u64::try_from(row).unwrap() + 2;
            let code = match numbers.below(20) {
                0 => {
                    lines.push(cells[..numbers.below(11) + 1].join(","));
                    "table.row_length"
                }
                1 => {
                    lines.push(format!("{},thừa", cells.join(",")));
                    "table.row_length"
                }
                2 => {
                    // Before an empty cell, a quote would look like one that closes.
                    let full: Vec<usize> = (0..12).filter(|place| !cells[*place].is_empty()).collect();
                    let place = *numbers.one(&full);
                    let mut broken = cells.clone();
                    broken[place] = format!("\"{}", broken[place]);
                    lines.push(broken.join(","));
                    "table.unclosed_quote"
                }
                _ => {
                    lines.push(cells.join(","));
                    ids.push(cells[0].clone());
                    continue;
                }
            };
            wanted.push((line, String::new(), code.to_owned()));
        }
        let read = read_dossiers(lines.join("\n").as_bytes(), &map()).unwrap();
        assert_eq!(reasons(&read.issues), wanted);
        assert_eq!(read.dossiers.iter().map(|dossier| dossier.id.clone()).collect::<Vec<_>>(), ids);
        assert_eq!(read.rows, 300);
        // The same in JSON: a line cut off anywhere inside it is no record.
        let json =
            |cells: &Cells| serde_json::json!({"MaHoSo": cells[0], "NgayTiepNhan": cells[6], "NgayHenTra": cells[7]});
        let (mut lines, mut wanted) = (Vec::new(), Vec::new());
        for row in 0..200 {
            let record = json(&good(&mut numbers, row, true)).to_string();
            let cut = numbers.below(10) == 0;
            let kept = if cut { numbers.below(record.len() - 1) + 1 } else { record.len() };
            lines.push(record[..kept].to_owned());
            if cut {
                wanted.push((u64::try_from(row).unwrap() + 1, String::new(), "document.invalid".to_owned()));
            }
        }
        let ndjson: ColumnMap = serde_json::from_str(r#"{"format": "ndjson"}"#).unwrap();
        let read = read_dossiers(lines.join("\n").as_bytes(), &ndjson).unwrap();
        assert_eq!(reasons(&read.issues), wanted);
        assert_eq!(read.rows, 200);
    }
}

#[test]
fn what_is_no_text_in_utf_8_is_refused_as_a_whole() {
    let table = table(1, 40, 0);
    let rows = table.rows.iter().map(|cells| cells.join(","));
    let text = [HEADER.join(",")].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
    let utf_16 = |big: bool| -> Vec<u8> {
        let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let middle = text.len() / 2;
    let spoiled = |bytes: &[u8]| {
        let cut = (middle..).find(|at| text.is_char_boundary(*at)).unwrap();
        [&text.as_bytes()[..cut], bytes, &text.as_bytes()[cut..]].concat()
    };
    let files: [(&str, Vec<u8>); 10] = [
        ("UTF-16, little end first", utf_16(false)),
        ("UTF-16, big end first", utf_16(true)),
        ("UTF-16 without its mark", utf_16(false)[2..].to_vec()),
        ("a byte that begins no character", spoiled(&[0xFF])),
        ("a byte that goes on with none", spoiled(&[0x80])),
        ("a slash in two bytes", spoiled(&[0xC0, 0xAF])),
        ("half of a surrogate pair", spoiled(&[0xED, 0xA0, 0x80])),
        ("a character above the last", spoiled(&[0xF5, 0x80, 0x80, 0x80])),
        ("a character cut off at the end", [text.as_bytes(), &[0xE1, 0xBB]].concat()),
        ("a letter of TCVN3", spoiled(&[0xB5, b' '])),
    ];
    for (what, bytes) in files {
        let code = |error: cchc::Error| error.code();
        assert_eq!(read_dossiers(&bytes, &map()).map_err(code).err(), Some("table.encoding"), "{what}");
        let json: ColumnMap = serde_json::from_str(r#"{"format": "ndjson"}"#).unwrap();
        assert_eq!(read_dossiers(&bytes, &json).map_err(code).err(), Some("table.encoding"), "{what}, as JSON");
    }
    let list = r#"[{"MaHoSo": "A", "NgayTiepNhan": "2026-03-02"}, {"MaHoSo": "B"}]"#;
    for cut in 1..list.len() {
        assert_eq!(read_dossiers(&list.as_bytes()[..cut], &map()).unwrap_err().code(), "document.invalid", "{cut}");
    }
}

#[test]
fn a_large_table_is_read_in_bounded_time_and_long_cells_do_not_multiply() {
    let mut numbers = Numbers(3);
    let mut text = HEADER.join(",");
    for row in 0..200_000 {
        text.push('\n');
        text.push_str(&good(&mut numbers, row, true).join(","));
    }
    let started = Instant::now();
    let table = OnTimeTable::from_csv(text.as_bytes(), as_of(), WorkCalendar::vietnam(), |_| ()).unwrap();
    assert_eq!((table.rows(), table.issues().len()), (200_000, 0));
    // Unclosed quotes and long cells everywhere: each is looked at once, not once for every row.
    let long = format!("{}\n{}", HEADER.join(","), "\"x".repeat(200_000).replace("xxx", "x\n"));
    let _ = read_dossiers(long.as_bytes(), &map());
    let quotes = format!("{}\n{}", HEADER.join(","), "\"a,b\n".repeat(100_000));
    let read = read_dossiers(quotes.as_bytes(), &map()).unwrap();
    assert_eq!(read.rows, 100_000);
    let keys: String = (0..20_000).fold(String::new(), |text, key| text + &format!("{{\"k{key}\": 1}}\n"));
    let read = read_dossiers(keys.as_bytes(), &ColumnMap::default()).unwrap();
    assert!((read.rows, read.column_issues.len() <= 100) == (20_000, true), "unknown keys are told up to a number");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever stands in the cells, every line that is not empty is a dossier, a reason or a blank row.
    #[test]
    fn no_line_is_lost(lines in proptest::collection::vec("[A-C0-9,;/ \u{e1}\u{303}\u{200b}\u{7}\u{1F600}-]{0,40}", 0..40)) {
        let header = "MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,TrangThaiHoSo,KenhThucHien";
        let text = format!("{header}\n{}", lines.join("\n"));
        let rows = u64::try_from(lines.iter().filter(|line| !line.is_empty()).count()).unwrap();
        match read_dossiers(text.as_bytes(), &ColumnMap::default()) {
            Ok(read) => {
                prop_assert_eq!(read.rows + read.blank_rows, rows);
                prop_assert_eq!(read.dossiers.len() + read.issues.len(), usize::try_from(read.rows).unwrap());
                prop_assert_eq!(read.dossiers.len(), read.lines.len());
            }
            Err(error) => prop_assert_eq!(error.code(), "table.empty"),
        }
    }

    /// Nothing panics, whatever the bytes and the map.
    #[test]
    fn no_bytes_and_no_map_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        json in "[\\[\\]{}:,\"a-zMaHoSo0-9 \n]{0,200}",
        column in ".{0,10}",
        target in prop_oneof![Just("MaHoSo".to_owned()), Just("Ngày tiếp nhận".to_owned()), ".{0,6}"],
    ) {
        let map: ColumnMap = serde_json::from_value(serde_json::json!({
            "columns": {column: target}, "values": {"TrangThaiHoSo": {"x": "9"}}, "dates": "month_first",
        })).unwrap();
        for bytes in [bytes.as_slice(), json.as_bytes()] {
            for map in [&map, &ColumnMap::default()] {
                let _ = read_dossiers(bytes, map);
                let _ = DossierReader::with_map(bytes, map).map(|reader| reader.count());
                let given = [Dossier::new("A", "", "", as_of())];
                let _ = read_progress(bytes, map, &given, as_of(), WorkCalendar::vietnam());
            }
        }
    }
}
