"""Numbers, states, index numbers and limits of official documents."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.borrowed import Township

FILE = "notices/2026-1.yaml"
TALK = "unit: QX-V1\npost: 村党总支书记\nby: 组长\nreason: 没有整改\n"
UNUSED = "unused_numbers:\n  - {year: 2026, code: 清溪府发, first: %d, last: %d, reason: 登记在党政办发文簿}\n"


def second(township: Township, serial: str, *changes: tuple[str, str]) -> str:
    """Add another notice of 2026, like the first but for its number, day and what is changed."""
    text = township.read(FILE).replace("2026-1\n", f"2026-{serial}\n", 1)
    text = text.replace("〔2026〕1号", f"〔2026〕{serial.rpartition('-')[2]}号", 1)
    text = text.replace("2026-00001", f"2026-0000{serial[-1]}")
    for right, wrong in changes:
        assert right in text
        text = text.replace(right, wrong)
    file = f"notices/2026-{serial}.yaml"
    township.write(file, text)
    return file


def test_a_gap_is_told_until_it_is_explained(township: Township) -> None:
    """2 and 3 are missing before 4; a reason of the township settles it; a reason for 4 contradicts the notice."""
    second(township, "4")
    assert ["2至3号" in f.message for f in township.found("N861")] == [True]
    record = township.read("township.yaml")
    township.write("township.yaml", record + UNUSED % (2, 3))
    assert township.found("N861") == []
    assert township.found("N862") == []
    township.write("township.yaml", record + UNUSED % (2, 4))
    assert ["4号" in f.message for f in township.found("N862")] == [True]


def test_years_before_the_book_was_kept_are_left_alone(township: Township) -> None:
    """N861: of a year of which the offices wrote nothing nobody knows the numbers."""
    changes = (("〔2026〕", "〔2024〕"), ("2026-01-08", "2024-01-08"))
    text = township.read(FILE).replace("2026-1\n", "2024-7\n", 1).replace("〔2026〕1号", "〔2024〕7号", 1)
    for right, wrong in changes:
        text = text.replace(right, wrong)
    township.write("notices/2024-7.yaml", text)
    assert township.found("N861") == []
    township.enter("township", "talk", "2024-05-22", TALK, by="QX-S07")
    assert ["1至6号" in f.message for f in township.found("N861")] == [True]


def test_each_code_is_numbered_by_itself(township: Township) -> None:
    """A letter has its own first number; under an unknown code it is refused."""
    file = second(township, "han-1", ("清溪府发", "清溪府函"))
    assert [f.place.file for f in township.found("N802")] == [f"data/{file}"]
    township.write("township.yaml", township.read("township.yaml") + "codes:\n  - {id: han, code: 清溪府函}\n")
    assert township.found("N802") == []
    assert township.found("N861") == []


def test_later_numbers_have_later_days(township: Township) -> None:
    """No. 2 signed before no. 1 is told."""
    file = second(township, "2", ("2026-01-08", "2026-01-05"))
    assert [f.place.file for f in township.found("N863")] == [f"data/{file}"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("state: published", "没有写主动公开"),
        ("state: repealed", "没有写废止的日期"),
        ("state: printed\nrepealed: {on: 2026-05-01, by: 清溪府发〔2026〕3号}", "状态却不是已废止"),
        ("state: draft", ""),
    ],
)
def test_states_agree_with_the_rest(township: Township, wrong: str, said: str) -> None:
    """A state that the other entries deny is an error."""
    township.swap(FILE, "state: printed", wrong)
    found = [f.message for f in township.found("N864")]
    assert any(said in message for message in found) if said else found == []


def test_the_same_index_number_twice(township: Township) -> None:
    """The next free serial number is offered."""
    second(township, "2", ("2026-00002", "2026-00001"))
    assert [f.advice.endswith("2026-00002") for f in township.found("N872")] == [True]


@pytest.mark.parametrize(
    ("today", "released", "count"),
    [(date(2026, 2, 5), "", 0), (date(2026, 2, 6), "", 1), (date(2026, 9, 1), "2026-02-05", 0), (date(2026, 9, 1), "2026-02-06", 1)],
)  # fmt: skip
def test_twenty_working_days(township: Township, today: date, released: str, count: int) -> None:
    """Of 8 January 2026 the twentieth working day is 5 February; the day after it is late."""
    state = "published" if released else "printed"
    township.swap(FILE, "state: printed", f"state: {state}")
    township.swap(
        FILE, "attribute: 不予公开", "attribute: 主动公开" + (f"\n  released_on: {released}" if released else "")
    )
    assert len(township.found("N874", today)) == count
