"""Further examples of the rules about patients: agreements, contradictions, dossiers, families."""

from __future__ import annotations

from tests.rules.examples import Edit, add, cut, entry, gone, redated, silent, swap, tells

FIRST, SECOND = "patients/QX-0001", "patients/QX-0002"
PROFILE, IDENTITY = f"{FIRST}/profile.yaml", f"{FIRST}/identity.yaml"
SECOND_PROFILE, SECOND_IDENTITY = f"{SECOND}/profile.yaml", f"{SECOND}/identity.yaml"
VILLAGE, KEEPER = "villages/QX-V1.yaml", "staff/QX-S06.yaml"
AGREEMENT = f"{FIRST}/2026/01-01-agreement-S07.yaml"
Q2, Q3 = (f"{FIRST}/2026/{day}-assessment-S07.yaml" for day in ("07-02", "10-09"))
SEPTEMBER, IN_HOSPITAL = f"{FIRST}/2026/09-10-visit-S02.yaml", f"{SECOND}/2026/03-16-visit-S02.yaml"
LATEST = f"{SECOND}/2026/11-17-visit-S01.yaml"
LOST = "lost:\n  reason: 5\n  text: 家中无人\n"
VAIN = f"mode: {{mode}}\nmembers: [QX-S02]\n{LOST}"
STAY, LEFT = "hospital: 县医院\ncause: 1\n", "effect: 2\nadvice: 按时服药。\n"
MOVED = "place: 外县\nreported_on: 2026-11-18\nhanded_over_on: 2026-11-18\n"
MET = (
    "mode: 2\nsubjects: {subjects}\nmembers: [QX-S01, QX-S02, QX-S03]\npoints:\n  situation: 在家剥玉米。\n"
    "  change: 没有变化。\n  treatment: 按医嘱服药。\n  guardianship: 有人照看。\n  control: 在控。\nstability: 3\n"
)
NO_OFFENCE = swap(PROFILE, "    mild: 1\n    offence: 1\n", "    mild: 1\n")
NO_ACCOUNT = swap(IDENTITY, '    bank_account: "9900000000000000001"\n', "")
NO_GUARDIAN = cut(IDENTITY, "guardians:", "relatives:")


def act(owner: str, day: str, kind: int = 2) -> Edit:
    """A dangerous act of which everything was written that must be."""
    told = f"police_told_on: {day}\nfirst_response: 组长到场。\noffice_told_on: {day}\naftermath: 已赔偿。\n"
    return entry(owner, "incident", day, f"kind: {kind}\nsummary: 在集市推倒菜摊。\n{told}")


def ended(day: str) -> Edit:
    """The agreement ends before its time."""
    return entry(FIRST, "agreement-end", day, "reason: 监护人变更\n", by="QX-S07")


def signed_again(day: str) -> Edit:
    """One more agreement."""
    return entry(FIRST, "agreement", day, "number: QXJH-2026-002\nuntil: 2027-12-30\namount: 2400\n", by="QX-S07")


AGREEMENTS = [
    silent("C931", "ended before the quarter was over", gone(Q2), ended("2026-06-29")),
    tells("C931", "ended on the last day of the quarter", gone(Q2), ended("2026-06-30"), at=AGREEMENT),
    tells("C932", "from the last day of the one before", signed_again("2026-12-31")),
    silent("C932", "from the day after the one before", signed_again("2027-01-01")),
    silent("C933", "high risk", NO_OFFENCE, swap(AGREEMENT, "signing: 0", "signing: 3")),
    tells("C933", "just below high risk", NO_OFFENCE, swap(AGREEMENT, "signing: 0", "signing: 2"), at=AGREEMENT),
    silent("C933", "risk not written", NO_OFFENCE, swap(AGREEMENT, "risk_at_signing: 0\n", "")),
    silent("C933", "a crime on the form", swap(PROFILE, "    offence: 1\n", "    crime: 1\n")),
    silent("C933", "offended on the day of signing", NO_OFFENCE, act(FIRST, "2026-01-01")),
    tells("C933", "offended later only", NO_OFFENCE, act(FIRST, "2026-01-02"), at=AGREEMENT),
    silent("C933", "disturbed only before", NO_OFFENCE, act(FIRST, "2026-01-01", 3)),
    tells("C933", "a slight disturbance is no offence", NO_OFFENCE, act(FIRST, "2026-01-01", 1), at=AGREEMENT),
    silent("C934", "not passed", act(FIRST, "2026-08-10"), swap(Q3, "passed: true", "passed: false")),
    tells("C934", "offended on the last day", act(FIRST, "2026-08-31"), ended("2026-08-31"), at=Q3),
    silent("C934", "offended after the end", act(FIRST, "2026-09-01"), ended("2026-08-31")),
    silent("C934", "offended before it began", act(FIRST, "2026-01-31"), redated(AGREEMENT, "2026-02-01")),
    tells(
        "C934",
        "offended on the first day",
        act(FIRST, "2026-02-01"),
        redated(AGREEMENT, "2026-02-01"),
        at=f"{FIRST}/2026/04-02-assessment-S07.yaml",
    ),
    tells("C935", "the first day", NO_ACCOUNT, today="2026-01-01"),
    silent("C935", "the day before it begins", NO_ACCOUNT, today="2025-12-31"),
    tells("C935", "the last day", NO_ACCOUNT, today="2026-12-31"),
    silent("C935", "the day after it is over", NO_ACCOUNT, today="2027-01-01"),
    silent("C935", "ended yesterday", NO_ACCOUNT, ended("2026-11-20")),
    silent("C935", "no guardian at all", NO_GUARDIAN),
    tells("C936", "death", entry(FIRST, "death", "2026-11-10", "cause: 4\n"), at=AGREEMENT),
    silent("C936", "ended with the move", entry(FIRST, "move", "2026-11-18", MOVED), ended("2026-11-18")),
    silent("C936", "away for a time", entry(FIRST, "leave", "2026-11-18", MOVED)),
    silent("C937", "over", swap(AGREEMENT, "amount: 2400\n", ""), ended("2026-11-20")),
    tells(
        "C938",
        "before the quarter began",
        redated(Q3, "2026-09-30"),
        swap(f"{FIRST}/2026/09-30-assessment-S07.yaml", "2026Q3", "2026Q4"),
        said="还没有开始",
    ),
    silent("C938", "the last quarter, while it runs", swap(Q3, "2026Q3", "2026Q4")),
    tells("C938", "after the end", ended("2026-06-30"), at=Q3, said="不在协议期内"),
    silent("C939", "an award under an agreement", swap(f"{FIRST}/2026/01-06-aid-S07.yaml", "insurance", "award")),
    silent(
        "C939",
        "on the day of signing",
        redated(f"{FIRST}/2026/01-06-aid-S07.yaml", "2026-01-01"),
        swap(f"{FIRST}/2026/01-01-aid-S07.yaml", "insurance", "award"),
    ),
    tells(
        "C939",
        "before the signing",
        swap(f"{FIRST}/2026/01-06-aid-S07.yaml", "insurance", "award"),
        redated(AGREEMENT, "2026-01-07"),
    ),
]

CONTRADICTIONS = [
    tells("C951", "diagnosed before ill", swap(PROFILE, "date: 2009-05", "date: 2007-05"), said="确诊日期"),
    silent("C951", "in the same month", swap(PROFILE, 'onset: "2008"', "onset: 2008-11")),
    tells("C951", "a month too early", swap(PROFILE, 'onset: "2008"', "onset: 2008-12")),
    silent("C951", "only the year is known", swap(SECOND_PROFILE, "onset: 2019-10", "onset: 2019-12")),
    silent("C952", "in the year of birth", swap(PROFILE, 'onset: "2008"', 'onset: "1980"')),
    silent("C952", "the identity is not there", gone(IDENTITY)),
    silent("C956", "at the clinic", swap(IN_HOSPITAL, "mode: 3\nsubjects: [2]", "mode: 1\nsubjects: [1]")),
    silent("C956", "with the guardian alone", swap(IN_HOSPITAL, "mode: 3", "mode: 2")),
    silent("C956", "nobody was met", swap(IN_HOSPITAL, "mode: 3\nsubjects: [2]", f"mode: 2\nsubjects: [1]\n{LOST}")),
    silent("C956", "before the dossier was filed", swap(PROFILE, "filed_on: 2019-03-05", "filed_on: 2026-03-01")),
    silent("C956", "away is another rule", entry(SECOND, "leave", "2026-11-10", MOVED)),
    tells("C957", "away", entry(SECOND, "leave", "2026-11-10", MOVED), at=LATEST, said="外出"),
    tells("C957", "lost", entry(SECOND, "loss", "2026-11-10"), at=LATEST, said="失访"),
    tells("C957", "at the clinic", entry(SECOND, "loss", "2026-11-10"), swap(LATEST, "mode: 2", "mode: 1"), at=LATEST),
    silent("C957", "by phone", entry(SECOND, "loss", "2026-11-10"), swap(LATEST, "mode: 2", "mode: 3")),
    silent("C957", "the guardian alone", entry(SECOND, "loss", "2026-11-10"), swap(LATEST, "[1, 2]", "[2]")),
    silent("C957", "nobody was met", entry(SECOND, "loss", "2026-11-10"), add(LATEST, LOST)),
    silent("C957", "on the first day", entry(SECOND, "loss", "2026-11-17")),
    tells(
        "C958",
        "inside, and not said",
        entry(FIRST, "admission", "2026-09-09", STAY),
        at=SEPTEMBER,
        said="不在住院，住院记录却正在",
    ),
    silent("C958", "the day of admission", entry(FIRST, "admission", "2026-09-10", STAY)),
    silent(
        "C958",
        "the day of admission, and said",
        entry(FIRST, "admission", "2026-09-10", STAY),
        swap(SEPTEMBER, "hospitalization: 0", "hospitalization: 1"),
    ),
    silent(
        "C958",
        "inside, and said",
        entry(FIRST, "admission", "2026-09-09", STAY),
        swap(SEPTEMBER, "hospitalization: 0", "hospitalization: 1"),
    ),
    tells(
        "C958",
        "admitted on the next day",
        swap(SEPTEMBER, "hospitalization: 0", "hospitalization: 1"),
        entry(FIRST, "admission", "2026-09-11", STAY),
        said="目前正在住院，住院记录却不在",
    ),
    silent(
        "C958",
        "the day of discharge",
        entry(FIRST, "admission", "2026-09-01", STAY),
        entry(FIRST, "discharge", "2026-09-10", LEFT),
    ),
    silent(
        "C958",
        "the day of discharge, and said",
        entry(FIRST, "admission", "2026-09-01", STAY),
        entry(FIRST, "discharge", "2026-09-10", LEFT),
        swap(SEPTEMBER, "hospitalization: 0", "hospitalization: 1"),
    ),
    tells(
        "C958",
        "discharged on the day before",
        swap(SEPTEMBER, "hospitalization: 0", "hospitalization: 1"),
        entry(FIRST, "admission", "2026-09-01", STAY),
        entry(FIRST, "discharge", "2026-09-09", LEFT),
    ),
    silent(
        "C959",
        "before anything was written",
        swap(f"{SECOND}/2026/04-10-visit-S02.yaml", "discharge: 2026-04-01", "discharge: 2025-12-31"),
    ),
    tells(
        "C959",
        "the first day of the year that is written",
        swap(f"{SECOND}/2026/04-10-visit-S02.yaml", "discharge: 2026-04-01", "discharge: 2026-01-01"),
    ),
    tells(
        "C961",
        "missed only after it ended",
        entry(SECOND, "loss", "2026-11-04"),
        entry(SECOND, "return", "2026-11-10"),
        entry(SECOND, "visit", "2026-11-10", VAIN.format(mode=2)),
    ),
    silent(
        "C961",
        "missed on the last day of it",
        entry(SECOND, "loss", "2026-11-04"),
        entry(SECOND, "return", "2026-11-10"),
        entry(SECOND, "visit", "2026-11-09", VAIN.format(mode=2)),
    ),
    silent("C961", "away is not lost", entry(SECOND, "leave", "2026-11-18", MOVED)),
    tells(
        "C962",
        "members in another order",
        entry(FIRST, "visit", "2026-11-06", f"mode: 2\nmembers: [QX-S04, QX-S02, QX-S01]\n{LOST}"),
    ),
    silent(
        "C962",
        "another mode",
        entry(FIRST, "visit", "2026-11-06", f"mode: 1\nmembers: [QX-S01, QX-S02, QX-S04]\n{LOST}"),
    ),
    silent("C962", "other members", entry(FIRST, "visit", "2026-11-06", f"mode: 2\nmembers: [QX-S01, QX-S02]\n{LOST}")),
    silent(
        "C962",
        "another day",
        entry(FIRST, "visit", "2026-11-07", f"mode: 2\nmembers: [QX-S01, QX-S02, QX-S04]\n{LOST}"),
    ),
    tells("C963", "since when", entry(SECOND, "admission", "2026-03-20", STAY), said="2026-03-02 开始的"),
    silent("C963", "a discharge that ends nothing", entry(FIRST, "discharge", "2026-11-10", LEFT)),
    silent("C965", "admitted twice", entry(SECOND, "admission", "2026-03-20", STAY)),
    tells(
        "C964",
        "a rating",
        swap(PROFILE, "filed_on: 2019-03-05", "filed_on: 2026-03-13"),
        at=f"{FIRST}/2026/03-12-rating-S02.yaml",
    ),
]

NO_UNIT = swap(PROFILE, "responsible:\n  unit: QX-V1\n  leader: QX-S07\n", "")
NO_REGISTRATION = cut(PROFILE, "registration:", "responsible:")
UNINSURED = swap(SECOND_PROFILE, "insurance:\n  kind: 2\n", "")
UNPAID = swap(PROFILE, "paid_by_state: true", "paid_by_state: false")

DOSSIERS = [
    tells("C901", "an act alone makes the dossier deep", NO_UNIT, NO_OFFENCE, act(FIRST, "2026-08-10", 3)),
    silent("C901", "below high risk, no offence", NO_UNIT, NO_OFFENCE, act(FIRST, "2026-08-10", 1)),
    silent(
        "C902",
        "a village without grids",
        cut(VILLAGE, "grids:"),
        swap(PROFILE, "    grid: QX-V1-G1\n", ""),
        swap(SECOND_PROFILE, "    grid: QX-V1-G2\n", ""),
    ),
    silent(
        "C902",
        "a village that does not exist",
        swap(PROFILE, "village: QX-V1\n    grid: QX-V1-G1\n", "village: QX-V9\n"),
    ),
    silent("C903", "a grid that does not exist", swap(PROFILE, "grid: QX-V1-G1", "grid: QX-V9-G1")),
    tells("C904", "no keeper", swap(VILLAGE, "    keeper: QX-S06\n", "")),
    tells(
        "C904",
        "left yesterday",
        swap(KEEPER, "recorded_on: 2023-02-01", "recorded_on: 2023-02-01\n    until: 2026-11-20"),
        at=VILLAGE,
    ),
    silent(
        "C904",
        "leaves today",
        swap(KEEPER, "recorded_on: 2023-02-01", "recorded_on: 2023-02-01\n    until: 2026-11-21"),
    ),
    silent(
        "C904",
        "nobody lives there",
        swap(VILLAGE, "    keeper: QX-S06\n", ""),
        swap(PROFILE, "grid: QX-V1-G1", "grid: QX-V1-G2"),
    ),
    tells("C905", "nothing is registered", NO_REGISTRATION),
    tells("C906", "nothing is registered", NO_REGISTRATION),
    tells("C914", "nothing is registered", NO_REGISTRATION),
    silent("C907", "deceased", UNINSURED, entry(SECOND, "death", "2026-11-18", "cause: 4\n")),
    silent("C907", "not agreed", UNINSURED, entry(SECOND, "refusal", "2026-11-18")),
    tells("C907", "in hospital", UNINSURED, entry(SECOND, "admission", "2026-11-18", STAY)),
    silent("C908", "insured by the employer", UNPAID, swap(PROFILE, "kind: 2\n", "kind: 1\n")),
    tells("C908", "paid, and yet not insured", swap(PROFILE, "insurance:\n  kind: 2\n", "insurance:\n  kind: 0\n")),
    silent("C908", "no allowance any more", UNPAID, swap(PROFILE, "receiving: true", "receiving: false")),
    silent("C908", "nothing known of an allowance", UNPAID, cut(PROFILE, "subsistence:", "plan:")),
    silent("C908", "nothing known of an insurance", cut(PROFILE, "insurance:", "disability:")),
    silent(
        "C912",
        "the form is older",
        swap(SECOND_PROFILE, "    offence: 1\n", "    none: true\n"),
        swap(SECOND_PROFILE, "filled_on: 2026-04-10", "filled_on: 2026-03-01"),
    ),
    tells(
        "C912",
        "the form is of that day",
        swap(SECOND_PROFILE, "    offence: 1\n", "    none: true\n"),
        swap(SECOND_PROFILE, "filled_on: 2026-04-10", "filled_on: 2026-03-02"),
    ),
    silent("C912", "counted as a crime", swap(SECOND_PROFILE, "    offence: 1\n", "    crime: 1\n")),
    silent(
        "C912",
        "a slight disturbance",
        swap(SECOND_PROFILE, "    offence: 1\n", "    none: true\n"),
        swap(f"{SECOND}/2026/03-02-incident-S02.yaml", "kind: 2", "kind: 1"),
    ),
]

CALLED = entry(FIRST, "visit", "2026-11-20", VAIN.format(mode=3))
CALL = f"{FIRST}/2026/11-20-visit-S02.yaml"
BODY = "name: 柳溪村村民委员会\n    relation: village\n"
PARENTS = (
    swap(IDENTITY, "name: 林守学\n    relation: parent\n", BODY),
    swap(SECOND_IDENTITY, "name: 林守凯\n    relation: parent\n", BODY),
)

FAMILIES = [
    tells(
        "C922",
        "told at the name",
        swap(IDENTITY, "    address: 宁水县清溪乡柳溪村一组12号\n    bank_account", "    bank_account"),
        line="name: 林守学",
    ),
    silent("C921", "the identity is not there", gone(IDENTITY)),
    silent("C922", "no guardian", NO_GUARDIAN),
    silent("C923", "the identity is not there", gone(IDENTITY), swap(PROFILE, "employment: 3", "employment: 1")),
    silent("C924", "the identity is not there", gone(IDENTITY)),
    tells("C923", "a professional", swap(SECOND_PROFILE, "employment: 8", "employment: 7")),
    silent("C923", "the employer is known", swap(PROFILE, "employment: 3", "employment: 1")),
    tells(
        "C924",
        "the second of two phones",
        swap(IDENTITY, '["19900000101"]', '["19900000101", "19900000006"]'),
        line='phone: "19900000006"',
    ),
    silent(
        "C925",
        "a guardian met on that day",
        CALLED,
        entry(FIRST, "visit", "2026-11-20", MET.format(subjects=[2]), by="QX-S01"),
    ),
    tells(
        "C925",
        "the patient alone met",
        CALLED,
        entry(FIRST, "visit", "2026-11-20", MET.format(subjects=[1]), by="QX-S01"),
    ),
    tells(
        "C925",
        "a guardian met before",
        CALLED,
        entry(FIRST, "visit", "2026-11-19", MET.format(subjects=[2]), by="QX-S01"),
    ),
    tells(
        "C925",
        "a guardian not met",
        CALLED,
        entry(FIRST, "visit", "2026-11-21", MET.format(subjects=[2]) + LOST, by="QX-S01"),
    ),
    silent("C925", "nobody at home is no phone", entry(FIRST, "visit", "2026-11-20", VAIN.format(mode=2))),
    tells(
        "C926", "the day before the birthday", swap(SECOND_PROFILE, "signed_on: 2020-04-15", "signed_on: 2003-06-13")
    ),
    silent("C926", "eighteen on that day", swap(SECOND_PROFILE, "signed_on: 2020-04-15", "signed_on: 2003-06-14")),
    silent(
        "C926",
        "the guardian signed",
        swap(SECOND_PROFILE, "signed_by: patient\n    signed_on: 2020", "signed_by: guardian\n    signed_on: 2001"),
    ),
    silent("C927", "a body may have several", *PARENTS, swap(SECOND_IDENTITY, "19900000007", "19900000006")),
    silent("C927", "one phone, two people", swap(SECOND_IDENTITY, "19900000007", "19900000006")),
    silent("C927", "one name, two phones", swap(SECOND_IDENTITY, "name: 林守凯", "name: 林守学")),
    silent("C928", "at the bound", swap(IDENTITY, "990101195501010017", "990101195101010018")),
    silent("C928", "no number", swap(IDENTITY, '    id_number: "990101195501010017"\n', "")),
    tells("D758", "no guardian", NO_GUARDIAN, said="没有写监护人", line="patient:"),
    tells(
        "D758",
        "civil affairs",
        swap(IDENTITY, "relation: parent", "relation: civil-affairs"),
        said="由单位",
        line="relation:",
    ),
    silent("D758", "nothing known of the address", swap(IDENTITY, "registered_address: 宁水县清溪乡柳溪村一组\n", "")),
    silent("D758", "moved away", NO_GUARDIAN, entry(FIRST, "move", "2026-11-18", MOVED)),
    silent(
        "D758",
        "found and written",
        NO_GUARDIAN,
        add(PROFILE, "unsupported:\n  kinds: [no-guardian]\n  basis: 核实\n  on: 2026-01-05\n"),
    ),
]

EXAMPLES = [*AGREEMENTS, *CONTRADICTIONS, *DOSSIERS, *FAMILIES]
