"""The kinds of papers and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

#: By kind, in the order in which they are listed.
PAPERS: Mapping[str, str] = {
    "notices": "公文",
    "dossiers": "一人一档",
    "schedules": "随访日程表",
    "minutes": "小组会议纪要",
    "bulletins": "每月通报",
    "letters": "通报高风险患者的函",
    "lists": "“三无”等患者名单",
    "scorecards": "各村考评表",
    "reports": "上报报表",
    "supervision": "督办通知",
}
