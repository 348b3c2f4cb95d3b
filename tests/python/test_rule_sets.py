"""Rule sets as Python sees them: the schema, columns of scores, and what is refused in bounded time."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import cchc
import jsonschema
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from cchc.errors import CchcError

DATA = Path(__file__).resolve().parents[2] / "core" / "data" / "rules"
SHIPPED = sorted(path for path in DATA.glob("*.json") if path.name != "schema.json")
SMALLEST: dict[str, Any] = json.loads(
    re.findall(r"```json\n(.*?)```", (DATA / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
)
VALIDATOR = jsonschema.Draft202012Validator(cchc.RuleSet.schema())
RULES = cchc.RuleSet.from_json(json.dumps(SMALLEST))


def code_of(call: Callable[..., Any], *given: Any, **named: Any) -> str:
    with pytest.raises(CchcError) as raised:
        call(*given, **named)
    assert raised.value.message("vi") and raised.value.code in cchc.ERROR_CODES
    return raised.value.code


# The schema


def test_the_schema_is_a_schema() -> None:
    VALIDATOR.check_schema(cchc.RuleSet.schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_set_is_of_the_schema(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    VALIDATOR.validate(document)
    # As the library writes it, too.
    VALIDATOR.validate(json.loads(cchc.RuleSet.from_json(json.dumps(document)).to_json()))


def test_all_shipped_sets_were_looked_at() -> None:
    assert sorted(path.stem for path in SHIPPED) == sorted(cchc.RuleSet.shipped_ids())


def test_the_smallest_set_of_the_guide_is_of_the_schema() -> None:
    VALIDATOR.validate(SMALLEST)


def broken(*steps: Any, to: Any) -> dict[str, Any]:
    """The smallest set with one thing changed, or taken away where it becomes `...`."""
    document = copy.deepcopy(SMALLEST)
    place: Any = document
    for step in steps[:-1]:
        place = place[step]
    if to is ...:
        del place[steps[-1]]
    else:
        place[steps[-1]] = to
    return document


LEAF = ("criteria", 0, "children", 0)
BROKEN = {
    "unknown key": broken("colour", to="red"),
    "no identifier": broken("id", to=...),
    "no criteria": broken("criteria", to=...),
    "unknown status": broken("status", to="final"),
    "unknown level": broken("levels", to=["village"]),
    "unknown shape": broken(*LEAF, "shape", "kind", to="curve"),
    "unknown key of a leaf": broken(*LEAF, "weight", to="2"),
    "points as a float": broken("max_points", to=10.5),
    "a title in one language": broken("title", to={"vi": "Bộ chỉ số"}),
    "a year as text": broken("years", "from", to="2026"),
    "a band without an award": broken(*LEAF, "shape", "bands", 0, "award", to=...),
    "classes that are no list": broken("classes", to={}),
}


@pytest.mark.parametrize("document", BROKEN.values(), ids=BROKEN)
def test_a_broken_set_is_refused_by_the_schema_and_by_the_library(document: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(document)
    assert code_of(cchc.RuleSet.from_json, json.dumps(document)) in ("document.invalid", "rules.invalid")
    assert cchc.RuleSet.check(document)["issues"]


def test_a_check_takes_a_dict_or_its_text_and_finds_everything_at_once() -> None:
    document = broken("colour", to="red") | {"max_points": "11"}  # its criteria have 10
    check = cchc.RuleSet.check(document)
    assert check == cchc.RuleSet.check(json.dumps(document))
    assert [issue["path"] for issue in check["issues"]] == ["colour", "criteria"]
    assert cchc.RuleSet.check(SMALLEST) == {"issues": [], "remarks": []}


# What a rule set says of itself


def test_a_rule_set_says_its_series_and_years() -> None:
    rules = cchc.RuleSet.shipped_for("qd-766", 2026)
    assert (rules.id, rules.series, rules.years) == ("qd-766-2022", "qd-766", {"from": 2022, "through": None})
    assert isinstance(rules.remarks, list)
    assert code_of(cchc.RuleSet.shipped_for, "qd-766", 2019) == "rules.no_edition"
    assert code_of(cchc.RuleSet.shipped_for, "qd-767", 2026) == "rules.unknown_set"
    assert code_of(rules.score, [], 2021) == "rules.year_outside"


def test_a_table_may_be_bytes_or_text_and_its_header_a_dict_or_text() -> None:
    header = {key: value for key, value in SMALLEST.items() if key != "criteria"}
    table = "code,title,max,shape,parameters,source\n1,Nhóm,10,,,Mẫu\n1.1,Kế hoạch,10,proportional,target=80; zero=max,Mẫu\n"
    texts = [
        cchc.RuleSet.from_csv(head, csv).to_json() for head in (header, json.dumps(header)) for csv in (table, table.encode(), bytearray(table.encode()))
    ]
    assert len(set(texts)) == 1
    with pytest.raises(TypeError, match="expected CSV as bytes or str"):
        cchc.RuleSet.from_csv(header, Path("rules.csv"))  # type: ignore[arg-type]


# Many units


def evidence(*counts: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [{"criterion": code, "measure": {"ratio": {"numerator": n, "denominator": d}}} for code, n, d in counts]


def test_a_league_scores_ranks_and_classes() -> None:
    full = evidence(("1.1", 9, 10), ("1.2", 8, 10))  # 6 and 4 points
    some = evidence(("1.1", 7, 10), ("1.2", 4, 10))  # 3 and 2 points
    units = [
        {"unit": {"id": f"H{number}", "name": f"H{number}"}, "evidence": given}
        for number, given in enumerate([some, full, full[:1]], 1)
    ]
    league = RULES.league(units, 2026)
    assert league["ranking"] is not None and league["classification"] is not None
    assert [(entry["id"], entry["rank"], entry["points"]) for entry in league["ranking"]["entries"]] == [("H2", 1, "10.00"), ("H1", 2, "5.00")]
    assert [unit["class"] for unit in league["classification"]["units"]] == ["other", "good"]
    assert [(issue["path"], issue["code"]) for issue in league["issues"]] == [("units[2]", "scoring.incomplete")]
    scored = RULES.score_all(units, 2026)
    assert [sheet["points"] for sheet in scored["sheets"]] == ["5.00", "10.00", "6.00"]
    assert code_of(RULES.league, units + units[:1], 2026) == "input.duplicate_id"


# Columns

# Of 1.1 six points from 90 %, three from 70 %; of 1.2 four points for 80 %, in proportion below.
NUMERATORS = {"1.1": [45, 70, 0, 9, 10], "1.2": [30, 40, 10, 1, 10]}
DENOMINATORS = {"1.1": [50, 100, 10, 8, 10], "1.2": [50, 50, 20, 10, 10]}
TOTALS = [900, 700, 250, None, 1000]  # 6 + 3, 3 + 4, 0 + 2.5, 9 of 8 is too much, all
KINDS: dict[str, tuple[Callable[[list[int]], Any], Callable[[Any], list[Any]]]] = {
    "numpy": (lambda rows: np.array(rows, "int64"), lambda got: [None if n == -(2**63) else n for n in got.tolist()]),
    "numpy int32": (lambda rows: np.array(rows, "int32"), lambda got: [None if n == -(2**63) else n for n in got.tolist()]),
    "polars": (pl.Series, lambda got: got.to_list()),
    "pyarrow": (pa.array, lambda got: got.to_pylist()),
    "pandas": (pd.Series, lambda got: [None if n is pd.NA else n for n in got]),
    "pandas Int64": (lambda rows: pd.Series(rows, dtype="Int64"), lambda got: [None if n is pd.NA else n for n in got]),
    "pandas pyarrow": (lambda rows: pd.Series(rows, dtype="int64[pyarrow]"), lambda got: [None if n is pd.NA else n for n in got]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_columns_score_as_sheets_do_and_answer_in_kind(kind: str) -> None:
    column, rows = KINDS[kind]
    given = {code: {"ratio": (column(NUMERATORS[code]), column(DENOMINATORS[code]))} for code in NUMERATORS}
    answers = RULES.score_columns(given)
    assert answers["places"] == 2
    assert rows(answers["points"]) == rows(answers["unrounded"]) == TOTALS
    reasons = [cchc.SCORE_REASONS[number] for number in answers["reasons"]] if kind != "pyarrow" else [
        cchc.SCORE_REASONS[number] for number in answers["reasons"].to_pylist()
    ]
    assert reasons == ["", "", "", "scoring.ratio_above_one", ""]
    assert [int(str(at)) for at in answers["at"]] == [0, 0, 0, 1, 0]
    for row, total in enumerate(TOTALS):
        unit = evidence(*((code, NUMERATORS[code][row], DENOMINATORS[code][row]) for code in NUMERATORS))
        if total is None:
            assert code_of(RULES.score, unit, 2026) == reasons[row]
        else:
            assert Decimal(RULES.score(unit, 2026)["points"]) * 100 == total
    ranks = rows(cchc.rank_column(answers["unrounded"]))
    assert [rank or None for rank in ranks] == [2, 3, 4, None, 1]
    for answer in (answers["points"], answers["reasons"], cchc.rank_column(answers["points"])):
        assert type(answer).__module__ == type(column([1])).__module__


def test_a_missing_cell_is_no_evidence_and_a_group_may_be_given_whole() -> None:
    given = {"1": {"points": pl.Series([725, None]), "places": 2}}
    answers = RULES.score_columns(given)
    assert answers["points"].to_list() == [725, None]
    assert [cchc.SCORE_REASONS[number] for number in answers["reasons"]] == ["", "scoring.incomplete"]


def test_levels_are_numbers_from_one() -> None:
    title = {"vi": "Mức", "en": "Level"}
    levels = [{"id": id, "title": title, "award": {"points": points}} for id, points in (("on_time", "10"), ("late", "4.5"))]
    leaf = {"code": "1", "title": title, "max_points": "10", "source": {"document": "Mẫu"}, "shape": {"kind": "levels", "levels": levels}}
    rules = cchc.RuleSet.from_json(json.dumps(SMALLEST | {"criteria": [leaf]}))  # one decimal is all it can give
    answers = rules.score_columns({"1": {"level": np.array([2, 1, 0, 3, 300], "int16")}})
    assert answers["points"].tolist() == [45, 100, -(2**63), -(2**63), -(2**63)] and answers["places"] == 1
    assert [cchc.SCORE_REASONS[number] for number in answers["reasons"]][2:] == ["scoring.incomplete", "scoring.unknown_part", "scoring.unknown_part"]


def test_columns_that_do_not_fit_are_refused() -> None:
    two, three = np.array([1, 2]), np.array([1, 2, 3])
    assert code_of(RULES.score_columns, {}) == "input.empty_list"
    assert code_of(RULES.score_columns, {"1": {"points": two, "places": 19}}) == "input.out_of_range"
    assert code_of(RULES.score_columns, {"9": {"points": two, "places": 0}}) == "scoring.unknown_criterion"
    assert code_of(RULES.score_columns, {"1.1": {"ratio": (two, two)}}) == "scoring.incomplete"
    assert code_of(RULES.score_columns, {"1.1": {"ratio": (two, three)}, "1.2": {"ratio": (two, two)}}) == "columns.length"
    bad: list[Any] = [None, [], {"1": two}, {"1": {"points": two}}, {"1": {"ratio": two}}, {"1": {"points": two, "places": 2.5}}, {"1": {"points": [1, 2], "places": 0}}]
    bad += [{"1": {"points": two.astype("float64"), "places": 0}}, {1: {"points": two, "places": 0}}, {"1": {"points": two, "places": -1}}]
    for columns in bad:
        with pytest.raises((TypeError, OverflowError)):
            RULES.score_columns(columns)
    shuffled = pd.Series([1, 2]), pd.Series([1, 2], index=[1, 0])
    with pytest.raises(ValueError, match="different indexes"):
        RULES.score_columns({"1.1": {"ratio": shuffled}})


# Bad input, in bounded time


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    start = perf_counter()
    yield
    assert perf_counter() - start < 60


@pytest.mark.parametrize("text", ["", "NaN", "[]", "null", '{"id": NaN}', '{"max_points": Infinity}', "{", "\ufeff{}", "[" * 100_000, '{"a":' * 100_000])
def test_text_that_is_no_rule_set_is_an_error(text: str) -> None:
    assert code_of(cchc.RuleSet.from_json, text) in ("document.invalid", "rules.invalid")


def ratio(numerator: Any, denominator: Any = 10) -> list[dict[str, Any]]:
    return [{"criterion": "1.1", "measure": {"ratio": {"numerator": numerator, "denominator": denominator}}}]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 4.5, 1e300, None, True, "", "4,5", "NaN", "1e3", Decimal("NaN"), Decimal("1E+2"), [4], {}, "9" * 50_000])
def test_a_count_that_is_no_exact_number_is_an_invalid_document(number: Any) -> None:
    for counts in (ratio(number), ratio(1, number)):
        assert code_of(RULES.score, counts, 2026) == "document.invalid"


def test_negative_and_huge_counts_are_out_of_range() -> None:
    for counts in (ratio(-1), ratio(1, -10), ratio("-0.5")):
        assert code_of(RULES.score, counts, 2026) == "input.out_of_range"
    assert code_of(RULES.score, ratio(10**40), 2026) == "document.invalid"
    assert code_of(RULES.score, ratio(11), 2026) == "scoring.ratio_above_one"


@pytest.mark.parametrize("year", ["2026", 2026.0, True, None, 2**40, [2026]])
def test_a_year_is_a_whole_number(year: Any) -> None:
    assert code_of(RULES.score, [], year) == "document.invalid"


def test_a_hundred_megabytes_are_refused_unread() -> None:
    text = "x" * 100_000_000
    quoted = json.dumps({"id": text})
    for call in (cchc.RuleSet.from_json, cchc.RuleSet.check):
        assert code_of(call, text) == code_of(call, quoted) == "rules.too_large"
    assert code_of(cchc.RuleSet.check, {"id": text}) == "rules.too_large"
    assert code_of(cchc.RuleSet.from_csv, SMALLEST, text) == "rules.too_large"
    assert code_of(cchc.RuleSet.shipped, text) == "rules.unknown_set"
    assert code_of(RULES.score, ratio(text), 2026) == "document.invalid"
    assert code_of(RULES.score, [{"criterion": text, "measure": {"points": "1"}}], 2026) == "scoring.unknown_criterion"
    assert code_of(RULES.class_of, text) == "number.invalid"


def test_a_million_nodes_are_answered_or_refused() -> None:
    million = 1_000_000
    child = {"code": "1", "max_points": "1"}
    assert code_of(cchc.RuleSet.check, SMALLEST | {"criteria": [child] * million}) == "rules.too_large"
    assert code_of(RULES.score, ratio(1) * million, 2026) == "scoring.duplicate_evidence"
    assert code_of(RULES.score_all, [{}] * million, 2026) == "document.invalid"
    assert code_of(cchc.check_classes, {"classes": [{}] * million}) == "document.invalid"
    entries = [{"id": str(number), "points": number % 1000} for number in range(million)]
    ranked = cchc.rank(entries)["entries"]
    assert (len(ranked), ranked[0]["rank"], ranked[-1]["rank"]) == (million, 1, million - 999)
