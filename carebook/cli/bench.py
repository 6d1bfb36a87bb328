"""``build.py bench``: townships of any size for tests and measurements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from carebook.bench.generate import TODAY, township
from carebook.cli.chinese import ChineseCommand, ChineseGroup
from carebook.cli.options import Stop, today_option


@click.group(
    cls=ChineseGroup,
    help="生成任意大小的演示乡镇（人物全部虚构），供测试和测量。",
    short_help="生成任意大小的演示乡镇，供测试和测量",
)
def bench() -> None:
    """Make townships of any size."""


@bench.command(
    cls=ChineseCommand,
    help="生成一个乡镇的全部记录；同样的人数和种子总是同样的内容。",
    short_help="生成一个演示乡镇的数据",
    epilog="例：python3 build.py bench generate --patients 100 --out demo100",
)
@click.option("--patients", type=click.IntRange(1, 100_000), required=True, metavar="N", help="患者人数")
@click.option("--out", required=True, metavar="文件夹", help="写到哪个文件夹；必须是空的或不存在")
@click.option(
    "--seed", type=int, default=1, show_default=False, metavar="N", help="随机种子；种子相同，内容相同"
)
@today_option
def generate(patients: int, out: str, seed: int, today: date | None) -> int:
    """Write the records of one generated township."""
    target = Path(out)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Stop(f"{target} 已经有内容，为免覆盖没有写入；请换一个空文件夹")
    township(patients, seed, target, today or TODAY)
    click.echo(f"已生成 {patients} 名患者的演示数据：{target}")
    click.echo(f"接着可以：python3 build.py build --data {target} --out {target}-site")
    return 0
