"""Who says so: what was told before anybody asked is the person's, and what was decided is ours."""

from typing import ClassVar

from django.db import migrations, models

ADDED = """ALTER TABLE store_event ADD COLUMN "by" varchar(32) DEFAULT 'person' NOT NULL"""
"""By hand: Django would make the table anew on SQLite, and leave out that no event is ever changed."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0002_draft")]
    operations: ClassVar = [
        migrations.RunSQL(
            ADDED,
            state_operations=[
                migrations.AddField(
                    "event", "by", models.CharField(max_length=32, default="person"), preserve_default=False
                ),
            ],
        ),
    ]
