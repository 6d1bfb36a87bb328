"""What `build.py test` does in the environment: the checks of the code, then the tests, whose summary comes last."""

import subprocess
import sys

STEPS = (
    ("代码检查 ruff check", ("-m", "ruff", "check", ".")),
    ("代码排版 ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("类型检查 mypy", ("-m", "mypy", "--strict")),
)
# By file, so that a tree built once serves all tests of its file.
PYTEST = ("-m", "pytest", "-n", "auto", "--dist", "loadfile")


def run(arguments: list[str]) -> int:
    """Run every step in the current folder, even after one has failed; hand the arguments to pytest.

    Returns:
        pytest's exit code, or 1 when only an earlier step failed.
    """
    failed = [title for title, command in STEPS if _call(title, command)]
    code = _call("测试 pytest", (*PYTEST, *arguments))
    if failed:
        print("没有通过：" + "、".join(failed) + "（详情在上面）", flush=True)
    return code or int(bool(failed))


def _call(title: str, command: tuple[str, ...]) -> int:
    print(f"—— {title}", flush=True)
    return subprocess.call([sys.executable, *command])  # noqa: S603  fixed commands; only the user's own words go to pytest


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
