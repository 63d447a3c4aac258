"""Questions that the list of leads puts."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from appeals.applicant.models import OnlineApplicant
from appeals.leads.models import Lead
from appeals.leads.vocabulary import LeadStatus, SenderKind
from common.lists.filters import SEARCH, choice, since, until
from intake.vocabulary import ObjectionKind
from organisations.filters import RegionFilter, ScopedFilter


class LeadFilter(ScopedFilter):
    q = filters.CharFilter(label="编号、回执号、部门或来信所写", method="find", widget=SEARCH)
    status = choice("状态", LeadStatus.choices)
    kind = choice("类型", ObjectionKind.choices)
    sender_kind = choice("来信人", SenderKind.choices)
    region = RegionFilter("fact__department__region")
    since = since("received_on")
    until = until("received_on")

    class Meta:
        model = Lead
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of lead and receipt, in what the sender wrote, and in the department's name."""
        asked = asked.strip()
        return rows.filter(
            Q(number__icontains=asked)
            | Q(about__icontains=asked)
            | Q(pk__in=OnlineApplicant.objects.cases_of(asked))
            | Q(fact__number__icontains=asked)
            | Q(fact__department__name__icontains=asked)
        )
