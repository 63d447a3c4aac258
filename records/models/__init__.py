from .commendations import Commendation
from .corrections import Correction
from .departments import Department, DepartmentCode, DepartmentName
from .deputies import ActingPosting, Deputy, DeputyStatus
from .dishonesty import DishonestyRecord
from .dossier import CareerStep, ClemencyDecision, FileEntry, Honour, InfluencePeriod, Learning
from .faces import RedactedText
from .file_access import FileAccess
from .file_requests import FileRequest
from .handovers import HandedCase, Handover, HandoverStatus, Responsibility
from .judgments import LostJudgment
from .officials import Official
from .own_access import OwnAccess, OwnSeat
from .postings import Posting
from .publication import Publication, PublicFace, PublicGeneration
from .regions import Region
from .rulings import ProposalStatus, RuleProposal
from .succession import Reorganisation, ReorganisedBody
from .withdrawals import SourceDocument, Withdrawal

from . import tracked  # isort: skip

__all__ = [
    "ActingPosting",
    "CareerStep",
    "ClemencyDecision",
    "Commendation",
    "Correction",
    "Department",
    "DepartmentCode",
    "DepartmentName",
    "Deputy",
    "DeputyStatus",
    "DishonestyRecord",
    "FileAccess",
    "FileEntry",
    "FileRequest",
    "HandedCase",
    "Handover",
    "HandoverStatus",
    "Honour",
    "InfluencePeriod",
    "Learning",
    "LostJudgment",
    "Official",
    "OwnAccess",
    "OwnSeat",
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
