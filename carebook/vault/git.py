"""The vault and git: no plain identity in a commit, plain diffs for those who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from carebook.findings import Finding, Place
from carebook.reading.revisions import Folder, HistoryError, folder_in_git, git
from carebook.vault.keys import DEMO_KEY
from carebook.vault.lock import LockFault, read_plain, scalars
from carebook.vault.safe import VAULT
from carebook.vault.store import Store, VaultError, is_locked, plain_spots
from carebook.vault.tokens import TokenError, is_token

_IDENTITY = re.compile(r"(?P<data>(?:.*/)?)patients/[^/]+/identity\.yaml")
_SECRET = re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_HOOK = "#!/bin/sh\n# 明文的身份信息、私钥不能提交；由 python3 build.py vault hooks 写出\nexec python3 build.py vault guard\n"
_TEXTCONV = "python3 build.py vault textconv"


def guard(data: Path) -> Iterator[Finding]:
    """What may not be committed of what is staged: plain identities, secret keys.

    Raises:
        VaultError: this is no git repository.
    """
    folder = _folder(data)
    names = git(folder.top, "diff", "--cached", "--name-only", "-z", "--diff-filter=ACMR").stdout
    for name in filter(None, names.decode("utf-8", "surrogateescape").split("\0")):
        content = git(folder.top, "show", f":{name}").stdout
        yield from _staged(folder, name, content)


def _staged(folder: Folder, name: str, content: bytes) -> Iterator[Finding]:
    for found in _SECRET.finditer(content):
        if found[0] != DEMO_KEY.encode():
            line = content.count(b"\n", 0, found.start()) + 1
            advice = f"git rm --cached {name}；已经提交过的，这把密钥作废，换一把"
            yield Finding("V102", Place(name, line), "这里有私钥，私钥不能提交", advice)
    match = _IDENTITY.fullmatch(name)
    if match and git(folder.top, "cat-file", "-e", f":{match['data']}{VAULT}").returncode == 0:
        try:
            count = plain_spots(content.decode("utf-8", "replace"), name)
        except LockFault as fault:
            yield from fault.findings
            return
        if count:
            message = f"身份信息是明文（{count} 处），不能提交"
            yield Finding("V102", Place(name), message, "python3 build.py vault lock，再 git add")


def textconv(store: Store, text: str) -> str:
    """An identity of any commit as plain text, as far as the keys at hand open it; else as it lies there."""
    shown = "identity.yaml"
    if not is_locked(text, shown):
        return text
    try:
        source = read_plain(text, shown)
        data = source.data if isinstance(source.data, dict) else {}
        owner = store.owner(str(data.get("patient")))
    except (LockFault, VaultError):
        return text
    for path, node in scalars(source.node):
        if is_token(node.value):
            try:
                text = text.replace(node.value, owner.open(path, node.value))
            except TokenError:
                continue
    return text


def install(data: Path) -> list[str]:
    """Set up the hook and the diff driver in the repository; return what was done, as sentences.

    Raises:
        VaultError: this is no git repository.
    """
    folder = _folder(data)
    git(folder.top, "config", "diff.carebook.textconv", _TEXTCONV)
    said = ["git diff 从此显示身份信息的明文（只对有密钥的人）"]
    where = git(folder.top, "rev-parse", "--git-path", "hooks/pre-commit").stdout.decode().strip()
    hook = folder.top / where
    if hook.exists() and hook.read_text("utf-8", "replace") != _HOOK:
        return [*said, f"{hook} 已有别的内容，没有动它；请在里面加一行：python3 build.py vault guard || exit 1"]
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(_HOOK, "utf-8")
    hook.chmod(0o755)
    return [*said, "提交前自动检查：明文的身份信息和私钥不能提交"]


def _folder(data: Path) -> Folder:
    try:
        return folder_in_git(data)
    except HistoryError as fault:
        raise VaultError(f"{fault}。", code=2) from fault
