"""One good document of each kind that the office writes."""

from __future__ import annotations

from collections.abc import Mapping

_TEXT = "定期随访，动态掌握患者现实状况、病情变化、治疗服药、监管看护等情况，督促监护人履行监护责任。"

UPWARD = f"""<article><header><p class="copy-number">000012</p><p class="secrecy">机密★1年</p>
<p class="mark">清溪乡人民政府文件</p><p class="number">清溪府文〔2026〕12号</p>
<p class="signer"><span>签发人：</span><span>甲大明</span></p><hr/></header>
<h1>清溪乡人民政府<br/>关于解决以奖代补资金的请示</h1><p class="recipients">县人民政府：</p><p>{_TEXT * 5}</p>
<p>妥否，请批示。</p><p class="signature">清溪乡人民政府</p><p class="date">2026年11月1日</p>
<p class="remark">（联系人：甲大明）</p></article>"""

JOINT = f"""<article><header><p class="mark">清溪乡人民政府</p><p class="mark">宁水县公安局清溪派出所</p>
<p class="mark">清溪乡卫生院</p><p class="mark-suffix">文件</p><p class="number">清溪府发〔2026〕13号</p><hr/></header>
<h1>清溪乡人民政府等三部门关于<br/>开展联合排查的通知</h1><p class="recipients">各村（社区）：</p><p>{_TEXT * 5}</p>
<p class="signature">清溪乡人民政府</p><p class="signature">宁水县公安局清溪派出所</p><p class="signature">清溪乡卫生院</p>
<p class="date">2026年11月1日</p></article>"""

LETTER = f"""<article class="letter"><header><p class="mark">清溪乡人民政府</p><hr/><p class="copy-number">000003</p>
<p class="secrecy">秘密★1年</p><p class="urgency">加急</p><p class="number">清溪府函〔2026〕3号</p></header>
<h1>清溪乡人民政府<br/>关于通报高风险患者情况的函</h1><p class="recipients">宁水县公安局清溪派出所：</p><p>{_TEXT * 3}</p>
<p>特此函告。</p><p class="signature-plain">清溪乡人民政府</p><p class="date">2026年11月1日</p>
<footer><p class="cc">抄送：县公安局。</p></footer></article>"""

MINUTES = f"""<article class="minutes"><header><p class="mark">联合服务管理小组会议纪要</p><p class="number">第3期</p><hr/></header>
<p>{_TEXT * 6}</p><p>{_TEXT * 3}</p>
<p class="attendance"><span class="hei">出席：</span>{"甲大明、乙小明、丙明、" * 5}丁明</p>
<p class="attendance"><span class="hei">请假：</span>戊小明</p></article>"""

ORDER = f"""<article class="order"><header><p class="mark">清溪乡人民政府令</p><p class="number">第1号</p></header>
<p>{_TEXT * 3}</p><p class="signature-stamp"><span>乡长</span><span>甲大明</span></p><p class="date">2026年11月1日</p></article>"""

UNSEALED = f"""<article><header><p class="mark">清溪乡人民政府文件</p><p class="number">清溪府发〔2026〕14号</p><hr/></header>
<h1>清溪乡人民政府<br/>关于做好排查工作的通知</h1><p class="recipients">各村（社区）：</p><p>{_TEXT * 6}</p>
<p class="signature-plain">清溪乡人民政府办公室</p><p class="date">2026年11月1日</p></article>"""

SENT = f"""<article><header><p class="mark">清溪乡人民政府文件</p><p class="number">清溪府发〔2026〕15号</p><hr/></header>
<h1>清溪乡人民政府<br/>关于做好排查工作的通知</h1><p>{_TEXT * 13}</p>
<p class="signature">清溪乡人民政府</p><p class="date">2026年11月1日</p>
<footer><p class="sent">主送：各村（社区），乡级各部门。</p><p class="cc">抄送：县卫生健康委，县公安局，县民政局。</p>
<p class="printing"><span>清溪乡党政办公室</span><span>2026年11月2日印发</span></p></footer></article>"""

KINDS: Mapping[str, str] = {
    "upward": UPWARD,
    "joint": JOINT,
    "letter": LETTER,
    "minutes": MINUTES,
    "order": ORDER,
    "unsealed": UNSEALED,
    "sent": SENT,
}
