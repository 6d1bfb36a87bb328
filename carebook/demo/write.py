"""Where the records of an invented township are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random

from carebook.demo import groups, history, official
from carebook.demo.cases import Case, identity_doc
from carebook.demo.courses import DemoSpan
from carebook.demo.events import Response
from carebook.demo.official import DemoPlace, department_phones, township_doc
from carebook.demo.patrols import patrols
from carebook.demo.profiles import profile_doc
from carebook.demo.teams import DemoVillage, Team, Worker, group_doc, staff_doc, village_doc
from carebook.demo.yamltext import Act, Doc, document
from carebook.records.kinds import file_name, kind_named, kind_of

COMMENTS = {
    "township": "乡镇基本信息：名称、部门、执行的文件",
    "village": "村（社区）：名称、网格、网格员",
    "staff": "工作人员：姓名、单位、职务、电话、任期",
    "identity": "患者身份信息：只有这一份文件写姓名、号码、住址",
    "profile": "患者档案：不写姓名、电话、住址",
    "group": "联合服务管理小组：服务对象、组长和成员、任期",
    "notice": "公文：版头、正文、署名、公开信息",
}
#: Who may have written an entry down, in this order.
_WRITERS = ("doctor", "filled_by", "by", "chair", "to", "clinic")


def put(path: Path, kind: str, doc: Doc) -> None:
    """Write one record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(COMMENTS[kind], doc), encoding="utf-8", newline="\n")


def clear(out: Path) -> None:
    """Take away the entries of an earlier run, so that a second run does not write each of them twice."""
    for path in sorted(out.rglob("20[0-9][0-9]/*.yaml")):
        spot = kind_of(path.relative_to(out).as_posix())
        if spot and spot.kind.owner:
            path.unlink()


def enter(folder: Path, act: Act, by: str) -> None:
    """Write one entry below its owner's folder; ``by`` recorded it if the entry names nobody who could have."""
    name, doc = act
    kind = kind_named(name)
    if kind is None:
        raise ValueError(name)
    recorder = _recorder(doc, by)
    said: Doc = {}
    for key, value in doc.items():
        said[key] = value
        if key == "recorded_on":
            said["recorded_by"] = recorder
    nth = 1
    while (path := folder / file_name(name, doc[kind.day].isoformat(), recorder, nth)).exists():
        nth += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document("", said), encoding="utf-8", newline="\n")


def _recorder(doc: Doc, by: str) -> str:
    named = [doc.get(key) for key in _WRITERS] + list(doc.get("members") or ())[:1]
    ids = (one for one in named if isinstance(one, str) and one.rpartition("-")[2][1:].isdecimal())
    return next(ids, by)


def place(
    out: Path,
    place: DemoPlace,
    villages: list[DemoVillage],
    workers: Iterable[Worker],
    span: DemoSpan,
    unused: Mapping[int, list[Doc]],
) -> None:
    """Write the township, its villages and its staff.

    ``unused`` are the numbers of each year that no document carries.
    """
    put(out / "township.yaml", "township", township_doc(place, villages, span, unused))
    for village in villages:
        put(out / "villages" / f"{village.id}.yaml", "village", village_doc(village))
        for doc in patrols(village, span):
            enter(out / "villages" / village.id, ("patrol", doc), village.leaders[0].id)
    phones = department_phones() | {village.id: village.phone for village in villages}
    for worker in workers:
        put(out / "staff" / f"{worker.id}.yaml", "staff", staff_doc(worker, phones[worker.unit]))


def patient(out: Path, rng: Random, case: Case, team: Team, place: DemoPlace, leader: Worker, span: DemoSpan) -> None:
    """Write everything about one patient."""
    folder = out / "patients" / case.id
    put(folder / "identity.yaml", "identity", identity_doc(case, f"{place.county}{place.name}"))
    profile, agreements = profile_doc(rng, case, span, leader, (place.division, place.id))
    put(folder / "profile.yaml", "profile", profile)
    for act in agreements:
        enter(folder, act, leader.id)
    doctor = team.staff_on(span.end)["doctor"]
    for act in history.acts(rng, case, team, span):
        enter(folder, act, leader.id if act[0] == "aid" else doctor)


def group(out: Path, rng: Random, team: Team, case: Case, span: DemoSpan, silent: groups.Silent = (None, None)) -> None:
    """Write a group and what it did; the course of its first patient is what the meetings talk about."""
    folder = out / "groups" / team.id
    put(folder / "group.yaml", "group", group_doc(team))
    for act in groups.acts(rng, team, case.course, span, silent=silent):
        enter(folder, act, team.staff_on(act[1]["date"])["leader"])


def _leader(village: DemoVillage, day: date) -> Worker:
    """The first of a village's leaders who is in office on a day."""
    return next(one for one in village.leaders if one.since <= day <= (one.until or day))


def offices(
    out: Path, rng: Random, place: DemoPlace, villages: list[DemoVillage], span: DemoSpan, responses: Iterable[Response]
) -> None:
    """Write what villages reported and offices did; ``responses`` are those of all patients."""
    told = sorted(item for item in responses if span.begin <= item[0])
    for year in range(span.begin.year, span.end.year + 1):
        for village, doc in official.screenings(rng, villages, span, year):
            enter(out / "villages" / village.id, ("screening", doc), _leader(village, doc["reported_on"]).id)
        mine = [one for one in told if one[0].year == year]
        for act in official.acts(rng, place, villages, span, year, mine):
            enter(out / "township", act, place.head)
