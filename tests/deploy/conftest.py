"""Real web servers on loopback, with the shipped configuration, two roles and their certificates."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from launcher import servers

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOST = "carebook.internal"
TREES = ("office", "clinic", "police", "village/QX-V1", "village/QX-V2")
PASSWORD = "test-only-4711"  # noqa: S105 - invented, for a server that lives for seconds
_WAIT = 20  # seconds until a server that does not answer has failed


def program(name: str) -> str | None:
    """Where a server program is: installed, or unpacked beside the environment."""
    return servers.where(ROOT, name)


@dataclass(frozen=True)
class Server:
    """A running server: its port, its folder of secrets, its access log."""

    port: int
    secrets: Path
    log: Path

    def get(
        self, path: str, *, user: str = "", certificate: str = "", method: str = "GET"
    ) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of one request as a user or with a client certificate."""
        context = ssl.create_default_context(cafile=str(self.secrets / "ca.crt"))
        if certificate:
            context.load_cert_chain(self.secrets / f"{certificate}.crt", self.secrets / f"{certificate}.key")
        headers = {"Authorization": "Basic " + b64encode(f"{user}:{PASSWORD}".encode()).decode()} if user else {}
        with (
            socket.create_connection(("127.0.0.1", self.port), _WAIT) as plain,
            context.wrap_socket(plain, server_hostname=HOST) as sealed,
        ):
            talk = http.client.HTTPConnection(HOST, self.port)
            talk.sock = sealed
            talk.request(method, path, headers=headers)
            answer = talk.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers)


@pytest.fixture(scope="session")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one tree per role; each file says whose it is."""
    top = tmp_path_factory.mktemp("site")
    for tree in TREES:
        folder = top / tree / "documents" / "dossiers"
        folder.mkdir(parents=True)
        (top / tree / "index.html").write_text(f"<!DOCTYPE html><title>{tree}</title>", "utf-8")
        (folder / "QX-0001.pdf").write_bytes(f"%PDF of {tree}".encode())
    (top / "office" / ".hidden").write_text("x")
    (top / "manifest.json").write_text("{}")
    (top / "office" / "way-out").symlink_to("/etc/passwd")
    return top


@pytest.fixture(scope="session")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates as the shipped script makes them; one from another authority; passwords."""
    folder = tmp_path_factory.mktemp("secrets")
    for words in (
        ("ca", "清溪乡"),
        ("server", HOST),
        ("client", "clinic", "chen"),
        ("client", "village/QX-V1", "zhou"),
        ("client", "office", "left"),
    ):
        _certificate(folder, *words)
    other = folder / "other"
    for words in (("ca", "别处"), ("client", "office", "stranger")):
        _certificate(other, *words)
    for ending in ("crt", "key"):
        shutil.copy(other / f"stranger.{ending}", folder / f"stranger.{ending}")
    return folder


def _certificate(folder: Path, what: str, *words: str) -> None:
    script = str(DEPLOY / "certificates.sh")
    subprocess.run(["sh", script, what, str(folder), *words], check=True, capture_output=True, timeout=60)


USERS = {"doctor": "clinic", "constable": "police", "cadre": "village/QX-V2", "nobody": ""}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1].decode())
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


Start = Callable[[Path, Path, Path], tuple[list[str], int, Path]]


def running(start: Start, trees: Path, secrets: Path, work: Path) -> Iterator[Server]:
    """Run a server until the tests are done with it."""
    command, port, log = start(trees, secrets, work)
    home = {**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=home)
    try:
        wait_for(port, process)
        yield Server(port, secrets, log)
    finally:
        process.terminate()
        process.communicate(timeout=_WAIT)


def adapted(text: str, trees: Path, secrets: Path, port: int) -> str:
    """The shipped configuration with this test's folders and port, and nothing else changed."""
    changed = text.replace("/srv/carebook/site", str(trees)).replace("/etc/carebook", str(secrets))
    return re.sub(r"(listen |carebook\.internal:)443", rf"\g<1>{port}", changed)
