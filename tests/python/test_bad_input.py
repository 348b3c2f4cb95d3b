"""Documents nobody would write by hand: a stable error, in bounded time and memory, and nothing lost."""

import json
import subprocess
import sys
from typing import Any

import cchc
import pytest
from test_rule_sets import RULES, SMALLEST, code_of

LEAF: dict[str, Any] = SMALLEST["criteria"][0]["children"][1]


def rules(*criteria: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {**SMALLEST, "criteria": list(criteria), **others}


def issues(document: Any) -> set[tuple[str, str]]:
    return {(issue["path"], issue["code"]) for issue in cchc.RuleSet.check(document)["issues"]}


def circle() -> list[Any]:
    ring: list[Any] = []
    ring.append(ring)
    return ring


def deep(levels: int) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(levels):
        document = {"children": [document]}
    return document


@pytest.mark.parametrize("document", [circle(), deep(100_000)], ids=["a circle", "a hundred thousand levels"])
def test_what_no_text_can_hold_is_an_invalid_document(document: Any) -> None:
    for call in (
        lambda: cchc.RuleSet.check({"criteria": document}),
        lambda: cchc.RuleSet.from_csv({"notes": document}, "code,title,max\n1,a,1\n"),
        lambda: RULES.score([{"criterion": "1.1", "measure": document}], 2026),
        lambda: RULES.score_all([{"unit": {"id": "H1", "name": ""}, "evidence": document}], 2026),
        lambda: RULES.league([document], 2026),
        lambda: RULES.target_search({"year": 2026, "evidence": document}),
        lambda: cchc.robustness({"criteria": document}),
        lambda: cchc.survey_questionnaire({"options": document}),
        lambda: cchc.check_classes({"classes": document}),
    ):
        assert code_of(call) == "document.invalid"


def test_text_as_deep_is_an_invalid_document() -> None:
    for text in ('{"criteria": ' * 100_000, '{"criteria": [' * 100_000, "[" * 1_000_000):
        assert code_of(cchc.RuleSet.check, text) == "document.invalid"


@pytest.mark.parametrize("document", [
    ["1.1", {"ratio": {"numerator": 1, "denominator": 2}}],
    {"criterion": "1.1", "measure": [{"numerator": 1, "denominator": 2}]},
    {"criterion": "1.1", "measure": {"ratio": [1, 2]}},
    {"criterion": "1.1", "measure": {"ratio": (1, 2)}},
    {"criterion": "1.1", "self": [None, "1"]},
])
def test_a_list_is_no_object(document: Any) -> None:
    assert code_of(RULES.score, [document], 2026) == "document.invalid"


def test_a_code_of_a_megabyte_is_named_in_a_short_message() -> None:
    long = "x" * 1_000_000
    leaf = {**LEAF, "code": long}
    with pytest.raises(cchc.CchcError) as raised:
        cchc.RuleSet.from_json(json.dumps(rules(leaf, leaf, leaf)))
    assert [issue["code"] for issue in raised.value.details["issues"]] == ["input.out_of_range"]
    assert len(raised.value.args[0]) < 5_000
    with pytest.raises(cchc.CchcError) as raised:
        RULES.score([{"criterion": long, "measure": {"points": "1"}}], 2026)
    assert raised.value.code == "scoring.unknown_criterion" and len(raised.value.args[0]) < 5_000


def test_rows_of_a_table_nested_without_end_are_too_deep() -> None:
    codes = ["1" + ".1" * depth for depth in range(1_000)]
    table = "code,title,max,shape,source\n" + "".join(f"{code},a,1,,x\n" for code in codes[:-1]) + f"{codes[-1]},a,1,given,x\n"
    header = {key: value for key, value in SMALLEST.items() if key != "criteria"}
    with pytest.raises(cchc.CchcError) as raised:
        cchc.RuleSet.from_csv(header, table)
    assert "rules.too_deep" in {issue["code"] for issue in raised.value.details["issues"]}


# Each answers with a code, or with how many units have no class; what it may use is beside it, in megabytes.
HOSTILE: dict[str, tuple[str, str, int]] = {
    "a hundred megabytes of a set": ("code(cchc.RuleSet.from_json, 'x' * 100_000_000)", "rules.too_large", 400),
    "a hundred megabytes of evidence": (
        "code(RULES.score, [{'criterion': '1.1', 'measure': {'level': 'x' * 100_000_000}}], 2026)", "scoring.wrong_measure", 900,
    ),
    "a million criteria": ("code(cchc.RuleSet.check, rules(*[LEAF] * 1_000_000))", "rules.too_large", 1_200),
    "twenty thousand rules that name each other": (
        "found(rules(*[dict(LEAF, code=str(n), shape={'kind': 'branch', 'on': 'z', 'at_least': '1', 'then': {'kind': 'given'}, 'otherwise': {'kind': 'given'}}, title={'vi': '', 'en': ''}, source={'document': 'x'}) for n in range(14_000)]))",
        "rules.unknown_reference", 600,
    ),
    "twenty thousand bands": (
        "found(rules(dict(LEAF, shape={'kind': 'bands', 'bands': [dict(from_inclusive=True, to_inclusive=True, award='proportional')] * 40_000})))",
        "rules.too_large", 300,
    ),
    "twenty thousand classes that all overlap": ("found(rules(LEAF, classes=[CLASS] * 18_000))", "rules.too_large", 300),
    "a million classes": ("cchc.check_classes({'classes': [CLASS] * 1_000_000})['issues'][0]['code']", "rules.too_large", 1_800),
    "fifty thousand units for one place": (
        "str(cchc.classify_units({'classes': {'classes': [dict(CLASS, id='a', conditions=[dict(id='c', title=TITLE, stated=True)]), CLASS], 'quotas': [dict(**{'class': 'a'}, count=1, source=SOURCE)]}, 'units': [dict(id=str(n), points=1, facts=[dict(id='c', met=True)]) for n in range(50_000)]})['unclassed'])",
        "50000", 1_200,
    ),
    "a million questions": (
        "code(cchc.survey_questionnaire, dict(QUESTIONS, questions=[dict(id='q', title=TITLE, factor='g')] * 1_000_000))", "survey.invalid", 1_500,
    ),
    "a million answers of nobody": ("code(cchc.survey_tally, QUESTIONS, {'responses': [{}] * 1_000_000})", "document.invalid", 500),
    "a million empty units": ("code(cchc.robustness, {'units': [{}] * 1_000_000})", "document.invalid", 500),
    "ten million draws of two thousand units": (
        "code(cchc.robustness, {'criteria': [dict(code='1', weight=1)], 'units': [dict(id=str(n), values=[dict(criterion='1', value=n)]) for n in range(2_001)], 'normalisation': 'none', 'aggregation': 'arithmetic', 'settings': dict(seed=1, draws=10_000_000, confidence='0.9', uncertainties=[dict(weight_noise=dict(distribution='uniform', width='0.25'))])})",
        "input.out_of_range", 300,
    ),
}

CHILD = """
import json, resource, sys
import cchc
SMALLEST, LEAF = json.loads(sys.argv[1])
RULES = cchc.RuleSet.from_json(json.dumps(SMALLEST))
TITLE, SOURCE = {'vi': 'a', 'en': 'a'}, {'document': 'x'}
CLASS = dict(id='b', title=TITLE, **{'from': None}, from_inclusive=False, to=None, to_inclusive=False, source=SOURCE)
QUESTIONS = dict(id='q', title=TITLE, source=SOURCE, options=[dict(id='y', title=TITLE, satisfied=True)], questions=[dict(id='q1', title=TITLE, factor='f')],
    factors=[dict(id='f', title=TITLE, method='pooled')], overall='pooled', suppression=dict(fewest_respondents=1, reason=TITLE), rounding=dict(half_up_places=2))
def rules(*criteria, **others):
    return {**SMALLEST, 'criteria': list(criteria), **others}
def code(call, *given):
    try:
        call(*given)
    except cchc.CchcError as error:
        return error.code
def found(document):
    return ','.join({issue['code'] for issue in cchc.RuleSet.check(document)['issues']} - {'rules.sum_mismatch'})
def peak():
    # What the system counts for a child may include what its parent once used; Linux also says it for itself.
    try:
        return int(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]) // 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024)
print(eval(sys.argv[2]), peak())
"""


@pytest.mark.parametrize(("call", "expected", "megabytes"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_answered_in_bounded_memory(call: str, expected: str, megabytes: int) -> None:
    given = [sys.executable, "-c", CHILD, json.dumps([SMALLEST, LEAF]), call]
    child = subprocess.run(given, capture_output=True, text=True, timeout=120, check=False)
    assert child.returncode == 0, child.stderr[-2_000:]
    answer, used = child.stdout.split()
    assert answer == expected
    assert int(used) < megabytes
