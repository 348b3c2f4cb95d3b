"""Answers against the types of the stub: every key that is there is declared, every declared one is there."""

import sys
import types
import typing
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cchc
import typing_extensions

Seen = dict[str, set[str]]
"""The keys that stood in any answer, by the name of their type."""

SPECIAL = {
    "change_between": "RuleSet.change_to",
    "lunar.explain": "lunar_day",
    "report": "Report.to_dict",
    "report.of_dossiers": "Report.to_dict",
    **{f"tally.{call}": "Tally.view" for call in ("merged", "from_csv", "from_bytes", "from_json", "of_columns", "of_tables")},
    "tally.members": "tally_members",
    **{
        f"catalogue.{call}": f"Catalogue.{call}"
        for call in "issues version_at version_for online_at counts incomplete history acts punctuality".split()
    },
    "catalogue.indicator_procedures": "Catalogue.indicator_procedures",
    "catalogue.indicators": "indicators",
}


def load() -> dict[str, Any]:
    """The names of the stub, which is executed as the Python it is."""
    path = Path(cchc.__file__).parent / "_native.pyi"
    text = "from __future__ import annotations\n" + path.read_text(encoding="utf-8")
    module = types.ModuleType("stub_of_cchc")
    sys.modules[module.__name__] = module  # where types of its classes are looked up
    exec(compile(text, str(path), "exec"), module.__dict__)
    return module.__dict__


STUB = load()
HINTS: dict[Any, dict[str, Any]] = {}


def hints(of: Any) -> dict[str, Any]:
    if of not in HINTS:
        HINTS[of] = typing_extensions.get_type_hints(of, STUB, include_extras=True)
    return HINTS[of]


def typed_dicts() -> dict[str, Any]:
    return {name: value for name, value in STUB.items() if typing_extensions.is_typeddict(value) and name[0] == "_"}


def of_call(call: str) -> Any:
    """The type of the answer of a call of the vectors; None where a runner shows only part of the answer."""
    names = [SPECIAL[call]] if call in SPECIAL else [call.replace(".", "_"), call]
    names += [f"{handle}.{call.split('.')[-1]}" for handle in ("RuleSet", "Tally", "WorkCalendar")]
    if call.startswith("agency."):
        names.append(f"AgencyRegister.{call.split('.')[-1]}")
    for name in names:
        found: Any = STUB
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else getattr(found, part, None)
        if isinstance(found, types.FunctionType):
            answer = hints(found)["return"]
            return None if answer in (STUB["RuleSet"], STUB["Report"]) else answer
        if isinstance(found, property):
            return hints(found.fget)["return"]
    return None


def check(path: str, kind: Any, value: Any, seen: Seen) -> None:
    """Fails where a value is not of its type."""
    origin, members = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing_extensions.NotRequired, typing.Final):
        return check(path, members[0], value, seen)
    if origin in (typing.Union, types.UnionType):
        fitting = [one for one in members if fits(one, value)]
        assert fitting, f"{path}: {value!r} is none of {members}"
        return check(path, fitting[0], value, seen)
    if typing_extensions.is_typeddict(kind):
        declared = hints(kind)
        optional = {key for key, hint in declared.items() if typing.get_origin(hint) is typing_extensions.NotRequired}
        assert isinstance(value, dict), f"{path}: {value!r} is no {kind.__name__}"
        assert declared.keys() - optional <= value.keys() <= declared.keys(), (
            f"{path}: {kind.__name__} declares {sorted(declared)}, got {sorted(value)}"
        )
        seen.setdefault(kind.__name__, set()).update(value)
        for key, one in value.items():
            check(f"{path}.{key}", declared[key], one, seen)
    elif origin is list:
        for place, one in enumerate(value):
            check(f"{path}[{place}]", members[0], one, seen)
    else:
        assert fits(kind, value), f"{path}: {value!r} is no {kind}"


def fits(kind: Any, value: Any) -> bool:
    """Whether a value may be of a type, its members not looked at."""
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return value in typing.get_args(kind)
    if kind is Any:
        return True
    if kind is None:
        return value is None
    if kind is int and isinstance(value, bool):
        return False
    plain: Any = dict if typing_extensions.is_typeddict(kind) else origin or kind
    return isinstance(value, list if plain is Sequence else plain)
