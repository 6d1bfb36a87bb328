"""Papers of the township's office: minutes, bulletins, letters, lists, scorecards, reports, supervision.

Those that belong to a month are made for the month of today and for the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from carebook.audience.view import View
from carebook.context import Context
from carebook.documents.bulletin import bulletin, issued
from carebook.documents.engine import month_cn
from carebook.documents.letter import letter, told
from carebook.documents.minutes import minutes
from carebook.documents.month import Month, month_of_figures
from carebook.documents.report import report, sent
from carebook.documents.scorecard import scorecard
from carebook.documents.supervision import closing, order
from carebook.documents.unsupported import unsupported_list
from carebook.policy.scores import ScoreBook
from carebook.publish.made import Made, digested


def _months(view: View) -> tuple[date, date]:
    """The first days of last month and of this one."""
    this = view.today.replace(day=1)
    return this - relativedelta(months=1), this


def minute_papers(context: Context, view: View) -> Iterator[Made]:
    """Minutes carry the day of their meeting."""
    since, _ = _months(view)
    for key, group in view.groups.items():
        for meeting in group.entries("meeting"):
            if meeting.date >= since:
                name = f"{key}-{meeting.date}"
                body = minutes(view, group, meeting, context.home.templates)
                title = f"{group.household}小组会议纪要 {meeting.date}"
                yield Made("minutes", key, digested(name, title, "official", body, meeting.date))


def bulletin_papers(context: Context, view: View) -> Iterator[Made]:
    """A bulletin that was issued carries that day, and what was known on it; one that was not, the day of the data."""
    for first in _months(view):
        record = issued(view, first)
        then = _on(context, view, record.issued_on if record else view.today)
        body = bulletin(then, month_of_figures(then, first), record, context.home.templates)
        title = f"{month_cn(first)}服务管理工作情况通报"
        paper = digested(f"{first:%Y-%m}", title, "official", body, then.today)
        yield Made("bulletins", str(view.township.id), paper)


def letter_papers(context: Context, view: View) -> Iterator[Made]:
    """A letter carries the day the police were told; until then the day of the data."""
    for one in told(view, _months(view)[0]):
        body = letter(view, one, context.home.templates)
        day = one.entry.police_told_on or view.today
        name = f"{one.patient.id}-{one.day}"
        title = f"通报高风险患者的函 {name}"
        yield Made("letters", one.patient.id, digested(name, title, "official", body, day))


def list_papers(context: Context, view: View) -> Iterator[Made]:
    """The list of patients whom nobody supports."""
    body = unsupported_list(view, context.home.templates)
    running = f"{view.township.name}“三无”等患者名单　资料日期 {view.today}"
    paper = digested("unsupported", "“三无”等患者名单", "sheet", body, view.today, running)
    yield Made("lists", str(view.township.id), paper)


def scorecard_papers(context: Context, view: View) -> Iterator[Made]:
    """None where the township has no weights."""
    book = context.settings.one(ScoreBook)
    for month in _figures(view) if book else ():
        body = scorecard(view, month, book, context.home.templates) if book else ""
        running = f"{view.township.name}各村考评表　{month.name}"
        title = f"各村（社区）考评表 {month.name}"
        paper = digested(month.name, title, "sheet", body, view.today, running)
        yield Made("scorecards", str(view.township.id), paper)


def report_papers(context: Context, view: View) -> Iterator[Made]:
    """A report that was sent says what was known on that day."""
    for first in _months(view):
        record = sent(view, first)
        then = _on(context, view, record.sent_on if record else view.today)
        month = month_of_figures(then, first)
        body = report(then, month, record, context.home.templates)
        running = f"{view.township.name}上报报表　{month.name}"
        paper = digested(month.name, f"上报报表 {month.name}", "file", body, then.today, running)
        yield Made("reports", str(view.township.id), paper)


def supervision_papers(context: Context, view: View) -> Iterator[Made]:
    """An order for every matter still open or closed since last month; a closing for those closed."""
    since, _ = _months(view)
    for item in reversed(view.entries("supervision")):
        if item.closed_on and item.closed_on < since:
            continue
        kinds: list[tuple[str, str, Callable[..., str], date]] = [
            ("", "督办通知", order, item.opened_on),
        ]
        if item.closed_on and item.closed_on <= view.today:
            kinds.append(("-closed", "销号通知", closing, item.closed_on))
        for suffix, title, made, day in kinds:
            body = made(view, item, Path(context.home.templates))
            paper = digested(f"{item.id}{suffix}", f"{title} {item.id}", "official", body, day)
            yield Made("supervision", str(item.village), paper)


def _figures(view: View) -> Iterator[Month]:
    yield from (month_of_figures(view, first) for first in _months(view))


def _on(context: Context, view: View, day: date) -> View:
    """The township as it was known on a day up to today."""
    return view if day >= view.today else context.as_known(day).view(view.audience, view.scope.scope)
