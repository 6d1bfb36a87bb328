"""A copy of the base township that a test may spoil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.context import Context, Home, gather
from carebook.findings import Finding

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Township:
    """A data folder of a test's own."""

    folder: Path

    def swap(self, file: str, right: str, wrong: str) -> None:
        """Replace the first ``right`` of a file by ``wrong``; it must be there. A file that is not is written."""
        if not (self.folder / file).exists():
            self.write(file, wrong)
            return
        text = self.read(file)
        assert right in text, f"{file} 里没有：\n{right}"
        self.write(file, text.replace(right, wrong, 1))

    def read(self, file: str) -> str:
        """The text of a file."""
        return (self.folder / file).read_text("utf-8")

    def write(self, file: str, text: str) -> None:
        """Write a file."""
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(text, "utf-8")

    def context(self, today: date = TODAY) -> Context:
        """Read and judge the folder."""
        return gather(Home(ROOT), self.folder, "data", today)

    def found(self, code: str, today: date = TODAY) -> list[Finding]:
        """Findings of one rule."""
        return [finding for finding in self.context(today).findings if finding.rule == code]

    def line_of(self, file: str, text: str) -> int:
        """The number of the first line of a file that contains ``text``."""
        lines = self.read(file).splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)
