"""Settings of the pages in a phone: nobody else is there to be shut out, and nothing goes over a network."""

from __future__ import annotations

import copy

from jinja2 import ModuleLoader

from svang.ready import BUILT
from svang.settings import site

LEFT_OUT = ("django.middleware.gzip.GZipMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware")
"""What is sent in fewer bytes, and the files beside the pages, which the phone keeps itself."""

globals().update({name: getattr(site, name) for name in dir(site) if name.isupper()})
MIDDLEWARE = [each for each in site.MIDDLEWARE if each not in LEFT_OUT]
MIDDLEWARE.insert(MIDDLEWARE.index("svang.web.middleware.visit") + 1, "svang.phone.opening.opening")
DOOR = False

TEMPLATES = copy.deepcopy(site.TEMPLATES)
if (BUILT / "templates").exists():  # as a build has made them
    TEMPLATES[0]["OPTIONS"]["loader"] = ModuleLoader(BUILT / "templates")
