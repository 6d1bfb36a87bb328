"""Rules about the dossier of each patient, in the two depths of 杉岭府发〔2021〕12号 三、（三）."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.codes import EMPLOYEES_INSURANCE, OFFENCES, UNINSURED
from carebook.rules import care
from carebook.rules.world import World


def no_responsible_unit(world: World) -> Iterator[Finding]:
    """C901: nobody is responsible for a patient whose dossier must be of the full depth."""
    for patient in care.deep(world):
        if patient.profile.responsible is None:
            message = f"{patient.id} 有高风险或肇事肇祸史，没有写属地管控的责任单位和责任领导"
            advice = "写 responsible：unit（包抓单位）、leader（包抓领导的工作人员编号）"
            yield care.profile(world, "C901", patient, ("responsible",), message, advice)


def no_grid(world: World) -> Iterator[Finding]:
    """C902: a patient belongs to no grid although the village has grids."""
    for patient in care.in_care(world):
        village = world.registry.villages.get(patient.village_on(world.today))
        if village and village.grids and patient.residence_on(world.today).grid is None:
            message = f"{patient.id} 没有写所在网格，不知道由哪个网格员负责"
            codes = "、".join(f"{grid.id} {grid.name}" for grid in village.grids)
            advice = f"写 grid（所在网格的编号），有：{codes}"
            yield care.residence(world, "C902", patient, "grid", message, advice)


def foreign_grid(world: World) -> Iterator[Finding]:
    """C903: a patient's grid lies in another village."""
    villages = {grid.id: village.id for village in world.registry.villages.values() for grid in village.grids}
    for patient in care.in_care(world):
        grid = patient.residence_on(world.today).grid
        home = villages.get(grid or "")
        lives = patient.residence_on(world.today).village
        if home and home != lives:
            message = f"网格 {grid} 属于 {home}，而患者住在 {lives}"
            yield care.residence(world, "C903", patient, "grid", message, "核对所在村（社区）和网格")


def keeperless_grids(world: World) -> Iterator[Finding]:
    """C904: a grid in which a patient lives has no keeper at work."""
    inhabited = {patient.residence_on(world.today).grid for patient in care.in_care(world)}
    for village in world.registry.villages.values():
        for index, grid in enumerate(village.grids):
            keeper = world.registry.staff.get(grid.keeper or "")
            gone = keeper is None or (keeper.left_on is not None and keeper.left_on < world.today)
            if grid.id in inhabited and gone:
                place = world.registry.place(f"villages/{village.id}.yaml", "grids", index)
                message = f"{village.name}{grid.name}有患者，没有在岗的网格员"
                yield Finding("C904", place, message, "写 keeper（网格员的工作人员编号）")


def not_in_clinic_system(world: World) -> Iterator[Finding]:
    """C905: no entry in the clinic's information system."""
    yield from care.unwritten(
        world,
        "C905",
        care.in_care(world),
        ("registration", "clinic"),
        "没有写卫生院信息系统的录入登记情况",
        "在 registration 的 clinic 里写 number（登记号）和 on（哪天录入）",
    )


def not_in_police_system(world: World) -> Iterator[Finding]:
    """C906: no entry in the police system for a patient whose dossier must be of the full depth."""
    yield from care.unwritten(
        world,
        "C906",
        care.deep(world),
        ("registration", "police"),
        "有高风险或肇事肇祸史，没有写公安信息系统的录入登记情况",
        "在 registration 的 police 里写 on（哪天录入）",
    )


def insurance_unknown(world: World) -> Iterator[Finding]:
    """C907: nothing is known of the patient's medical insurance."""
    yield from care.unwritten(
        world, "C907", care.in_care(world), ("insurance",), "没有写医疗保险", "在 insurance 里写 kind（哪一种医疗保险）"
    )


def insurance_unpaid(world: World) -> Iterator[Finding]:
    """C908: a household on subsistence allowance whose insurance is not paid for, or missing."""
    for patient in care.in_care(world):
        insurance, subsistence = patient.profile.insurance, patient.profile.subsistence
        if insurance and subsistence and subsistence.receiving:
            paid = insurance.paid_by_state or insurance.kind == EMPLOYEES_INSURANCE
            if not paid or insurance.kind == UNINSURED:
                message = f"{patient.id} 是低保户，没有代缴城乡居民医疗保险"
                advice = "已经代缴的写 paid_by_state；没有的，请民政干部办理"
                yield care.profile(world, "C908", patient, ("insurance",), message, advice)


def disability_unknown(world: World) -> Iterator[Finding]:
    """C909: nothing is known of a disability certificate."""
    yield from care.unwritten(
        world,
        "C909",
        care.in_care(world),
        ("disability",),
        "没有写是否领取精神残疾人证",
        "在 disability 里写 held（有没有残疾人证）",
    )


def no_plan(world: World) -> Iterator[Finding]:
    """C910: a patient at high risk has no individual plan."""
    yield from care.unwritten(
        world,
        "C910",
        care.deep(world),
        ("plan",),
        "有高风险或肇事肇祸史，没有“一人一策”的个案管理计划",
        "写 plan（为这个人定的个案管理计划）",
    )


def forgotten_offences(world: World) -> Iterator[Finding]:
    """C912: the supplementary form was filled in after an offence and does not count it."""
    for patient in world.registry.patients.values():
        form = patient.profile.supplementary
        for entry in patient.entries.of("incident"):
            act = entry.record
            counted = form.filled_on is not None and form.dangerous_acts is not None and act.date <= form.filled_on
            if act.kind in OFFENCES and counted and not care.offended(form.dangerous_acts):
                message = f"{act.date} 有肇事肇祸，{form.filled_on} 填的补充表里却没有写肇事、肇祸次数"
                path = ("supplementary", "dangerous_acts")
                yield care.profile(world, "C912", patient, path, message, "与记录核对后更正 dangerous_acts")
                break


def never_rated(world: World) -> Iterator[Finding]:
    """C913: the dossier holds no risk rating at all."""
    for patient in care.in_care(world):
        if care.risk_today(world, patient) is None:
            message = f"{patient.id} 没有任何危险性评估，不知道应建哪一种深度的档案"
            yield care.profile(world, "C913", patient, ("patient",), message, "安排诊断评估，记入 ratings")


CHECKS = (
    no_responsible_unit,
    no_grid,
    foreign_grid,
    keeperless_grids,
    not_in_clinic_system,
    not_in_police_system,
    insurance_unknown,
    insurance_unpaid,
    disability_unknown,
    no_plan,
    forgotten_offences,
    never_rated,
)
