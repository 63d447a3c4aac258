"""Which models of this app keep a field history."""

from commitments.domains.bidding import Bidding
from commitments.domains.debt import PublicDebt
from commitments.domains.investment import Investment
from commitments.domains.ppp import Partnership
from commitments.domains.procurement import Procurement
from commitments.domains.statistics import Statistics
from commitments.domains.townships import Township
from commitments.models.breaches import Breach
from commitments.models.codes import LineCode, RatingCode
from commitments.models.commitments import Commitment
from commitments.models.fulfilment import Change, Dispute, Fulfilment, Instalment, Succession
from commitments.models.openings import Opening
from commitments.screening.models import CheckedBody, Hit, LookedAt, ScreeningCheck, WatchVersion
from common.history import track

track(
    Bidding, Breach, Change, Commitment, Dispute, Fulfilment, Instalment, Investment, Procurement, Succession
)
track(Partnership, PublicDebt)
track(Opening, Statistics, Township)
track(Hit, LookedAt, ScreeningCheck, WatchVersion)
track(CheckedBody, exclude=["id_number_hash"])
track(LineCode, exclude=["token_hash", "reply_key"])
track(RatingCode, exclude=["token_hash", "score", "used_on"])
