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
from commitments.screening.models import (
    CheckedBody,
    Hit,
    LookedAt,
    ScreeningCheck,
    WatchEntry,
    WatchVersion,
)

from . import tracked  # isort: skip

__all__ = ["Bidding", "Breach", "Change", "CheckedBody", "Commitment", "Dispute", "Fulfilment", "Hit"]
__all__ += ["Instalment", "Investment", "LookedAt", "Procurement", "ScreeningCheck", "Succession"]
__all__ += ["Partnership", "PublicDebt"]
__all__ += ["WatchEntry", "WatchVersion", "tracked"]
__all__ += ["LineCode", "Opening", "RatingCode", "Statistics", "Township"]
