from disclosure.models.files import FilePart
from disclosure.models.keys import DepartmentKey

__all__ = ["DepartmentKey", "FilePart"]
