"""Runs the shared vectors through the installed package; the format is in tests/README.md."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import cchc
import numpy as np
import pyarrow
import pytest
import stub
from conftest import ROOT, VectorRun

TESTS = ROOT / "tests"
FILE_KEYS = {"room", "about", "source", "cases"}
CASE_KEYS = {"id", "why", "call", "in", "out", "error", "source"}


def expand(value: Any) -> Any:
    """Copies what stands under $repeat, and takes in the documents named by $file."""
    if isinstance(value, list):
        return [item for member in value for item in repeated(member)]
    if isinstance(value, dict) and "$file" in value:
        document = expand(json.loads((TESTS / value["$file"]).read_text(encoding="utf-8")))
        return document | expand(value["$with"]) if "$with" in value else document
    if isinstance(value, dict):
        return {key: expand(member) for key, member in value.items()}
    return value


def repeated(member: Any) -> list[Any]:
    if not (isinstance(member, dict) and "$repeat" in member):
        return [expand(member)]
    of = expand(member["of"])
    return [numbered(of, str(number)) for number in range(1, member["$repeat"] + 1)]


def numbered(value: Any, number: str) -> Any:
    if isinstance(value, str):
        return value.replace("{n}", number)
    if isinstance(value, list):
        return [numbered(item, number) for item in value]
    if isinstance(value, dict):
        return {key: numbered(item, number) for key, item in value.items()}
    return value


def read_cases() -> list[dict[str, Any]]:
    """Every case of every file; a malformed file or case stops the run."""
    cases: list[dict[str, Any]] = []
    for path in sorted((TESTS / "vectors").glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        assert file.keys() == FILE_KEYS, f"{path.name}: the keys are {sorted(file)}"
        assert file["room"] == path.stem, f"{path.name}: the room is {file['room']}"
        for case in file["cases"]:
            where = f"{path.name}, {case.get('id')}"
            assert case.keys() <= CASE_KEYS, f"{where}: unknown keys {sorted(case.keys() - CASE_KEYS)}"
            assert {"id", "why", "call", "in"} <= case.keys(), f"{where}: id, why, call and in are needed"
            assert ("out" in case) != ("error" in case), f"{where}: give exactly one of out and error"
        cases += file["cases"]
    ids = [case["id"] for case in cases]
    assert len(set(ids)) == len(ids), f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    return cases


def about(rules: cchc.RuleSet) -> dict[str, str]:
    return {"id": rules.id, "edition": rules.edition, "status": rules.status}


def load(text: str | None = None, document: Any = None) -> cchc.RuleSet:
    return cchc.RuleSet.from_json(json.dumps(document) if text is None else text)


def of_calendar(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(calendar: cchc.WorkCalendar | None = None, **given: Any) -> Any:
        if "from" in given:  # a word of the language
            given["from_"] = given.pop("from")
        return method(calendar or cchc.WorkCalendar.vietnam(), **given)

    return call


def recompute(old: Any = None, new: Any = None, **given: Any) -> Any:
    old, new = (calendar_of({} if view is None else view) for view in (old, new))
    return cchc.recompute(old, new, **given)


CALENDAR_KEYS = {"sector", "known_at", "hours", "overlays", "agency", "use", "projected"}


def calendar_of(view: Any) -> cchc.WorkCalendar:
    """The calendar of `in.calendar`, which is a word or says step by step how it differs from the shipped one."""
    view = {"projected": True} if view == "projected" else view
    assert view.keys() <= CALENDAR_KEYS, f"unknown calendar {view}"
    calendar = cchc.WorkCalendar.vietnam()
    if "sector" in view:
        calendar = calendar.for_sector(view["sector"])
    if "known_at" in view:
        calendar = calendar.known_at(view["known_at"])
    if "hours" in view:
        calendar = calendar.with_hours(view["hours"])
    if "overlays" in view:
        calendar = calendar.overlaid(view["overlays"], view.get("agency"), view.get("use", "counting"))
    return calendar.projected() if view.get("projected") else calendar


def rules_of(rule_set: str | None = None, rules: Any = None) -> cchc.RuleSet:
    """The rule set of a case: a shipped one, or a document of its own."""
    return cchc.RuleSet.shipped(rule_set) if rules is None and rule_set is not None else load(document=rules)


def of_rules(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(rule_set: str | None = None, rules: Any = None, **given: Any) -> Any:
        return method(rules_of(rule_set, rules), **given)

    return call


def gap(own: cchc.RuleSet, evidence: Any, year: Any, other: dict[str, Any]) -> Any:
    theirs = rules_of(other.get("rule_set"), other.get("rules"))
    return own.gap(evidence, year, other["evidence"], other["year"], theirs)


def change_between(old: dict[str, Any], new: dict[str, Any], codes: Any = None) -> Any:
    older, newer = (rules_of(side.get("rule_set"), side.get("rules")) for side in (old, new))
    return older.change_to(newer, old["evidence"], old["year"], new["evidence"], new["year"], codes)


def of_editions(method: Callable[..., Any]) -> Callable[..., Any]:
    return lambda old, new, **given: method(rules_of(**old), rules_of(**new), **given)


def of_csv(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(csv: str | None = None, bytes: list[int] | None = None, **given: Any) -> Any:
        return function(csv=bytearray(bytes or []) if csv is None else csv, **given)

    return call


def moments(cells: list[str | None]) -> Any:
    """Days, or instants where any cell has an hour."""
    unit = "s" if any(cell and "T" in cell for cell in cells) else "D"
    return np.array(["NaT" if cell is None else cell for cell in cells], f"datetime64[{unit}]")


def numbers(cells: list[int | None]) -> Any:
    return np.array([np.iinfo(np.int32).min if cell is None else cell for cell in cells], np.int32)


def small(cells: list[int | None]) -> Any:
    return np.array([cell or 0 for cell in cells], np.uint8)


def labelled(by: dict[str, Any]) -> Any:
    """Codes with their labels, as numpy has them."""
    return np.array([-1 if code is None else code for code in by["codes"]], np.int32), by["labels"]


COLUMNS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("received", "due", "finished", "paused_since"), moments),
    **dict.fromkeys(("limit", "worked"), numbers),
    **dict.fromkeys(("status", "channel"), small),
    "id": lambda ids: pyarrow.array(ids),
}


def columns_of(table: dict[str, Any]) -> dict[str, Any]:
    """The table of a case as columns; its dimensions are columns like the others."""
    own = {name: COLUMNS[name](cells) for name, cells in table.items() if name != "by"}
    return own | {name: labelled(by) for name, by in table.get("by", {}).items()}


def of_table(function: Callable[..., Any], show: Callable[..., Any]) -> Callable[..., Any]:
    def call(table: dict[str, Any], spec: Any, calendar: Any = None, request: Any = None, selection: Any = None) -> Any:
        given = [] if selection is None else [selection]
        return show(function(columns_of(table), spec, *given, calendar), request)

    return call


def of_tables(tables: list[dict[str, Any]], spec: Any, calendar: Any = None, request: Any = None) -> Any:
    return cchc.tally_stream(map(columns_of, tables), spec, calendar).view(request)


def tally_of(dossiers: Any, spec: Any, calendar: Any = None) -> cchc.Tally:
    return cchc.Tally.of_dossiers(dossiers, spec, calendar)[0]


def merged(parts: list[dict[str, Any]], spec: Any, request: Any = None) -> Any:
    return cchc.Tally.merged([tally_of(**{"spec": spec, **part}) for part in parts]).view(request)


def faults(tree: Any) -> Any:
    """The faults of a tree of agencies: none where it stands."""
    try:
        cchc.Tally.empty({"periods": [{"from": "2026-01-01", "through": "2026-01-31"}], "by": ["agency"]}).view({"tree": tree})
    except cchc.CchcError as error:
        if error.code != "agency.invalid_tree":
            raise
        return error.details["issues"]
    return []


def of_catalogue(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(catalogue: Any, **given: Any) -> Any:
        if "from" in given:  # a word of the language
            given["from_"] = given.pop("from")
        if "rule_set" in given or "rules" in given:
            given["rules"] = rules_of(given.pop("rule_set", None), given.pop("rules", None))
        return method(cchc.Catalogue.of(catalogue), **given)

    return call


def of_register(method: Callable[..., Any]) -> Callable[..., Any]:
    """A call of a register: the one of the case, or that of the provinces."""

    def call(register: Any = None, **given: Any) -> Any:
        own = cchc.AgencyRegister
        return method(own.provinces() if register is None else own.from_json(register), **given)

    return call


def catalogue_indicators(
    own: cchc.Catalogue, rules: cchc.RuleSet, level: str, period: Any, as_of: str, calendar: Any = None
) -> Any:
    data = {"level": level, "period": period, "procedures": own.indicator_procedures(as_of)}
    return cchc.indicators(rules, data, as_of, calendar)
def register_issues(register: Any) -> Any:
    """The faults of a register: none where it is sound."""
    try:
        cchc.AgencyRegister.from_json(register)
    except cchc.CchcError as error:
        if error.code != "records.invalid":
            raise
        return error.details["issues"]
    return []


# Every call takes exactly the keys of its `in`: a misspelt or missing key is a TypeError.


def written(records: Any, lang: str, form: str, look_for: list[str], calendar: Any = None) -> dict[str, Any]:
    """A report as it is written, and which parts of it are there."""
    report = cchc.Report.write(records, calendar)
    forms = {"text": report.to_text, "markdown": report.to_markdown, "html": report.to_html}
    text = forms[form](lang) if form in forms else (report.chart_svg(form, lang) or "")
    return {"found": {part: part in text for part in look_for}, "text": text}


CALLS: dict[str, Callable[..., Any]] = {
    "calendar.is_working_day": of_calendar(cchc.WorkCalendar.is_working_day),
    "calendar.add_working_days": of_calendar(cchc.WorkCalendar.add_working_days),
    "calendar.count_working_days": of_calendar(cchc.WorkCalendar.count_working_days),
    "calendar.subtract_working_days": of_calendar(cchc.WorkCalendar.subtract_working_days),
    "calendar.add_working_minutes": of_calendar(cchc.WorkCalendar.add_working_minutes),
    "calendar.count_working_minutes": of_calendar(cchc.WorkCalendar.count_working_minutes),
    "calendar.intervals": of_calendar(cchc.WorkCalendar.intervals),
    "calendar.to_ics": of_calendar(cchc.WorkCalendar.to_ics),
    "calendar.explain": of_calendar(cchc.WorkCalendar.explain),
    "calendar.load": lambda text: {"edition": cchc.WorkCalendar.from_json(text).edition},
    "lunar.explain": cchc.lunar_day,
    "lunar.to_solar": lambda date: cchc.solar_day(date),
    "deadline": cchc.deadline,
    "deadline_case": cchc.deadline_case,
    "stage_report": cchc.stage_report,
    "apology": cchc.apology,
    "apology_compliance": cchc.apology_compliance,
    "notices": cchc.notices,
    "recompute": recompute,
    "replay": cchc.replay,
    "replay_all": cchc.replay_all,
    "audit": cchc.audit,
    "audit_dossiers": cchc.audit_dossiers,
    "indicators": of_rules(cchc.indicators),
    "indicator_sheet": of_rules(cchc.indicator_sheet),
    "feedback_case": cchc.feedback_case,
    "feedback_report": cchc.feedback_report,
    "feedback_regimes": cchc.feedback_regimes,
    "ledger_report": cchc.ledger_report,
    "ledger_names": cchc.ledger_names,
    "dossier_code": cchc.dossier_code,
    "procedure_code": cchc.procedure_code,
    "sector_code": cchc.sector_code,
    "classify": cchc.classify,
    "on_time_stats": cchc.on_time_stats,
    "stats_summary": cchc.stats_summary,
    "dossier_table": of_csv(cchc.dossier_table),
    "read_dossiers": of_csv(cchc.read_dossiers),
    "read_progress": of_csv(cchc.read_progress),
    "apology_duty": cchc.apology_duty,
    "rules.shipped": lambda id: about(cchc.RuleSet.shipped(id)),
    "rules.shipped_for": lambda series, year: about(cchc.RuleSet.shipped_for(series, year)),
    "rules.load": lambda **given: about(load(**given)),
    "rules.from_csv": lambda header, **csv: about(of_csv(cchc.RuleSet.from_csv)(header=header, **csv)),
    "rules.check": lambda text=None, document=None: cchc.RuleSet.check(document if text is None else text),
    "rules.classify": of_rules(cchc.RuleSet.classify),
    "rules.diff": of_editions(cchc.RuleSet.diff),
    "score": of_rules(cchc.RuleSet.score),
    "score_all": of_rules(cchc.RuleSet.score_all),
    "league": of_rules(cchc.RuleSet.league),
    "class_of": of_rules(cchc.RuleSet.class_of),
    "losses": of_rules(cchc.RuleSet.losses),
    "least_increase": of_rules(cchc.RuleSet.least_increase),
    "bottlenecks": of_rules(cchc.RuleSet.bottlenecks),
    "target_search": of_rules(cchc.RuleSet.target_search),
    "contributions": of_rules(cchc.RuleSet.contributions),
    "gap": of_rules(gap),
    "gap_to_mean": of_rules(cchc.RuleSet.gap_to_mean),
    "change_between": change_between,
    "what_if": of_rules(cchc.RuleSet.what_if),
    "applicability_effect": of_rules(cchc.RuleSet.applicability_effect),
    "diff_scores": of_editions(cchc.RuleSet.diff_scores),
    "check_classes": cchc.check_classes,
    "classify_units": lambda **case: cchc.classify_units(case),
    "rank": cchc.rank,
    "robustness": cchc.robustness,
    "next_place": cchc.next_place,
    "movement": cchc.movement,
    "movements": lambda **case: cchc.movements(case),
    "standing_before": cchc.standing_before,
    "mean": cchc.mean,
    "procedures_total": cchc.procedures_total,
    "catalogue.issues": of_catalogue(lambda own: own.issues),
    "catalogue.version_at": of_catalogue(cchc.Catalogue.version_at),
    "catalogue.version_for": of_catalogue(cchc.Catalogue.version_for),
    "catalogue.online_at": of_catalogue(cchc.Catalogue.online_at),
    "catalogue.counts": of_catalogue(cchc.Catalogue.counts),
    "catalogue.incomplete": of_catalogue(cchc.Catalogue.incomplete),
    "catalogue.history": of_catalogue(cchc.Catalogue.history),
    "catalogue.acts": of_catalogue(cchc.Catalogue.acts),
    "catalogue.punctuality": of_catalogue(cchc.Catalogue.punctuality),
    "catalogue.indicator_procedures": of_catalogue(cchc.Catalogue.indicator_procedures),
    "catalogue.indicators": of_catalogue(catalogue_indicators),
    "review_summary": cchc.review_summary,
    "plan_progress": cchc.plan_progress,
    "inspection_summary": cchc.inspection_summary,
    "plan_report": cchc.plan_report,
    "plan_movement": cchc.plan_movement,
    "plan_carry_over": cchc.plan_carry_over,
    "inspection_report": cchc.inspection_report,
    "survey.questionnaire": cchc.survey_questionnaire,
    "survey.tally": cchc.survey_tally,
    "survey.results": cchc.survey_results,
    "survey.bootstrap": cchc.survey_bootstrap,
    "survey.sample_size": cchc.survey_sample_size,
    "survey.margin": cchc.survey_margin,
    "survey.wilson": cchc.survey_wilson,
    "period": cchc.period,
    "periods": lambda rule, kind, through, **given: cchc.periods(rule, kind, given.pop("from"), through, **given),
    "year_before": cchc.year_before,
    "agency.issues": register_issues,
    "agency.agency_at": of_register(cchc.AgencyRegister.agency_at),
    "agency.tree_at": of_register(cchc.AgencyRegister.tree_at),
    "agency.tree": of_register(cchc.AgencyRegister.tree),
    "agency.successors": of_register(cchc.AgencyRegister.successors),
    "agency.predecessors": of_register(cchc.AgencyRegister.predecessors),
    "agency.responsible": of_register(cchc.AgencyRegister.responsible),
    "agency.carry": of_register(cchc.AgencyRegister.carry),
    "handover": of_register(cchc.handover),
    "province_of_code": cchc.province_of_code,
    "province_of_name": cchc.province_of_name,
    "provinces": cchc.provinces,
    "tally.spec": lambda spec: cchc.Tally.empty(spec).spec,
    "tally.view": lambda dossiers, spec, request=None: tally_of(dossiers, spec).view(request),
    "tally.from_csv": of_csv(lambda csv, spec, request=None: cchc.Tally.from_csv(csv, spec)[0].view(request)),
    "tally.issues": lambda dossiers, spec: cchc.Tally.of_dossiers(dossiers, spec)[1],
    "tally.policy_effect": lambda dossiers, spec, policy, request=None: (
        tally_of(dossiers, spec).policy_effect(policy, request)
    ),
    "tally.merged": merged,
    "tally.tree": faults,
    "tally.to_bytes": lambda dossiers, spec: tally_of(dossiers, spec).to_bytes().hex(),
    "tally.from_bytes": lambda hex, request=None: cchc.Tally.from_bytes(bytes.fromhex(hex)).view(request),
    "tally.from_json": lambda document, request=None: cchc.Tally.from_json(json.dumps(document)).view(request),
    "tally.of_columns": of_table(cchc.tally_columns, lambda counted, request: counted[0].view(request)),
    "tally.of_tables": of_tables,
    "tally.reasons": of_table(cchc.tally_columns, lambda counted, _: [cchc.REASONS[reason] for reason in counted[1]]),
    "tally.members": of_table(cchc.tally_members, lambda members, _: members),
    "report": lambda **given: cchc.Report.write(**given).to_dict(),
    "report.written": written,
    "report.outlines": cchc.report_outlines,
    "report.phrases": cchc.report_phrases,
    "report.of_dossiers": of_csv(lambda **given: cchc.Report.of_dossiers(**given).to_dict()),
}


def answer(call: str, given: dict[str, Any]) -> Any:
    """The whole answer of a call as plain JSON values, or its error code."""
    try:
        if "calendar" in given:
            given = given | {"calendar": calendar_of(given["calendar"])}
        got = CALLS[call](**given)
    except cchc.CchcError as error:
        return {"error": error.code}
    if isinstance(got, date):
        return got.isoformat()
    return format(got, "f") if isinstance(got, Decimal) else got


def check(path: str, expected: Any, got: Any) -> None:
    """Objects are compared on the keys expected, arrays element by element, all else exactly."""
    assert type(expected) is type(got), f"{path}: expected {expected!r}, got {got!r}"
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in got, f"{path}.{key} is missing"
            check(f"{path}.{key}", value, got[key])
    elif isinstance(expected, list):
        assert len(expected) == len(got), f"{path}: expected {len(expected)} members, got {len(got)}"
        for index, (one, other) in enumerate(zip(expected, got)):
            check(f"{path}[{index}]", one, other)
    else:
        assert expected == got, f"{path}: expected {expected!r}, got {got!r}"


CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_vector(case: dict[str, Any], vector_run: VectorRun) -> None:
    vector_run.cases = len(CASES)
    if case["call"] not in CALLS:
        vector_run.skipped += 1
        pytest.skip(f"unknown call {case['call']}")
    got = answer(case["call"], expand(case["in"]))
    vector_run.answers[case["id"]] = got
    if "error" in case:
        assert got == {"error": case["error"]}, case["why"]
        return
    if case["call"].startswith("report") and isinstance(got, dict) and "figures" in got:
        got = {"figures": {figure["id"]: figure["value"] for figure in got["figures"]}}
    check("out", case["out"], got)


def test_the_stub_names_exactly_the_keys_of_every_answer(vector_run: VectorRun) -> None:
    if len(vector_run.answers) + vector_run.skipped < len(CASES):
        pytest.skip("not every case was run")
    seen: stub.Seen = {}
    for case in CASES:
        kind, got = stub.of_call(case["call"]), vector_run.answers.get(case["id"])
        if kind is not None and "out" in case and case["call"] not in TEXTS:
            stub.check(case["id"], kind, got, seen)
    rules = cchc.RuleSet.shipped("pci-2013")
    units = [{"unit": {"id": "H01", "name": "Hà Nội"}, "evidence": []}]
    for call, got in {"years": rules.years, "score_all": rules.score_all(units, 2013), "league": rules.league(units, 2013), "report_phrases": cchc.report_phrases()}.items():
        kind = stub.hints(stub.STUB["RuleSet"].years.fget)["return"] if call == "years" else stub.of_call(call)
        stub.check(call, kind, got, seen)
    declared = {name: set(stub.hints(kind)) for name, kind in stub.typed_dicts().items()}
    # A key that no answer ever has is a mistake of the stub, or a vector is missing.
    unseen = {name: sorted(keys - seen.get(name, set())) for name, keys in declared.items()}
    assert {name: keys for name, keys in unseen.items() if keys} == UNSEEN


# Left out unless lines are longer than 18 decimals, a unit lacks evidence under an older set, or a unit that came
# or went was not ranked.
UNSEEN = {
    "_Contributions": ["beyond"],
    "_Gap": ["beyond"],
    "_ScoreChange": ["beyond"],
    "_UnitDiff": ["missing_old"],
    "_StandingEntry": ["excluded", "tie_breakers"],
}

# Answers that become texts in the comparison: dates, instants and decimals.
TEXTS = {
    "calendar.add_working_days",
    "calendar.subtract_working_days",
    "calendar.add_working_minutes",
    "lunar.to_solar",
    "mean",
    "tally.to_bytes",
}
