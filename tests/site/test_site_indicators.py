"""The pages of indicators, and exemptions on the first page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import msgspec
import pytest

from carebook.audience.record_view import HiddenFieldError
from carebook.policy.indicator import figure
from carebook.policy.snapshots import freeze, known_basis
from carebook.site import Page, pages
from tests.site.sites import Reader, site, view
from tests.townships import BASE, DEMO, HOME, ROOT, township


@cache
def frozen_site() -> dict[str, Page]:
    """The demo township with October frozen."""
    seen = township(DEMO)
    basis = known_basis(seen.registry, seen.settings, date(2026, 11, 5))
    registry = replace(seen.registry, snapshots={"2026-10": freeze(basis, "2026-10")})
    shown = replace(seen, registry=registry).view("office")
    return {page.path: page for page in pages(shown, [], HOME.templates)}


def test_each_figure_stands_with_its_numbers_and_target() -> None:
    """Value, numerator over denominator, target with its verdict; a link to the page of whom it counts."""
    html = frozen_site()["indicators.html"].html
    for one in township(DEMO).view("office").indicators():
        assert f"indicators/{one.id.replace('/', '-')}.html" in html
        assert one.over is None or f"{one.counted}/{one.over}" in html
    assert "90%，已达到" in html or "90%，未达到" in html


def test_frozen_months_stand_beside_the_year() -> None:
    """The frozen figure is shown as it was frozen, whatever comes out today."""
    html = frozen_site()["indicators.html"].html
    seen = township(DEMO)
    basis = known_basis(seen.registry, seen.settings, date(2026, 11, 5))
    assert "2026-10 定稿" in html
    for one in freeze(basis, "2026-10").indicators:
        assert one.village or figure(one.numerator, one.denominator) in html


def test_a_page_links_to_everybody_behind_a_figure() -> None:
    """Who counts with the record that decided, who does not without."""
    page = frozen_site()["indicators/managed.html"]
    managed = next(i for i in township(DEMO).view("office").indicators() if i.id == "managed")
    hrefs = [link.get("href") for link in Reader(page.html).all("a")]
    for behind in managed.denominator:
        assert f"../patients/{behind.id}.html" in hrefs
    assert f"计入 {len(managed.numerator)} 人" in page.html
    assert f"未计入 {len(managed.others)} 人" in page.html
    assert " 随访" in page.html


def test_a_page_tells_whose_days_were_not_covered() -> None:
    """Subjects with the days they are short of, and beside them the occurrences that were not kept."""
    name = "timely/zhongliang-2022-9/visit"
    found = next(i for i in township(DEMO).view("office").indicators() if i.id == name)
    html = frozen_site()["indicators/timely-zhongliang-2022-9-visit.html"].html
    assert f"有拖欠的 {len(found.others)} 个对象" in html
    assert f"没有按期完成的 {len(found.owed) - len(found.kept)} 项" in html


def test_a_page_tells_what_is_in_arrears() -> None:
    """Each subject once for each duty."""
    found = next(i for i in township(DEMO).view("office").indicators() if i.id == "arrears")
    html = frozen_site()["indicators/arrears.html"].html
    assert f"欠办 {found.counted} 项" in html
    assert all(f"{behind.id.split('/')[0]}.html" in html for behind in found.numerator if behind.id.startswith("QX-0"))


def test_figures_are_not_for_everybody() -> None:
    """They tell whom they count: the police and the villages do not get them."""
    with pytest.raises(HiddenFieldError):
        view("police").indicators()


def test_exemptions_in_force_stand_on_the_first_page() -> None:
    """Their number, and for each the rule, the record, why, until when and who decided."""
    html = site()["index.html"].html
    section = html[html.index('id="exemptions"') :]
    assert "有效的豁免 1 项" in section
    said = ("rules/D701.html", "groups/QX-G02.html", "监护人由村民委员会协助，手续办理中", "2026-12-31")
    assert [words for words in said if words not in section] == []
    assert view().person("QX-S07") in section
    assert "已到期" not in section


def test_expired_exemptions_are_listed_apart() -> None:
    """The last day is included; the day after the rule is applied again and the page says so."""
    seen = township(BASE)
    group = seen.registry.groups["QX-G02"]
    for until, word in ((seen.today, "有效的豁免 1 项"), (date(2026, 11, 20), "已到期的豁免 1 项")):
        ended = msgspec.structs.replace(
            group.group, exemptions=tuple(msgspec.structs.replace(e, until=until) for e in group.group.exemptions)
        )
        groups = {**seen.registry.groups, "QX-G02": replace(group, group=ended)}
        shown = replace(seen, registry=replace(seen.registry, groups=groups)).view("office")
        first = next(iter(pages(shown, [], HOME.templates)))
        assert word in first.html


def test_what_comes_from_memory_says_so() -> None:
    """An indicator without a published text is marked 待核 on the page, on its own page and in the table of docs."""
    html = frozen_site()["indicators.html"].html
    table = (ROOT / "docs/indicators.md").read_text("utf-8")
    for one in township(DEMO).settings.definitions:
        marked = one.confidence == "memory"
        assert (f">{one.title}（待核）<" in html) is marked
        assert (f"| `{one.id}` | {one.title}（待核） |" in table) is marked
        # The rate of what was done in time has a page for each obligation, with that obligation's own source.
        page = frozen_site().get(f"indicators/{one.id}.html")
        assert page is None or ("（待核）" in page.html) is marked
