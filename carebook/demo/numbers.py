"""Numbers that belong to nobody: identity numbers, telephone numbers, credit codes."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from stdnum.cn.ric import calc_check_digit

DIVISION = "990101"  # not assigned in GB/T 2260, so no real person can have such a number
#: What all landlines of the demo begin with.
AREA = "0990"
PERSONAL_FIRST = 16  # the first fifteen numbers of the pool belong to the persons of the demo notice
PERSONAL_POOL = 100_000
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_number(birth: date, sex: int, serial: int) -> str:
    """Return an 18-character identity number (GB 11643) for a birth date, sex code and serial."""
    order = serial * 2 % 1000 + (sex == 1)
    body = f"{DIVISION}{birth:%Y%m%d}{order:03d}"
    return body + calc_check_digit(f"{body}0")  # reads the first seventeen, and skips whatever stands last


def mobile(index: int) -> str:
    """Return the mobile number with an index; the pool repeats itself after 100,000 numbers."""
    return f"199000{(PERSONAL_FIRST + index) % PERSONAL_POOL:05d}"


def office(index: int) -> str:
    """Return an office telephone number; a township has no more than a hundred of them."""
    return f"{AREA}-26600{index % 100:02d}"


@lru_cache(maxsize=64)
def credit_code(serial: int) -> str:
    """Return a unified social credit code (GB 32100) of an invented government organ."""
    organisation = f"{serial:08d}"
    total = sum(int(digit) * weight for digit, weight in zip(organisation, ORGANISATION_WEIGHTS, strict=True))
    check = "0123456789X0"[11 - total % 11]
    body = f"11{DIVISION}{organisation}{check}"
    rest = sum(CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body)) % 31
    return body + CREDIT_ALPHABET[(31 - rest) % 31]
