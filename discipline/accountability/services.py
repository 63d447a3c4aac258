"""A principal's matter is handed to the organ that may decide it, followed until its answer, and decided by nobody here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.cases.hanging import end_open_cases
from common.ends import Ended
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Evidence, Transition
from common.once import once
from common.trail import Actor
from discipline.accountability.models import Transfer
from discipline.accountability.vocabulary import TransferStatus
from discipline.competence import Competence
from discipline.measures.services import bar_registration
from discipline.routing import competence_over, require_named
from discipline.vocabulary import CompetentAct
from organisations.models import Department
from policy.vocabulary import RecordStatus
from records.facts.models.kinds import FactKind

SAME_PERSON = "登记这件移送的人不能移送它（四眼原则），请由另一人办理"


OPEN_FOR = 30
"""Minutes for which a sealed transfer is read once its purpose is told."""


@dataclass(frozen=True)
class Tenure:
    """The post, the day of the act, from when until when the post was held, and whether a successor failed in their own duty."""

    post: str
    acted_on: date
    held_from: date
    held_to: date | None = None
    is_own_failure: bool = False

    def require_holder(self) -> None:
        """Raise Incomplete where the post was not held on the day of the act, and no own failure is named."""
        held = self.held_from <= self.acted_on and (self.held_to is None or self.held_to >= self.acted_on)
        if not held and not self.is_own_failure:
            raise Incomplete(
                "主要负责人以行为发生时任职的为准",
                {"held_from": "任职期间不包括行为发生之日；后任只就自己没有履行的移送，请勾选并写明理由"},
            )


@transaction.atomic
def register(fact: FactKind, *, by: Actor, reason: str, tenure: Tenure) -> Transfer:
    """Register that a principal's matter is to be handed over（登记追责移送）; raises NotEligible, Incomplete, WrongState."""
    if words := bar_registration(fact).replace("惩戒措施", "追责移送"):
        raise NotEligible(words)
    tenure.require_holder()
    case = Transfer(fact=fact.parent, because=reason.strip(), registered_by_id=by.user_id, **vars(tenure))
    with once("transfer_one_open", WrongState("这条记录、这个岗位已有办理中的移送")):
        case.enter(by=by, reason=reason)
    case.refresh_from_db()
    return case


def competence_for(case: Transfer) -> Competence:
    """Return the line of the table for who may call to account（干部管理权限）."""
    return competence_over(case.fact.of_kind, CompetentAct.CALL_TO_ACCOUNT, timezone.localdate())


def bar_sending(case: Transfer, by: Actor) -> str:
    """Return why `by` may not hand it over: whoever registered it does not."""
    return SAME_PERSON if by.user_id == case.registered_by_id else ""


@transaction.atomic
def send(
    case: Transfer,
    *,
    by: Actor,
    reason: str,
    body_name: str,
    unit: Department | None,
    letter_number: str,
    sent_on: date,
) -> Transfer:
    """Hand it to the organ that has the permission now, by a letter（移送函）."""
    if words := bar_sending(case, by):
        raise NotAllowed(words)
    if sent_on > timezone.localdate():
        raise Incomplete("移送日期不能晚于今天", {"sent_on": "不能晚于今天"})
    line = competence_for(case)
    assert case.fact.department is not None  # noqa: S101 - only departments' records are registered
    require_named(body_name, case.fact.department, unit)
    return case.move(
        "send",
        by=by,
        reason=reason,
        body_name=body_name.strip(),
        body_unit=unit,
        competence_version=line.version,
        routed_by_id=by.user_id,
        letter_number=letter_number.strip(),
        sent_on=sent_on,
        sent_by_id=by.user_id,
    )


@transaction.atomic
def forward(case: Transfer, *, by: Actor, reason: str, body_name: str, unit: Department | None) -> Transfer:
    """Follow the permission where the official was transferred: the organ of now goes on with it."""
    assert case.fact.department is not None  # noqa: S101 - only departments' records are registered
    require_named(body_name, case.fact.department, unit)
    because = f"由{case.body_name}改送{body_name.strip()}：{reason}"
    return case.move("forward", by=by, reason=because, body_name=body_name.strip(), body_unit=unit)


@transaction.atomic
def answer(case: Transfer, *, by: Actor, document: str, answered_on: date, reason: str = "") -> Transfer:
    """Write down that the organ answered, by its document; what it decided about a person stands in the person's file alone."""
    if case.sent_on and not case.sent_on <= answered_on <= timezone.localdate():
        raise Incomplete("答复日期不对", {"answered_on": f"须在移送日期 {case.sent_on} 与今天之间"})
    return case.move(
        "answer", by=by, reason=reason, answer_document=document.strip(), answered_on=answered_on
    )


def bar_recall(case: Transfer) -> str:
    """Return why it is not taken back: its record still stands."""
    return "失信记录仍然有效，移送由有权机关办结" if case.fact.status == RecordStatus.CONFIRMED else ""


@transaction.atomic
def recall(case: Transfer, *, by: Actor, reason: str, document: str) -> Transfer:
    """Tell the organ that the record is gone, and close the matter here（procedures A.3）."""
    if words := bar_recall(case):
        raise NotEligible(words)
    return case.move("recall", by=by, reason=f"{document}：{reason}")


def is_closed(case: Transfer, by: Actor) -> bool:
    """Say whether the case is sealed and `by` told no purpose just now."""
    since = timezone.now() - timedelta(minutes=OPEN_FOR)
    told = Transition.objects.filter(object_id=case.pk, act="unseal", actor=by.user_id, at__gte=since)
    return case.status == TransferStatus.SEALED and not told.exists()


def files_seen(case: Transfer, by: Actor) -> QuerySet[Evidence]:
    """Return the files beside a transfer; those of a sealed one open for a purpose alone, and each look at them is logged."""
    mine: QuerySet[Evidence] = Evidence.objects.of(case)
    return mine.none() if is_closed(case, by) else mine


def lapse(rows: QuerySet[Transfer], ended: Ended) -> None:
    """End what was not handed over yet; what was waits for the director, who tells the organ."""
    drafts = rows.filter(status=TransferStatus.DRAFT)
    if drafts.exists():
        end_open_cases(drafts, "fact", "lapse", ended, "所依据的")
