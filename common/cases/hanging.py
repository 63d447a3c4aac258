"""Cases that hang on another thing: what becomes of the open ones in each way in which it ends.

`end_hanging_cases` hears of every end (common/ends.py) and does what each case type declared, with sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from common.ends import End, Ended
from common.trail import Actor
from common.workflow import Workflow, move_many


@dataclass(frozen=True)
class GoOn:
    """The open cases go on: what they are about outlives this end."""


@dataclass(frozen=True)
class Wait:
    """The open cases wait for a person, who finds them in the queue `queue`."""

    queue: str


@dataclass(frozen=True)
class EndBy:
    """The open cases end, by this act of their machine or by what a function does to them and to what hangs on them."""

    how: str | Callable[[QuerySet[Any], Ended], None]


Answer = GoOn | Wait | EndBy
GO_ON = GoOn()


@dataclass(frozen=True)
class Parent:
    """A kind of thing that a case hangs on: by which key, which cases are open, and the answer to each way of ending.

    `words` stand before what ended, in the reason of an act that follows（所更正的…）.
    """

    model: type[Workflow]
    key: str
    answers: Mapping[End, Answer]
    is_open: Q = field(default_factory=Q)
    words: str = "所涉"


@dataclass
class Hanging:
    """The parents of every kind of case; `actor` is who acts where a case ends of itself, as an upper app has it."""

    parents: dict[type[Model], tuple[Parent, ...]] = field(default_factory=dict)
    actor: Callable[[], Actor] | None = None


hanging = Hanging()


def end_hanging_cases(ended: Ended) -> None:
    """Do to the open cases of what ended as their kinds declare it."""
    for model, parents in hanging.parents.items():
        for parent in parents:
            if parent.model is ended.model:
                _answer(model, parent, ended)


def _answer(model: Any, parent: Parent, ended: Ended) -> None:
    answer = parent.answers[ended.way]
    if not isinstance(answer, EndBy):
        return
    rows = model._base_manager.filter(parent.is_open, **{f"{parent.key}__in": ended.ids})
    if isinstance(answer.how, str):
        end_open_cases(rows, answer.how, ended, parent.words)
    else:
        answer.how(rows, ended)


def end_open_cases(rows: QuerySet[Any], act: str, ended: Ended, words: str) -> int:
    """End these cases because of what ended, in one statement; return how many there were."""
    if hanging.actor is None:
        raise RuntimeError("no app has said who acts where a case ends of itself")
    because = f"{words}{ended.model._meta.verbose_name}已{ended.way.label}：{ended.reason}"
    return move_many(rows, act, by=hanging.actor(), reason=because)
