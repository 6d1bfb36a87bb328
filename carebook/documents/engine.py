"""Jinja2 as papers use it: strict, escaped, and only with what is handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta
from markupsafe import Markup, escape

from carebook.audience.template_faults import TemplateFault, as_template_fault, outside
from carebook.findings import Finding
from carebook.writers.vocabulary import VocabularyError, parse


@cache
def environment(templates: Path) -> Environment:
    """The environment of a templates folder; unknown names are errors, all text is escaped."""
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "blank": blank,
        "cn_date": cn_date,
        "date_or_blank": date_or_blank,
        "day": day,
        "lines": lines,
        "month_cn": month_cn,
        "wide": wide,
    }
    return env


def compose(templates: Path, name: str, **context: Any) -> str:
    """Render one template to a fragment in the HTML vocabulary.

    Raises:
        TemplateFault: the template is broken, or what it makes is outside the vocabulary.
    """
    with as_template_fault(templates, name):
        made = environment(templates).get_template(name).render(**context)
    if made.lstrip().startswith("<article"):
        try:
            parse(made)
        except VocabularyError as error:
            raise outside(templates, name, str(error)) from error
    return made


def faults(templates: Path, names: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with templates before anything is filled in, and with those that they name.

    Yields:
        N881 for one that cannot be read, N883 for one that is missing.
    """
    wanted, seen = list(names), set[str]()
    while wanted:
        name = wanted.pop(0)
        if name not in seen:
            seen.add(name)
            try:
                with as_template_fault(templates, name):
                    wanted += _named(templates, name)
            except TemplateFault as fault:
                yield fault.finding


def _named(templates: Path, name: str) -> list[str]:
    """The templates that a template names, once it has been read."""
    path = environment(templates).get_template(name).filename
    return list(_named_in(templates, Path(str(path)).read_text("utf-8")))


@cache
def _named_in(templates: Path, text: str) -> tuple[str, ...]:
    found = meta.find_referenced_templates(environment(templates).parse(text))
    return tuple(one for one in found if one)


def cn_date(value: date | None) -> str:
    """A day as official documents write it: ``2022年1月7日`` (GB/T 9704—2012 7.3.5.4: no leading zeros)."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def month_cn(value: date) -> str:
    """A month in words: ``2026年12月``."""
    return f"{value.year}年{value.month}月"


def day(value: object) -> str:
    """A day, or a partial date as written, for tables; an empty text where nothing is written."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def lines(parts: Iterable[str]) -> Markup:
    """Texts one below the other."""
    return Markup("<br/>").join(parts)


def wide(name: str) -> Markup:
    """A name for a roster: one of two characters is spread to the width of three."""
    two = 2
    return Markup('<span class="wide">{}</span>').format(name) if len(name) == two else escape(name)


def blank(value: object, length: int = 6) -> Markup:
    """A text, or a line of so many characters to fill in by hand where nothing is written."""
    return escape(value) if value else Markup('<span class="blank">{}</span>').format("\u3000" * length)


def date_or_blank(value: date | None) -> Markup:
    """A day as official documents write it, or one to fill in by hand."""
    if value:
        return escape(cn_date(value))
    return Markup("{}年{}月{}日").format(blank("", 2), blank("", 1), blank("", 1))
