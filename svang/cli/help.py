"""Help and mistakes on the command line, in the person's language and without boxes."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from svang.cli.lines import BLANK, Line, heading, plain, width
from svang.pathway.nodes import nearest
from svang.texts import Texts, texts

UsageError: Any = typer.BadParameter.__mro__[1]  # wherever this version of typer keeps it


def words_of(ctx: Any) -> Texts:
    return texts(ctx.find_root().obj[0])


class AsTyped:
    """What was typed, as text. Typer's own reading of it imports pydantic (0.1 s), and ours begins with text anyway."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        return value


def as_typed(params: list[Any]) -> list[Any]:
    for param in params:
        if hasattr(param, "_runtime_param"):
            param._runtime_param = AsTyped()
    return params


class Command(TyperCommand):
    def get_params(self, ctx: Any) -> list[Any]:
        return as_typed(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        return plain([*usage(ctx), *about(ctx, self.name), *options(ctx)], width()).rstrip()


class Group(TyperGroup):
    def get_params(self, ctx: Any) -> list[Any]:
        return as_typed(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        words = words_of(ctx)
        lines = [*usage(ctx), *about(ctx, "svang"), *heading(words("ui", "help", "commands"))]
        for name in self.list_commands(ctx):
            lines.append(Line(words("ui", "help", "command", name), indent=2, mark=name.ljust(8)))
        return plain([*lines, *options(ctx)], width()).rstrip()


def usage(ctx: Any) -> list[Line]:
    words, command = words_of(ctx), ctx.command
    pieces = [f"[{words('ui', 'help', 'options').upper()}]", *command.collect_usage_pieces(ctx)[1:]]
    if isinstance(command, Group):
        pieces[1:] = [f"[{words('ui', 'help', 'commands').upper()}]"]
    return [Line(f"{words('ui', 'help', 'usage')}: {ctx.command_path} {' '.join(pieces)}")]


def about(ctx: Any, name: str | None) -> list[Line]:
    return [BLANK, Line(words_of(ctx)("ui", "help", "command", name or "svang"))]


def options(ctx: Any) -> list[Line]:
    words = words_of(ctx)
    lines = heading(words("ui", "help", "options"))
    for param in ctx.command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        said = words("ui", "help", "option", param.name)
        shown = param.opts[-1] if param.opts[0].startswith("-") else param.metavar.strip("[]")
        metavar = f" {param.metavar}" if param.metavar and param.opts[0].startswith("-") else ""
        lines.append(Line(said, indent=2, mark=f"{shown}{metavar}".ljust(24)))
    return lines


def mistake(words: Texts, error: Any) -> str:
    """A mistake in what was typed, as one sentence."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return words("ui", "usage", "option", found=error.option_name)
    if kind == "MissingParameter":
        return words("ui", "usage", "missing", name=_name(error.param))
    if getattr(error, "option_name", ""):
        return words("ui", "usage", "value", name=error.option_name)
    known = error.ctx.command.commands if isinstance(getattr(error.ctx, "command", None), Group) else {}
    if known:
        near = nearest(_quoted(error.message), known)
        said = words("ui", "usage", "command_near", near=near) if near else ""
        return words("ui", "usage", "command", found=_quoted(error.message)) + said
    return words("ui", "usage", "extra", found=error.message.rpartition("(")[2].rstrip(")"))


def _quoted(message: str) -> str:
    return message.partition("'")[2].partition("'")[0]


def _name(param: Any) -> str:
    return str(param.metavar or param.name)
