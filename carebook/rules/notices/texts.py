"""The texts of official documents, line by line, with the spot of every character in its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carebook.findings import Finding, Place
from carebook.reading.source import Source
from carebook.records.official import Notice
from carebook.rules.world import World


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A long text of a notice: ``name`` is how people call it, ``path`` where it stands in the file."""

    notice: Notice
    source: Source
    path: tuple[str | int, ...]
    name: str
    text: str

    def place(self, line: int, column: int) -> Place:
        """Where a character stands in the file; line and column of the text count from 0."""
        return self.source.inside(self.path, line, column)

    def finding(self, code: str, line: int, column: int, message: str, advice: str = "") -> Finding:
        """A finding at one character."""
        return Finding(code, self.place(line, column), message, advice)


def notices(world: World) -> Iterator[tuple[Notice, Source]]:
    """Every notice with its file, by id."""
    for key, notice in sorted(world.registry.notices.items()):
        yield notice, world.registry.sources[f"notices/{key}.yaml"]


def texts(notice: Notice, source: Source) -> Iterator[NoticeText]:
    """The body of a notice and of each attachment."""
    yield NoticeText(notice, source, ("body",), "正文", notice.body)
    for index, attachment in enumerate(notice.attachments):
        path = ("attachments", index, "body")
        yield NoticeText(notice, source, path, f"附件{index + 1}", attachment.body)


def all_texts(world: World) -> Iterator[NoticeText]:
    """The long texts of all notices."""
    for notice, source in notices(world):
        yield from texts(notice, source)


def around(text: str, start: int, end: int, width: int = 6) -> str:
    """A piece of a line, with a few characters on both sides."""
    return text[max(0, start - width) : end + width].strip()
