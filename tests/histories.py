"""Small repositories with a township in them, for tests that compare two states."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.townships import BASE

VISIT = """\
date: 2026-11-20
recorded_on: 2026-11-21
recorded_by: QX-S01
mode: 2
subjects: [1, 2]
members: [QX-S01, QX-S02, QX-S04]
points:
  situation: 在家帮助做饭，作息有规律。
  change: 与上次相比没有变化。
  treatment: 按医嘱服药，余药数目相符。
  guardianship: 监护人每晚看着服药。
  control: 在控，日常活动在村内。
stability: 3
"""
#: The base township's own visit of the month, left out so that another one has something to close.
EARLIER = "patients/QX-0001/2026/11-06-visit-S01.yaml"
VISITED = "patients/QX-0001/2026/11-20-visit-S01.yaml"
IDENTITY = "patients/QX-0001/identity.yaml"
_NOBODY = ("-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class History:
    """A repository; its ``data`` is the base township once it has been put there."""

    git: str
    root: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.root / "data"

    def run(self, *words: str) -> str:
        """Run git in the repository, with nobody's configuration."""
        variables = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = [self.git, *_NOBODY, *words]
        done = subprocess.run(command, cwd=self.root, env=variables, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def commit(self) -> str:
        """Commit everything; give the id."""
        self.run("add", "--all")
        self.run("commit", "--quiet", "--allow-empty", "--message", "state")
        return self.run("rev-parse", "HEAD")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change one spot of a data file."""
        path = self.data / file
        text = path.read_text("utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), "utf-8")

    def visit(self) -> None:
        """Record one more visit to the first patient."""
        (self.data / VISITED).write_text(VISIT, "utf-8")

    def break_phone(self) -> None:
        """Lose a digit of the guardian's phone number."""
        self.replace(IDENTITY, '"19900000006"', '"1990000006"')

    def mend_phone(self) -> None:
        """Put the digit back."""
        self.replace(IDENTITY, '"1990000006"', '"19900000006"')


def new_history(git: str, root: Path, *, township: bool = True) -> History:
    """A repository with the base township committed, but for a visit of November, or with one empty commit."""
    root.mkdir(parents=True)
    made = History(git, root)
    made.run("init", "--quiet", "--initial-branch", "main")
    if township:
        shutil.copytree(BASE, made.data)
        (made.data / EARLIER).unlink()
    made.commit()
    return made
