"""Which fields a form forgets: every field of every record is shown, or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from carebook.findings import Finding, Place
from carebook.forms.columns import ALL_BELOW
from carebook.forms.fields import all_schemas, named, paths, schema_of
from carebook.forms.model import Form, FormBlock, Forms, Path_
from carebook.forms.resolve import own_kind
from carebook.records.kinds import entry_kinds

#: Where a kind of record that no form speaks of is told.
_FILE = "forms/other.yaml"


def forgotten(forms: Forms, schemas: Path, places: Mapping[str, Place]) -> Iterator[Finding]:
    """R314: a field that a form neither shows nor leaves out, and a record that no form speaks of."""
    spoken: set[str] = set()
    for form in forms.values():
        for schema in sorted(_subjects(form, schemas)):
            spoken.add(schema)
            for path in _missing(form, schema, schemas):
                told = f"{named(schema)} 的字段 {'.'.join(path)}（{paths(schemas, schema)[path]['title']}）"
                yield _forgotten(places[form.name], told)
    for schema in all_schemas(schemas):
        if schema not in spoken:
            yield _forgotten(Place(_FILE), f"记录 {named(schema)}")


def _forgotten(place: Place, what: str) -> Finding:
    return Finding("R314", place, f"{what} 没有写进表样", "写进一个表格，或者写进 not_shown 并写明理由")


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
    own = (FormBlock("", schema, form.columns),)
    blocks = [block for part in form.parts for block in part.blocks if block.schema == schema] or own
    whole: set[Path_] = set()
    single: set[Path_] = set()
    for block in blocks:
        for column in block.columns:
            for path in column.paths:
                every = path[-1] == ALL_BELOW or not (column.how or block.made)
                here = path[:-1] if path[-1] == ALL_BELOW else path
                (whole if every else single).add((*block.part, *here))
    single |= {path[:depth] for path in (*whole, *single) for depth in range(1, len(path))}
    return whole, single
