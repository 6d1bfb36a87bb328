"""Examples of rules: what is written in the base township, and whether a rule then speaks.

The first example of a rule stands on its page in the rule book, where users read it. A rule that can be broken in more
than one way, or that something may silence, has further ones in ``tests/rules/branches``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from carebook.rulebook import Rule
from tests.rules.borrowed import TODAY, Township

#: A change of the base township; it gives back the file in which something changed.
Edit = Callable[[Township], str]
#: Findings on reading a file: with one of these a record is not there at all, and every rule about it is silent.
_UNREAD = ("F", "Y")


@dataclass(frozen=True)
class Example:
    """One way to write something, and what a rule says of it.

    ``at`` is the file in which the rule speaks: empty where it is the one that was changed first, None where the rule
    must be silent. ``said`` is a part of its message, ``line`` a part of the line it points to.
    """

    code: str
    case: str
    edits: tuple[Edit, ...]
    at: str | None = ""
    said: str = ""
    line: str = ""
    today: date = TODAY

    def __str__(self) -> str:
        """The name of the test."""
        return f"{self.code} {self.case}"

    def check(self, township: Township) -> None:
        """Write it, and hear the rule speak, or not."""
        files = [edit(township) for edit in self.edits]
        found = township.findings(self.today)
        assert self.code.startswith(_UNREAD) or [f for f in found if f.rule.startswith(_UNREAD)] == []
        told = [f for f in found if f.rule == self.code]
        if self.at is None:
            assert told == []
        else:
            file = self.at or files[0]
            spots = [f.place.line for f in told if f.place.file == f"data/{file}" and self.said in f.message]
            assert spots, told
            assert not self.line or township.line_of(file, self.line) in spots


def of_page(page: Rule) -> Example:
    """The example on a rule's page."""
    example = page.example
    return Example(page.code, "page", (swap(example.file, example.right, example.wrong),), example.at)


def tells(code: str, case: str, *edits: Edit, at: str = "", said: str = "", line: str = "", today: str = "") -> Example:
    """An example in which a rule speaks."""
    return Example(code, case, edits, at, said, line, _day(today))


def silent(code: str, case: str, *edits: Edit, today: str = "") -> Example:
    """An example in which a rule must not speak, though it is near to it."""
    return Example(code, case, edits, None, today=_day(today))


def _day(today: str) -> date:
    return date.fromisoformat(today) if today else TODAY


def swap(file: str, right: str, wrong: str) -> Edit:
    """Write something else at one spot; the whole file where there was none."""

    def edit(township: Township) -> str:
        township.swap(file, right, wrong)
        return file

    return edit


def add(file: str, text: str) -> Edit:
    """Write something at the end of a file."""

    def edit(township: Township) -> str:
        township.write(file, township.read(file) + text)
        return file

    return edit


def cut(file: str, begin: str, end: str = "") -> Edit:
    """Leave out a part of a file: from ``begin`` up to ``end``, which stays; without ``end`` all that follows."""

    def edit(township: Township) -> str:
        text = township.read(file)
        start = text.index(begin)
        township.write(file, text[:start] + (text[text.index(end, start) :] if end else ""))
        return file

    return edit


def entry(owner: str, kind: str, day: str, text: str = "", by: str = "QX-S02") -> Edit:
    """Record one more thing that happened."""
    return lambda township: township.enter(owner, kind, day, text, by)


def new(file: str, text: str) -> Edit:
    """Write a new file."""

    def edit(township: Township) -> str:
        township.write(file, text)
        return file

    return edit


def gone(file: str) -> Edit:
    """Take a file away."""

    def edit(township: Township) -> str:
        township.remove(file)
        return file

    return edit


def redated(file: str, day: str) -> Edit:
    """Let something have happened on another day."""
    return lambda township: township.redate(file, day)
