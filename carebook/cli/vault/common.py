"""What the commands of the vault share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

import click

from carebook.cli.formats.findings import FORMATS
from carebook.cli.keys import user_keys
from carebook.cli.options import HOME, data_place
from carebook.cli.stop import Stop
from carebook.reading.schema import SchemaBook
from carebook.vault.lock import LockFault
from carebook.vault.store import Store, VaultError, open_store

P = ParamSpec("P")


def store_of(data: str | None) -> Store:
    """The vault of the folder the user means."""
    place = data_place(data)
    return open_store(place.path, place.shown, SchemaBook(HOME.schemas), user_keys())


def faults_as_sentences(function: Callable[P, int]) -> Callable[P, int]:
    """Tell faults of the vault as sentences, with the findings that belong to them above."""

    @functools.wraps(function)
    def run(*arguments: P.args, **options: P.kwargs) -> int:
        try:
            return function(*arguments, **options)
        except (VaultError, LockFault) as fault:
            if fault.findings:
                click.echo(FORMATS["text"](list(fault.findings)), err=True)
            if isinstance(fault, VaultError):
                raise Stop(f"{fault}。", fault.code) from fault
            raise Stop("没有改动。", 1) from fault

    return run
