"""What a visit found, in words."""

from __future__ import annotations

from carebook.audience.record_view import RecordView


def lessons(visit: RecordView) -> str:
    """What was taught at a visit: ``护理指导（患者家属、监护人）观察复发先兆``."""
    taught = (f"{one.label('kind')}（{one.label('to')}）{one.topic.rstrip('。')}" for one in visit.education)
    return f"{visit.title_of('education')}：{'，'.join(taught)}"


def _fluctuation(visit: RecordView) -> str:
    """That the illness became worse, and on which days leader and office were told."""
    told = (("组长", "leader_told_on"), ("办公室", "reported_on"), ("派出所", "police_told_on"))
    days = ((who, getattr(visit, key)) for who, key in told if visit.sees(key))
    return "，".join(["病情波动", *(f"{day} 报告{who}" for who, day in days if day)])


def visit_text(visit: RecordView) -> str:
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
