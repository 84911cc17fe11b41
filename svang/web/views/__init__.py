"""The views: each parses a request, calls care or the interview, and answers."""
