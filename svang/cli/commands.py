"""The commands: what may be typed, and nothing else. Each imports what it needs when it runs."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, cast, get_type_hints

import typer

from svang.cli.context import Context, Sorry, context
from svang.cli.help import Command, Group
from svang.texts import LANGUAGES, texts

LangOption = Annotated[str | None, typer.Option("--lang", metavar="da|en")]
JsonOption = Annotated[bool, typer.Option("--json")]
DataOption = Annotated[str | None, typer.Option("--data", metavar="DIR")]
NowOption = Annotated[str | None, typer.Option("--now", hidden=True)]
COMMON = {"lang": (LangOption, None), "json": (JsonOption, False), "data": (DataOption, None), "now": (NowOption, None)}

COMMANDS: dict[str, Callable[..., None]] = {}
"""Every command by its name, in the order in which the help lists them."""


def app(words: Sequence[str]) -> typer.Typer:
    """With the commands that the words name, or all, as for help, where they name none: each costs time to make."""
    made = typer.Typer(cls=Group, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    made.callback(invoke_without_command=True)(in_context(begin))
    for name in [name for name in COMMANDS if name in words] or COMMANDS:
        made.command(name, cls=Command)(in_context(COMMANDS[name]))
    return made


def in_context(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that every command has, and hands them over as one Context."""
    hints = get_type_hints(command, include_extras=True)
    own = [
        p.replace(annotation=hints[p.name])
        for p in inspect.signature(command).parameters.values()
        if p.name != "context"
    ]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in COMMON.items()
    ]

    @wraps(command)
    def at(**said: Any) -> None:
        ctx: typer.Context = said["ctx"]
        shared = {name: said.pop(name) for name in COMMON}
        try:
            command(context=opened(ctx, **shared), **said)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read the pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    at.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    at.__annotations__ = {p.name: p.annotation for p in (*own, *common)}
    return at


def opened(ctx: typer.Context, *, lang: str | None, json: bool, data: str | None, now: str | None) -> Context:
    """The context of a command: what was said after it, else before it, else what the language was taken for."""
    before, (language, chosen) = ctx.find_root().params, ctx.obj
    lang = lang or before.get("lang") or os.environ.get("SVANG_LANG") or None
    if lang is not None and lang not in LANGUAGES:
        raise Sorry(texts(language)("ui", "usage", "lang", found=lang))
    return context(
        lang or language,
        chosen or lang is not None,
        as_json=json or bool(before.get("json")),
        data=data or before.get("data"),
        now=now or before.get("now"),
    )


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        COMMANDS[name] = function
        return function

    return add


def begin(context: Context, ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        from svang.cli import start

        start.begin(context)


@command("serve")
def serve(
    context: Context, ctx: typer.Context, port: Annotated[str, typer.Option("--port", metavar="PORT")] = "8000"
) -> None:
    from svang.cli import serve as site

    site.serve(context, port)


@command("open")
def reopen(
    context: Context, ctx: typer.Context, port: Annotated[str, typer.Option("--port", metavar="PORT")] = "8000"
) -> None:
    from svang.cli import serve as site

    site.reopen(context, port)


@command("phone")
def phone(
    context: Context,
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER")] = "",
    port: Annotated[str, typer.Option("--port", metavar="PORT")] = "8001",
) -> None:
    from svang.cli import phone as site

    site.serve(context, folder, port)


@command("check")
def check(
    context: Context, ctx: typer.Context, answers: Annotated[str, typer.Option("--answers", metavar="FILE")] = ""
) -> None:
    from pathlib import Path

    from svang.cli import intake

    if answers:
        intake.from_file(context, Path(answers))
    else:
        intake.check(context)


@command("checkin")
def checkin(
    context: Context,
    ctx: typer.Context,
    first_step: Annotated[str | None, typer.Option("--first-step", metavar="0-10")] = None,
    activity: Annotated[str | None, typer.Option("--activity", metavar="0-10|no_load")] = None,
    nothing_new: Annotated[bool, typer.Option("--nothing-new")] = False,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
    evening: Annotated[bool, typer.Option("--evening")] = False,
    change: Annotated[bool, typer.Option("--change")] = False,
) -> None:
    from svang.cli import morning

    morning.checkin(context, morning.Said(first_step, activity, nothing_new, date, evening, change))


@command("tell")
def tell(
    context: Context,
    ctx: typer.Context,
    sheet: Annotated[str, typer.Argument(metavar="[WHAT]")] = "",
    told: Annotated[list[str] | None, typer.Argument(metavar="[ANSWER|NAME=ANSWER ...]")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    from svang.cli import telling

    telling.tell(context, sheet, told or [], date)


@command("pause")
def pause(
    context: Context,
    ctx: typer.Context,
    until: Annotated[str, typer.Option("--until", metavar="DATE")] = "",
    why: Annotated[str, typer.Option("--why", metavar="ill|away|boot|other")] = "",
    end: Annotated[bool, typer.Option("--end")] = False,
) -> None:
    from svang.cli import telling

    telling.pause_for(context, until, why, end=end)


@command("answers")
def answers(
    context: Context,
    ctx: typer.Context,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
    show: Annotated[str, typer.Option("--show", metavar="all|mornings|exercises|running|flags|other")] = "all",
) -> None:
    from svang.cli import telling

    telling.answers(context, date, show)


@command("correct")
def correct(
    context: Context,
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    told: Annotated[list[str], typer.Argument(metavar="ANSWER")],
) -> None:
    from svang.cli import telling

    telling.correct(context, number, told)


@command("withdraw")
def withdraw(context: Context, ctx: typer.Context, number: Annotated[str, typer.Argument(metavar="NUMBER")]) -> None:
    from svang.cli import telling

    telling.withdraw(context, number)


@command("seen")
def seen(
    context: Context,
    ctx: typer.Context,
    role: Annotated[str, typer.Option("--role", metavar="ROLE")] = "",
    cleared: Annotated[str, typer.Option("--cleared", metavar="yes|no|unsaid")] = "",
    condition: Annotated[str, typer.Option("--condition", metavar="ID")] = "",
    limit: Annotated[list[str] | None, typer.Option("--limit", metavar="no_running|no_heel_raises")] = None,
    rest: Annotated[str, typer.Option("--rest-until", metavar="DATE")] = "",
    boot: Annotated[str, typer.Option("--boot-until", metavar="DATE")] = "",
    limit_words: Annotated[str, typer.Option("--words", metavar="TEXT")] = "",
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    from svang.cli import clinician

    limits = {"rest": rest, "boot_or_crutches": boot, "words": limit_words}
    clinician.seen(context, {"role": role, "cleared": cleared, "condition": condition}, limits, limit or [], date)


@command("adjust")
def adjust(
    context: Context,
    ctx: typer.Context,
    role: Annotated[str, typer.Option("--role", metavar="ROLE")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE")] = "",
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    from svang.cli import clinician

    clinician.adjust(context, {"role": role, "reason": reason, "until": until}, settings or [], date)


@command("treated")
def treated(
    context: Context,
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="TREATMENT")],
    side: Annotated[str, typer.Option("--side", metavar="left|right|both")] = "",
    cost: Annotated[str, typer.Option("--cost", metavar="KRONER")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
    until: Annotated[str, typer.Option("--until", metavar="DATE")] = "",
) -> None:
    from svang.cli import clinician

    said = {"what": what, "side": side, "cost": cost, "note": note, "until": until}
    clinician.treated(context, said, date)


@command("plan")
def plan(context: Context, ctx: typer.Context) -> None:
    from svang.cli import ahead

    ahead.show(context, "plan")


@command("running")
def running(
    context: Context, ctx: typer.Context, want: Annotated[str, typer.Option("--want", metavar="yes|no")] = ""
) -> None:
    from svang.cli import ahead

    if want:
        ahead.wish(context, want)
    ahead.show(context, "running")


@command("progress")
def progress(context: Context, ctx: typer.Context) -> None:
    from svang.cli import ahead

    ahead.show(context, "progress")


@command("week")
def week(context: Context, ctx: typer.Context) -> None:
    from svang.cli import week

    week.show(context)


@command("report")
def report(context: Context, ctx: typer.Context) -> None:
    from svang.cli import report

    report.show(context)


@command("treatments")
def treatments(context: Context, ctx: typer.Context) -> None:
    from svang.cli import ahead

    ahead.show(context, "treatments")


@command("today")
def today(context: Context, ctx: typer.Context) -> None:
    from svang.cli import start

    start.today(context)


@command("why")
def why(context: Context, ctx: typer.Context, rule: Annotated[str, typer.Argument(metavar="[RULE]")] = "") -> None:
    from svang.cli import start

    start.why(context, rule)


@command("decide")
def decide(context: Context, ctx: typer.Context, case: Annotated[str, typer.Argument(metavar="CASE")]) -> None:
    from svang.cli import cases

    cases.decide_case(context, case)


@command("verify")
def verify(
    context: Context, ctx: typer.Context, cases: Annotated[list[str], typer.Argument(metavar="CASES...")]
) -> None:
    from svang.cli import verifying

    verifying.verify_cases(context, cases)


@command("facts")
def facts(context: Context, ctx: typer.Context) -> None:
    from svang.cli import lookup

    lookup.facts(context)


@command("claims")
def claims(context: Context, ctx: typer.Context) -> None:
    from svang.cli import learning

    learning.show_claims(context)


@command("learn")
def learn(
    context: Context,
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[ID|WORDS ...]")] = None,
) -> None:
    from svang.cli import learning

    learning.learn(context, " ".join(words or []))


@command("schema")
def schema(
    context: Context, ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="case|decision|facts")]
) -> None:
    if name not in ("case", "decision", "facts"):
        raise context.sorry("ui", "usage", "schema", found=name)
    from svang.contract import schemas

    context.dump(schemas.schema(context.way, cast("schemas.Name", name)))


@command("explain")
def explain(context: Context, ctx: typer.Context, id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    from svang.cli import lookup

    lookup.explain(context, id)


@command("prove")
def prove(
    context: Context, ctx: typer.Context, ids: Annotated[list[str] | None, typer.Argument(metavar="[ID ...]")] = None
) -> None:
    from svang.cli import proving

    proving.prove(context, ids or [])


@command("export")
def export(
    context: Context, ctx: typer.Context, out: Annotated[str, typer.Option("--out", metavar="FILE")] = ""
) -> None:
    from svang.cli import copies

    copies.export(context, out)


@command("backup")
def backup(context: Context, ctx: typer.Context, path: Annotated[str, typer.Argument(metavar="PATH")]) -> None:
    from svang.cli import copies

    copies.backup(context, path)


@command("import")
def put_back(context: Context, ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
    from svang.cli import copies

    copies.put_back(context, file)


@command("restore")
def restore(
    context: Context,
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> None:
    from svang.cli import copies

    copies.restore(context, file, yes=yes)


@command("erase")
def erase(context: Context, ctx: typer.Context, yes: Annotated[bool, typer.Option("--yes")] = False) -> None:
    from svang.cli import copies

    copies.erase(context, yes=yes)


@command("settings")
def settings(
    context: Context, ctx: typer.Context, begins: Annotated[str, typer.Option("--day-begins", metavar="HH:MM")] = ""
) -> None:
    from svang.cli import choices

    choices.settings(context, begins)


@command("demo")
def demo(context: Context, ctx: typer.Context) -> None:
    from svang.cli import demo

    demo.demo(context)


@command("new")
def new(
    context: Context,
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="[flag|fact|rule|article]")] = "",
    new_id: Annotated[str, typer.Argument(metavar="[ID]")] = "",
) -> None:
    from svang.cli import new

    new.new(context, kind, new_id)
