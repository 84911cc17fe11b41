"""An executable, sourced care pathway for plantar heel pain."""

__version__ = "2026.1"
