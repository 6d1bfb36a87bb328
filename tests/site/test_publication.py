"""The public pages: tags, catalogue, text, downloads, feed; and only what is to be public."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from xml.etree import ElementTree as ET

from carebook.documents.notice import notice, plain_title
from carebook.site.page import PaperLink
from carebook.site.publication import Release, publication
from tests.townships import DEMO, HOME, township

PUBLIC = ["2025-12", "2025-2"]
_ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def files() -> dict[str, bytes]:
    """What the demo township publishes, of all notices that have no roster."""
    view = township(DEMO).view("office")
    releases = [
        Release(
            record,
            notice(view, record, HOME.templates),
            PaperLink("notices", key, plain_title(record), f"documents/notices/{key}", ("pdf", "docx", "html"), key),
        )
        for key, record in view.notices.items()
    ]
    return publication(view, releases, HOME.templates)


def page(key: str) -> str:
    """The page of one notice."""
    return files()[f"notices/{key}.html"].decode("utf-8")


def test_only_what_was_made_public_is_there() -> None:
    """Of all notices only those with 主动公开 that are published or repealed have a page."""
    pages = {name for name in files() if name.startswith("notices/")}
    assert pages == {"notices/index.html", *(f"notices/{key}.html" for key in PUBLIC)}
    assert [entry["id"] for entry in json.loads(files()["catalogue.json"])] == PUBLIC


def test_tags_of_a_page() -> None:
    """国办发〔2017〕47号: the tags of an article, none of them empty."""
    tags = dict(re.findall('<meta name="([A-Za-z]+)" content="([^"]*)">', page("2025-12")))
    wanted = {
        "SiteName": "宁水县清溪乡人民政府",
        "SiteDomain": "qingxi.example",
        "SiteIDCode": "9901010001",
        "ColumnName": "政策文件",
        "ColumnType": "政策文件",
        "ArticleTitle": "清溪乡人民政府关于印发《清溪乡严重精神障碍患者服务管理工作方案》的通知",
        "PubDate": "2025-03-10 10:00",
        "ContentSource": "宁水县清溪乡",
    }
    assert {key: tags.get(key) for key in wanted} == wanted
    assert all(tags.values())
    column = dict(re.findall('<meta name="([A-Za-z]+)" content="([^"]+)">', files()["notices/index.html"].decode()))
    assert {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= set(column)


def test_catalogue_block_and_text() -> None:
    """The nine entries of the catalogue, the text with the issued plan, both files."""
    html = page("2025-12")
    titles = re.findall("<dt>([^<]+)</dt>", html)
    assert titles[:9] == [
        "索引号",
        "发文字号",
        "主题分类",
        "体裁分类",
        "成文日期",
        "发布日期",
        "文件标题",
        "发布机构",
        "有效性",
    ]
    assert "（此件公开发布）" in html
    assert "（二）按期随访评估。" in html
    assert 'href="../documents/notices/2025-12.pdf"' in html
    assert 'href="../documents/notices/2025-12.docx"' in html
    assert "http" not in html.replace("http-equiv", "")


def test_a_repealed_notice_says_so() -> None:
    """Who reads it sees that it no longer holds, since when and by what."""
    html = page("2025-2")
    assert "本件已经废止" in html
    assert "<dt>废止日期</dt><dd>2025-03-03</dd>" in html
    assert "清溪府发〔2025〕12号" in html


def test_catalogue_as_a_table() -> None:
    """The same entries, readable for a spreadsheet."""
    rows = list(csv.reader(io.StringIO(files()["catalogue.csv"].decode("utf-8-sig"))))
    assert rows[0][:3] == ["索引号", "发文字号", "主题分类"]
    assert [row[1] for row in rows[1:]] == ["清溪府发〔2025〕12号", "清溪府发〔2025〕2号"]


def test_the_feed_keeps_the_times_of_publication() -> None:
    """Newest first; nothing of it comes from the clock."""
    root = ET.fromstring(files()["feed.xml"])  # noqa: S314 - our own output
    times = [entry.findtext(f"{_ATOM}published") for entry in root.iter(f"{_ATOM}entry")]
    assert times == ["2025-03-10T10:00:00+08:00", "2025-01-06T10:00:00+08:00"]
    assert root.findtext(f"{_ATOM}updated") == times[0]
