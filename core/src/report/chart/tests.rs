#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use super::drawing::{INNER, MARGIN, WIDTH};
use super::palette::{QUIET, TEXT, WHITE, ink};
use super::words::{BODY, Face, SMALL, TITLE, clean, id};
use super::{Chart, ChartKind, ChartSeries, Tone};
use crate::number::Exact;
use crate::text::{Lang, Text};

const TONES: [Tone; 8] =
    [Tone::Early, Tone::OnTime, Tone::Late, Tone::Running, Tone::Overdue, Tone::Now, Tone::Before, Tone::Neutral];

fn values(list: &str) -> Vec<Option<Exact>> {
    list.split_whitespace().map(|word| word.parse().ok()).collect()
}

fn texts(list: &[&str]) -> Vec<Text> {
    list.iter().map(|text| Text::same(*text)).collect()
}

fn series(name: &str, tone: Tone, list: &str) -> ChartSeries {
    ChartSeries::new(Text::same(name), tone, values(list))
}

fn chart(kind: ChartKind, unit: &str, categories: &[&str], series: Vec<ChartSeries>) -> Chart {
    Chart::new("t", kind, Text::same("Tên"), Text::same(unit), texts(categories), series).unwrap()
}

/// The elements of a picture: its name, its attributes as written, and the text behind it. Panics where tags
/// do not close one another.
fn elements(svg: &str) -> Vec<(String, String, String)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.trim_end_matches('/');
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        found.push((name.to_owned(), attributes.to_owned(), text.replace("&amp;", "&")));
    }
    assert!(open.is_empty());
    found
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = format_split(attributes, name)?;
    rest.split_once('"').map(|(value, _)| value)
}

fn format_split<'a>(attributes: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let marker = format!("{name}=\"");
    if let Some(rest) = attributes.strip_prefix(marker.as_str()) {
        return Some(("", rest));
    }
    attributes.split_once(&format!(" {marker}"))
}

fn number(attributes: &str, name: &str) -> i64 {
    attribute(attributes, name).unwrap().parse().unwrap()
}

/// Left, top, right and bottom of every text, by the widths the core reckons with.
fn boxes(svg: &str) -> Vec<([i64; 4], String)> {
    let texts = elements(svg).into_iter().filter(|(name, _, _)| name == "text");
    let boxed = texts.map(|(_, attributes, text)| {
        let size = number(&attributes, "font-size");
        let face = Face { size, bold: attribute(&attributes, "font-weight").is_some() };
        let (x, line, wide) = (number(&attributes, "x"), number(&attributes, "y"), face.width(text.trim_end()));
        let left = match attribute(&attributes, "text-anchor") {
            Some("end") => x - wide,
            Some(_) => x - wide / 2,
            None => x,
        };
        ([left, line - size * 7 / 10, left + wide, line + size / 10], text.trim_end().to_owned())
    });
    boxed.collect()
}

/// What holds of every picture: it is well formed, nothing lies outside it, and no text lies on another.
fn sound(chart: &Chart) {
    for lang in [Lang::Vi, Lang::En] {
        let svg = chart.to_svg(lang);
        assert_eq!(svg, chart.to_svg(lang));
        let elements = elements(&svg);
        let (_, root, _) = elements.first().unwrap();
        let height: i64 = attribute(root, "viewBox").unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        for (_, attributes, _) in elements.iter().filter(|(name, _, _)| name == "rect") {
            let [x, y, wide, high] =
                ["x", "y", "width", "height"].map(|name| attribute(attributes, name).map_or(0, |v| v.parse().unwrap()));
            assert!(x >= 0 && y >= 0 && wide > 0 && high > 0, "{attributes}");
            assert!(x + wide <= WIDTH && y + high <= height, "{attributes} outside {WIDTH} x {height}");
        }
        let boxes = boxes(&svg);
        for (place, (one, text)) in boxes.iter().enumerate() {
            let [left, top, right, bottom] = *one;
            assert!(left >= 0 && top >= 0 && right <= WIDTH && bottom <= height, "'{text}' is cut off: {one:?}");
            for (other, words) in boxes.iter().skip(place + 1) {
                let apart = right <= other[0] || other[2] <= left || bottom <= other[1] || other[3] <= top;
                assert!(apart, "'{text}' {one:?} lies on '{words}' {other:?} in {:?}", chart.kind);
            }
        }
    }
}

fn months(count: usize) -> Vec<Text> {
    (1..=count).map(|month| Text::new(format!("Tháng {month}"), format!("Month {month}"))).collect()
}

#[test]
fn pictures_of_any_figures_are_sound() {
    const NAMES: [&str; 6] = [
        "Huế",
        "2024",
        "Thành phố Hồ Chí Minh",
        "Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",
        "Tác động của cải cách hành chính đến người dân, tổ chức và phát triển kinh tế - xã hội của địa phương",
        "TỔNGHỢPKHÔNGDẤUCÁCHDÀIHƠNMỘTDÒNGCỦABIỂUĐỒNÀY",
    ];
    let mut state = 7_u64;
    let mut below = |most: u64| {
        // Knuth's congruential generator; its high half is random enough.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = u128::from(state >> 16) * u128::from(most);
        u64::try_from(high >> 48).unwrap()
    };
    for round in 0..600 {
        let kind = [ChartKind::StackedBars, ChartKind::GroupedBars, ChartKind::Ranks, ChartKind::RankLine];
        let kind = kind[usize::try_from(below(4)).unwrap()];
        let ranked = matches!(kind, ChartKind::Ranks | ChartKind::RankLine);
        let most = if kind == ChartKind::Ranks { 63 } else { 24 };
        let categories = usize::try_from(1 + below(if round % 2 == 0 { 7 } else { most })).unwrap();
        let short = below(2) == 0;
        let names: Vec<Text> = (0..categories)
            .map(|_| Text::same(NAMES[usize::try_from(below(if short { 2 } else { 6 })).unwrap()]))
            .collect();
        let count = usize::try_from(1 + below(if kind == ChartKind::StackedBars { 8 } else { 3 })).unwrap();
        let size = [2, 64, 5000, 1_000_000_000_000_000][usize::try_from(below(if ranked { 2 } else { 4 })).unwrap()];
        let all: Vec<ChartSeries> = TONES
            .iter()
            .take(count)
            .map(|tone| {
                let name = Text::same(NAMES[usize::try_from(below(6)).unwrap()]);
                let mut value = || {
                    let value = below(size) + u64::from(ranked);
                    (below(5) > 0).then(|| Exact(rust_decimal::Decimal::new(i64::try_from(value).unwrap(), 0)))
                };
                let values: Vec<Option<Exact>> = (0..categories).map(|_| value()).collect();
                let of = (0..categories).map(|_| (below(9) > 0).then(|| (size + 1).into())).collect();
                let series = ChartSeries::new(name, *tone, values);
                if below(2) == 0 { series.with_maxima(of) } else { series }
            })
            .collect();
        let title = Text::same(NAMES[usize::try_from(below(6)).unwrap()]);
        let chart = Chart::new("r", kind, title.clone(), Text::same("điểm"), names, all);
        // Nothing but gaps is no chart.
        if let Ok(chart) = chart {
            sound(&chart.with_source(title));
        }
    }
}

#[test]
fn stack_is_drawn_to_scale_and_keeps_what_is_thin() {
    let stack = chart(
        ChartKind::StackedBars,
        "hồ sơ",
        &["A", "B", "C", "D"],
        vec![
            series("Đúng hạn", Tone::OnTime, "600 300 0 -"),
            series("Trễ hạn", Tone::Late, "400 1 0 -"),
            series("Quá hạn", Tone::Overdue, "0 0 0 -"),
        ],
    );
    let svg = stack.to_svg(Lang::Vi);
    let bars: Vec<(i64, i64)> = elements(&svg)
        .iter()
        .filter(|(name, attributes, _)| name == "rect" && attribute(attributes, "height") == Some("32"))
        .filter(|(_, attributes, _)| ["#14493f", "#cf7d1e"].contains(&attribute(attributes, "fill").unwrap()))
        .map(|(_, attributes, _)| (number(attributes, "x"), number(attributes, "width")))
        .filter(|(_, wide)| *wide != SMALL.width("400") + 6) // the ground under a number
        .collect();
    // A name of one letter and the bold total leave what is left for 1.000 dossiers.
    let left = MARGIN + BODY.width("B").max(BODY.width("D")) + 12;
    let room = INNER + MARGIN - left - Face { size: 20, bold: true }.width("1.000") - 8 - 15;
    let (sixty, thirty) = ((room * 6 + 5) / 10, (room * 3 + 5) / 10);
    let expected = [(left, sixty - 2), (left + sixty, room - sixty - 2), (left, thirty - 2), (left + thirty, 3)];
    assert_eq!(bars, expected);
    sound(&stack);
    let written: Vec<String> = boxes(&svg).into_iter().map(|(_, text)| text).collect();
    let times = |text: &str| written.iter().filter(|word| *word == text).count();
    assert_eq!((times("600"), times("400"), times("1.000")), (2, 2, 2), "{written:?}"); // each is a tick too
    assert_eq!((times("301"), times("1"), times("không có số liệu")), (1, 1, 1));
    assert_eq!(times("0"), 1 + 1 + 4 + 1); // A and B overdue, all of C and its total, the tick
}

#[test]
fn groups_have_a_track_and_missing_values_say_so() {
    let fields = ["Cải cách thể chế", "Xây dựng và phát triển Chính phủ điện tử, Chính phủ số"];
    let all = vec![
        series("2024", Tone::Now, "8.75 0").with_maxima(values("10 12.5")),
        series("2023", Tone::Before, "- 11").with_maxima(values("10 12.5")),
    ];
    let grouped = chart(ChartKind::GroupedBars, "điểm", &fields, all);
    let svg = grouped.to_svg(Lang::Vi);
    for words in [">8,75/10<", ">0,00/12,5<", ">11,00/12,5<", ">không có số liệu<", ">Tối đa<", ">2023<"] {
        assert!(svg.contains(words), "{words}");
    }
    assert!(grouped.to_svg(Lang::En).contains(">8.75/10<"));
    assert!(svg.contains("xml:lang=\"vi\"") && svg.contains("id=\"chart-vi-t\"") && svg.contains("role=\"img\""));
    sound(&grouped);
}

#[test]
fn ranks_are_sorted_and_the_best_is_longest() {
    let first = series("2025", Tone::Now, "3 - 1").with_maxima(values("4 4 4"));
    let ranks =
        chart(ChartKind::Ranks, "hạng", &["C", "không", "A"], vec![first, series("2024", Tone::Before, "1 2 3")]);
    assert_eq!(ranks.categories, texts(&["A", "C", "không"]));
    assert_eq!(ranks.series[0].values, values("1 3 -"));
    assert_eq!(ranks.series[0].of, values("4 4 4"));
    assert_eq!(ranks.series[1].values, values("3 1 2"));
    let lengths: Vec<i64> = elements(&ranks.to_svg(Lang::Vi))
        .iter()
        .filter(|(name, rect, _)| name == "rect" && attribute(rect, "fill") == Some("#173f6b"))
        .filter(|(_, rect, _)| attribute(rect, "height") == Some("24"))
        .map(|(_, rect, _)| number(rect, "width"))
        .collect();
    let [best, third] = lengths[..] else { panic!("{lengths:?}") };
    assert!((best - 2 * third).abs() <= 1, "rank 1 of 4 is 4 long, rank 3 is 2: {lengths:?}");
}

#[test]
fn years_are_a_line_until_they_are_too_many() {
    let years = |count: i32| (0..count).map(|year| Text::same((2010 + year).to_string())).collect::<Vec<_>>();
    let of = |count: i32, list: &str| {
        let all = vec![series("PAR INDEX", Tone::Now, list)];
        Chart::new("y", ChartKind::RankLine, Text::same("T"), Text::same(""), years(count), all).unwrap()
    };
    let line = of(5, "45 38 - 22 1");
    let svg = line.to_svg(Lang::Vi);
    let path = elements(&svg)
        .into_iter()
        .find(|(_, path, _)| path.contains("stroke=\"#173f6b\" stroke-width=\"3\"") && path.contains('L'));
    let (_, path, _) = path.unwrap();
    assert_eq!(attribute(&path, "d").unwrap().matches('M').count(), 2, "broken where a year is missing: {path}");
    assert!(svg.contains("font-style=\"italic\">không có<"));
    sound(&line);
    let many = of(12, "5 6 7 1 - 63 60 3 4 5 6 7");
    assert!(!many.to_svg(Lang::Vi).contains("<circle"));
    sound(&many);
    sound(&of(1, "5"));
    sound(&of(2, "1 1"));
}

#[test]
fn what_a_user_wrote_stays_text() {
    let evil = "<script>alert(\"1\")</script> & 'x'\u{0}\u{202e}\n\tdòng]]>\u{ffff}";
    let mut all = vec![series(evil, Tone::Late, "1 2")];
    all.push(series("b", Tone::Early, "0 -"));
    for kind in [ChartKind::StackedBars, ChartKind::GroupedBars, ChartKind::Ranks, ChartKind::RankLine] {
        let all = if kind == ChartKind::Ranks || kind == ChartKind::RankLine { all[..1].to_vec() } else { all.clone() };
        let text = Text::same(evil);
        let chart = Chart::new(evil, kind, text.clone(), text.clone(), vec![text.clone(); 2], all).unwrap();
        let chart = chart.with_source(text);
        let svg = chart.to_svg(Lang::Vi);
        let names = ["svg", "title", "desc", "defs", "pattern", "path", "rect", "text", "circle"];
        for (name, attributes, _) in elements(&svg) {
            assert!(names.contains(&name.as_str()), "{name}");
            assert!(!attributes.contains(" on") && !attributes.contains("href"), "{attributes}");
        }
        assert!(svg.chars().all(|letter| letter == '\n' || !letter.is_control()));
        assert!(!svg.contains(['\u{202e}', '\u{ffff}']) && svg.contains("&lt;script&gt;alert(&quot;1&quot;)"));
        assert!(!svg.replace("http://www.w3.org/2000/svg", "").contains("://"));
        sound(&chart);
    }
    assert_eq!(clean(evil), "<script>alert(\"1\")</script> & 'x' dòng]]>");
    assert_eq!(id("q1.đ a\""), "q1.:111::20:a:22:");
    assert_ne!(id("a b"), id("a:20:b"));
}

#[test]
fn lines_are_no_wider_than_asked_and_lose_nothing() {
    let text = "Xây dựng và phát triển Chính phủ điện tử, Chính phủ số KHÔNGDẤUCÁCHDÀIHƠNMỘTDÒNG ƯƠ 日本語";
    for face in [TITLE, BODY, SMALL] {
        for width in (60..600).step_by(7) {
            let lines = face.wrap(text, width);
            assert!(lines.iter().all(|line| face.width(line) <= width), "{width}: {lines:?}");
            let joined: String = lines.concat().split(' ').collect();
            assert_eq!(joined, text.replace(' ', ""));
        }
    }
    assert_eq!(SMALL.wrap("một hai ba", 80), ["một hai", "ba"]);
    assert!(SMALL.wrap("", 80).is_empty());
    // By hand, per thousand: m 975, ộ 612 and t 393 of 20 units.
    assert_eq!(SMALL.width("một"), (975 + 612 + 393) * 20 / 1000 + 1);
    assert_eq!(SMALL.width("mo\u{323}\u{302}t"), SMALL.width("một"));
}

#[test]
fn numbers_are_never_rounded_to_nothing_or_all() {
    let grouped = |unit: &str, list: &str| {
        let svg = chart(ChartKind::GroupedBars, unit, &["a", "b"], vec![series("s", Tone::Now, list)]).to_svg(Lang::Vi);
        boxes(&svg).into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    let written = grouped("%", "99.996 0.001");
    assert!(written.contains(&"> 99,99".to_owned()) && written.contains(&"< 0,01".to_owned()), "{written:?}");
    assert!(grouped("%", "100 50").contains(&"100".to_owned()));
    assert!(grouped("hồ sơ", "85020 1").contains(&"85.020".to_owned()));
    assert!(grouped("điểm", "99.996 1").contains(&"100,00".to_owned()));
    let all = vec![series("s", Tone::Now, "9.4996").with_maxima(values("9.5"))];
    let points = chart(ChartKind::GroupedBars, "điểm", &["a"], all);
    assert!(points.to_svg(Lang::En).contains("&gt; 9.49/9.5"));
}

#[test]
fn alternatives_say_what_the_picture_says() {
    let all = vec![
        ChartSeries::new(Text::new("Đúng hạn", "On time"), Tone::OnTime, values("90 70 - 40")),
        ChartSeries::new(Text::new("Trễ hạn", "Late"), Tone::Late, values("10 30 - 0")),
    ];
    let title = Text::new("Kết quả", "Outcomes");
    let unit = Text::new("hồ sơ", "dossiers");
    let stack = Chart::new("s", ChartKind::StackedBars, title.clone(), unit, months(4), all).unwrap();
    assert_eq!(
        stack.alternative.vi,
        "Biểu đồ thanh chồng: 4 mục, từ Tháng 1 đến Tháng 4; đơn vị: hồ sơ. Tổng của số liệu hiện có 240: Đúng hạn \
         200 (83,33 %); Trễ hạn 40 (16,67 %). Cao nhất: Tháng 1, Tháng 2 (100); thấp nhất: Tháng 4 (40). Mục đầu: \
         Tháng 1 (100); mục cuối: Tháng 4 (40). Không có số liệu: Tháng 3."
    );
    assert_eq!(
        stack.alternative.en,
        "Stacked bars: 4 items, from Month 1 to Month 4; unit: dossiers. In all of the data there are 240: On time \
         200 (83.33 %); Late 40 (16.67 %). Highest: Month 1, Month 2 (100); lowest: Month 4 (40). First: Month 1 \
         (100); last: Month 4 (40). No data: Month 3."
    );
    assert!(stack.to_svg(Lang::En).contains(&format!(">{}</desc>", stack.alternative.en)));

    let fields = chart(
        ChartKind::GroupedBars,
        "điểm",
        &["Thể chế", "Tổ chức", "Tài chính"],
        vec![
            series("2024", Tone::Now, "8 6 5").with_maxima(values("10 12 5")),
            series("2023", Tone::Before, "9 6 -").with_maxima(values("10 12 5")),
        ],
    );
    // 8/10, 6/12 and 5/5; then 9/10 and 6/12.
    assert_eq!(
        fields.alternative.vi,
        "Biểu đồ thanh: 3 mục, từ Thể chế đến Tài chính; đơn vị: điểm. 2024: so với tối đa, cao nhất là Tài chính \
         (5/5, 100 %), thấp nhất là Tổ chức (6/12, 50 %); tổng 19/27. 2023: so với tối đa, cao nhất là Thể chế (9/10, \
         90 %), thấp nhất là Tổ chức (6/12, 50 %). 2024 so với 2023: tăng 0 mục, giảm 1 mục, giữ nguyên 1 mục; giảm \
         nhiều nhất: Thể chế (−1). Không có số liệu: Tài chính (2023)."
    );

    let all = vec![series("PAR INDEX", Tone::Now, "45 38 9").with_maxima(values("63 63 34"))];
    let years = chart(ChartKind::RankLine, "hạng", &["2022", "2023", "2024"], all);
    assert_eq!(
        years.alternative.vi,
        "Biểu đồ thứ hạng qua các kỳ: 3 mục, từ 2022 đến 2024; đơn vị: hạng. PAR INDEX: từ hạng 45/63 (2022) đến hạng \
         9/34 (2024); cao nhất: 2024 (hạng 9/34); thấp nhất: 2022 (hạng 45/63)."
    );
    let all = vec![series("2024", Tone::Now, "2 1 3")];
    let units = chart(ChartKind::Ranks, "", &["B", "A", "C"], all);
    assert_eq!(units.alternative.en, "Ranks: 3 items. 2024: best: A (rank 1); lowest: C (rank 3).");
}

#[test]
fn what_is_no_chart_is_refused() {
    let make = |kind, count: usize, all: Vec<ChartSeries>| {
        let title = Text::same("T");
        Chart::new("e", kind, title.clone(), title.clone(), vec![title; count], all).map_err(|error| error.code())
    };
    let one = |list: &str| vec![series("s", Tone::Now, list)];
    let stack = ChartKind::StackedBars;
    let code = |result: Result<Chart, &'static str>| result.err().unwrap_or("none");
    assert_eq!(code(make(stack, 0, one(""))), "input.empty_list");
    assert_eq!(code(make(stack, 2, Vec::new())), "input.empty_list");
    assert_eq!(code(make(stack, 2, one("- -"))), "input.empty_list");
    assert_eq!(code(make(stack, 2, one("0 -"))), "none");
    assert_eq!(code(make(stack, 2, one("1"))), "columns.length");
    assert_eq!(code(make(stack, 1, vec![series("s", Tone::Now, "1").with_maxima(values("1 2"))])), "columns.length");
    assert_eq!(code(make(stack, 1, one("-1"))), "input.out_of_range");
    assert_eq!(code(make(stack, 1, one("1000000000000000"))), "none");
    assert_eq!(code(make(stack, 1, one("1000000000000000.1"))), "input.out_of_range");
    assert_eq!(code(make(stack, 2, [one("1 2"), one("3 4")].concat())), "input.duplicate_id");
    let over = vec![series("s", Tone::Now, "9.6").with_maxima(values("9.5"))];
    assert_eq!(code(make(ChartKind::GroupedBars, 1, over)), "input.out_of_range");
    for (kind, most) in [(stack, 24), (ChartKind::GroupedBars, 24), (ChartKind::Ranks, 63), (ChartKind::RankLine, 24)] {
        assert_eq!(code(make(kind, most, one(&"1 ".repeat(most)))), "none");
        assert_eq!(code(make(kind, most + 1, one(&"1 ".repeat(most + 1)))), "input.out_of_range");
    }
    for rank in ["0", "1.5"] {
        assert_eq!(code(make(ChartKind::Ranks, 1, one(rank))), "input.out_of_range");
        assert_eq!(code(make(ChartKind::RankLine, 1, one(rank))), "input.out_of_range");
    }
}

#[test]
fn a_chart_changed_afterwards_does_not_panic() {
    let mut chart = chart(ChartKind::RankLine, "", &["a", "b"], vec![series("s", Tone::Now, "1 2")]);
    for value in [rust_decimal::Decimal::MAX, rust_decimal::Decimal::MIN] {
        for kind in [ChartKind::StackedBars, ChartKind::GroupedBars, ChartKind::Ranks, ChartKind::RankLine] {
            chart.kind = kind;
            chart.series[0].values = vec![Some(Exact(value)); 3];
            assert!(chart.to_svg(Lang::Vi).ends_with("</svg>\n"));
        }
    }
    chart.series.clear();
    chart.categories.clear();
    assert!(chart.to_svg(Lang::En).ends_with("</svg>\n"));
}

/// By the definition of WCAG 2, which takes powers: the only floats here, of a test.
#[test]
fn colours_stand_out() {
    let luminance = |colour: &str| {
        let part = |from: usize| {
            let share = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let contrast = |one: &str, other: &str| {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    };
    for tone in TONES {
        let ink = ink(tone);
        assert!(contrast(ink.fill, WHITE) >= 3.0, "{tone:?} on white");
        assert!(contrast(ink.fill, ink.on) >= 4.5, "text on {tone:?}");
    }
    let beside = [Tone::Early, Tone::OnTime, Tone::Late, Tone::Running, Tone::Overdue];
    for pair in beside.windows(2).chain([[Tone::Now, Tone::Before].as_slice()]) {
        assert!(contrast(ink(pair[0]).fill, ink(pair[1]).fill) >= 3.0, "{pair:?}");
    }
    for text in [TEXT, QUIET] {
        assert!(contrast(text, WHITE) >= 4.5);
    }
}
