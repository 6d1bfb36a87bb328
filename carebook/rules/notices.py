"""Rules about official documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.audience.placeholders import BLOCKS, WORDS
from carebook.findings import Finding, Place
from carebook.rules.world import World

_CALL = re.compile(r"\{\{\s*(\w+)\s*\}\}")
#: What is left of a call that is not written as ``{{ name }}``; full-width braces come from Chinese input methods.
_SCRAP = re.compile(r"\{[{%#]|\}\}|｛｛|｝｝")


def numbers(world: World) -> Iterator[Finding]:
    """N802: two notices carry the same number, or a number does not agree with its file."""
    seen: dict[str, str] = {}
    for key, notice in sorted(world.registry.notices.items()):
        place = world.registry.place(f"notices/{key}.yaml", "number")
        year, _, sequence = key.partition("-")
        if not notice.number.endswith(f"〔{year}〕{sequence}号"):
            fix = f"number: {notice.number.partition('〔')[0]}〔{year}〕{sequence}号"
            yield Finding("N802", place, f"发文字号“{notice.number}”与文件编号“{key}”不一致", fix)
        if notice.number in seen:
            message = f"发文字号“{notice.number}”已经用在公文 {seen[notice.number]}"
            yield Finding("N802", place, message, "换一个序号")
        seen.setdefault(notice.number, key)


def placeholders(world: World) -> Iterator[Finding]:
    """N803: the text of a notice calls for something that does not exist."""
    for key, notice in sorted(world.registry.notices.items()):
        texts: list[tuple[tuple[str | int, ...], str]] = [(("body",), notice.body)]
        texts += [(("attachments", i, "body"), a.body) for i, a in enumerate(notice.attachments)]
        for path, text in texts:
            place = world.registry.place(f"notices/{key}.yaml", *path)
            for offset, message in _faults(text):
                spot = Place(place.file, place.line + offset, 1)
                names = "、".join(f"{{{{ {name} }}}}" for name in (*BLOCKS, *WORDS))
                yield Finding("N803", spot, message, f"可以用的有：{names}")


def _faults(text: str) -> Iterator[tuple[int, str]]:
    """Line offset (the text starts below its key) and sentence of each wrong placeholder."""
    for number, line in enumerate(text.splitlines(), 1):
        if _SCRAP.search(_CALL.sub("", line)):
            yield number, "占位符的写法不对，应写成两个半角花括号夹一个名称"
        for name in _CALL.findall(line):
            if name not in {*BLOCKS, *WORDS}:
                yield number, f"没有名为“{name}”的占位符"
            elif name in BLOCKS and not _CALL.fullmatch(line.strip()):
                yield number, f"占位符“{name}”要独占一行"


CHECKS = (numbers, placeholders)
