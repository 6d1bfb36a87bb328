"""A township that issued its own document of the same words is told by that number, everywhere."""

from __future__ import annotations

from datetime import date

import msgspec

from carebook.policy.adopted import adoptions
from carebook.policy.ledger import ledger
from carebook.records.team import Adoption
from tests.policy.small import CALENDAR, patient, policy_of, registry, township


def test_every_due_item_cites_the_townships_own_number() -> None:
    """Not the number of the document that others wrote; where none is given, that one."""
    name = "zhongliang-2022-9"
    for number, cited in (("清溪府发〔2022〕9号", "清溪府发〔2022〕9号"), (None, "中梁府发〔2022〕9号")):
        adoption = Adoption(id=name, since=date(2026, 1, 1), recorded_on=date(2026, 1, 1), number=number)
        land = msgspec.structs.replace(township(), policies=(adoption,))
        adopted = adoptions({name: policy_of(name)}, land, date(2026, 6, 1))
        found = ledger(registry(patient(), land=land), adopted, date(2026, 6, 1), workdays=CALENDAR)
        cites = {source.partition(" ")[0] for item in found for source in item.sources}
        assert cites == {cited}
