"""Expectations about the whole: nothing here is wrong in itself, but somebody should look at it.

A bound that is crossed is a reason to look at the records, not a reason to move the bound. The bounds stand in
``policies/expectations``, each with its reason; none of them is a duty of a policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from carebook.findings import Finding
from carebook.policy.bounds import PERCENT, Bounds
from carebook.policy.spans import add
from carebook.records.codes import HOME_VISIT, PHONE, STABLE
from carebook.records.entry import Entry
from carebook.records.parts import Span
from carebook.records.visit import Points
from carebook.rules import care
from carebook.rules.world import World, expected

_WEEKDAYS = "一二三四五六日"


def _whole(world: World, code: str, message: str, advice: str) -> Iterator[Finding]:
    """A finding about the township; none where the township itself could not be read."""
    if world.registry.township:
        yield Finding(code, world.registry.place("township.yaml", "id"), message, advice)


def _recent(world: World, bounds: Bounds) -> list[Entry]:
    """Visits of the last days that count, at which somebody was met."""
    first = _first_day(world, bounds)
    return [
        entry
        for patient in world.registry.patients.values()
        for entry in patient.entries.of("visit")
        if first < entry.record.date <= world.today and entry.record.met
    ]


def _first_day(world: World, bounds: Bounds) -> date:
    return world.today - timedelta(days=bounds.recent_days)


def _habit(bounds: Bounds, count: int, of: int) -> bool:
    return of >= bounds.fewest and count > of * bounds.habit_percent / PERCENT


@expected
def doctors_load(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E101: one doctor is in the groups of more patients than can be seen in a month."""
    load: Counter[str] = Counter()
    for patient in care.in_care(world):
        group = world.registry.group_of(patient.id)
        members = group.members_on(world.today) if group else ()
        load.update({m.staff for m in members if m.role == "doctor" and m.staff})
    for doctor, count in sorted(load.items()):
        if count > bounds.patients_per_doctor:
            message = f"{doctor} 一人负责 {count} 名患者，超过 {bounds.patients_per_doctor} 名"
            yield from _whole(world, "E101", message, "看一看随访能不能按期做到，考虑分给其他医生")


@expected
def keepers_load(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E102: one grid keeper has more patients than can be looked in on."""
    keepers = {g.id: g.keeper for village in world.registry.villages.values() for g in village.grids}
    load = Counter(keepers.get(patient.residence_on(world.today).grid or "") for patient in care.in_care(world))
    for keeper, count in sorted((k, n) for k, n in load.items() if k):
        if count > bounds.patients_per_keeper:
            message = f"网格员 {keeper} 的网格里有 {count} 名患者，超过 {bounds.patients_per_keeper} 名"
            yield from _whole(world, "E102", message, "看一看日常巡查能不能做到，考虑调整网格")


@expected
def brief_points(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E103: most visits say nothing in their five points."""
    visits = [entry for entry in _recent(world, bounds) if entry.record.points]
    brief = sum(all(len(text) <= bounds.brief_characters for text in _texts(entry.record.points)) for entry in visits)
    if _habit(bounds, brief, len(visits)):
        message = f"近 {bounds.recent_days} 天 {len(visits)} 次随访，有 {brief} 次五项内容都只有几个字"
        yield from _whole(world, "E103", message, "抽几户回访，请随访人写看到的情况")


def _texts(points: Points) -> tuple[str, ...]:
    return (points.situation, points.change, points.treatment, points.guardianship, points.control)


@expected
def copied_points(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E104: the same five points, word for word, three visits in a row; told at the latest visit."""
    for patient in world.registry.patients.values():
        row, latest, before = 1, None, None
        for entry in care.visits(patient):
            points = entry.record.points
            if points is None:
                continue
            row = row + 1 if points == before else 1
            before = points
            if row >= bounds.copies and _first_day(world, bounds) < entry.record.date:
                latest = (entry, row)
        if latest:
            message = f"连续 {latest[1]} 次随访的五项内容一字不差"
            yield world.at("E104", latest[0], "points", message, "核对是不是照抄；写这一次看到的情况")


@expected
def month_ends(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E105: most visits were entered on the last day of a month."""
    visits = _recent(world, bounds)
    last = sum((entry.record.recorded_on + timedelta(days=1)).day == 1 for entry in visits)
    if _habit(bounds, last, len(visits)):
        message = f"近 {bounds.recent_days} 天 {len(visits)} 次随访，有 {last} 次在月末那一天录入"
        yield from _whole(world, "E105", message, "核对随访日期是不是真实的，随访后及时录入")


@expected
def one_weekday(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E106: nearly all home visits fall on one weekday."""
    days = Counter(e.record.date.weekday() for e in _recent(world, bounds) if e.record.mode == HOME_VISIT)
    total = sum(days.values())
    for weekday, count in days.items():
        if total >= bounds.fewest and count > total * bounds.one_weekday_percent / PERCENT:
            message = f"近 {bounds.recent_days} 天 {total} 次家庭访视，有 {count} 次在星期{_WEEKDAYS[weekday]}"
            yield from _whole(world, "E106", message, "换几个日子去，看看平时的情况")


@expected
def late_entries(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E107: most visits were entered much later."""
    visits = _recent(world, bounds)
    late = sum((e.record.recorded_on - e.record.date).days > bounds.late_days for e in visits)
    if _habit(bounds, late, len(visits)):
        message = f"近 {bounds.recent_days} 天 {len(visits)} 次随访，有 {late} 次过了 {bounds.late_days} 天才录入"
        yield from _whole(world, "E107", message, "补录不算错；看一看录入的人手够不够")


@expected
def by_phone(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E108: most visits to patients at home were phone calls."""
    home = [entry for entry in _recent(world, bounds) if _at_home(world, entry)]
    calls = sum(entry.record.mode == PHONE for entry in home)
    if _habit(bounds, calls, len(home)):
        message = f"近 {bounds.recent_days} 天对在家患者的 {len(home)} 次随访，有 {calls} 次是电话"
        yield from _whole(world, "E108", message, "电话看不到家里的情况，安排上门")


def _at_home(world: World, entry: Entry) -> bool:
    patient = world.registry.patients[entry.file.split("/")[1]]
    status = patient.status_on(entry.record.date)
    return status is None or status.status == "home"


@expected
def busy_days(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E109: one person took part in more home visits on a day than a day can hold."""
    days: Counter[tuple[str, date]] = Counter()
    for entry in _recent(world, bounds):
        if entry.record.mode == HOME_VISIT:
            days.update((name, entry.record.date) for name in set(entry.record.members) - {"guardian"})
    worst: dict[str, tuple[int, date]] = {}
    for (name, day), count in days.items():
        if count > bounds.visits_per_day:
            worst[name] = max(worst.get(name, (0, day)), (count, day))
    for name, (count, day) in sorted(worst.items()):
        message = f"{name} 在 {day} 一天参加了 {count} 次家庭访视"
        yield from _whole(world, "E109", message, "核对日期和随访人，是不是一起补录写成了同一天")


@expected
def all_calm(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E110: in a whole quarter of many visits nobody was anything but stable."""
    visits = [entry.record for entry in _recent(world, bounds) if entry.record.stability]
    calm = all(visit.stability == STABLE and not visit.fluctuation for visit in visits)
    patients = {entry.file.split("/")[1] for entry in _recent(world, bounds)}
    if len(patients) >= bounds.fewest and calm:
        message = f"近 {bounds.recent_days} 天 {len(patients)} 名患者的 {len(visits)} 次随访，全部写稳定，没有一次波动"
        yield from _whole(world, "E110", message, "请医生抽查几户，看分类是不是照抄上次")


@expected
def old_forms(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E111: most supplementary forms are old, and with them the phones."""
    filled = (patient.profile.supplementary.filled_on for patient in care.in_care(world))
    forms = [day for day in filled if day]
    old = sum(add(day, Span(months=bounds.form_months)) < world.today for day in forms)
    if _habit(bounds, old, len(forms)):
        message = f"{len(forms)} 份个人信息补充表，有 {old} 份是 {bounds.form_months} 个月以前填的"
        yield from _whole(world, "E111", message, "随访时核对电话、住址、就业和医保，重填补充表")


@expected
def entered_long_after(world: World, bounds: Bounds) -> Iterator[Finding]:
    """E112: entries of one owner were recorded weeks after what they tell of; told once, at the latest of them."""
    for _, entries in world.registry.owned():
        late = [one for one in entries if (one.record.recorded_on - one.day).days > bounds.entered_days]
        if late:
            last = max(late, key=lambda one: one.day)
            days = (last.record.recorded_on - last.day).days
            message = f"{last.day} 的事过了 {days} 天才录入，这样的记录有 {len(late)} 条"
            yield world.at("E112", last, "recorded_on", message, "补录不算错；核对日期，写清依据（随访本、出院小结）")


CHECKS = (
    doctors_load,
    keepers_load,
    brief_points,
    copied_points,
    month_ends,
    one_weekday,
    late_entries,
    by_phone,
    busy_days,
    all_calm,
    old_forms,
    entered_long_after,
)
