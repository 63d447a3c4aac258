from .public import (
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
    "OpenDepartment",
    "OpenEnded",
    "OpenGeneration",
    "OpenRecord",
    "OpenRegion",
    "OpenStatistic",
]
