"""Medicines by disease, in doses that a specialist would recognise, and how they change with the illness."""

from __future__ import annotations

from random import Random
from typing import Any

Regimen = list[dict[str, Any]]

NEEDLE = {"name": "棕榈酸帕利哌酮注射液", "every_weeks": 4, "dose": 100}
REGIMENS: dict[str, tuple[Regimen, ...]] = {
    "F20": (
        [{"name": "利培酮片", "morning": 1, "evening": 2}],
        [{"name": "奥氮平片", "evening": 10}],
        [{"name": "氯氮平片", "morning": 50, "evening": 150}],
        [{"name": "阿立哌唑片", "morning": 15}],
        [{"name": "氨磺必利片", "morning": 200, "evening": 200}],
        [{"name": "利培酮片", "morning": 1, "evening": 1}, {"name": "苯海索片", "morning": 2}],
        [{"name": "利培酮片", "evening": 2}, dict(NEEDLE)],
    ),
    "F25": (
        [{"name": "奥氮平片", "evening": 10}, {"name": "丙戊酸钠缓释片", "morning": 500, "evening": 500}],
        [
            {"name": "喹硫平片", "morning": 100, "evening": 200},
            {"name": "碳酸锂片", "morning": 250, "evening": 250},
        ],
    ),
    "F22": (
        [{"name": "利培酮片", "morning": 1, "evening": 1}],
        [{"name": "阿立哌唑片", "morning": 10}],
    ),
    "F31": (
        [{"name": "碳酸锂片", "morning": 250, "noon": 250, "evening": 250}],
        [{"name": "丙戊酸钠缓释片", "morning": 500, "evening": 500}, {"name": "喹硫平片", "evening": 200}],
    ),
    "F06.8": (
        [
            {"name": "丙戊酸钠片", "morning": 200, "noon": 200, "evening": 200},
            {"name": "利培酮片", "evening": 1},
        ],
        [{"name": "卡马西平片", "morning": 200, "evening": 200}, {"name": "奥氮平片", "evening": 5}],
    ),
    "F7x.1": (
        [{"name": "利培酮片", "evening": 1}],
        [{"name": "奋乃静片", "morning": 2, "evening": 4}],
    ),
    "other": (
        [{"name": "舍曲林片", "morning": 100}],
        [{"name": "文拉法辛缓释胶囊", "morning": 150}],
    ),
}
STEPS = ((10, 0.5), (51, 2.5), (10_000, 25))  # by what a dose is changed: below this dose, in these steps
LAB = (
    "血常规正常",
    "血常规、肝功能正常",
    "白细胞计数正常",
    "血糖略高，已告知复查",
    "血药浓度在治疗范围",
    "谷丙转氨酶轻度升高",
    "血脂偏高",
    "肾功能、电解质正常",
)
ADVERSE = ("手轻微发抖", "口干", "白天嗜睡", "体重增加", "便秘", "流口水", "坐立不安，已报专科医生")


def regimen(rng: Random, disease: str) -> Regimen:
    """Draw the medicines of a disease."""
    return [dict(item) for item in rng.choice(REGIMENS[disease])]


def adjusted(medicines: Regimen, factor: float) -> Regimen:
    """Return the medicines with the evening (or else the morning) dose raised or lowered."""
    changed = [dict(item) for item in medicines]
    key = "evening" if "evening" in changed[0] else "morning"
    dose = changed[0][key]
    step = next(step for limit, step in STEPS if dose < limit)
    amount = max(step, round(dose * factor / step) * step)
    changed[0][key] = int(amount) if amount == int(amount) else amount
    return changed


def has_needle(medicines: Regimen) -> bool:
    """Return whether a long-acting injection is among the medicines."""
    return any("every_weeks" in item for item in medicines)
