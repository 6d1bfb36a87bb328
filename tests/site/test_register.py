"""The register: every number with its state, what has no document with its reason, as a page and as files."""

from __future__ import annotations

import csv
import io
import json

from carebook.documents.notice import plain_title
from carebook.publish.links import shelves
from carebook.site import pages
from carebook.site.page import PaperLink
from carebook.site.register import register_files
from tests.townships import DEMO, HOME, township

DIGEST, COMMIT = "d" * 64, "c" * 40


def links() -> list[PaperLink]:
    """A paper of each notice."""
    view = township(DEMO).view("office")
    return [
        PaperLink("notices", key, plain_title(one), f"documents/notices/{key}", ("pdf",), key, DIGEST, COMMIT)
        for key, one in view.notices.items()
    ]


def test_the_page_names_digest_commit_and_gaps() -> None:
    """The office finds from a sheet the state of the data it was made of, and why a number is missing."""
    view = township(DEMO).view("office")
    html = next(
        page.html for page in pages(view, shelves(links()), HOME.templates) if page.path == "notices/index.html"
    )
    assert "dddddddddd" in html
    assert "cccccccccc" in html
    assert "清溪府发〔2026〕5号" in html
    assert "作废：签发前撤回，序号不再使用" in html


def test_the_files_hold_every_notice() -> None:
    """JSON and CSV say the same of all notices, the repealed one with its ground."""
    view = township(DEMO).view("office")
    made = register_files(view, links())
    rows = json.loads(made["notices/register.json"])
    assert len(rows) == len(view.notices)
    old = next(row for row in rows if row["number"] == "清溪府发〔2025〕2号")
    assert (old["state"], old["repealed_on"], old["repealed_by"]) == ("已废止", "2025-03-03", "清溪府发〔2025〕12号")
    assert {row["digest"] for row in rows} == {DIGEST}
    listed = list(csv.DictReader(io.StringIO(made["notices/register.csv"].decode("utf-8-sig"))))
    assert [row["发文字号"] for row in listed] == [row["number"] for row in rows]
