"""Svang in a phone: the same pages, engine and store, run by the phone itself; nothing is sent anywhere."""
