"""By when a document that is to be public must be published: ``policies/publication/national.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carebook.findings import Finding
from carebook.reading.fields import fields
from carebook.reading.record import Record
from carebook.reading.source import Source

_ATTRIBUTE = ("publication", "attribute")


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


def unknown_attribute(source: Source, limit: Disclosure, schemas: Path) -> Iterator[Finding]:
    """R311: the limit is for an attribute that no document can have, so it would never hold."""
    (field,) = (one for one in fields(schemas, "notice") if one.path == _ATTRIBUTE)
    if limit.attribute not in field.schema["enum"]:
        message = f"公文的公开属性里没有“{limit.attribute}”，这个期限不起作用"
        yield Finding("R311", source.place(["attribute"]), message, f"可以写的有：{'、'.join(field.schema['enum'])}")
