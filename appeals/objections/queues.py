"""The place of objections in the sidebar, what waits for whom, what one handed on, what a fact's page says of them."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from appeals.objections.lists import address, objections_of
from appeals.objections.models import Objection
from appeals.objections.services.entering import bar_to_objection
from appeals.objections.vocabulary import TURNS, ObjectionStatus
from common.registry import OWN_TURN, SEEING, CaseTab, Place, Queue, Sent, Work
from common.roles import CLOCK, DIRECTORS, ENTERERS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue
from records.status_words import AMBER, StatusWord

S = ObjectionStatus
BEGINNERS = REPRESENTATIVES | OFFICERS
PLACES = (Place("objections", "异议", "申请与救济", "appeals:objections", SEEING, order=30, chapter="异议"),)
_DUES = {S.SUBMITTED: "accept_due", S.SUPPLEMENT: "supply_due", S.VERIFYING: "verify_due"}


def work(case: Objection) -> Work:
    """Return how an objection is told as work."""
    return Work(
        f"异议 {case.number}",
        address(case),
        str(case.fact.department),
        case.get_kind_display(),
        case.status_word,
        due=getattr(case, _DUES[S(case.status)]) if S(case.status) in _DUES else None,
    )


CAME = ("decided_on", "answered_on", "forwarded_on", "accepted_on", "applied_on")
"""The day on which an objection came to its present step: the later steps have none yet."""


def _queue(key: str, label: str, roles: frozenset[Role], status: str) -> Queue:
    def rows(posting: Actor) -> QuerySet[Objection]:
        due = _DUES.get(S(status), "id")
        found: QuerySet[Objection] = objections_of(posting).filter(status=status).order_by(due)
        return found

    return Queue(
        key,
        label,
        "",
        roles,
        rows,
        _to_list(status=status),
        work,
        "objections",
        55,
        due=_DUES.get(S(status), ""),
        since=CAME,
    )


def _to_list(**asked: str) -> Callable[[Actor], str]:
    return lambda posting: f"{reverse('appeals:objections')}?{urlencode(asked)}"


QUEUES = (
    _queue("objections_accept", "异议待受理", OFFICERS, S.SUBMITTED),
    Queue(
        "objections_supply",
        "异议待补正、说明",
        "",
        REPRESENTATIVES,
        lambda posting: objections_of(posting).waiting_for_applicant().order_by("id"),
        in_queue("appeals:objections", "objections_supply"),
        work,
        "objections",
        55,
        since=CAME,
    ),
    _queue("objections_route", "异议待转核", OFFICERS | DIRECTORS, S.ROUTING),
    _queue("objections_verify", "异议待核查", FINDING_BODIES | OFFICERS, S.VERIFYING),
    _queue("objections_decide", "异议待决定", DIRECTORS, S.DECIDING),
    _queue("objections_mend", "异议待更正", ENTERERS, S.MENDING),
    Queue(
        "objections_unsure",
        "异议的信息已重新办理",
        "",
        OFFICERS,
        lambda posting: objections_of(posting).unsure().order_by("id"),
        _to_list(unsure="on"),
        work,
        "objections",
        56,
        since=CAME,
    ),
)


def _begun(posting: Actor) -> QuerySet[Objection]:
    found: QuerySet[Objection] = objections_of(posting).filter(entered_by=posting.user_id).order_by("id")
    return found


def _stands(state: str) -> tuple[str, str]:
    word = S(state).label
    whose = str(TURNS.get(S(state), ""))
    return word, OWN_TURN if state == S.SUPPLEMENT else whose


SENT = (Sent("objections", "我提出或登记的异议", BEGINNERS, _begun, _stands, work, order=55),)


def of_fact(fact: FactKind, posting: Actor) -> QuerySet[Objection]:
    """Return the objections to a fact that a posting may see, the newest first."""
    found: QuerySet[Objection] = Objection.objects.visible_to(posting).filter(fact=fact.pk)
    return found


def beside(fact: FactKind, posting: Actor) -> list[StatusWord]:
    """Return the mark that a fact bears while an accepted objection is in hand, and the way to object."""
    words = []
    if Objection.objects.marking().filter(fact=fact.pk).exists():
        words.append(StatusWord("异议处理中", AMBER))
    if posting.role in BEGINNERS and not bar_to_objection(fact):
        name, label = _DOORS[Role(posting.role)]
        words.append(StatusWord(label, url=reverse(name, args=[fact.pk])))
    return words


def bar_to_appearing(fact: FactKind) -> str:
    """Return that a text which an upheld objection found wrong comes into public once it is corrected（procedures D.16）."""
    case = Objection.objects.filter(fact=fact.pk, status=S.MENDING).first()
    return f"异议 {case.number} 已采纳，更正施行以后再公示" if case else ""


_DOORS = {
    Role.REPRESENTATIVE: ("appeals:new_objection", "提出异议"),
    Role.OFFICER: ("appeals:register_objection", "登记书面异议"),
}


def _tab(kind: type[FactKind]) -> CaseTab:
    return CaseTab(
        "objections",
        "异议",
        kind._meta.label_lower,
        "appeals/objections_tab.html",
        lambda fact, posting: {"objections": list(of_fact(fact, posting))},
        count=lambda fact, posting: of_fact(fact, posting).count(),
        roles=SEEING - CLOCK,
        order=75,
        is_printed=True,
    )


TABS = tuple(_tab(kind) for kind in fact_kinds.values())
