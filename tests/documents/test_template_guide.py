"""The guide to templates names what a township can change."""

from __future__ import annotations

import re

import pytest

from tests.townships import HOME, ROOT

GUIDE = (ROOT / "docs/templates.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["notice.xhtml.j2", "site/public.html.j2"])
def test_every_block_is_explained(name: str) -> None:
    """Each block of a template that has blocks stands in the guide."""
    blocks = re.findall(r"{% block (\w+) %}", (HOME.templates / name).read_text("utf-8"))
    assert blocks
    assert [block for block in blocks if f"`{block}`" not in GUIDE] == []


def test_every_variable_of_notices_is_explained() -> None:
    """What the template of notices is handed stands in the guide."""
    text = (HOME.templates / "notice.xhtml.j2").read_text("utf-8")
    used = set(re.findall(r"{{ *(\w+)", text)) | set(re.findall(r"{% (?:if|for \w+ in) (\w+)", text))
    local = {"mark", "organ", "one", "row", "cell", "head", "line", "width", "name", "reserved", "loop"}
    assert sorted(name for name in used - local if f"`{name}" not in GUIDE) == []
