"""Minutes of a group meeting (纪要, GB/T 9704—2012 10.3): who was there, what was looked at, what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from carebook.audience.people import GroupView
from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.documents.engine import compose
from carebook.documents.month import recent_months
from carebook.documents.paper_kind import Composed, Material

TEMPLATE = "minutes.xhtml.j2"


def minute_papers(material: Material) -> Iterator[Composed]:
    """Minutes carry the day of their meeting; a second one of that day a number behind it."""
    view = material.view
    since, _ = recent_months(view.today)
    for key, group in view.groups.items():
        held = Counter[date]()
        for meeting in group.entries("meeting"):
            if meeting.date >= since:
                held[meeting.date] += 1
                nth = f"-{held[meeting.date]}" if held[meeting.date] > 1 else ""
                body = minutes(view, group, meeting, material.templates)
                title = f"{group.household}小组会议纪要 {meeting.date}{nth}"
                yield Composed(f"{key}-{meeting.date}{nth}", key, title, body, meeting.date)


def minutes(view: View, group: GroupView, meeting: RecordView, templates: Path) -> str:
    """Compose the minutes of one meeting; who neither came nor asked for leave is named as absent."""
    household = str(group.record.patients[0])
    chair = view.person(meeting.chair, household, meeting.date)
    away = set(meeting.members) | set(meeting.absent)
    missing = [m.name for m in group.roster(meeting.date) if (m.staff or "guardian") not in away]
    called = (
        ("出席", _names(view, meeting.members, household, meeting.date)),
        ("请假", _names(view, meeting.absent, household, meeting.date)),
        ("缺席", missing),
        ("列席", list(meeting.guests)),
    )
    return compose(
        templates,
        TEMPLATE,
        view=view,
        group=group,
        meeting=meeting,
        chair=chair,
        called=[(title, names) for title, names in called if names or title == "出席"],
    )


def _names(view: View, codes: tuple[str, ...], household: str, day: date) -> list[str]:
    return [view.person(code, household, day) for code in codes]
