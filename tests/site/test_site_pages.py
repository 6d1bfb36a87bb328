"""What must hold of every page of the site."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import msgspec

from carebook.publish.links import shelves
from carebook.site import pages
from carebook.site.assets import assets
from carebook.site.search import INDEX
from tests.site.sites import Reader, links, read, site, view
from tests.townships import BASE, HOME, TODAY, township


def targets(path: str) -> Iterator[tuple[str, str]]:
    """Every address a page names, as a path in the tree and an anchor."""
    for _, attributes in read(path).elements:
        for key in ("href", "src"):
            if key in attributes:
                parts = urlsplit(attributes[key])
                assert not parts.scheme, attributes[key]
                assert not parts.netloc, attributes[key]
                assert not parts.path.startswith("/"), attributes[key]
                here = posixpath.dirname(path)
                file = posixpath.normpath(posixpath.join(here, parts.path)) if parts.path else path
                yield file, parts.fragment


def known_files() -> set[str]:
    """Everything that lies in the tree when it is built."""
    papers = {f"{paper.base}.{ending}" for paper in links(view()) for ending in paper.formats}
    prints = {page.print_path for page in site().values() if page.printable}
    return {*site(), *assets(HOME.templates), "assets/fonts.css", INDEX, *papers, *prints}


def test_every_link_and_anchor_resolves() -> None:
    """A reader never follows a link to nowhere, and no address leaves the tree."""
    files = known_files()
    broken = [
        (path, file, anchor)
        for path in site()
        for file, anchor in targets(path)
        if file not in files or (anchor and file in site() and read(file).ids[anchor] != 1)
    ]
    assert broken == []


def test_every_page_can_be_reached() -> None:
    """Starting at the first page, links lead to all others."""
    seen, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in seen and path in site():
            seen.add(path)
            waiting.extend(file for file, _ in targets(path))
    assert seen == set(site())


def test_a_page_has_its_landmarks() -> None:
    """Language, title, one heading of the first level, a skip link first, and the landmarks."""
    for path in site():
        page = read(path)
        assert page.all("html") == [{"lang": "zh-CN"}], path
        assert page.text["title"].strip() == site()[path].title, path
        assert len(page.all("h1")) == 1, path
        assert page.text["h1"].strip() in page.text["title"], path
        assert page.all("a")[0] == {"class": "skip", "href": "#main"}, path
        assert all(len(page.all(name)) == 1 for name in ("main", "header", "footer")), path
        assert all(nav.get("aria-label") for nav in page.all("nav")), path
        assert max(page.ids.values()) == 1, path
        assert (page.crossed, page.inside) == ([], []), path


def test_a_page_has_nothing_inline() -> None:
    """A strict content security policy can be switched on: no inline style, script or handler."""
    for path in site():
        page = read(path)
        assert page.all("style") == [], path
        assert all(script.get("src") for script in page.all("script")), path
        assert "script" not in page.text, path
        strange = [
            key for _, attributes in page.elements for key in attributes if key == "style" or key.startswith("on")
        ]
        assert strange == [], path


def test_tables_say_what_they_are() -> None:
    """Each table has a caption and each heading cell says what it heads."""
    for path in site():
        page = read(path)
        assert len(page.all("caption")) == len(page.all("table")), path
        assert page.text.get("caption", "x").strip(), path
        assert all(cell.get("scope") in {"col", "row"} for cell in page.all("th")), path


def test_everyone_has_a_page() -> None:
    """Each patient, group, village, worker has a page under its id, never under a name."""
    seen = view()
    wanted = {
        *(f"patients/{one}.html" for one in seen.patients),
        *(f"groups/{one}.html" for one in seen.groups),
        *(f"villages/{one}.html" for one in seen.villages),
        *(f"workers/{one}.html" for one in seen.staff),
    }
    assert wanted <= set(site())
    assert all(path.isascii() for path in site())


def test_the_same_records_give_the_same_bytes() -> None:
    """Nothing but records, papers and day goes into a page."""
    seen = township(BASE).view("office")
    again = {page.path: page.html for page in pages(seen, shelves(links(seen)), HOME.templates, prints=True)}
    assert again == {path: page.html for path, page in site().items()}


def test_pages_name_the_day_of_the_data() -> None:
    """Every page says on which day its state holds."""
    assert all(f'<time datetime="{TODAY}">' in page.html for page in site().values())


def test_prints_are_linked_only_where_they_are_made() -> None:
    """Without prints no page offers one; with prints exactly the printable ones do."""
    plain = pages(view(), [], HOME.templates)
    assert not any("prints/" in page.html for page in plain)
    assert all(("prints/" in page.html) is page.printable for page in site().values())


def test_prints_name_nothing_but_the_style_sheet() -> None:
    """A print has the page's content, no links, no script, no second set of fonts."""
    for path, page in site().items():
        assert bool(page.print_html) is page.printable, path
        if page.printable:
            printed = Reader(page.print_html)
            addresses = [one[key] for _, one in printed.elements for key in ("href", "src") if key in one]
            assert addresses == ["assets/site.css"], path
            shown = len(printed.all("tr")), len(printed.all("dd")), printed.text["h1"]
            assert shown == (len(read(path).all("tr")), len(read(path).all("dd")), read(path).text["h1"]), path


def test_the_first_page_is_light() -> None:
    """What a browser loads before fonts stays under 100 KB."""
    files = assets(HOME.templates)
    loaded = [site()["index.html"].html.encode(), files["assets/site.css"], files["assets/site.js"]]
    assert sum(map(len, loaded)) < 100_000


def test_what_people_wrote_stays_text() -> None:
    """Markup in a record is shown as it was typed."""
    known = township(BASE)
    assert known.registry.township
    named = msgspec.structs.replace(known.registry.township, name="<script>alert(1)</script>乡")
    changed = replace(known, registry=replace(known.registry, township=named))
    html = next(iter(pages(changed.view("office"), [], HOME.templates))).html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
