"""Indicators of the work: a pure function of records, due items, definitions and a period.

Nothing here knows a target or a limit; they stand in ``policies/indicators/``. Records are looked at as they were
known: see ``as_known``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from carebook.policy.chain import Chain
from carebook.policy.definitions import Definition
from carebook.policy.indicator import Indicator
from carebook.policy.item import DueItem
from carebook.policy.measures import MEASURES, STATES, Behind, at_home, current, disease, registered
from carebook.policy.work import arrears, in_time
from carebook.records.periods import Period
from carebook.records.registry import Patient, Registry


def year_to(today: date) -> Period:
    """The year up to today."""
    return Period(str(today.year), date(today.year, 1, 1), today)


def _window(definition: Definition, period: Period) -> Period:
    """The days an indicator counts in: from 1 January if its definition says so, else the period's own."""
    first = date(period.last.year, 1, 1) if definition.window == "year" else period.first
    return Period(period.name, min(first, period.first), period.last)


def indicators(
    registry: Registry,
    items: Sequence[DueItem],
    definitions: Sequence[Definition],
    period: Period,
    chains: Iterable[Chain] = (),
) -> tuple[Indicator, ...]:
    """Every defined indicator of the township; ``Indicator.within`` gives a village's part.

    Args:
        registry: the records, as known on the day of asking (``as_known``).
        items: the occurrences as they stand on the day of asking.
        definitions: what to compute, in this order.
        period: the days looked at.
        chains: the recurring duties; without them there are no shares of days and no arrears.
    """
    without = next((d.without for d in definitions if d.id == "registered"), ())
    people = [p for p in registry.patients.values() if registered(p, without, period.last)]
    population = registry.township.population if registry.township else None
    walked = tuple(chains)
    found: list[Indicator] = []
    for one in definitions:
        if one.id == "timely":
            found.extend(in_time(one, items, walked, _window(one, period)))
        elif one.id == "arrears":
            found.append(arrears(one, walked, period.last))
        else:
            found.append(_of_people(one, people, _window(one, period), population or 0))
    return tuple(found)


def _of_people(one: Definition, people: Iterable[Patient], window: Period, population: int) -> Indicator:
    """An indicator that counts patients."""
    base = [p for p in people if not one.diseases or disease(p) in one.diseases]
    if one.id == "stable":
        base = [p for p in base if at_home(p, window)]
    everybody = tuple(_behind(p, window, f"patients/{p.id}/profile.yaml") for p in base)
    if one.id in {"registered", "prevalence"}:
        over = population if one.id == "prevalence" else None
        return Indicator(one.id, one.title, one, "", everybody, everybody, over)
    measured = ((p, MEASURES[one.id](p, one, window)) for p in base)
    counted = tuple(_behind(p, window, ref) for p, ref in measured if ref)
    lost = [p for p in base if not current(p, one, window)] if one.id in STATES else []
    unknown = tuple(_behind(p, window, "") for p in lost)
    return Indicator(one.id, one.title, one, "", counted, everybody, len(everybody), unknown)


def _behind(patient: Patient, window: Period, record: str) -> Behind:
    return Behind(patient.id, patient.village_on(window.last), record)
