"""Cases that hang on another thing: what becomes of the open ones in each way in which it ends.

`end_hanging_cases` hears of every end (common/ends.py) and does what each case type declared, with sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from common.ends import End, Ended
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
    """The parents of every kind of case."""

    parents: dict[type[Model], tuple[Parent, ...]] = field(default_factory=dict)


hanging = Hanging()
stand_ins: dict[Any, Callable[[], Iterable[type[Workflow]]]] = {}
"""Tables without a machine whose rows stand for those of several, by the model: a key to one is a key to all of them."""


def end_hanging_cases(ended: Ended) -> None:
    """Do to the open cases of what ended as their kinds declare it."""
    for model, parents in hanging.parents.items():
        for parent in parents:
            if parent.model is ended.model:
                _answer(model, parent, ended)


def _answer(model: type[Model], parent: Parent, ended: Ended) -> None:
    answer = parent.answers[ended.way]
    if not isinstance(answer, EndBy):
        return
    rows = model._base_manager.filter(parent.is_open, **{f"{parent.key}__in": ended.ids})
    if isinstance(answer.how, str):
        end_open_cases(rows, parent.key, answer.how, ended, parent.words)
    else:
        answer.how(rows, ended)


def end_open_cases(rows: QuerySet[Any], key: str, act: str, ended: Ended, words: str) -> int:
    """End these cases because of what ended, in one statement by whoever ended it; return how many there were.

    `key` is the column by which a case hangs on what ended.
    """
    because = f"{words}{ended.model._meta.verbose_name}已{ended.way.label}：{ended.reason}"
    return move_many(rows, act, by=ended.by, caused_by=ended.cause(f"{key}_id"), reason=because)
