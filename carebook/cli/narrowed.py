"""Findings narrowed to what somebody asked for: to a change, or to what one worker has to do with."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from carebook.findings import Finding
from carebook.reading.revisions import folder_in_git, git
from carebook.records.registry import Registry


def changed_files(data: Path, shown: str, revision: str) -> frozenset[str]:
    """Files of a data folder that are not as they were at a revision, as findings name them.

    Raises:
        HistoryError: the folder lies in no repository that can be read, or there is no such revision.
    """
    folder = folder_in_git(data)
    commit, below = folder.commit(revision), folder.prefix or "."
    told = git(folder.top, "diff", "--no-renames", "--name-only", "-z", commit, "--", below).stdout
    told += git(folder.top, "ls-files", "--others", "--exclude-standard", "-z", "--", below).stdout
    return frozenset(f"{shown}/{os.fsdecode(name).removeprefix(folder.prefix)}" for name in told.split(b"\0") if name)


def of_worker(findings: Iterable[Finding], registry: Registry, shown: str, worker: str, day: date) -> list[Finding]:
    """Findings in the records of one worker: of the groups the worker serves in today, their patients, and their own."""
    groups = [g for g in registry.groups.values() if any(m.staff == worker for m in g.members_on(day))]
    owners = {f"groups/{group.id}/" for group in groups}
    owners |= {f"patients/{patient}/" for group in groups for patient in group.group.patients}
    spots = (*(f"{shown}/{owner}" for owner in owners), f"{shown}/staff/{worker}.yaml")
    return [finding for finding in findings if finding.place.file.startswith(spots)]
