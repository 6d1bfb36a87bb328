"""The locked identities of a data folder, to be changed: who, with which key, and how files are put in place."""

from __future__ import annotations

import json
import os
import re
import secrets as chance
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import parse
from carebook.vault.keys import DEMO_FILE, WRAP, KeyFault, Keys, secrets, unwrap, wrap
from carebook.vault.lock import LockFault, lock, read_plain, scalars, unlock
from carebook.vault.model import Vault
from carebook.vault.safe import VAULT
from carebook.vault.tokens import KEY_BYTES, Owner, is_token

IDENTITY = "identity.yaml"
_PATIENT_ID = re.compile("[A-Z][A-Z0-9-]*")
_HEAD = "# 身份信息的加密：谁能打开（公钥）。由 python3 build.py vault 写出；这里没有秘密，私钥不写在这里\n"


class VaultError(Exception):
    """What cannot be done, as a Chinese sentence; ``findings`` say where in a file."""

    def __init__(self, sentence: str, findings: Iterable[Finding] = (), code: int = 1) -> None:
        """Keep the sentence, the findings and the exit code."""
        super().__init__(sentence)
        self.findings = tuple(findings)
        self.code = code


@dataclass(frozen=True, slots=True)
class Store:
    """A data folder with a vault, and the keys at hand."""

    data: Path
    shown: str
    keys: Keys
    vault: Vault

    def patients(self) -> list[str]:
        """Ids of all whose identity is there."""
        found = self.data.glob(f"patients/*/{IDENTITY}")
        return sorted(path.parent.name for path in found if _PATIENT_ID.fullmatch(path.parent.name))

    def path(self, patient: str, name: str = IDENTITY) -> Path:
        """A file of a patient."""
        return self.data / "patients" / patient / name

    def shown_path(self, patient: str, name: str = IDENTITY) -> str:
        """The same as the user knows it."""
        return f"{self.shown}/patients/{patient}/{name}"

    def text(self, patient: str) -> str:
        """The identity as it lies in the file.

        Raises:
            VaultError: there is none, or it cannot be read.
        """
        try:
            return self.path(patient).read_bytes().decode("utf-8")
        except FileNotFoundError as fault:
            raise VaultError(f"没有 {self.shown_path(patient)}；编号写得对吗？例如 QX-0001", code=2) from fault
        except (OSError, UnicodeDecodeError) as fault:
            raise VaultError(f"读不出 {self.shown_path(patient)}") from fault

    def owner(self, patient: str) -> Owner:
        """A person's key, opened; made where there is none yet and nothing is locked with one.

        Raises:
            VaultError: it cannot be opened with the keys at hand.
        """
        path = self.path(patient, WRAP)
        if not path.is_file():
            if self.path(patient).is_file() and is_locked(self.text(patient), self.shown_path(patient)):
                raise VaultError(f"缺少 {self.shown_path(patient, WRAP)}，用 git checkout 取回")
            return self.new_owner(patient)
        try:
            return Owner(self.vault.township, patient, unwrap(path.read_text("utf-8"), self.keys))
        except (KeyFault, UnicodeDecodeError) as fault:
            has = "手上的密钥打不开" if self.keys.identities else "没有密钥，打不开"
            sentence = f"{has} {self.shown_path(patient, WRAP)}；密钥放在哪里见 README，请密钥在收件人里的人来做"
            raise VaultError(sentence) from fault

    def new_owner(self, patient: str) -> Owner:
        """A new key for a person."""
        return Owner(self.vault.township, patient, chance.token_bytes(KEY_BYTES))

    def plain(self, patient: str) -> str:
        """The identity as it was typed.

        Raises:
            VaultError: it cannot be opened.
        """
        text = self.text(patient)
        if not is_locked(text, self.shown_path(patient)):
            return text
        try:
            return unlock(text, self.owner(patient), self.shown_path(patient))
        except LockFault as fault:
            raise VaultError("有密文打不开", fault.findings) from fault

    def locked(self, owner: Owner, text: str) -> str:
        """An identity locked with a key.

        Raises:
            VaultError: the text cannot be locked.
        """
        try:
            return lock(text, owner, self.shown_path(owner.patient))
        except LockFault as fault:
            raise VaultError("这份身份信息还不能加密，先改好", fault.findings) from fault

    def wrapped(self, owner: Owner) -> str:
        """A person's key wrapped for the recipients: what lies there already if it is the same key."""
        path = self.path(owner.patient, WRAP)
        if path.is_file():
            try:
                if unwrap(path.read_text("utf-8"), self.keys) == owner.key:
                    return path.read_text("utf-8")
            except KeyFault:
                pass
        return self.wrapped_anew(owner)

    def wrapped_anew(self, owner: Owner) -> str:
        """A person's key wrapped for the recipients of today."""
        return wrap(owner.key, [one.key for one in self.vault.recipients])


def open_store(data: Path, shown: str, schemas: SchemaBook, keys: Keys) -> Store:
    """Open the vault of a data folder.

    Raises:
        VaultError: there is none, or it is broken.
    """
    path = data / VAULT
    if not path.is_file():
        raise VaultError(f"{shown} 还没有启用加密（没有 {VAULT}）；先运行 python3 build.py vault init --help", code=2)
    source, findings = parse(path.read_bytes().decode("utf-8", "replace"), f"{shown}/{VAULT}")
    value, faults = schemas.check(source, "vault") if source else (None, ())
    if value is None:
        raise VaultError(f"{VAULT} 写得不对，先改好", agreed(findings, source, faults) if source else findings)
    demo = data / DEMO_FILE
    if keys.demo and demo.is_file():
        keys = replace(keys, secrets=(*keys.secrets, *secrets(demo.read_text("utf-8"))))
    return Store(data, shown, keys, msgspec.convert(value, Vault))


def is_locked(text: str, shown: str) -> bool:
    """Whether any value of an identity is locked."""
    try:
        return any(is_token(node.value) for _, node in scalars(read_plain(text, shown).node))
    except LockFault:
        return False


def plain_spots(text: str, shown: str) -> int:
    """How many values of an identity are not locked.

    Raises:
        LockFault: it cannot be read.
    """
    return sum(not is_token(node.value) for _, node in scalars(read_plain(text, shown).node))


def vault_text(vault: Vault) -> str:
    """``vault.yaml`` as it is written."""
    lines = [f"township: {vault.township}"]
    if not vault.keys_in_git:
        lines.append("keys_in_git: false")
    lines.append("recipients:")
    for one in vault.recipients:
        lines += [f"  - name: {json.dumps(one.name, ensure_ascii=False)}", f"    role: {one.role}"]
        lines += [f"    key: {one.key}", f"    since: {one.since.isoformat()}"]
    return _HEAD + "\n".join(lines) + "\n"


def put(files: Mapping[Path, str]) -> None:
    """Write files, each whole or not at all; one that is the same already is not touched.

    Raises:
        VaultError: a file cannot be written.
    """
    for path, text in files.items():
        content = text.encode("utf-8")
        if path.is_file() and path.read_bytes() == content:
            continue
        beside = path.parent / f".{path.name}.new-{os.getpid()}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as fault:
            beside.unlink(missing_ok=True)
            raise VaultError(f"写不了 {path}：{fault.strerror}") from fault
