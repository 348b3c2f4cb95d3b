"""What test_office.py writes: a computed report with all it can have, and a small one whose every number is known."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

import cchc
from conftest import ROOT


@cache
def _computed() -> Any:
    records = json.loads((ROOT / "tests" / "cases" / "nine_months.json").read_text(encoding="utf-8"))
    return cchc.Report.write(records).to_dict()


def nine_months() -> Any:
    """The dict of the computed report, for a test to change."""
    return deepcopy(_computed())


# -- small parts in the shape of ``Report.to_dict()``


def both(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def words(vi: str, en: str | None = None) -> dict[str, Any]:
    return {"words": both(vi, en or vi)}


def count(number: int) -> dict[str, int]:
    return {"count": number}


def ratio(numerator: int, denominator: int) -> dict[str, Any]:
    return {"ratio": {"numerator": str(numerator), "denominator": str(denominator)}}


def number(value: str, *, signed: bool = False) -> dict[str, Any]:
    return {"number": {"value": value, "signed": signed}}


def column(
    name: str, vi: str, en: str, formula: dict[str, Any] | None = None, align: str = "right", of: Any = None
) -> dict[str, Any]:
    return {"name": name, "title": both(vi, en), "align": align, "of": of, "formula": formula}


def rate(of: list[str], over: list[str]) -> dict[str, Any]:
    return {"ratio": {"of": of, "over": over}}


def row(name: str, *cells: Any, total: bool = False, level: int = 0) -> dict[str, Any]:
    return {"id": name, "total": total, "level": level, "cells": list(cells)}


def table(name: str, vi: str, en: str, columns: list[Any], rows: list[Any], **more: Any) -> dict[str, Any]:
    return {"table": {"id": name, "title": both(vi, en), "unit": None, "columns": columns, "rows": rows, **more}}


DOSSIERS = table(
    "dossiers.by_mechanism",
    "Kết quả giải quyết hồ sơ theo cơ chế",
    "Dossiers by mechanism",
    [
        column("mechanism", "Cơ chế", "Mechanism", align="left"),
        column("received", "Tiếp nhận", "Received", {"sum": ["resolved", "in_progress"]}),
        column("resolved", "Đã giải quyết", "Resolved", {"sum": ["on_time", "late"]}),
        column("on_time", "Đúng hạn", "On time"),
        column("late", "Quá hạn", "Late"),
        column("in_progress", "Chưa đến hạn", "Not yet due"),
        column("rate", "Tỷ lệ đúng hạn trên số đã giải quyết", "On-time rate of those resolved", rate(["on_time"], ["resolved"]), of=both("số đã giải quyết", "those resolved")),
    ],
    [
        row("one_stop", words("Một cửa", "One-stop"), count(85_020), count(82_566), count(82_566), count(0), count(2_454), ratio(82_566, 82_566)),
        row("linked", words("Một cửa liên thông", "Linked one-stop"), count(3_677), count(3_550), count(3_550), count(0), count(127), ratio(3_550, 3_550)),
        row("total", words("Tổng cộng", "Total"), count(88_697), count(86_116), count(86_116), count(0), count(2_581), ratio(86_116, 86_116), total=True),
    ],
    unit=both("hồ sơ", "dossiers"),
)  # fmt: skip

PROCEDURES = table(
    "procedures.by_level",
    "Thủ tục hành chính công bố",
    "Published procedures",
    [column("level", "Cấp", "Level", align="left"), column("number", "Số thủ tục", "Procedures")],
    [
        row("province", words("Tỉnh", "Province"), count(56)),
        row("district", words("Huyện", "District"), count(12)),
        row("commune", words("Xã", "Commune"), count(7)),
        row("total", words("Tổng cộng", "Total"), count(75), total=True),
    ],
)

OUTCOMES: dict[str, Any] = {
    "chart": {
        "id": "outcomes",
        "kind": "stacked_bars",
        "title": both("Hồ sơ theo kết quả giải quyết", "Dossiers by outcome"),
        "unit": both("hồ sơ", "dossiers"),
        "source": both("Quyết định 1918/QĐ-UBND", "Quyết định 1918/QĐ-UBND"),
        "categories": [both("Một cửa", "One-stop"), both("Một cửa liên thông", "Linked one-stop")],
        "series": [
            {"name": both("Đúng hạn", "On time"), "tone": "on_time", "values": ["82566", "3550"], "of": []},
            {"name": both("Chưa đến hạn", "Not yet due"), "tone": "running", "values": ["2454", "127"], "of": []},
            {"name": both("Quá hạn", "Late"), "tone": "late", "values": ["0", None], "of": []},
        ],
        "alternative": both(
            "Biểu đồ thanh chồng: một cửa 82.566 đúng hạn, 2.454 chưa đến hạn; liên thông 3.550 và 127; không có quá hạn.",
            "Stacked bars: one-stop 82,566 on time, 2,454 not yet due; linked 3,550 and 127; none late.",
        ),
    }
}

PROCEDURE_BARS: dict[str, Any] = {
    "chart": {
        "id": "procedures",
        "kind": "grouped_bars",
        "title": both("Thủ tục theo cấp", "Procedures by level"),
        "unit": both("thủ tục", "procedures"),
        "source": None,
        "categories": [both("Tỉnh", "Province"), both("Huyện", "District"), both("Xã", "Commune")],
        "series": [{"name": both("Số thủ tục", "Procedures"), "tone": "now", "values": ["56", "12", "7"], "of": ["100", "20", "7"]}],
        "alternative": both("Tỉnh 56, huyện 12, xã 7.", "Province 56, district 12, commune 7."),
    }
}

RANKS: dict[str, Any] = {
    "chart": {
        "id": "ranks",
        "kind": "rank_line",
        "title": both("Thứ hạng qua các năm", "Rank by year"),
        "unit": both("hạng", "rank"),
        "source": None,
        "categories": [both("2018", "2018"), both("2019", "2019")],
        "series": [{"name": both("Hạng", "Rank"), "tone": "now", "values": ["15", "8"], "of": ["19", "19"]}],
        "alternative": both("Hạng 15 năm 2018, hạng 8 năm 2019.", "Rank 15 in 2018, 8 in 2019."),
    }
}


def figure(
    name: str, vi: str, value: str, unit: str, of: dict[str, str] | None = None, lineage: dict[str, Any] | None = None
) -> dict[str, Any]:
    about = lineage or {"records": "standings", "counted": None, "ids": [], "rule": None, "sources": []}
    return {"id": f"c5.{name}", "label": both(vi, f"{name} in words"), "value": value, "unit": unit, "of": of, "lineage": about}


def lineage(counted: int, records: str = "dossiers", ids: list[str] | None = None) -> dict[str, Any]:
    return {
        "records": records,
        "counted": counted,
        "ids": ids or [],
        "rule": {"document": "Quy ước của thư viện", "says": both("không sau hạn trả", "no later than due")},
        "sources": [{"document": "Nghị định 61/2018/NĐ-CP", "article": "Điều 3"}],
    }


REPORT: dict[str, Any] = {
    "id": "c5",
    "title": both(
        "Báo cáo công tác cải cách hành chính 9 tháng năm 2018", "Report on administrative reform, nine months of 2018"
    ),
    "agency": both("Sở Lao động - Thương binh và Xã hội", "Department of Labour"),
    "period": None,
    "as_of": "2018-09-30",
    "opening": both("Kỳ báo cáo: 9 tháng năm 2018; số liệu đến ngày 30/09/2018", "Period: nine months of 2018; figures as of 2018-09-30"),
    "sections": [
        {
            "id": "direction",
            "number": "I",
            "level": 1,
            "title": both("Công tác chỉ đạo, điều hành", "Direction"),
            "blocks": [
                {
                    "sentence": both(
                        "Kế hoạch 174/KH-SLĐTBXH ngày 29/01/2018 có sáu nội dung; kế hoạch kiểm soát thủ tục theo Quyết định 09/QĐ "
                        "ngày 18/01/2018 có 18 đầu việc.",
                        "Plan 174/KH-SLĐTBXH of 2018-01-29 has six subjects; the control plan of decision 09/QĐ of 2018-01-18 has 18 work items.",
                    )
                },
                {"item": both("Tham mưu Nghị quyết 03/2018, 06/2018 và 07/2018/NQ-HĐND ngày 13/7/2018.", "Resolutions 03, 06 and 07/2018/NQ-HĐND of 2018-07-13.")},
                {"item": both("Tập huấn 2, 2, 13 và 6 công chức theo từng lớp.", "Trained 2, 2, 13 and 6 officials by course.")},
            ],
        },
        {"id": "results", "number": "II", "level": 1, "title": both("Kết quả", "Results"), "blocks": []},
        {
            "id": "dossiers",
            "number": "1",
            "level": 2,
            "title": both("Giải quyết hồ sơ thủ tục hành chính", "Dossiers"),
            "blocks": [
                {"sentence": both("Tiếp nhận 88.697 hồ sơ; đúng hạn 100 % số đã giải quyết.", "88,697 dossiers received; 100 % of those resolved on time.")},
                DOSSIERS,
                OUTCOMES,
            ],
        },
        {
            "id": "procedures",
            "number": "a",
            "level": 3,
            "title": both("Bộ thủ tục: công bố/công khai [2018]", "Procedures: published [2018]"),
            "blocks": [PROCEDURES, PROCEDURE_BARS, RANKS],
        },
    ],
    "figures": [
        figure("dossiers.one_stop.received", "Một cửa: Tiếp nhận", "85020", "count", lineage=lineage(85_020, ids=["H53.1-180102-0001", "H53.1-180102-0002"])),
        figure("dossiers.one_stop.on_time_of_resolved", "Một cửa: Đúng hạn", "100", "percent", both("số đã giải quyết", "those resolved"), lineage(82_566)),
        figure("dossiers.one_stop.on_time_of_received", "Một cửa: Đúng hạn", "97.11", "percent", both("số tiếp nhận", "those received"), lineage(85_020)),
        figure("dossiers.linked.received", "Liên thông: Tiếp nhận", "3677", "count", lineage=lineage(3_677)),
        figure("procedures.total", "Thủ tục công bố", "75", "count", lineage=lineage(3, "procedures")),
        figure("standing.points", "Điểm", "84.840", "points"),
        figure("standing.change", "Tăng giảm", "-7", "places"),
        figure("apology.state", "Xin lỗi", "không phát sinh", "word"),
        figure("apology.percent", "Đã xin lỗi", "", "percent", both("hồ sơ quá hạn", "overdue dossiers"), lineage(0)),
        figure("exact.long", "Điểm chưa làm tròn", "0.1234567890123456789", "points"),
        figure("standing.published", "Ngày công bố", "2018-08-02", "date"),
    ],
    "sources": [
        {"document": "Quyết định 1918/QĐ-UBND", "says": both("công bố thủ tục hành chính ngày 11/7/2018", "publishes the procedures on 2018-07-11")},
        {"document": "Kế hoạch 174/KH-SLĐTBXH", "article": "Phần II"},
    ],
}  # fmt: skip


def report(**changed: Any) -> dict[str, Any]:
    """A report of its own for a test to change."""
    return {**deepcopy(REPORT), **changed}


def section(*blocks: Any, **changed: Any) -> dict[str, Any]:
    return {"id": "s", "number": "1", "level": 1, "title": both("Phần", "Section"), "blocks": list(blocks), **changed}
