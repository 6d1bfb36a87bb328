"""``build.py explain``: the help page of a rule."""

from __future__ import annotations

import difflib

import click
import msgspec

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats import as_csv, as_json
from carebook.cli.options import Stop, format_option
from carebook.rulebook import Rule, rules

_WORDS = {"error": "错误", "warning": "提醒", "note": "说明"}


@click.command(
    cls=ChineseCommand,
    help="显示一条规则的说明；不写编号时列出全部规则。",
    short_help="说明一条规则：查什么、为什么、依据、怎样写",
    epilog="例：python3 build.py explain G401　　　python3 build.py explain --format json",
)
@click.argument("code", default="", metavar="[规则编号]")
@format_option("text", "json", "csv")
def explain(code: str, style: str) -> int:
    """Show rule pages."""
    found = list(rules().values()) if not code else [_rule(code.upper())]
    if style == "json":
        click.echo(as_json([msgspec.to_builtins(rule) for rule in found]))
    elif style == "csv":
        columns = ("code", "severity", "title", "source", "what", "why")
        click.echo(as_csv([msgspec.to_builtins(rule) for rule in found], columns))
    elif code:
        click.echo(_page(found[0]))
    else:
        click.echo("\n".join(f"{r.code}  {_WORDS[r.severity]}  {r.title}" for r in found))
    return 0


def _rule(code: str) -> Rule:
    if code in rules():
        return rules()[code]
    near = difflib.get_close_matches(code, rules(), n=1)
    hint = f"，是不是想写 {near[0]}？" if near else "；列出全部规则：python3 build.py explain"
    raise Stop(f"没有规则 {code}{hint}")


def _page(rule: Rule) -> str:
    parts = [f"{rule.code} {rule.title}（{_WORDS[rule.severity]}）", "", rule.what.strip()]
    parts += ["", f"为什么：{rule.why.strip()}", f"依据：{rule.source}"]
    where = f"（{rule.example.file}）" if rule.example.file else ""
    for title, text in ((f"错误的写法{where}", rule.example.wrong), ("正确的写法", rule.example.right)):
        parts += ["", f"{title}：", *(f"    {line}" for line in text.rstrip("\n").split("\n"))]
    return "\n".join(parts)
