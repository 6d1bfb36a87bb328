"""The vocabulary of papers is closed, and reads the same for all writers."""

from __future__ import annotations

import pytest

from carebook.writers import vocabulary
from carebook.writers.paper import Paper

COLUMN = '<colgroup><col width="1"/></colgroup>'
OUTSIDE = {
    "<article><script>x</script></article>": "script",
    "<article><div/></article>": "div",
    "<article><p class='fancy'>x</p></article>": "fancy",
    "<article><p style='color:red'>x</p></article>": "style",
    "<article><p onclick='x()'>x</p></article>": "onclick",
    "<article>text</article>": "不能直接写文字",
    "<div>text</div>": "根元素",
    "<article><p>x</article>": "XML",
    "<article><p>&nbsp;</p></article>": "XML",
    "<!DOCTYPE a [<!ENTITY e 'x'>]><article><p>&e;</p></article>": "DOCTYPE",
    "<article><p><p>x</p></p></article>": "不能有 p",
    "<article><h1>x</h1><header><hr/></header></article>": "header",
    "<article><footer><p class='cc'>x</p></footer><p>y</p></article>": "footer",
    "<article><footer><p>x</p></footer></article>": "class",
    "<article><footer><p class='printing'><span>x</span></p></footer></article>": "两个 span",
    "<article><p><span>x</span></p></article>": "class",
    "<article><p><span class='hei kai'>x</span></p></article>": "hei kai",
    "<article><p><span class='blank'>x</span></p></article>": "全角空格",
    "<article><p><a href='javascript:x'>x</a></p></article>": "href",
    f"<article><table>{COLUMN}<tbody><tr><td>x</td></tr></tbody></table></article>": "class",
    "<article><table class='grid'><tbody><tr><td>x</td></tr></tbody></table></article>": "顺序",
    f"<article><table class='grid'>{COLUMN}<tbody><tr><td>x</td><td>y</td></tr></tbody></table></article>": "1 列",
    f"<article><table class='grid'>{COLUMN}<tbody><tr/></tbody></table></article>": "1 列",
    f"<article><table class='grid'>{COLUMN}<tbody><tr><td rowspan='2'>x</td></tr></tbody></table></article>": "rowspan",
    f"<article><table class='grid'>{COLUMN}<tbody><tr><td colspan='x'>x</td></tr></tbody></table></article>": "colspan",
    "<article><table class='grid'><colgroup><col width='2mm'/></colgroup><tbody/></table></article>": "width",
    "<article><p>" + "<b>" * 100 + "x" + "</b>" * 100 + "</p></article>": "嵌套",
    "<article><section><section/></section></article>": "section",
    "<article class='fax'><p>x</p></article>": "fax",
    "<article><section class='wide'><p>x</p></section></article>": "wide",
    "<article><header><p class='mark'>x</p><hr/><p class='mark'>y</p></header></article>": "连着",
    "<article><header><p class='mark-suffix'>文件</p><p class='mark'>x</p></header></article>": "紧跟",
    "<article><header><p class='signer'><span>签发人：</span><span>x</span></p></header></article>": "紧跟",
    "<article><header><p class='number'>x</p><p class='signer'><span>x</span></p></header></article>": "签发人",
    "<article><p class='signature-stamp'><span>乡长</span></p></article>": "职务",
    "<article><p class='printing'><span>x</span><span>y</span></p></article>": "class",
}


@pytest.mark.parametrize(("html", "word"), OUTSIDE.items())
def test_refuses_everything_else(html: str, word: str) -> None:
    """Whatever is not in the list raises, and the message names it."""
    with pytest.raises(vocabulary.VocabularyError, match=word):
        vocabulary.parse(html)


def test_error_tells_where_and_what_is_allowed() -> None:
    """An error carries element, parent, line and the elements that may stand there."""
    with pytest.raises(vocabulary.VocabularyError) as caught:
        vocabulary.parse("<article>\n<ul>\n<p>x</p></ul></article>")
    error = caught.value
    assert (error.element, error.parent, error.line, error.allowed) == ("p", "ul", 3, "li")


def test_accepts_the_samples(paper: Paper) -> None:
    """Every sample paper parses."""
    assert vocabulary.parse(paper.body).tag == "article"


def test_text_has_one_line_per_block_and_row() -> None:
    """Blocks and rows are lines; cells are separated by a space, empty ones vanish; a break is a space."""
    html = (
        "<article><h1>甲<br/>乙</h1><p>丙 <b>丁</b></p><table class='grid'><colgroup><col span='3' width='1'/></colgroup>"
        "<tbody><tr><td>1</td><td></td><td>2</td></tr></tbody></table></article>"
    )
    assert vocabulary.text(vocabulary.parse(html)) == "甲 乙\n丙 丁\n1 2"


def test_white_space_of_the_source_does_not_show() -> None:
    """A line break between Chinese characters vanishes, other runs collapse, ends are trimmed."""
    html = "<article><p>\n  督促监护人\n  履行责任，  at  home \n</p></article>"
    assert vocabulary.text(vocabulary.parse(html)) == "督促监护人履行责任， at home"


def test_spans_of_rows_count_in_the_rows_below() -> None:
    """A cell that reaches down takes its columns in the next row, so that row may be shorter."""
    html = (
        "<article><table class='form'><colgroup><col span='2' width='1'/></colgroup><tbody>"
        "<tr><th rowspan='2'>甲</th><td>乙</td></tr><tr><td>丙</td></tr></tbody></table></article>"
    )
    assert vocabulary.text(vocabulary.parse(html)).splitlines() == ["甲 乙", "丙"]
