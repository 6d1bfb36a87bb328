"""``build.py conform``: measure official documents, ours or not, against GB/T 9704—2012."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats import conform as formats
from carebook.cli.options import HOME, Stop, format_option, tell
from carebook.conform.judge import failed
from carebook.conform.measure import Measured, measure
from carebook.conform.reading import UnreadablePaperError

_LARGEST = 200 * 1024 * 1024  # bytes


@click.command(
    cls=ChineseCommand,
    help="按《党政机关公文格式》（GB/T 9704—2012）逐条量一份或几份公文：PDF 直接量，DOCX 先看文件设定，再由 LibreOffice 排版后量。\n\n不是本项目生成的文件也可以量。不符合“规定”的，退出码为 1；不符合“一般”“推荐”的只列出。纸张、印刷、装订、印章从文件里看不出，如实写“看不出”。",
    short_help="按 GB/T 9704 量公文的版面：PDF 和 DOCX",
    epilog="例：python3 build.py conform site/office/documents/notices/2022-9.pdf　　　python3 build.py conform 通知.docx --format page --out 检查",
)
@click.argument("files", nargs=-1, required=True, metavar="文件...")
@format_option("text", "json", "page")
@click.option("--all", "every", is_flag=True, help="把符合的、看不出的、不涉及的也列出来")
@click.option("--out", metavar="文件夹", default=None, help="把结果写进这个文件夹，不显示在屏幕上")
def conform(files: Sequence[str], style: str, out: str | None, *, every: bool) -> int:
    """Measure files."""
    found = [_measured(Path(file)) for file in files]
    if style == "page":
        tell(formats.page(found, HOME.templates), out or ".", "conform", "html")
        click.echo(formats.text(found))
    else:
        tell(formats.json(found) if style == "json" else formats.text(found, every=every), out, "conform", style)
    return 1 if any(failed(one.verdicts) for one in found) else 0


def _measured(path: Path) -> Measured:
    try:
        if path.stat().st_size > _LARGEST:
            raise Stop(f"{path} 太大，没有量", 1)
        return measure(path.read_bytes(), str(path), HOME.root)
    except UnreadablePaperError as fault:
        raise Stop(f"{path}：{fault}", 1) from fault
    except OSError as fault:
        raise Stop(f"读不了 {path}：没有这个文件或没有权限，例如 python3 build.py conform 通知.pdf") from fault
