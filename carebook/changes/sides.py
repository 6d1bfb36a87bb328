"""The two states that are compared: a revision, and a later one or the working tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from carebook.context import Context, Home, gather
from carebook.reading.revisions import Folder, HistoryError, folder_in_git
from carebook.vault.keys import Keys

_RANGE = re.compile(r"(?P<base>[^.].*?)?(?P<dots>\.{2,3})(?P<head>.*)")


@dataclass(frozen=True, slots=True)
class Question:
    """What to compare: the data folder, how the user names it, the words ``BASE..HEAD``, the day, the keys."""

    data: Path
    shown: str
    words: str
    today: date
    keys: Keys = field(default_factory=Keys)


@dataclass(frozen=True, slots=True)
class Side:
    """One state as the user named it, and its commit; both are empty for the working tree."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states and what was gathered of them; ``old`` is None where the data folder did not exist yet."""

    before: Side
    after: Side
    old: Context | None
    new: Context


@dataclass(frozen=True, slots=True)
class _PastHome(Home):
    """The product of today with the policies of another day."""

    past: Path

    @property
    def policies(self) -> Path:
        """The policy files as they stood."""
        return self.past


def revisions(words: str) -> tuple[str, str, bool]:
    """Take ``BASE..HEAD`` apart.

    Returns:
        Base, head (empty: the working tree), and whether the base is where the two parted (three dots). Nothing
        at all means the last commit against the working tree.
    """
    found = _RANGE.fullmatch(words)
    if found is None:
        return words or "HEAD", "", False
    return found["base"] or "HEAD", found["head"], found["dots"] == "..."


@contextmanager
def sides(home: Home, question: Question) -> Iterator[Pair]:
    """Gather both states on the same day, with the program and the schemas of today.

    The policies are those of each revision where they lie in the repository of the data, else today's.

    Raises:
        HistoryError: no git, no repository, no such revision.
    """
    folder = folder_in_git(question.data)
    base, head, parted = revisions(question.words)
    first = folder.fork(base, head or "HEAD") if parted else folder.commit(base)
    second = folder.commit(head) if head else ""
    with TemporaryDirectory() as name:
        rooms = Path(name)
        old, existed = _gathered(home, question, folder, first, rooms / "before")
        if second:
            new, _ = _gathered(home, question, folder, second, rooms / "after")
        else:
            new = gather(home, question.data, question.shown, question.today, question.keys)
        yield Pair(Side(base, first), Side(head, second), old if existed else None, new)


def _gathered(home: Home, question: Question, folder: Folder, commit: str, room: Path) -> tuple[Context, bool]:
    existed = folder.export(commit, room / "data")
    past = _PastHome(home.root, _policies(home, folder, commit, room / "policies"))
    # Townships that keep wrapped keys out of git have them in the working tree only.
    keys = replace(question.keys, wraps=question.data)
    return gather(past, room / "data", question.shown, question.today, keys), existed


def _policies(home: Home, folder: Folder, commit: str, room: Path) -> Path:
    """The policies of a commit; today's if they lie elsewhere or did not exist yet."""
    try:
        mine = folder_in_git(home.policies)
    except HistoryError:
        return home.policies
    return room if mine.top == folder.top and mine.export(commit, room) else home.policies
