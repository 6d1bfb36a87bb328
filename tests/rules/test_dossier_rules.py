"""Rules on dossiers, agreements and records: the cases that pages cannot show, and those that must stay silent."""

from __future__ import annotations

from datetime import date

from tests.rules.borrowed import Township

PROFILE = "patients/QX-0001/profile.yaml"
IDENTITY = "patients/QX-0001/identity.yaml"
FIRST = "patients/QX-0001"
SECOND = "patients/QX-0002"
SECOND_PROFILE = f"{SECOND}/profile.yaml"
RATING = f"{FIRST}/2026/09-10-rating-S02.yaml"
QUARTER = f"{FIRST}/2026/10-09-assessment-S07.yaml"
INCIDENT = (
    "kind: {kind}\nsummary: 在集市推倒菜摊。\npolice_told_on: 2026-08-10\nfirst_response: 组长到场。\n"
    "office_told_on: 2026-08-10\naftermath: 菜摊已赔偿。\n"
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
    happened = [f"{FIRST}/2026/{path.name}" for path in (township.folder / FIRST / "2026").iterdir()]
    rated = [file for file in happened if "rating" in file or "sheet:" in township.read(file)]
    assert len(rated) == 3
    township.remove(*rated[1:])
    assert township.found("C913") == []
    township.remove(rated[0])
    (finding,) = township.found("C913")
    assert finding.place.file == f"data/{PROFILE}"


def test_a_quarter_passed_in_spite_of_an_offence(township: Township) -> None:
    """C934: an offence within the agreement forbids a pass in its quarter; a slight disturbance does not."""
    incident = township.enter(FIRST, "incident", "2026-08-10", INCIDENT.format(kind=1))
    assert township.found("C934") == []
    township.swap(incident, "kind: 1", "kind: 2")
    (finding,) = township.found("C934")
    assert (finding.place.file, finding.place.line) == (f"data/{QUARTER}", township.line_of(QUARTER, "passed:"))


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
    township.swap(RATING, "stability: 3\nrisk: 0", "stability: 1\nrisk: 3")
    assert {f.rule for f in township.context().findings} & deep_only == {"C901", "C906", "C910"} | {"C921"}


def test_nothing_is_asked_of_a_closed_dossier(township: Township) -> None:
    """C9xx on care of today: a patient who moved away needs no grid, insurance or certificate here."""
    township.swap(SECOND_PROFILE, "    grid: QX-V1-G2\n", "")
    township.swap(SECOND_PROFILE, "insurance:\n  kind: 2\n", "")
    township.swap(SECOND_PROFILE, "disability:\n  held: false\n", "")
    assert {f.rule for f in township.context().findings} >= {"C902", "C907", "C909"}
    told = "place: 安澜市\nreported_on: 2026-11-18\nhanded_over_on: 2026-11-18\n"
    township.enter(SECOND, "move", "2026-11-18", told)
    assert {f.rule for f in township.context().findings} & {"C902", "C907", "C909"} == set()


def test_the_latest_quarter_may_still_be_assessed(township: Township) -> None:
    """C931: a quarter is told only when the next one is over as well."""
    township.remove(QUARTER)
    assert township.found("C931") == []
    assert len(township.found("C931", date(2027, 1, 1))) == 1


def test_agreements_one_after_the_other(township: Township) -> None:
    """C932: an agreement may begin on the day after the last one ended early."""
    township.enter(FIRST, "agreement-end", "2026-10-31", "reason: 监护人变更\n", by="QX-S07")
    second = "number: QXJH-2026-002\nuntil: 2027-06-30\namount: 2400\n"
    signed = township.enter(FIRST, "agreement", "2026-11-01", second, by="QX-S07")
    assert township.found("C932") == []
    township.redate(signed, "2026-10-31")
    assert len(township.found("C932")) == 1


def test_doses_in_another_order_are_the_same(township: Township) -> None:
    """M104: the order of medicines, and a dose of nothing, make no change."""
    visit = f"{SECOND}/2026/04-10-visit-S02.yaml"
    tablets = "    - name: 碳酸锂片\n      morning: 250\n      noon: 250\n      evening: 250\n"
    injection = "    - name: 棕榈酸帕利哌酮注射液\n      every_weeks: 4\n      dose: 100\n"
    township.swap(visit, tablets + injection, injection + tablets)
    assert township.found("M104") == []
    township.swap(visit, "dose: 100", "dose: 150")
    assert len(township.found("M104")) == 2  # to the new dose, and at the next form back again


def test_a_visit_after_a_discharge(township: Township) -> None:
    """M112: in time and late are told by the days of the document, the discharge is where the finding stands."""
    visit, discharge = f"{SECOND}/2026/04-10-visit-S02.yaml", f"data/{SECOND}/2026/04-01-discharge-S02.yaml"
    township.follow("2026-03-01", "national")
    for days, day, found in ((14, "2026-04-10", 0), (14, "2026-04-16", 1), (15, "2026-04-16", 0)):
        change = f"    changes:\n      - obligation: discharge-visit\n        within: {{days: {days}}}\n"
        change += "        since: 2026-03-01\n        recorded_on: 2026-03-01\n"
        change += "        reason: 路远\n        approved_by: QX-S07\n        approved_on: 2026-02-27\n"
        visit = township.redate(visit, day)
        township.swap("township.yaml", "recorded_on: 2026-03-01\n", f"recorded_on: 2026-03-01\n{change}")
        assert [finding.place.file for finding in township.found("M112")] == [discharge] * found
        township.swap("township.yaml", change, "")


def test_no_document_asks_for_a_visit_after_a_discharge(township: Township) -> None:
    """M112: a township that follows only 中梁府发〔2022〕9号 is asked for no visit within two weeks."""
    township.redate(f"{SECOND}/2026/04-10-visit-S02.yaml", "2026-04-20")
    township.follow("2026-03-01", "national")
    assert len(township.found("M112")) == 1
    township.swap("township.yaml", "  - id: national\n    since: 2026-03-01\n    recorded_on: 2026-03-01\n", "")
    assert township.found("M112") == []


def test_three_misses_in_a_row(township: Township) -> None:
    """D720: the third visit that met nobody may say so; a visit that met somebody begins the count anew."""
    miss = "mode: 2\nmembers: [QX-S01]\nlost:\n  reason: 4\n"
    second, third = (township.enter(FIRST, "visit", f"2026-02-{day}", miss) for day in (17, 19))
    assert [finding.place.file for finding in township.found("D720")] == [f"data/{second}"]
    township.redate(third, "2026-08-26")
    assert [finding.place.file for finding in township.found("D720")] == [
        f"data/{file}" for file in (second, f"{FIRST}/2026/08-26-visit-S02.yaml")
    ]


def test_a_village_is_asked_only_for_months_that_are_over(township: Township) -> None:
    """D731: the running month may still be reported; a month that ended may not be left out."""
    assert township.found("D731", date(2026, 11, 30)) == []
    (finding,) = township.found("D731", date(2026, 12, 1))
    assert "2026-11" in finding.message


def test_the_township_exempts_what_its_offices_do(township: Township) -> None:
    """An exemption of the township holds for its own entries and its villages, and for nothing of a patient."""
    township.swap("township/2026/11-06-comparison-S02.yaml", "clinic: QX-S02", "clinic: QX-S04")
    township.swap("villages/QX-V1.yaml", "keeper: QX-S06", "keeper: QX-S08")
    township.swap(RATING, "by: QX-S02", "by: QX-S04")
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
    file = f"{FIRST}/2026/02-15-visit-S02.yaml"
    (finding,) = township.found("C964")
    assert (finding.place.file, finding.place.line) == (f"data/{file}", township.line_of(file, "date:"))


def test_admitted_on_the_day_of_discharge(township: Township) -> None:
    """C963: who is moved to another hospital leaves one and enters the other on one day."""
    stay = "hospital: 宁水县人民医院\ncause: 3\n"
    admission = township.enter(SECOND, "admission", "2026-04-01", stay)
    township.enter(SECOND, "discharge", "2026-04-02", "effect: 2\nadvice: 按时服药。\n")
    assert township.found("C963") == []
    again = township.redate(admission, "2026-03-31")
    assert [finding.place.file for finding in township.found("C963")] == [f"data/{again}"]


def test_visits_on_the_days_of_admission_and_discharge(township: Township) -> None:
    """C956, C957: on the days of admission and of discharge the patient may have been at home as well."""
    visit = f"{SECOND}/2026/03-16-visit-S02.yaml"
    township.swap(visit, "mode: 3", "mode: 2")
    township.swap(visit, "subjects: [2]", "subjects: [1]")
    township.remove(f"{SECOND}/2026/03-02-visit-S02.yaml")
    for day, found in (("02", 0), ("03", 1), ("31", 1)):
        visit = township.redate(visit, f"2026-03-{day}")
        assert len(township.found("C956")) == found, day
    township.redate(visit, "2026-04-01")
    assert township.found("C956") == []


def test_a_deadline_in_a_year_without_calendar(township: Township) -> None:
    """D704: two working days that cross into a year nobody has announced are told, with the document that asks."""
    assert township.found("D704", date(2027, 1, 10)) == []
    rated = "by: QX-S02\ndiagnosis: F20\nstability: 1\nrisk: 3\nbasis: 在集市毁物。\n"
    rating = township.enter(FIRST, "rating", "2027-01-05", rated)
    found = township.found("D704", date(2027, 1, 10))
    assert any("杉岭府发〔2021〕12号" in finding.message for finding in found)
    township.remove(rating)
    assert township.found("D704", date(2026, 11, 21)) == []


def test_stable_though_people_were_hurt(township: Township) -> None:
    """M103 has two halves: insight that is absent (its example), and people or things that were hurt."""
    visit = f"{FIRST}/2026/09-10-visit-S02.yaml"
    assert township.found("M103") == []
    township.swap(visit, "symptoms: [11]", "symptoms: [7, 11]")
    (finding,) = township.found("M103")
    assert "有伤人毁物" in finding.message
