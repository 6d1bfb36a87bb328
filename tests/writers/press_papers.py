"""Papers of every form as offices send them, with invented names, for comparing DOCX and PDF."""

from __future__ import annotations

from functools import cache

from carebook.writers import docx, pdf
from carebook.writers.paper import Paper
from tests.writers.sample_papers import HOME, SAMPLES, make

_HEAD = '<header><p class="mark">清溪乡人民政府文件</p><p class="number">清溪府发〔2026〕9号</p><hr/></header>'
_PRINTING = '<p class="printing"><span>清溪乡党政办公室</span><span>2026年3月2日印发</span></p></footer>'
_FOOT = f'<footer><p class="cc">抄送：县卫生健康委，县公安局。</p>{_PRINTING}'
_MANY = "，".join(
    f"清溪县{office}"
    for office in (
        "卫生健康委员会", "公安局", "民政局", "残疾人联合会", "财政局", "人力资源和社会保障局", "医疗保障局", "司法局",
        "委政法委员会", "人民检察院",
    )
)  # fmt: skip
_SENT = '<p class="sent">主送：各村（社区）党支部，各村（社区）委员会，乡级各部门。</p>'
_TEN = f'<footer>{_SENT}<p class="cc">抄送：{_MANY}。</p>{_PRINTING}'
_SIGNED = '<p class="signature">清溪乡人民政府</p><p class="date">2026年3月1日</p>'
_TEXTS = (
    (
        "定期随访，动态掌握患者现实状况、病情变化、治疗服药、监管看护等情况，督促监护人履行监护责任，防止患者脱管失控，"
        "及时报告乡综合管理小组办公室。"
    ),
    (
        "各村（社区）要充分认识严重精神障碍患者服务管理工作的重要性和紧迫性，加强组织领导，压实工作责任，切实把各项措施"
        "落到实处，确保不发生肇事肇祸案（事）件。"
    ),
    (
        "发现患者病情波动或出现危险行为倾向的，应当在2个工作日内通报派出所和卫生院，共同协助监护人将患者送医治疗；对拒不"
        "履行监护责任的，依法处理。"
    ),
)
_LEVELS = "一二三四五六七八九"
_LONG = "关于进一步加强和规范全乡严重精神障碍患者<br/>排查登记随访管理治疗康复救治救助和联合<br/>服务管理工作的若干措施的通知"


def _household(number: int, name: str = "廖小龙") -> str:
    members = (
        ("组\u3000长：", "周正林", "双河村副书记"),
        ("成\u3000员：", "方济仁", "清溪乡卫生院医生"),
        ("", '<span class="wide">高卫</span>', "社区民警"),
        ("", name, "监护人"),
    )
    rows = "".join(
        f"<tr><td>{label}</td><td>{who}</td><td>{post}</td><td>（电话：1990000{number:04d}）</td></tr>"
        for label, who, post in members
    )
    columns = "".join(f'<col width="{share}"/>' for share in (16, 16, 34, 43))
    return (
        f'<p class="lead">第{number}户联合服务管理领导小组</p><table class="roster"><colgroup>{columns}</colgroup>'
        f"<tbody>{rows}</tbody></table>"
    )


def _notice(households: str, title: str = "", foot: str = _FOOT) -> Paper:
    rules = "".join(f"<h3>（{_LEVELS[at]}）制度</h3><p>{text}</p>" for at, text in enumerate(_TEXTS))
    body = (
        f"{_HEAD}<h1>{title or '关于成立清溪乡精神障碍患者关爱帮扶<br/>管理小组的通知'}</h1>"
        '<p class="recipients">各村（社区）党支部、村（社区）委员会，乡级各部门：</p>'
        "<p>现就我乡排查出的严重精神障碍患者分别建立管理小组，现通知如下：</p><h2>一、成员名单</h2>"
        f'{households}<h2>二、工作制度</h2>{rules}{_SIGNED}<p class="remark">（此件公开发布）</p>{foot}'
    )
    return make("official", f"<article>{body}</article>")


def _plan() -> Paper:
    title = "严重精神障碍患者服务管理工作方案"
    parts = "".join(
        f"<h2>{level}、工作措施</h2><p>{_TEXTS[at % 3]}{_TEXTS[(at + 1) % 3]}</p>" for at, level in enumerate(_LEVELS)
    )
    return make(
        "official",
        f"<article>{_HEAD}<h1>关于印发《{title[:10]}<br/>{title[10:]}》的通知</h1>"
        f'<p class="recipients">各村（社区），乡级各部门：</p><p>{_TEXTS[1]}</p>'
        f'<p class="attachment-note">附件：{title}</p>{_SIGNED}<section><p class="attachment-label">附件</p>'
        f"<h1>{title}</h1>{parts}</section>{_FOOT}</article>",
    )


def _wide(rows: int = 60) -> Paper:
    heads = "".join(f"<th>项目{column}</th>" for column in range(15))
    lines = "".join(
        "<tr>"
        + "".join(f"<td>{'内容较长的一格' if (row + column) % 7 == 0 else column}</td>" for column in range(15))
        + "</tr>"
        for row in range(rows)
    )
    table = f'<table class="grid"><colgroup><col span="15" width="1"/></colgroup><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'
    return make(
        "official",
        f'<article>{_HEAD}<h1>关于报送排查情况的通知</h1><p class="recipients">各村：</p><p>{_TEXTS[0]}</p>'
        f'<p class="attachment-note">附件：排查表</p>{_SIGNED}<section class="landscape"><p class="attachment-label">附件</p>'
        f"<h1>排查表</h1>{table}</section>{_FOOT}</article>",
    )


def _signer(names: str) -> Paper:
    signer = "".join(f"<span>{name}</span>" for name in names.split())
    head = _HEAD.replace("<hr/>", f'<p class="signer"><span>签发人：</span>{signer}</p><hr/>')
    return make(
        "official",
        f'<article>{head}<h1>关于增加服务管理经费的请示</h1><p class="recipients">县人民政府：</p><p>{_TEXTS[0]}</p>'
        f'<p>妥否，请批示。</p>{_SIGNED}<p class="remark">（联系人：甲某某，电话：19900000001）</p>{_FOOT}</article>',
    )


def _unsealed() -> Paper:
    body = f"{_HEAD}<h1>关于召开会议的通知</h1><p class='recipients'>各村：</p><p>{_TEXTS[2]}</p>{_SIGNED}{_FOOT}"
    return make("official", f"<article>{body.replace('signature', 'signature-plain')}</article>")


PRESS: dict[str, Paper] = {
    "one": _notice(_household(1, "尉迟㛃文博")),
    "six": _notice("".join(map(_household, range(1, 7)))),
    "sixty": _notice("".join(map(_household, range(1, 61)))),
    "plan": _plan(),
    "upward": _signer("甲某某"),
    "unsealed": _unsealed(),
    "long": _notice(_household(1), title=_LONG),
    "ten": _notice(_household(1) + _household(2), foot=_TEN),
    "wide": _wide(),
    **{name: SAMPLES[name] for name in ("official", "joint", "letter", "minutes", "order")},
}


@cache
def made(name: str) -> tuple[bytes, bytes]:
    """DOCX and PDF of a paper, made once for all tests of a process."""
    paper = PRESS.get(name) or SAMPLES[name]
    return docx.render(paper, HOME), pdf.render(paper, HOME)
