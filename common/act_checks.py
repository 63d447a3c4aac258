"""What the declarations of acts must agree on: a key that no act bears would let nothing through, and nobody would see."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import CheckMessage, Error

from common.causes import act_key
from common.verbs import Verb
from common.workflow import Workflow


def machines() -> list[type[Workflow]]:
    """Return every model that is a workflow, proxies left out."""
    return [model for model in apps.get_models() if issubclass(model, Workflow) and not model._meta.proxy]


def verbs_of(model: type[Workflow]) -> dict[str, Verb]:
    """Return the acts of a machine by name, its ways in among them."""
    return {"enter": model.ENTER, **model.ENTRIES, **model.TRANSITIONS}


def act_keys() -> dict[str, tuple[type[Workflow], Verb]]:
    """Return every act of every machine by its key（app.model.act）."""
    return {
        act_key(model, act): (model, verb) for model in machines() for act, verb in verbs_of(model).items()
    }


def causes_are_acts(**kwargs: object) -> list[CheckMessage]:
    """Refuse a cause that no act bears, and an act that nobody and nothing can do."""
    return [*_unknown_causes(), *_acts_of_nobody()]


def _unknown_causes() -> Iterator[CheckMessage]:
    known = act_keys()
    for key, (model, verb) in known.items():
        for cause in sorted(verb.caused_by - known.keys()):
            yield Error(f"{key} names a cause that no act bears: {cause}", obj=model, id="portal.E101")


def _acts_of_nobody() -> Iterator[CheckMessage]:
    for key, (model, verb) in act_keys().items():
        if not verb.roles and not verb.caused_by:
            yield Error(f"{key} can be done by no role and follows from no act", obj=model, id="portal.E102")
