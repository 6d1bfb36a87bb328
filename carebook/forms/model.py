"""Forms made ready for use: every field found in its schema, with the title under which it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Path_ = tuple[str, ...]
#: The width of a column that a form gives none.
_USUAL = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a row of a form.

    ``path`` leads from the block's record to the field, ``beside`` to those that stand with it; ``how`` names a way of
    writing them. ``when`` is the path of a field that must be written, or must not (``unless``).
    """

    path: Path_
    title: str
    beside: tuple[Path_, ...] = ()
    width: int = _USUAL
    look: str = ""
    how: str = ""
    when: Path_ = ()
    unless: bool = False

    @property
    def paths(self) -> tuple[Path_, ...]:
        """All fields that stand in it."""
        return (self.path, *self.beside)


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A table (``layout`` table), or records as titles with their words (``pairs``, ``each`` for every one by itself).

    ``of`` is the kind as policies name it, ``schema`` its schema, ``part`` the way to a record within it.
    """

    of: str
    schema: str
    columns: tuple[Column, ...]
    title: str = ""
    part: Path_ = ()
    made: str = ""
    layout: str = "table"
    lead: str = ""
    caption: str = ""
    empty: str = ""
    written: bool = False
    oldest: bool = False
    years: int = 0
    now: bool = False
    heads: bool = False


@dataclass(frozen=True, slots=True)
class FormPart:
    """A section of a paper or a page.

    A ``written`` one is there only where there are records; ``absent`` names it where there are none.
    """

    id: str
    title: str
    blocks: tuple[FormBlock, ...]
    written: bool = False
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a paper or a page (``parts``), or of a kind of record (``columns``).

    ``left_out`` are the fields it does not show, by schema; an empty path is the whole record. ``written`` are the fields
    of a kind of record that the form names itself.
    """

    name: str
    about: str = ""
    parts: tuple[FormPart, ...] = ()
    columns: tuple[Column, ...] = ()
    left_out: Mapping[str, Mapping[Path_, str]] = field(default_factory=dict)
    written: frozenset[Path_] = frozenset()


Forms = Mapping[str, Form]
#: The forms that papers and pages are made by; those of kinds of records are named by their kinds.
PaperForm = Literal["dossier", "group-page", "patient-page", "township-page", "village-page", "worker-page"]
