"""An official's file is told what was decided of the official's own liability; no list and no public page is（rules.md 0.2b）."""

from __future__ import annotations

from common.trail import Actor
from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import Liable, Outcome
from dossiers.models import ClemencyDecision
from dossiers.services import note_entry, strike_noted
from dossiers.vocabulary import Clemency

SAID = {
    Outcome.EXEMPT: Clemency.TOLERATED,
    Outcome.LENIENT: Clemency.LENIENT,
    Outcome.REDUCED: Clemency.REDUCED,
    Outcome.REFUSED: Clemency.REFUSED,
}


def tell_file(case: Tolerance, *, by: Actor) -> None:
    """Write the decision into the file of the official whom it is about."""
    if case.decided_on is None or not case.is_of_official or case.liable != Liable.OFFICIAL:
        return
    note_entry(
        ClemencyDecision(
            official=case.fact.official,
            matter=f"{case.ground_words}（{case.number}）"[:200],
            outcome=SAID[Outcome(case.outcome)],
            decided_by=case.body_name,
            document_number=case.document_number,
            decided_on=case.decided_on,
            record_id=case.fact_id,
        ),
        by=by,
    )


def tell_file_of_revocation(case: Tolerance, *, by: Actor, reason: str) -> None:
    """Strike what the file says of a decision that was revoked."""
    standing = ClemencyDecision.objects.filter(
        record=case.fact_id, document_number=case.document_number, struck_at__isnull=True
    )
    for entry in standing:
        strike_noted(entry, by=by, reason=f"容错已撤销：{reason}")
