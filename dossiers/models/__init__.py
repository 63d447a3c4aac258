from .entries import CareerStep, ClemencyDecision, FileEntry, Honour, InfluencePeriod, Learning
from .file_access import FileAccess
from .file_requests import FileRequest

from . import tracked  # isort: skip

__all__ = [
    "CareerStep",
    "ClemencyDecision",
    "FileAccess",
    "FileEntry",
    "FileRequest",
    "Honour",
    "InfluencePeriod",
    "Learning",
    "tracked",
]
