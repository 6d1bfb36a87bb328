"""A whole township worked out by hand from the documents (``handmade/``), compared with what the product computes."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from carebook.policy.adopted import Adopted
from carebook.policy.item import DueItem
from carebook.policy.ledger import ledger
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.team import SensitivePeriod
from tests.policy.small import CALENDAR, POLICIES, group, patient, policy_of, rating, registry, township, visit
from tests.policy.test_indicators import sheet

HERE = Path(__file__).parent / "handmade"
SINCE = date(2026, 8, 31)


def plain(value: Any) -> Any:
    """Values as a file has them: days as text."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def visits(rows: list[Any], rated: list[Any]) -> list[dict[str, Any]]:
    """Follow-ups from rows of day, stability and what differs from three people at the patient's home.

    Each has the national form, with the risk that was known on its day.
    """
    found = []
    for row in rows:
        day, stability, further = row[0], row[1], dict((*row, {})[2])
        risk = next((risk for when, _, risk, *_ in reversed(rated) if when <= day), 0)
        form = {"sheet": sheet() | {"risk": risk}} if stability else {}
        found.append({**visit(day, stability, members=further.pop("members", 3)), **form, **further})
    return found


def person(key: str, told: dict[str, Any]) -> Patient:
    """A patient from what the file tells."""
    rated = told.get("rating", [])
    happened = {name: many for name, many in told.items() if name not in {"group", "visit", "rating"}}
    return patient(key, lived={**happened, "visit": visits(told.get("visit", []), rated), "rating": ratings(rated)})


def ratings(rows: list[Any]) -> list[dict[str, Any]]:
    """Ratings from rows of day, stability, risk and what else they say."""
    return [rating(day, *rest[:2], **dict((*rest, {})[2])) for day, *rest in rows]


def gathered(key: str, told: dict[str, Any], patients: dict[str, Any]) -> CareGroup:
    """A group with its patients, meetings and exchanges."""
    serves = [name for name, one in patients.items() if one["group"] == key]
    return group(*serves, key=key, **told)


@cache
def records() -> Registry:
    """The township of ``handmade/township.yaml``."""
    told = plain(yaml.safe_load((HERE / "township.yaml").read_text("utf-8")))
    land = msgspec.structs.replace(
        township(), sensitive_periods=tuple(msgspec.convert(p, SensitivePeriod) for p in told["sensitive_periods"])
    )
    groups = [gathered(key, one, told["patients"]) for key, one in told["groups"].items()]
    patients = [person(key, one) for key, one in told["patients"].items()]
    return registry(
        *patients, groups=groups, land=land, villages=["V1", "V2"], in_villages=told["in_villages"], **told["township"]
    )


def computed(*names: str, today: date = date(2026, 11, 21)) -> list[DueItem]:
    """What the product computes for these documents."""
    return list(ledger(records(), [Adopted(policy_of(name), SINCE) for name in names], today, workdays=CALENDAR))


def expected() -> list[tuple[str, ...]]:
    """The rows worked out by hand: subject, obligation, due day, state, source."""
    with (HERE / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]


def rows(items: list[DueItem]) -> list[tuple[str, ...]]:
    """Items as the table has them."""
    return [(i.subject, i.obligation, i.due.isoformat(), str(i.state), i.sources[0]) for i in items]


def test_every_item_is_the_one_worked_out_by_hand() -> None:
    """For each subject and obligation of the table: the same items, no other ones."""
    asked = {row[:2] for row in expected()}
    found = [row for row in rows(computed(*POLICIES)) if row[:2] in asked]
    assert sorted(found) == sorted(expected())


def test_one_document_alone_asks_for_the_same() -> None:
    """What a document asks for does not depend on what else the township adopted."""
    for name in POLICIES:
        together = [row for row in rows(computed(*POLICIES)) if row[1].startswith(f"{name}/")]
        assert rows(computed(name)) == together


def test_a_past_day_sees_what_was_there() -> None:
    """On 9 October the phone call of the 12th is not known, and the death of the 12th has not happened."""
    live = {
        (i.subject, i.obligation): (i.due.isoformat(), str(i.state))
        for i in computed("zhongliang-2022-9", today=date(2026, 10, 9))
        if str(i.state) in {"open", "overdue"}
    }
    assert live["P04", "zhongliang-2022-9/visit"] == ("2026-10-05", "overdue")
    assert live["P10", "zhongliang-2022-9/visit"] == ("2026-10-08", "overdue")
    assert live["P03", "zhongliang-2022-9/visit"] == ("2026-10-12", "open")
    assert ("P05", "zhongliang-2022-9/visit") not in live
