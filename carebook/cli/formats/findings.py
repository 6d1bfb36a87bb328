"""Findings in every form that people and machines ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from carebook import __version__
from carebook.cli.formats import as_csv, as_json
from carebook.findings import Finding, Severity
from carebook.rulebook import rule, rules, severity

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_ENTRY = re.compile(r"/20\d\d/[^/]+\.yaml$")
_WEIGHT = tuple(Severity)
_COLUMNS = ("rule", "severity", "file", "line", "column", "message", "fix", "blank", "advice", "source")


def row(finding: Finding) -> dict[str, Any]:
    """A finding as one flat row."""
    return {
        "rule": finding.rule,
        "severity": str(severity(finding)),
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "fix": finding.fix,
        "blank": finding.blank,
        "advice": finding.advice,
        "source": rule(finding.rule).source,
    }


def verdict(findings: Sequence[Finding]) -> str:
    """The whole in one sentence."""
    count = {kind: sum(severity(f) is kind for f in findings) for kind in Severity}
    if not findings:
        return "检查完毕，没有发现问题。"
    parts = [f"{count[kind]} 条{_WORDS[kind]}" for kind in Severity if count[kind]]
    tail = "；有错误，须改正后才能合并和生成" if count[Severity.ERROR] else ""
    return f"检查完毕，共 {'、'.join(parts)}{tail}。"


def text(findings: Sequence[Finding]) -> str:
    """Lines for people: place, what is wrong, what can be done; errors first, and the way to the first of them."""
    lines = []
    findings = sorted(findings, key=lambda one: _WEIGHT.index(severity(one)))
    for group in _by_entry(findings):
        for lead, finding in zip(("", *["  └ "] * len(group)), group, strict=False):
            lines.append(f"{lead}{finding.place}: {_WORDS[severity(finding)]} {finding.rule} {finding.message}")
            lines += [f"{' ' * len(lead)}    {word}：{said}" for word, said in finding.help]
    lines.append(verdict(findings))
    if findings:
        first = findings[0]
        lines.append(f"先看第一处：{first.place}。要看这条规则的说明：python3 build.py explain {first.rule}")
    return "\n".join(lines)


def _by_entry(findings: Sequence[Finding]) -> list[list[Finding]]:
    """What is said of one entry (a file below a year) together, where its heaviest finding stands; all else by itself."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        entry = _ENTRY.search(finding.place.file)
        groups.setdefault(finding.place.file if entry else number, []).append(finding)
    return list(groups.values())


def github(findings: Sequence[Finding]) -> str:
    """Workflow commands of GitHub Actions, which become annotations; Gitea prints them in its log."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    lines = []
    for finding in findings:
        place, kind = finding.place, kinds[severity(finding)]
        facts = {
            "file": place.file,
            "line": place.line,
            "col": place.column,
            "title": f"{finding.rule} {rule(finding.rule).title}",
        }
        properties = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in facts.items())
        lines.append(f"::{kind} {properties}::{_escape(finding.whole, '')}")
    return "\n".join([*lines, verdict(findings)])


def _escape(value: str, more: str) -> str:
    for char in f"%\r\n{more}":
        value = value.replace(char, f"%{ord(char):02X}")
    return value


def sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
    used = sorted({finding.rule for finding in findings})
    driver = {
        "name": "carebook",
        "version": __version__,
        "rules": [
            {"id": code, "shortDescription": {"text": rule(code).title}, "help": {"text": rule(code).what}}
            for code in used
        ],
    }
    results = [
        {
            "ruleId": f.rule,
            "level": levels[severity(f)],
            "message": {"text": f.whole},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": f.place.file},
                        "region": {"startLine": f.place.line, "startColumn": f.place.column},
                    }
                }
            ],
        }
        for f in findings
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return as_json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def junit(findings: Sequence[Finding]) -> str:
    """JUnit XML: one test case a rule, failed where the rule found an error."""
    by_rule = {code: [f for f in findings if f.rule == code] for code in rules()}
    failed = {code for code, found in by_rule.items() if any(severity(f) is Severity.ERROR for f in found)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuite name="carebook check" tests="{len(by_rule)}" failures="{len(failed)}" errors="0">')
    for code, found in by_rule.items():
        lines.append(f"  <testcase classname={quoteattr(code)} name={quoteattr(rule(code).title)}>")
        told = "&#10;".join(quoteattr(f"{f.place} {f.message}")[1:-1] for f in found)
        if code in failed:
            lines.append(f'    <failure message="{told}"/>')
        elif found:
            lines.append(f"    <system-out>{told.replace('&#10;', chr(10))}</system-out>")
        lines.append("  </testcase>")
    return "\n".join([*lines, "</testsuite>"])


def markdown(findings: Sequence[Finding]) -> str:
    """A summary for a pull request."""
    lines = ["## 数据检查", "", verdict(findings), ""]
    if findings:
        lines += ["| 位置 | 级别 | 规则 | 问题 | 怎样改 |", "|---|---|---|---|---|"]
    for finding in findings:
        cells = (str(finding.place), _WORDS[severity(finding)], finding.rule, finding.message, finding.remedy)
        lines.append(f"| {' | '.join(_md(cell) for cell in cells)} |")
    return "\n".join(lines)


def _md(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": text,
    "json": lambda findings: as_json([row(f) for f in findings]),
    "csv": lambda findings: as_csv([row(f) for f in findings], _COLUMNS),
    "github": github,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
}
