"""Every page, in every state of tests/web/places.py: for eyes, ears, fingers, small screens, both languages, few bytes.

Pages are set up once for each language; every test looks at the page that is already there, so that none needs the
server again. SVANG_SNAPSHOTS=write writes the words in the accessibility tree anew.
"""

from __future__ import annotations

import difflib
import inspect
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, Request, Response

from svang import store
from svang.pathway.load import pathway
from svang.settings import home
from svang.texts import LANGUAGES, sections, texts
from svang.web.urls import urlpatterns
from tests.web import people
from tests.web.browser import Site, forget, served
from tests.web.conftest import MORNING
from tests.web.places import NO_PAGE, ONLY_POST, PLACES, Place

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots"
AXE = (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, PHONE, DESK = ({"width": width, "height": 780} for width in (320, 360, 1280))
LOCALES = {"da": "da-DK", "en": "en-GB"}
COUNT_SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
SHIFTS = """new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifts)))))"""


@dataclass
class Seen:
    """A page as it came, and what came with it."""

    place: Place
    language: str
    page: Page
    site: Site
    said: list[str] = field(default_factory=list)  # by the browser: errors, and what its policy refused
    shifts: float = 0  # how far things jumped while it loaded
    requests: list[Request] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.place.name} ({self.language})"

    @property
    def status(self) -> int:
        return [each.status for each in self.responses if each.request.resource_type == "document"][-1]

    def run(self, script: str, value: Any = None) -> Any:
        return self.page.evaluate(script, value)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("SVANG_DATA", "SVANG_NOW", "DJANGO_SETTINGS_MODULE"):
            patch.setenv(variable, "")  # so that they are set back
        with served(tmp_path_factory.mktemp("nobody"), MORNING) as found:
            yield found


def with_nothing(server: Site, folder: Path) -> Site:
    """The same server over a store in which nothing is told."""
    os.environ |= {"SVANG_DATA": str(folder), "SVANG_NOW": MORNING}
    forget()
    store.make(folder)
    home.file_in(folder).write_bytes(empty())
    store.open(folder)
    return Site(server.base, folder)


@cache
def empty() -> bytes:
    """A store in which nothing is told: made once."""
    with TemporaryDirectory() as made:
        store.open(Path(made))
        connections.close_all()
        return home.file_in(Path(made)).read_bytes()


def pages() -> Iterator[str]:
    """Every place in Danish, and every other one in English; a soak looks at all of them in both."""
    for n, name in enumerate(PLACES):
        for language in LANGUAGES:
            if os.environ.get("SVANG_SOAK") or language == "da" or n % 2:
                yield f"{name}-{language}"


@pytest.fixture(scope="module", params=list(pages()))
def seen(
    request: pytest.FixtureRequest, browser: Browser, server: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    name, _, language = request.param.partition("-")
    site = with_nothing(server, tmp_path_factory.mktemp("place"))
    context = browser.new_context(viewport=PHONE, locale=LOCALES[language])
    context.set_default_timeout(10_000)
    context.add_init_script(COUNT_SHIFTS)
    page = context.new_page()
    found = Seen(PLACES[name], language, page, site)
    page.on("console", lambda said: found.said.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.said.append(str(error)))
    page.on("request", lambda each: found.requests.append(each))
    page.on("response", lambda each: found.responses.append(each))
    PLACES[name].way(site, page)
    page.wait_for_load_state()
    found.shifts = page.evaluate(SHIFTS)
    yield found
    context.close()


@pytest.fixture
def changed(seen: Seen) -> Iterator[Seen]:
    """A page to be seen in another light, on another screen or in bigger letters: the next test finds it as it was."""
    yield seen
    seen.page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    seen.page.set_viewport_size(PHONE)
    seen.run("document.documentElement.removeAttribute('style')")


CHANGES = ("emulate_media", "set_viewport_size", "fontSize", "with_each_family")


def test_what_changes_a_page_puts_it_back() -> None:
    tests = [found for name, found in globals().items() if name.startswith("test_") and inspect.isfunction(found)]
    forgot = [each.__name__ for each in tests if "seen" in inspect.signature(each).parameters and changes(each)]
    assert not forgot, f"{forgot} change the page that the next test sees: take `changed` for `seen`."
    assert changes(test_letters_twice_as_big_fit) and not changes(test_no_word_is_broken_in_its_middle)


def changes(test: Callable[..., None]) -> bool:
    return any(each in inspect.getsource(test) for each in CHANGES)


# -- which pages there are ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [pattern.name for pattern in urlpatterns])
def test_every_address_is_looked_at(name):
    known = {each.page for each in PLACES.values()} | {*ONLY_POST, *NO_PAGE}
    assert name in known, f"The page {name} in urls.py is in no place of tests/web/places.py: say how to get there."


def test_no_place_is_of_an_address_that_is_gone():
    known = {pattern.name for pattern in urlpatterns}
    named = {each.page for each in PLACES.values() if each.page} | {*ONLY_POST, *NO_PAGE}
    assert named <= known, f"tests/web/places.py has addresses that urls.py has not: {sorted(named - known)}."


def test_what_is_only_posted_to_shows_nothing(server, page):
    for pattern in urlpatterns:
        if pattern.name in ONLY_POST:
            path = "/" + re.sub("<[^>]*>", "1", str(pattern.pattern))
            status = page.request.get(server(path)).status
            assert status == 405, f"{path} is listed as an address that is only posted to, but a GET answers {status}."


# -- words that lead ----------------------------------------------------------------------------------------


def test_the_page_is_in_the_language_and_the_browser_has_nothing_to_say(seen):
    assert seen.page.url.startswith(seen.site("/")), f"{seen} ended at {seen.page.url}."
    said = [line for line in seen.said if "Failed to load resource" not in line]
    assert not said, f"The browser complains on {seen}: {said}"
    assert seen.run("document.documentElement.lang") == seen.language, f"html lang is wrong on {seen}."
    assert seen.status == seen.place.status, f"{seen} is answered with {seen.status}, not {seen.place.status}."


def test_one_heading_a_title_that_says_where_one_is_and_the_way_past_the_menu(seen):
    headings = seen.page.locator("h1").all_inner_texts()
    assert len(headings) == 1, f"{seen} has {len(headings)} main headings: {headings}."
    where, dash, name = seen.page.title().rpartition(" – ")
    assert dash and name == "Svang", f"The title of {seen} does not end in Svang: {seen.page.title()!r}."
    words = seen.page.locator("body").inner_text() + texts(seen.language)("web", "urgent", "call_now")
    words += texts(seen.language)("web", "urgent", "call_today")
    assert where and where.lower() in words.lower(), f"The title of {seen}, {where!r}, is nowhere on the page."
    links = "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),summary,[tabindex=\"0\"]')]"
    first = seen.run(f"{links}[0].outerHTML")
    assert 'class="skip"' in first, f"The first thing that Tab reaches on {seen} is not the skip link: {first}"
    aim = seen.run("document.querySelector(document.querySelector('.skip').getAttribute('href')).tagName")
    assert aim == "MAIN", f"The skip link of {seen} leads to {aim}, not to the content."


def test_an_error_is_told_at_once_and_points_to_the_field(seen):
    errors = seen.page.locator("#err")
    assert errors.count() == (seen.place.status == 422), f"{seen} shows {errors.count()} errors."
    if seen.place.status == 422:
        assert errors.get_attribute("role") == "alert", f"The error of {seen} is not announced (role=alert)."
        assert seen.run("document.activeElement.id") == "err", f"The focus on {seen} is not on what went wrong."
        if seen.page.locator("input.txt").count():
            typed = seen.page.locator('input.txt[aria-invalid="true"]').first
            assert typed.count(), f"The field of {seen} is not marked as wrong."
            named = seen.page.locator(f'[id="{typed.get_attribute("aria-describedby")}"]')
            assert named.get_attribute("role") == "alert", f"The field of {seen} does not name its error."
            assert typed.input_value(), f"What was typed on {seen} is lost."


# -- axe ----------------------------------------------------------------------------------------------------


LOOK = """async (options) => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"], preload: false });
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)} `
    + node.failureSummary.split("\\n").slice(1).join(" ")));
}"""
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
LOOKS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}}
"""What colours and sizes can change; the rest is the same twice."""


VIEWS = {
    "da": ((PHONE, "light", ALL), (DESK, "dark", LOOKS)),
    "en": ((PHONE, "dark", LOOKS),),
}
"""Both widths and both schemes, once in two languages: what axe looks for is in the words of neither. A soak looks for
everything at each width in each scheme in both."""
EVERY_VIEW = tuple((view, scheme, ALL) for view in (PHONE, DESK) for scheme in ("light", "dark"))


def test_axe_finds_nothing(changed):
    found = []
    changed.run(AXE)
    for view, scheme, rules in EVERY_VIEW if os.environ.get("SVANG_SOAK") else VIEWS[changed.language]:
        changed.page.set_viewport_size(view)
        changed.page.emulate_media(color_scheme=scheme)
        found += [f"{view['width']} px, {scheme}: {each}" for each in changed.run(LOOK, rules)]
    assert not found, f"axe finds on {changed}:\n" + "\n".join(found)


# -- small screens, big letters, fingers --------------------------------------------------------------------

STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && box.right > wide + 0.5 && !each.ownerSVGElement && !each.closest(".vh, .skip");
  }).slice(0, 5).map((each) => each.outerHTML.slice(0, 120));
}"""
CUT = """() => [...document.querySelectorAll("button:not(.rb), a, label, summary, .tag, h1, h2, h3, p")]
.filter((each) => {
  if (!each.clientWidth || each.closest(".vh, .skip")) return false;
  const below = getComputedStyle(each).overflowY !== "visible" && each.scrollHeight > each.clientHeight + 2;
  return below || each.scrollWidth > each.clientWidth + 1;
}).map((each) => `${each.scrollWidth} > ${each.clientWidth}: ` + each.outerHTML.slice(0, 160))"""


FAMILIES = {"DejaVu": ("DejaVu Sans", "DejaVu Serif"), "Noto": ("Noto Sans", "Noto Serif")}
"""A phone has other letters than this machine: the pages must hold with narrow and with wide ones."""
WRITE_WITH = """([sans, serif]) => {
  const style = document.documentElement.style;
  style.setProperty("--sans", `"${sans}"`);
  style.setProperty("--serif", `"${serif}"`);
}"""
AS_WRITTEN = "['--sans', '--serif'].forEach((each) => document.documentElement.style.removeProperty(each))"
IS_THERE = """(family) => {
  const pen = document.createElement("canvas").getContext("2d");
  const wide = (font) => (pen.font = font, pen.measureText("Hælløft, Walk").width);
  const others = ["monospace", "sans-serif", "serif"];
  return others.some((other) => wide(`40px "${family}", ${other}`) !== wide(`40px ${other}`));
}"""


def with_each_family(seen: Seen) -> Iterator[str]:
    """The page in the letters of each family."""
    for name, both in FAMILIES.items():
        seen.run(WRITE_WITH, list(both))
        yield name
    seen.run(AS_WRITTEN)


def test_the_letters_are_there(page):
    """Both families are installed by name: without one the page would be measured twice in the same letters."""
    missing = [each for both in FAMILIES.values() for each in both if not page.evaluate(IS_THERE, each)]
    assert not missing, f"{missing}: on Debian, apt install fonts-dejavu-core fonts-noto-core"
    assert not page.evaluate(IS_THERE, "No Such Letters")


OPENED = (
    "[...document.querySelectorAll('details:not([open])')].filter((each) => (each.open = each.opened = true)).length"
)
CLOSED = "document.querySelectorAll('details').forEach((each) => { if (each.opened) each.open = each.opened = false; })"


@contextmanager
def all_open(seen: Seen) -> Iterator[None]:
    """What can be unfolded is: of what is folded the browser remembers how wide it was on another screen."""
    seen.run(OPENED)
    yield
    seen.run(CLOSED)


def sideways(seen: Seen) -> list[str]:
    """What makes the page wider than the screen, with all that can be unfolded."""
    with all_open(seen):
        return seen.run(STICKS_OUT) or (
            ["the page scrolls"] if seen.run("document.documentElement.scrollWidth > innerWidth") else []
        )


BROKEN = """() => {
  const found = [];
  for (const each of document.querySelectorAll("button, a, label, summary, h1, h2, h3, legend")) {
    if (!each.checkVisibility() || each.closest(".vh, .skip, .thumbs")) continue;
    const all = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    for (let text = all.nextNode(); text; text = all.nextNode()) {
      for (const word of text.data.matchAll(/(?<![\\p{L}\\u00ad])\\p{L}{2,12}(?![\\p{L}\\u00ad])/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
      }
    }
  }
  return found;
}"""


def test_no_word_is_broken_in_its_middle(seen):
    """Of up to twelve letters, on what is pressed and in titles."""
    assert not (found := seen.run(BROKEN)), f"Broken on {seen}: {found}"


def test_nothing_sticks_out_at_320_px(changed):
    changed.page.set_viewport_size(NARROW)
    for name in with_each_family(changed):
        assert not (found := sideways(changed)), f"{changed} is wider than 320 px in {name}:\n" + "\n".join(found)


def test_what_is_typed_is_not_cut(seen):
    cut = "[...document.querySelectorAll('input.txt')].filter((each) => each.scrollWidth > each.clientWidth).length"
    with all_open(seen):
        found = seen.run(cut)
    assert found == 0, f"What stands in a field of {seen} is wider than the field."


def test_letters_twice_as_big_fit(changed):
    changed.page.set_viewport_size(PHONE)
    changed.run("document.documentElement.style.fontSize = '200%'")
    for name in with_each_family(changed):
        assert not (found := sideways(changed)), f"{changed} with 200 % of {name} scrolls:\n" + "\n".join(found)
        assert not (found := changed.run(CUT)), f"Text is cut on {changed} with 200 % of {name}:\n" + "\n".join(found)


FINGERS = """() => {
  const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), summary, label, [role=checkbox]");
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const found = [];
  for (const each of all) {
    if (!seen(each) || each.matches(".vh, .skip") || (each.matches("input") && each.closest("label"))) continue;
    const { width, height } = each.getBoundingClientRect();
    const inText = each.matches("a") && getComputedStyle(each).display === "inline";
    const big = each.matches("[role=checkbox]") ? Math.max(width, height) >= 33
      : inText ? height >= 16 : Math.min(width, height) >= 24 && height >= 43.5;
    if (!big) found.push(`${Math.round(width)} x ${Math.round(height)}: ${each.outerHTML.slice(0, 140)}`);
  }
  return found;
}"""


def test_everything_can_be_hit_with_a_finger(changed):
    for name in with_each_family(changed):
        found = changed.run(FINGERS)
        assert not found, f"Too small for a finger on {changed} in {name}:\n" + "\n".join(found)


# -- forced colours, and rest for the eyes ------------------------------------------------------------------

CHOSEN = """() => {
  const mark = (each) => {
    const own = getComputedStyle(each), inner = getComputedStyle(each.querySelector("path") || each);
    return [own.outlineStyle, own.outlineWidth, own.borderColor, own.borderWidth, inner.fill].join();
  };
  const ticked = (each) => each.querySelector("input:checked:not(.vh)");
  const found = [];
  for (const group of document.querySelectorAll("form, fieldset, .seg, .nums, svg")) {
    const all = [...group.querySelectorAll(":scope button, :scope label, :scope [role=checkbox]")]
      .filter((each) => each.checkVisibility());
    const chosen = all.filter((each) => each.matches("[aria-pressed=true], [aria-checked=true], :has(:checked)"));
    const rest = all.filter((each) => !chosen.includes(each)
      && each.className === (chosen[0] && chosen[0].className) && each.tagName === chosen[0].tagName);
    for (const each of chosen)
      if (!ticked(each) && rest.some((other) => mark(other) === mark(each))) found.push(each.outerHTML.slice(0, 140));
  }
  return found;
}"""


def test_what_was_chosen_is_told_apart_in_forced_colours(changed):
    changed.page.emulate_media(forced_colors="active")
    assert not (found := changed.run(CHOSEN)), f"Chosen looks like not chosen on {changed}:\n" + "\n".join(found)


TOUCHED = """() => Promise.allSettled(
  document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished))"""
"""What the way to the page has touched comes to rest first."""


def test_nothing_moves_of_itself(changed):
    changed.page.evaluate(TOUCHED)
    assert changed.run("document.getAnimations().length") == 0, f"Something moves on {changed} that nobody touched."
    whole = """document.querySelector("link[rel=expect][blocking=render]")?.getAttribute("href")
      === "#" + document.body.lastElementChild.id"""
    assert changed.run(whole), f"{changed} may be painted before it is whole: things then jump on a slow phone."
    assert changed.shifts == 0, f"What is on {changed} jumps while it loads (layout shift {changed.shifts:.3f})."
    changed.page.emulate_media(reduced_motion="reduce")
    moving = changed.run(
        """[...document.querySelectorAll("*")].filter((each) => {
          const style = getComputedStyle(each);
          return parseFloat(style.transitionDuration) || style.animationName !== "none";
        }).map((each) => each.outerHTML.slice(0, 100))"""
    )
    assert not moving, f"{changed} still moves for somebody who asked for rest:\n" + "\n".join(moving)


# -- the languages ------------------------------------------------------------------------------------------

SAID = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const add = (words, near) => {
    const language = near.closest("[lang]").lang;
    const mine = words && words.trim() && language === document.documentElement.lang;
    if (mine) found.push(words.trim().replace(/\\s+/g, " "));
  };
  while (walk.nextNode()) {
    const near = walk.currentNode.parentElement;
    if (!near.closest("script, style")) add(walk.currentNode.data, near);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "data-label", "data-word", "content"])
    for (const each of document.querySelectorAll(`[${name}]`))
      if (!each.matches("meta:not([name=description])")) add(each.getAttribute(name), each);
  return found;
}"""


def sentences(words: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every text of a language by its keys."""
    if isinstance(words, dict | list):
        pairs = words.items() if isinstance(words, dict) else enumerate(words)
        return {k: v for key, part in pairs for k, v in sentences(part, (*path, str(key))).items()}
    return {path: words} if isinstance(words, str) else {}


@cache
def foreign(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...], tuple[str, ...]]:
    """What stands only in the other language: whole, with its gaps open, and long enough to be found inside others."""
    mine, other = (
        sentences({section: texts(each).get(section) for section in sections(each)})
        for each in (language, LANGUAGES[1 - LANGUAGES.index(language)])
    )
    only = {said for path, said in other.items() if mine.get(path) != said} - set(mine.values())
    gaps = [said for said in only if "{" in said and len(re.sub(r"\{\w+\}|\W", "", said)) > 5]
    patterns = tuple(re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(said))) for said in gaps)
    long = tuple(said for said in only if "{" not in said and len(said.split()) > 3)
    return frozenset(only), patterns, long


@cache
def is_foreign(said: str, language: str) -> bool:
    only, patterns, long = foreign(language)
    return said in only or any(each.fullmatch(said) for each in patterns) or any(each in said for each in long)


FORMS = {  # what a date, a time or a number never looks like
    "da": [r"\b\d{4}-\d{2}-\d{2}\b", r"\b\d{1,2}:\d{2}\b", r"\b\d+\.\d{1,2}\b(?<!\d\.\d\d)(?!\.)"],
    "en": [r"\b\d{4}-\d{2}-\d{2}\b", r"\bat \d{1,2}\.\d{2}\b", r"\b\d+,\d{1,2}\b", r"\b\d{1,2}\. (?:January|March)"],
}


def test_no_word_of_the_other_language(seen):
    found = [said for said in seen.run(SAID) if is_foreign(said, seen.language)]
    assert not found, f"Words of the other language on {seen}: {found}"


def test_dates_and_times_are_written_as_the_reader_writes_them(seen):
    hint = texts(seen.language)("ui", "date_form")
    said = [line for line in seen.run(SAID) if hint not in line]  # how a date is typed, in any language
    said = [line.replace(pathway().version, "") for line in said]
    found = [line for line in said if any(re.search(form, line) for form in FORMS[seen.language])]
    assert not found, f"A date, time or number in a foreign form on {seen}: {found}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_language_would_be_found(language):
    said = texts(LANGUAGES[1 - LANGUAGES.index(language)])("web", "first", "lead")
    assert is_foreign(said, language) and not is_foreign(texts(language)("web", "first", "lead"), language)


# -- what a screen reader says ------------------------------------------------------------------------------


def tree(page: Page) -> str:
    """The accessibility tree in words, without what changes with the knowledge, and with the server."""
    said = re.sub(r"\([0-9a-f]{8,64}\)", "(hash)", page.locator("body").aria_snapshot())
    return re.sub(r"localhost:\d+", "localhost", said) + "\n"


def test_the_accessibility_tree_reads_as_before(seen):
    if seen.language != "da":
        return
    file, now = SNAPSHOTS / f"{seen.place.name}.yaml", tree(seen.page)
    if os.environ.get("SVANG_SNAPSHOTS") == "write":
        SNAPSHOTS.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    changed = "\n".join(difflib.unified_diff(before.splitlines(), now.splitlines(), "before", "now", lineterm="", n=1))
    assert now == before, f"{seen} reads otherwise (SVANG_SNAPSHOTS=write keeps that):\n{changed}"


def test_no_snapshot_is_left_of_a_page_that_is_gone():
    left = {file.stem for file in SNAPSHOTS.glob("*")} - set(PLACES)
    assert not left, f"Snapshots of no place: {sorted(left)}."


# -- every article ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_is_for_eyes_ears_and_small_screens(server, browser, language, tmp_path):
    """Those that stand for no state of their own above: axe, 320 px, letters twice as big, and one heading."""
    with_nothing(server, tmp_path)
    context = browser.new_context(viewport=NARROW, locale=LOCALES[language])
    page, found = context.new_page(), []
    for row in pathway().articles:
        page.goto(server(f"/learn/{row.id}"))
        seen = Seen(PLACES["article_table"], language, page, server)
        seen.run(AXE)
        found += [f"{row.id}: {each}" for each in (*seen.run(LOOK, ALL), *sideways(seen))]
        seen.run("document.documentElement.style.fontSize = '200%'")
        found += [f"{row.id}, letters twice as big: {each}" for each in sideways(seen)]
        assert page.locator("h1").inner_text() == texts(language)("articles", row.id, "title")
    context.close()
    assert not found, "\n".join(found)


# -- bytes --------------------------------------------------------------------------------------------------


def test_everything_comes_from_here_and_text_comes_compressed(seen):
    away = [each.url for each in seen.requests if not each.url.startswith(seen.site("/"))]
    assert not away, f"{seen} asks other machines: {away}"
    for each in seen.responses:
        if each.status in (200, 422) and int(each.headers.get("content-length", "1000")) > 200:
            how = each.headers.get("content-encoding", "")
            assert how in ("gzip", "br"), f"{each.url} on {seen} is served uncompressed."
    broken = [each.url for each in seen.responses if each.status == 404 and each.request.resource_type != "document"]
    assert not broken, f"{seen} asks for what is not there: {broken}"


@pytest.mark.parametrize(
    ("path", "most"), [("/", 60_000), ("/today", 40_000), ("/learn", 40_000), ("/learn/exercise-heel-raise", 40_000)]
)
def test_a_first_visit_costs_few_bytes(site, browser, path, most):
    if path == "/today":
        people.days(site, 20, told=True)
    context = browser.new_context(viewport=PHONE, locale="da-DK")
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda each: sizes.append(each["encodedDataLength"]))
    page.goto(site(path), wait_until="networkidle")
    icon = page.request.get(site(page.locator('link[rel="icon"]').get_attribute("href")))
    assert icon.ok and icon.headers["content-type"].startswith("image/svg"), (
        "The icon that the page names is not there."
    )
    files = 5 if page.locator("svg.fig").count() else 4
    total = sum(sizes) + (
        0 if len(sizes) == files else len(icon.body())
    )  # some browsers do not show what the icon took
    context.close()
    assert len(sizes) <= files, (
        f"{path} takes {len(sizes)} files: page, style sheet, script, icon and one sheet of drawings are enough."
    )
    assert total <= most, f"A first visit to {path} is {total:.0f} bytes, more than {most}."
