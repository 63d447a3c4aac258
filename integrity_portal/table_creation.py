"""Tables that follow one another in a migration, made with their models rendered once for all of them.

Django renders every related model anew at each CreateModel; with two hundred tables that was four fifths of `migrate`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Several CreateModel, one after the other; none of them points to a later one."""

    def __init__(self, *operations: CreateModel) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered when it is asked for, with all of them
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create models {', '.join(operation.name for operation in self.operations)}"


def in_one(operations: Iterable[Operation]) -> list[Operation]:
    """Return the same operations in the same order, those that make tables joined where they follow one another."""
    found: list[Operation] = []
    for operation in operations:
        if not isinstance(operation, CreateModel):
            found.append(operation)
        elif found and isinstance(found[-1], CreateModels):
            found[-1].operations.append(operation)
        else:
            found.append(CreateModels(operation))
    return found
