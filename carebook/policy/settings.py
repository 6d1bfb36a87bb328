"""Read one file of settings below the ``policies`` folder: present or not, right or wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from carebook.findings import Finding
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from carebook.reading.source import read

Settings = TypeVar("Settings", bound=Record)


def load_settings(
    policies: Path, file: str, schemas: SchemaBook, schema: str, kind: type[Settings]
) -> tuple[Settings | None, tuple[Finding, ...]]:
    """Read ``file`` below ``policies`` and hold it to its schema.

    Returns:
        The settings, None if there is no such file or it is wrong; and what is wrong with it.
    """
    path = policies / file
    if not path.is_file():
        return None, ()
    source, found = read(path, policies, f"policies/{file}")
    if source is None:
        return None, found
    value, problems = schemas.check(source, schema)
    return (msgspec.convert(value, kind) if value is not None else None), (*found, *problems)
