from disclosure.models.files import FilePart
from disclosure.models.keys import DepartmentKey
from disclosure.models.reports import PublicReport
from disclosure.models.snapshots import TakenSnapshot

__all__ = ["DepartmentKey", "FilePart", "PublicReport", "TakenSnapshot"]
