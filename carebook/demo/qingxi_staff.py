"""The staff and villages of the demo township: the group members of the notice, and those around them."""

from __future__ import annotations

from datetime import date

from carebook.demo import numbers
from carebook.demo.teams import Village, Worker

MOBILE = "199000000{:02d}"


def _worker(
    serial: int,
    name: str,
    unit: str,
    position: str,
    role: str,
    phone: str,
    since: date,
    until: date | None = None,
) -> Worker:
    """Make a worker with the id of a serial number."""
    return Worker(
        id=f"QX-S{serial:02d}",
        name=name,
        unit=unit,
        position=position,
        role=role,
        phone=phone,
        since=since,
        until=until,
    )


def _own(index: int) -> str:
    """Return a telephone number that the notice does not use."""
    return numbers.mobile(index)


# The persons of the notice, with its positions and telephone numbers; its ten-digit number is put right.
ZHOU = _worker(1, "周正林", "QX-V1", "柳溪村副书记", "village-cadre", MOBILE.format(1), date(2019, 1, 1))
DOCTOR = _worker(2, "方济仁", "clinic", "清溪乡卫生院医生", "doctor", MOBILE.format(2), date(2016, 7, 1))
POLICE = _worker(3, "高卫", "police", "社区民警", "police", MOBILE.format(3), date(2022, 1, 1))
CIVIL = _worker(
    4, "季民恒", "civil-affairs", "民政办主任", "civil-affairs", MOBILE.format(4), date(2018, 5, 1)
)
REHAB = _worker(5, "康友宁", "rehab", "康复协调员", "rehab", MOBILE.format(5), date(2017, 9, 1))
TANG = _worker(6, "汤怀民", "QX-V2", "云岭社区书记", "village-cadre", MOBILE.format(8), date(2017, 1, 1))
ZHANG = _worker(7, "张石生", "QX-V3", "桃坪村书记", "village-cadre", MOBILE.format(10), date(2014, 1, 1))
YAO = _worker(
    8,
    "姚江平",
    "QX-V4",
    "清溪村副书记",
    "village-cadre",
    MOBILE.format(12),
    date(2017, 1, 1),
    date(2025, 6, 30),
)
XIE = _worker(9, "谢朝明", "QX-V4", "清溪村副书记", "village-cadre", MOBILE.format(14), date(2021, 3, 1))

HEAD = _worker(10, "何秉直", "office", "清溪乡平安办主任", "office", _own(0), date(2020, 6, 1))
KEEPERS = tuple(
    _worker(11 + index, name, unit, position, "grid", _own(1 + index), since)
    for index, (name, unit, position, since) in enumerate(
        (
            ("梁小雨", "QX-V1", "柳溪村网格员", date(2023, 2, 1)),
            ("邱长庚", "QX-V1", "柳溪村网格员", date(2021, 5, 1)),
            ("范巧云", "QX-V2", "云岭社区网格员", date(2020, 8, 1)),
            ("沈知秋", "QX-V2", "云岭社区网格员", date(2023, 2, 1)),
            ("石先明", "QX-V3", "桃坪村网格员", date(2019, 4, 1)),
            ("韦素梅", "QX-V3", "桃坪村网格员", date(2022, 9, 1)),
            ("崔大有", "QX-V4", "清溪村网格员", date(2018, 3, 1)),
            ("卢春燕", "QX-V4", "清溪村网格员", date(2024, 1, 1)),
        )
    )
)
SUCCESSOR = _worker(19, "蒋文秀", "QX-V4", "清溪村副书记", "village-cadre", _own(9), date(2025, 7, 1))
OTHERS = (
    _worker(20, "罗启明", "police", "社区民警", "police", _own(10), date(2014, 8, 1), date(2021, 12, 31)),
    _worker(21, "贺清如", "clinic", "清溪乡卫生院副院长", "doctor", _own(11), date(2015, 3, 1)),
    _worker(22, "程守义", "office", "清溪乡综治干事", "office", _own(12), date(2022, 4, 1)),
    _worker(23, "白玉成", "justice", "清溪司法所所长", "other", _own(13), date(2018, 10, 1)),
    _worker(24, "丁守成", "rehab", "康复协调员", "rehab", _own(14), date(2011, 3, 1), date(2017, 8, 31)),
)
SHARED = (DOCTOR, POLICE, CIVIL, REHAB)
VILLAGES = [
    Village(
        number=number,
        id=f"QX-V{number}",
        name=name,
        town=town,
        population=population,
        leaders=leaders,
        keepers=KEEPERS[2 * number - 2 : 2 * number],
        shared=SHARED,
    )
    for number, name, town, population, leaders in (
        (1, "柳溪村", False, 4210, (ZHOU,)),
        (2, "云岭社区", True, 6835, (TANG,)),
        (3, "桃坪村", False, 3120, (ZHANG,)),
        (4, "清溪村", False, 4155, (YAO, XIE, SUCCESSOR)),
    )
]
OFFICE_PHONES = {
    "office": numbers.office(0),
    "clinic": numbers.office(2),
    "police": numbers.office(3),
    "civil-affairs": numbers.office(4),
    "rehab": numbers.office(5),
    "justice": numbers.office(6),
} | {village.id: village.phone for village in VILLAGES}


def everyone() -> list[tuple[Worker, str]]:
    """Return all staff with their office telephones."""
    staff = [ZHOU, *SHARED, TANG, ZHANG, YAO, XIE, HEAD, *KEEPERS, SUCCESSOR, *OTHERS]
    return [(worker, OFFICE_PHONES[worker.unit]) for worker in staff]
