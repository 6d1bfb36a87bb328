"""Lock the identities of the demo township, with keys that everybody can make again."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from carebook.vault.keys import DEMO_FILE, DEMO_KEY, DEMO_PUBLIC, WRAP, Keys
from carebook.vault.model import Recipient, Vault
from carebook.vault.safe import VAULT
from carebook.vault.store import Store, put, vault_text
from carebook.vault.tokens import Owner

_BEGUN = date(2026, 11, 1)
_TEXT = f"""\
# 演示密钥：随程序公开，人人都有，什么也保护不了。
# 只为打开“清溪乡”虚构人物的身份信息；真实的乡镇用它，检查和生成都会拒绝（V106）。
# 自己的密钥：python3 build.py vault init --help
{DEMO_KEY}
"""


def lock_demo(out: Path, township: str) -> None:
    """Lock every identity under ``out`` for the demo key, which is laid beside them.

    Keys of persons follow from their ids, and so do the locked values. Wrapping a key is never twice the same, so a
    wrapped key that lies there and opens to the same key stays.
    """
    recipient = Recipient(name="演示密钥", role="demo", key=DEMO_PUBLIC, since=_BEGUN)
    vault = Vault(township=township, recipients=(recipient,))
    store = Store(out, out.name, Keys((DEMO_KEY,)), vault)
    files = {out / VAULT: vault_text(vault), out / DEMO_FILE: _TEXT}
    for patient in store.patients():
        key = hashlib.sha512(f"carebook demo {township} {patient}".encode()).digest()
        owner = Owner(township, patient, key)
        files[store.path(patient)] = store.locked(owner, store.text(patient))
        files[store.path(patient, WRAP)] = store.wrapped(owner)
    put(files)
