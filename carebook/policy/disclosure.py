"""By when a document that is to be public must be published: ``policies/publication/national.yaml``."""

from __future__ import annotations

from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.records.record import Record
from carebook.records.schema import SchemaBook
from carebook.records.source import read


class Disclosure(Record, frozen=True):
    """The limit: ``working_days`` after the day of the document, for documents of one ``attribute``."""

    number: str
    article: str
    quote: str
    working_days: int
    attribute: str

    @property
    def source(self) -> str:
        """How what is derived from it names its source."""
        return f"{self.number}{self.article}"


def load_disclosure(policies: Path, schemas: SchemaBook) -> tuple[Disclosure | None, tuple[Finding, ...]]:
    """Read the limit below the ``policies`` folder.

    Returns:
        The limit, None if there is no such file or it is wrong; and what is wrong with it.
    """
    path = policies / "publication" / "national.yaml"
    if not path.is_file():
        return None, ()
    source, found = read(path, policies, "policies/publication/national.yaml")
    if source is None:
        return None, found
    value, problems = schemas.check(source, "publication")
    limit = msgspec.convert(value, Disclosure) if value is not None else None
    return limit, (*found, *problems)
