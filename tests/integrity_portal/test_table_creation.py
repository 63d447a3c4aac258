"""Tables made together are the tables made one after the other, with their models rendered once."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState, StateApps
from django.db.models import CASCADE, AutoField, ForeignKey

from integrity_portal.management.commands.remake_migrations import own_apps
from integrity_portal.table_creation import CreateModels, in_one


def operations():
    key = [("id", AutoField(primary_key=True))]
    return [
        RunSQL("SELECT 1"),
        CreateModel("River", key),
        CreateModel("Bridge", [*key, ("over", ForeignKey("waters.River", CASCADE))]),
        RunSQL("SELECT 2"),
        CreateModel("Boat", [*key, ("on", ForeignKey("waters.River", CASCADE))]),
    ]


def flat(found):
    return [
        part
        for operation in found
        for part in (operation.operations if isinstance(operation, CreateModels) else [operation])
    ]


def test_the_order_stays_and_what_follows_one_another_is_joined():
    made = operations()
    found = in_one(made)
    assert [type(operation) for operation in found] == [RunSQL, CreateModels, RunSQL, CreateModels]
    assert flat(found) == made
    assert found[1].describe() == "Create models River, Bridge"


def test_the_state_is_the_same_and_rendered_once_for_each_run(monkeypatch):
    rendered = []
    render = StateApps.render_multiple
    monkeypatch.setattr(
        StateApps,
        "render_multiple",
        lambda self, states: (rendered.append(len(states)), render(self, states)),
    )
    states = []
    for made in (operations(), in_one(operations())):
        state = ProjectState()
        rendered.clear()
        for operation in made:
            operation.state_forwards("waters", state)
            _ = state.apps
        states.append((state, sum(rendered)))
    assert states[0][0] == states[1][0]
    assert states[1][1] == 5, "two, then three; not once more for each that is pointed to"
    assert states[1][1] < states[0][1]


@pytest.mark.django_db
def test_the_tables_are_made_and_unmade():
    before, after = ProjectState(), ProjectState()
    (made,) = in_one(operations()[1:3])
    made.state_forwards("waters", after)
    with connection.schema_editor(atomic=False) as editor:
        editor.execute("RESET ROLE")
        made.database_forwards("waters", editor, before, after)
        assert {"waters_river", "waters_bridge"} <= set(connection.introspection.table_names())
        editor.deferred_sql.clear()
        made.database_backwards("waters", editor, after, before)
    assert not {"waters_river", "waters_bridge"} & set(connection.introspection.table_names())


@pytest.mark.parametrize("config", own_apps(), ids=lambda config: config.label)
def test_no_table_of_ours_points_to_a_later_one(config):
    """Else the tables of a run could not be made in its order."""
    if config.label == "integrity_portal":
        return
    made = import_module(f"{config.name}.migrations.0001_initial").Migration.operations
    names = [operation.name_lower for operation in flat(made) if isinstance(operation, CreateModel)]
    seen = set()
    for operation in flat(made):
        if isinstance(operation, CreateModel):
            seen.add(operation.name_lower)
            for _, field in operation.fields:
                app, _, name = str(getattr(field.remote_field, "model", "") or "").lower().rpartition(".")
                assert app != config.label or name in seen or name not in names, f"{operation.name} → {name}"
