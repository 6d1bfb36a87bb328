"""Files from elsewhere are measured honestly; files that are none get a sentence."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from carebook.cli.main import main
from carebook.conform.measure import measure
from carebook.conform.standard import ClauseState
from carebook.writers import pdf
from tests.conform.letters import NOTICE, paper_of
from tests.writers.sample_papers import HOME

office = pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice（soffice）")


def _foreign() -> bytes:
    """A letter as an office suite makes it by default: its margins, its type, no red head."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    made.styles["Normal"].font.name = "微软雅黑"
    made.styles["Normal"].font.size = Pt(12)
    made.add_heading("关于召开会议的通知", 1)
    for _ in range(30):
        made.add_paragraph("请各村（社区）按时参加会议,并带好有关材料。")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _failed(data: bytes) -> set[str]:
    return {verdict.rule for verdict in measure(data, "x", HOME).verdicts if verdict.state is ClauseState.FAIL}


@office
def test_a_foreign_file_with_wrong_margins_fails() -> None:
    """Margins, head, date and page numbers of an ordinary letter do not agree with the standard."""
    assert {"R02", "R03", "R14", "R18", "R46", "R62", "R64"} <= _failed(_foreign())


def test_without_libreoffice_the_stated_margins_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the XML says is judged; what needs a layout cannot be seen, and says why."""
    monkeypatch.setenv("PATH", "")
    verdicts = measure(_foreign(), "x", HOME).verdicts
    assert {"R02", "R03"} <= {verdict.rule for verdict in verdicts if verdict.state is ClauseState.FAIL}
    unseen = {verdict.rule: verdict.measured for verdict in verdicts if verdict.state is ClauseState.UNSEEN}
    assert "LibreOffice" in unseen["R19"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "只量 PDF 和 DOCX 文件"),
        (b"%PDF-1.7 nothing", "不是能读的 PDF 文件"),
        (b"PK\x03\x04 broken", "不是能读的 DOCX 文件"),
        (b"\xd0\xcf\x11\xe0 old", "另存为 DOCX"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    """Exit code 1, a Chinese sentence with the file's name, no traceback."""
    path = tmp_path / "文件.pdf"
    path.write_bytes(content)
    assert main(["conform", str(path)]) == 1
    assert sentence in (told := capsys.readouterr().err)
    assert "文件.pdf" in told


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use: exit code 2."""
    assert main(["conform", "没有.pdf"]) == 2
    assert "没有.pdf" in capsys.readouterr().err


def test_the_three_forms_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text names the failing clause with page and measured value; JSON has it; the page shows picture and mark."""
    path = tmp_path / "n.pdf"
    path.write_bytes(pdf.render(paper_of(NOTICE.replace("2026年3月1日", "2026年03月01日")), HOME))
    assert main(["conform", str(path)]) == 1
    assert "R46" in capsys.readouterr().out
    assert main(["conform", str(path), "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    row = next(row for row in rows if row["rule"] == "R46")
    assert (row["state"], row["measured"]) == ("fail", "2026年03月01日")
    assert len(row["box"]) == 4
    assert main(["conform", str(path), "--format", "page", "--out", str(tmp_path)]) == 1
    html = (tmp_path / "conform.html").read_text("utf-8")
    assert 'class="mark fail"' in html
    assert "data:image/png;base64," in html
    assert "http" not in html.replace('http-equiv="', "")
