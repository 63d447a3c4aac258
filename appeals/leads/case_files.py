"""What lies beside a lead: the files that its sender sent, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from appeals.leads.lists import address
from appeals.leads.models import Lead
from common.case_file_rules import acted_through, require_say
from common.case_files import CaseFile
from common.errors import NotAllowed
from common.roles import CLOCK
from common.trail import Actor

LABEL = "appeals.lead"


def require_attach(lead: Lead, by: Actor) -> None:
    """Let only what the sender sent lie here."""
    if by.role not in CLOCK:
        raise NotAllowed("线索的附件由来信人随信提交，办理机关不另加")


def require_withdraw(lead: Lead, by: Actor) -> None:
    """Let what the sender sent stay."""
    raise NotAllowed("来信人提交的附件不能撤回")


def others(lead: Lead, by: Actor) -> Iterable[UUID]:
    """Return who else acted on the lead."""
    return acted_through(lead) - {by.pk}


FILE = CaseFile(LABEL, str, address, require_attach, require_withdraw, require_say, others)
