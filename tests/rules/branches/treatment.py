"""Further examples of the rules about patients: incidents, medication, visits, services."""

from __future__ import annotations

from tests.rules.branches.care import FIRST, LEFT, LOST, MOVED, PROFILE, SECOND, SEPTEMBER, STAY, VAIN, act
from tests.rules.examples import add, cut, entry, gone, redated, silent, swap, tells

INCIDENT, RATING = (f"{SECOND}/2026/03-02-{kind}-S02.yaml" for kind in ("incident", "rating"))
VISIT, REFERRAL, EMERGENCY, ALARM = (
    f"{SECOND}/2026/03-02-{kind}-S02.yaml" for kind in ("visit", "referral", "emergency", "alarm")
)
HOME_AGAIN, DISCHARGE = (f"{SECOND}/2026/04-{one}-S02.yaml" for one in ("10-visit", "01-discharge"))
RESPONSE, CHECKUP = "township/2026/03-02-joint-response-S07.yaml", f"{FIRST}/2026/05-12-checkup-S02.yaml"
NOVEMBER, AUGUST, OCTOBER = (f"{FIRST}/2026/{one}-visit-S01.yaml" for one in ("11-06", "08-25", "10-09"))
RATED = f"{FIRST}/2026/09-10-rating-S02.yaml"
TWO = "members: [QX-S01, QX-S02]"
OFFENDED = swap(SEPTEMBER, "    none: true\n", "    offence: 1\n")
DOSE = swap(SEPTEMBER, "      evening: 2\n  guidance", "      evening: 4\n  guidance")
CHANGE = "by: 县医院\nreason: 减量\nmedication:\n  - name: 利培酮片\n    morning: 1\n    evening: 4\n"
NO_MEDICINE = (
    cut(SEPTEMBER, "  medication:", "  rehabilitation:"),
    swap(SEPTEMBER, "  rehabilitation:", "  medication: []\n  rehabilitation:"),
    swap(SEPTEMBER, "  adverse:\n    result: 1\n", "  adverse:\n    result: 9\n"),
)
UNTAKEN = (swap(SEPTEMBER, "adherence: 1", "adherence: 3"), *NO_MEDICINE)
REFERRED = "to: 县医院\nreason: 停药\n"
HIGH = "by: QX-S02\ndiagnosis: F20\nstability: 1\nrisk: 3\nbasis: 毁物。\n"

INCIDENTS = [
    silent("D713", "nothing was offered", cut(RATING, "treatment_offered_on", "recorded_by")),
    *(
        tells("D715", key, cut(INCIDENT, key, after), said=said)
        for key, after, said in (
            ("police_told_on", "first_response", "报警"),
            ("first_response", "office_told_on", "先期处置"),
            ("office_told_on", "protection", "通报乡综合管理小组"),
        )
    ),
    silent(
        "D715", "a slight disturbance", swap(INCIDENT, "kind: 2", "kind: 1"), cut(INCIDENT, "aftermath", "recorded")
    ),
    tells("D715", "a crime", swap(INCIDENT, "kind: 2", "kind: 3"), cut(INCIDENT, "aftermath", "recorded")),
    tells("D716", "for somebody else", swap(RESPONSE, "patient: QX-0002", "patient: QX-0001"), at=INCIDENT),
    tells("D716", "before it happened", redated(RESPONSE, "2026-03-01"), at=INCIDENT),
    silent("D716", "a slight disturbance", act(SECOND, "2026-05-02", 1)),
    silent("D716", "in a year that nobody wrote down", redated(INCIDENT, "2020-06-02"), gone(RESPONSE)),
    silent("D717", "rated on that day", act(SECOND, "2026-10-06")),
    tells("D717", "rated on the day before", act(SECOND, "2026-10-07")),
    silent("D717", "moved away since", act(SECOND, "2026-11-10"), entry(SECOND, "move", "2026-11-18", MOVED)),
    silent("D717", "a slight disturbance", act(SECOND, "2026-11-10", 1)),
    tells("D718", "a crime", swap(SEPTEMBER, "    none: true\n", "    crime: 1\n")),
    silent("D718", "on the day of the visit before", OFFENDED, act(FIRST, "2026-08-25")),
    tells("D718", "before the visit before", OFFENDED, act(FIRST, "2026-08-24")),
    silent("D718", "on the day of the visit", OFFENDED, act(FIRST, "2026-09-10")),
    tells("D718", "after the visit", OFFENDED, act(FIRST, "2026-09-11")),
    tells(
        "D719", "not reported", swap(f"{FIRST}/2026/02-10-leave-S02.yaml", "reported_on: 2026-02-11\n", ""), said="报乡"
    ),
    tells("D719", "moved away", entry(FIRST, "move", "2026-11-18", "place: 外县\nreported_on: 2026-11-18\n")),
    silent("D720", "another reason", entry(FIRST, "visit", "2026-11-20", VAIN.format(mode=2))),
    tells("D721", "rated below high", swap(SEPTEMBER, "sheet:\n  risk: 0", "sheet:\n  risk: 3")),
    silent(
        "D721",
        "rated later",
        swap(SEPTEMBER, "sheet:\n  risk: 0", "sheet:\n  risk: 3"),
        entry(FIRST, "rating", "2026-09-12", HIGH),
    ),
    silent("D721", "just below high", swap(SEPTEMBER, "sheet:\n  risk: 0", "sheet:\n  risk: 2")),
    silent(
        "D721", "an older form", swap(HOME_AGAIN, "  risk: 1", "  risk: 3"), entry(SECOND, "rating", "2026-04-10", HIGH)
    ),
]

MEDICATION = [
    tells("M101", "on a form", swap(VISIT, "stability: 1", "stability: 2")),
    silent("M101", "just below high", swap(RATING, "stability: 1\nrisk: 3", "stability: 2\nrisk: 2")),
    silent(
        "M101",
        "just below high, on a form",
        swap(VISIT, "stability: 1", "stability: 2"),
        swap(VISIT, "risk: 3", "risk: 2"),
    ),
    silent("M102", "high is another rule", swap(SEPTEMBER, "  risk: 0", "  risk: 3")),
    silent(
        "M102",
        "fairly stable",
        swap(SEPTEMBER, "  risk: 0", "  risk: 1"),
        swap(SEPTEMBER, "stability: 3", "stability: 2"),
    ),
    tells("M103", "without insight", swap(SEPTEMBER, "insight: 1", "insight: 3"), said="自知力缺失"),
    silent(
        "M103",
        "fairly stable",
        swap(SEPTEMBER, "insight: 1", "insight: 3"),
        swap(SEPTEMBER, "stability: 3", "stability: 2"),
    ),
    silent("M103", "with some insight", swap(SEPTEMBER, "insight: 1", "insight: 2")),
    silent("M104", "nothing taken", *UNTAKEN),
    tells("M104", "taken now and then", DOSE, swap(SEPTEMBER, "adherence: 1", "adherence: 2")),
    silent("M104", "nothing known before", DOSE, gone(f"{FIRST}/2026/03-12-medication-change-S02.yaml")),
    silent("M104", "changed on that day", DOSE, entry(FIRST, "medication-change", "2026-09-10", CHANGE)),
    tells("M104", "changed after it", DOSE, entry(FIRST, "medication-change", "2026-09-11", CHANGE)),
    tells("M104", "another name", swap(SEPTEMBER, "- name: 利培酮片", "- name: 奥氮平片")),
    tells("M104", "in the morning", swap(SEPTEMBER, "      morning: 1\n", "      morning: 2\n")),
    tells("M104", "at noon", swap(SEPTEMBER, "      evening: 2\n", "      noon: 1\n      evening: 2\n")),
    tells("M104", "every so many weeks", swap(HOME_AGAIN, "every_weeks: 4", "every_weeks: 2")),
    silent("M106", "not any more", swap(VISIT, "restraint: 1", "restraint: 2")),
    silent(
        "M106", "moved away", swap(SEPTEMBER, "restraint: 1", "restraint: 2"), entry(FIRST, "move", "2026-11-18", MOVED)
    ),
    tells("M107", "the doctor of a form", swap(SEPTEMBER, "doctor: QX-S02", "doctor: QX-S05")),
    silent(
        "M107",
        "a doctor at the time",
        swap(
            "staff/QX-S02.yaml",
            "    recorded_on: 2016-07-01\n",
            "    recorded_on: 2016-07-01\n    until: 2026-11-10\n"
            "  - unit: office\n    position: 副乡长\n    role: office\n    since: 2026-11-11\n    recorded_on: 2026-11-11\n",
        ),
    ),
    *(
        tells("M108", key, swap(CHECKUP, line, ""), said=said)
        for key, line, said in (
            ("weight", "weight: 62.5\n", "体重"),
            ("systolic", "systolic: 122\n", "收缩压"),
            ("diastolic", "diastolic: 80\n", "舒张压"),
            ("blood count", "blood_count: 正常\n", "血常规"),
            ("transaminase", "transaminase: 正常\n", "转氨酶"),
            ("glucose", "glucose: 5.2\n", "血糖"),
        )
    ),
    tells("M109", "equal", swap(CHECKUP, "systolic: 122", "systolic: 80")),
    silent("M109", "only the higher", swap(CHECKUP, "diastolic: 80\n", "")),
    silent("M109", "only the lower", swap(CHECKUP, "systolic: 122\n", "")),
    tells("M110", "referred on another day", redated(REFERRAL, "2026-03-03"), at=VISIT),
    tells("M111", "met since", entry(FIRST, "referral", "2026-11-05", REFERRED)),
    silent("M111", "not met since", entry(FIRST, "referral", "2026-11-06", REFERRED)),
    silent(
        "M111",
        "not found at home",
        entry(FIRST, "referral", "2026-11-06", REFERRED),
        entry(FIRST, "visit", "2026-11-20", VAIN.format(mode=2)),
    ),
    tells(
        "M112",
        "not visited yet",
        entry(FIRST, "discharge", "2026-11-05", LEFT),
        entry(FIRST, "admission", "2026-11-01", STAY),
        gone(NOVEMBER),
        said="还没有随访",
    ),
    silent(
        "M112",
        "late after a referral",
        entry(FIRST, "referral", "2026-10-10", REFERRED),
        redated(NOVEMBER, "2026-11-10"),
    ),
    tells("M113", "no effect", swap(DISCHARGE, "effect: 2\n", ""), said="住院疗效"),
    silent("M114", "an older rating", swap(f"{FIRST}/2026/03-12-rating-S02.yaml", "F20", "F25")),
    silent("M114", "never rated", gone(RATED), gone(f"{FIRST}/2026/03-12-rating-S02.yaml")),
    silent("M115", "just below high", swap(RATED, "risk: 0\nbasis: 症状基本消失，自知力恢复。\n", "risk: 2\n")),
    tells("M116", "referred before", *UNTAKEN, entry(FIRST, "referral", "2026-09-09", REFERRED)),
    silent("M116", "referred on that day", *UNTAKEN, entry(FIRST, "referral", "2026-09-10", REFERRED)),
    silent("M116", "the doctor wants none", swap(SEPTEMBER, "adherence: 1", "adherence: 4"), *NO_MEDICINE),
    silent("M116", "moved away", *UNTAKEN, entry(FIRST, "move", "2026-11-18", MOVED)),
]

PERIOD = (
    swap(
        "township.yaml",
        "    since: 2025-10-01\n    until: 2025-10-07\n",
        "    since: 2026-10-01\n    until: 2026-10-02\n",
    ),
    swap(RATED, "stability: 3\nrisk: 0", "stability: 1\nrisk: 3\npolice_told_on: 2026-09-10"),
)

VISITS = [
    tells("D705", "of a group", at="groups/QX-G01/group.yaml", said="小组会议", today="2027-01-02"),
    tells("D701", "of a village", at="villages/QX-V1.yaml", said="疑似患者月报", today="2026-12-01"),
    tells("D701", "of the township", at="township.yaml", said="每月通报", today="2026-12-01"),
    tells("D705", "of late", *PERIOD, at=PROFILE, said="2026-10-02", today="2026-12-30"),
    silent("D702", "nobody was met", swap(NOVEMBER, "members: [QX-S01, QX-S02, QX-S04]", TWO), add(NOVEMBER, LOST)),
    tells(
        "D702",
        "at the clinic",
        swap(NOVEMBER, "mode: 2", "mode: 1"),
        swap(NOVEMBER, "members: [QX-S01, QX-S02, QX-S04]", TWO),
    ),
    silent(
        "D702",
        "before the document was followed",
        redated(AUGUST, "2026-08-31"),
        swap(f"{FIRST}/2026/08-31-visit-S01.yaml", "members: [QX-S01, QX-S02, QX-S03]", TWO),
    ),
    tells(
        "D702",
        "on the first day of the document",
        redated(AUGUST, "2026-09-01"),
        swap(f"{FIRST}/2026/09-01-visit-S01.yaml", "members: [QX-S01, QX-S02, QX-S03]", TWO),
    ),
    tells(
        "D703",
        "a guardian whom the group does not have",
        swap(NOVEMBER, "members: [QX-S01, QX-S02, QX-S04]", "members: [QX-S01, QX-S02, QX-S04, guardian]"),
        cut("groups/QX-G01/group.yaml", "  - role: guardian", "  - role: grid"),
    ),
    silent(
        "D703",
        "the guardian",
        swap(NOVEMBER, "members: [QX-S01, QX-S02, QX-S04]", "members: [QX-S01, QX-S02, QX-S04, guardian]"),
    ),
    silent(
        "D703",
        "no group",
        swap(NOVEMBER, "members: [QX-S01, QX-S02, QX-S04]", "members: [QX-S01, QX-S02, QX-S04, QX-S07]"),
        swap("groups/QX-G01/group.yaml", "patients: [QX-0001]", "patients: [QX-0002]"),
    ),
]

PLAN = "review_by: 2026-12-31"
SELF_HARM = "kind: 5\nsummary: 划伤手臂。\n"
TAKEN_IN = swap(EMERGENCY, "ended_on: 2026-03-02", "ended_on: 2026-03-04")

SERVICES = [
    tells("M117", "the patient was not met", swap(SEPTEMBER, "subjects: [1, 2]", "subjects: [2]"), said="患者本人"),
    silent("M118", "nothing was taught", swap(NOVEMBER, "QX-S02, ", "")),
    tells("C915", "not filed as staying away", cut(PROFILE, "rehabilitation:"), said="在家"),
    silent("C916", "today", swap(PROFILE, PLAN, "review_by: 2026-11-21")),
    tells("C916", "yesterday", swap(PROFILE, PLAN, "review_by: 2026-11-20")),
    silent("C916", "no plan", cut(PROFILE, "rehabilitation:")),
    silent(
        "C917",
        "not able to work",
        swap(PROFILE, "able_to_work: true\n  job: 1\n  job_note: 在竹编合作社做零活\n", "able_to_work: false\n"),
    ),
    silent("C917", "no plan", cut(PROFILE, "rehabilitation:")),
    *(
        tells("D723", key, swap(EMERGENCY, line, ""), said=said)
        for key, line, said in (
            ("end", 'ended_on: 2026-03-02\nended_at: "17:05"\n', "处置结束日期"),
            ("doctor", "doctor: QX-S02\n", "精神病防治医生"),
            ("report", 'reported_on: 2026-03-02\nreported_at: "14:10"\n', "报告日期"),
        )
    ),
    silent("D723", "today", swap(EMERGENCY, "effect: 1\n", ""), redated(EMERGENCY, "2026-11-21")),
    silent("D724", "nobody was hurt", act(SECOND, "2026-05-02", 2)),
    tells("D724", "a crime", act(SECOND, "2026-05-02", 3)),
    tells("D724", "an emergency of another day", entry(SECOND, "incident", "2026-03-03", SELF_HARM)),
    silent("D724", "an emergency of that day", entry(SECOND, "incident", "2026-03-02", SELF_HARM)),
    tells("D725", "admitted before", redated(f"{SECOND}/2026/03-02-admission-S02.yaml", "2026-03-01"), at=EMERGENCY),
    silent(
        "D725", "admitted on the last day", TAKEN_IN, redated(f"{SECOND}/2026/03-02-admission-S02.yaml", "2026-03-04")
    ),
    tells("D725", "admitted too late", TAKEN_IN, redated(f"{SECOND}/2026/03-02-admission-S02.yaml", "2026-03-05")),
    silent(
        "D725",
        "not admitted",
        swap(EMERGENCY, "measures: [1, 3]", "measures: [1, 2]"),
        gone(f"{SECOND}/2026/03-02-admission-S02.yaml"),
    ),
    silent(
        "D726",
        "today",
        cut(INCIDENT, "  ended_on", "  basis"),
        swap(INCIDENT, "began_on: 2026-03-02", "began_on: 2026-11-21"),
    ),
    silent(
        "D727",
        "lifted on another day",
        swap(INCIDENT, "ended_on: 2026-03-02", "ended_on: 2026-03-03"),
        swap(INCIDENT, '"16:10"', '"09:10"'),
    ),
    silent("D727", "lifted at that minute", swap(INCIDENT, '"16:10"', '"14:35"')),
    silent("D727", "no time of beginning", swap(INCIDENT, '  began_at: "14:35"\n', "")),
    silent("D727", "no time of lifting", swap(INCIDENT, '  ended_at: "16:10"\n', "")),
    tells("D728", "police", swap(ALARM, "police_told_on: 2026-03-02\n", ""), said="派出所"),
    silent(
        "D729",
        "today",
        swap(ALARM, "done: 组长到场看住患者，民警到场控制，送市第三人民医院。\n", ""),
        redated(ALARM, "2026-11-21"),
    ),
    silent("D730", "registered since the visit before", redated(ALARM, "2026-03-10")),
    tells("D730", "registered before that visit", redated(ALARM, "2026-03-20")),
    tells("D730", "registered after it", redated(ALARM, "2026-03-01")),
]

EXAMPLES = [*INCIDENTS, *MEDICATION, *VISITS, *SERVICES]
