"""Due items in words."""

from __future__ import annotations

from carebook.policy.item import DueItem, State

STATES = {
    State.SCHEDULED: "未到期",
    State.OPEN: "可办理",
    State.OVERDUE: "逾期",
    State.UNVERIFIED: "待核",
    State.DONE: "按期完成",
    State.DONE_LATE: "逾期完成",
    State.MISSED: "漏做",
    State.CANCELLED: "已取消",
}


def item_words(item: DueItem) -> str:
    """The state of an item as people say it: ``逾期 12 天``."""
    late = f" {item.days_overdue} 天" if item.days_overdue else ""
    return f"{STATES[item.state]}{late}"


def source_words(item: DueItem) -> str:
    """Where an item comes from, and by when other documents ask for the same: ``…三、2；国家规范 1.4 2027-02-20``."""
    return "；".join([*item.sources, *(f"{source} {due.isoformat()}" for source, due in item.others)])
