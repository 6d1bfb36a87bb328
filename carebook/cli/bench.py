"""``build.py bench``: townships of any size, and measurements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from carebook.bench.plans import BEGIN, END, machine, measured, replaced, table
from carebook.cli.bench_mutation import mutation
from carebook.cli.chinese import ChineseCommand, ChineseGroup
from carebook.cli.damage import damage
from carebook.cli.options import HOME, Stop, today_option
from carebook.demo.generate import TODAY, township


@click.group(
    cls=ChineseGroup,
    help="生成任意大小的演示乡镇（人物全部虚构），供测试和测量；量走访计划的优劣，量测试的好坏。",
    short_help="生成任意大小的演示乡镇，供测试和测量",
)
def bench() -> None:
    """Make townships of any size."""


bench.add_command(mutation)


@bench.command(
    cls=ChineseCommand,
    help="生成一个乡镇的全部记录；同样的人数和种子总是同样的内容。",
    short_help="生成一个演示乡镇的数据",
    epilog="例：python3 build.py bench generate --patients 100 --out demo100",
)
@click.option("--patients", type=click.IntRange(1, 100_000), required=True, metavar="N", help="患者人数")
@click.option("--out", required=True, metavar="文件夹", help="写到哪个文件夹；必须是空的或不存在")
@click.option("--seed", type=int, default=1, show_default=False, metavar="N", help="随机种子；种子相同，内容相同")
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


bench.add_command(damage)


@bench.command(
    cls=ChineseCommand,
    help="生成几种大小的演示乡镇，各排一个月的走访计划：用时、代价、下村趟数，旁边是按到期先后手排的。",
    short_help="测量走访计划的用时和优劣",
    epilog="例：python3 build.py bench plan --patients 24,200,1000 --into docs/planning.md",
)
@click.option("--patients", "sizes", default="24,200,1000", metavar="N,N", help="患者人数，用逗号隔开")
@click.option("--month", default="2026-12", metavar="年-月", help="排哪个月")
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), metavar="秒", help="最多计算多久（约数）；不写时按事项多少定"
)
@click.option("--into", metavar="文件", help="把表写进这份文档里“bench plan”两个记号之间")
@today_option
def plan(sizes: str, month: str, seconds: float | None, into: str | None, today: date | None) -> int:
    """Measure planning."""
    try:
        numbers = [int(size) for size in sizes.split(",")]
        rows = []
        for one in measured(HOME, numbers, month, today or TODAY, seconds):
            rows.append(one)
            click.echo(
                f"{one.patients} 名患者　{one.duties} 项　{one.seconds:.1f} 秒　代价 {one.cost}（手排 {one.greedy_cost}）　"
                f"下村 {one.trips} 趟（手排 {one.greedy_trips}）　排不进 {one.unmet} 项（已证明 {one.certain} 项）　"
                f"{'已证明没有更好的　' if one.proven else ''}核对出的错误 {one.faults} 处"
            )
        told = f"{month}，{machine()}\n\n{table(rows)}"
        click.echo(f"\n{told}")
        if into is not None:
            _write(Path(into), told)
    except ValueError as fault:
        raise Stop(f"人数应写成 24,200,1000，月份应写成 2026-12：{fault}") from fault
    return 0


def _write(page: Path, told: str) -> None:
    """Put the table into a page, in the place of the one before.

    Raises:
        Stop: the page cannot be read or written, or has no place for it.
    """
    try:
        text = replaced(page.read_text("utf-8"), told)
        if text is None:
            raise Stop(f"{page} 里没有“{BEGIN}”和“{END}”两行，不知道写到哪里", 1)
        page.write_text(text, "utf-8")
    except OSError as fault:
        raise Stop(f"写不了 {page}：{fault.strerror}", 1) from fault
