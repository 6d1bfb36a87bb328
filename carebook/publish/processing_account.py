"""What the office must be able to show about its processing of personal information: gathered for the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from carebook.context import Context
from carebook.documents.papers import titles
from carebook.policy.audiences import ALL
from carebook.policy.processing import ProcessingBook, terms
from carebook.policy.retention import running
from carebook.reading.fields import fields
from carebook.reading.resolved import resolved_schema
from carebook.records.kinds import fields_of
from carebook.site import AudienceAccount, Duties


def duties(context: Context) -> Duties | None:
    """What the page of the assessment is made from; None where ``policies/processing`` is missing or wrong."""
    book = context.settings.one(ProcessingBook)
    if book is None:
        return None
    return Duties(
        book,
        terms(book, context.registry.township),
        running(book, context.registry),
        {one.kind: fields_of(context.home.schemas, one.kind) for one in book.kinds},
        tuple(_recipients(context)),
        {one.kind: one.title or str(resolved_schema(context.home.schemas, one.kind)["title"]) for one in book.kinds},
        {
            one.path[-1]: one.schema["x-codes"]
            for one in fields(context.home.schemas, "processing")
            if "x-codes" in one.schema
        },
    )


def _recipients(context: Context) -> Iterator[AudienceAccount]:
    """Every audience as ``policies/audiences.yaml`` defines it: why, and what lies in its tree."""
    schema = resolved_schema(context.home.schemas, "audiences")
    words = schema["properties"]["audiences"]["items"]["properties"]
    pages: Mapping[str, str] = words["pages"]["items"]["x-codes"]
    papers = {ALL: "全部", **titles()}
    for one in context.settings.audiences.by_id.values():
        why = "；".join(f"{reason.duty}（{reason.article}）" for reason in one.why)
        shown = "、".join(pages.get(page, page) for page in one.pages)
        made = "、".join(papers.get(paper, paper) for paper in one.papers)
        masked = f"；{len(one.masks)} 个字段遮盖" if one.masks else ""
        gets = f"患者：{_code(words, 'patients', one.patients)}；网页：{shown}；文书：{made or '没有'}{masked}"
        yield AudienceAccount(one.id, one.title, why, gets + ("；要时才生成" if one.on_request else ""))


def _code(words: Mapping[str, Any], key: str, value: str) -> str:
    return str(words[key].get("x-codes", {}).get(value, value))
