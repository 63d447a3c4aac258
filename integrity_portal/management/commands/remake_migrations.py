"""`manage.py remake_migrations`: write every app's one initial migration anew from its models.

Until 1.0 an app has one initial migration. Between the two marker lines stand its tables, each made whole by one
CreateModel, with indexes, constraints and triggers in its options: every further operation would render the related
models anew. What stands outside the markers, SQL and reference data, is written by hand and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management.base import BaseCommand, no_translations
from django.db import migrations
from django.db.migrations.state import ModelState
from django.db.migrations.writer import OperationWriter
from django.db.models import Field, Model
from django.db.models.fields.related import RelatedField

BEGIN, END = "# tables: written by remake_migrations", "# end of tables"
BLOCK = re.compile(rf"^( *){re.escape(BEGIN)}\n.*?^ *{re.escape(END)}\n", re.DOTALL | re.MULTILINE)


def own_apps() -> Iterator[AppConfig]:
    """Return the portal's own apps, lower floors first."""
    root = Path(settings.BASE_DIR)
    return (config for config in apps.get_app_configs() if Path(config.path).parent == root)


def related(model: type[Model]) -> Iterator[type[Model]]:
    """Return the models that the table of `model` needs beside it: those it points to and its parents."""
    for field in model._meta.get_fields(include_parents=False):
        if isinstance(field, RelatedField) and isinstance(field.related_model, type):
            yield field.related_model
    yield from (base for base in model.__mro__[1:] if hasattr(base, "_meta") and not base._meta.abstract)


def in_order(models: Iterable[type[Model]]) -> list[type[Model]]:
    """Return models of one app so that none stands before one that it points to."""
    mine = list(models)
    graph = {
        model: [other for other in related(model) if other in mine and other is not model] for model in mine
    }
    return list(TopologicalSorter(graph).static_order())


def creation(model: type[Model]) -> migrations.CreateModel:
    """Return the one operation that makes the table of `model` with all that belongs to it."""
    state = ModelState.from_model(model)
    options = {
        key: value for key, value in state.options.items() if value not in ([], {}, None) or key == "managed"
    }
    if model._meta.proxy:
        options = {
            key: value
            for key, value in options.items()
            if key in {"proxy", "verbose_name", "verbose_name_plural"}
        }
        options |= {"indexes": [], "constraints": []}
    triggers = getattr(model._meta, "triggers", [])
    if triggers and not model._meta.proxy:
        options["triggers"] = [trigger.compile(model) for trigger in triggers]
    fields: list[tuple[str, Field[Any, Any]]] = list(state.fields.items())
    return migrations.CreateModel(state.name, fields, options, state.bases, state.managers)


class Command(BaseCommand):
    help = "按现在的模型重写每个应用唯一的初始迁移（1.0 之前）"

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        for config in own_apps():
            self._write(config)

    def _write(self, config: AppConfig) -> None:
        path = Path(config.path) / "migrations" / "0001_initial.py"
        models = in_order(config.get_models(include_auto_created=True))
        if not path.exists() or not models:
            return
        text = path.read_text(encoding="utf-8")
        operations = [OperationWriter(creation(model), indentation=2).serialize() for model in models]
        block = "".join(f"{written}\n" for written, _ in operations)
        text = BLOCK.sub(lambda found: f"{found[1]}{BEGIN}\n{block}{found[1]}{END}\n", text)
        path.write_text(
            _with_imports(text, {line for _, lines in operations for line in lines}), encoding="utf-8"
        )
        self.stdout.write(f"{config.label}：{len(models)} 张表")


def _with_imports(text: str, wanted: set[str]) -> str:
    """Add the imports that the operations need and the file lacks."""
    lines = {
        line.replace("from django.db import models", "from django.db import migrations, models")
        for line in wanted
    }
    lacking = sorted(line for line in lines if not re.search(rf"^{re.escape(line)}$", text, re.MULTILINE))
    return "".join(f"{line}\n" for line in lacking) + text
