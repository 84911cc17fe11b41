"""The readings of one rule: run, explain, and later prove and columns."""
