"""Values that are offered as right: each is tried before it is shown.

An offer replaces one value by what was probably meant by it. It is tried in the record: it must be read back as what
it is, take an objection away, and bring none. What fails is not shown.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import yaml

from carebook.reading.parsed import Path_, grow
from carebook.reading.wording import line

#: Judges values by a schema.
Judge = Callable[[Any], Iterable[jsonschema_rs.ValidationError]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A value for a path; ``instead`` is the key beside it that was written for it by mistake."""

    path: Path_
    value: Any
    instead: str = ""

    @property
    def line(self) -> str:
        """The offer as one line of a record; of a mapping only its key, since what is below it stays."""
        if self.instead and (self.value is None or isinstance(self.value, dict)):
            return f"{self.path[-1]}:"
        return line(self.path, self.value)

    def holds(self, data: Any, judge: Judge) -> bool:
        """Whether the offer, put into the values of its record, is right as far as the schema can tell."""
        if not self._reads_back():
            return False
        changed = copy.deepcopy(data)
        holder = changed
        for step in self.path[:-1]:
            holder = holder[step]
        if self.instead:
            holder.pop(self.instead)
        if isinstance(holder, list) and self.path[-1] == len(holder):
            holder.append(self.value)
        else:
            holder[self.path[-1]] = self.value
        before, after = _objections(judge(data)), _objections(judge(changed))
        return after < before

    def _reads_back(self) -> bool:
        if self.instead and (self.value is None or isinstance(self.value, dict)):
            return True
        try:
            read = grow(self.line, "").data
        except yaml.YAMLError:
            return False
        return bool(read == ({self.path[-1]: self.value} if isinstance(self.path[-1], str) else [self.value]))


def _objections(errors: Iterable[jsonschema_rs.ValidationError]) -> set[tuple[Any, ...]]:
    """What is objected to: where, by which piece of schema, to which key; of a choice all that is said of its ways."""
    found: set[tuple[Any, ...]] = set()
    for error in errors:
        kind: Any = error.kind
        for branch in getattr(kind, "context", None) or ():
            found |= _objections(branch)
        keys = getattr(kind, "unexpected", None) or [getattr(kind, "property", "")]
        found |= {(tuple(error.instance_path), tuple(error.schema_path), str(key)) for key in keys}
    return found
