"""The web app for a WSGI server."""

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svang.settings.site")
django.setup()

from svang import store  # noqa: E402  Django has to be set up before the store is opened

store.open()
application = get_wsgi_application()
