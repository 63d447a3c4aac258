"""The columns and rows that the lists of reviewed facts share."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from common.lists.columns import Column, below, day, mark
from common.lists.spec import in_order
from common.trail import Actor
from policy.vocabulary import RecordStatus
from records.facts.models.kinds import FactKind


def open_words(fact: FactKind) -> str:
    """Return how much a draft still lacks for 提交复核, "" where nothing, or where it is no draft."""
    return f"还差 {len(fact.open_items)} 项" if fact.open_items else ""


def stand_words(fact: FactKind) -> str:
    """Return where a fact stands as work tells it, with what a draft still lacks."""
    return "，".join(filter(None, (fact.status_word.word, open_words(fact))))


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
    lambda fact: below(mark(fact.status_word.word, fact.status_word.shape), open_words(fact)),
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
