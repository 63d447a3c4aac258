"""Which body verifies an objection: read from the table of competence, never guessed（rules.md 0.2f; procedures A.2）."""

from __future__ import annotations

from datetime import date

from common.errors import NotEligible
from discipline.competence import Competence
from discipline.competence_table import competence_on
from discipline.routing import basis_of
from discipline.vocabulary import Basis, CompetentAct, CompetentBody
from records.models import Fact

UNKNOWN = "职权分工表没有列出这类信息的核查机关，由信用办负责人写明理由后指定"


def competence_for(fact: Fact, day: date) -> Competence | None:
    """Return the line of the table for a fact; None where the table does not know what the fact rests on."""
    kind, department = fact.of_kind, fact.department
    if kind.basis not in Basis.values or department is None:
        return None
    try:
        return competence_on(CompetentAct.VERIFY_OBJECTION, basis_of(kind), department.level, day)
    except NotEligible:
        return None


def bar_to_forwarding(fact: Fact, day: date) -> str:
    """Return why the officer may not forward by the table alone, "" where it names one body and stands confirmed."""
    line = competence_for(fact, day)
    if line is None:
        return UNKNOWN
    if line.needs_routing or not line.is_open:
        doubt = "" if line.is_settled else "（待核实）"
        return f"职权分工表上是“{line.words}”{doubt}，由信用办负责人写明理由后指定核查机关"
    return ""


def suggested(fact: Fact, day: date) -> tuple[str, str]:
    """Return name and credit code of the body that the table leads to, as the fact's own document names it."""
    line = competence_for(fact, day)
    of_document = {CompetentBody.FINDING_BODY, CompetentBody.COURT, CompetentBody.ENFORCING_COURT}
    if line is not None and not set(line.bodies) <= of_document:
        return "", ""
    if fact.finding_unit is not None:
        return fact.finding_unit.name, fact.finding_unit.credit_code
    return str(fact.of_kind.public_fields().get("finding_body", "")), ""
