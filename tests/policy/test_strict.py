"""Where two documents ask for the same, both dates are kept and the earlier decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from carebook.policy.item import DueItem, ItemState
from carebook.policy.model import Policy
from tests.policy.small import after, asked, document, patient, rating, registry, told, visit


def visits(key: str, number: str, span: dict[str, int], **further: Any) -> Policy:
    """A document that asks for visits."""
    obligation = {
        "id": "visit",
        "responsible": ["doctor"],
        "every": [{"span": span}],
        "closed_by": {"entry": "visit", **further},
    }
    return document(obligation, key=key, number=number)


LOCAL = visits("local", "甲府发〔2026〕1号", {"months": 1}, members=3)
NATIONAL = visits("national", "国〔2017〕13号", {"months": 3})
RECORDS = registry(patient(visit=[visit("2026-02-20")]))


def of(found: list[DueItem], key: str) -> list[DueItem]:
    """The items of one document."""
    return [item for item in found if item.obligation.startswith(f"{key}/")]


def test_both_dates_are_kept_and_the_earlier_decides() -> None:
    """The local item says what the national norm would allow; the national one stands behind it."""
    found = asked(RECORDS, "2026-03-01", NATIONAL, LOCAL)
    local, national = of(found, "local")[-1], of(found, "national")[-1]
    assert (local.due, local.strictest) == (date(2026, 3, 20), True)
    assert local.others == (("国〔2017〕13号 一", date(2026, 5, 20)),)
    assert (national.due, national.strictest, national.others) == (date(2026, 5, 20), False, ())


def test_the_earlier_day_decides_not_the_document() -> None:
    """A visit by two closes the national item only; while the local one is open it is the one that decides."""
    found = asked(registry(patient(visit=[visit("2026-02-20", members=2)])), "2026-04-01", LOCAL, NATIONAL)
    assert told(of(found, "local")) == [("2026-02-28", ItemState.MISSED), ("2026-03-28", ItemState.OVERDUE)]
    assert told(of(found, "national"))[-1] == ("2026-05-20", ItemState.SCHEDULED)
    assert [item.strictest for item in found if item.closed_on is None] == [True, True, False]
    late = asked(
        registry(patient(visit=[visit("2026-02-20", members=2), visit("2026-05-19")])),
        "2026-05-25",
        LOCAL,
        visits("national", "国〔2017〕13号", {"days": 20}),
    )
    assert of(late, "local")[-1].strictest is False
    assert of(late, "national")[-1].others == (("甲府发〔2026〕1号 一", date(2026, 6, 19)),)


def test_what_is_done_is_left_alone() -> None:
    """Done items of both documents stay strictest and name nobody: they ask for nothing any more."""
    found = [i for i in asked(RECORDS, "2026-03-01", LOCAL, NATIONAL) if i.state is ItemState.DONE]
    assert {item.obligation for item in found} == {"local/visit", "national/visit"}
    assert all(item.strictest and not item.others for item in found)


def test_projected_items_follow_the_winner() -> None:
    """A plan holds the visits of the stricter document and not those of the other as well."""
    found = [i for i in asked(RECORDS, "2026-03-01", LOCAL, NATIONAL, horizon="2026-08-31") if i.projected]
    assert [i.due.isoformat() for i in found if i.strictest] == [
        "2026-04-20",
        "2026-05-20",
        "2026-06-20",
        "2026-07-20",
        "2026-08-20",
        "2026-09-20",
    ]
    assert {i.obligation for i in found if not i.strictest} == {"national/visit"}


def test_one_document_has_no_rival() -> None:
    """Alone an obligation is the strictest, with nothing beside it; other duties do not meddle."""
    other = document({**_bare("rating"), "closed_by": {"entry": "rating"}}, key="other")
    live = [i for i in asked(RECORDS, "2026-03-01", LOCAL, other) if i.state is ItemState.SCHEDULED]
    assert all(item.strictest and not item.others for item in live)
    assert len(live) == 2


def test_a_common_duty_may_have_other_names() -> None:
    """Two obligations with different ids are the same thing where both name the same duty."""
    home_call = {**_bare("home-call"), "duty": "visit", "closed_by": {"entry": "visit"}}
    found = asked(RECORDS, "2026-03-01", LOCAL, document(home_call, key="other"))
    assert of(found, "other")[-1].strictest is False


def test_patients_do_not_meddle_with_each_other() -> None:
    """Each patient has a strictest item of their own."""
    records = registry(patient(visit=[visit("2026-02-20")]), patient(key="P2"))
    live = [i for i in asked(records, "2026-02-21", LOCAL, NATIONAL) if i.closed_on is None and i.strictest]
    assert sorted(i.subject for i in live) == ["P1", "P2"]


def test_what_was_done_on_an_unverified_day_is_no_rival() -> None:
    """Told in a year without calendar: nobody knows whether in time, but it is done and decides nothing any more."""
    first = rating("2027-03-01", risk=3, police_told_on="2027-03-08")
    records = registry(patient(rating=[first, rating("2027-03-09", risk=3)]))
    told_duty = {"id": "police", "duty": "told"}
    working = after("rating", {"working_days": 2}, {"fields": ["police_told_on"]}, risk=[3])
    calendar = after("rating", {"days": 5}, {"fields": ["police_told_on"]}, risk=[3])
    papers = (document(working, key="local"), document({**calendar, **told_duty}, key="national"))
    done, waiting = of(asked(records, "2027-03-10", *papers), "local")
    assert (done.state, done.others, done.strictest) == (ItemState.UNVERIFIED, (), True)
    assert waiting.others == (("甲府发〔2026〕1号 一", date(2027, 3, 14)),)


def _bare(name: str) -> dict[str, Any]:
    return {"id": name, "responsible": ["doctor"], "every": [{"span": {"months": 6}}]}


def test_each_entry_keeps_its_own_deadline() -> None:
    """Two discharges, two documents: the stricter is found for each discharge, and neither hides the other's."""
    visit = {
        "id": "discharge-visit",
        "kind": "triggered",
        "responsible": ["doctor"],
        "after": {"entry": "discharge"},
        "closed_by": {"entry": "visit"},
    }
    local = document({**visit, "within": {"days": 7}}, key="local")
    norm = document({**visit, "within": {"days": 14}}, key="norm", number="国〔2017〕13号")
    left = patient(admission=["2026-02-20", "2026-03-02"], discharge=["2026-03-01", "2026-03-05"])
    found = asked(registry(left), "2026-03-06", local, norm)
    strict = {(item.obligation, item.due.isoformat(), len(item.others)) for item in found if item.strictest}
    assert strict == {("local/discharge-visit", "2026-03-08", 1), ("local/discharge-visit", "2026-03-12", 1)}
    refs = {item.set_by for item in found}
    assert refs == {f"patients/P1/2026/03-0{day}-discharge-S1.yaml" for day in (1, 5)}
