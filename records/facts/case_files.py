"""What may be laid beside a fact, and who hears of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import CharField, F, Q, Value
from django.utils import timezone

from common.case_file_rules import acted_through, entered_through, require_say
from common.case_files import CaseFile
from common.errors import NotAllowed, WrongState
from common.models import Comment
from common.roles import ENTERERS, Role
from common.trail import Actor
from common.workflow import Workflow
from policy.vocabulary import RecordStatus
from postings.models import Posting, Responsibility
from records.addresses import fact_address
from records.facts.models.kinds import FactKind
from records.publications.models.redacted_texts import RedactedText

S = RecordStatus
UNREVIEWED = (S.DRAFT, S.RETURNED)
ENTERERS_ADD = (*UNREVIEWED, S.PENDING_NOTICE, S.STATEMENT, S.CONFIRMED)
DEPARTMENTS_ADD = (S.PENDING_NOTICE, S.STATEMENT, S.CONFIRMED)
DEPARTMENTS_TAKE_BACK = (S.PENDING_NOTICE, S.STATEMENT)
OWN_ROLES = "证据由录入员、认定机关和部门代表上传和撤回，您现在的岗位是{}"


def require_attach(obj: FactKind, by: Actor) -> None:
    """Let who entered the fact, and its department once told, add evidence while the matter is open."""
    if by.role == Role.REPRESENTATIVE:
        return _require_state(obj, DEPARTMENTS_ADD, "不能再加证据")
    _require_own(obj, by)
    if obj.status == S.PENDING_REVIEW:
        raise WrongState("正在复核，证据不能变动；要补证据，请复核员先退回")
    return _require_state(obj, ENTERERS_ADD, "不能再加证据")


def require_withdraw(obj: FactKind, by: Actor) -> None:
    """Let a file be taken back until somebody decided on it: by review, for the department by 认定."""
    if by.role == Role.REPRESENTATIVE:
        return _require_state(obj, DEPARTMENTS_TAKE_BACK, "证据已是认定的依据，不能撤回")
    _require_own(obj, by)
    return _require_state(obj, UNREVIEWED, "已交复核的证据不能撤回")


def others(obj: FactKind | RedactedText, by: Actor) -> Iterable[uuid.UUID]:
    """Return the postings of the other side: a reviewer's word goes to who entered, any other to who asked or reviewed.

    Where nobody has yet, the reviewers of the nearest place hear of it.
    """
    if by.role == Role.REVIEWER:
        return _enterers(obj)
    spoken = set(Comment.objects.of(obj).values_list("posting_id", flat=True)) - _enterers(obj) - {by.pk}
    return spoken | (
        acted_through(obj, posting_role=Role.REVIEWER)
        or (set() if spoken else _nearest_reviewers(obj.evidence_holder()))
    )


def _require_own(obj: FactKind, by: Actor) -> None:
    if by.role not in ENTERERS:
        raise NotAllowed(OWN_ROLES.format(Role(by.role).label))
    found = by.role == Role.FINDING_BODY and getattr(obj, "finding_unit_id", None) == by.unit_id
    own = found or obj.entered_by_id == by.user_id
    if not own and by.pk not in _enterers(obj):
        raise NotAllowed("只有录入人或承接人可以上传、撤回这件的证据")


def _require_state(obj: FactKind, states: Iterable[str], words: str) -> None:
    if obj.status not in states:
        raise WrongState(f"现在是“{obj.get_status_display()}”，{words}")


def _enterers(obj: Workflow) -> set[uuid.UUID]:
    """Return the posting through which the fact was entered, or to which it was handed over."""
    handed = Responsibility.objects.filter(object_id=obj.pk, kind__endswith="_draft").values_list(
        "posting_id"
    )
    return {key for (key,) in handed} or entered_through(obj)


def _nearest_reviewers(fact: FactKind) -> set[uuid.UUID]:
    path = Value(fact.place.path, output_field=CharField())
    covering = (
        Posting.objects.in_force(timezone.localdate())
        .filter(role=Role.REVIEWER, region__isnull=False)
        .annotate(place_path=path)
        .filter(Q(place_path__startswith=F("region__path")))
    )
    paths = dict(covering.values_list("pk", "region__path"))
    nearest = max(map(len, paths.values()), default=0)
    return {key for key, path in paths.items() if len(path) == nearest}


def file_of(model: type[FactKind]) -> CaseFile:
    """Return what may be laid beside the facts of one kind."""
    return CaseFile(
        model._meta.label_lower,
        lambda fact: fact.number,
        fact_address,
        require_attach,
        require_withdraw,
        require_say,
        others,
    )
