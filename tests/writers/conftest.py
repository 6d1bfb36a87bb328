"""Sample papers as fixtures."""

from __future__ import annotations

import pytest
from sample_papers import SAMPLES

from carebook.writers.paper import Paper


@pytest.fixture(params=SAMPLES)
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each sample paper in turn."""
    return SAMPLES[request.param]


@pytest.fixture
def official() -> Paper:
    """The sample of the official layout."""
    return SAMPLES["official"]
