"""States as pages show them: a word, a shape and a tone, never a colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carebook.audience.items import STATES, item_words
from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.findings import Severity
from carebook.policy.item import DueItem, ItemState
from carebook.records.codes import STABILITIES, words
from carebook.site.blocks import Cell, cell, plain

_ITEM_MARKS = {
    ItemState.OVERDUE: "■",
    ItemState.OPEN: "▲",
    ItemState.SCHEDULED: "○",
    ItemState.UNVERIFIED: "？",
    ItemState.DONE: "●",
    ItemState.DONE_LATE: "◆",
    ItemState.MISSED: "□",
    ItemState.EXCUSED: "◇",
    ItemState.CANCELLED: "×",
}
_STABILITY_MARKS = dict(zip(STABILITIES, "■▲●", strict=True))  # the worst first
_STATUS_MARKS = {"home": "●", "hospital": "▲", "away": "◇", "lost": "■", "moved": "→", "refused": "×", "deceased": "×"}
_SEVERITIES = {Severity.ERROR: ("错误", "■"), Severity.WARNING: ("提醒", "▲"), Severity.NOTE: ("说明", "○")}
_NOTICE_MARKS = {"draft": "○", "signed": "△", "printed": "●", "published": "◎", "repealed": "×"}
_UNKNOWN = "未评估"


def item_state(item: DueItem) -> Cell:
    """The state of a due item: ``■ 逾期 12 天``."""
    order = item.due.isoformat()
    rank = list(_ITEM_MARKS).index(item.state)
    return cell(
        item_words(item),
        tone="item-today" if item.today else f"item-{item.state.value.replace('_', '-')}",
        mark=_ITEM_MARKS[item.state],
        sort=f"{rank}{order}",
        pick=STATES[item.state],
    )


def stability(value: int | None) -> Cell:
    """Stability in words."""
    if value is None:
        return cell(_UNKNOWN, tone="unknown", mark="○", sort=0)
    return cell(words("stability")[value], tone=f"stability-{value}", mark=_STABILITY_MARKS[value], sort=value)


def risk(view: View, value: int | None) -> Cell:
    """Risk level in words."""
    if value is None:
        return cell(_UNKNOWN, tone="unknown", mark="○", sort=-1)
    mark = "■" if view.is_high(value) else "▲" if value else "●"
    return cell(f"{value}级", tone=f"risk-{value}", mark=mark, sort=value)


def status(view: View, code: str) -> Cell:
    """Where a patient is, in words."""
    return cell(statuses(view)[code], tone=f"status-{code}", mark=_STATUS_MARKS.get(code, "○"))


def statuses(view: View) -> Mapping[str, str]:
    """All statuses by code, in words, in the order of the schema."""
    return view.codes("patient.status", "status")


def severity(value: Severity) -> Cell:
    """How much a finding weighs."""
    word, mark = _SEVERITIES[value]
    return cell(word, tone=f"severity-{value.value}", mark=mark, sort=list(_SEVERITIES).index(value))


def notice_state(notice: RecordView) -> Cell:
    """How far a notice has come."""
    return cell(notice.label("state"), tone=f"notice-{notice.state}", mark=_NOTICE_MARKS.get(notice.state, "○"))


def joined(parts: Iterable[object], by: str = " ") -> str:
    """What is written of several values, joined."""
    return by.join(text for text in map(plain, parts) if text)
