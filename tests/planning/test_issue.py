"""A plan that is given out: what its record holds, who is shown what of it, how it is read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest
import yaml

from carebook.audience.plan_words import named_words, provisional, settings_words
from carebook.documents.plan import plan_paper
from carebook.planning.issue import issue, out, text
from carebook.planning.plan import make_plan
from carebook.planning.verify import verify
from carebook.records.issued import IssuedPlan
from tests.planning.small import duty, problem, team
from tests.townships import DEMO, HOME, township

GROUPS = {"G1": team("G1", "leader", "doctor", "grid")}
CONTEXT = township(DEMO)


def _issued() -> IssuedPlan:
    month = problem((duty("P1", 1, 9),), (duty("P2", 5, 6),), groups=GROUPS)
    sheets = tuple(replace(one, sheet=True) for one in month.duties)
    month = replace(month, duties=sheets, provisional=(2026,))
    plan = make_plan(month)
    assert verify(month, plan) == []
    return issue(plan, date(2026, 11, 21), {"G1"})


def test_what_is_written_is_read_back() -> None:
    """The file of a plan is the plan, without anchors, with times as text."""
    made = _issued()
    said = text(made)
    assert "&id" not in said
    assert 'start: "09:10"' in said
    assert msgspec.convert(yaml.safe_load(said), IssuedPlan) == made
    assert text(made) == text(_issued())
    assert [(one.id, one.day, one.members) for one in out(made, {})] == [
        (stop.id, stop.planned, stop.members) for stop in made.stops
    ]


def test_the_record_says_what_is_provisional_and_what_is_not_placed() -> None:
    """Years without calendar, and every duty of the month, placed or not."""
    made = _issued()
    assert made.provisional == (2026,)
    assert [one.patient for one in made.stops] == ["P1"]
    assert [(one.patient, one.group, bool(one.why)) for one in made.unmet] == [("P2", "G1", True)]


@pytest.mark.parametrize(("audience", "scope"), [("office", ""), ("village", "QX-V1"), ("police", ""), ("public", "")])
def test_each_reader_gets_the_plan_within_reach(audience: str, scope: str) -> None:
    """A village sees its own stops and who comes; police officers their own days; the public nothing."""
    whole = CONTEXT.registry.plans["2026-12"]
    view = CONTEXT.view(audience, scope)
    shown = view.plans.get("2026-12")
    if audience == "public":
        assert shown is None
        return
    assert shown is not None
    assert (len(shown.stops) == len(whole.stops)) == (audience == "office")
    for one in shown.rounds:
        assert any(one.worker in s.members and s.planned == one.planned for s in shown.stops)
    if audience == "village":
        assert {stop.village for stop in shown.stops} == {"QX-V1"}
    if audience == "police":
        assert {one.worker for one in shown.rounds} == {"QX-S03"}


def test_the_demo_plan_never_leaves_a_form_without_doctor_nor_a_day_with_three_villages() -> None:
    """As the records hold it: read by whoever carries it, not by the solver."""
    plan = CONTEXT.registry.plans["2026-12"]
    doctors = {code for code, one in CONTEXT.registry.staff.items() if any(p.role == "doctor" for p in one.posts)}
    assert all(doctors & set(stop.members) for stop in plan.stops if stop.sheet)
    assert sum(bool(stop.sheet) for stop in plan.stops) > 10
    went: dict[tuple[str, date], set[str]] = {}
    for stop in plan.stops:
        for worker in stop.members if stop.home else ():
            went.setdefault((worker, stop.planned), set()).add(stop.village)
    assert max(map(len, went.values())) <= 2
    assert all(one.back <= "17:30" for one in plan.rounds)


def test_the_paper_says_who_goes_where_when_and_how_far() -> None:
    """By the clock, with the way; a provisional plan says so in its first lines."""
    view = CONTEXT.view("office")
    body = plan_paper(view, view.plans["2026-12"], "QX-S02", "worker", "方济仁2026年12月走访计划", HOME.templates)
    assert "乡镇驻地 →（" in body
    assert "公里" in body
    assert "回到" in body
    assert "填随访服务记录表" in body
    assert "本乡镇自己定的" in body
    assert "暂定" not in body
    made = view.show(_issued(), "plan")
    assert "暂定：2026 年的放假安排还没有公布" in provisional(made)
    assert "暂定：2026 年的放假安排还没有公布" in plan_paper(
        view, made, "QX", "whole", "走访计划（暂定）", HOME.templates
    )


def test_reasons_name_people() -> None:
    """Ids of workers and villages are printed by name where the readers may know it."""
    view = CONTEXT.view("office")
    assert named_words(view, "避开 QX-S02 不在岗的日子") == "避开方济仁不在岗的日子"
    assert named_words(view, "QX-S99 已排满，QX-V1") == "QX-S99 已排满，柳溪村"
    assert "每人每天至多 2 个村" in settings_words(view)
