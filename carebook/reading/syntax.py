"""Explain in Chinese why a text is not YAML, by finding out how it was meant.

The parser says where it stopped, which is often a line after the slip, and why, in its own terms. So the lines that
may be to blame are repaired one after the other in the ways of ``repairs``; the first repair with which the parser
gets further than before is what was meant. It is shown as the example, and reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from carebook.findings import Finding, Place
from carebook.reading.repairs import Repair, continued, general, indented, remark, specific

SHOWN_ERRORS = 20
# Each try reads the text again; a large file gets fewer tries, so that the time stays bounded.
_READ_AT_MOST = 4_000_000
_SHOWN_LENGTH = 60
_OFFERED_LENGTH = 400
LOOKED_BACK = 30


@dataclass(frozen=True, slots=True)
class ParserStop:
    """Where the parser gave up: line and column from 0, lines that may be to blame, most likely first."""

    line: int
    column: int
    anchor: int
    suspects: tuple[int, ...]


class Reader:
    """Reads a text again and again, until it has read enough."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.left = _READ_AT_MOST

    def stop(self, lines: list[str]) -> ParserStop | None:
        """Return where the parser stops in these lines; ``None`` if it does not."""
        text = "\n".join(lines)
        self.left -= len(text) + 1
        spans: list[int] = []
        parser = yaml.CSafeLoader(text)
        try:
            while parser.check_event():
                event: Any = _next(parser)
                if event.__class__ is yaml.ScalarEvent:
                    start: Any = event.start_mark
                    end: Any = event.end_mark
                    if start.line != end.line:
                        spans.append(start.line)
        except yaml.MarkedYAMLError as error:
            return _stop(error, spans, len(lines))
        except yaml.YAMLError:  # a character that is no text at all: nothing to repair
            return ParserStop(0, 0, 0, ())
        finally:
            parser.dispose()
        return None


def _next(parser: yaml.CSafeLoader) -> Any:
    return parser.get_event()


def explain_syntax(lines: list[str], shown: str) -> tuple[list[Finding], list[str]]:
    """Explain what keeps the lines of a text from being YAML.

    Returns:
        The findings, at most ``SHOWN_ERRORS``, and the lines as they were probably meant (as far as that was found).
    """
    lines = list(lines)
    reader = Reader()
    repairs: dict[int, Repair] = {}
    last: list[Finding] = []
    stop = reader.stop(lines)
    for _ in range(2 * SHOWN_ERRORS):
        if stop is None or len(repairs) == SHOWN_ERRORS:
            break
        found = _repair(reader, lines, stop)
        if not found:
            last = [] if stop.line in repairs else [_unknown(lines, stop, shown)]
            break
        spot, repair, following = found
        # Of two slips in one line the first is told: the column of the second would be that of the repaired line.
        repairs.setdefault(spot, repair)
        lines[spot] = repair.line
        if repair.code == "Y123" and following:
            break  # one wrong indentation makes all that follows look wrong
        stop = following
    if stop and len(repairs) == SHOWN_ERRORS:
        last = [Finding("Y100", Place(shown, min(stop.line + 1, len(lines))), "后面还有写法问题没有列出，先改前面的")]
    told = [
        Finding(
            repair.code,
            Place(shown, spot + 1, repair.column + 1),
            repair.reason,
            *written(spot, repair, lines[spot], sure=stop is None or stop.line > spot),
        )
        for spot, repair in repairs.items()
    ]
    return [*told, *last], lines


def written(spot: int, repair: Repair, line: str, *, sure: bool = True) -> tuple[str, str]:
    """What to do about a line, and the line as it should be; where its indentation is what matters, with it.

    A line is only offered if it could be read in that form (``sure``), and whole or not at all.
    """
    if not line.strip():
        return f"删去第 {spot + 1} 行", ""
    shifted = repair.code in {"Y122", "Y123"} or repair.shift
    return "", (line if shifted else line.strip()) if sure and len(line) <= _OFFERED_LENGTH else ""


def _unknown(lines: list[str], stop: ParserStop, shown: str) -> Finding:
    line = lines[stop.line].strip() if stop.line < len(lines) else ""
    message = f"从这里起读不下去，请检查这一行和上一行的冒号、引号、括号和缩进：“{_short(line)}”"
    if not line:
        message = "读到这里时前面还有没写完的内容，请检查上面的引号、括号和缩进"
    place = Place(shown, stop.line + 1, stop.column + 1)
    return Finding("Y129", place, message, "写法是“键: 值”，列表项是“- 值”，下一层多缩进两个空格")


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN_LENGTH else line[:_SHOWN_LENGTH] + "…"


def _stop(error: yaml.MarkedYAMLError, spans: list[int], count: int) -> ParserStop:
    problem: Any = error.problem_mark or error.context_mark
    context: Any = error.context_mark
    line, column = min(problem.line, count - 1), problem.column
    inside = context is not None and any(word in str(error.context) for word in ("simple key", "quoted", "flow"))
    anchor = context.line if inside else line
    first = [anchor] if inside else []
    order = [*first, line, *reversed(spans[-3:]), line - 1, line - 2, line - 3]
    if context is not None:
        order.append(context.line)
    if inside:
        line, column = (
            (line, column) if "flow" in str(error.context) and line > anchor else (context.line, context.column)
        )
    return ParserStop(line, column, anchor, tuple(dict.fromkeys(spot for spot in order if 0 <= spot < count)))


def _repair(reader: Reader, lines: list[str], stop: ParserStop) -> tuple[int, Repair, ParserStop | None] | None:
    for spot, repair in _offers(lines, stop):
        if reader.left < 0:
            return None
        if repair.line == lines[spot]:
            continue
        following = reader.stop([*lines[:spot], repair.line, *lines[spot + 1 :]])
        if following is None or following.anchor > max(stop.anchor, spot) or _is_next(lines, spot, following, stop):
            return spot, repair, following
    return None


def _is_next(lines: list[str], spot: int, following: ParserStop, stop: ParserStop) -> bool:
    """Whether the parser now stops at the next of several lines that it took for one text before."""
    between = spot < following.anchor < stop.anchor
    return between and next(specific(lines[following.anchor]), None) is not None


def _offers(lines: list[str], stop: ParserStop) -> Iterator[tuple[int, Repair]]:
    """What may have been meant: wrong marks first, then what is missing, then indentation."""
    suspects = [spot for spot in stop.suspects if lines[spot].strip() and lines[spot].lstrip()[0] != "#"]
    for spot in suspects:
        for repair in specific(lines[spot]):
            yield from ((spot, choice) for choice in _settlements(repair, lines[:spot]))
    for spot in suspects:
        yield from ((spot, repair) for repair in general(lines[spot]))
    yield from _shifted_head(lines, stop.line)
    for spot in suspects:
        yield from ((spot, indented(lines[spot], width)) for width in _widths(lines, spot))
    for spot in suspects:
        yield from ((spot, continued(lines[spot], width + 2)) for width in _widths(lines, spot))
        if ":" not in lines[spot]:
            yield spot, remark(lines[spot])


def _shifted_head(lines: list[str], spot: int) -> Iterator[tuple[int, Repair]]:
    """Offer to move the line before, where this line and the one after it agree with each other."""
    if spot >= len(lines):  # the parser stopped behind the last line
        return
    width = _width(lines[spot])
    above = next((other for other in range(spot - 1, -1, -1) if lines[other].strip()), None)
    below = next((line for line in lines[spot + 1 :] if line.strip()), "")
    if above is None or not lines[spot].strip() or _width(below) != width:
        return
    dash = 2 if lines[above].lstrip().startswith("- ") else 0
    if width >= dash:
        yield above, indented(lines[above], width - dash)


def _widths(lines: list[str], spot: int) -> list[int]:
    """Indentations that the line may have been meant to have, the nearest first."""
    line = lines[spot]
    below = next((_width(other) for other in lines[spot + 1 :] if other.strip()), -1)
    found = _possible(lines[:spot])
    return sorted(found, key=lambda width: (abs(width - _width(line)), width != below))[:6]


def settled(repair: Repair, above: list[str]) -> Repair:
    """Where the indentation was typed in blanks of another kind, choose the width that fits the lines above."""
    return _settlements(repair, above)[0]


def _settlements(repair: Repair, above: list[str]) -> list[Repair]:
    if repair.code != "Y122":
        return [repair]
    bare, width = repair.line.lstrip(" "), _width(repair.line)
    widths = sorted(_possible(above) or [0], key=lambda other: abs(other - width))
    return [replace(repair, line=" " * other + bare) for other in widths]


def _possible(above: list[str]) -> list[int]:
    """Indentations that a line after these may have, those of the nearest lines first."""
    found: list[int] = []
    for line in reversed([line for line in above[-LOOKED_BACK:] if line.strip()]):
        width = _width(line)
        if line.lstrip().startswith("- "):
            found.append(width + 2)
        if not found and line.rstrip().endswith(":"):
            found.append(width + 2)
        found.append(width)
    return list(dict.fromkeys(found))


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
