"""The trees of the audiences: for whom something is made, and whose records lie in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from carebook.policy.audiences import Audience
from carebook.records.registry import Registry


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree to make: for whom, and whose (a village's, group's or patient's id; empty for the township)."""

    audience: Audience
    scope: str = ""

    @property
    def folder(self) -> str:
        """Where the tree lies in the output: ``office``, ``village/QX-V1``."""
        return f"{self.audience.id}/{self.scope}" if self.scope else self.audience.id


def trees(audience: Audience, registry: Registry) -> Iterator[Tree]:
    """Every tree of an audience in a township: one for all, or one for each village, group or patient."""
    scopes: Mapping[str, Mapping[str, object]] = {
        "village": registry.villages,
        "group": registry.groups,
        "self": registry.patients,
    }
    if audience.patients in scopes:
        yield from (Tree(audience, scope) for scope in scopes[audience.patients])
    else:
        yield Tree(audience)
