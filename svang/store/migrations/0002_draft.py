"""The drafts of sittings that are not finished."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "kind", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=16)),
                ("day", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=64)),
                ("answers", models.TextField()),
            ],
        ),
    ]
