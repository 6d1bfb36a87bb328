"""By when a document that is to be public must be published: ``policies/publication/national.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carebook.findings import Finding
from carebook.policy.quotes import promised
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
    """R321: the number is not the quoted one. R311: the limit is for an attribute that no document can have, so it would never hold."""
    if quoted := promised(limit.working_days, limit.quote):
        message = f"这里写的是 {limit.working_days}个工作日，旁边引的原文是{'、'.join(sorted(quoted))}"
        yield Finding("R321", source.place(["working_days"]), message, "对照条例改正")
    (field,) = (one for one in fields(schemas, "notice") if one.path == _ATTRIBUTE)
    if limit.attribute not in field.schema["enum"]:
        message = f"公文的公开属性里没有“{limit.attribute}”，这个期限不起作用"
        yield Finding("R311", source.place(["attribute"]), message, f"可以写的有：{'、'.join(field.schema['enum'])}")
