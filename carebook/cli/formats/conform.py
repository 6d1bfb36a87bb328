"""Measurements of official documents in every form: lines for people, JSON, and a page with pictures."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from carebook.cli.formats import as_json
from carebook.conform.judge import failed, summary
from carebook.conform.measure import Measured
from carebook.conform.sheet import Box
from carebook.conform.standard import ClauseState, Verdict, clauses
from carebook.documents.engine import compose

WORDS = {
    ClauseState.PASS: "符合",
    ClauseState.FAIL: "不符合",
    ClauseState.UNSEEN: "看不出",
    ClauseState.ABSENT: "不涉及",
}
_SIGNS = {ClauseState.PASS: "✓", ClauseState.FAIL: "✗", ClauseState.UNSEEN: "？", ClauseState.ABSENT: "—"}
_SCALE = 1.4  # pixels to a point: a page of about 830 pixels
_MM = 72 / 25.4


def text(found: Sequence[Measured], *, every: bool = False) -> str:
    """For each file what does not agree; with ``every`` all clauses."""
    lines: list[str] = []
    for one in found:
        lines += [f"{one.name}：{sentence(one)}"]
        for verdict in one.verdicts:
            if every or verdict.state is ClauseState.FAIL:
                lines.append(f"  {_SIGNS[verdict.state]} {_line(verdict)}")
    return "\n".join(lines)


def _line(verdict: Verdict) -> str:
    clause = clauses()[verdict.rule]
    page = f"第 {verdict.page} 页 " if verdict.page else ""
    return f"{verdict.rule}（{clause.clause}，{_strength(verdict)}）{clause.title}：{page}{WORDS[verdict.state]}，{verdict.measured}"


def _strength(verdict: Verdict) -> str:
    names = {"规": "规定", "般": "一般", "荐": "推荐", "推": "推算", "实": "通行做法"}
    return names[clauses()[verdict.rule].strength]


def sentence(one: Measured) -> str:
    """The whole in one sentence."""
    count = summary(one.verdicts)
    binding = len({verdict.rule for verdict in failed(one.verdicts)})
    verdict = "合格" if not binding else f"不合格，{binding} 条规定不符合"
    rest = "、".join(
        f"{WORDS[state]} {count[state]}"
        for state in (ClauseState.PASS, ClauseState.FAIL, ClauseState.UNSEEN, ClauseState.ABSENT)
    )
    return f"{verdict}（共 {len(clauses())} 条：{rest}）"


def rows(found: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row for each verdict; lengths in millimetres."""
    return [
        {
            "file": one.name,
            "rule": verdict.rule,
            "clause": clauses()[verdict.rule].clause,
            "strength": clauses()[verdict.rule].strength,
            "title": clauses()[verdict.rule].title,
            "state": verdict.state.value,
            "measured": verdict.measured,
            "page": verdict.page or None,
            "box": [round(v, 2) for v in (verdict.box.left, verdict.box.top, verdict.box.right, verdict.box.bottom)]
            if verdict.box
            else None,
        }
        for one in found
        for verdict in one.verdicts
    ]


def json(found: Sequence[Measured]) -> str:
    """All verdicts as JSON."""
    return as_json(rows(found))


def page(found: Sequence[Measured], templates: Path) -> str:
    """One HTML page: each file's pictures with the places marked, and the table of all clauses."""
    files = [
        {
            "name": one.name,
            "sentence": sentence(one),
            "good": not failed(one.verdicts),
            "pictures": [_picture(one, number, image) for number, image in enumerate(_images(one.pdf), 1)],
            "rows": [
                {
                    "verdict": verdict,
                    "clause": clauses()[verdict.rule],
                    "word": WORDS[verdict.state],
                    "sign": _SIGNS[verdict.state],
                    "strength": _strength(verdict),
                }
                for verdict in one.verdicts
            ],
        }
        for one in found
    ]
    return "<!DOCTYPE html>\n" + compose(templates, "conform.html.j2", files=files)


def _images(pdf: bytes) -> list[tuple[str, float, float]]:
    """Each page as a PNG data address, with its width and height in millimetres."""
    if not pdf:
        return []
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for index in range(len(document)):
        image = io.BytesIO()
        document[index].render(scale=_SCALE).to_pil().save(image, "PNG", optimize=True)
        width, height = document[index].get_size()
        found.append(
            ("data:image/png;base64," + base64.b64encode(image.getvalue()).decode(), width / _MM, height / _MM)
        )
    document.close()
    return found


def _picture(one: Measured, number: int, image: tuple[str, float, float]) -> dict[str, Any]:
    source, width, height = image
    places: dict[Box, list[Verdict]] = {}
    for verdict in one.verdicts:
        if verdict.box and verdict.page == number and verdict.state in (ClauseState.PASS, ClauseState.FAIL):
            places.setdefault(verdict.box, []).append(verdict)
    marks = [_mark(box, found, width, height) for box, found in places.items()]
    return {"number": number, "source": source, "marks": marks, "width": f"{width:.1f}", "height": f"{height:.1f}"}


def _mark(box: Box, found: Sequence[Verdict], width: float, height: float) -> dict[str, str]:
    """A frame on the picture; failures first."""
    bad = [verdict for verdict in found if verdict.state is ClauseState.FAIL]
    return {
        "rule": " ".join(dict.fromkeys(verdict.rule for verdict in bad or found)),
        "state": (ClauseState.FAIL if bad else ClauseState.PASS).value,
        "said": "；".join(f"{verdict.rule} {verdict.measured}" for verdict in bad or found),
        "left": f"{box.left / width:.3%}",
        "top": f"{box.top / height:.3%}",
        "width": f"{max(box.width, 1) / width:.3%}",
        "height": f"{max(box.height, 1) / height:.3%}",
    }
