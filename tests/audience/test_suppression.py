"""Small numbers stay out of sight, and cannot be worked out."""

from __future__ import annotations

from hypothesis import given, strategies as st

from carebook.audience.suppression import hidden, sayable
from tests.townships import DEMO, township


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 12), max_size=8), st.integers(2, 6))
def test_the_sum_gives_no_small_number_away(counts: dict[int, int], threshold: int) -> None:
    """Nothing is hidden, or at least two that count enough together, or everything there is."""
    kept = hidden(counts, threshold)
    assert {key for key, number in counts.items() if 0 < number < threshold} <= kept
    everything = kept == {key for key, number in counts.items() if number}
    assert not kept or everything or (len(kept) > 1 and sum(counts[key] for key in kept) >= threshold)


def test_the_smallest_neighbour_is_hidden_as_well() -> None:
    """With the sum beside them one hidden number would be known."""
    assert hidden({"x": 2, "y": 20, "z": 9, "none": 0}, 5) == {"x", "z"}


def test_a_number_as_large_as_the_threshold_may_be_said() -> None:
    """Five of five are not few; four are, and take the smallest neighbour along."""
    assert hidden({"x": 5, "y": 20}, 5) == frozenset()
    assert hidden({"x": 4, "y": 20, "z": 5}, 5) == {"x", "z"}


def test_shares_leave_no_few_out() -> None:
    """Of 24 people 23 is as telling as one."""
    assert [sayable(part, 24, 5) for part in (0, 1, 5, 19, 20, 23, 24)] == [
        *(True, False, True, True, False, False, True)
    ]


def test_public_figures_count_the_same_people() -> None:
    """No two figures differ by a few: whoever was left out of a base would be found by subtraction."""
    figures = township(DEMO).view("public").figures()
    rates = {title: said for title, said, _ in figures.rates}
    assert figures.total == rates["在册患者数"]
    assert rates["管理率"] == rates["病情稳定率"] == "人数少，不公布"
    assert sum(said == "人数少，不公布" for _, said in figures.stability) != 1
