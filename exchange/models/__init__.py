from .batches import BatchStatus, FindingLevel, ImportBatch, ImportFinding, ImportKind
from .duties import DutyStatus, ReportingDuty
from .proposals import DepartmentProposal, ProposalStatus

from . import tracked  # isort: skip

__all__ = [
    "BatchStatus",
    "DepartmentProposal",
    "DutyStatus",
    "FindingLevel",
    "ImportBatch",
    "ImportFinding",
    "ImportKind",
    "ProposalStatus",
    "ReportingDuty",
    "tracked",
]
