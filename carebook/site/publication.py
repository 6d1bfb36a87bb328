"""Publication on the government site: a page per document, the catalogue, a feed.

Page tags follow 《政府网站发展指引》（国办发〔2017〕47号）附件, the catalogue the entries of township sites. Only documents
that are to be public and were published (or repealed since) are taken; what a page may say of a patient is decided
by the view it is given, which is the public's.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from carebook.audience.record_view import RecordView
from carebook.audience.template_faults import as_template_fault
from carebook.audience.view import View
from carebook.records.codes import PUBLISHED
from carebook.records.official import one_line
from carebook.site.article import article, heading
from carebook.site.page import PaperLink
from carebook.site.render import environment
from carebook.writers.vocabulary import parse

_COLUMN = {"name": "政策文件", "type": "政策文件", "keywords": "公文，政策文件，精神卫生"}
_FORMATS = {"docx": "DOCX", "pdf": "PDF"}
_UNSET = "00:00"
#: Entries of the catalogue: key, title.
ENTRIES = {
    "index_number": "索引号", "number": "发文字号", "topic": "主题分类", "genre": "体裁分类", "date": "成文日期",
    "released_on": "发布日期", "title": "文件标题", "publisher": "发布机构", "validity": "有效性",
    "effective_on": "实施日期", "valid_until": "有效期至", "repealed_on": "废止日期", "repealed_by": "废止依据",
    "summary": "内容概述",
}  # fmt: skip
#: Entries that every page shows, even where nothing is written.
_ALWAYS = tuple(ENTRIES)[:9]


@dataclass(frozen=True, slots=True)
class Release:
    """A public document: its record as the public may see it, its body in the HTML vocabulary, and its files."""

    notice: RecordView
    body: str
    link: PaperLink


def is_public(notice: RecordView) -> bool:
    """Whether a document belongs on the public site: 主动公开, and published or repealed since."""
    publication = notice.publication
    return bool(publication) and publication.attribute == "主动公开" and notice.state in PUBLISHED


def publication(view: View, releases: Sequence[Release], templates: Path) -> dict[str, bytes]:
    """Make pages, catalogue and feed.

    Args:
        view: the township as the public may see it.
        releases: the documents; those that are not for the public are passed over.
        templates: the templates folder; ``site/public.html.j2`` sets the pages.

    Returns:
        Files by path: ``notices/index.html``, ``notices/<id>.html``, ``catalogue.json``, ``catalogue.csv``,
        ``feed.xml``. The pages link to ``<base>.pdf`` and ``<base>.docx`` of each release.
    """
    chosen = sorted((r for r in releases if is_public(r.notice)), key=_newest, reverse=True)
    rows = [_entry(release) for release in chosen]
    files = {"notices/index.html": _column(view, rows, templates).encode()}
    for release, row in zip(chosen, rows, strict=True):
        files[f"notices/{release.notice.id}.html"] = _page(view, release, row, templates).encode()
    listed = [{**row, "files": _files(release)} for release, row in zip(chosen, rows, strict=True)]
    files["catalogue.json"] = f"{json.dumps(listed, ensure_ascii=False, indent=1)}\n".encode()
    files["catalogue.csv"] = _csv(rows)
    files["feed.xml"] = _feed(view, rows).encode()
    return files


def _newest(release: Release) -> tuple[str, str]:
    return (str(release.notice.publication.released_on or ""), str(release.notice.id))


def _entry(release: Release) -> dict[str, str]:
    """The entry of one document: keys of the catalogue with their texts, and what pages need beside."""
    notice, public, repeal = release.notice, release.notice.publication, release.notice.repealed
    values: dict[str, Any] = {
        "id": notice.id,
        "page": f"notices/{notice.id}.html",
        **{key: getattr(public, key) for key in ("index_number", "topic", "genre", "released_on", "publisher")},
        **{key: getattr(public, key) for key in ("effective_on", "valid_until", "summary")},
        "number": notice.number,
        "date": notice.date,
        "title": one_line(str(notice.title)),
        "validity": "废止" if notice.state == "repealed" else public.label("validity"),
        "repealed_on": repeal.on if repeal else None,
        "repealed_by": repeal.by if repeal else None,
        "time": public.released_at or _UNSET,
    }
    return {key: "" if value is None else str(value) for key, value in values.items()}


def _files(release: Release) -> dict[str, str]:
    return {form: f"{release.link.base}.{form}" for form in _FORMATS if form in release.link.formats}


def _tags(view: View, **more: str) -> list[tuple[str, str]]:
    """Tags of a page; one without content is left out, for an empty tag is a fault of its own."""
    site = view.township.site
    found = {
        "SiteName": site.name if site else f"{view.township.county}{view.township.organ}",
        "SiteDomain": (site.domain if site else "") or "",
        "SiteIDCode": (site.id_code if site else "") or "",
        "ColumnName": _COLUMN["name"],
        "ColumnType": _COLUMN["type"],
        **more,
    }
    return [(name, content) for name, content in found.items() if content]


def _set(view: View, templates: Path, **context: Any) -> str:
    site = dict(context["tags"])["SiteName"]
    with as_template_fault(templates, "site/public.html.j2"):
        template = environment(templates).get_template("public.html.j2")
        return template.render(root="../", site=site, column=_COLUMN["name"], township=view.township, **context)


def _page(view: View, release: Release, row: dict[str, str], templates: Path) -> str:
    tags = _tags(
        view,
        ArticleTitle=row["title"],
        PubDate=f"{row['released_on']} {row['time']}",
        ContentSource=row["publisher"] or str(view.township.organ),
        Description=row["summary"],
        Keywords=f"{row['genre']}，{row['topic']}".strip("，"),
    )
    facts = [(title, row[key]) for key, title in ENTRIES.items() if row[key] or key in _ALWAYS]
    files = [(_FORMATS[form], path) for form, path in _files(release).items()]
    return _set(
        view, templates, title=row["title"], tags=tags, facts=facts, files=files, rows=None,
        repealed=row["validity"] == "废止", heading=heading(parse(release.body)), text=article(parse(release.body)),
    )  # fmt: skip


def _column(view: View, rows: Sequence[dict[str, str]], templates: Path) -> str:
    about = f"{view.township.name}主动公开的公文：发文字号、标题、发布日期、有效性和全文"
    tags = _tags(view, ColumnDescription=about, ColumnKeywords=_COLUMN["keywords"])
    return _set(
        view,
        templates,
        title=_COLUMN["name"],
        tags=tags,
        facts=(),
        files=(),
        rows=rows,
        repealed=False,
        heading="",
        text="",
    )


def _csv(rows: Sequence[dict[str, str]]) -> bytes:
    """The catalogue as a table, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*ENTRIES.values(), "网页"])
    writer.writerows([_harmless(row[key]) for key in (*ENTRIES, "page")] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _feed(view: View, rows: Sequence[dict[str, str]]) -> str:
    """An Atom feed; its times are those of publication, never the clock's."""
    tags = dict(_tags(view))
    domain = tags.get("SiteDomain", "invalid")
    updated = max((_moment(row) for row in rows), default=f"{view.today}T00:00:00+08:00")
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{escape(tags['SiteName'])}　{_COLUMN['name']}</title>",
        f"<id>tag:{domain},2000:notices</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(str(view.township.organ))}</name></author>",
        '<link rel="self" href="feed.xml"/>',
    ]
    return "\n".join([*head, *(line for row in rows for line in _feed_entry(row, domain)), "</feed>", ""])


def _moment(row: dict[str, str]) -> str:
    return f"{row['released_on']}T{row['time']}:00+08:00"


def _feed_entry(row: dict[str, str], domain: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<title>{escape(row['title'])}</title>"
    yield f"<id>tag:{domain},{row['released_on']}:{row['id']}</id>"
    yield f"<link href={quoteattr(row['page'])}/>"
    yield f"<published>{_moment(row)}</published>"
    yield f"<updated>{_moment(row)}</updated>"
    yield f"<summary>{escape('，'.join(part for part in (row['number'], row['validity'], row['summary']) if part))}</summary>"
    yield "</entry>"
