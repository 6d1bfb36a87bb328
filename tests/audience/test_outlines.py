"""Groups as a notice lists them for readers who may not know whose they are."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from carebook.audience.outline import Outline, outlines
from carebook.records.registry import Registry
from tests.townships import DEMO, township


def _listed() -> tuple[Registry, tuple[Outline, ...]]:
    """The demo with a notice that lists three groups, the second of which is not there."""
    registry = township(DEMO).registry
    notice = structs.replace(next(iter(registry.notices.values())), groups=("QX-G02", "QX-G99", "QX-G01"))
    changed = replace(registry, notices={notice.id: notice})
    return changed, outlines(changed, notice.id)


def test_groups_are_numbered_in_the_order_of_the_notice() -> None:
    """From one on; a group that is not there leaves its number free."""
    _, found = _listed()
    assert [(one.group, one.name[:3]) for one in found] == [("QX-G02", "第1户"), ("QX-G01", "第3户")]


def test_members_are_offices_with_the_phones_of_their_duty() -> None:
    """A department by its own, whoever belongs to a village by the office's, a guardian by none; nobody by name."""
    registry, found = _listed()
    assert registry.township
    phones = {one.id: one.duty_phone for one in registry.township.departments}
    seen = set()
    for outline in found:
        day = next(iter(registry.notices.values())).date
        for shown, member in zip(outline.members, registry.groups[outline.group].members_on(day), strict=True):
            staff = registry.staff.get(member.staff or "")
            unit = staff.post_on(day).unit if staff else ""
            wanted = phones.get(unit, phones["office"]) if staff else ""
            assert (shown.name, shown.staff, shown.phone) == ("", "", wanted)
            seen.add("guardian" if not staff else "department" if unit in phones else "village")
    assert seen == {"guardian", "department", "village"}
