"""Questions that the list of leads puts."""

from __future__ import annotations

from appeals.applicant.models import by_receipt
from appeals.leads.models import Lead
from appeals.leads.vocabulary import LeadStatus, SenderKind
from common.lists.filters import choice, since, until
from intake.vocabulary import ObjectionKind
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter, body


class LeadFilter(ScopedFilter):
    q = SearchFilter(
        "编号、回执号、部门或来信所写",
        "number",
        "about",
        "fact__number",
        by_receipt,
        body("fact__department"),
    )
    status = choice("状态", LeadStatus.choices)
    kind = choice("类型", ObjectionKind.choices)
    sender_kind = choice("来信人", SenderKind.choices)
    region = RegionFilter("fact__department__region")
    since = since("received_on")
    until = until("received_on")

    class Meta:
        model = Lead
        fields: list[str] = []
