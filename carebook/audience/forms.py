"""Records in words, as papers and pages print them: every field the audience may see, empty ones included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carebook.audience.shown import Shown
from carebook.audience.view import View

#: The form 应急医疗处置记录单 in the order of its items.
EMERGENCY = (
    "unit", "place", "reporter", "reported_on", "reported_at", "channel", "date", "started_at", "ended_on", "ended_at",
    "scene", "police", "doctor", "psychiatrist", "others", "causes", "measures", "diagnosis", "suspected", "effect",
    "target", "filled_by", "recorded_on",
)  # fmt: skip
#: The plan for community rehabilitation.
REHABILITATION = (
    "made_on", "goal", "measures", "responsible", "review_by", "able_to_work", "job", "job_note",
)  # fmt: skip


def pairs(view: View, record: Shown | None, keys: Iterable[str], patient: str = "") -> list[tuple[str, str]]:
    """Title and words of those of the named fields that the audience may see.

    A nested record gives one pair for each of its single values.
    """
    if record is None:
        return []
    return [pair for key in keys if record.sees(key) for pair in _field(view, record, key, patient)]


def _field(view: View, record: Shown, key: str, patient: str) -> Iterator[tuple[str, str]]:
    value = getattr(record, key)
    if key == "dangerous_acts" and value is not None:
        yield record.title_of(key), acts(value)
    elif isinstance(value, Shown):
        for below in value.names():
            for title, words in _field(view, value, below, patient):
                outer = record.title_of(key)
                yield (title if title == outer else f"{outer}：{title}"), words
    else:
        yield record.title_of(key), view.words(record, key, patient)


def acts(counted: Shown) -> str:
    """Dangerous acts with their counts: ``轻度滋事1次``, or ``无``."""
    if counted.none:
        return "无"
    kinds = [key for key in counted.names() if key != "none" and getattr(counted, key)]
    return "，".join(
        f"{counted.title_of(key).removesuffix('次数')}{getattr(counted, key)}次" for key in kinds
    )


def doses(medicines: Iterable[Shown]) -> str:
    """Medicines with their doses on one line: ``利培酮片 早1mg 晚2mg``."""
    return "；".join(_dose(medicine) for medicine in medicines)


def _dose(medicine: Shown) -> str:
    parts = [medicine.name]
    for title, amount in (("早", medicine.morning), ("中", medicine.noon), ("晚", medicine.evening)):
        if amount:
            parts.append(f"{title}{amount:g}mg")
    if medicine.every_weeks:
        parts.append(f"每{medicine.every_weeks}周一次，每次{medicine.dose:g}mg")
    return " ".join(parts)


def lessons(visit: Shown) -> str:
    """What was taught at a visit: ``护理指导（患者家属、监护人）观察复发先兆``."""
    taught = (f"{one.label('kind')}（{one.label('to')}）{one.topic.rstrip('。')}" for one in visit.education)
    return f"{visit.title_of('education')}：{'，'.join(taught)}"


def _fluctuation(visit: Shown) -> str:
    """That the illness became worse, and on which days leader and office were told."""
    told = (("组长", "leader_told_on"), ("办公室", "reported_on"))
    days = ((who, getattr(visit, key)) for who, key in told if visit.sees(key))
    return "，".join(["病情波动", *(f"{day} 报告{who}" for who, day in days if day)])


def visit_text(visit: Shown) -> str:
    """What a visit found, in one paragraph: the five points, or why nobody was met."""
    if visit.sees("lost") and visit.lost:
        return f"失访：{visit.lost.label('reason')}{visit.lost.text or ''}"
    if visit.sees("death") and visit.death:
        seen = visit.death.sees("cause")
        return f"死亡：{visit.death.label('cause')}" if seen else "死亡"
    points = visit.points if visit.sees("points") else None
    said = [f"{points.title_of(key)}：{getattr(points, key)}" for key in points.names()] if points else []
    said += [lessons(visit)] if visit.sees("education") and visit.education else []
    said += [_fluctuation(visit)] if visit.sees("fluctuation") and visit.fluctuation else []
    said += [visit.note] if visit.sees("note") and visit.note else []
    return "；".join(part.rstrip("。；") for part in said)
