"""Which models of this app keep a field history."""

from common.history import track
from supervision.warnings.models import JudgmentWarning, WarningMeasure, WarningStep

track(JudgmentWarning, WarningMeasure, WarningStep)
