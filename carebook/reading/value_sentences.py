"""What to say of a value that the schema does not allow: one function per keyword of JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from carebook.reading.day_spelling import meant
from carebook.reading.fault import Explanation, Fault
from carebook.reading.nearest import meant_code
from carebook.reading.offers import Offer
from carebook.reading.parsed import plain
from carebook.reading.wording import TYPES, codes, flow

_YES = {"是", "有", "对", "yes", "y", "on", "true", "t", "√", "1"}
_NO = {"否", "无", "没有", "不是", "no", "n", "off", "false", "f", "×", "0"}
_NUMBERS = (int, float)
_UNITS = {"mg": "毫克", "kg": "千克", "公斤": "千克", "cm": "厘米", "mmhg": "毫米汞柱", "mmol/l": "mmol/L"}
_SEPARATORS = re.compile(r"\s*[、，,；;]\s*")
_LIMITS = {
    "minLength": "太短，至少 {} 个字",
    "maxLength": "太长，最多 {} 个字",
    "minimum": "太小，不能小于 {}",
    "maximum": "太大，不能大于 {}",
    "exclusiveMinimum": "太小，要大于 {}",
    "exclusiveMaximum": "太大，要小于 {}",
    "multipleOf": "应是 {} 的倍数",
    "minItems": "太少，至少写 {} 项",
    "maxItems": "太多，最多写 {} 项",
    "minProperties": "至少写 {} 项",
    "maxProperties": "最多写 {} 项",
}


def of_type(fault: Fault) -> Explanation:
    """The value is of the wrong kind."""
    types = [str(name) for name in fault.kind.types]
    path, name = fault.path, fault.label
    if fault.value is None:
        return Explanation("F202", path, fault.record.unfilled(path), asks=path, at_key=True)
    text = fault.record.text(path)
    if text and "enum" in fault.field and "array" not in types:
        return _of_codes(fault, list(fault.field["enum"]))
    value, reason = _as_type(text, types, f"{fault.field.get('title', '')}{fault.field.get('description', '')}")
    if "array" in types:
        value = _as_list(fault, text) or None
    if value is not None and fault.record.is_quoted(path) and plain(text) == value:
        return Explanation(
            "F203", path, f"{name}应是{TYPES[types[0]]}，不要加引号", offer=Offer(path, value), asks=path
        )
    wanted = "或".join(TYPES.get(kind, kind) for kind in types if kind != "null")
    if types == ["boolean"]:
        reason = "应写 true 或 false"
    shown = f"的值{fault.typed}不对：" if text else ""
    message = f"{name}{shown}{reason or f'应是{wanted}'}"
    return Explanation("F203", path, message, offer=None if value is None else Offer(path, value), asks=path)


def _as_type(text: str, types: list[str], said: str) -> tuple[Any, str]:
    """The value of a wanted type that was probably meant by a text, and what to say of it.

    A number with a unit is meant only where the field is ``said`` to be in that unit: "2片" are not two milligrams.
    """
    clean = unicodedata.normalize("NFKC", text).strip()
    if "boolean" in types and clean.casefold() in _YES | _NO:
        return clean.casefold() in _YES, ""
    if text and {"integer", "number"} & set(types):
        number = plain(clean)
        found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([^\d\s]{1,6})", clean)
        if found and _UNITS.get(found[2].casefold(), found[2]) in said:
            number = plain(found[1])
        if isinstance(number, _NUMBERS) and not isinstance(number, bool):
            whole = "integer" not in types or isinstance(number, int)
            return (number, "只写数字") if whole and str(number) != text else (number if whole else None, "")
    return None, ""


def _as_list(fault: Fault, text: str) -> list[Any]:
    """The items that were probably meant by a text where a list is asked for."""
    if "\n" in text:
        return []
    parts = (re.split(r"[\s,;]+", text) if text.isascii() else _SEPARATORS.split(text)) if text else []
    of_texts = fault.record.field((*fault.path, 0)).get("type") == "string"
    return [part if of_texts else plain(part) for part in parts if part]


def of_choice(fault: Fault) -> Explanation:
    """The value is none of those that the schema lists."""
    return _of_codes(fault, list(fault.kind.options) if fault.name == "enum" else [fault.kind.expected_value])


def _of_codes(fault: Fault, allowed: list[Any]) -> Explanation:
    meanings = fault.field.get("x-codes", {})
    text = fault.record.text(fault.path)
    better = meant_code(text, allowed, meanings) if text else None
    listed = codes(fault.field, allowed)
    if fault.value is None:
        message = f"{fault.label}后面没有填：{listed}"
        return Explanation("F202", fault.path, message, asks=fault.path, at_key=True)
    message = f"{fault.label}的值{fault.typed}不对：" if text else f"{fault.label}不对："
    if len(allowed) == 1:
        message += "只能是 "
    offer = None if better is None else Offer(fault.path, better)
    if better is not None and str(better) == text and isinstance(fault.value, str) != isinstance(better, str):
        return Explanation("F203", fault.path, f"{message}不要加引号，{listed}", offer=offer, asks=fault.path)
    return Explanation("F204", fault.path, message + listed, offer=offer, asks=fault.path)


def of_form(fault: Fault) -> Explanation:
    """The text is not written in the form that is asked for."""
    kind = str(fault.kind.format) if fault.name == "format" else str(fault.field.get("format", ""))
    if kind in {"date", "partial-date"}:
        return _of_date(fault, partial=kind == "partial-date")
    text = str(fault.value)
    better = next((form for form in _cleaned(text) if form != text and _fits(fault, form)), "")
    wanted = str(fault.field.get("description") or "").rstrip("。") or "写法见字段表"
    reason = f"应写 {better}" if better else wanted
    if not text:
        return Explanation("F202", fault.path, f"{fault.label}是空的：{wanted}", asks=fault.path)
    offer = Offer(fault.path, better) if better else None
    message = f"{fault.label}的值{fault.typed}写法不对：{reason}"
    return Explanation("F205", fault.path, message, offer=offer, asks=fault.path)


def _cleaned(text: str) -> list[str]:
    """A text without what is often typed by accident: full-width letters, spaces, dashes, marks around it."""
    plain_text = unicodedata.normalize("NFKC", text).strip()
    bare = plain_text.strip(" ,;.。、“”‘’\"'")
    solid = re.sub(r"[\s\-－—]+", "", plain_text)
    return [form for each in (plain_text, bare, solid) for form in (each, each.upper())]


def _fits(fault: Fault, text: str) -> bool:
    pattern = fault.kind.pattern if fault.name == "pattern" else ""
    try:
        return bool(pattern and re.search(pattern, text))
    except re.error:  # the schema's expressions are of another dialect
        return False


def _of_date(fault: Fault, *, partial: bool) -> Explanation:
    reason, right = meant(str(fault.value), partial=partial)
    if right == fault.value:  # a day of the calendar, and yet none that can be meant here
        reason, right = "年份要在 2000 到 2100 之间", ""
    offer = Offer(fault.path, right) if right else None
    word = "日期" if "日期" not in fault.label and "时间" not in fault.label else "值"
    message = f"{fault.label}的{word}{fault.typed}不对：{reason}"
    return Explanation("F207", fault.path, message, offer=offer, asks=fault.path)


def of_limit(fault: Fault) -> Explanation:
    """The value is too long, too short, too large, too small."""
    limit = fault.kind.multiple_of if fault.name == "multipleOf" else fault.kind.limit
    said = _LIMITS[fault.name].format(flow(limit))
    if fault.name == "minLength" and not fault.value:
        return Explanation("F202", fault.path, fault.record.unfilled(fault.path), asks=fault.path)
    if isinstance(fault.value, list | dict):
        at_key = bool(fault.path) and isinstance(fault.path[-1], str)
        count = len(fault.value)
        return Explanation("F206", fault.path, f"{fault.label}写了 {count} 项，{said}", at_key=at_key)
    return Explanation("F206", fault.path, f"{fault.label}的值{fault.typed}{said}", asks=fault.path)


def of_repeats(fault: Fault) -> Explanation:
    """An item of a list stands there twice."""
    seen: list[Any] = []
    for spot, item in enumerate(fault.value):
        if item in seen:
            path = (*fault.path, spot)
            message = f"{fault.label}的第 {spot + 1} 项与第 {seen.index(item) + 1} 项相同"
            return Explanation("F206", path, message, "删去重复的一项")
        seen.append(item)
    return Explanation("F206", fault.path, f"{fault.label}里有重复的项", "删去重复的一项")


def of_content(fault: Fault) -> Explanation:
    """A list lacks an item that it must have."""
    piece: dict[str, Any] = next((part for part in _holders(fault) if "contains" in part), {})
    wanted = piece.get("contains", {})
    wanted = wanted if isinstance(wanted, dict) else {}
    values = [wanted["const"]] if "const" in wanted else wanted.get("enum", [])
    field = fault.record.field((*fault.path, 0))
    said = codes(field, values) if values else str(wanted.get("title") or wanted.get("description") or "符合要求的一项")
    least, most = piece.get("minContains", 1), piece.get("maxContains")
    count = (
        f"最多写 {most} 个"
        if fault.name == "maxContains" or (most is not None and least == 0)
        else f"至少要有 {least} 个"
    )
    return Explanation("F206", fault.path, f"{fault.label}{count}：{said}", at_key=True)


def _holders(fault: Fault) -> Iterator[dict[str, Any]]:
    root = fault.record.shape.root(fault.record.schema)
    for piece in (*(part for _, part in reversed(fault.walked)), root, fault.field):
        if isinstance(piece, dict):
            yield piece


def other(fault: Fault) -> Explanation:
    """A keyword without a sentence of its own."""
    wanted = str(fault.field.get("description") or "").rstrip("。") or "写法见字段表"
    shown = f"的值{fault.typed}" if fault.record.text(fault.path) else ""
    return Explanation("F205", fault.path, f"{fault.label}{shown}不符合要求：{wanted}", asks=fault.path)


BY_KEYWORD: dict[str, Callable[[Fault], Explanation]] = {
    "type": of_type,
    "enum": of_choice,
    "const": of_choice,
    "pattern": of_form,
    "format": of_form,
    "uniqueItems": of_repeats,
    "contains": of_content,
    **dict.fromkeys(_LIMITS, of_limit),
}
