"""Where the user's secret key lies: the one place that looks for it."""

from __future__ import annotations

import os
from pathlib import Path

from carebook.cli.stop import Stop
from carebook.vault.keys import KeyFault, Keys, secrets

VARIABLE = "CAREBOOK_KEY_FILE"
#: What the variable says to work without any key, the demo key included.
NONE = "none"
_WITHOUT = f"没有密钥也能检查、排期、生成，只是不显示姓名：{VARIABLE}={NONE} python3 build.py check"


def usual_place() -> Path:
    """Where the key lies unless the variable says otherwise."""
    return Path.home() / ".config" / "carebook" / "key.txt"


def key_file() -> Path | None:
    """The key file that is to be used; None if there is to be none or none is there."""
    named = os.environ.get(VARIABLE, "")
    if named == NONE:
        return None
    if named:
        return Path(named)
    usual = usual_place()
    return usual if usual.is_file() else None


def user_keys() -> Keys:
    """The secret keys of the user.

    Raises:
        Stop: a file was named and is not there, or holds no key.
    """
    path = key_file()
    if path is None:
        return Keys(demo=os.environ.get(VARIABLE, "") != NONE)
    try:
        return Keys(secrets(path.read_text("utf-8")))
    except OSError as fault:
        raise Stop(
            f"密钥文件 {path} 读不出来（{fault.strerror}）。{_WITHOUT}；密钥丢了怎么办见 docs/vault.md"
        ) from fault
    except (KeyFault, UnicodeDecodeError) as fault:
        raise Stop(f"{path} 不是密钥文件：里面应有一行 AGE-SECRET-KEY-1……。{_WITHOUT}") from fault
