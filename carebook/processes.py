"""A pool of processes, where the system allows one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor


def pool_of(workers: int, ready: Callable[[], None] | None = None) -> ProcessPoolExecutor | None:
    """A pool of processes, or None where the system allows no shared locks (some containers, some chroots).

    ``ready`` is called in each process first.

    Spawned, not forked: the typesetter runs threads of its own, which do not survive a fork.
    """
    context = multiprocessing.get_context("spawn")
    try:
        context.Lock()
        return ProcessPoolExecutor(workers, mp_context=context, initializer=ready)
    except OSError:
        return None
