"""What postings leave to their holders is named by acts that exist: a key that no act bears would keep nothing back."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from common.act_checks import act_keys, machines, verbs_of
from postings.models import Deputy
from postings.models.deputies import NEVER_BY_DEPUTY
from postings.services.deputies import stateless_acts


def names_of_acts() -> set[str]:
    """Return every name by which a deputyship may leave an act out: the kind, and the kind with its act."""
    machine_acts = {f"{model._meta.model_name}.{act}" for model in machines() for act in verbs_of(model)}
    others = {f"{kind.key}.{act}" for kind in stateless_acts.values() for act in kind.acts}
    acts = machine_acts | others
    return acts | {name.partition(".")[0] for name in acts}


@register()
def declared_acts_exist(**kwargs: object) -> list[CheckMessage]:
    """Refuse a declared key that no act bears."""
    return list(_unknown_declared(names_of_acts()))


def _unknown_declared(known: set[str]) -> Iterator[CheckMessage]:
    for key, (model, verb) in act_keys().items():
        for name in sorted(set(verb.performs) - known):
            yield Error(f"{key} performs what no act bears: {name}", obj=model, id="portal.E103")
    for name in sorted(NEVER_BY_DEPUTY - known):
        yield Error(f"no deputy may do what no act bears: {name}", obj=Deputy, id="portal.E104")


@register(Tags.database)
def stored_acts_exist(databases: Collection[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Refuse a deputyship on file that leaves out what no act bears any more."""
    return [message for alias in databases or () for message in _unknown_stored(alias)]


def _unknown_stored(alias: str) -> Iterator[CheckMessage]:
    table = Deputy._meta.db_table
    if table not in connections[alias].introspection.table_names():
        return
    stored = Deputy.objects.using(alias).values_list("excluded", flat=True)
    names = {name for excluded in stored.iterator() for name in excluded}
    for name in sorted(names - names_of_acts()):
        yield Error(f"a deputyship leaves out what no act bears: {name}", obj=Deputy, id="portal.E105")
