"""The small code on a printed sheet: a QR symbol (ISO/IEC 18004) that leads the office back to its source."""

from __future__ import annotations

import io

import segno


def svg(text: str) -> str:
    """The symbol as SVG without margin, one unit a module; the same text gives the same bytes."""
    made = io.BytesIO()
    symbol = segno.make(text, error="m", micro=False, boost_error=False)
    symbol.save(made, kind="svg", border=0, xmldecl=False, omitsize=True, nl=False)
    return made.getvalue().decode("ascii")
