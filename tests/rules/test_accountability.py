"""Publicity, inspections and sanctions: what counts as late depends on what the adopted document says."""

from __future__ import annotations

from datetime import date

from tests.rules.borrowed import Township

SANCTION = "township/2026/05-26-sanction-S07.yaml"
INSPECTION = "township/2026/09-10-inspection-S07.yaml"
TRANSFER = "township/2026/06-02-transfer-S07.yaml"
ADOPTED = "  - id: shanling-2021-12\n    since: 2026-10-30\n    recorded_on: 2026-10-30\n"


def adopt(township: Township, day: str) -> None:
    """Adopt the second document from a day on."""
    township.swap("township.yaml", ADOPTED, ADOPTED.replace("2026-10-30", day))


def test_a_year_without_publicity_is_told(township: Township) -> None:
    """D751: nothing for longer than the policy allows; a year to the day is still in time."""
    adopt(township, "2025-01-01")
    assert township.found("D751", date(2027, 10, 15)) == []
    (finding,) = township.found("D751", date(2027, 10, 16))
    assert finding.place.file == "data/township.yaml"
    assert "2026-10-15 以来" in finding.message


def test_publicity_is_only_asked_where_the_document_is_followed(township: Township) -> None:
    """D751: without the document that asks for it there is no time to be late for."""
    township.swap("township.yaml", ADOPTED, "")
    assert township.found("D751", date(2029, 1, 1)) == []


def test_a_sanction_of_more_than_a_year_is_told(township: Township) -> None:
    """D756: one year less a day is a year; one day more is too long."""
    adopt(township, "2026-10-01")
    assert township.found("D756") == []
    township.swap(SANCTION, "until: 2027-05-25", "until: 2027-05-26")
    (finding,) = township.found("D756")
    assert finding.place.line == township.line_of(SANCTION, "until: 2027-05-26")
    assert finding.fix == "until: 2027-05-25"


def test_a_reason_for_doing_nothing_is_enough(township: Township) -> None:
    """D754: the township may decide otherwise, if it says why."""
    township.swap(INSPECTION, "result: done\n", "result: failed\n")
    assert len(township.found("D754")) == 1
    township.swap(INSPECTION, "result: failed\n", "result: failed\ndecision: 已按程序说明，不实行一票否决。\n")
    assert township.found("D754") == []


def test_no_line_of_a_case_can_be_written(township: Township) -> None:
    """A transfer holds day, kind and organ; anything more is refused when the file is read."""
    township.swap(TRANSFER, "kind: discipline\n", "kind: discipline\nnote: 案情\n")
    assert [f.place.line for f in township.context().errors()] == [township.line_of(TRANSFER, "note: 案情")]


def test_found_support_is_asked_for_once(township: Township) -> None:
    """D758: a body as guardian needs a written finding; with it the rule is silent."""
    file = "patients/QX-0002"
    township.swap(f"{file}/identity.yaml", "relation: parent", "relation: village")
    assert len(township.found("D758")) == 1
    text = township.read(f"{file}/profile.yaml")
    written = "unsupported:\n  kinds: [no-guardian]\n  basis: 父母已故\n  on: 2026-01-05\n"
    township.write(f"{file}/profile.yaml", text + written)
    assert township.found("D758") == []


def test_a_sanction_holds_on_its_last_day(township: Township) -> None:
    """D757: on the day itself nothing is late; on the next it must be lifted."""
    assert township.found("D757", date(2027, 5, 25)) == []
    (finding,) = township.found("D757", date(2027, 5, 26))
    assert "2027-05-25 期满" in finding.message
