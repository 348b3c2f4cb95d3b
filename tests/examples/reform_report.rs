//! Báo cáo cải cách hành chính: the report of the casebook, or of a portal's CSV export.

use cchc::{Error, Lang, OnTimeTable, Report, WorkCalendar, document};
use chrono::NaiveDate;
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Báo cáo cải cách hành chính từ hồ sơ. Không có tệp: in các báo cáo của bộ số liệu kèm theo.
#[derive(Parser)]
#[command(name = "reform_report")]
struct Arguments {
    /// Tệp CSV (UTF-8) xuất từ cổng dịch vụ công; cột theo tên trường của cổng hoặc tên tiếng Việt
    dossiers: Option<PathBuf>,
    /// Ngày chốt số liệu (2026-09-30 hoặc 30/09/2026); mặc định là hôm nay
    #[arg(long, value_name = "NGÀY", requires = "dossiers")]
    as_of: Option<String>,
    /// In một tài liệu JSON thay cho văn bản
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ của văn bản: vi hoặc en
    #[arg(long, value_name = "NGÔN NGỮ", default_value = "vi")]
    lang: String,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = Lang::parse(&arguments.lang).unwrap_or_default();
    match run(&arguments) {
        Ok(output) => {
            // A closed pipe (such as `| head`) is the reader's choice, not a failure.
            let _ = writeln!(std::io::stdout(), "{output}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{}", failure.message(lang));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong: in the calculation, or in reading the file.
enum Failure {
    Calculation(Error),
    File(PathBuf, std::io::Error),
}

impl Failure {
    fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Calculation(error), Lang::Vi) => format!("lỗi {}: {}", error.code(), error.message(lang)),
            (Self::Calculation(error), _) => format!("error {}: {}", error.code(), error.message(lang)),
            (Self::File(path, error), Lang::Vi) => {
                format!("lỗi file.unreadable: không đọc được tệp {}: {error}; hãy kiểm tra đường dẫn", path.display())
            }
            (Self::File(path, error), _) => {
                format!("error file.unreadable: cannot read {}: {error}; check the path", path.display())
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Calculation(error)
    }
}

fn run(arguments: &Arguments) -> Result<String, Failure> {
    let lang = Lang::parse(&arguments.lang)?;
    let calendar = WorkCalendar::vietnam();
    let (reports, table) = match &arguments.dossiers {
        Some(path) => {
            let as_of = match &arguments.as_of {
                Some(text) => text.parse::<cchc::Moment>()?.date(),
                None => today(),
            };
            let table = count(path, as_of, calendar)?;
            (vec![Report::of_dossiers(&table)?], Some(table))
        }
        None => {
            let records = cchc_tests::casebook::records(calendar)?;
            (records.iter().map(|records| Report::write(records, calendar)).collect::<Result<_, Error>>()?, None)
        }
    };
    if arguments.json {
        let mut output = json!({
            "cchc": env!("CARGO_PKG_VERSION"),
            "data_edition": cchc::DATA_EDITION,
            "reports": reports,
        });
        if let (Some(table), Value::Object(output)) = (table, &mut output) {
            output.insert("table".to_owned(), document::from_json(&document::to_json(&table)?)?);
        }
        return Ok(document::to_json(&output)?);
    }
    Ok(reports.iter().map(|report| report.to_text(lang)).collect::<Vec<_>>().join("\n\n"))
}

fn count(path: &Path, as_of: NaiveDate, calendar: &WorkCalendar) -> Result<OnTimeTable, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::File(path.to_owned(), error))?;
    // Drawn on the error stream, and only when that is a terminal.
    let bar = ProgressBar::new(bytes.len().try_into().unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("Đọc hồ sơ {bar:40} {percent} % còn {eta}") {
        bar.set_style(style);
    }
    let mut rows = 0_u64;
    let table = OnTimeTable::from_csv(&bytes, as_of, calendar, |position| {
        rows += 1;
        if rows.is_multiple_of(4096) {
            bar.set_position(position);
        }
    });
    bar.finish_and_clear();
    Ok(table?)
}

/// The civil date in Việt Nam now.
fn today() -> NaiveDate {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(now.as_secs()).unwrap_or_default().saturating_add(7 * 3600);
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
}
