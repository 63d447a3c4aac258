from disclosure.open.models.departments import OpenDepartment, OpenDepartmentCount, OpenFormerCode
from disclosure.open.models.facts import OpenCommendation, OpenJudgment
from disclosure.open.models.files import OpenFile, WholeFile
from disclosure.open.models.promises import OpenAgency, OpenDishonestEnterprise, OpenPromise
from disclosure.open.models.public import (
    OpenAggregation,
    OpenCheck,
    OpenEnded,
    OpenGeneration,
    OpenInformationClass,
    OpenRecord,
    OpenRegion,
    OpenStatistic,
)
from disclosure.open.models.repair_figures import OpenRepairFigure
from disclosure.open.models.rules import OpenRule
from disclosure.open.models.snapshots import OpenSnapshot

__all__ = [
    "OpenAgency",
    "OpenAggregation",
    "OpenCheck",
    "OpenCommendation",
    "OpenDepartment",
    "OpenDepartmentCount",
    "OpenDishonestEnterprise",
    "OpenEnded",
    "OpenFile",
    "OpenFormerCode",
    "OpenGeneration",
    "OpenInformationClass",
    "OpenJudgment",
    "OpenPromise",
    "OpenRecord",
    "OpenRegion",
    "OpenRepairFigure",
    "OpenRule",
    "OpenSnapshot",
    "OpenStatistic",
    "WholeFile",
]
