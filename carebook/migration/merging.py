"""Two dossiers of one person become one: entries move, what only one of the profiles says is kept, the old id lives on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.reading.source import Source, parse
from carebook.reading.wording import line
from carebook.records.aliases import FILE

_PROFILE = "profile.yaml"
_GONE = ("identity.yaml", "identity.key.age", _PROFILE)
_NTH = re.compile(r"(?:-(\d+))?\.yaml$")


class MergeError(Exception):
    """Why two dossiers cannot be merged, as a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging does: files that move (from, to), the lines that the remaining profile gains, what differs.

    ``differing`` are keys that both profiles have with different values: those of the remaining one are kept.
    """

    old: Path
    new: Path
    moves: Sequence[tuple[Path, Path]]
    added: Sequence[str]
    differing: Sequence[str]
    alias: str


def planned(data: Path, old: str, new: str, day: date, reason: str, by: str) -> Merging:
    """Plan to merge the dossier ``old`` into ``new``.

    Raises:
        MergeError: one of them is not there, cannot be read, or was merged before.
    """
    if old == new:
        raise MergeError("两个编号是同一个")
    before, after = _folder(data, old), _folder(data, new)
    first, second = _profile(before), _profile(after)
    moves = list(_moves(before, after))
    added, differing = _compared(first, second)
    values = {"patient": old, "into": new, "date": day.isoformat(), "reason": reason, "by": by}
    alias = "# 同一个人建了两份档案，这一份已并入另一份；别处写的这个编号照样认得\n"
    alias += "".join(f"{line((key,), value)}\n" for key, value in values.items())
    return Merging(before, after, moves, added, differing, alias)


def carry_out(plan: Merging) -> None:
    """Do what was planned: first what is new, then take the old away.

    Raises:
        MergeError: a file cannot be written; what was written until then stays, nothing was taken away.
    """
    try:
        for source, target in plan.moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        if plan.added:
            profile = plan.new / _PROFILE
            text = profile.read_text("utf-8")
            profile.write_text(text.rstrip("\n") + "\n" + "".join(f"{one}\n" for one in plan.added), "utf-8")
        (plan.old / FILE).write_text(plan.alias, "utf-8")
    except OSError as fault:
        raise MergeError(f"写不了 {fault.filename}：{fault.strerror}；原来的文件都还在") from fault
    for source, _ in plan.moves:
        source.unlink()
    for name in _GONE:
        (plan.old / name).unlink(missing_ok=True)
    for folder in sorted(plan.old.glob("20*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _folder(data: Path, code: str) -> Path:
    folder = data / "patients" / code
    if (folder / FILE).exists():
        raise MergeError(f"{code} 已经并入别的档案了")
    if not (folder / _PROFILE).is_file():
        raise MergeError(f"没有编号为“{code}”的患者")
    return folder


def _profile(folder: Path) -> Source:
    source, _ = parse((folder / _PROFILE).read_text("utf-8", "replace"), f"patients/{folder.name}/{_PROFILE}")
    if source is None or not isinstance(source.data, dict):
        raise MergeError(f"{folder.name} 的 {_PROFILE} 读不出来，先改好（python3 build.py check）")
    return source


def _moves(before: Path, after: Path) -> Iterator[tuple[Path, Path]]:
    """Every entry of the old dossier with its place in the new one; a second of its name gets the next number."""
    taken = {path.relative_to(after).as_posix() for path in after.glob("20*/*.yaml")}
    for path in sorted(before.glob("20*/*.yaml")):
        name = path.relative_to(before).as_posix()
        while name in taken:
            found = _NTH.search(name)
            nth = int(found[1] or 1) + 1 if found else 2
            name = _NTH.sub(f"-{nth}.yaml", name)
        taken.add(name)
        yield path, after / name


def _compared(first: Source, second: Source) -> tuple[list[str], list[str]]:
    """The lines of blocks that only the old profile has, comments included; and the keys in which both differ."""
    old, new = first.data, second.data
    if not isinstance(old, dict) or not isinstance(new, dict):
        return [], []
    lines, added = first.text.split("\n"), []
    starts = sorted((first.place((key,), key=True).line - 1, key) for key in old)
    for spot, (start, key) in enumerate(starts):
        end = starts[spot + 1][0] if spot + 1 < len(starts) else len(lines)
        if key not in new:
            added += [one for one in lines[start:end] if one.strip()]
    return added, [key for key in old if key in new and key != "patient" and old[key] != new[key]]
