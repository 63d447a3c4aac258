"""Which reorganisations a posting has begun and not finished."""

from __future__ import annotations

from django.db.models import Q, Value
from django.db.models.functions import Concat

from common.cases.open_cases import CaseKind, through
from organisations.vocabulary import ReorganisationStatus

_REORGANISATION = "organisations.reorganisation"


REORGANISATIONS = CaseKind(
    "reorganisation",
    "机构调整未办结",
    _REORGANISATION,
    Q(
        status__in=[
            ReorganisationStatus.DRAFT,
            ReorganisationStatus.PENDING,
            ReorganisationStatus.RETURNED,
        ]
    ),
    lambda posting: through(_REORGANISATION, "enter", posting),
    Concat("department__name", Value(" "), "document_number"),
)
