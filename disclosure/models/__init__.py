from disclosure.models.files import FilePart
from disclosure.models.keys import DepartmentKey
from disclosure.models.snapshots import TakenSnapshot

__all__ = ["DepartmentKey", "FilePart", "TakenSnapshot"]
