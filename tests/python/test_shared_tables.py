"""Two tables of other people's results, every row scored: they lie beside the project and are not part of it.

`../shared/data` holds PAPI (63 provinces, ten years) and PCI 2013. Without it every table counts as skipped.
The expected totals are sums of fractions made here and totals that were published, never the library's own.
"""

import csv
from fractions import Fraction
from pathlib import Path
from typing import Any

import cchc
import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
PAPI = {
    **dict.fromkeys(range(2011, 2018), "papi-2011"),
    2018: "papi-2018",
    **dict.fromkeys(range(2023, 2025), "papi-2021"),
}
# Published totals. The tables number the provinces; a number was matched to its province by the total.
PUBLISHED = {
    (2018, "P52"): "42.1013",  # Tiền Giang
    (2023, "P31"): "46.0415",  # Thừa Thiên Huế
    (2023, "P12"): "45.7875",  # Thái Nguyên
    (2023, "P18"): "45.7047",  # Bắc Ninh
    (2023, "P15"): "44.3204",  # Bắc Giang
    (2023, "P52"): "39.6906",  # Tiền Giang
    (2024, "P44"): "41.02",  # Lâm Đồng
}
# Provinces whose survey is missing or not whole: no total, and not 0.
NOT_SURVEYED = {2014: 2, 2018: 2, 2023: 2, 2024: 2}
PCI_COLUMNS = (
    "entry",
    "land",
    "transparency",
    "time",
    "informal",
    "bias",
    "proactivity",
    "business_support",
    "labour",
    "legal",
)


def rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        pytest.skip(f"{path.name} does not lie beside the project")
    with path.open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def score(rules: cchc.RuleSet, values: dict[str, str], kind: str, year: int) -> Any:
    evidence = [{"criterion": code, "measure": {kind: value}} for code, value in values.items() if value]
    return rules.score(evidence, year=year)


def exact(number: Any) -> Fraction:
    return Fraction(str(number))


@pytest.mark.parametrize("year", PAPI)
def test_every_papi_total_is_the_plain_sum_of_its_sub_dimensions(year: int) -> None:
    table = rows(SHARED / "papi" / f"{year}.csv")
    rules = cchc.RuleSet.shipped(PAPI[year])
    asked = [code for code in table[0] if code != "Province" and any(row[code] for row in table)]
    assert len(table) == 63
    incomplete = 0
    for row in table:
        values = {code: row[code] for code in asked}
        sheet = score(rules, values, "points", year)
        whole = all(values.values())
        assert sheet["complete"] is whole, row["Province"]
        incomplete += not whole
        expected = sum(Fraction(value) for value in values.values() if value)
        assert exact(sheet["unrounded"]) == expected, row["Province"]
        for dimension in sheet["criteria"]:
            parts = [Fraction(value) for code, value in values.items() if value and code[2] == dimension["code"]]
            assert dimension["points"] is None if not parts else exact(dimension["points"]) == sum(parts)
        published = PUBLISHED.get((year, row["Province"]))
        if published is not None:
            places = len(published.partition(".")[2])
            assert abs(exact(sheet["points"]) - Fraction(published)) <= Fraction(1, 2 * 10**places), row["Province"]
    assert incomplete == NOT_SURVEYED.get(year, 0)


def test_every_pci_total_of_2013_is_the_published_one() -> None:
    table = rows(SHARED / "pci_2013_summary_63.csv")
    rules = cchc.RuleSet.shipped("pci-2013")
    assert len(table) == 63
    for row in table:
        sheet = score(rules, {code: row[code] for code in PCI_COLUMNS}, "value", 2013)
        # The weights were found by regression with residuals of up to 0.0000065.
        residual = abs(exact(sheet["unrounded"]) - Fraction(row["pci_published"]))
        assert sheet["complete"], row["province"]
        assert residual <= Fraction("0.00001"), row["province"]
