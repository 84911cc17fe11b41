"""What the tests of the command line begin with: a nurse's answers, a terminal to talk to, a command to run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pexpect

from bench.people import as_yaml, intake_of

ROOT = Path(__file__).parents[2]
MORNING = "2026-03-02T07:10:00+01:00"

NURSE = as_yaml(intake_of("nurse"))
TYPED: Mapping[str, str] = {  # the same, as the nurse types it
    "age": "46",
    "inflammatory_signs": "10",
    "pain_sites:feet": "1",
    "pain_sites": "1",
    "weeks_of_pain": "5",
    "first_step_pain": "6",
    "eases_when_warm": "1",
    "worse_after_rest": "1",
    "worse_long_load": "1",
    "press_front_inner": "1",
    "windlass": "2",
    "activity_pain": "5",
    "function_limit": "2",
    "trend_3_weeks": "1",
}
NO, ENTER = "2", ""


def by_enter() -> set[str]:
    """What the nurse leaves with Enter alone: no line of a list fits, and the profile is for another day."""
    from svang.interview.lists import BY_CHOICE
    from svang.pathway.load import pathway

    way = pathway()
    left = {fact.id for fact in way.facts.values() if fact.asked_text in BY_CHOICE}
    return left | {f"list:{each.page}" for each in way.lists if each.how == "signs"}


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


def on_day(day: int, clock: str = "07:10") -> str:
    return f"2026-03-{day:02}T{clock}:00+01:00"


def environment(folder: Path, now: str, lang: str | None, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SVANG_")}
    said = {"SVANG_LANG": lang} if lang else {}
    return {**kept, "SVANG_DATA": str(folder), "SVANG_NOW": now, "TERM": "dumb", "COLUMNS": "80", **said, **more}


def process(
    *args: str,
    folder: Path,
    now: str = MORNING,
    lang: str = "da",
    python: tuple[str, ...] = (),
    program: str = "",
    env: Mapping[str, str] | None = None,
    **more: Any,
) -> Result:
    """A whole process, with no terminal."""
    ran = subprocess.run(
        [sys.executable, *python, *(("-c", program) if program else ("-m", "svang")), *args],
        cwd=ROOT,
        env=environment(folder, now, lang, **(env or {})),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        **more,
    )
    return Result(ran.returncode, ran.stdout, ran.stderr)


class Talk:
    """Svang on a terminal of its own, answered question by question."""

    def __init__(self, *args: str, folder: Path, now: str = MORNING, lang: str | None = "da", **more: Any) -> None:
        wide = more.pop("wide", 80)
        env = environment(folder, now, lang, **more)
        del env["COLUMNS"]
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "svang", *args],
            cwd=str(ROOT),
            env=env,
            encoding="utf-8",
            timeout=120,
            dimensions=(60, wide),
            echo=False,
            preexec_fn=partial(
                signal.signal, signal.SIGINT, signal.SIG_DFL
            ),  # ignored, if these tests run behind a shell
        )
        self.said = ""

    def hear(self) -> str:
        """What is said up to the next question; all of the rest where none comes."""
        self.child.expect(["\n> ", pexpect.EOF])
        heard = self.child.before.replace("\r\n", "\n")
        self.said += heard
        return heard

    def answer(self, *typed: str) -> str:
        """Types answers, one to each question; what is said after the last of them."""
        for word in typed:
            self.child.sendline(word)
            heard = self.hear()
        return heard

    def interrupt(self) -> str:
        self.child.sendintr()
        return self.hear()

    @property
    def code(self) -> int | None:
        self.child.close()
        return self.child.exitstatus


def questions_of(language: str) -> dict[str, str]:
    """Each question as it is put, by the fact it is about; pain_sites:feet is which foot."""
    from svang.pathway.load import pathway
    from svang.texts import texts

    words = texts(language)
    found = {words("facts", name, "ask"): name for name in pathway().facts}
    found |= {
        words("lists", each.page, "title"): f"list:{each.page}" for each in pathway().lists if each.how == "signs"
    }
    for frame in ("yesterday", "this_evening"):
        found |= {said: name for name, said in words.get("ui", frame).items()}
    found |= {words("ui", "ask", "feet"): "pain_sites:feet", words("ui", "ask", "news"): "news"}
    return {" ".join(said.split()): name for said, name in found.items()}


def asked_in(heard: str, language: str) -> str:
    """The fact that the last thing said asks about."""
    flat = " ".join(heard.split())
    places = [(flat.rfind(said), name) for said, name in questions_of(language).items() if said in flat]
    return max(places, default=(-1, ""))[1]


def answered(talk: Talk, heard: str, language: str, **differently: str) -> list[str]:
    """Answers as the nurse until no question comes; the facts asked, in order."""
    asked = []
    while talk.child.isalive() or heard:
        name = asked_in(heard, language)
        if not name or talk.child.eof():
            break
        asked.append(name)
        heard = talk.answer(differently.get(name, ENTER if name in by_enter() else TYPED.get(name, NO)))
    return asked
