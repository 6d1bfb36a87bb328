"""Papers of the office: minutes, bulletins, letters, lists, scorecards, reports, supervision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from msgspec import structs

from carebook.context import Context
from carebook.documents.bulletin import bulletin
from carebook.documents.minutes import minute_papers
from carebook.documents.month import month_of_figures
from carebook.documents.paper_kind import Material
from carebook.documents.report import report
from carebook.publish.finished_paper import FinishedPaper
from carebook.publish.papers import papers
from carebook.records.entry import Entries
from carebook.site.words import risk
from carebook.writers import docx, page, pdf, vocabulary
from carebook.writers.tree import Element
from tests.built_texts import docx_heads, docx_text, page_text, pdf_text
from tests.townships import BASE, DEMO, HOME, TODAY, township

OFFICE = ("minutes", "bulletins", "letters", "lists", "scorecards", "reports", "supervision")


@cache
def made(folder: Path, today: date = TODAY) -> dict[str, FinishedPaper]:
    """The office's papers of a township by ``kind/id``."""
    context = township(folder, today)
    context = context.as_known(today) if today < TODAY else context
    found = papers(context, context.view("office"), frozenset(OFFICE))
    return {f"{one.kind}/{one.paper.id}": one for one in found}


def tree(one: FinishedPaper) -> Element:
    """The paper as parsed."""
    return vocabulary.parse(one.paper.body)


def text(one: FinishedPaper) -> str:
    """The text of a paper."""
    return vocabulary.text(tree(one))


def elements(element: Element) -> list[Element]:
    """Every element of a tree."""
    return [element, *(found for child in element.elements for found in elements(child))]


def blanks(one: FinishedPaper) -> int:
    """How many places are left to fill in by hand."""
    return sum(element.kind == "blank" for element in elements(tree(one)))


def test_papers_are_of_this_month_and_the_last() -> None:
    """Nothing older is made again, and every kind is there."""
    found = made(DEMO)
    assert {one.kind for one in found.values()} == set(OFFICE) - {"supervision"}
    months = {key.split("/")[1][:7] for key in found if key.startswith(("bulletins/", "reports/", "scorecards/"))}
    assert months == {"2026-10", "2026-11"}
    assert min(one.paper.day for one in found.values() if one.kind == "minutes") >= date(2026, 10, 1)


@pytest.mark.parametrize(
    ("key", "today"),
    [
        ("minutes/QX-G01-2026-11-02", TODAY),
        ("bulletins/2026-11", TODAY),
        ("letters/QX-0010-2026-10-12", TODAY),
        ("lists/unsupported", TODAY),
        ("scorecards/2026-10", TODAY),
        ("reports/2026-11", TODAY),
        ("supervision/QX-D26-closed", date(2026, 6, 26)),
    ],
)
def test_the_three_formats_say_the_same(key: str, today: date) -> None:
    """PDF, DOCX and page of a paper of each kind have the same text in the same order, blanks included."""
    paper = made(DEMO, today)[key].paper
    shown = page_text(page.render(paper, "paper.css"))
    written = docx.render(paper, HOME.root)
    assert docx_text(written) == shown
    assert pdf_text(pdf.render(paper, HOME.root), paper.running, docx_heads(written)) == shown


def test_minutes_name_who_came_and_who_did_not() -> None:
    """Present, on leave, absent and guests each on a line of its own; nobody is counted twice."""
    context = township(BASE)
    view = context.view("office")
    lines = text(made(BASE)["minutes/QX-G01-2026-11-18"]).splitlines()
    present = next(line for line in lines if line.startswith("出席："))
    absent = [line for line in lines if line.startswith("缺席：")]
    group = view.groups["QX-G01"]
    names = [m.name for m in group.roster(date(2026, 11, 18))]
    assert all((name in present) != any(name in line for line in absent) for name in names)
    assert not any(line.startswith(("请假：", "列席：")) for line in lines)
    assert "冬季取暖用火已检查" in "".join(lines)


def test_what_nobody_wrote_is_a_line_to_fill_in() -> None:
    """A meeting without number has a blank; a bulletin not issued has blanks for number and day; none is invented."""
    assert blanks(made(DEMO)["minutes/QX-G01-2026-11-02"]) == 1
    issued, coming = made(DEMO)["bulletins/2026-10"], made(DEMO)["bulletins/2026-11"]
    assert blanks(issued) == 2
    assert blanks(coming) == 5
    assert "2026年10月30日" in text(issued).splitlines()[-1]


@pytest.mark.parametrize(("high", "said"), [(3, "3级以上"), (4, "4级以上"), (None, "高风险")])
def test_the_adopted_documents_say_what_is_high(high: int | None, said: str) -> None:
    """Bulletin, report and pages count from the level that the documents name, and count nobody where none names one."""
    context = township(DEMO)
    adopted = [replace(one, policy=structs.replace(one.policy, high_risk=high)) for one in context.settings.adopted]
    settings = replace(context.settings, adopted=tuple(adopted))
    view = replace(context, settings=settings).view("office")
    months = month_of_figures(view, date(2026, 11, 1))
    shown = vocabulary.text(vocabulary.parse(bulletin(view, months, None, HOME.templates)))
    counted = sum(high is not None and (one.risk or 0) >= high for one in view.patients.values())
    known = vocabulary.text(vocabulary.parse(report(view, months, None, HOME.templates)))
    assert said in shown
    assert ("级以上（含" in shown) == ("级以上（含" in known) == (high is not None)
    assert view.is_high(5) == (high is not None)
    assert (risk(view, 3).mark == "■") == (high == 3)
    assert counted == sum(view.is_high(one.risk) for one in view.patients.values())


def test_a_bulletin_says_what_was_known_when_it_was_issued() -> None:
    """Records entered later, and figures frozen later, do not change a bulletin that is out."""
    now, later = made(DEMO)["bulletins/2026-10"], made(DEMO, date(2026, 11, 28))["bulletins/2026-10"]
    assert now.paper.digest == later.paper.digest
    assert now.paper.day == date(2026, 10, 30)
    assert "定稿数" not in text(now)


def test_a_bulletin_goes_to_the_six_offices() -> None:
    """杉岭府发〔2021〕12号 三（二）: villages, civil affairs, office, clinic, police and justice."""
    line = next(line for line in text(made(DEMO)["bulletins/2026-10"]).splitlines() if line.endswith("："))
    wanted = ("各村（社区）", "民政和社会事务办公室", "平安建设办公室", "卫生院", "派出所", "司法所")
    assert [name for name in wanted if name not in line] == []


def test_a_bulletin_names_no_patient() -> None:
    """It goes to every village: figures only. So does the report upward."""
    names = [p.name for p in township(DEMO).view("office").patients.values()]
    for key in ("bulletins/2026-10", "bulletins/2026-11", "reports/2026-10", "scorecards/2026-10"):
        assert [name for name in names if name in text(made(DEMO)[key])] == []


def test_every_high_risk_of_two_months_has_its_letter() -> None:
    """One letter a patient and day, whether a rating or a follow-up found it, with the deadline and the level."""
    items = [i for i in township(DEMO).items if i.obligation.endswith("risk-police") and i.opens >= date(2026, 10, 1)]
    wanted = {f"letters/{i.subject}-{i.opens}" for i in items}
    found = {key for key in made(DEMO) if key.startswith("letters/")}
    assert found == wanted != set()
    said = text(made(DEMO)["letters/QX-0010-2026-10-12"])
    assert "杉岭府发〔2021〕12号 三（二）" in said
    assert "通报期限为2026年10月14日" in said
    assert "清溪派出所：" in said
    ratings = township(DEMO).registry.patients["QX-0010"].entries.of("rating")
    basis = next(one.record.basis for one in ratings if one.day == date(2026, 10, 12))
    assert f"评估依据 {basis}" in said


def test_the_list_leaves_boxes_for_what_was_not_found() -> None:
    """Everybody with a body as guardian is on the list; the last cell of each row is for the signature."""
    rows = [e for e in elements(tree(made(DEMO)["lists/unsupported"])) if e.tag == "tr"][1:]
    assert [vocabulary.inline_text(list(row.elements)[1]) for row in rows] == ["QX-0019", "QX-0021"]
    assert all(list(row.elements)[-1].children == () for row in rows)


def test_the_scorecard_follows_the_weights() -> None:
    """Points are the shares of the month by the township's weights; other weights give other points."""
    book = yaml.safe_load((HOME.policies / "scorecard/township.yaml").read_text("utf-8"))
    said = text(made(DEMO)["scorecards/2026-10"])
    assert f"合计（{sum(item['points'] for item in book['items'])}分）" in said
    assert book["source"] in said
    row = next(line for line in said.splitlines() if "云岭社区" in line).split()
    marks = [None if mark == "—" else float(mark.partition("（")[0]) for mark in row[2:-1]]
    weights = [item["points"] for item in book["items"]]
    full = sum(weight for weight, mark in zip(weights, marks, strict=True) if mark is not None)
    got = sum(mark for mark in marks if mark is not None)
    assert got * sum(weights) / full == pytest.approx(float(row[-1]), abs=0.0501)
    shares = row[2].partition("（")[2].removesuffix("）").split("，")
    kept = [int(done) / int(due) for done, due in (share.split("/") for share in shares)]
    assert marks[0] == pytest.approx(30 * sum(kept) / len(kept), abs=0.0501)


def test_a_report_counts_what_the_records_hold() -> None:
    """Visits of the month and people on file, as counted by hand."""
    context: Context = township(BASE)
    said = text(made(BASE)["reports/2026-11"])
    visits = [one for p in context.registry.patients.values() for one in p.entries.of("visit")]
    held = sum(date(2026, 11, 1) <= one.day <= TODAY for one in visits)
    assert f"随访（次） {held}\n" in said
    assert "期末患者 在册 2 " in said


def test_supervision_has_an_order_and_a_closing() -> None:
    """An open matter has its order; one that was closed has both, each with its own day."""
    found = made(DEMO, date(2026, 6, 26))
    order, closed = found["supervision/QX-D26"], found["supervision/QX-D26-closed"]
    assert (order.paper.day, closed.paper.day) == (date(2026, 6, 3), date(2026, 6, 24))
    assert "2026年6月17日以前" in text(order)
    assert "记录已补齐" in text(closed)
    assert blanks(order) == 3


def test_two_meetings_of_one_day_have_minutes_of_their_own() -> None:
    """Neither takes the other's file."""
    context = township(BASE)
    group = context.registry.groups["QX-G01"]
    (last, *_) = reversed(group.entries.of("meeting"))
    again = replace(last, file=last.file.replace(".yaml", "-2.yaml"))
    more = replace(group, entries=Entries.gathered([*group.entries, again]))
    registry = replace(context.registry, groups={**context.registry.groups, "QX-G01": more})
    view = replace(context, registry=registry).view("office")
    material = Material(view, HOME.templates, plan=lambda _: (), known=lambda _: view, scores=None)
    names = [one.id for one in minute_papers(material) if one.subject == "QX-G01"]
    assert len(names) == len(set(names))
    assert {f"QX-G01-{last.day}", f"QX-G01-{last.day}-2"} <= set(names)
