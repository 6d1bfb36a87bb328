"""What was overwritten in format 1 becomes a list of dated values in format 2: posts, guardians, documents followed.

Pure: a file cut into its pieces in, the text of the newer file out. When a value was recorded the older format did not
say; it is taken to be known from its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from carebook.migration.text import Cut, Piece, joined

_POST = ("unit", "position", "role", "since", "until")


def staff(found: Cut) -> str:
    """A worker's file with the post they hold as the first of a list."""
    held = [piece for piece in found.pieces if piece.key in _POST]
    if not held:
        return joined([found.head, *found.pieces])
    order = sorted(held, key=lambda piece: _POST.index(piece.key))
    posts = "posts:\n" + item(_recorded(order, str(found.get("since"))))
    kept = [posts if piece is held[0] else piece for piece in found.pieces if piece is held[0] or piece not in held]
    return joined([found.head, *kept])


def identity(found: Cut) -> str:
    """An identity with its guardian as the first of a list; sealed values stay as they are."""
    return joined([found.head, *(_guardians(piece) if piece.key == "guardian" else piece for piece in found.pieces)])


def _guardians(piece: Piece) -> str:
    below = piece.below()
    return "guardians:\n" + item(below) if below else piece.renamed("guardians").text


def township(found: Cut) -> list[Piece | str]:
    """The pieces of ``township.yaml`` with the day from which each document is followed, and when that was recorded."""
    return [
        _policies(found) if piece.key == "policies" and "policies" in found.items else piece for piece in found.pieces
    ]


def _policies(found: Cut) -> str:
    return _list(found, "policies", (_policy(pieces) for pieces in found.items["policies"]))


def _policy(pieces: Sequence[Piece]) -> list[Piece | str]:
    day = next((str(piece.value) for piece in pieces if piece.key == "adopted"), "")
    renamed = [piece.renamed("since") if piece.key == "adopted" else piece for piece in pieces]
    return [_changes(one, day) if one.key == "changes" and day else one for one in _recorded(renamed, day)]


def _changes(piece: Piece, day: str) -> Piece:
    return Piece("changes", "changes:\n" + "".join(item(_change(one, day)) for one in piece.items()), piece.value)


def _change(pieces: Sequence[Piece], day: str) -> list[Piece]:
    first, *rest = pieces
    added = [Piece("since", f"since: {day}\n", day), Piece("recorded_on", f"recorded_on: {day}\n", day)]
    return [first, *added, *rest]


def group(found: Cut) -> str:
    """A group's file with the day on which each member was recorded."""
    if "members" not in found.items:
        return joined([found.head, *found.pieces])
    members = _list(found, "members", (_recorded(pieces, "") for pieces in found.items["members"]))
    return joined([found.head, *(members if piece.key == "members" else piece for piece in found.pieces)])


def _list(found: Cut, key: str, items: Iterable[Sequence[Piece | str]]) -> str:
    above = next(piece.comments() for piece in found.pieces if piece.key == key)
    return above + f"{key}:\n" + "".join(item(pieces) for pieces in items)


def _recorded(pieces: Sequence[Piece], day: str) -> list[Piece]:
    """The keys of a dated value with the day on which it was recorded behind its first day."""
    return list(_with_day(pieces, day))


def _with_day(pieces: Sequence[Piece], day: str) -> Iterator[Piece]:
    known = any(piece.key == "recorded_on" for piece in pieces)
    for piece in pieces:
        yield piece
        if piece.key == "since" and not known:
            said = day or str(piece.value)
            yield Piece("recorded_on", f"recorded_on: {said}\n", said)


def item(pieces: Iterable[Piece | str]) -> str:
    """A list item of pieces, two spaces in; comments above its first key stand above its dash."""
    lines = joined(list(pieces)).splitlines()
    above = next((nth for nth, line in enumerate(lines) if not line.startswith("#")), len(lines))
    marked = [f"  {line}" for line in lines[:above]]
    marked += [f"  {'- ' if nth == 0 else '  '}{line}" for nth, line in enumerate(lines[above:])]
    return "".join(f"{line}\n" for line in marked)
