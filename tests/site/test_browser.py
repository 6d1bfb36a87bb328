"""Lists and pages in a real browser: what is shown, printed and said at the head."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.browser import Browser, browser, served
from tests.site.sites import site
from tests.townships import HOME

LISTS = "due.html"
SHOWN = "return [...document.querySelectorAll('table.tools tbody tr')].filter(r => !r.hidden).length"
ALL = "return document.querySelectorAll('table.tools tbody tr').length"
CONTROLS = "return [document.querySelector('.bar input').value, document.querySelector('.bar select').value]"
ASK = """
const put = (one, value, kind) => { one.value = value; one.dispatchEvent(new Event(kind, {bubbles: true})); };
put(document.querySelector('.bar input'), '定期随访', 'input');
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The office's site of the base township, served."""
    folder = tmp_path_factory.mktemp("site")
    for path, page in site().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(page.html, "utf-8")
    shutil.copytree(HOME.templates / "site/assets", folder / "assets", dirs_exist_ok=True)
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """One browser for all of them."""
    with browser() as opened:
        yield opened


def test_a_list_shows_what_its_controls_say_after_back_and_reload(place: str, window: Browser) -> None:
    """The filter is there again, and so are its rows; a fresh visit begins with all of them."""
    window.open(f"{place}/{LISTS}")
    everything = window.run(ALL)
    window.run(ASK)
    few = window.run(SHOWN)
    assert 0 < few < everything
    window.run("location.href = 'patients/QX-0002.html'")
    assert "QX-0002" in window.run("return location.href")
    window.back()
    assert (window.run(SHOWN), window.run(CONTROLS)) == (few, ["定期随访", ""])
    window.reload()
    assert (window.run(SHOWN), window.run(CONTROLS)) == (few, ["定期随访", ""])
    window.open(f"{place}/index.html")
    window.open(f"{place}/{LISTS}")
    assert (window.run(SHOWN), window.run(CONTROLS)) == (everything, ["", ""])


def test_a_filtered_list_prints_with_its_filter(place: str, window: Browser, tmp_path: Path) -> None:
    """What was asked for, how many rows there are, and how many are left out; nothing of it on an unfiltered one."""
    window.open(f"{place}/{LISTS}")

    def printed() -> str:
        (tmp_path / "list.pdf").write_bytes(base64.b64decode(window.printed()))
        told = subprocess.run(["pdftotext", tmp_path / "list.pdf", "-"], capture_output=True, text=True, check=True)
        return "".join(told.stdout.split())

    assert "没有列出" not in printed()
    window.run(ASK)
    shown, everything = window.run(SHOWN), window.run(ALL)
    words = f"表共{everything}行，按“定期随访”筛选后列出{shown}行，另有{everything - shown}行没有列出"
    assert words in printed()


@pytest.mark.parametrize(("days", "said"), [(3, "已过去 3 天"), (0, ""), (-2, "")])
def test_a_page_older_than_its_day_says_so(place: str, window: Browser, days: int, said: str) -> None:
    """By the reader's own clock; one that is behind says nothing."""
    window.open(f"{place}/index.html")
    window.run(
        f"const day = new Date(); day.setDate(day.getDate() - ({days}));"
        "const two = (n) => String(n).padStart(2, '0');"
        "document.querySelector('.band .date time').dateTime ="
        " `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;"
        "window.dispatchEvent(new Event('pageshow'));"
    )
    told = window.run("return document.querySelector('main > .stale')?.textContent ?? ''")
    assert said in told
    assert bool(told) is bool(said)
