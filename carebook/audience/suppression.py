"""Small numbers: which of several counts must stay out of sight so that nobody is found out, not even by subtraction.

A count of fewer people than the threshold is hidden (none is not a person and may be said). The sum is published, and
a reader subtracts: so the hidden counts must be at least two and together as many as the threshold (GB/T 37964—2019,
抑制).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def hidden(counts: Mapping[K, int], threshold: int) -> frozenset[K]:
    """The counts to hide among those whose sum is published.

    Args:
        counts: how many people each key counts.
        threshold: the smallest number that may be said.
    """
    found = {key for key, number in counts.items() if 0 < number < threshold}
    others = sorted((k for k, n in counts.items() if n and k not in found), key=lambda k: -counts[k])
    while found and others and (len(found) == 1 or sum(counts[key] for key in found) < threshold):
        found.add(others.pop())
    return frozenset(found)


def sayable(part: int, whole: int, threshold: int) -> bool:
    """Whether a share may be published: neither those it counts nor those it leaves out are few."""
    return all(number == 0 or number >= threshold for number in (part, whole - part))
