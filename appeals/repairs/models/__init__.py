from appeals.repairs.models.repairs import Repair, RepairItem, RepairPush
from common.history import track

track(Repair, RepairItem, RepairPush)

__all__ = ["Repair", "RepairItem", "RepairPush"]
