"""Where the records of an invented township are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

from carebook.demo import groups, journals
from carebook.demo.cases import Case, identity_doc
from carebook.demo.courses import Span
from carebook.demo.events import Response
from carebook.demo.official import Place, journal_docs, township_doc
from carebook.demo.patrols import patrols
from carebook.demo.profiles import profile_doc
from carebook.demo.teams import Team, Village, Worker, group_doc, staff_doc, village_doc
from carebook.demo.yamltext import Doc, document

COMMENTS = {
    "township": "乡镇基本信息：名称、部门、执行的文件",
    "village": "村（社区）：名称、网格、网格员",
    "rounds": "村（社区）年度记录：网格员日常巡查",
    "staff": "工作人员：姓名、单位、职务、电话、任期",
    "identity": "患者身份信息：只有这一份文件写姓名、号码、住址",
    "profile": "患者档案：不写姓名、电话、住址",
    "patient": "患者年度记录：随访、评估、体检、住院、行为、用药、救助、转诊、离返",
    "group": "联合服务管理小组：服务对象、组长和成员、任期",
    "meetings": "小组年度记录：会议、信息交换",
    "journal": "全乡年度记录：排查、比对、通报、督办、联合处置、宣传、督导检查、上报",
    "notice": "公文：版头、正文、署名、公开信息",
}


def put(path: Path, kind: str, doc: Doc) -> None:
    """Write one record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(COMMENTS[kind], doc), encoding="utf-8", newline="\n")


def place(
    out: Path, place: Place, villages: list[Village], workers: Iterable[tuple[Worker, str]], span: Span
) -> None:
    """Write the township, its villages and its staff (each with an office telephone)."""
    put(out / "township.yaml", "township", township_doc(place, villages, span))
    for village in villages:
        put(out / "villages" / f"{village.id}.yaml", "village", village_doc(village))
        for year, doc in patrols(village, span):
            put(out / "villages" / village.id / f"{year}.yaml", "rounds", doc)
    for worker, phone in workers:
        put(out / "staff" / f"{worker.id}.yaml", "staff", staff_doc(worker, phone))


def patient(out: Path, rng: Random, case: Case, team: Team, place: Place, leader: Worker, span: Span) -> None:
    """Write everything about one patient."""
    folder = out / "patients" / case.id
    put(folder / "identity.yaml", "identity", identity_doc(case, f"{place.county}{place.name}"))
    put(folder / "profile.yaml", "profile", profile_doc(rng, case, span, leader, (place.division, place.id)))
    for year, doc in journals.journals(rng, case, team, span):
        put(folder / f"{year}.yaml", "patient", doc)


def group(
    out: Path, rng: Random, team: Team, case: Case, span: Span, silent: groups.Silent = (None, None)
) -> None:
    """Write a group and its journals; the course of its first patient is what the meetings talk about."""
    folder = out / "groups" / team.id
    put(folder / "group.yaml", "group", group_doc(team))
    for year, doc in groups.journals(rng, team, case.course, span, silent=silent):
        put(folder / f"{year}.yaml", "meetings", doc)


def journal(
    out: Path,
    rng: Random,
    place: Place,
    villages: list[Village],
    span: Span,
    responses: Iterable[Response],
    unused: Mapping[int, list[Doc]],
) -> None:
    """Write the township journals; ``responses`` are those of all patients, ``unused`` numbers without documents."""
    told = sorted(item for item in responses if span.begin <= item[0])
    for year, doc in journal_docs(rng, place, villages, span, told, unused):
        put(out / "journal" / f"{year}.yaml", "journal", doc)
