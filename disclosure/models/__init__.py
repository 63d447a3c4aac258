from disclosure.models.files import FilePart
from disclosure.models.keys import DepartmentKey
from disclosure.models.snapshots import Loss, Snapshot

__all__ = ["DepartmentKey", "FilePart", "Loss", "Snapshot"]
