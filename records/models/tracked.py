"""Which models of this app keep a field history: all but two.

`PublicGeneration` is a counter whose every step is an act on the trail; `FileAccess` is a log of its own.
"""

from common.history import track

from .commendations import Commendation
from .corrections import Correction
from .departments import Department, DepartmentCode, DepartmentName
from .deputies import Deputy
from .dishonesty import DishonestyRecord
from .dossier import CareerStep, ClemencyDecision, Honour, InfluencePeriod, Learning
from .file_requests import FileRequest
from .handovers import HandedCase, Handover, Responsibility
from .judgments import LostJudgment
from .officials import Official
from .own_access import OwnAccess
from .postings import Posting
from .publication import Publication, PublicFace
from .regions import Region
from .rulings import RuleProposal
from .succession import Reorganisation, ReorganisedBody
from .withdrawals import Withdrawal

track(Commendation, Correction, Department, DepartmentCode, DepartmentName, Deputy, DishonestyRecord)
track(HandedCase, Handover, LostJudgment, Posting, PublicFace, Publication, Region, Reorganisation)
track(ReorganisedBody, Responsibility, RuleProposal, Withdrawal)
track(CareerStep, ClemencyDecision, FileRequest, Honour, InfluencePeriod, Learning, OwnAccess)
track(Official, exclude=("id_number_hash",))
