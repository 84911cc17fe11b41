"""What templates are made with: the environment, drawings, icons, and how a page is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from math import pi, sin
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from svang.says.words import capital, day_name
from svang.web.visit import Request, Visit

HERE = Path(__file__).parent
MAPS = HERE / "figures"
FIGURES = HERE / "static" / "figures"
"""Drawings in a few sheets that a browser keeps; their colours and the widths of their lines come from the page."""
TOKEN = "token-of-this-request"  # noqa: S105 - a place, no secret
"""Stands in a page that is kept; each answer has its own."""
SHELL = "Svang-On"
"""What the shell of a phone says of itself: which phone it is, and whether it was opened from the home screen, as
`iphone tab` or `android app`. No browser says it."""


def environment(**options: Any) -> Environment:
    """Jinja2 for every page. A name that is not there is our fault."""
    made = Environment(  # noqa: S701 - Django turns it on
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals |= {
        "figure": figure,
        "static": static,
        "foot_map": foot_map,
        "moving": moving,
        "whole_arch": whole_arch,
    }
    made.filters |= {
        "capital": capital,
        "clock": clock,
        "unbroken": unbroken,
        "amounts": amounts,
        "dose": dose,
        "narrow": narrow,
    }
    made.tests |= {"is_done": is_done}
    return made


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """A page in the person's language."""
    return HttpResponse(with_token(request, text(request, name, **values)), status=status)


def unbroken(number: str) -> str:
    """A telephone number that no line breaks."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


_BREAK = re.compile(r"(?<=\d) |(?<=×) |(?<=× a) |(?<=× om) ")
_SPAN = re.compile(r"(?<=\d)–(?=\d)")


def amounts(said: str) -> str:
    """A sentence in which no line breaks an amount, a span or a date: 1 × a day, 10–30 %, 31 March 2026."""
    return _SPAN.sub("\N{WORD JOINER}–\N{WORD JOINER}", _BREAK.sub("\N{NO-BREAK SPACE}", said))


def narrow(said: str) -> str:
    """An amount under a small drawing: it breaks before its sign, or not at all."""
    thin, breaks = "\N{NARROW NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}"
    whole = _SPAN.sub("\N{WORD JOINER}–\N{WORD JOINER}", said)
    return whole.replace(" ", thin).replace(f"{thin}×", f"{breaks}{thin}×")


def dose(said: str) -> str:
    """A dose in a narrow column: its unit may stand on the next line, so that no word is cut in two."""
    number, space, unit = amounts(said).rpartition("\N{NO-BREAK SPACE}")
    return f"{number} {unit}" if space and unit.isalpha() else amounts(said)


def text(request: Request, name: str, **values: Any) -> str:
    visit: Visit = request.visit
    words = visit.texts
    shared = {
        "t": words,
        "w": lambda *keys, **filled: words("web", *keys, **filled),
        "lang": words.language,
        "visit": visit,
        "region": visit.region,
        "said": lambda day: day_name(words, day),
        "today_said": day_name(words, visit.day),
        "path": request.path,
        "csrf": TOKEN,
        "in_phone": in_phone(request),
    }
    return engines["jinja2"].get_template(f"{name}.html").render({**shared, **values})


def in_phone(request: Request) -> str:
    """What the shell says where the pages run in a phone, which keeps the answers itself; '' elsewhere."""
    return str(request.headers.get(SHELL, ""))


def with_token(request: Request, body: str) -> str:
    return body.replace(TOKEN, get_token(request)) if TOKEN in body else body


def browser(request: Request) -> str:
    """What tells browsers apart: the secret in the form cookie, made if there is none."""
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        get_token(request)
    return str(request.META.get("CSRF_COOKIE", ""))


@cache
def _map(name: str) -> str:
    return (MAPS / f"foot_map_{name}.svg").read_text(encoding="utf-8").strip()


@cache
def _figures() -> Mapping[str, tuple[str, str]]:
    """The address and the frame of each drawing. A sheet is named in it and not the drawing, which a server would see:
    a part of an address after # is never sent."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in sorted(FIGURES.glob("*.svg")):
        for name, box in re.findall(r'<symbol id="(\w+)" viewBox="([^"]+)">', sheet.read_text(encoding="utf-8")):
            found[name] = f"{static(f'figures/{sheet.name}')}#{name}", box
    return found


def has_figure(name: str) -> bool:
    return name in _figures()


@cache
def figure(name: str, label: str = "", small: bool = False) -> Markup:
    """A drawing, to stand in a page; without a label it is only to be looked at."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    kind, (drawing, box) = "fig sm" if small else "fig", _figures()[name]
    return Markup(f'<svg {said} class="{kind}" viewBox="{box}"><use href="{drawing}"/></svg>')


@cache
def moving(name: str) -> Markup:
    """A drawing that the script moves: each line as it begins, and in `data-to` as it is on the way. '' without one."""
    file = MAPS / "moving" / f"{name}.svg"
    drawn = file.read_text(encoding="utf-8").strip() if file.exists() else ""
    return Markup(drawn.replace("<svg", '<svg aria-hidden="true"', 1))


def foot_map(view: str, label: str) -> Markup:
    """The foot from one side. Without the script it is a picture; the list beside it is enough."""
    return Markup(_map(view).replace("<svg", f'<svg aria-hidden="true" data-label="{escape(label)}"', 1))


def whole_arch(states: Sequence[str]) -> Markup:
    """The arch through all phases, each a numbered dot: done, here, later, or only for who wants it."""
    last = len(states) - 1
    points = [(24 + 272 * n / 40, 84 - 64 * sin(pi * (0.1 + 0.8 * n / 40))) for n in range(41)]
    walked = max((n for n, state in enumerate(states) if state in ("done", "here")), default=0) * 40 // last
    whole, so_far = ("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in part) for part in (points, points[: walked + 1]))
    marks = []
    for n, state in enumerate(states):
        x, y = points[n * 40 // last]
        dot, number = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="15"/>', f'<text x="{x:.1f}" y="{y + 5:.1f}">{n + 1}</text>'
        marks.append(f'<g class="{state}">{dot}{number}</g>')
    drawn = f'<path class="p0" d="{whole}"/><path d="{so_far}"/>{"".join(marks)}'
    return Markup(f'<svg class="way" viewBox="0 0 320 84" aria-hidden="true">{drawn}</svg>')


def clock(at: datetime, language: str) -> str:
    """A time of day as people write it."""
    return f"{at:%H.%M}" if language == "da" else f"{at:%H:%M}"


def is_done(task: Any, times: Mapping[str, Sequence[datetime]]) -> bool:
    return bool(len(times.get(task.id, ())) >= task.ticks)


@cache
def static(name: str) -> str:
    """The address of a static file; it changes with the file."""
    digest = sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"
