"""What the invented townships are made from is whole, and comes along."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path

import pytest

from carebook.demo.courses import BUILDS
from carebook.demo.source import source

HOME = Path(__file__).parents[2]
FILES = sorted((HOME / "carebook/demo/data").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_says_what_it_is_and_is_packaged(path: Path) -> None:
    """Every file of the source is readable, begins with a line that says what it is, and is packaged."""
    assert path.read_text("utf-8").startswith("# ")
    assert source(path.stem)
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["carebook"]
    name = path.relative_to(HOME / "carebook").as_posix()
    assert any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def test_whatever_can_be_drawn_can_be_made() -> None:
    """Every course that has a weight can be built, and every disease that has one has symptoms and medicines."""
    care = source("care")
    assert set(care["weights"]["courses"]) == set(BUILDS)
    assert set(care["weights"]["diseases"]) == set(care["symptoms"]) == set(source("drugs")["regimens"])


def test_a_group_of_the_demo_has_patients_of_one_village() -> None:
    """Every patient of the demo township is in one group, and members of one group live in one village."""
    village = {f"QX-{number:04d}": one["village"] for number, one in enumerate(source("qingxi-cases"), 1)}
    groups = [group["patients"] for group in source("qingxi")["groups"]]
    assert sorted(patient for group in groups for patient in group) == sorted(village)
    assert all(len({village[patient] for patient in group}) == 1 for group in groups)
