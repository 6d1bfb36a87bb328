"""One person one file: what stands in it, and what it does with what is missing."""

from __future__ import annotations

from carebook.audience.forms import acts, doses
from carebook.documents.dossier import dossier
from carebook.writers import vocabulary
from tests.townships import BASE, DEMO, HOME, township


def text_of(patient: str) -> str:
    """The text of a base patient's dossier."""
    view = township(BASE).view("office")
    return vocabulary.text(vocabulary.parse(dossier(view, view.patients[patient], HOME.templates)))


def test_every_part_that_the_policy_asks_for_is_there() -> None:
    """杉岭府发〔2021〕12号 三（三）: identity, residence, guardian, relatives, history, insurance, visits, ratings."""
    text = text_of("QX-0001")
    wanted = ("个人基本信息", "现住址", "监护人", "亲属", "系统录入", "初次发病时间", "危险行为", "医疗保险", "责任领导",
              "随访（", "病情诊断和危险性评估", "到期事项")  # fmt: skip
    assert [part for part in wanted if part not in text] == []


def test_services_beside_visits_are_there() -> None:
    """Lessons, whom a fluctuation was told, the whole emergency form, restraint, reports and the rehabilitation plan."""
    text = text_of("QX-0002") + text_of("QX-0001")
    wanted = ("护理指导（患者家属、监护人）观察复发先兆", "病情波动，2026-03-02 报告组长，2026-03-02 报告办公室",
              "应急医疗处置记录单（2026-03-02）", "柳溪村村口小卖部", "危害公共安全或他人安全的行为或危险",
              "民警用约束带固定双手", "《中华人民共和国人民警察法》第十四条", "来报和举报", "邻居、群众",
              "社区康复计划", "在竹编合作社做零活", "学会编提篮", "综治系统")  # fmt: skip
    assert [part for part in wanted if part not in text] == []


def test_ids_are_shown_as_names_and_codes_as_words() -> None:
    """No staff id and no bare code where people read."""
    text = text_of("QX-0001")
    assert "QX-S0" not in text
    assert "精神分裂症" in text
    assert "家庭访视" in text


def test_nothing_empty_is_called_none() -> None:
    """An empty field is an empty cell."""
    view = township(DEMO).view("office")
    for patient in view.patients.values():
        text = dossier(view, patient, HOME.templates)
        assert "None" not in text
        assert "()" not in text


def test_doses_and_acts_in_words() -> None:
    """Medicines show their doses, dangerous acts their counts."""
    view = township(BASE).view("office")
    profile = view.patients["QX-0001"].profile
    assert acts(profile.supplementary.dangerous_acts) == "轻度滋事1次，肇事1次"
    sheets = [visit.sheet for visit in view.patients["QX-0001"].entries("visit") if visit.sheet]
    assert "mg" in doses(sheets[0].medication)


def test_ratings_and_relatives_are_there_in_full() -> None:
    """Not the headings alone: the levels of the rating, and the relatives by name and telephone."""
    patient = township(BASE).view("office").patients["QX-0001"]
    text = text_of("QX-0001")
    assert patient.identity is not None
    assert patient.identity.relatives
    for relative in patient.identity.relatives:
        assert str(relative.name) in text
        assert str(relative.phone) in text
    last = township(BASE).view("office").patients["QX-0001"].entries("rating")[0]
    assert str(last.label("stability")) in text
    assert str(last.label("risk")) in text
    assert "危险性评估" in text.replace("病情诊断和危险性评估", "")
