"""Which zone of the world this machine's clock is in, by its name in the tz database."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

LOCAL, NAMED = Path("/etc/localtime"), Path("/etc/timezone")
FOLDER = "zoneinfo"


def zone() -> ZoneInfo | None:
    """The first name that there is: of TZ, of the system's clock, or of Debian's file; None where nothing says it."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked(), _written()):
        try:
            if name:
                return ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            continue  # no such zone, or a file that is none
    return None


def _linked() -> str:
    """/usr/share/zoneinfo/Europe/Copenhagen"""
    parts = LOCAL.resolve().parts
    return "/".join(parts[parts.index(FOLDER) + 1 :]) if FOLDER in parts else ""


def _written() -> str:
    try:
        return NAMED.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
