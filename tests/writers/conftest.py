"""Sample papers as fixtures."""

from __future__ import annotations

import pytest

from carebook.writers.paper import Paper
from tests.writers.sample_papers import SAMPLES


@pytest.fixture(params=SAMPLES)
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each sample paper in turn."""
    return SAMPLES[request.param]


@pytest.fixture
def official() -> Paper:
    """The sample of the official layout."""
    return SAMPLES["official"]
