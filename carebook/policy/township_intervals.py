"""Duties whose interval the document leaves to the township: one duty for each sensitive period with a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from carebook.policy.model import Obligation, Scope
from carebook.records.parts import Frequency, Span
from carebook.records.team import SensitivePeriod


def with_township_intervals(
    obligation: Obligation, periods: Sequence[SensitivePeriod]
) -> Iterator[tuple[Obligation, Sequence[SensitivePeriod]]]:
    """An obligation and the sensitive periods in which it may hold.

    One that takes its interval from the period comes once for each period in which the township decided one, with
    that interval and, if the township said so, for other risks than the document's key patients; for a period without
    a number it does not come at all (rule D781 says so).
    """
    if obligation.every_from is None:
        yield obligation, periods
        return
    only = obligation.only or Scope()
    for period in periods:
        if period.visit_every is not None:
            yield (
                structs.replace(
                    obligation,
                    every=(Frequency(span=Span(days=period.visit_every)),),
                    only=structs.replace(only, risk=period.visit_risk or only.risk, sensitive_period=True),
                ),
                (period,),
            )
