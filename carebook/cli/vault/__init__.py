"""``build.py vault``: the lock on identities."""

from __future__ import annotations

import click

from carebook.cli.chinese import ChineseGroup
from carebook.cli.vault.change import edit, lock, set_value
from carebook.cli.vault.look import guard, hooks, show, status, textconv
from carebook.cli.vault.people import add_recipient, init, new_key, remove_recipient, rewrap, rotate, shred

__all__ = ["vault"]


@click.group(
    cls=ChineseGroup,
    help="身份信息的加密：谁能打开、怎样改、怎样撤销和销毁。说明见 docs/vault.md。",
    short_help="身份信息的加密：启用、修改、收件人、销毁",
    epilog="例：python3 build.py vault status　　　python3 build.py vault edit QX-0001",
)
def vault() -> None:
    """Lock identities."""


for _command in (
    *(init, status, show, edit, set_value, lock),
    *(new_key, add_recipient, remove_recipient, rewrap, rotate, shred),
    *(hooks, guard, textconv),
):
    vault.add_command(_command)
