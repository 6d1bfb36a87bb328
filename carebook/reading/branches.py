"""Which of several ways to write a value was meant (``anyOf``, ``oneOf``).

To say that none of the ways fits helps nobody. So the way that comes nearest is taken, and what is wrong with it said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from carebook.reading.fault import Explanation, Fault, JudgedRecord

Errors = list[jsonschema_rs.ValidationError]


def leaves(record: JudgedRecord, errors: Errors) -> Iterator[Fault | Explanation]:
    """Replace each choice by the errors of the way that comes nearest."""
    for error in errors:
        kind: Any = error.kind
        context: list[Errors] | None = getattr(kind, "context", None)
        fault = Fault(record, error)
        if kind.name not in {"anyOf", "oneOf"}:
            yield fault
        elif not context or not all(context):  # a way without errors fits, and so does another one
            yield _too_many(fault)
        elif keys := _keys(context, fault):
            yield _one_of(fault, keys)
        else:
            yield from leaves(record, min(context, key=lambda branch: _distance(branch, fault)))


def _distance(branch: Errors, fault: Fault) -> tuple[int, int, int]:
    """How far the value is from one way to write it: kind of value first, then marks of the way, then slips."""
    kinds: list[Any] = [error.kind for error in branch]
    here = [kind for error, kind in zip(branch, kinds, strict=True) if len(error.instance_path) == len(fault.path)]
    wrong_type = sum(kind.name == "type" for kind in here)
    wrong_mark = sum(kind.name in {"const", "enum"} for kind in kinds)
    return wrong_type, wrong_mark, len(branch)


def _keys(context: list[Errors], fault: Fault) -> list[str]:
    """The keys one of which is asked for, if that is all that the ways ask for."""
    kinds: list[list[Any]] = [[error.kind for error in branch] for branch in context]
    at_home = all(len(error.instance_path) == len(fault.path) for branch in context for error in branch)
    if at_home and all(len(branch) == 1 and branch[0].name == "required" for branch in kinds):
        return [str(branch[0].property) for branch in kinds]
    return []


def _one_of(fault: Fault, keys: list[str]) -> Explanation:
    names = "、".join(fault.record.label((*fault.path, key)) for key in keys)
    message = f"{names} 要写其中一项" if fault.name == "oneOf" else f"{names} 至少要写一项"
    return Explanation("F208", fault.path, _because(fault, message), at_key=True)


def _too_many(fault: Fault) -> Explanation:
    ways = fault.walked[-1][1] if fault.walked else []
    ways = ways if isinstance(ways, list) else []
    present = fault.value if isinstance(fault.value, dict) else {}
    keys = [key for way in ways if isinstance(way, dict) for key in way.get("required", ()) if key in present]
    keys = list(dict.fromkeys(keys))
    names = "、".join(fault.record.label((*fault.path, key)) for key in keys)
    if len(keys) > 1:
        message = f"{names} 只能写其中一项"
        return Explanation("F208", (*fault.path, keys[-1]), _because(fault, message), "删去多余的一项", at_key=True)
    return Explanation("F208", fault.path, _because(fault, f"{fault.label}同时符合几种写法，分不清是哪一种"))


def _because(fault: Fault, message: str) -> str:
    return f"{fault.why}：{message}" if fault.why else message
