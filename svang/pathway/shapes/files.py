"""Every knowledge file: the keys at its top, and the rows that stand under them."""

from __future__ import annotations

from collections.abc import Mapping

from svang.model.knowledge import VOTES
from svang.pathway.shapes.keys import (
    CONDITION,
    FACTS,
    NAME,
    PHASES,
    SPAN,
    WHOLE,
    WORDS,
    Shape,
    either,
    list_of,
    map_of,
    may,
    must,
    named,
    one_of,
)
from svang.pathway.shapes.measures import MEASURES
from svang.pathway.shapes.rows import (
    ARTICLE,
    CHANGE,
    COUNT,
    CRITERION,
    FACT,
    FACTOR,
    FIGURE,
    ILLNESS,
    LISTED,
    MUST_KNOW,
    NOTICE,
    OTHERWISE,
    PLAN,
    PLAN_TODAY,
    REFER,
    RELATION,
    ROW,
    RULE,
    SHOWN,
    SOURCE,
    STAGE,
    STATE,
    TASK,
    THRESHOLD,
    TREATMENT,
    WEIGHTS,
)

CHANGES_OF = list_of(CHANGE)
SHOWN_FROM = either(named("fact"), named("measure"), named("state"))
SHOWN_BY = Shape("What is shown.", {key: must(SHOWN_FROM, f"Tells: {says}.") for key, says in SHOWN.items()})
TOP: Mapping[str, Shape] = {
    "facts": Shape(
        "What is asked.",
        {
            "units": must(map_of(WHOLE), "How many whole parts one of each unit is kept in."),
            "groups": must(map_of(WORDS), "Names for several answers; a condition says `fact in group`."),
            "lists": must(list_of(LISTED), "What is asked together."),
            "facts": must(list_of(FACT), "Every question, in the order of asking."),
        },
    ),
    "thresholds": Shape(
        "Every number.",
        {
            "thresholds": must(list_of(THRESHOLD), "Every number but 0, with a name."),
            "relations": must(list_of(RELATION), "What holds between them whatever a clinic sets: a < b <= c."),
        },
    ),
    "measures": Shape(
        "What is folded from the history.",
        {"measures": must(list_of({"oneOf": list(MEASURES.values())}), "Every measure, in any order.")},
    ),
    "triage": Shape(
        "How urgent it is.",
        {
            "rows": must(list_of(ROW), "The highest row that is true or stands wins."),
            "otherwise": must(OTHERWISE, "The row that is left."),
            "offers": may(map_of(REFER, named("rung")), "What a rung of the ladder of help offers."),
            "calendar": may(
                map_of(named("threshold"), named("rung")), "On which step of the calendar of help a rung stands."
            ),
        },
    ),
    "conditions": Shape(
        "What it may be.",
        {
            "weights": must(
                Shape("The weights.", {side: must(WHOLE, f"What {says}.") for side, says in WEIGHTS.items()}),
                "What a sign weighs; one that is not known weighs nothing.",
            ),
            "fit": must(
                Shape("The sums.", {fit: must(WHOLE, f"The least that is {fit}.") for fit in ("likely", "possible")}),
                "The sum of weights from which a condition fits.",
            ),
            "mixed": may(list_of(named("condition")), "Conditions that go together."),
            "on_a_foot": may(map_of(named("fit")), "Names that say what one sore foot's own best fit is."),
            "plan_conditions": may(
                list_of(named("condition")), "What the plan may begin on; the others act by their own rows."
            ),
            "unclear_without": may(FACTS, "What is asked for while it is unclear."),
            "conditions": must(list_of(ILLNESS), "Every condition."),
            "counts": must(list_of(COUNT), "Names that stand for so many of some conditions."),
        },
    ),
    "votes": Shape(
        "What the day comes to.",
        {
            "order": must(
                list_of(either(one_of(VOTES), list_of(one_of(VOTES)))), "The votes, the most cautious first; each once."
            ),
            "must_know": must(list_of(MUST_KNOW), "What must be known on any day before anything opens."),
            "rules": must(list_of(RULE), "Every rule."),
        },
    ),
    "machine": Shape(
        "What a verdict does to the state.",
        {
            "state": must(list_of(STATE), "Every variable."),
            "marks": must(list_of(NAME), "Days that are kept: a measure counts from them."),
            "plan_when": must(CONDITION, "When there is a plan."),
            "every_day": may(CHANGES_OF, "Before the vote, line after line."),
            "after_a_run": may(CHANGES_OF, "On a day with a run, once the verdict has moved the state."),
            "judged": may(list_of(named("measure")), "What is then worked out anew of the run itself."),
            "effects": must(map_of(CHANGES_OF), "What a rule's `effect` does."),
            "on_lowered": may(CHANGES_OF, "On a day on which a load was lowered."),
        },
    ),
    "tasks": Shape(
        "What a plan holds.",
        {
            "tasks": must(list_of(TASK), "Every task."),
            "plans": must(list_of(PLAN), "What a rule's `plan` does, the strictest first."),
            "today": must(list_of(PLAN_TODAY), "Plans that take over for the rest of today."),
            "without_a_phase": may(named("phase"), "The phase whose tasks stand while it is paused."),
            "dose_ranges": must(map_of(SPAN), "What a clinician may set a part of a dose to."),
            "steps": may(map_of(named("measure"), named("phase")), "The most steps of a day in each phase."),
        },
    ),
    "running": Shape(
        "Back to running.",
        {
            "stages": must(list_of(STAGE), "The steps, in their order."),
            "gate": must(list_of(CRITERION), "All of it opens running; rules say gate_open and gate_daily."),
            "shown": must(SHOWN_BY, "What the plan and the page of running show, by what tells it."),
            "walks_in": may(PHASES, "Phases in whose evenings a walk that opens running is asked about."),
        },
    ),
    "profile": Shape("What may have set it off.", {"factors": must(list_of(FACTOR), "Every factor, the best first.")}),
    "notices": Shape("What is said beside the decision.", {"notices": must(list_of(NOTICE), "Every notice.")}),
    "treatments": Shape("What others may do or give.", {"treatments": must(list_of(TREATMENT), "Every treatment.")}),
    "outlook": Shape(
        "The numbers of the outlook.",
        {
            "weeks": must(list_of(WHOLE), "The weeks ahead of other people's course that are shown."),
            "numbers": must(list_of(FIGURE), "Every number."),
        },
    ),
    "articles": Shape("What can be read.", {"articles": must(list_of(ARTICLE), "Every article, in its order.")}),
    "sources": Shape("What everything rests on.", {"sources": must(list_of(SOURCE), "Every source.")}),
}
"""Every file, and the keys at its top."""
