"""Rules about the parts of an official document: title, recipients, signers, ending, dates (GB/T 9704—2012 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from carebook.findings import Finding
from carebook.reading.source import Source
from carebook.records.numbering import paragraphs
from carebook.records.official import Notice, form_of, one_line
from carebook.rules.notices.texts import notices
from carebook.rules.world import World

#: What goes to a higher organ, and carries the name of who signed it.
_UPWARD = {"请示", "报告", "议案"}
#: Kinds whose title need not follow 发文机关 + 关于…的 + 文种.
_FREE = {"命令", "公告", "通告", "公报", "纪要", "其他公文"}
_TITLE = re.compile(r"(?P<organ>.*?)关于(?P<matter>.+)的(?P<kind>\w{2,3}|函)")
_KINDS = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_LAST_WORDS = {
    "请示": (re.compile(r"请(?:予)?(?:批示|批准|审批|批复|审示|示)"), "妥否，请批示。"),
    "批复": (re.compile(r"此复"), "此复。"),
    "函": (
        re.compile(r"函[告复达商]|复函|为盼|为荷|(?:请|予以?).{0,8}(?:支持|协助|配合|研究|答复|办理|审批)"),
        "请予支持为盼。",
    ),
}
_MARKS_AT_END = "，。；：、！？,.;:!?"
_PLACE_OF_PAGE = re.compile(r"此页无正文")


def _at(code: str, source: Source, path: tuple[str | int, ...], message: str, advice: str) -> Finding:
    return Finding(code, source.place(path), message, advice)


def titles(world: World) -> Iterator[Finding]:
    """N831: a title that is not 发文机关 + 关于…的 + 文种, or names another kind of document."""
    for notice, source in notices(world):
        if fault := _title_fault(notice):
            advice = f"{notice.signature}关于……的{notice.kind}"
            yield _at("N831", source, ("title",), f"标题{fault}", advice)


def _title_fault(notice: Notice) -> str:
    title = one_line(notice.title)
    named = re.search(rf"({_KINDS})$", title)
    kind = notice.kind
    if named and kind != "其他公文" and named[1] != kind:
        return f"末尾是“{named[1]}”，文种（kind）写的却是“{kind}”"
    if kind in _FREE:
        return ""
    found = _TITLE.fullmatch(title)
    if found is None:
        return f"“{title[:20]}”缺少事由或文种，应为发文机关名称＋“关于……的”＋文种"
    organ, organs = found["organ"], "、".join(notice.organs)
    if organ and not all(one in organ for one in notice.organs) and organ.replace(" ", "") != organs:
        return f"里的发文机关“{organ}”与署名“{organs}”不一致"
    if "关于关于" in title or re.search(r"的通知的通知$", title):
        return "里的“关于”或“通知”重复，转发时只留一个"
    return ""


def addressees(world: World) -> Iterator[Finding]:
    """N832: recipients or cc written with marks of their own, twice, or in both places."""
    for notice, source in notices(world):
        seen: set[str] = set()
        listed = chain(
            (("recipients", i, name) for i, name in enumerate(notice.recipients)),
            (("cc", i, name) for i, name in enumerate(notice.cc)),
        )
        for key, index, name in listed:
            if name[-1] in _MARKS_AT_END:
                message = f"“{name}”末尾的标点由程序加：主送用冒号，抄送用句号"
                yield _at("N832", source, (key, index), message, name.rstrip(_MARKS_AT_END))
            elif name in seen:
                yield _at("N832", source, (key, index), f"“{name}”在主送、抄送里写了两次", "删去一处")
            seen.add(name)


def upward(world: World) -> Iterator[Finding]:
    """N833: a request or report without signers, a request to several organs, a downward document with signers."""
    for notice, source in notices(world):
        kind = notice.kind
        if kind in _UPWARD and not notice.signers:
            yield _at("N833", source, ("kind",), f"{kind}是上行文，没有写签发人", "在 signers 里写签发人的姓名")
        if notice.signers and kind not in _UPWARD | {"意见"}:
            yield _at("N833", source, ("signers",), f"{kind}不是上行文，不写签发人", "删去 signers")
        if kind == "请示" and len(notice.recipients) != 1:
            count = len(notice.recipients)
            message = f"请示只写一个主送机关，这里写了 {count} 个"
            advice = "留一个主送，其他需要知道的写在 cc（抄送）"
            yield _at("N833", source, ("recipients",), message, advice)


def endings(world: World) -> Iterator[Finding]:
    """N834: the last words do not suit the kind of document."""
    for notice, source in notices(world):
        body = list(paragraphs(notice.body))
        if not body:
            continue
        last, rule = body[-1], _LAST_WORDS.get(notice.kind)
        if rule and not rule[0].search("".join(p.text for p in body[-2:])):
            message = f"{notice.kind}的结尾没有“{rule[1].rstrip('。')}”一类的结语"
            place = source.inside(("body",), last.line, last.indent)
            yield Finding("N834", place, message, f"另起一段：{rule[1]}")
        for paragraph in body:
            if fault := _misfit(notice.kind, paragraph.text, "".join(p.text for p in body)):
                place = source.inside(("body",), paragraph.line, paragraph.indent)
                yield Finding("N834", place, *fault)


def _misfit(kind: str, text: str, whole: str) -> tuple[str, str] | None:
    """What a paragraph says that its kind of document does not say, and what to do."""
    if kind == "报告" and re.search(r"(?:妥否|当否|请批示|请予批[准复])", text):
        return "报告里夹带了请示事项", "另写一份请示，或改为“特此报告。”"
    if kind == "通知" and text.startswith("特此通知") and "通知如下" in whole:
        return "前面已有“通知如下”，不再写“特此通知”", "删去这一段"
    if kind in {"通知", "函", "报告"} and re.fullmatch(r"特此(?:通知|函告|报告)", text):
        return f"“{text}”后面没有句号", f"{text}。"
    if _PLACE_OF_PAGE.search(text):
        return "不得用“此页无正文”凑页", "删去；署名挤到下一页时，程序调整行距"
    return None


def organs(world: World) -> Iterator[Finding]:
    """N835: seals, stamps and layouts that do not suit the kind of document."""
    for notice, source in notices(world):
        form = form_of(notice.layout, notice.kind)
        if form == "minutes" and notice.seal:
            yield _at("N835", source, ("seal",), "纪要不加盖印章", "seal 写 false")
        if form == "minutes" and not notice.mark:
            yield _at("N835", source, ("kind",), "纪要没有写标志", "写 mark（纪要的标志）")
        if form == "order" and notice.stamp is None:
            yield _at(
                "N835",
                source,
                ("kind",),
                "命令由签发人签名，没有写 stamp",
                "在 stamp 里写 position（职务）和 name（姓名）",
            )
        if notice.attendance and form != "minutes":
            yield _at("N835", source, ("attendance",), f"{notice.kind}不写出席人员", "删去 attendance")
        if notice.signature in notice.joint or len(set(notice.joint)) != len(notice.joint):
            yield _at("N835", source, ("joint",), "联合发文机关里有重复的，主办机关只写在 signature", "删去重复的")
        if notice.number.startswith("第") and form not in {"minutes", "order"}:
            message = f"{notice.kind}的发文字号“{notice.number}”没有机关代字和年份"
            yield _at("N835", source, ("number",), message, "写成 机关代字〔年份〕序号号")


def printing_days(world: World) -> Iterator[Finding]:
    """N836: printed before it was signed, or signed on another day than its number's year."""
    for notice, source in notices(world):
        if notice.printing and notice.printing.date < notice.date:
            message = f"印发日期 {notice.printing.date} 早于成文日期 {notice.date}"
            yield _at("N836", source, ("printing", "date"), message, "核对成文日期和印发日期")
        year = re.search(r"〔(\d{4})〕", notice.number)
        if year and int(year[1]) != notice.date.year:
            message = f"发文字号是 {year[1]} 年的，成文日期却是 {notice.date}"
            yield _at("N836", source, ("date",), message, "核对发文字号和成文日期")


CHECKS = (titles, addressees, upward, endings, organs, printing_days)
