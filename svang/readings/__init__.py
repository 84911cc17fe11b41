"""The readings of one rule: lookbacks and two rails, run, explain and prove; later columns."""
