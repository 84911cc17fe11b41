"""What is so, what is asked for, and what is not known: each outcome of a name as the language stores it.

Danish puts `ikke` before the verb after "at" and "fordi" and after it in a sentence of its own, so a clause with such a
word is stored in both orders (`[after, alone]`). Nothing is turned round here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from svang.answers.stored import scale_of
from svang.engine.nearest import Left
from svang.model.knowledge import Pathway, Symbol
from svang.model.measures import When
from svang.model.person import WEEK
from svang.model.rule import And, AtLeast, Atom, Compare, Cond, Const, Known, Member, Not, Operand, Or, Ref, Truth
from svang.pathway.language import reads
from svang.readings.explain import Saw
from svang.texts import Texts


@dataclass(frozen=True, slots=True)
class Clause:
    """What is so: `after` that, because or if, and `alone`, where a sentence begins. A `label` and what it says is no
    sentence."""

    after: str
    alone: str
    label: bool = False

    @property
    def line(self) -> str:
        """As a line of its own."""
        return capital(self.alone) if self.label else sentence(self.alone)


def clause(found: Any) -> Clause | None:
    """What the texts store: one string, or two orders of the same words; None for nothing."""
    match found:
        case str():
            return Clause(found, found)
        case [str(after), str(alone)]:
            return Clause(after, alone)
    return None


def stored(texts: Texts, symbol: Symbol, *keys: str) -> Any:
    """What the language has for a name, under a path of keys."""
    section = {"fact": "answers", "measure": "measures"}.get(symbol.role, "state")
    return texts.get(section, symbol.id, *keys)


def symbol_of(pathway: Pathway, name: str) -> Symbol:
    return pathway.names.get(name) or Symbol(name, "fact", "yes_no")


def name_of(texts: Texts, symbol: Symbol) -> str:
    """What stands before a colon."""
    named = stored(texts, symbol, "name") or texts.get("facts", symbol.id, "name")
    return str(named or symbol.id)


def _labelled(texts: Texts, symbol: Symbol, said: str) -> Clause:
    line = texts("ui", "is_set", name=name_of(texts, symbol), value=said)
    return Clause(line, line, label=True)


def so(pathway: Pathway, texts: Texts, saw: Saw) -> Clause:
    """What a comparison found; where nothing is known, how it becomes known."""
    name, value = saw.values[0]
    symbol = symbol_of(pathway, name)
    if value is None or saw.holds is None:
        said = invitation(texts, symbol_of(pathway, in_doubt(saw)))
        return Clause(said, said)
    match saw.atom:
        case Member(item=Const(value=str(word)), group=Ref()) if isinstance(value, frozenset):
            return _choice(texts, symbol, word, word in value)
    return value_said(pathway, texts, symbol, value)


def in_doubt(saw: Saw) -> str:
    """The name a comparison waits for: the first that is not known, or whose value hangs on what is not known."""
    return next((name for name, value in saw.values if value is None), saw.values[0][0])


def value_said(pathway: Pathway, texts: Texts, symbol: Symbol, value: Any) -> Clause:
    """A value that is known."""
    if isinstance(value, bool):
        return _yes_or_no(texts, symbol, value)
    if isinstance(value, frozenset):
        return _together(texts, [_choice(texts, symbol, word, True) for word in _words(symbol, value)])
    if isinstance(value, str):
        return _choice(texts, symbol, value, True)
    return _number(pathway, texts, symbol, value)


def _words(symbol: Symbol, chosen: frozenset[str]) -> list[str]:
    return [word for word in symbol.options if word in chosen] or ["none"]


def _yes_or_no(texts: Texts, symbol: Symbol, yes: bool) -> Clause:
    """What only the engine asks has no sentence of its own."""
    word = "yes" if yes else "no"
    return clause(stored(texts, symbol, word)) or _labelled(texts, symbol, texts("ui", word).lower())


def _choice(texts: Texts, symbol: Symbol, word: str, is_so: bool) -> Clause:
    found = clause(stored(texts, symbol, "choices", word, "is" if is_so else "not"))
    other = texts.get("ui", word) or word
    return found or _labelled(texts, symbol, str(other) if is_so else texts("ui", "words", "other", said=other))


def _together(texts: Texts, parts: Sequence[Clause], word: str = "joined") -> Clause:
    join = texts("ui", word)
    return Clause(join.join(part.after for part in parts), join.join(part.alone for part in parts))


def _number(pathway: Pathway, texts: Texts, symbol: Symbol, value: int) -> Clause:
    """As the name says it of 0, of 1, of less than nothing and of any number."""
    said, n = stored(texts, symbol, "is"), bare(pathway, texts, symbol, abs(value))
    if isinstance(said, dict):
        said = said.get("under") if value < 0 else said.get(n) or said["n"]
    found = clause(said)
    if found is None:
        return _labelled(texts, symbol, amount(pathway, texts, symbol, value))
    n = n if isinstance(stored(texts, symbol, "is"), dict) else bare(pathway, texts, symbol, value)
    return Clause(found.after.format(n=n), found.alone.format(n=n), label=": " in found.alone)


def amount(pathway: Pathway, texts: Texts, symbol: Symbol, value: int) -> str:
    """A number with its unit, or a date."""
    if symbol.kind == "date":
        return day_name(texts, date.fromordinal(value))
    return texts.number(
        _whole(pathway, symbol, value), "" if symbol.unit in UNSAID else symbol.unit, scale_of(pathway, symbol.unit)
    )


UNSAID = ("", "nrs", "times", "bmi")
"""Units that a number is said without."""
IN_THE_NAME = (*UNSAID, "days", "steps", "km")
"""Units that the name itself says: days since, steps a day."""


def bare(pathway: Pathway, texts: Texts, symbol: Symbol, value: int) -> str:
    return texts.number(_whole(pathway, symbol, value), "", scale_of(pathway, symbol.unit))


def _whole(pathway: Pathway, symbol: Symbol, value: int) -> int:
    """Nobody says 3.4 weeks."""
    scale = scale_of(pathway, symbol.unit)
    return value // scale * scale if symbol.unit == "weeks" else value


def day_name(texts: Texts, day: date) -> str:
    """A date as it is said: 2 March."""
    return texts("ui", "date", day=day.day, month=texts.get("ui", "months")[day.month - 1])


def invitation(texts: Texts, symbol: Symbol, left: Left | None = None) -> str:
    """How it becomes known: the name's own words, by how many mornings it takes, or the question itself."""
    said = stored(texts, symbol, "unknown")
    if isinstance(said, dict):
        n = str(left.n) if left is not None else "some"
        said = said.get(n) or (said["n"].format(n=n) if left is not None else said["some"])
    if isinstance(said, str):
        return said
    asked = texts.get("facts", symbol.id, "ask") if symbol.role == "fact" else None
    if asked:
        return texts("ui", "asked_of_you", ask=asked)
    named = stored(texts, symbol, "name")
    return texts("ui", "not_known", name=named) if named else texts("ui", "not_known_yet")


COUNTED = ("times", "days")
"""Units of which there can be none."""
OP_WORDS = {"<": "under", "<=": "most", ">": "over", ">=": "least", "==": "just", "!=": "other"}
NOT_SO = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def wished(pathway: Pathway, texts: Texts, atom: Atom, wanted: bool) -> Clause:
    """A comparison as it is wanted, whatever is known of the day."""
    match atom:
        case Known(name=name):
            symbol = pathway.names[name]
            said = texts("ui", "known", name=name_of(texts, symbol)) if wanted else invitation(texts, symbol)
            return Clause(said, said)
        case Truth(name=name):
            return _yes_or_no(texts, pathway.names[name], wanted)
        case Member(item=Ref(name=name), group=Const(value=frozenset() as group, name=named)):
            return _in_group(texts, pathway.names[name], group, named, wanted)
        case Member(item=Const(value=str(word)), group=Ref(name=name)):
            return _choice(texts, pathway.names[name], word, wanted)
        case Compare(left=Ref(name=name), op=op, right=right):
            return _compared(pathway, texts, pathway.names[name], op if wanted else NOT_SO[op], right)
    raise AssertionError(atom)


def _in_group(texts: Texts, symbol: Symbol, group: frozenset[str], named: str, inside: bool) -> Clause:
    """A group's own words, or one of what is in it."""
    found = clause(texts.get("groups", named, "is" if inside else "not"))
    words = [word for word in symbol.options if (word in group) is inside]
    return found or _together(texts, [_choice(texts, symbol, word, True) for word in words], "either")


def _compared(pathway: Pathway, texts: Texts, symbol: Symbol, op: str, right: Operand) -> Clause:
    match right:
        case Const(value=bool() | str() as word) if symbol.kind == "yes_no":
            return _yes_or_no(texts, symbol, (word == "yes") is (op == "=="))
        case Const(value=str(word)):
            return _choice(texts, symbol, word, op == "==")
        case Const(value=frozenset() as group):
            return _of_set(texts, symbol, op, group)
        case Const(value=0) if op == ">" and (many := _many(texts, symbol)):
            return many
        case Const(value=int(limit)):
            return _labelled(texts, symbol, need(pathway, texts, symbol, op, limit, named=True))
        case Ref(name=other):
            than = texts("ui", "op", OP_WORDS[op], n=name_of(texts, pathway.names[other]))
            return _labelled(texts, symbol, than)
    raise AssertionError(right)


def _many(texts: Texts, symbol: Symbol) -> Clause | None:
    """That there are any, where that has words of its own."""
    said = texts.get("measures", symbol.id, "is")
    many = said.get("n") if isinstance(said, dict) and symbol.unit in COUNTED else None
    return None if many is None or "{" in str(many) else clause(many)


def _of_set(texts: Texts, symbol: Symbol, op: str, group: frozenset[str]) -> Clause:
    if not group and op in ("==", "!="):
        return _choice(texts, symbol, "none", op == "==")
    how = {"<=": "only", "==": "just", "!=": "other"}.get(op, "beyond")
    labels = [str(texts.get("facts", symbol.id, "choices", word, "label") or word) for word in _words(symbol, group)]
    return _labelled(texts, symbol, texts("ui", "words", how, said=listed(texts, labels)))


def need(pathway: Pathway, texts: Texts, symbol: Symbol, op: str, limit: int, *, named: bool = False) -> str:
    """At most 3, at least 30 minutes, none. `named`: the name stands before it, and says the unit where it can."""
    if limit == 0 and symbol.unit in COUNTED:
        if op in ("==", "<="):
            return texts("ui", "none")
        op, limit = (">=", 1) if op in (">", "!=") else (op, limit)
    if named and symbol.unit in IN_THE_NAME:
        n = bare(pathway, texts, symbol, limit)
    else:
        n = in_weeks(texts, symbol, limit) or amount(pathway, texts, symbol, limit)
    return texts("ui", "op", OP_WORDS[op], n=n)


MANY_WEEKS = 6
"""Days of a week; so many whole weeks are not counted in days by anybody."""


def in_weeks(texts: Texts, symbol: Symbol, limit: int) -> str:
    """Many days as the weeks they are; '' for anything else."""
    weeks, over = divmod(limit, WEEK)
    return texts.number(weeks, "weeks") if symbol.unit == "days" and not over and weeks >= MANY_WEEKS else ""


def need_of(pathway: Pathway, texts: Texts, saw: Saw, key: str = "need") -> str:
    """What a number is held against; nothing where no number is held against another, or a limit is nothing at all."""
    if key == "limit" and isinstance(saw.atom, Compare) and saw.atom.right == Const(0, "0"):
        return ""
    match saw.atom, [value for _, value in saw.values]:
        case Compare(op=op, right=Const(value=int(limit))), [int(value)] if value.__class__ is int:
            return need(pathway, texts, symbol_of(pathway, saw.values[0][0]), op, limit)
        case Compare(op=op, right=Ref(name=other)), [int(value), int(limit)] if value.__class__ is int:
            return need(pathway, texts, symbol_of(pathway, other), op, limit)
    return ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A line of its own."""
    return capital(text) if text[-1:] in ".?!:”" else f"{capital(text)}."


def listed(texts: Texts, parts: Sequence[str]) -> str:
    """One, two and three."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + texts("ui", "and") + parts[-1]


def saw_said(pathway: Pathway, texts: Texts, saw: Saw, key: str = "limit") -> str:
    """One comparison as a line of its own: what is so, and the number it is held against (a `limit`, or a `need`)."""
    wants = need_of(pathway, texts, saw, key)
    return _line(texts, so(pathway, texts, saw), [wants] if wants else [], key)


def _line(texts: Texts, said: Clause, needs: Sequence[str], key: str) -> str:
    return capital(said.alone) + texts("ui", key, said=", ".join(needs)) if needs else said.line


def saws_said(pathway: Pathway, texts: Texts, saws: Iterable[Saw], key: str = "limit") -> list[str]:
    """Each reason once: two comparisons of one number are one line."""
    found: dict[Clause, dict[str, None]] = {}
    for saw in furthest(once(pathway, saws)):
        wants = need_of(pathway, texts, saw, key)
        found.setdefault(so(pathway, texts, saw), {}).update(dict.fromkeys([wants] if wants else []))
    return [_line(texts, said, list(needs), key) for said, needs in found.items()]


def once(pathway: Pathway, saws: Iterable[Saw]) -> list[Saw]:
    """Without what nobody has set by hand (unless that is all there is), and without a measure whose own number is
    told beside it."""
    every = list(saws)
    left = [saw for saw in every if not goes_without_saying(saw)] or every
    numbers = {(name, saw.holds) for saw in left for name, value in saw.values if value.__class__ is int}
    return [saw for saw in left if not _said_by_its_number(pathway, saw, numbers)]


def _said_by_its_number(pathway: Pathway, saw: Saw, numbers: set[tuple[str, bool | None]]) -> bool:
    match saw.atom:
        case Truth(name=name):
            measure = pathway.measures.get(name)
            if isinstance(measure, When):
                return any((part, saw.holds) in numbers for part in reads(measure.when))
    return False


def goes_without_saying(saw: Saw) -> bool:
    """Nobody has set anything by hand, or told of what concerns only few."""
    name, value = saw.values[0]
    if name in SAID_IF_MISSING:
        return value is True
    if name in ONLY_IF_ANY:
        return bool(value == 0)
    return (name.endswith(HELD) or name in SELDOM) and (value is False or bool(value == NEVER))


HELD, NEVER = "_held", "never"
SELDOM = (
    "own_pause",
    "rest_said",
    "no_running_said",
    "no_raises_said",
    "diabetes_stands",
    "run_shut_ago",
    "young_surely",
)
"""What is worth a word only where it is so, or has been."""
SAID_IF_MISSING = ("rise_told", "first_step_told_yesterday")
"""That mornings were told is worth a word only where they are missing."""
ONLY_IF_ANY = ("loaded_overs",)
"""Days as bad as they usually are make a phase longer. That there is none of them says nothing of worse ones."""


def furthest(saws: Iterable[Saw]) -> list[Saw]:
    """Of several needs of one number in one direction only the one that asks most."""
    most: dict[Any, Saw] = {}
    for saw in saws:
        key, size = _direction(saw)
        if key not in most or size > _direction(most[key])[1]:
            most[key] = saw
    return list(most.values())


def _direction(saw: Saw) -> tuple[Any, int]:
    """What is asked of which number, and how much of it; of no number the comparison itself."""
    match saw.atom:
        case Compare(op=op, right=Const(value=int(limit))) if limit.__class__ is int and op[0] in "<>":
            op = op if saw.wanted else NOT_SO[op]
            return (saw.values[0][0], op[0], saw.holds), -limit if op[0] == "<" else limit
    return saw, 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as it is wanted, is it so (None: not known), and the answer beside it, if that says more. `about`:
    the name that is not as it should be."""

    says: str
    met: bool | None
    beside: str
    about: str = ""

    @property
    def line(self) -> str:
        return f"{self.says} {self.beside}".strip()


def asked(pathway: Pathway, texts: Texts, saw: Saw, key: str = "need") -> Asked:
    """What is wanted, and what is so beside it: a mark before it belongs to what is wanted."""
    name, value = saw.values[0]
    met = None if saw.holds is None else saw.holds is saw.wanted
    if met is not None and (met or key == "need") and need_of(pathway, texts, saw):
        return Asked(saw_said(pathway, texts, saw, key), met, "")
    says = wished(pathway, texts, saw.atom, saw.wanted).line
    if met and isinstance(value, str) and (_of_numbers(saw.atom) or _is_another(saw)):
        says = so(pathway, texts, saw).line
    if value is None or met is None:
        return Asked(says, met, invitation(texts, symbol_of(pathway, in_doubt(saw))))
    fact = pathway.facts.get(name)  # what hangs on another answer may stand as no without having been asked
    whose = "your_answer" if fact is not None and fact.asked is None else "right_now"
    if met:
        return Asked(says, met, "")
    return Asked(sentence(says), met, sentence(texts("ui", whose, said=so(pathway, texts, saw).alone)))


def _is_another(saw: Saw) -> bool:
    """Is any word wanted but one? Then the word that was told says more, and says it once for several such."""
    match saw.atom:
        case Compare(op=op, right=Const(value=str())):
            return (op == "!=") is saw.wanted
    return False


def _of_numbers(atom: Atom) -> bool:
    match atom:
        case Compare(right=Const(value=int()) | Ref()):
            return True
    return False


def asked_lines(pathway: Pathway, texts: Texts, saws: Iterable[Saw], key: str) -> list[Asked]:
    """What is not met first."""
    found = dict.fromkeys(asked(pathway, texts, saw, key) for saw in wanting(pathway, saws))
    return sorted(found, key=lambda each: each.met is True)


def wanting(pathway: Pathway, saws: Iterable[Saw]) -> list[Saw]:
    """Each reason once, and without the smaller need of a number whose larger one is not met."""
    left = furthest(once(pathway, saws))
    short = {saw.values[0][0] for saw in left if _of_numbers(saw.atom) and saw.holds is not saw.wanted}
    return [saw for saw in left if saw.holds is not saw.wanted or saw.values[0][0] not in short]


def in_words(pathway: Pathway, texts: Texts, cond: Cond, *, wanted: bool = True, within: str = "all") -> list[str]:
    """What a condition asks for, one comparison a line, before any day has been seen. What lies deeper is indented by
    two spaces."""
    match cond:
        case Not(part=part):
            return in_words(pathway, texts, part, wanted=not wanted, within=within)
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            key = _frame(cond, wanted)
            each = dict.fromkeys(tuple(in_words(pathway, texts, p, wanted=wanted, within=key)) for p in parts)
            lines = [line for lines in each for line in lines]
            if key == within:
                return lines
            n = cond.least - (not wanted) if isinstance(cond, AtLeast) else 0
            return [texts("ui", "words", key, n=n), *("  " + line for line in lines)]
    return [wished(pathway, texts, cond, wanted).line]


def _frame(cond: And | Or | AtLeast, wanted: bool) -> str:
    if isinstance(cond, AtLeast):
        return "least" if wanted else "most"
    return "all" if isinstance(cond, And) is wanted else "one"


def outcomes(symbol: Symbol) -> Iterator[tuple[str, ...]]:
    """The keys under which the texts say each outcome of a name."""
    if symbol.kind == "yes_no":
        yield from (("yes",), ("no",))
    words = (*symbol.options, *(["none"] if symbol.kind == "set" else [])) if symbol.kind in ("choice", "set") else ()
    yield from (("choices", word, key) for word in dict.fromkeys((*words, *symbol.extra)) for key in ("is", "not"))
