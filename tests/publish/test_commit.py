"""From which commit a file of the data comes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from carebook.publish.commit import last_commits


def test_each_file_has_the_last_commit_that_touched_it(git: str, tmp_path: Path) -> None:
    """Two files of two commits; one that was changed since, or never committed, has none."""

    def run(*words: str) -> str:
        who = ("-c", "user.name=甲", "-c", "user.email=a@b.example")
        return subprocess.run([git, *who, *words], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    run("init", "-q")
    folder = tmp_path / "data" / "notices"
    folder.mkdir(parents=True)
    for name in ("2026-1", "2026-2"):
        (folder / f"{name}.yaml").write_text(name)
        run("add", ".")
        run("commit", "-qm", name)
    first, second = run("rev-parse", "HEAD~1").strip(), run("rev-parse", "HEAD").strip()
    assert last_commits(folder) == {"2026-1.yaml": first, "2026-2.yaml": second}
    (folder / "2026-2.yaml").write_text("changed")
    (folder / "2026-3.yaml").write_text("new")
    assert last_commits(folder) == {"2026-1.yaml": first}
