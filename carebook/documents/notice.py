"""A notice: the record's text in the layout of GB/T 9704—2012."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.documents import title
from carebook.documents.engine import cn_date, compose
from carebook.documents.paper_kind import Composed, Material
from carebook.documents.text import body
from carebook.records.official import form_of, one_line

TEMPLATE, ROSTER = "notice.xhtml.j2", "roster.xhtml.j2"
#: What stands only in copies for those who may see it; the template asks ``seen`` for these.
_RESERVED: Mapping[str, Any] = {
    "copy_number": None, "secrecy": None, "urgency": None, "signers": (), "attendance": ()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment as the template sets it.

    ``note`` tells whether the note below the text names it, with ``serial`` if there are several; ``label`` stands
    above its title (R50, R53), not so for a document that is issued by the notice itself.
    """

    title: str
    lines: Sequence[str]
    body: Markup
    note: bool
    serial: str
    label: str
    landscape: bool
    table: SimpleNamespace | None


#: What stands where a roster is not published.
LEFT_OUT = "<p>（名单涉及个人隐私，不予公开。）</p>"


def notice_papers(material: Material) -> Iterator[Composed]:
    """Notices carry their own date: a sheet that is signed does not change with the day."""
    for key, record in material.view.notices.items():
        body = notice(material.view, record, material.templates)
        yield Composed(key, key, plain_title(record), body, record.date)


def notice(view: View, record: RecordView, templates: Path) -> str:
    """Compose one notice as the view's audience may see it; rosters show the members on the day it was signed."""
    groups = view.noticed(record)
    roster = compose(templates, ROSTER, groups=groups, day=record.date)
    if view.rosters_left_out(record):
        roster = LEFT_OUT
    words = {
        "乡镇": view.township.name,
        "县区": view.township.county,
        "发文机关": view.township.organ,
        "成文日期": cn_date(record.date),
        "小组数": view.counted(len(groups)),
    }
    blocks = {"花名册": Markup(roster)}  # noqa: S704 - made by our own escaped template
    form = form_of(record.layout, record.kind)
    names = _names(view, record)
    return compose(
        templates,
        TEMPLATE,
        notice=record,
        seen=SimpleNamespace(**_seen(record)),
        form=form,
        marks=marks(record),
        joint=bool(record.joint) and form == "standard",
        title=title.lines(record.title, names),
        body=body(record.body, words, blocks),
        organs=(record.signature, *record.joint),
        signing=_signing(record, form),
        attachments=_annexes(record, names, words, blocks),
        imprint=_has_imprint(record, form),
    )


def _seen(record: RecordView) -> dict[str, Any]:
    """What the audience may see of what is reserved; nothing in place of the rest."""
    visible = set(record.names())
    return {key: getattr(record, key) if key in visible else empty for key, empty in _RESERVED.items()}


def marks(record: RecordView) -> tuple[str, ...]:
    """The mark in red, one name a line (GB/T 9704—2012 7.2.4, 10.1—10.3).

    A single organ carries 文件 with its name, several have it set beside all names; letters have none, orders 令.
    """
    form = form_of(record.layout, record.kind)
    if form in {"letter", "minutes", "order"}:
        ending = {"order": "令", "minutes": "纪要"}.get(form, "")
        return (record.mark or f"{record.signature}{ending}",)
    return (record.signature, *record.joint) if record.joint else (record.mark or f"{record.signature}文件",)


def _signing(record: RecordView, form: str) -> str:
    """How it is signed: ``seal`` (7.3.5.1), ``plain`` (7.3.5.2), ``stamp`` (7.3.5.3); minutes are not signed."""
    if form == "minutes":
        return "none"
    if record.stamp:
        return "stamp"
    return "plain" if record.seal is False else "seal"


def _annexes(
    record: RecordView, names: Sequence[str], words: Mapping[str, str], blocks: Mapping[str, Markup]
) -> list[Annex]:
    count, serial, made = sum(not one.issued for one in record.attachments), 0, []
    for one in record.attachments:
        serial += not one.issued
        number = str(serial) if count > 1 and not one.issued else ""
        label = "" if one.issued else f"{record.number if one.separate else ''}附件{number}"
        made.append(
            Annex(
                title=one.title,
                lines=title.lines(one.title, names),
                body=body(one.body, words, blocks),
                note=not one.issued,
                serial=number,
                label=label,
                landscape=bool(one.landscape),
                table=_table(one.table),
            )
        )
    return made


def _table(sheet: RecordView | None) -> SimpleNamespace | None:
    if sheet is None:
        return None
    return SimpleNamespace(heads=sheet.heads, rows=sheet.rows, widths=sheet.widths or (1,) * len(sheet.heads))


def _has_imprint(record: RecordView, form: str) -> bool:
    """Whether anything stands in the imprint; a letter has no printing line there (10.1)."""
    sent = record.recipients and record.recipients_in_imprint
    return bool(sent or record.cc or record.imprint_other or (record.printing and form != "letter"))


def _names(view: View, record: RecordView) -> tuple[str, ...]:
    """Names that a title never parts: the township's, the organs', the villages'."""
    township = view.township
    villages = [village.name for village in view.villages.values()]
    bodies = [body.name for body in township.bodies]
    return (township.name, township.county, record.signature, *record.joint, *villages, *bodies)


def plain_title(record: RecordView) -> str:
    """The title on one line."""
    return one_line(str(record.title))
