"""Begins the pages in a phone: over a folder that the phone keeps, with its own clock and its own zone."""

from __future__ import annotations

import os
from pathlib import Path

from svang.phone.ask import Phone
from svang.ready import pathway, sentences
from svang.texts import LANGUAGES

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "svang.settings.phone",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # the loop that the phone's Python always has runs nothing of ours
}


def begin(folder: Path) -> Phone:
    """The pages over the store in `folder`, made where there is none; one at a time. Trouble: any code."""
    os.environ |= {**SETTINGS, "SVANG_DATA": str(folder)}
    pathway()
    for language in LANGUAGES:
        sentences(language)  # before the pages: there is nothing to read them of
    from svang import store
    from svang.web.visit import served
    from svang.web.wsgi import application

    store.open(folder)
    served().forget()
    return Phone(application)
