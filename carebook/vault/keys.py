"""Who can open: age keys of people, and each person's own key wrapped for them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from carebook.vault.tokens import KEY_BYTES

#: The file beside ``identity.yaml`` that holds the person's key, wrapped.
WRAP = "identity.key.age"
#: The file in a data folder with the demo key. Whoever has the folder can read its identities, which are invented.
DEMO_FILE = "DEMO-KEY.txt"
#: Published with the program, so it protects nothing; a township with a real division code is refused with it.
DEMO_KEY = "AGE-SECRET-KEY-1FLQ2RX3AFFF8W3LK2LQ5ZA9JFHUNMNF957EC8CELWQ59DYRT9DNSXPM0ER"
DEMO_PUBLIC = "age1k0k52fhd7p766dx8wx2f8xw56qm8gmw259hrwkp4qs9kag76zyjs7yy4ex"
_SECRET = re.compile(r"^\s*(AGE-SECRET-KEY-1[0-9A-Z]+)\s*$", re.MULTILINE)
_STANZA = re.compile(rb"^-> X25519 ", re.MULTILINE)


class KeyFault(Exception):  # noqa: N818 - it tells a state, which may be no fault
    """A key that cannot be used."""


@dataclass(frozen=True)
class Keys:
    """The secret keys at hand (texts ``AGE-SECRET-KEY-1…``).

    ``demo`` allows the demo key where it lies in the data folder; ``wraps`` is another data folder to look for
    wrapped keys in, for townships that do not keep them in git.
    """

    secrets: tuple[str, ...] = ()
    demo: bool = True
    wraps: Path | None = None

    @cached_property
    def identities(self) -> list[x25519.Identity]:
        """The keys, ready to open."""
        return [x25519.Identity.from_str(secret) for secret in self.secrets]

    @property
    def public(self) -> list[str]:
        """The public keys that belong to them."""
        return [str(identity.to_public()) for identity in self.identities]


def secrets(text: str) -> tuple[str, ...]:
    """The secret keys in the text of a key file.

    Raises:
        KeyFault: there is none, or one is damaged.
    """
    found = tuple(_SECRET.findall(text))
    try:
        usable = len(Keys(found).identities)
    except IdentityError as fault:
        raise KeyFault from fault
    if not usable:
        raise KeyFault
    return found


def new_secret() -> tuple[str, str]:
    """Make a secret key and its public key."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_public(text: str) -> bool:
    """Whether a text is a public key."""
    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def wrap(key: bytes, recipients: Sequence[str]) -> str:
    """Lock a person's key for public keys: text in armour; never twice the same."""
    locked: bytes = encrypt(key, [x25519.Recipient.from_str(one) for one in recipients], armored=True)
    return locked.decode()


def unwrap(text: str, keys: Keys) -> bytes:
    """A person's key.

    Raises:
        KeyFault: none of the keys opens it, or it is damaged.
    """
    try:
        key: bytes = decrypt(text.encode(), list(keys.identities))
    except DecryptError as fault:
        raise KeyFault from fault
    if len(key) != KEY_BYTES:
        raise KeyFault
    return key


def readers(text: str) -> int | None:
    """For how many public keys a person's key is wrapped; None if the text is damaged."""
    lines = text.strip().splitlines()
    try:
        raw = base64.b64decode("".join(lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        return None
    return len(_STANZA.findall(raw.partition(b"\n---")[0])) if raw.startswith(b"age-encryption.org/") else None
