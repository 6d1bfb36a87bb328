"""What the product has to say about data: values, never exceptions.

Every part that judges data (reader, schemas, rules, papers) says what it found as a ``Finding``.
Severity, title and source of a rule stand in one place, the rule book (``carebook.rulebook``);
a finding carries only its code and what is particular to the spot.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error blocks a merge, a warning is shown, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a data file.

    ``file`` is a POSIX path as the user would type it (``data/patients/QX-0001/2026/11-20-visit-S02.yaml``);
    ``line`` and ``column`` count from 1, columns in characters.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return the spot as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which rule, where, what is wrong, and what can be done about it.

    ``message`` and ``advice`` are Chinese sentences for the person who typed the data. ``fix`` is a line that may be
    pasted: it holds only what follows from data at hand (the path, the roster, an ID number, the typed value itself),
    never an example. Where a fact is asked for that only people know, ``blank`` is the line to fill in; as it stands
    it does not pass (``carebook.reading.blanks``).
    """

    rule: str
    place: Place
    message: str
    advice: str = ""
    fix: str = ""
    blank: str = ""

    @property
    def help(self) -> tuple[tuple[str, str], ...]:
        """What can be done, each with the word that leads to it, in the order of being useful."""
        said = (("应为", self.fix), ("要填", self.blank), ("怎么办", self.advice))
        return tuple((word, text) for word, text in said if text)

    @property
    def remedy(self) -> str:
        """What can be done, in one line."""
        return "；".join(f"{word}：{text}" for word, text in self.help)

    @property
    def whole(self) -> str:
        """The message and what can be done, in one line."""
        return f"{self.message}。{self.remedy}" if self.remedy else self.message

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, line, column, then rule."""
        return (self.place.file, self.place.line, self.place.column, self.rule, self.message)


def ordered(findings: list[Finding]) -> list[Finding]:
    """Return the findings by file and line, each once."""
    return sorted(set(findings), key=lambda finding: finding.sort_key)
