"""Visits in a sensitive period, as often as the township decided."""

from __future__ import annotations

from typing import Any

from msgspec import convert, structs

from carebook.policy.item import ItemState
from carebook.records.registry import Registry
from carebook.records.team import SensitivePeriod
from tests.policy.small import asked, document, patient, rating, registry, township, visit

DENSER = document(
    {
        "id": "period-visit",
        "only": {"risk": [3, 4, 5], "sensitive_period": True},
        "every_from": "sensitive_period",
        "responsible": ["leader"],
        "closed_by": {"entry": "visit"},
        "statuses": {"hospital": "mute"},
    }
)
OCTOBER = {"name": "国庆节期间", "since": "2026-10-01", "until": "2026-10-07"}
JANUARY = {"name": "元旦期间", "since": "2026-12-31", "until": "2027-01-03"}


def declared(*periods: dict[str, Any], risk: int = 3, visits: tuple[str, ...] = ()) -> Registry:
    """One patient of a risk level, visited on some days, in a township with sensitive periods."""
    one = patient(rating=[rating("2026-09-01", risk=risk)], visit=[visit(day) for day in visits])
    land = structs.replace(township(), sensitive_periods=convert(periods, tuple[SensitivePeriod, ...]))
    return registry(one, land=land)


def days(found: Registry, today: str) -> list[tuple[str, ItemState]]:
    """Due day and state of every item."""
    return [(str(item.due), item.state) for item in asked(found, today, DENSER)]


def test_without_a_number_nothing_is_due() -> None:
    """The document gives no number, so none is invented."""
    assert days(declared(OCTOBER), "2026-10-05") == []


def test_the_interval_is_that_of_the_period() -> None:
    """The first visit falls due within the interval from the first day on, each further one after the one before."""
    period = {**OCTOBER, "visit_every": 3}
    assert days(declared(period, visits=("2026-10-02", "2026-10-05")), "2026-10-08") == [
        ("2026-10-03", ItemState.DONE),
        ("2026-10-05", ItemState.DONE),
        ("2026-10-07", ItemState.MISSED),
    ]
    assert days(declared(period), "2026-10-05") == [("2026-10-03", ItemState.OVERDUE)]
    assert days(declared(period), "2026-10-07") == [("2026-10-03", ItemState.MISSED), ("2026-10-06", ItemState.OVERDUE)]


def test_each_period_has_its_own_number() -> None:
    """A later period does not change what an earlier one asked for; one without a number asks for nothing."""
    both = declared({**OCTOBER, "visit_every": 3}, {**JANUARY, "visit_every": 2}, visits=("2026-10-02",))
    found = days(both, "2026-12-31")
    assert found[0] == ("2026-10-03", ItemState.DONE)
    assert found[-1] == ("2027-01-01", ItemState.SCHEDULED)
    mixed = declared({**OCTOBER, "visit_every": 3}, JANUARY, visits=("2026-10-02",))
    assert all(day < "2026-11" for day, _ in days(mixed, "2026-12-31"))


def test_the_township_says_for_whom() -> None:
    """Without a word of the township the document's key patients; with one, those it names."""
    assert days(declared({**OCTOBER, "visit_every": 3}, risk=2), "2026-10-05") == []
    wider = {**OCTOBER, "visit_every": 3, "visit_risk": [2, 3, 4, 5]}
    assert days(declared(wider, risk=2), "2026-10-05") == [("2026-10-03", ItemState.OVERDUE)]


def test_items_say_who_decided() -> None:
    """The source of such an item says that the number is the township's."""
    (item,) = asked(declared({**OCTOBER, "visit_every": 3}), "2026-10-05", DENSER)
    assert item.sources[0].endswith("（间隔由本乡镇定）")


def test_what_a_period_asked_for_is_missed_when_it_is_over() -> None:
    """Visits that no one made count against the month, each of them; nothing more is asked for after the period.

    Three days from 30 September to 3 October, and to the 6th; of the next three only one lies in the period.
    """
    found = declared({**OCTOBER, "visit_every": 3}, visits=("2026-10-09",))
    first = ("2026-10-03", ItemState.MISSED)
    assert days(found, "2026-10-06") == [("2026-10-03", ItemState.OVERDUE)]
    assert days(found, "2026-10-07") == [first, ("2026-10-06", ItemState.OVERDUE)]
    assert days(found, "2026-10-20") == [first, ("2026-10-06", ItemState.MISSED)]
