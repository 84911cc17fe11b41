"""The Django app of the store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "svang.store"
    label = "store"
