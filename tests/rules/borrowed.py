"""A copy of the base township that a test may spoil."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from carebook.context import Context, Home, gather
from carebook.documents.papers import titles
from carebook.findings import Finding, ordered
from carebook.policy.ledger import ledger
from carebook.policy.load import read_settings
from carebook.policy.settings import Settings
from carebook.reading.schema import SchemaBook
from carebook.records.kinds import file_name, kind_named, kind_of
from carebook.records.load import load
from carebook.records.team import Township as Followed
from carebook.rules import founded, judge
from carebook.rules.world import World

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
HOME = Home(ROOT)


@cache
def _settings(followed: Followed | None, today: date) -> tuple[Settings, tuple[Finding, ...]]:
    """What a township goes by; the files of policies are the same in every test, so they are read once."""
    found, wrong = read_settings(HOME.policies, SchemaBook(HOME.schemas), followed, papers=titles(), day=today)
    return found, tuple(wrong)


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

    def enter(self, owner: str, kind: str, day: str, text: str = "", by: str = "QX-S02") -> str:
        """Write an entry of an owner's folder (``patients/QX-0001``), recorded on its day; its file."""
        known = kind_named(kind)
        assert known is not None
        names = (f"{owner}/{file_name(kind, day, by, nth)}" for nth in range(1, 100))
        file = next(name for name in names if not (self.folder / name).exists())
        self.write(file, f"{known.day}: {day}\nrecorded_on: {day}\nrecorded_by: {by}\n{text}")
        return file

    def redate(self, file: str, day: str) -> str:
        """Let an entry have happened, and been recorded, on another day; its new file."""
        spot = kind_of(file)
        assert spot is not None
        text = re.sub(rf"^({spot.kind.day}|recorded_on): .*$", rf"\1: {day}", self.read(file), flags=re.MULTILINE)
        renamed = f"{file.rpartition('/20')[0]}/{file_name(spot.kind.name, day, spot.who)}"
        self.remove(file)
        self.write(renamed, text)
        return renamed

    def follow(self, since: str, *policies: str) -> None:
        """Let the township have followed its documents (all, or these) from another day on."""
        text = self.read("township.yaml")
        for policy in policies or ("zhongliang-2022-9", "shanling-2021-12", "national"):
            wanted = rf"(- id: {policy}\n    since: )\S+(\n    recorded_on: )\S+"
            text = re.sub(wanted, rf"\g<1>{since}\g<2>{since}", text)
        self.write("township.yaml", text)

    def remove(self, *files: str) -> None:
        """Take files away."""
        for file in files:
            (self.folder / file).unlink()

    def context(self, today: date = TODAY) -> Context:
        """Read and judge the folder; whatever a rule finds, it says in a sentence, and what can be done."""
        context = gather(HOME, self.folder, "data", today)
        for one in context.findings:
            assert re.search("[一-鿿]", one.message), one
            assert "None" not in one.message, one
            assert one.remedy or one.rule.startswith("F2"), one  # a mistake of form often says it all in the message
        return context

    def findings(self, today: date = TODAY) -> list[Finding]:
        """What is said of the records, as ``context`` says it; forms and templates of the product are left aside."""
        loaded = load(self.folder, SchemaBook(HOME.schemas), "data")
        settings, wrong = _settings(loaded.registry.township, today)
        items = ledger(loaded.registry, settings.adopted, today, workdays=settings.workdays)
        world = World(loaded.registry, settings, items, today, HOME.schemas)
        return [*loaded.findings, *wrong, *founded(judge(world), loaded.findings)]

    def found(self, code: str, today: date = TODAY) -> list[Finding]:
        """Findings of one rule."""
        return [finding for finding in ordered(self.findings(today)) if finding.rule == code]

    def line_of(self, file: str, text: str) -> int:
        """The number of the first line of a file that contains ``text``."""
        lines = self.read(file).splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)
