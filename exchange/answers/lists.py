"""The list of signed answers of screening."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from commitments.screening.queues import SCREENERS
from common.lists import Column, ListSpec, below, link
from common.lists.columns import day_column
from common.lists.usual import number_column
from common.trail import Actor
from exchange.answers.models import SignedAnswer
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter


class AnswerFilter(ScopedFilter):
    q = SearchFilter("编号、接收单位或者项目编号", "number", "recipient", "check_case__project_number")
    region = RegionFilter("check_case__region")

    class Meta:
        model = SignedAnswer
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[SignedAnswer]:
    return SignedAnswer.objects.visible_to(posting).select_related("check_case", "made_by").defer("content")


def _number(answer: SignedAnswer) -> SafeString:
    address = reverse("exchange:signed_answer", args=[answer.pk])
    return below(link(address, answer.number, "code nowrap"), answer.check_case.number)


ANSWERS = ListSpec(
    key="signed_answers",
    label="比对签名答复",
    unit="份",
    url_name="exchange:signed_answers",
    rows=_rows,
    filterset=AnswerFilter,
    default="-number",
    hint="比对的结果编号、签名以后交给外部系统；凭公钥可以核对来源，是否仍然有效在这里查。",
    empty="还没有出具过。在比对的页面上点“出具签名答复”。",
    columns=(
        number_column(
            "答复", _number, (("答复编号", lambda a: a.number), ("比对编号", lambda a: a.check_case.number))
        ),
        Column("recipient", "接收的系统或者单位", lambda a: a.recipient),
        Column(
            "project",
            "项目",
            lambda a: a.check_case.project_name,
            lambda a: below(a.check_case.project_name, a.check_case.project_number),
        ),
        day_column("made", "出具时间", "made_at"),
        day_column("until", "有效期至", "valid_until"),
        Column("made_by", "出具人", lambda a: a.made_by.name, shown=False),
    ),
    roles=SCREENERS,
    template="exchange/signed_answers.html",
)
