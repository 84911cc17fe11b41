"""The pages of the way ahead: the plan and its next step, running, progress, treatments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from svang.cli.context import Context
from svang.cli.lines import BLANK, Line, bullets, heading
from svang.cli.pages import View, day_line, disclaimer, plan_of_the_day, under, view_of
from svang.cli.start import stored_day
from svang.contract.decision import as_json
from svang.contract.decision import running as running_json
from svang.engine.outlook import outlook
from svang.engine.treatments import ledger, not_known
from svang.interview.lines import KNOWN_DOUBT
from svang.says.ahead import step_said
from svang.says.help import Offered, bring_said, treatments_said
from svang.says.outlook import outlook_said
from svang.says.progress import verdict
from svang.says.running import (
    Met,
    budget_said,
    concerned_by_running,
    gate_said,
    minutes_of,
    run_said,
    run_title,
    running_begun,
    shut_said,
)
from svang.says.running import next_step as nearest_step
from svang.says.tried import cost_of_all, whole_said
from svang.says.words import capital

MARKS = {True: "✓", False: "·", None: "?"}
UNMET_FIRST = (False, None, True)


def show(context: Context, page: str) -> None:
    """One of the pages below, or its part of the contract as JSON."""
    view = view_of(context, stored_day(context))
    if context.json:
        found = as_json(view.decision, view.course, context.texts)
        context.dump({key: found[key] for key in JSON[page]})
    else:
        context.page([BLANK, day_line(view), *PAGES[page](view), *disclaimer(view)])


def wish(context: Context, said: str) -> None:
    """Stores whether one wants to run. Raises Sorry."""

    stored_day(context)
    if said not in ("yes", "no"):
        raise context.sorry("ui", "problems", "not_one_of", found=said, option="--want", choices="yes, no")
    context.care.answer(context.person, {context.day: {context.way.shown["wish"]: said == "yes"}}, at=context.at)


def the_plan(view: View) -> list[Line]:
    """Where one is, what the next step asks for, and today's tasks."""
    return [*limits_stand(view), *next_step(view), *plan_of_the_day(view)]


def limits_stand(view: View) -> list[Line]:
    """Until when somebody has set a limit, or one's own pause lasts."""
    return [BLANK, *map(Line, view.limits_stand)] if view.limits_stand else []


def next_step(view: View) -> list[Line]:
    found = nearest_step(view.course, view.texts)
    if found is None:
        return []
    return [BLANK, Line(step_said(view.course, view.texts), "bold"), *heading(found[0]), *criteria(view, found[1])]


def criteria(view: View, mets: Iterable[Met]) -> list[Line]:
    """Each with a sign and a word, or how it becomes known: never the sign alone."""
    lines = []
    for met in mets:
        word = f"{capital(view.texts('ui', 'run', met.word))}: " if met.word else ""
        lines.append(Line(word + met.says, mark=MARKS[met.holds], indent=2))
        lines += [Line(said, "dim", indent=4) for said in met.saw]
    return lines


def running(view: View) -> list[Line]:
    """The criteria one by one; once running is open, the stage, the room for it and today's run. To who does not want
    to run only how to say otherwise."""
    if not concerned_by_running(view.course):
        words = [view.texts("web", "running", key) for key in ("off", "not_said")]
        return [*heading(view.texts("ui", "run", "title")), *map(Line, words), Line(view.texts("ui", "run", "want"))]
    texts, found = view.texts, running_json(view.decision, view.course, view.texts)
    begun = running_begun(view.course)
    title = run_title(view.course, texts, today=view.decision.plan.run is not None)
    lines = [*heading(texts("ui", "run", "title")), Line(title, "bold")]
    lines += stage(view) if begun else [Line(texts("ui", "run", "met", met=found["met"], all=len(found["gate"])))]
    if begun:
        lines += [Line(budget_said(texts, found["minutes"]["used"], found["minutes"]["budget"]))]
        lines += [Line(texts("ui", "run", "longest", **found["minutes"]))]
    run = view.decision.plan.run
    lines += [Line(run_said(texts, run), "bold")] if run else []
    lines += [Line(shut_said(view.course, texts))] if begun and not run else []
    gate = zip(view.pathway.gate, gate_said(view.course, texts), strict=True)
    mets = [met for criterion, met in gate if criterion.daily or not begun]
    lines += heading(texts("web", "running", "daily") if begun else texts("ui", "run", "criteria"))
    lines += criteria(view, sorted(mets, key=lambda met: UNMET_FIRST.index(met.holds)))
    tips = texts.get("ui", "run", "tips") if begun else [texts("ui", "run", "meanwhile")]
    return [*lines, BLANK, *bullets(tips)]


def stage(view: View) -> list[Line]:
    texts, stages = view.texts, view.pathway.stages
    now = next((s for s in stages if s.id == view.decision.state["run_stage"]), None)
    if now is None:
        return []
    parts: dict[str, Any] = {"n": stages.index(now) + 1, "of": len(stages)}
    parts |= {"run": minutes_of(texts, now.run), "walk": minutes_of(texts, now.walk)}
    limit = view.pathway.thresholds["pain_green"].value
    words = texts("ui", "run", "stage" if now.walk else "stage_whole", **parts)
    return [Line(words), Line(texts("ui", "run", "stop", pain_green=limit))]


def progress(view: View) -> list[Line]:
    """The verdict; others' courses and the own mornings, each under its own title; then what was tried."""
    texts = view.texts
    lines = [BLANK, Line(verdict(view.course, texts), "bold")]
    lines += [*heading(texts("ui", "outlook", "title")), Line(texts("ui", "outlook", "says"), "dim")]
    for listing in outlook_said(texts, outlook(view.course)):
        lines += under(listing.title, listing.lines)
    bring = bring_said(view.course, texts)
    return [*lines, *under(texts("ui", "bring", "title"), bring), *question(view)]


def question(view: View) -> list[Line]:
    asked = view.texts.get("rungs", view.decision.rung, "question")
    return [Line(f"{view.texts('ui', 'bring', 'question')} {asked}")] if asked else []


def treatments(view: View) -> list[Line]:
    """What may be spoken of, what not yet and why, what was tried, and what of safety is not known."""
    texts = view.texts
    lines = [*heading(texts("ui", "treatments", "title")), Line(texts("ui", "treatments", "says"), "dim")]
    for offered in treatments_said(view.course, texts):
        lines += treatment(view, offered)
    return [*lines, *tried(view), *asked_first(view)]


def tried(view: View) -> list[Line]:
    """What was tried, with the mornings before and after, and the cost of all of it."""
    texts, every = view.texts, ledger(view.course)
    lines = [whole_said(texts, each) for each in every] or [texts("ui", "tried", "nothing")]
    cost = cost_of_all(texts, every)
    lines += [texts("ui", "tried", "sum", cost=cost)] if cost else []
    return under(texts("ui", "tried", "title"), lines)


def noted(view: View) -> list[Line]:
    """What was tried; before it what speaks against any of that, after it the questions of safety that are open."""
    ids = {each.said.get("what") for each in ledger(view.course)}
    against = [each for each in treatments_said(view.course, view.texts) if each.id in ids and each.why]
    return [*(line for each in against for line in treatment(view, each)), *tried(view), *asked_first(view)]


def asked_first(view: View) -> list[Line]:
    """The questions of safety that are open, and how they are answered."""
    names, texts = not_known(view.course), view.texts
    if not names:
        return []
    said = [f"{name}: {texts('facts', name, 'ask')}" for name in names]
    usage = Line(f"svang tell health {names[0]}=yes|no|{KNOWN_DOUBT}", "dim")
    return [*under(texts("web", "treatments", "first"), said), BLANK, usage]


def treatment(view: View, offered: Offered) -> list[Line]:
    texts = view.texts
    badge = f", {texts('ui', 'commercial')}" if offered.commercial else ""
    lines = [BLANK, Line(f"{offered.name} ({offered.state}{badge})", "bold", mark="•")]
    lines += [Line(offered.says, indent=2), Line(texts("ui", "treatments", "who", who=offered.who), "dim", indent=2)]
    if offered.why:
        lines += [Line(texts("ui", "treatments", "because"), "dim", indent=2), *bullets(offered.why, indent=4)]
    return lines


Page = Callable[[View], list[Line]]
PAGES: dict[str, Page] = {
    "plan": the_plan,
    "running": running,
    "progress": progress,
    "treatments": treatments,
    "noted": noted,
}
JSON = {
    "plan": ("phase", "decision", "plan", "levels", "limits"),
    "running": ("running",),
    "progress": ("outlook", "seek_help", "ledger"),
    "treatments": ("treatments", "ledger"),
    "noted": ("ledger",),
}
