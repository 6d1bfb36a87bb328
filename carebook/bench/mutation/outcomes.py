"""What became of each mutant, as mutmut notes it beside the mutated files."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Outcome(Enum):
    """What became of a mutant that was drawn."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMEOUT = "timeout"
    #: No test calls the function.
    UNTOUCHED = "untouched"
    #: It ended otherwise (a crash, an interruption), so nothing is known.
    UNKNOWN = "unknown"
    #: The time was over before its turn.
    WAITING = "waiting"


#: By the exit code of pytest, of a signal, or mutmut's own; any other says nothing about the tests.
_BY_CODE = {
    None: Outcome.WAITING,
    0: Outcome.SURVIVED,
    1: Outcome.KILLED,
    3: Outcome.KILLED,
    5: Outcome.UNTOUCHED,
    33: Outcome.UNTOUCHED,
    24: Outcome.TIMEOUT,
    -24: Outcome.TIMEOUT,
    36: Outcome.TIMEOUT,
    152: Outcome.TIMEOUT,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change in one file that was drawn, and what became of it."""

    name: str
    path: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed: where, and the lines that differ, ``-`` before and ``+`` after."""

    path: str
    line: int
    changed: tuple[str, ...]


def noted(tree: Path) -> dict[str, dict[str, int | None]]:
    """Exit codes by file and name of the mutant; a file that was being written when the time was over is left out."""
    folder = tree / "mutants"
    found = {}
    for path in sorted(folder.rglob("*.meta")):
        try:
            found[path.relative_to(folder).as_posix().removesuffix(".meta")] = _codes(path)
        except ValueError:
            continue
    return found


def _codes(path: Path) -> dict[str, int | None]:
    codes: dict[str, int | None] = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return codes


def drawn(sample: Mapping[str, str], codes: Mapping[str, Mapping[str, int | None]]) -> list[Mutant]:
    """The mutants of a sample (name to file) with what became of them."""
    return [
        Mutant(name, path, _BY_CODE.get(codes.get(path, {}).get(name), Outcome.UNKNOWN))
        for name, path in sorted(sample.items(), key=lambda one: (one[1], one[0]))
    ]


def survivors(root: Path, mutants: Iterable[Mutant], differences: Mapping[str, str]) -> Iterator[Survivor]:
    """Those that survived, with the line of the file and what was changed there."""
    for one in mutants:
        if one.outcome is Outcome.SURVIVED:
            difference = differences.get(one.name, "")
            changed = tuple(
                line for line in difference.splitlines() if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"}
            )
            yield Survivor(one.path, _line(root / one.path, one.name, difference), changed)


def _line(path: Path, name: str, difference: str) -> int:
    """The line of the file that was changed: mutmut counts from the comments above the function."""
    text = path.read_text("utf-8")
    start, end = _function(text, name)
    hunk = re.search(r"^@@ -(\d+)", difference, re.MULTILINE)
    before, _, _ = difference.partition("\n-")[2].partition("\n")
    context = difference[: difference.index("\n-")].splitlines() if "\n-" in difference else []
    skipped = sum(line.startswith(" ") for line in context)
    expected = start + (int(hunk[1]) if hunk else 1) - 1 + skipped
    lines = text.splitlines()
    same = [number for number in range(start, end + 1) if lines[number - 1].strip() == before.strip()]
    return min(same, key=lambda number: abs(number - expected), default=start)


def _function(text: str, name: str) -> tuple[int, int]:
    """First and last line of the function that a mutant was made of: ``m.x_f__mutmut_1`` or ``m.xǁCǁf__mutmut_1``."""
    *_, owner, function = re.split(r"\.x_|ǁ", "." + name.rpartition("__mutmut_")[0])
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and node.name == owner:
            return _function_in(node.body, function)
    return _function_in(ast.parse(text).body, function)


def _function_in(body: list[ast.stmt], function: str) -> tuple[int, int]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            return node.lineno, node.end_lineno or node.lineno
    return 1, 1
