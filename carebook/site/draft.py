"""A page before it is set: title, place in the site, content."""

from __future__ import annotations

from dataclasses import dataclass

from carebook.site.blocks import Cell, Part, Section

#: The main navigation: where each part of the site begins. A page belongs to the part whose key it names.
NAVIGATION = (
    ("home", Part("概况", "index.html")),
    ("due", Part("待办", "due.html")),
    ("plan", Part("走访计划", "plan.html")),
    ("patients", Part("患者", "patients/index.html")),
    ("groups", Part("小组", "groups/index.html")),
    ("villages", Part("村（社区）", "villages/index.html")),
    ("workers", Part("工作人员", "workers/index.html")),
    ("notices", Part("公文", "notices/index.html")),
    ("indicators", Part("指标", "indicators.html")),
    ("policies", Part("依据", "policies.html")),
    ("check", Part("检查", "check.html")),
    ("rules", Part("规则", "rules/index.html")),
    ("figures", Part("工作数字", "figures.html")),
    ("search", Part("搜索", "search.html")),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page says.

    ``part`` is the key of the navigation entry it belongs to. ``states`` stand beside the title. ``contents`` asks
    for a list of the sections at the top. A ``wide`` page is printed across.
    """

    path: str
    title: str
    part: str
    sections: tuple[Section, ...]
    states: tuple[Cell, ...] = ()
    lead: str = ""
    printable: bool = False
    wide: bool = False
    contents: bool = False
