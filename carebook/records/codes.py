"""Codes that a program asks for by name. What they are and what they mean stands in ``schemas/codes.schema.json``.

There each list has its words (``x-codes``) and, for the codes that are asked for here, names (``x-tags``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carebook.reading.resolved import resolved_schema
from carebook.records.parts import DangerousActs

_SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


@cache
def words(name: str) -> MappingProxyType[Any, str]:
    """The codes of a list with their Chinese words, in the order of the schema."""
    listed = _list(name)
    return MappingProxyType(dict(zip(listed["enum"], listed["x-codes"].values(), strict=True)))


def title_of(path: str) -> str:
    """What a field of a patient is called: ``identity.id_number``, ``supplementary.onset``; the path if there is none."""
    inside = path.startswith("identity.")
    schema: Mapping[str, Any] = resolved_schema(_SCHEMAS, "patient.identity" if inside else "patient.profile")
    for key in path.removeprefix("identity.").split("."):
        schema = schema.get("items", schema).get("properties", {}).get(key, {})
    return str(schema.get("title", path))


def tagged(name: str, tag: str) -> tuple[Any, ...]:
    """The codes of a list that go by a name, in the order in which the schema gives them.

    Raises:
        KeyError: there is no such list, or no code of it goes by the name.
    """
    return tuple(_list(name)["x-tags"][tag])


def posts(role: str) -> frozenset[str]:
    """The posts of staff who may hold a role of a group; none where the role asks for no post."""
    return frozenset(_list("post")["x-tags"].get(role, ()))


def _list(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = resolved_schema(_SCHEMAS, "codes")["$defs"][name]
    return found


def _one(name: str, tag: str) -> int:
    (code,) = tagged(name, tag)
    return int(code)


HOME_VISIT, PHONE = (_one("mode", tag) for tag in ("home", "phone"))
IN_PERSON = frozenset(tagged("mode", "in-person"))

THE_PATIENT, THE_GUARDIAN = (_one("informant", tag) for tag in ("patient", "guardian"))

UNSTABLE, STABLE = (_one("stability", tag) for tag in ("unstable", "stable"))
STABILITIES = tuple(words("stability"))
RISKS = tuple(words("risk"))
#: The level at which self-harm and attempted suicide stand.
SELF_HARM = _one("risk", "self_harm")

#: Why somebody is lost: so many visits in a row met nobody.
LOST_AFTER_MISSES = _one("lost_reason", "misses")

INSIGHT_ABSENT = _one("insight", "absent")
VIOLENT = _one("symptom", "violent")
IN_HOSPITAL = _one("hospitalization", "inside")
TAKES_NONE = _one("adherence", "none")
TAKES = frozenset(tagged("adherence", "takes"))
WORSE = _one("treatment_effect", "worse")
LOCKED_UP = _one("restraint", "locked")
REFERRED = _one("referred", "yes")

#: 肇事 and 肇祸 among the kinds of an incident.
OFFENCES = frozenset(tagged("incident_kind", "offences"))
#: Which field of the sheet counts the acts of an incident's kind.
ACTS = {_one("incident_kind", act): act for act in DangerousActs.__struct_fields__ if act != "none"}
#: Acts that call for medical help at once.
URGENT = frozenset(tagged("incident_kind", "urgent"))

#: What was done in an emergency, and what an alarm was about.
ADMITTED = _one("emergency_measure", "admitted")
ALARM_OFFENCE = _one("alarm_kind", "offence")

EMPLOYED = frozenset(tagged("employment", "employed"))

UNINSURED, EMPLOYEES_INSURANCE = (_one("insurance", tag) for tag in ("none", "employees"))
AGREED = _one("consent", "agreed")
MALE, FEMALE = (_one("sex", tag) for tag in ("male", "female"))

#: Statuses of a patient whose file is closed here, and of one whom no group looks after.
OFF_FILE, OUT_OF_CARE = (frozenset(tagged("status", tag)) for tag in ("off-file", "out-of-care"))
#: Guardians that are bodies, not relatives (民法典 第三十二条).
BODIES = frozenset(tagged("relation", "body"))
#: A notice that has left the office; published ones are on the government site, or were until they were repealed.
ISSUED, PUBLISHED = (frozenset(tagged("notice_state", tag)) for tag in ("issued", "published"))

#: Roles of a group that several people may have at once, whatever their post; and posts that each village has itself.
SHARED_ROLES = frozenset(tagged("group_role", "shared"))
LOCAL_POSTS = frozenset(tagged("post", "local"))
