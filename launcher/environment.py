"""The environment `.venv`: known to be whole at a glance, made anew when it is not.

A stamp written last says what `.venv` was made from. Without a stamp (an interrupted set-up), or with one
that does not fit, everything is made from the start. A folder that was only moved is put right in place.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from launcher import packages, say

try:
    import fcntl
except ImportError:  # Windows: two set-ups at once are not guarded against there
    fcntl = None  # type: ignore[assignment]  # the module is absent, and every use asks first

Kind = Literal["run", "test"]
State = Literal["ready", "moved", "extend", "make"]
LOCKS: dict[Kind, str] = {"run": "requirements.lock", "test": "requirements-test.lock"}
GUARD = ".guard"


def folder(root: Path) -> Path:
    """Return where the environment lies."""
    return root / ".venv"


def interpreter(root: Path) -> Path:
    """Return the environment's own Python."""
    return folder(root) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def state(root: Path, kind: Kind) -> State:
    """Judge the environment by its stamp, without starting anything."""
    stamp = _read(root)
    if any(stamp.get(key) != value for key, value in _whole(root).items()):
        return "make"
    if kind == "test" and stamp.get("test") != _digest(root, "test"):
        return "extend"
    return "ready" if stamp.get("root") == str(root) else "moved"


def ensure(root: Path, kind: Kind) -> None:
    """Bring the environment to the state that `kind` needs.

    Raises:
        say.Stop: It cannot be made; the sentence says why.
        OSError: The disk is full or may not be written.
    """
    if state(root, kind) == "ready":
        return
    if os.pathsep in str(root):
        raise say.Stop(f"文件夹的路径里有“{os.pathsep}”，Python 不能在这里建环境。请改名或移走：{root}", code=2)
    with _alone(root) as guard:
        found = state(root, kind)  # another run may have done the work while this one waited
        if found == "make":
            _make(root, kind, guard)
        elif found == "extend":
            _extend(root, guard)
        elif found == "moved":
            _readdress(root)


def _make(root: Path, kind: Kind, guard: int) -> None:
    say.line("第一次运行，或组件有更新：正在准备运行环境 .venv，通常一两分钟，以后不再需要。")
    _empty(folder(root))
    _create(root)
    try:
        packages.install(interpreter(root), root, LOCKS[kind], guard)
    except say.Stop:
        _empty(folder(root))  # half an environment is of no use, and the disk may be full
        raise
    _lead_home(root)
    # the test lock holds everything of the other one
    _write(root, ("run", "test") if kind == "test" else ("run",))
    say.line("运行环境已就绪。")


def _extend(root: Path, guard: int) -> None:
    say.line("正在补装测试用的组件。")
    before = _read(root)
    _stamp(root).unlink()
    try:
        packages.install(interpreter(root), root, LOCKS["test"], guard)
    except say.Stop:
        # pip undoes what it began; only a killed run leaves no stamp behind
        _save(root, before)
        raise
    _write(root, ("run", "test"))
    say.line("测试用的组件已就绪。")


def _create(root: Path) -> None:
    try:
        import venv  # noqa: PLC0415  slow to import, and needed once only
    except ImportError:
        raise say.Stop("这个 Python 不完整，缺 venv 模块。Debian 上请安装：apt-get install python3") from None
    try:
        venv.EnvBuilder(symlinks=os.name != "nt", with_pip=False).create(folder(root))
    except UnicodeError:
        raise say.Stop("文件夹的路径不是 UTF-8 编码，请改名后再试。", code=2) from None


def _lead_home(root: Path) -> None:
    """Let the environment's Python find the package; the path is relative, so moving the folder is no harm."""
    (site,) = folder(root).glob("Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages")
    (site / "carebook.pth").write_text(os.path.relpath(root, site) + "\n", encoding="ascii")


def _readdress(root: Path) -> None:
    """Write the new path into the scripts of a moved environment: they would run the old one's Python."""
    stamp = _read(root)
    old, new = (os.fsencode(folder(Path(at))) for at in (stamp.get("root", ""), root))
    try:
        for script in interpreter(root).parent.iterdir():
            if script.is_symlink() or not script.is_file():
                continue
            text = script.read_bytes()
            if old in text and b"\0" not in text:
                script.write_bytes(text.replace(old, new))
        _save(root, stamp | {"root": str(root)})
    except OSError:
        # a folder that may only be read: the product never calls the scripts, so it works as it is
        return


def _empty(venv: Path) -> None:
    for entry in venv.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != GUARD:
            entry.unlink()


@contextmanager
def _alone(root: Path) -> Iterator[int]:
    """Hold the set-up for this process; pip gets the descriptor too, as it may outlive a killed launcher."""
    venv = folder(root)
    venv.mkdir(exist_ok=True)
    guard = os.open(venv / GUARD, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if fcntl is not None:
            _wait(guard)
        yield guard
    finally:
        os.close(guard)


def _wait(guard: int) -> None:
    try:
        fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say.line("另一个 build.py 正在准备运行环境，等它完成……")
        fcntl.flock(guard, fcntl.LOCK_EX)
    except OSError:
        # some network folders know no locks; two set-ups at once are then the user's own care
        return


def _whole(root: Path) -> dict[str, str]:
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    return {
        "run": _digest(root, "run"),
        "interpreter": os.path.realpath(interpreter(root)),
        "machine": f"{sys.platform} {machine}",
    }


def _digest(root: Path, kind: Kind) -> str:
    try:
        return hashlib.sha256((root / LOCKS[kind]).read_bytes()).hexdigest()
    except FileNotFoundError:
        raise say.Stop(f"缺文件 {LOCKS[kind]}，这份程序不完整。请重新取得一份。") from None


def _stamp(root: Path) -> Path:
    return folder(root) / "carebook.json"


def _read(root: Path) -> dict[str, str]:
    try:
        stamp = json.loads(_stamp(root).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write(root: Path, kinds: tuple[Kind, ...]) -> None:
    _save(root, _whole(root) | {kind: _digest(root, kind) for kind in kinds} | {"root": str(root)})


def _save(root: Path, stamp: dict[str, str]) -> None:
    beside = _stamp(root).with_suffix(".new")
    beside.write_text(json.dumps(stamp, indent=1), encoding="ascii")
    beside.replace(_stamp(root))
