"""The scorecard of the villages (各村考评表): points of a month, by the township's own weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from carebook.audience.view import View
from carebook.documents.engine import compose
from carebook.documents.month import ReportedMonth, month_of_figures, recent_months
from carebook.documents.paper_kind import Composed, Material
from carebook.policy.scores import ScoreBook, ScoreItem, rounded

TEMPLATE = "scorecard.xhtml.j2"


@dataclass(frozen=True, slots=True)
class Score:
    """One village: points by column in the order of the scorecard (None: nothing was owed), and what each rests on.

    ``total`` is what it has of the points it could have, on the scale of them all; None where nothing was owed.
    """

    village: str
    name: str
    points: tuple[Decimal | None, ...]
    basis: tuple[str, ...]
    total: Decimal | None


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
    """Every village, the best first; of equals the first by id, and those that owed nothing last."""
    found = [_score(view, month, book, code) for code in view.villages]
    return sorted(found, key=lambda score: (-(score.total if score.total is not None else -1), score.village))


def _score(view: View, month: ReportedMonth, book: ScoreBook, code: str) -> Score:
    marks = [_mark(view, month, item, code) for item in book.items]
    points = tuple(points for points, _ in marks)
    weight = sum(item.points for item, got in zip(book.items, points, strict=True) if got is not None)
    full = sum(item.points for item in book.items)
    nothing = month.timely((), code).value is None or not weight
    total = None if nothing else rounded(sum((p for p in points if p is not None), Decimal(0)) * full / weight)
    return Score(code, str(view.villages[code].name), points, tuple(basis for _, basis in marks), total)


def _mark(view: View, month: ReportedMonth, item: ScoreItem, village: str) -> tuple[Decimal | None, str]:
    """Points in one column, and the numbers behind them."""
    if item.measure == "timely":
        share = month.timely(item.obligations, village)
        return (None if share.value is None else item.share(share.value)), share.basis
    if item.measure == "arrears":
        if ("arrears", village) not in month.shares or month.timely((), village).value is None:
            return None, "—"
        count = month.share("arrears", village).numerator
    else:
        count = _listed(view, month, village)
    return item.less(count), f"{count}项"


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
    marks = ("—" if p is None else f"{p}（{basis}）" for p, basis in zip(score.points, score.basis, strict=True))
    total = "—" if score.total is None else str(score.total)
    return (str(rank) if score.total is not None else "—", score.name, *marks, total)
