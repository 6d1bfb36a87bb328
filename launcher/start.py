"""From the arguments to the command line: environment, system packages, hand-over."""

import errno
import os
import subprocess
import sys
from pathlib import Path

from launcher import environment, packages, say, servers, system

HELP = ("-h", "--help")
TEST_HELP = """用法：python3 build.py test [PYTEST 的参数]

先后做：ruff 检查、ruff 排版检查、mypy 类型检查、pytest。
例：python3 build.py test                       全部
    python3 build.py test tests/launcher -x     只测一个文件夹，见错即停
"""
DISK = {
    errno.ENOSPC: "磁盘满了，运行环境没有建成。请腾出约 500 MB 后再运行一次。",
    errno.EDQUOT: "磁盘配额用完了，运行环境没有建成。请腾出约 500 MB 后再运行一次。",
    errno.EROFS: "这里只能读、不能写，运行环境 .venv 建不起来。请把整个文件夹复制到能写的地方再运行。",
    errno.EACCES: "没有权限在这个文件夹里建运行环境 .venv。请换一个能写的文件夹，或请管理员处理。",
}
DISK[errno.EPERM] = DISK[errno.EACCES]


def main(root: str, arguments: list[str]) -> int:
    """Run carebook with the arguments; return its exit code, or 2 or 3 when it could not be started."""
    say.speak_utf8()
    try:
        return _run(Path(root), arguments)
    except say.Stop as stop:
        for text in stop.tail:
            say.line("  | " + text)
        say.line(stop.sentence)
        return stop.code
    except OSError as fault:
        say.line(DISK.get(fault.errno or 0, f"运行环境没有建成：{fault}"))
        return 3
    except KeyboardInterrupt:
        say.line("已中断。再运行一次就会接着做。")
        return 130


def _run(root: Path, arguments: list[str]) -> int:
    if arguments[:1] == ["test"]:
        return _test(root, arguments[1:])
    # mutants are run against the tests, so what tests need is needed
    environment.ensure(root, "test" if arguments[:2] == ["bench", "mutation"] else "run")
    if prints_pages(arguments):
        absent = system.provide(root, tests=False)
        if absent:
            say.line(f"缺系统组件，网页的打印件（PDF）这次不做，其余照常；补齐的命令：{system.command(absent)}")
    return _hand_over([str(environment.interpreter(root)), "-P", "-m", "carebook.cli", *arguments])


def prints_pages(arguments: list[str]) -> bool:
    """Tell whether this is a build, the one command that prints pages; it is meant when none is named."""
    if any(word in HELP for word in arguments):
        return False
    return not arguments or arguments[0] == "build" or arguments[0].startswith("-")


def _test(root: Path, arguments: list[str]) -> int:
    if any(word in HELP for word in arguments):
        print(TEST_HELP, end="")
        return 0
    environment.ensure(root, "test")
    absent = system.provide(root, tests=True)
    absent += servers.provide(root)
    command = [str(environment.interpreter(root)), "-P", "-m", "carebook.cli.testing", *arguments]
    code = subprocess.call(command, cwd=root, env=packages.environment())
    if absent:
        print(f"有些测试没有做，因为缺系统组件：{'、'.join(absent)}。", flush=True)
        print(f"补齐的命令：{system.command(absent)}", flush=True)
    return code


def _hand_over(command: list[str]) -> int:
    variables = packages.environment()
    if os.name != "nt":  # on Windows exec returns to the caller at once, with the program still running
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, variables)  # noqa: S606  a fixed program, and no shell is wanted
    return subprocess.call(command, env=variables)
