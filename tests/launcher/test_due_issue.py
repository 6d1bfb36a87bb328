"""The nightly script keeps one issue, and writes no name into it."""

import importlib.util
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".github" / "scripts" / "due_issue.py"
LATE = {
    "id": "QX-0001/zhongliang-2022-9/visit/2026-11-01",
    "obligation": "zhongliang-2022-9/visit",
    "title": "随访",
    "subject": "QX-0001",
    "village": "QX-V1",
    "opens": "2026-10-18",
    "due": "2026-11-01",
    "state": "overdue",
    "days_overdue": 20,
    "responsible": ["QX-S01", "guardian:QX-0001"],
    "sources": ["三、2"],
}
OPEN = LATE | {"subject": "QX-0002", "due": "2026-11-25", "state": "open", "days_overdue": 0}
DONE = LATE | {"subject": "QX-0003", "state": "done_late"}


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("due_issue", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Forge(HTTPServer):
    """A forge that keeps issues in a list."""

    def __init__(self) -> None:
        """Listen on any free port."""
        super().__init__(("127.0.0.1", 0), _Api)
        self.issues: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self.refuses = False


class _Api(BaseHTTPRequestHandler):
    server: Forge

    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)
        page, size = int(query["page"][0]), int(query["limit"][0])
        waiting = [issue for issue in self.server.issues if issue["state"] == "open"]
        self._answer(waiting[(page - 1) * size : page * size])

    def do_POST(self) -> None:
        issue = {"number": len(self.server.issues) + 1, "state": "open", **self._read()}
        self.server.issues.append(issue)
        self._answer(issue, 201)

    def do_PATCH(self) -> None:
        issue = self.server.issues[int(self.path.rsplit("/", 1)[1]) - 1]
        issue.update(self._read())
        self._answer(issue)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""

    def _read(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return content

    def _answer(self, content: object, code: int = 200) -> None:
        self.server.tokens.add(self.headers["Authorization"])
        assert self.path.startswith("/api/v1/repos/qingxi/care/issues")
        data = json.dumps(content).encode()
        self.send_response(403 if self.server.refuses else code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    """A running forge, and the variables that its runner gives."""
    with Forge() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{server.server_port}/api/v1")
        monkeypatch.setenv("GITHUB_REPOSITORY", "qingxi/care")
        monkeypatch.setenv("GITHUB_TOKEN", "secret")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield server
        server.shutdown()
        thread.join()


def _publish(folder: Path, items: list[dict[str, Any]], today: str = "2026-11-21") -> int:
    listed = folder / "due.json"
    listed.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    code: int = _script().main([str(listed), "--today", today])
    return code


def test_opens_one_and_updates_it(forge: Forge, tmp_path: Path) -> None:
    """The first day opens an issue, the next one updates the same."""
    assert _publish(tmp_path, [LATE, OPEN]) == 0
    assert _publish(tmp_path, [OPEN], "2026-11-22") == 0
    (issue,) = forge.issues
    assert issue["title"] == "到期清单"
    assert "数据日期：2026-11-22。共 1 项" in issue["body"]
    assert forge.tokens == {"token secret"}


def test_finds_it_on_a_later_page(forge: Forge, tmp_path: Path) -> None:
    """Many other issues do not hide the one that is kept."""
    _publish(tmp_path, [LATE])
    others = [{"number": number, "state": "open", "title": "别的", "body": None} for number in range(2, 130)]
    forge.issues = [forge.issues[0], *others]
    forge.issues.append(forge.issues[0] | {"number": 130})
    forge.issues[0] = {"number": 1, "state": "closed", "title": "", "body": ""}
    _publish(tmp_path, [OPEN])
    assert len(forge.issues) == 130
    assert "QX-0002" in forge.issues[129]["body"]


def test_closed_issue_stays_closed(forge: Forge, tmp_path: Path) -> None:
    """An issue that somebody closed is left alone; what is due opens another."""
    _publish(tmp_path, [LATE])
    forge.issues[0]["state"] = "closed"
    _publish(tmp_path, [LATE])
    assert [issue["state"] for issue in forge.issues] == ["closed", "open"]


def test_nothing_due(forge: Forge, tmp_path: Path) -> None:
    """With nothing to do no issue is opened, and an open one says so."""
    _publish(tmp_path, [DONE])
    assert forge.issues == []
    _publish(tmp_path, [LATE])
    _publish(tmp_path, [DONE])
    assert "今天没有待办" in forge.issues[0]["body"]


def test_row() -> None:
    """A row holds village, subject, obligation, day and state, the oldest first, and only what asks for action."""
    assert _script().rows([OPEN, DONE, LATE]) == [
        "| QX-V1 | QX-0001 | zhongliang-2022-9/visit | 2026-11-01 | 已超期 20 天 |",
        "| QX-V1 | QX-0002 | zhongliang-2022-9/visit | 2026-11-25 | 待办 |",
    ]


def test_no_names() -> None:
    """Whatever is not an id or a date is left out, wherever it stands."""
    named = LATE | {"subject": "张某某", "village": "某某家", "name": "张某某", "responsible": ["李某某"]}
    named["phone"] = "19900012345"
    text = _script().body([named], "2026-11-21")
    for word in ("张某某", "李某某", "某某家", "19900012345"):
        assert word not in text
    assert "| — | — |" in text


def test_long_list_is_cut() -> None:
    """A forge takes about 65,000 characters; a longer list is cut and says so."""
    text = _script().body([LATE] * 1000, "2026-11-21")
    assert len(text) < 60_000
    assert "另有 600 项" in text


def test_refusal_is_told(forge: Forge, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A forge that refuses gives a sentence about the token, not a traceback."""
    forge.refuses = True
    assert _publish(tmp_path, [LATE]) == 3
    assert "403" in capsys.readouterr().err


def test_outside_a_workflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variables of a workflow nothing is sent anywhere."""
    monkeypatch.delenv("GITHUB_API_URL", raising=False)
    assert _publish(tmp_path, [LATE]) == 2
