"""The pure engine: pathway, course and date in, decision out."""
