"""The command line: one group, one small file per command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from carebook import __version__
from carebook.audience.template_faults import TemplateFault
from carebook.cli.bench import bench
from carebook.cli.build import build
from carebook.cli.check import check
from carebook.cli.chinese import ChineseGroup, complaint
from carebook.cli.conform import conform
from carebook.cli.diff import diff
from carebook.cli.due import due
from carebook.cli.explain import explain
from carebook.cli.formats.findings import FORMATS
from carebook.cli.handbook import handbook
from carebook.cli.indicators import indicators
from carebook.cli.merge import merge
from carebook.cli.migrate import migrate
from carebook.cli.options import Stop
from carebook.cli.plan import plan
from carebook.cli.policy import policy
from carebook.cli.vault import vault
from carebook.records.version import FORMAT

_PROGRAM = "python3 build.py"


@click.group(
    cls=ChineseGroup,
    help="社区严重精神障碍患者服务管理：由 git 中的记录生成公文、档案、日程表和内网网站。",
    epilog="退出码：0 正常；1 数据有问题；2 命令用得不对；3 程序内部故障。　测试：python3 build.py test",
)
@click.version_option(
    __version__,
    "--version",
    message=f"清溪簿 carebook %(version)s，数据格式第 {FORMAT} 版",
    help="说明程序和数据格式的版本",
)
def carebook() -> None:
    """Run the command that is named."""


for _command in (
    build,
    check,
    due,
    diff,
    plan,
    indicators,
    conform,
    explain,
    migrate,
    merge,
    policy,
    handbook,
    bench,
    vault,
):
    carebook.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code: 0 good, 1 findings, 2 wrong use, 3 internal fault (a traceback goes to standard error).
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    try:
        code = carebook.main(words, prog_name=_PROGRAM, standalone_mode=False)
    except TemplateFault as fault:
        click.echo(FORMATS["text"]([fault.finding]))
        click.echo("模板有错误，没有生成；原有的文件没有改动。")
        return 1
    except Stop as stop:
        click.echo(stop.sentence, err=True)
        return stop.code
    except click.UsageError as error:
        click.echo(
            f"{complaint(error)}。用法：{_PROGRAM} {words[0] if words[0] in carebook.commands else ''} --help", err=True
        )
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断，原有的文件没有改动。", err=True)
        return 130
    return int(code or 0)
