"""The vault of a township: who can open identities, and whose identity was destroyed.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record


class Recipient(Record, frozen=True):
    """Somebody who can open all identities: a public key and who holds the secret one."""

    name: str
    role: str
    key: str
    since: Day


class Vault(Record, frozen=True):
    """How identities of a township are locked (``vault.yaml``). No secret stands here."""

    township: str
    recipients: tuple[Recipient, ...]
    keys_in_git: bool = True


class Tombstone(Record, frozen=True):
    """A person whose identity was destroyed (个人信息保护法 第四十七条)."""

    patient: str
    date: Day
    reason: str
    by: str
