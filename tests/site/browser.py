"""A real browser, driven through the protocol that its own driver speaks (W3C WebDriver)."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Browser:
    """One window."""

    def __init__(self, port: int) -> None:
        """Open it; ``port`` is the driver's."""
        self._port = port
        asked = {"alwaysMatch": {"goog:chromeOptions": {"args": list(_FLAGS)}}}
        self._session = self._send("POST", "/session", {"capabilities": asked})["sessionId"]

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        line = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            line.request(method, path, data, {"Content-Type": "application/json"})
            answer = json.load(line.getresponse())["value"]
        finally:
            line.close()
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def _here(self, path: str, body: Any) -> Any:
        return self._send("POST", f"/session/{self._session}/{path}", body)

    def open(self, address: str) -> None:
        """Go to a page."""
        self._here("url", {"url": address})

    def back(self) -> None:
        """Press Back."""
        self._here("back", {})

    def reload(self) -> None:
        """Press Reload."""
        self._here("refresh", {})

    def run(self, script: str) -> Any:
        """What a script returns in the page."""
        return self._here("execute/sync", {"script": script, "args": []})

    def printed(self) -> str:
        """The page as it would be printed, base64 of a PDF."""
        return str(self._here("print", {"background": True}))

    def close(self) -> None:
        """Close the window."""
        self._send("DELETE", f"/session/{self._session}")


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium with its driver, on ports of its own."""
    driver = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert driver.stdout is not None
        said = (re.search(r"successfully on port (\d+)", line) for line in driver.stdout)
        port = next(found[1] for found in said if found)
        opened = Browser(int(port))
        yield opened
        opened.close()
    finally:
        driver.terminate()
        driver.communicate(timeout=30)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on loopback; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
