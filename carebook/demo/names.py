"""Names made from syllables: people, villages, hamlets, townships."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from carebook.demo.days import chance
from carebook.demo.source import source


def _syllables() -> dict[str, Sequence[str]]:
    """The syllables by what they are good for."""
    found: dict[str, Sequence[str]] = source("names")
    return found


def surname(rng: Random) -> str:
    """Draw a family name; one in a hundred is compound."""
    return rng.choice(_syllables()["compound" if chance(rng, 0.01) else "surnames"])


def given(rng: Random, sex: int) -> str:
    """Draw a given name of one or two characters for a sex code."""
    first, second = rng.sample(_syllables()["male" if sex == 1 else "female"], 2)
    return first + second if chance(rng, 0.85) else first


def hamlet(rng: Random) -> str:
    """Draw the name of a part of a village."""
    return rng.choice(_syllables()["hamlets"])


def village(index: int) -> str:
    """Return the name of the village with an index; no two are the same below 1,500."""
    firsts, seconds = _syllables()["village_first"], _syllables()["village_second"]
    block, first = divmod(index, len(firsts))
    second = seconds[(first * 7 + block) % len(seconds)]
    again = block // len(seconds)
    return firsts[first] + second + _syllables()["village_again"][again - 1] * bool(again)


def township(rng: Random) -> str:
    """Draw the name of a township, without 乡."""
    return rng.choice(_syllables()["township_first"]) + rng.choice(_syllables()["township_second"])
