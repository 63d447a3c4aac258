"""The kinds of deadlines that procedures declare, and the check that each of them stands on a known rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist

from common.roles import Role
from common.rulebook import rulebook


@dataclass(frozen=True)
class DeadlineKind:
    """One kind of deadline: about which models, by which kind of rule, and what follows when it passes.

    `column` is the field of the models that lists and queries ask; it is kept equal to the row's day.
    Only procedural clocks before 认定 may pause（procedures A.6）.
    """

    key: str
    label: str
    models: tuple[str, ...]
    rule_kind: str
    about: str
    when_late: str
    reminded: frozenset[Role]
    may_pause: bool = False
    column: str = ""
    is_term: bool = False
    """A time that runs out by itself: nobody is late, and a new start may shorten it."""
    is_right: bool = False
    """A time in which somebody may act: whoever goes on after it, goes on in time."""
    is_planned: bool = False
    """A day that the act itself names; the rule says how many days before it is told."""


class DeadlineKinds(dict[str, DeadlineKind]):
    """The registry, by key."""

    def register(self, *kinds: DeadlineKind) -> None:
        """Enter kinds; the same key again replaces the former."""
        for kind in kinds:
            self[kind.key] = kind


deadline_kinds = DeadlineKinds()


def check_kinds(app_configs: Collection[AppConfig] | None, **options: object) -> list[CheckMessage]:
    """Name each kind of deadline whose rule, model or column does not exist, or whose model does not say who may see it."""
    return [
        Error(f"{kind.key}: {fault}", id="common.E101")
        for kind in deadline_kinds.values()
        for fault in _faults(kind)
    ]


def _faults(kind: DeadlineKind) -> list[str]:
    found = [] if kind.rule_kind in rulebook.kinds else [f"没有“{kind.rule_kind}”这类规则"]
    for label in kind.models:
        try:
            model = apps.get_model(label)
            if kind.column:
                model._meta.get_field(kind.column)
            if not hasattr(model._default_manager.all(), "visible_to"):
                found.append(f"{label} 没有 visible_to，期限页面不知道谁可以看")
        except (LookupError, FieldDoesNotExist) as fault:
            found.append(str(fault))
    return found
