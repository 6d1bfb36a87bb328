"""From format 1 (one file for a year, statuses in the profile) to format 2 (one file for each act, statuses derived).

Pure: texts by path in, texts by path out. What the older format did not know is not made up: who recorded an entry is
``unknown``; acts that only the statuses told of are told again in ``doubts``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import yaml

from carebook.migration import dated
from carebook.migration.courses import acts
from carebook.migration.text import Cut, Piece, UnreadableError, cut, joined, remarks_in
from carebook.records.entry import UNKNOWN
from carebook.records.kinds import file_name

#: The lists of the yearly files, and the kind of entry each becomes.
_LISTS: Mapping[str, str] = {
    "follow_ups": "visit",
    "ratings": "rating",
    "checkups": "checkup",
    "incidents": "incident",
    "emergencies": "emergency",
    "alarms": "alarm",
    "medication_changes": "medication-change",
    "aids": "aid",
    "referrals": "referral",
    "roll_calls": "roll-call",
    "meetings": "meeting",
    "exchanges": "exchange",
    "patrols": "patrol",
    "screenings": "screening",
    "comparisons": "comparison",
    "bulletins": "bulletin",
    "supervision": "supervision",
    "responses": "joint-response",
    "clues": "clue",
    "publicity": "publicity",
    "inspections": "inspection",
    "talks": "talk",
    "sanctions": "sanction",
    "transfers": "transfer",
    "reports": "report",
}
#: The field that says the day, where it is not ``date``.
_DAYS = {
    "screening": "reported_on",
    "bulletin": "issued_on",
    "supervision": "opened_on",
    "clue": "found_on",
    "sanction": "since",
    "report": "sent_on",
    "agreement": "since",
}
_YEARLY = re.compile(r"(?:(patients|groups|villages)/([^/]+)|journal)/(20\d\d)\.yaml")
#: Files in which a value that was overwritten becomes the first of a list.
_DATED: Mapping[str, Callable[[Cut], str]] = {
    r"staff/[^/]+\.yaml": dated.staff,
    r"groups/[^/]+/group\.yaml": dated.group,
    r"patients/[^/]+/identity\.yaml": dated.identity,
}
#: Where an owner's own file lies.
_OWNERS = {
    r"patients/[^/]+": "/profile.yaml", r"groups/[^/]+": "/group.yaml", r"villages/[^/.]+": ".yaml",
}  # fmt: skip
_PROFILE = re.compile(r"patients/([^/]+)/profile\.yaml")
_GONE = ("village", "grid", "statuses", "agreements", "death")


@dataclass
class Migrated:
    """What a folder becomes: files to write, files to take away, and what somebody should look at."""

    files: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def put(self, owner: str, kind: str, pieces: Iterable[Piece | str]) -> None:
        """Write one entry below its owner's folder, with what every entry must say."""
        pieces = list(pieces)
        said = {piece.key: piece.value for piece in pieces if isinstance(piece, Piece)}
        day = str(said[_DAYS.get(kind, "date")])
        tail = [] if "recorded_on" in said else [f"recorded_on: {day}\n"]
        tail += [] if "recorded_by" in said else [f"recorded_by: {UNKNOWN}\n"]
        nth = 1
        while (path := f"{owner}/{file_name(kind, day, UNKNOWN, nth)}") in self.files:
            nth += 1
        self.files[path] = joined([*pieces, *tail])


def migrated(texts: Mapping[str, str]) -> Migrated:
    """Make files of format 1 into files of format 2.

    Args:
        texts: every record of the folder by its path; sealed values stay as they are.

    Raises:
        UnreadableError: a file cannot be read; the message begins with its path.
    """
    cuts = {path: _cut(path, text) for path, text in texts.items() if concerns(path)}
    done = Migrated()
    unused: list[str] = []
    for path, found in sorted(cuts.items()):
        if match := _YEARLY.fullmatch(path):
            owner = f"{match[1]}/{match[2]}" if match[1] else "township"
            done.removed.append(path)
            unused += _year(done, owner, found, match[3])
    for path, found in sorted(cuts.items()):
        if match := _PROFILE.fullmatch(path):
            years = [one for name, one in sorted(cuts.items()) if name.startswith(f"patients/{match[1]}/20")]
            _profile(done, match[1], found, years)
    for path, found in sorted(cuts.items()):
        done.files.update((path, newer(found)) for shape, newer in _DATED.items() if re.fullmatch(shape, path))
    if "township.yaml" in cuts:
        done.files["township.yaml"] = _township(cuts["township.yaml"], unused)
    for path in cuts:
        _keep_remarks(done, path, texts)
    return done


def _keep_remarks(done: Migrated, path: str, texts: Mapping[str, str]) -> None:
    """Comments beside what is worked out now, or beside nothing that is left, go to the end of the owner's file."""
    if path not in done.files and path not in done.removed:
        return
    shape = next((one for one in _OWNERS if re.match(one, path)), "")
    owner = "/".join(path.split("/")[:2]) if shape else ""
    target = f"{owner}{_OWNERS[shape]}" if shape else "township.yaml"
    kept = "".join(text for name, text in done.files.items() if name.startswith(owner))
    lost = [one for one in remarks_in(texts[path]) if one not in kept]
    if lost:
        before = done.files.get(target) or texts.get(target, "")
        done.files[target] = before.rstrip("\n") + "\n" + "".join(f"{one}\n" for one in lost)


def concerns(path: str) -> bool:
    """Whether a file of the older format is written anew or taken away; no file that is new has such a path."""
    shapes = (*_DATED, r"villages/[^/]+\.yaml", _YEARLY.pattern, _PROFILE.pattern, r"township\.yaml")
    return any(re.fullmatch(shape, path) for shape in shapes)


def _cut(path: str, text: str) -> Cut:
    try:
        return cut(text)
    except (yaml.YAMLError, UnreadableError) as fault:
        said = str(fault).splitlines()[0] if str(fault) else "读不出来"
        raise UnreadableError(f"{path}：{said}") from fault


def _year(done: Migrated, owner: str, found: Cut, year: str) -> list[str]:
    """The entries of one yearly file; the runs of numbers without documents come back as text.

    What stands above and beside keys that are no more goes to the next entry.
    """
    waiting = found.head
    for piece in found.pieces:
        waiting += piece.remarks()
        if piece.key in _LISTS:
            for pieces in found.items.get(piece.key, ()):
                _entry(done, owner, _LISTS[piece.key], [waiting, *pieces] if waiting else [*pieces])
                waiting = ""
    return [
        dated.item([pieces[0], Piece("year", f"year: {year}\n", year), *pieces[1:]])
        for pieces in found.items.get("unused_numbers", ())
    ]


def _entry(done: Migrated, owner: str, kind: str, pieces: list[Piece | str]) -> None:
    if kind == "screening":
        village = next(piece.value for piece in pieces if isinstance(piece, Piece) and piece.key == "village")
        pieces = [one for one in pieces if isinstance(one, str) or one.key != "village"]
        owner = f"villages/{village}"
    done.put(owner, kind, pieces)


def _profile(done: Migrated, patient: str, found: Cut, years: list[Cut]) -> None:
    """The profile without what is derived now, and the acts it told of as entries."""
    owner = f"patients/{patient}"
    for kind, pieces, doubt in acts(found, years):
        done.put(owner, kind, pieces)
        if doubt:
            done.doubts.append(f"{owner}：{doubt}")
    filed = found.get("filed_on")
    grid = f"    grid: {found.get('grid')}\n" if found.get("grid") else ""
    lived = f"residences:\n  - village: {found.get('village')}\n{grid}    since: {filed}\n    recorded_on: {filed}\n"
    kept: list[Piece | str] = [found.head]
    for piece in found.pieces:
        if piece.key == "village":
            kept.append(piece.comments() + lived)
        else:
            kept.append(piece.comments() if piece.key in _GONE else piece)
    done.files[f"{owner}/profile.yaml"] = joined(kept)


def _township(found: Cut, unused: list[str]) -> str:
    runs = "unused_numbers:\n" + "".join(unused) if unused else ""
    pieces = [one for one in dated.township(found) if isinstance(one, str) or one.key != "format"]
    return joined([found.head, "format: 2\n", *pieces, runs])
