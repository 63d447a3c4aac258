from appeals.applicant.models import OnlineApplicant
from appeals.leads.models import Lead
from appeals.notes.models import DepartmentNote
from appeals.objections.models import Objection
from appeals.repairs.models import Repair, RepairItem, RepairPush

__all__ = [
    "DepartmentNote",
    "Lead",
    "Objection",
    "OnlineApplicant",
    "Repair",
    "RepairItem",
    "RepairPush",
]
