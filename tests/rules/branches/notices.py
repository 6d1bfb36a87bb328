"""Further examples of the rules about the texts of official documents, their attachments, what bodies are called."""

from __future__ import annotations

from tests.rules.examples import Edit, Example, cut, silent, swap, tells

FILE = "notices/2026-1.yaml"
LINE = "随访后三日内录入记录，记录中不写姓名和电话。随访要点见附件。"
TITLE = "title: 清溪乡人民政府|关于公布精神障碍患者关爱帮扶|管理小组成员名单的通知\n"
ATTACHMENTS = "  - title: 联合服务管理小组随访要点\n"
RECIPIENTS = "  - 各村（社区）党支部、村（社区）委员会\n  - 乡级各部门\n"
BARE = cut(FILE, "attachments:", "cc:")


def line(text: str, after: str = "见附件。") -> Edit:
    """Write something else in the last line of the text."""
    return swap(FILE, LINE, text + after)


def titled(title: str) -> Edit:
    """Give the notice another title."""
    return swap(FILE, TITLE, f"title: {title}\n")


def kind(name: str, *more: str) -> Edit:
    """Make it a document of another kind."""
    return swap(FILE, "kind: 通知\n", f"kind: {name}\n" + "".join(f"{one}\n" for one in more))


def texts(code: str, wrong: dict[str, str], right: tuple[str, ...] = ()) -> list[Example]:
    """Lines of which a rule speaks, each with a part of what it says, and lines of which it does not."""
    return [
        *(tells(code, text, line(text), said=said) for text, said in wrong.items()),
        *(silent(code, text, line(text)) for text in right),
    ]


TEXTS = [
    *texts(
        "N821",
        {
            "一项;二项": "半角标点：;",
            "如下:一项": "半角标点：:",
            "好吗?": "?",
            "好!": "!",
            "好.下": ".",
            "他说'好'": "'",
            "好,坏;": "有 2 处",
        },
        ("等...等", "用 a, b 两项", "1 ! 2"),
    ),
    *texts("N822", {"约５０％": "５０％", "用ＷＰＳ": "ＷＰＳ"}, ("甲＋乙", "甲．乙")),
    *texts("N823", {"按宁水委〔16〕5号": "写全 4 位", "按宁水委〔2016〕第5号": "不加“第”"}),
    *texts(
        "N824",
        {
            "好。。": "重了",
            "好，，坏": "重了",
            "好，。": "重了",
            "等。。。": "里的“。。。”",
            "等...": "里的“...”",
            "等…": "里的“…”",
            "甲-—乙": "里的“—”",
            "甲--乙": "里的“--”",
            "1…2": "里的“…”",
            "1—村": "里的“—”",
            "村—2": "里的“—”",
            "各 村": "有空格",
            "各　　村": "有空格",
            "出席：甲 乙": "有空格",
            "（好": "没有配对",
            "“好": "没有配对",
            "〔好": "没有配对",
            "【好": "没有配对",
            "好）": "前面没有配对",
            "（好》": "前面没有配对",
        },
        ("好……", "甲——乙", "1—2", "出席：甲　　乙", "（“好”）"),
    ),
    *texts(
        "N825",
        {
            "2026年13月": "不存在",
            "2026年0月": "不存在",
            "2026年1月32日": "不存在",
            "2026年1月0日": "不存在",
            "2026年01月": "虚位",
            "2026年1月02日": "虚位",
            "2026/1/31": "2026/1/31",
        },
        ("2026年12月", "2026年1月1日", "2026年12月31日", "第1.2.3条"),
    ),
    tells("N825", "in an attachment", swap(FILE, "一、看现实状况", "一、2026.1.3看现实状况"), said="附件1"),
    tells("N826", "half-width", titled("清溪乡人民政府关于公布(试行)名单的通知"), said="标点用全角"),
    tells("N826", "a comma in front", titled("，关于公布名单的通知")),
    tells("N826", "a comma", titled("清溪乡人民政府关于公布，报送名单的通知"), said="不用标点"),
    tells("N826", "of an attachment", swap(FILE, ATTACHMENTS, "  - title: 随访要点，样式\n")),
    silent("N826", "what a title may carry", titled("清溪乡人民政府关于公布《名单》（试行）、要点的通知")),
]

CALLS = [
    silent("N803", "a block between spaces", swap(FILE, "  {{ 花名册 }}", "  　{{ 花名册 }}")),
    tells("N803", "in an attachment", swap(FILE, "一、看现实状况", "一、{{ 名册 }}看现实状况")),
]

OUTLINE = [
    tells("N812", "begins with the second", swap(FILE, "  1.病情稳定", "  2.病情稳定"), said="从“2.”开始"),
    tells("N812", "the same twice", swap(FILE, "  2.病情波动", "  1.病情波动"), said="重了"),
    tells("N812", "one is left out", swap(FILE, "  2.病情波动", "  3.病情波动"), said="跳了"),
    tells("N813", "the third under the first, though there is a second", swap(FILE, "  （一）按期随访\n", "")),
]

TABLE = '    table: {{heads: [序号, 村], {more}rows: [["1", 柳溪村]]}}\n'
ISSUED = "  - title: 工作方案\n    issued: true\n"

ATTACHED = [
    tells("N841", "in Chinese figures", line("要点见附件二。", ""), said="附件二"),
    tells("N841", "no attachment at all", BARE, said="没有附件"),
    tells("N841", "only one", line("要点见附件2。", ""), said="只有 1 个"),
    silent("N841", "the note on attachments is another rule", line("附件2：要点", "")),
    silent("N841", "the words title of the attachment", line("附件的标题另定。")),
    silent("N842", "named by its title", line("按联合服务管理小组随访要点办。", "")),
    silent("N842", "behind the text", line("要点附后。", "")),
    tells(
        "N842",
        "behind the text, but there are two",
        line("要点附后。", ""),
        swap(FILE, "cc:\n", "  - title: 名单样式\n    body: 样式\ncc:\n"),
        said="正文没有提到",
    ),
    silent("N842", "issued", swap(FILE, ATTACHMENTS, ISSUED), line("现印发《工作方案》。")),
    tells("N842", "named, and not issued", swap(FILE, ATTACHMENTS, ISSUED), line("请看《工作方案》。")),
    tells("N842", "issued, and not named", swap(FILE, ATTACHMENTS, ISSUED), line("现予印发。")),
    silent("N842", "issued under its full name", swap(FILE, ATTACHMENTS, ISSUED), line("现印发《清溪乡工作方案》。")),
    silent("N842", "issued under a shorter name", swap(FILE, ATTACHMENTS, ISSUED), line("现印发《方案》。")),
    tells("N843", "without a word", line("附: 要点", "")),
    silent("N843", "within a sentence", line("按附件：要点办。")),
    tells("N844", "a mark behind it", swap(FILE, ATTACHMENTS, "  - title: 随访要点。\n"), said="后面不加标点"),
    tells(
        "N844",
        "a Chinese number before it",
        swap(FILE, ATTACHMENTS, "  - title: 附件一：随访要点\n"),
        said="由程序编号",
    ),
    tells("N844", "twice", swap(FILE, "cc:\n", f"{ATTACHMENTS}    body: 样式\ncc:\n"), said="两个附件"),
    silent("N845", "a table", swap(FILE, "cc:\n", TABLE.format(more="") + "cc:\n")),
    silent("N845", "with widths", swap(FILE, "cc:\n", TABLE.format(more="widths: [20, 80], ") + "cc:\n")),
    tells("N845", "a width too few", swap(FILE, "cc:\n", TABLE.format(more="widths: [20], ") + "cc:\n"), said="列宽"),
    tells(
        "N845",
        "a cell too few",
        swap(FILE, "cc:\n", TABLE.replace(", 柳溪村", "").format(more="") + "cc:\n"),
        said="有 1 格",
    ),
]

BODIES = [
    silent("N851", "two bodies told apart by a figure", line("由第一工作专班小组、第二工作专班小组负责。")),
    silent(
        "N851",
        "a short form that is explained",
        line("由联合服务管理领导小组（简称“联合服务管理小组”）负责。"),
        swap(FILE, "现将联合服务管理小组", "现将"),
    ),
    tells(
        "N851",
        "nearly the short form that is explained",
        line("由公共安全领导小组（以下简称“公共安全小组”）负责，公共安会小组配合。"),
        said="本文的简称",
    ),
    tells("N851", "one other character", line("由联合服务治理小组负责。")),
    silent(
        "N851",
        "two other characters",
        line("由联合服务治疗小组负责。"),
        swap(FILE, "现将联合服务管理小组", "现将"),
        swap(FILE, "title: 联合服务管理小组", "title: "),
    ),
    silent("N851", "the organ itself", line("由清溪乡人民政府办公室负责。")),
]

EXAMPLES = [*TEXTS, *CALLS, *OUTLINE, *ATTACHED, *BODIES]
