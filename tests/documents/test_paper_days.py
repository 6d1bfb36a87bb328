"""What papers of a month hold, by example: from which day to which, as of which day, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from carebook.audience.view import View
from carebook.documents.bulletin import bulletin
from carebook.documents.dossier import dossier
from carebook.documents.minutes import minute_papers
from carebook.documents.month import ReportedMonth, Share, month_of_figures
from carebook.documents.paper_kind import Composed, Material
from carebook.documents.report import report
from carebook.documents.schedule import in_month, month_of, schedule
from carebook.documents.scorecard import scores
from carebook.documents.supervision import supervision_papers
from carebook.policy.item import DueItem, ItemState
from carebook.policy.scores import ScoreBook, ScoreItem
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import kind_named
from carebook.writers import vocabulary
from tests.townships import BASE, HOME, TODAY, township

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
PATIENT, GROUP, VILLAGE = "QX-0001", "QX-G01", "QX-V1"


def view(*items: DueItem, **registry: Any) -> View:
    """The office's base township, with just these items, and records of its registry exchanged."""
    context = township(BASE)
    return replace(context, items=items, registry=replace(context.registry, **registry)).view("office")


def text(body: str) -> str:
    """The text of a paper."""
    return vocabulary.text(vocabulary.parse(body))


def dated(entry: Entry, day: str, **more: Any) -> Entry:
    """An entry as if it had happened on another day."""
    kind = kind_named(entry.kind)
    assert kind is not None
    when = date.fromisoformat(day)
    return replace(entry, day=when, record=structs.replace(entry.record, **{kind.day: when}, **more))


def instead(held: Entries, kind: str, *entries: Entry) -> Entries:
    """Entries with others of one kind."""
    return Entries.gathered([*(one for one in held if one.kind != kind), *entries])


def offices(kind: str, *days: str, **more: Any) -> Entries:
    """The entries of the offices, those of one kind on just these days."""
    held = township(BASE).registry.entries
    return instead(held, kind, *(dated(held.of(kind)[-1], day, **more) for day in days))


def due(day: str, state: ItemState = ItemState.OVERDUE, **more: Any) -> DueItem:
    """A visit that is to be made by a day."""
    some = township(BASE).items[0]
    when = date.fromisoformat(day)
    late = max((TODAY - when).days, 0) if state is ItemState.OVERDUE else 0
    given = {"subject": PATIENT, "village": VILLAGE, "strictest": True, **more}
    return replace(some, id=f"{day}{state}", due=when, opens=when, state=state, days_overdue=late, **given)


def composed(seen: View) -> Material:
    """What makers of papers are given."""
    return Material(seen, HOME.templates, plan=lambda _: (), known=lambda _: seen, scores=None)


@pytest.mark.parametrize(
    ("closed", "made"),
    [
        ("2026-09-30", []),
        ("2026-10-01", ["QX-D01", "QX-D01-closed"]),
        ("2026-11-21", ["QX-D01", "QX-D01-closed"]),
        ("2026-11-22", ["QX-D01"]),
    ],
)
def test_a_closed_matter_is_printed_until_the_end_of_the_next_month(closed: str, made: list[str]) -> None:
    """Closed on the first of last month it is still printed, on the day before no more; none is closed before its day."""
    closed_on = date.fromisoformat(closed)
    seen = view(entries=offices("supervision", "2026-09-06", closed_on=closed_on))
    assert [one.id for one in supervision_papers(composed(seen))] == made


def _points(seen: View, measure: str, month: ReportedMonth | None = None) -> float | None:
    book = ScoreBook(source="", items=(ScoreItem(id="one", title="", points=20, measure=measure, each=2),))
    found = {one.village: one for one in scores(seen, month or month_of_figures(seen, OCTOBER), book)}
    total = found[VILLAGE].total
    return None if total is None else float(total)


def figures(**shares: tuple[int, int | None]) -> ReportedMonth:
    """A month with these figures of the village, by indicator; visits and meetings are shares of what was kept."""
    named = {"visit": "timely/paper/visit", "meeting": "timely/paper/meeting"}
    held = {(named.get(key, key), VILLAGE): Share("", *numbers) for key, numbers in shares.items()}
    return ReportedMonth("2026-10", OCTOBER, date(2026, 10, 31), None, held)


@pytest.mark.parametrize(("count", "points"), [(0, 20), (3, 14), (10, 0), (11, 0)])
def test_the_scorecard_takes_points_for_what_is_in_arrears(count: int, points: int) -> None:
    """Two for each, down to none."""
    assert _points(view(), "arrears", figures(visit=(1, 2), arrears=(count, None))) == points


def test_a_village_that_owed_nothing_has_no_points() -> None:
    """Neither all of them nor none: it stands in no row of ranks."""
    for measure in ("arrears", "timely", "listed"):
        assert _points(view(), measure, figures(arrears=(0, None))) is None


def test_several_duties_count_by_the_mean_of_their_shares() -> None:
    """Days of one and occurrences of another are not added up: a half and three quarters are five eighths."""
    assert _points(view(), "timely", figures(visit=(155, 310), meeting=(3, 4))) == 12.5


@pytest.mark.parametrize(
    ("listed", "closed", "points"),
    [
        ("2026-10-31", None, 18),
        ("2026-11-01", None, 20),
        ("2026-09-01", "2026-10-01", 18),
        ("2026-09-01", "2026-09-30", 20),
        (None, None, 20),
    ],
)
def test_the_scorecard_counts_what_was_listed_in_the_month(listed: str | None, closed: str | None, points: int) -> None:
    """On its first day or its last; closed before the month or listed after it costs nothing, nor a matter never listed."""
    days = {"listed_on": listed and date.fromisoformat(listed), "closed_on": closed and date.fromisoformat(closed)}
    assert _points(view(entries=offices("supervision", "2026-08-06", **days)), "listed") == points


def test_inspections_cost_nothing() -> None:
    """Who is looked at more often must not stand lower for it."""
    more = offices("inspection", "2026-10-01", "2026-10-15", "2026-10-31")
    for measure in ("listed", "arrears", "timely"):
        assert _points(view(entries=more), measure) == _points(view(), measure)


def _meeting(day: str, *members: str) -> Iterator[Composed]:
    groups = dict(township(BASE).registry.groups)
    group = groups[GROUP]
    terms = [structs.replace(m, until=date(2026, 11, 10)) if m.role == "grid" else m for m in group.group.members]
    terms.append(structs.replace(terms[0], role="other", staff="QX-S07", since=date(2026, 11, 1)))
    held = dated(group.entries.of("meeting")[-1], day, members=members)
    entries = Entries.gathered([held])
    groups[GROUP] = replace(group, group=structs.replace(group.group, members=tuple(terms)), entries=entries)
    return (one for one in minute_papers(composed(view(groups=groups))) if one.subject == GROUP)


@pytest.mark.parametrize(("day", "made"), [("2026-09-30", 0), ("2026-10-01", 1), ("2026-11-21", 1)])
def test_minutes_are_of_this_month_and_the_last(day: str, made: int) -> None:
    """From its first day on."""
    assert len(list(_meeting(day, "QX-S01"))) == made


def test_who_missed_a_meeting_is_said_of_its_own_day() -> None:
    """Who has left the group since is named as absent; who came later could not be there."""
    (paper,) = _meeting("2026-10-23", "QX-S01", "QX-S02", "QX-S03", "QX-S05", "guardian")
    lines = dict(line.split("：", 1) for line in text(paper.body).splitlines() if line.startswith(("出席", "缺席")))
    assert lines["缺席"].split() == ["季民恒", "梁小雨"]


def test_a_sheet_carries_over_what_is_overdue_and_nothing_else() -> None:
    """On the sheet of this month and of those to come, until it is done.

    A deadline that cannot be verified yet is late for nobody; it stands on the sheet of its own month only.
    """
    late, unsure = due("2026-10-30"), due("2026-10-30", ItemState.UNVERIFIED)
    first, last = due("2026-11-01"), due("2026-11-30", ItemState.SCHEDULED)
    rest = [
        due("2026-12-01", ItemState.SCHEDULED),
        due("2026-11-09", strictest=False),
        due("2026-11-09", ItemState.DONE),
    ]
    items = [late, unsure, first, last, *rest]
    assert in_month(items, *month_of(TODAY), TODAY) == [late, first, last]
    assert in_month(items, *month_of(OCTOBER), TODAY) == [late, unsure]
    assert in_month(items, *month_of(date(2026, 12, 9)), TODAY) == [late, first, rest[0]]


def test_the_longest_overdue_stands_first_on_a_sheet() -> None:
    """Then what is to come, by day."""
    items = [
        due("2026-11-30", ItemState.SCHEDULED),
        due("2026-11-20"),
        due("2026-11-22", ItemState.OPEN),
        due("2026-11-02"),
    ]
    said = text(schedule(view(*items), items, "清溪乡", NOVEMBER, HOME.templates))
    days = ["2026-11-02", "2026-11-20", "2026-11-22", "2026-11-30"]
    assert sorted(days, key=said.index) == days


def _bulletin(seen: View, first: date = OCTOBER) -> str:
    return text(bulletin(seen, month_of_figures(seen, first), None, HOME.templates))


def _report(seen: View, first: date = OCTOBER) -> str:
    return text(report(seen, month_of_figures(seen, first), None, HOME.templates))


def test_comparisons_are_those_of_the_month() -> None:
    """From the first day to the last, in the bulletin and in the report upward."""
    seen = view(entries=offices("comparison", "2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"))
    assert "卫生院与派出所比对2次" in _bulletin(seen)
    assert "卫生院与派出所比对（次） 2" in _report(seen)
    none = view(entries=offices("comparison", "2026-09-30", "2026-11-01"))
    assert "本月还没有卫生院与派出所比对的记录" in _bulletin(none)


def test_screenings_are_those_of_the_month() -> None:
    """By the month they are about, whenever they were sent in."""
    assert "1个村（社区）上报疑似患者排查情况" in _bulletin(view())
    assert "还没有村（社区）上报本月疑似患者排查情况" in _bulletin(view(), NOVEMBER)
    assert "上报排查情况的村（社区） 0" in _report(view(), NOVEMBER)


@pytest.mark.parametrize(("day", "new"), [("2026-09-30", 0), ("2026-10-01", 1), ("2026-10-31", 1), ("2026-11-01", 0)])
def test_a_report_counts_dossiers_filed_in_the_month(day: str, new: int) -> None:
    """From its first day to its last; the older ones are 在册 only."""
    patients = dict(township(BASE).registry.patients)
    profile = structs.replace(patients[PATIENT].profile, filed_on=date.fromisoformat(day))
    patients[PATIENT] = replace(patients[PATIENT], profile=profile)
    assert f"新建档 {new}" in _report(view(patients=patients))


def test_a_report_counts_what_was_done_in_the_month() -> None:
    """Visits of October: those before it and after it belong to other reports."""
    patients = dict(township(BASE).registry.patients)
    one = patients[PATIENT]
    visit = one.entries.of("visit")[-1]
    days = ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01", "2026-11-20")
    patients[PATIENT] = replace(one, entries=instead(one.entries, "visit", *(dated(visit, day) for day in days)))
    del patients["QX-0002"]
    seen = view(patients=patients, groups={})
    assert "随访（次） 2" in _report(seen)


def test_a_dossier_names_each_duty_once() -> None:
    """Of what several documents ask for, the strictest; what is done asks for nothing."""
    items = [
        due("2026-11-25", ItemState.SCHEDULED, title="面访"),
        due("2026-11-26", ItemState.SCHEDULED, title="另一份文件的随访", strictest=False),
        due("2026-11-20", ItemState.DONE, title="做完的随访"),
        due("2026-11-27", ItemState.SCHEDULED, title="别人的随访", subject="QX-0002"),
    ]
    seen = view(*items)
    said = text(dossier(seen, seen.patients[PATIENT], HOME.templates))
    assert [one.title in said for one in items] == [True, False, False, False]
