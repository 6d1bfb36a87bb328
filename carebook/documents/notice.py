"""A notice: the record's text in the layout of GB/T 9704—2012."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from carebook.audience.shown import Shown
from carebook.audience.view import View
from carebook.documents.engine import cn_date, compose
from carebook.documents.text import body


def notice(view: View, record: Shown, templates: Path) -> str:
    """Compose one notice as the view's audience may see it; rosters show the members on the day it was signed."""
    groups = [view.groups[group] for group in record.groups]
    roster = compose(templates, "roster.xhtml.j2", groups=groups, day=record.date)
    words = {
        "乡镇": view.township.name,
        "县区": view.township.county,
        "发文机关": view.township.organ,
        "成文日期": cn_date(record.date),
        "小组数": str(len(groups)),
    }
    blocks = {"花名册": Markup(roster)}  # noqa: S704 - made by our own escaped template
    return compose(
        templates,
        "notice.xhtml.j2",
        notice=record,
        mark=mark(record),
        body=body(record.body, words, blocks),
        attachments=[(a.title, body(a.body, words, blocks)) for a in record.attachments],
    )


def mark(record: Shown) -> str:
    """The mark in red: the organ's name and 文件 (GB/T 9704—2012 7.2.4)."""
    return f"{record.signature}文件"


def plain_title(record: Shown) -> str:
    """The title on one line."""
    return str(record.title).replace("|", "")
