"""A plan played back: its visits written into the records as if each had been made on its day."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Set as AbstractSet
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from carebook.planning.model import Appointment
from carebook.records import codes

#: Where an entry is written, by what the appointment is for.
LISTS = {
    "follow_up": "follow_ups",
    "rating": "ratings",
    "checkup": "checkups",
    "meeting": "meetings",
    "exchange": "exchanges",
}
#: What is not said of a planned visit: it goes as the one before it went.
_NOT_AGAIN = {"lost", "death"}
_TOGETHER = {"follow_up", "meeting"}
_OWNERS = {"patients": "patient", "groups": "group"}
Entry = dict[str, Any]


class _Plain(yaml.SafeDumper):
    """Values that are the same are written out each time: records know no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Whether to write a value out."""
        return True


def replay(data: Path, appointments: Iterable[Appointment], phoned: AbstractSet[str], year: int) -> None:
    """Write every appointment into the journal it belongs to, one file per subject.

    Args:
        data: the data folder; its files are written anew.
        appointments: the plan.
        phoned: the ids of those that are telephone calls.
        year: the year of the month planned.
    """
    mine: dict[Path, list[Appointment]] = defaultdict(list)
    for one in appointments:
        folder = "groups" if one.subject == one.group else "patients"
        mine[data / folder / one.subject / f"{year}.yaml"].append(one)
    samples = _samples(data)
    for path, found in sorted(mine.items()):
        journal = _read(path) if path.exists() else {_OWNERS[path.parts[-3]]: path.parts[-2], "year": year}
        for one in sorted(found, key=lambda a: a.day):
            entries = journal.setdefault(LISTS[one.kind], [])
            before = [entry for entry in entries if one.kind != "follow_up" or "sheet" in entry]
            entries.append(_entry(one, before[-1] if before else samples[one.kind], phoned))
            entries.sort(key=lambda entry: entry["date"])
        path.write_text(yaml.dump(journal, Dumper=_Plain, allow_unicode=True, sort_keys=False), "utf-8")


def _read(path: Path) -> Entry:
    journal: Entry = yaml.safe_load(path.read_text("utf-8"))
    return journal


def _samples(data: Path) -> dict[str, Entry]:
    """One entry of each kind, for those who have none yet."""
    found: dict[str, Entry] = {}
    for path in sorted(data.glob("*/*/2026.yaml")):
        journal = _read(path)
        for kind, key in LISTS.items():
            for entry in journal.get(key, []):
                if kind != "follow_up" or "sheet" in entry:
                    found.setdefault(kind, entry)
    return found


def _entry(one: Appointment, before: Entry, phoned: AbstractSet[str]) -> Entry:
    """The entry of an appointment, made as the one before it was."""
    entry = {key: copy.deepcopy(value) for key, value in before.items() if key not in _NOT_AGAIN}
    days = [key for key, value in entry.items() if isinstance(value, date) and key.endswith(("date", "_on"))]
    entry |= dict.fromkeys(days, one.day)
    if "next_date" in entry:
        entry["next_date"] = one.day + timedelta(days=1)
    if "members" in entry or one.kind in _TOGETHER:
        entry["members"] = ["guardian" if m.startswith("guardian:") else m for m in one.members]
    if one.kind == "follow_up":
        entry["mode"] = codes.PHONE if one.id in phoned else codes.HOME_VISIT
        if one.id in phoned:
            del entry["sheet"]
    return entry
