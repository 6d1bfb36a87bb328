"""The scorecard of the villages (各村考评表): points of a month, by the township's own weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from carebook.audience.view import View
from carebook.documents.engine import compose
from carebook.documents.month import ReportedMonth, month_of_figures, overdue, recent_months
from carebook.documents.paper_kind import Composed, Material
from carebook.policy.scores import ScoreBook, ScoreItem

TEMPLATE = "scorecard.xhtml.j2"


@dataclass(frozen=True, slots=True)
class Score:
    """One village: points by column in the order of the scorecard, and what each rests on."""

    village: str
    name: str
    points: tuple[Decimal, ...]
    basis: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """All points together."""
        return sum(self.points, Decimal(0))


def scorecard_papers(material: Material) -> Iterator[Composed]:
    """None where the township has no weights."""
    view, book = material.view, material.scores
    if book is None:
        return
    for first in recent_months(view.today):
        month = month_of_figures(view, first)
        body = scorecard(view, month, book, material.templates)
        running = f"{view.township.name}各村考评表　{month.name}"
        title = f"各村（社区）考评表 {month.name}"
        yield Composed(month.name, str(view.township.id), title, body, view.today, running)


def scores(view: View, month: ReportedMonth, book: ScoreBook) -> list[Score]:
    """Every village, the best first; of equals the first by id."""
    found = []
    for code, village in view.villages.items():
        marks = [_mark(view, month, item, code) for item in book.items]
        found.append(Score(code, str(village.name), tuple(p for p, _ in marks), tuple(w for _, w in marks)))
    return sorted(found, key=lambda score: (-score.total, score.village))


def _mark(view: View, month: ReportedMonth, item: ScoreItem, village: str) -> tuple[Decimal, str]:
    """Points in one column, and the numbers behind them."""
    if item.measure == "timely":
        share = month.timely(item.obligations, village)
        return item.share(share.numerator, share.over or 0), f"{share.numerator}/{share.over}"
    counts = {"overdue": _overdue, "listed": _listed, "inspection": _inspected}
    count = counts[item.measure](view, month, village)
    return item.less(count), f"{count}项"


def _overdue(view: View, month: ReportedMonth, village: str) -> int:
    """What fell due by the end of the month and is still not done."""
    return sum(item.due <= month.last for item in overdue(view, village))


def _listed(view: View, month: ReportedMonth, village: str) -> int:
    """Matters of the village that were listed and not closed at some time in the month."""
    items = view.entries("supervision")
    return sum(
        one.village == village
        and one.listed_on is not None
        and one.listed_on <= month.last
        and (one.closed_on is None or one.closed_on >= month.first)
        for one in items
    )


def _inspected(view: View, month: ReportedMonth, village: str) -> int:
    """Inspections of the month that went there and found something."""
    held = view.entries("inspection")
    return sum(village in one.units and bool(one.findings) and month.first <= one.date <= month.last for one in held)


def scorecard(view: View, month: ReportedMonth, book: ScoreBook, templates: Path) -> str:
    """Compose the scorecard of a month."""
    return compose(
        templates,
        TEMPLATE,
        view=view,
        month=month,
        book=book,
        items=book.items,
        full=sum(item.points for item in book.items),
        rows=[_cells(rank, score) for rank, score in enumerate(scores(view, month, book), 1)],
    )


def _cells(rank: int, score: Score) -> Sequence[str]:
    marks = (f"{points}（{basis}）" for points, basis in zip(score.points, score.basis, strict=True))
    return (str(rank), score.name, *marks, str(score.total))
