"""Both national forms are complete: every numbered item has its field, with the form's own codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from carebook.reading.fields import Field, fields

SCHEMAS = Path(__file__).parents[1] / "schemas"
GRADES = "1 良好 2 一般 3 较差"
SYMPTOMS = (
    "1 幻觉 2 交流困难 3 猜疑 4 喜怒无常 5 行为怪异 6 兴奋话多 7 伤人毁物 8 悲观厌世 9 无故外走 "
    "10 自语自笑 11 孤僻懒散 12 其他"
)
RESTRAINT = "1 无关锁 2 关锁 3 关锁已解除"
ACTS = ("mild", "offence", "crime", "other_harm", "self_harm", "suicide_attempt", "none")
DOSES = ("name", "morning", "noon", "evening", "every_weeks", "dose")

#: 严重精神障碍患者个人信息补充表: item, schema, field, codes (empty: no codes).
SUPPLEMENTARY = [
    ("姓名", "identity", "name", ""),
    ("编号", "profile", "form_number", ""),
    ("1 监护人姓名", "identity", "guardians[].name", ""),
    ("2 与患者关系", "identity", "guardians[].relation", None),
    ("3 监护人住址", "identity", "guardians[].address", ""),
    ("4 监护人电话", "identity", "guardians[].phone", ""),
    ("5 辖区村（居）委会联系人、电话", "profile", "supplementary.village_contact", ""),
    ("6 户别", "profile", "supplementary.household", "1 城镇 2 农村"),
    (
        "7 就业情况",
        "profile",
        "supplementary.employment",
        "1 在岗工人 2 在岗管理者 3 农民 4 下岗或无业 5 在校学生 6 退休 7 专业技术人员 8 其他 9 不详",
    ),
    ("8 知情同意", "profile", "supplementary.consent.agreed", "1 同意参加管理 0 不同意参加管理"),
    ("8 签字", "profile", "supplementary.consent.signed_by", None),
    ("8 签字时间", "profile", "supplementary.consent.signed_on", ""),
    ("9 初次发病时间", "profile", "supplementary.onset", ""),
    ("10 既往主要症状", "profile", "supplementary.past_symptoms[]", SYMPTOMS),
    ("10 其他症状", "profile", "supplementary.past_symptoms_other", ""),
    ("11 既往关锁情况", "profile", "supplementary.past_restraint", RESTRAINT),
    ("12 门诊", "profile", "supplementary.outpatient", "1 未治 2 间断门诊治疗 3 连续门诊治疗"),
    ("12 首次抗精神病药治疗时间", "profile", "supplementary.first_medication", ""),
    ("12 住院次数", "profile", "supplementary.admissions", ""),
    ("13 诊断", "profile", "supplementary.diagnosis.disease", None),
    ("13 诊断名称", "profile", "supplementary.diagnosis.name", ""),
    ("13 确诊医院", "profile", "supplementary.diagnosis.hospital", ""),
    ("13 确诊日期", "profile", "supplementary.diagnosis.date", ""),
    ("14 最近一次治疗效果", "profile", "supplementary.effect", "1 临床痊愈 2 好转 3 无变化 4 加重"),
    *((f"15 危险行为 {act}", "profile", f"supplementary.dangerous_acts.{act}", "") for act in ACTS),
    ("16 经济状况", "profile", "supplementary.economy", "1 贫困，在当地贫困线标准以下 2 非贫困"),
    ("17 专科医生的意见", "profile", "supplementary.specialist_opinion", ""),
    ("18 填表日期", "profile", "supplementary.filled_on", ""),
    ("18 医生签字", "profile", "supplementary.doctor", ""),
]

#: 严重精神障碍患者随访服务记录表; fields of a visit.
FOLLOW_UP = [
    ("1 随访日期", "date", ""),
    ("2 本次随访形式", "mode", "1 门诊 2 家庭访视 3 电话"),
    ("3 本次随访对象", "subjects[]", "1 患者本人 2 患者家属、监护人 3 其他知情人"),
    ("4 失访原因", "lost.reason", "1 外出打工 2 迁居他处 3 走失 4 连续3次未访到 5 其他"),
    ("5 死亡日期", "death.date", ""),
    ("5 死亡原因", "death.cause", "1 躯体疾病 2 自杀 3 他杀 4 意外 5 精神疾病相关并发症 6 其他"),
    (
        "5 躯体疾病",
        "death.detail",
        "1 传染病和寄生虫病 2 肿瘤 3 心脏病 4 脑血管病 5 呼吸系统疾病 6 消化系统疾病 7 其他疾病 8 不详",
    ),
    ("6 危险性评估", "sheet.risk", None),
    ("7 目前症状", "sheet.symptoms[]", SYMPTOMS),
    ("7 其他症状", "sheet.symptoms_other", ""),
    ("8 自知力", "sheet.insight", "1 自知力完全 2 自知力不全 3 自知力缺失"),
    ("9 睡眠情况", "sheet.sleep", GRADES),
    ("9 饮食情况", "sheet.diet", GRADES),
    ("10 个人生活料理", "sheet.function.self_care", GRADES),
    ("10 家务劳动", "sheet.function.housework", GRADES),
    ("10 生产劳动及工作", "sheet.function.work", f"{GRADES} 9 此项不适用"),
    ("10 学习能力", "sheet.function.study", GRADES),
    ("10 社会人际交往", "sheet.function.social", GRADES),
    *((f"11 危险行为 {act}", f"sheet.dangerous_acts.{act}", "") for act in ACTS),
    ("12 两次随访期间关锁情况", "sheet.restraint", RESTRAINT),
    ("13 住院情况", "sheet.hospitalization", "0 未住院 1 目前正在住院 2 曾住院，现未住院"),
    ("13 末次出院时间", "sheet.last_discharge", ""),
    ("14 实验室检查", "sheet.lab.result", "1 无 2 有"),
    ("14 检查内容", "sheet.lab.text", ""),
    ("15 用药依从性", "sheet.adherence", "1 按医嘱规律用药 2 间断用药 3 不用药 4 医嘱勿需用药"),
    ("16 药物不良反应", "sheet.adverse.result", "1 无 2 有 9 此项不适用"),
    ("16 不良反应内容", "sheet.adverse.text", ""),
    ("17 治疗效果", "sheet.effect", "1 痊愈 2 好转 3 无变化 4 加重 9 此项不适用"),
    ("18 是否转诊", "sheet.referral.referred", "1 否 2 是"),
    ("18 转诊原因", "sheet.referral.reason", ""),
    ("18 转诊至机构及科室", "sheet.referral.to", ""),
    *((f"19 用药情况 {dose}", f"sheet.medication[].{dose}", "") for dose in DOSES),
    *((f"20 用药指导 {dose}", f"sheet.guidance[].{dose}", "") for dose in DOSES),
    ("21 康复措施", "sheet.rehabilitation[]", "1 生活劳动能力 2 职业训练 3 学习能力 4 社会交往 5 其他"),
    ("22 本次随访分类", "stability", "1 不稳定 2 基本稳定 3 稳定"),
    ("23 下次随访日期", "next_date", ""),
    ("24 随访医生签名", "doctor", ""),
]
ITEMS = [(item, f"patient.{schema}", field, codes) for item, schema, field, codes in SUPPLEMENTARY]
ITEMS += [(item, "entry.visit", field, codes) for item, field, codes in FOLLOW_UP]
SIX_DISEASES = {
    "F20": "精神分裂症",
    "F25": "分裂情感性障碍",
    "F22": "偏执性精神病",
    "F31": "双相（情感）障碍",
    "F06.8": "癫痫所致精神障碍",
    "F7x.1": "精神发育迟滞伴发精神障碍",
}


def _field(schema: str, name: str) -> Field:
    return next(field for field in fields(SCHEMAS, schema) if field.name == name)


@pytest.mark.parametrize(("item", "schema", "name", "codes"), ITEMS, ids=[item for item, *_ in ITEMS])
def test_item_has_its_field_and_codes(item: str, schema: str, name: str, codes: str | None) -> None:
    """The field exists; where the form prints codes, they are the field's (None: coded beyond the form)."""
    words = _field(schema, name).schema.get("x-codes", {})
    if codes is not None:
        assert " ".join(f"{code} {word}" for code, word in words.items()) == codes, item
    else:
        assert words, item


def test_risk_has_the_six_national_levels() -> None:
    """危险性评估 is kept as 0 to 5, each with the national wording; a rating uses the same."""
    sheet = _field("entry.visit", "sheet.risk").schema
    assert sheet["enum"] == [0, 1, 2, 3, 4, 5]
    assert "持械" in sheet["x-codes"]["5"]
    assert _field("entry.rating", "risk").schema["x-codes"] == sheet["x-codes"]


def test_diagnosis_names_the_six_diseases() -> None:
    """The six diseases of the national list carry their ICD-10 codes; 偏执性精神病 is F22, not F24."""
    words = _field("patient.profile", "supplementary.diagnosis.disease").schema["x-codes"]
    assert {code: word for code, word in words.items() if code != "other"} == SIX_DISEASES


def test_nothing_of_the_forms_is_left_over() -> None:
    """Every field below the two forms belongs to an item above: nothing is asked that the form does not ask.

    What makes a side effect a case for the hospital, and an injection that was not given, may be said besides.
    """
    besides = {"medication", "guidance", "rehabilitation_other", "depot_missed", "adverse.severe"}
    known = {name for _, _, name, _ in ITEMS}
    for schema, prefix in (("patient.profile", "supplementary."), ("entry.visit", "sheet.")):
        asked = {
            field.name
            for field in fields(SCHEMAS, schema)
            if field.name.startswith(prefix) and "properties" not in field.schema
        }
        left = {name for name in asked - known if f"{name}[]" not in asked}
        assert left - {f"{prefix}{name}" for name in besides} == set()
