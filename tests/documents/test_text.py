"""The text of a notice: numbering decides the level, placeholders are filled, nothing becomes markup."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from carebook.audience.placeholders import PlaceholderError
from carebook.documents.text import body


def made(text: str) -> str:
    """The text with one word and one block to fill in."""
    return str(body(text, {"乡镇": "清溪<乡>"}, {"花名册": Markup("<p>名单</p>")}))


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("一、总则", "<h2>一、总则</h2>"),
        ("十二、附则", "<h2>十二、附则</h2>"),
        ("（一）按期随访", "<h3>（一）按期随访</h3>"),
        ("1.第三层", "<p>1.第三层</p>"),
        ("（1）第四层", "<p>（1）第四层</p>"),
        ("普通段落。", "<p>普通段落。</p>"),
        ("一是要按时。", "<p>一是要按时。</p>"),
        ("（一）建立制度。各村要上报。", '<p><span class="kai">（一）建立制度。</span>各村要上报。</p>'),
        ("二、完成体检。", '<p><span class="hei">二、完成体检。</span></p>'),
        ("一、提高认识。各单位要重视。", '<p><span class="hei">一、提高认识。</span>各单位要重视。</p>'),
    ],
)
def test_numbering_decides_the_level(line: str, html: str) -> None:
    """Each level of GB/T 9704 7.3.3 becomes its element."""
    assert made(line) == html


def test_placeholders_are_filled_and_escaped() -> None:
    """A word inside a sentence is text; a block alone on its line is set as it is."""
    assert made("在{{ 乡镇 }}境内\n\n{{ 花名册 }}") == "<p>在清溪&lt;乡&gt;境内</p>\n<p>名单</p>"


def test_typed_markup_stays_text() -> None:
    """What an official types never becomes markup."""
    assert made("<b>甲</b> & 乙") == "<p>&lt;b&gt;甲&lt;/b&gt; &amp; 乙</p>"


def test_an_unknown_placeholder_is_an_error() -> None:
    """Nothing is filled in silently."""
    with pytest.raises(PlaceholderError):
        made("{{ 不存在 }}的")


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__ }}的",
        "{{ 乡镇.__class__.__mro__ }}的",
        "{% for i in range(99999999) %}x{% endfor %}",
        "{{ range(99999999) | list }}的",
        "{{ 'x' * 99999999999 }}的",
        "{{ 乡镇 | upper }}的",
        "{{ '%99999999999d' % 1 }}的",
        "{% include 'notice.xhtml.j2' %}",
        "{# 注释 #}",
        "{{ 7*7 }}",
        "{{ {{ 乡镇 }} }}",
    ],
)
def test_text_is_never_run(hostile: str) -> None:
    """Whatever a template language could do, the text of a record cannot: only names are looked up."""
    with pytest.raises(PlaceholderError):
        made(hostile)


@pytest.mark.parametrize("odd", ["${乡镇}", "%(乡镇)s", "{乡镇}", "{0.__class__}", '#read("/etc/passwd")'])
def test_other_template_languages_mean_nothing(odd: str) -> None:
    """What looks like a call of another language is printed as it was typed."""
    assert made(odd) == f"<p>{Markup.escape(odd)}</p>"


def test_what_is_filled_in_is_not_read_again() -> None:
    """A value that looks like a placeholder stays text."""
    words = {"乡镇": "{{ 县区 }}", "县区": "某县"}
    assert str(body("在{{ 乡镇 }}", words, {})) == "<p>在{{ 县区 }}</p>"
