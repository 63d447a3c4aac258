"""Where commitments and breaches stand in the sidebar, what waits for whom, and what one handed on."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from commitments.domains.investment import UNSAFE, Investment
from commitments.domains.statistics import StatisticsMatter
from commitments.models import Breach, Commitment, Opening
from commitments.models.commitments import BOTH_SIDES, REVIEWED, SHOWN
from commitments.services.breaching import bar_registration
from commitments.services.opening import CHANGED
from commitments.vocabulary import BreachStatus, ChangeStatus, CommitmentStatus
from common.key_domains import KeyDomain
from common.registry import Beginning, Place
from common.roles import (
    CLERKS,
    DIRECTORS,
    FINDING_BODIES,
    OFFICERS,
    REPRESENTATIVES,
    REVIEWERS,
    SECRECY_REVIEWERS,
)
from common.trail import Actor
from postings.desk import Desk
from records.facts.queues import own_drafts

S, B = CommitmentStatus, BreachStatus
CHAPTER = "承诺与兑现"
BEGIN = Beginning("录入承诺", "commitments:begin", CLERKS)
PLACE = Place(
    "commitments", "承诺台账", "归集", "commitments:commitments", order=40, chapter=CHAPTER, begins=(BEGIN,)
)
LEDGER_PLACE = Place("promises_kept", "承诺兑现", "监督", "commitments:ledger", order=30, chapter=CHAPTER)
BREACH_PLACE = Place(
    "breaches", "违约失信核实", "监督", "commitments:breaches", order=35, chapter="违约失信核实"
)
DESK = Desk(
    model=Commitment,
    key="commitments",
    url="commitment",
    word="承诺",
    order=62,
    states=S,
    turns={
        S.DRAFT: "您",
        S.PENDING: "复核员",
        S.RUNNING: "承诺主体",
    },
    seen=Commitment.objects.visible_to,
    subject=lambda case: str(case.department),
    detail=lambda case: case.document_number,
    related=("department",),
    due="due_on",
    numbers=("number", "document_number", "document_title", "counterparty"),
    entered="entered_by",
    names_queue=True,
)


def _own_drafts(posting: Actor) -> Q:
    return Q(status=S.DRAFT) & own_drafts("commitment", posting)


def _to_review(posting: Actor) -> Q:
    return Q(status=S.PENDING) & ~Q(entered_by=posting.user_id) & ~Q(last_changed_by=posting.user_id)


def _to_fulfil(posting: Actor) -> Q:
    waiting = Commitment.objects.filter(instalments__done_on=None, instalments__isnull=False)
    return Q(status=S.RUNNING, pk__in=waiting.values("pk"))


def _to_accept(posting: Actor) -> Q:
    waiting = Commitment.objects.filter(instalments__done_on=None, instalments__isnull=False)
    done = Q(status=S.RUNNING, reported_by__isnull=False) & ~Q(pk__in=waiting.values("pk"))
    own = Commitment.objects.filter(instalments__fulfilments__entered_by=posting.user_id)
    return done & ~Q(pk__in=own.values("pk"))


def _late(posting: Actor) -> Q:
    """Return what is late and about which nobody has registered a lead."""
    late = Commitment.objects.all().late(timezone.localdate())
    known = Breach.objects.exclude(status__in=[B.UNTRUE, B.MENDED, B.REVOKED, B.LAPSED])
    return Q(pk__in=late.values("pk")) & ~Q(pk__in=known.values("commitment"))


def _to_sign(posting: Actor) -> Q:
    """Return what nobody has signed yet and its domain may open: promises, lines of a board, the list of enterprises, agencies' files.

    What changed since it was signed waits anew.
    """
    may_open = Q(domain__in=[KeyDomain.TOWNSHIPS, KeyDomain.PROCUREMENT, KeyDomain.PPP])
    unsafe = Investment.objects.filter(UNSAFE).values("commitment")
    may_open |= Q(domain=KeyDomain.INVESTMENT) & ~Q(pk__in=unsafe)
    may_open |= Q(statistics__matter=StatisticsMatter.LISTING, statistics__removed_on=None)
    has_file = Q(bidding__agency_grade__gt="") | Q(bidding__agency_oversight__gt="")
    may_open |= Q(bidding__agency_code__gt="") & has_file
    anew = Opening.objects.filter(close_reason=CHANGED).values("commitment")
    live = Opening.objects.filter(closed_on=None).values("commitment")
    waits = Q(openings=None) | Q(pk__in=anew) & ~Q(pk__in=live)
    mine = Q(entered_by=posting.user_id) | Q(last_changed_by=posting.user_id)
    return may_open & waits & Q(status__in=SHOWN) & ~mine


SIGNED = Opening.objects.filter(opens_on=None, closed_on=None)
QUEUES = (
    DESK.queue("commitments_draft", "承诺草稿", CLERKS, _own_drafts),
    DESK.queue("commitments_review", "承诺待复核", REVIEWERS, _to_review),
    DESK.queue("commitments_fulfil", "待兑现的承诺", REPRESENTATIVES, _to_fulfil),
    DESK.queue("commitments_accept", "待确认兑现", OFFICERS, _to_accept),
    DESK.queue("commitments_late", "逾期未兑现，待登记线索", OFFICERS, _late),
    DESK.queue(
        "commitments_change",
        "承诺变更待决定",
        DIRECTORS,
        Q(status=S.RUNNING, changes__status=ChangeStatus.ASKED),
    ),
    DESK.queue("commitments_sign", "承诺待签署公开审查", SECRECY_REVIEWERS, _to_sign),
    DESK.queue(
        "commitments_show", "承诺待公开", DIRECTORS, Q(status__in=SHOWN, pk__in=SIGNED.values("commitment"))
    ),
    DESK.queue(
        "commitments_answer",
        "待答复的质疑、投诉",
        BOTH_SIDES,
        lambda posting: Q(
            status__in=REVIEWED,
            pk__in=Commitment.objects.filter(disputes__answered_on=None, disputes__isnull=False).values("pk"),
        ),
    ),
)
SENT = DESK.sent("我录入的承诺", 62, CLERKS)
FINDER = DESK.finder("承诺", order=62)
BREACH_DESK = Desk(
    model=Breach,
    since=("confirmed_on", "hearing_due", "mend_due", "verified_on", "reported_on"),
    key="breaches",
    url="breach",
    word="违约核实",
    order=64,
    states=B,
    turns={
        B.ROUTING: "信用办经办",
        B.VERIFYING: "核实机关",
        B.ORDERING: "核实机关",
        B.ORDERED: "承诺主体",
        B.HEARING: "承诺主体",
        B.CONFIRMED: "录入员",
    },
    seen=Breach.objects.visible_to,
    subject=lambda case: str(case.commitment.department),
    detail=lambda case: case.commitment.number,
    related=("commitment__department",),
    numbers=("number", "commitment__number"),
    names_queue=True,
)


def _mine_to_verify(posting: Actor) -> Q:
    return Q(status=B.VERIFYING, body_unit=posting.unit_id)


def _refused(posting: Actor) -> Q:
    return Q(status=B.ORDERED, mend_due__lt=timezone.localdate())


BREACH_QUEUES = (
    BREACH_DESK.queue("breaches_route", "违约线索待转核实", OFFICERS, Q(status=B.ROUTING)),
    BREACH_DESK.queue("breaches_verify", "违约线索待核实", FINDING_BODIES, _mine_to_verify, "verify_due"),
    BREACH_DESK.queue("breaches_order", "违约待责令改正", OFFICERS, Q(status=B.ORDERING)),
    BREACH_DESK.queue("breaches_mend", "被责令改正的承诺", REPRESENTATIVES, Q(status=B.ORDERED), "mend_due"),
    BREACH_DESK.queue(
        "breaches_heard", "可以陈述申辩（违约失信）", REPRESENTATIVES, Q(status=B.HEARING, statement="")
    ),
    BREACH_DESK.queue("breaches_notify", "改正期满没有改正", DIRECTORS, _refused, "mend_due"),
    BREACH_DESK.queue("breaches_confirm", "拟认定违约失信", DIRECTORS, Q(status=B.HEARING)),
    BREACH_DESK.queue(
        "breaches_record", "违约失信待有文书生成记录", CLERKS, Q(status=B.CONFIRMED, record=None)
    ),
)
BREACH_SENT = BREACH_DESK.sent("我登记的违约线索", 64)
BREACH_FINDER = BREACH_DESK.finder("违约失信核实", order=64)
TAB = BREACH_DESK.tab("违约核实", Commitment, bar_registration, 60, key="commitment")
