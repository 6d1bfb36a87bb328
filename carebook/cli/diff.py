"""``build.py diff``: what a change of the data does."""

from __future__ import annotations

from datetime import date

import click

from carebook.changes.compare import compare
from carebook.changes.sides import Question, sides
from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats.changes import STYLES, ChangeReport
from carebook.cli.keys import user_keys
from carebook.cli.options import HOME, Stop, data_place, list_options, tell
from carebook.reading.revisions import HistoryError
from carebook.records.clock import township_day


@click.command(
    cls=ChineseCommand,
    help=(
        "比较数据的两个版本，说出一次修改带来什么：新的和消除的问题，新出现、办结、变动的到期事项，文字有变化的文书，"
        "增减的记录。\n\n"
        "版本写成“旧版本..新版本”，例如 HEAD~1..HEAD。不写新版本时，与现在的文件夹比；都不写时，看还没有提交的修改。"
        "写三个点（main...HEAD）时，从两者分开的地方比起。\n\n"
        "两边都用现在的程序、按同一天计算。带来新的错误时退出码为 1。"
    ),
    short_help="比较两个版本：一次修改带来什么",
    epilog="例：python3 build.py diff　　　python3 build.py diff main...HEAD --format markdown",
)
@click.argument("revisions", default="", metavar="[旧版本..新版本]")
@list_options("text", "json", "markdown")
@click.option(
    "--with-text",
    is_flag=True,
    help="连同文书改动的文字一起列出，Markdown 还列出问题的原话；里面有姓名、电话，不要贴到内网以外",
)
def diff(revisions: str, data: str | None, today: date | None, style: str, out: str | None, *, with_text: bool) -> int:
    """Compare two states of the data."""
    place = data_place(data)
    day = today or township_day(place.path)
    try:
        with sides(HOME, Question(place.path, place.shown, revisions, day, user_keys())) as pair:
            changes = compare(pair.old, pair.new)
            report = ChangeReport(pair, changes, day.isoformat(), with_text)
            tell(STYLES[style](report), out, "diff", style)
    except HistoryError as fault:
        raise Stop(f"{fault}。") from fault
    return 1 if changes.errors() else 0
