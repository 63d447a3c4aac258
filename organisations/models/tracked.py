"""Which models of this app keep a field history: all."""

from common.history import track

from .departments import Department, DepartmentCode, DepartmentName
from .officials import Official
from .regions import Region
from .reorganisations import Reorganisation, ReorganisedBody

track(Department, DepartmentCode, DepartmentName, Region, Reorganisation, ReorganisedBody)
track(Official, exclude=("id_number_hash",))
