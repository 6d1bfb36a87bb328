"""The tree in which mutmut works: links to the product's files, and settings of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

#: Where wrong behaviour would hurt most: who sees what, which trips, which state, which findings, what is due.
PACKAGES = ("carebook/audience", "carebook/planning", "carebook/policy", "carebook/records", "carebook/rules")
#: Tests that are asked, besides those of the mutated package.
TESTS = ("tests/audience", "tests/changes", "tests/planning", "tests/policy", "tests/records", "tests/rules")
PLUGIN = "carebook.bench.mutation.touched"
_LEFT_OUT = {"site", "build-report", "mutants", "pyproject.toml", "tests"}
_HIDDEN = {".github", ".ci"}


@dataclass(frozen=True, slots=True)
class Job:
    """What is mutated, how many of the mutants are run, drawn by which seed, for how long.

    Attributes:
        root: the product's folder.
        packages: folders or files to mutate, relative to it; all in one top-level package.
        mutants: the size of the sample.
        seed: draws the sample.
        minutes: when to stop, at the latest.
    """

    root: Path
    packages: tuple[str, ...]
    mutants: int
    seed: int
    minutes: float

    @property
    def tests(self) -> list[str]:
        """The folders of tests that are there: the usual ones and that of each mutated package."""
        own = {f"tests/{Path(path).parts[1].removesuffix('.py')}" for path in self.packages if "/" in path}
        there = [path for path in sorted({*TESTS, *own}) if (self.root / path).is_dir()]
        return there or ["tests"]


def lay_out(job: Job, tree: Path) -> None:
    """Link the product's files into an empty folder, beside settings that say what is mutated and how it is tested."""
    linked = [
        path.name
        for path in sorted(job.root.iterdir())
        if path.name not in _LEFT_OUT and (not path.name.startswith(".") or path.name in _HIDDEN)
    ]
    for name in [*linked, "tests"]:
        (tree / name).symlink_to((job.root / name).resolve())
    source = Path(job.packages[0]).parts[0]
    own = job.root / "pyproject.toml"
    text = own.read_text("utf-8") if own.exists() else ""
    settings = _settings(job, source, [name for name in linked if name != source])
    # lists, words and numbers are written alike in JSON and TOML
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    (tree / "pyproject.toml").write_text("\n".join([text, "[tool.mutmut]", *lines, ""]), "utf-8")


def _settings(job: Job, source: str, others: list[str]) -> dict[str, object]:
    return {
        "source_paths": [source],
        "only_mutate": [path if path.endswith(".py") else f"{path}/*" for path in job.packages],
        "also_copy": others,
        "pytest_add_cli_args_test_selection": job.tests,
        "pytest_add_cli_args": ["-p", PLUGIN, "-p", "no:cacheprovider", "-m", "not source_text"],
        # a fork of a process in which tests have run would take over what they keep, made by the unchanged program
        "process_isolation": "forkserver",
        "forkserver_warmup": "none",
        "use_git_change_detection": False,
        "track_dependencies": False,
        # the usual fifteenfold would wait an hour for one endless loop
        "timeout_multiplier": 3.0,
        "timeout_constant": 30.0,
    }
