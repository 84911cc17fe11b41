"""What a verdict does to the state, as terms: a second look at it, from the day on which the changes were made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import z3

from svang.model.knowledge import Change, State, Symbol
from svang.model.rule import Const
from svang.readings.prove.terms import FALSE, TRUE, Bool, Choice, Number, Term, clamped, every, free, no, some
from svang.readings.prove.world import World


def after(world: World, effect: str) -> After:
    """The state after an effect, every condition read before it."""
    return After(world, world.pathway.machine.effects[effect])


class After:
    """The state once some changes were made, from the day they were made on."""

    def __init__(self, world: World, changes: Sequence[Change]) -> None:
        self.world, self.now, self.marked = world, dict[str, Term](), dict[str, Bool]()
        for change in changes:
            self.make(change)

    def term(self, name: str) -> Term:
        return self.now.get(name) or self.world.term(name)

    def wanted(self, change: Change) -> Bool:
        world = self.world
        tests = [no(age_of(world, change.set).number)] if change.once else []
        if change.from_:
            state = world.term(change.set)
            assert isinstance(state, Choice)
            tests.append(state.is_(change.from_))
        tests += [world.rails(change.when).true] if change.when is not None else []
        tests += [no(world.rails(change.unless).true)] if change.unless is not None else []
        return every(tests)

    def make(self, change: Change) -> None:
        wanted = self.wanted(change)
        if change.verb == "mark":
            self.marked[change.set] = some([wanted, self.marked.get(change.set, FALSE)])
            return
        old, state = self.term(change.set), self.world.pathway.machine.state[change.set]
        new = self.changed(change, state, old)
        if isinstance(old, Choice) and isinstance(new, Choice):
            self.now[change.set] = Choice(z3.If(wanted, new.place, old.place), old.words)
        elif isinstance(old, Number) and isinstance(new, Number):
            extra = {w: z3.If(wanted, new.extra.get(w, FALSE), is_) for w, is_ in old.extra.items()}
            number = z3.If(wanted, new.number, old.number)
            self.now[change.set] = Number(number, z3.If(wanted, new.value, old.value), extra)

    def changed(self, change: Change, state: State, old: Term) -> Term:
        if change.verb in ("take", "highest"):
            kept = self.kept(change)
            if change.verb == "take" or not isinstance(kept, Choice):
                return as_state(kept, state)
            assert isinstance(old, Choice)
            place = as_state(kept, state).place  # type: ignore[union-attr]
            return Choice(z3.If(place > old.place, place, old.place), old.words)
        if change.verb == "to":
            if isinstance(old, Number):
                return Number(TRUE, z3.IntVal(int(change.to)))
            return Choice(z3.IntVal(state.options.index(change.to)), state.options)
        return self.stepped(int(change.to) if change.verb == "up" else -int(change.to), state, old)

    def kept(self, change: Change) -> Term:
        if change.to in self.world.pathway.thresholds:
            limit = self.world.limit(Const(self.world.pathway.thresholds[change.to].value, change.to))
            return Number(TRUE, limit)
        return self.term(change.to) if change.to in self.world.pathway.machine.state else self.world.term(change.to)

    def stepped(self, by: int, state: State, old: Term) -> Term:
        if isinstance(old, Number):
            return Number(old.number, clamped(old.value + by, state.low, state.high), old.extra)
        assert isinstance(old, Choice)
        if by < 0 and state.lowest:
            lowest = state.options.index(state.lowest)
            lower = z3.If(old.place + by >= lowest, old.place + by, lowest)
            return Choice(z3.If(old.place > lowest, lower, old.place), old.words)
        return Choice(clamped(old.place + by, 0, len(state.options) - 1), old.words)


def as_state(term: Term, state: State) -> Term:
    """A value kept in a state: a choice in the state's own order; a number, or the word for none."""
    if isinstance(term, Choice) and state.options:
        places = {n: state.options.index(word) for n, word in enumerate(term.words) if word in state.options}
        found = reduce(lambda rest, n: z3.If(term.place == n, places[n], rest), places, z3.IntVal(-1))
        return Choice(found, state.options)
    if isinstance(term, Number) and state.extra:
        return Number(term.number, term.value, {word: no(term.number) for word in state.extra})
    return term


def age_of(world: World, mark: str) -> Number:
    """The days since a mark was set; never, if it was not."""
    key = f"age of {mark}"
    if key not in world.free:
        symbol = Symbol(key, "measure", "int", "days", 0, 40000, (), ("never",))
        world.free[key] = found = free(f"{world.name}{key}", symbol, world.assumed)
        world.assumed.append(found.known)
    found = world.free[key]
    assert isinstance(found, Number)
    return found
