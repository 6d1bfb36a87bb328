"""Rules about figures and numbers of the township that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.findings import Finding, Place
from carebook.rules import care
from carebook.rules.world import World

_FIRST_QUARTER = 3


def answered_for_nobody(world: World) -> Iterator[Finding]:
    """C989: nobody was suspected, and yet somebody was diagnosed or an answer came."""
    for entry in world.registry.every("screening"):
        keys = [key for key in ("rated_on", "answered_on") if getattr(entry.record, key)]
        if entry.record.suspected == 0 and keys:
            message = f"疑似人数写 0，却写了{world.title('screening', keys[0])}"
            yield world.at("C989", entry, keys[0], message, "有疑似患者的更正 suspected；没有的删去后面的日期")


def crowded_villages(world: World) -> Iterator[Finding]:
    """C990: a village has more people than the township."""
    whole = world.registry.township.population if world.registry.township else None
    for village in world.registry.villages.values():
        if whole and village.population and village.population > whole:
            place = world.registry.place(f"villages/{village.id}.yaml", "population")
            message = f"{village.id} 的人口 {village.population} 多于全乡镇的 {whole}"
            yield Finding("C990", place, message, "核对两处的人口数")


def answers_to_nothing(world: World) -> Iterator[Finding]:
    """C991: a joint response to something of which there is no record."""
    for entry in world.registry.every("joint-response"):
        patient = world.registry.patients.get(entry.record.patient)
        first = care.entries_begin(patient) if patient else None
        if patient is None or first is None or entry.day < first:
            continue
        if not any(one.day <= entry.day for one in patient.entries.of("incident", "emergency", "alarm")):
            message = f"{entry.day} 联合处置，{patient.id} 到那天没有行为、应急处置或来报的记录"
            yield world.at("C991", entry, "patient", message, "核对患者编号和日期，或补录所处置的事（incident）")


def numbers_twice(world: World) -> Iterator[Finding]:
    """C994: one number of an agreement, a supervision, a form or a register was given twice."""
    seen: dict[tuple[str, str], str] = {}
    for title, number, place in _numbers(world):
        file = seen.setdefault((title, number), place.file)
        if file != place.file:
            yield Finding("C994", place, f"{title}“{number}”已经用在 {file}", "一个号码只用一次，核对后更正一处")


def _numbers(world: World) -> Iterator[tuple[str, str, Place]]:
    for kind, key in (("agreement", "number"), ("supervision", "id")):
        for entry in world.registry.every(kind):
            title, value = world.title(kind, key), getattr(entry.record, key)
            yield f"{world.title(kind)}{title}", value, world.registry.place(entry.file, key)
    for patient in world.registry.patients.values():
        file, profile = f"patients/{patient.id}/profile.yaml", patient.profile
        if profile.form_number:
            yield "补充表编号", profile.form_number, world.registry.place(file, "form_number")
        for key, title in {"clinic": "卫生院系统编号", "police": "公安系统编号"}.items():
            entered = getattr(profile.registration, key) if profile.registration else None
            if entered and entered.number:
                yield title, entered.number, world.registry.place(file, "registration", key, "number")


def years_in_numbers(world: World) -> Iterator[Finding]:
    """C996: the year in the number of an agreement is not that of its first day (or the one before, early in a year)."""
    for entry in world.registry.every("agreement"):
        since, found = entry.record.since, re.search(r"(?<!\d)(20\d\d)(?!\d)", entry.record.number)
        years = {since.year, since.year - 1 if since.month <= _FIRST_QUARTER else since.year}
        if found and int(found[1]) not in years:
            message = f"协议编号 {entry.record.number} 里的年份，不是开始执行的 {since.year} 年"
            yield world.at("C996", entry, "number", message, "核对编号和 since")


def codes_of_the_place(world: World) -> Iterator[Finding]:
    """P513: the code of the county differs between the township's own codes."""
    township = world.registry.township
    if township is None or township.division_code is None:
        return
    county = township.division_code[:6]
    site = township.site.id_code if township.site else None
    known = {("uscc",): township.uscc and township.uscc[2:8], ("site", "id_code"): site and site[:6]}
    for path, code in known.items():
        if code and code != county:
            place = world.registry.place("township.yaml", *path)
            message = f"这里的区划代码是 {code}，division_code 的前六位是 {county}"
            yield Finding("P513", place, message, "核对两处的代码；由上一级登记的可以不改")


CHECKS = (
    answered_for_nobody,
    crowded_villages,
    answers_to_nothing,
    numbers_twice,
    years_in_numbers,
    codes_of_the_place,
)
