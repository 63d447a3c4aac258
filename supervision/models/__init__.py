from supervision.models.runs import AggregationRun, Occasion, RunState
from supervision.models.summaries import DayTotal, DepartmentYear, OfficeCell, PublicCell, Subject

__all__ = [
    "AggregationRun",
    "DayTotal",
    "DepartmentYear",
    "Occasion",
    "OfficeCell",
    "PublicCell",
    "RunState",
    "Subject",
]
