"""The order of blocks as every writer lays them out: signature and date belong together."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.writers.tree import Element


def blocks(parent: Element) -> Iterator[Element]:
    """What a block holds, in order.

    In an article or section, signatures and the date below them come as one element ``signing``, because the signature is centred
    over the date (GB/T 9704—2012, 7.3.5.1).
    """
    if parent.tag not in ("article", "section"):
        yield from parent.elements
        return
    signing: list[Element] = []
    for block in parent.elements:
        if block.tag == "p" and block.kind in ("signature", "date"):
            signing.append(block)
            continue
        yield from _signed(signing)
        signing = []
        yield block
    yield from _signed(signing)


def _signed(signing: list[Element]) -> Iterator[Element]:
    if signing:
        yield Element("signing", children=tuple(signing))


def width(text: str) -> float:
    """Width of a line of text in Chinese characters; digits and Latin letters count half."""
    return sum(0.5 if ord(char) < 0x2000 else 1 for char in text)  # noqa: PLR2004 - where wide signs begin
