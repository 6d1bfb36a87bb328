"""What forms that fit their schema name, and is not there."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from carebook.findings import Finding
from carebook.forms.columns import ALL_BELOW, asked, steps
from carebook.forms.fields import EVERY_ENTRY, all_schemas, named, paths, schema_of
from carebook.forms.model import Path_
from carebook.forms.written import FormFile, WrittenField
from carebook.reading.source import Source
from carebook.records.kinds import entry_kinds

_Spot = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Looks up what one form names."""

    schemas: Path
    file: FormFile
    kind: str
    source: Source

    def unknown(self) -> Iterator[Finding]:
        """R312: a kind of record or a field that does not exist."""
        if self.kind and schema_of(self.schemas, self.kind) is None:
            yield self._finding((), self.kind, self._kinds())
            return
        yield from self._fields(self.kind, (), self.file.fields, ("fields",))
        for number, section in enumerate(self.file.sections):
            for nth, block in enumerate(section.blocks):
                at: _Spot = ("sections", number, "blocks", nth)
                yield from self._known(block.of or "", at)
                yield from self._paths(block.of or "", (), {"part": block.part or ""}, at)
                yield from self._fields(block.of or "", steps(block.part), block.fields, (*at, "fields"))
        for number, one in enumerate(self.file.not_shown):
            at = ("not_shown", number)
            if one.of != EVERY_ENTRY:
                yield from self._known(one.of or "", at)
            of = next(iter(entry_kinds())).name if one.of == EVERY_ENTRY else one.of or self.kind
            told: dict[str | int, str] = dict(enumerate(one.fields))
            yield from self._paths(of, (), told, (*at, "fields"))

    def _fields(self, of: str, part: Path_, fields: Sequence[WrittenField], at: _Spot) -> Iterator[Finding]:
        for number, one in enumerate(fields):
            yield from self._paths(of, part, {"field": one.field}, (*at, number))
            beside: dict[str | int, str] = dict(enumerate(map(_whole, one.beside)))
            yield from self._paths(of, part, beside, (*at, number, "beside"))
            when = ".".join(asked(one.when, steps(one.field)))
            yield from self._paths(of, part, {"when": when}, (*at, number))

    def _known(self, of: str, at: _Spot) -> Iterator[Finding]:
        if of and schema_of(self.schemas, of) is None:
            yield self._finding((*at, "of"), of, self._kinds())

    def _paths(self, of: str, part: Path_, told: Mapping[str | int, str], at: _Spot) -> Iterator[Finding]:
        schema = schema_of(self.schemas, of) if of else None
        if schema is None:
            return  # that the kind does not exist is told where it is named
        known = paths(self.schemas, schema)
        below = {".".join(path[len(part) :]) for path in known if path[: len(part)] == part}
        for key, path in told.items():
            if path and (part in known or not part) and path not in below:
                yield self._finding((*at, key), path, below)

    def _kinds(self) -> set[str]:
        return {named(schema) for schema in all_schemas(self.schemas)}

    def _finding(self, spot: _Spot, name: str, known: Collection[str]) -> Finding:
        near = difflib.get_close_matches(name, sorted(known), n=1)
        advice = f"是不是想写 {near[0]}？" if near else "核对 schemas/ 里的名称；没有的删去"
        return Finding("R312", self.source.place(spot), f"“{name}”找不到，这一项不起作用", advice)


def _whole(path: str) -> str:
    """A field that is named with all below it, without the mark for that."""
    return path.removesuffix(f".{ALL_BELOW}")
