"""The register of lost judgments and its procedure（败诉与拒不执行）."""

from __future__ import annotations

from records.facts.cases import reviewed_case
from records.facts.judgments.forms import JudgmentForm
from records.facts.judgments.lists import JUDGMENTS
from records.facts.judgments.models import LostJudgment
from records.facts.registers import Register

REGISTER = Register(
    LostJudgment,
    JUDGMENTS,
    JudgmentForm,
    "judgments",
    short="败诉信息",
    named_by="case_number",
    rank=0,
    on_many=("outcome", "court", "decided_on", "effective_on"),
)
TYPES = (reviewed_case(REGISTER),)
