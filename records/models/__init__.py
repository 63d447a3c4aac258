from records.corrections.models.corrections import Correction
from records.corrections.models.withdrawals import SourceDocument, Withdrawal
from records.facts.commendations.models import Commendation
from records.facts.dishonesty.models.records import DishonestyRecord
from records.facts.judgments.models import LostJudgment
from records.facts.models.facts import Fact, RegisteredKind
from records.publications.models.holds import Hold
from records.publications.models.publications import Publication
from records.publications.models.redacted_texts import RedactedText

from . import tracked  # isort: skip

__all__ = [
    "Commendation",
    "Correction",
    "DishonestyRecord",
    "Fact",
    "Hold",
    "LostJudgment",
    "Publication",
    "RedactedText",
    "RegisteredKind",
    "SourceDocument",
    "Withdrawal",
    "tracked",
]
