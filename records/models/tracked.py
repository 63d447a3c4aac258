"""Which models of this app keep a field history, beside those that say so themselves.

`PublicGeneration` is a counter whose every step is an act on the trail.
"""

from common.history import track

from .commendations import Commendation
from .departments import DepartmentCode, DepartmentName
from .deputies import Deputy
from .handovers import HandedCase, Handover, Responsibility
from .judgments import LostJudgment
from .officials import Official
from .postings import Posting
from .publication import Publication, PublicFace
from .regions import Region
from .rulings import RuleProposal
from .succession import ReorganisedBody
from .withdrawals import Withdrawal

track(Commendation, DepartmentCode, DepartmentName, Deputy, HandedCase, Handover, LostJudgment, Posting)
track(PublicFace, Publication, Region, ReorganisedBody, Responsibility, RuleProposal, Withdrawal)
track(Official, exclude=("id_number_hash",))
