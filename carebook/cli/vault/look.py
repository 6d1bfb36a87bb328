"""``build.py vault status|show|guard|hooks|textconv``: look, and keep plain text out of git."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats import as_json
from carebook.cli.formats.findings import FORMATS
from carebook.cli.options import data_option, data_place, format_option
from carebook.cli.stop import Stop
from carebook.cli.vault.common import faults_as_sentences, store_of
from carebook.vault import git as vault_git, work as vault_work
from carebook.vault.store import VaultError

_STATES = {
    "open": "已加密，手上的密钥打得开",
    "closed": "已加密，手上的密钥打不开",
    "plain": "明文",
    "no-key-file": "缺钥匙文件",
}


@click.command(
    cls=ChineseCommand,
    help="看现在怎样：谁能打开，多少人已加密。有明文或缺钥匙文件时退出码为 1。",
    short_help="看现在怎样",
    epilog="例：python3 build.py vault status　　　python3 build.py vault status --format json",
)
@data_option
@format_option("text", "json")
@faults_as_sentences
def status(data: str | None, style: str) -> int:
    """Tell how the vault stands."""
    store = store_of(data)
    people = vault_work.standing(store)
    recipients = [
        {"name": one.name, "role": one.role, "key": one.key, "since": one.since.isoformat(),
         "mine": one.key in store.keys.public}
        for one in store.vault.recipients
    ]  # fmt: skip
    if style == "json":
        click.echo(as_json([{"recipients": recipients, "patients": people}]))
    else:
        for one in recipients:
            click.echo(
                f"收件人 {one['name']}（{one['role']}）{one['key']}　{one['since']}{'　手上有它的私钥' if one['mine'] else ''}"
            )
        for state, count in sorted(Counter(str(one["state"]) for one in people).items()):
            some = "、".join(str(one["patient"]) for one in people if one["state"] == state)
            click.echo(f"{_STATES[state]}：{count} 人" + (f"（{some}）" if state != "open" else ""))
        if not people:
            click.echo("还没有患者。")
    return int(any(one["state"] in {"plain", "no-key-file"} for one in people))


@click.command(
    cls=ChineseCommand,
    help="显示身份信息的明文。只给有密钥的人；不要把它存成文件，不要贴到内网以外。",
    short_help="显示明文（要有密钥）",
    epilog="例：python3 build.py vault show QX-0001　　　python3 build.py vault show --all --format json",
)
@click.argument("patients", nargs=-1, metavar="[编号]...")
@click.option("--all", "everybody", is_flag=True, help="全部患者")
@data_option
@format_option("text", "json")
@faults_as_sentences
def show(patients: tuple[str, ...], data: str | None, style: str, *, everybody: bool) -> int:
    """Show identities in plain text."""
    store = store_of(data)
    chosen = store.patients() if everybody else list(patients)
    if not chosen:
        raise VaultError("写明患者编号，或者用 --all", code=2)
    if style == "json":
        click.echo(as_json([vault_work.values(store, one) for one in chosen]))
    else:
        click.echo("\n".join(store.plain(one).rstrip("\n") for one in chosen))
    return 0


@click.command(
    cls=ChineseCommand,
    help="检查准备提交（git add 过）的内容：有明文的身份信息或私钥时退出码为 1。提交前的钩子用它。",
    short_help="提交前检查：没有明文、没有私钥",
    epilog="例：python3 build.py vault guard",
)
@data_option
@faults_as_sentences
def guard(data: str | None) -> int:
    """Look at what is staged."""
    findings = list(vault_git.guard(data_place(data).path))
    if findings:
        click.echo(FORMATS["text"](findings), err=True)
        click.echo("没有提交。", err=True)
    return int(bool(findings))


@click.command(
    cls=ChineseCommand,
    help="在这个仓库里装上：提交前的检查，以及 git diff 显示明文（只对有密钥的人）。每份克隆做一次。",
    short_help="装上提交前的检查和明文比较",
    epilog="例：python3 build.py vault hooks",
)
@data_option
@faults_as_sentences
def hooks(data: str | None) -> int:
    """Set up git."""
    for sentence in vault_git.install(data_place(data).path):
        click.echo(f"{sentence}。")
    return 0


@click.command(
    cls=ChineseCommand,
    help="把一份身份信息文件显示为明文，打不开的照原样。git diff 用它。",
    short_help="供 git diff 显示明文",
    epilog="例：python3 build.py vault textconv data/patients/QX-0001/identity.yaml",
)
@click.argument("file", metavar="文件")
@data_option
@faults_as_sentences
def textconv(file: str, data: str | None) -> int:
    """Show one file for a diff; whatever cannot be opened is shown as it is."""
    try:
        text = Path(file).read_bytes().decode("utf-8", "replace")
    except OSError as fault:
        raise VaultError(f"读不出 {file}：{fault.strerror}", code=2) from fault
    with suppress(VaultError, Stop):
        text = vault_git.textconv(store_of(data), text)
    sys.stdout.write(text)
    return 0
