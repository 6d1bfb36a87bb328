"""Each audience is given its own records, and no others."""

from __future__ import annotations

import pytest

from carebook.audience.record_view import HiddenFieldError
from carebook.audience.trees import trees
from carebook.audience.view import View
from carebook.policy.load import read_settings
from carebook.policy.settings import Settings
from carebook.reading.schema import SchemaBook
from tests.townships import DEMO, HOME, township


def seen(audience: str, scope: str = "") -> View:
    """The demo township through the eyes of one audience."""
    return township(DEMO).view(audience, scope)


def test_villages_share_the_patients_among_them() -> None:
    """Every patient, group and item of a patient lies with exactly one village."""
    villages = [seen("village", code) for code in township(DEMO).registry.villages]
    for key in ("patients", "groups"):
        held = [code for view in villages for code in getattr(view, key)]
        assert sorted(held) == sorted(getattr(seen("office"), key))
    for view in villages:
        subjects = {item.subject for item in view.items}
        assert subjects <= {*view.patients, *view.groups, *view.villages}
        assert all(p.village in view.villages for p in view.patients.values())


def test_a_village_reads_findings_on_its_own_records_only() -> None:
    """Neither the place nor the words of a finding name somebody else."""
    view, office = seen("village", "QX-V1"), seen("office")
    others = {*office.patients, *office.groups} - {*view.patients, *view.groups}
    assert view.findings
    for finding in view.findings:
        assert any(f"/{code}" in finding.place.file for code in (*view.patients, *view.groups, *view.villages))
        assert not any(code in finding.whole for code in others)


def test_findings_quote_nothing_that_is_hidden() -> None:
    """No finding stands at a field that its reader may not see, and none quotes an identity."""
    told = {(f.rule, f.place) for f in seen("village", "QX-V1").findings}
    hidden = {(f.rule, f.place) for f in seen("office").findings if f.rule in {"M105", "M110"}}
    assert hidden
    assert not told & hidden


def test_departments_get_the_items_they_take_part_in() -> None:
    """Every item of the police has an officer among those who are to come."""
    view = seen("police")
    officers = {code for code, one in view.staff.items() if one.unit == "police"}
    assert view.items
    assert all(officers & {*item.members, *item.responsible} for item in view.items)


def test_the_public_is_given_nobody() -> None:
    """No patient, group, item or finding."""
    view = seen("public")
    assert not view.patients
    assert not view.groups
    assert not view.items
    assert not view.findings


def test_ratings_are_hidden_from_those_who_may_not_see_them() -> None:
    """What is worked out from hidden fields is hidden like them."""
    patient = next(iter(seen("rehab").patients.values()))
    with pytest.raises(HiddenFieldError):
        _ = patient.risk


def test_lists_call_people_as_the_audience_may() -> None:
    """Full for those who visit, by surname for those who help with papers."""
    assert seen("clinic").patients["QX-0001"].listed == "林安平"
    assert seen("civil-affairs").patients["QX-0001"].listed == "林*平"
    assert seen("civil-affairs").groups["QX-G01"].household == "林*平户"


def test_a_copy_for_the_patient_masks_relatives() -> None:
    """Masks lie on the named fields, in values and in words."""
    identity = seen("self", "QX-0001").patients["QX-0001"].identity
    assert identity
    relative = identity.relatives[0]
    assert relative.phone == "199****0051"
    assert relative.label("phone") == "199****0051"


def test_whoever_is_not_named_gets_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without the file there is no audience at all."""
    found = read_settings(tmp_path_factory.mktemp("policies"), SchemaBook(HOME.schemas), None)
    assert found == (Settings(), ())


def test_every_audience_of_the_schemas_is_defined() -> None:
    """What ``x-audience`` names has its scope, its duty and its article."""
    known = township(DEMO).settings.audiences.by_id
    assert list(known) == [
        *("office", "clinic", "police", "civil-affairs", "rehab", "village", "group", "self", "public")
    ]
    assert all(one.why for one in known.values())
    assert len(list(trees(known["village"], township(DEMO).registry))) == 4
