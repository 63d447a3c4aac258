from commitments.domains.bidding import Bidding
from commitments.domains.investment import Investment
from commitments.domains.procurement import Procurement
from commitments.models.breaches import Breach
from commitments.models.commitments import Commitment
from commitments.models.fulfilment import Change, Dispute, Fulfilment, Instalment, Succession

from . import tracked  # isort: skip

__all__ = ["Bidding", "Breach", "Change", "Commitment", "Dispute", "Fulfilment", "Instalment", "Investment"]
__all__ += ["Procurement", "Succession", "tracked"]
