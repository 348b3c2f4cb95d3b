//! The main job as a person runs it: the built program, real files, its output and exit code.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Cargo builds a package's examples before its tests, beside the folder this test runs from.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().join("examples/reform_report")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file of this test run alone, removed when the test ends.
struct Export(PathBuf);

impl Export {
    fn of(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("cchc-{}-{name}.csv", std::process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }

    fn report(&self, more: &[&str]) -> Output {
        run(&[&[self.0.to_str().unwrap()], more].concat())
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Everything inside `lines` in order; says which line is missing.
fn assert_in_order(output: &str, lines: &[&str]) {
    let mut rest = output;
    for line in lines {
        let (_, after) = rest.split_once(line).unwrap_or_else(|| panic!("{line:?} is missing or out of order"));
        rest = after;
    }
}

#[test]
fn without_arguments_it_prints_the_casebook_in_vietnamese() {
    let output = run(&[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_in_order(
        &text(&output.stdout),
        &[
            // C5
            "Kỳ báo cáo: 9 tháng năm 2018 (01/01/2018 đến 30/09/2018)",
            "I. Công tác chỉ đạo, điều hành",
            "174/KH-SLĐTBXH",
            "Cấp tỉnh",
            "56",
            "Cấp huyện",
            "12",
            "Cấp xã",
            "7",
            "75",
            "85.020",
            "82.566",
            "2.454",
            "97,11 %",
            "3.677",
            "3.550",
            "127",
            "100 %",
            "Công chức, viên chức được đào tạo, bồi dưỡng  người          23",
            "Phương hướng, nhiệm vụ kỳ tới",
            // C3
            "17/38 nhiệm vụ, đạt 44,74 %",
            "không xét quá hạn",
            "Kế hoạch kiểm tra 11 đơn vị",
            "330",
            "339",
            // C4
            "7/12 đơn vị, đạt 58,33 %",
            "84,84",
            "20/63",
            "81,93",
            "23/63",
            "+2,91",
            "+3",
            "5/14",
            "20/20",
            // C2
            "100.000",
            "8/17",
            "15/17",
            "+7",
            // C1
            "không phát sinh nghĩa vụ xin lỗi; tỷ lệ thực hiện: không áp dụng",
            // C6
            "Đồng Tháp",
            "68,11",
            "Đồng hạng: 65,47 (5: Quảng Ninh, Tây Ninh); 63,18 (12: TP. Hồ Chí Minh, Lai Châu)",
            "10,07",
            "17,51",
            "14,71",
            "10,08",
            "9,49",
            "61,86",
            "61,85",
            "thêm 0,34 điểm",
            "370.610",
            "65,49",
            "xếp loại Trung bình",
            "1.1 6,00; 4.4 3,91",
            "7,02",
            "76,37",
            "xếp loại Khá",
            "Quảng Nam",
            "82,80",
        ],
    );
}

#[test]
fn json_is_one_document_with_every_figure() {
    let output = run(&["--json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let reports = document["reports"].as_array().unwrap();
    let ids: Vec<&str> = reports.iter().map(|report| report["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["c5", "c3", "c4", "c2", "c1", "c6"]);
    let figure = |id: &str| {
        let mut figures = reports.iter().flat_map(|report| report["figures"].as_array().unwrap());
        figures.find(|figure| figure["id"] == id).unwrap()["value"].clone()
    };
    assert_eq!(figure("c5.dossiers.one_stop.received"), "85020");
    assert_eq!(figure("c6.sheet.H15.total"), "65.49");
}

#[test]
fn english_is_a_flag_away() {
    let output = text(&run(&["--lang", "en"]).stdout);
    assert_in_order(&output, &["REFORM IN NINE MONTHS OF 2018", "85,020", "97.11 %", "class Average"]);
}

const EXPORT: &str = "\u{feff}Mã hồ sơ;Mã TTHC;Tên TTHC;Đơn vị xử lý;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Ghi chú nội bộ\r
H15-1;1.012766;Đăng ký khai sinh;Sở Tư pháp;20260202083000;20260205170000;20260204100000;10;\r
H15-2;1.012766;Đăng ký khai sinh;Sở Tư pháp;02/02/2026;05/02/2026;05/02/2026;Đã xử lý xong;\r
H15-3;2.000815;Chứng thực;Sở Tư pháp;2026-02-02;2026-02-05;2026-02-06;9;\r
H15-4;2.000815;Chứng thực;UBND phường A;2026-03-02;2026-04-02;;4;\r
H15-5;2.000815;Chứng thực;UBND phường A;2026-03-02;2026-03-05;;4;\r
H15-6;2.000815;Chứng thực;UBND phường A;2026-03-02;2026-03-05;;5;\r
H15-7;2.000815;Chứng thực;UBND phường A;31/02/2026;2026-03-05;;4;\r
H15-8;2.000815;Chứng thực;UBND phường A;2026-03-05;2026-03-09;2026-03-04;9;\r
H15-1;2.000815;Chứng thực;UBND phường A;2026-03-05;2026-03-09;;4;\r
";

#[test]
fn a_users_export_is_counted_by_agency_and_procedure_and_every_bad_row_is_explained() {
    let export = Export::of("export", EXPORT.as_bytes());
    let output = export.report(&["--as-of", "31/03/2026"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_in_order(
        &text(&output.stdout),
        &[
            "Số liệu đến ngày 31/03/2026",
            "Lưu ý về dữ liệu",
            "Ghi chú nội bộ",
            "table.unknown_column",
            "Sở Tư pháp",
            "1.012766 Đăng ký khai sinh",
            "2.000815 Chứng thực",
            "UBND phường A",
            "9 dòng vào = 6 dòng được tính + 3 dòng có lý do dưới đây; 0 dòng trống",
            "8  NgayTiepNhan",
            "date.invalid",
            "31/02/2026",
            "9  NgayKetThucXuLy",
            "dossier.finish_before_reception",
            "10  MaHoSo",
            "dossier.duplicate",
            "dòng 2",
        ],
    );
    let output = export.report(&["--as-of", "2026-03-31", "--json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let total = &document["table"]["total"];
    let counts = ["early", "on_time", "late", "in_progress", "overdue"].map(|name| total[name].as_u64().unwrap());
    assert_eq!(counts, [1, 1, 1, 1, 1]);
    assert_eq!(total["set_aside"]["waiting"], 1);
    assert_eq!(document["table"]["reconciled"], true);
    assert_eq!(document["table"]["issues"][1]["line"], 9);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_code_and_a_remedy() {
    let header = "MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy";
    let cases: [(&str, Vec<u8>, &str, &str); 6] = [
        ("empty", Vec::new(), "table.empty", "xuất lại"),
        ("header", header.into(), "table.empty", "xuất lại"),
        ("utf16", b"\xff\xfeM\0a\0".to_vec(), "table.encoding", "CSV UTF-8"),
        ("latin", [header.as_bytes(), b"\n\xe9,1,1,1\n"].concat(), "table.encoding", "dòng 2"),
        ("excel", b"PK\x03\x04...".to_vec(), "table.encoding", "CSV UTF-8"),
        ("column", b"MaHoSo,NgayTiepNhan,NgayHenTra,NgayXong\nA,1,1,1\n".to_vec(), "table.missing_column", "NgayXong"),
    ];
    for (name, content, code, remedy) in cases {
        let output = Export::of(name, &content).report(&[]);
        let message = text(&output.stderr);
        assert!(!output.status.success(), "{name}");
        assert!(output.stdout.is_empty(), "{name}: nothing is printed as if it were an answer");
        assert!(message.starts_with(&format!("lỗi {code}: ")) && message.contains(remedy), "{name}: {message}");
    }
    let missing = run(&[Path::new("no").join("such.csv").to_str().unwrap()]);
    assert!(text(&missing.stderr).starts_with("lỗi file.unreadable: "));
    let export = Export::of("date", header.as_bytes());
    assert!(text(&export.report(&["--as-of", "31/02/2026"]).stderr).starts_with("lỗi date.invalid: "));
}

#[test]
fn a_limit_past_the_calendars_horizon_is_a_reason_not_a_guess() {
    let csv = "MaHoSo,NgayTiepNhan,ThoiHanNgayLamViec,NgayKetThucXuLy\nA,2026-12-28,30,\nB,2026-03-02,3,2026-03-05\n";
    let output = Export::of("horizon", csv.as_bytes()).report(&["--as-of", "2026-12-31"]);
    assert!(output.status.success());
    assert_in_order(
        &text(&output.stdout),
        &["2 dòng vào = 1 dòng được tính + 1 dòng", "2  ThoiHanNgayLamViec  calendar.horizon_adding"],
    );
}

#[test]
fn the_readmes_picture_shows_what_the_program_prints() {
    let picture = include_str!("../pictures/reform_report.svg");
    let output = text(&run(&[]).stdout);
    let printed: std::collections::HashSet<&str> = output.lines().collect();
    let shown: Vec<String> = picture
        .lines()
        .filter_map(|line| line.strip_prefix("<text ")?.split_once('>')?.1.strip_suffix("</text>"))
        .map(|line| line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .collect();
    assert!(shown.len() > 30);
    for line in shown {
        assert!(printed.contains(line.as_str()), "draw the picture again (tests/pictures/draw.py): {line:?}");
    }
}

#[test]
fn a_thousand_bad_rows_are_counted_together_and_the_first_hundred_listed() {
    let rows: String = (0..1000).map(|row| format!("H{row},31/02/2026,2026-03-06,\n")).collect();
    let csv = format!("MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\n{rows}");
    let export = Export::of("thousand", csv.as_bytes());
    let output = export.report(&["--as-of", "2026-03-31"]);
    assert!(!output.status.success(), "a report of nothing is not a success");
    assert!(text(&output.stderr).contains("không có dòng nào tính được"));
    let shown = text(&output.stdout);
    assert_in_order(&shown, &["date.invalid", "NgayTiepNhan", "1.000", "Còn 900 dòng nữa"]);
    assert!(shown.lines().count() < 800, "{} lines", shown.lines().count());
    let document: Value = serde_json::from_slice(&export.report(&["--as-of", "2026-03-31", "--json"]).stdout).unwrap();
    assert_eq!(document["table"]["issues"].as_array().unwrap().len(), 1000);
}

#[test]
fn nearly_all_is_not_written_as_all() {
    let rows: String = (0..30_000).map(|row| format!("H{row},2026-03-02,2026-03-06,2026-03-05\n")).collect();
    let csv = format!("MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\n{rows}L,2026-03-02,2026-03-06,2026-03-09\n");
    let output = Export::of("nearly", csv.as_bytes()).report(&["--as-of", "2026-03-31"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("> 99,99 %") && !shown.contains("100 %"), "{shown}");
}

#[test]
fn the_program_explains_itself_in_vietnamese() {
    let help = text(&run(&["--help"]).stdout);
    assert_in_order(&help, &["Báo cáo cải cách hành chính", "Cách dùng: reform_report", "--as-of"]);
    assert!(text(&run(&["--as-of", "2026-03-31"]).stderr).starts_with("lỗi input.as_of_without_file: "));
}

#[test]
fn the_records_of_a_period_become_a_page() {
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/nine_months.json");
    let records = records.to_str().unwrap();
    let page = text(&run(&["--records", records, "--format", "html"]).stdout);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"vi\">"));
    assert_in_order(&page, &["<h1>Báo cáo cải cách hành chính chín tháng năm 2026</h1>", "<svg", "</html>"]);
    let markdown = text(&run(&["--records", records, "--format", "markdown", "--lang", "en"]).stdout);
    assert_in_order(
        &markdown,
        &["# Report on administrative reform", "## I. Direction and steering", "13 of 23 tasks done"],
    );
    let both = run(&["--format", "html"]);
    assert!(text(&both.stderr).starts_with("lỗi input.one_page: ") && both.stdout.is_empty());
    let missing = run(&["--records", "no/such.json"]);
    assert!(text(&missing.stderr).starts_with("lỗi file.unreadable: "));
}
