from .public import (
    OpenDepartment,
    OpenEnded,
    OpenGeneration,
    OpenRecord,
    OpenRegion,
)

__all__ = [
    "OpenDepartment",
    "OpenEnded",
    "OpenGeneration",
    "OpenRecord",
    "OpenRegion",
]
