"""Run pip: the wheel in `vendor/`, because a plain Debian brings none; its own settings say where packages are."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path

from launcher import say

PIP = "vendor/pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
OPTIONS = (
    "--require-hashes",
    "--only-binary=:all:",
    "--no-input",
    "--disable-pip-version-check",
    "--progress-bar=off",
    "--no-warn-script-location",
    "--no-color",
)
# these would send the packages somewhere else than into the environment, or ask for others
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_CONSTRAINT", "PIP_REQUIREMENT", "PIP_PYTHON")
PYTHONS_OWN = ("PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__")
EVERY = 10  # packages between two lines where there is no terminal
TAIL = 15

# what pip printed, and what it means; the first that fits is said
REASONS = (
    (("No space left", "Disk quota"), "磁盘满了，组件没有装完。请腾出约 500 MB 后再运行一次。"),
    (
        ("Read-only file system", "Permission denied"),
        "没有权限写入 .venv 文件夹。请换一个能写的文件夹，或请管理员处理。",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "下载到的文件与锁文件里的校验值不符，已停止。请检查软件源（镜像）是否可靠，再运行一次。",
    ),
    (
        ("Retrying (", "ConnectionError", "Could not fetch URL", "SSLError", "ProxyError", "timed out"),
        "连不上软件源，组件没有取到。请检查网络；在内网请先按 pip 的办法设好镜像（pip.conf），再运行一次。",
    ),
    (
        ("No matching distribution", "Could not find a version"),
        "软件源里没有适合本机（Python {python}，{machine}）的组件。请用 Python 3.11 至 3.13，并检查镜像是否完整。",
    ),
)


def environment() -> dict[str, str]:
    """Return the variables for the environment's Python: UTF-8, and nothing that leads it elsewhere."""
    kept = {key: value for key, value in os.environ.items() if key not in PYTHONS_OWN}
    return kept | {"PYTHONUTF8": "1"}


def install(python: Path, root: Path, lock: str, guard: int) -> None:
    """Install what `lock` names with the given Python, showing progress.

    Raises:
        say.Stop: pip failed; with its last lines.
    """
    with subprocess.Popen(
        [str(python), str(_pip(root)), "install", *OPTIONS, "-r", str(root / lock)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={key: value for key, value in environment().items() if key not in MISLEADING},
        pass_fds=() if os.name == "nt" else (guard,),
        encoding="utf-8",
        errors="replace",
    ) as pip:
        lines = _follow(pip.stdout or ())
    if pip.returncode:
        raise say.Stop(reason(lines), tail=tuple(lines[-TAIL:]))


def reason(lines: Iterable[str]) -> str:
    """Say in one Chinese sentence why pip failed, judged by what it printed."""
    text = "\n".join(lines)
    for marks, sentence in REASONS:
        if any(mark in text for mark in marks):
            return sentence.format(python=platform.python_version(), machine=platform.machine())
    return "组件没有装成，下面是 pip 最后的话。"


def _pip(root: Path) -> Path:
    wheel = root / PIP
    try:
        content = wheel.read_bytes()
    except FileNotFoundError:
        raise say.Stop(f"缺文件 {PIP}，这份程序不完整。请重新取得一份。") from None
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        raise say.Stop(f"文件 {PIP} 与登记的校验值不符，可能已损坏或被改动。请恢复：git checkout -- {PIP}")
    return wheel / "pip"


def _follow(output: Iterable[str]) -> list[str]:
    """Turn pip's words into progress; return them all, for the case that it fails."""
    lines: list[str] = []
    count = 0
    retried = False
    for raw in output:
        lines.append(raw.rstrip())
        if raw.startswith(("Collecting ", "Processing ")):  # from an index, or a file of a local one
            count += 1
            say.step(f"  取得组件 {count}：{Path(raw.split()[1]).name[:40]}", loud=count % EVERY == 0)
        elif raw.startswith("Installing collected packages"):
            say.step(f"  共 {count} 个组件，正在装入……", loud=True)
        elif "Retrying (" in raw and not retried:
            retried = True
            say.line("  软件源没有回应，正在重试……")
    return lines
