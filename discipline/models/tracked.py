"""Which models of this app keep a field history."""

from common.history import track
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

track(Incentive, Leniency, Measure, NamedBody, Transfer, Tolerance, ToleranceCheck, ToleranceOpinion)
track(Rectification, RectificationExtension, RectificationItem, RectificationProgress, RectificationStep)
