"""Who does the render jobs: this process, or a pool of processes. The results are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carebook.processes import pool_of
from carebook.publish.jobs import Job, render
from carebook.writers.fonts import MissingGlyph

#: Below this number of jobs a pool costs more than it saves.
_WORTH_A_POOL = 24


def run(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, bytes | MissingGlyph]]:
    """Do all jobs, in their order.

    Args:
        jobs: what to make.
        workers: how many processes may work at once.

    Yields:
        Each job with its bytes, or with the characters no font could draw: bad data is a value.
    """
    pool = pool_of(workers) if workers > 1 and len(jobs) >= _WORTH_A_POOL else None
    if pool is None:
        yield from zip(jobs, map(attempt, jobs), strict=True)
        return
    with pool:
        chunk = max(1, len(jobs) // (workers * 8))
        yield from zip(jobs, pool.map(attempt, jobs, chunksize=chunk), strict=True)


def attempt(job: Job) -> bytes | MissingGlyph:
    """Do one job; characters without a glyph come back as a value."""
    try:
        return render(job)
    except MissingGlyph as missing:
        return missing
