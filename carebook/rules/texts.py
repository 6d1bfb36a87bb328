"""Rules about words that say nothing, or what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Any

from carebook.findings import Finding
from carebook.policy.bounds import Bounds
from carebook.reading.fields import Field, fields
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import kind_of
from carebook.rules.world import World, expected, spots

#: A field that is for a sentence; others that are as long are for sentences too.
_SENTENCE = ("withdrawn", "reason")
#: Results, which may be a number.
_RESULTS = {"blood_count", "transaminase", "ecg", "text"}
#: One character that is an answer.
_ANSWERS = set("无有是否")
_TRIALS = {"测试", "test", "xxx", "abc"}
#: Things that happen once, and the field that tells of them.
_EVENTS = {"incident": "summary", "emergency": "scene", "alarm": "summary", "patrol": "dangers"}
#: What is written every month.
_MONTHLY = {"meeting": ("summary", "problems", "decisions"), "exchange": ("summary",), "bulletin": ("summary",)}


def _is_for_sentences(field: Field, shortest: int) -> bool:
    schema = field.schema
    free = schema.get("type") == "string" and not {"enum", "x-ref", "x-kind", "pattern", "format"} & set(schema)
    return free and schema.get("maxLength", 0) >= shortest and field.path[-1] not in _RESULTS


def _nothing(text: str) -> str:
    """In which way a text says nothing; empty if it says something."""
    said = "".join(sign for sign in text if sign.isalnum())
    if not said:
        return "只有标点"
    if re.fullmatch(r"[\d年月日号时点分]*\d[\d年月日号时点分]*", said):
        return "只有数字或日期"
    if len(said) == 1 and said not in _ANSWERS:
        return "只有一个字"
    if len(said) > len("二字") and len(set(said)) == 1:
        return "只是一个字的重复"
    return "像是试填的" if said.lower() in _TRIALS else ""


def meaningless(world: World) -> Iterator[Finding]:
    """C981: where a sentence is asked for stands a number, a date, one character, a sign."""
    shortest = next(one.schema["maxLength"] for one in fields(world.schemas, "entry.visit") if one.path == _SENTENCE)
    for spot in spots(world, partial(_is_for_sentences, shortest=shortest)):
        found = kind_of(spot.file)
        about_care = found is not None and (found.kind.owner or found.kind.name == "patient.profile")
        if about_care and isinstance(spot.value, str) and (why := _nothing(spot.value)):
            title = f"{spot.field.schema['title']}（{spot.field.path[-1]}）"
            yield spot.finding(
                "C981", f"{title}{why}，看不出是什么情况", "写一句看到的情况；没有的写“无”，不知道的不写"
            )


def neighbours(world: World) -> Iterator[Finding]:
    """C982: the five points of a visit are, word for word, those of another patient on that day by the same person."""
    seen: dict[Any, str] = {}
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            if entry.record.points:
                key = (entry.day, entry.record.recorded_by, entry.record.points)
                owner = seen.setdefault(key, patient.id)
                if owner != patient.id:
                    message = f"五项内容与 {owner} 同一天的随访一字不差，记录人也相同"
                    yield world.at("C982", entry, "points", message, "核对是不是抄错了人；写这一户看到的情况")


def _runs(entries: Entries, kind: str, said: Callable[[Entry], Any]) -> Iterator[list[Entry]]:
    """Entries of a kind, one after the other by day, that say the same on different days."""
    telling = [entry for entry in entries.of(kind) if said(entry)]
    for _, run in groupby(telling, key=said):
        entries_of_run = list(run)
        if len({entry.day for entry in entries_of_run}) > 1:
            yield entries_of_run


@expected
def repeated(world: World, bounds: Bounds) -> Iterator[Finding]:
    """C983: told in the words of last time: the five points of a visit (E104 tells of more), something that happened."""
    first = world.today - timedelta(days=bounds.recent_days)
    for _, entries in world.registry.owned():
        for run in _runs(entries, "visit", lambda entry: entry.record.points):
            if len(run) < bounds.copies or run[-1].day <= first:
                yield _again(world, "C983", run, "points")
        for kind, key in _EVENTS.items():
            for run in _runs(entries, kind, lambda entry, key=key: getattr(entry.record, key)):  # type: ignore[misc]
                if len(getattr(run[-1].record, key)) > bounds.brief_characters:
                    yield _again(world, "C983", run, key)


@expected
def monthly_copies(world: World, bounds: Bounds) -> Iterator[Finding]:
    """C984: minutes, exchanges or bulletins say the same month after month."""
    for _, entries in world.registry.owned():
        for kind, keys in _MONTHLY.items():
            for run in _runs(entries, kind, lambda entry, keys=keys: _said(entry, keys)):  # type: ignore[misc]
                if len(run) >= bounds.minutes_copies:
                    yield _again(world, "C984", run, keys[0])


def _said(entry: Entry, keys: tuple[str, ...]) -> tuple[str, ...]:
    said = tuple(getattr(entry.record, key) or "" for key in keys)
    return said if any(said) else ()


def _again(world: World, code: str, run: list[Entry], key: str) -> Finding:
    before = run[:-1][-1]
    message = f"与 {before.day} 的“{world.title(run[-1].kind)}”一字不差，连续 {len(run)} 次相同"
    return world.at(code, run[-1], key, message, "核对是不是照抄；写这一次的情况")


CHECKS = (meaningless, neighbours, repeated, monthly_copies)
