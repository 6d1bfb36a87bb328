"""How much damage to the files of a township nobody would notice: seeded slips, each put through the whole check.

A slip that changes what a file says, and of which neither the reader, nor the schemas, nor the comparison with the last
commit, nor any rule says a word, is silent. What the reader and the comparison hear needs no further look; the rest
goes through everything, in a copy of the folder.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from carebook.changes.losses import compared
from carebook.context import Home, gather
from carebook.findings import Finding
from carebook.reading.schema import SchemaBook
from carebook.reading.source import parse
from carebook.records.kinds import kind_of

_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_KEY = re.compile(r"^[ -]*([a-z_]{3,}):", re.MULTILINE)
Slip = Callable[[random.Random, str, str], str]


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """One slip: its number, the sort, the file, and what became of it; ``line`` is the first that differs."""

    number: int
    sort: str
    file: str
    verdict: str
    line: str = ""
    seconds: float = 0.0


def measured(home: Home, data: Path, day: date, count: int, seed: int, workers: int) -> Iterator[DamagedFile]:
    """Make ``count`` slips in the files of a township and judge each.

    Args:
        home: the product's own files.
        data: the data folder; it is copied, not touched.
        day: the day everything is judged on.
        count: how many slips.
        seed: which; the same seed makes the same slips.
        workers: processes.
    """
    base = frozenset(_heard(gather(home, data, "data", day).findings))
    task = partial(_judged, home, data, day, base, seed)
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(task, range(count), chunksize=25)


def _judged(
    home: Home, data: Path, day: date, base: frozenset[tuple[str, str, str]], seed: int, number: int
) -> DamagedFile:
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - damage for a measurement
    files = sorted(path for path in data.rglob("*.yaml") if kind_of(path.relative_to(data).as_posix()))
    path, other = chance.choice(files), chance.choice(files)
    sort = chance.choice(tuple(SLIPS))
    text = path.read_bytes().decode("utf-8")
    damaged = SLIPS[sort](chance, text, other.read_bytes().decode("utf-8"))
    file, start = path.relative_to(data).as_posix(), time.process_time()
    verdict = _verdict(home, data, day, base, file, text, damaged)
    return DamagedFile(number, sort, file, verdict, _line(text, damaged), time.process_time() - start)


def _verdict(
    home: Home, data: Path, day: date, base: frozenset[tuple[str, str, str]], file: str, text: str, damaged: str
) -> str:
    """``same`` if the file says what it said, ``heard`` if somebody says a word, else ``silent``."""
    spot = kind_of(file)
    now, said = parse(damaged, file)
    if said or now is None or spot is None:
        return "heard"
    old, _ = parse(text, file)
    if old is None or old.data == now.data:
        return "same"
    locked = file.endswith("identity.yaml")
    if not locked and SchemaBook(home.schemas).check(now, spot.kind.schema)[1]:
        return "heard"
    if any(compared(old, now, file)):
        return "heard"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data, Path(folder) / "data"))
        (copy / file).write_text(damaged, "utf-8")
        return "heard" if _heard(gather(home, copy, "data", day).findings) - base else "silent"


def _heard(findings: Sequence[Finding]) -> set[tuple[str, str, str]]:
    return {(one.rule, one.place.file, one.message) for one in findings}


def _line(text: str, damaged: str) -> str:
    pairs = zip(text.split("\n"), [*damaged.split("\n"), *[""] * text.count("\n")], strict=False)
    return next((f"{old.strip()} → {new.strip()}" for old, new in pairs if old != new), "")


def _byte(chance: random.Random, text: str, _other: str) -> str:
    raw = bytearray(text.encode("utf-8"))
    raw[chance.randrange(len(raw))] = chance.randrange(32, 127)
    return raw.decode("utf-8", "replace")


def _lines(change: Callable[[random.Random, list[str], list[str]], None]) -> Slip:
    def slip(chance: random.Random, text: str, other: str) -> str:
        lines = text.split("\n")
        change(chance, lines, other.split("\n"))
        return "\n".join(lines)

    return slip


def _drop(chance: random.Random, lines: list[str], _other: list[str]) -> None:
    del lines[chance.randrange(len(lines))]


def _double(chance: random.Random, lines: list[str], _other: list[str]) -> None:
    spot = chance.randrange(len(lines))
    lines.insert(spot, lines[spot])


def _swap(chance: random.Random, lines: list[str], _other: list[str]) -> None:
    spot = chance.randrange(max(1, len(lines) - 1))
    lines[spot : spot + 2] = reversed(lines[spot : spot + 2])


def _paste(chance: random.Random, lines: list[str], other: list[str]) -> None:
    lines.insert(chance.randrange(len(lines)), chance.choice(other))


def _indent(chance: random.Random, lines: list[str], _other: list[str]) -> None:
    spot = chance.randrange(len(lines))
    lines[spot] = chance.choice(("  ", " ", "\t")) + lines[spot] if chance.random() < 1 / 2 else lines[spot][1:]


def _cut(chance: random.Random, text: str, _other: str) -> str:
    return text[: chance.randrange(len(text))]


def _key(chance: random.Random, text: str, _other: str) -> str:
    found = list(_KEY.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    spot = chance.randrange(one.start(1), one.end(1))
    return text[:spot] + chance.choice("abcdefghijklmnopqrstuvwxyz") + text[spot + 1 :]


def _digit(chance: random.Random, text: str, _other: str) -> str:
    found = list(_DIGIT.finditer(text))
    if not found:
        return text
    spot = chance.choice(found).start()
    return text[:spot] + chance.choice("0123456789") + text[spot + 1 :]


def _day(chance: random.Random, text: str, _other: str) -> str:
    found = list(_DAY.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return f"{text[: one.start()]}20{chance.randrange(10, 30)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}{text[one.end() :]}"


#: The sorts of slips, by the name under which the table lists them.
SLIPS: Mapping[str, Slip] = {
    "一个字节": _byte, "少一行": _lines(_drop), "多一行": _lines(_double), "两行对调": _lines(_swap),
    "贴进别处的一行": _lines(_paste), "缩进": _lines(_indent), "截断": _cut, "键错一个字母": _key, "一个数字": _digit,
    "一个日期": _day,
}  # fmt: skip


def table(found: Sequence[DamagedFile]) -> str:
    """The shares by sort as a Markdown table, the whole in the last row."""
    rows = ["| 损坏 | 处数 | 没有改变内容 | 说出来了 | 没有人说 | 没有人说的占比 |", "|---|---|---|---|---|---|"]
    for sort in (*SLIPS, "合计"):
        those = [one for one in found if sort in {one.sort, "合计"}]
        count = Counter(one.verdict for one in those)
        share = f"{100 * count['silent'] / len(those):.2f}%" if those else "—"
        rows.append(f"| {sort} | {len(those)} | {count['same']} | {count['heard']} | {count['silent']} | {share} |")
    return "\n".join(rows)
