"""A draft laid over a past period: what it would have asked for, beside what was asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from carebook.policy.adopted import Adopted
from carebook.policy.model import Policy
from carebook.policy.settings import Settings
from carebook.policy.trial import Trial, tried
from carebook.records.periods import period_named
from tests.policy.small import CALENDAR, document, patient, registry, visit

SEEN = patient(visit=[visit(f"2026-{month:02}-10") for month in range(1, 7)])
TODAY = date(2026, 7, 5)


def rule(span: dict[str, int], **further: Any) -> dict[str, Any]:
    """Visits so far apart."""
    return {
        "id": "visit",
        "responsible": ["doctor"],
        "every": [{"span": span}],
        "closed_by": {"entry": "visit"},
        **further,
    }


def trial(draft: Policy, over: str = "2026-01..2026-06") -> Trial:
    """A draft over a period in a township that asks for a visit every month."""
    adopted = (Adopted(document(rule({"months": 1}), key="now"), date(2025, 12, 31)),)
    window = period_named(over)
    assert window is not None
    return tried(draft, registry(SEEN), Settings(adopted=adopted, workdays=CALENDAR), window, TODAY)


def test_twice_as_often_is_gained_and_late() -> None:
    """Every fifteen days instead of every month: more visits, half of which nobody made; no word of contradiction."""
    found = trial(document(rule({"days": 15}), key="draft"))
    (duty,) = found.duties
    before, after = duty.total(drafted=False), duty.total(drafted=True)
    assert (before.owed, before.late) == (6, 0)
    assert after.owed == 10
    assert found.visits == found.doctor == after.owed - before.owed
    assert found.late == (("P1", after.late),)
    assert after.late > 0
    assert found.looser == ()


def test_what_is_wider_than_a_document_in_force_is_told_with_an_example() -> None:
    """Every quarter beside every month: nothing is gained, and whom it shows at is named."""
    found = trial(document(rule({"months": 3}), key="draft"))
    (duty,) = found.duties
    assert duty.total(drafted=True).owed == duty.total(drafted=False).owed == 6
    (wider,) = found.looser
    assert (wider.subject, wider.adopted) == ("P1", 6)
    assert wider.drafted < wider.adopted
    assert (found.visits, found.late) == (0, ())


def test_a_document_of_the_same_id_is_replaced() -> None:
    """A new edition loses what it does not ask for any more."""
    found = trial(document(rule({"months": 3}), key="now"))
    (duty,) = found.duties
    assert duty.total(drafted=True).owed < duty.total(drafted=False).owed
    assert found.looser == ()


def test_only_the_period_counts() -> None:
    """Of a quarter its own occurrences."""
    (duty,) = trial(document(rule({"months": 1}), key="draft"), "2026Q1").duties
    assert duty.total(drafted=True).owed == 3
