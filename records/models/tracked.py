"""Which models of this app keep a field history: all."""

from common.history import track
from records.corrections.models.corrections import Correction
from records.corrections.models.withdrawals import Withdrawal
from records.facts.commendations.models import Commendation
from records.facts.dishonesty.models.records import DishonestyRecord
from records.facts.judgments.models import LostJudgment
from records.publications.models.holds import Hold
from records.publications.models.publications import Publication, PublicFace

track(Commendation, Correction, DishonestyRecord, Hold, LostJudgment, PublicFace, Publication, Withdrawal)
