"""What is taken from the records of a township into a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from msgspec import structs

from carebook.planning.demand import demand
from carebook.planning.model import PlanSettings, Problem
from carebook.planning.month import month_of
from carebook.planning.promises import Wishes
from carebook.records.registry import Registry
from tests.townships import DEMO, TODAY, township


def _planned(registry: Registry) -> Problem:
    settings = township(DEMO).settings
    month = month_of("2026-12", TODAY, settings.workdays)
    return demand(registry, settings.adopted, township(DEMO).items, month, PlanSettings(), Wishes({}))


def test_a_member_serves_until_the_term_or_the_post_ends() -> None:
    """Whichever comes first; who has neither end serves on."""
    registry = township(DEMO).registry
    group = registry.groups["QX-G01"]
    leaves, ends, stays = [member for member in group.group.members if member.staff][:3]
    staff = registry.staff[leaves.staff or ""]
    last = structs.replace(max(staff.posts, key=lambda post: post.since or date.min), until=date(2026, 12, 10))
    left = structs.replace(staff, posts=(last,))
    members = tuple(
        structs.replace(one, until={leaves: date(2026, 12, 20), ends: date(2026, 12, 15)}.get(one))
        for one in group.group.members
    )
    changed = replace(group, group=structs.replace(group.group, members=members))
    planned = _planned(
        replace(registry, staff={**registry.staff, staff.id: left}, groups={**registry.groups, "QX-G01": changed})
    )
    until = {one.worker: one.until for one in planned.groups["QX-G01"]}
    assert [until[one.staff or ""] for one in (leaves, ends, stays)] == [date(2026, 12, 10), date(2026, 12, 15), None]
