"""The shipped rule sets as plain data, read without the library: what a reader of the files relies on."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

RULES = Path(__file__).resolve().parents[2] / "core" / "data" / "rules"
FILES = sorted(path for path in RULES.glob("*.json") if path.name != "schema.json")
KINDS = {
    "all_of",
    "levels",
    "bands",
    "proportional",
    "per_item",
    "steps",
    "leader",
    "min_max",
    "scaled",
    "given",
    "mean",
    "gated",
    "branch",
}
QUANTITIES = {"percent", "product", "complement", "value", "change", "change_percent", "above_mean"}
SHARES = {"percent", "product", "complement"}


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, outermost first."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def places(document: dict[str, Any]) -> list[list[dict[str, Any]]]:
    adjustments = [document[name]["criteria"] for name in ("bonus", "penalty") if name in document]
    return [document["criteria"], *adjustments]


def criteria(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place in places(document):
        yield from (node for node in walk(place) if "code" in node)


def quantity(shape: dict[str, Any]) -> str:
    of = shape.get("of", "percent")
    return of if isinstance(of, str) else next(iter(of))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFile:
    def test_it_is_named_after_its_set_and_its_codes_are_unique(self, path: Path) -> None:
        document = read(path)
        assert document["id"] == path.stem
        codes = Counter(criterion["code"] for criterion in criteria(document))
        assert not [code for code, times in codes.items() if times > 1]

    def test_the_maxima_add_up(self, path: Path) -> None:
        document = read(path)
        total = sum(Decimal(criterion["max_points"]) for criterion in document["criteria"])
        assert total == Decimal(document["max_points"])
        for criterion in criteria(document):
            parts = sum(Decimal(child["max_points"]) for child in criterion.get("children", []))
            how = criterion.get("combine", "sum")
            if "children" in criterion and how == "sum":
                assert parts == Decimal(criterion["max_points"]), criterion["code"]
            if how == "capped_sum":
                assert parts >= Decimal(criterion["max_points"]), criterion["code"]

    def test_every_number_has_its_text_and_every_text_both_languages(self, path: Path) -> None:
        document = read(path)
        assert document["notes"] and document["legal_basis"]
        for criterion in criteria(document):
            assert criterion["source"]["document"].strip(), criterion["code"]
            assert criterion["source"]["says"]["vi"].strip(), criterion["code"]
            assert ("shape" in criterion) != ("children" in criterion), criterion["code"]
        for node in walk(document):
            if "vi" in node or "en" in node:
                assert set(node) == {"vi", "en"} and node["vi"].strip() and node["en"].strip(), node
            if "from_inclusive" in node and "id" in node:
                assert node["source"]["document"].strip(), node["id"]

    def test_bands_and_classes_join_from_the_top(self, path: Path) -> None:
        document = read(path)
        joined = [node["bands"] for node in walk(document) if "bands" in node]
        joined += [document["classes"]]
        for bands in joined:
            for above, below in zip(bands, bands[1:], strict=False):
                # A class may take higher totals too, for those that fail the conditions of the one above.
                if not (above.get("conditions") and below["to"] == above["to"]):
                    assert above["from"] == below["to"], below
                    assert above["from_inclusive"] != below["to_inclusive"], below
            for band in bands:
                if band["from"] is not None and band["to"] is not None:
                    low, high = Decimal(band["from"]), Decimal(band["to"])
                    assert low < high or (low == high and band["from_inclusive"] and band["to_inclusive"]), band
        for node in walk(document):
            if node.get("kind") == "bands" and quantity(node) in SHARES:
                top, bottom = node["bands"][0], node["bands"][-1]
                assert (top["to"], top["to_inclusive"]) == ("100", True)
                assert (bottom["from"], bottom["from_inclusive"]) == ("0", True)

    def test_class_rules_name_classes_and_a_template_says_so(self, path: Path) -> None:
        document = read(path)
        classes = [band["id"] for band in document["classes"]]
        assert len(set(classes)) == len(classes)
        for rule in document.get("vetoes", []) + document.get("quotas", []):
            assert rule["class"] in classes
        for rule in document.get("caps", []):
            assert rule["at_most"] in classes
        for tie_breaker in document.get("ties", {}).get("tie_breakers", []):
            assert tie_breaker in {criterion["code"] for criterion in criteria(document)}
        if document["status"] == "template":
            assert "không phải văn bản" in document["notes"][0]["vi"]


def test_the_editions_of_a_series_do_not_share_a_year() -> None:
    taken: dict[tuple[str, int], str] = {}
    for path in FILES:
        document = read(path)
        years = document["years"]
        for year in range(years["from"], (years["through"] or 2030) + 1):
            other = taken.setdefault((document["series"], year), document["id"])
            assert other == document["id"], f"{year}: {other} and {document['id']}"


def test_the_template_shows_everything_a_set_can_say() -> None:
    document = read(RULES / "department-template.json")
    shapes = [node for node in walk(document) if "kind" in node]
    leaves = [criterion for criterion in criteria(document) if "shape" in criterion]
    awards = {
        award if isinstance(award, str) else next(iter(award))
        for node in walk(document)
        for award in [node.get("award")]
        if award
    }
    conditions = [condition for band in document["classes"] for condition in band.get("conditions", [])]
    facts = {key for condition in conditions for key in condition.get("fact", {})}
    assert {shape["kind"] for shape in shapes} == KINDS
    assert {quantity(shape) for shape in shapes if shape["kind"] in {"bands", "proportional"}} == QUANTITIES
    assert awards == {"points", "share_percent", "proportional", "linear"}
    assert {leaf["not_applicable"] for leaf in leaves if "not_applicable" in leaf} == {
        "full",
        "zero",
        "not_scored",
        "rescale",
    }
    assert {shape.get("zero_denominator") for shape in shapes} >= {
        "max",
        "zero",
        "refused",
        "not_applicable",
        "stand_in",
    }
    assert {leaf.get("scored_by", "self") for leaf in leaves} == {
        "self",
        "survey",
        "superior",
        "external_index",
        "computed",
    }
    assert {criterion.get("combine", "sum") for criterion in criteria(document)} == {"sum", "capped_sum", "scaled_sum"}
    assert facts == {"at_least", "above", "at_most", "below"}
    assert any("time_limits" in leaf for leaf in leaves)
    assert any("stated" in condition for condition in conditions)
    assert any("no_leaf_at_zero" in condition for condition in conditions)
    assert {"percent", "count", "per_block"} <= {key for quota in document["quotas"] for key in quota}
    assert document["vetoes"] and document["caps"] and document["bonus"] and document["penalty"]
