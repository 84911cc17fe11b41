"""The words: frozen dataclasses and enumerations, no logic."""
