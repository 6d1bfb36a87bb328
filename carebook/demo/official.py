"""The township itself, what its offices do, and what its villages report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from carebook.demo import numbers
from carebook.demo.courses import DemoSpan
from carebook.demo.days import between, recorded, weekday_before
from carebook.demo.groups import DEPARTMENTS
from carebook.demo.oversight import accountability
from carebook.demo.source import source
from carebook.demo.teams import DemoVillage
from carebook.demo.yamltext import Act, Doc

#: From this day on the township decided an interval for visits in sensitive periods.
DENSER = date(2026, 9, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlace:
    """Name, county and codes of a township; ``head`` is the worker who decides."""

    id: str
    name: str
    county: str
    division: str
    credit: str
    head: str
    planning: Doc | None = None

    @property
    def short(self) -> str:
        """Return the name without 乡."""
        return self.name.removesuffix("乡")


def department_phones() -> dict[str, str]:
    """Return the office telephones by department."""
    return {one["id"]: numbers.office(one["phone"]) for one in source("offices")["departments"]}


def township_doc(
    place: DemoPlace, villages: Iterable[DemoVillage], span: DemoSpan, unused: Mapping[int, list[Doc]]
) -> Doc:
    """Return the record of the township; ``unused`` are the numbers of each year without a document."""
    said, phones = source("offices"), department_phones()
    runs = [{"code": run["code"], "year": year, **run} for year, many in unused.items() for run in many]
    return {
        "format": 2,
        "id": place.id,
        "name": place.name,
        "county": place.county,
        "organ": f"{place.name}人民政府",
        "organ_code": f"{place.short}府发",
        "codes": [one | {"code": f"{place.short}府{one['code']}"} for one in said["codes"]],
        "uscc": place.credit,
        "division_code": place.division,
        "area_code": numbers.AREA,
        "population": sum(village.population for village in villages),
        "site": {"name": f"{place.county}{place.name}人民政府", "domain": "qingxi.example", "id_code": "9901010001"},
        "departments": [
            {"id": one["id"], "name": f"{place.short}{one['name']}", "short": one.get("short")}
            | {"duty_phone": phones[one["id"]]}
            for one in said["departments"]
        ],
        "bodies": said["bodies"],
        "policies": [{"id": policy, "since": span.begin, "recorded_on": span.begin} for policy in said["policies"]],
        "sensitive_periods": list(_periods(place, span)),
        "unused_numbers": runs or None,
        "planning": place.planning,
    }


def _periods(place: DemoPlace, span: DemoSpan) -> Iterator[Doc]:
    """Yield the sensitive periods that are over, and the coming New Year; the later ones have an interval for visits."""
    ahead = date(span.end.year, 12, 31)
    periods = [
        (one["name"], date(year, *one["since"]), date(year, *one["until"]))
        for year in range(span.begin.year, span.end.year + 1)
        for one in source("offices")["sensitive_periods"]
        if date(year, *one["until"]) <= span.end
    ]
    for name, since, until in (*periods, ("元旦期间", ahead, date(ahead.year + 1, 1, 3))):
        yield {
            "name": name,
            "since": since,
            "until": until,
            "decided_by": place.head,
            "visit_every": 2 if since == ahead else 5 if since >= DENSER else None,
            "visit_risk": [2, 3, 4, 5] if since == ahead else None,
        }


def screenings(
    rng: Random, villages: list[DemoVillage], span: DemoSpan, year: int
) -> Iterator[tuple[DemoVillage, Doc]]:
    """Yield the monthly reports of every village in a year."""
    for month, last in _closed(span, year):
        for village in villages:
            yield village, _screening(rng, month, last, span)


def acts(
    rng: Random,
    place: DemoPlace,
    villages: list[DemoVillage],
    span: DemoSpan,
    year: int,
    responses: list[tuple[date, str, str]],
) -> Iterator[Act]:
    """Yield what the offices did in a year; ``responses`` are those of the year."""
    yield from (("comparison", doc) for doc in _comparisons(rng, villages, year, span))
    yield from (("bulletin", _bulletin(rng, month, last)) for month, last in _closed(span, year))
    if date(year, 7, 1) <= span.end:
        yield "supervision", _supervision(place, villages[1 % len(villages)], year)
    yield from (("joint-response", doc) for doc in _responses(rng, responses, span))
    yield from accountability(f"{place.name}人民政府", villages, year, span.end)
    yield from (("report", _report(place, villages[0], month, last)) for month, last in _closed(span, year))


def _closed(span: DemoSpan, year: int) -> list[tuple[str, date]]:
    """The closed months of a year with their last days."""
    return [(month, last) for month, first, last in _months(span) if first.year == year]


def _responses(rng: Random, mine: list[tuple[date, str, str]], span: DemoSpan) -> list[Doc]:
    """Joint responses as they are entered."""
    return [
        {
            "date": day,
            "recorded_on": recorded(rng, day, span.end),
            "patient": patient,
            "departments": ["office", "clinic", "police", "village"],
            "summary": summary,
        }
        for day, patient, summary in mine
    ]


def _months(span: DemoSpan) -> Iterator[tuple[str, date, date]]:
    """Yield the closed months of the span with their first and last day."""
    first = span.begin
    while True:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        if after > span.end:
            return
        yield f"{first:%Y-%m}", first, after - timedelta(days=1)
        first = after


def _screening(rng: Random, month: str, last: date, span: DemoSpan) -> Doc:
    """Return the monthly report of one village."""
    suspected = rng.choices((0, 1, 2), (93, 6, 1))[0]
    reported = min(span.end, between(rng, last - timedelta(days=4), last))
    rated = reported + timedelta(days=6) if suspected else None
    answered = rated + timedelta(days=2) if rated else None
    return {
        "month": month,
        "reported_on": reported,
        "recorded_on": reported,
        "suspected": suspected,
        "told": ["office", "clinic", "police", "civil-affairs"],
        "outcome": rng.choice(source("offices")["screening"]) if suspected else None,
        "rated_on": rated if rated and rated <= span.end else None,
        "answered_on": answered if answered and answered <= span.end else None,
    }


def _comparisons(rng: Random, villages: list[DemoVillage], year: int, span: DemoSpan) -> Iterator[Doc]:
    """Yield the weekly comparisons of clinic and police, on Fridays."""
    doctor, police = villages[0].shared[0], villages[0].shared[1]
    day = date(year, 1, 1)
    day += timedelta(days=(4 - day.weekday()) % 7)
    while day.year == year and day <= span.end:
        differences = rng.choices((0, 1, 2), (88, 10, 2))[0]
        yield {
            "date": day,
            "recorded_on": day,
            "clinic": doctor.id,
            "police": police.id,
            "differences": differences,
            "note": rng.choice(source("offices")["differences"]) if differences else None,
        }
        day += timedelta(days=7)


def _bulletin(rng: Random, month: str, last: date) -> Doc:
    """Return the monthly bulletin, issued on the last working day."""
    issued = weekday_before(last)
    return {
        "month": month,
        "issued_on": issued,
        "recorded_on": issued,
        "departments": [*DEPARTMENTS, "justice", "village"],
        "summary": rng.choice(source("offices")["bulletins"]),
    }


def _report(place: DemoPlace, village: DemoVillage, month: str, last: date) -> Doc:
    """Return the report to the department above, sent with the bulletin."""
    sent = weekday_before(last)
    return {
        "month": month,
        "to": [f"{place.county}卫生健康委员会"],
        "sent_on": sent,
        "recorded_on": sent,
        "by": village.shared[0].id,
    }


def _supervision(place: DemoPlace, village: DemoVillage, year: int) -> Doc:
    """Return the supervision item of a year."""
    return {
        "id": f"{place.id}-D{year % 100:02d}",
        "village": village.id,
        "matter": "两户随访记录连续两月录入不及时",
        "opened_on": date(year, 6, 3),
        "recorded_on": date(year, 6, 3),
        "deadline": date(year, 6, 17),
        "reminded_on": date(year, 6, 12),
        "listed_on": date(year, 6, 18),
        "closed_on": date(year, 6, 24),
        "outcome": "记录已补齐，村（社区）负责人作了说明。",
    }
