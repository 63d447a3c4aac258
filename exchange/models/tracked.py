"""Which models of this app keep a field history: not the findings of an import, which go with its staging."""

from common.history import track

from .batches import ImportBatch
from .duties import ReportingDuty
from .proposals import DepartmentProposal

track(DepartmentProposal, ImportBatch, ReportingDuty)
