"""`svang tell`, `pause`, `answers`, `correct`, `withdraw`: anything, on any day, and all that was told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from svang.answers.amounts import until_written
from svang.answers.clinic import pause
from svang.answers.day import STANDING, pause_on
from svang.answers.kinds import SHOWN
from svang.answers.typed import Refused
from svang.care import Diary
from svang.cli import pages
from svang.cli.context import Context, Sorry
from svang.cli.dialogue import Stopped, choose, line, must_be_a_terminal
from svang.cli.lines import BLANK, Line
from svang.cli.morning import day_said
from svang.cli.questions import BACK, put, read
from svang.cli.start import stored_day
from svang.interview import answers as all_answers
from svang.interview.problems import by_name, sentence, sentences
from svang.interview.questions import Question, Unclear, choices, node, several, slots
from svang.interview.telling import BY_ID, HOW_MUCH, PARTS, SHEETS, SKIN, Telling, exercise_of
from svang.model.knowledge import Pathway
from svang.model.person import WEEK, Event
from svang.says.tape import skin_means
from svang.says.words import capital
from svang.texts import LANGUAGES
from svang.texts import texts as in_language

EXERCISE = ("task", "how", "pain")


def tell(context: Context, what: str, said: Sequence[str], when: str | None) -> None:
    """Stores what stood on the command line, or asks; then what is stored, and today."""
    if not what:
        context.page(what_there_is(context))
        return
    if what not in BY_ID:
        raise context.sorry("tell", "unknown", found=what)
    day = day_said(context, when)
    stored_day(context)
    if what == "pause":
        pause_for(context, said[0] if said else "", "", end=False)
        return
    first = context.care.first_day(context.person)
    if first is not None and day < first:
        raise context.sorry("tell", "before_the_first")
    telling = Telling(context.care, BY_ID[what], context.person, day, at=context.at, today=context.day)
    if telling.sheet.way == "other_foot" and not telling.other_foot():
        raise context.sorry("tell", "both_sore")
    values = exercise_told(context, telling, said) if what == "exercise" else answers_told(context, telling, said)
    if values is not None:
        store_and_show(context, telling, values)


def store_and_show(context: Context, telling: Telling, values: dict[str, Any]) -> None:
    id = uuid.uuid4().hex
    context.care.answer(context.person, {telling.day: values}, at=context.at, id=id)
    receipt(context, *context.care.diary(context.person).made_by(id))


def receipt(context: Context, found: Sequence[tuple[int, Event]], changes: Sequence[Event]) -> None:
    """What is stored, with the numbers it is mended by; then today."""
    lines = [BLANK, Line(context.texts("tell", "stored"), "bold")]
    for n, event in found:
        lines += entry_lines(context, all_answers.entry(context.way, context.texts, n, event, changes))
    found_today = context.look()
    if any(SKIN in all_answers.now_in(event, changes) for _, event in found):
        lines += [BLANK, Line(skin_means(found_today.course, context.texts))]
    context.show([*lines, BLANK], context.talk)
    pages.show_today(context, found_today, fresh=True)


def what_there_is(context: Context) -> list[Line]:
    texts, lines = context.texts, [BLANK, Line(context.texts("tell", "what_there_is"), "bold")]
    for part in PARTS:
        lines += [BLANK, Line(texts("tell", "parts", part), "bold")]
        for sheet in (sheet for sheet in SHEETS if sheet.part == part):
            about = texts("tell", "sheets", sheet.id, "about")
            lines.append(
                Line(f"{texts('tell', 'sheets', sheet.id, 'name')}. {about}.", indent=2, mark=f"{sheet.id:<11}")
            )
            names = ", ".join(sheet.there(context.way))
            lines += [Line(names, "dim", indent=13)] if names else []
    return [*lines, BLANK, Line(texts("tell", "usage"), "dim"), Line(texts("tell", "example"), "dim")]


# -- the answers --------------------------------------------------------------------------------------------


def answers_told(context: Context, telling: Telling, said: Sequence[str]) -> dict[str, Any] | None:
    """Typed, from the command line or by asking; None where somebody stopped."""
    questions = telling.questions()
    if said:
        told = named(context, telling, questions, said)
        missing = [q for q in questions if telling.must(q) and q not in told]
        if missing:
            raise Sorry(context.texts("tell", "foot_signs"), ", ".join(_name(q) for q in missing))
        return telling.typed(told)
    must_be_a_terminal(context, "tell", "needs_values")
    try:
        asked = ask(context, telling, questions)
    except Stopped:
        context.show([BLANK, Line(context.texts("ui", "seen", "nothing_stored"))], context.talk)
        return None
    if not asked:
        raise context.sorry("tell", "nothing_told")
    return telling.typed(asked)


def named(
    context: Context, telling: Telling, questions: Sequence[Question], said: Sequence[str]
) -> dict[Question, Any]:
    """`25 run_pain=4`: the first answer may stand without its name. Raises Sorry."""
    known = {_name(question): question for question in questions}
    told: dict[Question, Any] = {}
    for n, word in enumerate(said):
        name, mark, value = word.partition("=")
        if not mark or name not in known:
            if mark or n or not known:
                raise context.sorry("ui", "problems", "not_one_of", found=name, option="NAME", choices=", ".join(known))
            name, value = next(iter(known)), word
        told[known[name]] = checked(context, telling, known[name], value)
    return told


def _name(question: Question) -> str:
    return f"{question.fact}.{question.foot}" if question.foot else question.fact


def checked(context: Context, telling: Telling, question: Question, words: str) -> Any:
    """An answer as it is written in a case. Raises Sorry."""
    try:
        raw = raw_said(context, question, words)
        telling.typed({question: raw})
    except Unclear as error:
        raise Sorry(_name(question) + ": " + context.texts("ui", error.key, **error.values)) from None
    except Refused as error:
        raise Sorry(sentence(context.texts, by_name(context.texts, context.way, error.problems[0]))) from None
    return raw


def raw_said(context: Context, question: Question, words: str) -> Any:
    """By the knowledge's own word (heel_rim, yes), by a label, or as it is typed at a question. Raises Unclear."""
    listed = choices(context.way, context.texts, question)
    words = words.strip()
    by_word: dict[str, Any] = {str(choice.raw): choice.raw for choice in listed if isinstance(choice.raw, str)}
    for language in LANGUAGES:
        by_word |= {
            in_language(language)("ui", key).casefold(): key == "yes"
            for key in ("yes", "no")
            if _yes_no(context.way, question)
        }
    by_word |= {key: key == "yes" for key in ("yes", "no") if _yes_no(context.way, question)}
    if several(context.way, question) and all(part in by_word for part in words.split(",")):
        return words.split(",") if words != "none" else "none"
    if words.casefold() in by_word:
        return by_word[words.casefold()]
    return read(context.way, context.texts, question, words)


def _yes_no(way: Pathway, question: Question) -> bool:
    """Whether anything is new is stored as that nothing is: a bare yes could be meant either way."""
    return way.facts[question.fact].kind == "yes_no" and question.about != "news"


def ask(context: Context, telling: Telling, questions: Sequence[Question]) -> dict[Question, Any]:
    """One question after the other; an empty line leaves one out. Raises Stopped."""
    context.show([BLANK, Line(context.texts("tell", "free"), "dim")], context.talk)
    told: dict[Question, Any] = {}
    for question in questions:
        raw = ask_one(context, telling, question, late=telling.day != context.day)
        if raw is not BACK:
            told[question] = raw
    return told


def ask_one(context: Context, telling: Telling, question: Question, *, late: bool) -> Any:
    asked = put(context.way, context.texts, question, form_day=question.day, late=late)
    context.show([BLANK, *asked], context.talk)
    while True:
        words = line(context.talk).strip()
        if not words and not telling.must(question):
            return BACK
        try:
            raw = read(context.way, context.texts, question, words)
            if raw is not BACK:
                telling.typed({question: raw})
            return raw
        except Unclear as error:
            context.show([Line(context.texts("ui", error.key, **error.values), "yellow")], context.talk)
        except Refused as error:
            problem = by_name(context.texts, context.way, error.problems[0])
            context.show([Line(sentence(context.texts, problem), "yellow")], context.talk)


def exercise_told(context: Context, telling: Telling, said: Sequence[str]) -> dict[str, Any] | None:
    """`heel_raise how=whole pain=2`, or asked."""
    known = telling.exercises()
    parts = dict(word.partition("=")[::2] if "=" in word else ("task", word) for word in said)
    if not said:
        must_be_a_terminal(context, "tell", "needs_values")
        try:
            task = choose(context, context.texts("tell", "which"), [context.texts("tasks", id, "name") for id in known])
            much = choose(
                context,
                context.texts("tell", "how_much"),
                [context.texts("tell", "much", key) for key in HOW_MUCH],
            )
        except Stopped:
            context.show([BLANK, Line(context.texts("ui", "seen", "nothing_stored"))], context.talk)
            return None
        parts = {"task": known[task], "how": HOW_MUCH[much]}
    if parts.get("task") not in known or set(parts) - set(EXERCISE):
        found = parts.get("task") or next(iter(set(parts) - set(EXERCISE)), "")
        raise context.sorry("ui", "problems", "not_one_of", found=found, option="exercise", choices=", ".join(known))
    how, pain = parts.get("how", "some"), parts.get("pain", "")
    if how not in HOW_MUCH:
        raise context.sorry("ui", "problems", "not_one_of", found=how, option="how", choices=", ".join(HOW_MUCH))
    if pain and (not pain.isdigit() or int(pain) > 10):
        raise context.sorry("problems", "out_of_range", key="pain", found=pain, low=0, high=10)
    item = exercise_of(telling.planned(), parts["task"], how, int(pain) if pain else None)
    return {"exercises": (item,)}


# -- a pause ------------------------------------------------------------------------------------------------


def pause_for(context: Context, until: str, why: str, *, end: bool) -> None:
    """Begins a pause until a day, ends the one there is, or says whether there is one."""
    stored_day(context)
    on = pause_on(context.care.words(context.person, *STANDING), context.day)
    if end:
        if on is None:
            raise context.sorry("tell", "pause_none")
        context.care.end_pause(context.person, on, day=context.day, at=context.at)
        context.show([BLANK, Line(context.texts("tell", "pause_over"), "bold"), BLANK], context.talk)
        pages.show_today(context, context.look(), fresh=True)
        return
    if not until:
        lasts = all_answers.pause_lasts(context.texts, on.body) if on is not None else ""
        said = lasts or context.texts("tell", "pause_none")
        context.page([BLANK, Line(said)])
        return
    body = pause_body(context, until, why or "other")
    id = uuid.uuid4().hex
    context.care.tell("paused", context.person, body, day=context.day, at=context.at, id=id)
    receipt(context, *context.care.diary(context.person).made_by(id))


def pause_body(context: Context, until: str, why: str) -> dict[str, Any]:
    """`until` is the first day after the pause. Raises Sorry."""
    try:
        last = until_written(until, context.day)
    except Unclear as error:
        raise Sorry(context.texts("ui", error.key, **error.values)) from None
    body, problems = pause(context.day, node(last.isoformat()), node(why), node(""))
    if problems:
        raise Sorry(*sentences(context.texts, problems))
    if last <= context.day:
        raise context.sorry("problems", "not_an_end", found=until, days=366)
    return body


# -- all answers --------------------------------------------------------------------------------------------


def answers(context: Context, when: str | None, show: str) -> None:
    """The answers of a day; without one, of the last seven days."""
    context.open_there()
    if show not in all_answers.SHOW:
        known = ", ".join(all_answers.SHOW)
        raise context.sorry("ui", "problems", "not_one_of", found=show, option="--show", choices=known)
    diary, last = context.care.diary(context.person), day_said(context, when)
    days = 1 if when else WEEK
    found = all_answers.page(context.texts, diary, last, show=show, days=days)
    if context.json:
        context.dump([entry_json(entry) for entry in found.entries])
        return
    lines = [line for entry in found.entries for line in [BLANK, *entry_lines(context, entry)]]
    more = [BLANK, Line(f"svang answers --date {found.older}", "dim")] if found.older else []
    context.page([*(lines or [BLANK, Line(context.texts("tell", "answers_empty"))]), *more])


def entry_lines(context: Context, entry: all_answers.Entry) -> list[Line]:
    lines = [
        Line(
            f"{entry.n}  {capital(entry.day)}, {context.texts('web', 'entries', 'told_at', at=_clock(context, entry))}",
            "bold",
        )
    ]
    for each in entry.lines:
        mark = f"{entry.n}.{each.m}" if each.m >= 0 else str(entry.n)
        said = context.texts("tell", "taken_back").lower() if each.gone else ""
        said = context.texts("tell", "was", answer=each.before) if each.before else said
        lines.append(Line(f"{each.question} {each.answer}{f' ({said})' if said else ''}", indent=2, mark=f"{mark:<7}"))
    return lines


def _clock(context: Context, entry: all_answers.Entry) -> str:
    return f"{entry.at:%H.%M}" if context.texts.language == "da" else f"{entry.at:%H:%M}"


def entry_json(entry: all_answers.Entry) -> dict[str, Any]:
    said: list[dict[str, Any]] = [
        {"id": f"{entry.n}.{e.m}" if e.m >= 0 else str(entry.n), "fact": e.fact or None, "question": e.question}
        | {"answer": e.answer, "before": e.before or None, "taken_back": e.gone}
        for e in entry.lines
    ]
    return {"id": str(entry.n), "date": entry.date.isoformat(), "told_at": entry.at.isoformat(), "answers": said}


def correct(context: Context, id: str, words: Sequence[str]) -> None:
    """Another answer in the place of one; the old one stays in the history."""
    diary, event, slot = answer_at(context, id)
    question = all_answers.question_of(context.way, slot, event) if slot else None
    if question is None or question.fact == "exercises":
        raise context.sorry("tell", "not_mended")
    try:
        raw = raw_said(context, question, " ".join(words))
        typed = slots(context.way, question, raw, sore=(), today=context.day)
    except Unclear as error:
        raise Sorry(context.texts("ui", error.key, **error.values)) from None
    except Refused as error:
        raise Sorry(sentence(context.texts, by_name(context.texts, context.way, error.problems[0]))) from None
    context.care.correct(context.person, event, {slot: next(iter(typed.values()))}, at=context.at)
    receipt(context, [(_number(id), event)], diary.changes)


def withdraw(context: Context, id: str) -> None:
    """An answer, or all of an entry, is taken back."""
    diary, event, slot = answer_at(context, id)
    context.care.withdraw(context.person, event, at=context.at, slots=[slot] if slot else [])
    receipt(context, [(_number(id), event)], diary.changes)


def _number(id: str) -> int:
    return int(id.partition(".")[0])


def answer_at(context: Context, id: str) -> tuple[Diary, Event, str]:
    """The entry and the slot of `12.3`, in the diary that was asked for it; all of the entry for `12`. Raises Sorry."""
    context.open_there()
    diary = context.care.diary(context.person)
    n, _, m = id.partition(".")
    event = diary.at(int(n), *SHOWN) if n.isdigit() else None
    names = all_answers.answered(event) if event is not None and event.kind == "answered" else []
    slot = names[int(m)] if m.isdigit() and int(m) < len(names) else ""
    if event is None or (m and not slot):
        raise context.sorry("tell", "no_such_answer", found=id)
    now = all_answers.now_in(event, diary.changes)
    if not now or (slot and slot not in now):
        raise context.sorry("tell", "no_such_answer", found=id)
    return diary, event, slot
