"""``build.py vault init|new-key|add-recipient|remove-recipient|rewrap|rotate|shred``: who can open, and who no more."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.keys import key_file, user_keys, usual_place
from carebook.cli.options import HOME, data_option, data_place, today_option
from carebook.cli.vault.common import faults_as_sentences, store_of
from carebook.reading.resolved import resolved_schema
from carebook.reading.source import read
from carebook.records.clock import township_day
from carebook.vault import work as vault_work
from carebook.vault.keys import is_public, new_secret
from carebook.vault.model import Recipient, Vault
from carebook.vault.safe import VAULT
from carebook.vault.store import Store, VaultError

_ROLES = tuple(
    resolved_schema(HOME.schemas, "vault")["properties"]["recipients"]["items"]["properties"]["role"]["enum"]
)
_ROLE = click.option(
    "--role",
    type=click.Choice(_ROLES),
    default="office",
    metavar="|".join(_ROLES),
    help="保管人的岗位；不写时为 office",
)


@click.command(
    cls=ChineseCommand,
    help=(
        "启用加密：写出 vault.yaml，把全部身份信息加密。没有密钥的，顺便生成一把私钥，放在家目录的 .config/carebook/key.txt。\n\n"
        "私钥丢了谁也打不开。至少再加一名收件人，另把私钥抄到 U 盘封存。"
    ),
    short_help="启用加密",
    epilog="例：python3 build.py vault init --name 乡镇办公室",
)
@click.option("--name", default="乡镇办公室", metavar="名称", help="第一名收件人的名称；不写时为乡镇办公室")
@_ROLE
@click.option("--recipient", default=None, metavar="公钥", help="用这把公钥，不生成新的私钥")
@click.option("--keys-apart", is_flag=True, help="每人的钥匙文件不进 git，另外分发；销毁才彻底（见 docs/vault.md）")
@data_option
@faults_as_sentences
def init(name: str, role: str, recipient: str | None, data: str | None, *, keys_apart: bool) -> int:
    """Begin to lock identities."""
    place = data_place(data)
    if (place.path / VAULT).exists():
        raise VaultError(f"{place.shown}/{VAULT} 已经有了；看现在怎样：python3 build.py vault status", code=2)
    if recipient is not None and not is_public(recipient):
        raise VaultError(f"“{recipient}”不是公钥；公钥以 age1 开头，共 62 个字符", code=2)
    source, _ = read(place.path / "township.yaml", place.path, f"{place.shown}/township.yaml")
    township = source.data.get("id") if source and isinstance(source.data, dict) else None
    if not isinstance(township, str):
        raise VaultError(f"{place.shown}/township.yaml 里没有乡镇编号（id），先写好")
    public = recipient or _own_public()
    first = Recipient(name=name, role=role, key=public, since=township_day(place.path))
    made = Vault(township=township, recipients=(first,), keys_in_git=not keys_apart)
    done = vault_work.begin(Store(place.path, place.shown, user_keys(), made))
    click.echo(f"已启用加密，{len(done)} 人的身份信息已加密；收件人：{name}（{public}）。")
    click.echo(
        "接着做：1. 提交 vault.yaml 和患者目录的改动；2. python3 build.py vault hooks；3. 再加一名收件人：python3 build.py vault add-recipient --help"
    )
    click.echo("以前提交过的明文还在 git 历史里，要改写历史才能去掉，见 docs/vault.md。")
    return 0


def _own_public() -> str:
    """The public key of the user; a new key is made where there is none."""
    keys = user_keys()
    if keys.public:
        return keys.public[0]
    return _made(usual_place())


def _made(path: Path) -> str:
    """Make a key file for the owner alone; return the public key."""
    secret, public = new_secret()
    text = f"# carebook 私钥，只给本人；公钥 {public}\n{secret}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", opener=_for_owner) as file:
            file.write(text)
    except FileExistsError as fault:
        raise VaultError(f"{path} 已经有了，没有动它；用 --out 另写一处", code=2) from fault
    except OSError as fault:
        raise VaultError(f"写不了 {path}：{fault.strerror}", code=2) from fault
    click.echo(f"已生成私钥，放在 {path}。请马上抄到 U 盘封存；丢了，用它加密的就打不开。")
    return public


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@click.command(
    "new-key",
    cls=ChineseCommand,
    help="给自己生成一把私钥，显示公钥。把公钥交给乡镇办公室，由他们加进收件人；私钥不给任何人。",
    short_help="给自己生成一把私钥",
    epilog="例：python3 build.py vault new-key　　　python3 build.py vault new-key --out 备用钥匙.txt",
)
@click.option("--out", metavar="文件", default=None, help="私钥写到哪里；不写时为家目录的 .config/carebook/key.txt")
@faults_as_sentences
def new_key(out: str | None) -> int:
    """Make a key of one's own."""
    public = _made(Path(out) if out else key_file() or usual_place())
    click.echo(f"公钥（交给乡镇办公室）：{public}")
    return 0


@click.command(
    "add-recipient",
    cls=ChineseCommand,
    help="增加一名收件人：从此他的私钥打得开全部身份信息。要有密钥的人来做。",
    short_help="增加一名能打开的人",
    epilog="例：python3 build.py vault add-recipient 卫生院 --role clinic age1k0k52fhd7p766dx8wx2f8xw56qm8gmw259hrwkp4qs9kag76zyjs7yy4ex",
)
@click.argument("name", metavar="名称")
@click.argument("key", metavar="公钥")
@_ROLE
@data_option
@faults_as_sentences
def add_recipient(name: str, key: str, role: str, data: str | None) -> int:
    """Add a recipient."""
    store = store_of(data)
    one = Recipient(name=name, role=role, key=key, since=township_day(store.data))
    count = vault_work.add_recipient(store, one)
    click.echo(f"{name} 已加入，{count} 个钥匙文件已重新包好，请提交。")
    return 0


@click.command(
    "remove-recipient",
    cls=ChineseCommand,
    help=(
        "撤销一名收件人：重新包全部钥匙。\n\n"
        "他以前克隆的仓库里还有旧的钥匙文件，旧的内容他仍打得开；新的内容，要接着 vault rotate --all 换钥匙，他才打不开。"
    ),
    short_help="撤销一名能打开的人",
    epilog="例：python3 build.py vault remove-recipient 卫生院 && python3 build.py vault rotate --all",
)
@click.argument("name", metavar="名称或公钥")
@data_option
@faults_as_sentences
def remove_recipient(name: str, data: str | None) -> int:
    """Remove a recipient."""
    count = vault_work.remove_recipient(store_of(data), name)
    click.echo(f"{name} 已撤销，{count} 个钥匙文件已重新包好，请提交。")
    click.echo("他手上的旧克隆仍打得开到今天为止的内容。要让他打不开以后的：python3 build.py vault rotate --all")
    return 0


@click.command(
    cls=ChineseCommand,
    help="按 vault.yaml 现在的收件人，把每个人的钥匙重新包一次。合并分支以后提示收件人数不一致时用。",
    short_help="重新包全部钥匙",
    epilog="例：python3 build.py vault rewrap",
)
@data_option
@faults_as_sentences
def rewrap(data: str | None) -> int:
    """Wrap all keys anew."""
    click.echo(f"{vault_work.rewrap(store_of(data))} 个钥匙文件已重新包好，请提交。")
    return 0


@click.command(
    cls=ChineseCommand,
    help="给患者换新钥匙，重新加密其身份信息；别人的文件不动。撤销收件人以后、怀疑泄露时用。",
    short_help="换新钥匙，重新加密",
    epilog="例：python3 build.py vault rotate QX-0001　　　python3 build.py vault rotate --all",
)
@click.argument("patients", nargs=-1, metavar="[编号]...")
@click.option("--all", "everybody", is_flag=True, help="全部患者")
@data_option
@faults_as_sentences
def rotate(patients: tuple[str, ...], data: str | None, *, everybody: bool) -> int:
    """Give persons new keys."""
    store = store_of(data)
    if not patients and not everybody:
        raise VaultError("写明患者编号，或者用 --all", code=2)
    done = vault_work.rotate(store, store.patients() if everybody else patients)
    click.echo(f"{len(done)} 人已换新钥匙，请提交。旧提交里的旧钥匙和旧密文还在历史里。")
    return 0


@click.command(
    cls=ChineseCommand,
    help=(
        "销毁一个人的钥匙和身份信息，留下登记（日期、理由、决定人）。此后文书和网页只有编号。\n\n"
        "钥匙文件提交过 git 的，旧版本里还有一份：收件人都换了密钥、旧私钥都销毁以后，才算彻底。见 docs/vault.md。"
    ),
    short_help="销毁一个人的身份信息，留下登记",
    epilog="例：python3 build.py vault shred QX-0003 --reason 本人申请删除，法定保存期已满 --by QX-S07 --yes",
)
@click.argument("patient", metavar="编号")
@click.option("--reason", required=True, metavar="理由", help="为什么；写依据，不写姓名")
@click.option("--by", required=True, metavar="编号", help="谁决定的（工作人员编号）")
@click.option("--yes", is_flag=True, help="不再问，直接销毁")
@today_option
@data_option
@faults_as_sentences
def shred(patient: str, reason: str, by: str, today: date | None, data: str | None, *, yes: bool) -> int:
    """Destroy one identity."""
    store = store_of(data)
    if not yes:
        click.confirm(f"销毁 {patient} 的身份信息，不能恢复。确定吗？", abort=True)
    day = today or township_day(store.data)
    vault_work.shred(store, patient, reason=reason, by=by, day=day)
    click.echo(f"已销毁 {patient} 的钥匙和身份信息，登记在 {store.shown_path(patient, 'tombstone.yaml')}，请提交。")
    if store.vault.keys_in_git:
        click.echo(
            "钥匙文件提交过 git：旧版本里那一份，现有的私钥还打得开。要彻底，按 docs/vault.md“彻底销毁”更换全部私钥。"
        )
    return 0
