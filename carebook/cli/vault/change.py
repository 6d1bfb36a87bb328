"""``build.py vault edit|set|lock``: change identities."""

from __future__ import annotations

import sys

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats.findings import FORMATS
from carebook.cli.options import HOME, data_option
from carebook.cli.vault.common import faults_as_sentences, store_of
from carebook.findings import Finding, Place, Severity
from carebook.reading.resolved import resolved_schema
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import parse
from carebook.records.kinds import kind_of
from carebook.rulebook import severity
from carebook.vault import work as vault_work
from carebook.vault.private_place import edit_file, private_folder
from carebook.vault.set_value import with_value, without
from carebook.vault.store import Store, VaultError

_KIND = "patient.identity"


@click.command(
    cls=ChineseCommand,
    help="把还是明文的身份信息加密；不写编号时是全部。新患者的文件写好以后用它，不需要密钥。",
    short_help="把明文的身份信息加密",
    epilog="例：python3 build.py vault lock　　　python3 build.py vault lock QX-0025",
)
@click.argument("patients", nargs=-1, metavar="[编号]...")
@data_option
@faults_as_sentences
def lock(patients: tuple[str, ...], data: str | None) -> int:
    """Lock plain identities."""
    store = store_of(data)
    done = vault_work.lock_all(store, patients or store.patients())
    click.echo(f"已加密 {len(done)} 人：{'、'.join(done)}" if done else "没有明文的身份信息。")
    return 0


@click.command(
    "set",
    cls=ChineseCommand,
    help="改一个字段，别的行一个字也不动。值写成 - 时从标准输入读，不留在命令历史里。",
    short_help="改一个字段",
    epilog="例：python3 build.py vault set QX-0001 guardians[0].phone 19900000006　　　python3 build.py vault set QX-0001 employer --remove",
)
@click.argument("patient", metavar="编号")
@click.argument("field", metavar="字段")
@click.argument("value", required=False, metavar="[值]")
@click.option("--remove", is_flag=True, help="删去这个字段")
@data_option
@faults_as_sentences
def set_value(patient: str, field: str, value: str | None, data: str | None, *, remove: bool) -> int:
    """Change one field."""
    if remove == (value is not None):
        raise VaultError("写明新的值，或者用 --remove 删去（两者取一）", code=2)
    store, book = store_of(data), SchemaBook(HOME.schemas)
    shown, text = store.shown_path(patient), store.plain(patient)
    if value is None:
        new = without(text, shown, field)
    else:
        said = sys.stdin.read().rstrip("\r\n") if value == "-" else value
        new = with_value(text, shown, field, said, book)
    if errors := faults(store, patient, new, book):
        raise VaultError("没有改动", errors)
    changed = vault_work.save(store, patient, new)
    click.echo(f"已改：{shown}" if changed else "和原来一样，没有改动。")
    return 0


@click.command(
    cls=ChineseCommand,
    help=(
        "用编辑器改一份身份信息：打开的是明文，存好退出就加密写回，没有改的行一个字节也不变。"
        "编辑器由 EDITOR 指定；明文只在内存里的私有文件夹，随后清除。新患者也用它：给出新的编号就行。"
    ),
    short_help="用编辑器改，或新建",
    epilog="例：python3 build.py vault edit QX-0001",
)
@click.argument("patient", metavar="编号")
@data_option
@faults_as_sentences
def edit(patient: str, data: str | None) -> int:
    """Edit one identity."""
    store, book = store_of(data), SchemaBook(HOME.schemas)
    if kind_of(f"patients/{patient}/identity.yaml") is None:
        raise VaultError(f"“{patient}”不是编号；编号用大写字母、数字和短横线，例如 QX-0001", code=2)
    if store.path(patient, "tombstone.yaml").exists():
        raise VaultError(f"{patient} 的身份信息已经销毁，编号不能再用", code=1)
    old = store.plain(patient) if store.path(patient).is_file() else _blank(patient)
    with private_folder() as folder:
        path = folder / f"{patient}.yaml"
        path.write_text(old, "utf-8")
        path.chmod(0o600)
        while True:
            edit_file(path)
            new = path.read_bytes().decode("utf-8", "replace")
            if new == old:
                click.echo("没有改动。")
                return 0
            errors = faults(store, patient, new, book)
            if not errors:
                break
            click.echo(FORMATS["text"](errors), err=True)
            if not sys.stdin.isatty() or not click.confirm(
                "还有错误。继续改吗（选否就放弃这次的修改）？", default=True
            ):
                raise VaultError("没有改动")
        changed = vault_work.save(store, patient, new)
    click.echo(f"已加密写回 {store.shown_path(patient)}，请提交。" if changed else "没有改动。")
    return 0


def faults(store: Store, patient: str, text: str, book: SchemaBook) -> list[Finding]:
    """What stands against an identity as it was typed."""
    shown = store.shown_path(patient)
    source, findings = parse(text, shown)
    found = list(agreed(findings, source, book.check(source, _KIND)[1]) if source else findings)
    if source and isinstance(source.data, dict) and source.data.get("patient") != patient:
        message = f"这是 {patient} 的文件，patient 一行要写 {patient}"
        found.append(Finding("R302", Place(shown), message, fix=f"patient: {patient}"))
    return [one for one in found if severity(one) is Severity.ERROR]


def _blank(patient: str) -> str:
    """A new identity, to be filled in: what must be written, in the order of the schema."""
    schema = resolved_schema(HOME.schemas, _KIND)
    lines = ["# 患者身份信息；井号后面的说明不加密，不写姓名、号码", f"patient: {patient}"]
    for key in (*schema["required"], *schema["x-needed"]):
        if key != "patient":
            part = schema["properties"][key]
            codes = "".join(f"  {code} {word}" for code, word in part.get("x-codes", {}).items())
            lines.append(f"{key}:   # {part['title']}{codes}")
    return "\n".join(lines) + "\n"
