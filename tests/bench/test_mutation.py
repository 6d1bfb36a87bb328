"""Mutation testing: what the report counts, and that nothing is called good that was not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from carebook.bench.mutation import run as run_module
from carebook.bench.mutation.outcomes import Mutant, Outcome, Survivor, drawn, survivors
from carebook.bench.mutation.report import MutationRun, report, share
from carebook.bench.mutation.run import MutationError, draw, run
from carebook.bench.mutation.tree import PACKAGES, Job
from carebook.cli import bench_mutation
from carebook.cli.main import main
from tests.townships import ROOT

DUE, RULE, SCOPE = "carebook/policy/due.py", "carebook/rules/groups/meetings.py", "carebook/audience/scope.py"
JOB = Job(ROOT, PACKAGES, 150, 7, 30)
BECAME = {
    DUE: (["killed"] * 5 + ["survived"] * 2 + ["timeout"]),
    RULE: ["killed", "untouched", "unknown", "waiting", "waiting"],
    SCOPE: ["waiting"],
}
SURVIVED = (
    Survivor(DUE, 12, ("-    return day + 1", "+    return day - 1")),
    Survivor(DUE, 3, ("-    a = b", "+    a = None")),
)


def _mutants(became: dict[str, list[str]]) -> list[Mutant]:
    return [
        Mutant(f"{path[:-3].replace('/', '.')}.x_f__mutmut_{number}", path, Outcome(word))
        for path, words in became.items()
        for number, word in enumerate(words)
    ]


def _found(became: dict[str, list[str]], *, finished: bool = True) -> MutationRun:
    return MutationRun(JOB, {DUE: 400, RULE: 600, SCOPE: 10}, _mutants(became), SURVIVED, finished)


def _rows(text: str) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_each_package_is_counted_by_what_became_of_its_mutants() -> None:
    """Made, drawn, killed, survived, timed out, untouched, not run, unknown, share; then all together."""
    rows = _rows(report(_found(BECAME, finished=False)))
    assert rows["carebook/policy"] == ["400", "8", "5", "2", "1", "0", "0", "0", "25.0%"]
    assert rows["carebook/rules"] == ["600", "5", "1", "0", "0", "1", "2", "1", "0.0%"]
    assert rows["carebook/audience"] == ["10", "1", "0", "0", "0", "0", "1", "0", "—"]
    assert rows["carebook/records"] == ["0"] * 8 + ["—"]
    assert rows["合计"] == ["1010", "14", "6", "2", "1", "1", "3", "1", "22.2%"]


def test_what_was_not_run_counts_on_neither_side() -> None:
    """Neither as killed nor as survived; a loop without end was noticed."""
    assert share({Outcome.SURVIVED: 1, Outcome.KILLED: 2, Outcome.TIMEOUT: 1, Outcome.WAITING: 9}) == 0.25
    assert share({Outcome.UNTOUCHED: 4, Outcome.UNKNOWN: 2, Outcome.WAITING: 9}) is None


def test_survivors_stand_in_order_with_what_was_changed() -> None:
    """By file and line; and functions that no test calls are named."""
    text = report(_found(BECAME))
    assert text.index(f"`{DUE}:3`") < text.index("-    a = b\n+    a = None\n") < text.index(f"`{DUE}:12`")
    assert "没有测试到的函数：`carebook.rules.groups.meetings.f`" in text
    assert "时间到" not in text


def test_no_survivor_is_not_said_where_nothing_was_run() -> None:
    """An empty list means something only when somebody looked."""
    nothing = MutationRun(JOB, {DUE: 1}, _mutants({DUE: ["waiting"]}), (), finished=False)
    assert "不能说没有" in report(nothing)
    assert "时间到" in report(nothing)
    assert "\n没有。\n" in report(MutationRun(JOB, {DUE: 1}, _mutants({DUE: ["killed"]}), (), finished=True))


def test_exit_codes_are_read_as_mutmut_gives_them() -> None:
    """An internal error of pytest is noticed; a crash or an interruption says nothing."""
    codes = {"a": 1, "b": 0, "c": 3, "d": -24, "e": 33, "f": None, "g": 2, "h": -11, "i": 255, "j": 36}
    found = drawn(dict.fromkeys([*codes, "absent"], DUE), {DUE: codes})
    assert {one.name: one.outcome.value for one in found} == {
        "a": "killed", "b": "survived", "c": "killed", "d": "timeout", "e": "untouched", "f": "waiting",
        "g": "unknown", "h": "unknown", "i": "unknown", "j": "timeout", "absent": "waiting",
    }  # fmt: skip


def test_the_line_of_a_survivor_is_that_of_the_file(tmp_path: Path) -> None:
    """Mutmut counts from the comment above the function; the same line elsewhere is not meant."""
    (tmp_path / "m.py").write_text(
        "def f():\n    a = 1\n    return a\n\n\nclass C:\n    # why\n    def f(self):\n        a = 1\n        a = 1\n",
        "utf-8",
    )
    hunk = "--- m.py\n+++ m.py\n@@ -1,4 +1,4 @@\n # why\n def f(self):\n     a = 1\n-    a = 1\n+    a = 2\n"
    (found,) = survivors(tmp_path, [Mutant("m.xǁCǁf__mutmut_2", "m.py", Outcome.SURVIVED)], {"m.xǁCǁf__mutmut_2": hunk})
    assert found == Survivor("m.py", 10, ("-    a = 1", "+    a = 2"))


def test_a_seed_draws_the_same() -> None:
    """From the same program; another seed draws others, and a small program is taken whole."""
    made = {DUE: dict.fromkeys(map(str, range(50))), RULE: dict.fromkeys(map(str, range(50, 90)))}
    assert draw(made, 20, 1) == draw(dict(reversed(made.items())), 20, 1)
    assert draw(made, 20, 1) != draw(made, 20, 2)
    assert len(draw(made, 20, 1)) == 20
    assert draw(made, 500, 1).keys() == set(map(str, range(90)))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Where the report is written, in a folder that is not there yet."""
    return tmp_path / "new" / "report.md"


def _typed(monkeypatch: pytest.MonkeyPatch, page: Path, found: MutationRun | MutationError, *words: str) -> int:
    def given(_job: Job) -> MutationRun:
        if isinstance(found, MutationError):
            raise found
        return found

    monkeypatch.setattr(bench_mutation, "run", given)
    return main(["bench", "mutation", "--out", str(page), *words])


def test_the_report_is_printed_and_written(
    monkeypatch: pytest.MonkeyPatch, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same to both; survivors are no failure."""
    assert _typed(monkeypatch, page, _found(BECAME)) == 0
    assert page.read_text("utf-8").strip() == capsys.readouterr().out.strip()


@pytest.mark.parametrize("word", ["waiting", "untouched", "unknown"])
def test_nothing_run_is_not_good(
    monkeypatch: pytest.MonkeyPatch, page: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """A run that judged no mutant says so, and ends with 1; its report is there all the same."""
    assert _typed(monkeypatch, page, _found({DUE: [word]})) == 1
    assert "不能说测试好不好" in capsys.readouterr().err
    assert page.exists()


def test_a_fault_is_a_sentence(monkeypatch: pytest.MonkeyPatch, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With mutmut's last words before it, and no report."""
    assert _typed(monkeypatch, page, MutationError("先修好测试", ("FAILED tests/t.py",))) == 1
    assert capsys.readouterr().err == "  | FAILED tests/t.py\n先修好测试\n"
    assert not page.exists()


@pytest.mark.parametrize("path", ["tests", "carebook/nothing", "README.md", "..", "/"])
def test_only_the_program_is_mutated(monkeypatch: pytest.MonkeyPatch, page: Path, path: str) -> None:
    """Another path is wrong use."""
    assert _typed(monkeypatch, page, _found(BECAME), "--only", path) == 2


def _small(root: Path, *, wrong: bool = False) -> Job:
    """A package of two functions, one of them well tested."""
    (root / "pack").mkdir()
    (root / "tests").mkdir()
    (root / "pack" / "__init__.py").write_text("", "utf-8")
    (root / "pack" / "sums.py").write_text(
        "from functools import cache\n\n\ndef more(a):\n    return a + 1\n\n\ndef loose(a):\n    return a > 3\n\n\n"
        "def idle(a):\n    return a - 7\n\n\n@cache\ndef kept():\n    return more(1)\n",
        "utf-8",
    )
    # the first file only calls what the second, which finds it in the cache, looks at
    (root / "tests" / "test_a.py").write_text("from pack.sums import kept\n\n\ndef test_a():\n    kept()\n", "utf-8")
    (root / "tests" / "test_b.py").write_text(
        "from pack.sums import kept, loose\n\n\ndef test_b():\n"
        f"    assert kept() == {3 if wrong else 2}\n\n\ndef test_loose():\n    assert loose(9)\n",
        "utf-8",
    )
    return Job(root, ("pack/sums.py",), 50, 1, 5)


def test_a_small_program(tmp_path: Path) -> None:
    """Mutmut itself: what is tested is killed, also behind a cache; what is not survives or is not touched."""
    found = run(_small(tmp_path))
    became = {outcome: [one.name for one in found.mutants if one.outcome is outcome] for outcome in Outcome}
    assert {name.partition("__")[0] for name in became[Outcome.KILLED]} >= {"pack.sums.x_more"}
    assert {name.partition("__")[0] for name in became[Outcome.SURVIVED]} == {"pack.sums.x_loose"}
    assert {name.partition("__")[0] for name in became[Outcome.UNTOUCHED]} == {"pack.sums.x_idle"}
    assert {(one.line, one.changed) for one in found.survivors} == {
        (9, ("-    return a > 3", "+    return a >= 3")),
        (9, ("-    return a > 3", "+    return a > 4")),
    }
    assert found.finished


def test_tests_that_fail_already_say_nothing(tmp_path: Path) -> None:
    """Every mutant would seem to be noticed."""
    with pytest.raises(MutationError, match="还没有变异，测试就不通过"):
        run(_small(tmp_path, wrong=True))


def test_the_time_ends_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not run is said to wait."""
    monkeypatch.setattr(run_module, "_seconds", iter([0.0, 1e9]).__next__)
    found = run(_small(tmp_path))
    assert not found.finished
    assert {one.outcome for one in found.mutants} == {Outcome.WAITING}
    assert found.judged == 0
