//! What the project says of itself is true: the arrows of its rooms, its error codes, its size.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::{ERROR_CODES, Error, Lang};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file: no comments, nothing after its unit tests begin.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names that follow `crate::`, braces opened.
fn names_after_crate(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split('}').next().unwrap_or_default();
                assert!(!group.contains('{'), "write nested imports one by one: {group}");
                names.extend(group.split(',').map(|name| word(name.trim())));
            }
            None => {
                names.insert(word(rest));
            }
        }
    }
    names.remove("");
    names
}

/// The rooms of the README's architecture table, in order, with the rooms each may use.
fn documented_arrows() -> Vec<(String, BTreeSet<String>)> {
    let readme = read("README.md");
    let section = readme.split("\n## Architecture").nth(1).unwrap().split("\n## ").next().unwrap();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let arrows = rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let [room, _, uses] = cells.as_slice() else { panic!("three cells in: {line}") };
        (quoted(room).first().cloned().unwrap(), quoted(uses).into_iter().collect())
    });
    arrows.collect()
}

#[test]
fn the_rooms_use_each_other_as_the_readme_says() {
    let source = root().join("core/src");
    let lib = read("core/src/lib.rs");
    let mut rooms: BTreeSet<String> = BTreeSet::new();
    let mut home: BTreeMap<String, String> = BTreeMap::new();
    for line in lib.lines() {
        if let Some(room) = line.strip_prefix("pub mod ").or(line.strip_prefix("mod ")) {
            rooms.insert(room.trim_end_matches(';').to_owned());
        }
        if let Some((room, names)) = line.strip_prefix("pub use ").and_then(|line| line.split_once("::")) {
            for name in names.trim_matches(|c| matches!(c, '{' | '}' | ';')).split(',') {
                home.insert(name.trim().to_owned(), room.to_owned());
            }
        }
    }
    let mut arrows: BTreeMap<String, BTreeSet<String>> =
        rooms.iter().map(|room| (room.clone(), BTreeSet::new())).collect();
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    for file in files.iter().filter(|file| !file.ends_with("lib.rs")) {
        let place = file.strip_prefix(&source).unwrap().with_extension("");
        let room = place.iter().next().unwrap().to_str().unwrap().to_owned();
        for name in names_after_crate(&code(file)) {
            let used = home.get(&name).unwrap_or(&name);
            assert!(rooms.contains(used), "{}: crate::{name} is in no room", file.display());
            if *used != room {
                arrows.get_mut(&room).unwrap().insert(used.clone());
            }
        }
    }
    let documented = documented_arrows();
    assert_eq!(documented.iter().map(|(room, _)| room.clone()).collect::<BTreeSet<_>>(), rooms);
    for (room, uses) in &documented {
        assert_eq!(uses, &arrows[room], "the README's row of {room} against its `crate::` lines");
    }
    // Plain rooms may use each other; every other arrow points to a row above.
    let plain = ["text", "error", "law", "number", "document"];
    for (position, (room, uses)) in documented.iter().enumerate() {
        let above: BTreeSet<&str> = documented[..position].iter().map(|(room, _)| room.as_str()).chain(plain).collect();
        for used in uses {
            let allowed = if plain.contains(&room.as_str()) {
                plain.contains(&used.as_str())
            } else {
                above.contains(used.as_str())
            };
            assert!(allowed, "{room} must not use {used}");
        }
    }
}

#[test]
fn no_source_file_is_over_800_lines() {
    let mut files = Vec::new();
    for folder in ["core/src", "bindings-python/src", "bindings-wasm/src", "tests/src", "benches/src"] {
        rust_files(&root().join(folder), &mut files);
    }
    for file in &files {
        assert!(fs::read_to_string(file).unwrap().lines().count() <= 800, "{}", file.display());
    }
}

/// The functions of a wrapper by name, each with the lines of its body: what stands between the braces
/// of a function of Rust, or after the `=` of one that the macro of the wasm door writes.
fn bodies(code: &str) -> Vec<(String, usize)> {
    let size = |body: &str| body.lines().filter(|line| !matches!(line.trim(), "" | "{" | "}")).count();
    let mut found = Vec::new();
    for item in code.split("fn ").skip(1) {
        let name: String = item.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() || !item[name.len()..].starts_with(['(', '<']) {
            continue;
        }
        let (mut depth, mut body) = (0_i32, None);
        for (at, c) in item.char_indices() {
            match c {
                '{' | '=' if depth == 0 && body.is_none() && !item[at..].starts_with("=>") => body = Some(at),
                ';' if depth == 0 => break,
                _ => {}
            }
            depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
            if c == '}' && depth == 0 {
                found.push((name.clone(), size(&item[body.unwrap_or(at)..=at])));
                body = None;
                break;
            }
            if depth < 0 {
                break;
            }
        }
        if let Some(body) = body {
            let end = item[body..].find(";\n").map_or(item.len(), |end| body + end);
            found.push((name, size(&item[body..end])));
        }
    }
    found
}

/// Nothing is calculated in a wrapper: it extracts, calls the core and wraps. A fixed size would forbid
/// the next function, however thin, so each is held to a size, and all together to a mean, in which
/// imports, types and conversions count too.
#[test]
fn the_wrappers_are_thin() {
    for folder in ["bindings-python/src", "bindings-wasm/src"] {
        let mut files = Vec::new();
        rust_files(&root().join(folder), &mut files);
        let (mut lines, mut functions) = (0, 0);
        for file in &files {
            let code = code(file);
            lines += code.lines().filter(|line| !line.trim().is_empty()).count();
            for (name, body) in bodies(&code) {
                assert!(body <= 15, "{}: {name} has {body} lines; what is missing belongs in the core", file.display());
                functions += 1;
            }
        }
        assert!(functions > 60 && lines <= 8 * functions, "{folder}: {lines} lines for {functions} functions");
    }
}

#[test]
fn the_lines_of_a_wrapper_are_counted() {
    let code = "fn one(a: u8) -> u8 {\n    a\n}\nfn two<T: Fn(u8) -> u8>(\n    t: T,\n) -> u8 {\n    let a = 1;\n    t(a)\n}\n\
                fn three(&self) -> \"u8\" = self.0;\nfn four() -> \"u8\" = {\n    let a = 1;\n    a\n};\ntype F = fn(u8);\n";
    let counted: Vec<(String, usize)> = bodies(code);
    let counted: Vec<(&str, usize)> = counted.iter().map(|(name, lines)| (name.as_str(), *lines)).collect();
    assert_eq!(counted, [("one", 1), ("two", 2), ("three", 1), ("four", 3)]);
}

#[test]
fn the_core_names_no_clock_no_file_no_thread_and_no_float() {
    let mut files = Vec::new();
    rust_files(&root().join("core/src"), &mut files);
    // A file of unit tests is no part of the library.
    for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
        let code = code(file);
        // Robustness publishes ranks and counts of ranks, never points: floats may order units there. JSON has
        // numbers that are not whole: the reader carries them to the type asked for, which refuses them. And
        // columns divide whole numbers in floats where that is proved to be exact.
        let room = file.strip_prefix(root().join("core/src")).unwrap();
        let floats = ["robustness", "document", "number/float.rs", "scoring/columns/part.rs"];
        let whole = !floats.iter().any(|floats| room.starts_with(floats));
        for banned in ["std::fs", "std::io", "std::net", "std::thread", "std::time", "std::env", "Utc::now", "Local::"]
        {
            assert!(!code.contains(banned), "{} names {banned}", file.display());
        }
        assert!(!whole || !["f32", "f64"].iter().any(|float| code.contains(float)), "{}", file.display());
        assert!(!code.contains("mul_add"), "{}: rounds differently from target to target", file.display());
    }
}

#[test]
fn every_error_code_is_exercised_by_a_vector_or_a_test() {
    let mut exercised = String::new();
    for folder in ["tests/vectors", "tests/rust"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if !path.ends_with("surface.rs") {
                exercised.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    // Exercised here, in `messages_say_what_to_do`.
    let here = ["text.unknown_language", "statistics.not_reconciled", "agency.invalid_id", "number.invalid"];
    let missing: Vec<_> =
        ERROR_CODES.iter().filter(|code| !exercised.contains(&format!("\"{code}\"")) && !here.contains(code)).collect();
    assert!(missing.is_empty(), "no vector or test gives {missing:?}");
    assert_eq!(ERROR_CODES.len(), ERROR_CODES.iter().collect::<BTreeSet<_>>().len(), "codes are unique");
}

#[test]
fn messages_say_what_to_do() {
    let errors: [(Error, &str, &str); 9] = [
        (
            Lang::parse("fr").unwrap_err(),
            "language 'fr' is not known; use vi or en",
            "không có ngôn ngữ 'fr'; dùng vi hoặc en",
        ),
        (
            cchc::OnTimeStats { early: 1, ..Default::default() }.reconcile(2).unwrap_err(),
            "the counts do not reconcile: 2 dossiers came in, 1 are accounted for; a dossier was lost or counted twice",
            "số liệu không khớp: 2 hồ sơ vào, 1 hồ sơ được tính; có hồ sơ bị mất hoặc đếm hai lần",
        ),
        (
            "h15".parse::<cchc::AgencyId>().unwrap_err(),
            "'h15' is not an agency identifier; expected groups of A-Z and 0-9 joined by dots, at most 35 characters, such as H15.15",
            "'h15' không phải mã định danh cơ quan; cần các nhóm A-Z, 0-9 nối bằng dấu chấm, dài nhất 35 ký tự, ví dụ H15.15",
        ),
        (
            "84,84".parse::<cchc::Exact>().unwrap_err(),
            "'84,84' is not an exact decimal; write digits with a point, such as 84.84",
            "'84,84' không phải số thập phân chính xác; hãy ghi chữ số với dấu chấm, ví dụ 84.84",
        ),
        (
            cchc::WorkCalendar::vietnam().is_working_day("2099-12-30".parse().unwrap()).unwrap_err(),
            "2099-12-30 lies outside the days known to the calendar, 2008-01-01 to 2026-12-31; load an edition that covers it, or ask for projected days where an estimate is enough",
            "ngày 30/12/2099 nằm ngoài lịch đã biết (01/01/2008 đến 31/12/2026); hãy nạp lịch mới hơn, hoặc dùng lịch dự kiến nếu chỉ cần ước tính",
        ),
        (
            "31/02/2026".parse::<cchc::Moment>().unwrap_err(),
            "'31/02/2026' cannot be read as a day of the calendar; write yyyyMMddHHmmss, 2026-08-20, 2026-08-20T09:30:00 or 20/08/2026 (day/month/year)",
            "không đọc được '31/02/2026' thành một ngày có thật; hãy ghi yyyyMMddHHmmss, 2026-08-20, 2026-08-20T09:30:00 hoặc 20/08/2026 (ngày/tháng/năm)",
        ),
        (
            Error::WrongUnit { criterion: "1.2".to_owned(), expected: "reports".to_owned(), got: "no unit".to_owned() },
            "1.2 is measured in reports, got no unit; give the measure in that unit and name it",
            "1.2 tính theo reports, nhận được số liệu không ghi đơn vị; hãy cho số liệu theo đơn vị đó và ghi tên đơn vị",
        ),
        // Bands of a criterion are told in the same words as classes.
        (
            Error::BandGap { from: "70".to_owned(), to: "90".to_owned() },
            "the bands leave 70 to 90 undecided or decided twice; make each band start where the one above ends",
            "các khoảng bỏ trống hoặc chồng nhau từ 70 đến 90; mỗi khoảng phải bắt đầu nơi khoảng trên kết thúc",
        ),
        (
            Error::UnknownRuleSet { id: "par-index".to_owned(), shipped: "par-index-provinces, papi".to_owned() },
            "no shipped rule set or series is called 'par-index'; there are par-index-provinces, papi",
            "không có sẵn bộ hoặc loạt bộ chỉ số 'par-index'; có sẵn: par-index-provinces, papi",
        ),
    ];
    for (error, en, vi) in errors {
        assert_eq!(error.message(Lang::En), en);
        assert_eq!(error.message(Lang::Vi), vi);
    }
}

#[test]
fn the_two_readmes_say_the_same_at_the_same_length() {
    let [en, vi] = ["README.md", "README.vi.md"].map(read);
    let shape = |text: &str| {
        let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        [count("## "), count("```"), count("![")]
    };
    assert_eq!(shape(&en), shape(&vi));
    // The two commands of the first screen, before any other.
    for readme in [&en, &vi] {
        let block = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
        let commands: Vec<&str> = block.lines().map(|line| line.split('#').next().unwrap().trim()).collect();
        assert_eq!(commands, ["cargo run --release --example reform_report", "bash tests/run.sh"]);
    }
    let rooms = |text: &str| {
        let rows = text.lines().filter(|line| line.starts_with("| `"));
        rows.map(|line| line.rsplit('|').nth(1).unwrap().trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rooms(&en), rooms(&vi), "the same arrows in both");
    let words = |text: &str| text.split_whitespace().count();
    assert!(words(&vi) >= words(&en), "{} words against {}", words(&vi), words(&en));
}
