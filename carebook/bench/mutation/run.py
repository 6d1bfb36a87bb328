"""Make the mutants, draw a sample, let mutmut run it, and gather what became of it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from carebook.bench.mutation import outcomes
from carebook.bench.mutation.report import MutationRun
from carebook.bench.mutation.tree import Job, lay_out

_MAKING = Path(__file__).with_name("making.py")
#: Said by mutmut when tests fail although nothing is changed yet.
_CLEAN_TESTS_FAIL = ("failed to collect stats. runner returned", "Failed to run clean test")
_TAIL = 15
_seconds = time.monotonic


class MutationError(Exception):
    """Nothing could be said; the sentence says why, and mutmut's last lines are beside it."""

    def __init__(self, sentence: str, tail: Sequence[str] = ()) -> None:
        """Keep both apart."""
        super().__init__(sentence)
        self.sentence = sentence
        self.tail = tuple(tail)


def run(job: Job) -> MutationRun:
    """Do the whole work in a folder of its own.

    Raises:
        MutationError: there is nothing to mutate, or the tests fail already without a change, or mutmut stumbles.
    """
    end = _seconds() + job.minutes * 60
    with tempfile.TemporaryDirectory(prefix="carebook-mutation-") as folder:
        tree = Path(folder)
        lay_out(job, tree)
        _script(tree, "make")
        made = outcomes.noted(tree)
        sample = draw(made, job.mutants, job.seed)
        if not sample:
            raise MutationError(f"{'、'.join(job.packages)} 里没有可以变异的函数，什么也没有查")
        finished = _tested(tree, list(sample), end)
        mutants = outcomes.drawn(sample, outcomes.noted(tree))
        left = [one.name for one in mutants if one.outcome is outcomes.Outcome.SURVIVED]
        differences = json.loads(_script(tree, "show", json.dumps(left))) if left else {}
        return MutationRun(
            job,
            {path: len(names) for path, names in made.items()},
            mutants,
            list(outcomes.survivors(job.root, mutants, differences)),
            finished,
        )


def draw(made: Mapping[str, Mapping[str, object]], size: int, seed: int) -> dict[str, str]:
    """A sample of the mutants, name to file; the same seed draws the same from the same program."""
    every = {name: path for path, names in made.items() for name in names}
    names = random.Random(seed).sample(sorted(every), min(size, len(every)))  # noqa: S311 - a sample, no secret
    return {name: every[name] for name in names}


def _tested(tree: Path, names: list[str], end: float) -> bool:
    """Let mutmut run these; False when the time was over first.

    Raises:
        MutationError: mutmut ended with a fault.
    """
    log = tree / "mutmut.log"
    # by a line of Python: the script in the environment does not follow when the folder is moved
    words = ["-c", "from mutmut.__main__ import cli; cli()", "run", f"--max-children={os.cpu_count() or 1}", *names]
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - this Python, on files of its own
            [sys.executable, "-P", *words], cwd=tree, env=_variables(), stdout=out, stderr=out, start_new_session=True
        )
        try:
            code = process.wait(max(end - _seconds(), 0))
        except subprocess.TimeoutExpired:
            return False
        finally:
            _stop(process)
    said = log.read_text("utf-8", "replace").replace("\r", "\n").splitlines()
    if code and any(words in line for line in said for words in _CLEAN_TESTS_FAIL):
        raise MutationError("还没有变异，测试就不通过；先修好测试，再看变异", _tail(said))
    if code:
        raise MutationError("mutmut 没有运行完，下面是它最后的话", _tail(said))
    return True


def _script(tree: Path, what: str, given: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - this Python, and a file of the product
        [sys.executable, "-P", str(_MAKING), what],
        cwd=tree,
        env=_variables(),
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise MutationError("mutmut 没有生成变异，下面是它最后的话", _tail(done.stderr.splitlines()))
    return done.stdout


def _variables() -> dict[str, str]:
    """The same answer each time: Hypothesis draws the same examples (``CI``), sets keep their order."""
    kept = {key: value for key, value in os.environ.items() if key != "MUTANT_UNDER_TEST"}
    return kept | {"CI": "true", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End mutmut with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def _tail(lines: Sequence[str]) -> list[str]:
    return [line.rstrip() for line in lines if line.strip()][-_TAIL:]
