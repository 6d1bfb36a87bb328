"""Change one value in the text of an identity, leaving all other lines as they were typed."""

from __future__ import annotations

import json
import re

import yaml

from carebook.reading.schema import SchemaBook
from carebook.reading.source import Source
from carebook.reading.wording import flow
from carebook.vault.lock import Path_, read_plain
from carebook.vault.store import VaultError

_STEP = re.compile(r"[^.\[\]]+")


def steps(words: str) -> Path_:
    """Read a field as people write it: ``guardians.0.phone``, ``phones[0]``, ``relatives.1.phone``."""
    return tuple(int(step) if step.isdigit() else step for step in _STEP.findall(words))


def with_value(text: str, shown: str, words: str, value: str, schemas: SchemaBook) -> str:
    """The text with a field set.

    Raises:
        VaultError: there is no such field, or it is a whole group of fields.
        LockFault: the text cannot be read.
    """
    path = steps(words)
    field = schemas.field("patient.identity", path)
    if field is None or path == ("patient",):
        raise VaultError(f"没有字段“{words}”；例如 name、guardians[0].phone、phones[0]，全部见字段表", code=2)
    if field.get("type") in {"object", "array"}:
        raise VaultError(f"“{words}”是一组字段，写到具体的一项，例如 {words}{_inside(field)}", code=2)
    typed = value if field.get("type") == "integer" or field.get("format") == "date" else flow(value)
    source = read_plain(text, shown)
    lines = text.split("\n")
    node = source.find(path)
    if isinstance(node, yaml.ScalarNode):
        _put(lines, node, typed if not _in_list(path) else _quoted(value, typed))
    else:
        _add(lines, source, path, value, typed)
    return "\n".join(lines)


def _inside(field: object) -> str:
    return "[0]" if isinstance(field, dict) and field.get("type") == "array" else ".name"


def _in_list(path: Path_) -> bool:
    return isinstance(path[-1], int)


def _quoted(value: str, typed: str) -> str:
    return typed if typed != value else json.dumps(value, ensure_ascii=False)


def _put(lines: list[str], node: yaml.ScalarNode, typed: str) -> None:
    start, end = node.start_mark, node.end_mark
    line = lines[start.line]
    blank = " " if not node.value and not node.style and not line[: start.column].endswith(" ") else ""
    lines[start.line] = line[: start.column] + blank + typed + line[end.column :]


def _add(lines: list[str], source: Source, path: Path_, value: str, typed: str) -> None:
    """Add a field that is not written yet: at the end of what it stands in."""
    above = source.find(path[:-1])
    if isinstance(above, yaml.SequenceNode) and path[-1] == len(above.value):
        _append(lines, above, _quoted(value, typed))
    elif isinstance(above, yaml.MappingNode) and above.value and not _opens(lines, above, "{"):
        key = above.value[0][0].start_mark
        last = max(_ends(node) for pair in above.value for node in pair)
        lines.insert(last + 1, f"{' ' * key.column}{path[-1]}: {typed}")
    elif above is None and path[1:] == (0,):
        _add(lines, source, path[:1], value, f"[{_quoted(value, typed)}]")
    elif above is None and len(path) == 2:  # noqa: PLR2004 - a group and one of its fields
        last = _ends(source.node)
        lines[last + 1 : last + 1] = [f"{path[0]}:", f"  {path[1]}: {typed}"]
    else:
        raise VaultError("这一处要连同别的行一起改，请用 python3 build.py vault edit", code=2)


def _append(lines: list[str], above: yaml.SequenceNode, typed: str) -> None:
    last = above.value[-1]
    line = lines[last.end_mark.line]
    if not _opens(lines, above, "["):
        lines.insert(_ends(last) + 1, f"{' ' * above.start_mark.column}- {typed}")
    else:
        lines[last.end_mark.line] = f"{line[: last.end_mark.column]}, {typed}{line[last.end_mark.column :]}"


def _opens(lines: list[str], node: yaml.Node, sign: str) -> bool:
    """Whether a list or mapping is written on one line, in brackets."""
    return lines[node.start_mark.line][node.start_mark.column :].startswith(sign)


def _ends(node: yaml.Node) -> int:
    """The last line that holds something of a node; where a block ends, the parser is already further down."""
    if isinstance(node, yaml.MappingNode) and node.value:
        return max(_ends(one) for pair in node.value for one in pair)
    if isinstance(node, yaml.SequenceNode) and node.value:
        return max(_ends(one) for one in node.value)
    return int(node.start_mark.line)


def without(text: str, shown: str, words: str) -> str:
    """The text without a field that stands on a line of its own.

    Raises:
        VaultError: it is not there, or shares its line or has lines below.
    """
    path = steps(words)
    source = read_plain(text, shown)
    above, node = source.find(path[:-1]), source.find(path)
    lines = text.split("\n")
    if not isinstance(node, yaml.ScalarNode) or not isinstance(above, yaml.MappingNode):
        raise VaultError(f"“{words}”没有写，或者不是单独一行；请用 python3 build.py vault edit", code=2)
    line = lines[node.start_mark.line]
    if not re.match(rf"\s*{re.escape(str(path[-1]))}\s*:", line):
        raise VaultError(f"“{words}”和别的内容在同一行，请用 python3 build.py vault edit", code=2)
    del lines[node.start_mark.line]
    return "\n".join(lines)
