"""A small township with locked identities, for tests of the vault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from carebook.context import Context, gather
from carebook.reading.schema import SchemaBook
from carebook.vault.keys import Keys, new_secret
from carebook.vault.model import Recipient, Vault
from carebook.vault.store import Store, open_store
from carebook.vault.work import begin
from tests.townships import BASE, HOME, TODAY

PLAIN = (BASE / "patients/QX-0001/identity.yaml").read_text("utf-8")
IDENTITY = "patients/QX-0001/identity.yaml"
OTHER = "patients/QX-0002/identity.yaml"
SECRET, PUBLIC = new_secret()
SECOND_SECRET, SECOND = new_secret()
BOOK = SchemaBook(HOME.schemas)


def recipient(name: str, key: str) -> Recipient:
    """A recipient of the office."""
    return Recipient(name=name, role="office", key=key, since=date(2026, 11, 1))


@dataclass(frozen=True)
class Township:
    """A data folder whose identities are locked for two keys."""

    data: Path

    def store(self, *secrets: str) -> Store:
        """Its vault, with the first key at hand unless others are named."""
        return open_store(self.data, "data", BOOK, Keys(secrets or (SECRET,)))

    def context(self, *secrets: str) -> Context:
        """Read and judge it with these keys; without any, nobody's identity opens."""
        return gather(HOME, self.data, "data", TODAY, Keys(secrets))

    def found(self, code: str, *secrets: str) -> list[str]:
        """Spots and messages of one rule."""
        return [f"{f.place} {f.message}" for f in self.context(*secrets).findings if f.rule == code]

    def text(self, file: str) -> str:
        """The text of a file."""
        return (self.data / file).read_text("utf-8")

    def swap(self, file: str, old: str, new: str) -> None:
        """Change one spot of a file."""
        text = self.text(file)
        assert old in text
        (self.data / file).write_text(text.replace(old, new, 1), "utf-8")

    def token(self, file: str, key: str) -> str:
        """The locked value of the first line that starts with this key."""
        line = next(line for line in self.text(file).splitlines() if line.strip().startswith(f"{key}:"))
        return line.partition(": ")[2]

    def bytes(self) -> dict[str, bytes]:
        """Every file of the folder."""
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file()
        }


def locked_township(data: Path, *, keys_in_git: bool = True) -> Township:
    """Copy the base township and lock it."""
    shutil.copytree(BASE, data)
    both = (recipient("乡镇办公室", PUBLIC), recipient("卫生院", SECOND))
    vault = Vault(township="QX", recipients=both, keys_in_git=keys_in_git)
    begin(Store(data, "data", Keys((SECRET,)), vault))
    return Township(data)


def identifying(context: Context) -> set[str]:
    """Everything in a township's identities that nothing else says too and that nobody can guess."""
    found: set[str] = set()
    for file, source in context.registry.sources.items():
        if file.endswith("identity.yaml"):
            found |= {text for key, text in _texts(source.data) if key not in {"relation", "ethnicity", "patient"}}
    others = "".join(
        str(source.data) for file, source in context.registry.sources.items() if not file.endswith("identity.yaml")
    )
    return {text for text in found if len(text) > 1 and text not in others}


def _texts(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, key)
    elif isinstance(data, str):
        yield key, data
