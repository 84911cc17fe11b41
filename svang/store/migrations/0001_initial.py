"""The two tables, and the trigger that keeps an event what it was.

A later migration that makes SQLite copy the table must set the trigger again; a test notices.
"""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSE_UPDATE = {
    "sqlite": """
        CREATE TRIGGER store_event_stays BEFORE UPDATE ON store_event
        BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
}


def refuse_update(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(REFUSE_UPDATE[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    initial = True
    operations: ClassVar = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("seq", models.IntegerField()),
                ("client_id", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=32)),
                ("date", models.CharField(max_length=10)),
                ("recorded_at", models.CharField(max_length=42)),
                ("schema", models.IntegerField()),
                ("pathway", models.CharField(max_length=128)),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "client_id"), name="store_event_once")],
                "indexes": [
                    models.Index(fields=["person", "date"], name="store_event_date"),
                    models.Index(fields=["person", "kind", "pathway", "seq"], name="store_event_said"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseCache",
            fields=[
                ("person", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("pathway", models.CharField(max_length=128)),
                ("until", models.CharField(max_length=10)),
                ("data", models.TextField()),
            ],
        ),
        migrations.RunPython(refuse_update),
    ]
