"""How people mean it: for one line that YAML cannot read, the ways it may have been meant.

Each function looks at one line and offers at most one repaired line, with the reason. Whether a repair is the right
one is not decided here: ``syntax`` reads the text again with the repair in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LEAD = r"(?P<lead>[ ]*(?:- +)*)"
_STOP = r"\s:：﹕#\"'\[\]{},“”‘’［］｛｝，。、；？！（）＃"
_KEY = rf"(?P<key>(?!\d+:)[^{_STOP}\-&*!|>%@`－—–][^{_STOP}]{{0,39}})"
_WIDE_COLON = re.compile(rf"{_LEAD}{_KEY}\s*(?P<colon>[：﹕])\s*(?P<rest>.*)")
_TIGHT_COLON = re.compile(rf"{_LEAD}{_KEY}(?P<colon>:)(?P<rest>[\u3000\u00a0]+.*|[^\s/].*)")
_WIDE_DASH = re.compile(r"(?P<lead>[ ]*)(?P<dash>[－—–―−‐•·﹣]+)\s*(?P<rest>\S.*)")
_TIGHT_DASH = re.compile(r"(?P<lead>[ ]*)(?P<dash>-)(?P<rest>[^\s\-].*)")
_WIDE_HASH = re.compile(r"(?P<before>.*?[\s]|)＃(?P<rest>.*)")
_BLANK_LEAD = re.compile(r"[ ]*[\t\u3000\u00a0\u2002\u2003][ \t\u3000\u00a0\u2002\u2003]*")
_VALUE = re.compile(rf"(?P<head>[ ]*(?:- +)*(?:{_KEY} *: +)?)(?P<value>\S.*?)(?P<note>\s+#(?:\s.*)?)?")
_NO_COLON = re.compile(r"(?P<lead>[ ]*(?:- +)?)(?P<key>[A-Za-z_][A-Za-z0-9_]*)(?: +(?P<rest>[^\s:].*))?")
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'", "［": "[", "］": "]", "｛": "{", "｝": "}"}
)
_OPENERS = {"[": "]", "{": "}"}
_CLOSERS = {'"': '"', "]": "[", "}": "{"}
_WIDE_MARKS = "“”‘’＂＇［］｛｝"
_SLIPS = 4
_NOT_FIRST = "@`%&*!|>{[]},#?-"


@dataclass(frozen=True, slots=True)
class Repair:
    """One line as it may have been meant: rule, column (from 0) of what is wrong, the line, the reason; whether it is shifted."""

    code: str
    column: int
    line: str
    reason: str
    shift: bool = False


def specific(line: str) -> Iterator[Repair]:
    """Offer the repairs of marks that are wrong wherever they stand."""
    for offer in (_blank_lead, _wide_colon, _tight_colon, _wide_dash, _tight_dash, _wide_hash, _wide_marks):
        repair = offer(line)
        if repair:
            yield repair
            # "－ 姓名：张三" has two slips; each alone does not make the line readable.
            for further in specific(repair.line):
                yield Repair(repair.code, repair.column, further.line, repair.reason)


def general(line: str) -> Iterator[Repair]:
    """Offer the repairs that only make sense once the line is known to be unreadable."""
    for offer in (_open_quote, _brackets, _needs_quotes, _no_colon, _no_key, _stray):
        repair = offer(line)
        if repair:
            yield repair


def mended(line: str) -> str:
    """Apply all specific repairs to a line that has at least one slip."""
    for _ in range(_SLIPS):
        repair = next(specific(line), None)
        if repair is None or repair.line == line:
            break
        line = repair.line
    return line


def indented(line: str, width: int) -> Repair:
    """Offer the line with another indentation."""
    bare = line.lstrip(" ")
    now = len(line) - len(bare)
    reason = f"这一行的缩进是 {now} 个空格，和上面的行对不齐：同一层的各行要从同一列开始"
    return Repair("Y123", now, " " * width + bare, reason)


def continued(line: str, width: int) -> Repair:
    """Offer the line as the continuation of the value above."""
    bare = line.lstrip(" ")
    reason = "这一行既不是“键: 值”，也不是“- ”开头的一项；它若接着上一行的文字，要比上一行的键多缩进两个空格；若是说明，行首加“# ”"
    return Repair("Y126", len(line) - len(bare), " " * width + bare, reason, shift=True)


def remark(line: str) -> Repair:
    """Offer the line as a comment."""
    bare = line.strip()
    lead = len(line) - len(line.lstrip())
    reason = "这一行既不是“键: 值”，也不是“- ”开头的一项；它若是说明，行首要加“# ”"
    return Repair("Y126", lead, f"{line[:lead]}# {bare}", reason)


def unopened(line: str, end: int) -> Repair | None:
    """Offer an opening quote or bracket for the one that closes before the column ``end``."""
    found = _VALUE.fullmatch(line[:end])
    if not found or found["value"][-1] not in _CLOSERS:
        return None
    value, mark = found["value"], found["value"][-1]
    opener = _CLOSERS[mark]
    if opener in value[:-1] or value.count(mark) > 1:
        return None
    reason = f"这里的 {mark} 只有结尾，没有开头的 {opener}"
    return Repair("Y124", end - 1, f"{found['head']}{opener}{value}{line[end:]}", reason)


def quoted(value: str) -> str:
    """Write a text as YAML in quotes."""
    if "'" in value and '"' not in value and "\\" not in value:
        return f'"{value}"'
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _wide_colon(line: str) -> Repair | None:
    found = _WIDE_COLON.fullmatch(line)
    if not found:
        return None
    fixed = f"{found['lead']}{found['key']}: {found['rest']}".rstrip()
    reason = f"“{found['key']}”后面是全角冒号“{found['colon']}”，要用半角的“:”，后面空一格"
    return Repair("Y120", found.start("colon"), fixed, reason)


def _tight_colon(line: str) -> Repair | None:
    found = _TIGHT_COLON.fullmatch(line)
    if not found:
        return None
    fixed = f"{found['lead']}{found['key']}: {found['rest'].strip()}".rstrip()
    if found["rest"][0].isspace():
        return Repair("Y121", found.start("rest"), fixed, "冒号后面的空格是全角空格，要用半角空格")
    return Repair("Y121", found.start("colon"), fixed, f"“{found['key']}:”的冒号后面要空一格")


def _wide_dash(line: str) -> Repair | None:
    found = _WIDE_DASH.fullmatch(line)
    if not found:
        return None
    reason = f"列表的每一项用半角短横“- ”开头，这里写成了“{found['dash']}”"
    return Repair("Y120", found.start("dash"), f"{found['lead']}- {found['rest']}", reason)


def _tight_dash(line: str) -> Repair | None:
    found = _TIGHT_DASH.fullmatch(line)
    if not found:
        return None
    return Repair("Y121", found.start("dash"), f"{found['lead']}- {found['rest']}", "列表项的短横“-”后面要空一格")


def _wide_hash(line: str) -> Repair | None:
    found = _WIDE_HASH.fullmatch(line)
    if not found:
        return None
    fixed = f"{found['before']}# {found['rest'].strip()}"
    return Repair("Y120", found.end("before"), fixed, "注释用半角井号“#”开头，这里写成了全角的“＃”")


def _wide_marks(line: str) -> Repair | None:
    found = _VALUE.fullmatch(line)
    if not found or (found["value"][0] not in _WIDE_MARKS and found["value"][-1] not in _WIDE_MARKS):
        return None
    value = found["value"]
    wide = value[0] if value[0] in _WIDE_MARKS else value[-1]
    column = found.start("value") + (0 if value[0] in _WIDE_MARKS else len(value) - 1)
    fixed = value.translate(_ASCII)
    if fixed[0] in _OPENERS:
        fixed = re.sub(r"\s*[，、]\s*", ", ", fixed)
    name = "引号" if wide in "“”‘’＂＇" else "括号"
    reason = f"这里用了全角{name} {wide} ，要用半角的 {wide.translate(_ASCII)}"
    return Repair("Y120", column, f"{found['head']}{fixed}{found['note'] or ''}", reason)


def _blank_lead(line: str) -> Repair | None:
    found = _BLANK_LEAD.match(line)
    if not found or found.end() == len(line):
        return None
    lead = found[0]
    wide = next(spot for spot, char in enumerate(lead) if char != " ")
    name = {"\t": "Tab 键", "\u00a0": "不换行空格（网页或 WPS 粘贴来的）"}.get(lead[wide], "全角空格")
    fixed = lead.replace("\t", "  ").replace("\u00a0", " ").translate({0x3000: "  ", 0x2002: " ", 0x2003: "  "})
    reason = f"行首的缩进用了{name}，只能用半角空格"
    return Repair("Y122", wide, fixed + line[found.end() :], reason)


def _open_quote(line: str) -> Repair | None:
    found = _VALUE.fullmatch(line)
    if not found or found["value"][0] not in "\"'":
        return None
    mark = found["value"][0]
    if found["value"].count(mark) % 2 == 0:
        return None
    fixed = f"{found['head']}{found['value']}{mark}{found['note'] or ''}"
    return Repair("Y124", found.start("value"), fixed, f"这里的引号（{mark}）只有开头，没有结尾")


def _brackets(line: str) -> Repair | None:
    found = _VALUE.fullmatch(line)
    if not found:
        return None
    value, closers = found["value"], ""
    for char in value:
        if char in _OPENERS:
            closers = _OPENERS[char] + closers
        elif closers and char == closers[0]:
            closers = closers[1:]
    start = found.start("value")
    if closers:
        opener = "[" if closers[0] == "]" else "{"
        column = start + max(value.find(opener), 0)
        fixed = f"{found['head']}{value.rstrip(', ')}{closers}{found['note'] or ''}"
        return Repair("Y124", column, fixed, f"这里的括号“{opener}”没有配对的“{closers[0]}”")
    if value[-1] in "]}" and value[0] in _OPENERS:
        fixed = f"{found['head']}{value[:-1].rstrip()}{found['note'] or ''}"
        return Repair("Y124", start + len(value) - 1, fixed, f"这里多了一个括号“{value[-1]}”")
    return None


def _needs_quotes(line: str) -> Repair | None:
    found = _VALUE.fullmatch(line)
    if not found or not found["head"].strip():
        return None
    value, start = found["value"], found.start("value")
    bare = value
    column, reason = start, "这个值里有 YAML 的符号，要把整个值放进引号"
    inner = re.search(r":(?=\s|$)", value)
    if value[0] in "\"'":
        bare = value[1:-1] if value[-1] == value[0] and len(value) > 1 else value
        reason = "引号没有包住整个值，或者引号里面又用了同样的引号"
        if value[0] == '"' and "\\" in value:
            reason = "双引号里的反斜线“\\”另有意思，要改用单引号"
    elif value[0] in _OPENERS and value[-1] in _CLOSERS:
        reason = "这里的括号没有配对；若是文字，要把整个值放进引号"
        return Repair("Y124", start, f"{found['head']}{quoted(value)}{found['note'] or ''}", reason)
    elif value[0] in _NOT_FIRST:
        reason = f"值以“{value[0]}”开头，这是 YAML 的符号，要把整个值放进引号"
    elif inner:
        column = start + inner.start()
        reason = "值里面有“: ”（冒号加空格），会被当成新的一项，要把整个值放进引号"
    fixed = f"{found['head']}{quoted(bare)}{found['note'] or ''}"
    return Repair("Y125", column, fixed, reason)


def _no_colon(line: str) -> Repair | None:
    found = _NO_COLON.fullmatch(line)
    if not found:
        return None
    fixed = f"{found['lead']}{found['key']}: {found['rest'] or ''}".rstrip()
    return Repair("Y126", found.end("key"), fixed, f"键“{found['key']}”后面少了冒号“: ”")


def _no_key(line: str) -> Repair | None:
    found = re.fullmatch(r"(?P<lead>[ ]*(?:- +)*):(?P<rest> .*|)", line)
    if not found:
        return None
    return Repair("Y114", found.end("lead"), f"{found['lead']}键:{found['rest']}", "冒号前面没有键")


def _stray(line: str) -> Repair | None:
    found = re.fullmatch(r"\s*(?P<mark>[\]}）］｝\"'”’]+)\s*", line)
    if not found:
        return None
    return Repair("Y124", found.start("mark"), "", f"这里多了一个“{found['mark']}”")
