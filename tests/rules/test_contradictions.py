"""Contradictions: each is found, and what only looks like one is let pass."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from carebook.context import Context
from tests.rules.borrowed import ROOT, Township

Do = Callable[[Township], object]
A, B, GROUP, VILLAGE, TOWN = ("patients/QX-0001", "patients/QX-0002", "groups/QX-G01", "villages/QX-V1", "township")
SHEET, POINTS = f"{A}/2026/09-10-visit-S02.yaml", f"{A}/2026/11-06-visit-S01.yaml"
CHECKUP, RATING = f"{B}/2026/05-12-checkup-S02.yaml", f"{B}/2026/10-06-rating-S02.yaml"
MEETING, AGREEMENT = f"{GROUP}/2026/10-23-meeting-S01.yaml", f"{A}/2026/01-01-agreement-S07.yaml"
ME, OTHER = f"{A}/identity.yaml", f"{B}/identity.yaml"
MISSED = "mode: 2\nmembers: [QX-S01, QX-S02, QX-S06]\nlost:\n  reason: 5\n  text: 家里没有人应门\n"
MEASURED = "consented_by: guardian\nsystolic: 128\ndiastolic: 82\nconclusion: 未见明显异常。\n"
DEATH = "cause: 1\ndetail: 5\n"
PILLS = "by: 市三院\nreason: 调整\nmedication:\n  - name: 碳酸锂片\n"
DEPOT = "  - name: 棕榈酸帕利哌酮注射液\n    every_weeks: 4\n    dose: 100\n"
REPORT = "month: 2026-10\nto: [{to}]\nby: QX-S02\n"
CHANGE = "change: 情绪稳定，愿意与人说话。"


def swap(file: str, right: str, wrong: str) -> Do:
    """Replace a piece of a file."""
    return lambda township: township.swap(file, right, wrong)


def enter(owner: str, kind: str, day: str, text: str, by: str = "QX-S02") -> Do:
    """Write one entry more."""
    return lambda township: township.enter(owner, kind, day, text, by)


def both(*steps: Do) -> Do:
    """Do one thing after the other."""
    return lambda township: [step(township) for step in steps]


def copied(file: str, to: str, *pairs: tuple[str, str]) -> Do:
    """Write a file like another one, with some pieces replaced."""

    def do(township: Township) -> None:
        text = township.read(file)
        for right, wrong in pairs:
            assert right in text
            text = text.replace(right, wrong)
        township.write(to, text)

    return do


def left(staff: str, since: str, until: str) -> Do:
    """Let somebody have left."""
    line = f"    recorded_on: {since}\n"
    return swap(f"staff/{staff}.yaml", line, f"{line}    until: {until}\n")


def missed(*days: str) -> Do:
    """Visits that met nobody."""
    return both(*(enter(A, "visit", day, MISSED) for day in days))


def change(text: str) -> Do:
    """Another text for what changed."""
    return swap(POINTS, CHANGE, f"change: {text}")


FOUND: list[tuple[str, Do]] = [
    ("C951", swap(f"{A}/profile.yaml", "on: 2020-06-01", "on: 2001-06-01")),
    ("C952", both(swap(ME, "birth_date: 1980-01-01", "birth_date: 2020-01-01"))),
    ("C957", enter(A, "move", "2026-10-20", "place: 外省\nreported_on: 2026-10-21\nhanded_over_on: 2026-10-21\n")),
    ("C964", enter(A, "death", "2018-11-10", DEATH)),
    ("C966", swap(SHEET, "stability: 3\n", "stability: 3\nlost:\n  reason: 5\n  text: 不在家\n")),
    ("C966", enter(A, "visit", "2026-11-18", f"{MISSED}subjects: [1]\n")),
    ("C966", enter(A, "visit", "2026-11-18", f"{MISSED}education:\n  - kind: 1\n    to: [1]\n    topic: 服药\n")),
    ("C967", enter(A, "visit", "2026-11-18", f"{MISSED}stability: 3\n")),
    ("C968", missed("2026-11-10", "2026-11-14", "2026-11-18")),
    ("C969", swap(SHEET, "next_date: 2026-10-09", "next_date: 2027-10-09")),
    ("C973", copied(CHECKUP, CHECKUP.replace(".yaml", "-2.yaml"), ("weight: 71", "weight: 72"))),
    ("C974", enter(VILLAGE, "screening", "2026-10-30", "month: 2026-10\nsuspected: 0\ntold: [office]\n", "QX-S01")),
    ("C974", enter(TOWN, "report", "2026-10-31", REPORT.format(to="宁水县卫生健康委员会"))),
    ("C974", swap(f"{A}/2026/10-09-assessment-S07.yaml", "2026Q3", "2026Q2")),
    ("C975", swap(f"{TOWN}/2026/10-30-bulletin-S07.yaml", "month: 2026-10", "month: 2026-11")),
    (
        "C977",
        both(
            enter(A, "death", "2026-11-10", DEATH),
            enter(
                A,
                "visit",
                "2026-11-18",
                "mode: 2\nmembers: [QX-S01, QX-S02, QX-S06]\ndeath:\n  date: 2026-11-10\n  cause: 2\n",
            ),
        ),
    ),
    ("C981", change("好")),
    ("C981", change("'12345'")),
    ("C981", change("2026年11月6日")),
    ("C981", change("。。。")),
    ("C981", change("啊啊啊啊")),
    ("C981", change("测试")),
    ("C981", swap(MEETING, "problems: 无", "problems: '10'")),
    (
        "C983",
        copied(POINTS, f"{A}/2026/11-19-visit-S01.yaml", ("2026-11-06", "2026-11-19"), ("2026-11-07", "2026-11-19")),
    ),
    (
        "C983",
        swap(
            f"{VILLAGE}/2026/11-12-patrol-S06.yaml",
            "households: 37\n",
            "households: 37\ndangers: 一户反映患者这几天睡得少、说话多。\n",
        ),
    ),
    ("C988", enter(A, "checkup", "2026-02-15", f"{MEASURED}weight: 62\n")),
    ("C988", enter(B, "roll-call", "2026-03-15", "by: QX-S06\nseen: true\n", "QX-S06")),
    ("C993", enter(B, "agreement-end", "2026-11-10", "reason: 自愿退出\n", "QX-S07")),
    ("C993", both(*(enter(A, "agreement-end", f"2026-11-1{n}", "reason: 自愿退出\n", "QX-S07") for n in (0, 5)))),
    ("C994", swap(f"{B}/profile.yaml", "990101103-00002", "990101103-00001")),
    ("C994", enter(B, "agreement", "2026-10-10", "number: QXJH-2026-001\nuntil: 2027-10-09\namount: 2400\n", "QX-S07")),
    ("E112", swap(POINTS, "2026-11-06\nrecorded_on: 2026-11-07", "2026-11-06\nrecorded_on: 2026-12-19")),
    ("M119", swap(CHECKUP, "systolic: 128\ndiastolic: 82", "systolic: 50\ndiastolic: 30")),
    ("M119", swap(CHECKUP, "weight: 71", "weight: 151")),
    ("M122", enter(B, "medication-change", "2026-11-18", f"{PILLS}    morning: 0.25\n    noon: 0.25\n{DEPOT}")),
    ("M124", swap(f"{A}/2026/09-10-rating-S02.yaml", "stability: 3", "stability: 2")),
    ("P505", swap(ME, "990101195501010017", "990101198506140033")),
    ("P506", swap(OTHER, 'phone: "19900000007"', 'phone: "0990-2660002"')),
    ("P506", swap(OTHER, 'phone: "19900000007"', 'phone: "0990-2660011"')),
    ("P510", swap("villages/QX-V1.yaml", "0990-2660011", "0991-2660011")),
    ("P513", swap("township.yaml", "uscc: 11990101", "uscc: 11990102")),
    (
        "T605",
        swap(POINTS, "stability: 3\n", "stability: 3\nwithdrawn:\n  on: 2026-11-01\n  by: QX-S07\n  reason: 录错人\n"),
    ),
    (
        "T607",
        enter(
            A,
            "visit",
            "2026-11-18",
            "mode: 2\nmembers: [QX-S01, QX-S02, QX-S06]\ndeath:\n  date: 2026-11-20\n  cause: 2\n",
        ),
    ),
    ("T611", left("QX-S07", "2020-06-01", "2026-10-01")),
    ("T611", left("QX-S03", "2021-03-01", "2026-11-01")),
    ("T611", swap("staff/QX-S01.yaml", "since: 2019-01-01", "since: 2026-10-15")),
    (
        "T611",
        swap(POINTS, "stability: 3\n", "stability: 3\nwithdrawn:\n  on: 2026-11-08\n  by: QX-S08\n  reason: 录错人\n"),
    ),
    ("T613", swap(f"{GROUP}/group.yaml", "established: 2022-01-07", "established: 2022-01-07\ndissolved: 2026-10-30")),
    ("T614", swap(f"{B}/2026/03-02-emergency-S02.yaml", "ended_on: 2026-03-02", "ended_on: 2026-03-01")),
]
LET_PASS: list[tuple[str, Do]] = [
    ("C951", swap(f"{A}/profile.yaml", "on: 2020-06-01", "on: 2008-06-01")),
    ("C964", enter(A, "admission", "2018-11-10", "hospital: 市三院\ncause: 3\n")),
    ("C966", enter(A, "visit", "2026-11-18", f"{MISSED}subjects: [2]\n")),
    ("C967", swap(POINTS, "subjects: [1, 2]", "subjects: [2]\nlost:\n  reason: 1")),
    ("C968", missed("2026-11-14", "2026-11-18")),
    (
        "C968",
        both(missed("2026-11-10", "2026-11-14", "2026-11-18"), enter(A, "loss", "2026-11-18", "reason: 找不到\n")),
    ),
    ("C968", missed("2026-10-14", "2026-10-18", "2026-10-22")),
    ("C969", swap(SHEET, "next_date: 2026-10-09", "next_date: 2026-10-10")),
    ("C971", copied(f"{B}/2026/04-20-aid-S07.yaml", f"{B}/2026/04-20-aid-S07-2.yaml", ("temporary", "insurance"))),
    ("C971", copied(POINTS, POINTS.replace("S01", "S02"), ("recorded_by: QX-S01", "recorded_by: QX-S02"))),
    ("C972", copied(f"{B}/2026/04-20-aid-S07.yaml", f"{B}/2026/04-20-aid-S07-2.yaml", ("住院", "看病"))),
    ("C973", copied(RATING, f"{B}/2026/10-07-rating-S02.yaml", ("10-06", "10-07"), ("risk: 1", "risk: 2"))),
    ("C974", enter(TOWN, "report", "2026-10-31", REPORT.format(to="宁水县公安局"))),
    ("C975", swap(f"{TOWN}/2026/10-30-bulletin-S07.yaml", "month: 2026-10", "month: 2026-08")),
    ("C976", enter(A, "assessment", "2026-09-01", "quarter: 2026Q3\npassed: true\n", "QX-S07")),
    ("C977", enter(A, "death", "2026-11-20", DEATH)),
    ("C981", change("无")),
    ("C981", change("12 天没有发作。")),
    ("C981", change("没有")),
    ("C981", swap(CHECKUP, "transaminase: 谷丙转氨酶略高", "transaminase: '52'")),
    ("C982", copied(POINTS, f"{B}/2026/11-06-visit-S01.yaml", ("QX-S04]", "QX-S03]"), ("情绪稳定", "情绪平稳"))),
    (
        "C983",
        swap(
            f"{VILLAGE}/2026/11-12-patrol-S06.yaml",
            "households: 37\n",
            "households: 37\ndangers: 一户反映患者睡得少。\n",
        ),
    ),
    ("C986", swap(MEETING, "summary", "absent: [QX-S04]\nsummary")),
    ("C987", enter(A, "death", "2026-10-23", DEATH)),
    ("C988", enter(A, "roll-call", "2026-02-15", "by: QX-S06\nseen: false\nnote: 外出\n", "QX-S06")),
    ("C988", enter(B, "checkup", "2026-03-15", f"{MEASURED}weight: 70\n")),
    ("C990", swap("villages/QX-V1.yaml", "population: 4210", "population: 4209")),
    (
        "C991",
        enter(
            TOWN,
            "joint-response",
            "2026-10-02",
            "patient: QX-0002\ndepartments: [police]\nsummary: 到场劝离。\n",
            "QX-S07",
        ),
    ),
    ("C992", swap(POINTS, "stability: 3\n", "stability: 2\nfluctuation: true\nreported_on: 2026-11-07\n")),
    ("C993", enter(A, "agreement-end", "2026-11-10", "reason: 自愿退出\n", "QX-S07")),
    ("C996", swap(AGREEMENT, "QXJH-2026-001", "QXJH-2025-009")),
    ("C996", swap(AGREEMENT, "QXJH-2026-001", "QXJH-9")),
    ("C941", swap(ME, "990101195501010017", "990101200810010018")),
    ("C943", swap(OTHER, "  - name: 林守凯", "  - name: 林守文")),
    (
        "C944",
        swap(
            OTHER,
            "relatives:\n",
            "  - name: 林守义\n    relation: sibling\n    phone: '19900000106'\n    since: 2026-10-01\n    recorded_on: 2026-10-01\nrelatives:\n",
        ),
    ),
    ("E112", swap(SHEET, "recorded_on: 2026-09-11", "recorded_on: 2026-10-22")),
    ("M119", swap(CHECKUP, "systolic: 128", "systolic: 200")),
    ("M120", enter(B, "checkup", "2026-11-18", f"{MEASURED}weight: 90\n")),
    ("M120", enter(B, "checkup", "2026-11-18", MEASURED)),
    (
        "M121",
        enter(
            B,
            "medication-change",
            "2026-11-18",
            f"{PILLS}    morning: 1000\n    noon: 1000\n    evening: 1000\n{DEPOT}",
        ),
    ),
    ("M122", enter(B, "medication-change", "2026-11-18", f"{PILLS}    morning: 500\n    noon: 500\n{DEPOT}")),
    (
        "M123",
        enter(
            B,
            "medication-change",
            "2026-11-18",
            f"{PILLS}    morning: 500\n{DEPOT}  - name: 碳酸锂片\n    every_weeks: 2\n    dose: 9\n",
        ),
    ),
    ("M124", enter(A, "rating", "2026-11-06", "by: QX-S02\ndiagnosis: F20\nstability: 2\nrisk: 1\n")),
    ("P508", swap(OTHER, 'phone: "19900000007"', 'phone: "0990-2661111"')),
    ("P509", swap("staff/QX-S03.yaml", 'mobile: "19900000003"', 'mobile: "123"')),
    ("P510", both(swap("township.yaml", 'area_code: "0990"\n', ""), swap("staff/QX-S03.yaml", "0990-", "0991-"))),
    ("P510", swap(OTHER, 'phone: "19900000007"', 'phone: "0991-2661111"')),
    ("P511", both(swap("staff/QX-S08.yaml", "office_phone: 0990-2660005", 'mobile: "19900000002"'))),
    (
        "P512",
        both(
            swap(ME, "990101198001010014", "110101198001010010"),
            swap(ME, "registered_address: 宁水县", "registered_address: 安澜市"),
        ),
    ),
    ("P513", swap("township.yaml", 'division_code: "990101103"\n', "")),
    ("T611", left("QX-S01", "2019-01-01", "2026-11-20")),
    (
        "T611",
        both(
            left("QX-S02", "2016-07-01", "2026-11-20"),
            swap(SHEET, "recorded_on: 2026-09-11", "recorded_on: 2026-11-21"),
        ),
    ),
    ("T613", swap(f"{GROUP}/group.yaml", "established: 2022-01-07", "established: 2022-01-07\ndissolved: 2026-11-19")),
    (
        "T614",
        swap(
            f"{B}/2026/03-02-emergency-S02.yaml",
            'ended_on: 2026-03-02\nended_at: "17:05"',
            'ended_on: 2026-03-03\nended_at: "01:05"',
        ),
    ),
]


def _named(rows: list[tuple[str, Do]]) -> list[str]:
    return [f"{code}-{number}" for number, (code, _) in enumerate(rows)]


@pytest.mark.parametrize(("code", "do"), FOUND, ids=_named(FOUND))
def test_found(code: str, do: Do, township: Township) -> None:
    """The contradiction is told."""
    do(township)
    assert township.found(code)


@pytest.mark.parametrize(("code", "do"), LET_PASS, ids=_named(LET_PASS))
def test_let_pass(code: str, do: Do, township: Township) -> None:
    """What is at the edge, or has another reason, is not told."""
    do(township)
    found = township.context().findings
    assert [finding.message for finding in found if finding.rule == code] == []
    assert [finding.whole for finding in found if finding.rule[0] in "FY"] == []


def _one_of_each_kind() -> list[str]:
    found: dict[str, str] = {}
    for path in sorted((ROOT / "tests/base").rglob("2026/*.yaml")):
        kind = re.sub(r"^\d\d-\d\d-|-S\d+$", "", path.stem)
        found.setdefault(kind, path.relative_to(ROOT / "tests/base").as_posix())
    return list(found.values())


@pytest.mark.parametrize("file", _one_of_each_kind())
def test_a_twin_of_any_entry_is_told(file: str, township: Township) -> None:
    """Entered again by somebody else, each kind of entry is told of at one of the two."""
    who = "S01" if file.endswith("S02.yaml") else "S02"
    twin = re.sub(r"S\d+\.yaml$", f"{who}.yaml", file)
    text = re.sub(r"recorded_by: .*", f"recorded_by: QX-{who}", township.read(file))
    township.write(twin, text)
    told = {finding.rule for finding in township.context().findings if finding.place.file[5:] in {file, twin}}
    assert told & {"C962", "C963", "C965", "C971", "C974"}


def test_minutes_copied_for_months(base: Context, township: Township) -> None:
    """C984: told from so many in a row on, at the last one."""
    assert base.settings.bounds is not None
    most = base.settings.bounds.minutes_copies
    for day in range(1, most):
        township.enter(
            GROUP, "exchange", f"2025-01-{day:02}", "departments: [office]\nsummary: 情况没有变化。\n", "QX-S01"
        )
    assert township.found("C984") == []
    last = township.enter(GROUP, "exchange", "2025-02-01", "departments: [office]\nsummary: 情况没有变化。\n", "QX-S01")
    assert [finding.place.file for finding in township.found("C984")] == [f"data/{last}"]


def test_points_copied_often_are_told_once(township: Township) -> None:
    """C983 leaves to E104 what was copied three times of late."""
    for day in ("10", "12", "14"):
        copied(
            POINTS, f"{A}/2026/11-{day}-visit-S01.yaml", ("2026-11-06", f"2026-11-{day}"), ("2026-11-07", "2026-11-15")
        )(township)
    assert [len(township.found(code)) for code in ("C983", "E104")] == [0, 1]


def test_no_message_names_anybody(township: Township) -> None:
    """Messages say who by id."""
    for do in (
        swap(OTHER, 'phone: "19900000007"', 'phone: "19900000006"'),
        swap(OTHER, "  - name: 林守凯", "  - name: 林安涛"),
        swap("staff/QX-S03.yaml", 'mobile: "19900000003"', 'mobile: "19900000002"'),
    ):
        do(township)
    said = "".join(finding.whole for code in ("P508", "C943", "P511") for finding in township.found(code))
    assert said
    assert not re.search("林安涛|林守学|林守凯|方济仁|高卫|199000", said)
