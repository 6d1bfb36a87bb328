"""The table of kinds: every sort of record and entry there is, once.

Reading, registry, as-known, scope, views, policies, diff, history, counting and the generator go through it. To add a
kind: a schema (``schemas/<name>.schema.json``, of an entry ``entry.<name>``), a typed record, and a row here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carebook.reading.fields import Field, fields
from carebook.reading.record import Record
from carebook.reading.resolved import resolved_schema
from carebook.records import group_entries, patient_entries, township_entries, village_entries
from carebook.records.aliases import Alias
from carebook.records.issued import IssuedPlan
from carebook.records.official import Notice
from carebook.records.person import Identity, Profile
from carebook.records.snapshot import Snapshot
from carebook.records.team import Group, Staff, Township, Village
from carebook.records.visit import Visit
from carebook.vault.model import Tombstone, Vault

Owner = Literal["", "patients", "groups", "villages", "township"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record or entry.

    ``name`` is what policies call it; ``pattern`` matches a path relative to the data folder, whose ``id`` must be
    repeated inside the file under ``id_key``. ``example`` is such a path.

    Of an entry ``owner`` names the folder of those it belongs to, ``day`` the field that says when it happened,
    ``recorders`` the posts that record it, ``status`` the status a patient has from that day on, and ``ends`` the
    statuses that alone it can end (a discharge ends a stay in hospital and nothing else).
    """

    name: str
    record: type[Record]
    pattern: str
    example: str
    id_key: str = ""
    owner: Owner = ""
    day: str = ""
    recorders: tuple[str, ...] = ()
    status: str = ""
    ends: tuple[str, ...] = ()

    @property
    def schema(self) -> str:
        """The name of its schema; its Chinese title stands there."""
        return f"entry.{self.name}" if self.owner else self.name


_ID = r"(?P<id>[A-Z][A-Z0-9-]*)"
_EXAMPLES = {
    "patients": "patients/QX-0001",
    "groups": "groups/QX-G01",
    "villages": "villages/QX-V1",
    "township": "township",
}


def _lasting(name: str, record: type[Record], pattern: str, example: str, id_key: str = "") -> Kind:
    return Kind(name, record, pattern, example, id_key)


def _entry(
    name: str,
    record: type[Record],
    owner: Owner,
    recorders: str,
    day: str = "date",
    status: str = "",
    ends: tuple[str, ...] = (),
) -> Kind:
    folder = _EXAMPLES[owner]
    head = owner if owner == "township" else rf"{owner}/{_ID}"
    pattern = rf"{head}/20\d\d/\d\d-\d\d-{name}-(?:unknown|[A-Z0-9]+)(?:-\d+)?\.yaml"
    example = f"{folder}/2026/11-20-{name}-S02.yaml"
    return Kind(name, record, pattern, example, "", owner, day, tuple(recorders.split()), status, ends)


_DOCTOR, _LEADER, _BOTH = "doctor", "leader grid", "doctor leader grid"
_OFFICE = "office"
#: Posts that learn of a move, a loss, a refusal or a death first.
_NEAR = "leader grid doctor police"

LASTING: tuple[Kind, ...] = (
    _lasting("township", Township, r"township\.yaml", "township.yaml"),
    _lasting("village", Village, rf"villages/{_ID}\.yaml", "villages/QX-V1.yaml", "id"),
    _lasting("staff", Staff, rf"staff/{_ID}\.yaml", "staff/QX-S01.yaml", "id"),
    _lasting(
        "patient.identity", Identity, rf"patients/{_ID}/identity\.yaml", "patients/QX-0001/identity.yaml", "patient"
    ),
    _lasting("patient.profile", Profile, rf"patients/{_ID}/profile\.yaml", "patients/QX-0001/profile.yaml", "patient"),
    _lasting("group", Group, rf"groups/{_ID}/group\.yaml", "groups/QX-G01/group.yaml", "id"),
    _lasting("notice", Notice, r"notices/(?P<id>20\d\d-(?:[a-z]+-)?[1-9]\d*)\.yaml", "notices/2026-1.yaml", "id"),
    _lasting(
        "snapshot", Snapshot, r"snapshots/(?P<id>20\d\d-(?:0[1-9]|1[0-2]))\.yaml", "snapshots/2026-10.yaml", "month"
    ),
    _lasting("plan", IssuedPlan, r"plans/(?P<id>20\d\d-(?:0[1-9]|1[0-2]))\.yaml", "plans/2026-12.yaml", "month"),
    _lasting("vault", Vault, r"vault\.yaml", "vault.yaml"),
    _lasting(
        "patient.tombstone", Tombstone, rf"patients/{_ID}/tombstone\.yaml", "patients/QX-0009/tombstone.yaml", "patient"
    ),
    _lasting("patient.alias", Alias, rf"patients/{_ID}/merged\.yaml", "patients/QX-0031/merged.yaml", "patient"),
)
ENTRIES: tuple[Kind, ...] = (
    _entry("visit", Visit, "patients", _BOTH),
    _entry("rating", patient_entries.Rating, "patients", _DOCTOR),
    _entry("checkup", patient_entries.Checkup, "patients", _DOCTOR),
    _entry("admission", patient_entries.Admission, "patients", _BOTH, status="hospital"),
    _entry("discharge", patient_entries.Discharge, "patients", _BOTH, status="home", ends=("hospital",)),
    _entry("incident", patient_entries.Incident, "patients", _NEAR),
    _entry("emergency", patient_entries.Emergency, "patients", _DOCTOR),
    _entry("alarm", patient_entries.Alarm, "patients", _NEAR),
    _entry("medication-change", patient_entries.MedicationChange, "patients", _DOCTOR),
    _entry("aid", patient_entries.Aid, "patients", "civil-affairs rehab"),
    _entry("referral", patient_entries.Referral, "patients", _DOCTOR),
    _entry("leave", patient_entries.Leave, "patients", _NEAR, status="away"),
    _entry("return", patient_entries.Return, "patients", _NEAR, status="home", ends=("away", "lost", "moved")),
    _entry("move", patient_entries.Move, "patients", _NEAR, status="moved"),
    _entry("loss", patient_entries.Loss, "patients", _NEAR, status="lost"),
    _entry("refusal", patient_entries.Refusal, "patients", _NEAR, status="refused"),
    _entry("consent", patient_entries.Agreeing, "patients", _NEAR, status="home", ends=("refused",)),
    _entry("death", patient_entries.Death, "patients", _NEAR, status="deceased"),
    _entry("roll-call", patient_entries.RollCall, "patients", "grid leader police"),
    _entry("promise", patient_entries.Promise, "patients", _NEAR),
    _entry("excuse", patient_entries.Excuse, "patients", _OFFICE),
    _entry("agreement", patient_entries.Agreement, "patients", "office civil-affairs", day="since"),
    _entry("assessment", patient_entries.Assessment, "patients", "office civil-affairs"),
    _entry("agreement-end", patient_entries.AgreementEnd, "patients", "office civil-affairs"),
    _entry("meeting", group_entries.Meeting, "groups", _LEADER),
    _entry("exchange", group_entries.Exchange, "groups", _BOTH),
    _entry("patrol", village_entries.Patrol, "villages", "grid"),
    _entry("screening", village_entries.Screening, "villages", _LEADER, day="reported_on"),
    _entry("comparison", township_entries.Comparison, "township", "doctor police"),
    _entry("bulletin", township_entries.Bulletin, "township", _OFFICE, day="issued_on"),
    _entry("supervision", township_entries.Supervision, "township", _OFFICE, day="opened_on"),
    _entry("joint-response", township_entries.JointResponse, "township", "office police"),
    _entry("clue", township_entries.Clue, "township", "police", day="found_on"),
    _entry("publicity", township_entries.Publicity, "township", _OFFICE),
    _entry("inspection", township_entries.Inspection, "township", _OFFICE),
    _entry("talk", township_entries.Talk, "township", _OFFICE),
    _entry("sanction", township_entries.Sanction, "township", _OFFICE, day="since"),
    _entry("transfer", township_entries.Transfer, "township", _OFFICE),
    _entry("report", township_entries.Report, "township", _OFFICE, day="sent_on"),
)
KINDS: tuple[Kind, ...] = (*LASTING, *ENTRIES)
_BY_NAME = {kind.name: kind for kind in KINDS}
_NAMES = "|".join(sorted((kind.name for kind in ENTRIES), key=len, reverse=True))
_ENTRY = re.compile(
    rf"(?:(?P<owner>patients|groups|villages)/{_ID}|township)/(?P<year>20\d\d)/(?P<month>\d\d)-(?P<day>\d\d)"
    rf"-(?P<kind>{_NAMES})-(?P<who>unknown|[A-Z0-9]+)(?:-(?:[2-9]|[1-9]\d+))?\.yaml"
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a path says: the kind of the file, whose it is, and of an entry its day and who recorded it."""

    kind: Kind
    id: str = ""
    day: str = ""
    who: str = ""


def kind_named(name: str) -> Kind | None:
    """The kind of a name (``visit``), None if there is none."""
    return _BY_NAME.get(name)


def entry_kinds(*owners: str) -> Iterable[Kind]:
    """The kinds of entries, those of the named owners only if any is named."""
    return (kind for kind in ENTRIES if not owners or kind.owner in owners)


def kind_of(relative: str) -> FileKind | None:
    """What the path of a file relative to the data folder says, or None if nothing belongs there."""
    if match := _ENTRY.fullmatch(relative):
        return _spot(match)
    for kind in LASTING:
        if match := re.fullmatch(kind.pattern, relative):
            return FileKind(kind, match.groupdict().get("id") or "")
    return None


def _spot(match: re.Match[str]) -> FileKind | None:
    kind = _BY_NAME.get(match["kind"])
    if kind is None or kind.owner != (match["owner"] or "township"):
        return None
    return FileKind(kind, match["id"] or "", f"{match['year']}-{match['month']}-{match['day']}", match["who"])


def in_a_year(relative: str) -> bool:
    """Whether a path lies where only entries lie: in a year's folder of an owner."""
    return re.match(r"(?:(?:patients|groups|villages)/[^/]+|township)/20\d\d/", relative) is not None


def fields_of(schemas: Path, name: str) -> tuple[Field, ...]:
    """All fields of a kind of record; of ``entries.patients`` those of every entry that patients have, below its kind."""
    owner = name.removeprefix("entries.")
    if owner == name:
        return fields(schemas, name)
    return tuple(found for kind in entry_kinds(owner) for found in (_whole(schemas, kind), *_below(schemas, kind)))


def _whole(schemas: Path, kind: Kind) -> Field:
    return Field((kind.name,), resolved_schema(schemas, kind.schema), required=False)


def _below(schemas: Path, kind: Kind) -> Iterable[Field]:
    for one in fields(schemas, kind.schema):
        yield Field((kind.name, *one.path), one.schema, one.required)


def file_name(kind: str, day: str, by: str, nth: int = 1) -> str:
    """The file of an entry below its owner's folder: ``2026/11-20-visit-S02.yaml``.

    Args:
        kind: the kind's name.
        day: the day, ISO.
        by: the staff id of who records it, or ``unknown``; its last part is used.
        nth: 2 for a second one of the day by the same person, and so on.
    """
    tail = f"-{nth}" if nth > 1 else ""
    return f"{day[:4]}/{day[5:]}-{kind}-{who(by)}{tail}.yaml"


def who(by: str) -> str:
    """How a file name calls who recorded it: the last part of the staff id."""
    return by.rpartition("-")[2]
