"""Numbers of patients and due items by village: the tables of the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from carebook.audience.people import PatientView
from carebook.policy.item import DueItem
from carebook.records.codes import RISKS, STABILITIES
from carebook.site.blocks import Cell, ColumnHead, Part, Table, cell, heads, several
from carebook.site.page_material import PageMaterial
from carebook.site.words import risk, stability, statuses

Key = tuple[str, object]


def by_status(desk: PageMaterial) -> Table:
    """Patients of each village by where they are."""
    columns: dict[Key, str] = {("all", None): "建档"}
    for code, word in statuses(desk.view).items():
        columns["status", code] = word
    return _patients(desk, "建档患者，按状态", columns, lambda p: (("all", None), ("status", p.status)))


def by_stability(desk: PageMaterial) -> Table:
    """Patients of each village by stability."""
    columns: dict[Key, str] = {("stability", one): stability(one).text for one in (*reversed(STABILITIES), None)}
    return _patients(desk, "建档患者，按病情", columns, lambda p: [("stability", p.stability)])


def by_risk(desk: PageMaterial) -> Table:
    """Patients of each village by risk level."""
    columns: dict[Key, str] = {("risk", one): risk(desk.view, one).text for one in (*RISKS, None)}
    return _patients(desk, "建档患者，按危险性", columns, lambda p: [("risk", p.risk)])


def by_obligation(desk: PageMaterial, items: Sequence[DueItem]) -> Table:
    """Due items of each village by what is to be done, in the order of the policies; only what occurs has a column."""
    there = {item.title for item in items}
    titles = dict.fromkeys(o.title for one in desk.view.adopted for o in one.policy.obligations if o.title in there)
    columns: dict[Key, str] = {("title", title): title for title in titles}
    columns[("all", None)] = "合计"
    found: dict[str, Counter[Key]] = {}
    for item in items:
        found.setdefault(item.village, Counter()).update([("title", item.title), ("all", None)])
    return _table(desk, "逾期事项数", columns, found, "due")


def _patients(
    desk: PageMaterial, caption: str, columns: Mapping[Key, str], keys: Callable[[PatientView], Iterable[Key]]
) -> Table:
    found: dict[str, Counter[Key]] = {}
    for patient in desk.view.patients.values():
        found.setdefault(patient.village, Counter()).update(keys(patient))
    return _table(desk, caption, columns, found, "patients")


def _table(
    desk: PageMaterial, caption: str, columns: Mapping[Key, str], found: Mapping[str, Counter[Key]], anchor: str
) -> Table:
    """One row a village, one column a key, and the sums below."""
    rows = []
    for code, village in desk.view.villages.items():
        link = several([Part(str(village.name), f"villages/{code}.html#{anchor}")])
        rows.append([link, *(_count(found.get(code, Counter())[key]) for key in columns)])
    total = sum(found.values(), Counter[Key]())
    foot = (cell("合计"), *(_count(total[key]) for key in columns))
    titles = heads("村（社区）", *(ColumnHead(title, "num") for title in columns.values()))
    return Table(caption, titles, rows, "没有村（社区）", foot=foot)


def _count(number: int) -> Cell:
    """A count; none is written as a dash, so that the others stand out."""
    return cell(number or "—", sort=number)
