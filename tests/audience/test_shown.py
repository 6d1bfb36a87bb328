"""A view shows what its audience may see, and fails on anything else."""

from __future__ import annotations

import pytest
from jinja2 import Environment, StrictUndefined

from carebook.audience.record_view import HiddenFieldError, RecordView
from carebook.reading.fields import fields
from carebook.reading.resolved import resolved
from tests.townships import BASE, DEMO, HOME, township


def test_the_office_sees_identity_and_the_public_does_not() -> None:
    """A field is shown to the audiences its schema names, to nobody else."""
    context = township(BASE)
    seen = context.view("office").patients["QX-0001"].identity
    assert seen
    assert seen.name
    identity = context.registry.patients["QX-0001"].identity
    assert identity
    with pytest.raises(HiddenFieldError, match=r"name（姓名）不给 public 看"):
        _ = context.view("public").show(identity, "patient.identity").name


def test_a_template_that_touches_a_hidden_field_fails() -> None:
    """Jinja2 must not turn a hidden field into an empty text."""
    env = Environment(undefined=StrictUndefined, autoescape=True)
    patient = township(BASE).view("village", "QX-V1").patients["QX-0001"].identity
    with pytest.raises(HiddenFieldError, match="id_number"):
        env.from_string("{{ patient.id_number }}").render(patient=patient)


def test_a_field_that_does_not_exist_fails() -> None:
    """A typing slip in a template is an error."""
    identity = township(BASE).view("office").patients["QX-0001"].identity
    assert identity
    with pytest.raises(HiddenFieldError, match="没有字段 nmae"):
        _ = identity.nmae


def test_nested_records_are_shown_too() -> None:
    """The guardian's bank account is for office and civil affairs only."""
    context = township(BASE)
    clinic = context.view("clinic").patients["QX-0001"].guardian
    assert clinic
    assert clinic.phone
    with pytest.raises(HiddenFieldError):
        _ = clinic.bank_account


def test_codes_ids_and_lists_come_in_words() -> None:
    """Labels come from the schema's codes, ids from the records they name."""
    view = township(DEMO).view("office")
    patient = view.patients["QX-0001"]
    visit = patient.entries("visit")[-1]
    assert visit.label("stability") in {"不稳定", "基本稳定", "稳定"}
    assert "QX-S" not in view.words(visit, "members", patient.id)
    assert view.words(patient.residence, "village") == "柳溪村"


def test_no_field_hides_behind_a_method() -> None:
    """A field called like one of the window's own methods could never be read in a template."""
    methods = {name for name in dir(RecordView) if not name.startswith("_")}
    for name in resolved(HOME.schemas):
        known = {field.path[-1] for field in fields(HOME.schemas, name)}
        if name != "audiences":  # the settings of the windows themselves; no window shows them
            assert methods & known == set(), name


@pytest.mark.parametrize(
    ("audience", "kind", "known"),
    [
        ("office", "visit", True),
        ("public", "visit", False),
        ("public", "incident", False),
        ("office", "nothing", False),
    ],
)
def test_an_audience_knows_of_the_kinds_whose_day_it_may_see(audience: str, kind: str, known: bool) -> None:
    """Of others not even that there are entries; a kind that does not exist is known to nobody."""
    assert township(BASE).view(audience).knows(kind) is known
