"""What pages count and list, by example: from which day to which, of which state, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from carebook.audience.view import View
from carebook.context import Context
from carebook.findings import Finding, Place
from carebook.policy.item import DueItem, ItemState
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import file_name
from carebook.site import words
from carebook.site.blocks import Block, Cell, Facts, Figures, Table
from carebook.site.board import board_draft
from carebook.site.draft import Draft
from carebook.site.overview import overview_draft
from carebook.site.page_material import PageMaterial
from carebook.site.people import patient_draft, patients_draft
from carebook.site.places import village_draft, villages_draft
from carebook.site.staff import worker_draft, workers_draft
from tests.townships import BASE, TODAY, township

PATIENT, GROUP, VILLAGE, LEADER, LEFT = "QX-0001", "QX-G01", "QX-V1", "QX-S01", "QX-S08"
OVERDUE, OPEN, UNVERIFIED, SCHEDULED = (ItemState.OVERDUE, ItemState.OPEN, ItemState.UNVERIFIED, ItemState.SCHEDULED)


def due(state: ItemState, days: int, **more: Any) -> DueItem:
    """Something to do of a patient of the base township, so many days from today."""
    day = TODAY + timedelta(days=days)
    given = {"id": f"{state}{day}", "subject": PATIENT, "village": VILLAGE, "title": "随访", **more}
    return DueItem(
        obligation="zhongliang-2022-9/visit",
        opens=day - timedelta(days=3),
        due=day,
        state=state,
        days_overdue=max(-days, 0),
        responsible=(LEADER,),
        members=(LEADER,),
        sources=("中梁府发〔2022〕9号 三、2",),
        **given,
    )


def desk(*items: DueItem, **registry: Any) -> PageMaterial:
    """The office's base township, with just these items, and records of its registry exchanged."""
    context: Context = township(BASE)
    found = replace(context, items=items, registry=replace(context.registry, **registry))
    return PageMaterial(found.view("office"), ())


def blocks(draft: Draft, section: str) -> tuple[Block, ...]:
    """What stands in a section of a page."""
    return next(one.blocks for one in draft.sections if one.id == section)


def facts(found: Iterable[Block]) -> dict[str, str]:
    """What facts and figures say, by their title."""
    return {title: said.text for one in found if isinstance(one, Facts | Figures) for title, said in one.rows}


def table(found: Iterable[Block], caption: str = "") -> Table:
    """The first table whose caption holds some words."""
    return next(one for one in found if isinstance(one, Table) and caption in one.caption)


def column(one: Table, head: str) -> list[str]:
    """The words of a column."""
    index = [each.text for each in one.heads].index(head)
    return [row[index].text for row in one.rows]


def patient_with(*more: tuple[str, str, Any]) -> dict[str, Any]:
    """The patients, the first of them with just these entries: kind, day, and a record to be dated so."""
    patients = dict(township(BASE).registry.patients)
    made = []
    for kind, day, record in more:
        dated = structs.replace(record, date=date.fromisoformat(day))
        made.append(Entry(kind, dated.date, dated, f"patients/{PATIENT}/{file_name(kind, day, 'QX-S02')}"))
    patients[PATIENT] = replace(patients[PATIENT], entries=Entries.gathered(made))
    return patients


def staff_with(code: str, **post: Any) -> dict[str, Any]:
    """The staff, one of them with another post."""
    staff = dict(township(BASE).registry.staff)
    staff[code] = structs.replace(staff[code], posts=(structs.replace(staff[code].posts[-1], **post),))
    return staff


def test_the_week_is_of_seven_days() -> None:
    """Today and the six days after it; what was due yesterday stands under 逾期."""
    items = [due(OVERDUE, -1), due(OPEN, 0), due(SCHEDULED, 6), due(SCHEDULED, 7)]
    draft = overview_draft(desk(*items))
    week = table(blocks(draft, "week"))
    assert column(week, "到期日") == ["2026-11-21", "2026-11-27"]
    assert week.caption == "2026-11-21 至 2026-11-27 到期 2 项"
    assert column(table(blocks(draft, "overdue"), "最久"), "到期日") == ["2026-11-20"]


def test_errors_and_warnings_are_what_the_check_found() -> None:
    """A note is nothing to be put right and is not counted on the first page."""
    material = desk()
    where = Place("data/township.yaml", 1, 1)
    material.view.findings = tuple(Finding(rule, where, "") for rule in ("F204", "D701", "D701", "N885"))
    assert facts(blocks(overview_draft(material), "figures"))["检查发现"] == "3"


def test_the_figures_of_today_are_of_the_strictest() -> None:
    """An item of which another document asks more is not counted beside it; what comes later is neither late nor open."""
    items = [due(OVERDUE, -2), due(OVERDUE, -1, strictest=False), due(OPEN, 0), due(OPEN, 1), due(SCHEDULED, 3)]
    said = facts(blocks(overview_draft(desk(*items)), "figures"))
    assert (said["逾期事项"], said["可办理事项"]) == ("1", "2")


def test_visits_of_the_last_year_are_counted() -> None:
    """A year to the day: the visit on today's date of last year was in the year before."""
    visit = township(BASE).registry.patients[PATIENT].entries.of("visit")[-1].record
    days = ("2025-11-20", "2025-11-21", "2025-11-22", "2026-11-06")
    material = desk(patients=patient_with(*(("visit", day, visit) for day in days)))
    said = facts(blocks(patient_draft(material, material.view.patients[PATIENT]), "summary"))
    assert said["近一年随访"] == "2 次，最近 2026-11-06"


def test_how_duties_were_kept_is_told_of_one_year() -> None:
    """By the day on which they were due: a year ago today is over, the day after it is not."""
    items = [due(ItemState.DONE, days) for days in (-364, -365, -700)] + [due(ItemState.MISSED, -30)]
    material = desk(*items)
    kept = table(blocks(patient_draft(material, material.view.patients[PATIENT]), "due"), "近一年")
    assert (column(kept, "按期完成"), column(kept, "漏做"), column(kept, "不再办")) == (["1"], ["1"], ["0"])


def test_a_duty_that_several_documents_ask_for_is_counted_once() -> None:
    """By the document that asks for more: three visits were made, not five."""
    asked = [due(ItemState.DONE, days, duty="visit") for days in (-30, -60, -90)]
    also = [replace(one, id=f"n{one.id}", obligation="national/visit") for one in asked[:2]]
    material = desk(*asked, *also)
    kept = table(blocks(patient_draft(material, material.view.patients[PATIENT]), "due"), "近一年")
    assert column(kept, "按期完成") == ["3"]


def _worker(material: PageMaterial) -> Table:
    return table(blocks(workers_draft(material), "workers"))


def _village(material: PageMaterial) -> Table:
    return table(blocks(villages_draft(material), "villages"))


@pytest.mark.parametrize(("roster", "row"), [(_worker, LEADER), (_village, VILLAGE)])
def test_rosters_count_late_and_open_apart(roster: Callable[[PageMaterial], Table], row: str) -> None:
    """Each under its own head; what is not yet to be done stands in neither."""
    found = roster(desk(due(OVERDUE, -2), due(OVERDUE, -1), due(OVERDUE, -3), due(OPEN, 0), due(SCHEDULED, 9)))
    index = column(found, "编号").index(row)
    assert (column(found, "逾期")[index], column(found, "可办理")[index]) == ("3", "1")


@pytest.mark.parametrize(
    ("since", "until", "how"),
    [
        ("2026-11-22", None, "未到任"),
        ("2026-11-21", None, "在任"),
        ("2020-01-01", "2026-11-21", "在任"),
        ("2020-01-01", "2026-11-20", "已离任"),
    ],
)
def test_first_and_last_day_of_a_post_belong_to_it(since: str, until: str | None, how: str) -> None:
    """Who leaves today is still there today, on their own page, in the roster and in that of the village."""
    days = {"since": date.fromisoformat(since), "until": until and date.fromisoformat(until)}
    material = desk(staff=staff_with(LEFT, unit=VILLAGE, **days))
    (state,) = worker_draft(material, material.view.staff[LEFT]).states
    assert state.text == how
    found = _worker(material)
    assert column(found, "任职")[column(found, "编号").index(LEFT)] == how
    village = village_draft(material, material.view.villages[VILLAGE])
    assert ("丁守成" in column(table(blocks(village, "workers")), "姓名")) is (how != "已离任")


def test_rounds_that_found_something_are_counted() -> None:
    """Of five rounds one found a danger; the caption says both numbers."""
    material = desk()
    draft = village_draft(material, material.view.villages[VILLAGE])
    assert table(blocks(draft, "patrols")).caption == "共 5 次，发现隐患 1 次，新的在前"


def test_the_most_urgent_stands_first() -> None:
    """Overdue, open, not verified, to come; within each the earlier day."""
    order = [due(OVERDUE, -9), due(OVERDUE, -1), due(OPEN, 2), due(UNVERIFIED, 1), due(SCHEDULED, 0)]
    assert desk(*reversed(order)).live == order
    board = table(blocks(board_draft(desk(*reversed(order))), "items"))
    assert column(board, "到期日") == [f"{item.due}" for item in order]


def test_what_is_settled_asks_for_nothing() -> None:
    """Done, missed and cancelled items are on no list of what is to be done, and are kept for the record."""
    settled = [due(state, -1) for state in (ItemState.DONE, ItemState.DONE_LATE, ItemState.MISSED, ItemState.CANCELLED)]
    material = desk(*settled, due(OPEN, 1))
    assert [item.state for item in material.live] == [OPEN]
    assert material.past == {PATIENT: settled}


@pytest.mark.parametrize("code", ["QX-G00", "QX-G99"])
def test_a_group_that_works_is_the_patients_group(code: str) -> None:
    """Not one that was dissolved, whichever of them has the lower number."""
    groups = dict(township(BASE).registry.groups)
    ended = structs.replace(groups[GROUP].group, id=code, dissolved=date(2026, 1, 1))
    groups[code] = replace(groups[GROUP], group=ended)
    assert desk(groups=groups).group_of[PATIENT].id == GROUP


def test_of_two_groups_that_work_the_first_is_named() -> None:
    """That a patient has two is told by a rule; a page links the one with the lower number."""
    groups = dict(township(BASE).registry.groups)
    groups["QX-G03"] = replace(groups[GROUP], group=structs.replace(groups[GROUP].group, id="QX-G03"))
    assert desk(groups=groups).group_of[PATIENT].id == GROUP


def test_the_board_looks_thirty_days_ahead() -> None:
    """The thirtieth day is on it; what is due later is only counted; what can be done already is there whenever due."""
    draft = board_draft(desk(due(SCHEDULED, 30), due(SCHEDULED, 31), due(OPEN, 40), due(UNVERIFIED, 50)))
    found = blocks(draft, "items")
    assert column(table(found), "到期日") == ["2026-12-31", "2027-01-10", "2026-12-21"]
    assert facts(found) == {"逾期": "0", "可办理": "1", "三十天内到期": "1"}
    assert "另有 1 项在 2026-12-21 以后到期" in getattr(found[-1], "text", "")


def _risk(level: int | None) -> Cell:
    return words.risk(_seen(), level)


def _seen() -> View:
    return township(BASE).view("office")


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (_risk, {None: "○未评估", 0: "●0级", 1: "▲1级", 2: "▲2级", 3: "■3级", 5: "■5级"}),
        (words.stability, {None: "○未评估", 1: "■不稳定", 2: "▲基本稳定", 3: "●稳定"}),
        (
            lambda code: words.status(_seen(), code),
            {"home": "●在家", "hospital": "▲住院", "away": "◇外出", "lost": "■失访", "moved": "→迁出"},
        ),
    ],
)
def test_every_level_has_its_word_and_shape(shown: Callable[[Any], Cell], wanted: dict[Any, str]) -> None:
    """Black and white tells as much as colour: calm is a disc, the worst a square."""
    assert {level: (one := shown(level)).mark + one.text for level in wanted} == wanted


def test_the_roster_names_the_latest_visit() -> None:
    """Of several the last, and the most urgent of several items."""
    visit = township(BASE).registry.patients[PATIENT].entries.of("visit")[-1].record
    material = desk(
        due(SCHEDULED, 9, title="体检"),
        due(OPEN, 2, title="随访"),
        patients=patient_with(*(("visit", day, visit) for day in ("2026-10-09", "2026-11-06", "2026-12-09"))),
    )
    found = table(blocks(patients_draft(material), "patients"))
    first = column(found, "编号").index(PATIENT)
    assert column(found, "上次随访")[first] == "2026-11-06"
    assert column(found, "最急的事项")[first].startswith("随访：")
    assert column(found, "到期日")[first] == "2026-11-23"
