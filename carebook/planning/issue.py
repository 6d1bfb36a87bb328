"""A plan as the record that is given out, and such a record as the plan that is out."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import yaml

from carebook.planning.model import Appointment, Plan, Round, Shift, Unmet
from carebook.planning.promises import Planned
from carebook.planning.timetable import clock
from carebook.planning.ways import Leg
from carebook.records.issued import (
    IssuedPlan,
    LoosePromise,
    PlannedLeg,
    PlannedRound,
    PlannedShift,
    PlannedStop,
    PlannedUnmet,
)

_GUARDIAN = "guardian"


def issue(plan: Plan, made_on: date, groups: Container[str]) -> IssuedPlan:
    """The record of a plan made on a day; ``groups`` are the ids of groups, all others are patients."""
    return IssuedPlan(
        month=plan.month,
        made_on=made_on,
        provisional=plan.provisional,
        stops=tuple(_stop(one, groups) for one in plan.appointments),
        unmet=tuple(_unmet(one, groups) for one in plan.unmet),
        rounds=tuple(_round(one) for one in plan.rounds),
        moved=tuple(_shift(one, groups) for one in plan.moved),
        loose=tuple(LoosePromise(patient=key, agreed=day, why=why) for key, day, why in plan.loose),
    )


def _patient(subject: str, groups: Container[str]) -> str | None:
    return None if subject in groups else subject


def _group(group: str, groups: Container[str]) -> str | None:
    return group if group in groups else None


def _unmet(one: Unmet, groups: Container[str]) -> PlannedUnmet:
    return PlannedUnmet(
        id=one.id,
        kind=one.kind,
        title=one.title,
        patient=_patient(one.subject, groups),
        group=_group(one.group, groups),
        village=one.village,
        due=one.due,
        why=one.why,
        sheet=one.sheet or None,
    )


def _shift(one: Shift, groups: Container[str]) -> PlannedShift:
    return PlannedShift(
        id=one.id,
        title=one.title,
        patient=_patient(one.subject, groups),
        group=_group(one.group, groups),
        village=one.village,
        before=one.before,
        why=one.why,
        planned=one.day,
        promised=one.promised or None,
    )


def _stop(one: Appointment, groups: Container[str]) -> PlannedStop:
    return PlannedStop(
        id=one.id,
        planned=one.day,
        start=clock(one.start),
        minutes=one.minutes,
        kind=one.kind,
        title=one.title,
        patient=_patient(one.subject, groups),
        group=one.group,
        village=one.village,
        members=tuple(_GUARDIAN if worker.startswith(f"{_GUARDIAN}:") else worker for worker in one.members),
        due=one.due,
        why=one.why,
        home=one.field or None,
        sheet=one.sheet or None,
        promised=(one.promised == one.day) or None,
    )


def _round(one: Round) -> PlannedRound:
    return PlannedRound(
        worker=one.worker,
        planned=one.day,
        legs=tuple(_leg(leg) for leg in one.legs),
        stops=one.stops,
        work=one.work,
        ride=one.ride,
        km=one.km,
        back=clock(one.back),
    )


def _leg(leg: Leg) -> PlannedLeg:
    return PlannedLeg(
        start=leg.start or None, end=leg.end or None, minutes=leg.minutes, km=leg.km, basis=leg.basis.value
    )


def out(plan: IssuedPlan | None, homes: Mapping[str, Sequence[str]]) -> tuple[Planned, ...]:
    """What the plan that is out has; ``homes`` are the patients of each group, whose guardian may be named."""
    if plan is None:
        return ()
    return tuple(
        Planned(s.id, s.group, s.planned, tuple(_member(w, s.group, homes) for w in s.members)) for s in plan.stops
    )


def _member(worker: str, group: str, homes: Mapping[str, Sequence[str]]) -> str:
    return f"{_GUARDIAN}:{next(iter(homes.get(group, ())), '')}" if worker == _GUARDIAN else worker


def text(plan: IssuedPlan) -> str:
    """A plan as its file ``plans/<month>.yaml``; same plan, same text."""
    value: Any = msgspec.to_builtins(plan, builtin_types=(date,))
    head = f"# {plan.month} 走访计划：由 python3 build.py plan {plan.month} --issue 写出；情况变了再写一次，不要手改\n"
    return head + yaml.dump(_written(value), Dumper=_Written, allow_unicode=True, sort_keys=False, width=10_000)


def _written(value: Any) -> Any:
    """Values without what is not there."""
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items() if one is not None and one not in ((), [])}
    return [_written(one) for one in value] if isinstance(value, list | tuple) else value


class _Written(yaml.SafeDumper):
    """Lists of single values and rides on one line, times in quotes; every value is written out."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Whether a value stands anew wherever it is the same as before: records know no anchors."""
        return True


def _plain(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = '"' if value[:2].isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    short = all(not isinstance(one, dict) or "basis" in one for one in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Written.add_representer(str, _plain)
_Written.add_representer(list, _list)
