"""What was not done may be excused, by whom it is for and only after it went by; no figure is the better for it."""

from __future__ import annotations

from typing import Any

import pytest

from carebook.policy.item import DueItem, ItemState
from tests.policy.small import asked, document, patient, registry, visit

STAFF = [
    {
        "id": f"S{number}",
        "name": "某",
        "posts": [
            {"unit": "office", "position": "干部", "role": role, "since": "2020-01-01", "recorded_on": "2020-01-01"}
        ],
    }
    for number, role in ((7, "office"), (8, "doctor"))
]
RULE: dict[str, Any] = {"id": "visit", "every": [{"per": "month"}], "closed_by": {"entry": "visit"}}
GIVEN = {
    "date": "2026-03-05", "duty": "visit", "since": "2026-02-01", "until": "2026-02-28", "reason": "断路",
    "approved_by": "S7",
}  # fmt: skip


def found(**changed: Any) -> list[DueItem]:
    """January kept, February not, March not yet; with an excuse like this."""
    one = patient(visit=[visit("2026-01-10")], excuse=[{**GIVEN, **changed}])
    return asked(registry(one, staff=STAFF), "2026-03-20", document(RULE), since="2026-01-01")


def states(items: list[DueItem]) -> list[ItemState]:
    """The states, by due day."""
    return [item.state for item in items]


def test_what_went_by_is_excused_and_counts_in_no_row_of_arrears() -> None:
    """February is excused; what runs now is asked for as before, and says nothing of it."""
    items = found()
    assert states(items) == [ItemState.DONE, ItemState.EXCUSED, ItemState.SCHEDULED]
    assert items[-1].missed == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"approved_by": "S8"},  # not of the office
        {"approved_by": "S9"},  # nobody
        {"duty": "checkup"},
        {"since": "2026-03-01", "until": "2026-03-31"},  # not gone by yet
        {"date": "2026-02-20"},  # given beforehand
        {"date": "2026-03-21"},  # not given yet
    ],
)
def test_nothing_else_is_excused(changed: dict[str, Any]) -> None:
    """By nobody else, for nothing else, not beforehand."""
    assert states(found(**changed)) == [ItemState.DONE, ItemState.MISSED, ItemState.SCHEDULED]
