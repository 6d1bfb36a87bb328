"""What of the check an audience is told: findings on its own records, none that quote what it may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from carebook.findings import Finding, Place
from carebook.policy.audiences import Audience
from carebook.reading.fields import Field, fields, values
from carebook.records.kinds import kind_of
from carebook.records.registry import Registry
from carebook.rulebook import rules

_FOLDERS = ("patients", "groups", "villages")
#: Shorter texts and numbers stand in any sentence; they give nothing away.
_TELLING = 2
_TELLING_NUMBER = 4


def findings_within(
    findings: Iterable[Finding], within: Registry, township: Registry, audience: Audience, schemas: Path
) -> tuple[Finding, ...]:
    """The findings that an audience may read: at fields it sees, on its own records, quoting nothing that is hidden.

    Args:
        findings: all findings.
        within: the records within the audience's reach.
        township: all records.
        audience: who reads.
        schemas: the schemas, which say who may see a field.
    """
    if audience.findings == "full":
        return tuple(findings)
    if audience.findings == "none":
        return ()
    files = {source.shown: relative for relative, source in township.sources.items()}
    reach: Mapping[str, Mapping[str, object]] = {
        "patients": within.patients, "groups": within.groups, "villages": within.villages,
    }  # fmt: skip
    far = frozenset({*township.patients, *township.groups} - {*within.patients, *within.groups})
    secrets: dict[tuple[str, str], _Secrets] = {}
    found = []
    for finding in findings:
        owner = _owner(files.get(finding.place.file, ""))
        if owner and owner[1] in reach[owner[0]]:
            if owner not in secrets:
                secrets[owner] = _secrets(township, audience.id, schemas, "/".join(owner))
            worded = _worded(finding)
            if finding.place not in secrets[owner].places and not _quotes(worded, far | secrets[owner].words):
                found.append(worded)
    return tuple(found)


def _owner(relative: str) -> tuple[str, str] | None:
    """Folder and id of the record that a file belongs to: ``patients``, ``QX-0001``."""
    folder, _, rest = relative.partition("/")
    code = rest.partition("/")[0].removesuffix(".yaml")
    return (folder, code) if folder in _FOLDERS and code else None


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What is written about one record that an audience may not see: where, and as findings would quote it."""

    places: frozenset[Place]
    words: frozenset[str]


def _secrets(township: Registry, audience: str, schemas: Path, owner: str) -> _Secrets:
    places: set[Place] = set()
    words: set[str] = set()
    for relative, source in township.sources.items():
        spot = kind_of(relative) if relative.startswith((f"{owner}/", f"{owner}.")) else None
        for field in fields(schemas, spot.kind.schema) if spot else ():
            if audience not in field.audience:
                for path, value in values(source.data, field.path):
                    places.add(source.place(path))
                    words.update(_said(field, value))
    return _Secrets(frozenset(places), frozenset(words))


def _said(field: Field, value: Any) -> Iterator[str]:
    """How a value is quoted: as written, and a code by its word."""
    if isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value)
        least = _TELLING_NUMBER if text.isdecimal() else _TELLING
        word = str(field.schema.get("x-codes", {}).get(text, ""))
        yield from (one for one in (text, word) if len(one) >= least)


def _quotes(finding: Finding, hidden: frozenset[str]) -> bool:
    return any(value in finding.whole for value in hidden)


def _worded(finding: Finding) -> Finding:
    """What is wrong with an identity is said in the rule's own words: the message carries pieces of numbers."""
    if not finding.place.file.endswith("/identity.yaml"):
        return finding
    return replace(finding, message=rules()[finding.rule].title, advice="对照身份证、户口簿核对")
