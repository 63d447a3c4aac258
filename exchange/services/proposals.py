"""What a roster upload says of known departments counts only once the credit office confirms it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from common import projections
from common.errors import StaleState
from common.trail import write_notable
from exchange.models.proposals import DepartmentProposal
from identifiers.collation import pinyin_key
from organisations.models import Department, DepartmentName, Region
from postings.models import Posting


@transaction.atomic
def accept_proposal(proposal: DepartmentProposal, *, by: Posting, reason: str = "") -> Department:
    """Apply a proposed change to the department; a former name is kept with the day it ended.

    Raises StaleState when the department has changed since. 苏政发〔2023〕55号 二(二)
    """
    proposal.move("accept", by=by, reason=reason)
    department = Department.objects.select_for_update().get(pk=proposal.department_id)
    for field, (old, new) in proposal.changes.items():
        if _present(department, field) != old:
            raise StaleState("该机构的信息在提出建议后又有变动，请按最新名录重新报送")
        _apply(department, field, new)
    department.save()
    write_notable(department, "amend", by=by, reason=f"确认名录变更 {reason}".strip(), **proposal.changes)
    projections.changed(departments=[department.pk])
    return department


def decline_proposal(proposal: DepartmentProposal, *, by: Posting, reason: str) -> DepartmentProposal:
    """Leave the department as it is, for a stated reason."""
    return proposal.move("decline", by=by, reason=reason)


def _present(department: Department, field: str) -> object:
    return department.region.code if field == "region" else getattr(department, field)


def _apply(department: Department, field: str, value: str) -> None:
    if field == "region":
        department.region = Region.objects.get(code=value)
    elif field == "name":
        DepartmentName.objects.create(department=department, name=department.name, until=timezone.localdate())
        department.name, department.sort_key = value, pinyin_key(value)
    else:
        setattr(department, field, value)
