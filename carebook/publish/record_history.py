"""Who changed which record, from git: read once for the whole data folder.

Only what commits say is taken (author's name, day, subject), so that one commit gives the same bytes everywhere:
no e-mail address, no name that a machine's own settings put in its place, no clock.
"""

from __future__ import annotations

from pathlib import Path

from carebook.reading.revisions import git
from carebook.site.accountability import Change, History

_FORMAT = "%x01%H%x1f%an%x1f%ad%x1f%s"


def read_history(data: Path) -> History:
    """The commits that touched each file of a data folder, the newest first.

    Returns:
        The history; with ``why_not`` and nothing else where there is no git, no repository or no commit.
    """
    try:
        shallow = git(data, "rev-parse", "--is-shallow-repository")
        log = git(
            data, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8",
            "log", "--no-color", "--no-renames", "--no-notes", f"--format={_FORMAT}", "--date=short", "--name-only",
            "--relative", "--", ".",
        )  # fmt: skip
    except FileNotFoundError:
        return History(why_not="这台机器上没有 git，看不到修改记录")
    if log.returncode != 0 or not log.stdout.strip():
        return History(why_not="数据不在 git 仓库里，或还没有提交过，看不到修改记录")
    files: dict[str, list[Change]] = {}
    for entry in log.stdout.decode("utf-8", "replace").split("\x01")[1:]:
        head, _, names = entry.partition("\n")
        commit, author, day, subject = head.split("\x1f", 3)
        for name in filter(None, names.split("\n")):
            files.setdefault(name, []).append(Change(commit, author, day, subject))
    return History({name: tuple(found) for name, found in files.items()}, shallow=shallow.stdout.strip() == b"true")
