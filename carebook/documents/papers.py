"""The kinds of papers: everything else that has to do with a kind iterates this table.

A new kind is a row here, a module beside this one that composes its papers, and a template. Who is given it stands in
``policies/audiences.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from carebook.documents import (
    bulletin,
    dossier,
    letter,
    minutes,
    notice,
    plan,
    report,
    schedule,
    scorecard,
    supervision,
    unsupported,
)
from carebook.documents.engine import faults
from carebook.documents.paper_kind import PaperKind, table
from carebook.findings import Finding, Place
from carebook.policy.audiences import Audiences

#: By name, in the order in which they are listed.
PAPERS: Mapping[str, PaperKind] = table(
    PaperKind(
        name="notices",
        title="公文",
        records="`data/notices/`",
        when="每件一份",
        make=notice.notice_papers,
        layout="official",
        templates=(notice.TEMPLATE, notice.ROSTER),
        linked={"notices": 1},
    ),
    PaperKind(
        name="dossiers",
        title="一人一档",
        records="`data/patients/`",
        when="每人一份",
        make=dossier.dossier_papers,
        layout="file",
        templates=(dossier.TEMPLATE,),
        linked={"patients": 1},
    ),
    PaperKind(
        name="schedules",
        title="随访日程表",
        records="到期事项",
        when="本月和下月",
        make=schedule.schedule_papers,
        layout="sheet",
        templates=(schedule.TEMPLATE,),
        linked={"home": 1, "due": 1, "villages": 1, "workers": 1},
        numbered=True,
    ),
    PaperKind(
        name="plans",
        title="走访计划",
        records="`data/plans/`",
        when="本月和以后各月发下去的：全乡、各村、每人一份",
        make=plan.plan_papers,
        layout="sheet",
        templates=(plan.TEMPLATE,),
        linked={"due": 2, "villages": 3, "workers": 2},
    ),
    PaperKind(
        name="minutes",
        title="小组会议纪要",
        records="`data/groups/` 的 `meeting`",
        when="本月和上月的每次会议",
        make=minutes.minute_papers,
        layout="official",
        templates=(minutes.TEMPLATE,),
        linked={"groups": 1},
    ),
    PaperKind(
        name="bulletins",
        title="每月通报",
        records="指标、到期事项、各村和全乡的记录",
        when="本月和上月",
        make=bulletin.bulletin_papers,
        layout="official",
        templates=(bulletin.TEMPLATE,),
        linked={"township": 1},
    ),
    PaperKind(
        name="letters",
        title="通报高风险患者的函",
        records="评估3级以上的评估和随访",
        when="本月和上月发现的",
        make=letter.letter_papers,
        layout="official",
        templates=(letter.TEMPLATE,),
        linked={"patients": 2},
    ),
    PaperKind(
        name="lists",
        title="“三无”等患者名单",
        records="档案的 `unsupported`、监护人",
        when="一份",
        make=unsupported.list_papers,
        layout="sheet",
        templates=(unsupported.TEMPLATE,),
        linked={"support": 1, "township": 4},
    ),
    PaperKind(
        name="scorecards",
        title="各村考评表",
        records="指标、到期事项、督办、督导检查",
        when="本月和上月",
        make=scorecard.scorecard_papers,
        layout="sheet",
        templates=(scorecard.TEMPLATE,),
        linked={"township": 3},
    ),
    PaperKind(
        name="reports",
        title="上报报表",
        records="指标、患者、各村和全乡的记录",
        when="本月和上月",
        make=report.report_papers,
        layout="file",
        templates=(report.TEMPLATE,),
        linked={"township": 2},
    ),
    PaperKind(
        name="supervision",
        title="督办通知",
        records="`data/township/` 的 `supervision`",
        when="没有销号的，本月和上月销号的",
        make=supervision.supervision_papers,
        layout="official",
        templates=(supervision.TEMPLATE,),
        linked={"villages": 2},
    ),
)


def titles() -> Mapping[str, str]:
    """What each kind is called, by its name."""
    return {name: kind.title for name, kind in PAPERS.items()}


def template_faults(templates: Path) -> Iterator[Finding]:
    """What is wrong with the templates of all kinds, as far as it shows before a paper is composed: N881, N883."""
    yield from faults(templates, (name for kind in PAPERS.values() for name in kind.templates))


def given_to_nobody(audiences: Audiences) -> Iterator[Finding]:
    """N885: a kind of papers that no audience is given. Without audiences at all, that is what is wrong."""
    for name, kind in PAPERS.items() if audiences.by_id else ():
        if not any(one.gets(name) for one in audiences.by_id.values()):
            message = f"{kind.title}（{name}）哪一方都没有，不会生成"
            advice = f"在要给的一方的 papers 里加上 {name}；确实不要的，不用改"
            yield Finding("N885", Place("policies/audiences.yaml"), message, advice)
