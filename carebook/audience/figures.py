"""The township's figures as everybody may read them: no number that counts few, nor one that gives a small one away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from carebook.audience.suppression import hidden, sayable
from carebook.policy.assessed import assessments, known_on
from carebook.policy.indicator import words
from carebook.policy.indicators import indicators, year_to
from carebook.policy.item import DueItem
from carebook.policy.settings import Settings
from carebook.records import codes
from carebook.records.registry import Registry

#: What stands in the place of a figure.
KEPT = "人数少，不公布"
_UNKNOWN = "未评估"


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Figures in words: ``rates`` by title with how they are worked out, ``stability`` of all patients, ``total``."""

    rates: tuple[tuple[str, str, str], ...] = ()
    stability: tuple[tuple[str, str], ...] = ()
    total: str = KEPT


def public_figures(registry: Registry, items: Iterable[DueItem], settings: Settings, today: date) -> PublicFigures:
    """Work out the figures of the year up to today and hide the small ones.

    Args:
        registry: all records.
        items: all due items.
        settings: how indicators are computed (their target and source are public), and the smallest number of people
            that may be said.
        today: the day.
    """
    threshold = settings.audiences.threshold
    computed = indicators(registry, tuple(items), settings.definitions, year_to(today))
    found = [one for one in computed if "/" not in one.id and one.id != "arrears"]
    people = {behind.id for one in found if one.id == "registered" for behind in one.numerator}
    rates = []
    for one in found:
        part, whole = len(one.numerator), one.over
        said = part == 0 or part >= threshold if whole is None else sayable(part, whole, threshold)
        # A share of a little less than all would tell how few were left out of its base.
        base = len(one.denominator)
        said = said and (base == len(people) or len(people) - base >= threshold)
        rates.append((one.title, words(part, whole) if said else KEPT, one.definition.formula))
    stability = _stability(registry, people, today, threshold)
    return PublicFigures(tuple(rates), stability, _number(len(people), threshold))


def _stability(registry: Registry, people: set[str], today: date, threshold: int) -> tuple[tuple[str, str], ...]:
    """How many of those on file are stable, with the total beside it: hidden are the small ones and what gives them away."""
    known = (
        known_on(assessments(one, today), today).stability for one in registry.patients.values() if one.id in people
    )
    counts = Counter(known)
    kept = hidden(counts, threshold)
    known_as = {**{code: codes.words("stability")[code] for code in reversed(codes.STABILITIES)}, None: _UNKNOWN}
    return tuple((word, KEPT if key in kept else str(counts[key])) for key, word in known_as.items())


def _number(number: int, threshold: int) -> str:
    return str(number) if number == 0 or number >= threshold else KEPT
