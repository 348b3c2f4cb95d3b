//! Lời báo lỗi tiếng Việt: the same facts as the English messages, for the people who read reports.

use super::{Error, Issue, broken, next_events, other_columns};
use crate::text::{self, Lang};
use chrono::NaiveDate;

fn day(date: &NaiveDate) -> String {
    text::date(*date, Lang::Vi)
}

/// A day, or a day and a time of day, that an error carries as text.
pub(super) fn moment(text: &str) -> String {
    let (date, time) = text.split_at_checked(10).unwrap_or((text, ""));
    match date.parse::<NaiveDate>() {
        Ok(date) => format!("{} {}", day(&date), time.trim_start_matches(['T', ' '])).trim_end().to_owned(),
        Err(_) => text.to_owned(),
    }
}

pub(super) fn first(issues: &[Issue]) -> String {
    issues.first().map(|issue| format!("{}: {}", issue.path, message(&issue.error))).unwrap_or_default()
}

pub(super) fn message(error: &Error) -> String {
    use Error as E;
    match error {
        E::Records(error) => error.vietnamese(),
        E::InvalidDate { text, expected } => {
            let order = if expected.contains("month first") { "" } else { " (ngày/tháng/năm)" };
            let expected = expected.replace(" or ", " hoặc ").replace("month first", "tháng trước");
            format!("không đọc được '{text}' thành một ngày có thật; hãy ghi {expected}{order}")
        }
        E::InvalidNumber { text } => {
            format!("'{text}' không phải số thập phân chính xác; hãy ghi chữ số với dấu chấm, ví dụ 84.84")
        }
        E::OutOfRange { what, got, min, max } => {
            let [what, got, min, max] = [*what, got, min, max].map(word);
            format!("{what} là {got}, ngoài khoảng {min} đến {max}; hãy cho giá trị trong khoảng đó")
        }
        E::UnknownLanguage { text } => format!("không có ngôn ngữ '{text}'; dùng vi hoặc en"),
        E::InvalidDocument { path, reason } => format!("tài liệu sai ở {path}: {reason}; hãy sửa rồi nạp lại"),
        E::InvalidAgencyId { text } => format!(
            "'{text}' không phải mã định danh cơ quan; cần các nhóm A-Z, 0-9 nối bằng dấu chấm, dài nhất 35 ký tự, ví dụ H15.15"
        ),
        E::CalendarHorizon { date, first, last } => format!(
            "ngày {} nằm ngoài lịch đã biết ({} đến {}); hãy nạp lịch mới hơn, hoặc dùng lịch dự kiến nếu chỉ cần ước tính",
            day(date),
            day(first),
            day(last)
        ),
        E::CalendarHorizonAdding { start, limit, first, last } => format!(
            "{} kể từ {} nằm ngoài lịch đã biết ({} đến {}); hãy nạp lịch mới hơn, hoặc dùng lịch dự kiến nếu chỉ cần ước tính",
            limit.vi,
            moment(start),
            day(first),
            day(last)
        ),
        E::CalendarHorizonSubtracting { end, days, first, last } => format!(
            "{days} ngày làm việc trước {} nằm ngoài lịch đã biết ({} đến {}); hãy nạp lịch bao gồm ngày đó",
            day(end),
            day(first),
            day(last)
        ),
        E::ReversedDates { after, through } => format!(
            "không đếm được từ {} đến hết {}: hai thời điểm bị đảo; hãy cho thời điểm sớm hơn trước",
            moment(after),
            moment(through)
        ),
        E::CalendarNotKnown { known_at, first } => format!(
            "tại ngày {} chưa biết gì về lịch này, lịch bắt đầu từ {}; hãy hỏi một ngày muộn hơn, hoặc dùng lịch dự kiến nếu chỉ cần ước tính",
            day(known_at),
            day(first)
        ),
        E::NoWorkingDays { calendar } => format!(
            "lịch {calendar} không còn ngày làm việc nào; hãy bỏ lịch riêng hoặc ngày nghỉ hằng tuần đã loại hết các ngày"
        ),
        E::NoHours { what } => {
            format!(
                "{what} không có giờ hành chính nên không đếm được phút làm việc; hãy cho giờ của mọi ngày làm việc"
            )
        }
        E::InvalidTime { text } => format!(
            "'{text}' không phải giờ trong ngày; hãy ghi từ và đến như 07:00 và 11:30, theo thứ tự và không chồng nhau, muộn nhất 24:00"
        ),
        E::ColumnLength { expected, got } => {
            format!("một cột có {got} dòng, cột đầu có {expected}; các cột phải dài bằng nhau")
        }
        E::InvalidCalendar { calendar, issues } => {
            format!("lịch {calendar} có {} vấn đề; đầu tiên: {}", issues.len(), first(issues))
        }
        E::LunarOutOfRange { asked, first, last, first_year, last_year } => format!(
            "{} nằm ngoài bảng âm lịch ({} đến {}, năm âm lịch {first_year} đến {last_year}); hãy hỏi ngày hoặc năm trong bảng",
            asked.vi,
            day(first),
            day(last)
        ),
        E::LunarNoSuchDay { year, month, leap, day, days, leap_month } => {
            let leap = if *leap { " nhuận" } else { "" };
            let exists = match (days, leap_month) {
                (Some(days), _) => format!("tháng đó có {days} ngày"),
                (None, Some(leap)) => format!("năm đó có 13 tháng, tháng nhuận là tháng {leap}"),
                (None, None) => "năm đó có 12 tháng, không có tháng nhuận".to_owned(),
            };
            format!("năm âm lịch {year} không có ngày {day} tháng {month}{leap}: {exists}; hãy cho ngày có thật")
        }
        E::TimeNeeded { moment: at, what } => {
            format!("{} không có giờ, mà {} tính theo phút; hãy cho cả giờ", moment(at), word(what))
        }
        E::ConversionUndeclared { limit } => format!(
            "{} là một phần ngày làm việc mà chưa khai một ngày có mấy giờ; hãy ghi minutes_per_day khi quy trình chính thức có nêu, ví dụ 480",
            limit.vi
        ),
        E::NotCounted => {
            "thời hạn không tính thời gian nên không có ngày hẹn trả; chỉ dùng được cho một bước".to_owned()
        }
        E::Undeclared { what } => format!(
            "quy tắc thời hạn không nêu {}, mà luật không quy định chung cho mọi thủ tục; hãy bổ sung vào quy tắc",
            word(what)
        ),
        E::NoPiece { count, found } => format!(
            "số lượng {count} thuộc {} mức nào của quy tắc; các mức phải liền nhau, không hở và không chồng",
            if *found == "none" { "không" } else { "hơn một" }
        ),
        E::EventOrder { event, at, state } => format!(
            "{} lúc {} không thể xảy ra khi thời hạn {}; hãy sửa các sự kiện của hồ sơ",
            word(event),
            moment(at),
            word(state)
        ),
        E::EventBeforeReception { event, at, received } => format!(
            "{} lúc {} nằm trước khi tiếp nhận {}; hãy sửa một trong hai",
            word(event),
            moment(at),
            moment(received)
        ),
        E::SecondReAppointment { at, allowed } => format!(
            "hẹn lại thêm lần nữa lúc {}, trong khi chỉ được {allowed} lần; hãy từ chối, hoặc đọc như lịch sử để được ghi chú",
            moment(at)
        ),
        E::IllegalEvent(illegal) => format!(
            "{} lúc {} không thể xảy ra với hồ sơ {}, hồ sơ đang: {}{}; {}; hãy sửa các sự kiện của hồ sơ",
            illegal.name.vi,
            moment(&illegal.at),
            illegal.dossier,
            illegal.state.vi,
            broken(illegal.breaks.as_ref().map(|breaks| breaks.vi.as_str())),
            next_events(&illegal.allowed, "khi đó chỉ có thể có", "không sự kiện nào theo sau được")
        ),
        E::InvalidDossierCode { text, fault } => format!(
            "'{text}' không phải mã hồ sơ ({}); cần một đến bốn nhóm nối bằng dấu chấm, sáu chữ số của ngày và số thứ tự từ bốn chữ số, nối bằng gạch ngang, ví dụ H56.14-240823-0001",
            fault.vi
        ),
        E::InvalidProcedureCode { text, fault } => format!(
            "'{text}' không phải mã thủ tục ({}); cần một chữ số, dấu chấm và sáu chữ số, có hoặc không có mã cơ quan và trường hợp phía sau, ví dụ 1.012766 hoặc 2.002409.H05",
            fault.vi
        ),
        E::InvalidSectorCode { text } => {
            format!("'{text}' không phải mã lĩnh vực; cần mã cơ quan cấp 1 và lĩnh vực, ví dụ G03-GD10")
        }
        E::NotInForce { what, date } => format!(
            "không biết văn bản nào về {} có hiệu lực ngày {}; hãy nêu văn bản của nhóm thủ tục",
            what.vi,
            day(date)
        ),
        E::EmptyTable => "bảng không có hồ sơ nào; hãy xuất lại kèm dòng tiêu đề và dữ liệu".to_owned(),
        E::TableEncoding { found, line } => {
            format!("tệp không phải bảng CSV mã UTF-8 ({found}, dòng {line}); hãy lưu dạng \"CSV UTF-8\" rồi nạp lại")
        }
        E::MissingColumn { fields, accepted, unknown, unread } => {
            let others = other_columns(unknown, unread, ["cột không nhận ra", "cột đã biết nhưng không dùng"]);
            format!("bảng thiếu cột {}; hãy đặt tên cột là {accepted}{others}", fields.join(", "))
        }
        E::DuplicateColumn { field, first, second } => {
            format!("hai cột {first} và {second} cùng chứa {field}; hãy giữ một cột")
        }
        E::UnknownColumn { column } => format!(
            "cột '{column}' không phải trường đã biết nên không được đọc; hãy đổi tên nếu cột chứa một trường đã biết"
        ),
        E::RowLength { got, expected } => {
            format!("dòng có {got} ô trong khi tiêu đề có {expected}; hãy kiểm tra dấu phân cách hoặc dấu nháy thừa")
        }
        E::UnclosedQuote => {
            "dấu nháy mở ở dòng này không đóng; hãy đóng hoặc bỏ dấu nháy, các dòng sau đã được đọc riêng".to_owned()
        }
        E::MissingField { field } => format!("trường {field} để trống; hãy điền vào"),
        E::MapUnknownField { path, target, accepted } => {
            format!("'{target}' ở {path} không phải trường được đọc; hãy ghép với một trong các trường {accepted}")
        }
        E::MappedColumnMissing { columns, present } => {
            format!("bảng không có cột {} mà bảng ghép nêu; các cột có: {present}", columns.join(", "))
        }
        E::UnknownAgency { agency, known } => {
            format!("cơ quan '{agency}' không có trong {known} cơ quan đã cho; hãy sửa dòng hoặc thêm vào danh sách")
        }
        E::TextTooLong { field, got, max } => format!(
            "trường {field} có {got} ký tự, chỉ đọc nhiều nhất {max}; hãy rút ngắn hoặc xem có thiếu dấu phân cách không"
        ),
        E::ControlCharacter { field, code } => {
            format!("trường {field} có ký tự điều khiển U+{code:04X}; hãy bỏ ký tự đó")
        }
        E::UnknownValue { field, text, expected } => {
            format!("'{text}' không phải giá trị của {field}; cần {}", expected.vi)
        }
        E::FinishBeforeReception { dossier, received, finished } => format!(
            "hồ sơ {dossier} kết thúc ngày {}, trước ngày tiếp nhận {}; hãy sửa một trong hai ngày",
            day(finished),
            day(received)
        ),
        E::ImplausibleDate { dossier, field, date, first, last } => format!(
            "{field} của hồ sơ {dossier} là {}, ngoài khoảng {} đến {}, giống ngày điền tạm; hãy cho ngày thật hoặc để trống",
            day(date),
            day(first),
            day(last)
        ),
        E::DueBeforeReception { dossier, received, due } => format!(
            "hồ sơ {dossier} hẹn trả ngày {}, trước ngày tiếp nhận {}; hãy sửa một trong hai ngày",
            day(due),
            day(received)
        ),
        E::NoDueDate { dossier } => format!(
            "hồ sơ {dossier} không có ngày hẹn trả cũng không có thời hạn nên không phân biệt được trước hạn, đúng hạn, quá hạn; hãy cho NgayHenTra hoặc ThoiHanNgayLamViec"
        ),
        E::NoFinishDate { dossier, status } => format!(
            "hồ sơ {dossier} ở trạng thái đã xong ({status}) mà thiếu ngày kết thúc xử lý; hãy cho NgayKetThucXuLy"
        ),
        E::FinishedButOpen { dossier, status, finished } => format!(
            "hồ sơ {dossier} có ngày kết thúc hoặc từ chối {} nhưng trạng thái {status} là chưa xong; hãy sửa một trong hai",
            day(finished)
        ),
        E::RefusalUndecided { dossier, refused } => format!(
            "hồ sơ {dossier} bị từ chối ngày {} nhưng không có trạng thái nên không rõ từ chối tiếp nhận hay từ chối sau thẩm định; hãy cho TrangThaiHoSo (3 hoặc 13), hoặc NgayKetThucXuLy",
            day(refused)
        ),
        E::DuplicateDossier { dossier, first_line } => {
            format!("hồ sơ {dossier} đã có ở dòng {first_line}; mỗi hồ sơ chỉ đếm một lần, hãy bỏ hoặc sửa một dòng")
        }
        E::UnknownDossier { dossier } => {
            format!("không có hồ sơ {dossier} trong số đã cho; hãy cho hồ sơ đó, hoặc bỏ bước này")
        }
        E::StepReversed { dossier, started, acted } => format!(
            "bước của hồ sơ {dossier} bắt đầu {} lại kết thúc trước đó, {}; hãy sửa một trong hai",
            moment(started),
            moment(acted)
        ),
        E::DuplicateStep { dossier, first_line } => {
            format!("bước này của hồ sơ {dossier} đã có ở dòng {first_line}; hãy bỏ một dòng")
        }
        E::NotReconciled { total, accounted } => format!(
            "số liệu không khớp: {total} hồ sơ vào, {accounted} hồ sơ được tính; có hồ sơ bị mất hoặc đếm hai lần"
        ),
        E::MoreApologiesThanOwed { owed, apologised } => {
            format!("{apologised} văn bản xin lỗi cho {owed} hồ sơ quá hạn; mỗi hồ sơ quá hạn chỉ đếm một lần")
        }
        E::UnknownRuleSet { id, shipped } => format!("không có sẵn bộ hoặc loạt bộ chỉ số '{id}'; có sẵn: {shipped}"),
        E::InvalidRules { set, issues } => {
            format!("bộ chỉ số {set} có {} vấn đề; đầu tiên: {}", issues.len(), first(issues))
        }
        E::DuplicateCode { code, times } => format!("mã {code} dùng {times} lần; mỗi tiêu chí cần một mã riêng"),
        E::SumMismatch { code, got, expected } => {
            format!("các phần của {code} cộng lại là {got}, điểm tối đa là {expected}; hãy sửa điểm tối đa")
        }
        E::NoCitation { code } => format!("{code} không nêu văn bản căn cứ; hãy ghi văn bản"),
        E::ShapeAndChildren { code, got } => {
            format!("{code} phải có các phần hoặc có một quy tắc, không phải {}; hãy sửa tiêu chí", word(got))
        }
        E::BandGap { from, to } => format!(
            "các khoảng bỏ trống hoặc chồng nhau từ {} đến {}; mỗi khoảng phải bắt đầu nơi khoảng trên kết thúc",
            word(from),
            word(to)
        ),
        E::NoClass { set, points, lowest, highest } => format!(
            "{set} không nêu mức xếp loại cho {points} điểm; các mức đã nêu đi từ {} đến {}",
            word(lowest),
            word(highest)
        ),
        E::UnknownReference { code, reference, known } => {
            format!("{code} dẫn đến '{reference}' nhưng không có; chỉ có {known}")
        }
        E::YearOutside { set, year, years } => {
            format!("bộ chỉ số {set} đánh giá {years}, không phải {year}; hãy dùng ấn bản của năm đó")
        }
        E::NoEdition { series, year, editions } => {
            format!("không có ấn bản nào của {series} đánh giá năm {year}; các ấn bản có sẵn: {editions}")
        }
        E::RulesTooLarge { what, got, max } => {
            format!("bộ chỉ số có {got} {}, quá {max}; hãy tách ra", word(what))
        }
        E::RulesTooDeep { code, got, max } => format!("{code} ở cấp thứ {got}, chỉ đọc đến cấp {max}; hãy bớt cấp"),
        E::RuleCycle { codes } => format!("quy tắc của {codes} phụ thuộc vòng vào nhau; hãy bỏ vòng"),
        E::AwardOutside { code, award, min, max } => {
            format!("{code} cho {award} điểm, ngoài giới hạn {min} đến {max} của tiêu chí; hãy sửa điểm hoặc giới hạn")
        }
        E::EmptyShape { code, what } => format!("quy tắc của {code} không có {} nào; hãy cho ít nhất một", word(what)),
        E::RescaleUndeclared { code } => format!(
            "{code} khi không áp dụng thì loại ra và quy đổi, nhưng nhóm trên và bộ chỉ số không nêu quy về bao nhiêu; hãy thêm rescale_to"
        ),
        E::FloorUndeclared { code } => {
            format!("quy tắc của {code} bớt điểm theo từng bước mà không nêu mức thấp nhất; hãy ghi ở floor")
        }
        E::RoundsPastLimit { code, limit, rounded, places } => format!(
            "{code} có thể làm tròn thành {rounded}, vượt giới hạn {limit} vì chỉ giữ {places} chữ số thập phân; hãy giữ thêm chữ số hoặc sửa giới hạn"
        ),
        E::PolicyUndeclared { code, reason } => {
            format!("{code} nêu cách chấm khi không áp dụng ở nơi không dùng được: {}", word(reason))
        }
        E::CountMismatch { code, what, got, expected } => {
            format!("{code} có {got} {}, văn bản nêu {expected}; văn bản mâu thuẫn hoặc thiếu một phần", word(what))
        }
        E::UnreachableMaximum { code, best, max } => {
            format!("không trường hợp nào của {code} được quá {best} trên {max} điểm tối đa")
        }
        E::ConflictingScores { criterion } => {
            format!("{criterion} vừa có số liệu cuối cùng vừa có điểm của các lần thẩm định; hãy cho một trong hai")
        }
        E::NotSelfScored { criterion, by } => {
            format!("{criterion} do {} chấm, đơn vị không tự chấm; hãy bỏ điểm tự chấm", word(by))
        }
        E::EvidenceMissing { criterion, documents } => format!(
            "{criterion} cần {documents} mà không có tài liệu, không có giải trình; hãy cho tài liệu hoặc nêu vì sao thiếu"
        ),
        E::AlwaysApplies { criterion } => {
            format!("{criterion} được nêu là không áp dụng, nhưng bộ chỉ số không có trường hợp đó; hãy cho số liệu")
        }
        E::WrongUnit { criterion, expected, got } => {
            format!("{criterion} tính theo {expected}, nhận được {}; hãy cho số liệu theo đơn vị đó và ghi tên đơn vị", word(got))
        }
        E::WrongPeriod { criterion, expected, from, through } => format!(
            "{criterion} lấy số liệu năm {expected}, nhận được từ {} đến {}; hãy cho số liệu của năm đó",
            day(from),
            day(through)
        ),
        E::UnknownPart { criterion, what, id, known } => {
            format!("{criterion} không có {} '{id}'; có {known}", word(what))
        }
        E::PartMissing { criterion, what, id } => {
            format!("{criterion} cần {} '{id}' mà chưa nêu; hãy nêu", word(what))
        }
        E::DuplicatePart { criterion, what, id } => {
            format!("{criterion} có {} '{id}' hai lần; hãy cho một lần", word(what))
        }
        E::OutsideBands { criterion, value } => {
            format!("{criterion} là {value}, không khoảng nào của quy tắc có; hãy kiểm tra số liệu hoặc các khoảng")
        }
        E::NoReference { criterion, what } => {
            format!("{criterion} so với {} mà chưa có; hãy cho cùng số liệu", word(what))
        }
        E::NoSpread { criterion, value } => format!(
            "{criterion} có giá trị thấp nhất bằng cao nhất ({value}) và quy tắc không nói được mấy điểm; cấp có thẩm quyền quyết định"
        ),
        E::UnreachableBand { code, fault } => {
            format!("không bao giờ đạt được mức {code}: {}; hãy sửa giới hạn hoặc điều kiện", word(fault))
        }
        E::OpenEnd { code, end } => {
            format!("{code} không có giới hạn {}, bỏ ngỏ thì không thể gồm cả đầu mút; hãy ghi false", word(end))
        }
        E::InvalidQuota { class, fault } => format!(
            "chỉ tiêu tối đa của mức {class}: {}; hãy cho hoặc percent hoặc count, cho một mức còn có mức thấp hơn",
            word(fault)
        ),
        E::UndefinedCase { class, from, to } => format!(
            "từ {} đến {} điểm mà không đạt điều kiện của mức {class} thì không thuộc mức nào theo văn bản; khi gặp sẽ báo class_undefined",
            word(from),
            word(to)
        ),
        E::ClassUndefined { unit, points, classes, unmet } => format!(
            "{unit} với {points} điểm nằm trong khoảng của mức {classes} nhưng không đạt {unmet}, và không mức thấp hơn nào gồm số điểm này; văn bản không quy định trường hợp này, cấp có thẩm quyền quyết định"
        ),
        E::QuotaTie { ids, points, class, places } => format!(
            "{ids} cùng {points} điểm mà mức {class} chỉ còn {places} chỗ theo chỉ tiêu; cấp có thẩm quyền quyết định, hãy cho quyết định đó"
        ),
        E::UnknownCriterion { set, criterion, known } => {
            format!("{criterion} không phải tiêu chí của {set}; các tiêu chí: {known}")
        }
        E::DuplicateEvidence { criterion } => format!("số liệu của {criterion} cho hai lần; mỗi tiêu chí một số liệu"),
        E::WrongMeasure { criterion, expected, got } => format!(
            "{criterion} cần {}, nhận được {}; hãy cho đúng loại số liệu mà quy tắc cần",
            word(expected),
            word(got)
        ),
        E::ConflictingEvidence { criterion, part } => {
            format!("{criterion} vừa cho điểm công bố vừa cho phần {part}; hãy cho cả nhóm hoặc các phần")
        }
        E::RatioAboveOne { criterion, numerator, denominator } => {
            format!("{criterion} có {numerator} trên {denominator}, lớn hơn toàn bộ; hãy sửa số đếm")
        }
        E::ZeroDenominator { criterion } => format!(
            "{criterion} có mẫu số bằng 0 và quy tắc không nói được mấy điểm; hãy cho điểm công bố, hoặc dùng bộ chỉ số có nêu"
        ),
        E::NoColumns { criterion, reason } => format!(
            "không chấm được {criterion} theo cột: {}; hãy cho cột điểm của tiêu chí đó hoặc chấm từng đơn vị",
            word(reason)
        ),
        E::IncompleteScore { unit, missing } => format!(
            "{} thiếu số liệu của {missing}, mà thiếu không phải là 0 điểm để xếp hạng; hãy cho đủ hoặc không đưa đơn vị vào bảng xếp hạng",
            word(unit)
        ),
        E::NothingApplies { unit } => format!(
            "không tiêu chí nào áp dụng với {unit} nên không có gì để đạt, mà đó không phải là 0 điểm để xếp hạng; hãy không đưa đơn vị vào bảng xếp hạng"
        ),
        E::CannotGain { criterion, points, possible } => {
            let (more, points) = points.strip_prefix("more than ").map_or(("", points.as_str()), |points| ("hơn ", points));
            format!("{criterion} không thể tăng {more}{points} điểm: chỉ còn nhiều nhất {possible} điểm")
        }
        E::InvalidQuestionnaire { questionnaire, issues } => {
            format!("phiếu khảo sát {questionnaire} có {} vấn đề; đầu tiên: {}", issues.len(), first(issues))
        }
        E::EmptyFactor { factor } => format!("nhóm yếu tố {factor} không có câu hỏi nào; hãy thêm câu hỏi hoặc bỏ nhóm"),
        E::FactorWeight { factor, needed } => format!(
            "nhóm yếu tố {factor} {}; chỉ số chung có trọng số thì mọi nhóm phải có trọng số, nếu không thì không nhóm nào có",
            if *needed { "chưa có trọng số" } else { "có trọng số mà không dùng đến" }
        ),
        E::OptionUnweighted { option } => format!(
            "phương án {option} không có trọng số trong khi phương án khác có; hãy cho trọng số mọi phương án được tính, hoặc bỏ hết"
        ),
        E::OptionConflict { option } => format!(
            "phương án {option} không tính vào chỉ số nên không thể là hài lòng và không thể có trọng số"
        ),
        E::NothingMeasured => {
            "không phương án nào được tính là hài lòng và không phương án nào có trọng số nên không đo được gì; hãy khai một trong hai".to_owned()
        }
        E::DuplicateRespondent { respondent, first } => {
            format!("người trả lời {respondent} đã được tính ở {first}; hãy bỏ hoặc sửa một trong hai")
        }
        E::AnsweredTwice { question } => format!("câu hỏi {question} có hai câu trả lời; hãy giữ một"),
        E::BlankResponse { respondent } => {
            format!("phiếu của {respondent} không trả lời câu nào; phiếu trắng không được tính")
        }
        E::MoreAnswersThanRespondents { question, answers, respondents } => format!(
            "câu hỏi {question} có {} câu trả lời trong khi có {respondents} người trả lời; hãy sửa một trong hai",
            word(answers)
        ),
        E::IncompleteCounts { question } => format!(
            "một số đếm khác của câu hỏi {question} không dùng được, tính tỷ lệ trên phần còn lại sẽ sai; hãy sửa số đếm đó"
        ),
        E::EmptyStratum { stratum } => format!(
            "tầng {stratum} không có ai trả lời nên không có chỉ số để gia quyền; hãy gộp với tầng khác hoặc bỏ khỏi tổng thể"
        ),
        E::StratumOutside { stratum, known } => format!(
            "{} không thuộc tầng nào của tổng thể; các tầng: {known}",
            stratum.as_deref().unwrap_or("phiếu không ghi tầng")
        ),
        E::DrawWithoutAnswers { index, draws, of } => format!(
            "{draws} trên {of} lần lấy mẫu lại không có câu trả lời được tính cho {index} nên không có khoảng bootstrap; quá ít người trả lời"
        ),
        E::UnknownConfidence { got } => {
            format!("không có sẵn phân vị cho độ tin cậy {got} %; hãy dùng 90, 95 hoặc 99, hoặc khai z")
        }
        E::OtherQuestionnaire { expected, got } => format!(
            "bảng đếm là của phiếu {got}, không phải của phiếu {expected} với các câu hỏi và phương án đó; hãy đếm bằng cùng một phiếu"
        ),
        E::LeverUnfit { criterion, reason } => {
            format!("đòn bẩy của {criterion} không khớp với tiêu chí: {}; hãy sửa đòn bẩy", reason.vi)
        }
        E::SearchTooLarge { max } => format!(
            "cân nhắc mọi phương án cần hơn {max} bước; nếu bỏ bớt thì kết quả chỉ là phỏng đoán, nên hãy hỏi ít hơn: ít đòn bẩy hơn, bước dài hơn, at_most nhỏ hơn, hoặc nâng giới hạn"
        ),
        E::SearchMismatch { found, scored } => format!(
            "phương án tìm được có {found} điểm nhưng khi chấm lại là {scored}; hãy báo đây là lỗi của thư viện"
        ),
        E::InvalidTallySpec { path, reason } => {
            format!("cách tổng hợp không dùng được ở {path}: {}; hãy sửa lại", reason.vi)
        }
        E::UnknownDimension { name, known } => {
            let known = if known.is_empty() { "không chiều nào" } else { known };
            format!("bảng tổng hợp không có chiều {name}; có {known}; hãy nêu một trong số đó, mỗi chiều một cột")
        }
        E::TallyMismatch { what, left, right } => {
            let what = word(what);
            format!("không cộng được hai bảng tổng hợp vì khác {what}: {left} và {right}; hãy tổng hợp theo cùng cách và cùng lịch")
        }
        E::UnreadableTally { what } => {
            format!("không đọc được bảng tổng hợp: {what}; hãy lấy lại từ nơi đã ghi")
        }
        E::AgencyOverlap { id, day } => {
            let from = day.parse::<NaiveDate>().map_or_else(|_| "đầu".to_owned(), |date| self::day(&date));
            format!("cơ quan {id} có hai lần từ {from}; hãy để lần trước kết thúc trước khi lần sau bắt đầu")
        }
        E::AgencyCycle { id } => format!("cơ quan {id} đứng dưới chính nó qua các cấp trên; hãy sửa một cấp trên"),
        E::InvalidAgencyTree { issues } => {
            format!("cây cơ quan có {} lỗi; lỗi đầu: {}", issues.len(), first(issues))
        }
        E::EmptyList { .. } => "danh sách rỗng; hãy cho ít nhất một mục".to_owned(),
        E::DuplicateId { id } => format!("'{id}' có hai lần trong danh sách; mỗi mục cần một mã riêng"),
        E::UnknownId { id, known } => format!("'{id}' không có trong danh sách; danh sách gồm {known}"),
        E::TieUndecided { ids, points } => format!(
            "{ids} cùng {points} điểm và quy tắc không phân định; cấp có thẩm quyền quyết định, hoặc chọn cách xếp đồng hạng"
        ),
        E::UnevenTieBreakers { ids, points } => format!(
            "{ids} cùng {points} điểm nhưng số tiêu chí phụ không bằng nhau; hãy cho mỗi mục đủ các tiêu chí phụ"
        ),
        E::NoPoints { id } => format!(
            "{id} không có điểm nên không suy ra hạng; hãy cho điểm, hoặc bỏ quy tắc đồng hạng và cho hạng như đã công bố"
        ),
        E::RankConflict { id, stated, expected } => {
            format!("{id} ghi hạng {stated}, nhưng theo điểm và quy tắc là {}; hãy sửa một trong hai", word(expected))
        }
        E::InvalidMerger { to, id, fault } => {
            format!(
                "không so sánh được việc sáp nhập thành {to}: {id} {}; hãy sửa việc sáp nhập hoặc danh sách",
                word(fault)
            )
        }
        E::UnusedSetting { setting, reason } => {
            format!("{} không làm thay đổi gì: {}; hãy sửa hoặc bỏ thiết lập này", word(setting), word(reason))
        }
        E::OverlappingSetting { setting, code } => {
            format!("{} đặt hai lần cho {code}; chỉ đặt một lần", word(setting))
        }
        E::MissingParameter { criterion, what, method } => {
            format!("{criterion} không nêu {} mà {} cần; hãy thêm vào tiêu chí", word(what), word(method))
        }
        E::FlatCriterion { criterion, value, method } => format!(
            "mọi đơn vị đều có {value} ở {criterion} nên {} không có khoảng để trải ra; hãy bỏ tiêu chí, hoặc dùng mốc cố định hay không chuẩn hóa",
            word(method)
        ),
        E::NotPositive { criterion, lowest, method } => format!(
            "{criterion} có thể xuống đến {lowest} hoặc thấp hơn, mà {} cần giá trị lớn hơn 0; hãy chọn cách chuẩn hóa luôn lớn hơn 0, hoặc cách tổng hợp khác",
            word(method)
        ),
        E::NoSample { unit, criterion } => {
            format!(
                "{unit} không có mẫu khảo sát của {criterion} nên không rút lại sai số mẫu được; hãy cho satisfied và of"
            )
        }
        E::SampleMismatch { unit, criterion, value, expected } => format!(
            "{unit} có {value} ở {criterion} nhưng mẫu khảo sát cho {expected}; hãy sửa một trong hai, hoặc sửa giá trị của toàn bộ"
        ),
        E::NothingLeft { criterion } => {
            format!(
                "bỏ {criterion} thì không còn trọng số nào để xếp hạng; hãy giữ lại, hoặc cho tiêu chí khác trọng số"
            )
        }
        E::DrawsNotCovered { expected, got } => {
            format!("các phần đếm không phủ đúng một lần {expected} lượt rút, hiện có {got}; hãy đếm mỗi lượt một lần")
        }
    }
}

/// The Vietnamese of the few words that errors carry in English; a value stays as it is.
fn word(english: &str) -> &str {
    match english {
        "a ratio" => "một tỷ lệ",
        "calendar" => "lịch",
        "kind of the period" => "loại kỳ",
        "number of cells" => "số ô",
        "number of the period" => "số thứ tự kỳ",
        "specification" => "cách tổng hợp",
        "after_payment" => "thời hạn sau khi nộp nghĩa vụ tài chính",
        "closed" => "đã đóng hồ sơ",
        "count stages of" => "tính các bước",
        "cut_off" => "giờ chốt",
        "events" => "số sự kiện",
        "excluded" => "thời gian không tính",
        "extended" => "gia hạn",
        "finished" => "đã xử lý xong",
        "limit" => "thời hạn",
        "obligation_notified" => "gửi thông tin nghĩa vụ tài chính",
        "obligation_paid" => "đã nộp nghĩa vụ tài chính",
        "re_appointed" => "hẹn lại",
        "resumed" => "tính tiếp",
        "running" => "đang tính",
        "stage" => "bước",
        "supplement" => "việc bổ sung làm tính lại từ đầu hay tạm dừng",
        "supplement_asked" => "yêu cầu bổ sung",
        "supplement_received" => "nhận đủ bổ sung",
        "suspended" => "tạm dừng",
        "waiting_payment" => "đang chờ nghĩa vụ tài chính",
        "waiting_supplement" => "đang chờ bổ sung",
        "whole minutes" => "phút nguyên",
        "withdrawn" => "đã rút",
        "several ratios" => "nhiều tỷ lệ",
        "counts of events" => "số sự việc",
        "a value" => "một con số",
        "a level" => "một mức",
        "counts of items" => "số lần từng khoản",
        "cases" | "case" => "trường hợp",
        "not done" => "không thực hiện",
        "conditions" | "condition" => "điều kiện",
        "levels" | "level" => "mức",
        "bands" => "khoảng",
        "items" | "item" => "khoản",
        "factors" | "factor" => "hệ số",
        "event" => "sự việc",
        "fact" | "fact or event" => "nội dung kèm theo",
        "ratio" => "tỷ lệ",
        "points of criterion" => "điểm của tiêu chí",
        "criteria" => "tiêu chí",
        "components" => "tiêu chí thành phần",
        "fields" => "lĩnh vực",
        "bytes" => "byte",
        "percentage" => "tỷ lệ phần trăm",
        "a survey" => "điều tra xã hội học",
        "a superior" => "cấp trên",
        "another index" => "chỉ số khác",
        "the system" => "hệ thống",
        "the previous value" => "giá trị kỳ trước",
        "the leader" => "đơn vị dẫn đầu",
        "the mean of the units" => "trung bình các đơn vị",
        "the lowest and highest of the units" => "giá trị thấp nhất và cao nhất của các đơn vị",
        "parts of it may be out, and it keeps fewer decimals than the maximum of a part has" => {
            "một phần có thể không áp dụng, mà làm tròn giữ ít chữ số thập phân hơn điểm tối đa của phần"
        }
        "no percentage lies in it" => "không tỷ lệ phần trăm nào nằm trong đó",
        "every row" => "mọi dòng",
        "its rule takes more than a number, a ratio or a level" => {
            "quy tắc cần nhiều hơn một con số, một tỷ lệ hay một mức"
        }
        "its points have no last decimal and no rounding is declared" => {
            "điểm không viết hết được bằng số thập phân mà không quy định làm tròn"
        }
        "its numbers are too large or too fine" => "các con số quá lớn hoặc quá nhiều chữ số thập phân",
        "above 0" => "trên 0",
        "a number" => "một số",
        "a yes or no" => "có hoặc không",
        "any value" => "bất kỳ số nào",
        "block" => "khối",
        "has both percent and count" => "vừa có percent vừa có count",
        "has neither percent nor count" => "không có percent lẫn count",
        "has nothing merged into it" => "không có đơn vị nào nhập vào",
        "has two mergers" => "có hai lần sáp nhập",
        "is merged away but still in this year's list" => "đã nhập vào đơn vị khác mà vẫn còn trong danh sách năm nay",
        "is merged twice" => "bị nhập hai lần",
        "is not in the earlier list" => "không có trong danh sách năm trước",
        "is not in this year's list" => "không có trong danh sách năm nay",
        "is of the lowest class, which has none below it" => "là mức thấp nhất, không còn mức dưới",
        "no rank" => "không xếp hạng",
        "lower" => "dưới",
        "upper" => "trên",
        "a condition of it leaves no value" => "một điều kiện của mức không chừa giá trị nào",
        "classes above it take all of its points" => "các mức trên lấy hết khoảng điểm của mức",
        "percent" => "tỷ lệ phần trăm",
        "any count" | "any points" => "bất kỳ số nào",
        "no unit" => "số liệu không ghi đơn vị",
        "both" => "cả hai",
        "count" => "số đếm",
        "days" => "số ngày",
        "dossiers" => "số hồ sơ",
        "min_points" => "điểm tối thiểu",
        "floor" => "mức thấp nhất",
        "length of a code" => "độ dài của mã",
        "classes" => "mức xếp loại",
        "vetoes" => "trường hợp buộc hạ mức",
        "caps" => "trường hợp không quá một mức",
        "quotas" => "hạn mức",
        "max_points" => "điểm tối đa",
        "more than 2^64" => "hơn 2^64",
        "more than 28 digits" => "hơn 28 chữ số",
        "28 digits" => "28 chữ số",
        "neither" => "không có gì",
        "places" => "số chữ số thập phân",
        "points" => "điểm",
        "procedures" => "số thủ tục",
        "rank" => "hạng",
        "sum" => "tổng",
        "cluster_percent" => "tỷ lệ phần trăm của kết quả dồn",
        "target_percent" => "mục tiêu phần trăm",
        "working_days" => "ngày làm việc",
        "working_minutes" => "phút làm việc",
        "answered" => "số câu trả lời",
        "below 100" => "dưới 100",
        "confidence_percent" => "độ tin cậy phần trăm",
        "draws" => "số lần lấy mẫu lại",
        "fewest_respondents" => "số người trả lời ít nhất được công bố",
        "margin" => "sai số",
        "options" => "số phương án",
        "population" => "quy mô tổng thể",
        "questions" => "số câu hỏi",
        "respondents" => "số người trả lời",
        "rows" => "số dòng",
        "sample" => "cỡ mẫu",
        "satisfied" => "số hài lòng",
        "weight" => "trọng số",
        "weight_percent" => "trọng số phần trăm",
        "no criterion names a group" => "không tiêu chí nào thuộc nhóm nào",
        "no criterion names it" => "không tiêu chí nào thuộc nhóm này",
        "scaling the weights of all groups changes no rank" => "nhân đều trọng số mọi nhóm thì không hạng nào đổi",
        "something it names has no weight" => "có tiêu chí hoặc nhóm được nêu mà không có trọng số",
        "there is no other weight to weigh them against" => "không còn trọng số nào khác để so với chúng",
        "no two criteria are put together" => "không có hai tiêu chí nào để tổng hợp",
        "no two groups are put together" => "không có hai nhóm nào để tổng hợp",
        "no value has a sample" => "không giá trị nào có mẫu khảo sát",
        "every sample is of nobody or everybody satisfied" => "mẫu nào cũng là không ai hoặc mọi người hài lòng",
        "none of its criteria has weight" => "các tiêu chí của nó đều không có trọng số",
        "scaling the weights of all criteria changes no rank" => {
            "nhân đều trọng số mọi tiêu chí thì không hạng nào đổi"
        }
        "renormalised has no effect where a group has a weight of its own" => {
            "nhóm đã có trọng số riêng thì renormalised không có tác dụng"
        }
        "renormalised needs all criteria of a group to be named" => {
            "muốn dùng renormalised phải nêu mọi tiêu chí của nhóm"
        }
        "no uncertainty is drawn, so one draw says it all" => "không có gì được rút ngẫu nhiên nên một lượt là đủ",
        "it divides the variance between two uncertainties or more" => {
            "chỉ số nhạy chia phương sai cho từ hai điều không chắc chắn trở lên"
        }
        "no sampling_error redraws the criterion" => "không có sampling_error nào rút lại tiêu chí này",
        "no normalisation is goalposts" => "không cách chuẩn hóa nào dùng mốc cố định",
        "normalisation none takes the values as they are" => "cách chuẩn hóa none giữ nguyên giá trị",
        "one method is no choice, and two are needed, the base one among them if it may be drawn" => {
            "một cách thì không phải lựa chọn, cần từ hai cách, kể cả cách gốc nếu được rút"
        }
        "a method stands twice, and each is drawn with the same chance" => {
            "một cách nêu hai lần, mà các cách được rút với xác suất như nhau"
        }
        "confidence" => "độ tin cậy",
        "deviation" => "độ lệch chuẩn",
        "goalposts" => "mốc cố định",
        "half_width" => "nửa độ rộng",
        "low" => "mức dưới",
        "maximum" => "điểm tối đa",
        "seed" => "hạt giống",
        "threads" => "số luồng",
        "units" => "số đơn vị",
        "value" => "giá trị",
        "weight_noise of groups" => "weight_noise của nhóm",
        "whole" => "giá trị của toàn bộ",
        "width" => "độ rộng",
        "below 1" => "dưới 1",
        "any number" => "số bất kỳ",
        "fee" => "mức thu",
        "number of copies" => "số lượng bản",
        "compliance cost" => "chi phí tuân thủ",
        other => other,
    }
}
