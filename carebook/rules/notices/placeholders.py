"""Rules about placeholders in official documents."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.audience.placeholders import BLOCKS, CALL, SCRAP, WORDS
from carebook.findings import Finding
from carebook.rules.world import World


def placeholders(world: World) -> Iterator[Finding]:
    """N803: the text of a notice calls for something that does not exist."""
    for key, notice in sorted(world.registry.notices.items()):
        texts: list[tuple[tuple[str | int, ...], str]] = [(("body",), notice.body)]
        texts += [(("attachments", i, "body"), a.body) for i, a in enumerate(notice.attachments)]
        for path, text in texts:
            source = world.registry.sources[f"notices/{key}.yaml"]
            for line, message in _faults(text):
                spot = source.inside(path, line, 0)
                names = "、".join(f"{{{{ {name} }}}}" for name in (*BLOCKS, *WORDS))
                yield Finding("N803", spot, message, f"可以用的有：{names}")


def _faults(text: str) -> Iterator[tuple[int, str]]:
    """Line (from 0) and sentence of each wrong placeholder."""
    for number, line in enumerate(text.splitlines()):
        if SCRAP.search(CALL.sub("", line)):
            yield number, "占位符的写法不对，应写成两个半角花括号夹一个名称"
        for name in CALL.findall(line):
            if name not in {*BLOCKS, *WORDS}:
                yield number, f"没有名为“{name}”的占位符"
            elif name in BLOCKS and not CALL.fullmatch(line.strip()):
                yield number, f"占位符“{name}”要独占一行"


CHECKS = (placeholders,)
