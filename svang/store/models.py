"""The tables: events, which only grow; drafts of what is being answered; and a cache that may be thrown away."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One event of one person. Dates and times are ISO text, so that an offset stays what it was."""

    pk = models.CompositePrimaryKey("person", "seq")
    person = models.CharField(max_length=64)
    seq = models.IntegerField()
    client_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    date = models.CharField(max_length=10)
    recorded_at = models.CharField(max_length=42)
    schema = models.IntegerField()
    pathway = models.CharField(max_length=128)
    by = models.CharField(max_length=32)
    body = models.TextField()
    said = models.TextField(null=True)
    """The decision that followed, in short (short.py); one that has a row of its own is none of it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "client_id"], name="store_event_once"),)
        indexes = (
            models.Index(fields=["person", "date"], name="store_event_date"),
            models.Index(fields=["person", "kind", "seq"], name="store_event_kind"),
        )


class CourseCache(models.Model):
    """A folded course: never the truth."""

    person = models.CharField(max_length=64, primary_key=True)
    seq = models.IntegerField()
    pathway = models.CharField(max_length=128)
    until = models.CharField(max_length=10)
    data = models.TextField()


class Draft(models.Model):
    """Answers of one sitting that is not finished, so that a phone may die in the middle of it."""

    pk = models.CompositePrimaryKey("person", "kind")
    person = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    day = models.CharField(max_length=10)
    key = models.CharField(max_length=64)
    answers = models.TextField()
