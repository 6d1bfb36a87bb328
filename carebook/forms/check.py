"""What is wrong with forms that fit their schema: what they name is not there, or a field is forgotten."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from carebook.findings import Finding, Place
from carebook.forms.columns import asked, steps
from carebook.forms.fields import EVERY_ENTRY, all_schemas, named, paths, schema_of
from carebook.forms.model import Block, Form, Forms, Path_
from carebook.forms.resolve import own_kind
from carebook.forms.written import FormFile, WrittenField
from carebook.reading.source import Source
from carebook.records.kinds import ENTRIES, entry_kinds

_Spot = tuple[str | int, ...]
#: Where a kind of record that no form speaks of is told.
_FOLDER = "forms/other.yaml"
#: After a field among those that stand together: with all fields below it.
ALL_BELOW = ".*"


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
            of = ENTRIES[0].name if one.of == EVERY_ENTRY else one.of or self.kind
            told: dict[str | int, str] = dict(enumerate(one.fields))
            yield from self._paths(of, (), told, (*at, "fields"))

    def _fields(self, of: str, part: Path_, fields: Sequence[WrittenField], at: _Spot) -> Iterator[Finding]:
        for number, one in enumerate(fields):
            yield from self._paths(of, part, {"field": one.field}, (*at, number))
            beside: dict[str | int, str] = {
                index: path.removesuffix(ALL_BELOW) for index, path in enumerate(one.beside)
            }
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
        fix = f"是不是想写 {near[0]}？" if near else "核对 schemas/ 里的名称；没有的删去"
        return Finding("R312", self.source.place(spot), f"“{name}”找不到，这一项不起作用", fix)


def forgotten(forms: Forms, schemas: Path, places: Mapping[str, Place]) -> Iterator[Finding]:
    """R313: a field that a form neither shows nor leaves out, and a record that no form speaks of."""
    spoken: set[str] = set()
    for form in forms.values():
        for schema in sorted(_subjects(form, schemas)):
            spoken.add(schema)
            for path in _missing(form, schema, schemas):
                told = f"{named(schema)} 的字段 {'.'.join(path)}（{paths(schemas, schema)[path]['title']}）"
                yield _forgotten(places[form.name], told)
    for schema in all_schemas(schemas):
        if schema not in spoken:
            yield _forgotten(Place(_FOLDER), f"记录 {named(schema)}")


def _forgotten(place: Place, what: str) -> Finding:
    return Finding("R313", place, f"{what} 没有写进表样", "写进一个表格，或者写进 not_shown 并写明理由")


def _subjects(form: Form, schemas: Path) -> set[str]:
    """The schemas of which a form must say everything."""
    own = own_kind(form.name)
    if own:
        return {schema_of(schemas, own) or ""}
    shown = {block.schema for part in form.parts for block in part.blocks if block.schema}
    left_out = {schema for schema, fields in form.left_out.items() if () in fields}
    owned = {kind.schema for kind in entry_kinds(form.about)} if form.about else set()
    return shown | left_out | owned


def _missing(form: Form, schema: str, schemas: Path) -> Iterator[Path_]:
    """The fields of a schema that a form does not speak of, the outermost only."""
    named_ = set(form.left_out.get(schema, {}))
    whole, single = _shown(form, schema)
    told: set[Path_] = set()
    for path in paths(schemas, schema):
        above = [path[:depth] for depth in range(len(path) + 1)]
        known = path in single or not (named_ | whole).isdisjoint(above)
        if not known and told.isdisjoint(above):
            told.add(path)
            yield path


def _shown(form: Form, schema: str) -> tuple[set[Path_], set[Path_]]:
    """The fields that are shown with all below them, and those shown by themselves; what holds one is shown as well."""
    own = Block("", schema, form.columns)
    blocks = [own, *(block for part in form.parts for block in part.blocks if block.schema == schema)]
    whole: set[Path_] = set()
    single: set[Path_] = set()
    for block in blocks if form.parts else [own]:
        for column in block.columns:
            for path in column.paths:
                if column.how or block.made:
                    found = whole if path[-1] == ALL_BELOW[1:] else single
                else:
                    found = whole
                found.add((*block.part, *(step for step in path if step != ALL_BELOW[1:])))
    single |= {path[:depth] for path in (*whole, *single) for depth in range(1, len(path))}
    return whole, single
