"""What was meant by a key or a value that the schema does not know."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

_LIKE = 0.6
_LIKE_WORD = 0.75
_CODE_AND_WORD = re.compile(r"([0-9]+)[\s、.:()]*(.*?)[\s)]*")
_DENIAL = re.compile("[不未无没非否勿]")
_LIKE_TITLE = 0.5


def nearest_key(
    key: str, known: Mapping[str, Mapping[str, Any]], used: Collection[str], required: Collection[str]
) -> str:
    """Return the known key that was most likely meant, by its spelling or its Chinese title; empty if none is near.

    Keys that are ``required`` and not there come first, keys in ``used`` are there already and come last.
    """
    order = sorted(known, key=lambda name: (name in used, name not in required))
    plain = _plain(key)
    by_name = {_plain(name): name for name in reversed(order)}
    by_title = {str(known[name].get("title", "")): name for name in reversed(order)}
    by_title.pop("", None)
    if plain in by_name or key in by_title:
        return by_name.get(plain) or by_title[key]
    for choices, limit in ((by_name, _LIKE), (by_title, _LIKE_TITLE)):
        close = difflib.get_close_matches(plain, list(choices), n=3, cutoff=limit)
        if close:
            names = [choices[choice] for choice in close]
            return next((name for name in names if name in required and name not in used), names[0])
    inside = [name for title, name in by_title.items() if title in key or (len(key) > 1 and key in title)]
    return inside[0] if inside else ""


def meant_code(value: Any, allowed: Sequence[Any], meanings: Mapping[str, str]) -> Any:
    """Return the allowed value that was most likely meant, by its meaning or its digits; ``None`` if none is near."""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    named = {meanings.get(str(code), ""): code for code in reversed(allowed)}
    named.pop("", None)
    exact = {str(code).casefold(): code for code in reversed(allowed)}
    if text in named:
        return named[text]
    if text.casefold() in exact:
        return exact[text.casefold()]
    lead = _CODE_AND_WORD.fullmatch(text)
    if lead and lead[1] in exact and (not lead[2] or difflib.get_close_matches(lead[2], [_word(meanings, lead[1])])):
        return exact[lead[1]]
    close = difflib.get_close_matches(text, list(named), n=1, cutoff=_LIKE_WORD)
    close_code = difflib.get_close_matches(text.casefold(), list(exact), n=1, cutoff=_LIKE)
    if close:
        return named[close[0]] if _denials(close[0]) == _denials(text) else None
    return exact[close_code[0]] if close_code and not text.isdigit() else None


def _word(meanings: Mapping[str, str], code: str) -> str:
    return str(meanings.get(code, ""))


def _denials(text: str) -> int:
    """How often a text says no: a word that differs from another in this means the opposite."""
    return len(_DENIAL.findall(text))


def _plain(key: str) -> str:
    return unicodedata.normalize("NFKC", key).strip().casefold().replace("-", "_").replace(" ", "_")
