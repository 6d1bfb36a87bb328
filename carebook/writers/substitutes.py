"""Which characters of the papers come from another font than their role asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from carebook.writers import fonts, vocabulary
from carebook.writers.paper import Paper
from carebook.writers.tree import Element

NAMES = {
    "fang": "仿宋",
    "hei": "黑体",
    "kai": "楷体",
    "song": "宋体",
    "biaosong": "小标宋",
    "wide": "宋体扩展",
    "rare": "宋体生僻字",
}
_ROLES = {"h1": "biaosong", "h2": "hei", "h3": "kai", "th": "hei", "caption": "hei", "b": "hei"}
_KINDS = {
    "mark": "biaosong",
    "mark-suffix": "biaosong",
    "secrecy": "hei",
    "urgency": "hei",
    "attachment-label": "hei",
    "lead": "kai",
    "hei": "hei",
    "kai": "kai",
    "song": "song",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Substitute:
    """Characters, in order of code point, that a role's font lacks, and the role whose font draws them."""

    role: str
    drawn_by: str
    characters: str

    def __str__(self) -> str:
        """One Chinese clause."""
        shown = {"shipped": f"随产品的{NAMES[self.role]}", "": "另加的字体"} | NAMES
        return f"{NAMES[self.role]}没有“{self.characters}”，用{shown[self.drawn_by]}"


def substitutes(papers: Iterable[Paper], home: Path) -> tuple[Substitute, ...]:
    """Everything that is drawn by a font other than that of its role.

    Raises:
        VocabularyError: the body of a paper is outside the vocabulary.
    """
    found: dict[tuple[str, str], set[str]] = {}
    seen: set[tuple[str, str]] = set()
    plain = fonts.everywhere(home)
    for paper in papers:
        if plain.issuperset(map(ord, paper.body)):
            continue
        pairs = set(_pairs(vocabulary.parse(paper.body), "fang")) - seen
        seen |= pairs
        for role, char in pairs:
            by = fonts.drawn_by(char, role, home)
            if by != role:
                found.setdefault((role, by), set()).add(char)
    return tuple(Substitute(*key, "".join(sorted(chars))) for key, chars in sorted(found.items()))


def _pairs(element: Element, role: str) -> Iterator[tuple[str, str]]:
    """Each character with the role it is set in."""
    role = _KINDS.get(element.kind) or _ROLES.get(element.tag, role)
    for child in element.children:
        if isinstance(child, str):
            yield from ((role, char) for char in set(child))
        else:
            yield from _pairs(child, role)
