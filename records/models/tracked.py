"""Which models of this app keep a field history: all."""

from common.history import track
from records.corrections.models.corrections import Correction
from records.corrections.models.withdrawals import Withdrawal
from records.facts.models.facts import fact_kinds
from records.publications.models.holds import Hold
from records.publications.models.publications import Publication

track(*fact_kinds.values(), Correction, Hold, Publication, Withdrawal)
