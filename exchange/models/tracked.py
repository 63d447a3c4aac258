"""Which models of this app keep a field history: not the row errors of an import, which go with its staging."""

from common.history import track
from exchange.honours.models import HonourCheck
from exchange.models.batches import ImportBatch
from exchange.models.duties import ReportingDuty
from exchange.models.proposals import DepartmentProposal
from exchange.sharing.models import Delivery

track(Delivery, DepartmentProposal, HonourCheck, ImportBatch, ReportingDuty)
