"""The calendar against other packages: numpy's business days, `holidays`, and a reader of iCalendar."""

from datetime import date, timedelta

import cchc
import holidays
import icalendar
import numpy as np
import pytest

CALENDAR = cchc.WorkCalendar.vietnam()
FIRST, LAST = date(2008, 1, 1), date(2026, 12, 31)
DATES = np.arange(FIRST, LAST + timedelta(1), dtype="datetime64[D]")


# numpy

# Without the swaps no weekly day off is worked, which numpy has no way to say.
ENTERPRISE = CALENDAR.for_sector("enterprise")
WORKED = np.array([ENTERPRISE.is_working_day(day) for day in DATES.tolist()])
OFF = DATES[~WORKED]


def test_adding_days_is_what_numpy_says() -> None:
    some = np.random.default_rng(1)
    start, days = some.choice(DATES, 50_000), some.integers(1, 400, 50_000)
    answers, reasons = ENTERPRISE.add_working_days_column(start, days)
    # Counting starts on the day after, worked or not: from a day off, numpy must go back first.
    expected = np.busday_offset(start, days, roll="backward", holidays=OFF)
    inside = expected <= DATES[-1]
    assert inside.sum() > 40_000
    assert ((reasons == 0) == inside).all() and (answers[inside] == expected[inside]).all()
    assert np.isnat(answers[~inside]).all()


def test_subtracting_days_is_what_numpy_says() -> None:
    some = np.random.default_rng(2)
    end, days = some.choice(DATES[800:], 5_000), some.integers(1, 400, 5_000)
    expected = np.busday_offset(end, -days, roll="forward", holidays=OFF)
    for one, number, answer in zip(end.tolist(), days.tolist(), expected.tolist()):
        assert ENTERPRISE.subtract_working_days(one, number) == answer


def test_counting_days_is_what_numpy_says() -> None:
    some = np.random.default_rng(3)
    after, through = np.sort(some.choice(DATES, (2, 50_000)), axis=0)
    counts, reasons = ENTERPRISE.count_working_days_column(after, through)
    # The first day is not counted and the last one is; with numpy it is the other way round.
    expected = np.busday_count(after + 1, through + 1, holidays=OFF)
    assert not reasons.any() and (counts == expected).all()


def test_every_day_is_worked_when_numpy_says_so() -> None:
    answers, reasons = ENTERPRISE.is_working_day_column(DATES)
    assert not reasons.any() and (answers == np.is_busday(DATES, holidays=OFF)).all()


# holidays

# Every day of 2008 to 2026 on which the package and this calendar differ, and the notice that decides it.
DIFFERENCES = {
    "2011-01-29": ("make_up", "CV 9529/VPCP-KGVX"),
    "2011-01-30": ("make_up", "CV 9529/VPCP-KGVX"),
    "2011-01-31": ("swapped_off", "CV 9529/VPCP-KGVX"),
    "2011-02-01": ("swapped_off", "CV 9529/VPCP-KGVX"),
    "2011-04-09": ("make_up", "CV 9529/VPCP-KGVX"),
    "2011-04-11": ("swapped_off", "CV 9529/VPCP-KGVX"),
    "2012-12-31": ("swapped_off", "tienphong.vn post601552"),
    "2013-01-05": ("make_up", "tienphong.vn post601552"),
    "2013-02-23": ("make_up", "tienphong.vn post601552"),
    "2014-01-25": ("make_up", "laodong.com.vn 174011; baodongthap"),
    "2014-01-28": ("swapped_off", "laodong.com.vn 174011; baodongthap"),
    "2014-02-05": ("compensatory", "10/2012/QH13"),
    "2014-02-08": ("make_up", "laodong.com.vn 174011; baodongthap"),
    "2026-01-02": ("swapped_off", "CV 12729/VPCP-KGVX"),
    "2026-01-10": ("make_up", "CV 12729/VPCP-KGVX"),
}


def test_the_package_holidays_differs_on_the_listed_days_alone() -> None:
    other = holidays.country_holidays("VN", years=range(FIRST.year, LAST.year + 1))
    different = {}
    for day in DATES.tolist():
        why = CALENDAR.explain(day)
        if why["working"] != other.is_working_day(day):
            different[day.isoformat()] = (why["kind"], why["source"]["document"])
    assert different == DIFFERENCES


# iCalendar


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_calendar_program_reads_the_special_days(lang: str) -> None:
    ics = CALENDAR.to_ics(FIRST, LAST, lang)  # type: ignore[arg-type]
    lines = ics.split("\r\n")
    assert lines.pop() == "" and all(0 < len(line.encode()) <= 75 for line in lines)
    assert "\n" not in ics.replace("\r\n", "")
    calendar = icalendar.Calendar.from_ical(ics)
    assert (calendar["VERSION"], calendar.errors) == ("2.0", [])
    events = {event.start: event for event in calendar.walk("VEVENT")}
    special = {}
    for day in DATES.tolist():
        why = CALENDAR.explain(day)
        if why["kind"] not in ("working", "weekend"):
            special[day] = why
    assert events.keys() == special.keys() and len(events) == len(calendar.walk("VEVENT"))
    assert len({event["UID"] for event in events.values()}) == len(events)
    for day, event in events.items():
        assert (event.errors, event.end, event["DESCRIPTION"]) == ([], day + timedelta(1), special[day]["text"][lang])  # type: ignore[literal-required]
        assert event["TRANSP"] == ("OPAQUE" if special[day]["working"] else "TRANSPARENT")
    titles = {"vi": "Làm bù cho ngày 31/08/2026", "en": "Worked in place of 2026-08-31"}
    assert events[date(2026, 8, 22)]["SUMMARY"] == titles[lang]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_marks_line_breaks_and_long_words_survive_the_export(lang: str) -> None:
    reason = {"vi": "bão số 9; gió, mưa \\ lũ\nnghỉ " + "ạ" * 200, "en": "storm; wind, rain \\ flood\nclosed " + "😀" * 90}
    overlay = {"source": {"document": "A; B, C\\D"}, "days_off": [{"from": "2026-09-24", "reason": reason}]}
    ics = CALENDAR.overlaid([overlay]).to_ics("2026-09-24", "2026-09-24", lang)  # type: ignore[arg-type]
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(ics).walk("VEVENT")
    assert reason[lang] in event["SUMMARY"] and reason[lang] in event["DESCRIPTION"]
    assert "A; B, C\\D" in event["DESCRIPTION"]
    assert icalendar.Calendar.from_ical(ics).to_ical().decode().count("BEGIN:VEVENT") == 1
