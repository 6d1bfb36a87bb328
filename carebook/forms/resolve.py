"""From forms as they are written to forms ready for use; what they name is known to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from carebook.forms.columns import LeftOut, columns, left_out, rest, steps
from carebook.forms.fields import EVERY_ENTRY, STATES, schema_of, titled
from carebook.forms.model import Column, Form, FormBlock, FormPart, Path_
from carebook.forms.written import FormFile, WrittenBlock, WrittenSection
from carebook.records.kinds import entry_kinds

#: Folders of forms of a single kind of record, each with what its kind is called before the name of the file.
FOLDERS: Mapping[str, str] = {"entries": "", "states": STATES}
_OTHERS = WrittenBlock(caption="共 {count} 条，新的在前", empty="没有记录")


def own_kind(name: str) -> str:
    """The kind of record that a form is of (``entries/visit``: ``visit``); empty for one of a paper or a page."""
    folder, slash, kind = name.partition("/")
    return FOLDERS[folder] + kind if slash else ""


def resolve(schemas: Path, files: Mapping[str, FormFile]) -> dict[str, Form]:
    """Make forms ready for use.

    Args:
        schemas: the folder of the schemas.
        files: the forms by name, without those that name what is not there.
    """
    kinds = {name: _of_kind(schemas, name, file) for name, file in files.items() if own_kind(name)}
    by_schema = {schema_of(schemas, own_kind(name)) or "": form for name, form in kinds.items()}
    papers = {
        name: _Paper(schemas, file, by_schema, left_out(schemas, file, "")).form(name)
        for name, file in files.items()
        if not own_kind(name)
    }
    return {**kinds, **papers}


def _of_kind(schemas: Path, name: str, file: FormFile) -> Form:
    kind = own_kind(name)
    schema = schema_of(schemas, kind) or ""
    hidden = left_out(schemas, file, kind)
    found = columns(schemas, schema, (), file.fields)
    if file.rest:
        found += rest(schemas, schema, (), (path for one in found for path in one.paths), hidden)
    return Form(name, columns=found, left_out=hidden, written=frozenset(steps(one.field) for one in file.fields))


@dataclass(frozen=True, slots=True)
class _Paper:
    """One form of a paper or a page, with the forms of the kinds of records by schema."""

    schemas: Path
    file: FormFile
    kinds: Mapping[str, Form]
    left_out: LeftOut

    def form(self, name: str) -> Form:
        parts = tuple(self._part(one) for section in self.file.sections for one in self._whole(section))
        return Form(name, self.file.about or "", parts, left_out=self.left_out)

    def _whole(self, section: WrittenSection) -> Iterator[WrittenSection]:
        """The section, or one for each kind of entry that is neither shown nor left out."""
        if not section.others:
            yield section
            return
        shown = {self._schema(one) for part in self.file.sections for one in part.blocks}
        hidden = {schema for schema, paths in self.left_out.items() if () in paths}
        for kind in entry_kinds(section.others):
            if kind.schema not in shown | hidden:
                block = WrittenBlock(of=kind.name, caption=_OTHERS.caption, empty=_OTHERS.empty)
                yield WrittenSection(when=section.when, blocks=(block,))

    def _part(self, section: WrittenSection) -> FormPart:
        blocks = tuple(map(self._block, section.blocks))
        title = section.title or blocks[0].title
        return FormPart(
            id=section.id or blocks[0].made or blocks[0].of.replace(".", "-"),
            title=title,
            blocks=blocks,
            written=section.when is not None,
            absent="" if section.silent else section.absent or title,
        )

    def _block(self, block: WrittenBlock) -> FormBlock:
        schema, part = self._schema(block), steps(block.part)
        return FormBlock(
            of=block.of or "",
            schema=schema,
            columns=self._columns(block, schema, part) if schema else (),
            title=titled(self.schemas, schema, part) if schema else "",
            part=part,
            made=block.made or "",
            layout=block.layout or "table",
            lead=block.lead or "",
            caption=block.caption or "",
            empty=block.empty or "",
            written=block.when is not None,
            oldest=block.order == "oldest",
            years=block.years or 0,
            now=bool(block.now),
            heads=bool(block.heads),
        )

    def _columns(self, block: WrittenBlock, schema: str, part: Path_) -> tuple[Column, ...]:
        """The columns of a block: its own, or those of its kind's form that the paper leaves to others, or out."""
        others = {path for one in self._alike(schema) if one is not block for path in _named(one)}
        own = columns(self.schemas, schema, part, block.fields)
        if own and not block.rest:
            return own
        if own or part or schema not in self.kinds:
            taken = {*others, *((*part, *path) for one in own for path in one.paths)}
            return own + rest(self.schemas, schema, part, taken, self.left_out)
        kind = self.kinds[schema]
        general = {path for path in self._of_every_entry() if path in kind.written}
        hidden = others | {path for path in self.left_out.get(schema, {}) if path not in general}
        return tuple(one for one in kind.columns if one.path not in hidden)

    def _of_every_entry(self) -> Iterator[Path_]:
        """What the form leaves out of all entries; a kind whose own form names it shows it nevertheless."""
        for one in self.file.not_shown:
            if one.of == EVERY_ENTRY:
                yield from map(steps, one.fields)

    def _alike(self, schema: str) -> Iterator[WrittenBlock]:
        """The blocks of one kind of record."""
        every = (one for section in self.file.sections for one in section.blocks)
        return (one for one in every if self._schema(one) == schema)

    def _schema(self, block: WrittenBlock) -> str:
        return (schema_of(self.schemas, block.of) or "") if block.of else ""


def _named(block: WrittenBlock) -> Iterator[Path_]:
    """Every field that a block names, from its record on, and its own part."""
    part = steps(block.part)
    if part:
        yield part
    for one in block.fields:
        yield from ((*part, *steps(path)) for path in (one.field, *one.beside))
