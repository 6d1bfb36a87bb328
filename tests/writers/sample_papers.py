"""Sample papers of each layout, with invented names, and the reading back of what was written."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2

from carebook.writers.paper import Layout, Paper

HOME = Path(__file__).resolve().parents[2]
RARE = "䶮㛃𬸚𠅤堃犇喆玥昇赟禤仝㐂𪚥"
ROSTER = [
    ("组\u3000长：", "周正林", "双河村副书记", "19900000001"),
    ("成\u3000员：", "方济仁", "清溪乡卫生院医生", "19900000002"),
    ("", "高卫", "社区民警", "19900000003"),
    ("", "廖小䶮", "监护人", "19900000006"),
]


def _columns(*shares: float) -> str:
    return "<colgroup>" + "".join(f'<col span="1" width="{share}"/>' for share in shares) + "</colgroup>"


def _official() -> str:
    roster = "".join(
        f'<tr><td>{label}</td><td><span class="wide">{name}</span></td><td>{post}</td><td>（电话：{phone}）</td></tr>'
        for label, name, post, phone in ROSTER
    )
    body = "定期随访，动态掌握患者现实状况、病情变化、治疗服药、监管看护等情况，督促监护人履行监护责任；" * 12
    return f"""<article>
<header><p class="copy-number">000001</p><p class="urgency">特急</p><p class="mark">清溪乡人民政府文件</p>
<p class="number">清溪府发〔2026〕9号</p><hr/></header>
<h1>关于成立清溪乡精神障碍患者关爱帮扶<br/>管理小组的通知</h1>
<p class="recipients">各村（社区）党支部、村（社区）委员会，乡级各部门：</p>
<p>现就我乡排查出的严重精神障碍患者分别建立管理小组，现通知如下：</p>
<h2>一、成员名单</h2><p class="lead">廖小䶮户联合服务管理领导小组</p>
<table class="roster">{_columns(4, 3.4, 8.6, 11)}<tbody>{roster}</tbody></table>
<h2>二、工作制度</h2><h3>（一）定期随访</h3><p>{body}姓名用字：{RARE}。</p><ul><li>甲项</li><li>乙项</li></ul>
<p class="attachment-note">附件：1.成员名册</p><p class="attachment-note">2.精神障碍患者关爱帮扶工作流程及各有关单位职责分工一览表（试行）</p>
<p class="signature">清溪乡人民政府</p><p class="date">2026年3月1日</p><p class="remark">（此件公开发布）</p>
<section><p class="attachment-label">附件1</p><h1>成员名册</h1>
<table class="grid"><caption>名册</caption>{_columns(1, 2, 3)}<thead><tr><th>序号</th><th>姓名</th><th>备注</th></tr></thead>
<tbody><tr><td class="num">1</td><td>周正林</td><td></td></tr><tr><td class="num">2</td><td>高卫</td><td>☑是 ☐否</td></tr>
</tbody></table></section>
<footer><p class="cc">抄送：县卫生健康委、县公安局。</p><p class="printing"><span>清溪乡党政办公室</span><span>2026年3月2日印发</span></p></footer>
</article>"""


def _file() -> str:
    return f"""<article><h1 class="cover">个人档案</h1><p class="center">QX-0001</p>
<section><h2>一、基本情况</h2><table class="form">{_columns(2, 3, 2, 3)}<tbody>
<tr><th>姓名</th><td>廖小䶮</td><th>性别</th><td>☑男 ☐女</td></tr>
<tr><th rowspan="2">监护人</th><td>林守学</td><th>电话</th><td>19900000006</td></tr>
<tr><td colspan="3" class="center muted"></td></tr></tbody></table>
<p>正文<b>粗体</b>、<span class="red">红字</span>、<span class="kai">楷体</span>、填<span class="blank">\u3000\u3000</span>、
<a href="../index.html">链接</a>，符号 &amp; &lt;甲&gt; #乙 $丙$ *丁* _戊_ \\己 [庚] @辛 `壬`。</p><p class="small">小字</p></section></article>"""


def _sheet(rows: int = 3) -> str:
    lines = "".join(
        f'<tr><td class="num">{number}</td><td class="strong">林安{number}</td><td>☐已访 ☐未访</td></tr>'
        for number in range(1, rows + 1)
    )
    return f"""<article><h1>随访安排</h1><table class="grid">{_columns(1, 2, 4)}
<thead><tr><th>序号</th><th>姓名</th><th>完成情况</th></tr></thead><tbody>{lines}</tbody></table></article>"""


# Each form of paper and each element of the vocabulary, as short as can be: (class of the article, body).
JOINT = (
    """<header><p class="copy-number">000012</p><p class="secrecy">机密★1年</p><p class="mark">清溪乡人民政府</p>
<p class="mark">清溪县公安局清溪派出所</p><p class="mark">清溪乡卫生院</p><p class="mark-suffix">文件</p>
<p class="number">清溪府发〔2026〕12号</p>
<p class="signer"><span>签发人：</span><span>甲大明</span><span>乙小明</span><span>丙明</span></p><hr/></header>
<h1>关于开展联合排查的请示</h1><p class="recipients">县人民政府：</p><p>现将联合排查有关事项请示如下。</p>
<p>妥否，请批示。</p><p class="signature">清溪乡人民政府</p><p class="signature">清溪县公安局清溪派出所</p>
<p class="signature">清溪乡卫生院</p><p class="date">2026年11月1日</p><p class="remark">（联系人：甲大明）</p>
<section class="landscape"><p class="attachment-label">附件</p><h1>排查表</h1><table class="grid"><colgroup>
<col span="15" width="1"/></colgroup><thead><tr>"""
    + "".join(f"<th>项{n}</th>" for n in range(15))
    + """</tr></thead>
<tbody><tr>"""
    + "".join(f"<td>值{n}</td>" for n in range(15))
    + """</tr></tbody></table></section>
<footer><p class="sent">主送：县人民政府，县公安局。</p><p class="cc">抄送：县卫生健康局。</p>
<p class="other">本件共印20份</p><p class="printing"><span>党政办公室</span><span>2026年11月2日印发</span></p></footer>"""
)
LETTER = """<header><p class="mark">清溪乡人民政府</p><hr/><p class="copy-number">000003</p><p class="secrecy">秘密★1年</p>
<p class="urgency">加急</p><p class="number">清溪府函〔2026〕3号</p></header><h1>关于通报患者情况的函</h1>
<p class="recipients">清溪派出所：</p><p>现将有关情况函告如下。</p><p class="signature-plain">清溪乡人民政府</p>
<p class="date">2026年11月1日</p><footer><p class="cc">抄送：县公安局。</p></footer>"""
MINUTES = """<header><p class="mark">清溪乡工作例会纪要</p><p class="number">第3期</p><hr/></header>
<h1>关于十一月小组会议的纪要</h1><p>会议听取了情况。</p>
<p class="attendance"><span class="hei">出席：</span>甲大明　乙小明　丙　明</p>
<p class="attendance"><span class="hei">请假：</span>丁小明</p>"""
ORDER = """<header><p class="mark">清溪乡人民政府令</p><p class="number">第1号</p></header><p>现公布办法，自即日起施行。</p>
<p class="signature-stamp"><span>乡长</span><span>甲大明</span></p><p class="date">2026年11月1日</p>"""


def make(layout: Layout, body: str, **more: str) -> Paper:
    """A paper with fixed particulars."""
    return Paper("X-1", "样张（甲）", layout, body, date(2026, 11, 21), "sha256:0123", **more)


SAMPLES: dict[str, Paper] = {
    "official": make("official", _official()),
    "file": make("file", _file(), running="清溪乡一人一档"),
    "sheet": make("sheet", _sheet(), running="清溪乡随访安排"),
    "joint": make("official", f"<article>{JOINT}</article>"),
    "letter": make("official", f'<article class="letter">{LETTER}</article>'),
    "minutes": make("official", f'<article class="minutes">{MINUTES}</article>'),
    "order": make("official", f'<article class="order">{ORDER}</article>'),
}


def squeezed(text: str) -> str:
    """Text without white space of any kind."""
    return re.sub(r"\s", "", text)


def pdf_pages(data: bytes) -> list[str]:
    """Text of each page without its furniture."""
    furniture = re.compile(r"—\d+—|第\d+页共\d+页|^清溪乡一人一档|^清溪乡随访安排")
    document = pypdfium2.PdfDocument(data)
    return [furniture.sub("", squeezed(page.get_textpage().get_text_range())) for page in document]


def font_names(data: bytes) -> set[str]:
    """Names of the fonts that are embedded in a PDF, without the mark of a subset."""
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        named = [one for one in found if one.get("/FontFile2") is not None]
        return {str(one.FontName).rpartition("+")[2] for one in named}


def sheet_of(rows: int) -> Paper:
    """A paper of the layout sheet with so many rows."""
    return make("sheet", _sheet(rows), running="清溪乡随访安排")
