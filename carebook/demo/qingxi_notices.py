"""The demo township's other official documents: one of each form that an office uses, all invented."""

from __future__ import annotations

from datetime import date

from carebook.demo.notices import RECIPIENTS
from carebook.demo.official import Place
from carebook.demo.yamltext import Doc

SPRING = """\
为做好春节期间严重精神障碍患者服务管理工作，现通知如下：
一、春节前后各走访一次病情不稳定的患者，核实用药和监护情况。
二、值班期间保持电话畅通，发现异常情况立即报告乡平安建设办公室。
"""
PLAN_NOTICE = """\
为健全排查、随访、救治、救助衔接的工作机制，提升严重精神障碍患者服务管理水平，经乡党委、政府研究同意，现将《清溪乡严重精神障碍患者服务管理工作方案》印发给你们，请认真组织实施。
各村（社区）、乡级各部门要明确责任人，工作进展每月报乡平安建设办公室。
"""
PLAN = """\
为进一步做好全乡严重精神障碍患者服务管理工作，根据上级有关要求，结合我乡实际，制定本方案。
一、工作目标
通过部门协同、家庭尽责、社会参与，做到患者底数清楚、随访到位、救治及时、保障落实，减少因病致贫和意外事件，帮助患者回归家庭、融入社会。
二、工作措施
（一）每月排查登记。各村（社区）每月收集疑似患者线索，及时告知卫生院和乡平安建设办公室；卫生院及时安排诊断，结果告知患者本人或者监护人。
（二）按期随访评估。
1.联合服务管理领导小组按规定的频次随访，由3名以上成员同行。
2.病情波动的，24小时内告知精神科医生，必要时协助送医。
（三）每周比对信息。卫生院与派出所每周比对一次基础信息，每月向各成员单位通报一次，通报中不写患者姓名。
（四）落实救助保障。民政和社会事务办公室会同残联逐户核实参保、低保、残疾人证等情况，符合条件的当月办理。
（五）规范档案管理。实行一人一档，专人保管，查阅登记；泄露患者信息的，依法追究责任。
三、工作要求
（一）加强领导。各村（社区）主要负责人是第一责任人，明确一名联络员。
（二）尊重权利。对待患者不歧视、不公开身份、不影响其家庭的正常生活。
（三）按季考核。乡平安建设办公室每季度通报各村（社区）随访、评估完成情况，连续两次排名末位的说明原因。
"""
MUTUAL = """\
为落实卫生院与派出所双向通报制度，经共同研究，现就有关事项通知如下：
一、通报内容
（一）卫生院随访评估为3级以上的，2个工作日内通报派出所。
（二）派出所日常工作中发现疑似患者的，2个工作日内通报卫生院和乡平安建设办公室。
二、通报方式
通过专用通报单（见附件）书面通报，由双方联络员签收；紧急情况先电话通报，再补通报单。
三、保密要求
通报单只写办理所需的内容，用后归入一人一档，不得复制、拍照、转发。
"""
MONEY = """\
我乡2026年落实严重精神障碍患者监护以奖代补政策，签订《有奖监护协议》12份，年度应发放奖补资金28800元；上级已拨付20000元，缺口8800元。
为保证奖补资金按季足额发放，恳请县政府安排专项资金8800元予以解决。
妥否，请批示。
"""
CHECK = """\
根据清溪府发〔2025〕12号文件要求，我乡将于2026年9月集中核对在册患者登记信息。现商请贵所协助做好以下工作：
一、确定一名民警参加9月7日至11日的核对工作。
二、对登记信息不一致的，协助核实居住情况。
核对工作在乡平安建设办公室进行，资料不带离现场。请予支持为盼。
"""
MEETING = """\
2026年10月15日，乡平安建设办公室召集有关单位研究四季度严重精神障碍患者关爱帮扶工作。会议纪要如下：
一、会议听取了卫生院关于三季度随访、评估和用药情况的汇报，同意四季度随访安排。
二、会议议定以下事项：
（一）卫生院于11月底前完成年度健康体检。
（二）民政和社会事务办公室于10月底前核实低保户参保情况。
（三）各村（社区）在国庆节、元旦等时段加强走访，做好服务。
三、以上事项由乡平安建设办公室督促落实，下次会议汇报。
"""
UNUSED = {
    2025: [
        {"code": "清溪府发", "first": 1, "last": 1, "reason": "其他业务公文，登记在乡党政办发文簿"},
        {"code": "清溪府发", "first": 4, "last": 11, "reason": "其他业务公文，登记在乡党政办发文簿"},
    ],
    2026: [
        {"code": "清溪府发", "first": 1, "last": 4, "reason": "其他业务公文，登记在乡党政办发文簿"},
        {"code": "清溪府发", "first": 5, "last": 5, "reason": "作废：签发前撤回，序号不再使用"},
        {"code": "清溪府发", "first": 7, "last": 8, "reason": "其他业务公文，登记在乡党政办发文簿"},
        {"code": "清溪府报", "first": 1, "last": 1, "reason": "其他业务公文，登记在乡党政办发文簿"},
        {"code": "清溪府函", "first": 1, "last": 2, "reason": "其他业务公文，登记在乡党政办发文簿"},
    ],
}


def others(place: Place) -> list[Doc]:
    """Return a repealed notice, an issued plan, a joint notice, a request, a letter and minutes."""
    return [_spring(place), _plan(place), _joint(place), _request(place), _letter(place), _minutes(place)]


def _organ(place: Place) -> str:
    return f"{place.name}人民政府"


def _printed(place: Place, day: date) -> Doc:
    return {"organ": f"{place.name}党政办公室", "date": day}


def _catalogue(place: Place, serial: str, genre: str, released: date, validity: str, summary: str) -> Doc:
    return {
        "attribute": "主动公开",
        "index_number": f"{place.credit}/{serial}",
        "topic": "卫生健康",
        "genre": genre,
        "released_on": released,
        "released_at": "10:00",
        "publisher": f"{place.county}{place.name}",
        "validity": validity,
        "summary": summary,
    }


def _spring(place: Place) -> Doc:
    return {
        "id": "2025-2",
        "kind": "通知",
        "number": f"{place.short}府发〔2025〕2号",
        "title": "清溪乡人民政府关于做好2025年春节期间严重精神障碍患者服务管理工作的通知",
        "recipients": RECIPIENTS,
        "body": SPRING,
        "signature": _organ(place),
        "date": date(2025, 1, 3),
        "seal": True,
        "note": "此件公开发布",
        "printing": _printed(place, date(2025, 1, 3)),
        "state": "repealed",
        "repealed": {"on": date(2025, 3, 3), "by": "清溪府发〔2025〕12号"},
        "publication": _catalogue(
            place, "2025-00001", "通知", date(2025, 1, 6), "废止", "春节期间走访患者、值班和报告的要求。"
        ),
    }


def _plan(place: Place) -> Doc:
    return {
        "id": "2025-12",
        "kind": "通知",
        "number": f"{place.short}府发〔2025〕12号",
        "title": "清溪乡人民政府关于印发《清溪乡严重精神障碍患者服务管理工作方案》的通知",
        "recipients": ["各村（社区）", "乡级各部门"],
        "body": PLAN_NOTICE,
        "signature": _organ(place),
        "date": date(2025, 3, 3),
        "seal": True,
        "note": "此件公开发布",
        "attachments": [{"title": "清溪乡严重精神障碍患者服务管理工作方案", "body": PLAN, "issued": True}],
        "cc": ["县委政法委", "县卫生健康委", "县公安局", "县民政局", "县残联"],
        "printing": _printed(place, date(2025, 3, 4)),
        "state": "published",
        "publication": _catalogue(
            place,
            "2025-00012",
            "通知",
            date(2025, 3, 10),
            "有效",
            "全乡严重精神障碍患者排查、随访、信息比对、救助和档案管理的目标、措施和要求。",
        ),
    }


def _joint(place: Place) -> Doc:
    return {
        "id": "2026-9",
        "kind": "通知",
        "number": f"{place.short}府发〔2026〕9号",
        "title": "关于建立严重精神障碍患者信息双向通报机制的通知",
        "recipients": ["各村（社区）", "乡级各部门"],
        "body": MUTUAL,
        "signature": _organ(place),
        "joint": [f"{place.short}派出所", f"{place.name}卫生院"],
        "date": date(2026, 5, 18),
        "seal": True,
        "attachments": [
            {
                "title": "双向通报单",
                "body": "通报单一式两份，通报单位和接收单位各存一份。\n",
                "table": {
                    "heads": ["通报日期", "档案编号", "通报事项", "通报人", "接收人", "接收时间"],
                    "widths": [2, 2, 4, 2, 2, 2],
                    "rows": [["", "", "", "", "", ""] for _ in range(6)],
                },
            }
        ],
        "printing": _printed(place, date(2026, 5, 18)),
        "state": "printed",
        "publication": {"attribute": "依申请公开"},
    }


def _request(place: Place) -> Doc:
    return {
        "id": "2026-bao-2",
        "kind": "请示",
        "number": f"{place.short}府报〔2026〕2号",
        "title": "清溪乡人民政府关于解决严重精神障碍患者监护以奖代补资金缺口的请示",
        "signers": ["卓守信"],
        "recipients": [f"{place.county}人民政府"],
        "body": MONEY,
        "signature": _organ(place),
        "date": date(2026, 6, 22),
        "seal": True,
        "note": "联系人：程守义，电话：0990-2660000",
        "printing": _printed(place, date(2026, 6, 22)),
        "state": "printed",
        "publication": {"attribute": "不予公开"},
    }


def _letter(place: Place) -> Doc:
    return {
        "id": "2026-han-3",
        "kind": "函",
        "number": f"{place.short}府函〔2026〕3号",
        "title": "清溪乡人民政府关于商请协助核对在册患者登记信息的函",
        "recipients": [f"{place.short}派出所"],
        "body": CHECK,
        "signature": _organ(place),
        "date": date(2026, 8, 28),
        "seal": True,
        "cc": [f"{place.name}卫生院"],
        "state": "printed",
        "publication": {"attribute": "不予公开"},
    }


def _minutes(place: Place) -> Doc:
    return {
        "id": "2026-ji-1",
        "kind": "纪要",
        "number": f"{place.short}府纪〔2026〕1号",
        "mark": f"{place.name}精神障碍患者关爱帮扶工作会议纪要",
        "title": "2026年第四季度精神障碍患者关爱帮扶工作会议纪要",
        "body": MEETING,
        "signature": f"{place.name}平安建设办公室",
        "attendance": [
            {
                "kind": "出席",
                "people": "何秉直　方济仁　高　卫　季民恒　康友宁　周正林　汤怀民　张石生　谢朝明　蒋文秀",
            },
            {"kind": "请假", "people": "贺清如"},
            {"kind": "列席", "people": "程守义"},
        ],
        "date": date(2026, 10, 16),
        "seal": False,
        "cc": ["各村（社区）", "乡级各部门"],
        "printing": _printed(place, date(2026, 10, 16)),
        "state": "printed",
        "publication": {"attribute": "不予公开"},
    }
