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
    ItemState.EXCUSED: "准免",
    ItemState.CANCELLED: "不再办",
}


def item_words(item: DueItem) -> str:
    """The state of an item as people say it: ``逾期 12 天，共欠 3 次，最早 2026-08-06``."""
    late = f" {item.days_overdue} 天" if item.days_overdue else ""
    if item.state is ItemState.CANCELLED and late:
        late = f"（当时已逾期{late}）"
    if item.today:
        return f"今天到期{arrears_words(item)}"
    return f"{STATES[item.state]}{late}{arrears_words(item)}"


def arrears_words(item: DueItem) -> str:
    """How often in a row a duty was not done, and since when; empty where that is told already."""
    owed = item.missed + (item.state is ItemState.OVERDUE)
    return f"，共欠 {owed} 次，最早 {item.missed_since}" if item.missed else ""


def source_words(item: DueItem) -> str:
    """Where an item comes from, and by when other documents ask for the same: ``…三、2；国家规范 1.4 2027-02-20``."""
    return "；".join([*item.sources, *(f"{source} {due.isoformat()}" for source, due in item.others)])
