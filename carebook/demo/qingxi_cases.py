"""The 24 patients of the demo township: the six households of the notice, and eighteen more.

Together they cover every stability, risk level, status, disease and, as far as 24 people can, every code of the
national forms. A few are not visited, rated or examined in time, so that the due list has something to say.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from carebook.demo import courses, numbers, services
from carebook.demo.cases import Guardian, Habits
from carebook.demo.courses import DAY, HOSPITAL, Course, Period, Phase, Span, Stay
from carebook.demo.qingxi_staff import MOBILE

SPAN = Span(date(2025, 1, 1), date(2026, 11, 20))
Spec = dict[str, Any]
FIRST_PHONE = 30
PHONES_PER_HOUSEHOLD = 3


def _ward(name: str, relation: str, phone: str, birth: date | None = None, sex: int = 1) -> Guardian:
    """Make a guardian."""
    return Guardian(name=name, relation=relation, phone=phone, birth=birth, sex=sex)


def _own(number: int) -> str:
    """Return the guardian's telephone number of a household that the notice does not name."""
    return numbers.mobile(FIRST_PHONE + PHONES_PER_HOUSEHOLD * number)


def _ill_then_dead() -> Course:
    """Return the course of a patient who was transferred with a bodily illness and died."""
    ill, out, death = date(2026, 2, 9), date(2026, 3, 2), date(2026, 4, 11)
    return Course(
        phases=(Phase(date(2013, 6, 4), 3, 0),),
        periods=(
            Period("home", date(2013, 6, 4), ill - DAY),
            Period("hospital", ill, out - DAY, HOSPITAL, "躯体疾病加重"),
            Period("home", out, death - DAY),
            Period("deceased", death),
        ),
        stays=(Stay(ill, out, 9, 4),),
        death=(death, 1, 4),
    )


def _new() -> Course:
    """Return the course of a patient who was found at a monthly screening in 2026."""
    filed = date(2026, 4, 10)
    phases = (Phase(filed, 1, 3), Phase(date(2026, 6, 22), 2, 2))
    return Course(phases=phases, periods=(Period("home", filed),))


HOUSEHOLDS: tuple[Spec, ...] = (
    {
        "village": 1,
        "name": "林安平",
        "sex": 1,
        "birth": date(1983, 4, 17),
        "guardian": _ward("林守学", "parent", MOBILE.format(6), date(1956, 9, 2)),
        "disease": "F20",
        "filed": date(2016, 5, 11),
        "course": ("level", {}),
        "agreement": True,
        "profile": {
            "disability": {"held": True, "level": 2, "on": date(2018, 6, 1)},
            "exemptions": [
                {
                    "rule": "C933",
                    "reason": "协议按旧办法签订，本年到期后按现行条件重签",
                    "decided_by": "QX-S10",
                    "until": date(2026, 12, 31),
                }
            ],
        },
    },
    {
        "village": 1,
        "name": "林安涛",
        "sex": 1,
        "birth": date(1990, 11, 3),
        "guardian": _ward("林守凯", "parent", MOBILE.format(7), date(1963, 2, 20)),
        "disease": "F31",
        "filed": date(2018, 3, 20),
        "course": ("relapse", {"at": date(2025, 9, 15), "risk": 3, "kind": 2, "days": 45}),
        "agreement": True,
        "employment": 1,
        "employer": "清溪乡竹编合作社",
        "supplementary": {"dangerous_acts": {"mild": 2, "offence": 1}},
    },
    {
        "village": 2,
        "name": "唐守田",
        "sex": 1,
        "birth": date(1958, 7, 29),
        "guardian": _ward("唐春华", "child", MOBILE.format(9), date(1984, 3, 9), 2),
        "disease": "F20",
        "filed": date(2014, 9, 15),
        "course": ("level", {"stability": 2, "risk": 2}),
        "adherence": 2,
        "employment": 4,
        "profile": {
            "exemptions": [
                {
                    "rule": "C910",
                    "reason": "个案管理计划等专科医生会诊后再订",
                    "decided_by": "QX-S02",
                    "until": date(2026, 6, 30),
                }
            ]
        },
        "habits": Habits(visits_until=date(2026, 10, 20)),
    },
    {
        "village": 3,
        "name": "薛春禾",
        "sex": 2,
        "birth": date(1979, 2, 8),
        "guardian": _ward("杨有志", "spouse", MOBILE.format(11), date(1976, 5, 14)),
        "disease": "F25",
        "filed": date(2017, 4, 6),
        "course": ("mending", {"at": date(2025, 10, 14)}),
        "profile": {"disability": {"held": True, "level": 4, "on": date(2019, 9, 10)}},
        "habits": Habits(ratings_until=date(2026, 5, 10)),
    },
    {
        "village": 4,
        "name": "赵秋香",
        "sex": 2,
        "birth": date(1968, 10, 21),
        "guardian": _ward("屈水清", "spouse", MOBILE.format(13), date(1965, 1, 30)),
        "disease": "F22",
        "filed": date(2019, 10, 22),
        "course": ("flare", {"at": date(2026, 3, 9), "kind": 1, "risk": 2}),
        "habits": Habits(visits_until=date(2026, 10, 12)),
    },
    {
        "village": 4,
        "name": "廖小满",
        "sex": 2,
        "birth": date(1996, 5, 21),
        "guardian": _ward("陈乐友", "spouse", MOBILE.format(15), date(1991, 8, 6)),
        "disease": "F7x.1",
        "filed": date(2020, 7, 1),
        "course": ("level", {}),
        "adherence": 4,
        "profile": {"disability": {"held": True, "level": 3, "on": date(2015, 4, 2)}},
        "supplementary": {"effect": 1},
        "habits": Habits(no_checkup_in=2026),
    },
)
OTHERS: tuple[Spec, ...] = (
    {
        "village": 1,
        "name": "邓云松",
        "sex": 1,
        "birth": date(1987, 12, 2),
        "guardian": _ward("邓国章", "parent", _own(7), date(1960, 6, 18)),
        "disease": "F20",
        "hamlet": "五组",
        "house": 31,
        "grid": 1,
        "filed": date(2015, 8, 19),
        "course": ("unstable", {"at": date(2026, 8, 5), "risk": 3}),
        "adherence": 2,
        "supplementary": {"effect": 4, "past_restraint": 2},
    },
    {
        "village": 1,
        "name": "邓云梅",
        "sex": 2,
        "birth": date(1992, 3, 12),
        "guardian": _ward("邓国章", "parent", _own(7), date(1960, 6, 18)),
        "disease": "F06.8",
        "hamlet": "五组",
        "house": 31,
        "grid": 1,
        "filed": date(2015, 8, 19),
        "course": ("mending", {"at": date(2025, 8, 12)}),
        "profile": {"disability": {"held": True, "level": 1, "on": date(2016, 1, 8)}},
        "supplementary": {"past_restraint": 3},
    },
    {
        "village": 1,
        "name": "欧阳竹青",
        "sex": 1,
        "birth": date(1994, 9, 9),
        "guardian": _ward("欧阳德厚", "other-relative", _own(9), date(1970, 4, 25)),
        "disease": "F20",
        "filed": date(2021, 6, 8),
        "course": ("away", {"at": date(2026, 3, 2)}),
        "profile": {"insurance": {"kind": 3}},
    },
    {
        "village": 1,
        "name": "龚䶮生",
        "sex": 1,
        "birth": date(1976, 8, 14),
        "guardian": _ward("孟素琴", "spouse", _own(10), date(1979, 11, 11), 2),
        "disease": "F31",
        "filed": date(2013, 11, 27),
        "course": ("relapse", {"at": date(2026, 10, 12), "risk": 3, "kind": None, "cause": 2, "still": True}),
    },
    {
        "village": 2,
        "name": "吴㛃",
        "sex": 2,
        "birth": date(1989, 6, 30),
        "guardian": _ward("吴长河", "sibling", _own(11), date(1985, 2, 17)),
        "disease": "F20",
        "filed": date(2019, 1, 9),
        "course": ("level", {"stability": 2, "risk": 1}),
        "employment": 8,
        "habits": Habits(ratings_until=date(2026, 7, 20)),
    },
    {
        "village": 2,
        "name": "陈𬸚",
        "sex": 1,
        "birth": date(1985, 1, 26),
        "guardian": _ward("谭静宜", "spouse", _own(12), date(1987, 7, 7), 2),
        "disease": "F20",
        "filed": date(2018, 8, 30),
        "course": (
            "relapse",
            {"at": date(2026, 2, 3), "risk": 4, "kind": 6, "cause": 3, "effect": 1, "days": 52},
        ),
        "employment": 7,
        "employer": "宁水县农技推广站",
        "agreement": False,
        "supplementary": {"dangerous_acts": {"suicide_attempt": 1}},
    },
    {
        "village": 2,
        "name": "古丽娜·艾山",
        "sex": 2,
        "birth": date(1991, 3, 21),
        "ethnicity": "维吾尔族",
        "guardian": _ward("黎明远", "spouse", _own(13), date(1988, 12, 5)),
        "disease": "F31",
        "filed": date(2020, 5, 18),
        "course": ("mending", {"at": date(2026, 4, 20), "risk": 1}),
        "employment": 4,
        "habits": Habits(no_checkup_in=2026),
    },
    {
        "village": 2,
        "name": "孔令山",
        "sex": 1,
        "birth": date(1972, 5, 5),
        "guardian": _ward("顾永年", "other", _own(14), date(1969, 10, 3)),
        "disease": "F20",
        "filed": date(2016, 2, 25),
        "course": ("lost", {"at": date(2026, 6, 17)}),
        "employment": 9,
        "profile": {"insurance": {"kind": 0}},
    },
    {
        "village": 2,
        "name": "皮文秀",
        "sex": 2,
        "birth": date(1982, 9, 18),
        "guardian": _ward("覃世安", "spouse", _own(15), date(1980, 6, 6)),
        "disease": "F25",
        "filed": date(2017, 12, 4),
        "course": ("moved", {"at": date(2026, 5, 18)}),
    },
    {
        "village": 3,
        "name": "罗星河",
        "sex": 1,
        "birth": date(2008, 1, 15),
        "guardian": _ward("冉桂珍", "grandparent", _own(16), date(1951, 5, 8), 2),
        "disease": "F20",
        "filed": date(2024, 9, 12),
        "course": ("refused", {}),
        "employment": 5,
        "profile": {"insurance": {"kind": 4}},
    },
    {
        "village": 3,
        "name": "石大贵",
        "sex": 1,
        "birth": date(1951, 2, 3),
        "guardian": _ward("石春生", "child", _own(17), date(1978, 1, 19)),
        "disease": "F20",
        "filed": date(2013, 6, 4),
        "course": _ill_then_dead(),
        "agreement": True,
    },
    {
        "village": 3,
        "name": "段铁山",
        "sex": 1,
        "birth": date(1984, 6, 11),
        "guardian": _ward("段兴旺", "sibling", _own(18), date(1980, 8, 28)),
        "disease": "F20",
        "filed": date(2015, 3, 17),
        "course": (
            "relapse",
            {"at": date(2025, 11, 6), "risk": 5, "kind": 3, "cause": 1, "effect": 3, "days": 172},
        ),
        "agreement": True,
        "supplementary": {"dangerous_acts": {"offence": 2, "crime": 1}},
    },
    {
        "village": 3,
        "name": "付小兵",
        "sex": 1,
        "birth": date(1998, 10, 10),
        "guardian": _ward("清溪乡民政办", "civil-affairs", numbers.office(4)),
        "disease": "F06.8",
        "filed": date(2019, 4, 11),
        "course": ("flare", {"at": date(2025, 6, 11), "kind": 4, "risk": 2}),
        "agreement": False,
        "supplementary": {"dangerous_acts": {"other_harm": 1}},
    },
    {
        "village": 4,
        "name": "覃丽蓉",
        "sex": 2,
        "birth": date(1993, 7, 24),
        "guardian": _ward("覃光明", "parent", _own(20), date(1967, 9, 9)),
        "disease": "F31",
        "filed": date(2018, 6, 26),
        "course": ("relapse", {"at": date(2025, 7, 21), "risk": 4, "kind": 5, "cause": 2, "days": 38}),
        "supplementary": {"dangerous_acts": {"self_harm": 2}},
    },
    {
        "village": 4,
        "name": "安世清",
        "sex": 1,
        "birth": date(1948, 3, 3),
        "guardian": _ward("清溪村村民委员会", "village", numbers.office(14)),
        "phone": None,
        "relative": None,
        "disease": "other",
        "filed": date(2020, 11, 3),
        "course": ("level", {}),
        "employment": 6,
        "agreement": False,
        "habits": Habits(visits_until=date(2026, 9, 30)),
        "profile": {"rehabilitation": None},
    },
    {
        "village": 4,
        "name": "向海棠",
        "sex": 2,
        "birth": date(1980, 12, 19),
        "guardian": _ward("滕志刚", "spouse", _own(22), date(1977, 3, 23)),
        "disease": "F25",
        "filed": date(2019, 9, 5),
        "course": ("away", {"at": date(2025, 8, 4), "back": date(2025, 12, 1)}),
        "employment": 2,
        "employer": "宁水县云峰茶厂",
        "profile": {"insurance": {"kind": 1}},
    },
    {
        "village": 4,
        "name": "汪树根",
        "sex": 1,
        "birth": date(1969, 11, 30),
        "guardian": _ward("汪树林", "sibling", _own(23), date(1973, 2, 14)),
        "disease": "F7x.1",
        "filed": date(2014, 5, 29),
        "course": ("level", {"stability": 2, "risk": 0}),
        "restraint": (date(2025, 3, 10), date(2025, 5, 26)),
        "habits": Habits(last_by_pair=True),
        "profile": {"rehabilitation": services.FORGOTTEN},
    },
    {
        "village": 4,
        "name": "史春林",
        "sex": 1,
        "birth": date(2001, 4, 4),
        "guardian": _ward("史广田", "parent", _own(24), date(1974, 7, 1)),
        "disease": "F20",
        "filed": date(2026, 4, 10),
        "course": _new(),
        "supplementary": {
            "outpatient": 1,
            "first_medication": None,
            "admissions": 0,
            "onset": "2025-11",
            "diagnosis": {"disease": "F20", "hospital": HOSPITAL, "date": "2026-04-08"},
        },
    },
)


def course(spec: Spec, rng: Any) -> Course:
    """Return the course a patient's specification names."""
    given = spec["course"]
    if isinstance(given, Course):
        return given
    name, parts = given
    build = courses.COURSES[name][0]
    return build(rng, spec["filed"], SPAN, **parts)
