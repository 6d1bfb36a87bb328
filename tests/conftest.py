"""Programs that only tests call: without one, its tests are skipped and `build.py test` says so at the end."""

import os
import shutil

import pytest
from hypothesis import settings

from launcher import system

# On a shared runner the same commit must give the same verdict; at a desk every run looks somewhere else.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"缺 {name}；补齐：{system.command([system.PROGRAMS[name]])}")
    return found


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, which opens a DOCX as an office would."""
    return _program("soffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Poppler's reading of a PDF's text."""
    return _program("pdftotext")


@pytest.fixture(scope="session")
def git() -> str:
    """Git, for tests that look at a repository."""
    return _program("git")


@pytest.fixture(scope="session")
def pango() -> None:
    """The system libraries without which WeasyPrint prints nothing."""
    absent = system.missing(tests=False)
    if absent:
        pytest.skip(f"缺 {'、'.join(absent)}；补齐：{system.command(absent)}")
