"""Where pages link papers."""

from __future__ import annotations

from carebook.audience.linking import LINKING, LinkingPage
from carebook.site import PaperLink, Shelf, pages
from tests.site.sites import LINKED, view
from tests.townships import HOME

REGISTER = "notices/index.html"


def shelf(kind: str, pages: dict[LinkingPage, int], *subjects: str) -> Shelf:
    """A kind with a paper about each of some ids."""
    papers = (PaperLink(kind, one, f"{one}之{kind}", f"documents/{kind}/{one}", ("pdf",), one) for one in subjects)
    return Shelf(kind, kind, pages, tuple(papers))


def test_a_page_links_what_its_kinds_say() -> None:
    """Each on the page it names, beside what it is about; on no other page but the register of all papers."""
    assert set(LINKED) == set(LINKING)
    shelves = [shelf(f"on-{page}", {page: 1}, subject) for page, (_, subject) in LINKED.items()]
    found = list(pages(view(), shelves, HOME.templates))
    for page, (path, subject) in LINKED.items():
        linking = {one.path for one in found if f"documents/on-{page}/{subject}.pdf" in one.html}
        assert linking == {path, REGISTER}, page


def test_kinds_stand_in_the_order_of_the_page() -> None:
    """A page has an order of its own, whatever the order of the table."""
    shelves = [shelf("one", {"villages": 2}, "QX-V1"), shelf("two", {"villages": 1}, "QX-V1")]
    html = next(one.html for one in pages(view(), shelves, HOME.templates) if one.path == "villages/QX-V1.html")
    assert html.index("documents/two/QX-V1.pdf") < html.index("documents/one/QX-V1.pdf")


def test_the_register_tells_of_a_kind_without_papers() -> None:
    """All kinds are there, but for those that stand beside each notice."""
    shelves = [shelf("纪要", {"groups": 1}), shelf("公文", {"notices": 1})]
    html = next(one.html for one in pages(view(), shelves, HOME.templates) if one.path == REGISTER)
    assert "没有生成纪要" in html
    assert "没有生成公文" not in html
