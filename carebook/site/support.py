"""The page of patients whom nobody supports (“三无”等): whom civil affairs must take care of."""

from __future__ import annotations

from carebook.audience.people import PatientView
from carebook.audience.support import unsupported
from carebook.site.blocks import Cell, ColumnHead, Section, Table, Words, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial
from carebook.site.tables import paper_table
from carebook.site.words import risk, stability, status

_WORDS = "做好“三无”及无监护人、近亲属或者户籍地属市外患者的送诊、住院治疗、临时救助、护送移交等工作"


def support_draft(desk: PageMaterial) -> Draft:
    """The page: the article, the people, the sheet to print."""
    found = unsupported(desk.view)
    columns = heads(
        ColumnHead("编号", "tight"), ColumnHead("姓名", "tight"), ColumnHead("村（社区）", "tight", pick=True), ColumnHead("情形", "tight", pick=True),
        ColumnHead("认定依据", "long"), ColumnHead("认定日期", "day"), ColumnHead("监护人", "tight"), ColumnHead("状态", "tight"),
        ColumnHead("病情", "tight"), ColumnHead("危险性", "tight"), ColumnHead("低保", "tight"),
    )  # fmt: skip
    table = Table(f"共 {len(found)} 人", columns, [_row(desk, p) for p in found], "没有这类患者", 1, tools=True)
    papers = paper_table(desk.papers_on("support", desk.view.township.id), "可以打印的名单", "没有生成名单")
    sections = (
        Section("people", "名单", (Words(f"中梁府发〔2022〕9号 二、4：{_WORDS}。", "quote"), table)),
        Section("papers", "文书", (papers,)),
    )
    return Draft("unsupported.html", "“三无”等患者", "patients", sections, printable=True, wide=True)


def _row(desk: PageMaterial, patient: PatientView) -> list[Cell]:
    profile = patient.profile
    found, guardian = profile.unsupported, patient.guardian
    return [
        cell(patient.id, f"patients/{patient.id}.html"),
        several([desk.patient(patient)]),
        several([desk.village(patient.village)]),
        cell(found.label("kinds") if found else "没有认定"),
        cell(found.basis if found else ""),
        cell(found.on if found else ""),
        cell(guardian.name if guardian else ""),
        status(desk.view, patient.status),
        stability(patient.stability),
        risk(desk.view, patient.risk),
        cell(profile.subsistence.label("receiving") if profile.subsistence else ""),
    ]
