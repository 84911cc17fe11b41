"""The reading that proves: the same conditions, measures, votes and effects as terms of z3, over every possible day."""
