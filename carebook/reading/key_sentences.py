"""What to say of keys: unknown, missing, or not allowed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carebook.reading.fault import Explanation, Fault
from carebook.reading.nearest import nearest_key
from carebook.reading.offers import Offer
from carebook.reading.parsed import Path_

_KNOWN_SHOWN = 12


def unknown(fault: Fault) -> Iterator[Explanation]:
    """Keys that the schema does not know in this place, or that it knows but does not allow now."""
    record = fault.record
    known = record.shape.keys(record.schema, fault.path)
    used = fault.value if isinstance(fault.value, dict) else {}
    required = {name for name in known if record.shape.requires(record.schema, (*fault.path, name))}
    for key in fault.kind.unexpected:
        path = (*fault.path, key)
        if key in known:
            yield Explanation(
                "F209", path, f"按其他各项的内容，这里不应写 {record.label(path)}", "删去这一项", at_key=True
            )
            continue
        near = nearest_key(key, known, used, required)
        if near:
            name = record.label((*fault.path, near))
            message = f"这里没有“{key}”这个键：是不是想写 {name}？"
            right = (*fault.path, near)
            offer = Offer(right, used.get(key), key) if near not in used else None
            yield Explanation("F201", path, message, offer=offer, at_key=True, instead=right)
            continue
        yield Explanation("F201", path, f"这里没有“{key}”这个键{_home(fault, key) or _choices(known)}", at_key=True)


def _home(fault: Fault, key: str) -> str:
    """Where the schema knows the key, if it is another place: often only the indentation is wrong."""
    record = fault.record
    for above, name in record.shape.homes(record.schema):
        if name == key:
            holder = above[:-1] if above and isinstance(above[-1], int) else above
            place = f"{record.label(holder)}下面" if holder else "最外面一层"
            return f"：它应写在{place}，请检查缩进"
    return ""


def _choices(known: dict[str, Any]) -> str:
    names = [f"{sub.get('title', '')}（{key}）" if sub.get("title") else key for key, sub in known.items()]
    if not names:
        return ""
    more = "等" if len(names) > _KNOWN_SHOWN else ""
    return f"：可以写 {'、'.join(names[:_KNOWN_SHOWN])}{more}"


def missing(fault: Fault) -> Explanation:
    """A key that must be there is not."""
    record = fault.record
    path: Path_ = (*fault.path, fault.kind.property)
    name = record.label(path)
    where = record.label(fault.path) if fault.path else ""
    if fault.walked and fault.walked[-1][0] == "dependentRequired":
        needs: dict[str, list[str]] = fault.walked[-1][1]
        cause = next(
            key for key, wanted in needs.items() if fault.kind.property in wanted and key in (fault.value or {})
        )
        message = f"写了 {record.label((*fault.path, cause))}，就要写 {name}"
        return Explanation("F208", fault.path, message, asks=path, at_key=True, lacks=path)
    said = f"{where}缺少 {name}" if fault.conditional else f"{where}缺少必填的 {name}"
    known = record.known.get(str(fault.kind.property), "") if not fault.path else ""
    offer = Offer(path, known) if known else None
    return Explanation("F202", fault.path, said, offer=offer, asks=path, at_key=True, lacks=path)


def not_here(fault: Fault) -> Explanation:
    """A key that may not be there in this case."""
    return Explanation("F209", fault.path, f"这里不应写 {fault.label}", "删去这一项", at_key=True)


def excluded(fault: Fault) -> Explanation:
    """Something that must not be the case, is."""
    schema: Any = fault.kind.schema
    wanted = schema.get("required", []) if isinstance(schema, dict) else []
    if len(wanted) == 1:
        path = (*fault.path, wanted[0])
        return Explanation("F209", path, f"这里不应写 {fault.record.label(path)}", "删去这一项", at_key=True)
    if wanted:
        names = "、".join(fault.record.label((*fault.path, key)) for key in wanted)
        return Explanation("F209", (*fault.path, wanted[-1]), f"{names} 不能同时写", "删去其中一项", at_key=True)
    return Explanation("F209", fault.path, f"{fault.label}不能是这样的内容")


def badly_named(fault: Fault) -> Iterator[Explanation]:
    """Keys whose spelling is not allowed."""
    key = fault.kind.error.instance
    path = (*fault.path, key)
    yield Explanation("F201", path, f"{fault.label}下面的键“{key}”写法不对", at_key=True)
