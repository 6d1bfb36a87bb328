"""The closed list of the HTML vocabulary: which element may stand where, with which classes."""

from __future__ import annotations

from dataclasses import dataclass

INLINE = frozenset({"br", "b", "span", "a"})
BLOCKS = frozenset({"h1", "h2", "h3", "p", "ul", "table"})
PARAGRAPH_KINDS = frozenset(
    {
        "recipients",
        "flush",
        "center",
        "right",
        "small",
        "signature",
        "signature-plain",
        "signature-stamp",
        "attendance",
        "date",
        "remark",
        "attachment-note",
        "attachment-label",
        "lead",
    }
)
ARTICLE_KINDS = frozenset({"letter", "minutes", "order"})  # without a class: the general form
HEAD_KINDS = frozenset({"copy-number", "secrecy", "urgency", "mark", "mark-suffix", "number", "signer"})
FOOT_KINDS = frozenset({"sent", "cc", "other", "printing"})
# Lines made of spans without a class: their place says what they are.
SPLIT_KINDS = frozenset({"printing", "signer", "signature-stamp"})
CELL_KINDS = frozenset({"num", "center", "strong", "muted"})
SPAN_KINDS = frozenset({"hei", "kai", "song", "red", "muted", "wide", "blank"})


@dataclass(frozen=True, slots=True)
class ElementRule:
    """What one element may hold and carry.

    ``text`` tells whether characters may stand in it. ``kinds`` are its classes, ``several`` whether more than
    one may be given, ``required`` whether one must be. ``attributes`` are the other attributes.
    """

    children: frozenset[str] = frozenset()
    text: bool = False
    kinds: frozenset[str] = frozenset()
    several: bool = False
    required: bool = False
    attributes: frozenset[str] = frozenset()


def _line(kinds: frozenset[str] = frozenset(), *, required: bool = False) -> ElementRule:
    return ElementRule(children=INLINE, text=True, kinds=kinds, required=required)


_CELL = ElementRule(
    children=INLINE, text=True, kinds=CELL_KINDS, several=True, attributes=frozenset({"colspan", "rowspan"})
)

# A key is an element, or parent/element where the element differs by its parent.
RULES: dict[str, ElementRule] = {
    "article": ElementRule(children=BLOCKS | {"header", "section", "footer"}, kinds=ARTICLE_KINDS),
    "section": ElementRule(children=BLOCKS | {"footer"}, kinds=frozenset({"landscape"})),
    "header": ElementRule(children=frozenset({"p", "hr"})),
    "header/p": _line(HEAD_KINDS, required=True),
    "footer": ElementRule(children=frozenset({"p"})),
    "footer/p": _line(FOOT_KINDS, required=True),
    "hr": ElementRule(),
    "h1": _line(frozenset({"cover"})),
    "h2": _line(),
    "h3": _line(),
    "p": _line(PARAGRAPH_KINDS),
    "ul": ElementRule(children=frozenset({"li"})),
    "li": _line(),
    "table": ElementRule(
        children=frozenset({"caption", "colgroup", "thead", "tbody"}),
        kinds=frozenset({"grid", "roster", "form"}),
        required=True,
    ),
    "caption": _line(),
    "colgroup": ElementRule(children=frozenset({"col"})),
    "col": ElementRule(attributes=frozenset({"span", "width"})),
    "thead": ElementRule(children=frozenset({"tr"})),
    "tbody": ElementRule(children=frozenset({"tr"})),
    "tr": ElementRule(children=frozenset({"th", "td"})),
    "th": _CELL,
    "td": _CELL,
    "br": ElementRule(),
    "b": _line(),
    "span": _line(SPAN_KINDS, required=True),
    "split/span": _line(),
    "a": ElementRule(children=INLINE - {"a"}, text=True, attributes=frozenset({"href"})),
}


def rule_of(tag: str, parent: str, parent_kind: str) -> ElementRule | None:
    """The rule for an element in its parent; ``None`` for an element that does not exist."""
    if parent_kind in SPLIT_KINDS and tag == "span":
        return RULES["split/span"]
    return RULES.get(f"{parent}/{tag}") or RULES.get(tag)
