from discipline.accountability.models import Transfer
from discipline.incentives.models import Incentive
from discipline.leniency.models import Leniency
from discipline.measures.models import Measure
from discipline.pressing.models import NamedBody
from discipline.rectification.models import (
    Rectification,
    RectificationExtension,
    RectificationItem,
    RectificationProgress,
    RectificationStep,
)
from discipline.tolerance.models import Tolerance, ToleranceCheck, ToleranceOpinion

from . import tracked  # isort: skip

__all__ = ["Incentive", "Leniency", "Measure", "NamedBody", "Rectification", "RectificationExtension"]
__all__ += ["RectificationItem", "RectificationProgress", "RectificationStep", "Tolerance"]
__all__ += ["ToleranceCheck", "ToleranceOpinion", "Transfer", "tracked"]
