"""A plugin of pytest inside mutmut's runs: which test files touch a function, and which tests come first.

Mutmut notes for each test the functions that it calls. What several tests share (a judged township kept by a cache, a
fixture of the whole session, a value made on import) is made in the first of them, and the others would never be run
against a change in it. So files are told instead of single tests: the caches are emptied before the tests of
each file, what a fixture of the session calls counts for each file that asks for it, and what was called on
import counts for all.
"""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from mutmut.state import state

_on_import: set[str] = set()
_by_fixture: dict[str, set[str]] = {}
_file: list[Path] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of the mutated package come first: most mutants are killed there."""
    parts = os.environ.get("MUTANT_UNDER_TEST", "").split(".")
    near = f"tests/{parts[1]}/" if len(parts) > 2 else None  # noqa: PLR2004 - package, module below it, function
    items.sort(key=lambda item: (near is None or not item.nodeid.startswith(near), item.nodeid.partition("::")[0]))


def pytest_collection_finish() -> None:
    """What was called while the tests were imported belongs to no one of them."""
    _on_import.update(state()._stats)  # noqa: SLF001 - as above
    state()._stats.clear()  # noqa: SLF001


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """What a fixture of the session calls belongs to every file that asks for it."""
    if fixturedef.scope not in {"session", "package"}:
        return (yield)
    calls = state()._stats  # noqa: SLF001 - where mutmut notes the calls; it has no other name for it
    before = set(calls)
    calls.clear()
    result = yield
    _by_fixture.setdefault(fixturedef.argname, set()).update(calls)
    calls.update(before)
    return result


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Each file makes for itself what it looks at."""
    if _noting() and _file != [item.path]:
        _file[:] = [item.path]
        for kept in gc.get_objects():
            if isinstance(kept, functools._lru_cache_wrapper):  # noqa: SLF001 - the class has no public name
                kept.cache_clear()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell files instead of tests."""
    if not _noting():
        return
    seconds, touched = state().duration_by_test, state().tests_by_mangled_function_name
    for test in list(seconds):
        file = test.partition("::")[0]
        seconds[file] = seconds.get(file, 0.0) + seconds.pop(test)
    for function, tests in touched.items():
        touched[function] = {test.partition("::")[0] for test in tests}
    for item in session.items:
        for name in _by_fixture.keys() & set(getattr(item, "fixturenames", ())):
            for function in _by_fixture[name]:
                touched[function].add(item.nodeid.partition("::")[0])
    for function in _on_import:
        touched[function] = set(seconds)


def _noting() -> bool:
    return os.environ.get("MUTANT_UNDER_TEST") == "stats"
