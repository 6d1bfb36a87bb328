"""click in Chinese: help pages and complaints that staff can read."""

from __future__ import annotations

import re

import click


class ChineseCommand(click.Command):
    """A command whose help page is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(
            program(ctx), "[选项]" if not self._words(ctx) else f"{self._words(ctx)} [选项]", "用法："
        )

    def _words(self, ctx: click.Context) -> str:
        found = (param.make_metavar(ctx) for param in self.get_params(ctx) if isinstance(param, click.Argument))
        return " ".join(found)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这页说明"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help page lists them in Chinese."""

    command_class = ChineseCommand

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(program(ctx), "[命令] [选项]", "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        ChineseCommand.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands."""
        names = self.list_commands(ctx)
        rows = [(name, command.get_short_help_str(80)) for name in names if (command := self.get_command(ctx, name))]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def program(ctx: click.Context) -> str:
    """How the user starts a command: ``python3 build.py due``."""
    return ctx.command_path


def complaint(error: click.UsageError) -> str:
    """A wrong use of the command line in one Chinese sentence."""
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是想写 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return f"缺少参数 {name}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写一个值"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{error.param.opts[-1]} 的值不对：{_value(error)}"
    if isinstance(error, click.NoSuchCommand):
        near = f"，是不是想写 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有命令“{error.command_name}”{near}"
    extra = re.search(r"\(([^()]*)\)", error.message)
    return f"多了不认识的参数：{extra[1]}" if extra else f"参数写得不对：{error.message}"


def _value(error: click.BadParameter) -> str:
    """Our own parameter types complain in Chinese; a choice lists what may be chosen."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"可以写 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"应为 {kind.min} 到 {kind.max} 的整数"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数"
    return error.message
