"""``build.py handbook``: pages and files made from their only definitions; and the layout of the schemas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.options import HOME
from carebook.documents.editor import editor_settings
from carebook.documents.handbook import handbook_pages
from carebook.reading.schema_layout import laid_out


@click.command(
    cls=ChineseCommand,
    help="重新生成 docs/handbook 中的字段表、规则表和文书表，以及编辑器里哪种文件用哪个 schema 的对照，并把 schemas 排齐；schemas、规则或文书的种类改动以后运行一次。",
    short_help="由 schemas、规则和文书的种类重新生成手册中的表",
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
    for name, text in handbook_pages(HOME.schemas).items():
        yield HOME.root / "docs/handbook" / name, text
    editor = HOME.root / ".vscode/settings.json"
    if editor.is_file():
        yield editor, editor_settings(editor.read_text("utf-8"))
