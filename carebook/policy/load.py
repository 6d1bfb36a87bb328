"""Read the policy files that a township has adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.policy.model import Obligation, Policy
from carebook.records.schema import SchemaBook
from carebook.records.source import read
from carebook.records.team import Township


@dataclass(frozen=True, slots=True)
class Adopted:
    """A policy a township follows, and from which day (inclusive)."""

    policy: Policy
    since: date

    def source(self, obligation: Obligation) -> str:
        """How everything derived from an obligation names its source: ``中梁府发〔2022〕9号 三、2``."""
        return f"{self.policy.number} {obligation.article}"


def load_policies(
    folder: Path, schemas: SchemaBook, township: Township
) -> tuple[tuple[Adopted, ...], tuple[Finding, ...]]:
    """Read the adopted policies.

    Args:
        folder: the ``policies`` folder.
        schemas: the schemas.
        township: names the policies and the days of adoption.

    Returns:
        The adopted policies in the township's order, and what is wrong with their files. A policy that is
        named but has no file is the reference rules' business and is left out here.
    """
    adopted: list[Adopted] = []
    findings: list[Finding] = []
    for adoption in township.policies:
        path = folder / f"{adoption.id}.yaml"
        if not path.is_file():
            continue
        source, problems = read(path, folder, f"policies/{path.name}")
        findings.extend(problems)
        if source is None:
            continue
        value, problems = schemas.check(source, "policy")
        findings.extend(problems)
        if value is not None:
            adopted.append(Adopted(msgspec.convert(value, Policy), adoption.adopted))
    return tuple(adopted), tuple(findings)
