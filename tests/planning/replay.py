"""A plan played back: its visits written into the records as if each had been made on its day."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Set as AbstractSet
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from carebook.planning.model import Appointment
from carebook.records import codes
from carebook.records.kinds import file_name, kind_of

#: What an appointment can be for: the kinds of the entries that are written of it.
KINDS = frozenset({"visit", "rating", "checkup", "meeting", "exchange"})
#: What is not said of a planned visit: it goes as the one before it went.
_NOT_AGAIN = {"lost", "death", "withdrawn"}
_TOGETHER = {"visit", "meeting"}
Entry = dict[str, Any]


class _Plain(yaml.SafeDumper):
    """Values that are the same are written out each time: records know no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Whether to write a value out."""
        return True


def replay(data: Path, appointments: Iterable[Appointment], phoned: AbstractSet[str]) -> None:
    """Write the entry of every appointment.

    Args:
        data: the data folder; files are added to it.
        appointments: the plan.
        phoned: the ids of those that are telephone calls.
    """
    last: dict[tuple[str, str], Entry] = {}
    for path in sorted(data.glob("*/*/20??/*.yaml")):
        spot = kind_of(path.relative_to(data).as_posix())
        if spot is not None and spot.kind.name in KINDS:
            entry: Entry = yaml.safe_load(path.read_text("utf-8"))
            if spot.kind.name != "visit" or "sheet" in entry:
                last[spot.id, spot.kind.name] = entry
    samples = {kind: entry for (_, kind), entry in last.items()}
    for one in sorted(appointments, key=lambda a: a.day):
        entry = _entry(one, last.get((one.subject, one.kind), samples[one.kind]), phoned)
        owner = data / ("groups" if one.subject == one.group else "patients") / one.subject
        names = (file_name(one.kind, f"{one.day}", entry["recorded_by"], nth) for nth in range(1, 100))
        path = next(path for path in map(owner.joinpath, names) if not path.exists())
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.dump(entry, Dumper=_Plain, allow_unicode=True, sort_keys=False), "utf-8")


def _entry(one: Appointment, before: Entry, phoned: AbstractSet[str]) -> Entry:
    """The entry of an appointment, made as the one before it was."""
    entry = {key: copy.deepcopy(value) for key, value in before.items() if key not in _NOT_AGAIN}
    days = [key for key, value in entry.items() if isinstance(value, date) and key.endswith(("date", "_on"))]
    entry |= dict.fromkeys(days, one.day)
    if "next_date" in entry:
        entry["next_date"] = one.day + timedelta(days=1)
    if "members" in entry or one.kind in _TOGETHER:
        entry["members"] = ["guardian" if m.startswith("guardian:") else m for m in one.members]
    if one.kind == "visit":
        entry["mode"] = codes.PHONE if one.id in phoned else codes.HOME_VISIT
        if one.id in phoned:
            del entry["sheet"]
    return entry
