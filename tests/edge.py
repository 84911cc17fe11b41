"""The product's own Care, as its edges make it: this pathway, this process's store, the clock of the wall."""

from __future__ import annotations

from datetime import UTC, datetime

from svang import store
from svang.care import Care
from svang.pathway.load import pathway

care = Care(pathway(), store, lambda: datetime.now(UTC))
