"""Read every file of settings below ``policies/``, hold it to its schema, and look up what it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from carebook.findings import Finding, Place
from carebook.policy.adopted import adoptions
from carebook.policy.audiences import AudienceBook, audiences_of
from carebook.policy.bounds import Bounds, with_own
from carebook.policy.calendars import Calendar, workdays_of
from carebook.policy.files import FILES, SettingsFile, Written
from carebook.policy.model import Policy
from carebook.policy.references import repeated, unresolved
from carebook.policy.settings import Settings
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import read
from carebook.records.team import Township


def read_settings(
    policies: Path,
    schemas: SchemaBook,
    township: Township | None,
    files: Sequence[SettingsFile] = FILES,
    papers: Collection[str] = (),
    day: date = date.max,
) -> tuple[Settings, tuple[Finding, ...]]:
    """Read the settings of a township.

    Args:
        policies: the ``policies`` folder. What is not there is not used, and that is no fault.
        schemas: the schemas.
        township: says which documents it follows, and what it changed; None if that cannot be read.
        files: the table of files.
        day: the township's own changes hold from their days on; those that begin later than this day do not yet.
        papers: the kinds of papers there are, which settings may name; without any, none is looked up.

    Returns:
        The settings, without the files that are wrong; and what is wrong with them.
    """
    findings: list[Finding] = []
    found: list[Written] = []
    for row in files:
        for path in _paths(policies, row, files):
            one, faults = _read(path, policies, schemas, row)
            found.append(one)
            findings.extend(faults)
    findings.extend(_unnamed(policies, found, files))
    findings.extend(repeated(found, schemas.folder))
    findings.extend(unresolved(found, schemas.folder, papers))
    return _settings(found, township, day), tuple(findings)


def _paths(policies: Path, row: SettingsFile, files: Iterable[SettingsFile]) -> Iterator[Path]:
    """The files of a row that are there; a file that a row names is that row's alone."""
    named = {policies / other.pattern for other in files if not other.many}
    for path in sorted(policies.glob(row.pattern)):
        if path.is_file() and not (row.many and path in named):
            yield path


def _unnamed(policies: Path, found: Sequence[Written], files: Iterable[SettingsFile]) -> Iterator[Finding]:
    """R301: files of which no row knows what they are."""
    known = {one.shown for one in found}
    for path in sorted(p for p in policies.rglob("*") if p.suffix in {".yaml", ".yml"} and p.is_file()):
        shown = f"policies/{path.relative_to(policies).as_posix()}"
        if shown not in known:
            advice = f"这里可以有：{'、'.join(row.shown for row in files)}"
            yield Finding("R301", Place(shown), "这个文件的位置或名称不对，程序不知道它是什么，没有读取", advice)


def _read(path: Path, policies: Path, schemas: SchemaBook, row: SettingsFile) -> tuple[Written, tuple[Finding, ...]]:
    """One file as far as it can be read, and what is wrong with it."""
    shown = f"policies/{path.relative_to(policies).as_posix()}"
    source, findings = read(path, policies, shown)
    if source is None:
        return Written(row, shown, None), findings
    data, faults = schemas.check(source, row.schema)
    if data is None:
        return Written(row, shown, source), agreed(findings, source, faults)
    value = msgspec.convert(data, row.record)
    own = tuple(row.check(source, value, schemas.folder))
    used = None if own and row.strict else value
    return Written(row, shown, source, data, used), (*agreed(findings, source, faults), *own)


def _settings(found: Sequence[Written], township: Township | None, day: date) -> Settings:
    """The value, with what follows from several files, or from the township's own decisions."""
    files: dict[type[Record], dict[str, Record]] = {}
    for one in found:
        if one.value is not None:
            files.setdefault(one.row.record, {})[one.name] = one.value
    plain = Settings(files)
    return Settings(
        files,
        adopted=adoptions(plain.every(Policy), township, day),
        workdays=workdays_of(plain.every(Calendar).values()),
        bounds=with_own(plain.one(Bounds), township),
        audiences=audiences_of(plain.one(AudienceBook)),
        policies=frozenset(one.name for one in found if one.row.record is Policy),
    )
