"""Open identities while a data folder is read, and say what stayed closed and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import yaml

from carebook.findings import Finding, Place
from carebook.reading.decoding import read_text
from carebook.reading.parsed import grow, plain
from carebook.reading.private_use import private_use
from carebook.reading.schema import SchemaBook
from carebook.reading.source import Source, Value, read
from carebook.vault.keys import DEMO_FILE, DEMO_KEY, DEMO_PUBLIC, WRAP, KeyFault, Keys, readers, secrets, unwrap
from carebook.vault.lock import Path_, damaged, scalars
from carebook.vault.model import Vault
from carebook.vault.tokens import Owner, TokenError, is_token

VAULT = "vault.yaml"
_DEMO = Keys((DEMO_KEY,))
_HOW = "需要看身份信息的，把密钥放好：README“密钥放在哪里”"


@dataclass(frozen=True, slots=True)
class Opened:
    """An identity as it could be read.

    ``source`` holds what could be opened; ``checked`` has in place of the rest what the schema gives as an example,
    so that everything else can be judged; ``whole`` says that nothing stayed closed.
    """

    source: Source
    checked: Source
    findings: tuple[Finding, ...]
    whole: bool


@dataclass
class Safe:
    """The keys of one data folder, while it is read.

    ``closed`` collects whom no key opened, ``exposed`` whose key the demo key opens though it is no recipient.
    """

    root: Path
    shown: str
    schemas: SchemaBook
    keys: Keys
    vault: Vault | None = None
    closed: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    unfit: dict[str, Place] = field(default_factory=dict)
    exposed: set[str] = field(default_factory=set)

    def open(self, source: Source, patient: str) -> Opened:
        """Open the values of one identity; one that is not locked is returned as it is."""
        found = list(scalars(source.node))
        locked = [path for path, node in found if is_token(node.value)]
        plain_ones = [path for path, node in found if not is_token(node.value)]
        findings = list(self._misfits(source, locked, plain_ones))
        if not locked:
            return Opened(source, source, tuple(findings), whole=True)
        owner = self._owner(patient, source, findings)
        values = dict(_opened(source, owner, locked, findings)) if owner else {}
        for path, (text, _, _) in values.items():
            place = source.place(path)
            findings += private_use(text, place.file, place.line, place.column)
        clear = replace(source, opened=tuple((path, text, quotes) for path, (text, quotes, _) in values.items()))
        rest = [path for path in locked if path not in values]
        data = _rebuilt(clear.node, (), frozenset(rest))
        result = replace(clear, data=data, cipher=source.data if rest else None)
        examples = {path: self._example(path) for path in rest}
        checked = replace(clear, data=_filled(source.data, (), {**values, **examples}))
        return Opened(result, checked if rest else result, tuple(findings), whole=not rest)

    def findings(self) -> Iterator[Finding]:
        """What is to be said when all was read: how many stayed closed, and whom the key does not fit."""
        if self.opened:
            for place in self.unfit.values():
                message = "手上的密钥打不开这个人的钥匙文件，而打得开别人的"
                yield Finding("V105", place, message, "请能打开的人运行 python3 build.py vault rewrap")
        if self.closed:
            why = (
                "手上的密钥不在收件人里" if self.unfit and not self.opened else "没有密钥"
                if not self.keys.identities else "钥匙文件缺失或打不开"
            )  # fmt: skip
            message = f"{why}，{len(self.closed)} 人的身份信息没有打开：检查、排期、生成照常，姓名处显示编号"
            yield Finding("V101", Place(f"{self.shown}/{VAULT}"), message, _HOW)

    def _misfits(self, source: Source, locked: list[Path_], plain_ones: list[Path_]) -> Iterator[Finding]:
        """A plain value where all should be locked, or a locked one where nobody says who can open it."""
        if self.vault and plain_ones:
            message = f"身份信息是明文（{len(plain_ones)} 处），不能提交：谁拿到仓库谁就能看"
            yield Finding("V102", source.place(plain_ones[0]), message, "python3 build.py vault lock")
        if locked and self.vault is None:
            message = "身份信息是密文，却没有可用的 vault.yaml，打不开"
            yield Finding("V104", source.place(locked[0]), message, f"git checkout {self.shown}/{VAULT}")

    def _owner(self, patient: str, source: Source, findings: list[Finding]) -> Owner | None:
        """The person's key; None where it cannot be had, which is then counted."""
        if self.vault is None:
            self.closed.add(patient)
            return None
        text = self._wrap(patient)
        place = Place(source.shown.replace("identity.yaml", WRAP))
        if text is None:
            self.closed.add(patient)
            if self.vault.keys_in_git:
                message = "缺少钥匙文件，这个人的身份信息打不开"
                advice = f"git checkout -- {place.file}；确已销毁的用 python3 build.py vault shred 留下记录"
                findings.append(Finding("V104", place, message, advice))
            return None
        self._count(text, place, findings)
        self._try_demo(text, patient)
        try:
            key = unwrap(text, self.keys)
        except KeyFault:
            self.closed.add(patient)
            if self.keys.identities:
                self.unfit[patient] = place
            return None
        self.opened.add(patient)
        return Owner(self.vault.township, patient, key)

    def _count(self, text: str, place: Place, findings: list[Finding]) -> None:
        wanted = len({one.key for one in self.vault.recipients}) if self.vault else 0
        found = readers(text)
        if found is None:
            findings.append(Finding("V104", place, "钥匙文件坏了", f"git checkout -- {place.file}"))
        elif found != wanted:
            message = f"钥匙文件是给 {found} 把公钥的，{VAULT} 里却有 {wanted} 把"
            advice = "请能打开的人运行 python3 build.py vault rewrap"
            findings.append(Finding("V110", place, message, advice))

    def _try_demo(self, text: str, patient: str) -> None:
        """Whether a key that was wrapped for the demo key still is, though the demo key was taken off the list."""
        if self.vault and DEMO_PUBLIC not in {one.key for one in self.vault.recipients}:
            with suppress(KeyFault):
                unwrap(text, _DEMO)
                self.exposed.add(patient)

    def _wrap(self, patient: str) -> str | None:
        for folder in filter(None, (self.root, self.keys.wraps)):
            text, _ = read_text(folder / "patients" / patient / WRAP, folder, WRAP)
            if text is not None:
                return text
        return None

    def _example(self, path: Path_) -> Value:
        found = self.schemas.field("patient.identity", path)
        examples: list[Value] = found.get("examples", []) if found else []
        return examples[0] if examples else ""


def open_safe(root: Path, schemas: SchemaBook, shown: str, keys: Keys) -> Safe:
    """Read who can open, and take the demo key where it lies in the folder and is allowed."""
    vault: Vault | None = None
    if (root / VAULT).exists():
        source, _ = read(root / VAULT, root, f"{shown}/{VAULT}")
        value = schemas.check(source, "vault")[0] if source else None
        vault = msgspec.convert(value, Vault) if value is not None else None
    text = read_text(root / DEMO_FILE, root, DEMO_FILE)[0] if keys.demo and vault else None
    if text is not None:
        try:
            keys = replace(keys, secrets=(*keys.secrets, *secrets(text)))
        except KeyFault:
            text = None
    return Safe(root, shown, schemas, keys, vault)


def _opened(
    source: Source, owner: Owner, locked: list[Path_], findings: list[Finding]
) -> Iterator[tuple[Path_, tuple[str, str | None, Value]]]:
    """Each value that opens: its text, its quotes, and what it says."""
    for path in locked:
        node = source.find(path)
        try:
            typed = owner.open(path, str(node.value) if isinstance(node, yaml.ScalarNode) else "")
        except TokenError:
            findings.append(damaged(source.place(path), path))
            continue
        yield path, _said(typed)


def _said(typed: str) -> tuple[str, str | None, Value]:
    if typed[:1] not in {'"', "'"}:
        return typed, None, plain(typed)
    if typed[0] == '"' and "\\" not in typed:
        return typed[1:-1], '"', typed[1:-1]
    node = grow(typed, "").node
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else typed
    return text, typed[0], text


_NOTHING = object()


def _rebuilt(node: yaml.Node, path: Path_, closed: frozenset[Path_]) -> Any:
    """The values of a tree without those that stayed closed."""
    if isinstance(node, yaml.MappingNode):
        pairs = {str(key.value): _rebuilt(sub, (*path, str(key.value)), closed) for key, sub in node.value}
        return {key: value for key, value in pairs.items() if value is not _NOTHING}
    if isinstance(node, yaml.SequenceNode):
        items = [_rebuilt(sub, (*path, index), closed) for index, sub in enumerate(node.value)]
        return [item for item in items if item is not _NOTHING]
    if path in closed or not isinstance(node, yaml.ScalarNode):
        return _NOTHING
    return node.value if node.style else plain(node.value)


def _filled(data: Any, path: Path_, values: dict[Path_, Any]) -> Any:
    """The values of the file with others in the place of tokens."""
    if isinstance(data, dict):
        return {key: _filled(sub, (*path, key), values) for key, sub in data.items()}
    if isinstance(data, list):
        return [_filled(sub, (*path, index), values) for index, sub in enumerate(data)]
    found = values.get(path, data)
    return found[2] if isinstance(found, tuple) else found
