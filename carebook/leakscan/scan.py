"""The last look: no tree is published that holds what its readers may not see (精神卫生法 第四条).

Every file of every tree is read as ``extract`` reads it and searched for every identifying value in the data. One hit,
and nothing is written at all. A finding names file, kind of value and record, never the value.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from carebook.audience.scope import narrowed
from carebook.audience.trees import Tree
from carebook.findings import Finding, Place
from carebook.leakscan.extract import ExtractedText, Unreadable, pieces
from carebook.leakscan.identifying import WORDS, Value, allowed, identifying
from carebook.leakscan.spelling import PART, SURE, WORD, Finder
from carebook.policy.audiences import Audiences
from carebook.processes import pool_of
from carebook.records.registry import Registry
from carebook.rulebook import rules

REPORT = "public-scan.json"
_PUBLIC = "public"
_MOST = 50
_WORTH_A_POOL = 200
_TOOLS = ("pyahocorasick", "pikepdf", "pypdfium2", "fonttools")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to look into; ``thorough`` opens every object of a PDF, else its pages only."""

    path: Path
    thorough: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look into a file found: (number of the value, how sure, where); or why it could not be read."""

    hits: frozenset[tuple[int, int, str]] = frozenset()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """All values by their numbers, and words that are nobody."""

    keys: tuple[Key, ...]
    neutral: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a look is made on: the township's records, the schemas, who may see what, and the day of the data."""

    registry: Registry
    schemas: Path
    audiences: Audiences
    today: date


def scan(ground: Ground, new: Path, trees: Sequence[Tree], workers: int) -> tuple[list[Finding], dict[str, bytes]]:
    """Look into all trees below ``new``.

    Returns:
        What was found where it must not be (then nothing may be published), and if nothing was, the report by its
        file name.
    """
    found = identifying(ground.registry, ground.schemas)
    sought = _sought(found, ground.audiences.not_names)
    there = [tree for tree in trees if (new / tree.folder).is_dir()]
    banned = {tree.folder: _banned(ground, tree, found, sought) for tree in there}
    held = {tree.folder: _files(new / tree.folder) for tree in there if banned[tree.folder]}
    seen = _look(sought, held, workers)
    finder = Finder(sought.keys, sought.neutral)
    findings: list[Finding] = []
    for tree in there:
        for file, task in held.get(tree.folder, {}).items():
            spot = f"{tree.folder}/{file.relative_to(new / tree.folder).as_posix()}"
            named = frozenset((hit.index, hit.sure, "文件名") for hit in finder.find(spot))
            looked = Seen(seen[task].hits | named, seen[task].fault)
            free = banned[tree.folder] - _examples(finder, file, tree)
            findings += _told(tree, spot, looked, free, sought, found)
    report = {} if findings else {REPORT: _report(ground, held, banned, sought, found)}
    return findings[:_MOST], report


def _sought(found: Iterable[Value], words: Iterable[str]) -> Sought:
    """Each value once. The names of workers are words that are nobody: they may be a part of any page."""
    keys = dict.fromkeys((one.kind, one.text) for one in found if one.kind != "worker")
    workers = [one.text for one in found if one.kind == "worker"]
    names = tuple(key for key in keys if not (key[0] == "name" and key[1] in workers))
    return Sought(names, (*words, *workers))


def _banned(ground: Ground, tree: Tree, found: Sequence[Value], sought: Sought) -> frozenset[int]:
    """The numbers of the values that a tree must not hold."""
    may = allowed(found, narrowed(ground.registry, tree, ground.schemas, ground.today), tree)
    return frozenset(index for index, key in enumerate(sought.keys) if key not in may)


def _files(root: Path) -> dict[Path, Task]:
    """Every file of a tree with the task that looks into it: files of the same bytes share one."""
    thorough = root.name == _PUBLIC
    return {path: Task(path, thorough) for path in sorted(root.rglob("*")) if path.is_file()}


def _look(sought: Sought, held: Mapping[str, Mapping[Path, Task]], workers: int) -> dict[Task, Seen]:
    """Look into every file, each content once."""
    first: dict[tuple[str, bool], Task] = {}
    of: dict[Task, tuple[str, bool]] = {}
    for tasks in held.values():
        for task in tasks.values():
            key = (hashlib.sha256(task.path.read_bytes()).hexdigest(), task.thorough)
            of[task] = key
            first.setdefault(key, task)
    seen = dict(zip(first, _run(sought, list(first.values()), workers), strict=True))
    return {task: seen[key] for task, key in of.items()}


def _run(sought: Sought, tasks: Sequence[Task], workers: int) -> Iterator[Seen]:
    pool = pool_of(workers, partial(_ready, sought)) if workers > 1 and len(tasks) >= _WORTH_A_POOL else None
    if pool is None:
        _ready(sought)
        yield from map(look, tasks)
        return
    with pool:
        yield from pool.map(look, tasks, chunksize=max(1, len(tasks) // (workers * 8)))


_finder: list[Finder] = []


def _ready(sought: Sought) -> None:
    """Make the finder of this process."""
    _finder[:] = [Finder(sought.keys, sought.neutral)]


def look(task: Task) -> Seen:
    """Look into one file."""
    try:
        return Seen(frozenset(_found(_finder[0], pieces(task.path.read_bytes(), thorough=task.thorough))))
    except Unreadable as fault:
        return Seen(fault=str(fault))


def _found(finder: Finder, read: Iterable[ExtractedText]) -> Iterator[tuple[int, int, str]]:
    for piece in read:
        for hit in finder.find(piece.text, SURE if piece.rough else PART):
            yield hit.index, hit.sure, piece.where


def _examples(finder: Finder, file: Path, tree: Tree) -> set[int]:
    """Values that stand in the rule book itself: its invented people may bear the names of the demo's."""
    page = rules().get(file.stem) if file.parent.name == "rules" and tree.audience.id != _PUBLIC else None
    if page is None:
        return set()
    example = page.example
    said = f"{example.file}。{example.right}。{example.wrong}。{page.what}。{page.why}"
    return {hit.index for hit in finder.find(said)}


def _told(
    tree: Tree, spot: str, seen: Seen, banned: frozenset[int], sought: Sought, found: Sequence[Value]
) -> Iterator[Finding]:
    """What is wrong with one file, one finding for each kind of value and record.

    Among ourselves a name of two characters that is part of another word is nobody.
    """
    if seen.fault:
        yield Finding(
            "N892", Place(f"site/{spot}"), f"公开前的查找读不了这个文件：{seen.fault}", "检查生成它的模板或附件"
        )
    public = tree.audience.id == _PUBLIC
    told = set()
    for index, sure, where in sorted(seen.hits):
        kind, text = sought.keys[index]
        if index in banned and (public or sure >= WORD):
            told |= {(kind, one.record, where) for one in found if (one.kind, one.text) == (kind, text)}
    for kind, record, where in sorted(told):
        inside = f"，在 {where}" if where else ""
        message = f"给{tree.audience.title}的内容里有不该有的{WORDS[kind]}（{record}）{inside}；全部没有写出"
        yield Finding("N891", Place(f"site/{spot}"), message, "从文中删去，或改模板、改 policies/audiences.yaml")


def _report(
    ground: Ground,
    held: Mapping[str, Mapping[Path, Task]],
    banned: Mapping[str, frozenset[int]],
    sought: Sought,
    found: Sequence[Value],
) -> bytes:
    """What was looked at and with what; no value, no name."""
    workers = {one.text for one in found if one.kind == "worker"}
    shared = {one.text for one in found if one.kind == "name"} & workers
    trees = [
        {
            "tree": folder,
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in files),
            "values": dict(sorted(Counter(WORDS[sought.keys[i][0]] for i in banned[folder]).items())),
            "hits": 0,
        }
        for folder, files in held.items()
    ]
    facts = {
        "result": "clean",
        "data_date": ground.today.isoformat(),
        "trees": trees,
        "identities_locked": sum(one.identity is None for one in ground.registry.patients.values()),
        "names_shared_with_workers": len(shared),
        "words_that_are_no_names": len(ground.audiences.not_names),
        "tools": {"python": platform.python_version(), **{name: version(name) for name in _TOOLS}},
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()
