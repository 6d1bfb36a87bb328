"""Read the folder of forms, hold each file to its schema, and make them ready for use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import msgspec

from carebook.findings import Finding, Place
from carebook.forms.check import Names
from carebook.forms.coverage import forgotten
from carebook.forms.model import Forms, PaperForm
from carebook.forms.resolve import FOLDERS, own_kind, resolve
from carebook.forms.written import FormFile
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import read

SCHEMA = "form"


@cache
def read_forms(folder: Path, schemas: Path) -> tuple[Forms, tuple[Finding, ...]]:
    """Read all forms; once in a process.

    Args:
        folder: the ``forms`` folder.
        schemas: the folder of the schemas.

    Returns:
        The forms by name (``dossier``, ``entries/visit``), without those that are wrong; and what is wrong with them.
    """
    book = SchemaBook(schemas)
    findings: list[Finding] = []
    files: dict[str, FormFile] = {}
    for path in _files(folder):
        name = path.relative_to(folder).with_suffix("").as_posix()
        file, faults = _read(path, folder, name, book)
        findings += faults
        if file is not None:
            files[name] = file
    findings += (_gone(name) for name in get_args(PaperForm) if not (folder / f"{name}.yaml").is_file())
    forms = resolve(schemas, files)
    if not findings:
        places = {name: Place(f"forms/{name}.yaml") for name in forms}
        findings += forgotten(forms, schemas, places)
    return MappingProxyType(forms), tuple(findings)


def _gone(name: str) -> Finding:
    message = "没有这份表样，用它的文书和网页生成不了"
    return Finding("R312", Place(f"forms/{name}.yaml"), message, "从版本库里找回这个文件")


def _files(folder: Path) -> Iterator[Path]:
    for below in ("", *FOLDERS):
        yield from sorted((folder / below).glob("*.yaml"))


def _read(path: Path, folder: Path, name: str, book: SchemaBook) -> tuple[FormFile | None, tuple[Finding, ...]]:
    """One form, None if it is not to be used; and what is wrong with it."""
    source, findings = read(path, folder, f"forms/{name}.yaml")
    if source is None:
        return None, findings
    data, faults = book.check(source, SCHEMA)
    if data is None:
        return None, agreed(findings, source, faults)
    file = msgspec.convert(data, FormFile)
    unknown = tuple(Names(book.folder, file, own_kind(name), source).unknown())
    return None if unknown else file, (*agreed(findings, source, faults), *unknown)
