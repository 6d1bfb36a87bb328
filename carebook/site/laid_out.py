"""Sections of a page as its form lays them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from carebook.audience.forms import asked_for, below, pairs, words
from carebook.audience.laid_out import Holders, columns, records, seen
from carebook.audience.record_view import RecordView
from carebook.forms.model import Column, FormBlock, FormPart, PaperForm
from carebook.site.blocks import Block, Cell, ColumnHead, Facts, Section, Table, Words, cell, several
from carebook.site.page_material import PageMaterial
from carebook.site.words import risk, stability

#: A column that a page puts after the first one of a table: its head and its cells.
Beside = Callable[[FormBlock], tuple[ColumnHead, Sequence[Cell]] | None]


def _nothing(_: FormBlock) -> None:
    return None


@dataclass(frozen=True, slots=True)
class FormPage:
    """What a page is made of.

    Args:
        desk: names and links.
        form: the name of its form.
        holders: gives the records of a block.
        made: what the program composes, by the name under which the form calls it.
        patient: whose page it is.
        unread: what is said of an identity that cannot be read.
        said: words for the captions that name them (``{dangers}``).
        beside: gives a column more.
        absent: sections that are left out, in words; filled while the sections are made.
    """

    desk: PageMaterial
    form: PaperForm
    holders: Holders
    made: Mapping[str, Callable[[], Iterable[Block]]] = field(default_factory=dict)
    patient: str = ""
    unread: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    beside: Beside = _nothing
    absent: list[str] = field(default_factory=list)

    def sections(self) -> tuple[Section, ...]:
        """The sections of the page that have anything for its readers."""
        found = ((part, self._blocks(part)) for part in self.desk.view.forms[self.form].parts)
        return tuple(Section(part.id, part.title, tuple(blocks)) for part, blocks in found if blocks)

    def _blocks(self, part: FormPart) -> list[Block]:
        """The blocks of a section; none where it is left out, which is noted."""
        view = self.desk.view
        shown = [block for block in part.blocks if block.made or seen(view, block)]
        if part.written and shown and not any(records(view, one, self.holders) for one in shown):
            self.absent.extend([part.absent] if part.absent else [])
            return []
        return _joined(block for one in shown for block in self._block(one))

    def _block(self, block: FormBlock) -> Iterator[Block]:
        if block.made:
            yield from self.made[block.made]()
            return
        found = records(self.desk.view, block, self.holders)
        if found is None or (block.written and not found):
            return
        if block.lead:
            yield Words(block.lead, "lead")
        if block.layout == "table":
            yield self._table(block, found)
        elif not found and block.empty:
            yield Words((self.unread if not block.part else "") or block.empty, "note")
        for one in found if block.layout != "table" else ():
            if block.layout == "each":
                yield Words(one.date.isoformat(), "lead")
            yield Facts([row for column in columns(self.desk.view, block) for row in self._facts(one, column)])

    def _facts(self, record: RecordView, column: Column) -> Iterator[tuple[str, Cell]]:
        if column.how in CELLS:
            if asked_for(record, column):
                yield column.title, self._cell(record, column)
            return
        for title, text in pairs(self.desk.view, record, (column,), self.patient):
            yield title, cell(text)

    def _table(self, block: FormBlock, found: Sequence[RecordView]) -> Table:
        """Like records under the names of their fields."""
        shown = columns(self.desk.view, block)
        heads = [ColumnHead(one.title, one.look) for one in shown]
        rows = [[self._cell(record, column) for column in shown] for record in found]
        more = self.beside(block)
        if more:
            heads.insert(1, more[0])
            for row, added in zip(rows, more[1], strict=True):
                row.insert(1, added)
        caption = block.caption.replace("{count}", str(len(found)))
        for mark, text in self.said.items():
            caption = caption.replace(mark, text)
        return Table(caption, heads, rows, block.empty)

    def _cell(self, record: RecordView, column: Column) -> Cell:
        if column.how not in CELLS:
            return cell(words(self.desk.view, record, column, self.patient))
        found = below(record, column.path)
        return CELLS[column.how](self.desk, found, column.path[-1], self.patient) if found else cell("")


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with facts that follow each other as one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Facts) and isinstance(last, Facts):
            found[-1] = Facts([*last.rows, *block.rows], last.empty)
        else:
            found.append(block)
    return found


def _linked(desk: PageMaterial, record: RecordView, key: str, patient: str) -> Cell:
    value = getattr(record, key)
    codes = value if isinstance(value, tuple) else (value,) if value else ()
    place = record.ref(key) in {"village", "unit"}
    return several(desk.village(code) if place else desk.person(code, patient, record.day) for code in codes)


def _stability(_desk: PageMaterial, record: RecordView, key: str, _patient: str) -> Cell:
    value = getattr(record, key)
    return stability(value) if value else cell("")


def _risk(desk: PageMaterial, record: RecordView, key: str, _patient: str) -> Cell:
    return risk(desk.view, getattr(record, key))


#: Ways of writing that pages set with a link or a mark.
CELLS: Mapping[str, Callable[[PageMaterial, RecordView, str, str], Cell]] = MappingProxyType(
    {"linked": _linked, "risk": _risk, "stability": _stability}
)
