"""What an initial migration does besides making tables: own SQL files, and reference data by INSERT … SELECT."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

INSERT_RULES = """
INSERT INTO common_rulevalue
    (id, kind, key, label, value, unit, version, basis, document_number, effective_from, mark)
SELECT uuidv7(), kind, key, label, value, unit, 1, basis, '', effective_from, mark
FROM jsonb_to_recordset(%s) AS given
    (kind text, key text, label text, value jsonb, unit text, basis text, effective_from date, mark text)
"""
FUNCTION = re.compile(r"^CREATE FUNCTION ([\w.]+)\(", re.MULTILINE)


class FinishTables(Operation):
    """Run what the schema editor has put off to the end of the migration: keys and indexes that own SQL builds on."""

    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing of what the models are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the keys and indexes of the tables made so far."""
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement, None)
        schema_editor.deferred_sql.clear()

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Leave them to fall with their tables."""


def sql(app: str, *names: str) -> list[migrations.RunSQL]:
    """Return the operations that run `<app>/sql/<name>.sql`, or those of a concept of an app.

    Backwards its functions go; its tables, and the triggers on them, fall with the app's own.
    """
    folder = Path(settings.BASE_DIR) / app / "sql"
    texts = [(folder / f"{name}.sql").read_text(encoding="utf-8") for name in names]
    return [
        migrations.RunSQL(
            text, [f"DROP FUNCTION IF EXISTS {made} CASCADE" for made in FUNCTION.findall(text)]
        )
        for text in texts
    ]


def rows(statement: str, given: Iterable[Mapping[str, Any]]) -> migrations.RunSQL:
    """Return the operation that writes rows by one INSERT … SELECT from a JSON recordset, so that history sees them."""
    return migrations.RunSQL([(statement, [json.dumps(list(given), default=str)])], migrations.RunSQL.noop)


def rules(given: Iterable[Mapping[str, Any]]) -> migrations.RunSQL:
    """Return the operation that writes the first versions of an app's dated rules."""
    return rows(INSERT_RULES, given)
