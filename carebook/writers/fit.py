"""How an official document falls on its pages, decided once for the PDF and the DOCX writer.

Three rules of GB/T 9704—2012 depend on what comes out when a paper is typeset: a signature must not stand on a page
without text, and the space between lines is changed for it (7.3.5.5); the imprint stands on the last even page; the
first page shows text (7.3.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carebook.writers import vocabulary
from carebook.writers.look import LOOKS, PITCH, POINTS_PER_MM
from carebook.writers.paper import Paper
from carebook.writers.typesetter import Imprint, Typeset, typeset

#: Line pitches to try when a signature stands alone, nearest first: from 20 to 24 lines on a page.
_STEP = 0.4
_TIGHTEST, _WIDEST = 26.2, 32.0
_SLIGHT = 2  # so many steps nobody sees; beyond them, the last paragraph goes to the signature if there is one
_RESERVE = 12  # lines that may stay empty when nothing else helps
_CLOSER = 4  # steps to try for an imprint


@dataclass(frozen=True, slots=True)
class Fit:
    """How a paper falls on pages.

    ``pages`` counts all pages, that of the imprint and an empty one before it too. ``pitch`` is the distance of two
    base lines in points, for the whole paper. ``imprint`` is ``flow`` for the foot of the page on which the paper
    ends, ``own page`` for the next even page, which carries no number, and empty without an imprint.
    ``hold`` tells that no slight change of the pitch brings text to the page of the signature, so that the last
    paragraph goes there whole. ``first_page_has_text`` tells whether the text proper begins on the first page.
    ``text_pages`` counts the pages before an imprint that has its own, and before the empty one above it.
    """

    pages: int
    pitch: float
    imprint: Imprint
    hold: bool = False
    first_page_has_text: bool = True
    text_pages: int = 0


def fit(paper: Paper, home: Path) -> Fit:
    """Decide how a paper falls on its pages; ``home`` is the folder that holds ``fonts/`` and ``templates/``.

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no font.
    """
    return settle(paper, home)[0]


@lru_cache(maxsize=2)
def settle(paper: Paper, home: Path) -> tuple[Fit, bytes]:
    """The decision and the PDF that follows from it (kept: the DOCX of a paper is made right after its PDF).

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no font.
    """
    if paper.layout != "official":
        made = typeset(paper, home)
        return Fit(made.pages, LOOKS[paper.layout].pitch, ""), made.data
    pitch, hold, made = _together(paper, home)
    imprint = _imprint(paper, made)
    if imprint == "own page" and made.places["end"].page % 2 == 0:
        pitch, imprint, made = _closer(paper, home, pitch, made)
    if imprint == "own page":
        made = typeset(paper, home, pitch=pitch, imprint=imprint, hold=hold, reserve=made.reserve)
    text = made.places.get("text")
    end = made.places.get("end")
    last = end.page if end else made.pages
    return Fit(made.pages, pitch, imprint, hold, text is None or text.page == 1, last), made.data


def _alone(made: Typeset) -> bool:
    """Whether nothing stands above the signature (and the names of attachments that belong to it) on its page."""
    sign = made.places.get("sign")
    top = LOOKS["official"].margins[0] * POINTS_PER_MM
    return sign is not None and sign.page > 1 and sign.down < top + LOOKS["official"].size


def _together(paper: Paper, home: Path) -> tuple[float, bool, Typeset]:
    """The pitch nearest to that of the standard with which text stands above the signature (7.3.5.5).

    Where no slight change helps, the last paragraph is held with the signature; where there is none but the first,
    the change may be greater.
    """
    usual = typeset(paper, home)
    if not _alone(usual):
        return PITCH, False, usual
    steps = [sign * step * _STEP for step in range(1, int(_WIDEST / _STEP)) for sign in (1, -1)]
    pitches = [PITCH + step for step in steps if _TIGHTEST <= PITCH + step <= _WIDEST]
    for number, pitch in enumerate(pitches):
        if number == 2 * _SLIGHT and not _alone(typeset(paper, home, hold=True, short=True)):
            return PITCH, True, typeset(paper, home, hold=True)
        if not _alone(typeset(paper, home, pitch=pitch, short=True)):
            return pitch, False, typeset(paper, home, pitch=pitch)
    return PITCH, True, _divided(paper, home)


def _divided(paper: Paper, home: Path) -> Typeset:
    """The one paragraph there is gives its last lines to the page of the signature: its own page ends early."""
    for reserve in range(1, _RESERVE):
        if not _alone(typeset(paper, home, reserve=reserve, short=True)):
            return typeset(paper, home, reserve=reserve)
    return typeset(paper, home, hold=True)


def _closer(paper: Paper, home: Path, pitch: float, made: Typeset) -> tuple[float, Imprint, Typeset]:
    """Lines a little closer, if that makes room for the imprint on the even page where the text ends.

    It saves a sheet that would hold nothing else (5.2.3 allows lines to be adapted).
    """
    for step in range(1, _CLOSER + 1):
        tried = typeset(paper, home, pitch=pitch - step * _STEP)
        if _imprint(paper, tried) == "flow" and tried.pages <= made.pages and not _alone(tried):
            return pitch - step * _STEP, "flow", tried
    return pitch, "own page", made


def _imprint(paper: Paper, made: Typeset) -> Imprint:
    """Where the imprint goes. Of a letter it stays on the last page: it has no rules and belongs to the text."""
    foot, end = made.places.get("imprint"), made.places.get("end")
    if foot is None or end is None:
        return ""
    if vocabulary.parse(paper.body).kind == "letter" or (foot.page == end.page and foot.page % 2 == 0):
        return "flow"
    return "own page"
