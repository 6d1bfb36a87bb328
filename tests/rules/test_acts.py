"""Acts that do not fit what was so, and entries that were withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.policy.item import ItemState
from tests.rules.borrowed import Township

FIRST, SECOND = "patients/QX-0001", "patients/QX-0002"
WITHDRAWN = "withdrawn:\n  on: 2026-11-20\n  by: QX-S02\n  reason: 记错了人\n"
PLACE = "place: 外县\nreported_on: 2026-11-10\nhanded_over_on: 2026-11-10\n"


@pytest.mark.parametrize(
    ("missing", "act", "more"),
    [
        (("admission", "hospital: 县医院\ncause: 1\n"), "discharge", "effect: 2\nadvice: 按时服药。\n"),
        (("leave", PLACE), "return", "reported_on: 2026-11-10\n"),
        (("refusal", ""), "consent", ""),
        (None, "move", PLACE),
    ],
)
def test_an_act_that_changes_nothing_is_told(
    township: Township, missing: tuple[str, str] | None, act: str, more: str
) -> None:
    """C965: it ends what was not so, or begins what was so already; the act that was left out settles it."""
    if missing is None:
        township.enter(FIRST, act, "2026-11-08", more)
    idle = township.enter(FIRST, act, "2026-11-10", more)
    (finding,) = township.found("C965")
    assert (finding.place.file, finding.place.line) == (f"data/{idle}", township.line_of(idle, "date:"))
    if missing:
        kind, text = missing
        township.enter(FIRST, kind, "2026-11-01", text)
    else:
        township.write(idle, township.read(idle) + WITHDRAWN)
    assert township.found("C965") == []


def test_an_act_of_the_day_of_filing_is_no_fault(township: Township) -> None:
    """C965: what happened before the dossier was filed need not be complete."""
    township.enter(FIRST, "discharge", "2019-03-05", "effect: 2\nadvice: 按时服药。\n")
    assert township.found("C965") == []


def test_loss_needs_a_visit_in_vain(township: Township) -> None:
    """C961: at the loss; a visit that met nobody before it is enough, a withdrawn one is not."""
    loss = township.enter(SECOND, "loss", "2026-11-19")
    assert [finding.place.file for finding in township.found("C961")] == [f"data/{loss}"]
    vain = township.enter(SECOND, "visit", "2026-11-18", "mode: 2\nmembers: [QX-S01]\nlost:\n  reason: 1\n")
    assert township.found("C961") == []
    assert township.context().errors() == []
    township.write(vain, township.read(vain) + WITHDRAWN)
    assert [finding.place.file for finding in township.found("C961")] == [f"data/{loss}"]


def test_a_withdrawn_visit_closes_nothing(township: Township) -> None:
    """What the last visit had closed is open again; the entry itself is no fault and no visit by too few."""
    file = f"{FIRST}/2026/11-06-visit-S01.yaml"
    day = date(2026, 12, 1)

    def live() -> list[tuple[str, ItemState]]:
        return [
            (str(item.due), item.state)
            for item in township.context(day).items
            if (item.subject, item.obligation) == ("QX-0001", "zhongliang-2022-9/visit") and not item.closed_on
        ]

    assert live() == [("2026-12-31", ItemState.SCHEDULED)]
    township.swap(file, "members: [QX-S01, QX-S02, QX-S04]", "members: [QX-S01]")
    township.write(file, township.read(file) + WITHDRAWN)
    assert live() == [("2026-11-30", ItemState.MISSED), ("2026-12-31", ItemState.SCHEDULED)]
    assert township.context().findings == ()


def test_a_withdrawn_admission_leaves_the_patient_at_home(township: Township) -> None:
    """Status, stays and what follows from them go by what counts."""
    text = f"hospital: 县医院\ncause: 1\n{WITHDRAWN}"
    township.enter(FIRST, "admission", "2026-11-10", text)
    patient = township.context().registry.patients["QX-0001"]
    assert patient.statuses[-1].status == "home"
    assert patient.stays == ()
    assert township.context().findings == ()
