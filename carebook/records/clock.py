"""Which day it is in the township: not on the server, which may stand in another zone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carebook.reading.source import read

DEFAULT_ZONE = "Asia/Shanghai"
#: Days that can be a day of work here; what lies outside is a slip of the pen or of the machine's clock.
FIRST_YEAR, LAST_YEAR = 2000, 2100


def township_day(root: Path, now: dt.datetime | None = None) -> dt.date:
    """The day in the time zone that ``township.yaml`` below ``root`` names, that of Shanghai where it names none.

    Args:
        root: the data folder.
        now: the moment, with its zone; the present one if not given.
    """
    source, _ = read(root / "township.yaml", root, "township.yaml")
    named = source.data.get("timezone") if source and isinstance(source.data, dict) else None
    try:
        zone = ZoneInfo(str(named or DEFAULT_ZONE))
    except (ZoneInfoNotFoundError, ValueError):  # the schema has a sentence for it
        zone = ZoneInfo(DEFAULT_ZONE)
    return (now or dt.datetime.now(zone)).astimezone(zone).date()
