"""``build.py bench mutation``: does a test notice when the program does something else?"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import click

from carebook.bench.mutation.report import report
from carebook.bench.mutation.run import MutationError, run
from carebook.bench.mutation.tree import PACKAGES, Job
from carebook.cli.chinese import ChineseCommand
from carebook.cli.options import HOME, Stop


@click.command(
    "mutation",
    cls=ChineseCommand,
    help="把程序里的小地方改错（变异），看测试会不会发现；没有发现的，多半缺测试。抽样运行，报告写存活率和存活的地方。",
    short_help="变异测试：程序改错了，测试会不会发现",
    epilog="例：python3 build.py bench mutation --mutants 50 --only carebook/policy/due.py",
)
@click.option("--mutants", type=click.IntRange(1), default=150, metavar="N", help="抽取多少个变异；不写时 150")
@click.option("--seed", type=int, default=1, metavar="N", help="抽样的种子；程序和种子相同，抽到的相同")
@click.option("--only", metavar="路径", help="只变异这个文件夹或文件，例如 carebook/policy；不写时为五个包")
@click.option(
    "--minutes",
    type=click.FloatRange(0, min_open=True),
    default=120,
    metavar="分钟",
    help="最多多久；到时没有运行的，报告里写明",
)
@click.option("--out", default="build-report/mutation.md", metavar="文件", help="报告另外写到哪个文件")
def mutation(mutants: int, seed: int, only: str | None, minutes: float, out: str) -> int:
    """Run a sample of mutants, print the report and write it."""
    if os.name == "nt" or importlib.util.find_spec("mutmut") is None:
        raise Stop("变异测试要用 mutmut：不能在 Windows 上运行；在别处用 python3 build.py 运行，组件会自动补装", 1)
    packages = PACKAGES if only is None else (_inside(HOME.root, only),)
    try:
        found = run(Job(HOME.root, packages, mutants, seed, minutes))
    except MutationError as fault:
        for line in fault.tail:
            click.echo(f"  | {line}", err=True)
        raise Stop(fault.sentence, 1) from fault
    text = report(found)
    click.echo(text)
    _write(Path(out), text)
    if not found.judged:
        raise Stop("一个变异也没有运行成，不能说测试好不好：请加长 --minutes，或看上面的“没有测试到”", 1)
    return 0


def _inside(root: Path, only: str) -> str:
    """The path as the product names it.

    Raises:
        Stop: it is no folder or Python file of the program.
    """
    path = (root / only).resolve()
    known = path.is_dir() or (path.is_file() and path.suffix == ".py")
    if not known or not path.is_relative_to(root.resolve() / "carebook"):
        raise Stop(f"{only} 不是 carebook 里的文件夹或 Python 文件，例如 --only carebook/policy")
    return path.relative_to(root.resolve()).as_posix()


def _write(page: Path, text: str) -> None:
    """Write the report.

    Raises:
        Stop: the file cannot be written.
    """
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    except OSError as fault:
        raise Stop(f"写不了 {page}：{fault.strerror}", 1) from fault
