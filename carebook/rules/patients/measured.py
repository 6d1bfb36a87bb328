"""Rules about numbers out of reason: weight, pressure, glucose, doses; and results that do not fit each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.bounds import PERCENT, Bounds
from carebook.records.entry import Entry
from carebook.records.parts import Medicine
from carebook.records.registry import Patient
from carebook.rules.world import World, expected


@expected
def out_of_reason(world: World, bounds: Bounds) -> Iterator[Finding]:
    """M119: a weight, pressure or glucose that hardly anybody has; often the unit slipped."""
    limits = {
        "weight": (bounds.weight_least, bounds.weight_most, "千克"),
        "systolic": (bounds.systolic_least, bounds.systolic_most, "毫米汞柱"),
        "diastolic": (bounds.diastolic_least, bounds.diastolic_most, "毫米汞柱"),
        "glucose": (bounds.glucose_least, bounds.glucose_most, "毫摩尔每升"),
    }
    for entry in world.registry.every("checkup"):
        for key, (least, most, unit) in limits.items():
            value = getattr(entry.record, key)
            if value is not None and not least <= value <= most:
                message = f"{world.title('checkup', key)} {value:g} 不在 {least} 至 {most} {unit}之间，很少有人这样"
                yield world.at("M119", entry, key, message, "核对数值和单位；确是这样的，请医生处理")


@expected
def weight_leaps(world: World, bounds: Bounds) -> Iterator[Finding]:
    """M120: between two check-ups the weight changed by more than a share of it."""
    for patient in world.registry.patients.values():
        before = None
        for entry in patient.entries.of("checkup"):
            weight = entry.record.weight
            if weight is None:
                continue
            if before and abs(weight - before) > before * bounds.weight_percent / PERCENT:
                message = f"体重 {weight:g} 千克，上次体检是 {before:g} 千克，相差超过 {bounds.weight_percent}%"
                yield world.at(
                    "M120", entry, "weight", message, "核对是不是写成了斤，或记错了人；确有变化的请医生查原因"
                )
            before = weight


def _prescribed(patient: Patient) -> Iterator[tuple[Entry, tuple[str, ...], tuple[Medicine, ...]]]:
    """Lists of medicines by day, each with the keys under which it stands."""
    for entry in patient.entries.of("medication-change", "visit"):
        if entry.kind == "medication-change":
            yield entry, ("medication",), entry.record.medication
        elif entry.record.sheet:
            yield entry, ("sheet", "medication"), entry.record.sheet.medication
            yield entry, ("sheet", "guidance"), entry.record.sheet.guidance


def _a_day(medicine: Medicine) -> float:
    """Milligrams of a medicine by mouth in a day."""
    return sum(dose or 0 for dose in (medicine.morning, medicine.noon, medicine.evening))


@expected
def doses_out_of_reason(world: World, bounds: Bounds) -> Iterator[Finding]:
    """M121: a dose that is above all of this field; M122: many times, or a fraction of, what it was last time."""
    for patient in world.registry.patients.values():
        known: dict[tuple[str, bool], float] = {}
        for entry, keys, medicines in _prescribed(patient):
            for index, medicine in enumerate(medicines):
                for injected, dose in ((False, _a_day(medicine)), (True, medicine.dose or 0)):
                    before = known.get((medicine.name, injected), 0)
                    times, said = bounds.dose_times, f"{medicine.name}{'每次' if injected else '一天'} {dose:g} 毫克"
                    place = world.registry.place(entry.file, *keys, index)
                    if dose > bounds.day_milligrams:
                        message = f"{said}，超过 {bounds.day_milligrams} 毫克"
                        yield Finding("M121", place, message, "核对剂量和单位；写错的更正，没有错的请开药的医生复核")
                    elif dose and before and (dose >= before * times or dose * times <= before):
                        message = f"{said}，上一次记录是 {before:g} 毫克，相差 {times} 倍以上"
                        yield Finding("M122", place, message, "核对小数点和单位（毫克）；确实调整的，请开药的医生复核")
                    if dose:
                        known[(medicine.name, injected)] = dose


def medicines_twice(world: World) -> Iterator[Finding]:
    """M123: one medicine stands twice in a list."""
    for patient in world.registry.patients.values():
        for entry, keys, medicines in _prescribed(patient):
            count = Counter((medicine.name, medicine.every_weeks is not None) for medicine in medicines)
            for name in sorted({name for (name, _), often in count.items() if often > 1}):
                index = max(index for index, medicine in enumerate(medicines) if medicine.name == name)
                place = world.registry.place(entry.file, *keys, index)
                yield Finding("M123", place, f"{name}在同一张单子里写了两次", "合成一项，早、中、晚的剂量写在一起")


def two_opinions(world: World) -> Iterator[Finding]:
    """M124: a rating and the form of a visit on the same day differ in the risk or the class."""
    for patient in world.registry.patients.values():
        visits = {entry.day: entry.record for entry in patient.entries.of("visit") if entry.record.sheet}
        for entry in patient.entries.of("rating"):
            visit = visits.get(entry.day)
            if visit is None:
                continue
            if entry.record.risk != visit.sheet.risk:
                message = f"危险性 {entry.record.risk} 级，同一天的随访表是 {visit.sheet.risk} 级"
                yield world.at("M124", entry, "risk", message, "同一天的结论应当一致，核对后更正一处")
            elif visit.stability and entry.record.stability != visit.stability:
                message = f"病情分类写 {entry.record.stability}，同一天的随访写 {visit.stability}"
                yield world.at("M124", entry, "stability", message, "同一天的结论应当一致，核对后更正一处")


CHECKS = (out_of_reason, weight_leaps, doses_out_of_reason, medicines_twice, two_opinions)
