"""A broken template is said in Chinese, with file and line, and never as a traceback."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from carebook.audience.template_faults import TemplateFault
from carebook.context import Home
from carebook.documents.notice import notice
from tests.townships import BASE, HOME, TODAY, township


@dataclass(frozen=True)
class Broken:
    """A copy of the templates, to be spoilt."""

    folder: Path

    def swap(self, name: str, right: str, wrong: str) -> int:
        """Replace a piece of a template; give the line on which it stood."""
        file = self.folder / name
        text = file.read_text("utf-8")
        assert right in text
        file.write_text(text.replace(right, wrong, 1), "utf-8")
        return text[: text.index(right)].count("\n") + 1

    def fault(self) -> TemplateFault:
        """What is said when a notice is composed."""
        view = township(BASE).view("office")
        with pytest.raises(TemplateFault) as caught:
            notice(view, view.notices["2026-1"], self.folder)
        return caught.value


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """A copy of the templates of the product."""
    return Broken(Path(shutil.copytree(HOME.templates, tmp_path / "templates")))


@pytest.mark.parametrize(
    ("name", "right", "wrong", "code", "said"),
    [
        ("notice.xhtml.j2", "{{ body }}", "{{ 正文 }}", "N882", "没有名为“正文”的变量"),
        ("notice.xhtml.j2", "{{ notice.number }}", "{{ notice.nummer }}", "N882", "nummer"),
        ("notice.xhtml.j2", "{{ notice.number }}", "{{ notice.number | 大写 }}", "N881", "没有名为“大写”的过滤器"),
        ("notice.xhtml.j2", "{{ notice.number }}", "{{ notice.number }", "N881", "不应有“}”"),
        ("notice.xhtml.j2", "{% for mark in marks %}", "{% for mark im marks %}", "N881", "im"),
        ("notice.xhtml.j2", "{% for mark in marks %}", "{% for mark in 5 %}", "N882", "算不出来"),
        ("notice.xhtml.j2", "{% for mark in marks %}", "{% fur mark in marks %}", "N881", "没有“fur”这种标签"),
        ("roster.xhtml.j2", "{{ group.name }}", "{{ gruop.name }}", "N882", "没有名为“gruop”的变量"),
        ("roster.xhtml.j2", "{{ group.name }}", "{% include 'kopf.xhtml.j2' %}", "N883", "找不到模板“kopf.xhtml.j2”"),
    ],
)
def test_the_line_and_the_reason(broken: Broken, name: str, right: str, wrong: str, code: str, said: str) -> None:
    """Each slip is told at its own line of its own file."""
    line = broken.swap(name, right, wrong)
    finding = broken.fault().finding
    assert (finding.place.file, finding.rule) == (f"templates/{name}", code)
    assert finding.place.line == line
    assert said in finding.message
    assert "docs/templates.md" in finding.advice


def test_a_loop_that_does_not_end(broken: Broken) -> None:
    """What is missing is named."""
    broken.swap("roster.xhtml.j2", "{% endfor %}\n</tbody>", "</tbody>")
    finding = broken.fault().finding
    assert finding.rule == "N881"
    assert finding.place.file == "templates/roster.xhtml.j2"
    assert "没有写完" in finding.message or "endfor" in finding.message


def test_a_template_that_is_gone(broken: Broken) -> None:
    """The missing file is named."""
    (broken.folder / "roster.xhtml.j2").unlink()
    finding = broken.fault().finding
    assert (finding.rule, "roster.xhtml.j2" in finding.message) == ("N883", True)


def test_what_papers_do_not_know(broken: Broken) -> None:
    """An element outside the vocabulary is told with the template that made it."""
    broken.swap("notice.xhtml.j2", "{{ body }}", "<marquee>{{ body }}</marquee>")
    finding = broken.fault().finding
    assert (finding.rule, finding.place.file) == ("N884", "templates/notice.xhtml.j2")
    assert "marquee" in finding.message


def test_nothing_is_published(broken: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``build`` says the finding, leaves with 1, and the tree of the build before stays."""
    import carebook.cli.build as command  # noqa: PLC0415 - replaced below
    from carebook.cli import options  # noqa: PLC0415 - the same
    from carebook.cli.main import main  # noqa: PLC0415 - the same

    home = Home(tmp_path)
    for folder in ("schemas", "forms", "policies"):
        (tmp_path / folder).symlink_to(HOME.root / folder)
    monkeypatch.setattr(options, "HOME", home)
    monkeypatch.setattr(command, "HOME", home)
    line = broken.swap("notice.xhtml.j2", "{{ body }}", "{{ 正文 }}")
    out = tmp_path / "site"
    runner = CliRunner()
    with runner.isolation() as streams:
        code = main(
            ["build", "--data", str(BASE), "--out", str(out), "--today", TODAY.isoformat(), "--only", "notices"]
        )
        said = streams[0].getvalue().decode()
    assert code == 1
    assert f"templates/notice.xhtml.j2:{line}" in said
    assert "没有生成" in said
    assert not out.exists()
