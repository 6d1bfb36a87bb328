"""The HTML vocabulary of papers: parse a fragment, refuse everything outside the list, read its text.

A paper's body is one well-formed XML fragment with the root ``article``. ``carebook.writers.grammar`` lists
what may stand where. All writers work on the tree made here, so white space means the same to all of them:
runs collapse, and a line break of the source between two Chinese characters vanishes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from carebook.writers.fragment import FragmentError, Raw, read
from carebook.writers.grammar import INLINE, SPLIT_KINDS, ElementRule, rule_of
from carebook.writers.tree import Element, lay_out, row_elements, widths

_SPACE = re.compile(r"[ \t\r\n]+")
_SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\U0003ffff])[ \t]*[\r\n]\s*(?=[\u2e80-\U0003ffff])")
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_SCHEME = re.compile(r"(https?|tel|mailto):")
_WIDTH = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?")


class VocabularyError(ValueError):
    """A fragment uses something that is not in the vocabulary.

    ``element``, ``kind`` and ``parent`` name the spot, ``line`` is the line within the fragment, ``allowed``
    tells what may stand there.
    """

    def __init__(self, what: str, at: Raw, *, parent: str = "", allowed: frozenset[str] | str = "") -> None:
        """Keep the parts and make one sentence of them."""
        self.element, self.kind, self.parent, self.line = (at.tag, at.attributes.get("class", ""), parent, at.line)
        self.allowed = allowed if isinstance(allowed, str) else "、".join(sorted(allowed)) or "（无）"
        super().__init__(f"第 {at.line} 行：{what}" + (f"；这里可用：{self.allowed}" if self.allowed else ""))


@lru_cache(maxsize=4)
def parse(html: str) -> Element:
    """Parse a fragment into the frozen tree (cached: the writers of one paper share it).

    Raises:
        VocabularyError: the fragment is not well-formed, or holds something outside the vocabulary.
    """
    try:
        root = read(html)
    except FragmentError as error:
        raise VocabularyError(f"不是合规的 XML：{error}", Raw("", {}, error.line)) from error
    if root.tag != "article":
        raise VocabularyError(f"根元素是 {root.tag}", root, allowed="article")
    return _element(root, Raw("", {}, 0))


def _element(node: Raw, parent: Raw) -> Element:
    rule = rule_of(node.tag, parent.tag, parent.kind)
    if rule is None:
        raise VocabularyError(f"没有元素 {node.tag}", node, parent=parent.tag)
    _check_attributes(node, rule, parent)
    children: list[Element | str] = []
    for child in node.children:
        if isinstance(child, Raw):
            if child.tag not in rule.children:
                what = f"{node.tag} 里不能有 {child.tag}"
                raise VocabularyError(what, child, parent=node.tag, allowed=rule.children)
            children.append(_element(child, node))
        else:
            children.append(child)
    attributes = tuple((name, value) for name, value in node.attributes.items() if name != "class")
    made = Element(node.tag, node.kind, _content(children, rule, node), attributes)
    _check_structure(made, node)
    return made


def _check_attributes(node: Raw, rule: ElementRule, parent: Raw) -> None:
    unknown = set(node.attributes) - rule.attributes - {"class"}
    if unknown:
        allowed = rule.attributes | ({"class"} if rule.kinds else frozenset())
        what = f"{node.tag} 不能有属性 {'、'.join(sorted(unknown))}"
        raise VocabularyError(what, node, parent=parent.tag, allowed=allowed)
    kinds = node.kind.split()
    if (
        set(kinds) - rule.kinds
        or (len(kinds) > 1 and not rule.several)
        or (rule.required and not kinds)
        or ("class" in node.attributes and not kinds)
    ):
        what = f"{node.tag} 的 class 是“{node.kind}”"
        raise VocabularyError(what, node, parent=parent.tag, allowed=rule.kinds)
    for name, value in node.attributes.items():
        if name in ("span", "colspan", "rowspan") and not _SPAN.fullmatch(value):
            raise VocabularyError(f"{node.tag} 的 {name} 是“{value}”", node, allowed="1 至 999 的整数")
        if name == "href" and ":" in value.split("/")[0] and not _SCHEME.match(value):
            raise VocabularyError(
                f"a 的 href 是“{value}”", node, allowed="相对地址，或 https:、http:、tel:、mailto: 开头"
            )
        if name == "width" and (not _WIDTH.fullmatch(value) or float(value) == 0):
            raise VocabularyError(f"{node.tag} 的 width 是“{value}”", node, allowed="大于 0 的数，如 3 或 2.5")


def _content(children: list[Element | str], rule: ElementRule, node: Raw) -> tuple[Element | str, ...]:
    """Collapse white space; refuse text where only elements may stand."""
    if not rule.text:
        if any(isinstance(child, str) and child.strip(" \t\r\n") for child in children):
            raise VocabularyError(f"{node.tag} 里不能直接写文字", node, allowed=rule.children)
        return tuple(child for child in children if isinstance(child, Element))
    made = [_SPACE.sub(" ", _SOURCE_BREAK.sub("", child)) if isinstance(child, str) else child for child in children]
    if node.tag not in INLINE:
        made = [_trimmed(made, index) for index in range(len(made))]
    return tuple(child for child in made if child != "")


def _trimmed(made: list[Element | str], index: int) -> Element | str:
    """The child without spaces at the ends of its block and around line breaks."""
    child = made[index]
    if isinstance(child, Element):
        return child
    if index == 0 or _is_break(made[index - 1]):
        child = child.lstrip(" ")
    if index == len(made) - 1 or _is_break(made[index + 1]):
        child = child.rstrip(" ")
    return child


def _is_break(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag == "br"


def _check_structure(made: Element, node: Raw) -> None:
    """What a list of allowed children cannot say."""
    tags = [child.tag for child in made.elements]
    if made.tag == "article" and "header" in tags[1:]:
        raise VocabularyError("header 只能是 article 的第一个元素", node)
    if "footer" in tags[:-1]:
        raise VocabularyError("footer 只能是最后一个元素", node)
    if made.tag == "header":
        _check_head(made, node)
    if made.kind in SPLIT_KINDS:
        _check_split(made, tags, node)
    if made.kind == "blank" and any(child != "\u3000" * len(str(child)) for child in made.children):
        raise VocabularyError("span.blank 里只能有全角空格", node)
    if made.tag == "table":
        _check_table(made, tags, node)


def _check_head(header: Element, node: Raw) -> None:
    """The mark is whole, and a signer stands behind the number it shares a line with (7.2.4, 7.2.6)."""
    kinds = [part.kind or part.tag for part in header.elements]
    marks = [place for place, kind in enumerate(kinds) if kind == "mark"]
    if marks and marks != list(range(marks[0], marks[0] + len(marks))):
        raise VocabularyError("header 里的各个 p.mark 要连着写", node)
    for kind, before in (("mark-suffix", "mark"), ("signer", "number")):
        if kind in kinds and kinds[kinds.index(kind) - 1 : kinds.index(kind)] != [before]:
            raise VocabularyError(f"p.{kind} 要紧跟在 p.{before} 后面", node)


_SPLIT_LINES = {
    "printing": "p.printing 要有且只有两个 span：机关、日期",
    "signature-stamp": "p.signature-stamp 要有且只有两个 span：职务、姓名",
    "signer": "p.signer 只写 span：先是“签发人：”，再是一个或几个姓名",
}


def _check_split(made: Element, tags: list[str], node: Raw) -> None:
    """A line of spans holds nothing else, and as many as it needs."""
    right = len(tags) > 1 if made.kind == "signer" else len(tags) == 2  # noqa: PLR2004 - the sentence says two
    if set(tags) != {"span"} or not right or len(made.children) != len(tags):
        raise VocabularyError(_SPLIT_LINES[made.kind], node)


def _check_table(table: Element, tags: list[str], node: Raw) -> None:
    order = ["caption", "colgroup", "thead", "tbody"]
    if tags != [tag for tag in order if tag in tags] or "colgroup" not in tags or "tbody" not in tags:
        raise VocabularyError("table 的内容或顺序不对", node, allowed="caption? colgroup thead? tbody")
    try:
        for head in (True, False):
            lay_out([row for is_head, row in row_elements(table) if is_head is head], len(widths(table)))
    except ValueError as error:
        raise VocabularyError(str(error), node) from error


def text(tree: Element) -> str:
    """Text of a paper: one block per line; a table row is one line, its cells separated by a space."""
    return "\n".join(_lines(tree))


def _lines(element: Element) -> list[str]:
    if element.tag == "tr" or element.kind in SPLIT_KINDS:
        cells = (inline_text(cell) for cell in element.elements)
        return [" ".join(cell for cell in cells if cell)]
    if element.tag in ("h1", "h2", "h3", "p", "li", "caption"):
        return [inline_text(element)]
    return [line for child in element.elements for line in _lines(child) if line]


def inline_text(element: Element) -> str:
    """Text of one line of text; a line break in it becomes a space."""
    if element.tag == "br":
        return " "
    return "".join(child if isinstance(child, str) else inline_text(child) for child in element.children)
