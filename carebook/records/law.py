"""Numbers that laws fix for everybody: no township adopts or changes them."""

from __future__ import annotations

#: 《中华人民共和国民法典》第十七条：十八周岁以上的自然人为成年人.
ADULT = 18
