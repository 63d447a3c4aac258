from .commendations import Commendation
from .corrections import Correction
from .departments import Department, DepartmentCode, DepartmentName
from .deputies import ActingPosting, Deputy, DeputyStatus
from .dishonesty import DishonestyRecord
from .faces import RedactedText
from .handovers import HandedCase, Handover, HandoverStatus, Responsibility
from .judgments import LostJudgment
from .officials import Official
from .postings import Posting
from .publication import Publication, PublicFace, PublicGeneration
from .regions import Region
from .rulings import ProposalStatus, RuleProposal
from .succession import Reorganisation, ReorganisedBody
from .withdrawals import SourceDocument, Withdrawal

from . import tracked  # isort: skip

__all__ = [
    "ActingPosting",
    "Commendation",
    "Correction",
    "Department",
    "DepartmentCode",
    "DepartmentName",
    "Deputy",
    "DeputyStatus",
    "DishonestyRecord",
    "HandedCase",
    "Handover",
    "HandoverStatus",
    "LostJudgment",
    "Official",
    "Posting",
    "ProposalStatus",
    "PublicFace",
    "PublicGeneration",
    "Publication",
    "RedactedText",
    "Region",
    "Reorganisation",
    "ReorganisedBody",
    "Responsibility",
    "RuleProposal",
    "SourceDocument",
    "Withdrawal",
    "tracked",
]
