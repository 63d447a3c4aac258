from disclosure.models.departments import OpenDepartment, OpenDepartmentCount, OpenFormerCode
from disclosure.models.facts import OpenCommendation, OpenJudgment
from disclosure.models.keys import DepartmentKey
from disclosure.models.public import (
    OpenAggregation,
    OpenCheck,
    OpenEnded,
    OpenGeneration,
    OpenRecord,
    OpenRegion,
    OpenStatistic,
)

__all__ = [
    "DepartmentKey",
    "OpenAggregation",
    "OpenCheck",
    "OpenCommendation",
    "OpenDepartment",
    "OpenDepartmentCount",
    "OpenEnded",
    "OpenFormerCode",
    "OpenGeneration",
    "OpenJudgment",
    "OpenRecord",
    "OpenRegion",
    "OpenStatistic",
]
