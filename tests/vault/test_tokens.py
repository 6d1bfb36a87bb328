"""A locked value opens where it was put, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from carebook.vault.tokens import KEY_BYTES, Owner, TokenError, field_name, is_token
from tests.vaults import IDENTITY, OTHER, PLAIN, SECRET, Township

KEY = bytes(range(KEY_BYTES))
OWNER = Owner("QX", "QX-0001", KEY)
TYPED = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=80)


@given(TYPED)
def test_whatever_is_locked_comes_back(typed: str) -> None:
    """Locking and opening at the same place gives back what was typed, and the token says nothing of it."""
    token = OWNER.seal(("guardian", "phone"), typed)
    assert is_token(token)
    assert OWNER.open(("guardian", "phone"), token) == typed


@given(TYPED)
def test_the_same_value_gives_the_same_token(typed: str) -> None:
    """So a diff shows one line, and two branches that do the same agree."""
    assert OWNER.seal(("name",), typed) == OWNER.seal(("name",), typed)


def test_names_of_any_usual_length_look_alike() -> None:
    """The length of a token does not tell a name of two characters from one of four, nor a name from a number."""
    assert len({len(OWNER.seal(("name",), text)) for text in ("李四", "欧阳长青", '"990101198001010014"', "1")}) == 1


@pytest.mark.parametrize(
    "other",
    [
        (Owner("BX", "QX-0001", KEY), ("name",)),
        (Owner("QX", "QX-0002", KEY), ("name",)),
        (Owner("QX", "QX-0001", KEY), ("guardian", "name")),
        (Owner("QX", "QX-0001", KEY[::-1]), ("name",)),
    ],
    ids=["township", "patient", "field", "key"],
)
def test_a_token_does_not_open_elsewhere(other: tuple[Owner, tuple[str, ...]]) -> None:
    """Another township, person, field or key: no."""
    owner, path = other
    with pytest.raises(TokenError):
        owner.open(path, OWNER.seal(("name",), "林安平"))


def test_an_entry_inserted_above_changes_no_token_below() -> None:
    """The place in a list is no part of a field's name."""
    assert field_name(("relatives", 0, "phone")) == field_name(("relatives", 5, "phone")) == "relatives[].phone"
    assert OWNER.seal(("phones", 0), "1") == OWNER.seal(("phones", 1), "1")


def test_a_value_moved_to_another_field_is_refused_with_line_and_column(township: Township) -> None:
    """The message says where, and nothing of what stands there."""
    township.swap(IDENTITY, township.token(IDENTITY, "name"), township.token(IDENTITY, "employer"))
    assert township.found("V103", SECRET) == [
        f"data/{IDENTITY}:3:7 name 的密文打不开：被改动、截断，或者是从别的字段、别的人那里搬来的"
    ]
    assert township.context(SECRET).registry.patients["QX-0001"].identity is None


def test_a_value_moved_to_another_person_is_refused(township: Township) -> None:
    """One person's phone cannot be put into another's file."""
    township.swap(OTHER, township.token(OTHER, "name"), township.token(IDENTITY, "name"))
    (said,) = township.found("V103", SECRET)
    assert said.startswith(f"data/{OTHER}:3:7 name ")


@pytest.mark.parametrize("cut", [1, 10, 57, 64])
def test_a_truncated_value_is_refused(township: Township, cut: int) -> None:
    """However much is missing, down to the bare prefix."""
    token = township.token(IDENTITY, "id_number")
    township.swap(IDENTITY, token, token[:-cut])
    (said,) = township.found("V103", SECRET)
    assert said.startswith(f"data/{IDENTITY}:4:12 id_number ")


def test_all_else_is_judged_on_opened_values_where_they_lie(township: Township) -> None:
    """A wrong phone is found at the line and column of its token, in the words of the plain file."""
    store = township.store()
    plain = store.plain("QX-0001").replace('"19900000006"', '"1990000006"')
    (township.data / IDENTITY).write_text(store.locked(store.owner("QX-0001"), plain), "utf-8")
    line = PLAIN.splitlines().index('    phone: "19900000006"') + 1
    assert township.found("P501", SECRET) == [
        f"data/{IDENTITY}:{line}:12 电话“1990000006”不对：只有 10 位，手机应为 11 位"
    ]
