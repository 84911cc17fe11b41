"""What can be read: every item of the knowledge, articles, claims, the glossary, and a search in all of it."""
