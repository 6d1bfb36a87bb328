"""Invented townships, made once per run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from carebook.demo import generate, qingxi

Doc = dict[str, Any]


class PlainLoader(yaml.CSafeLoader):
    """YAML 1.2 core: dates stay text, only true and false are booleans."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag.rpartition(":")[2] not in {"bool", "timestamp"}]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def folder(root: Path) -> dict[str, Doc]:
    """Return all records of a data folder by path."""
    return {
        path.relative_to(root).as_posix(): yaml.load(path.read_text(encoding="utf-8"), PlainLoader)  # noqa: S506 - a safe loader
        for path in sorted(root.rglob("*.yaml"))
    }


@pytest.fixture(scope="session")
def read() -> Callable[[Path], dict[str, Doc]]:
    """Read a data folder."""
    return folder


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo township, made anew."""
    out = tmp_path_factory.mktemp("qingxi")
    generate.qingxi(out)
    return out


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Doc]:
    """The records of the demo township as they are before identities are locked."""
    out = tmp_path_factory.mktemp("plain")
    qingxi.township(out)
    return folder(out)


@pytest.fixture(scope="session")
def many_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A township of seventy patients."""
    out = tmp_path_factory.mktemp("many")
    generate.township(70, 7, out)
    return out


@pytest.fixture(scope="session")
def many(many_root: Path) -> dict[str, Doc]:
    """The records of the township of seventy patients."""
    return folder(many_root)
