"""Settings of the web app on one person's own machine: no login, this machine alone."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from svang.settings import home
from svang.settings.home import DATABASES, TIME_ZONE, USE_I18N, USE_TZ

__all__ = ["DATABASES", "TIME_ZONE", "USE_I18N", "USE_TZ"]

WEB = Path(__file__).parents[1] / "web"

DATABASES["default"]["CONN_MAX_AGE"] = None
SECRET_KEY = home.secret(home.folder())
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INSTALLED_APPS = ["svang.store", "csp", "svang.web"]
ROOT_URLCONF = "svang.web.urls"
WSGI_APPLICATION = "svang.web.wsgi.application"

MIDDLEWARE = [
    "svang.web.middleware.fence",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "svang.web.middleware.visit",
    "svang.web.door.door",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {"environment": "svang.web.rendering.environment", "auto_reload": False},
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = WEB / "static"
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 31536000  # each address carries the hash of what it gives

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DOOR = os.environ.get("SVANG_DOOR") != "open"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_NAME = "svang_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "svang.web.views.failures.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["svang.web.uploads.NoFile"]  # nothing is uploaded, but a copy where one is put back
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# On one's own machine there is no TLS: browsers treat localhost as safe, and Safari keeps no Secure cookie there.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W016"]

LOGGING_CONFIG = None
for name in ("django.request", "django.security"):
    logging.getLogger(name).setLevel(logging.ERROR)  # a person's slip is answered on the page, not on the terminal
