"""Where challenges stand in the sidebar, what of them waits for whom, and what the page of a record says of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from challenges.lists import subject_words
from challenges.models import Challenge, ChallengedRecord
from challenges.querysets import PREPARED
from challenges.services.registering import bar_to_challenge
from challenges.steps import TURNS
from challenges.transitions import ENTRANTS, STANDING
from challenges.vocabulary import ChallengeStatus
from common.registry import SEEING, CaseTab, Place
from common.roles import CLOCK, DIRECTORS, ENTERERS, OFFICERS, Role
from common.trail import Actor
from policy.vocabulary import RecordStatus
from postings.desk import Desk
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.scopes import case_scope
from records.status_words import AMBER, StatusWord

S = ChallengeStatus
PLACES = (
    Place(
        "challenges",
        "源文书变动",
        "申请与救济",
        "challenges:challenges",
        SEEING,
        order=32,
        chapter="源文书变动",
    ),
)
AHEAD = timedelta(days=1)
"""How long before its day an organ that is slow stands among what waits."""


DESK = Desk(
    model=Challenge,
    key="challenges",
    url="challenge",
    word="源文书变动",
    order=57,
    states=S,
    turns=TURNS,
    seen=Challenge.objects.visible_to,
    subject=lambda case: subject_words(case.fact),
    detail=lambda case: f"{case.get_kind_display()} {case.document_number}",
    related=("fact__department", "fact__official"),
    due="due_on",
    numbers=("number", "document_key", "result_number", "organ"),
    entered="entered_by",
    state=lambda case: "待决定" if case.is_prepared else case.get_status_display(),
)


def _of_officers(posting: Actor) -> Q:
    """Return what waits to be registered, and organs that have been slow."""
    slow = Q(status__in=STANDING, due_on__lte=timezone.localdate() + AHEAD) & ~PREPARED
    return Q(status=S.REPORTED) | slow


def _to_mend(posting: Actor) -> Q:
    """Return those with a record in scope whose correction nobody has proposed yet."""
    open_ones = Q(correction=None, fact__status__in=(RecordStatus.CONFIRMED, RecordStatus.NOT_INCLUDED))
    items = ChallengedRecord.objects.filter(case_scope(posting), open_ones)
    return Q(status=S.MENDING, pk__in=items.values("challenge"))


QUEUES = (
    DESK.queue("challenges_register", "源文书变动待登记、了解进展", OFFICERS, _of_officers),
    DESK.queue("challenges_decide", "源文书变动待决定", DIRECTORS, PREPARED),
    DESK.queue("challenges_mend", "源文书变更待更正", ENTERERS, _to_mend),
)
SENT = (DESK.sent("我登记或报告的源文书变动", 57, ENTRANTS),)
FINDER = DESK.finder("源文书变动", order=47)


def of_fact(fact: FactKind, posting: Actor) -> QuerySet[Challenge]:
    """Return the challenges of the document of a fact that a posting may see, the newest first."""
    found: QuerySet[Challenge] = Challenge.objects.visible_to(posting).of(fact)
    return found


def beside(fact: FactKind, posting: Actor) -> list[StatusWord]:
    """Return what each record of a challenged document tells（challenge_state）, and the way to register one."""
    words = [StatusWord(case.state_words, AMBER) for case in Challenge.objects.of(fact).telling()]
    if posting.role in ENTRANTS and not bar_to_challenge(fact):
        label = "报告源文书变动" if posting.role == Role.REPRESENTATIVE else "登记源文书变动"
        words.append(StatusWord(label, url=reverse("challenges:new_challenge", args=[fact.pk])))
    return words


def bar_to_appearing(fact: FactKind) -> str:
    """Return that no record of a document appears while it is stayed, made anew or to be corrected, nor once it was annulled.

    What the last ruling says counts: a retrial may restore what an appeal took away（procedures A.3）.
    """
    return _barred(fact, "这份文书的记录不再公示", "这份文书的记录暂不公示")


def bar_to_readmission(fact: FactKind) -> str:
    """Return that no tolerated record of a document is taken up again meanwhile, nor once it was annulled（procedures A.1, B.10）."""
    return _barred(
        fact, "没有文书就没有失信记录，这条不能重新纳入", "文书有结果、信息更正以前，这条不能重新纳入"
    )


def _barred(fact: FactKind, for_good: str, meanwhile: str) -> str:
    cases = Challenge.objects.of(fact)
    last = cases.filter(decided_on__isnull=False).order_by("decided_on", "id").last()
    if last is not None and last.status == ChallengeStatus.ANNULLED:
        return f"{last.document_number} 已被撤销或者改判（{last.result_number}），{for_good}"
    case = next((one for one in cases.open() if one.keeps_off(fact)), None)
    return f"{case.state_words}：{case.off_words}，{meanwhile}" if case else ""


def _tab(kind: type[FactKind]) -> CaseTab:
    def shown(fact: FactKind, posting: Actor) -> dict[str, Any]:
        return {"challenges": list(of_fact(fact, posting))}

    return CaseTab(
        "challenges",
        "源文书变动",
        kind._meta.label_lower,
        "challenges/challenges_tab.html",
        shown,
        count=lambda fact, posting: of_fact(fact, posting).count(),
        roles=SEEING - CLOCK,
        order=76,
        is_printed=True,
    )


TABS = tuple(_tab(kind) for kind in fact_kinds.values())
