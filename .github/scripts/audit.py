"""Look whether a component that the product installs has a published hole.

The lock files are verified first: each component at one version, with hashes. Then pip-audit, itself installed by hash,
asks the database of advisories. On an intranet nobody answers; that is said and is no failure.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # before the launcher, which is no installed package

from launcher import packages, say  # noqa: E402 - needs the line above

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-audit.lock")
AUDITOR = "requirements-audit.lock"
_PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[^ ;\\]+( ;[^\\]*)?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def unlocked(text: str) -> list[str]:
    """Lines of a lock file that name a component without one exact version and a SHA-256."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    entries = [entry.split() for entry in plain.replace("\\\n", " ").splitlines() if entry.strip()]
    return [
        entry[0] for entry in entries
        if not _PIN.match(" ".join(entry)) or not any(map(_HASH.fullmatch, entry))
    ]  # fmt: skip


def holes(report: dict[str, Any]) -> Iterator[str]:
    """One line for each advisory in a report of pip-audit."""
    for one in report.get("dependencies", []):
        for hole in one.get("vulns", []):
            fixed = "、".join(hole.get("fix_versions", [])) or "还没有"
            yield f"{one['name']} {one['version']}：{hole['id']}，改好的版本：{fixed}"


def asked(lock: str) -> dict[str, Any] | None:
    """What pip-audit says of a lock file; None if the database, or pip-audit itself, cannot be reached."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "venv"
        venv.EnvBuilder(symlinks=os.name != "nt", with_pip=False).create(home)
        python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        found = Path(folder) / "found.json"
        try:
            with Path(os.devnull).open("w") as nowhere:
                packages.install(python, ROOT, AUDITOR, nowhere.fileno())
        except say.Stop:
            return None
        command = [python, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off"]
        subprocess.run(  # noqa: S603 - our own arguments
            [*map(str, command), "--format=json", f"--output={found}", "-r", str(ROOT / lock)], check=False
        )
        return json.loads(found.read_text("utf-8")) if found.is_file() else None


def main() -> int:
    """Verify, then ask. 0 good or nobody to ask, 1 a hole or a lock file that is not whole."""
    for lock in LOCKS:
        if loose := unlocked((ROOT / lock).read_text("utf-8")):
            print(f"{lock} 里没有锁定版本和校验值：{'、'.join(loose)}")
            return 1
    print(f"{'、'.join(LOCKS)} 里每个组件都有唯一的版本和校验值。")
    report = asked("requirements.lock")
    if report is None:
        print("查不到漏洞库（内网没有，或连不上），只核对了锁定文件。")
        return 0
    found = list(holes(report))
    print("\n".join(found) or f"{len(report.get('dependencies', []))} 个组件没有公布的漏洞。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
