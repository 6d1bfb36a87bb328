"""Further examples of the rules about groups, days, numbers of persons, ids, and what the township changed."""

from __future__ import annotations

from tests.rules.branches.care import (
    AGREEMENT,
    FIRST,
    IDENTITY,
    MOVED,
    NO_GUARDIAN,
    PROFILE,
    SECOND,
    SECOND_IDENTITY,
    SEPTEMBER,
    VILLAGE,
)
from tests.rules.examples import Edit, entry, gone, new, redated, silent, swap, tells

GROUP, OTHER_GROUP = (f"groups/{one}/group.yaml" for one in ("QX-G01", "QX-G02"))
NO_POLICE = swap(GROUP, "staff: QX-S03\n", "staff: QX-S03\n    until: 2026-06-30\n")
DOCTOR = "  - role: doctor\n    staff: QX-S02\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n"
SEAT = "  - role: guardian\n    guardian_of: QX-0001\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n"
RECORDED = "recorded_on: 2016-07-01"
LEFT_POST = swap("staff/QX-S02.yaml", RECORDED, f"{RECORDED}\n    until: 2026-06-30")
FOLLOWED_LONG = swap(
    "township.yaml", "since: 2026-09-01\n    recorded_on: 2026-09-01", "since: 2021-01-01\n    recorded_on: 2021-01-01"
)
BOTH = swap(GROUP, "patients: [QX-0001]", "patients: [QX-0001, QX-0002]")


def dissolved(file: str, day: str) -> Edit:
    """A group is dissolved."""
    return swap(file, "established: 2022-01-07", f"established: 2022-01-07\ndissolved: {day}")


GROUPS = [
    tells(
        "G401",
        "the first day",
        NO_POLICE,
        swap(
            GROUP, "staff: QX-S03\n    until: 2026-06-30\n    since: 2022-01-07", "staff: QX-S03\n    since: 2022-01-08"
        ),
        FOLLOWED_LONG,
        today="2022-01-07",
    ),
    tells("G401", "the last day", NO_POLICE, dissolved(GROUP, "2026-11-21")),
    silent("G401", "dissolved yesterday", NO_POLICE, dissolved(GROUP, "2026-11-20")),
    tells("G401", "to be dissolved", NO_POLICE, dissolved(GROUP, "2026-12-31")),
    tells("G401", "one of two patients moved away", NO_POLICE, BOTH, entry(FIRST, "move", "2026-11-18", MOVED)),
    tells("G401", "a patient who is not there", NO_POLICE, swap(GROUP, "patients: [QX-0001]", "patients: [QX-0009]")),
    tells("G401", "no guardian", swap(GROUP, SEAT, ""), said="没有监护人"),
    silent(
        "G402",
        "other members have any post",
        swap(GROUP, "  - role: grid\n    staff: QX-S06", "  - role: grid\n    staff: QX-S05"),
    ),
    silent(
        "G402",
        "a leader from the township",
        swap(GROUP, "  - role: leader\n    staff: QX-S01", "  - role: leader\n    staff: QX-S07"),
    ),
    tells(
        "G402",
        "a leader from the clinic",
        swap(GROUP, "  - role: leader\n    staff: QX-S01", "  - role: leader\n    staff: QX-S02"),
    ),
    silent(
        "G402",
        "dissolved",
        swap(GROUP, "  - role: doctor\n    staff: QX-S02", "  - role: doctor\n    staff: QX-S04"),
        dissolved(GROUP, "2026-11-20"),
    ),
    silent(
        "G403", "deceased", dissolved(OTHER_GROUP, "2026-11-20"), entry(SECOND, "death", "2026-11-18", "cause: 4\n")
    ),
    silent("G403", "not agreed", dissolved(OTHER_GROUP, "2026-11-20"), entry(SECOND, "refusal", "2026-11-18")),
    tells(
        "G403",
        "lost",
        dissolved(OTHER_GROUP, "2026-11-20"),
        entry(SECOND, "loss", "2026-11-18"),
        at=f"{SECOND}/profile.yaml",
    ),
    silent("G404", "one of two patients", BOTH, swap(GROUP, "guardian_of: QX-0001", "guardian_of: QX-0002")),
    silent(
        "G405",
        "the term ended on that day",
        LEFT_POST,
        *(swap(file, "staff: QX-S02\n", "staff: QX-S02\n    until: 2026-06-30\n") for file in (GROUP, OTHER_GROUP)),
    ),
    tells(
        "G405",
        "the term ended later",
        LEFT_POST,
        swap(GROUP, "staff: QX-S02\n", "staff: QX-S02\n    until: 2026-07-01\n"),
        at=GROUP,
    ),
    silent("G405", "leaves today", swap("staff/QX-S02.yaml", RECORDED, f"{RECORDED}\n    until: 2026-11-21")),
    tells(
        "G405", "left yesterday", swap("staff/QX-S02.yaml", RECORDED, f"{RECORDED}\n    until: 2026-11-20"), at=GROUP
    ),
    silent("G406", "the group counts on none", NO_GUARDIAN, swap(GROUP, SEAT, "")),
    silent("G406", "the term is over", NO_GUARDIAN, swap(GROUP, SEAT, f"{SEAT}    until: 2026-11-20\n")),
    silent("G406", "the identity is not there", gone(IDENTITY)),
    silent("T603", "guardians of two patients", BOTH, swap(GROUP, SEAT, SEAT + SEAT.replace("0001", "0002"))),
    tells("T603", "two guardians of one patient", swap(GROUP, SEAT, SEAT + SEAT.replace("2022-01-07", "2023-01-07"))),
    tells(
        "T603",
        "the later term is written first",
        swap(GROUP, DOCTOR, DOCTOR.replace("2022-01-07", "2024-01-07") + DOCTOR),
    ),
    silent(
        "T603",
        "one after the other, the later first",
        swap(GROUP, DOCTOR, DOCTOR.replace("2022-01-07", "2024-01-07") + DOCTOR + "    until: 2024-01-06\n"),
    ),
]

FOLLOWING = [
    (f"{SECOND}/2026/03-02-visit-S02.yaml", "leader_told_on: 2026-03-02", "leader_told_on: 2026-03-01"),
    (
        f"{SECOND}/2026/03-02-visit-S02.yaml",
        "leader_told_on: 2026-03-02",
        "leader_told_on: 2026-03-02\npolice_told_on: 2026-03-01",
    ),
    (f"{SECOND}/2026/03-02-incident-S02.yaml", "police_told_on: 2026-03-02", "police_told_on: 2026-03-01"),
    (f"{SECOND}/2026/03-02-alarm-S02.yaml", "police_told_on: 2026-03-02", "police_told_on: 2026-03-01"),
    (f"{SECOND}/2026/03-02-alarm-S02.yaml", "office_told_on: 2026-03-02", "office_told_on: 2026-03-01"),
    ("township/2026/10-12-clue-S07.yaml", "office_told_on: 2026-10-13", "office_told_on: 2026-10-11"),
]
PERIODS = [
    (GROUP, "established: 2022-01-07", "established: 2022-01-07\ndissolved: {}", "2022-01-06", "2022-01-07"),
    ("township/2026/05-06-supervision-S07.yaml", "deadline: 2026-05-20", "deadline: {}", "2026-05-05", "2026-05-06"),
    ("township/2026/05-06-supervision-S07.yaml", "closed_on: 2026-05-25", "closed_on: {}", "2026-05-05", "2026-05-06"),
    ("township/2026/09-10-inspection-S07.yaml", "done_on: 2026-09-20", "done_on: {}", "2026-09-09", "2026-09-10"),
    (
        "township/2026/05-26-sanction-S07.yaml",
        "until: 2027-05-25",
        "until: 2027-05-25\nlifted_on: {}",
        "2026-05-25",
        "2026-05-26",
    ),
    (f"{SECOND}/2026/03-02-incident-S02.yaml", "ended_on: 2026-03-02", "ended_on: {}", "2026-03-01", "2026-03-02"),
    (PROFILE, "review_by: 2026-12-31", "review_by: {}", "2026-01-11", "2026-01-12"),
]
LEARNED = "mode: 2\nsubjects: [2]\nmembers: [QX-S01, QX-S02, QX-S03]\ndeath:\n  date: 2026-11-10\n  cause: 4\n"
DEATH = entry(FIRST, "death", "2026-11-10", "cause: 4\n")

DAYS = [
    *(tells("T602", wrong, swap(file, right, wrong), said="早于事情发生") for file, right, wrong in FOLLOWING),
    *(
        tells("T602", new.format(bad), swap(file, right, new.format(bad)), said=bad)
        for file, right, new, bad, _ in PERIODS
    ),
    *(silent("T602", new.format(good), swap(file, right, new.format(good))) for file, right, new, _, good in PERIODS),
    silent(
        "T605",
        "an agreement is written beforehand",
        swap(AGREEMENT, "recorded_on: 2026-01-01", "recorded_on: 2025-12-30"),
    ),
    silent(
        "T605",
        "what lies ahead is told once",
        entry(FIRST, "loss", "2026-12-01"),
        swap(f"{FIRST}/2026/12-01-loss-S02.yaml", "recorded_on: 2026-12-01", "recorded_on: 2026-11-20"),
    ),
    silent("T607", "what lies ahead is told once", redated(SEPTEMBER, "2026-12-01")),
    silent(
        "T607",
        "discharged on that day",
        swap(SEPTEMBER, "hospitalization: 0\n", "hospitalization: 2\n  last_discharge: 2026-09-10\n"),
    ),
    silent(
        "T608",
        "aid may follow",
        DEATH,
        entry(FIRST, "aid", "2026-11-15", "kind: temporary\namount: 800\n", by="QX-S07"),
    ),
    silent("T608", "a visit that learns of it", entry(FIRST, "visit", "2026-11-15", LEARNED)),
    tells(
        "T608",
        "a visit that does not",
        DEATH,
        entry(FIRST, "checkup", "2026-11-11", "refused: true\nreason: 不愿\n"),
        at=f"{FIRST}/2026/11-11-checkup-S02.yaml",
    ),
    silent("T608", "on that day", DEATH, entry(FIRST, "checkup", "2026-11-10", "refused: true\nreason: 不愿\n")),
    silent(
        "T608",
        "withdrawn",
        DEATH,
        entry(
            FIRST,
            "checkup",
            "2026-11-11",
            "refused: true\nreason: 不愿\nwithdrawn:\n  on: 2026-11-20\n  by: QX-S02\n  reason: 记错了人\n",
        ),
    ),
]

PERSONS = [
    tells("P501", "a mobile of staff", swap("staff/QX-S01.yaml", "19900000001", "1990000001")),
    tells("P501", "an office", swap("township.yaml", "duty_phone: 0990-2660002", "duty_phone: 0990-266000")),
    tells("P502", "a guardian", swap(IDENTITY, "990101195501010017", "990101195501010071")),
    silent("P503", "a number that is wrong", swap(IDENTITY, "990101198001010014", "990101198002010014")),
    silent("P504", "a number that is wrong", swap(IDENTITY, "990101198001010014", "990101198001010024")),
    silent("P504", "said to be unknown", swap(IDENTITY, "sex: 1", "sex: 9")),
    tells(
        "P505",
        "a small x",
        swap(IDENTITY, "990101198001010014", "99010119800101009X"),
        swap(SECOND_IDENTITY, "990101198506140033", "99010119800101009x"),
        at=SECOND_IDENTITY,
    ),
    silent("P506", "no guardian", NO_GUARDIAN),
    tells("P507", "in an index number", swap("notices/2026-1.yaml", "11990101000000019X/", "119901010000000194/")),
]

SINCE = "    recorded_on: 2026-09-01\n"
DATED = "        since: 2026-09-01\n        recorded_on: 2026-09-01\n"


def change(obligation: str, lines: str) -> Edit:
    """A change of the first adopted document."""
    return swap(
        "township.yaml", SINCE, f"{SINCE}    changes:\n      - obligation: {obligation}\n{DATED}        {lines}\n"
    )


IDS = [
    silent("R306", "one there is", change("visit", "members: 4")),
    tells("R306", "one that is like none", change("zzz", "members: 4"), said="没有编号为“zzz”"),
    silent("R310", "an unknown one is told once", change("visits", "members: 4")),
    silent("R310", "an interval of what is done at intervals", change("checkup", "every: [{span: {months: 6}}]")),
    silent("R310", "a time for what has one", change("fluctuation", "within: {days: 1}")),
    silent("R307", "an unknown one is told once", change("visits", "members: 1")),
    tells("R305", "a village", swap(GROUP, "village: QX-V1", "village: QX-V7")),
    tells("R305", "a member of a visit", swap(SEPTEMBER, "QX-S01, QX-S02, QX-S05]", "QX-S01, QX-S02, QX-S77]")),
    silent("R305", "the guardian at a visit", swap(SEPTEMBER, "QX-S01, QX-S02, QX-S05]", "QX-S01, QX-S02, guardian]")),
    tells("R305", "a grid", swap(PROFILE, "grid: QX-V1-G1", "grid: QX-V1-G7")),
    tells("R305", "a unit", swap("staff/QX-S05.yaml", "unit: rehab", "unit: rehabs")),
    silent("R305", "a village as unit", swap("staff/QX-S05.yaml", "unit: rehab", "unit: QX-V1")),
    tells("R305", "a policy", swap("township.yaml", "id: zhongliang-2022-9", "id: zhongliang-2022-8")),
    tells("R305", "a group", swap("notices/2026-1.yaml", "[QX-G01, QX-G02]", "[QX-G01, QX-G07]")),
    tells("R305", "a rule", swap(OTHER_GROUP, "rule: D701", "rule: D799")),
    silent(
        "R305",
        "who recorded it is not known",
        redated(f"{FIRST}/2026/10-01-roll-call-S06.yaml", "2026-10-02"),
        swap(f"{FIRST}/2026/10-02-roll-call-S06.yaml", "recorded_by: QX-S06", "recorded_by: unknown"),
    ),
]

MINUTES = "groups/QX-G01/2026/08-28-meeting-S01.yaml"
SAID = "summary: 八月随访均按期完成，服药情况已逐项核对。"

NUMBERED = (
    "id: QX-19900000101\nname: 钱守业\nposts:\n  - unit: rehab\n    position: 协调员\n    role: rehab\n"
    "    since: 2026-03-01\n    recorded_on: 2026-03-01\n"
)

SECRECY = [
    tells("P520", "an account", swap(MINUTES, SAID, "summary: 奖金打到 9900000000000000001。"), said="监护人的"),
    tells("P520", "a relative", swap(MINUTES, SAID, "summary: 林守先代为照看。"), said="亲属的姓名"),
    tells("P520", "the name of a file", new("staff/QX-19900000101.yaml", NUMBERED), said="文件名"),
    silent(
        "P520",
        "a guardian who is an official",
        swap(IDENTITY, "name: 林守学", "name: 周正林"),
        swap(MINUTES, SAID, "summary: 周正林主持。"),
    ),
    silent("P520", "a post", swap("staff/QX-S05.yaml", "position: 康复", "position: 林守凯代理")),
    silent("P520", "a village", swap(VILLAGE, "name: 柳溪村", "name: 林守凯村")),
    silent("P520", "the township", swap("township.yaml", "name: 清溪派出所", "name: 林守凯派出所")),
    silent("P520", "where a hamlet lies", swap(MINUTES, SAID, "summary: 宁水县清溪乡柳溪村三组。")),
    silent("P520", "the phone of an official", swap(IDENTITY, "19900000006", "19900000021")),
    tells("P520", "on the second line", swap(MINUTES, SAID, "summary: |\n  平稳。\n  林安平在家。"), said="第 2 行"),
]

EXAMPLES = [*GROUPS, *DAYS, *PERSONS, *IDS, *SECRECY]
