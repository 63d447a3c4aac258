from .batches import BatchStatus, FindingLevel, ImportBatch, ImportFinding, ImportKind
from .proposals import DepartmentProposal, ProposalStatus

__all__ = [
    "BatchStatus",
    "DepartmentProposal",
    "FindingLevel",
    "ImportBatch",
    "ImportFinding",
    "ImportKind",
    "ProposalStatus",
]
