"""What may be laid beside an objection, who talks about it and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from appeals.objections.lists import address
from appeals.objections.models import Objection
from appeals.objections.services.entering import require_own_side
from common.case_file_rules import acted_through, require_say
from common.case_files import CaseFile
from common.errors import NotAllowed, WrongState
from common.roles import Role
from common.trail import Actor

LABEL = "appeals.objection"
SIDES = frozenset({Role.REPRESENTATIVE, Role.OFFICER, Role.FINDING_BODY, Role.CLOCK})
"""The clock lays down what an applicant sent by receipt and query code."""
BEFORE_ANSWER = ("submitted", "supplement", "routing", "verifying")


def require_attach(case: Objection, by: Actor) -> None:
    """Let the side that objects, the office and the verifying body lay files beside an open case."""
    if by.role not in SIDES:
        raise NotAllowed("证据由申请人、信用办经办和核查机关上传")
    if by.role == Role.REPRESENTATIVE:
        require_own_side(case, by)
    if not case.is_open:
        raise WrongState(f"现在是“{case.status_word}”，不能再加证据")


def require_withdraw(case: Objection, by: Actor) -> None:
    """Let a file be taken back until the verifying body has answered."""
    require_attach(case, by)
    if case.status not in BEFORE_ANSWER:
        raise WrongState("核查机关已经答复，证据不能撤回")


def others(case: Objection, by: Actor) -> Iterable[UUID]:
    """Return who else acted on the case; the applicant does not read the talk of the offices."""
    applicant = acted_through(case, posting_role=Role.REPRESENTATIVE)
    return acted_through(case) - applicant - {by.pk}


FILE = CaseFile(LABEL, str, address, require_attach, require_withdraw, require_say, others)
