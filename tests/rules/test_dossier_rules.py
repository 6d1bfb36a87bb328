"""Rules on dossiers, agreements and records: the cases that pages cannot show, and those that must stay silent."""

from __future__ import annotations

from datetime import date

from borrowed import Township

PROFILE = "patients/QX-0001/profile.yaml"
IDENTITY = "patients/QX-0001/identity.yaml"
JOURNAL = "patients/QX-0001/2026.yaml"
SECOND = "patients/QX-0002/2026.yaml"
SECOND_PROFILE = "patients/QX-0002/profile.yaml"
INCIDENT = (
    "incidents:\n  - date: 2026-08-10\n    recorded_on: 2026-08-10\n    kind: {kind}\n"
    "    summary: 在集市推倒菜摊。\n    police_told_on: 2026-08-10\n    first_response: 组长到场。\n"
    "    office_told_on: 2026-08-10\n    aftermath: 菜摊已赔偿。\n"
)


def test_a_grid_of_another_village(township: Township) -> None:
    """C903: village and grid must belong together."""
    township.write(
        "villages/QX-V2.yaml",
        "id: QX-V2\nname: 石坪村\nkind: village\ngrids:\n  - id: QX-V2-G1\n    name: 第一网格\n    keeper: QX-S06\n",
    )
    assert township.found("C903") == []
    township.swap(PROFILE, "grid: QX-V1-G1", "grid: QX-V2-G1")
    (finding,) = township.found("C903")
    assert finding.place.line == township.line_of(PROFILE, "grid: QX-V2-G1")


def test_a_patient_never_rated(township: Township) -> None:
    """C913: a rating or a form with a risk level is enough; none at all is told."""
    rated = "patient: QX-0001\nyear: 2026\nratings:\n  - date: 2026-03-12\n    recorded_on: 2026-03-13\n"
    rated += "    by: QX-S02\n    diagnosis: F20\n    stability: 3\n    risk: 0\n"
    township.write(JOURNAL, rated)
    assert township.found("C913") == []
    township.write(JOURNAL, "patient: QX-0001\nyear: 2026\n")
    (finding,) = township.found("C913")
    assert finding.place.file == f"data/{PROFILE}"


def test_a_quarter_passed_in_spite_of_an_offence(township: Township) -> None:
    """C934: an offence within the agreement forbids a pass in its quarter; a slight disturbance does not."""
    text = township.read(JOURNAL)
    township.write(JOURNAL, text + INCIDENT.format(kind=1))
    assert township.found("C934") == []
    township.write(JOURNAL, text + INCIDENT.format(kind=2))
    (finding,) = township.found("C934")
    third = township.line_of(PROFILE, "quarter: 2026Q3")
    assert finding.place.line == third + 1


def test_the_shallow_dossier_asks_for_less(township: Township) -> None:
    """C901, C906, C910, C921: without offence and below level 3 the dossier may lack what only the deep one holds."""
    township.swap(PROFILE, "    mild: 1\n    offence: 1\n", "    mild: 1\n")
    township.swap(PROFILE, "responsible:\n  unit: QX-V1\n  leader: QX-S07\n", "")
    township.swap(PROFILE, "  police:\n    number: 990101103-10001\n    on: 2019-03-08\n", "")
    township.swap(PROFILE, "plan: 每月家访，监护人保管药物，节前加访一次。\n", "")
    text = township.read(IDENTITY)
    township.write(IDENTITY, text[: text.index("relatives:")])
    deep_only = {"C901", "C906", "C910", "C921"}
    assert {f.rule for f in township.context().findings} & deep_only == set()
    township.swap(
        JOURNAL, "stability: 3\n    risk: 0\n    basis: 症状", "stability: 1\n    risk: 3\n    basis: 症状"
    )
    assert {f.rule for f in township.context().findings} & deep_only == {"C901", "C906", "C910"} | {"C921"}


def test_nothing_is_asked_of_a_closed_dossier(township: Township) -> None:
    """C9xx on care of today: a patient who moved away needs no grid, insurance or certificate here."""
    township.swap(
        SECOND_PROFILE,
        "status: home\n    since: 2026-04-02",
        "status: moved\n    since: 2026-11-18\n    place: 安澜市",
    )
    township.swap(SECOND_PROFILE, "grid: QX-V1-G2\n", "")
    township.swap(SECOND_PROFILE, "insurance:\n  kind: 2\n", "")
    township.swap(SECOND_PROFILE, "disability:\n  held: false\n", "")
    assert {f.rule for f in township.context().findings} & {"C902", "C907", "C909"} == set()


def test_the_latest_quarter_may_still_be_assessed(township: Township) -> None:
    """C931: a quarter is told only when the next one is over as well."""
    township.swap(PROFILE, "      - date: 2026-10-09\n        quarter: 2026Q3\n        passed: true\n", "")
    assert township.found("C931") == []
    assert len(township.found("C931", date(2027, 1, 1))) == 1


def test_agreements_one_after_the_other(township: Township) -> None:
    """C932: an agreement may begin on the day after the last one ended early."""
    second = "  - number: QXJH-2026-002\n    since: {day}\n    until: 2027-06-30\n    amount: 2400\nplan:"
    ended = "    until: 2026-12-31\n    ended: 2026-10-31\n    ended_reason: 监护人变更\n"
    township.swap(PROFILE, "    until: 2026-12-31\n", ended)
    township.swap(PROFILE, "plan:", second.format(day="2026-11-01"))
    assert township.found("C932") == []
    township.swap(PROFILE, "since: 2026-11-01", "since: 2026-10-31")
    assert len(township.found("C932")) == 1


def test_doses_in_another_order_are_the_same(township: Township) -> None:
    """M104: the order of medicines, and a dose of nothing, make no change."""
    file = "        - name: 碳酸锂片\n          morning: 250\n          noon: 250\n          evening: 250\n"
    injection = "        - name: 棕榈酸帕利哌酮注射液\n          every_weeks: 4\n          dose: 100\n"
    township.swap(SECOND, file + injection, injection + file)
    assert township.found("M104") == []
    township.swap(SECOND, "dose: 100", "dose: 150")
    assert len(township.found("M104")) == 1


def test_a_call_within_two_weeks_of_a_discharge(township: Township) -> None:
    """M112: the fourteenth day is in time, the fifteenth is not."""
    visit = "date: 2026-04-10\n    recorded_on: 2026-04-11\n    mode: 2"
    for day, found in (("15", 0), ("16", 1)):
        township.swap(SECOND, visit, visit.replace("04-10", f"04-{day}").replace("04-11", f"04-{day}"))
        assert len(township.found("M112")) == found
        township.swap(SECOND, visit.replace("04-10", f"04-{day}").replace("04-11", f"04-{day}"), visit)


def test_three_misses_in_a_row(township: Township) -> None:
    """D720: the third visit that met nobody may say so; a visit that met somebody begins the count anew."""
    miss = "  - date: {day}\n    recorded_on: {day}\n    mode: 2\n    members: [QX-S01]\n    lost:\n      reason: 4\n"
    misses = "".join(miss.format(day=day) for day in ("2026-02-17", "2026-02-19"))
    lost = "  - date: 2026-08-25"
    township.swap(JOURNAL, lost, misses + lost)
    lines = [finding.place.line for finding in township.found("D720")]
    assert len(lines) == 1
    text = township.read(JOURNAL).splitlines()
    assert "2026-02-17" in "".join(text[lines[0] - 6 : lines[0]])


def test_a_village_is_asked_only_for_months_that_are_over(township: Township) -> None:
    """D731: the running month may still be reported; a month that ended may not be left out."""
    assert township.found("D731", date(2026, 11, 30)) == []
    (finding,) = township.found("D731", date(2026, 12, 1))
    assert "2026-11" in finding.message
