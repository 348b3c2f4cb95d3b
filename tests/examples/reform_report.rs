//! Báo cáo cải cách hành chính: the report of the casebook, or of a portal's CSV export.

use cchc::{Error, Lang, OnTimeTable, Records, Report, WorkCalendar, document};
use chrono::NaiveDate;
use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Báo cáo cải cách hành chính từ hồ sơ. Không có tệp: in các báo cáo của bộ số liệu kèm theo.
#[derive(Parser)]
#[command(
    name = "reform_report",
    help_template = "{about}\n\nCách dùng: {usage}\n\n{all-args}",
    disable_help_flag = true
)]
struct Arguments {
    /// Tệp CSV (UTF-8) xuất từ cổng dịch vụ công; cột theo tên trường của cổng hoặc tên tiếng Việt
    dossiers: Option<PathBuf>,
    /// Ngày chốt số liệu (2026-09-30 hoặc 30/09/2026); mặc định là hôm nay
    #[arg(long, value_name = "NGÀY")]
    as_of: Option<String>,
    /// Số liệu của một kỳ báo cáo (tệp JSON); báo cáo theo đề cương nêu trong đó
    #[arg(long, value_name = "TỆP", conflicts_with_all = ["dossiers", "as_of"])]
    records: Option<PathBuf>,
    /// Dạng của báo cáo: văn bản, Markdown hoặc một trang HTML đủ cả biểu đồ
    #[arg(long, value_name = "DẠNG", default_value = "text")]
    format: Form,
    /// In một tài liệu JSON thay cho văn bản
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ của văn bản: vi hoặc en
    #[arg(long, value_name = "NGÔN NGỮ", default_value = "vi")]
    lang: String,
    /// In hướng dẫn này
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Form {
    Text,
    Markdown,
    Html,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = Lang::parse(&arguments.lang).unwrap_or_default();
    match run(&arguments) {
        Ok(Output { text, nothing_counted }) => {
            // A closed pipe (such as `| head`) is the reader's choice, not a failure.
            let _ = writeln!(std::io::stdout(), "{text}");
            if nothing_counted {
                eprintln!(
                    "{}",
                    match lang {
                        Lang::Vi => "không có dòng nào tính được; xem lý do ở phần cuối báo cáo",
                        _ => "no row could be counted; see the reasons at the end of the report",
                    }
                );
                return ExitCode::FAILURE;
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{}", failure.message(lang));
            ExitCode::FAILURE
        }
    }
}

struct Output {
    text: String,
    nothing_counted: bool,
}

/// Everything in one document; `table` holds every row left out.
#[derive(Serialize)]
struct Document {
    cchc: &'static str,
    data_edition: &'static str,
    reports: Vec<Report>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<OnTimeTable>,
}

/// What went wrong: in the calculation, in reading the file, or in how the program was called.
enum Failure {
    Calculation(Error),
    File(PathBuf, std::io::Error),
    DateWithoutFile,
    OnePage,
}

impl Failure {
    fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Calculation(error), Lang::Vi) => format!("lỗi {}: {}", error.code(), error.message(lang)),
            (Self::Calculation(error), _) => format!("error {}: {}", error.code(), error.message(lang)),
            (Self::File(path, error), Lang::Vi) => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "không có tệp này".to_owned(),
                    std::io::ErrorKind::PermissionDenied => "không có quyền đọc".to_owned(),
                    _ => error.to_string(),
                };
                format!("lỗi file.unreadable: không đọc được {} ({why}); hãy kiểm tra đường dẫn", path.display())
            }
            (Self::File(path, error), _) => {
                format!("error file.unreadable: cannot read {} ({error}); check the path", path.display())
            }
            (Self::OnePage, Lang::Vi) => {
                "lỗi input.one_page: mỗi trang HTML là một báo cáo; hãy cho --records hoặc tệp CSV".to_owned()
            }
            (Self::OnePage, _) => {
                "error input.one_page: a page of HTML is one report; give --records or a CSV file".to_owned()
            }
            (Self::DateWithoutFile, Lang::Vi) => {
                "lỗi input.as_of_without_file: --as-of chỉ dùng với tệp CSV; hãy cho tên tệp trước --as-of".to_owned()
            }
            (Self::DateWithoutFile, _) => {
                "error input.as_of_without_file: --as-of goes with a CSV file; name the file before it".to_owned()
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Calculation(error)
    }
}

fn run(arguments: &Arguments) -> Result<Output, Failure> {
    let lang = Lang::parse(&arguments.lang)?;
    let calendar = WorkCalendar::vietnam();
    let (reports, table) = match (&arguments.dossiers, &arguments.as_of) {
        _ if arguments.records.is_some() => {
            let path = arguments.records.as_deref().unwrap_or(Path::new(""));
            let text = std::fs::read_to_string(path).map_err(|error| Failure::File(path.to_owned(), error))?;
            (vec![Report::write(&document::from_json::<Records>(&text)?, calendar)?], None)
        }
        (Some(path), as_of) => {
            let as_of = match as_of {
                Some(text) => text.parse::<cchc::Moment>()?.date(),
                None => today(),
            };
            let table = count(path, as_of, calendar)?;
            (vec![Report::of_dossiers(&table)?], Some(table))
        }
        (None, Some(_)) => return Err(Failure::DateWithoutFile),
        (None, None) => {
            let records = cchc_tests::casebook::records(calendar)?;
            (records.iter().map(|records| Report::write(records, calendar)).collect::<Result<_, Error>>()?, None)
        }
    };
    let nothing_counted = table.as_ref().is_some_and(|table| table.total() == cchc::OnTimeStats::default());
    let text = if arguments.json {
        let (cchc, data_edition) = (env!("CARGO_PKG_VERSION"), cchc::DATA_EDITION);
        document::to_json(&Document { cchc, data_edition, reports, table })?
    } else if arguments.format == Form::Html && reports.len() != 1 {
        return Err(Failure::OnePage);
    } else {
        let written = |report: &Report| match arguments.format {
            Form::Text => report.to_text(lang),
            Form::Markdown => report.to_markdown(lang),
            Form::Html => report.to_html(lang),
        };
        reports.iter().map(written).collect::<Vec<_>>().join("\n\n")
    };
    Ok(Output { text, nothing_counted })
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
