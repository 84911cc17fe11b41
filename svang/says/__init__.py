"""What was decided, and why, in a person's words: no layout."""
