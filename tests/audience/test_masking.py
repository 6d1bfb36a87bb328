"""A mask shows what its rule says and never more, however a value was typed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, strategies as st

from carebook.audience.masking import MASKS, account, id_number, name, phone, place

CHINESE = st.text("林安平欧阳司马诸葛赵李王张买提阿依古丽", min_size=1, max_size=8)
WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("李四", "李*"),
        ("林安平", "林*平"),
        ("欧阳平", "欧阳*"),
        ("欧阳安平", "欧阳*平"),
        ("欧阳", "欧*"),
        ("李", "*"),
        ("阿依古丽·买买提", "阿***·***"),
        ("阿依古丽•买买提", "阿***·***"),
        ("林 安　平", "林*平"),
        ("", "*"),
    ],
)
def test_names(value: str, shown: str) -> None:
    """Surname and last character; compound surnames, dots, blanks and single characters are known."""
    assert name(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("19900000001", "199****0001"),
        ("199 0000 0001", "199****0001"),
        ("199-0000-0001", "199****0001"),
        ("１９９０００００００１", "199****0001"),
        ("+86 19900000001", "199****0001"),
        ("0990-2660011", "0990-***0011"),
        ("010-12345678", "010-****5678"),
        ("2660011", "***0011"),
        ("1234", "****"),
        ("110", "***"),
    ],
)
def test_phones(value: str, shown: str) -> None:
    """Mobiles keep three and four, landlines their area and four; short numbers keep nothing."""
    assert phone(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("990101198001010014", "**************0014"),
        ("99010119800101001x", "**************001X"),
        ("990101800101001", "***********1001"),
        ("９９０１０１ 1980 0101 0014", "**************0014"),
        ("12345678", "********"),
    ],
)
def test_id_numbers(value: str, shown: str) -> None:
    """Old and new numbers keep four places, so that the birth date is never read."""
    assert id_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("宁水县清溪乡柳溪村三组41号", "宁水县清溪乡柳溪村***"),
        ("宁水县清溪乡云岭社区2栋", "宁水县清溪乡云岭社区***"),
        ("宁水县清溪乡", "宁水县清溪乡***"),
        ("某路3号", "***"),
        ("宁水县清溪乡柳溪村王家村12号", "宁水县清溪乡柳溪村***"),
    ],
)
def test_places(value: str, shown: str) -> None:
    """An address ends at the village or community."""
    assert place(value) == shown


@given(CHINESE)
def test_a_name_is_never_shown_whole(value: str) -> None:
    """At least one character is hidden, and at most three are shown."""
    shown = name(value)
    assert "*" in shown
    assert len(re.sub(r"[*·]", "", shown)) <= min(3, max(0, len(value) - 1))


@given(st.text("0123456789", min_size=1, max_size=20), st.sampled_from(["", " ", "-", "　"]), st.booleans())
def test_numbers_keep_four_places_at_most(digits: str, gap: str, wide: bool) -> None:
    """However it is typed, the mask is that of the bare digits, and what is hidden stays hidden."""
    typed = gap.join(digits[at : at + 4] for at in range(0, len(digits), 4))
    typed = typed.translate(WIDE) if wide else typed
    for mask in (id_number, account):
        assert mask(typed) == mask(digits)
        assert len(re.sub(r"\*", "", mask(digits))) <= 4
        assert digits not in mask(digits)
    assert phone(typed) == phone(digits)
    assert digits not in phone(digits).replace("-", "")


@given(st.text(max_size=12))
def test_no_mask_breaks_on_any_text(value: str) -> None:
    """A mask takes what people type."""
    for mask in MASKS.values():
        assert unicodedata.normalize("NFKC", mask(value)) is not None
