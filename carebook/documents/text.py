"""The body of an official document: plain paragraphs, whose numbering decides the level.

GB/T 9704—2012 7.3.3: ``一、`` (黑体), ``（一）`` (楷体), ``1.`` and ``（1）`` (仿宋). A numbered paragraph that goes on
after its first sentence keeps the heading face for that sentence only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from carebook.audience.placeholders import BLOCKS, CALL, filled
from carebook.records.numbering import head

#: Level: element of a heading, face of a heading that runs on into its paragraph.
_HEADINGS = {1: ("h2", "hei"), 2: ("h3", "kai")}
_SENTENCE = re.compile(r"([^。]*。)(.+)", re.DOTALL)


def body(text: str, words: Mapping[str, str], blocks: Mapping[str, Markup]) -> Markup:
    """Turn the text of a record into the HTML vocabulary.

    Args:
        text: one paragraph a line; empty lines are passed over.
        words: placeholders inside sentences, by name.
        blocks: placeholders that stand alone on a line, by name.
    """
    found = []
    for line in text.splitlines():
        paragraph = line.strip()
        call = CALL.fullmatch(paragraph)
        if call and call[1] in BLOCKS:
            found.append(blocks[call[1]])
        elif paragraph:
            found.append(_paragraph(paragraph, words))
    return Markup("\n").join(found)


def _paragraph(text: str, words: Mapping[str, str]) -> Markup:
    found = head(text)
    if found is None or found.level not in _HEADINGS:
        return Markup("<p>{}</p>").format(filled(text, words))
    tag, face = _HEADINGS[found.level]
    if text.endswith("。") and text.count("。") == 1:  # a sentence, no heading: it need not stay with what follows
        return Markup('<p><span class="{}">{}</span></p>').format(face, filled(text, words))
    run_in = _SENTENCE.fullmatch(text)
    if run_in is None:
        return Markup("<{0}>{1}</{0}>").format(Markup(tag), filled(text, words))  # noqa: S704 - a constant
    first, rest = (filled(part, words) for part in run_in.groups())
    return Markup('<p><span class="{}">{}</span>{}</p>').format(face, first, rest)
