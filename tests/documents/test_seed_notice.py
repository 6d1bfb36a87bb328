"""The notice that started it all comes out word for word."""

from __future__ import annotations

import re
from typing import Any

import yaml

from carebook.documents.notice import notice
from carebook.writers import vocabulary
from tests.townships import DEMO, HOME, ROOT, SHANLING, ZHONGLIANG, township

SEED = (ROOT / "tests/fixtures/zhongliang-2022-9.txt").read_text("utf-8")
SLIPS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/fixtures/zhongliang-2022-9-slips.yaml").read_text("utf-8"))[
    "slips"
]
#: The demo township's own place names, in the order in which they must be put back.
PLACES = (
    ("清溪村", "中梁村"), ("清溪", "中梁"), ("柳溪村", "双河村"), ("云岭社区", "银水社区"), ("桃坪村", "石坪村"),
    ("安澜市", "重庆市"), ("安综办发", "渝综办发"), ("宁水综治委", "巫溪综治委"),
)  # fmt: skip


def bare(text: str) -> str:
    """Text without any white space: alignment is not wording."""
    return re.sub(r"\s", "", text)


def mended(seed: str) -> str:
    """The seed's text with its listed slips mended, each exactly once, in order."""
    text, start = bare(seed), 0
    for slip in SLIPS:
        wrong, right = bare(slip["seed"]), bare(slip["built"])
        at = text.index(wrong, 0 if wrong.startswith("电话") else start)
        text = text[:at] + right + text[at + len(wrong) :]
        start = at if not wrong.startswith("电话") else start
    return text


def built(folder: Any) -> str:
    """The text of the notice as composed, without the mark of the issuing organ, which a web page does not show."""
    view = township(folder).view("office")
    text = bare(vocabulary.text(vocabulary.parse(notice(view, view.notices["2022-9"], HOME.templates))))
    mark = f"{view.township.organ}文件"
    assert text.startswith(mark)
    return text.removeprefix(mark)


def test_under_its_own_place_names_it_is_the_seed_word_for_word() -> None:
    """The notice of 中梁乡 says what the published text says, but for the listed slips."""
    assert built(ZHONGLIANG) == mended(SEED)


def test_under_the_demo_townships_names_only_places_differ() -> None:
    """The notice of 清溪乡 is the same text once its place names are put back."""
    text = built(DEMO)
    for ours, theirs in PLACES:
        text = text.replace(ours, theirs)
    assert text == mended(SEED)


def test_rosters_show_the_members_on_the_day_of_signature() -> None:
    """A member who joined later is not in the roster of a notice signed before."""
    group = township(DEMO).view("office").groups["QX-G01"]
    then = {member.staff for member in group.roster(township(DEMO).registry.notices["2022-9"].date)}
    now = {member.staff for member in group.roster()}
    assert then < now


def issued() -> str:
    """The published text of 杉岭府发〔2021〕12号, its half-width marks written full, its torn day whole."""
    seed = (ROOT / "tests/fixtures/shanling-2021-12.txt").read_text("utf-8")
    seed = seed[seed.index("杉岭府发〔2021〕12号\n\n黔江区") :].partition("文件下载")[0]
    full = str.maketrans({"(": "（", ")": "）", ",": "，", ":": "：", ";": "；"})
    return bare(seed).translate(full).replace("202131日", "2021年3月1日")


def test_a_plan_that_is_issued_comes_out_letter_by_letter() -> None:
    """杉岭府发〔2021〕12号: number, title, text, signature, day, remark, then the plan on pages of its own, in this order."""
    view = township(SHANLING).view("office")
    tree = vocabulary.parse(notice(view, view.notices["2021-12"], HOME.templates))
    assert bare(vocabulary.text(tree)).removeprefix("黔江区杉岭乡人民政府文件") == issued()
    assert [part.kind for part in tree.elements if part.tag == "p" and part.kind] == [
        "recipients", "signature", "date", "remark"
    ]  # fmt: skip
    (plan,) = tree.all("section")
    heads = [vocabulary.inline_text(part) for part in plan.elements if part.tag == "h2"]
    assert heads == ["一、指导思想", "二、目标要求", "三、工作措施", "四、工作要求"]
