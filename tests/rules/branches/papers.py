"""Further examples of the rules about official documents: their numbers, their states, their form."""

from __future__ import annotations

from tests.rules.borrowed import Township
from tests.rules.branches.notices import FILE, RECIPIENTS, kind, line, titled
from tests.rules.examples import Edit, add, cut, silent, swap, tells

HIDDEN = "attribute: 不予公开\n"
RELEASED = "attribute: 主动公开\n  released_on: {}\n"


def state(name: str, more: str = "") -> Edit:
    """Give the notice another state."""
    return swap(FILE, "state: printed\n", f"state: {name}\n{more}")


def second(serial: str, *changes: tuple[str, str]) -> Edit:
    """One more notice of 2026, like the first but for its number and what is changed."""

    def edit(township: Township) -> str:
        text = township.read(FILE).replace("id: 2026-1\n", f"id: 2026-{serial}\n", 1)
        text = text.replace("〔2026〕1号", f"〔2026〕{serial.rpartition('-')[2]}号", 1)
        text = text.replace("2026-00001", f"2026-{serial.rpartition('-')[2]:0>5}")
        for right, wrong in changes:
            assert right in text
            text = text.replace(right, wrong)
        file = f"notices/2026-{serial}.yaml"
        township.write(file, text)
        return file

    return edit


NUMBERS = [
    tells("N802", "the same number twice", second("2", ("〔2026〕2号", "〔2026〕1号")), said="已经用在"),
    tells("N802", "a code that is not listed", second("han-1"), said="没有在 township.yaml"),
    silent(
        "N802",
        "minutes are counted by themselves",
        kind("纪要", "mark: 工作会议纪要"),
        swap(FILE, "number: 清溪府发〔2026〕1号", "number: 第1期"),
    ),
    tells("N861", "one number", second("3"), said="〔2026〕2号没有公文"),
    tells(
        "N861", "two runs, the first", second("3"), second("6"), at="notices/2026-3.yaml", said="〔2026〕2号没有公文"
    ),
    tells("N861", "two runs, the second", second("3"), second("6"), at="notices/2026-6.yaml", said="4至5号"),
    silent(
        "N862",
        "a run of one",
        add("township.yaml", "unused_numbers:\n  - {code: 清溪府发, year: 2026, first: 2, last: 2, reason: 空号}\n"),
    ),
    tells(
        "N862",
        "backwards",
        add("township.yaml", "unused_numbers:\n  - {code: 清溪府发, year: 2026, first: 5, last: 3, reason: 空号}\n"),
        at="township.yaml",
        said="颠倒",
    ),
    silent(
        "N862",
        "of another year",
        add("township.yaml", "unused_numbers:\n  - {code: 清溪府发, year: 2025, first: 1, last: 3, reason: 空号}\n"),
    ),
    tells(
        "N861",
        "explained for another year",
        second("3"),
        add("township.yaml", "unused_numbers:\n  - {code: 清溪府发, year: 2025, first: 2, last: 2, reason: 空号}\n"),
    ),
    silent("N863", "on one day", second("2")),
]


STATES = [
    *(
        tells(
            "N864",
            f"published, and still {one}",
            swap(FILE, HIDDEN, RELEASED.format("2026-01-20")),
            state(one),
            said="状态却还没有改",
        )
        for one in ("draft", "signed", "printed")
    ),
    silent("N864", "published", swap(FILE, HIDDEN, RELEASED.format("2026-01-20")), state("published")),
    tells(
        "N864",
        "not for the public",
        swap(FILE, HIDDEN, f"{HIDDEN}  released_on: 2026-01-20\n"),
        state("published"),
        said="没有写主动公开",
    ),
    tells(
        "N864",
        "no day of publication",
        swap(FILE, HIDDEN, "attribute: 主动公开\n"),
        state("published"),
        said="没有写主动公开",
    ),
    tells("N864", "not in the catalogue", cut(FILE, "publication:"), state("published"), said="没有写主动公开"),
    tells(
        "N864",
        "published before it was signed",
        swap(FILE, HIDDEN, RELEASED.format("2026-01-07")),
        state("published"),
        said="早于成文日期",
    ),
    silent("N864", "published on that day", swap(FILE, HIDDEN, RELEASED.format("2026-01-08")), state("published")),
    tells(
        "N864",
        "repealed, and called valid",
        state("repealed", "repealed: {on: 2026-05-01, by: 清溪府发〔2026〕3号}\n"),
        said="有效性写“有效”",
    ),
    silent(
        "N864",
        "repealed",
        state("repealed", "repealed: {on: 2026-05-01, by: 清溪府发〔2026〕3号}\n"),
        swap(FILE, "validity: 有效", "validity: 废止"),
    ),
    silent(
        "N864",
        "repealed, validity not written",
        state("repealed", "repealed: {on: 2026-01-08, by: 清溪府发〔2026〕3号}\n"),
        swap(FILE, "  validity: 有效\n", ""),
    ),
    tells(
        "N864",
        "repealed before it was signed",
        state("repealed", "repealed: {on: 2026-01-07, by: 清溪府发〔2026〕3号}\n"),
        said="废止日期",
    ),
    tells("N864", "signed in advance", swap(FILE, "date: 2026-01-08\nseal", "date: 2026-11-22\nseal"), said="还没有到"),
    silent("N864", "signed today", swap(FILE, "date: 2026-01-08\nseal", "date: 2026-11-21\nseal")),
    silent(
        "N864",
        "a draft may be dated ahead",
        swap(FILE, "date: 2026-01-08\nseal", "date: 2026-11-22\nseal"),
        state("draft"),
    ),
    tells("N871", "another organ", swap(FILE, "11990101000000019X/", "11990101MB0000000K/"), said="统一社会信用代码"),
    silent(
        "N871",
        "the year of publication",
        swap(FILE, "/2026-00001", "/2027-00001"),
        swap(FILE, HIDDEN, f"{HIDDEN}  released_on: 2027-01-05\n"),
    ),
    silent("N871", "no code of the township", swap("township.yaml", "uscc: 11990101000000019X\n", "")),
    silent(
        "N872",
        "no numbers at all",
        second("2", ("  index_number: 11990101000000019X/2026-00002\n", "")),
        swap(FILE, "  index_number: 11990101000000019X/2026-00001\n", ""),
    ),
    *(
        tells("N873", key, swap(FILE, HIDDEN, "attribute: 主动公开\n"), cut(FILE, f"  {key}:", after), said=said)
        for key, after, said in (
            ("index_number", "  topic", "索引号"),
            ("genre", "  publisher", "体裁分类"),
            ("publisher", "  validity", "发布机构"),
            ("validity", "", "有效性"),
        )
    ),
    silent("N873", "not for the public", cut(FILE, "  topic:", "  genre:")),
    silent(
        "N873",
        "a draft",
        swap(FILE, HIDDEN, "attribute: 主动公开\n"),
        cut(FILE, "  topic:", "  genre:"),
        state("draft"),
    ),
    silent("N873", "all entries", swap(FILE, HIDDEN, "attribute: 主动公开\n")),
    silent("N874", "a draft", swap(FILE, HIDDEN, "attribute: 主动公开\n"), state("draft")),
    silent("N874", "not for the public", state("signed")),
]

REQUEST = (titled("清溪乡人民政府关于拨付经费的请示"), swap(FILE, RECIPIENTS, "  - 县卫生健康委\n"))
REPORT = (titled("清溪乡人民政府关于工作情况的报告"), kind("报告", "signers: [谢朝明]"))

FORM = [
    silent("N831", "an order", titled("清溪乡人民政府令"), kind("命令", "stamp: {position: 乡长, name: 谢朝明}")),
    tells("N831", "an order named as another kind", titled("清溪乡人民政府通告"), kind("命令"), said="末尾是"),
    silent("N831", "kinds whose title is free", titled("清溪乡人民政府通告"), kind("通告")),
    silent("N831", "other documents", titled("清溪乡人民政府通告"), kind("其他公文")),
    *(silent("N831", name, titled("清溪乡人民政府名单"), kind(name)) for name in ("公告", "公报", "纪要")),
    silent("N831", "an organ with a space in it", titled("清溪乡 人民政府关于公布名单的通知")),
    tells("N831", "no matter", titled("清溪乡人民政府通知"), said="缺少事由"),
    tells("N831", "another organ", titled("清溪乡党委关于公布名单的通知"), said="发文机关"),
    silent("N831", "no organ", titled("关于公布名单的通知")),
    silent(
        "N831",
        "two organs",
        titled("清溪乡人民政府 清溪乡卫生院关于公布名单的通知"),
        swap(FILE, "signature: 清溪乡人民政府\n", "signature: 清溪乡人民政府\njoint: [清溪乡卫生院]\n"),
    ),
    tells("N831", "about twice", titled("清溪乡人民政府关于关于公布名单的通知"), said="重复"),
    tells("N831", "a notice of a notice", titled("清溪乡人民政府关于转发公布名单的通知的通知"), said="重复"),
    tells(
        "N832",
        "twice among the recipients",
        swap(FILE, RECIPIENTS, "  - 乡级各部门\n  - 乡级各部门\n"),
        said="写了两次",
    ),
    tells("N832", "among both", swap(FILE, "  - 县公安局\n", "  - 乡级各部门\n"), said="写了两次"),
    tells("N832", "a mark behind a recipient", swap(FILE, "  - 乡级各部门\n", "  - 乡级各部门：\n"), said="末尾的标点"),
    tells("N833", "a request without signers", *REQUEST, kind("请示"), said="没有写签发人"),
    tells(
        "N833",
        "a report without signers",
        titled("清溪乡人民政府关于工作情况的报告"),
        kind("报告"),
        said="没有写签发人",
    ),
    tells("N833", "a bill without signers", titled("清溪乡人民政府关于名单的议案"), kind("议案"), said="没有写签发人"),
    silent("N833", "a request", *REQUEST, kind("请示", "signers: [谢朝明]")),
    silent(
        "N833", "an opinion may have signers", titled("清溪乡人民政府关于工作的意见"), kind("意见", "signers: [谢朝明]")
    ),
    tells(
        "N833",
        "a request to two",
        titled("清溪乡人民政府关于拨付经费的请示"),
        kind("请示", "signers: [谢朝明]"),
        said="这里写了 2 个",
    ),
    tells("N834", "a request that does not ask", *REQUEST, kind("请示", "signers: [谢朝明]"), said="结尾没有"),
    silent(
        "N834", "a request that asks", *REQUEST, kind("请示", "signers: [谢朝明]"), line("妥否，请批示。", "附件另送。")
    ),
    tells("N834", "a reply", titled("清溪乡人民政府关于公布名单的批复"), kind("批复"), said="此复"),
    silent(
        "N834", "a reply that ends well", titled("清溪乡人民政府关于公布名单的批复"), kind("批复"), line("此复。", "")
    ),
    tells("N834", "a letter", titled("清溪乡人民政府关于公布名单的函"), kind("函"), said="结尾没有"),
    silent(
        "N834",
        "a letter that ends well",
        titled("清溪乡人民政府关于公布名单的函"),
        kind("函"),
        line("请予支持为盼。", ""),
    ),
    tells("N834", "a request in a report", *REPORT, line("妥否，请批示。", ""), said="夹带"),
    silent("N834", "asking in a notice", line("妥否，请批示。")),
    silent("N834", "at the end, and not before", swap(FILE, "名单通知如下：", "名单公布："), line("特此通知。", "")),
    *(
        tells(
            "N834",
            f"no full stop, {name}",
            titled(f"清溪乡人民政府关于公布名单的{name}"),
            kind(name),
            line(said, ""),
            said="后面没有句号",
        )
        for name, said in (("函", "特此函告"), ("报告", "特此报告"))
    ),
    tells(
        "N834", "no full stop", swap(FILE, "名单通知如下：", "名单公布："), line("特此通知", ""), said="后面没有句号"
    ),
    silent(
        "N834",
        "no full stop in a decision",
        titled("清溪乡人民政府关于公布名单的决定"),
        kind("决定"),
        line("特此通知", ""),
    ),
    tells("N834", "an empty page", line("（此页无正文）"), said="凑页"),
    tells("N835", "minutes with a seal", kind("纪要", "mark: 会议纪要"), said="不加盖印章"),
    tells("N835", "minutes without a mark", kind("纪要"), said="没有写标志"),
    silent(
        "N835",
        "minutes",
        kind("纪要", "mark: 会议纪要", "attendance: [{kind: 出席, people: 谢朝明}]"),
        swap(FILE, "seal: true\n", ""),
        swap(FILE, "number: 清溪府发〔2026〕1号", "number: 第1期"),
    ),
    tells("N835", "an order without a stamp", kind("命令"), said="没有写 stamp"),
    silent(
        "N835",
        "an order",
        kind("命令", "stamp: {position: 乡长, name: 谢朝明}"),
        swap(FILE, "number: 清溪府发〔2026〕1号", "number: 第1号"),
    ),
    tells(
        "N835",
        "the lead organ among the others",
        swap(FILE, "seal: true\n", "seal: true\njoint: [清溪乡人民政府]\n"),
        said="重复",
    ),
    tells(
        "N835",
        "an organ twice",
        swap(FILE, "seal: true\n", "seal: true\njoint: [清溪派出所, 清溪派出所]\n"),
        said="重复",
    ),
    silent("N835", "two organs", swap(FILE, "seal: true\n", "seal: true\njoint: [清溪派出所]\n")),
    tells(
        "N835",
        "a notice counted as an order",
        swap(FILE, "number: 清溪府发〔2026〕1号", "number: 第1号"),
        said="没有机关代字",
    ),
    silent("N836", "printed on that day", swap(FILE, "date: 2026-01-08\nstate", "date: 2026-01-08\nstate")),
    silent("N836", "not printed yet", cut(FILE, "printing:", "state:")),
    tells("N836", "another year", swap(FILE, "date: 2026-01-08\nseal", "date: 2025-12-31\nseal"), said="是 2026 年的"),
    silent(
        "N836",
        "a number without a year",
        swap(FILE, "number: 清溪府发〔2026〕1号", "number: 第1号"),
        swap(FILE, "date: 2026-01-08\nseal", "date: 2025-12-31\nseal"),
    ),
]

EXAMPLES = [*NUMBERS, *STATES, *FORM]
