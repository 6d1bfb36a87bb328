"""Paper to PDF: typeset by Typst, then packed."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from carebook.writers.fit import settle
from carebook.writers.paper import Paper
from carebook.writers.typesetter import typeset


def render(paper: Paper, home: Path) -> bytes:
    """Typeset a paper; ``home`` is the folder that holds ``fonts/`` and ``templates/``.

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no shipped font.
    """
    return _packed(settle(paper, home)[1] if paper.layout == "official" else typeset(paper, home).data)


def _packed(data: bytes) -> bytes:
    """The same document with its many small objects, most of them tags, in compressed streams."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
