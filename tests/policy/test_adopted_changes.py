"""What a township changed when it adopted a document."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import structs

from carebook.policy.adopted import Adopted, changed, high_from
from carebook.policy.item import DueItem, ItemState
from carebook.policy.ledger import ledger
from carebook.policy.snapshots import known_basis
from carebook.records.registry import Registry
from carebook.records.team import Adoption
from tests.policy.small import group, patient, policy, rating, registry, told, township, visit
from tests.townships import shipped

DECIDED = {"reason": "地广人稀", "approved_by": "S7", "approved_on": "2026-01-20"}


def found(records: Registry, today: str, obligation: str, *changes: dict[str, Any]) -> list[DueItem]:
    """The items of one obligation of the shipped policy, adopted with changes."""
    begun = {"since": "2026-01-31", "recorded_on": "2026-01-31"}
    dated = [{**begun, **change} for change in changes]
    adoption = msgspec.convert({"id": "zhongliang-2022-9", **begun, "changes": dated}, Adoption)
    day = date.fromisoformat(today)
    items = ledger(records, [Adopted(changed(policy(), adoption, day), adoption.since, policy())], day)
    return [item for item in items if item.obligation == f"zhongliang-2022-9/{obligation}"]


#: Rated stable before the document was adopted, and visited on 10 March: February's visit is missed, March's is done.
VISITED = registry(patient(visit=[visit("2026-03-10")], rating=[rating("2026-01-30")]), groups=[group("P1")])


def test_unchanged_document_is_cited_as_it_is() -> None:
    """Without changes the source is the document's number and article."""
    item = found(VISITED, "2026-03-11", "visit")[-1]
    assert (item.due.isoformat(), item.sources) == ("2026-04-30", ("中梁府发〔2022〕9号 三、2",))


def test_tightened_interval() -> None:
    """The township's own interval counts, and the source says that it is the township's own."""
    item = found(VISITED, "2026-03-11", "visit", {"obligation": "visit", "every": [{"span": {"days": 20}}]})[-1]
    assert (item.due.isoformat(), item.sources) == ("2026-03-30", ("中梁府发〔2022〕9号 三、2（本乡镇调整）",))


def test_other_number_of_members() -> None:
    """With four asked for, three close nothing; with two, two are enough."""
    more = {"obligation": "visit", "members": 4}
    missed = ("2026-02-28", ItemState.MISSED)
    assert told(found(VISITED, "2026-03-11", "visit", more)) == [missed, ("2026-03-31", ItemState.SCHEDULED)]
    pair = registry(patient(visit=[visit("2026-03-10", members=2)], rating=[rating("2026-01-30")]))
    fewer = {"obligation": "visit", "members": 2, **DECIDED}
    assert told(found(pair, "2026-03-11", "visit", fewer)) == [
        missed,
        ("2026-03-31", ItemState.DONE),
        ("2026-04-30", ItemState.SCHEDULED),
    ]


def test_other_obligations_stay() -> None:
    """A change touches the obligation it names and nothing else, neither days nor sources."""
    change = {"obligation": "visit", "every": [{"span": {"days": 1}}], "members": 5}
    for other in ("rating", "checkup", "meeting", "exchange"):
        assert found(VISITED, "2026-03-11", other, change) == found(VISITED, "2026-03-11", other)


def test_change_of_what_the_document_does_not_have_changes_nothing() -> None:
    """A mistyped obligation is the business of rule R306; the due days stay those of the document."""
    change = {"obligation": "visits", "every": [{"span": {"days": 1}}]}
    assert found(VISITED, "2026-03-11", "visit", change) == found(VISITED, "2026-03-11", "visit")


def test_other_deadline() -> None:
    """What must be reported after something happened can have the township's own deadline."""
    seen = {**visit("2026-03-10"), "fluctuation": True}
    records = registry(patient(visit=[seen]))
    (item,) = found(records, "2026-03-11", "fluctuation")
    (own,) = found(records, "2026-03-11", "fluctuation", {"obligation": "fluctuation", "within": {"days": 3}})
    assert ((own.due - item.due).days, own.sources) == (2, ("中梁府发〔2022〕9号 三、2（本乡镇调整）",))


def test_a_change_begins_on_its_day_and_gives_way_to_a_later_one() -> None:
    """Before it the document counts as written; of two the later one holds from its day on."""
    first = {"obligation": "visit", "since": "2026-03-01", "every": [{"span": {"days": 20}}]}
    then = {"obligation": "visit", "since": "2026-03-20", "every": [{"span": {"days": 10}}]}
    days = {
        today: found(VISITED, today, "visit", then, first)[-1].due
        for today in ("2026-02-20", "2026-03-11", "2026-03-21")
    }
    assert list(days.values()) == [date(2026, 2, 28), date(2026, 3, 30), date(2026, 3, 20)]


def test_of_two_documents_the_lower_mark_is_high() -> None:
    """Who is high for one document that the township follows is high; where none says it, nobody is."""
    day = date(2026, 1, 1)
    strict, lax, silent = (
        Adopted(msgspec.structs.replace(policy(), high_risk=level), day, policy()) for level in (2, 4, None)
    )
    assert (high_from([lax, strict, silent]), high_from([silent])) == (2, None)


def test_what_was_known_on_a_day_goes_by_the_changes_of_that_day() -> None:
    """Figures frozen before a township asks for more know nothing of it."""
    begun = {"since": "2026-01-31", "recorded_on": "2026-01-31"}
    change = {
        "obligation": "visit",
        "every": [{"span": {"days": 20}}],
        "since": "2026-03-15",
        "recorded_on": "2026-03-01",
    }
    adoption = msgspec.convert({"id": "zhongliang-2022-9", **begun, "changes": [change]}, Adoption)
    records = registry(patient(visit=[visit("2026-03-10")]), land=structs.replace(township(), policies=(adoption,)))
    due = {}
    for day in (date(2026, 3, 14), date(2026, 3, 15)):
        items = known_basis(records, shipped(), day).items
        due[day.day] = [one.due for one in items if one.obligation.endswith("/visit")][-1]
    assert due == {14: date(2026, 4, 30), 15: date(2026, 3, 30)}
