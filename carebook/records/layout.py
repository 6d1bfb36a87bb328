"""Where each kind of record lies in a data folder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carebook.reading.record import Record
from carebook.records.journal import Journal
from carebook.records.official import Notice
from carebook.records.person import Identity, Profile
from carebook.records.snapshot import Snapshot
from carebook.records.team import (
    Group,
    GroupJournal,
    Staff,
    Township,
    TownshipJournal,
    Village,
    VillageJournal,
)
from carebook.vault.model import Tombstone, Vault


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its schema, its type, where its files lie, and which key repeats the path.

    ``pattern`` matches a path relative to the data folder; its groups ``id`` and ``year`` must be repeated
    inside the file under ``id_key`` and ``year``.
    """

    name: str
    title: str
    pattern: str
    record: type[Record]
    id_key: str = ""
    example: str = ""


_ID = r"(?P<id>[A-Z][A-Z0-9-]*)"
_YEAR = r"(?P<year>20\d\d)"

KINDS: tuple[Kind, ...] = (
    Kind("township", "乡镇", r"township\.yaml", Township, "", "township.yaml"),
    Kind("village", "村（社区）", rf"villages/{_ID}\.yaml", Village, "id", "villages/QX-V1.yaml"),
    Kind(
        "village.journal",
        "村（社区）年度记录",
        rf"villages/{_ID}/{_YEAR}\.yaml",
        VillageJournal,
        "village",
        "villages/QX-V1/2026.yaml",
    ),
    Kind("staff", "工作人员", rf"staff/{_ID}\.yaml", Staff, "id", "staff/QX-S01.yaml"),
    Kind(
        "patient.identity",
        "患者身份信息",
        rf"patients/{_ID}/identity\.yaml",
        Identity,
        "patient",
        "patients/QX-0001/identity.yaml",
    ),
    Kind(
        "patient.profile",
        "患者档案",
        rf"patients/{_ID}/profile\.yaml",
        Profile,
        "patient",
        "patients/QX-0001/profile.yaml",
    ),
    Kind(
        "patient.journal",
        "患者年度记录",
        rf"patients/{_ID}/{_YEAR}\.yaml",
        Journal,
        "patient",
        "patients/QX-0001/2026.yaml",
    ),
    Kind("group", "小组", rf"groups/{_ID}/group\.yaml", Group, "id", "groups/QX-G01/group.yaml"),
    Kind(
        "group.journal",
        "小组年度记录",
        rf"groups/{_ID}/{_YEAR}\.yaml",
        GroupJournal,
        "group",
        "groups/QX-G01/2026.yaml",
    ),
    Kind(
        "township.journal",
        "乡镇年度记录",
        rf"journal/{_YEAR}\.yaml",
        TownshipJournal,
        "",
        "journal/2026.yaml",
    ),
    Kind(
        "notice",
        "公文",
        r"notices/(?P<id>20\d\d-(?:[a-z]+-)?[1-9]\d*)\.yaml",
        Notice,
        "id",
        "notices/2026-1.yaml",
    ),
    Kind(
        "snapshot",
        "月度定稿",
        r"snapshots/(?P<id>20\d\d-(?:0[1-9]|1[0-2]))\.yaml",
        Snapshot,
        "month",
        "snapshots/2026-10.yaml",
    ),
    Kind("vault", "身份信息的加密", r"vault\.yaml", Vault, "", "vault.yaml"),
    Kind(
        "patient.tombstone",
        "已销毁的身份信息",
        rf"patients/{_ID}/tombstone\.yaml",
        Tombstone,
        "patient",
        "patients/QX-0009/tombstone.yaml",
    ),
)


def kind_of(relative: str) -> tuple[Kind, re.Match[str]] | None:
    """Return the kind of the file at a path relative to the data folder, or None if nothing belongs there."""
    for kind in KINDS:
        if match := re.fullmatch(kind.pattern, relative):
            return kind, match
    return None
