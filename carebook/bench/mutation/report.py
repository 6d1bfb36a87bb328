"""The report on a run: counts and surviving share of each package, and what survived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from carebook.bench.mutation.outcomes import Mutant, Outcome, Survivor
from carebook.bench.mutation.tree import Job

#: What the tests had a chance to notice, and did or did not.
_JUDGED = (Outcome.KILLED, Outcome.SURVIVED, Outcome.TIMEOUT)
_HEAD = (
    "| 包 | 变异总数 | 抽取 | 被测试发现 | 存活 | 超时 | 没有测试到 | 没有运行 | 未能判断 | 存活率 |",
    "|---|---|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class MutationRun:
    """A run: what was asked, mutants made per file, those drawn, what survived, and whether the time sufficed."""

    job: Job
    made: Mapping[str, int]
    mutants: Sequence[Mutant]
    survivors: Sequence[Survivor]
    finished: bool

    @property
    def judged(self) -> int:
        """How many mutants tests had a chance to notice."""
        return sum(one.outcome in _JUDGED for one in self.mutants)


def share(counts: Mapping[Outcome, int]) -> float | None:
    """The surviving share among the mutants that tests were run against; None when there was none.

    One that ends in a loop without end counts as noticed. What no test calls, what was not run and what could not be
    judged counts on neither side.
    """
    judged = sum(counts.get(outcome, 0) for outcome in _JUDGED)
    return counts.get(Outcome.SURVIVED, 0) / judged if judged else None


def report(found: MutationRun) -> str:
    """The report in Markdown."""
    lines = ["## 变异测试", "", _asked(found), "", *_HEAD, *(_row(path, found) for path in found.job.packages)]
    if len(found.job.packages) > 1:
        lines.append(_row(None, found))
    lines += ["", *_notes(found), "", *_survived(found), ""]
    return "\n".join(lines)


def _asked(found: MutationRun) -> str:
    job = found.job
    over = "" if found.finished else "（时间到，没有运行完）"
    made = sum(found.made.values())
    return f"种子 {job.seed}，从 {made} 个变异里抽取 {len(found.mutants)} 个，限时 {job.minutes:g} 分钟{over}。"


def _row(package: str | None, found: MutationRun) -> str:
    """One package, or all together."""
    counts = Counter(one.outcome for one in found.mutants if package is None or _within(one.path, package))
    made = sum(number for path, number in found.made.items() if package is None or _within(path, package))
    part = share(counts)
    cells = [
        "合计" if package is None else f"`{package}`",
        made,
        counts.total(),
        *(counts[outcome] for outcome in Outcome if outcome not in {Outcome.UNKNOWN, Outcome.WAITING}),
        counts[Outcome.WAITING],
        counts[Outcome.UNKNOWN],
        "—" if part is None else f"{part:.1%}",
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _within(path: str, package: str) -> bool:
    return path == package or path.startswith(f"{package}/")


def _notes(found: MutationRun) -> Iterator[str]:
    yield "存活率 = 存活 ÷（被测试发现 + 存活 + 超时）；没有测试到、没有运行、未能判断的，两边都不算。"
    if not found.finished:
        yield "先运行用时短的，所以时间不够时，剩下的多是很多测试都会用到的函数，存活率只代表运行过的。"
    untouched = sorted({one.name for one in found.mutants if one.outcome is Outcome.UNTOUCHED})
    if untouched:
        yield ""
        yield f"没有测试到的函数：{'、'.join(sorted({_function(name) for name in untouched}))}"


def _function(name: str) -> str:
    """A mutant's name without mutmut's marks: ``m.x_f__mutmut_1`` is ``m.f``, ``m.xǁCǁf__mutmut_1`` is ``m.C.f``."""
    module, _, function = name.rpartition("__mutmut_")[0].rpartition(".")
    plain = function.removeprefix("x_") if "ǁ" not in function else function.removeprefix("xǁ").replace("ǁ", ".")
    return f"`{module}.{plain}`"


def _survived(found: MutationRun) -> Iterator[str]:
    yield "### 存活的变异"
    yield ""
    if not found.survivors:
        yield "没有。" if found.judged else "一个也没有运行，不能说没有。"
        return
    for one in sorted(found.survivors, key=lambda survivor: (survivor.path, survivor.line)):
        yield f"`{one.path}:{one.line}`"
        yield ""
        yield from ("```diff", *one.changed, "```", "")
