"""Names beside ids, for the eyes of whoever holds a key: on the screen, never in a file, a pipe or a log."""

from __future__ import annotations

import re
import sys

from carebook.records.registry import Registry


def with_names(text: str, registry: Registry) -> str:
    """A text for the screen with the name of each patient and worker behind the first id of a line; else as it is.

    Names are known only where identities could be opened; in paths and options an id stays alone.
    """
    if not sys.stdout.isatty():
        return text
    known = {code: one.identity.name for code, one in registry.patients.items() if one.identity and one.identity.name}
    if not known:
        return text
    known |= {code: one.name for code, one in registry.staff.items()}
    pattern = re.compile(r"(?<![\w/-])(" + "|".join(map(re.escape, known)) + r")(?![\w/.-])")
    return "\n".join(_line(pattern, known, line) for line in text.split("\n"))


def _line(pattern: re.Pattern[str], known: dict[str, str], line: str) -> str:
    seen: set[str] = set()

    def named(found: re.Match[str]) -> str:
        first = found[1] not in seen
        seen.add(found[1])
        return f"{found[1]}（{known[found[1]]}）" if first else found[1]

    return line if "build.py" in line else pattern.sub(named, line)
