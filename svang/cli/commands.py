"""The commands: what may be typed, and nothing else. Each imports what it needs when it runs."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from svang.cli.desk import Desk, Sorry, desk
from svang.cli.help import Command, Group
from svang.texts import LANGUAGES, texts

LangOption = Annotated[str | None, typer.Option("--lang", metavar="da|en")]
JsonOption = Annotated[bool, typer.Option("--json")]
DataOption = Annotated[str | None, typer.Option("--data", metavar="DIR")]
NowOption = Annotated[str | None, typer.Option("--now", hidden=True)]
COMMON = {"lang": (LangOption, None), "json": (JsonOption, False), "data": (DataOption, None), "now": (NowOption, None)}

app = typer.Typer(cls=Group, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def at_a_desk(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that every command has, and hands them over as one Desk."""
    hints = get_type_hints(command, include_extras=True)
    own = [
        p.replace(annotation=hints[p.name]) for p in inspect.signature(command).parameters.values() if p.name != "desk"
    ]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in COMMON.items()
    ]

    @wraps(command)
    def at(**said: Any) -> None:
        ctx = said.get("ctx")
        shared = {name: said.pop(name) for name in COMMON}
        try:
            command(desk=opened(ctx, **shared), **said)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read the pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    at.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    at.__annotations__ = {p.name: p.annotation for p in (*own, *common)}
    return at


def opened(ctx: typer.Context, *, lang: str | None, json: bool, data: str | None, now: str | None) -> Desk:
    """The desk of a command: what was said after it, else before it, else what the language was taken for."""
    before, (language, chosen) = ctx.find_root().params, ctx.obj
    lang = lang or before.get("lang") or os.environ.get("SVANG_LANG") or None
    if lang is not None and lang not in LANGUAGES:
        raise Sorry(texts(language)("ui", "usage", "lang", found=lang))
    return desk(
        lang or language,
        chosen or lang is not None,
        as_json=json or bool(before.get("json")),
        data=data or before.get("data"),
        now=now or before.get("now"),
    )


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        return app.command(name, cls=Command)(at_a_desk(function))

    return add


@app.callback(invoke_without_command=True)
@at_a_desk
def begin(desk: Desk, ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        from svang.cli import front

        front.begin(desk)


@command("serve")
def serve(
    desk: Desk, ctx: typer.Context, port: Annotated[str, typer.Option("--port", metavar="PORT")] = "8000"
) -> None:
    from svang.cli import serve as site

    site.serve(desk, port)


@command("check")
def check(
    desk: Desk, ctx: typer.Context, answers: Annotated[str, typer.Option("--answers", metavar="FILE")] = ""
) -> None:
    from pathlib import Path

    from svang.cli import intake

    if answers:
        intake.from_file(desk, Path(answers))
    else:
        intake.check(desk)


@command("checkin")
def checkin(
    desk: Desk,
    ctx: typer.Context,
    first_step: Annotated[str | None, typer.Option("--first-step", metavar="0-10")] = None,
    activity: Annotated[str | None, typer.Option("--activity", metavar="0-10|no_load")] = None,
    nothing_new: Annotated[bool, typer.Option("--nothing-new")] = False,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
    evening: Annotated[bool, typer.Option("--evening")] = False,
    change: Annotated[bool, typer.Option("--change")] = False,
) -> None:
    from svang.cli import morning

    morning.checkin(desk, morning.Said(first_step, activity, nothing_new, date, evening, change))


@command("tell")
def tell(
    desk: Desk,
    ctx: typer.Context,
    sheet: Annotated[str, typer.Argument(metavar="[WHAT]")] = "",
    told: Annotated[list[str] | None, typer.Argument(metavar="[ANSWER|NAME=ANSWER ...]")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    from svang.cli import telling

    telling.tell(desk, sheet, told or [], date)


@command("pause")
def pause(
    desk: Desk,
    ctx: typer.Context,
    until: Annotated[str, typer.Option("--until", metavar="DATE")] = "",
    why: Annotated[str, typer.Option("--why", metavar="ill|away|boot|other")] = "",
    end: Annotated[bool, typer.Option("--end")] = False,
) -> None:
    from svang.cli import telling

    telling.pause_for(desk, until, why, end=end)


@command("answers")
def answers(
    desk: Desk,
    ctx: typer.Context,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
    show: Annotated[str, typer.Option("--show", metavar="all|mornings|exercises|running|flags|other")] = "all",
) -> None:
    from svang.cli import telling

    telling.answers(desk, date, show)


@command("correct")
def correct(
    desk: Desk,
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    told: Annotated[list[str], typer.Argument(metavar="ANSWER")],
) -> None:
    from svang.cli import telling

    telling.correct(desk, number, told)


@command("withdraw")
def withdraw(desk: Desk, ctx: typer.Context, number: Annotated[str, typer.Argument(metavar="NUMBER")]) -> None:
    from svang.cli import telling

    telling.withdraw(desk, number)


@command("seen")
def seen(
    desk: Desk,
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
    clinician.seen(desk, {"role": role, "cleared": cleared, "condition": condition}, limits, limit or [], date)


@command("adjust")
def adjust(
    desk: Desk,
    ctx: typer.Context,
    role: Annotated[str, typer.Option("--role", metavar="ROLE")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE")] = "",
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    from svang.cli import clinician

    clinician.adjust(desk, {"role": role, "reason": reason, "until": until}, settings or [], date)


@command("treated")
def treated(
    desk: Desk,
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="TREATMENT")],
    side: Annotated[str, typer.Option("--side", metavar="left|right|both")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
    date: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    from svang.cli import clinician

    clinician.treated(desk, {"what": what, "side": side, "note": note}, date)


@command("plan")
def plan(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import ahead

    ahead.show(desk, "plan")


@command("running")
def running(
    desk: Desk, ctx: typer.Context, want: Annotated[str, typer.Option("--want", metavar="yes|no")] = ""
) -> None:
    from svang.cli import ahead

    if want:
        ahead.wish(desk, want)
    ahead.show(desk, "running")


@command("progress")
def progress(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import ahead

    ahead.show(desk, "progress")


@command("treatments")
def treatments(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import ahead

    ahead.show(desk, "treatments")


@command("today")
def today(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import front

    front.today(desk)


@command("why")
def why(desk: Desk, ctx: typer.Context, rule: Annotated[str, typer.Argument(metavar="[RULE]")] = "") -> None:
    from svang.cli import front

    front.why(desk, rule)


@command("decide")
def decide(desk: Desk, ctx: typer.Context, case: Annotated[str, typer.Argument(metavar="CASE")]) -> None:
    from svang.cli import cases

    cases.decide_case(desk, case)


@command("verify")
def verify(desk: Desk, ctx: typer.Context, cases: Annotated[list[str], typer.Argument(metavar="CASES...")]) -> None:
    from svang.cli import verifying

    verifying.verify_cases(desk, cases)


@command("facts")
def facts(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import lookup

    lookup.facts(desk)


@command("claims")
def claims(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import learning

    learning.show_claims(desk)


@command("learn")
def learn(
    desk: Desk, ctx: typer.Context, words: Annotated[list[str] | None, typer.Argument(metavar="[ID|WORDS ...]")] = None
) -> None:
    from svang.cli import learning

    learning.learn(desk, " ".join(words or []))


@command("schema")
def schema(desk: Desk, ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="case|decision|facts")]) -> None:
    if name not in ("case", "decision", "facts"):
        raise desk.sorry("ui", "usage", "schema", found=name)
    from svang import schemas

    desk.dump(schemas.schema(name))


@command("explain")
def explain(desk: Desk, ctx: typer.Context, id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    from svang.cli import lookup

    lookup.explain(desk, id)


@command("prove")
def prove(
    desk: Desk, ctx: typer.Context, ids: Annotated[list[str] | None, typer.Argument(metavar="[ID ...]")] = None
) -> None:
    from svang.cli import proving

    proving.prove(desk, ids or [])


@command("export")
def export(desk: Desk, ctx: typer.Context, out: Annotated[str, typer.Option("--out", metavar="FILE")] = "") -> None:
    from svang.cli import copies

    copies.export(desk, out)


@command("backup")
def backup(desk: Desk, ctx: typer.Context, path: Annotated[str, typer.Argument(metavar="PATH")]) -> None:
    from svang.cli import copies

    copies.backup(desk, path)


@command("import")
def put_back(desk: Desk, ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
    from svang.cli import copies

    copies.put_back(desk, file)


@command("erase")
def erase(desk: Desk, ctx: typer.Context, yes: Annotated[bool, typer.Option("--yes")] = False) -> None:
    from svang.cli import copies

    copies.erase(desk, yes=yes)


@command("settings")
def settings(
    desk: Desk, ctx: typer.Context, begins: Annotated[str, typer.Option("--day-begins", metavar="HH:MM")] = ""
) -> None:
    from svang.cli import choices

    choices.settings(desk, begins)


@command("demo")
def demo(desk: Desk, ctx: typer.Context) -> None:
    from svang.cli import demo

    demo.demo(desk)
