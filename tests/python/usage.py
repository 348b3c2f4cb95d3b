"""The package as a typed program uses it: checked by mypy --strict, and run by test_api.py."""

from datetime import date, datetime
from decimal import Decimal

import cchc
import numpy as np
import polars as pl
from numpy.typing import NDArray


def slip(received: date, days: int) -> str:
    """The line of the reception slip, or why there is none."""
    try:
        deadline = cchc.deadline(received, {"working_days": days})
    except cchc.CchcError as error:
        return f"[{error.code}] {error.message('vi')}"
    skipped = [day["date"] for day in deadline["skipped"] if day["kind"] == "holiday"]
    return f"{deadline['due']} ({len(deadline['counted'])} + {len(skipped)})"


def on_time_percent(csv: bytes, as_of: date) -> Decimal | None:
    """The share of resolved dossiers that were on time; None where none was resolved."""
    table = cchc.dossier_table(csv, as_of, cchc.WorkCalendar.vietnam())
    percent = table["total"]["on_time_of_resolved"]["percent"]
    return None if percent is None else Decimal(percent)


def to_catch_up(evidence: list[dict[str, object]], rivals: dict[str, Decimal]) -> str | None:
    """The points a unit lacks to the place above it, scored by the shipped rule set."""
    sheet = cchc.RuleSet.shipped("qd-766-2022").score(evidence, 2026, {"id": "H15", "name": "Đắk Lắk"})
    entries = [{"id": "H15", "points": sheet["unrounded"]}]
    entries += [{"id": id, "points": str(points)} for id, points in rivals.items()]
    above = cchc.next_place(entries, "H15", ties="dense")
    return None if above is None else above["points_needed"]


def cheapest(evidence: list[dict[str, object]], points: Decimal) -> list[tuple[str, str]]:
    """What to do first for so many points more, where each step of each criterion costs the same."""
    request = {"year": 2026, "evidence": evidence, "goal": {"points": points}, "every": 1}
    plan = cchc.RuleSet.shipped_for("qd-766", 2026).target_search(request)
    return [(step["criterion"], step["gained"]) for step in plan["steps"]]


def firm(values: NDArray[np.float64], weights: NDArray[np.float64], draws: int) -> list[float]:
    """How often each unit keeps its rank where every weight may be a quarter off."""
    (ranks,) = cchc.rank_draws(values, weights[None])
    tally = cchc.tally_draws(values, weights[None], "uniform", 0.25, 2026, 0, draws, threads=2)
    return [int(tally[unit, rank - 1]) / draws for unit, rank in enumerate(ranks)]


def totals(points: pl.DataFrame, rules: cchc.RuleSet) -> tuple[list[int | None], list[int | None]]:
    """The totals of a table with a column of hundredths a criterion, and the ranks."""
    answers = rules.score_columns({code: {"points": points[code], "places": 2} for code in points.columns})
    return answers["points"].to_list(), cchc.rank_column(answers["unrounded"]).to_list()


def done_at(start: datetime, minutes: int, intervals: list[list[str]]) -> tuple[datetime, int]:
    """When an enterprise with these hours is done, and the minutes counted back."""
    week = {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "intervals": intervals}
    hours = {"weekly": [week], "source": {"document": "Nội quy lao động"}}
    calendar = cchc.WorkCalendar.vietnam().for_sector("enterprise").with_hours(hours)
    done = calendar.add_working_minutes(start, minutes)
    return done, calendar.count_working_minutes(start, done)


def due_dates(received: NDArray[np.datetime64], days: int) -> dict[str, list[date | str | None]]:
    """The due dates of a column in two kinds, and the codes of the rows that have none."""
    calendar = cchc.WorkCalendar.vietnam()
    due, reasons = calendar.add_working_days_column(received, days)
    frame = pl.DataFrame({"received": received})
    same, _ = calendar.add_working_days_column(frame["received"], pl.Series([days] * len(frame)))
    return {"numpy": due.tolist(), "polars": same.to_list(), "codes": [cchc.REASONS[reason] for reason in reasons]}


def form_of(table: pl.DataFrame, year: int, number: int) -> list[tuple[str, int, str | None]]:
    """The dossiers received and the share settled on time, by agency, in a reporting quarter."""
    quarter = cchc.period("reporting", "quarter", year, number)
    spec = {"periods": [quarter, cchc.period("reporting", "quarter", year, number + 1)], "by": ["agency"]}
    tally, reasons = cchc.tally_columns(table, spec)
    again: cchc.Tally = cchc.Tally.from_bytes(tally.to_bytes())
    view = again.view({"by": ["agency"], "policy": {"withdrawn": "within"}})
    assert view["records"]["rows"] == len(reasons) == again.rows
    return [
        (row["key"][0]["label"], row["form"]["c3"], row["rates"]["on_time_of_resolved"]["percent"]) for row in view["rows"]
    ]


def answering(register: dict[str, object], agency: str, day: date, field: str) -> tuple[str, list[str]]:
    """Who answers on a day for a field of an agency, and the reorganisations that led there."""
    found = cchc.AgencyRegister.from_json(register).responsible(agency, day, {"field": field})
    return found["answers"]["name"], [step["change"] for step in found["through"]]


def province_then(code: str, day: date) -> tuple[str, str | None]:
    """The province a code meant on a day, and who followed it."""
    province = cchc.province_of_code(code, day)
    followed = province["successor"]
    return province["name"], followed["name"] if followed else None


def told(records: dict[str, object], lang: str) -> dict[str, str | None]:
    """A report as a page, one of its charts, and the first figure with where it comes from."""
    report = cchc.Report.write(records)
    document = report.to_dict()
    first = document["figures"][0]
    return {
        "page": report.to_html(lang),
        "chart": report.chart_svg("outcomes", lang),
        "figure": f"{first['label']['vi']}: {first['value']} ({first['lineage']['records']})",
        "outline": cchc.report_outlines()[0]["title"]["vi"],
        "phrase": cchc.report_phrases()[0]["id"],
    }


def office(plan: dict[str, object], review: dict[str, object], as_of: date) -> tuple[list[str], int, str | None]:
    """The tasks overdue, the documents reviewed, and the share of tasks done of those due."""
    report = cchc.plan_report(plan, as_of)
    overdue = [task["id"] for task in report["tasks"] if task["state"] == "overdue"]
    return overdue, cchc.review_summary(review, as_of)["documents"]["total"], report["done_of_due"]["percent"]


def in_force(catalogue: dict[str, object], code: str, day: date) -> tuple[int, str]:
    """How many procedures are in force on a day, and the name of one of them then."""
    own = cchc.Catalogue.of(catalogue)
    return own.counts(day)["total"], own.version_at(code, day)["content"]["name"]
