from .departments import Department, DepartmentCode, DepartmentName
from .officials import Official
from .regions import Region
from .reorganisations import Reorganisation, ReorganisedBody

from . import tracked  # isort: skip

__all__ = [
    "Department",
    "DepartmentCode",
    "DepartmentName",
    "Official",
    "Region",
    "Reorganisation",
    "ReorganisedBody",
    "tracked",
]
