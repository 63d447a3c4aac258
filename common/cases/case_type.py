"""One procedure of the house, with every face that it has: what it declares feeds every registry.

Each app declares its types in `cases.py`; a system check (common/cases/checks.py) names each face that is neither
given nor declined with a reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias, TypeVar

from django.db.models import TextChoices

from common import notice_kinds
from common.case_files import CaseFile, case_files
from common.cases.acts import Act, act_tables
from common.cases.bulk_page import Bulk
from common.cases.hanging import Parent, hanging
from common.cases.open_cases import CaseKind, case_kinds
from common.cases.story import Step
from common.lists import ListSpec, lists
from common.notice_kinds import NoticeGroup
from common.notices import notice_addresses
from common.open_matters import OpenMatter, open_matters
from common.registry import CaseTab, Finder, Place, Queue, Sent, object_addresses, registry
from common.version_words import code_words
from common.workflow import Workflow

T = TypeVar("T")


@dataclass(frozen=True)
class Declined:
    """A face that a procedure does not have, and why."""

    reason: str


@dataclass(frozen=True)
class Unanswered:
    """A face that nobody has thought of: the check names it."""


DECLINED = Declined
UNANSWERED = Unanswered()
Face: TypeAlias = T | Declined | Unanswered


@dataclass(frozen=True, kw_only=True)
class CaseType:
    """A procedure and its faces; each is given or `DECLINED("why")`, none has a default that would do.

    `states` are the words of its states; `address` leads to its page, `notice_address` there by the key alone. `sent`
    is what one handed on, `handover` what a posting leaves open, `merger` what a department still answers for.
    `deadlines` are the kinds of its clocks. `outbox` is the first word of its topics. `story` tells what was done,
    `titles` are the columns by which the field history names a row. `parents` are the things that it hangs on.
    """

    model: type[Workflow]
    states: Face[type[TextChoices]] = UNANSWERED
    address: Face[Callable[[Any], str]] = UNANSWERED
    notice_address: Face[Callable[[uuid.UUID], str]] = UNANSWERED
    places: Face[Sequence[Place]] = UNANSWERED
    lists: Face[Sequence[ListSpec]] = UNANSWERED
    queues: Face[Sequence[Queue]] = UNANSWERED
    sent: Face[Sequence[Sent]] = UNANSWERED
    finder: Face[Finder] = UNANSWERED
    evidence: Face[CaseFile] = UNANSWERED
    talk: Face[CaseTab] = UNANSWERED
    tabs: Face[Sequence[CaseTab]] = UNANSWERED
    acts: Face[Mapping[str, Act]] = UNANSWERED
    bulk: Face[Bulk] = UNANSWERED
    story: Face[Callable[[Any, Any], Sequence[Step]]] = UNANSWERED
    handover: Face[Sequence[CaseKind]] = UNANSWERED
    merger: Face[Sequence[OpenMatter]] = UNANSWERED
    deadlines: Face[Sequence[str]] = UNANSWERED
    notices: Face[Sequence[NoticeGroup]] = UNANSWERED
    outbox: Face[str] = UNANSWERED
    titles: Face[tuple[str, ...]] = UNANSWERED
    parents: Face[Sequence[Parent]] = UNANSWERED

    @property
    def key(self) -> str:
        """Return the label of the model, by which the registries know the procedure."""
        return self.model._meta.label_lower


FACES = tuple(face.name for face in fields(CaseType) if face.name != "model")
case_types: dict[str, CaseType] = {}
"""Every declared procedure, by the label of its model."""


def given(face: Face[T]) -> T | None:
    """Return what a face holds, None where it is declined or unanswered."""
    return None if isinstance(face, Declined | Unanswered) else face


def declare(*types: CaseType) -> None:
    """Enter procedures in every registry; called by each app's `cases.py` once when the app is ready."""
    for case in types:
        case_types[case.key] = case
        _enter_desk(case)
        _enter_books(case)
        _enter_words(case)


def _enter_desk(case: CaseType) -> None:
    """Enter what stands on the desk: places, queues, what was sent, the finder, tabs, lists, addresses."""
    registry.register(*(given(case.places) or ()), *(given(case.queues) or ()), *(given(case.sent) or ()))
    registry.register(*(given(case.tabs) or ()))
    if finder := given(case.finder):
        registry.register(finder)
    if talk := given(case.talk):
        registry.register(talk)
    lists.update({spec.key: spec for spec in given(case.lists) or ()})
    if address := given(case.address):
        object_addresses[case.key] = address
    if by_key := given(case.notice_address):
        notice_addresses[case.key] = by_key


def _enter_books(case: CaseType) -> None:
    """Enter what its acts, its evidence, a handover, a merger and the end of its parents ask for."""
    if file := given(case.evidence):
        case_files.register(file)
    if acts := given(case.acts):
        act_tables.declare(case.model, acts)
    case_kinds.register(*(given(case.handover) or ()))
    open_matters.register(*(given(case.merger) or ()))
    hanging.parents[case.model] = tuple(given(case.parents) or ())


def _enter_words(case: CaseType) -> None:
    """Enter how notices, the outbox and the field history speak of it."""
    notice_kinds.register(*(given(case.notices) or ()))
    if titles := given(case.titles):
        code_words.titles[case.key] = titles
    if outbox := given(case.outbox):
        code_words.subjects[outbox] = case.key
