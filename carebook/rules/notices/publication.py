"""Rules about publication: index numbers, what the catalogue asks for, the limit of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from carebook.findings import Finding
from carebook.policy.disclosure import Disclosure
from carebook.reading.source import Source
from carebook.records.official import Notice, Publication
from carebook.rules.notices.texts import notices
from carebook.rules.world import World

_PUBLIC = "主动公开"
_CERTAIN = 3
#: What the catalogue lists of every public document.
_ENTRIES = {
    "index_number": "索引号",
    "topic": "主题分类",
    "genre": "体裁分类",
    "publisher": "发布机构",
    "validity": "有效性",
}


def index_numbers(world: World) -> Iterator[Finding]:
    """N871: an index number of another organ or year; N872: one that was given twice."""
    seen: dict[str, str] = {}
    credit = world.registry.township.uscc if world.registry.township else None
    for notice, source, public in _public(world):
        number = public.index_number
        if not number:
            continue
        place = source.place(("publication", "index_number"))
        organ, _, rest = number.partition("/")
        if credit and organ != credit:
            message = f"索引号里的统一社会信用代码“{organ}”不是 township.yaml 的 {credit}"
            yield Finding("N871", place, message, fix=f"index_number: {credit}/{rest}")
        years = {str(notice.date.year), str((public.released_on or notice.date).year)}
        if rest[:4] not in years:
            message = f"索引号的年份 {rest[:4]} 既不是成文的年份，也不是发布的年份"
            yield Finding("N871", place, message, f"核对日期；日期没错的，年份写 {max(years)}")
        if number in seen:
            message = f"索引号“{number}”已经用在公文 {seen[number]}"
            yield Finding(
                "N872",
                place,
                message,
                f"换一个流水号，没有用过的最小的是 {organ}/{rest[:5]}{_free(world, rest[:4]):05d}",
            )
        seen.setdefault(number, notice.id)


def _public(world: World) -> Iterator[tuple[Notice, Source, Publication]]:
    for notice, source in notices(world):
        if notice.publication:
            yield notice, source, notice.publication


def _free(world: World, year: str) -> int:
    """The first serial number of a year above all that were given."""
    numbers = [public.index_number or "" for _, _, public in _public(world)]
    given = [int(number.rpartition("-")[2]) for number in numbers if f"/{year}-" in number]
    return max(given, default=0) + 1


def entries(world: World) -> Iterator[Finding]:
    """N873: an entry that the catalogue lists is missing of a public document."""
    for notice, source, public in _public(world):
        if public.attribute != _PUBLIC or notice.state == "draft":
            continue
        lacking = [key for key in _ENTRIES if not getattr(public, key)]
        if lacking:
            titles = "、".join(_ENTRIES[key] for key in lacking)
            advice = f"在 publication 里写 {'、'.join(lacking)}"
            message = f"主动公开的公文没有写{titles}"
            yield Finding("N873", source.place(("publication",), key=True), message, advice)


def limits(world: World) -> Iterator[Finding]:
    """N874: a public document was not published, or not within the working days the regulation allows."""
    limit = world.settings.one(Disclosure)
    if limit is None:
        return
    for notice, source, public in _public(world):
        if public.attribute != limit.attribute or notice.state == "draft":
            continue
        last = world.settings.workdays.add(notice.date, limit.working_days)
        asked = f"{limit.source}要求 {limit.working_days} 个工作日内公开" + (f"，最迟 {last}" if last else "")
        # Without the calendar of the year: no holidays make so few working days so long.
        last = last or notice.date + timedelta(days=limit.working_days * _CERTAIN)
        place = source.place(("publication",), key=True)
        if public.released_on is None and last < world.today:
            yield Finding(
                "N874",
                place,
                f"{asked}，现在还没有发布",
                "发布后写 released_on（实际发布的日期），state 改为 published",
            )
        elif public.released_on and public.released_on > last:
            place = source.place(("publication", "released_on"))
            yield Finding("N874", place, f"{asked}，{public.released_on} 才发布", "日期写错的改正；确实晚了的保留")


CHECKS = (index_numbers, entries, limits)
