"""What may be changed when a document is adopted, and what needs a decision."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.borrowed import Township

SINCE = "    recorded_on: 2026-09-01\n"
DATED = "        since: 2026-09-01\n        recorded_on: 2026-09-01\n"
DECIDED = ("reason: 地广人稀", "approved_by: QX-S07", "approved_on: 2026-08-30")


def change(township: Township, obligation: str, *lines: str) -> None:
    """Write one change of the first adopted document."""
    body = "".join(f"        {line}\n" for line in lines)
    text = f"{SINCE}    changes:\n      - obligation: {obligation}\n{DATED}{body}"
    township.swap("township.yaml", SINCE, text)


def test_unknown_obligation_is_found_where_it_is_named(township: Township) -> None:
    """R306: at the line of the name, with the name that was probably meant."""
    change(township, "visits", "members: 4")
    (finding,) = township.found("R306")
    assert finding.place.line == township.line_of("township.yaml", "obligation: visits")
    assert "visit？" in finding.advice
    assert township.found("R307") == []


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["members: 2"], "members"),
        (["every: [{span: {days: 40}}]"], "every"),
        (["every: [{span: {days: 7}, stability: [1]}]"], "every"),
        (["every: [{span: {days: 10}, stability: [1]}, {span: {days: 7}}]"], "every"),
        (["every: [{span: {days: 30}, stability: [3]}, {span: {days: 7}}]"], "every"),
        (["every: [{span: {working_days: 6}}]"], "every"),
        (["members: 2", *DECIDED[:2]], "members"),
    ],
)
def test_loosening_needs_a_decision(township: Township, lines: list[str], key: str) -> None:
    """R307: fewer members, a longer interval for some or in some month, or none at all for some."""
    change(township, "visit", *lines)
    (finding,) = township.found("R307")
    assert finding.place.line == township.line_of("township.yaml", f"        {key}:")
    assert "批准日期" in finding.message


@pytest.mark.parametrize(
    "lines",
    [
        ["members: 4"],
        ["members: 3"],
        ["every: [{span: {days: 7}}]"],
        ["every: [{span: {working_days: 5}}]"],
        ["every: [{span: {days: 28}, stability: [3]}, {span: {days: 7}}]"],
        ["members: 2", *DECIDED],
        ["every: [{span: {months: 2}}]", *DECIDED],
    ],
)
def test_tightening_and_decided_loosening_pass(township: Township, lines: list[str]) -> None:
    """R306, R307: what asks for as much or more needs nothing; what asks for less needs reason and approval."""
    change(township, "visit", *lines)
    assert [f for code in ("R306", "R307") for f in township.found(code)] == []


@pytest.mark.parametrize(("days", "count"), [(2, 1), (1, 0)])
def test_longer_deadline_needs_a_decision(township: Township, days: int, count: int) -> None:
    """R307: what the document wants within a day may not take two."""
    change(township, "fluctuation", f"within: {{days: {days}}}")
    assert len(township.found("R307")) == count


def test_change_moves_the_days(township: Township) -> None:
    """A tightened interval is what the due days follow, and they say so."""
    before = {item.id: item for item in township.context().items}
    change(township, "visit", "every: [{span: {days: 5}}]")
    after = [item for item in township.context().items if item.duty == "visit" and item.closed_on is None]
    moved = [item for item in after if item.id in before and item.due < before[item.id].due]
    assert moved
    assert all("（本乡镇调整）" in source for item in moved for source in item.sources)
    assert all(item.due > date(2026, 9, 1) for item in moved)


@pytest.mark.parametrize(
    ("obligation", "line", "key"),
    [
        ("checkup", "members: 3", "members"),
        ("visit", "within: {days: 2}", "within"),
        ("fluctuation", "every: [{span: {days: 2}}]", "every"),
    ],
)
def test_change_without_effect_is_found(township: Township, obligation: str, line: str, key: str) -> None:
    """R310: a head-count where nobody is counted, a deadline or an interval where there is none."""
    change(township, obligation, line)
    (finding,) = township.found("R310")
    assert finding.place.line == township.line_of("township.yaml", f"        {key}:")


def test_two_changes_of_one_obligation_are_found(township: Township) -> None:
    """R310: only one of them would count."""
    twice = (
        f"{SINCE}    changes:\n"
        + "      - {obligation: visit, since: 2026-09-01, recorded_on: 2026-09-01, members: 4}\n" * 2
    )
    township.swap("township.yaml", SINCE, twice)
    assert [f.message for f in township.found("R310")] == ["“定期随访”同一天起调整了两次，只有一次起作用"]


def test_a_change_may_follow_another(township: Township) -> None:
    """R310: from another day on the interval is another; both are written, neither is lost."""
    first = "      - {obligation: visit, since: 2026-09-01, recorded_on: 2026-09-01, members: 4}\n"
    twice = f"{SINCE}    changes:\n{first}{first.replace('09-01', '10-01').replace('4}', '5}')}"
    township.swap("township.yaml", SINCE, twice)
    assert township.found("R310") == []
