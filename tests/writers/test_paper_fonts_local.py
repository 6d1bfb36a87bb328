"""A township's own fonts are used, and what no font of a role can draw is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from carebook.writers import fonts, pdf
from carebook.writers.substitutes import substitutes
from tests.writers.sample_papers import HOME, font_names, make


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a bought 仿宋_GB2312 in ``fonts/local``: our Kai without one character, under that name."""
    (tmp_path / "templates").symlink_to(HOME / "templates")
    (tmp_path / "fonts" / "local").mkdir(parents=True)
    for file in (HOME / "fonts").glob("*.ttf"):
        (tmp_path / "fonts" / file.name).symlink_to(file)
    with TTFont(fonts.path("kai", HOME)) as font:
        for table in font["cmap"].tables:
            table.cmap.pop(ord("乙"), None)
        for number, name in ((1, "FangSong_GB2312"), (4, "FangSong_GB2312"), (6, "FangSong_GB2312")):
            font["name"].setName(name, number, 3, 1, 0x409)
        font.save(tmp_path / "fonts" / "local" / "simfang.ttf")
    return tmp_path


def test_licensed_font_takes_its_role(home: Path) -> None:
    """A font with the name of a role draws that role; the shipped one stands in for what it lacks."""
    paper = make("official", "<article><p>甲乙</p><h2>丙</h2><h3>丁</h3></article>")
    assert font_names(pdf.render(paper, home)) == {
        "FangSong_GB2312", "CarebookFang-Regular", "CarebookHei-Regular", "CarebookKai-Regular", "CarebookSong-Regular",
    }  # fmt: skip
    assert [str(one) for one in substitutes([paper], home)] == ["仿宋没有“乙”，用随产品的仿宋"]


def test_substitutes_are_named() -> None:
    """The report says which role lacks which characters and which font draws them; other text is not in it."""
    papers = [make("official", "<article><h1>林𬸚</h1><p>廖小㛃、䶮</p><p>犇</p></article>")]
    found = {(one.role, one.drawn_by): one.characters for one in substitutes(papers, HOME)}
    assert found[("fang", "song")] == "㛃䶮犇"
    assert all(role in fonts.FAMILIES and by in fonts.FAMILIES for role, by in found)
    assert "廖" not in "".join(found.values())


def test_nothing_is_said_about_ordinary_text() -> None:
    """Text that every face holds gives no report."""
    assert substitutes([make("official", "<article><h1>通知</h1><p>正文。</p></article>")], HOME) == ()
