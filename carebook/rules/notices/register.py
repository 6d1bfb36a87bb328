"""Rules about the register of official documents: numbers, states, and what follows from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from carebook.findings import Finding
from carebook.reading.source import Source
from carebook.records.codes import ISSUED
from carebook.records.official import Notice
from carebook.rules.notices.texts import notices
from carebook.rules.world import World

_NUMBER = re.compile(r"(?P<code>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_KEY = re.compile(r"(?P<year>\d{4})-(?:(?P<code>[a-z]+)-)?(?P<serial>\d+)")

#: The registered numbers of a year and code: serial to id.
Row = tuple[str, int]


def numbers(world: World) -> Iterator[Finding]:
    """N802: two notices carry the same number, or a number does not agree with its file."""
    seen: dict[str, str] = {}
    codes = _codes(world)
    for notice, source in notices(world):
        place, key = source.place(("number",)), _KEY.fullmatch(notice.id)
        if key and notice.number.startswith("第"):
            continue  # the first order and the third issue of minutes are not numbered by year and code
        code = codes.get((key["code"] if key else None) or "")
        right = f"{code or notice.number.partition('〔')[0]}〔{key['year'] if key else ''}〕{key['serial'] if key else ''}号"
        if code is None and codes:
            message = f"文件编号“{notice.id}”里的代字编号没有在 township.yaml 的 codes 登记"
            yield Finding(
                "N802",
                source.place(("id",)),
                message,
                "在 township.yaml 的 codes 里登记这个代字（id 和 code），或改文件编号",
            )
        elif notice.number != right:
            yield Finding(
                "N802", place, f"发文字号“{notice.number}”与文件编号“{notice.id}”不一致", fix=f"number: {right}"
            )
        if notice.number in seen:
            message = f"发文字号“{notice.number}”已经用在公文 {seen[notice.number]}"
            yield Finding("N802", place, message, "换一个序号")
        seen.setdefault(notice.number, notice.id)


def _codes(world: World) -> Mapping[str, str]:
    """The codes under which documents are numbered, by what stands in the names of their files."""
    township = world.registry.township
    if township is None:
        return {}
    return {"": township.organ_code, **{one.id: one.code for one in township.codes}}


def _given(world: World) -> Mapping[Row, Mapping[int, tuple[Notice, Source]]]:
    found: dict[Row, dict[int, tuple[Notice, Source]]] = defaultdict(dict)
    for notice, source in notices(world):
        number = _NUMBER.fullmatch(notice.number)
        if number:
            found[number["code"], int(number["year"])][int(number["serial"])] = (notice, source)
    return found


def gaps(world: World) -> Iterator[Finding]:
    """N861: a number between those given has neither a document nor a reason; N862: it has both."""
    given = _given(world)
    runs = world.registry.township.unused_numbers if world.registry.township else ()
    for index, run in enumerate(runs):
        taken = given.get((run.code, run.year), {})
        place = world.registry.place("township.yaml", "unused_numbers", index)
        if run.last < run.first:
            yield Finding("N862", place, f"这一段从 {run.first} 到 {run.last}，起止颠倒", "first 不大于 last")
        for serial in sorted(set(taken) & set(range(run.first, run.last + 1))):
            message = f"{run.code}〔{run.year}〕{serial}号 登记为没有公文，却有公文 {taken[serial][0].id}"
            yield Finding("N862", place, message, "改 first、last，或核对公文的序号")
    told = {run.year for run in runs} | {entry.day.year for entry in world.registry.entries}
    for (code, year), taken in sorted(given.items()):
        explained = {
            serial for run in runs if (run.code, run.year) == (code, year) for serial in range(run.first, run.last + 1)
        }
        if year in told:  # A year of which the offices wrote nothing lies before the book was kept.
            yield from _gaps(code, year, taken, explained)


def _gaps(code: str, year: int, taken: Mapping[int, tuple[Notice, Source]], explained: set[int]) -> Iterator[Finding]:
    """The numbers before the last one given that nothing is known of: one finding a run."""
    missing = [serial for serial in range(1, max(taken)) if serial not in taken and serial not in explained]
    while missing:
        first = last = missing.pop(0)
        while missing and missing[0] == last + 1:
            last = missing.pop(0)
        after = min(serial for serial in taken if serial > last)
        _, source = taken[after]
        shown = f"{first}号" if first == last else f"{first}至{last}号"
        message = f"{code}〔{year}〕{shown}没有公文，也没有写原因"
        advice = f"在 township.yaml 的 unused_numbers 加一项：code 写 {code}，year 写 {year}，first 写 {first}，last 写 {last}，reason 写原因"
        yield Finding("N861", source.place(("number",)), message, advice)


def days(world: World) -> Iterator[Finding]:
    """N863: a later number of a year has an earlier day than the number before it."""
    for taken in _given(world).values():
        before: Notice | None = None
        for _, (notice, source) in sorted(taken.items()):
            if before and notice.date < before.date:
                message = f"序号在 {before.number} 之后，成文日期 {notice.date} 却早于它的 {before.date}"
                yield Finding("N863", source.place(("date",)), message, "核对两件公文的序号和成文日期")
            before = notice


def states(world: World) -> Iterator[Finding]:
    """N864: the state of a notice does not agree with what else is written of it."""
    for notice, source in notices(world):
        for path, message, advice in _contradictions(notice):
            yield Finding("N864", source.place(path), message, advice)
        if notice.state in ISSUED and notice.date > world.today:
            message = f"成文日期 {notice.date} 还没有到，状态却是已签发或以后"
            yield Finding("N864", source.place(("state",)), message, "还没有签发的，state 写 draft；日期写错的改正")


def _contradictions(notice: Notice) -> Iterator[tuple[tuple[str, ...], str, str]]:
    public = notice.publication
    released = public.released_on if public else None
    void = public is not None and public.validity == "废止"
    if notice.state == "published" and (public is None or public.attribute != "主动公开" or released is None):
        yield (
            ("state",),
            "状态是已公开，却没有写主动公开和发布日期",
            "在 publication 里写 attribute 和 released_on（实际发布的日期），或改 state",
        )
    if released and notice.state in {"draft", "signed", "printed"}:
        yield (
            ("publication", "released_on"),
            f"已于 {released} 发布，状态却还没有改",
            "确已发布的，state 改为 published",
        )
    if released and released < notice.date:
        yield (("publication", "released_on"), f"发布日期 {released} 早于成文日期 {notice.date}", "核对两个日期")
    if notice.state == "repealed" and notice.repealed is None:
        yield (("state",), "状态是已废止，没有写废止的日期和依据", "在 repealed 里写 on（哪天废止）和 by（依据的文件）")
    if notice.repealed and notice.state != "repealed":
        yield ("repealed",), "写了废止，状态却不是已废止", "确已废止的，state 改为 repealed"
    if public and public.validity and void != (notice.state == "repealed"):
        yield (("publication", "validity"), f"有效性写“{public.validity}”，与状态不一致", "核对 state 和 validity")
    if notice.repealed and notice.repealed.on < notice.date:
        yield ("repealed", "on"), f"废止日期 {notice.repealed.on} 早于成文日期 {notice.date}", "核对两个日期"


CHECKS = (numbers, gaps, days, states)
