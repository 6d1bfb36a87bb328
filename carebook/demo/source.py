"""What the invented townships are made from: words, names, medicines, and the demo township, as YAML."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def source(name: str) -> Any:
    """Return what ``data/<name>.yaml`` holds; it is shared, so nobody may change it."""
    text = resources.files("carebook.demo").joinpath("data", f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
