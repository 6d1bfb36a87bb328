"""What changes a vault, and what it leaves alone."""

from __future__ import annotations

import pytest

from carebook.vault.keys import WRAP, new_secret
from carebook.vault.lock import LockFault, lock
from carebook.vault.set_value import with_value, without
from carebook.vault.store import VaultError, put
from carebook.vault.tokens import KEY_BYTES, Owner
from carebook.vault.work import add_recipient, lock_all, remove_recipient, rewrap, rotate, save
from tests.vaults import BOOK, IDENTITY, PLAIN, PUBLIC, SECRET, Township, recipient

KEY_FILE = f"patients/QX-0001/{WRAP}"


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Files that are not the same."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_what_was_locked_comes_back_to_the_byte(township: Township) -> None:
    """Comments, order, quotes and spaces are those that were typed."""
    assert township.store().plain("QX-0001") == PLAIN


def test_locking_again_changes_nothing(township: Township) -> None:
    """The same values give the same bytes, and a wrapped key is not wrapped again."""
    before = township.bytes()
    assert lock_all(township.store(), township.store().patients()) == []
    assert save(township.store(), "QX-0001", PLAIN) is False
    assert township.bytes() == before


def test_one_changed_value_is_one_changed_line(township: Township) -> None:
    """So a reviewer sees what changed, and only that."""
    old = township.text(IDENTITY).splitlines()
    new = with_value(PLAIN, IDENTITY, "guardians[0].phone", "19900000099", BOOK)
    assert save(township.store(), "QX-0001", new) is True
    lines = township.text(IDENTITY).splitlines()
    assert sum(a != b for a, b in zip(old, lines, strict=True)) == 1


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("name", "欧阳 明", "name: 欧阳 明"),
        ("sex", "2", "sex: 2"),
        ("birth_date", "1980-02-01", "birth_date: 1980-02-01"),
        ("id_number", "990101198001010014", 'id_number: "990101198001010014"'),
        ("phones[0]", "19900000098", 'phones: ["19900000098"]'),
        ("phones[1]", "19900000098", 'phones: ["19900000101", "19900000098"]'),
        ("guardians[0].phone", "19900000098", '    phone: "19900000098"'),
        ("relatives[0].phone", "19900000098", '    phone: "19900000098"'),
    ],
)
def test_a_field_is_set_as_a_careful_person_would_type_it(field: str, value: str, line: str) -> None:
    """Numbers that are texts are quoted, codes and dates are not; everything else stays."""
    new = with_value(PLAIN, IDENTITY, field, value, BOOK)
    assert line in new.splitlines()
    assert len(set(new.splitlines()) ^ set(PLAIN.splitlines())) <= 2


def test_a_field_that_is_not_there_is_added_and_taken_away() -> None:
    """At the end of what it stands in; taking it away gives back what was."""
    bare = without(PLAIN, IDENTITY, "guardians[0].address")
    again = with_value(bare, IDENTITY, "guardians[0].address", "宁水县清溪乡柳溪村一组12号", BOOK)
    assert BOOK.field("patient.identity", ("guardians", 0, "address"))
    assert sorted(again.splitlines()) == sorted(PLAIN.splitlines())


@pytest.mark.parametrize("field", ["nmae", "guardian", "phones", "patient", "phones[7]", "relatives[4].name"])
def test_a_field_that_cannot_be_set_alone_is_refused_in_a_sentence(field: str) -> None:
    """Unknown fields, whole groups, the id, and places far behind the end of a list."""
    with pytest.raises(VaultError) as told:
        with_value(PLAIN, IDENTITY, field, "1", BOOK)
    assert told.value.code == 2


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("patient: QX-0001", "patient: QX-0001  # 林安平的表", "说明（# 之后）里写了身份信息"),
        ("employer: ", "employer: |\n  ", "占了几行"),
    ],
)
def test_what_cannot_be_locked_is_refused_before_anything_is_written(right: str, wrong: str, said: str) -> None:
    """A comment that repeats a value would stay readable; a value over several lines is not one line of a diff."""
    text = PLAIN.replace(right, wrong, 1)
    with pytest.raises(LockFault) as told:
        lock(text, Owner("QX", "QX-0001", bytes(KEY_BYTES)), IDENTITY)
    assert said in told.value.findings[0].message


def test_new_keys_for_one_person_leave_all_others_to_the_byte(township: Township) -> None:
    """Only that person's two files change, every token of it, and it opens to the same."""
    before = township.bytes()
    tokens = township.text(IDENTITY)
    assert rotate(township.store(), ["QX-0001"]) == ["QX-0001"]
    assert differing(before, township.bytes()) == {IDENTITY, KEY_FILE}
    old = [line for line in tokens.splitlines() if "sealed." in line]
    assert [line for line in old if line in township.text(IDENTITY)] == []
    assert township.store().plain("QX-0001") == PLAIN


def test_a_new_recipient_opens_everything_and_identities_stay_to_the_byte(township: Township) -> None:
    """Only the wrapped keys and the list change."""
    secret, public = new_secret()
    before = township.bytes()
    assert add_recipient(township.store(), recipient("派出所", public)) == 2
    assert {name for name in differing(before, township.bytes()) if name.endswith(".yaml")} == {"vault.yaml"}
    assert township.store(secret).plain("QX-0001") == PLAIN
    assert township.context(secret).findings == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [("乡镇办公室", "age1"), ("乡镇办公室", PUBLIC), ("派出所", PUBLIC), ("派出所", "ssh-rsa AAAA")],
    ids=["cut", "both twice", "key twice", "no age key"],
)
def test_a_recipient_is_refused_in_a_sentence(township: Township, name: str, key: str) -> None:
    """A name or key twice, or a text that is no public key; nothing is written."""
    before = township.bytes()
    with pytest.raises(VaultError):
        add_recipient(township.store(), recipient(name, key))
    assert township.bytes() == before


def test_the_last_recipient_stays(township: Township) -> None:
    """Without one nobody could ever open anything."""
    remove_recipient(township.store(), "卫生院")
    with pytest.raises(VaultError, match="最后一名收件人"):
        remove_recipient(township.store(), "乡镇办公室")


def test_without_a_key_nothing_can_be_given_away(township: Township) -> None:
    """Who cannot open cannot wrap for others; and a person without a key file yet can still be locked."""
    stranger, public = new_secret()
    before = township.bytes()
    for work in (
        lambda: add_recipient(township.store(stranger), recipient("派出所", public)),
        lambda: rewrap(township.store(stranger)),
        lambda: rotate(township.store(stranger), ["QX-0001"]),
    ):
        with pytest.raises(VaultError, match="打不开"):
            work()
    assert township.bytes() == before
    text = PLAIN.replace("QX-0001", "QX-0003")
    put({township.data / "patients/QX-0003/identity.yaml": text})
    assert lock_all(township.store(stranger), ["QX-0003"]) == ["QX-0003"]
    assert township.store(SECRET).plain("QX-0003") == text
