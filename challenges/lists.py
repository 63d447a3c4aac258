"""The list of challenges."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from challenges.filters import ChallengeFilter
from challenges.models import Challenge
from challenges.querysets import ChallengeQuerySet
from challenges.transitions import UNDER_WAY
from challenges.vocabulary import ChallengeStatus
from common.lists.columns import Column, below, day_column, link
from common.lists.facets import Facet
from common.lists.spec import ListSpec
from common.lists.usual import number_column, status_column
from common.models.deadlines import in_doubt
from common.trail import Actor
from records.models import Fact


def address(case: Challenge) -> str:
    """Return the page of a challenge."""
    return reverse("challenges:challenge", args=[case.pk])


def shape(case: Challenge) -> str:
    """Return the shape of the mark: amber while it is under way."""
    return "objection" if case.status in UNDER_WAY else "plain"


def subject_words(fact: Fact) -> str:
    """Return whom a fact is about; an official by no name."""
    return "公务员（按干部管理权限）" if fact.official_id else str(fact.subject)


def challenges_of(posting: Actor) -> ChallengeQuerySet:
    """Return what a posting may see, with the department and whether its day is in doubt."""
    rows: ChallengeQuerySet = Challenge.objects.visible_to(posting).select_related("fact__department")
    return rows.annotate(in_doubt=in_doubt("due_on"))


def _number(case: Challenge) -> SafeString:
    return below(link(address(case), case.number, "code"), case.document_number)


CHALLENGES = ListSpec(
    key="challenges",
    label="源文书变动",
    unit="件",
    url_name="challenges:challenges",
    rows=challenges_of,
    filterset=ChallengeFilter,
    default="-number",
    hint="对源文书的复议、诉讼、再审、复审、复核和申诉；同一份文书的记录一并随结果变动。从记录页登记。",
    empty="没有源文书变动。经办、认定机关在记录页点“登记源文书变动”，部门代表点“报告源文书变动”。",
    columns=(
        number_column(
            "变动", _number, (("变动编号", lambda c: c.number), ("源文书号", lambda c: c.document_number))
        ),
        Column("department", "部门", lambda c: subject_words(c.fact)),
        Column("kind", "救济途径", lambda c: c.get_kind_display(), css="nowrap"),
        Column("organ", "受理机关", lambda c: c.organ),
        day_column("accepted", "受理日期", "accepted_on"),
        Column("outcome", "处理结果", lambda c: c.get_outcome_display()),
        day_column("due", "本步骤期限", "due_on"),
        status_column(ChallengeStatus, shape),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind"), Facet("outcome", "outcome")),
)
