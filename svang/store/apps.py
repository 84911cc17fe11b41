"""The Django app of the store."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from svang.store import sqlite


class StoreConfig(AppConfig):
    name = "svang.store"
    label = "store"

    def ready(self) -> None:
        connection_created.connect(sqlite.opened)
