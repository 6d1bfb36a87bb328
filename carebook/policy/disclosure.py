"""By when a document that is to be public must be published: ``policies/publication/national.yaml``."""

from __future__ import annotations

from pathlib import Path

from carebook.findings import Finding
from carebook.policy.settings import load_settings
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook


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
    return load_settings(policies, "publication/national.yaml", schemas, "publication", Disclosure)
