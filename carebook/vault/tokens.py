"""One value under lock: AES-SIV (RFC 5297), so that the same value in the same place gives the same bytes.

Associated data are township, patient and field, so that a token opens only where it was put. The field is named
without the place in a list (``relatives[].phone``): an entry inserted above must not change the tokens below, or
every insertion would touch every line and merges would fail. What that costs is written in ``docs/vault.md``:
within one person, two entries of one list can be exchanged without the program noticing; the review sees it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

#: Bytes of a person's key: AES-256-SIV takes two keys of 32.
KEY_BYTES = 64
_PREFIX = "sealed."
_TOKEN = re.compile(r"sealed\.[A-Za-z0-9_-]+")
#: Values are filled up to a multiple of this, so that the length of a name is not to be seen.
_BLOCK = 32


class TokenError(Exception):
    """A token that does not open here: cut short, changed, or brought from another place."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose values are locked, and with what."""

    township: str
    patient: str
    key: bytes

    def seal(self, path: Sequence[str | int], typed: str) -> str:
        """Lock a value as it was typed (with its quotes) for the field a path leads to."""
        plain = typed.encode()
        plain += b"\0" * (-len(plain) % _BLOCK)
        locked = AESSIV(self.key).encrypt(plain, self._where(path))
        return _PREFIX + base64.urlsafe_b64encode(locked).decode().rstrip("=")

    def open(self, path: Sequence[str | int], token: str) -> str:
        """Return a value as it was typed.

        Raises:
            TokenError: it was not locked for this person and field, or not with this key, or is damaged.
        """
        text = token.removeprefix(_PREFIX)
        try:
            locked = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            return AESSIV(self.key).decrypt(locked, self._where(path)).rstrip(b"\0").decode()
        except (binascii.Error, InvalidTag, ValueError) as fault:
            raise TokenError from fault

    def _where(self, path: Sequence[str | int]) -> list[bytes | bytearray | memoryview]:
        return [part.encode() for part in ("carebook 1", self.township, self.patient, field_name(path))]


def field_name(path: Sequence[str | int]) -> str:
    """Name a field without places in lists: ``relatives[].phone``.

    Guardians keep the name of the field from which they came, when there was room for one only: their tokens open still.
    """
    name = ".".join("[]" if isinstance(step, int) else step for step in path).replace(".[]", "[]")
    return f"guardian.{name.removeprefix('guardians[].')}" if name.startswith("guardians[].") else name


def is_token(text: str) -> bool:
    """Whether a text is meant to be a locked value, be it damaged or not."""
    return text.startswith(_PREFIX) or _TOKEN.fullmatch(text) is not None
