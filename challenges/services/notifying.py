"""The letters that tell the departments of a document what was decided of its challenge: number, service, proof."""

from __future__ import annotations

from django.db import transaction

from challenges.models import Challenge
from challenges.services.clarifying import addressees, send
from challenges.transitions import LETTERED
from challenges.vocabulary import ChallengeStatus
from common.errors import NotEligible
from common.trail import Actor
from letters.models import Letter
from organisations.models import Department
from records.facts.models.kinds import FactKind
from records.scopes import FROM_NOTICE_ON

S = ChallengeStatus
FOLLOWS = {
    S.REMITTED: "所依据的信息暂停公示，新的文书作出后另行处理",
    S.MENDING: "所依据的信息暂停公示，按变更后的文书逐条更正后恢复公示",
    S.UPHELD: "所依据的信息和公示照常",
    S.ANNULLED: "所依据的信息已经撤销，公示、共享和惩戒同时终止；可以请求发给澄清告知书",
    S.CHANGED: "所依据的信息已按变更后的文书更正",
    S.ENDED: "源文书仍然有效，所依据的信息和公示照常",
}
"""What a state means for the records, in the words of the letter."""


def key_of(case: Challenge) -> str:
    """Return the template of the letter that tells the present state; a remittal and the end after it are told apart."""
    special = {S.DECLINED: "challenge_declined", S.REMITTED: "challenge_remitted"}
    return special.get(S(case.status), "challenge_result")


def untold(case: Challenge) -> list[Department]:
    """Return the departments of its records that no letter has told the present state."""
    if case.status not in LETTERED:
        return []
    written = addressees(case, key_of(case))
    facts = [case.fact.of_kind] if case.status == S.DECLINED else _told_of(case)
    units = {fact.unit for fact in facts if fact.parent.department_id}
    return sorted((unit for unit in units if str(unit) not in written), key=str)


def _told_of(case: Challenge) -> list[FactKind]:
    """Return the records that their departments may know of."""
    return [fact for fact in case.facts if fact.status in FROM_NOTICE_ON]


def bar_to_notify(case: Challenge) -> str:
    """Return why no letter is written: each department has one."""
    return "" if untold(case) else "告知书已经发出"


@transaction.atomic
def notify(case: Challenge, *, by: Actor, reason: str = "") -> list[Letter]:
    """Tell each department by letter what was decided, on which document, and what follows for its records（procedures A.3）."""
    units = untold(case)
    if not units:
        raise NotEligible(bar_to_notify(case))
    case.move("notify", by=by, reason=reason)
    return [send(case, key_of(case), unit, _values(case, unit), by=by) for unit in units]


def _values(case: Challenge, unit: Department) -> dict[str, str]:
    shared = {
        "单位": str(unit),
        "编号": str(case.number),
        "认定机关": case.finder,
        "源文书": case.document_number,
        "途径": str(case.get_kind_display()),
        "处理机关": case.organ,
    }
    if case.status == S.DECLINED:
        return {**shared, "受理文书": case.accepted_number, "理由": case.decision_reason}
    return {
        **shared,
        "处理文书": f"{case.result_number}（{case.result_on}）",
        "结果": str(case.get_outcome_display()),
        "决定日期": f"{case.decided_on}",
        "理由": case.decision_reason,
        "记录": "、".join(fact.number for fact in _told_of(case) if fact.unit == unit),
        "后续": FOLLOWS[S(case.status)],
    }
