"""The official document that sets up care groups."""

from __future__ import annotations

from datetime import date

from carebook.demo.official import DemoPlace
from carebook.demo.source import source
from carebook.demo.yamltext import Doc


def founding(place: DemoPlace, number: str, groups: list[str], day: date) -> Doc:
    """Return the notice that sets up groups, in the words of the published one.

    Its rosters name patients, so it is never made public.
    """
    year, serial = number.split("-")
    notice = source("founding")
    return {
        "id": number,
        "kind": notice["kind"],
        "number": f"{place.short}府发〔{year}〕{serial}号",
        "title": f"{place.name}人民政府|关于成立{place.name}精神障碍患者关爱帮扶|管理小组的通知",
        "recipients": notice["recipients"],
        "body": notice["body"],
        "groups": groups,
        "signature": f"{place.name}人民政府",
        "date": day,
        "seal": True,
        "state": "printed",
        "publication": {
            "attribute": "不予公开",
            "index_number": f"{place.credit}/{year}-{int(serial):05d}",
            "topic": "卫生健康",
            "genre": notice["kind"],
            "publisher": f"{place.county}{place.name}",
            "validity": "有效",
        },
    }
