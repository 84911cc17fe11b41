"""What is asked, decided, done and cited: a shape for each kind of row but the measures."""

from __future__ import annotations

from svang.model.knowledge import KINDS, LOADING, TRIAGE, VOTES
from svang.pathway.shapes.keys import (
    ABOUT_NOTICES,
    ABOUT_ROWS,
    ABOUT_RULES,
    ANSWERED,
    BADGES,
    CHANGES,
    CLAIMED,
    CONDITION,
    DAY,
    DOSE,
    EVIDENCE,
    FACTS,
    FLAGS,
    HOW_LISTED,
    ID,
    ID_READ,
    LASTS,
    LIFTS,
    NAME,
    NUMBER,
    PHASES,
    RANGE,
    READING,
    SEVERAL,
    SHELVES,
    SOURCES,
    SPAN,
    STATE_KINDS,
    STATUSES,
    TEXT,
    WHOLE,
    WITHOUT_A_CONDITION,
    WORDS,
    WORSE,
    YES,
    Fragment,
    Shape,
    either,
    list_of,
    map_of,
    may,
    must,
    named,
    one_of,
)

# -- facts and thresholds -------------------------------------------------------------------------------------

LISTED = Shape(
    "Facts that are asked together.",
    {
        "id": ID,
        "page": may(TEXT, "The page it stands on with others; without it, its own id."),
        "how": must(
            one_of(HOW_LISTED),
            "signs: a line is yes, don't know or, with one tap for all, nothing of this; form: each line has its own "
            "answers; options: the lines are options of the one fact `of`.",
        ),
        "facts": must(list_of(either(named("fact"), TEXT)), "The lines, in their order: facts, or options of `of`."),
        "of": may(named("fact"), "The set fact whose options the lines are."),
        "one_of": may(YES, "One answered line is enough."),
    },
)
FACT = Shape(
    "One question.",
    {
        "id": ID_READ,
        "kind": must(one_of(KINDS), "What an answer is; exercises, text and goals stand in no condition."),
        "group": must(named("fact_group"), "The part of the questions that it belongs to."),
        "foot": may(YES, "It is asked of each foot."),
        "options": may(WORDS, "The answers of a choice, or the words of a set."),
        "extra": may(WORDS, "Answers beside those of its kind, as not_done or never."),
        "missing": may(TEXT, "The extra answer that stands for not done."),
        "none": may(WHOLE, "The number that stands for does not apply."),
        "unit": may(named("unit"), "Of a number: its unit, as people write it."),
        "range": may(SPAN, "Of a number: the least and the most that can be told, in its unit."),
        "lasts": must(
            either(one_of(LASTS), {"type": "integer", "minimum": 1}),
            "How long an answer holds: ever, that_day, or days, its own date included.",
        ),
        "lasts_in": may(map_of(WHOLE, named("phase")), "Days that an answer holds in a phase, where it is otherwise."),
        "flag": may(one_of(FLAGS), "A red flag: asked once, or again in each check-in."),
        "signs": may(WORDS, "The answers that warn."),
        "asked": must(
            {**CONDITION, "examples": list(WITHOUT_A_CONDITION)},
            "Who is asked: always, daily, due, profile, told, or a condition.",
        ),
        "several": may(one_of(SEVERAL), "What two entries of one day make together; without it the last one counts."),
        "worse": may(one_of(WORSE), "Which end of the range is worse; without it the high one."),
        "grows": may(YES, "It grows with the calendar."),
        "anew": may(YES, "Told again is new."),
        "anew_with": may(named("fact"), "A sign of this fact, told anew, makes the answer out of date."),
        "keeps_in": may(PHASES, "Phases in which an answer does not run out."),
        "stays": may(WORDS, "Answers that do not run out."),
        "since": may(TEXT, "The version that began to ask it of everybody; before it nobody could answer."),
        "weekly": may(YES, "It is asked again every week."),
        "for_others": may(YES, "No rule reads it; it is asked for the sake of whoever looks along."),
        "raises": may(YES, "It is told by heel raises, as a test: of who is to leave those out it is not asked."),
        "done_is": may(TEXT, "The answer that says that the exercises were done after all."),
        "shelf": may(one_of(ANSWERED), "Where it stands among all answers; without it with the flags, or the rest."),
        "sources": SOURCES,
    },
)
THRESHOLD = Shape(
    "A number with a name.",
    {
        "id": ID_READ,
        "value": must(NUMBER, "The number, in its unit and within its range."),
        "unit": must(named("unit"), "Its unit; what it is compared with has the same."),
        "range": RANGE,
        "sources": SOURCES,
    },
)
RELATION: Fragment = {"type": "string", "pattern": "^[A-Za-z0-9_]+( <=? [A-Za-z0-9_]+)+$"}

# -- what is decided on ---------------------------------------------------------------------------------------

WHEN = must(CONDITION, "The condition under which it is so, in one line.")
REFER = Shape(
    "Whom to see.",
    {
        "to": must(TEXT, "Whom, a word of the texts."),
        "within": must(TEXT, "How soon, a word of the texts."),
        "for": must(TEXT, "For what, a word of the texts."),
    },
)
ROW = Shape(
    "A row of the triage; the highest that is true or stands wins.",
    {
        "id": ID,
        "n": must(WHOLE, "Its number in the specification."),
        "number": may(TEXT, "Where that is not `n` alone, as 16b: rows of one number are lifted together."),
        "kind": may(named("row_kind"), "Rows of one kind are asked for together, as KIND_stands."),
        "when": WHEN,
        "triage": must(one_of(TRIAGE), "How soon somebody should look at the foot."),
        "loading": must(one_of(LOADING), "What a plan may hold while it stands; the least of all rows counts."),
        "lift": may(
            one_of(LIFTS),
            "seen: only a clinician lifts it; two_days: or answered no two days in a row; answer: or answered no; "
            "none: not kept, read anew every day.",
        ),
        "bars": may(list_of(named("tag")), "Tags of tasks that it takes out of the plan."),
        "about": may(
            one_of(ABOUT_ROWS),
            "out_of_scope: of who is asked the red flags and no more; flags_not_known: of who has some not answered.",
        ),
        "refer": may(REFER, "Whom to see, how soon, for what."),
        "sources": SOURCES,
    },
)
OTHERWISE = Shape("The row that is left when no other is true.", {**ROW.keys, "when": may(CONDITION, WHEN.means)})
WEIGHTS = {
    "strong_for": "speaks strongly for the condition",
    "for": "speaks for the condition",
    "against": "speaks against the condition",
    "strong_against": "speaks strongly against the condition",
}
FEATURE = Shape(
    "One sign that counts for or against a condition.",
    {
        "id": ID,
        "silent": may(YES, "That it is not there says nothing."),
        "by_age": may(YES, "It speaks against the condition by the age alone: at that age nobody has it."),
        "sources": CLAIMED,
        **{side: may(CONDITION, f"Where it is true, it {says}.") for side, says in WEIGHTS.items()},
    },
    {"oneOf": [{"required": [side]} for side in WEIGHTS]},
)
ILLNESS = Shape(
    "What it may be, with what speaks for and against it.",
    {
        "id": must(NAME, "Its own name; conditions read ID_likely, and condition_now may be it."),
        "sources": CLAIMED,
        "features": must(list_of(FEATURE), "The signs that are weighed."),
    },
)
COUNT = Shape(
    "A name that stands for: at least so many of these are true.",
    {
        "id": ID_READ,
        "at_least": must(named("threshold"), "The threshold that says how many."),
        "of": must(list_of(CONDITION), "The conditions that are counted."),
        "sources": SOURCES,
    },
)
FACTOR = Shape(
    "What may have set the pain off, or keeps it going.",
    {
        "id": ID,
        "letter": may(TEXT, "Its letter of 2 x S and 5 x F; + for one that is more."),
        "when": WHEN,
        "changes": must(one_of(CHANGES), "Can the person change it?"),
        "evidence": must(one_of(EVIDENCE), "How good the evidence is."),
        "kinds": may(named("fact"), "A set fact: what helps is said of each of its answers that was told."),
        "sources": CLAIMED,
    },
)
MUST_KNOW = Shape(
    "A line of what must be known on any day before anything opens.",
    {
        "facts": must(either(one_of(["flags"]), FACTS), "These facts; `flags`: all the red flags."),
        "when": may(CONDITION, "Whenever this is not surely false; without it, always."),
    },
)
RULE = Shape(
    "One row of the votes.",
    {
        "id": ID,
        "n": must(WHOLE, "The order of rules of one vote."),
        "vote": must(one_of(VOTES), "What it asks for; the most cautious that surely fires wins."),
        "when": must(CONDITION, "When it fires; `otherwise` for the rule that is left."),
        "effect": may(named("effect"), "What it does to the state: an effect of machine.yaml; without it nothing."),
        "plan": may(named("plan"), "What it does to the day's tasks: a plan of tasks.yaml; without it as the phase."),
        "asks": may(YES, "Its condition may say known(name): it waits for an answer."),
        "asks_again": may(FACTS, "Asked once more when it fires, though told."),
        "wonders": may(FACTS, "Asked for when it fires, if not known."),
        "over": may(YES, "Laid over the day's vote: it is said, and takes nothing back."),
        "about": may(one_of(ABOUT_RULES), "must_know: it waits for what must be known on the day."),
        "sources": SOURCES,
    },
)
CRITERION = Shape(
    "One of what must hold before running opens.",
    {
        "id": ID,
        "when": WHEN,
        "daily": may(YES, "It must hold on every day after that too."),
        "first": may(YES, "What the others need is asked for once it is met."),
        "asks": may(FACTS, "It looks at a mark, and these are what can be told of it; without it, what it reads."),
        "sources": SOURCES,
    },
)
STAGE = Shape(
    "A step back to running.",
    {
        "id": ID,
        "run": must(WHOLE, "Minutes of running, in turn with walking."),
        "walk": must(WHOLE, "Minutes of walking, in turn with running."),
        "least": must(WHOLE, "So many intervals make a session of it."),
        "sources": CLAIMED,
    },
)
NOTICE = Shape(
    "What is said beside the decision while it is surely true; it changes nothing.",
    {
        "id": ID,
        "when": WHEN,
        "about": may(one_of(ABOUT_NOTICES), "running: it stands with running too."),
        "sources": SOURCES,
    },
)
TREATMENT = Shape(
    "What others may do or give: never prescribed, never dosed.",
    {
        "id": ID,
        "shelf": must(one_of(SHELVES), "Where it stands among the treatments."),
        "who": must(named("who"), "Whom to ask, a word of the texts."),
        "when": may(CONDITION, "From when it may be spoken of; without it from the first day."),
        "bar": may(CONDITION, "What speaks against it."),
        "answers": may(FACTS, "That it was given answers these: of a date that day, of a number one more."),
        "badge": may(one_of(BADGES), "Whose claim it is: commercial, of somebody who sells it."),
        "sources": CLAIMED,
    },
)

# -- what a verdict moves, and what a plan holds --------------------------------------------------------------

STATE = Shape(
    "A variable of the state.",
    {
        "id": ID_READ,
        "kind": must(one_of(STATE_KINDS), "A word or a whole number."),
        "options": may(WORDS, "The words it can be, the lowest first."),
        "start": must(either(WHOLE, TEXT), "What it is on the first day."),
        "unit": may(named("unit"), "Of a number: its unit."),
        "range": may(list_of(WHOLE, minItems=2, maxItems=2), "Of a number: the least and the most it can be."),
        "extra": may(WORDS, "Words that a number can be besides."),
        "load": may(YES, "It stands for load."),
        "lowest": may(TEXT, "No step down goes below it."),
        "ladder": may(YES, "A step up on it is a raise."),
        "changed": may(named("mark"), "The mark that is set when it changes."),
        "counts": may(list_of(named("state")), "What is counted on it: begins anew when a clinician sets it."),
    },
)
CHANGE = Shape(
    "A change of one variable of the state, or a mark that is set to today.",
    {
        "set": may(named("state"), "The variable that changes."),
        "verb": may(
            {"type": "string", "pattern": "^((up|down) [0-9]+|(to|take|highest) [A-Za-z0-9_]+)$"},
            "to VALUE, up N, down N, take NAME (what it comes to), highest NAME (if that is higher).",
        ),
        "from": may(TEXT, "Only where the variable is this."),
        "when": may(CONDITION, "Only where this is surely true of the state before the effect."),
        "unless": may(CONDITION, "Not where this is surely true of the state before the effect."),
        "mark": may(named("mark"), "The mark that is set, in the place of a variable."),
        "once": may(YES, "A mark that is set already stays as it is."),
    },
    {"oneOf": [{"required": ["mark"]}, {"required": ["set", "verb"]}]},
)
TASK = Shape(
    "A task: in the plan of a phase when it has a dose there, its `when` is surely true and its `bar` surely not.",
    {
        "id": ID,
        "kind": must(named("task_kind"), "The kind of task, a word of the texts."),
        "doses": must(map_of(DOSE, named("phase")), "Its dose in each phase that has it: the least and the most."),
        "ladder": may(named("ladder"), "The state that says which of `levels` it is done at; none: not in the plan."),
        "levels": may(map_of(DOSE), "The dose at each level of its ladder."),
        "core": may(YES, "It stays while one does fewer."),
        "gentle": may(YES, "It stays while loading is gentle."),
        "relief": may(YES, "It stays while only relief is allowed."),
        "strength": may(YES, "A session of it counts as load."),
        "tags": may(WORDS, "By which a row of the triage bars it."),
        "when": may(CONDITION, "Only where this is surely true."),
        "when_in": may(map_of(CONDITION, named("phase")), "In a phase, only where this is surely true."),
        "bar": may(CONDITION, "What speaks against it: it is in no plan unless this is surely false."),
        "expires_days": may(WHOLE, "How many days it lasts once done."),
        "last_done": may(named("mark"), "The mark of the day on which it was last done."),
        "sides": may(
            map_of(one_of(["sore", "each"])),
            "At a level (or `all`) it is done on one foot at a time: on each sore foot, or on each foot.",
        ),
        "sources": CLAIMED,
    },
)
PLAN = Shape(
    "What a rule's `plan` does to the day's tasks; the first in the file is the strictest.",
    {
        "id": ID,
        "keeps": must(list_of(one_of(["all", "core", "relief"])), "The tasks that stay."),
        "load_percent": may(WHOLE, "So much of the usual load; without it all of it."),
        "sets_fewer": may(WHOLE, "So many sets less, and one at least."),
        "run": may(one_of(["none"]), "No running."),
    },
)
PLAN_TODAY = Shape(
    "A plan that takes over for the rest of today, whatever the rules of the day said.",
    {"when": WHEN, "plan": must(named("plan"), "The plan.")},
)
SHOWN = {
    "wish": "does the person want to run",
    "due": "is a run due today",
    "minutes": "how long today's run is",
    "budget": "the most minutes in seven days",
    "used": "the minutes run in seven days",
    "untold": "the runs of unknown length among them",
    "left": "the minutes that are left",
    "longest": "the longest single run",
    "over": "was it more than that",
    "on": "is running open",
}

# -- what it rests on, and what is told -----------------------------------------------------------------------

FIGURE = Shape(
    "A number of the outlook.",
    {
        "id": must(NAME, "Its own name, by which the outlook reads it."),
        "value": must(NUMBER, "The number, in its unit and within its range."),
        "unit": must(TEXT, "Its unit."),
        "range": RANGE,
        "sources": CLAIMED,
    },
)
ARTICLE = Shape(
    "Something to read; its words stand in the texts.",
    {
        "id": ID,
        "shelf": must(one_of(READING), "The shelf it stands on."),
        "figure": may(TEXT, "A drawing at its top, of svang/web/static/figures."),
        "sources": must(SOURCES.takes, "What it rests on, shown at its end; none of status M."),
    },
)
CITED = list_of(named("source"))
SOURCE = Shape(
    "What a rule may cite.",
    {
        "id": must({"type": "string", "pattern": "^[a-z]+:[A-Za-z0-9_]+$"}, "Its own name: KIND:NAME."),
        "status": must(
            one_of(STATUSES),
            "Of its weakest part: V read, V2 read second-hand, M memory, D derived, C our choice, S said by a seed.",
        ),
        "kind": must(named("source_kind"), "What it is: a trial, a review, a claim, a conflict ..."),
        "decides": may(named("decides"), "Of a claim of the seeds: what it decides; nothing where it is text."),
        "checked": must(DAY, "The day it was last held against the seeds and the evidence."),
        "year": may(WHOLE, "When it came out, where that is named."),
        "figures": may(TEXT, "The numbers in a claim."),
        "from": may(TEXT, "The seed that a claim is of."),
        "badge": may(one_of(BADGES), "commercial: of somebody who sells it."),
        "author": may(TEXT, "Who wrote it."),
        "where": may(TEXT, "Where it came out."),
        "source": may(TEXT, "Of evidence: who found it, in our own words."),
        "disputes": may(CITED, "Of a conflict: the claims that are not followed as they stand."),
        "clinic": may(CITED, "Of a conflict: what the clinic's text says."),
        "guide": may(CITED, "Of a conflict: what the runners' guide says."),
        "others": may(CITED, "Of a conflict: what others say."),
    },
)
