"""Who hears of a chain of warnings, and by which letters."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.errors import WrongState
from common.roles import Role
from common.trail import Actor
from letters import services as letters
from letters.case_letters import require_issued, write_letter
from letters.models import Letter, LetterService
from letters.services import Delivery
from organisations.addressing import addressed
from postings.telling import tell_unit
from supervision.warnings import deadlines
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.vocabulary import WarningStatus

S = WarningStatus
STEP, DUE = "warning.step", "warning.due"
TOPICS = {STEP: "裁判履行预警有新的步骤", DUE: "裁判履行预警的期限"}
LETTERS = {
    S.SUED: ("remind", "suit_reminder"),
    S.LOST: ("urge", "judgment_oversight"),
    S.ENFORCING: ("alert", "enforcement_alert"),
}
"""The letter of a rung: the act that signs it, and its template."""


def tell_department(case: JudgmentWarning, text: str) -> int:
    """Tell those who act for the department."""
    return tell_unit(case, Role.REPRESENTATIVE, case.department, STEP, text, case.due_on)


def bar_letter(case: JudgmentWarning, by: Actor) -> str:
    """Return why the letter of this rung is not signed now: it was, or `by` opened the rung and another signs."""
    if case.signed_by_id:
        return "这一阶段的函件已经签发"
    if case.status != S.SUED and by.user_id == case.opened_by_id:
        return "开启这一阶段的人不能签发它的函件，请由另一人签发（四眼原则）"
    return ""


@transaction.atomic
def sign_letter(case: JudgmentWarning, *, by: Actor, reason: str = "") -> JudgmentWarning:
    """Sign the letter of the rung: drafted and numbered in the act; its service starts the department's clock."""
    if words := bar_letter(case, by):
        raise WrongState(words)
    act, key = LETTERS[S(case.status)]
    case.move(act, by=by, reason=reason, signed_by_id=by.user_id)
    values = {
        "单位": str(case.department),
        "编号": str(case.number),
        "法院": case.court,
        "案号": case.case_number,
        "案由": case.matter,
        "收到日期": str(case.received_on or ""),
        "义务": case.obligation,
        "履行期限": str(case.performance_due or ""),
        "执行法院": case.enforcement_court,
        "执行案号": case.enforcement_number,
        "执行立案日期": str(case.enforcement_filed_on or ""),
    }
    write_letter(case, key, addressed(case.department), values, by=by)
    tell_department(case, f"{case.number} {case.get_status_display()}：请查收函件，在这里报告所采取的措施")
    return case


@transaction.atomic
def serve_letter(
    case: JudgmentWarning, *, by: Actor, letter: Letter, manner: str, recipient: str, on: date, proof: str
) -> JudgmentWarning:
    """Record the service of a letter; that of the present rung starts the clock of what the department answers."""
    require_issued(case, letter)
    case.move("serve", by=by, reason=f"{letter.document_number} {on}")
    served = letters.serve(letter, Delivery(LetterService.Manner(manner), recipient, on, proof), by=by)
    is_of_rung = letter.template.key == LETTERS.get(S(case.status), ("", ""))[1]
    kind = deadlines.SERVED.get(S(case.status))
    if is_of_rung and kind and not case.proved_on:
        deadlines.begin(kind, case, served.served_on, f"{letter.title}送达", by=by)
    return case
