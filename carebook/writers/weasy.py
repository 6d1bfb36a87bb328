"""Pages to PDF with WeasyPrint: pages of the site, and papers on request.

WeasyPrint needs Pango, which pip cannot bring; it is imported only when something is printed.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from html import unescape
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from carebook.writers import fonts, page
from carebook.writers.paper import Paper

_INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@cache
def _load() -> tuple[ModuleType | None, str]:
    """The module, or why it cannot be used."""
    try:
        # Without Pango it prints a page of English before it raises.
        with warnings.catch_warnings(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            warnings.simplefilter("ignore", DeprecationWarning)  # says that harfbuzz-subset is missing; so do we
            weasyprint, ffi = import_module("weasyprint"), import_module("weasyprint.text.ffi")
    except (ImportError, OSError):
        return None, f"缺少 Pango，网页不能印成 PDF；安装命令：{_INSTALL}"
    if ffi.harfbuzz_subset is None:
        return None, f"缺少 harfbuzz-subset，网页印成 PDF 要慢十几倍，已停用；安装命令：{_INSTALL}"
    return weasyprint, ""


def available() -> str | None:
    """``None`` if pages can be printed, otherwise one Chinese sentence that says why not and what to install."""
    return _load()[1] or None


def print_paper(paper: Paper, home: Path) -> bytes:
    """Print a paper from its page and print style sheet.

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no font.
        RuntimeError: WeasyPrint cannot be used here (see ``available``).
    """
    html = page.render(paper, "paper.css").decode("utf-8")
    return print_page(html, home / "templates", home)


def print_page(html: str, base: Path, home: Path) -> bytes:
    """Print a page whose relative addresses start at the folder ``base``. Nothing is read from the network.

    Raises:
        FileNotFoundError: a style sheet that the page names is not there.
        MissingGlyph: a character is in no font.
        RuntimeError: WeasyPrint cannot be used here (see ``available``).
    """
    weasyprint, reason = _load()
    if weasyprint is None:
        raise RuntimeError(reason)
    # Asked first, because Pango would take any font of the machine before it gives up.
    fonts.require(_shown(html), home)
    configuration, sheet, fetcher = _shared(home)
    with _watched():
        document = weasyprint.HTML(string=html, base_url=base.as_uri() + "/", url_fetcher=_PageFetcher(fetcher))
        made = document.write_pdf(stylesheets=[sheet], font_config=configuration, pdf_identifier=b"carebook")
    if not isinstance(made, bytes):
        raise TypeError("WeasyPrint returned no document")
    return made


def _shown(html: str) -> str:
    """Text of a page without its tags, styles and scripts."""
    bare = re.sub(r"(?s)<(style|script)\b.*?</\1>|<!--.*?-->|<[^>]*>", "", html)
    return unescape(bare)


@cache
def _shared(home: Path) -> tuple[Any, Any, Any]:
    """Fonts, the style sheet that names them, and the fetcher: once per process."""
    # By name, because the module may be absent and its own types are not declared.
    weasyprint, text_fonts, urls = map(import_module, ("weasyprint", "weasyprint.text.fonts", "weasyprint.urls"))
    fetcher = urls.URLFetcher(allowed_protocols=("file", "data"))
    configuration = text_fonts.FontConfiguration()
    # One file per family and weight: WeasyPrint takes several for one and draws wrong glyphs.
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{fonts.path(role, home).as_uri()}"); }}\n'
        for role, family in fonts.FAMILIES.items()
    )
    stacks = "".join(f"--{role}: {_stack(role)} !important;" for role in ("fang", "hei", "kai", "song", "biaosong"))
    css = (home / "templates" / "paper-weasy.css").read_text("utf-8")
    text = f"{faces}:root {{ {stacks} }}\n{css}"
    sheet = weasyprint.CSS(string=text, base_url=home.as_uri() + "/", font_config=configuration, url_fetcher=fetcher)
    return configuration, sheet, fetcher


def _stack(role: str, *added: str) -> str:
    return ", ".join(f'"{family}"' for family in (*fonts.stack(role), *added))


class _PageFetcher:
    """What a page may fetch: the files beside it, but no fonts.

    The fonts of all pages share one configuration. A font that a page brings would stay in it, under the name of
    one of ours: later pages would then depend on earlier ones.
    """

    _fail_on_errors = False  # WeasyPrint asks every fetcher for it

    def __init__(self, fetch: Callable[[str], Any]) -> None:
        self._fetch = fetch

    def __call__(self, url: str) -> Any:
        if url.partition("?")[0].lower().endswith((".ttf", ".otf", ".ttc", ".woff", ".woff2")):
            raise ValueError("pages are printed with the shipped fonts")
        return self._fetch(url)


class _Missing(logging.Handler):
    """Collects the characters that WeasyPrint could not draw and the style sheets it could not find."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()
        self.sheets: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, str) and record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))
        elif "stylesheet" in str(record.msg):
            self.sheets.append(record.getMessage())


@contextmanager
def _watched() -> Iterator[None]:
    logger, handler = logging.getLogger("weasyprint"), _Missing()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if handler.sheets:
        raise FileNotFoundError("; ".join(handler.sheets))
    if handler.characters:
        raise fonts.MissingGlyph(tuple(sorted(handler.characters)))
