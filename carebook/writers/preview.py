"""Show a DOCX as LibreOffice draws it, with the shipped fonts standing in for the office fonts.

For looking at papers and for tests; the product itself never needs LibreOffice.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from carebook.writers import fonts
from carebook.writers.docx_styles import OFFICE_FONTS

#: Settings of the throw-away profile: what a document names elsewhere is not asked for, no macro runs, no proxy helps.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_WAIT = 180  # seconds; LibreOffice starts in a few


def fontconfig(home: Path, cache: Path, others: Mapping[str, str] | None = None) -> str:
    """A fontconfig file that knows only the shipped fonts and answers for the office names with them.

    ``others`` are further names with the shipped family that stands in for each.
    """
    names = dict(others or {}) | {name: fonts.FAMILIES[role] for role, name in OFFICE_FONTS.items()}
    names |= {"SimSun-ExtB": fonts.FAMILIES["song"], "Segoe UI Symbol": fonts.FAMILIES["song"]}
    aliases = "".join(
        f'<alias binding="same"><family>{escape(name)}</family><prefer><family>{family}</family>'
        f"<family>{fonts.FAMILIES['song']}</family><family>{fonts.FAMILIES['wide']}</family>"
        f"<family>{fonts.FAMILIES['rare']}</family></prefer></alias>"
        for name, family in names.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(home / 'fonts'))}</dir><cachedir>{escape(str(cache))}</cachedir>{aliases}</fontconfig>"
    )


def _settings() -> str:
    """The profile's settings as LibreOffice reads them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def to_pdf(docx: bytes, home: Path, others: Mapping[str, str] | None = None) -> bytes:
    """Convert a DOCX to PDF with LibreOffice (``soffice`` on the path).

    Raises:
        FileNotFoundError: LibreOffice is not installed.
        subprocess.CalledProcessError: the conversion failed.
    """
    return to_pdfs({"paper": docx}, home, others)["paper"]


def to_pdfs(papers: Mapping[str, bytes], home: Path, others: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """Convert several DOCX, by name, in one run of LibreOffice, which takes longer to start than to convert.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
        subprocess.CalledProcessError: the conversion failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        (work / "fonts.conf").write_text(fontconfig(home, work / "cache", others), "utf-8")
        for name, docx in papers.items():
            (work / f"{name}.docx").write_bytes(docx)
        subprocess.run(  # noqa: S603 - our own arguments
            [  # noqa: S607 - found on the path, wherever it is installed
                "soffice",
                f"-env:UserInstallation={(work / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(work),
                *(str(work / f"{name}.docx") for name in papers),
            ],
            check=True,
            capture_output=True,
            timeout=_WAIT,
            env={**os.environ, "FONTCONFIG_FILE": str(work / "fonts.conf")},
        )
        return {name: (work / f"{name}.pdf").read_bytes() for name in papers}
