"""Neither role reads the other's tree, whoever asks and however; every look at a dossier is written down."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.conftest import DEPLOY, HOST, TREES, USERS, Server, adapted, free_port, program, running

DOSSIER = "/documents/dossiers/QX-0001.pdf"


# PASSWORD as the servers store it; the cost is the lowest there is, so that tests do not wait for it.
HASH = "$2b$04$abcdefghijklmnopqrstuuSk5OwaiycYUTag1HhWdimCPSGoJXmky"


def _nginx(trees: Path, secrets: Path, work: Path) -> tuple[list[str], int, Path]:
    port = free_port()
    (secrets / "users.htpasswd").write_text("".join(f"{user}:{HASH}\n" for user in USERS))
    (secrets / "roles.map").write_text("".join(f"{user} {role};\n" for user, role in USERS.items() if role))
    (secrets / "revoked.map").write_text(f"{_serial(secrets)} revoked;\n")
    text = adapted((DEPLOY / "nginx" / "carebook.conf").read_text("utf-8"), trees, secrets, port)
    text = text.replace("/var/log/nginx", str(work)).replace("listen 80;", f"listen {free_port()};")
    folders = "".join(
        f"{kind}_temp_path {work}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    worker = "user root;\n" if os.geteuid() == 0 else ""
    main = f"{worker}daemon off;\npid {work}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{folders}{text}\n}}\n"
    (work / "nginx.conf").write_text(main, "utf-8")
    command = [program("nginx") or "", "-p", str(work), "-e", "stderr", "-c", str(work / "nginx.conf")]
    return command, port, work / "carebook.log"


def _caddy(trees: Path, secrets: Path, work: Path) -> tuple[list[str], int, Path]:
    port = free_port()
    (secrets / "users.caddy").write_text("".join(f"{user} {HASH}\n" for user in USERS))
    (secrets / "roles.caddy").write_text("".join(f"{user} {role}\n" for user, role in USERS.items() if role))
    (secrets / "revoked.caddy").write_text(f"{int(_serial(secrets), 16)} revoked\n")
    text = adapted((DEPLOY / "caddy" / "Caddyfile").read_text("utf-8"), trees, secrets, port)
    (work / "Caddyfile").write_text(text.replace("/var/log/caddy", str(work)), "utf-8")
    command = [program("caddy") or "", "run", "--adapter", "caddyfile", "--config", str(work / "Caddyfile")]
    return command, port, work / "carebook.log"


def _serial(secrets: Path) -> str:
    """The serial number, in hexadecimal, of the certificate of somebody who has left."""
    words = ["openssl", "x509", "-in", str(secrets / "left.crt"), "-noout", "-serial"]
    done = subprocess.run(words, check=True, capture_output=True, timeout=60)
    return done.stdout.decode().strip().partition("=")[2]


SERVERS = {"nginx": _nginx, "caddy": _caddy}


@pytest.fixture(scope="module", params=list(SERVERS))
def server(
    request: pytest.FixtureRequest, trees: Path, secrets: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Each server in turn, or a skip that names the program."""
    if program(request.param) is None or program("openssl") is None:
        pytest.skip(f"没有 {request.param} 或 openssl")
    yield from running(SERVERS[request.param], trees, secrets, tmp_path_factory.mktemp(request.param))


WHO = [
    ({"user": "doctor"}, "clinic"),
    ({"user": "constable"}, "police"),
    ({"user": "cadre"}, "village/QX-V2"),
    ({"certificate": "chen"}, "clinic"),
    ({"certificate": "zhou"}, "village/QX-V1"),
]


@pytest.mark.parametrize(("who", "tree"), WHO)
def test_a_role_sees_its_own_tree(server: Server, who: dict[str, str], tree: str) -> None:
    """First page and dossier come from the role's own folder, by password and by certificate."""
    assert server.get("/", **who)[:2] == (200, f"<!DOCTYPE html><title>{tree}</title>")
    assert server.get(DOSSIER, **who)[:2] == (200, f"%PDF of {tree}")


@pytest.mark.parametrize(("who", "tree"), WHO)
def test_a_role_sees_no_other_tree(server: Server, who: dict[str, str], tree: str) -> None:
    """Whatever path is asked for, no answer carries another tree's content."""
    for other in TREES:
        if other == tree:
            continue
        for way in ("", "/..", "/..%2f", "/%2e%2e", "/documents/../..", "/"):
            path = f"{way}/{other}{DOSSIER}"
            status, text, _ = server.get(path, **who)
            assert status in {400, 403, 404}, (path, status)
            assert "%PDF" not in text


@pytest.mark.parametrize("who", [{}, {"user": "doctor2"}, {"certificate": "stranger"}, {"certificate": "left"}])
def test_strangers_see_nothing(server: Server, who: dict[str, str]) -> None:
    """Nobody, an unknown user, a certificate of another authority and a revoked one are refused."""
    try:
        status, text, _ = server.get(DOSSIER, **who)
    except OSError:  # the handshake itself failed: a certificate of another authority
        assert "certificate" in who
        return
    assert status in {400, 401, 403}
    assert "%PDF" not in text


def test_a_known_user_without_a_role_sees_nothing(server: Server) -> None:
    """A right password alone opens no tree, not even the folder above the trees."""
    for path in ("/", "/manifest.json", "/office/index.html", DOSSIER):
        status, text, _ = server.get(path, user="nobody")
        assert status == 404
        assert "没有这一页，或者没有查看的权限" in text


def test_folders_hidden_files_links_and_writing(server: Server) -> None:
    """No listing, no hidden file, no way out by a link, no method but reading."""
    assert server.get("/documents/", user="doctor")[0] in {403, 404}
    assert server.get("/.hidden", user="doctor")[0] == 404
    assert "root:" not in server.get("/way-out", user="doctor")[1]
    for method in ("POST", "PUT", "DELETE"):
        assert server.get("/index.html", user="doctor", method=method)[0] in {403, 404, 405}


def test_headers(server: Server) -> None:
    """Scripts and styles only from the tree itself, no framing, nothing kept; on refusals as well."""
    for who in ({"user": "doctor"}, {}):
        headers = {name.lower(): text for name, text in server.get("/", **who)[2].items()}
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "no-store" in headers["cache-control"]
        assert headers["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" in headers


def test_every_look_at_a_dossier_is_written_down(server: Server) -> None:
    """Who, by user name or by certificate, which path, with what result: one JSON line each."""
    server.get(DOSSIER, user="constable")
    server.get(DOSSIER, certificate="zhou")
    until = time.monotonic() + 5
    while time.monotonic() < until:
        rows = [json.loads(line) for line in server.log.read_text("utf-8").splitlines()]
        text = [json.dumps(row, ensure_ascii=False) for row in rows]
        if any("constable" in row and DOSSIER in row for row in text) and any(
            "zhou" in row and DOSSIER in row for row in text
        ):
            return
        time.sleep(0.1)
    raise AssertionError("no line for constable or zhou")


def test_the_certificate_script_refuses_unknown_roles(tmp_path: Path) -> None:
    """A role that has no tree gets no certificate, and a sentence."""
    words = ["sh", str(DEPLOY / "certificates.sh"), "client", str(tmp_path), "boss", "x"]
    done = subprocess.run(words, check=False, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert "没有角色“boss”" in done.stderr.decode()
    assert HOST not in done.stderr.decode()
