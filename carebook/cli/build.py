"""``build.py build``: papers and pages from records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from carebook.audience.record_view import HiddenFieldError
from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats.findings import FORMATS, verdict
from carebook.cli.options import HOME, Stop, data_option, data_place, gathered, jobs_option, today_option, workers
from carebook.cli.progress import tracker
from carebook.context import Context
from carebook.documents.papers import titles
from carebook.publish.place import OutputError
from carebook.publish.trees import Options, Result, build as build_tree, chosen, parts


class Parts(click.ParamType[frozenset[str]]):
    """A comma-separated list of parts of a build."""

    name = ",".join(parts())

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Read the list; a complaint in Chinese if a part is unknown."""
        if isinstance(value, frozenset):
            return value
        named = [part.strip() for part in str(value).split(",") if part.strip()]
        unknown = [part for part in named if part not in parts()]
        if unknown or not named:
            self.fail(
                f"没有“{'、'.join(unknown) or value}”；可以写 {','.join(parts())} 中的几个，用逗号分开", param, ctx
            )
        return frozenset(named)


class Readers(click.ParamType[tuple[str, ...]]):
    """A comma-separated list of audiences, each perhaps with whose tree: ``village:QX-V1``."""

    name = "对象"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split the list; whether the names are known is asked when the township is known."""
        del param, ctx
        if isinstance(value, tuple):
            return value
        return tuple(part.strip() for part in str(value).split(",") if part.strip())


@click.command(
    cls=ChineseCommand,
    help=f"把记录生成为{'、'.join(titles().values())}（DOCX、PDF、网页）、日历和网站，各方一套，互不相见。\n"
    "有错误的记录，用到它的文书和数字不出，其余照常生成，退出码是 1；公开的一套有错误时不生成。有提醒时照常生成。",
    short_help="生成公文、档案、日程表、日历和网页（不写命令时就做这个）",
    epilog="例：python3 build.py　　　python3 build.py build --today 2026-11-21 --only notices,site\n\n"
    "例：python3 build.py build --audience village:QX-V1,police\n\n"
    "例：python3 build.py build --audience self --patient QX-0001 --out 复制件",
)
@data_option
@click.option("--out", metavar="文件夹", default=None, help="输出文件夹；不写时用本项目的 site")
@today_option
@jobs_option
@click.option(
    "--only", type=Parts(), default=lambda: frozenset(parts()), metavar=Parts.name, help="只生成其中几种，其余保持原样"
)
@click.option(
    "--audience",
    "audiences",
    type=Readers(),
    default=(),
    metavar="对象",
    help="只生成给谁看的，用逗号分开，例如 office,clinic 或 village:QX-V1；不写时各方都生成，其余保持原样",
)
@click.option("--patient", metavar="编号", default="", help="给本人或其小组的一套（self、group）是谁的")
@click.option(
    "--pdf",
    "engine",
    type=click.Choice(["typst", "weasyprint"]),
    default="typst",
    metavar="typst|weasyprint",
    help="公文等的 PDF 用哪个排版程序；不写时为 typst",
)
def build(
    data: str | None,
    out: str | None,
    today: date | None,
    jobs: int | None,
    only: frozenset[str],
    audiences: tuple[str, ...],
    patient: str,
    engine: Any,
) -> int:
    """Build papers and pages."""
    context = gathered(data, today)
    named = _named(context, audiences, patient)
    if context.faulty.everywhere:
        click.echo(FORMATS["text"](context.errors()))
        click.echo("有关系到全乡的错误，没有生成；原有的文件没有改动。")
        return 1
    target = Path(out) if out is not None else HOME.root / "site"
    try:
        with tracker() as track:
            options = Options(only, workers(jobs), engine, named)
            result = build_tree(context, data_place(data).path, target.resolve(), options, track)
    except OutputError as fault:
        raise Stop(f"{fault}。原有的文件没有改动。") from fault
    except HiddenFieldError as fault:
        raise Stop(
            f"模板或页面用到了不给看的内容：{fault}。没有生成，原有的文件没有改动。请改模板，或改字段的 x-audience。", 1
        ) from fault
    return _report(result, context, target)


def _named(context: Context, audiences: tuple[str, ...], patient: str) -> tuple[str, ...]:
    """The audiences as the build knows them.

    Raises:
        Stop: one is not known, or nobody has that id.
    """
    if patient:
        group = context.registry.group_of(patient)
        whose = {"self": patient, "group": group.id if group else ""}
        audiences = tuple(f"{one}:{whose[one]}" if one in whose else one for one in audiences)
    try:
        chosen(context, audiences)
    except KeyError as unknown:
        name, _, scope = str(unknown.args[0]).partition(":")
        listed = "、".join(f"{one.id}（{one.title}）" for one in context.settings.audiences.by_id.values())
        if name in context.settings.audiences.by_id:
            raise Stop(f"没有“{name}:{scope}”：没有编号为“{scope}”的记录") from unknown
        raise Stop(f"没有“{name}”这一方；可以写：{listed}") from unknown
    return audiences


def _report(result: Result, context: Context, target: Path) -> int:
    findings = context.findings
    if result.findings:
        click.echo(FORMATS["text"](result.findings))
        click.echo("因为有错误，没有生成；原有的文件没有改动。")
        return 1
    made = "、".join(f"{title} {count}" for title, count in result.counts.items() if count) or "没有文书"
    click.echo(f"已生成 {len(result.folders)} 套（{'、'.join(result.folders)}）：{made}。")
    if result.left_out:
        click.echo(f"网页打印件没有生成：{result.left_out}")
    if result.substitutes:
        click.echo(f"字体替补：{'；'.join(map(str, result.substitutes))}。要换成别的字体，见 fonts/README.md。")
    if findings:
        click.echo(f"{verdict(findings)}详情：python3 build.py check，或看网站的“检查结果”页。")
    broken = _told_broken(result, context)
    folder = "office" if "office" in result.folders else next(iter(result.folders), "")
    page = target / folder / "index.html"
    if page.is_file():
        click.echo(f"请用浏览器打开：{page}")
    return 1 if broken or context.errors() else 0


def _told_broken(result: Result, context: Context) -> bool:
    """Say which records have errors and what was held back because of them; whether there are any."""
    faults = context.faulty.faults
    if not faults:
        return False
    click.echo(FORMATS["text"](context.errors()))
    named = "、".join(one.id or "全乡的记录" for one in faults)
    click.echo(f"{named}有错误，没有算在内；别的照常生成了。改好以后再生成一次。")
    if result.held:
        papers = "、".join(f"{title} {count}" for title, count in result.held.items())
        click.echo(f"用到这些记录、没有生成的文书：{papers}。")
    if result.unmade:
        click.echo(f"没有生成、仍是以前样子的：{'、'.join(result.unmade)}（有错误时公开的不生成，核对不了的不生成）。")
    return True
