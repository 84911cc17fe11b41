"""The use cases over a real store: what is told is decided and kept once, with the cache and without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.people import START, ZONE, answers
from svang import store
from svang.answers.day import NIGHT_ENDS, STANDING, clock_of, day_begins, last_seen, pause_on, proposed_day
from svang.answers.kinds import to_store
from svang.answers.typed import Refused, entered
from svang.care import Care, Diary
from svang.care.basis import Basis, Day, Newest, code_digest
from svang.engine.course import course
from svang.engine.days import merge
from svang.engine.decide import decide
from svang.model.person import Event
from svang.pathway.load import pathway, with_settings
from tests.edge import care

SOMEBODY = "somebody"


@pytest.fixture(autouse=True)
def opened(tmp_path: Path) -> Iterator[None]:
    store.open(tmp_path)
    return


def at(day: int, hour: int = 7) -> datetime:
    return datetime.combine(START, datetime.min.time(), ZONE) + timedelta(days=day, hours=hour)


def morning(day: int, first_step: int = 5, **more: Any) -> Day:
    told = {"first_step_pain.left": first_step, "nothing_new": True, **more}
    yesterday = {"activity_pain": 3}
    days = {at(day).date(): told, at(day - 1).date(): yesterday} if day else {at(0).date(): answers()}
    return care.answer(SOMEBODY, days, at=at(day), id=f"day-{day}")


def look(*, at: datetime) -> Day:
    """The day worked out from the store, and not as this process has kept it."""
    care.forget()
    return care.look(SOMEBODY, at=at)


def test_an_intake_starts_a_plan_and_it_is_there_tomorrow() -> None:
    assert morning(0).decision.decision == "start"
    found = look(at=at(0, 20))
    assert (found.decision.decision, found.decision.phase, found.nothing_yet) == ("start", "calm", False)


def test_nobody_has_nothing_yet() -> None:
    assert care.look("nobody", at=at(0)).nothing_yet


def test_every_decision_is_recorded_with_the_knowledge_it_rests_on() -> None:
    told = morning(0)
    last = store.latest(SOMEBODY)
    assert last is not None and last.pathway == pathway().stamp
    assert (last.body["decision"], last.body["rule"]) == (told.decision.decision, told.decision.rule)


def test_a_repeat_is_no_second_entry_even_when_others_came_between() -> None:
    morning(0)
    morning(1)
    before = list(care.export(SOMEBODY))
    morning(0)
    assert list(care.export(SOMEBODY)) == before


def test_the_same_id_with_other_words_is_refused_and_nothing_is_stored() -> None:
    morning(0)
    before = list(care.export(SOMEBODY))
    with pytest.raises(store.Clash):
        care.answer(SOMEBODY, {at(0).date(): {"nothing_new": True}}, at=at(0), id="day-0")
    assert list(care.export(SOMEBODY)) == before


def test_a_date_after_today_is_refused_and_nothing_is_stored() -> None:
    with pytest.raises(Refused) as refused:
        care.answer(SOMEBODY, {at(1).date(): {"nothing_new": True}}, at=at(0))
    assert [problem.code for problem in refused.value.problems] == ["future_date"]
    assert list(care.export(SOMEBODY)) == []


@pytest.mark.parametrize("thrown_away", [True, False])
def test_the_cache_changes_nothing(thrown_away: bool) -> None:
    for day in range(12):
        morning(day, 5 + day % 2)
        if thrown_away:
            store.keep(SOMEBODY, "no pathway", 1, START, "{}")
        kept = look(at=at(day, 9))
        again = look(at=at(day, 9))
        store.keep(SOMEBODY, "no pathway", 1, START, "{}")
        assert kept.decision == again.decision == look(at=at(day, 9)).decision


def test_a_torn_cache_is_thrown_away() -> None:
    for day in range(8):
        morning(day)
    wanted = look(at=at(7, 9)).decision
    last = store.read(SOMEBODY).seq
    for torn in ("", "{", '{"date": 1}', '{"date": 1, "phase": "calm", "memory": {"frame": 3}}'):
        store.keep(SOMEBODY, care.bases.cache_key, last, START + timedelta(days=4), torn)
        assert look(at=at(7, 9)).decision == wanted


def test_a_late_entry_about_an_earlier_day_is_not_lost_behind_the_cache() -> None:
    for day in range(12):
        morning(day)
    look(at=at(11, 9))
    flag = {"swelling_marked.left": True, "redness_or_warmth.left": True}
    care.answer(SOMEBODY, {at(2).date(): flag}, at=at(11, 10), id="late")
    found = look(at=at(11, 11)).decision
    assert (found.triage, found.decision, found.phase) == ("same_day", "stop", "paused")


SAID_LATE: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"calf_swollen_one_side": True}, {"calf_swollen_one_side": False}),
    ({"breathless_or_chest_pain": True}, {"breathless_or_chest_pain": False}),
    ({"onset_injury": "sudden_severe"}, {"onset_injury": "none"}),
    ({"pain_sites.right": frozenset({"arch"})}, {"pain_sites.right": frozenset()}),
    ({"run_minutes": 20}, {"run_minutes": 5}),
    ({"run_minutes": None, "run_pain": 2}, {"run_pain": 3}),
    ({"walk_minutes": 40, "walk_pain": 2}, {"walk_minutes": 20}),
    ({"exercises_done": "all", "exercises_pain": 2}, {"exercises_done": "none"}),
    ({"painkiller_today": True}, {"painkiller_today": False}),
)


@pytest.mark.parametrize("age", [3, 40, 200])
@pytest.mark.parametrize(("said", "changed"), SAID_LATE)
def test_all_can_be_told_and_corrected_of_a_day_long_ago(
    said: dict[str, Any], changed: dict[str, Any], age: int
) -> None:
    """PATHWAY 14, invariant 32: also behind the cache."""
    for day in (0, 1, 2):
        morning(day)
    look(at=at(age, 9))
    care.answer(SOMEBODY, {at(2).date(): said}, at=at(age, 10), id="late")
    (told,) = (event for event in care.entries(SOMEBODY) if event.id.startswith("late"))
    assert (told.date, told.body) == (at(2).date(), said)
    care.correct(SOMEBODY, told, changed, at=at(age, 12))
    days = merge(pathway(), care.entries(SOMEBODY)).values[at(2).toordinal()]
    assert {slot: days[slot] for slot in {**said, **changed}} == {**said, **changed}


@pytest.mark.parametrize("age", [3, 40, 200])
def test_a_pause_can_be_told_and_taken_back_at_any_age(age: int) -> None:
    for day in (0, 1, 2):
        morning(day)
    until = {"until": at(age + 7).toordinal(), "why": "away"}
    found = care.tell(
        "paused", SOMEBODY, until, day=at(age - 1).date() if age > 3 else at(3).date(), at=at(age, 8), id="pause"
    )
    assert found.course.value("own_pause") is True
    (told,) = (event for event in care.entries(SOMEBODY) if event.kind == "paused")
    assert care.withdraw(SOMEBODY, told, at=at(age, 9)).course.value("own_pause") is not True


def test_a_correction_and_a_withdrawal_are_entries_like_any_other() -> None:
    for day in range(6):
        morning(day)
    slip = morning(6, 9)
    entry = next(event for event in care.entries(SOMEBODY) if event.body.get("first_step_pain.left") == 9)
    assert slip.decision.decision == "regress"
    corrected = care.correct(SOMEBODY, entry, {"first_step_pain.left": 5}, at=at(6, 8), id="right")
    assert corrected.decision.decision in ("continue", "progress")
    withdrawn = care.withdraw(SOMEBODY, entry, at=at(6, 9), id="away")
    assert withdrawn.decision.rule == "must-know"
    assert len(care.entries(SOMEBODY)) == 15


def test_two_devices_at_once_lose_nothing() -> None:
    morning(0)
    moved = False
    append = store.append

    def other_first(person: str, events: Any, *, expected: int) -> int:
        nonlocal moved
        if not moved:
            moved = True
            past = store.read(person)
            other = entered(pathway(), {"steps": 4000}, day=at(1).date(), at=at(1), id="other")
            append(person, [to_store(pathway(), other)], expected=past.seq)
        return append(person, events, expected=expected)

    store.append = other_first  # type: ignore[assignment]
    try:
        morning(1)
    finally:
        del store.append
    told = {slot for event in care.entries(SOMEBODY) for slot in event.body}
    assert moved and {"steps", "first_step_pain.left"} <= told


def test_new_knowledge_never_raises_a_load_above_what_was_last_said() -> None:
    for day in range(7):
        last = morning(day, 2)
    assert last.decision.phase == "early"
    body = {"state": {"phase": "calm"}, "phase": "calm"}
    said = Event("old", "decided", at(6).date(), at(6, 10), "2025.9+0123456789ab", body)
    store.append(SOMEBODY, [said], expected=store.read(SOMEBODY).seq)
    found = look(at=at(6, 11))
    assert (found.decision.phase, found.decision.capped) == ("calm", True)


def test_entries_are_numbered_as_they_were_told_and_decisions_are_none() -> None:
    told_for(3)
    care.tell("seen", SOMEBODY, {"role": "doctor", "cleared": True}, day=at(2).date(), at=at(2, 8), id="seen")
    entries, diary = care.entries(SOMEBODY), care.diary(SOMEBODY)
    assert [diary.at(n, "answered", "seen") for n in range(len(entries))] == [*entries]
    assert diary.at(len(entries), "answered", "seen", "decided") is None
    assert dict(diary.between(at(0).date(), at(2).date())) == dict(enumerate(entries))


def test_a_diary_has_the_changes_since_the_first_entry_that_it_has_read() -> None:
    """What was put right before an entry was told cannot have changed it."""
    told_for(3)
    first, day = care.entries(SOMEBODY)[0], at(3).date()
    care.correct(SOMEBODY, first, {"steps": 1}, at=at(2, 9), id="old")
    morning(3)
    (last,) = [event for event in care.entries(SOMEBODY) if event.date == day]
    care.correct(SOMEBODY, last, {"steps": 2}, at=at(3, 9), id="new")

    def changes(*reads: Callable[[Diary], object]) -> list[str]:
        diary = care.diary(SOMEBODY)
        for read in reads:
            read(diary)
        return [event.id for event in diary.changes]

    late, whole = (lambda diary: diary.between(day, day)), (lambda diary: diary.at(0, "answered"))
    assert changes() == changes(whole) == changes(late, whole) == changes(whole, late) == ["old-0", "new-0"]
    assert changes(late) == ["new-0"]
    assert changes(lambda diary: diary.between(at(2).date(), day)) == ["old-0", "new-0"]
    assert changes(lambda diary: diary.made_by(last.id.rpartition("-")[0])) == ["new-0"]


def test_a_diary_has_nothing_of_days_and_numbers_without_an_entry() -> None:
    told_for(2)
    diary, later = care.diary(SOMEBODY), at(9).date()
    assert diary.between(later, later) == [] and diary.changes == ()
    assert diary.at(0, "seen") is None and diary.at(99, "answered") is None
    assert diary.made_by("nobody") == ([], ())


@pytest.mark.parametrize("by", ["svang", "nobody", "clinician"])
def test_nobody_tells_what_is_not_theirs_to_tell(by: str) -> None:
    """Answers are a person's, a clinician's, a file's or a device's; that one needs a pause is the person's alone."""
    pause = {"until": at(3).date().toordinal()}
    tells = [
        lambda: care.answer(SOMEBODY, {at(0).date(): {"steps": 4000}}, at=at(0), by=by),
        lambda: care.tell("paused", SOMEBODY, pause, day=at(0).date(), at=at(0), by=by),
    ]
    for tell in tells[by == "clinician" :]:
        with pytest.raises(ValueError, match=by):
            tell()
        assert care.last(SOMEBODY) == 0


def test_erase_leaves_nothing() -> None:
    morning(0)
    assert care.erase(SOMEBODY) == 2
    assert list(care.export(SOMEBODY)) == [] and look(at=at(0)).nothing_yet


@pytest.mark.parametrize(("hour", "day"), [(3, 0), (4, 1), (7, 1)])
def test_before_four_the_day_before_is_proposed(hour: int, day: int) -> None:
    assert proposed_day(at(1, hour), NIGHT_ENDS) == at(day).date()


@pytest.mark.parametrize(
    ("said", "hours", "minutes"),
    [("0:00", 0, 0), ("00:01", 0, 1), ("3", 3, 0), ("3.30", 3, 30), ("0359", 3, 59), ("04:07", 4, 7), ("06:00", 6, 0)],
)
def test_a_day_begins_at_a_clock_time_however_it_is_written(said: str, hours: int, minutes: int) -> None:
    assert day_begins(said) == timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize("said", ["", "noon", "06:01", "7", "3.60", "0399", "-1", "3:5:0", "12"])
def test_a_day_begins_at_no_other_time(said: str) -> None:
    assert day_begins(said) is None


def test_the_last_pause_that_holds_is_the_one_of_a_day() -> None:
    day, wide = at(5).date(), at(9).date().toordinal()

    def told(id: str, kind: str, **body: Any) -> Event:
        return Event(id, kind, at(4).date(), at(4), pathway().stamp, body)

    first, second = told("a", "paused", until=wide), told("b", "paused", until=wide + 1)
    back = told("c", "withdrawn", target="b")
    assert pause_on([first, second], day) == second
    assert pause_on([first, second, back], day) == first
    part = told("d", "withdrawn", target="b", slots=("note",))
    assert pause_on([first, second, part], day) == second, "a part taken back is not the whole"
    assert pause_on([first], at(3).date()) is None and pause_on([first], at(9).date()) is None
    assert pause_on([first], at(4).date()) == first and pause_on([first], at(8).date()) == first


def test_a_sign_that_is_gone_stands_on_but_its_answer_of_today_is_no_reason() -> None:
    """PATHWAY section 2: a row stands until it is lifted; "the foot is not cold" is no reason for an emergency."""
    morning(0)
    sign = morning(1, **{"cold_pale_foot.left": True}).decision
    gone = morning(2, **{"cold_pale_foot.left": False}).decision
    saw = [{r.rule: r.saw for r in decision.reasons}["cold-pale-foot"] for decision in (sign, gone)]
    assert gone.triage == "emergency"
    assert saw[0] and not saw[1]


def test_what_a_sitting_stands_on_comes_to_the_same_day_as_the_whole_history() -> None:
    for day in range(8):
        morning(day, first_step=4 + day % 3)
    found = care.bases.of(SOMEBODY, at(7).date())
    assert found.before is not None
    whole = course(pathway(), [*care.entries(SOMEBODY)], today=at(7).date().toordinal())
    assert decide(found.course(at(7).date())) == decide(whole)


def test_a_late_answer_about_a_day_before_the_cache_is_decided_with_it() -> None:
    for day in range(8):
        morning(day)
    look(at=at(7, 9))
    late = care.answer(SOMEBODY, {at(2).date(): {"cold_pale_foot.left": True}}, at=at(7, 10))
    assert late.decision.triage == "emergency" == look(at=at(7, 11)).decision.triage


# -- what is kept back, and what is read anew ------------------------------------------------------------------


@pytest.fixture
def whole_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who was read from the first day on."""
    found: list[str] = []
    read = store.read
    monkeypatch.setattr(store, "read", lambda person: found.append(person) or read(person))
    return found


def told_for(days: int) -> None:
    for day in range(days):
        morning(day)


def test_a_course_is_kept_three_days_back_and_used_for_a_fortnight(whole_reads: list[str]) -> None:
    """DESIGN, days: a morning is about yesterday too, so the last three days are told anew each time."""
    told_for(8)
    store.keep(SOMEBODY, "no pathway", 1, START, "{}")
    anew = care.bases.of(SOMEBODY, at(7).date())
    assert {event.date for event in anew.events} == {at(told).date() for told in (5, 6, 7)}
    whole_reads.clear()
    for day in (5, 7, 4 + 14):
        found = care.bases.of(SOMEBODY, at(day).date())
        assert found.before is not None and found.before.date == at(4).date().toordinal()
        assert [event.date for event in found.events] == [at(told).date() for told in (5, 5, 6, 6, 7)]
    assert whole_reads == []
    care.bases.of(SOMEBODY, at(4 + 15).date())
    again = care.bases.of(SOMEBODY, at(20).date())
    assert whole_reads == [] and again.before is not None
    assert again.before.date == at(4 + 15 - 3).date().toordinal()


@pytest.mark.parametrize("silent", [15, 40, 200])
def test_after_a_long_silence_the_old_course_is_gone_on_from(silent: int, whole_reads: list[str]) -> None:
    told_for(8)
    look(at=at(8))
    wanted = course(pathway(), care.entries(SOMEBODY), today=at(8 + silent).date().toordinal())
    whole_reads.clear()
    assert look(at=at(8 + silent)).decision == decide(wanted)
    assert whole_reads == []


def test_the_first_day_is_the_earliest_that_was_told_about() -> None:
    assert care.first_day(SOMEBODY) is None
    morning(3)
    assert care.first_day(SOMEBODY) == at(2).date()
    late = {at(0).date(): {"first_step_pain.left": 4}}
    care.answer(SOMEBODY, late, at=at(3), id="late")
    assert care.first_day(SOMEBODY) == at(0).date() == min(event.date for event in care.entries(SOMEBODY))


def test_words_of_some_kinds_are_those_of_all_entries() -> None:
    morning(0)
    morning(1)
    care.tell("seen", SOMEBODY, {"role": "doctor", "cleared": True}, day=at(1).date(), at=at(1, 8), id="seen")
    wanted = tuple(event for event in care.entries(SOMEBODY) if event.kind in STANDING)
    assert care.words(SOMEBODY, *STANDING) == wanted and len(wanted) == 1


def test_whether_and_when_a_slot_was_last_told() -> None:
    assert not care.ever_told(SOMEBODY, "steps") and care.last_told(SOMEBODY, ["steps"]) is None
    told = care.answer(SOMEBODY, {at(0).date(): {"steps": 4000}}, at=at(1), id="steps").recent[0]
    care.correct(SOMEBODY, told, {"steps": 5000, "run_minutes": 20}, at=at(2))
    care.withdraw(SOMEBODY, told, at=at(3))
    assert care.ever_told(SOMEBODY, "steps") and not care.ever_told(SOMEBODY, "run_minutes")
    assert care.last_told(SOMEBODY, ["run_minutes", "stood_hours"]) == at(0).date()


def test_a_day_that_is_kept_already_is_read_from_the_first_on(whole_reads: list[str]) -> None:
    """A clock set back: the course of a day is no start for the same day."""
    told_for(8)
    look(at=at(19))
    whole_reads.clear()
    wanted = course(pathway(), care.entries(SOMEBODY), today=at(16).date().toordinal())
    whole_reads.clear()
    assert look(at=at(16)).decision == decide(wanted)
    assert whole_reads == [SOMEBODY]


def test_before_the_first_day_is_three_days_back_nothing_is_kept() -> None:
    morning(0)
    look(at=at(2))
    assert store.cached(SOMEBODY, care.bases.cache_key) is None
    look(at=at(3))
    kept = store.cached(SOMEBODY, care.bases.cache_key)
    assert kept is not None and kept.until == at(0).date()


@pytest.mark.parametrize(("day", "anew"), [(15, True), (16, True), (17, False)])
def test_only_what_is_told_of_the_days_that_are_kept_is_read_from_the_first_on(
    day: int, anew: bool, whole_reads: list[str]
) -> None:
    told_for(20)
    store.keep(SOMEBODY, "no pathway", 1, START, "{}")
    assert care.bases.of(SOMEBODY, at(19).date()).before is not None
    late = entered(pathway(), {"steps": 4000}, day=at(day).date(), at=at(19), id="late")
    store.append(SOMEBODY, [to_store(pathway(), late)], expected=store.last(SOMEBODY))
    whole_reads.clear()
    care.bases.of(SOMEBODY, at(19).date())
    assert whole_reads == [SOMEBODY] * anew


def test_what_is_told_of_today_is_told_from_what_is_kept(whole_reads: list[str]) -> None:
    told_for(20)
    look(at=at(19, 8))
    whole_reads.clear()
    morning(20)
    assert whole_reads == []


def test_a_ceiling_of_older_knowledge_is_found_behind_the_cache() -> None:
    told_for(8)
    assert care.bases.of(SOMEBODY, at(7).date()).before is not None
    body = {"state": {"phase": "calm"}, "phase": "calm"}
    said = Event("old", "decided", at(7).date(), at(7, 10), "2025.9+0123456789ab", body)
    store.append(SOMEBODY, [said], expected=store.last(SOMEBODY))
    found = look(at=at(7, 11))
    assert found.course.value("phase") == "early"
    assert (found.decision.phase, found.decision.capped) == ("calm", True)


OTHER = "2025.9+0123456789ab"
"""The stamp of other knowledge."""


def decided_otherwise(id: str, day: int, phase: str = "calm") -> None:
    said = Event(id, "decided", at(day).date(), at(day, 10), OTHER, {"state": {"phase": phase}, "phase": phase})
    store.append(SOMEBODY, [said], expected=store.last(SOMEBODY))


@pytest.mark.parametrize("decided", [4, 5, 6, 7])
def test_the_days_after_new_knowledge_are_not_told_from_the_first_on(decided: int, whole_reads: list[str]) -> None:
    """A ceiling is in the course that is kept, or ahead of it."""
    told_for(8)
    decided_otherwise("old", decided)
    look(at=at(7, 11))
    for day in (7, 8, 9, 10, 11, 12):
        whole_reads.clear()
        found = look(at=at(day, 11))
        assert whole_reads == []
        past = store.read(SOMEBODY)
        wanted = course(pathway(), (*care.bases.typed(past.events), *past.said), today=at(day).date().toordinal())
        assert found.decision == decide(wanted)
        assert (found.course.value("phase"), found.decision.phase) == (wanted.value("phase"), wanted.phase)
        if day > 7:
            morning(day)


def test_ceilings_are_asked_for_only_where_other_knowledge_has_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    told_for(8)
    asked: list[int] = []
    said = store.said
    monkeypatch.setattr(store, "said", lambda person, *, until: asked.append(until) or said(person, until=until))
    look(at=at(7, 9))
    assert asked == []
    decided_otherwise("old", 7)
    look(at=at(7, 11))
    assert asked != []


@pytest.mark.parametrize("back", [0, 2, 3, 6])
def test_a_second_ceiling_of_the_same_knowledge_stands_for_the_first(back: int, whole_reads: list[str]) -> None:
    """Also where the clock was set back between the two: the last that was said is the one that holds."""
    told_for(8)
    decided_otherwise("old", 7)
    look(at=at(7, 11))
    decided_otherwise("older", 7 - back, "early")
    whole_reads.clear()
    assert look(at=at(7, 12)).decision.phase == "early" and whole_reads == [SOMEBODY]
    whole_reads.clear()
    assert look(at=at(7, 13)).decision.phase == "early" and whole_reads == []


def test_the_code_that_folds_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    code_digest.cache_clear()
    key = care.bases.cache_key
    monkeypatch.setattr(Path, "read_bytes", lambda path: path.name.encode())
    code_digest.cache_clear()
    other = care.bases.cache_key
    code_digest.cache_clear()
    assert key != other and key.startswith(pathway().stamp) and other.startswith(pathway().stamp)


def test_a_late_answer_about_a_day_that_is_kept_is_decided_with_it() -> None:
    told_for(20)
    store.keep(SOMEBODY, "no pathway", 1, START, "{}")
    look(at=at(19, 8))
    sign = {at(16).date(): {"cold_pale_foot.left": True}, at(19).date(): {"steps": 3000}}
    late = care.answer(SOMEBODY, sign, at=at(19, 9))
    assert late.decision.triage == "emergency" == look(at=at(19, 10)).decision.triage


def test_what_was_told_of_the_last_three_days_is_at_hand() -> None:
    told_for(8)
    wanted = [at(day).date() for day in (5, 5, 6, 6, 7)]
    found = look(at=at(7, 8)).recent
    assert [event.date for event in found] == wanted and {event.kind for event in found} == {"answered"}
    assert [event.date for event in morning(8).recent] == [at(day).date() for day in (6, 6, 7, 7, 8)]


def test_a_word_that_comes_again_is_told_once() -> None:
    told_for(3)
    ids = [event.id for event in morning(2).recent]
    assert len(ids) == len(set(ids)) == 5


# -- which days ------------------------------------------------------------------------------------------------


def test_nothing_is_told_of_a_day_longer_ago_than_the_longest_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svang.care.LONGEST", 30)
    care.answer(SOMEBODY, {at(0).date(): {"steps": 1000}}, at=at(30))
    for tell in (
        lambda: care.answer(SOMEBODY, {at(0).date(): {"steps": 1000}}, at=at(31)),
        lambda: care.tell("seen", SOMEBODY, {"role": "doctor"}, day=at(0).date(), at=at(31)),
    ):
        with pytest.raises(Refused) as refused:
            tell()
        (problem,) = refused.value.problems
        assert (problem.code, problem.details["low"]) == ("long_ago", at(1).date().isoformat())


@pytest.mark.parametrize(("near", "far"), [(39 + 30, 39 + 31), (40 - 30, 40 - 31)])
def test_a_clock_that_is_a_lifetime_away_is_said_to_be_wrong(
    near: int, far: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told on day 40 is about the days 39 and 40."""
    morning(40)
    monkeypatch.setattr("svang.care.basis.LONGEST", 30)
    look(at=at(near))
    store.keep(SOMEBODY, "no pathway", 1, START, "{}")
    with pytest.raises(store.Trouble):
        look(at=at(far))


def test_what_a_clinician_says_of_tomorrow_is_refused() -> None:
    with pytest.raises(Refused):
        care.tell("seen", SOMEBODY, {"role": "doctor"}, day=at(1).date(), at=at(0))
    assert list(care.export(SOMEBODY)) == []


# -- the names of what is told ---------------------------------------------------------------------------------


def test_what_has_no_name_gets_one_of_its_own_and_a_name_is_kept() -> None:
    """A second tap without a name is a second word; with one it is the same."""
    care.answer(SOMEBODY, {at(0).date(): {"steps": 1000}}, at=at(0))
    care.answer(SOMEBODY, {at(0).date(): {"steps": 2000}}, at=at(0, 8))
    care.answer(SOMEBODY, {at(0).date(): {"steps": 3000}}, at=at(0, 9), id="named")
    first, second, named = care.entries(SOMEBODY)
    assert named.id == "named-0" and len({first.id, second.id, "False-0", "-0"}) == 4
    assert care.known(SOMEBODY, "named") and not care.known(SOMEBODY, "other")


def test_a_day_of_which_nothing_is_said_is_no_entry() -> None:
    care.answer(SOMEBODY, {at(0).date(): {}, at(1).date(): {"steps": 1000}}, at=at(1), id="one")
    assert [event.date for event in care.entries(SOMEBODY)] == [at(1).date()]


# -- who has seen the foot, pauses, yesterday ------------------------------------------------------------------


def test_the_last_look_is_the_last_that_was_not_taken_back() -> None:
    def told(id: str, kind: str, day: int = 4, hour: int = 7, **body: Any) -> Event:
        return Event(id, kind, at(day).date(), at(day, hour), pathway().stamp, body)

    first, second = told("a", "seen", 2, role="doctor"), told("b", "seen", 4, role="nurse")
    early = told("c", "seen", 4, 6, role="doctor")
    later = told("d", "answered", 4, 9)
    events = [second, first, early, later]
    assert last_seen(events, at(4).date()) == second and last_seen(events, at(3).date()) == first
    assert last_seen(events, at(1).date()) is None and last_seen([later], at(4).date()) is None
    back, part = told("e", "withdrawn", target="b"), told("f", "withdrawn", target="b", slots=("role",))
    changed = told("g", "corrected", target="b", values={"role": "doctor"})
    assert last_seen([*events, back], at(4).date()) == early
    assert last_seen([*events, part, changed], at(4).date()) == second


def test_a_pause_that_is_ended_holds_until_that_day() -> None:
    told_for(3)
    until = {"until": at(20).toordinal(), "why": "away"}
    care.tell("paused", SOMEBODY, until, day=at(3).date(), at=at(3), id="pause")
    (told,) = (event for event in care.entries(SOMEBODY) if event.kind == "paused")
    assert care.end_pause(SOMEBODY, told, day=at(6).date(), at=at(6)).course.value("own_pause") is not True
    assert look(at=at(5)).course.value("own_pause") is True
    (again,) = (event for event in care.entries(SOMEBODY) if event.kind == "paused" and event.id != told.id)
    assert (again.date, again.body["until"]) == (at(3).date(), at(6).toordinal())
    care.end_pause(SOMEBODY, again, day=at(3).date(), at=at(6, 8))
    assert [event.kind for event in care.entries(SOMEBODY)][-1] == "withdrawn"
    assert look(at=at(5)).course.value("own_pause") is not True


def test_yesterday_is_there_once_a_plan_has_run_for_a_day() -> None:
    assert care.before(SOMEBODY, look(at=at(0))) is None
    assert care.before(SOMEBODY, morning(0)) is None
    found = care.before(SOMEBODY, morning(1))
    assert found is not None and found[0].date == at(0).date().toordinal() == found[1].date
    assert found[1] == look(at=at(0, 20)).decision


def test_yesterday_comes_from_what_today_was_folded_from_and_is_the_same() -> None:
    for day in range(9):
        found = morning(day)
        known = look(at=at(day))
        assert found.decision == known.decision
        before = care.before(SOMEBODY, known)
        alone = look(at=at(day - 1))
        assert (before is None) is (day == 0)
        assert before is None or (before[1], before[0].date) == (alone.decision, alone.course.date)


def test_the_days_before_yesterday_are_there_as_far_as_today_was_folded_from_them() -> None:
    told_for(9)
    found = look(at=at(9))
    before = care.before(SOMEBODY, found, 2)
    assert before is not None and before[1] == look(at=at(7)).decision
    far = next(days for days in range(2, 20) if not found.basis.reaches(at(9 - days).date()))
    assert care.before(SOMEBODY, found, far) is None and care.before(SOMEBODY, found, 10) is None


def test_yesterday_is_read_where_today_was_folded_from_a_day_too_near() -> None:
    """The clock was set back after a course was kept."""
    told_for(9)
    store.keep(SOMEBODY, "no pathway", 1, START, "{}")
    care.bases.of(SOMEBODY, at(9).date())
    found = look(at=at(7))
    assert not found.basis.reaches(at(6).date())
    before = care.before(SOMEBODY, found)
    assert before is not None and before[1] == look(at=at(6)).decision


# -- days that are kept in this process ----------------------------------------------------------------------------


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Each day that is worked out from a basis."""
    days, day = list[date](), Basis.day
    monkeypatch.setattr(Basis, "day", lambda basis, today: days.append(today) or day(basis, today))
    return days


def test_a_day_is_worked_out_once_until_something_is_told(folded: list[date]) -> None:
    told_for(5)
    first = look(at=at(4, 9))
    assert care.look(SOMEBODY, at=at(4, 21)) is first and folded == [at(4).date()]
    assert care.look(SOMEBODY, at=at(5)) is not first and care.look("another", at=at(4)).nothing_yet
    evening = care.answer(SOMEBODY, {at(4).date(): {"activity_pain": 9}}, at=at(4, 22))
    now = care.look(SOMEBODY, at=at(4, 23))
    assert now is evening and now.decision == look(at=at(4, 23)).decision != first.decision
    care.withdraw(SOMEBODY, care.entries(SOMEBODY)[-1], at=at(4, 23))
    assert care.look(SOMEBODY, at=at(4, 23)).decision == first.decision


def test_what_was_told_from_elsewhere_is_seen(folded: list[date]) -> None:
    """Another process writes into the same store."""
    told_for(3)
    look(at=at(2, 9))
    elsewhere = Care(pathway(), store, lambda: at(2, 10))
    told = elsewhere.answer(SOMEBODY, {at(2).date(): {"activity_pain": 9}}, at=at(2, 10))
    assert care.look(SOMEBODY, at=at(2, 11)).decision == told.decision
    assert folded == [at(2).date()] * 2


def test_the_day_after_an_answer_is_not_read_again_and_is_the_same(folded: list[date]) -> None:
    for day in range(6):
        told = morning(day)
        assert care.look(SOMEBODY, at=at(day, 12)) is told
        assert look(at=at(day, 12)).decision == told.decision
    assert folded == [at(day).date() for day in range(6)]


def test_a_repeat_says_what_is_so_now() -> None:
    morning(0)
    told = morning(1)
    assert morning(1).decision == told.decision == care.look(SOMEBODY, at=at(1, 8)).decision


def test_nothing_of_an_erased_person_is_kept_in_this_process() -> None:
    """Also where the same words are told again at the same moment."""
    morning(0)
    was = care.look(SOMEBODY, at=at(0, 9))
    care.erase(SOMEBODY)
    assert care.look(SOMEBODY, at=at(0, 9)).nothing_yet
    other = care.answer(SOMEBODY, {at(0).date(): answers() | {"fever_unexplained": "yes"}}, at=at(0), id="day-0")
    assert care.look(SOMEBODY, at=at(0, 9)).decision == other.decision != was.decision


def test_the_newest_stay_and_what_was_asked_for_is_new() -> None:
    kept = Newest[str, int](2)
    assert [kept.get("a"), kept.keep("a", 1), kept.keep("b", 2), kept.get("a"), kept.keep("c", 3)] == [None, 1, 2, 1, 3]
    assert [kept.get(key) for key in "abc"] == [1, None, 3]
    kept.forget()
    assert [kept.get(key) for key in "abc"] == [None, None, None]


def test_each_of_some_days_is_that_day_as_it_is_known_now() -> None:
    told_for(5)
    found = list(care.days(SOMEBODY, at(1).date(), at(4).date()))
    assert [course.date for course in found] == [at(day).date().toordinal() for day in range(1, 5)]
    for day, known in zip(range(1, 5), found, strict=True):
        then = look(at=at(day)).course
        assert (known.phase, known.value("first_step_pain")) == (then.phase, then.value("first_step_pain"))


# -- out and in ------------------------------------------------------------------------------------------------


def test_a_copy_of_the_store_holds_all_of_it(tmp_path: Path) -> None:
    told_for(2)
    care.backup(tmp_path / "copy.sqlite3")
    rows = store.rows_of(tmp_path / "copy.sqlite3", SOMEBODY)
    events, unfinished = store.restored(rows)
    assert events and (events, unfinished) == store.restored(care.export(SOMEBODY))


def test_what_is_put_back_is_counted_and_what_does_not_fold_is_refused() -> None:
    told_for(3)
    rows = list(care.export(SOMEBODY))
    assert care.put_back("new", rows, at=at(3)) == len(rows) == store.last("new")
    assert care.put_back("new", rows, at=at(3)) == 0
    torn = [row | ({"body": {"first_step_pain.left": "often"}} if row["kind"] == "answered" else {}) for row in rows]
    deep: Any = []
    for _ in range(900):
        deep = [deep]
    for what in (torn, [*rows, rows[0] | {"body": {}}], [rows[0] | {"body": {"note": deep}}], [{}], []):
        with pytest.raises(store.NoCopy):
            care.put_back("torn", what, at=at(3))
        assert list(care.export("torn")) == []


def test_what_is_put_back_by_a_clock_that_is_a_lifetime_away_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    told_for(3)
    rows = list(care.export(SOMEBODY))
    monkeypatch.setattr("svang.care.basis.LONGEST", 30)
    with pytest.raises(store.Trouble):
        care.put_back("new", rows, at=at(100))
    assert list(care.export("new")) == []


@pytest.mark.parametrize("minutes", [0, 1, 59, 60, 61, 245, 360])
def test_a_clock_time_is_read_as_it_is_written(minutes: int) -> None:
    begins = timedelta(minutes=minutes)
    assert day_begins(clock_of(begins)) == begins
    assert clock_of(timedelta(hours=4, minutes=5)) == "04:05"


# -- more than one pathway ------------------------------------------------------------------------------------

PATIENT_CALM = with_settings(pathway(), {"calm_least": 7})
"""A clinic in which nobody leaves the calm phase before a week has gone."""


def test_two_pathways_are_served_by_one_process_and_each_keeps_to_its_own() -> None:
    usual, clinic = care, Care(PATIENT_CALM, store, lambda: at(0))
    phases: dict[str, list[str]] = {"usual": [], "clinic": []}
    for day in range(12):
        for person, served in (("usual", usual), ("clinic", clinic)):
            told = {at(day).date(): answers() if not day else {"first_step_pain.left": 2, "nothing_new": True}}
            if day:
                told[at(day - 1).date()] = {"activity_pain": 2}
            served.answer(person, told, at=at(day), id=f"{person}-{day}")
            phases[person].append(str(served.look(person, at=at(day, 20)).decision.phase))
    left = {
        person: next((n for n, phase in enumerate(found) if phase != "calm"), 99) for person, found in phases.items()
    }
    assert left["usual"] >= pathway().thresholds["calm_least"].value > left["usual"] - 2
    assert left["clinic"] >= 7 and phases["clinic"][:7] == ["calm"] * 7


def test_a_course_kept_under_a_clinics_settings_is_no_course_of_the_usual_pathway() -> None:
    for day in range(10):
        morning(day, 2)
    clinic = Care(PATIENT_CALM, store, lambda: at(0))
    first = look(at=at(10)).decision
    clinic.look(SOMEBODY, at=at(10))
    assert clinic.bases.cache_key != care.bases.cache_key
    assert look(at=at(10)).decision == first


def test_settings_that_no_clinic_may_have_are_refused() -> None:
    for wrong in ({"calm_least": 2}, {"calm_least": 8}, {"no_such": 1}, {"gap_short": 99}):
        with pytest.raises(ValueError, match="cannot be"):
            with_settings(pathway(), wrong)
    assert with_settings(pathway(), {}) is pathway()
    assert with_settings(pathway(), {"calm_least": 7}).stamp == PATIENT_CALM.stamp != pathway().stamp


@pytest.mark.parametrize("relation", pathway().relations, ids=" ".join)
def test_settings_keep_the_relations_that_must_hold(relation: tuple[str, str, str]) -> None:
    left, op, right = (pathway().thresholds.get(name, name) for name in relation)
    assert not isinstance(left, str) and not isinstance(right, str)
    wrong = {left.id: left.high, right.id: right.low}
    broken = left.high > right.low or (op == "<" and left.high == right.low)
    if broken:
        with pytest.raises(ValueError, match="does not hold"):
            with_settings(pathway(), wrong)
    else:
        assert with_settings(pathway(), wrong).thresholds[left.id].value == left.high
