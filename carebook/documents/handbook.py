"""The handbook's tables, made from their only definitions: schemas, the rule book, the table of papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from carebook.documents.papers import PAPERS
from carebook.findings import Severity
from carebook.policy.files import FILES
from carebook.reading.fields import ITEM, Field, fields
from carebook.reading.resolved import resolved_schema
from carebook.reading.wording import flow
from carebook.records.kinds import KINDS, entry_kinds
from carebook.rulebook import Rule, rules
from carebook.writers.paper import Layout

_COLUMNS = ("字段", "名称", "说明", "必填", "写法或代码", "例", "谁可以看")
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_FAMILIES = {
    "Y": "文件与 YAML 写法",
    "F": "字段",
    "R": "编号与引用",
    "G": "联合服务管理小组",
    "P": "人的号码",
    "T": "日期",
    "D": "到期与随访",
    "N": "公文",
    "V": "身份信息的加密",
    "C": "档案、协议与前后一致",
    "M": "随访表、评估与用药",
    "E": "对全乡情况的预期",
}
_LAYOUTS: Mapping[Layout, str] = {"official": "公文", "file": "A4 竖排", "sheet": "A4 横排"}
#: How the tables call what an id refers to, by ``x-ref``.
REFERENCES: Mapping[str, str] = {
    "patient": "患者编号",
    "staff": "工作人员编号",
    "recorder": "工作人员编号；不清楚是谁记的，写 unknown",
    "staff-or-guardian": "工作人员编号，或 guardian（监护人）",
    "village": "村（社区）编号",
    "group": "小组编号",
    "grid": "网格编号",
    "unit": "部门代码或村（社区）编号",
    "rule": "规则编号",
    "policy": "政策文件编号",
    "supervision": "督办事项编号",
    "obligation": "文件编号/事项编号",
    "keeping": "保存期限的编号",
    "kind": "记录的种类",
    "entry": "事情的种类，即文件名里的词，例如 visit",
    "paper": "文书的种类，或 all",
    "field": "这类记录的字段",
    "text-field": "这类记录的文字字段，用点连接各级",
}
_KINDS = {
    "phone": "电话；全是数字时加引号",
    "id-number": "公民身份号码，加引号",
    "partial-date": "日期，可以只写到年或月",
}
_GENERATED = "<!-- 由 python3 build.py handbook 生成；改动请改 {source} -->"
_ABOUT_FIELDS = (
    "每种记录有哪些字段、怎样写、谁可以看。`[]` 表示列表里的每一项；“必填”是说上一级写了，这一项就要写。"
    "日期一律写成 `2026-03-01`。“谁可以看”中的“小组”是该患者的小组成员，“本人”是患者和监护人，“全部”是以上各方。"
)
_ABOUT_ENTRIES = (
    "做了一件事，建一个文件，文件名是 `月-日-词-记录人.yaml`，放在那一年的文件夹里，例如 "
    "`data/patients/QX-0001/2026/11-20-visit-S02.yaml`：记录人写工作人员编号的最后一段，同一个人同一天的第二份末尾加 "
    "`-2`。每种记录有哪些项，见[字段表](fields.md)。"
)
_OWNERS: Mapping[str, tuple[str, str]] = {
    "patients": ("患者的", "data/patients/<编号>/<年>/"),
    "groups": ("小组的", "data/groups/<编号>/<年>/"),
    "villages": ("村（社区）的", "data/villages/<编号>/<年>/"),
    "township": ("全乡的", "data/township/<年>/"),
}
_ABOUT_RULES = (
    "检查时每一条提示都带一个规则编号。“错误”要改好才能合并；“提醒”和“说明”不拦。"
    "在电脑上看一条规则的全文：`python3 build.py explain P501`。"
)
_ABOUT_PAPERS = (
    "`python3 build.py` 能生成的文书。第一列是 `site/office/documents/` 下的文件夹，也是 `build --only` 和 "
    "`policies/audiences.yaml` 里的写法。除了列在这里的网页，各种文书都列在网站的“公文”页。"
)


def handbook_pages(schemas: Path) -> Mapping[str, str]:
    """Every generated page of ``docs/handbook``, as Markdown, by the name of its file.

    Args:
        schemas: the folder of the schemas.
    """
    return {
        "entries.md": entry_words(schemas),
        "fields.md": field_tables(schemas),
        "rules.md": rule_list(),
        "papers.md": paper_kinds(schemas),
    }


def entry_words(schemas: Path) -> str:
    """Return the page of the words that name entries in the names of their files, as Markdown.

    Args:
        schemas: the folder of the schemas, which say what each is called.
    """
    parts = [_GENERATED.format(source="carebook/records/kinds.py"), "# 文件名里的词", _ABOUT_ENTRIES]
    for owner, (title, folder) in _OWNERS.items():
        rows = []
        for kind in entry_kinds(owner):
            schema = resolved_schema(schemas, kind.schema)
            day = f"{schema['properties'][kind.day]['title']}（`{kind.day}`）"
            rows.append((f"`{kind.name}`", schema["title"], day))
        parts += [f"## {title}", f"在 `{folder}`：", _table(("词", "记什么", "文件名里是哪一天"), rows)]
    return "\n\n".join(parts) + "\n"


def paper_kinds(schemas: Path) -> str:
    """Return the page of all kinds of papers, as Markdown.

    Args:
        schemas: the folder of the schemas, which say what the pages of the site are called.
    """
    audience = resolved_schema(schemas, "audiences")["properties"]["audiences"]["items"]["properties"]
    pages: Mapping[str, str] = audience["pages"]["items"]["x-codes"]
    rows = [
        (
            f"`{kind.name}`",
            kind.title,
            kind.records,
            kind.when,
            _LAYOUTS[kind.layout],
            "、".join(f"`{name}`" for name in kind.templates),
            "、".join(pages[page] for page in kind.linked),
        )
        for kind in PAPERS.values()
    ]
    columns = ("文件夹", "文书", "从哪些记录来", "什么时候有", "版式", "模板", "列在哪些网页")
    generated = _GENERATED.format(source="carebook/documents/papers.py")
    return "\n\n".join((generated, "# 文书的种类", _ABOUT_PAPERS, _table(columns, rows))) + "\n"


def audiences(schemas: Path) -> Mapping[str, str]:
    """How the tables name those who may see a field, by code."""
    (field,) = (one for one in fields(schemas, "audiences") if one.name == "audiences[].id")
    found: Mapping[str, str] = field.schema["x-codes"]
    return found


def field_tables(schemas: Path) -> str:
    """Return the page of all fields, one table per kind of record, as Markdown.

    Args:
        schemas: the folder of the schemas.
    """
    parts = [_GENERATED.format(source="schemas/"), "# 字段表", _ABOUT_FIELDS]
    kinds = [(kind.schema, f"data/{kind.example}") for kind in KINDS]
    kinds += [(one.schema, one.shown) for one in FILES]
    for name, example in kinds:
        schema = resolved_schema(schemas, name)
        rows = [_row(field, audiences(schemas)) for field in fields(schemas, name) if not _repeats(field)]
        intro = [f"## {schema['title']}", f"例：`{example}`。{_cell(schema['description'])}"]
        parts += [*intro, _table(_COLUMNS, rows), *_conditions(schema)]
    return "\n\n".join(parts) + "\n"


def rule_list() -> str:
    """Return the page of all rules, by family, as Markdown."""
    parts = [_GENERATED.format(source="carebook/rulebook/"), "# 规则表", _ABOUT_RULES]
    for family, title in _FAMILIES.items():
        pages = [page for page in rules().values() if page.code.startswith(family)]
        if pages:
            parts += [f"## {title}（{family}）", *(_page(page) for page in pages)]
    return "\n\n".join(parts) + "\n"


def _row(field: Field, names: Mapping[str, str]) -> tuple[str, ...]:
    schema = field.schema
    below = "properties" in schema or "properties" in schema.get("items", {})
    return (
        f"`{field.name}`",
        schema["title"],
        schema["description"],
        "是" if field.required else "",
        _writing(schema),
        "" if below else f"`{flow(schema['examples'][0])}`",
        _seen_by(field, names),
    )


def _seen_by(field: Field, names: Mapping[str, str]) -> str:
    inside = [name for key, name in names.items() if key in field.audience and key != "public"]
    words = "全部" if len(inside) == len(names) - 1 else "、".join(inside)
    return f"{words}，可公开" if "public" in field.audience else words


def _repeats(field: Field) -> bool:
    """An item of a plain list says nothing that its list does not say."""
    return field.path[-1] == ITEM


def _writing(schema: Mapping[str, Any]) -> str:
    """What may be written: codes in words, or the form."""
    items = schema.get("items", schema)
    many = "" if items is schema else "列表；每项："
    if items is not schema and "properties" in items:
        return "列表；每项是下面的一组字段"
    if codes := items.get("x-codes"):
        return many + "；".join(f"{code} {word}" for code, word in codes.items())
    return many + _form(items)


def _form(schema: Mapping[str, Any]) -> str:
    if kind := schema.get("x-kind") or schema.get("x-ref"):
        return _KINDS.get(kind) or REFERENCES.get(kind) or "本记录的编号，与文件位置一致"
    if schema.get("format") == "date":
        return "日期"
    words = {"object": "下面的一组字段", "boolean": "true（是）或 false（否）", "string": "文字"}
    if (kind := schema.get("type", "string")) in words:
        longest = schema.get("maxLength")
        return f"文字，不超过 {longest} 字" if longest and kind == "string" else words[kind]
    return ("整数" if kind == "integer" else "数") + _range(schema)


def _range(schema: Mapping[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"，{low} 至 {high}"
    return f"，不小于 {low}" if low is not None else ""


def _conditions(schema: Mapping[str, Any]) -> Iterator[str]:
    """What must hold between fields, in the schema's own words."""
    found = dict.fromkeys(_reasons(schema))
    if found:
        yield "字段之间：\n\n" + "\n".join(f"- {reason}。" for reason in found)


def _reasons(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for part in schema:
            yield from _reasons(part)
    elif isinstance(schema, Mapping):
        if "x-why" in schema:
            yield str(schema["x-why"])
        for part in schema.values():
            yield from _reasons(part)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in lines)


def _cell(text: str) -> str:
    """A text that Markdown takes neither for a column's end nor for HTML."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def _page(page: Rule) -> str:
    example = page.example
    where = f"（{example.file}）" if example.file else ""
    return "\n\n".join(
        (
            f"### {page.code} {page.title}",
            f"**{_SEVERITIES[page.severity]}**。{page.what}{page.why}",
            f"依据：{page.source}",
            f"对{where}：\n\n```yaml\n{_excerpt(example.right)}\n```",
            f"错：\n\n```yaml\n{_excerpt(example.wrong)}\n```",
        )
    )


def _excerpt(text: str) -> str:
    return text.strip("\n")
