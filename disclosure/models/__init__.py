from disclosure.models.facts import OpenCommendation, OpenJudgment
from disclosure.models.public import (
    OpenAggregation,
    OpenDepartment,
    OpenEnded,
    OpenGeneration,
    OpenRecord,
    OpenRegion,
    OpenStatistic,
)

__all__ = [
    "OpenAggregation",
    "OpenCommendation",
    "OpenDepartment",
    "OpenEnded",
    "OpenGeneration",
    "OpenJudgment",
    "OpenRecord",
    "OpenRegion",
    "OpenStatistic",
]
