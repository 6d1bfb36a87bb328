"""Titles break by sense: no word is cut, no line is too wide, the shape is a trapezoid or a diamond."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from carebook.documents.title import WIDEST, lines, phrases

NAMES = ("清溪乡", "清溪乡人民政府", "清溪派出所", "清溪乡卫生院")
LONG = "清溪乡人民政府关于进一步加强全乡肇事肇祸等严重精神障碍患者联合服务管理和救治救助工作切实落实以奖代补政策和监护责任的通知"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("关于通报患者情况的函", ["关于通报患者情况的函"]),
        (
            "清溪乡人民政府关于成立清溪乡精神障碍患者关爱帮扶管理小组的通知",
            ["清溪乡人民政府", "关于成立清溪乡精神障碍患者", "关爱帮扶管理小组的通知"],
        ),
        (
            "清溪乡人民政府关于印发《严重精神障碍患者服务管理工作方案》的通知",
            ["清溪乡人民政府", "关于印发《严重精神障碍患者", "服务管理工作方案》的通知"],
        ),
        (
            "清溪乡人民政府清溪派出所清溪乡卫生院关于建立严重精神障碍患者信息双向通报机制的通知",
            ["清溪乡人民政府清溪派出所清溪乡卫生院", "关于建立严重精神障碍患者", "信息双向通报机制的通知"],
        ),
    ],
)
def test_where_titles_break(title: str, wanted: list[str]) -> None:
    """The organ stands by itself where it can; words of this work stay whole."""
    assert lines(title, NAMES) == wanted


def test_the_author_decides() -> None:
    """Where ``|`` stands, and nowhere else."""
    assert lines("甲乙|" + "丙" * 30, NAMES) == ["甲乙", "丙" * 30]


def test_a_title_of_sixty_characters() -> None:
    """Four lines that grow, each within the width, no word of the work cut."""
    found = lines(LONG, NAMES)
    assert "".join(found) == LONG
    assert max(map(len, found)) <= WIDEST
    assert [len(line) for line in found] == sorted(len(line) for line in found)
    for word in ("严重精神障碍患者", "以奖代补", "救治救助", "肇事肇祸", "人民政府"):
        assert any(word in line for line in found), word


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("关于印发《严重精神障碍患者》的通知和、清溪乡2026年（一）"), min_size=1, max_size=60))
def test_nothing_is_lost_and_nothing_forbidden_begins_a_line(title: str) -> None:
    """Whatever the title, its lines put together are the title, and no line begins with a closing mark."""
    found = lines(title, NAMES)
    assert "".join(found) == title.strip()
    if all(len(piece) <= WIDEST for piece in phrases(title.strip(), NAMES)):
        assert all(line[0] not in "的和、》）" for line in found[1:])
