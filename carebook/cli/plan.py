"""``build.py plan``: the month's visits laid on working days, with a reason for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from datetime import date
from pathlib import Path
from typing import Any

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats import as_csv, as_json
from carebook.cli.formats.findings import FORMATS
from carebook.cli.formats.plans import plan_markdown, plan_rows, plan_text, plan_value
from carebook.cli.options import DataFolder, Stop, data_place, gathered, list_options, tell
from carebook.context import Context
from carebook.planning.demand import demand
from carebook.planning.issue import issue as issued_plan, out as out_already, text as issued_text
from carebook.planning.model import Plan, settings_of
from carebook.planning.month import PlanMonth, month_of
from carebook.planning.plan import make_plan
from carebook.planning.promises import Planned, Wishes, agreed, issued_choice
from carebook.policy.workdays import Workdays
from carebook.records.planning import PlanChoices

#: The solver's seconds with a plan in hand, if none are set.
_AGAIN = 5.0
_COLUMNS = ("day", "village", "subject", "title", "members", "due", "sources", "why", "id", "start", "minutes", "sheet")


@click.command(
    cls=ChineseCommand,
    help="把一个月的随访、评估、体检、会议和信息交换排到工作日：在办理期内，成员凑得齐，同村尽量一趟，每人每天不超过几个村、几处和工作时间，要填表的必有医生；写明几点、几分钟、几公里，排不进的说明原因。放假安排没有公布的年份排成暂定。\n同样的记录总是得到同样的计划。退出码 1 表示有排不进的事项。",
    short_help="把一个月的走访排到工作日，每次都说明理由",
    epilog="例：python3 build.py plan 2026-12　　　python3 build.py plan 2026-12 --issue　　　python3 build.py plan 2026-12 --previous plan.json --format csv",
)
@click.argument("month", metavar="年-月")
@list_options("text", "json", "csv", "markdown")
@click.option(
    "--per-day",
    type=click.IntRange(1, 50),
    default=None,
    metavar="N",
    help="每人每天最多几处；不写时按 township.yaml 的 planning，那里也没有写的为 6",
)
@click.option(
    "--per-week",
    type=click.IntRange(1, 200),
    default=None,
    metavar="N",
    help="每人每周最多几处；不写时按 planning，没有写的不限",
)
@click.option(
    "--villages",
    type=click.IntRange(1, 10),
    default=None,
    metavar="N",
    help="每人每天最多几个村；不写时按 planning，没有写的为 2",
)
@click.option(
    "--quorum",
    type=click.IntRange(1, 20),
    default=None,
    metavar="N",
    help="小组会议至少几人参加；不写时按 planning，没有写的为 3",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    metavar="秒",
    help="最多计算多久（约数）；不写时至少 20，事项很多时更久；有上次的计划时为 5",
)
@click.option("--issue", is_flag=True, help="写进数据文件夹的 plans/<年-月>.yaml：文书和网页照它印，下次重排尽量不改它")
@click.option(
    "--previous",
    default=None,
    metavar="文件",
    help="上次的计划（--format json 的输出），尽量不改动；不写时用 plans/<年-月>.yaml，如果有",
)
def plan(
    month: str,
    data: str | None,
    today: date | None,
    style: str,
    out: str | None,
    per_day: int | None,
    per_week: int | None,
    villages: int | None,
    quorum: int | None,
    seconds: float | None,
    issue: bool,
    previous: str | None,
) -> int:
    """Plan one month."""
    issued = _issued(previous)
    context = gathered(data, today)
    if context.errors():
        click.echo(FORMATS["text"](context.errors()), err=True)
        return 1
    when = _month(month, context.today, context.settings.workdays)
    issued = issued or (_out(context, month) if previous is None else ())
    seconds = seconds or (_AGAIN if issued else None)
    choices = (context.registry.township.planning if context.registry.township else None) or PlanChoices()
    chosen = settings_of(choices, per_day=per_day, quorum=quorum, seconds=seconds, per_week=per_week, villages=villages)
    wishes = Wishes(agreed(context.registry, context.today), issued)
    problem = demand(context.registry, context.settings.adopted, context.plan(when.horizon), when, chosen, wishes)
    made = make_plan(problem, issued_choice(problem.duties, issued) if issued else None)
    if issue:
        _give_out(made, context.today, context.registry.groups, data_place(data))
    tell(_STYLES[style](made), out, f"plan-{month}", style, context.registry)
    return 1 if made.unmet else 0


def _out(context: Context, month: str) -> tuple[Planned, ...]:
    """The plan of a month that was given out already; nothing if none was."""
    homes = {key: one.group.patients for key, one in context.registry.groups.items()}
    return out_already(context.registry.plans.get(month), homes)


def _month(name: str, today: date, workdays: Workdays) -> PlanMonth:
    try:
        return month_of(name, today, workdays)
    except ValueError:
        raise Stop(f"“{name}”不是可以计划的月份：应写成 2026-12，并且还没有过去") from None


def _give_out(made: Plan, day: date, groups: Container[str], place: DataFolder) -> None:
    """Write the plan into the data folder.

    Raises:
        Stop: it cannot be written.
    """
    shown = f"{place.shown}/plans/{made.month}.yaml"
    path = place.path / "plans" / f"{made.month}.yaml"
    try:
        path.parent.mkdir(exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(issued_text(issued_plan(made, day, groups)), "utf-8", newline="\n")
        beside.replace(path)
    except OSError as fault:
        raise Stop(f"写不了 {shown}：{fault.strerror}", 1) from fault
    click.echo(f"已写进 {shown}，请提交到 git", err=True)


def _issued(path: str | None) -> tuple[Planned, ...]:
    """The plan that is out: the day and the team of each duty."""
    if path is None:
        return ()
    try:
        value = json.loads(Path(path).read_text("utf-8"))
        return tuple(
            Planned(str(row["id"]), str(row["group"]), date.fromisoformat(row["day"]), tuple(row["members"]))
            for row in value["appointments"]
        )
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise Stop(f"读不懂上次的计划 {path}：应当是 plan --format json 的输出") from fault


_STYLES: dict[str, Callable[[Plan], Any]] = {
    "text": plan_text,
    "markdown": plan_markdown,
    "json": lambda made: as_json(plan_value(made)),
    "csv": lambda made: as_csv(plan_rows(made), _COLUMNS),
}
