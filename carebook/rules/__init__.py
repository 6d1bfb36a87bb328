"""Completeness rules: a folder for each subject, one function per rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from pkgutil import walk_packages

from carebook.findings import Finding, Severity, ordered
from carebook.records.registry import Registry
from carebook.rulebook import rules, severity
from carebook.rules.world import Check, World


def _checks() -> Iterator[Check]:
    """The rules of every file below this folder: a file that has rules names them in ``CHECKS``."""
    for found in walk_packages(__path__, f"{__name__}."):
        yield from getattr(import_module(found.name), "CHECKS", ())


CHECKS: tuple[Check, ...] = tuple(_checks())


def judge(world: World) -> tuple[Finding, ...]:
    """Apply every rule that serves a document the township follows; exempted findings are left out.

    Returns:
        Findings by file and line.
    """
    exempted = set(_exemptions(world.registry, world.today))
    silent = _silent(world)
    found = [finding for check in CHECKS for finding in check(world) if finding.rule not in silent]
    return tuple(ordered([f for f in found if (_owner(f), f.rule) not in exempted]))


def _silent(world: World) -> frozenset[str]:
    """Rules that serve only documents that the township does not follow today.

    A document speaks through the rules that serve it, and through those its obligations name.
    """
    followed = [one.policy for one in world.settings.adopted if one.since <= world.today]
    ids = {policy.id for policy in followed}
    named = {code for policy in followed for duty in policy.obligations for code in duty.rules}
    return frozenset(
        page.code for page in rules().values() if page.serves and ids.isdisjoint(page.serves) and page.code not in named
    )


def founded(judged: Iterable[Finding], unread: Iterable[Finding]) -> list[Finding]:
    """What was judged, without warnings about a patient or group of which a file could not be read.

    What such a record seems to lack may stand in that very file; to say so would send people looking for nothing.
    """
    owners = {_owner(one) for one in unread if severity(one) is Severity.ERROR}
    return [
        one for one in judged if severity(one) is Severity.ERROR or "/" not in _owner(one) or _owner(one) not in owners
    ]


def _owner(finding: Finding) -> str:
    """The record a finding belongs to: ``patients/QX-0001``, ``groups/QX-G01`` or ``township.yaml``.

    What villages and offices do is the township's: its exemptions hold for them.
    """
    file = finding.place.file
    if found := re.search(r"(?:^|/)((?:patients|groups)/[^/]+)/", file):
        return found[1]
    if re.search(r"(?:^|/)(?:villages/|township/20\d\d/)", file):
        return "township.yaml"
    return file.rpartition("/")[-1]


def _exemptions(registry: Registry, today: date) -> Iterator[tuple[str, str]]:
    """Record and rule of every exemption that still holds today."""
    owners = [(f"patients/{p.id}", p.profile.exemptions) for p in registry.patients.values()]
    owners += [(f"groups/{g.id}", g.group.exemptions) for g in registry.groups.values()]
    if registry.township:
        owners.append(("township.yaml", registry.township.exemptions))
    for owner, exemptions in owners:
        for exemption in exemptions:
            if exemption.until >= today:
                yield owner, exemption.rule
