"""Further examples of the rules about the township: accountability, offices, patrols, periods, keeping, the vault."""

from __future__ import annotations

import shutil

from tests.rules.borrowed import Township
from tests.rules.branches.care import FIRST, VILLAGE
from tests.rules.examples import Edit, add, cut, entry, gone, new, redated, silent, swap, tells

RECORD = "township.yaml"
PUBLICITY, INSPECTION, TALK, SANCTION, SUPERVISION, CLUE, BULLETIN = (
    f"township/2026/{one}-S07.yaml"
    for one in (
        "10-15-publicity",
        "09-10-inspection",
        "05-22-talk",
        "05-26-sanction",
        "05-06-supervision",
        "10-12-clue",
        "09-30-bulletin",
    )
)
COMPARISON = "township/2026/11-06-comparison-S02.yaml"
SCREENING, SECOND_ROUND = "villages/QX-V1/2026/10-29-screening-S01.yaml", "villages/QX-V1/2026/10-14-patrol-S06.yaml"
MEETING, AUTUMN = (f"groups/QX-G01/2026/{day}-meeting-S01.yaml" for day in ("08-28", "09-25"))
EXCHANGE = "groups/QX-G01/2026/08-31-exchange-S01.yaml"
OTHER_VILLAGE = new(
    "villages/QX-V2.yaml", "id: QX-V2\nname: 石坪村\nkind: village\ngrids:\n  - {id: QX-V2-G1, name: 第一网格}\n"
)
MERGED = "merged_into:\n  - {village: QX-V2, since: 2026-10-01, recorded_on: 2026-10-01}\n"
FAILED = swap(INSPECTION, "result: done\n", "result: failed\n")
PUNISHED = "kinds: [merits]\nvillage: {village}\nuntil: 2027-05-25\nreason: 没有整改\ndecided_by: 清溪乡人民政府\n"
FOLLOWED = swap(
    RECORD, "since: 2026-10-30\n    recorded_on: 2026-10-30", "since: 2025-01-01\n    recorded_on: 2025-01-01"
)
LISTED = "listed_on: 2026-05-21\nclosed_on: 2026-05-25\noutcome: 服药记录已补齐，村委会作了说明。\n"


def nothing_of_offices(township: Township) -> str:
    """Take away all that the offices of the township wrote."""
    shutil.rmtree(township.folder / "township")
    return RECORD


ACCOUNTABILITY = [
    tells("D751", "nothing since it is followed", gone(PUBLICITY), FOLLOWED, at=RECORD, said="2025-01-01 执行文件以来"),
    silent("D751", "a book that was not kept yet", nothing_of_offices, FOLLOWED),
    silent(
        "D752",
        "today",
        swap(INSPECTION, "deadline: 2026-09-24\ndone_on: 2026-09-20\nresult: done\n", "deadline: 2026-11-21\n"),
    ),
    tells(
        "D752",
        "yesterday",
        swap(INSPECTION, "deadline: 2026-09-24\ndone_on: 2026-09-20\nresult: done\n", "deadline: 2026-11-20\n"),
    ),
    silent("D752", "failed", swap(INSPECTION, "done_on: 2026-09-20\nresult: done\n", "result: failed\n")),
    silent("D752", "no day was set", swap(INSPECTION, "deadline: 2026-09-24\ndone_on: 2026-09-20\nresult: done\n", "")),
    silent("D753", "nothing was found", cut(INSPECTION, "findings", "recorded_by")),
    silent("D753", "done already", swap(INSPECTION, "deadline: 2026-09-24\n", "")),
    silent("D753", "a day was set", swap(INSPECTION, "done_on: 2026-09-20\nresult: done\n", "")),
    silent("D754", "punished on that day", FAILED, redated(SANCTION, "2026-09-10")),
    tells("D754", "punished before", FAILED, redated(SANCTION, "2026-09-09"), at=INSPECTION),
    tells(
        "D754",
        "another village punished",
        FAILED,
        OTHER_VILLAGE,
        entry("township", "sanction", "2026-09-20", PUNISHED.format(village="QX-V2"), by="QX-S07"),
    ),
    silent("D754", "an office is no village", FAILED, swap(INSPECTION, "units: [QX-V1, clinic]", "units: [clinic]")),
    tells(
        "D755", "another village was talked to", swap(TALK, "unit: QX-V1", "unit: QX-V2"), OTHER_VILLAGE, at=SUPERVISION
    ),
    silent("D755", "talked to on the day it was opened", redated(TALK, "2026-05-06")),
    silent("D755", "not listed", gone(TALK), swap(SUPERVISION, "listed_on: 2026-05-21\n", "")),
    tells(
        "D755",
        "listed today",
        gone(TALK),
        swap(SUPERVISION, "listed_on: 2026-05-21", "listed_on: 2026-11-21"),
        at=SUPERVISION,
    ),
    silent("D757", "lifted", swap(SANCTION, "until: 2027-05-25\n", "until: 2026-10-25\nlifted_on: 2026-10-26\n")),
]

ABSENT = "told: [office, clinic, police, civil-affairs]"
UNANSWERED = (
    "rated_on: 2026-11-03\nanswered_on: 2026-11-04\noutcome: 经市第三人民医院诊断，排除严重精神障碍，已告知村委会。\n"
)
PROBLEMS = "problems: 监护人秋收外出较多，白天看护需要邻里帮助。\ndecisions: 由网格员每天上门看望一次，收完稻谷为止。\n"
ALL = "departments: [office, clinic, police, civil-affairs, rehab]"


def told_without(office: str) -> Edit:
    """A suspected case that was reported to all offices but one."""
    rest = [one for one in ("office", "clinic", "police", "civil-affairs") if one != office]
    return swap(SCREENING, ABSENT, f"told: [{', '.join(rest)}]")


OFFICES = [
    tells("D731", "two years", at=VILLAGE, said="2026-11、2026-12", today="2027-02-01"),
    tells("D731", "the second of two years", at=VILLAGE, said="柳溪村 2027-01 没有", today="2027-02-01"),
    tells("D731", "another village says nothing", OTHER_VILLAGE, said="2026-09、2026-10"),
    tells(
        "D731",
        "before it was merged",
        OTHER_VILLAGE,
        add("villages/QX-V2.yaml", MERGED.replace("QX-V2", "QX-V1")),
        said="2026-09 没有",
    ),
    silent(
        "D731",
        "merged",
        OTHER_VILLAGE,
        add("villages/QX-V2.yaml", MERGED.replace("QX-V2", "QX-V1").replace("2026-10-01", "2026-09-01")),
    ),
    silent("D731", "nobody reports", gone(SCREENING), gone("villages/QX-V1/2026/09-28-screening-S01.yaml")),
    *(
        tells("D732", office, told_without(office), said=f"没有报{said}")
        for office, said in (
            ("office", "平安办"),
            ("clinic", "卫生院"),
            ("police", "派出所"),
            ("civil-affairs", "民政"),
        )
    ),
    silent("D732", "nobody was suspected", swap(SCREENING, f"suspected: 1\n{ABSENT}", "suspected: 0\ntold: [office]")),
    silent("D733", "the outcome is enough", swap(SCREENING, "rated_on: 2026-11-03\nanswered_on: 2026-11-04\n", "")),
    silent("D733", "the day is enough", swap(SCREENING, UNANSWERED, "rated_on: 2026-11-03\n")),
    silent("D733", "this month", swap(SCREENING, UNANSWERED, ""), swap(SCREENING, "month: 2026-10", "month: 2026-11")),
    silent(
        "D733", "nobody was suspected", swap(SCREENING, UNANSWERED, ""), swap(SCREENING, "suspected: 1", "suspected: 0")
    ),
    silent("D734", "not rated yet", swap(SCREENING, "rated_on: 2026-11-03\nanswered_on: 2026-11-04\n", "")),
    tells("D735", "clinic", swap(CLUE, "clinic_told_on: 2026-10-13\n", ""), said="卫生院"),
    tells("D737", "police", swap(COMPARISON, "police: QX-S03", "police: QX-S02"), said="派出所"),
    tells("D738", "clinic", swap(BULLETIN, "clinic, ", ""), said="卫生院"),
    silent("D738", "an office that is in no list", swap(BULLETIN, ", rehab]", "]")),
    tells(
        "D738",
        "an office the township has",
        swap(RECORD, "policies:\n", "  - {id: justice, name: 清溪乡司法所}\npolicies:\n"),
        at=BULLETIN,
        said="2026-09 至 2026-10 有 2 期通报没有司法所",
    ),
    *(
        tells("D739", office, swap(EXCHANGE, ALL, ALL.replace(written, "")), said=said)
        for office, written, said in (
            ("office", "office, ", "平安办"),
            ("police", "police, ", "派出所"),
            ("rehab", ", rehab", "残联"),
        )
    ),
    silent(
        "D740",
        "not closed yet",
        swap(SUPERVISION, "closed_on: 2026-05-25\noutcome: 服药记录已补齐，村委会作了说明。\n", ""),
    ),
    silent("D741", "closed", swap(SUPERVISION, "listed_on: 2026-05-21\n", "")),
    silent("D741", "listed", swap(SUPERVISION, LISTED, "listed_on: 2026-05-21\n")),
    silent(
        "D741",
        "today",
        swap(SUPERVISION, LISTED, ""),
        swap(SUPERVISION, "deadline: 2026-05-20", "deadline: 2026-11-21"),
    ),
    tells(
        "D741",
        "yesterday",
        swap(SUPERVISION, LISTED, ""),
        swap(SUPERVISION, "deadline: 2026-05-20", "deadline: 2026-11-20"),
    ),
    silent(
        "D742",
        "no leader on that day",
        swap(MEETING, "chair: QX-S01", "chair: QX-S02"),
        swap(
            "groups/QX-G01/group.yaml", "staff: QX-S01\n    since: 2022-01-07", "staff: QX-S01\n    since: 2026-09-01"
        ),
    ),
    silent(
        "D743",
        "just half",
        swap(MEETING, "members: [QX-S01, QX-S02, QX-S03, guardian]", "members: [QX-S01, QX-S02, QX-S03]"),
        swap("groups/QX-G01/group.yaml", "since: 2023-02-01", "since: 2026-09-01"),
    ),
    silent(
        "D744",
        "before the group was set up",
        swap("groups/QX-G01/group.yaml", "established: 2022-01-07", "established: 2026-08-29"),
        swap(MEETING, "guardian]", "QX-S07]"),
    ),
    tells(
        "D744",
        "on its first day",
        swap(MEETING, "guardian]", "QX-S07]"),
        swap("groups/QX-G01/group.yaml", "established: 2022-01-07", "established: 2026-08-28"),
    ),
    tells(
        "D744",
        "a guardian whom the group does not have",
        swap(
            "groups/QX-G01/group.yaml",
            "  - role: guardian\n    guardian_of: QX-0001\n    since: 2022-01-07",
            "  - role: guardian\n    guardian_of: QX-0001\n    since: 2026-09-01",
        ),
        at=MEETING,
    ),
    *(
        silent("D745", nothing, swap(AUTUMN, PROBLEMS, f"problems: {nothing}\n"))
        for nothing in ("无", "没有", "无。", "没有。")
    ),
    silent("D745", "nothing written", swap(AUTUMN, PROBLEMS, "")),
    silent(
        "D746",
        "seen",
        swap(
            f"{FIRST}/2026/10-01-roll-call-S06.yaml",
            "seen: false\nnote: 随监护人走亲戚，电话确认在控，傍晚已回家。\n",
            "seen: true\n",
        ),
    ),
]

ROUND = "villages/QX-V1/2026/09-15-patrol-S06.yaml"

PATROLS = [
    silent(
        "D783",
        "merged",
        OTHER_VILLAGE,
        add(VILLAGE, MERGED),
        redated("villages/QX-V1/2026/10-13-patrol-S06.yaml", "2026-09-20"),
    ),
    *(
        tells("D784", key, swap(SECOND_ROUND, line, ""), said=said)
        for key, line, said in (
            ("whom", "warned: [leader, doctor]\n", "向谁预警"),
            ("when", "warned_on: 2026-10-14\n", "预警日期"),
            ("what", "measures: 组长和医生当日到户，核对服药，监护人夜间陪护。\n", "稳控措施"),
        )
    ),
    tells(
        "D785",
        "a grid of another village",
        OTHER_VILLAGE,
        swap(ROUND, "grid: QX-V1-G1", "grid: QX-V2-G1"),
        at=ROUND,
        said="不在柳溪村",
    ),
]

AHEAD = "    until: 2025-10-07\n    decided_by: QX-S07\n"
NEW_YEAR = f"{AHEAD}  - name: 秋季\n    since: 2026-11-01\n    until: {{until}}\n{{more}}"


def period(until: str, more: str = "") -> Edit:
    """One more sensitive period."""
    return swap(RECORD, AHEAD, NEW_YEAR.format(until=until, more=more))


PERIODS = [
    tells("D781", "the last day", period("2026-11-21")),
    silent("D781", "over yesterday", period("2026-11-20")),
    silent("D782", "denser by a day", period("2026-11-30", "    visit_every: 6\n")),
    tells("D782", "as dense as in ordinary times", period("2026-11-30", "    visit_every: 31\n")),
    silent("D782", "denser than the longest of ordinary times", period("2026-11-30", "    visit_every: 29\n")),
]

KEPT = "retention:\n  - {{keeping: {keeping}, years: {years}, reason: 县里要求, approved_by: QX-S07, approved_on: 2026-03-05}}\n"


def kept(keeping: str, years: int) -> Edit:
    """A period of keeping that the township set for itself."""
    return add(RECORD, KEPT.format(keeping=keeping, years=years))


KEEPING = [
    tells("R309", "not a period there is", kept("person-decesed", 40), at=RECORD, said="没有编号为"),
    tells("R309", "one that is not counted in years", kept("forever", 40), said="没有编号为"),
    silent("R309", "as long as the law wants", kept("person-deceased", 30)),
    silent("R309", "shorter where no law says", kept("group-dissolved", 5)),
]

EXAMPLES = [*ACCOUNTABILITY, *OFFICES, *PATROLS, *PERIODS, *KEEPING]
