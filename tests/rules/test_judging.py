"""What the rules say, where, and when they keep silent."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.findings import Severity
from carebook.rulebook import severity
from tests.rules.borrowed import TODAY, Township

PROFILE = "patients/QX-0001/profile.yaml"
FIRST, SECOND = "patients/QX-0001", "patients/QX-0002"
SEPTEMBER = f"{FIRST}/2026/09-10-visit-S02.yaml"
NOVEMBER = f"{FIRST}/2026/11-06-visit-S01.yaml"
GROUP = "groups/QX-G01/group.yaml"


def test_misplaced_file_is_named(township: Township) -> None:
    """R301: a file that nothing reads is not passed over in silence."""
    township.write("patients/QX-0001/2026年.yaml", township.read(SEPTEMBER))
    assert [f.place.file for f in township.found("R301")] == ["data/patients/QX-0001/2026年.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "11-20-随访-S02.yaml",
        "11-20-visit.yaml",
        "11-20-visit-s02.yaml",
        "2026-11-20-visit-S02.yaml",
        "11-20-visit-S02-1.yaml",
        "11-20-meeting-S02.yaml",
        "11-20-comparison-S02.yaml",
    ],
)
def test_misnamed_entry_is_told_how_to_be_named(township: Township, name: str) -> None:
    """R301: an entry of an unknown kind, of one that others have, or named otherwise; the kinds there are are listed."""
    township.write(f"{FIRST}/2026/{name}", township.read(SEPTEMBER))
    (finding,) = township.found("R301")
    assert finding.place.file == f"data/{FIRST}/2026/{name}"
    assert "月-日-类别-记录人.yaml" in finding.advice
    kinds = finding.advice.partition("类别有：")[2].split("、")
    assert {"visit", "rating", "death", "roll-call"} <= set(kinds)
    assert not {"meeting", "patrol", "comparison"} & set(kinds)


@pytest.mark.parametrize(
    ("owner", "kind", "right"),
    [
        ("groups/QX-G01", "visit", "meeting"),
        ("villages/QX-V1", "meeting", "patrol"),
        ("township", "patrol", "comparison"),
    ],
)
def test_entry_of_a_kind_of_others_is_told(township: Township, owner: str, kind: str, right: str) -> None:
    """R301: a visit of a group, a meeting of a village, a round of the township: the kinds of that owner are named."""
    township.write(f"{owner}/2026/11-20-{kind}-S02.yaml", "date: 2026-11-20\n")
    (finding,) = township.found("R301")
    assert right in finding.advice.partition("类别有：")[2].split("、")
    assert kind not in finding.advice.partition("类别有：")[2].split("、")


@pytest.mark.parametrize("missing", [PROFILE, "patients/QX-0001/identity.yaml", GROUP, "township.yaml"])
def test_missing_file_is_named(township: Township, missing: str) -> None:
    """R303: a record without the file it belongs to is said to lack it, by name."""
    (township.folder / missing).unlink()
    assert [f.place.file for f in township.found("R303")] == [f"data/{missing}"]


def test_broken_record_is_not_called_missing(township: Township) -> None:
    """A reference to a record with errors is not called broken as well: one slip, one finding."""
    township.swap(PROFILE, "economy: 1", "economy: 9")
    assert {f.rule for f in township.context().findings} == {"F204"}


def test_reference_suggests_the_nearest(township: Township) -> None:
    """R305: a mistyped id is answered with the id that was probably meant."""
    township.swap(GROUP, "staff: QX-S04", "staff: QX-SO4")
    (finding,) = township.found("R305")
    assert "QX-S04" in finding.advice
    assert finding.place.line == township.line_of(GROUP, "QX-SO4")


def test_patient_without_group(township: Township) -> None:
    """G403: a patient in care whom no group serves is found at the profile."""
    township.swap("groups/QX-G02/group.yaml", "patients: [QX-0002]", "patients: [QX-0001]")
    messages = {f.place.file: f.message for f in township.found("G403")}
    assert "没有" in messages["data/patients/QX-0002/profile.yaml"]
    assert "QX-G01、QX-G02" in messages["data/patients/QX-0001/profile.yaml"]


def test_dissolved_group_serves_nobody(township: Township) -> None:
    """G403: a dissolved group does not count, and lacks no roles (G401)."""
    township.swap(GROUP, "established: 2022-01-07", "established: 2022-01-07\ndissolved: 2026-11-01")
    assert len(township.found("G403")) == 1
    assert township.found("G401") == []


@pytest.mark.parametrize(("act", "told"), [("move", "place: 外县\n"), ("death", "cause: 4\n")])
def test_group_whose_patient_is_gone_lacks_nothing(township: Township, act: str, told: str) -> None:
    """G401: when its only patient has died or moved, a group need not be kept complete."""
    township.swap(GROUP, "    staff: QX-S03\n", "    staff: QX-S03\n    until: 2026-11-20\n")
    assert len(township.found("G401")) == 1
    township.enter(FIRST, act, "2026-11-20", told)
    assert township.found("G401") == []


def test_group_of_a_day_to_come_lacks_nothing_yet(township: Township) -> None:
    """G401: a group is judged from the day it is established; until then its patient has none (G403)."""
    township.swap(
        "township.yaml",
        "since: 2026-09-01\n    recorded_on: 2026-09-01",
        "since: 2021-01-01\n    recorded_on: 2021-01-01",
    )
    assert township.found("G401", date(2022, 1, 6)) == []
    assert len(township.found("G403", date(2022, 1, 6))) == 2


def test_successor_without_gap_keeps_the_role(township: Township) -> None:
    """G401, T603: a role passed on from one day to the next is neither missing nor held twice."""
    member = "  - role: police\n    staff: QX-S03\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n"
    passed = f"{member}    until: 2026-06-30\n{member.replace('2022-01-07', '2026-07-01')}"
    township.swap(GROUP, member, passed)
    assert township.context().findings == ()


def test_term_that_ends_on_the_day_the_next_begins_overlaps(township: Township) -> None:
    """T603: both ends of a term belong to it, so one shared day is an overlap, found at the later term."""
    member = "  - role: police\n    staff: QX-S03\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n"
    passed = f"{member}    until: 2026-07-01\n{member.replace('2022-01-07', '2026-07-01')}"
    township.swap(GROUP, member, passed)
    (finding,) = township.found("T603")
    assert finding.place.line == township.line_of(GROUP, "since: 2026-07-01")


def test_several_grid_keepers_may_serve_at_once(township: Township) -> None:
    """T603: only the six roles have one seat; other members overlap if it is the same person twice."""
    member = "  - role: grid\n    staff: QX-S06\n    since: 2023-02-01\n    recorded_on: 2023-02-01\n"
    township.swap(GROUP, member, member + member.replace("S06", "S07"))
    assert township.found("T603") == []
    township.swap(GROUP, "staff: QX-S07", "staff: QX-S06")
    assert len(township.found("T603")) == 1


@pytest.mark.parametrize("value", ['"2027"', "2026-12", "2026-11-22"])
def test_partial_date_in_the_future(township: Township, value: str) -> None:
    """T601: a year, a month or a day after today is found; the current ones are not."""
    township.swap(PROFILE, 'onset: "2008"', f"onset: {value}")
    assert len(township.found("T601")) == 1


@pytest.mark.parametrize("value", ['"2026"', "2026-11", "2026-11-21"])
def test_partial_date_of_today(township: Township, value: str) -> None:
    """T601: this year, this month and today have begun."""
    township.swap(PROFILE, 'onset: "2008"', f"onset: {value}")
    assert township.found("T601") == []


def test_appointments_may_lie_ahead(township: Township) -> None:
    """T601: next visits, deadlines and ends of terms are decided beforehand."""
    township.swap(SEPTEMBER, "next_date: 2026-10-09", "next_date: 2026-12-09")
    assert [finding.rule for finding in township.context().findings] == ["C969"]  # after it is due, not in the future


def test_late_entry_is_never_refused(township: Township) -> None:
    """T605: recording months after the visit is a fact, not a fault."""
    township.swap(SEPTEMBER, "recorded_on: 2026-09-11", "recorded_on: 2026-11-20")
    (finding,) = township.context().findings
    assert (finding.rule, severity(finding)) == ("E112", Severity.NOTE)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "fix"),
    [
        ("groups/QX-G01/2026/08-28-meeting-S01.yaml", "date: 2026-08-28", "date: 2025-08-28", "2026-08-28"),
        (SEPTEMBER, "date: 2026-09-10", "date: 2026-09-11", "date: 2026-09-10"),
        ("villages/QX-V1/2026/09-28-screening-S01.yaml", "reported_on: 2026-09-28", "reported_on: 2026-09-27", "改名"),
        (f"{FIRST}/2026/01-01-agreement-S07.yaml", "since: 2026-01-01", "since: 2026-01-02", "since: 2026-01-01"),
        (SEPTEMBER, "recorded_by: QX-S02", "recorded_by: QX-S01", "S01"),
        (SEPTEMBER, "recorded_by: QX-S02", "recorded_by: unknown", "unknown"),
    ],
)  # fmt: skip
def test_name_and_content_of_an_entry_agree(township: Township, file: str, right: str, wrong: str, fix: str) -> None:
    """R302: another day, or another recorder, than the file is named by is found at its line, with both ways out."""
    assert township.found("R302") == []
    township.swap(file, right, wrong)
    (finding,) = township.found("R302")
    assert (finding.place.file, finding.place.line) == (f"data/{file}", township.line_of(file, wrong))
    assert fix in finding.advice + finding.fix


def test_discharge_after_the_visit(township: Township) -> None:
    """T607: a discharge later than the visit that reports it is found at its own line."""
    file = f"{SECOND}/2026/04-10-visit-S02.yaml"
    township.swap(file, "last_discharge: 2026-04-01", "last_discharge: 2026-04-21")
    (finding,) = township.found("T607")
    assert finding.place.line == township.line_of(file, "last_discharge")


def test_next_visit_on_the_same_day(township: Township) -> None:
    """T607: the next visit is another day."""
    township.swap(SEPTEMBER, "next_date: 2026-10-09", "next_date: 2026-09-10")
    assert len(township.found("T607")) == 1


def test_entry_after_death(township: Township) -> None:
    """T608: every entry after the day of death is found, the day itself is not."""
    township.enter(FIRST, "death", "2026-10-09", "cause: 4\n")
    assert [f.place.file for f in township.found("T608")] == [f"data/{NOVEMBER}"]


def test_what_is_settled_after_a_death_is_no_fault(township: Township) -> None:
    """T608: the agreement is ended and the last quarter assessed after the death."""
    township.enter(FIRST, "death", "2026-11-07", "cause: 4\n")
    township.enter(FIRST, "agreement-end", "2026-11-10", "reason: 患者死亡\n", by="QX-S07")
    township.enter(FIRST, "assessment", "2026-11-10", "quarter: 2026Q4\npassed: true\n", by="QX-S07")
    assert township.found("T608") == []


def test_a_death_written_twice_has_one_day(township: Township) -> None:
    """T609: a visit that learned of a death and an entry of it with another day; the same day is no fault."""
    learned = "mode: 2\nsubjects: [2]\nmembers: [QX-S01, QX-S02, QX-S03]\ndeath:\n  date: 2026-11-18\n  cause: 4\n"
    visit = township.enter(FIRST, "visit", "2026-11-20", learned)
    entry = township.enter(FIRST, "death", "2026-11-18", "cause: 4\n")
    assert township.found("T609") == []
    entry = township.redate(entry, "2026-11-19")
    (finding,) = township.found("T609")
    assert (finding.place.file, finding.place.line) == (f"data/{entry}", township.line_of(entry, "date:"))
    assert "2026-11-18" in finding.message
    assert visit in finding.message
    assert township.found("T608") == []
    taken_back = "withdrawn:\n  on: 2026-11-20\n  by: QX-S02\n  reason: 日期听错了\n"
    township.write(entry, township.read(entry) + taken_back)
    assert township.found("T609") == []


def test_overdue_visit_names_its_article(township: Township) -> None:
    """D701: what is overdue is said with due day, days and the article that asks for it."""
    (found,) = [f for f in township.found("D701", date(2026, 12, 4)) if "QX-0002" in f.message]
    assert "应在 2026-12-02 前完成，已超过 2 天（中梁府发〔2022〕9号 三、2" in found.message
    assert found.place.file == f"data/{SECOND}/profile.yaml"


def test_two_members_do_not_close_a_visit(township: Township) -> None:
    """D702 and D701 go together: a visit by two is shown, and what it should have closed stays open."""
    township.swap(
        f"{SECOND}/2026/11-17-visit-S01.yaml", "members: [QX-S01, QX-S02, QX-S05]", "members: [QX-S01, QX-S02]"
    )
    rules = {f.rule for f in township.context().findings}
    assert rules == {"D701", "D702"}


def test_phone_call_is_no_visit_by_too_few(township: Township) -> None:
    """D702: a call between two visits is extra care; head-counts are for visits."""
    call = (
        "mode: 3\nsubjects: [2]\nmembers: [QX-S02]\npoints:\n  situation: 在家。\n  change: 无。\n"
        "  treatment: 规律。\n  guardianship: 在家。\n  control: 在控。\nstability: 3\n"
    )
    township.enter(FIRST, "visit", "2026-11-20", call)
    assert township.context().findings == ()


def test_visit_in_hospital_by_two(township: Township) -> None:
    """D702: during a stay a call by one is enough, so a visit by two is no fault."""
    township.swap(NOVEMBER, "members: [QX-S01, QX-S02, QX-S04]", "members: [QX-S01, QX-S02]")
    assert len(township.found("D702")) == 1
    township.enter(FIRST, "admission", "2026-11-02", "hospital: 县医院\ncause: 1\n")
    assert township.found("D702") == []


def test_visit_before_the_group_existed(township: Township) -> None:
    """D703: who went before the group was set up is nobody's fault."""
    members = (
        "  - role: leader\n    staff: QX-S01\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n",
        "  - role: leader\n    staff: QX-S01\n    since: 2026-10-01\n    recorded_on: 2026-10-01\n",
    )
    township.swap(GROUP, *members)
    assert len(township.found("D703")) == 2
    township.swap(GROUP, "established: 2022-01-07", "established: 2026-10-01")
    assert township.found("D703") == []


def test_guardian_who_works_for_the_township(township: Township) -> None:
    """P506: the same phone is right when guardian and member of staff are one person."""
    identity = "patients/QX-0001/identity.yaml"
    township.swap(identity, "name: 林守学", "name: 周正林")
    township.swap(identity, 'phone: "19900000006"', 'phone: "19900000001"')
    assert township.found("P506") == []


def test_stranger_is_found_at_the_item(township: Township) -> None:
    """D703: the member who was not in the group stands at line and column of the id."""
    august = f"{FIRST}/2026/08-25-visit-S01.yaml"
    township.swap(august, "members: [QX-S01, QX-S02, QX-S03]", "members: [QX-S01, QX-S02, QX-S03, QX-S07]")
    (finding,) = township.found("D703")
    line = township.read(august).splitlines()[finding.place.line - 1]
    assert line[finding.place.column - 1 :].startswith("QX-S07")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ 名册 }}", "没有名为“名册”"),
        ("名单：{{ 花名册 }}", "要独占一行"),
        ("{{ 乡镇.name }}", "写法不对"),
        ("{{ 乡镇|upper }}", "写法不对"),
        ("{{ 乡镇", "写法不对"),
        ("乡镇 }}", "写法不对"),
        ("{% for x in y %}", "写法不对"),
        ("｛｛ 乡镇 ｝｝", "写法不对"),
    ],
)
def test_wrong_placeholder_is_found_at_its_line(township: Township, text: str, words: str) -> None:
    """N803: whatever is no placeholder in two half-width braces is said, at the line where it stands."""
    township.swap("notices/2026-1.yaml", "（二）及时记录", text)
    (finding,) = township.found("N803")
    assert words in finding.message
    assert finding.place.line == township.line_of("notices/2026-1.yaml", text)


def test_right_placeholders_pass(township: Township) -> None:
    """N803: words stand inside a sentence, with or without spaces in the braces."""
    township.swap("notices/2026-1.yaml", "（二）及时记录", "（二）{{乡镇}}共{{ 小组数 }}个小组及时记录")
    assert township.context().findings == ()


def test_exemption_holds_until_its_last_day(township: Township) -> None:
    """An exemption silences its rule in its own record, and expires by itself."""
    township.swap(GROUP, "    staff: QX-S02\n", "    staff: QX-S04\n")
    exemption = "exemptions:\n  - rule: G402\n    reason: 兼任\n    decided_by: QX-S07\n    until: 2026-11-21\n"
    township.write(GROUP, township.read(GROUP) + exemption)
    assert township.found("G402", TODAY) == []
    assert len(township.found("G402", date(2026, 11, 22))) == 1


def test_exemption_is_for_one_record(township: Township) -> None:
    """An exemption of one group leaves the others alone."""
    for group in ("QX-G01", "QX-G02"):
        township.swap(f"groups/{group}/group.yaml", "    staff: QX-S02\n", "    staff: QX-S04\n")
    township.swap("groups/QX-G02/group.yaml", "rule: D701", "rule: G402")
    assert [f.place.file for f in township.found("G402")] == [f"data/{GROUP}"]


def test_a_member_who_left_their_post_is_found_in_the_group(township: Township) -> None:
    """G405: the finding stands at the member, in every group that still counts on them; a term that ended is fine."""
    township.swap("staff/QX-S02.yaml", "recorded_on: 2016-07-01", "recorded_on: 2016-07-01\n    until: 2026-06-30")
    spots = {(f.place.file, f.place.line) for f in township.found("G405")}
    assert spots == {
        (f"data/{file}", township.line_of(file, "staff: QX-S02"))
        for file in ("groups/QX-G01/group.yaml", "groups/QX-G02/group.yaml")
    }
    assert township.found("G405", date(2026, 6, 30)) == []


def test_a_draft_may_be_dated_ahead(township: Township) -> None:
    """T601: a notice that is not signed yet may carry the day on which it is to be signed."""
    township.swap("notices/2026-1.yaml", "date: 2026-01-08\nseal", "date: 2026-12-08\nseal")
    assert len(township.found("T601")) == 1
    township.swap("notices/2026-1.yaml", "state: printed", "state: draft")
    assert township.found("T601") == []


def test_what_cannot_be_read_is_not_said_to_be_missing(township: Township) -> None:
    """A date that does not exist is one finding; that a visit is overdue, maybe that very one, is not added to it."""
    before = {(f.rule, f.place.file) for f in township.context().findings if f.rule != "D701"}
    township.swap(NOVEMBER, "date: 2026-11-06", "date: 2026-02-30")
    found = [f for f in township.context().findings if (f.rule, f.place.file) not in before]
    assert [f.rule for f in found if "QX-0001" in f.place.file] == ["F207"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"{SECOND}/2026/03-02-visit-S02.yaml", "reported_on: 2026-03-02\n", "reported_on: 2026-03-01\n"),
        (f"{SECOND}/2026/03-02-rating-S02.yaml", "police_told_on: 2026-03-02", "police_told_on: 2026-02-28"),
        (f"{SECOND}/2026/03-02-incident-S02.yaml", "office_told_on: 2026-03-02", "office_told_on: 2026-03-01"),
        (f"{SECOND}/2026/03-02-alarm-S02.yaml", "leader_told_on: 2026-03-02", "leader_told_on: 2026-03-01"),
        ("villages/QX-V1/2026/10-29-screening-S01.yaml", "answered_on: 2026-11-04", "answered_on: 2026-11-02"),
        ("township/2026/10-12-clue-S07.yaml", "clinic_told_on: 2026-10-13", "clinic_told_on: 2026-10-11"),
        ("villages/QX-V1/2026/10-14-patrol-S06.yaml", "warned_on: 2026-10-14", "warned_on: 2026-10-13"),
    ],
)
def test_nobody_is_told_before_it_happened(township: Township, file: str, old: str, new: str) -> None:
    """T602: at the day of the report, which would else count as done in time."""
    assert township.found("T602") == []
    township.swap(file, old, new)
    (finding,) = township.found("T602")
    assert (finding.place.file, finding.place.line) == (f"data/{file}", township.line_of(file, new.strip()))
    assert "早于事情发生" in finding.message
