"""Who changed what: the commits of each record, as pages for the office show them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from carebook.records.kinds import kind_of
from carebook.site.accountability import History
from carebook.site.blocks import Block, Cell, ColumnHead, Part, Section, Table, Words, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial

_FILES = 6
_MOST = 200  # rows; the rest is in git
_SHORT = 10
_SHALLOW = "这份克隆只取了最近的历史，更早的修改看不到；要看全，先运行 git fetch --unshallow 再生成。"
_ABOUT = "取自 git 的提交：作者照提交时写的，日期是作者写提交的那一天。还没有提交的修改不在内。"


def changes(history: History | None, folder: str) -> Iterator[Block]:
    """Who changed the records below a folder; nothing where the readers get no history."""
    if history is not None:
        yield from _blocks(history, folder)


def _blocks(history: History, folder: str) -> Iterator[Block]:
    if history.why_not:
        yield Words(f"{history.why_not}。", "note")
        return
    found = history.below(folder)
    rows = [
        [cell(change.day), cell(change.author), cell(change.subject), cell(_named(files)), cell(change.commit[:_SHORT])]
        for change, files in found[:_MOST]
    ]
    columns = heads(
        ColumnHead("日期", "day"),
        ColumnHead("作者", "tight"),
        ColumnHead("说明", "long"),
        "文件",
        ColumnHead("提交", "tight"),
    )
    more = f"，这里列最近 {_MOST} 次" if len(found) > _MOST else ""
    yield Table(f"共 {len(found)} 次修改{more}，新的在前", columns, rows, "还没有提交过")
    yield Words(_ABOUT + (_SHALLOW if history.shallow else ""), "note")


def history_draft(desk: PageMaterial, history: History) -> Draft:
    """The last change of every record of the township."""
    if history.why_not:
        blocks: tuple[Block, ...] = (Words(f"{history.why_not}。", "note"),)
    else:
        rows = [_row(desk, record, history) for record, _ in groupby(sorted(history.files), key=_record)]
        columns = heads(
            "记录", ColumnHead("种类", "tight", pick=True), ColumnHead("修改", "num"), ColumnHead("最近", "day"), ColumnHead("作者", "tight", pick=True), ColumnHead("说明", "long"),
        )  # fmt: skip
        table = Table(f"记录 {len(rows)} 份，每份列最近一次修改", columns, rows, "还没有提交过", tools=True)
        blocks = (table, _others(history), Words(_ABOUT + (_SHALLOW if history.shallow else ""), "note"))
    section = Section("changes", "每份记录最近一次修改", blocks)
    return Draft("changes.html", "谁改了什么", "policies", (section,), wide=True)


def _others(history: History) -> Table:
    """Every change of the records that have no page to show it: staff, villages, notices, the township."""
    found = [(change, name) for name, changes in history.files.items() if _record(name) == name for change in changes]
    found.sort(key=lambda one: (one[0].day, one[0].commit, one[1]), reverse=True)
    rows = [
        [cell(c.day), cell(name), cell(c.author), cell(c.subject), cell(c.commit[:_SHORT])] for c, name in found[:_MOST]
    ]
    columns = heads(
        ColumnHead("日期", "day"),
        "记录",
        ColumnHead("作者", "tight"),
        ColumnHead("说明", "long"),
        ColumnHead("提交", "tight"),
    )
    more = f"，这里列最近 {_MOST} 次" if len(found) > _MOST else ""
    caption = f"患者和小组以外的记录，共 {len(found)} 次修改{more}；患者和小组的见各自的页"
    return Table(caption, columns, rows, "还没有提交过")


def _record(name: str) -> str:
    """The record a file belongs to: the folder of a patient or group, else the file itself."""
    parts = name.split("/")
    folders = {"patients", "groups"}
    return "/".join(parts[:2]) + "/" if len(parts) > len(folders) and parts[0] in folders else name


def _row(desk: PageMaterial, record: str, history: History) -> list[Cell]:
    found = history.below(record)
    last = found[0][0]
    found_kind = kind_of(record)
    words = {"patients": "患者", "groups": "小组"}
    kind = words.get(record.split("/", maxsplit=1)[0]) or (
        desk.view.titled(found_kind.kind.name) if found_kind else "其他文件"
    )
    return [_link(desk, record), cell(kind), cell(len(found)), cell(last.day), cell(last.author), cell(last.subject)]


def _link(desk: PageMaterial, record: str) -> Cell:
    folder, _, key = record.strip("/").partition("/")
    held: Mapping[str, Collection[str]] = {"patients": desk.view.patients, "groups": desk.view.groups}
    return several([Part(record, f"{folder}/{key}.html#changes" if key in held.get(folder, ()) else "")])


def _named(files: Sequence[str]) -> str:
    """The files a change touched; of many the first."""
    more = f" 等 {len(files)} 个文件" if len(files) > _FILES else ""
    return "、".join(files[:_FILES]) + more
