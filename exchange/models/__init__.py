from exchange.answers.models import AnswerSeries, SignedAnswer
from exchange.honours.models import Candidate, HonourCheck
from exchange.models.batches import BatchStatus, ImportBatch, ImportKind
from exchange.models.column_choices import ColumnChoice
from exchange.models.duties import DutyStatus, ReportingDuty
from exchange.models.proposals import DepartmentProposal, ProposalStatus
from exchange.models.row_errors import RowError, RowErrorLevel
from exchange.sharing.models import Delivery

from exchange.models import tracked  # isort: skip

__all__ = [
    "AnswerSeries",
    "BatchStatus",
    "Candidate",
    "ColumnChoice",
    "Delivery",
    "DepartmentProposal",
    "DutyStatus",
    "HonourCheck",
    "ImportBatch",
    "ImportKind",
    "ProposalStatus",
    "ReportingDuty",
    "RowError",
    "RowErrorLevel",
    "SignedAnswer",
    "tracked",
]
