"""Due items in words."""

from __future__ import annotations

from carebook.policy.item import DueItem, ItemState

STATES = {
    ItemState.SCHEDULED: "未到期",
    ItemState.OPEN: "可办理",
    ItemState.OVERDUE: "逾期",
    ItemState.UNVERIFIED: "待核",
    ItemState.DONE: "按期完成",
    ItemState.DONE_LATE: "逾期完成",
    ItemState.MISSED: "漏做",
    ItemState.CANCELLED: "已取消",
}


def item_words(item: DueItem) -> str:
    """The state of an item as people say it: ``逾期 12 天``."""
    late = f" {item.days_overdue} 天" if item.days_overdue else ""
    return f"{STATES[item.state]}{late}"


def source_words(item: DueItem) -> str:
    """Where an item comes from, and by when other documents ask for the same: ``…三、2；国家规范 1.4 2027-02-20``."""
    return "；".join([*item.sources, *(f"{source} {due.isoformat()}" for source, due in item.others)])
