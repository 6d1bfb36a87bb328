"""``build.py handbook``: the handbook's tables, made from the schemas and the rule book; and the schemas' own layout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.options import HOME
from carebook.documents.handbook import field_tables, rule_list
from carebook.reading.schema_layout import laid_out


@click.command(
    cls=ChineseCommand,
    help="重新生成 docs/handbook 中的字段表和规则表，并把 schemas 排齐；schemas 或规则改动以后运行一次。",
    short_help="由 schemas 和规则重新生成手册中的表",
    epilog="例：python3 build.py handbook",
)
@click.option("--check", "only_check", is_flag=True, help="只检查手册是不是最新，不写文件")
def handbook(*, only_check: bool) -> int:
    """Write the generated pages of the handbook."""
    stale = []
    for path, text in _pages():
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(path.name)
            if not only_check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if not stale:
        click.echo("手册已是最新。")
        return 0
    click.echo(f"{'需要更新' if only_check else '已更新'}：{'、'.join(stale)}")
    return 1 if only_check else 0


def _pages() -> Iterator[tuple[Path, str]]:
    """Each file with the text that must stand in it."""
    for path in sorted(HOME.schemas.glob("*.json")):
        yield path, laid_out(path.read_text("utf-8"))
    yield HOME.root / "docs/handbook/fields.md", field_tables(HOME.schemas)
    yield HOME.root / "docs/handbook/rules.md", rule_list()
