"""A plain first page, for trees that tell no state of the work: what lies here, and whom to call."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.site.blocks import ColumnHead, Facts, Section, Table, Words, cell, heads
from carebook.site.draft import NAVIGATION, Draft
from carebook.site.page_material import PageMaterial
from carebook.site.tables import paper_table

#: What the parts of the site hold, in words.
_ABOUT = {
    "patients": "记录和档案",
    "groups": "小组成员和会议",
    "due": "到期事项",
    "notices": "公文登记和下载",
    "policies": "服务管理的各项要求和出处",
    "figures": "工作指标",
    "search": "在本站查找",
}


def entry_draft(desk: PageMaterial) -> Draft:
    """The first page: the parts of the site, its papers, the offices to call."""
    day = desk.today
    return Draft("index.html", "首页", "home", tuple(_sections(desk)), lead=f"{day.year}年{day.month}月{day.day}日")


def _sections(desk: PageMaterial) -> Iterator[Section]:
    if desk.papers:
        yield Section("papers", "文件", (paper_table(desk.papers, f"共 {len(desk.papers)} 份", ""),))
    rows = [
        (part.text, cell(_ABOUT.get(key, part.text), part.href))
        for key, part in NAVIGATION
        if key in _ABOUT and desk.has(key)
    ]
    yield Section("parts", "栏目", (Facts(rows),))
    contacts = [(str(d.name), cell(d.duty_phone)) for d in desk.view.township.departments]
    yield Section("contacts", "部门和值班电话", (Facts(contacts),))


def figures_draft(desk: PageMaterial) -> Draft:
    """The township's figures without small numbers."""
    figures = desk.view.figures()
    rates = [[cell(title), cell(said), cell(formula)] for title, said, formula in figures.rates]
    columns = heads("指标", ColumnHead("今年", "tight"), ColumnHead("怎样算", "long"))
    numbers = [[cell(word), cell(said)] for word, said in figures.stability]
    note = "人数少的数字，以及能用减法推出这些数字的，都不公布。"
    sections = (
        Section("rates", "工作指标", (Table("今年以来", columns, rates, "没有指标"), Words(note, "note"))),
        Section(
            "numbers",
            "建档人数",
            (Table(f"按病情，共 {figures.total} 人", heads("病情", ColumnHead("人数", "tight")), numbers, ""),),
        ),
    )
    return Draft("figures.html", "工作数字", "figures", sections, lead=f"截至 {desk.today.isoformat()}")
