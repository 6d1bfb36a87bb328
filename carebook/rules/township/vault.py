"""Rules about the lock on identities."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.rules.world import Check, World
from carebook.vault.keys import DEMO_PUBLIC

#: No place in China has a division code that begins so: whoever lives there is invented.
INVENTED = "990101"
_FILE = "vault.yaml"


def _real(world: World) -> bool:
    township = world.registry.township
    return township is not None and not (township.division_code or "").startswith(INVENTED)


def demo_key(world: World) -> Iterator[Finding]:
    """V106: a real township whose identities open with the demo key, which everybody has."""
    vault = world.registry.vault
    if vault is None or not _real(world):
        return
    advice = "先 vault init 生成自己的密钥，再 vault remove-recipient，最后 vault rotate --all 换钥匙"
    for index, one in enumerate(vault.recipients):
        if one.key == DEMO_PUBLIC:
            message = "真实的乡镇用了演示密钥：它随程序公开，谁都打得开，等于没有加密"
            yield Finding("V106", world.registry.place(_FILE, "recipients", index, "key"), message, advice)
    if world.registry.exposed:
        some = "、".join(sorted(world.registry.exposed)[:5])
        message = f"有 {len(world.registry.exposed)} 人的钥匙文件还能用演示密钥打开（{some}）"
        yield Finding("V106", world.registry.place(_FILE, "recipients"), message, advice)


def no_vault(world: World) -> Iterator[Finding]:
    """V107: a real township that keeps identities in plain text. Invented townships have nothing to protect."""
    if _real(world) and _FILE not in world.registry.present:
        message = "身份信息没有加密：能读仓库的人就能读到姓名、号码、住址"
        yield Finding(
            "V107", world.registry.place("township.yaml", "division_code"), message, "python3 build.py vault init"
        )


def other_township(world: World) -> Iterator[Finding]:
    """V108: the vault is another township's."""
    vault, township = world.registry.vault, world.registry.township
    if vault and township and vault.township != township.id:
        message = f"vault.yaml 是“{vault.township}”的，而本乡镇的编号是“{township.id}”"
        advice = "加密以后不能改乡镇编号；确要改，先解密、改编号、再重新加密"
        yield Finding("V108", world.registry.place(_FILE, "township"), message, advice)


def buried_twice(world: World) -> Iterator[Finding]:
    """V109: an identity lies beside the record of its destruction."""
    for patient in world.registry.tombstones:
        if f"patients/{patient}/identity.yaml" in world.registry.present:
            place = world.registry.place(f"patients/{patient}/tombstone.yaml", "patient")
            message = "已经登记为销毁，身份信息的文件却还在"
            yield Finding("V109", place, message, f"git rm data/patients/{patient}/identity.yaml")


CHECKS: tuple[Check, ...] = (demo_key, no_vault, other_township, buried_twice)
