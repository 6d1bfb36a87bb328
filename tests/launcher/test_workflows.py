"""The workflows keep to what GitHub and Gitea both understand, and to commands that exist."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from carebook.documents.papers import PAPERS

ROOT = Path(__file__).resolve().parents[2]
FLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NOT_ON_GITEA = {"concurrency", "timeout-minutes", "continue-on-error", "environment", "run-name"}
#: By full commit, so that a moved tag changes nothing; the tag is that of the commit.
ACTIONS = {
    "actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5": "v4.3.1",
    "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02": "v4.6.2",
    "actions/upload-artifact@ff15f0306b3f739f7b6fd43fb5d26cd321bd4de5": "v3.2.1",
}
COMMAND = re.compile(r"python3 build\.py(?: ([a-z]+))?((?: --[a-z]+(?: (?:\"[^\"]*\"|\w+))?)*)")


def _load(flow: Path) -> dict[str, Any]:
    # the base loader keeps `on` a word; YAML 1.1 would read it as true
    loaded: dict[str, Any] = yaml.load(flow.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def _keys(node: object) -> set[str]:
    if isinstance(node, dict):
        return set(node) | {key for value in node.values() for key in _keys(value)}
    if isinstance(node, list):
        return {key for value in node for key in _keys(value)}
    return set()


def _steps(flow: Path) -> list[dict[str, Any]]:
    return [step for job in _load(flow)["jobs"].values() for step in job["steps"]]


def test_there_are_three() -> None:
    """Check, nightly and publish, no more."""
    assert [flow.stem for flow in FLOWS] == ["check", "nightly", "publish"]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)
def test_gitea_understands(flow: Path) -> None:
    """No key that Gitea ignores stands there as if it did something, and runners are named plainly."""
    assert _keys(_load(flow)) & NOT_ON_GITEA == set()
    assert {type(job["runs-on"]) for job in _load(flow)["jobs"].values()} == {str}


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)
def test_actions_are_pinned(flow: Path) -> None:
    """Only the known actions are used, each by its full commit and with a comment that names the tag and says why."""
    used = [step["uses"] for step in _steps(flow) if "uses" in step]
    assert used
    assert set(used) <= set(ACTIONS)
    lines = [line for line in flow.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert all(f"# tag {ACTIONS[line.split()[line.split().index('uses:') + 1]]}" in line for line in lines)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)
def test_least_permission(flow: Path) -> None:
    """Nothing is allowed at the top; each job names what it reads, and only the due list may write, only issues."""
    loaded = _load(flow)
    assert loaded["permissions"] == {}
    for name, job in loaded["jobs"].items():
        wanted = {"contents": "read"} | ({"issues": "write"} if name == "due" else {})
        assert job["permissions"] == wanted
    for step in _steps(flow):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


def test_zizmor_finds_nothing() -> None:
    """The auditor of workflows, offline, has nothing to say."""
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--quiet", "--format=plain", ROOT / ".github" / "workflows"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_identities_stay_inside() -> None:
    """The whole tree is kept only where an administrator has said so, and never on a public host."""
    jobs = _load(ROOT / ".github/workflows/publish.yml")["jobs"]
    for name, job in jobs.items():
        for step in job["steps"]:
            if "upload-artifact" in step.get("uses", "") and step["with"]["path"] != "site/public":
                assert name == "keep"
    assert "vars.CAREBOOK_INTRANET == 'yes'" in jobs["keep"]["if"]
    assert "https://github.com" in jobs["keep"]["steps"][0]["run"]
    assert "exit 1" in jobs["keep"]["steps"][0]["run"]


def test_data_is_checked_last() -> None:
    """In a pull request the step that blocks comes last, so that the summary is there when it does."""
    steps = _load(ROOT / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    assert steps[-1]["run"].startswith("python3 build.py check --errors")
    assert "||" not in steps[-1]["run"]


def test_annotations_hold_only_what_a_pull_request_brings() -> None:
    """Beside the code stand the findings of changed files; whether it may be merged is asked of everything."""
    steps = _load(ROOT / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    (one,) = [step for step in steps if "--format github" in step.get("run", "")]
    assert "--changed --since" in one["run"]
    assert one["if"] == "github.event_name == 'pull_request'"


def test_every_official_document_is_measured() -> None:
    """A job of its own builds the papers and measures each PDF and DOCX; its exit code counts."""
    run = _load(ROOT / ".github/workflows/check.yml")["jobs"]["papers"]["steps"][-1]["run"]
    assert "build.py conform" in run
    assert all(ending in run for ending in ("*.pdf", "*.docx"))
    named = re.search(r"--only (\S+)", run)
    assert named
    official = [kind.name for kind in PAPERS.values() if kind.layout == "official"]
    assert named[1].split(",") == official


def test_a_pull_request_is_compared_with_its_base() -> None:
    """Only where there is a base, with the whole history, by commit id, and without anything that holds names."""
    steps = _steps(ROOT / ".github/workflows/check.yml")
    (compared,) = [step for step in steps if "build.py diff" in step.get("run", "")]
    assert compared["if"] == "github.event_name == 'pull_request'"
    assert compared["env"]["BASE"] == "${{ github.event.pull_request.base.sha }}"
    assert '"$BASE...HEAD"' in compared["run"]
    assert "--with-text" not in compared["run"]
    assert steps[0]["with"]["fetch-depth"] == "0"


def test_mutants_are_run_every_night() -> None:
    """Another sample each night, its report in the summary and kept on either server, also when the run failed."""
    job = _load(ROOT / ".github/workflows/nightly.yml")["jobs"]["mutation"]
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert re.search(r"build\.py bench mutation .*--seed \"\$\(TZ=CST-8 date \+%Y%m%d\)\"", runs[0])
    assert "GITHUB_STEP_SUMMARY" in runs[1]
    kept = [step for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
    assert {step["with"]["path"] for step in kept} == {"build-report/mutation.md"}
    assert ["==" in step["if"] for step in kept] == [True, False]
    assert all("always()" in step["if"] for step in job["steps"][2:])


def _commands() -> list[tuple[str, tuple[str, ...]]]:
    found = set()
    for flow in FLOWS:
        for step in _steps(flow):
            for name, rest in COMMAND.findall(step.get("run", "")):
                found.add((name, tuple(re.findall(r"--[a-z]+", rest))))
    return sorted(found)


@pytest.mark.parametrize(("name", "options"), _commands())
def test_commands_exist(name: str, options: tuple[str, ...]) -> None:
    """Every command and option that a workflow uses stands in the help of the command line."""
    words = [name, "--help"] if name else ["--help"]
    shown = subprocess.run(
        [sys.executable, "-m", "carebook.cli", *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert [option for option in options if option not in shown.stdout] == []


def test_own_check_is_what_people_type() -> None:
    """The project's own check calls the test command from its root, whatever the working folder."""
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert text.rstrip().endswith("exec python3 build.py test")
    assert 'cd "$(dirname "${BASH_SOURCE[0]}")/.."' in text
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
