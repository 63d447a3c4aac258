"""What a posting may bring in, by hand and by import alike: on which departments, and whose findings."""

from __future__ import annotations

from django.db.models import QuerySet

from common.errors import Incomplete
from common.roles import Role
from common.trail import Actor
from organisations.models import Department

OWN_FINDINGS = "认定机关岗位只能报送本机关认定的信息"


def subjects_of(by: Actor) -> QuerySet[Department]:
    """Return the departments that `by` may report on: those in scope, for a finding body any that the roster shows."""
    if by.role == Role.FINDING_BODY:
        return Department.objects.filter(is_shown=True)
    mine: QuerySet[Department] = Department.objects.visible_to(by)
    return mine


def require_own_finding(
    by: Actor, *, code: tuple[str, str] = ("", ""), name: tuple[str, str] = ("", "")
) -> None:
    """Refuse a finding body what another one found; `code` and `name` are (field, value) of the finder as typed.

    A name is another's where the roster has it for another department; courts beyond the roster pass.
    """
    if by.role != Role.FINDING_BODY or not by.unit_id:
        return
    wrong = {}
    known = {by.unit.credit_code, *by.unit.codes.values_list("code", flat=True)}
    if code[1] and code[1] not in known:
        wrong[code[0]] = OWN_FINDINGS
    others = Department.objects.filter(name=name[1]).exclude(pk=by.unit_id)
    if name[1] and name[1] != by.unit.name and others.exists():
        wrong[name[0]] = OWN_FINDINGS
    if wrong:
        raise Incomplete(OWN_FINDINGS, wrong)
