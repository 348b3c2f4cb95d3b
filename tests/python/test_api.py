"""What only Python can show: types in and out, the exception, threads, the stubs."""

import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from pathlib import Path
from time import perf_counter
from typing import Any

import cchc
import numpy as np
import polars as pl
import pytest
import usage
from cchc.errors import CchcError
from conftest import ROOT

CALENDAR = cchc.WorkCalendar.vietnam()
RULES = cchc.RuleSet.shipped("qd-766-2022")
FRIDAY = date(2026, 2, 13)  # the last working day before the Tết break of 14 to 22/2/2026
CSV = (
    "MaHoSo,DonViXuLy,MaTTHC,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\n"
    "A-1,Sở Nội vụ,1.012766,2026-03-02,2026-03-06,2026-03-05\n"
    "A-2,Sở Nội vụ,1.012766,2026-03-02,2026-03-06,2026-03-01\n"
)
RECORDS = {
    "id": "q1",
    "title": {"vi": "Báo cáo quý I", "en": "First quarter"},
    "as_of": date(2026, 3, 14),
    "tasks": [{"id": "1", "done": date(2026, 2, 10)}, {"id": "2"}, {"id": "3"}],
}


def error_of(call: Callable[..., Any], *given: Any, **named: Any) -> CchcError:
    with pytest.raises(CchcError) as raised:
        call(*given, **named)
    return raised.value


# Dates


def test_a_date_and_its_text_are_the_same_day() -> None:
    for text in ["2026-02-13", "13/02/2026", "20260213093000", "2026-02-13T09:30:00"]:
        assert CALENDAR.add_working_days(text, 3) == CALENDAR.add_working_days(FRIDAY, 3)


def test_days_come_back_as_dates_and_inside_documents_as_text() -> None:
    assert CALENDAR.add_working_days(FRIDAY, 3) == date(2026, 2, 25)
    assert type(CALENDAR.first) is type(CALENDAR.last) is date
    assert cchc.deadline(FRIDAY, {"working_days": 3})["due"] == "2026-02-25"


def test_a_moment_is_refused_because_its_day_depends_on_the_time_zone() -> None:
    for moment in [datetime(2026, 2, 13, 9), datetime(2026, 2, 13, 23, tzinfo=timezone.utc)]:
        with pytest.raises(TypeError, match=r"pass its \.date\(\)"):
            CALENDAR.is_working_day(moment)


@pytest.mark.parametrize("day", [None, True, 20260213, 1.5, b"2026-02-13", (2026, 2, 13)])
def test_what_is_neither_date_nor_text_is_a_type_error(day: Any) -> None:
    with pytest.raises(TypeError, match=r"datetime\.date"):
        CALENDAR.is_working_day(day)


def test_text_that_is_no_date_names_the_forms_it_may_have() -> None:
    for text in ["", "hôm nay", "2026-02-30", "\ud800"]:
        assert error_of(CALENDAR.is_working_day, text).code == "date.invalid"
    assert "20/08/2026 (day/month/year)" in str(error_of(CALENDAR.is_working_day, "31-02-2026"))


def test_the_first_and_the_last_date_of_python_lie_outside_the_calendar() -> None:
    for day in [date.min, date.max]:
        assert error_of(CALENDAR.explain, day).code == "calendar.horizon"


def test_dates_inside_documents_may_be_dates_or_text() -> None:
    dossier = {"id": "A-1", "received": date(2026, 3, 2), "due": "06/03/2026", "finished": datetime(2026, 3, 5, 9, 30)}
    assert cchc.classify(dossier, date(2026, 3, 31)) == {"outcome": "early"}


# Instants

HOURS = {
    "weekly": [
        {
            "days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "intervals": [["07:00", "11:30"], ["13:30", "17:00"]],
        }
    ],
    "source": {"document": "Quy chế làm việc"},
}
TIMED = CALENDAR.with_hours(HOURS)


def test_an_instant_is_a_datetime_or_text_and_one_with_a_zone_is_turned_into_vietnamese_time() -> None:
    instants: list[datetime | str] = [
        datetime(2026, 3, 2, 11),
        datetime(2026, 3, 2, 4, tzinfo=timezone.utc),
        datetime(2026, 3, 2, 5, tzinfo=timezone(timedelta(hours=1))),
        "2026-03-02T11:00:00",
        "2026-03-02T04:00:00Z",
        "20260302110000",
    ]
    for start in instants:
        due = TIMED.add_working_minutes(start, 60)
        assert (type(due), due, due.tzinfo) == (datetime, datetime(2026, 3, 2, 14), None)
        assert TIMED.count_working_minutes(start, "2026-03-02 14:00") == 60


def test_an_instant_has_a_time_of_day() -> None:
    assert error_of(TIMED.add_working_minutes, "2026-03-02", 60).code == "date.invalid"
    days: list[Any] = [date(2026, 3, 2), None, 60]
    for day in days:
        with pytest.raises(TypeError, match=r"expected datetime\.datetime"):
            TIMED.add_working_minutes(day, 60)


def test_minutes_need_office_hours() -> None:
    assert CALENDAR.hours is None
    assert error_of(CALENDAR.add_working_minutes, datetime(2026, 3, 2, 11), 60).code == "calendar.no_hours"
    assert error_of(CALENDAR.intervals, "2026-03-02").code == "calendar.no_hours"
    assert TIMED.hours is not None and CALENDAR.with_hours(TIMED.hours).hours == TIMED.hours
    assert TIMED.intervals("2026-03-02") == [["07:00", "11:30"], ["13:30", "17:00"]]
    assert TIMED.intervals("2026-03-01") == []
    assert error_of(CALENDAR.with_hours, {"weekly": []}).code == "document.invalid"
    assert error_of(CALENDAR.with_hours, HOURS | {"weekly": []}).code == "calendar.no_hours"


# Moments


def test_a_moment_is_a_day_or_an_instant() -> None:
    limit = {"working_hours": 2}
    instants: list[datetime | str] = [datetime(2026, 3, 2, 16), "2026-03-02 16:00", datetime(2026, 3, 2, 9, tzinfo=timezone.utc)]
    for received in instants:
        assert cchc.deadline(received, limit, TIMED)["due_at"] == "2026-03-03T08:00:00"
    assert cchc.deadline(FRIDAY, {"working_days": 3})["received"] == "2026-02-13"
    assert cchc.deadline(datetime(2026, 2, 13, 9), {"working_days": 3})["received"] == "2026-02-13T09:00:00"
    assert error_of(cchc.deadline, FRIDAY, limit, TIMED).code == "deadline.time_needed"
    moments: list[Any] = [None, True, 20260213, b"2026-02-13"]
    for moment in moments:
        with pytest.raises(TypeError, match=r"expected datetime\.date, datetime\.datetime or text"):
            cchc.deadline(moment, limit)


def test_a_case_takes_dates_and_datetimes_inside_its_document() -> None:
    case = {
        "received": datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=7))),
        "rule": {"limit": {"working_days": 5}},
        "events": [{"event": "suspended", "at": date(2026, 3, 4)}, {"event": "resumed", "at": "10/03/2026"}],
        "as_of": date(2026, 3, 16),
    }
    deadline = cchc.deadline_case(case)
    assert (deadline["due"], deadline["outcome"], deadline["state"]) == ("2026-03-13", "overdue", "running")
    assert error_of(cchc.deadline_case, case | {"asof": "2026-03-16"}).code == "document.invalid"


def test_interlinked_steps_duties_and_recomputing_answer_as_the_core_does() -> None:
    flow = {"received": "2026-03-02", "flow": [{"id": "a", "limit": {"working_days": 2}, "finished": "2026-03-05"}]}
    assert cchc.stage_report(flow)["late"] == ["a"]
    case = {"due": date(2024, 3, 11), "finished": date(2024, 3, 14), "apologised": date(2024, 3, 8)}
    assert cchc.apology(case, date(2024, 3, 31))["state"] == "in_time"
    assert cchc.apology_compliance([case, case], "2024-03-31")["in_time_percent"] == "100.00"
    assert error_of(cchc.apology, case | {"regime": "?"}, FRIDAY).code == "input.unknown_id"
    told = cchc.notices(datetime(2026, 3, 2, 9), "online", "66.7/2025/NQ-CP", calendar=TIMED)
    assert told and all(notice["due"] >= "2026-03-02" for notice in told)
    assert error_of(cchc.notices, FRIDAY, "fax").code == "document.invalid"
    dossier = {"id": "A-1", "agency": "Sở Nội vụ", "received": "2025-12-30", "limit": {"working_days": 2}}
    changed = cchc.recompute(CALENDAR.known_at("2025-12-24"), CALENDAR, [dossier], "2026-01-03")["changed"]
    assert [(change["due_before"], change["due_after"]) for change in changed] == [("2026-01-02", "2026-01-05")]


def test_a_history_is_replayed_and_audited_with_dates_inside_its_document() -> None:
    events = [
        {"event": "finished", "at": datetime(2026, 3, 6, 16), "recorded_at": datetime(2026, 3, 12, 10), "who": "B"},
        {"event": "received", "at": date(2026, 3, 2)},
    ]
    history = {"id": "H56.14-260302-0001", "rule": {"limit": {"working_days": 5}}, "events": events}
    replay = cchc.replay(history, date(2026, 3, 31))
    assert (replay["state"], replay["due"], replay["outcome"]) == ("finished", "2026-03-09", "early")
    assert error_of(cchc.replay, history | {"events": events[:1]}, date(2026, 3, 31)).code == "history.illegal_event"
    both = cchc.replay_all((history, {"id": "x"}), datetime(2026, 3, 31, 12))
    assert [replay and replay["state"] for replay in both["replays"]] == ["finished", None]
    assert [(issue["path"], issue["code"]) for issue in both["issues"]] == [("[1]", "document.invalid")]
    found = cchc.audit([history], "2026-03-31", {"entry_tolerance_minutes": 60})["findings"]
    assert [(finding["kind"], finding["basis"], finding["who"]) for finding in found] == [("backdated_finish", "entered_after_due", "B")]
    dossier = {"id": "A", "received": "2026-03-02", "due": "2026-03-09", "finished": date(2026, 3, 7)}
    assert cchc.audit_dossiers([dossier], "2026-03-31")["findings"][0]["kind"] == "result_on_day_off"
    assert error_of(cchc.audit, [], FRIDAY, {"tolerance": 1}).code == "document.invalid"


def test_indicators_lead_from_points_back_to_dossiers_and_compute_nothing_unknown() -> None:
    rules = cchc.RuleSet.shipped("qd-766-2022")
    dossiers = [
        {"id": "A", "received": date(2026, 7, 1), "due": "2026-07-06", "finished": date(2026, 7, 3), "status": 9},
        {"id": "B", "received": "2026-07-01", "due": "2026-07-06", "finished": datetime(2026, 7, 7, 9), "status": 9},
    ]
    july = {"level": "commune", "period": {"from": date(2026, 7, 1), "through": "2026-07-31"}, "dossiers": dossiers}
    found = cchc.indicators(rules, july, date(2026, 8, 3))
    assert [(line["criterion"], line["counted"], line["behind"]) for line in found["lineage"]] == [("2.1", 1, ["B"])]
    assert {"2.1"}.isdisjoint(one["criterion"] for one in found["not_computed"])
    sheet = cchc.indicator_sheet(rules, july, "2026-08-03", [{"criterion": "CLGQ", "measure": {"points": "8.97"}}])
    assert sheet["sheet"] == rules.score([{"criterion": "CLGQ", "measure": {"points": "8.97"}}, *found["evidence"]], 2026)
    behind = {one["criterion"]: one["behind"] for one in sheet["points"] if one["behind"]}
    assert behind == {code: [{"kind": "dossiers", "ids": ["B"]}] for code in ("TDGQ", "2.1")}
    assert error_of(cchc.indicators, rules, july | {"dossier": []}, FRIDAY).code == "document.invalid"
    assert error_of(cchc.indicators, rules, july, "2026-06-01").code == "calendar.reversed_dates"


def test_codes_are_taken_apart_and_not_guessed() -> None:
    assert cchc.dossier_code("000.00.06.H56-231027-0361")["level_1"] == "H56"
    parts = cchc.dossier_code("H56.14-260301-010234", regime="03/2025/TT-VPCP")
    assert (parts["system"], parts["number"]) == ("01", "0234")
    assert error_of(cchc.dossier_code, "H56.14-240230-0001").code == "dossier.invalid_code"
    assert error_of(cchc.dossier_code, "H56.14-240823-0001", "2018").code == "document.invalid"
    assert cchc.procedure_code("2.000815.000.00.00.H55.02")["case"] == "02"
    assert cchc.sector_code("G03-GD10")["sector"] == "GD10"
    for odd in (None, 5, b"H56"):
        with pytest.raises(TypeError):
            cchc.procedure_code(odd)


def test_a_day_goes_to_the_lunar_calendar_and_back() -> None:
    tet = date(2026, 2, 17)
    lunar = cchc.lunar_day(tet)["lunar"]
    assert lunar == {"year": 2026, "month": 1, "leap": False, "day": 1}
    assert cchc.solar_day({"year": 2026, "month": 1, "day": 1}) == cchc.solar_day(dict(lunar)) == tet
    assert error_of(cchc.solar_day, {"year": 2026, "month": 1, "day": 31}).code == "lunar.no_such_day"
    assert error_of(cchc.lunar_day, date.min).code == "lunar.out_of_range"


# Calendars made of a calendar


def test_a_calendar_gives_other_calendars_and_stays_as_it_is() -> None:
    saturday = date(2026, 8, 22)  # worked in place of 31/8 by public bodies
    enterprise = CALENDAR.for_sector("enterprise")
    assert (CALENDAR.is_working_day(saturday), enterprise.is_working_day(saturday)) == (True, False)
    assert (CALENDAR.sector, enterprise.sector) == ("public", "enterprise")
    assert error_of(CALENDAR.for_sector, "state").code == "document.invalid"
    assert CALENDAR.known_at("2025-12-24").is_working_day("2026-01-02")
    assert error_of(CALENDAR.known_at, "2007-12-31").code == "calendar.not_known"
    assert CALENDAR.subtract_working_days("2026-08-24", 1) == saturday
    assert error_of(CALENDAR.subtract_working_days, "2008-01-02", 1).code == "calendar.horizon_subtracting"


def test_overlays_hold_for_their_agency_and_their_use() -> None:
    storm = {"from": date(2026, 9, 24), "reason": {"vi": "bão số 9", "en": "storm no. 9"}}
    overlay = {"agency": "H15.15", "use": "counting", "source": {"document": "Thông báo"}, "days_off": [storm]}
    assert not CALENDAR.overlaid([overlay], "H15.15").is_working_day(date(2026, 9, 24))
    assert CALENDAR.overlaid([overlay], "H15.16").is_working_day(date(2026, 9, 24))
    assert CALENDAR.overlaid([overlay], "H15.15", use="reception").is_working_day(date(2026, 9, 24))
    assert CALENDAR.overlaid([overlay], "H15.15").explain(date(2026, 9, 24))["instead_of"] == "working"
    assert error_of(CALENDAR.overlaid, [overlay], use="both").code == "document.invalid"
    assert error_of(CALENDAR.overlaid, [overlay | {"days_of": []}]).code == "document.invalid"
    assert error_of(CALENDAR.overlaid, [overlay | {"source": {"document": ""}}], "H15.15").code == "calendar.invalid"


# Whole numbers


@pytest.mark.parametrize("days", [-1, 2.5, Decimal("0.5"), Fraction(1, 2), float("nan"), float("inf"), 2**32, 10**30])
def test_a_count_of_days_must_be_whole_and_not_negative(days: Any) -> None:
    assert error_of(CALENDAR.add_working_days, FRIDAY, days).code == "input.out_of_range"


def test_a_number_python_itself_cannot_write_is_out_of_range_too() -> None:
    assert error_of(CALENDAR.add_working_days, FRIDAY, 10**5000).code == "input.out_of_range"
    assert error_of(cchc.apology_duty, 10**5000, 1, FRIDAY).code == "input.out_of_range"


@pytest.mark.parametrize("days", [True, False, None, "3", b"3", [3]])
def test_what_is_no_number_is_a_type_error(days: Any) -> None:
    with pytest.raises(TypeError, match="expected a whole number"):
        CALENDAR.add_working_days(FRIDAY, days)


# Exact numbers


def evidence(points: Any) -> list[dict[str, Any]]:
    return [{"criterion": "CLGQ", "measure": {"points": points}}]


def test_points_are_the_same_as_decimal_and_as_text() -> None:
    assert RULES.score(evidence(Decimal("8.97")), 2026) == RULES.score(evidence("8.97"), 2026)
    assert RULES.class_of(Decimal("76.37")) == RULES.class_of("76.37")


@pytest.mark.parametrize("points", [8.97, 9.0, float("nan"), None, True, Decimal("1E+2"), Decimal("NaN")])
def test_points_that_are_not_exact_are_refused(points: Any) -> None:
    assert error_of(RULES.score, evidence(points), 2026).code == "document.invalid"


@pytest.mark.parametrize("points", ["", "70,5", "khá", Decimal("1E+2")])
def test_a_total_that_is_no_plain_decimal_is_refused(points: Any) -> None:
    assert error_of(RULES.class_of, points).code == "number.invalid"
    assert error_of(RULES.class_of, 76.37).code == "document.invalid"


def test_a_refusal_names_the_place_in_the_document() -> None:
    error = error_of(RULES.score, evidence("8.97") + evidence(8.97), 2026)
    assert error.details["path"] == "[1].measure.points"


def test_a_mean_is_a_decimal_with_the_places_asked_for() -> None:
    mean = cchc.mean(["74.85", Decimal("76.72"), "84.31", "91.14"], 2)
    assert (type(mean), str(mean)) == (Decimal, "81.76")
    assert str(cchc.mean([1, 2], 3)) == "1.500"
    assert error_of(cchc.mean, [0.5], 2).code == "document.invalid"


# Documents


def test_an_explanation_says_what_the_day_is_and_by_which_text() -> None:
    why = CALENDAR.explain("2026-08-22")
    assert (why["date"], why["kind"], why["working"], why["pair"]) == ("2026-08-22", "make_up", True, "2026-08-31")
    assert why["weekday"] == {"vi": "Thứ Bảy", "en": "Saturday"}
    assert why["source"]["document"]
    assert "[ước tính]" in CALENDAR.projected().explain("2027-02-08")["text"]["vi"]


def test_a_misspelt_key_is_refused_and_not_ignored() -> None:
    error = error_of(cchc.deadline, FRIDAY, {"workingdays": 3})
    assert (error.code, error.kind) == ("document.invalid", "invalid_input")


def test_what_cannot_be_written_as_a_document_fails_in_python() -> None:
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(ValueError, match="Circular"):
        RULES.score(circle, 2026)
    with pytest.raises(TypeError, match="keys must be"):
        cchc.stats_summary({("early",): 1})  # type: ignore[dict-item]


def test_a_deeply_nested_document_is_an_error_and_no_crash() -> None:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    assert error_of(RULES.score, deep, 2026).code == "document.invalid"


def test_a_table_may_be_bytes_bytearray_or_text() -> None:
    tables = [cchc.dossier_table(csv, "2026-03-31") for csv in (CSV, CSV.encode(), bytearray(CSV.encode()))]
    assert tables[0] == tables[1] == tables[2]
    assert (tables[0]["rows"], tables[0]["total"]["early"]) == (2, 1)
    assert tables[0]["issues"][0]["code"] == "dossier.finish_before_reception"
    assert error_of(cchc.dossier_table, CSV.encode("utf-16"), "2026-03-31").code == "table.encoding"


@pytest.mark.parametrize("csv", [None, 3, ["MaHoSo"], Path("dossiers.csv")])
def test_a_table_is_its_content_and_never_a_file(csv: Any) -> None:
    with pytest.raises(TypeError, match="expected CSV as bytes or str"):
        cchc.dossier_table(csv, "2026-03-31")


def test_a_report_can_be_read_and_looked_up() -> None:
    report = cchc.Report.write(RECORDS)
    figure = report.figure("q1.tasks.done_percent")
    assert figure is not None and figure in report.to_dict()["figures"]
    assert (figure["value"], figure["unit"]) == ("33.33", "percent")
    assert report.figure("q1.tasks.nothing") is None
    assert "33,33 %" in report.to_text()
    assert "33.33 %" in report.to_text("en")
    assert error_of(report.to_text, "fr").code == "text.unknown_language"


def test_a_calendar_of_ones_own_is_used_where_it_is_given() -> None:
    projected = CALENDAR.projected()
    assert projected.last > CALENDAR.last
    assert error_of(cchc.deadline, "2026-12-30", {"working_days": 5}).code == "calendar.horizon_adding"
    assert cchc.deadline("2026-12-30", {"working_days": 5}, projected)["due"] == "2027-01-07"
    with pytest.raises(TypeError):
        cchc.deadline(FRIDAY, {"working_days": 3}, "projected")  # type: ignore[arg-type]


# The exception


def test_the_exception_is_a_value_error_with_a_listed_code() -> None:
    error = error_of(CALENDAR.is_working_day, "2099-12-30")
    assert isinstance(error, ValueError)
    assert error.code == "calendar.horizon" and error.code in cchc.ERROR_CODES
    assert error.kind == "out_of_coverage"
    assert error.details == {"date": "2099-12-30", "first": "2008-01-01", "last": CALENDAR.last.isoformat()}
    assert repr(error) == f"CchcError('calendar.horizon': {error})"


def test_its_message_is_there_in_both_languages() -> None:
    error = error_of(cchc.RuleSet.shipped, "qd-1")
    assert error.message() == error.message("en") == str(error)
    assert "qd-766-2022" in error.message("vi") and error.message("vi") != str(error)
    with pytest.raises(ValueError, match="use vi or en"):
        error.message("fr")


def test_it_survives_pickling_with_all_it_knows() -> None:
    error = error_of(cchc.RuleSet.from_json, RULES.to_json().replace('"code":"1.2"', '"code":"1.1"'))
    assert error.code == "rules.invalid" and error.details["issues"]
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.args, copy.details) == (CchcError, error.args, error.details)
    assert (copy.code, copy.kind, copy.message("vi")) == (error.code, error.kind, error.message("vi"))


# Handles and threads


def test_handles_say_what_they_hold() -> None:
    assert repr(CALENDAR) == f"<cchc.WorkCalendar {CALENDAR.edition}, {CALENDAR.first} to {CALENDAR.last}>"
    timed = CALENDAR.for_sector("enterprise").with_hours(HOURS)
    assert repr(timed) == repr(CALENDAR)[:-1] + ", enterprise, with hours>"
    assert repr(RULES) == f"<cchc.RuleSet qd-766-2022, edition {RULES.edition}>"
    report = cchc.Report.write(RECORDS)
    assert repr(report) == f"<cchc.Report q1, 2026-03-14, {len(report.to_dict()['figures'])} figures>"


def test_handles_cannot_be_made_or_changed_by_hand() -> None:
    for handle in (cchc.WorkCalendar, cchc.RuleSet, cchc.Report):
        with pytest.raises(TypeError):
            handle()
    with pytest.raises(AttributeError):
        CALENDAR.edition = "mine"  # type: ignore[misc]


def test_a_rule_set_goes_out_and_comes_in_the_same() -> None:
    again = cchc.RuleSet.from_json(RULES.to_json())
    assert again.to_json() == RULES.to_json()
    assert RULES.id in cchc.RuleSet.shipped_ids() and RULES.status == "reconstructed"


def test_threads_share_a_calendar_and_get_the_same_answers() -> None:
    rows = "".join(f"B-{n},Sở Y tế,1.0,2026-03-02,2026-03-06,2026-03-05\n" for n in range(5_000))

    def work(_: int) -> tuple[Any, str, str]:
        table = cchc.dossier_table(CSV + rows, "2026-03-31", CALENDAR)
        report = cchc.Report.of_dossiers(CSV + rows, "2026-03-31", CALENDAR).to_text()
        return table, report, str(error_of(CALENDAR.is_working_day, "2099-12-30"))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, range(16)))
    assert answers[0][0]["total"]["early"] == 5_001
    assert all(answer == answers[0] for answer in answers)


def test_other_threads_run_while_a_table_is_counted() -> None:
    rows = "".join(f"B-{n},Sở Y tế,1.0,2026-03-02,2026-03-06,2026-03-05\n" for n in range(100_000))
    table, pauses = (CSV + rows).encode(), [0.0]
    with ThreadPoolExecutor(1) as pool:
        start = last = perf_counter()
        counted = pool.submit(cchc.Report.of_dossiers, table, "2026-03-31")
        while not counted.done():
            pauses.append(perf_counter() - last)
            last = perf_counter()
    # With the GIL held, this thread would have stood still for nearly the whole count.
    assert max(pauses) < (perf_counter() - start) / 2


# The package


def test_a_typed_program_runs_as_it_is_checked() -> None:
    assert usage.province_then("02", date(2025, 7, 1)) == ("Tỉnh Hà Giang", "Tỉnh Tuyên Quang")
    departments = json.loads((ROOT / "tests/cases/departments.json").read_text(encoding="utf-8"))
    assert usage.answering(departments, "ld", date(2025, 3, 1), "Người có công") == ("Sở Nội vụ", ["split-ld"])
    assert usage.slip(FRIDAY, 3) == "2026-02-25 (3 + 5)"
    assert usage.slip(FRIDAY, 0).startswith("[input.out_of_range] ")
    assert usage.on_time_percent(CSV.encode(), date(2026, 3, 31)) == Decimal("100.00")
    assert usage.done_at(datetime(2026, 3, 2, 16), 60, [["07:00", "11:30"], ["13:30", "16:30"]]) == (
        datetime(2026, 3, 3, 7, 30),
        60,
    )
    due = [date(2026, 2, 25), None]
    assert usage.due_dates(np.array([FRIDAY, None], "datetime64[D]"), 3) == {
        "numpy": due, "polars": due, "codes": ["", "table.missing_field"],
    }  # fmt: skip
    assert usage.to_catch_up(evidence("8.97"), {"H47": Decimal("10.00")}) == "1.03"
    assert usage.to_catch_up(evidence("8.97"), {"H47": Decimal("1.00")}) is None
    late = [{"criterion": "1.1", "measure": {"ratio": {"numerator": 0, "denominator": 82}}}]
    assert usage.cheapest(late, Decimal("0.34")) == [("1.1", "0.37")]  # 5 of 82 of six points; 4 are 0.29
    assert usage.firm(np.array([[9.0, 1.0], [1.0, 2.0]]), np.array([1.0, 1.0]), 100) == [1.0, 1.0]
    groups = pl.DataFrame({code: [1000, 125, None] for code in ("CKMB", "TDGQ", "CLGQ", "TTTT", "MDHL", "MDSH")})
    assert usage.totals(groups, RULES) == ([6000, 750, None], [1, 2, None])
    days = {"received": ["2026-01-05", "2026-03-20"], "due": ["2026-01-12", "2026-03-27"], "finished": ["2026-01-12", None]}
    dossiers = pl.DataFrame({name: pl.Series(column).str.to_date() for name, column in days.items()})
    dossiers = dossiers.with_columns(agency=pl.Series(["Sở Nội vụ", "Sở Y tế"]))
    assert usage.form_of(dossiers, 2026, 1) == [("Sở Nội vụ", 1, "100.00"), ("Sở Y tế", 1, None)]


def test_the_package_says_its_versions_and_lists_its_names() -> None:
    assert cchc.data_edition == CALENDAR.edition
    assert cchc.__version__.count(".") == 2
    assert all(hasattr(cchc, name) for name in cchc.__all__)
    assert len(set(cchc.ERROR_CODES)) == len(cchc.ERROR_CODES) > 40


def test_a_document_takes_exact_values_and_refuses_what_would_be_guessed() -> None:
    class Whole:
        """A whole number of another package, such as numpy's."""

        def __int__(self) -> int:
            return 3

    Integral.register(Whole)
    counts = {"on_time": Whole(), "late": 1}
    assert cchc.stats_summary(counts)["counted"] == 4
    task = {"id": "1", "due": date(2026, 3, 1), "done": date(2026, 3, 2)}
    assert cchc.plan_progress([task], date(2026, 3, 31))["done_late"] == 1
    for guess in (b"1", {1}, object()):
        with pytest.raises(TypeError, match="cannot stand in a document"):
            cchc.stats_summary({"on_time": guess})
