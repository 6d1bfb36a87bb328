"""What particular pages must say."""

import pypdfium2
import pytest

from carebook.audience.record_view import HiddenFieldError
from carebook.policy.item import ItemState
from carebook.site import pages
from carebook.site.render import environment
from carebook.site.words import item_state
from carebook.writers import weasy
from tests.site.sites import site, view
from tests.townships import HOME


def test_a_template_cannot_touch_a_hidden_field() -> None:
    """A field that is not for the audience is an error while building, not an empty place."""
    template = environment(HOME.templates).from_string("{{ identity.birth_date }}")
    with pytest.raises(HiddenFieldError):
        template.render(identity=view("village", "QX-V1").patients["QX-0001"].identity)


def test_the_public_gets_its_own_pages_only() -> None:
    """What ``policies/audiences.yaml`` does not name is not made."""
    made = {page.path for page in pages(view("public"), [], HOME.templates)}
    assert made == {"index.html", "notices/index.html", "policies.html", "figures.html", "search.html"}


def test_a_patient_page_tells_all() -> None:
    """Identity, guardian, state, due items with article, every visit, papers."""
    html = site()["patients/QX-0002.html"].html
    patient = view().patients["QX-0002"]
    assert patient.identity
    assert patient.guardian
    said = (patient.name, patient.identity.id_number, patient.guardian.name, "病情基本稳定", "危险性1级",
            "中梁府发〔2022〕9号 三、2", "能到竹编合作社学做半天活", "在村口小卖部推倒货架",
            "documents/dossiers/QX-0002.docx")  # fmt: skip
    assert [words for words in said if words not in html] == []
    visits = html.count("现实状况：")
    assert visits == len([f for f in view().patients["QX-0002"].entries("visit") if f.points])


def test_a_patient_page_tells_what_is_done_beside_visits() -> None:
    """The rehabilitation plan, the emergency form, restraint, reports and lessons stand on the patient's page."""
    html = site()["patients/QX-0002.html"].html
    said = ("社区康复", "学会编提篮，继续原计划", "应急医疗处置记录单", "第一处置地点", "民警用约束带固定双手",
            "来报和举报", "邻居、群众", "观察复发先兆", "报告组长", "综治系统")  # fmt: skip
    assert [words for words in said if words not in html] == []


def test_a_village_page_tells_of_the_rounds() -> None:
    """Every round of the grid keepers, with what was found, who was warned and what followed."""
    html = site()["villages/QX-V1.html"].html
    said = ("网格员巡查", "一户反映患者这几天睡得少、说话多。", "组长、精神病防治医生", "监护人夜间陪护")
    assert [words for words in said if words not in html] == []
    assert html.count("走访户数") >= len(view().entries("patrol", "QX-V1")) == 5


def test_the_due_board_has_all_that_is_near() -> None:
    """Overdue and open items and those of the next thirty days stand on the board, the most urgent first."""
    html = site()["due.html"].html
    items = [item for item in view().items if item.strictest]
    near = [i for i in items if i.state in {ItemState.OVERDUE, ItemState.OPEN}]
    near += [i for i in items if i.state is ItemState.SCHEDULED and (i.due - view().today).days <= 30]
    assert html.count('data-label="到期日"') == len(near) > 0
    states = [word for word in ("逾期 ", "可办理</span>", "未到期</span>") if word in html]
    places = [html.index(word, html.index("<tbody>")) for word in states]
    assert places == sorted(places)


def test_states_are_not_told_by_colour_alone() -> None:
    """Each state has words of its own and a shape of its own."""
    shown = {item.state: item_state(item) for item in view().items}
    assert len({cell.mark for cell in shown.values()}) == len(shown)
    assert len({cell.pick for cell in shown.values()}) == len(shown)
    assert all(cell.tone for cell in shown.values())


def test_policies_give_article_and_words() -> None:
    """Each obligation stands with its article, its own words, and how often it is due."""
    html = site()["policies.html"].html
    for one in view().adopted:
        for obligation in one.policy.obligations:
            assert f'id="{one.policy.id}-{obligation.id}"' in html
            assert obligation.words.strip() in html
            assert one.source(obligation) in html
    assert "病情稳定：每月一次，按日历算；病情基本稳定：最多隔15天一次；病情不稳定：最多隔7天一次" in html


@pytest.mark.usefixtures("pango")
def test_a_page_prints() -> None:
    """WeasyPrint prints what the page says, twice the same."""
    page = site()["villages/index.html"]
    made = [weasy.print_page(page.print_html, HOME.templates / "site", HOME.root) for _ in range(2)]
    assert made[0] == made[1]
    document = pypdfium2.PdfDocument(made[0])
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert all(words in text for words in ("柳溪村", "数据日期 2026-11-21", "第 1 页，共 1 页"))


def test_the_townships_own_work_has_a_page() -> None:
    """Publicity, inspections, talks, sanctions, referrals and reports stand on one page, linked from the first."""
    pages_made = site()
    assert 'href="township.html"' in pages_made["index.html"].html
    html = pages_made["township.html"].html
    said = ("监护人的法定职责和以奖代补政策", "一户的服药记录不全", "柳溪村党总支书记", "取消村（社区）干部评优评先资格",
            "宁水县纪委监委", "宁水县卫生健康委员会")  # fmt: skip
    assert [words for words in said if words not in html] == []


def test_those_without_support_have_a_page() -> None:
    """Whoever has a body as guardian, or was found to be without support, is listed; the roster leads there."""
    assert 'href="../unsupported.html"' in site()["patients/index.html"].html
    assert "没有这类患者" in site()["unsupported.html"].html
