"""What the check found, and the pages of the rule book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from carebook.findings import Finding, Severity
from carebook.rulebook import Rule, rules, severity
from carebook.site.blocks import Block, Cell, ColumnHead, Facts, Figures, Section, Table, Words, cell, count, heads
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial
from carebook.site.words import severity as severity_cell

_TITLES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


def check_draft(desk: PageMaterial) -> Draft:
    """All findings, by file."""
    findings = desk.view.findings
    weights = Counter(severity(finding) for finding in findings)
    figures = Figures(
        [
            (_TITLES[weight], count(weights[weight], tone=f"severity-{weight.value}", mark=severity_cell(weight).mark))
            for weight in Severity
        ]
    )
    sections = [Section("summary", "合计", (figures, _by_rule(findings)))]
    files = tuple(_by_place(list(found)) for _, found in groupby(findings, key=lambda f: f.place.file))
    if files:
        sections.append(Section("files", "各文件", files))
    return Draft("check.html", "检查结果", "check", tuple(sections), wide=True)


def _by_rule(findings: tuple[Finding, ...]) -> Table:
    counts = Counter(finding.rule for finding in findings)
    rows = [
        [_code(code), cell(rules()[code].title), severity_cell(rules()[code].severity), cell(number)]
        for code, number in sorted(counts.items())
    ]
    columns = heads(ColumnHead("规则", "tight"), "内容", ColumnHead("轻重", "tight"), ColumnHead("处数", "num"))
    return Table("按规则", columns, rows, "没有发现问题。数据符合全部规则。")


def _code(code: str) -> Cell:
    return cell(code, f"rules/{code}.html")


def _by_place(findings: list[Finding]) -> Table:
    rows = [
        [
            cell(f"{f.place.line}:{f.place.column}", sort=f.place.line),
            severity_cell(severity(f)),
            _code(f.rule),
            cell(f.message),
            cell(f.remedy),
        ]
        for f in findings
    ]
    columns = heads(
        ColumnHead("行:列", "tight"),
        ColumnHead("轻重", "tight"),
        ColumnHead("规则", "tight"),
        ColumnHead("问题", "long"),
        ColumnHead("怎样改", "long"),
    )
    return Table(f"{findings[0].place.file}（{len(rows)} 处）", columns, rows, "")


def rules_draft() -> Draft:
    """The table of all rules."""
    rows = [
        [_code(rule.code), cell(rule.title, f"rules/{rule.code}.html"), severity_cell(rule.severity), cell(rule.source)]
        for rule in rules().values()
    ]
    columns = heads(ColumnHead("编号", "tight"), "规则", ColumnHead("轻重", "tight", pick=True), "出处")
    table = Table(f"规则 {len(rows)} 条，按编号排列", columns, rows, "没有规则", label=1, tools=True)
    return Draft("rules/index.html", "规则", "rules", (Section("rules", "规则手册", (table,)),))


def rule_drafts(desk: PageMaterial) -> Iterator[Draft]:
    """The help page of each rule, with the places where it speaks now."""
    spoken: dict[str, list[Finding]] = {}
    for finding in desk.view.findings:
        spoken.setdefault(finding.rule, []).append(finding)
    for code, rule in rules().items():
        yield _rule_draft(rule, spoken.get(code, []))


def _rule_draft(rule: Rule, findings: list[Finding]) -> Draft:
    example: list[Block] = []
    if rule.example.file:
        example.append(Words(f"以 {rule.example.file} 为例："))
    example += [Words("正确", "right"), Words(rule.example.right, "code")]
    example += [Words("错误", "wrong"), Words(rule.example.wrong, "code")]
    rows = [[cell(str(f.place)), cell(f.message)] for f in findings]
    now = Table(f"共 {len(rows)} 处", heads("位置", ColumnHead("问题", "long")), rows, "现在没有数据违反这条规则")
    return Draft(
        f"rules/{rule.code}.html",
        f"{rule.code} {rule.title}",
        "rules",
        (
            Section("what", "要求", (Words(rule.what.strip()), Facts([("出处", cell(rule.source))]))),
            Section("why", "为什么", (Words(rule.why.strip()),)),
            Section("example", "写法", tuple(example)),
            Section("now", "现在的情况", (now,)),
        ),
        states=(severity_cell(rule.severity),),
    )
