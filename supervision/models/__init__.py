from supervision.models.promises import PromiseCell
from supervision.models.repair_figures import RepairFigure
from supervision.models.runs import AggregationRun, Occasion, RunState
from supervision.models.summaries import DayTotal, DepartmentYear, OfficeCell, PublicCell, Subject
from supervision.warnings.models import JudgmentWarning, WarningMeasure, WarningStep

from . import tracked  # isort: skip

__all__ = [
    "AggregationRun",
    "DayTotal",
    "DepartmentYear",
    "JudgmentWarning",
    "Occasion",
    "OfficeCell",
    "PromiseCell",
    "PublicCell",
    "RepairFigure",
    "RunState",
    "Subject",
    "WarningMeasure",
    "WarningStep",
    "tracked",
]
