"""Render jobs: pure and picklable. A job carries all it needs; ``render`` gives the bytes of one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carebook.writers import docx, page, pdf, weasy
from carebook.writers.paper import Paper

Engine = Literal["typst", "weasyprint"]
FORMATS = ("pdf", "docx", "html")


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One paper in one format.

    ``path`` is relative to the output folder. ``stylesheet`` is how a page finds its style from where it lies.
    """

    path: str
    format: str
    paper: Paper
    home: Path
    engine: Engine = "typst"
    stylesheet: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What decides the bytes: jobs with the same key give the same file."""
        return (self.format, self.engine, self.paper.digest, self.stylesheet)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """The print of one site page, by WeasyPrint. ``base`` holds the style sheets the page names."""

    path: str
    html: str
    base: Path
    home: Path

    @property
    def key(self) -> tuple[str, ...]:
        """What decides the bytes; the style sheets below ``base`` are the same in every tree."""
        return ("print", self.html)


Job = PaperJob | PrintJob


def render(job: Job) -> bytes:
    """Make one file.

    Raises:
        MissingGlyph: a character of the paper is in no font.
    """
    if isinstance(job, PrintJob):
        return weasy.print_page(job.html, job.base, job.home)
    if job.format == "docx":
        return docx.render(job.paper, job.home)
    if job.format == "html":
        return page.render(job.paper, job.stylesheet)
    if job.engine == "weasyprint":
        return weasy.print_paper(job.paper, job.home)
    return pdf.render(job.paper, job.home)
