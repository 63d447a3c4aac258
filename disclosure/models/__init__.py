from disclosure.models.files import FilePart
from disclosure.models.keys import DepartmentKey
from disclosure.models.reports import PublicReport

__all__ = ["DepartmentKey", "FilePart", "PublicReport"]
