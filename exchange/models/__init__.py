from exchange.models.batches import BatchStatus, FindingLevel, ImportBatch, ImportKind, RowError
from exchange.models.duties import DutyStatus, ReportingDuty
from exchange.models.proposals import DepartmentProposal, ProposalStatus

from exchange.models import tracked  # isort: skip

__all__ = [
    "BatchStatus",
    "DepartmentProposal",
    "DutyStatus",
    "FindingLevel",
    "ImportBatch",
    "ImportKind",
    "ProposalStatus",
    "ReportingDuty",
    "RowError",
    "tracked",
]
