"""The columns and rows that the lists of reviewed facts share."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from common.lists.columns import Column, below, day, mark
from common.lists.spec import in_order
from common.trail import Actor
from policy.vocabulary import RecordStatus
from records.facts.models.kinds import FactKind

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
    lambda f: f.status_word.word,
    lambda fact: mark(fact.status_word.word, fact.status_word.shape),
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
