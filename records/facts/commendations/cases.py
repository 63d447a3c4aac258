"""The register of commendations and its procedure（守信记录）."""

from __future__ import annotations

from records.facts.cases import reviewed_case
from records.facts.commendations.forms import CommendationForm
from records.facts.commendations.lists import COMMENDATIONS
from records.facts.commendations.models import Commendation
from records.facts.registers import Register

REGISTER = Register(
    Commendation,
    COMMENDATIONS,
    CommendationForm,
    "commendations",
    short="守信信息",
    named_by="honour",
    rank=1,
    on_many=("honour", "level", "issued_by", "issued_on", "valid_until"),
)
TYPES = (reviewed_case(REGISTER),)
