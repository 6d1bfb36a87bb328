"""The rule book: for each rule code its title, severity, source and help page.

One YAML file per subject lies beside this module. It is the only definition of a rule's weight and
source; the code that finds a violation names nothing but the code. ``build.py explain CODE`` prints a page.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import msgspec
import yaml

from carebook.findings import Finding, Severity


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A right and a wrong way to write one spot of one file.

    ``file`` is relative to a data folder. Where it is set, the tests replace ``right`` by ``wrong`` in the
    base township and expect the rule to speak there, and not before; a file that the base township does not have is an
    act too many, written as ``wrong`` says. ``at`` is the file in which the rule speaks, where it is another one.
    """

    right: str
    wrong: str
    file: str = ""
    at: str = ""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule's page: what it asks, why, where that is written, how wrong and right look.

    ``serves`` are the policies of which at least one must be adopted; empty for law, product conventions, and rules
    that look up in the adopted policies what they ask for.
    """

    title: str
    severity: Severity
    source: str
    what: str
    why: str
    example: Example
    serves: tuple[str, ...] = ()
    code: str = ""


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in order of code."""
    found: dict[str, Rule] = {}
    folder = resources.files(__name__)
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            pages: dict[str, Any] = yaml.load(entry.read_text("utf-8"), Loader=yaml.CSafeLoader)
            for code, page in pages.items():
                if code in found:
                    raise ValueError(f"the rule {code} has two pages")
                found[code] = msgspec.convert({**page, "code": code}, Rule)
    return dict(sorted(found.items()))


def rule(code: str) -> Rule:
    """Return the page of one rule; ``KeyError`` if there is none (a bug in the code that used it)."""
    return rules()[code]


def severity(finding: Finding) -> Severity:
    """How much a finding weighs."""
    return rule(finding.rule).severity
