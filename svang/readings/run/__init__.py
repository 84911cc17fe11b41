"""The reading that runs: conditions, measures and the machine as plain Python over a frame, compiled once."""
