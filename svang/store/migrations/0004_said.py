"""A decision that says what the last whole one said stands in short beside its entry; so few are left to be found by
their pathway that no index need hold it."""

from typing import ClassVar

from django.db import migrations, models

ADDED = 'ALTER TABLE store_event ADD COLUMN "said" text NULL'
"""By hand, as the column before it: Django would make the table anew and leave its trigger out."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0003_by")]
    operations: ClassVar = [
        migrations.RunSQL(ADDED, state_operations=[migrations.AddField("event", "said", models.TextField(null=True))]),
        migrations.RemoveIndex("event", "store_event_said"),
        migrations.AddIndex("event", models.Index(fields=["person", "kind", "seq"], name="store_event_kind")),
    ]
