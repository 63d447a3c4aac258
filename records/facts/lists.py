"""The columns and rows that the lists of reviewed facts share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, day, mark
from common.lists.spec import in_order
from common.trail import Actor
from records.facts.models.kinds import FactKind
from records.status_words import StatusWord, of_record
from records.vocabulary import RecordStatus


class Shown(TypedDict):
    """What `with_publication` adds to a fact: state and end of its newest publication."""

    publication_status: str | None
    publication_ground: str | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ShownFact = WithAnnotations[FactKind, Shown]


def status_word_of(fact: ShownFact) -> StatusWord:
    """Return the word for a fact that carries `publication_status`."""
    return of_record(
        fact.status,
        publishable=True,
        publication=fact.publication_status,
        ground=fact.publication_ground,
    )


def _mark(fact: ShownFact) -> SafeString:
    stands = status_word_of(fact)
    return mark(stands.word, stands.shape)


DEPARTMENT = Column(
    "department",
    "部门",
    lambda f: str(f.department),
    lambda f: below(f.department, f.department.region.name),
    exports=(
        ("部门", lambda f: str(f.department)),
        ("统一社会信用代码", lambda f: f.department.credit_code),
        ("地区", lambda f: f.department.region.name),
    ),
    sort=["department__sort_key"],
)
STATUS = Column(
    "status",
    "状态",
    lambda f: status_word_of(f).word,
    _mark,
    sort=[in_order("status", RecordStatus)],
    css="nowrap",
)
ENTERED = Column(
    "entered",
    "录入",
    lambda f: f.entered_at,
    lambda f: below(day(f.entered_at), f.entered_by.name),
    exports=(("录入时间", lambda f: f.entered_at), ("录入人", lambda f: f.entered_by.name)),
    sort=["entered_at"],
    shown=False,
)


def rows_of(model: type[FactKind]) -> Callable[[Actor], QuerySet[FactKind]]:
    """Return the question of a list: what the posting may see of one kind."""
    return lambda posting: (
        model.objects.visible_to(posting)
        .with_publication()
        .select_related("department__region", "entered_by")
    )
