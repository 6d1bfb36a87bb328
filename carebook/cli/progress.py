"""Progress: a bar on a terminal, plain lines elsewhere. Always on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Step = Callable[[], None]


@contextmanager
def tracker() -> Iterator[Callable[[str, int], Step]]:
    """Give a function that starts a piece of work (label, number of steps) and returns what to call per step."""
    if not sys.stderr.isatty():
        yield _plain
        return
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:

        def start(label: str, count: int) -> Step:
            task = bar.add_task(label, total=count)
            return lambda: bar.advance(task)

        yield start


def _plain(label: str, count: int) -> Step:
    """A line at the start and at each quarter."""
    done = 0
    print(f"{label}：共 {count} 个", file=sys.stderr, flush=True)

    def step() -> None:
        nonlocal done
        done += 1
        if count >= 40 and done % (count // 4) == 0 and done < count:  # noqa: PLR2004 - short work needs no news
            print(f"{label}：{done}/{count}", file=sys.stderr, flush=True)

    return step
