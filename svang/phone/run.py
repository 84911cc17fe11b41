"""Begins the pages in a phone, with its own clock and its own zone: first what is the same for everybody, which may be
kept as it is in memory, then the store that the phone keeps."""

from __future__ import annotations

import gc
import os
import random
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from svang.phone.ask import Phone
from svang.ready import built, pathway, sentences
from svang.texts import LANGUAGES

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "svang.settings.phone",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # the loop that the phone's Python always has runs nothing of ours
}
NOWHERE = "/nowhere"
"""Where nobody's store is, while the pages are made ready."""
SECRET = 32
"""Letters of the secret that tells a form of ours."""


@cache
def prepare() -> Any:
    """The pages as WSGI, made ready without anybody's answers: the pathway, the words, every template."""
    os.environ |= SETTINGS
    os.environ.setdefault("SVANG_DATA", NOWHERE)
    pathway()
    for language in LANGUAGES:
        sentences(language)  # before the pages: there is nothing to read them of
    import django
    from django.core.wsgi import get_wsgi_application
    from django.template import engines

    django.setup()
    for name in (built("templates/names") or b"").decode().split():
        engines["jinja2"].get_template(name)
    made = get_wsgi_application()
    gc.collect()
    return made


def begin(folder: Path, zone: str = "", now: str = "") -> Phone:
    """The pages over the store in `folder`, which the first page that is asked for opens, or says why not. One at a
    time. `zone`: by its name, where the phone says it; `now`: a moment, where its clock is not asked."""
    os.environ["SVANG_DATA"] = str(folder)
    application = prepare()
    from django.conf import settings
    from django.db import connections

    from svang.settings import home
    from svang.web import page_cache
    from svang.web.visit import served

    os.environ |= {key: said for key, said in (("TZ", zone), ("SVANG_NOW", now)) if said}
    random.seed()  # what was kept in memory would draw the same lots
    connections.close_all()
    settings.SECRET_KEY = home.secret(folder)
    served().forget()
    page_cache.forget()
    # a form of ours is known again by the next that begins, and in another tab
    return Phone(application, {settings.CSRF_COOKIE_NAME: settings.SECRET_KEY[:SECRET]})


def day_ends() -> float:
    """When the day of the person ends, in seconds since 1970: what Today says is of that day."""
    from svang.web.visit import visit

    now = visit("")
    return (datetime.combine(now.day + timedelta(days=1), time()) + now.begins).astimezone().timestamp()
