"""Codes of the national forms that the generator compares with, by name."""

UNSTABLE, FAIR, STABLE = 1, 2, 3  # 本次随访分类
HIGH_RISK = 3  # 危险性评估: from this level on the police are told
WORLD_WEARY, WITHDRAWN, OTHER_SYMPTOM = 8, 11, 12  # 症状: 悲观厌世, 孤僻懒散, 其他
WORSE = 4  # 治疗效果: 加重
REGULAR, NO_DRUGS, NEEDS_NONE = 1, 3, 4  # 用药依从性: 规律用药, 不用药, 医嘱勿需用药
PRESENT = 2  # 实验室检查、药物不良反应: 有
OTHER_MEASURE = 5  # 康复措施: 其他
CLINIC, HOME, PHONE = 1, 2, 3  # 本次随访形式
OTHER_REASON = 5  # 失访原因: 其他
OFFENCE, CRIME = 2, 3  # 危险行为: 肇事, 肇祸
OLD = 65  # age from which work is no longer asked about
