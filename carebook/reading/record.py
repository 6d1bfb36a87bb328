"""The base of every typed record."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import msgspec

#: A calendar day. The name leaves ``date`` free for fields of that name.
Day: TypeAlias = dt.date


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value made from checked data.

    Unknown fields are refused: a record that passed its schema and does not fit here is a bug, found at once.
    """
