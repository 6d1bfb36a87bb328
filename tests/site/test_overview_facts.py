"""What the first page says of the township's affairs: the latest of each, and how it stands today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from carebook.records.entry import Entries, Entry
from carebook.records.township_entries import Supervision
from carebook.site.affairs import affairs
from carebook.site.blocks import Block, Cell, Facts, Table
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table
from tests.townships import DEMO, TODAY, township


def said(cell: Cell) -> str:
    """The words of a cell."""
    return "".join(part.text for part in cell.parts)


def told(today: date = TODAY, *more: Entry) -> tuple[dict[str, str], list[str]]:
    """The facts by their title, and how each supervision item stands."""
    context = township(DEMO, today)
    entries = Entries.gathered([*context.registry.entries, *more])
    view = replace(context, registry=replace(context.registry, entries=entries)).view("office")
    blocks: list[Block] = list(affairs(PageMaterial(view, ())))
    facts = {title: said(cell) for block in blocks if isinstance(block, Facts) for title, cell in block.rows}
    return facts, [said(row[-1]) for block in blocks if isinstance(block, Table) for row in block.rows]


def test_the_latest_month_is_shown() -> None:
    """Of two years of screenings, bulletins and reports the last, with its own numbers."""
    facts, _ = told()
    assert facts["疑似患者排查"] == "2026-10：4 个村（社区）上报，疑似 0 人"
    assert facts["每月通报"] == "2026-10：2026-10-30 印发"
    assert facts["上报报表"] == "2026-10：2026-10-30 报出"
    assert facts["督导检查"].startswith("2026-09-18")
    assert facts["卫生院与派出所比对"].startswith("2026-11-20")


@pytest.mark.parametrize(
    ("deadline", "how"), [("2026-11-20", "超过期限"), ("2026-11-21", "已立项"), ("2026-12-01", "已立项")]
)
def test_a_deadline_that_is_over_is_called_so(deadline: str, how: str) -> None:
    """Only after its day."""
    day = date(2026, 11, 2)
    record = Supervision(
        id="QX-D99", village="QX-V1", matter="补录", opened_on=day, deadline=date.fromisoformat(deadline),
        recorded_on=day, recorded_by="QX-S10",
    )  # fmt: skip
    assert told(TODAY, Entry("supervision", day, record, "township/2026/11-02-supervision-S10.yaml"))[1] == [how]


@pytest.mark.parametrize(("day", "shown"), [(date(2026, 6, 1), True), (date(2026, 11, 21), False)])
def test_a_sanction_is_shown_while_it_holds(day: date, *, shown: bool) -> None:
    """From its first day to its last, unless it was lifted."""
    (sanction,) = township(DEMO).registry.entries.of("sanction")
    fresh = structs.replace(sanction.record, lifted_on=None)
    again = Entry("sanction", sanction.day, fresh, "township/2025/06-20-sanction-S10-2.yaml")
    assert ("一票否决和取消资格" in told(day, again)[0]) is shown


def test_a_worker_answers_for_some_items_and_takes_part_in_others() -> None:
    """The share says which."""
    view = township(DEMO).view("office")
    aside = next(item for item in view.items if set(item.members) - set(item.responsible) and item.responsible)
    worker = next(code for code in aside.members if code not in aside.responsible)
    items = [aside, next(item for item in view.items if worker in item.responsible)]
    table = due_table(PageMaterial(view, ()), items, "", "", worker=worker)
    column = [head.text for head in table.heads].index("分工")
    shares = [row[column].text for row in table.rows]
    assert shares == ["参加", "负责"]
