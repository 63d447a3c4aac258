from .deputies import ActingPosting, Deputy, DeputyStatus
from .handovers import HandedCase, Handover, HandoverStatus, Responsibility
from .own_access import OwnAccess, OwnActor
from .postings import Posting
from .rule_proposals import ProposalStatus, RuleProposal

from . import tracked  # isort: skip

__all__ = [
    "ActingPosting",
    "Deputy",
    "DeputyStatus",
    "HandedCase",
    "Handover",
    "HandoverStatus",
    "OwnAccess",
    "OwnActor",
    "Posting",
    "ProposalStatus",
    "Responsibility",
    "RuleProposal",
    "tracked",
]
