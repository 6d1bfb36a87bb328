"""Medicines by disease, and how they change with the illness."""

from __future__ import annotations

from random import Random
from typing import Any

from carebook.demo.source import source

Regimen = list[dict[str, Any]]


def regimen(rng: Random, disease: str) -> Regimen:
    """Draw the medicines of a disease."""
    known: list[Regimen] = source("drugs")["regimens"][disease]
    return rng.choice(known)


def adjusted(medicines: Regimen, factor: float) -> Regimen:
    """Return the medicines with the evening (or else the morning) dose of the first raised or lowered."""
    first, *others = medicines
    key = "evening" if "evening" in first else "morning"
    step = next(step for limit, step in source("drugs")["steps"] if first[key] < limit)
    dose = max(step, round(first[key] * factor / step) * step)
    return [first | {key: int(dose) if dose == int(dose) else dose}, *others]


def has_needle(medicines: Regimen) -> bool:
    """Return whether a long-acting injection is among the medicines."""
    return any("every_weeks" in item for item in medicines)
