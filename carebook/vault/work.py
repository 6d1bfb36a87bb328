"""What is done to a vault: lock, recipients, new keys, destruction. Everything is computed before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.vault.keys import WRAP, KeyFault, is_public, unwrap
from carebook.vault.lock import LockFault, read_plain
from carebook.vault.model import Recipient, Vault
from carebook.vault.safe import VAULT
from carebook.vault.store import IDENTITY, Store, VaultError, is_locked, plain_spots, put, vault_text

_IGNORE = f"# 每人的钥匙文件不进仓库，另外分发和备份；见 docs/vault.md\n{WRAP}\n"


def begin(store: Store) -> list[str]:
    """Write ``vault.yaml`` and lock everybody; return their ids.

    Raises:
        VaultError: an identity cannot be locked; then nothing was written.
    """
    files = _locked_files(store, store.patients())
    extra = {} if store.vault.keys_in_git else {store.data / ".gitignore": _IGNORE}
    put({store.data / VAULT: vault_text(store.vault), **extra, **files})
    return store.patients()


def lock_all(store: Store, patients: Iterable[str]) -> list[str]:
    """Lock what is not locked yet; return whose identity that was.

    A person without a key gets one: for that no secret key is needed, so that everybody can add a person.
    """
    waiting = [one for one in patients if _plain(store, one)]
    put(_locked_files(store, waiting))
    return waiting


def _plain(store: Store, patient: str) -> bool:
    try:
        return plain_spots(store.text(patient), store.shown_path(patient)) > 0
    except LockFault as fault:
        raise VaultError("这份身份信息读不出来，先改好", fault.findings) from fault


def _locked_files(store: Store, patients: Iterable[str]) -> dict[Path, str]:
    files: dict[Path, str] = {}
    faults: list[Finding] = []
    for patient in patients:
        try:
            owner = store.owner(patient)
            files[store.path(patient, WRAP)] = store.wrapped(owner)
            files[store.path(patient)] = store.locked(owner, store.text(patient))
        except VaultError as fault:
            faults += fault.findings
            if not fault.findings:
                raise
    if faults:
        raise VaultError("有身份信息还不能加密，先改好；什么也没有写", faults)
    return files


def rewrap(store: Store) -> int:
    """Wrap every key anew for the recipients of today; return how many."""
    owners = [store.owner(one) for one in store.patients()]
    put({store.path(one.patient, WRAP): store.wrapped_anew(one) for one in owners})
    return len(owners)


def add_recipient(store: Store, recipient: Recipient) -> int:
    """Let one more public key open everything.

    Raises:
        VaultError: the name or key is there already, or the key is none, or the keys at hand open not all.
    """
    if not is_public(recipient.key):
        raise VaultError(f"“{recipient.key}”不是公钥；公钥以 age1 开头，共 62 个字符", code=2)
    if any(recipient.name == one.name or recipient.key == one.key for one in store.vault.recipients):
        raise VaultError("收件人里已经有这个名称或这把公钥", code=2)
    return _with(store, (*store.vault.recipients, recipient))


def remove_recipient(store: Store, name: str) -> int:
    """Wrap keys so that one recipient opens nothing that is new from now on.

    Raises:
        VaultError: there is no such recipient, or nobody would be left.
    """
    rest = tuple(one for one in store.vault.recipients if name not in {one.name, one.key})
    if len(rest) == len(store.vault.recipients):
        names = "、".join(one.name for one in store.vault.recipients)
        raise VaultError(f"收件人里没有“{name}”；有：{names}", code=2)
    if not rest:
        raise VaultError("这是最后一名收件人，撤掉以后谁也打不开；先 vault add-recipient", code=2)
    return _with(store, rest)


def _with(store: Store, recipients: tuple[Recipient, ...]) -> int:
    vault = Vault(township=store.vault.township, recipients=recipients, keys_in_git=store.vault.keys_in_git)
    new = changed(store, vault=vault)
    owners = [store.owner(one) for one in store.patients()]
    put({new.path(one.patient, WRAP): new.wrapped_anew(one) for one in owners})
    put({store.data / VAULT: vault_text(vault)})
    return len(owners)


def rotate(store: Store, patients: Iterable[str]) -> list[str]:
    """Give persons new keys and lock their identities with them; return their ids."""
    files: dict[Path, str] = {}
    done = []
    for patient in patients:
        plain, owner = store.plain(patient), store.new_owner(patient)
        files[store.path(patient, WRAP)] = store.wrapped_anew(owner)
        files[store.path(patient)] = store.locked(owner, plain)
        done.append(patient)
    put(files)
    return done


def save(store: Store, patient: str, plain: str) -> bool:
    """Lock a changed identity and put it in place; whether anything changed. Unchanged values keep their tokens."""
    owner = store.owner(patient)
    locked = store.locked(owner, plain)
    if store.path(patient).is_file() and store.text(patient) == locked:
        return False
    put({store.path(patient, WRAP): store.wrapped(owner), store.path(patient): locked})
    return True


def shred(store: Store, patient: str, *, reason: str, by: str, day: date) -> None:
    """Destroy a person's key and identity in this folder, and leave a record of it.

    Raises:
        VaultError: there is no such person.
    """
    if not store.path(patient).is_file():
        raise VaultError(f"没有 {store.shown_path(patient)}；编号写得对吗？", code=2)
    said = [f"patient: {patient}", f"date: {day.isoformat()}"]
    said += [f"reason: {json.dumps(reason, ensure_ascii=False)}", f"by: {by}"]
    head = "# 身份信息已经销毁；这里只留日期、理由和决定人\n"
    put({store.path(patient, "tombstone.yaml"): head + "\n".join(said) + "\n"})
    for name in (WRAP, IDENTITY):
        store.path(patient, name).unlink(missing_ok=True)


def standing(store: Store) -> list[dict[str, object]]:
    """How each person's identity stands: locked or not, and whether the keys at hand open it."""
    return [_stands(store, patient) for patient in store.patients()]


def _stands(store: Store, patient: str) -> dict[str, object]:
    text, wrapped = store.text(patient), store.path(patient, WRAP)
    locked = is_locked(text, store.shown_path(patient))
    state = "plain" if not locked else "no-key-file" if not wrapped.is_file() else "closed"
    if state == "closed":
        try:
            unwrap(wrapped.read_text("utf-8"), store.keys)
            state = "open"
        except KeyFault:
            pass
    return {"patient": patient, "state": state}


def values(store: Store, patient: str) -> dict[str, object]:
    """The identity as plain values.

    Raises:
        VaultError: it cannot be opened.
    """
    data = read_plain(store.plain(patient), store.shown_path(patient)).data
    return msgspec.convert(data, dict[str, object])
