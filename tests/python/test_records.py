"""Agencies, plans, inspections, feedback and the report as Python has them: dates, answers, errors in two languages."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import cchc
import pytest

NINE_MONTHS = json.loads((Path(__file__).parents[1] / "cases" / "nine_months.json").read_text(encoding="utf-8"))


def test_a_bare_code_of_a_province_is_ambiguous_and_says_so() -> None:
    with pytest.raises(cchc.CchcError) as caught:
        cchc.province_of_code("15")
    assert caught.value.code == "agency.ambiguous_code"
    assert "Yên Bái" in str(caught.value) and "Lào Cai" in str(caught.value)
    assert cchc.province_of_code("15", date(2025, 6, 30))["name"] == "Tỉnh Yên Bái"
    assert cchc.province_of_code("15", date(2025, 7, 1))["name"] == "Tỉnh Lào Cai"
    assert cchc.province_of_code("01")["name"] == "Thành phố Hà Nội"  # the same before and after


def test_there_were_63_provinces_and_are_34() -> None:
    assert [len(cchc.provinces(day)) for day in (date(2025, 6, 30), date(2025, 7, 1))] == [63, 34]
    kinds = [province["kind"] for province in cchc.provinces(date(2026, 9, 30))]
    unsettled = [one for one in cchc.provinces(date(2026, 9, 30)) if one["upgrade"] and one["upgrade"]["certainty"] != "seen"]
    # Those whose day as a city was not read say so instead of taking one.
    assert kinds.count("city") + len([one for one in unsettled if one["kind"] == "province"]) == 9


def test_a_report_of_records_that_do_not_fit_names_every_place() -> None:
    records = {"id": "x", "title": {"vi": "x", "en": "x"}, "as_of": "2026-03-14"}
    tasks = [{"id": "1", "start": "2026-02-02", "due": "2026-02-01"}, {"id": "2", "start": "2026-02-02", "done": "2026-02-01"}]
    with pytest.raises(cchc.CchcError) as caught:
        cchc.Report.write({**records, "tasks": tasks})
    issues = caught.value.details["issues"]
    assert {(issue["path"], issue["code"]) for issue in issues} == {
        ("plan.tasks[0].due", "plan.due_before_start"), ("plan.tasks[1].done", "plan.done_before_start"),
    }


def test_the_page_holds_every_number_of_its_tables() -> None:
    report = cchc.Report.write(NINE_MONTHS)
    page, document = report.to_html(), report.to_dict()
    named = [figure["id"] for figure in document["figures"]]
    assert len(named) == len(set(named)) > 500
    for section in document["sections"]:
        for table in (block["table"] for block in section["blocks"] if "table" in block):
            for row in table["rows"]:
                for column, cell in zip(table["columns"], row["cells"]):
                    if row["id"] and column["name"] and cell != "empty" and "words" not in cell:
                        name = f"{document['id']}.{row['id']}.{column['name']}"
                        assert name in named and f'data-figure="{name}"' in page, name


def test_figures_of_records_name_them() -> None:
    report = cchc.Report.write(NINE_MONTHS)
    dossiers = {dossier["id"] for dossier in NINE_MONTHS["dossiers"]}
    late = report.figure("nine-2026.dossiers.one_stop.late")
    assert late is not None and late["value"] == "11"
    assert len(late["lineage"]["ids"]) == 11 and set(late["lineage"]["ids"]) <= dossiers
    assert late["lineage"]["rule"] is not None
    posts = report.figure("nine-2026.ledger.staff_present.now")
    assert posts is not None and posts["lineage"]["sources"] == [{"document": "Số liệu minh họa"}]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_charts_are_pictures_by_name(lang: str) -> None:
    report = cchc.Report.write(NINE_MONTHS)
    blocks: list[dict[str, Any]] = [block for section in report.to_dict()["sections"] for block in section["blocks"]]
    charts = [block["chart"] for block in blocks if "chart" in block]
    assert [chart["kind"] for chart in charts] == ["stacked_bars", "rank_line", "ranks", "grouped_bars"]
    for chart in charts:
        picture = report.chart_svg(chart["id"], lang)
        assert picture is not None and picture.startswith("<svg") and chart["title"][lang] in picture
    assert report.chart_svg("none", lang) is None
