"""JSON Schemas of contract version 1: a case, a decision, the list of facts; and those of the knowledge files.

`python -m svang.contract.schemas docs/schema` writes them where they are kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from svang.answers.clinic import SAID_LIMITS, WHY, sayable
from svang.answers.kinds import CASE_KINDS, KINDS, ROLES, Kind
from svang.answers.stored import scale_of, written
from svang.answers.tried import COST
from svang.answers.typed import BEST, DATED_LIMITS, EFFORTS, LONGEST_GOAL, LONGEST_TEXT, MOST_GOALS
from svang.contract.case import CONTRACT
from svang.contract.knowledge import knowledge_schema
from svang.engine.outlook import Duration
from svang.engine.outlook import Kind as Outlook
from svang.model.knowledge import FITS, LOADING, TRIAGE, VOTES, Fact, Pathway, Threshold
from svang.model.person import FEET
from svang.pathway import load
from svang.pathway.shapes.keys import CHANGES, EVIDENCE, SHELVES

Name = Literal["case", "decision", "facts"]
NAMES: tuple[Name, ...] = get_args(Name)
Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = "[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
DATE: Schema = {"type": "string", "format": "date", "pattern": f"^{DAY}$"}
CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": f"^{DAY}T{CLOCK}(:[0-5][0-9]([.][0-9]+)?)?(Z|[+-]{CLOCK})$",
    "description": "With its offset from UTC.",
}
WRITTEN: Schema = {
    "type": "string",
    "pattern": "[0-9½].*[^0-9.]|[^0-9.].*[0-9½]",
    "description": "A number as people write it, as 7,5 or 8 uger; what may be meant in two ways is refused.",
}
DATED: Schema = {
    "type": "string",
    "pattern": "^([0-9]{1,2}[./] ?[0-9]{1,2}[./-] ?[0-9]{2}([0-9]{2})?|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"
    "|([0-9]{1,2}[.]? *)?[^0-9]{3,} *[0-9]{4}|[0-9]{1,2}[./-][0-9]{4})$",
    "description": "A date as people write it, as 31.3.25 or marts 2025.",
}
TEXT: Schema = {"type": "string", "minLength": 1}
OPTION: Schema = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]*$"}
ID: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}
SOURCE: Schema = {"type": "string", "pattern": "^(seed|evidence|conflict|choice|source):[A-Za-z0-9_-]+$"}
MARK: Schema = {"type": ["string", "integer"]}
ANYTHING: Schema = {"description": "Kept as it is and not read."}
FACT_KINDS = ("yes_no", "int", "number", "choice", "set", "date", "exercises", "text", "goals")
"""`int` is a whole number, `number` may have decimals."""


def schema(pathway: Pathway, name: Name) -> Schema:
    """The schema of a case (what is asked), a decision (what is answered) or the facts (what can be told)."""
    make = {"case": case_schema, "decision": decision_schema, "facts": facts_schema}[name]
    made = make(pathway)
    return {"$schema": DRAFT, "$id": f"urn:svang:contract:{CONTRACT}:{name}", "title": f"Svang: {name}", **made}


def write(pathway: Pathway, folder: Path) -> None:
    """Every schema into its file."""
    (folder / "knowledge").mkdir(parents=True, exist_ok=True)
    for path, said in texts(pathway).items():
        (folder / path).write_text(said, encoding="utf-8")


def texts(pathway: Pathway) -> dict[str, str]:
    """Every schema as it is kept, by its path."""
    made = {f"{name}.json": schema(pathway, name) for name in NAMES}
    for file in load.FILES:
        head = {"$schema": DRAFT, "title": f"Svang: {file}.yaml"}
        made[f"knowledge/{file}.json"] = head | knowledge_schema(pathway, file)
    return {path: json.dumps(one, ensure_ascii=False, indent=2) + "\n" for path, one in made.items()}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(words: tuple[Any, ...]) -> Schema:
    return {"enum": list(words)}


def _or_null(part: Schema) -> Schema:
    return {"anyOf": [part, {"type": "null"}]}


def case_schema(pathway: Pathway) -> Schema:
    """What `svang decide` takes. That dates exist and are not after `at` is beyond a schema, and is refused too."""
    optional = {
        "contract": {"const": CONTRACT},
        "answers": {**_or_null({"$ref": "#/$defs/answers"}), "description": "Of the first date in the case."},
        "diary": _or_null(_list({"$ref": "#/$defs/entry"})),
        "events": _or_null(_list({"$ref": "#/$defs/event"})),
    }
    return {**_object({"at": MOMENT}, optional), "$defs": _definitions(pathway)}


def _definitions(pathway: Pathway) -> dict[str, Schema]:
    told = {id: {"$ref": f"#/$defs/fact-{id}"} for id in pathway.facts}
    return {
        "answers": _object({}, told),
        "entry": _object({"date": DATE}, {**_usual(KINDS["answered"]), **told}),
        "event": {"oneOf": [_event(pathway, KINDS[kind]) for kind in CASE_KINDS]},
        **{f"fact-{fact.id}": _fact(pathway, fact) for fact in pathway.facts.values()},
    }


def _event(pathway: Pathway, kind: Kind) -> Schema:
    """An event of one kind: the keys it must have, and those it may have."""
    keys = _event_keys(pathway)
    may = {**_usual(kind), **{key: keys[key] for key in kind.may}}
    return _object({"date": DATE, "kind": {"const": kind.id}, **{key: keys[key] for key in kind.must}}, may)


def _usual(kind: Kind) -> dict[str, Schema]:
    """What any entry may say of itself."""
    return {"id": MARK, "at": MOMENT, "by": _one_of(kind.tellers)}


def _event_keys(pathway: Pathway) -> dict[str, Schema]:
    """Every key of an event."""
    return {
        "role": _one_of(ROLES),
        "cleared": _one_of((True, False, "yes", "no", None)),
        "condition": _one_of((*pathway.names["condition_now"].options, None)),
        "limits": _limits(),
        "until": DATE,
        "why": _one_of(WHY),
        "reason": TEXT,
        "set": _settings(pathway),
        "what": _one_of(tuple(treatment.id for treatment in pathway.treatments)),
        "side": _one_of((*FEET, "both", None)),
        "cost": _fact(pathway, COST),
        "note": ANYTHING,
        "target": MARK,
        "values": {"$ref": "#/$defs/answers"},
        "facts": _list(_one_of(tuple(pathway.facts))),
    }


def _limits() -> Schema:
    """What a clinician has limited; a plain text is taken as words."""
    dated = dict.fromkeys(DATED_LIMITS, _or_null(DATE))
    said = dict.fromkeys(SAID_LIMITS, _one_of((True, False, "yes", "no", None)))
    return {"anyOf": [TEXT, {"type": "null"}, _object({}, {**dated, **said, "words": {"type": ["string", "null"]}})]}


def _settings(pathway: Pathway) -> Schema:
    """What a clinician may set, each within its range."""
    spans = {
        key: {"type": "integer", "minimum": low, "maximum": high} for key, (low, high) in pathway.dose_ranges.items()
    }
    pairs = {
        key: {"anyOf": [span, {"type": "array", "items": span, "minItems": 2, "maxItems": 2}]}
        for key, span in spans.items()
    }
    known: dict[str, Schema] = {}
    for key, choices in sayable(pathway).items():
        if choices:
            known[key] = _one_of(choices)
        elif key in pathway.thresholds:
            known[key] = _limit(pathway, pathway.thresholds[key])
        else:
            known[key] = _object({}, pairs)
    return {**_object({}, known), "minProperties": 1}


def _limit(pathway: Pathway, limit: Threshold) -> Schema:
    scale = scale_of(pathway, limit.unit)
    low, high = (n // scale if n % scale == 0 else n / scale for n in (limit.low, limit.high))
    return {"type": "integer" if scale == 1 else "number", "minimum": low, "maximum": high}


def _fact(pathway: Pathway, fact: Fact) -> Schema:
    """An answer: a value, one of the extra answers, or null for asked and not known; per foot where it is."""
    value = {"anyOf": [*_values(pathway, fact), _one_of((*fact.extra, None))]}
    if fact.foot:
        feet = _object({}, dict.fromkeys(FEET, value))
        plain = value if fact.id != "pain_sites" else {"type": "null"}
        value = {"anyOf": [*plain.get("anyOf", [plain]), feet]}
    return {**value, "x-unit": fact.unit} if fact.unit else value


def _values(pathway: Pathway, fact: Fact) -> list[Schema]:
    match fact.kind:
        case "yes_no":
            return [_one_of((True, False, "yes", "no"))]
        case "int":
            return [_number(fact), WRITTEN]
        case "choice":
            # A bare yes or no in JSON is true or false.
            also = tuple(word == "yes" for word in ("yes", "no") if word in fact.options)
            return [_one_of((*fact.options, *also))]
        case "set":
            return [_one_of(("none", *fact.options)), _one_of((["none"],)), _list(_one_of(fact.options))]
        case "date":
            return [DATE, DATED]
        case "text":
            return [{"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}]
        case "goals":
            return [{**_list(_goal()), "maxItems": MOST_GOALS}]
    return [_list(_exercise(pathway))]


def _goal() -> Schema:
    what = {"type": "string", "minLength": 1, "maxLength": LONGEST_GOAL}
    return _object({"what": what}, {"now": {"type": ["integer", "null"], "minimum": 0, "maximum": BEST}})


def _number(fact: Fact) -> Schema:
    kind = "integer" if fact.scale == 1 else "number"
    return {"type": kind, "minimum": written(fact, fact.low), "maximum": written(fact, fact.high)}


def _exercise(pathway: Pathway) -> Schema:
    """A task that was done, by its name alone or with how much of it."""
    id = _one_of(tuple(task.id for task in pathway.tasks))
    whole = {"type": "integer", "minimum": 0}
    pain = {"type": "integer", "minimum": 0, "maximum": pathway.facts["activity_pain"].high}
    much = {"level": whole, "sets": whole, "reps": whole, "pain": pain, "effort": _one_of(EFFORTS)}
    return {"anyOf": [id, _object({"id": id}, much)]}


REFERRAL = _object({"to": ID, "within": ID, "for": ID})
WHOLE_OR_NULL: Schema = {"type": ["integer", "null"]}
DOSE = {
    "type": "object",
    "description": "Each part of the dose as its least and most.",
    "additionalProperties": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
}
TASK = _object(
    {"id": ID, "kind": ID, "dose": DOSE, "sources": _list(SOURCE)},
    {"expires_days": {"type": "integer", "minimum": 1}, "level": TEXT},
)
LIMITS = _object(
    {
        "pain": {"type": ["integer", "null"], "minimum": 0, "maximum": 10},
        "load_percent": {"type": "integer", "minimum": 0, "maximum": 100},
        "run_minutes": {"type": "integer", "minimum": 0},
        "steps": {**WHOLE_OR_NULL, "description": "The most steps of today; null where the usual number is not known."},
    }
)
PLAIN = {"type": ["boolean", "number", "string", "array", "null"], "items": {"type": "string"}}
SAW = _object(
    {"name": ID, "value": PLAIN, "holds": {"type": ["boolean", "null"]}, "says": TEXT},
    {"op": _one_of(("<", "<=", ">", ">=", "==", "!=")), "than": ID, "limit": PLAIN},
)
REASON = _object(
    {
        "rule": ID,
        "vote": _one_of((*VOTES, *TRIAGE)),
        "fired": {**_one_of((True, None)), "description": "null: it may be true, and so held something back."},
        "saw": _list(SAW),
        "sources": _list(SOURCE),
        "says": TEXT,
    }
)
CRITERION = _object({"id": ID, "holds": {"type": ["boolean", "null"]}, "says": TEXT, "saw": _list(SAW)})
TRIED = _object(
    {"date": DATE, "what": ID, "before": WHOLE_OR_NULL, "after": WHOLE_OR_NULL},
    {"until": DATE, "side": ANYTHING, "cost": {"type": "integer", "minimum": COST.low, "maximum": COST.high}}
    | {"note": ANYTHING},
)
NOTICE = _object(
    {"rule": ID, "vote": {"const": "notice"}, "fired": {"const": True}, "saw": _list(SAW), "sources": _list(SOURCE)}
    | {"says": TEXT}
)
PERCENT: Schema = {"type": "number", "minimum": 0, "maximum": 100}
SHARE = _object({"percent": PERCENT, "low": PERCENT, "high": PERCENT})
NUMBER: Schema = {"type": "number"}


def _running(pathway: Pathway) -> Schema:
    """The gate criterion by criterion; once running is open the room for it, in minutes of seven days; today's run."""
    whole = {"type": "integer"}
    stages = tuple(stage.id for stage in pathway.stages)
    minutes = _object(dict.fromkeys(("budget", "used", "left", "longest"), whole))
    today = _object({"stage": _one_of(stages), **dict.fromkeys(("run", "walk", "minutes", "intervals"), whole)})
    return _object(
        {
            "gate": _list(CRITERION),
            "met": whole,
            "open": {"type": "boolean"},
            "stage": _one_of(("none", *stages)),
            "minutes": _or_null(minutes),
            "over": {"type": "boolean"},
            "today": _or_null(today),
        }
    )


def _outlook() -> Schema:
    """Other people's course in percent, with its 95 % band, and the own trend with its 80 % band for next week."""
    whole = {"type": "integer", "minimum": 0}
    week = _object(
        {"week": whole, "recovered": SHARE, "better": _or_null(SHARE), "extrapolated": {"type": "boolean"}},
    )
    trend = _object(
        dict.fromkeys(("level", "low", "likely", "high"), whole)
        | {"slope_a_week": NUMBER, "plateau": {"type": "boolean"}}
    )
    too_little = _object({"missing_mornings": whole, "missing_days": whole})
    return _object(
        {
            "duration": _one_of((*get_args(Duration), None)),
            "course": _one_of((*get_args(Outlook), None)),
            "both_feet": {"type": "boolean"},
            "published": _list(week),
            "trend": {"anyOf": [trend, too_little]},
            "guide": _or_null({"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}),
            "on_course": {"type": ["boolean", "null"]},
        }
    )


def _treatment(pathway: Pathway) -> Schema:
    known = pathway.treatments
    return _object(
        {
            "id": _one_of(tuple(treatment.id for treatment in known)),
            "shelf": _one_of(SHELVES),
            "state": _one_of(("open", "not_yet", "barred", "against", "ask")),
            "saw": _list(SAW),
            "commercial": {"type": "boolean"},
            "sources": _list(SOURCE),
            "says": TEXT,
        }
    )


def decision_schema(pathway: Pathway) -> Schema:
    """What `svang decide` answers."""
    state, conditions = pathway.machine.state, pathway.names["condition_now"].options
    return _object(
        {
            "contract": {"const": CONTRACT},
            "pathway": _object({"version": TEXT, "hash": {"type": "string", "pattern": "^[0-9a-f]{12}$"}}),
            "date": DATE,
            "triage": _one_of(TRIAGE),
            "rows": {**_list(ID), "minItems": 1},
            "conditions": _list(_fit(pathway)),
            "condition": _one_of(conditions),
            "profile": _list(_factor(pathway)),
            "phase": _one_of(state["phase"].options),
            "decision": _one_of(VOTES),
            "referral": _or_null(REFERRAL),
            "also": _list(REFERRAL),
            "loading": _one_of(LOADING),
            "plan": _object({"kind": _one_of(tuple(plan.id for plan in pathway.plan_kinds)), "tasks": _list(TASK)}),
            "levels": _object({t.id: _one_of(state[t.ladder].options) for t in pathway.tasks if t.ladder}),
            "limits": LIMITS,
            "running": _running(pathway),
            "notices": _list(NOTICE),
            "treatments": _list(_treatment(pathway)),
            "ledger": _list(TRIED),
            "seek_help": _object(
                {
                    "rung": _one_of(state["rung"].options),
                    "also": _list(_one_of(state["rung"].options)),
                    "says": TEXT,
                    "question": {"type": ["string", "null"]},
                }
                | {"bring": _list(TEXT)}
            ),
            "outlook": _outlook(),
            "ask": {**_list(_one_of(tuple(pathway.facts))), "uniqueItems": True},
            "reasons": {**_list(REASON), "minItems": 1},
        }
    )


def _factor(pathway: Pathway) -> Schema:
    return _object(
        {
            "id": _one_of(tuple(factor.id for factor in pathway.factors)),
            "letter": TEXT,
            "present": {**_one_of((True, False, None)), "description": "null: not known."},
            "changes": {**_one_of(CHANGES), "description": "Can the person change it?"},
            "evidence": _one_of(EVIDENCE),
            "saw": _list(SAW),
            "sources": _list(SOURCE),
            "says": TEXT,
            "then": TEXT,
        }
    )


def _fit(pathway: Pathway) -> Schema:
    features = _list(ID)
    return _object(
        {
            "id": _one_of(tuple(condition.id for condition in pathway.conditions)),
            "fit": _one_of(FITS),
            "foot": _one_of((*FEET, None)),
            "for": features,
            "against": features,
            "unknown": features,
        }
    )


def facts(pathway: Pathway) -> list[dict[str, Any]]:
    """Every fact in the order of asking; a range is in the unit that people write."""
    return [
        {
            "id": fact.id,
            "kind": "number" if fact.kind == "int" and fact.scale != 1 else fact.kind,
            "unit": fact.unit or None,
            "range": [written(fact, fact.low), written(fact, fact.high)] if fact.kind == "int" else None,
            "options": list(fact.options),
            "extra": list(fact.extra),
            "foot": fact.foot,
            "flag": fact.flag or None,
            "lasts": {None: "ever", 0: "that_day"}.get(fact.lasts, fact.lasts),
            "asked": fact.asked_text,
            "group": fact.group,
            "sources": list(fact.sources),
        }
        for fact in pathway.facts.values()
    ]


def facts_schema(pathway: Pathway) -> Schema:
    """What `svang facts --json` prints."""
    span = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    days = {"type": "integer", "minimum": 1}
    fact = {
        "id": ID,
        "kind": _one_of(FACT_KINDS),
        "unit": {"type": ["string", "null"], "minLength": 1},
        "range": _or_null(span),
        "options": _list(OPTION),
        "extra": _list(ID),
        "foot": {"type": "boolean"},
        "flag": {**_one_of(("once", "again", None)), "description": "A red flag, and whether it is asked anew."},
        "lasts": {"anyOf": [_one_of(("ever", "that_day")), {**days, "x-unit": "days"}]},
        "asked": {**TEXT, "description": "A condition, or always, daily, due, profile, told."},
        "group": ID,
        "sources": {**_list(SOURCE), "minItems": 1},
    }
    question = {"type": "object", "additionalProperties": TEXT, "description": "As it is asked, by language."}
    return _list(_object(fact, {"question": question}))


if __name__ == "__main__":
    write(load.pathway(), Path(sys.argv[1]))
