"""The web app: pages for a phone. Views parse, call care or the interview, and answer; templates decide nothing."""
