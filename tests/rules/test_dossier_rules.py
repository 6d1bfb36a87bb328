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


def test_a_visit_after_a_discharge(township: Township) -> None:
    """M112: in time and late are told by the days of the document, the stay is where the finding stands."""
    visit = "date: 2026-04-10\n    recorded_on: 2026-04-11\n    mode: 2"
    late = visit.replace("04-10", "04-16").replace("04-11", "04-16")
    for days, written, found in ((14, visit, 0), (14, late, 1), (15, late, 0)):
        change = f"    changes:\n      - obligation: discharge-visit\n        within: {{days: {days}}}\n"
        change += "        reason: 路远\n        approved_by: QX-S07\n        approved_on: 2026-02-27\n"
        township.swap(SECOND, visit, written)
        township.swap("township.yaml", "adopted: 2026-03-01\n", f"adopted: 2026-03-01\n{change}")
        places = [finding.place.line for finding in township.found("M112")]
        assert places == [township.line_of(SECOND, "discharged: 2026-04-01")] * found
        township.swap(SECOND, written, visit)
        township.swap("township.yaml", change, "")


def test_no_document_asks_for_a_visit_after_a_discharge(township: Township) -> None:
    """M112: a township that follows only 中梁府发〔2022〕9号 is asked for no visit within two weeks."""
    visit = "date: 2026-04-10\n    recorded_on: 2026-04-11\n    mode: 2"
    township.swap(SECOND, visit, visit.replace("04-10", "04-20").replace("04-11", "04-21"))
    assert len(township.found("M112")) == 1
    township.swap("township.yaml", "  - id: national\n    adopted: 2026-03-01\n", "")
    assert township.found("M112") == []


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


def test_the_township_exempts_what_its_offices_do(township: Township) -> None:
    """An exemption of the township holds for its own journal and its villages, and for nothing of a patient."""
    township.swap("journal/2026.yaml", "clinic: QX-S02", "clinic: QX-S04")
    township.swap("villages/QX-V1.yaml", "keeper: QX-S06", "keeper: QX-S08")
    township.swap(JOURNAL, "by: QX-S02", "by: QX-S04")
    exemption = "  - rule: {}\n    reason: 换岗期间\n    decided_by: QX-S07\n    until: 2026-12-31\n"
    granted = "exemptions:\n" + "".join(exemption.format(rule) for rule in ("D737", "C904", "M107"))
    assert {f.rule for f in township.context().findings} >= {"D737", "C904", "M107"}
    township.write("township.yaml", township.read("township.yaml") + granted)
    assert {f.rule for f in township.context().findings} & {"D737", "C904", "M107"} == {"M107"}


def test_records_before_the_dossier_was_filed(township: Township) -> None:
    """C964: the day of filing is early enough, the day before is not."""
    township.swap(PROFILE, "filed_on: 2019-03-05", "filed_on: 2026-02-15")
    assert township.found("C964") == []
    township.swap(PROFILE, "filed_on: 2026-02-15", "filed_on: 2026-02-16")
    (finding,) = township.found("C964")
    assert finding.place.line == township.line_of(JOURNAL, "date: 2026-02-15")


def test_admitted_on_the_day_of_discharge(township: Township) -> None:
    """C963: who is moved to another hospital leaves one and enters the other on one day."""
    stay = "  - admitted: {}\n    recorded_on: 2026-04-02\n    hospital: 宁水县人民医院\n    cause: 3\n"
    stay += "    discharged: 2026-04-02\n    effect: 2\n    advice: 按时服药。\n"
    township.swap(SECOND, "incidents:", stay.format("2026-04-01") + "incidents:")
    assert township.found("C963") == []
    township.swap(SECOND, "admitted: 2026-04-01", "admitted: 2026-03-31")
    (finding,) = township.found("C963")
    assert finding.place.line == township.line_of(SECOND, "admitted: 2026-03-31")


def test_visits_on_the_days_of_admission_and_discharge(township: Township) -> None:
    """C956, C957: on the first and the last day of a period the patient may have been at home as well."""
    visit = "date: 2026-03-16\n    recorded_on: 2026-03-17\n    mode: 3\n    subjects: [2]"
    home = visit.replace("mode: 3", "mode: 2").replace("subjects: [2]", "subjects: [1]")
    for day, found in (("03-02", 0), ("03-03", 1), ("03-31", 1), ("04-01", 0)):
        written = home.replace("03-16", day).replace("03-17", "04-02")
        township.swap(SECOND, visit, written)
        assert len(township.found("C956")) == found, day
        township.swap(SECOND, written, visit)


def test_a_deadline_in_a_year_without_calendar(township: Township) -> None:
    """D704: two working days that cross into a year nobody has announced are told, with the document that asks."""
    rating = "ratings:\n  - date: {day}\n    recorded_on: {day}\n    by: QX-S02\n    diagnosis: F20\n    stability: 1\n"
    rating += "    risk: 3\n    basis: 在集市毁物。\n"
    year = "patients/QX-0001/{}.yaml"
    township.write(year.format(2027), "patient: QX-0001\nyear: 2027\n" + rating.format(day="2027-01-05"))
    found = township.found("D704", date(2027, 1, 10))
    assert any("杉岭府发〔2021〕12号" in finding.message for finding in found)
    township.write(year.format(2027), "patient: QX-0001\nyear: 2027\n")
    assert township.found("D704", date(2026, 11, 21)) == []
