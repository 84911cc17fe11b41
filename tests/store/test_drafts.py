"""What is being answered is kept until it is stored or dropped, and leaves no trace then."""

import random
import sqlite3
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from svang import store
from svang.settings import home
from svang.store import Trouble, opening
from tests.store.given import DAY, event, in_layout_three

MARKER = "hemmelighed-4711"
CHECK, MORNING = "check", "morning"


def keep(answers, *, person="me", kind=CHECK, day=DAY):
    return store.keep_draft(person, kind, day, answers)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def bytes_of(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def code_of(work):
    with pytest.raises(Trouble) as trouble:
        work()
    assert MARKER not in str(trouble.value), "The sentence of a failure must not quote an answer."
    return trouble.value.code


def test_it_works(folder):
    kept = keep({"age": ["46"], "pain_sites": ["1", "3"]})
    assert store.draft("me", CHECK) == kept, "What was kept must be read back as it was."
    assert (kept.day, dict(kept.answers)) == (DAY, {"age": ["46"], "pain_sites": ["1", "3"]})


def test_nothing_kept_is_nothing_found(folder):
    assert store.draft("me", CHECK) is None


def test_letters_of_every_kind_come_back(folder):
    answers = {"ø|2026-03-01": ["hæl på åen, \x00, 日本, \ud800", ""], "": []}
    assert dict(keep(answers).answers) == answers
    assert dict(store.draft("me", CHECK).answers) == answers


def test_it_is_there_after_the_store_was_opened_again(folder):
    kept = keep({"age": ["46"]})
    connections.close_all()
    store.open(folder, patience=0.05)
    assert store.draft("me", CHECK) == kept, "A draft must outlive the process that kept it."


def test_answers_are_added_under_the_same_key_and_the_last_word_wins(folder):
    first = keep({"age": ["46"], "wound": ["1"]})
    second = keep({"wound": ["2"]})
    assert second.key == first.key, "One sitting has one key."
    assert dict(store.draft("me", CHECK).answers) == {"age": ["46"], "wound": ["2"]}


def test_another_day_begins_anew_with_a_key_of_its_own(folder):
    first = keep({"age": ["46"]})
    second = keep({"wound": ["2"]}, day=DAY + timedelta(1))
    assert second.key != first.key, "Another day is another sitting."
    assert store.draft("me", CHECK) == second
    assert dict(second.answers) == {"wound": ["2"]}


def test_kinds_and_people_stand_apart(folder):
    kept = [keep({"n": [kind + who]}, kind=kind, person=who) for kind in (CHECK, MORNING) for who in ("me", "you")]
    found = [store.draft(who, kind) for kind in (CHECK, MORNING) for who in ("me", "you")]
    assert found == kept and len({each.key for each in kept}) == 4


def test_only_the_draft_with_that_key_is_dropped(folder):
    old = keep({"age": ["46"]})
    new = keep({"age": ["47"]}, day=DAY + timedelta(1))
    other = keep({"age": ["46"]}, kind=MORNING)
    store.drop_draft("me", CHECK, old.key)
    assert store.draft("me", CHECK) == new, "A sitting that began since then must stay."
    store.drop_draft("me", CHECK, new.key)
    assert store.draft("me", CHECK) is None
    assert store.draft("me", MORNING) == other, "Another kind's sitting must stay."
    store.drop_draft("me", CHECK, new.key)  # dropped already: nothing happens


def test_a_draft_is_no_event(folder):
    keep({"age": ["46"]})
    assert (store.last("me"), store.people()) == (0, [])


def test_two_writers_at_once_keep_both_their_answers(folder):
    store.open(folder, patience=10)
    ready, keys, failed = threading.Barrier(2), set(), []

    def write(name):
        try:
            ready.wait(timeout=20)
            for number in range(40):
                keys.add(keep({f"{name}-{number}": [name]}).key)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for each in writers:
        each.start()
    for each in writers:
        each.join(timeout=60)
    assert not failed and not any(each.is_alive() for each in writers)
    wanted = {f"{name}-{number}" for name in "ab" for number in range(40)}
    assert set(store.draft("me", CHECK).answers) == wanted, "An answer of one writer was lost to the other."
    assert len(keys) == 1, "Two writers of one day share one sitting."


def test_a_writer_waits_for_a_short_lock_and_is_told_of_a_long_one(folder):
    kept = keep({"age": ["46"]})
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert code_of(lambda: keep({"wound": [MARKER]})) == "locked"
    assert code_of(lambda: store.drop_draft("me", CHECK, kept.key)) == "locked"
    assert store.draft("me", CHECK) == kept, "Reading needs no lock, and nothing was half kept."
    other.execute("ROLLBACK")
    other.close()
    keep({"wound": ["2"]})


def test_a_full_disk_keeps_what_was_kept(folder):
    kept = keep({"age": ["46"]})
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    sql(f"PRAGMA max_page_count = {pages + 1}")
    assert code_of(lambda: keep({MARKER: [MARKER * 3000]})) == "full"
    assert store.draft("me", CHECK) == kept
    sql("PRAGMA max_page_count = 1000000")
    assert dict(keep({"wound": ["2"]}).answers) == {"age": ["46"], "wound": ["2"]}


def test_who_may_only_read_is_told_so(folder):
    kept = keep({"age": ["46"]})
    connection.close()
    connection.settings_dict["NAME"] = connection.settings_dict["NAME"].replace("mode=rw", "mode=ro")
    assert code_of(lambda: keep({"wound": [MARKER]})) == "read_only"
    assert store.draft("me", CHECK) == kept


def test_nothing_is_kept_in_a_file_that_was_taken_away(folder):
    keep({"age": ["46"]})
    home.file_in(folder).rename(folder / "moved")
    assert code_of(lambda: keep({"wound": ["2"]})) == "missing"


def test_erasing_leaves_no_byte(folder):
    keep({f"{MARKER}-{n}": [MARKER * n * 20] for n in range(60)}, person=f"person-{MARKER}")
    keep({MARKER: [MARKER]}, person=f"person-{MARKER}", kind=MORNING)
    other = keep({"age": ["46"]}, person="other")
    assert MARKER.encode() in bytes_of(folder), "The marker was never there, so this proves nothing."
    assert store.erase(f"person-{MARKER}") == 2, "Who has only drafts is told that something was erased."
    assert MARKER.encode() not in bytes_of(folder), "A byte of an erased draft is left."
    assert store.draft("other", CHECK) == other


def test_what_was_replaced_or_dropped_before_leaves_no_byte_after_erasing(folder):
    keep({MARKER: [MARKER * 1000]})
    short = keep({"age": ["46"]}, day=DAY + timedelta(1))
    store.drop_draft("me", CHECK, short.key)
    store.append("me", [event(1)], expected=0)
    store.erase("me")
    assert MARKER.encode() not in bytes_of(folder), "A byte of a draft that was replaced is left."


@pytest.mark.parametrize(
    "change",
    [
        f"answers = '{{\"{MARKER}\": '",
        f"answers = CAST(x'ff' || '{MARKER}' AS TEXT)",
        f"day = '{MARKER}'",
        f"answers = '[\"{MARKER}\"]'",
        f'answers = \'{{"age": "{MARKER}"}}\'',
        f'answers = \'{{"age": [{{"{MARKER}": 1}}]}}\'',
        "answers = '4711'",
    ],
)
def test_a_draft_that_makes_no_sense_is_damage_and_is_not_quoted(folder, change):
    keep({"age": ["46"]})
    sql(f"UPDATE store_draft SET {change}")
    assert code_of(lambda: store.draft("me", CHECK)) == "corrupt"


def test_a_damaged_page_is_noticed_or_does_not_matter(folder):
    kept = keep({f"{MARKER}-{n}": [MARKER * n] for n in range(60)})
    store.open(folder.with_name("elsewhere"))
    file, chance, noticed = home.file_in(folder), random.Random(1), 0
    content = file.read_bytes()
    for start in range(4096, len(content), 4096):
        file.write_bytes(content[:start] + chance.randbytes(4096) + content[start + 4096 :])
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        try:
            store.open(folder, patience=0.05)
            assert store.draft("me", CHECK) == kept
        except Trouble as trouble:
            assert trouble.code == "corrupt"
            noticed += 1
        store.open(folder.with_name("elsewhere"))
    assert noticed > 0, "No damage was ever noticed, so this proves nothing."


def in_layout_one(folder):
    """The store as the first version left it: no table for drafts, nobody asked who says so, each decision whole."""
    sql("DROP TABLE store_draft")
    in_layout_three()
    sql('ALTER TABLE store_event DROP COLUMN "by"')
    sql("DELETE FROM django_migrations WHERE app = 'store' AND name != '0001_initial'")
    sql("PRAGMA user_version = 1")
    connections.close_all()


def test_a_store_without_drafts_is_brought_up_to_date_and_keeps_its_events(folder):
    store.append("me", [event(1), event(2)], expected=0)
    before = store.read("me")
    in_layout_one(folder)
    store.open(folder, patience=0.05)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA user_version").fetchone()[0] == opening.LAYOUT == 4
    assert store.read("me") == before, "Bringing the layout up to date must keep every event."
    assert store.draft("me", CHECK) is None
    assert dict(keep({"age": ["46"]}).answers) == {"age": ["46"]}
    with pytest.raises(Exception, match="never changed"):
        sql("UPDATE store_event SET kind = 'withdrawn'")


def test_bringing_it_up_to_date_is_all_or_nothing(folder, monkeypatch):
    monkeypatch.setattr(opening, "MAKING", 0.05)  # a minute is for slow machines, not for a test
    store.append("me", [event(1)], expected=0)
    in_layout_one(folder)
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert code_of(lambda: store.open(folder, patience=0.05)) == "locked"
    other.execute("ROLLBACK")
    assert other.execute("PRAGMA user_version").fetchone()[0] == 1, "A layout that was not made must not be claimed."
    other.close()
    store.open(folder, patience=0.05)
    assert len(store.read("me").events) == 1 and store.draft("me", CHECK) is None
