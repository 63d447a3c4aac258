"""Where lists, comparisons and hits stand in the sidebar, and what of them waits for whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse

from commitments.screening.models import ASKERS, Hit, ScreeningCheck, WatchVersion
from commitments.screening.querysets import LIST_KEEPERS, keeps_lists
from commitments.screening.vocabulary import HitStatus, VersionStatus
from common.models.deadlines import in_doubt
from common.registry import Beginning, Finder, Place, Queue, Work
from common.registry import Hit as FoundHit
from common.roles import AUDITORS, DIRECTORS, OFFICERS, REVIEWERS, Role
from common.trail import Actor
from organisations.search import found_in
from postings.desk import in_queue

CHAPTER = "招投标信用比对"
SCREENERS = ASKERS | LIST_KEEPERS | AUDITORS
CHECK_PLACE = Place(
    "screening_checks",
    "投标人信用比对",
    "监督",
    "commitments:screening_checks",
    SCREENERS,
    order=36,
    chapter=CHAPTER,
    begins=(Beginning("比对一个投标人", "commitments:screen_one", ASKERS),),
)
HIT_PLACE = Place("hits", "比对命中", "监督", "commitments:hits", SCREENERS, order=37, chapter=CHAPTER)
LIST_PLACE = Place(
    "watch_versions",
    "失信名单",
    "归集",
    "commitments:watch_versions",
    LIST_KEEPERS | AUDITORS,
    order=45,
    chapter=CHAPTER,
)


def address_of_hit(case: Hit) -> str:
    """Return the page of a hit."""
    return reverse("commitments:hit", args=[case.pk])


def address_of_version(case: WatchVersion) -> str:
    """Return the page of a version."""
    return reverse("commitments:watch_version", args=[case.pk])


def _hits(posting: Actor, condition: Q) -> QuerySet[Hit]:
    rows = Hit.objects.visible_to(posting).filter(condition).select_related("body__check_case", "entry")
    return rows.annotate(in_doubt=in_doubt("due_on")).order_by("due_on", "pk")


def _to_release(posting: Actor) -> Q:
    """Return the condition that another asked for the release, and another found the name to be the bidder's."""
    me = posting.user_id
    return Q(status=HitStatus.RELEASING) & ~Q(asked_by=me) & ~Q(decided_by=me)


def _hit_work(label: str, *, due: bool = False) -> object:
    return lambda case: Work(
        f"{label} {case.number}",
        address_of_hit(case),
        str(case.body),
        case.body.check_case.project_number,
        case.get_status_display(),
        due=case.due_on if due else None,
        in_doubt=case.in_doubt,
    )


def _hit_queue(key: str, label: str, roles: frozenset[Role], condition: Q, due: str = "") -> Queue:
    return Queue(
        key,
        label,
        "",
        roles,
        lambda posting: _hits(posting, condition),
        in_queue("commitments:hits", key),
        _hit_work(label, due=bool(due)),  # type: ignore[arg-type]
        "hits",
        due=due,
        order=66,
    )


HIT_QUEUES = (
    _hit_queue("hits_decide", "名称命中待核", OFFICERS, Q(status=HitStatus.WAITING), "due_on"),
    _hit_queue("hits_tell", "拦截待告知投标人", ASKERS, Q(status=HitStatus.BLOCKING, told_on=None)),
    Queue(
        "hits_release",
        "拦截待同意解除",
        "",
        DIRECTORS,
        lambda posting: _hits(posting, _to_release(posting)),
        in_queue("commitments:hits", "hits_release"),
        _hit_work("拦截待同意解除"),  # type: ignore[arg-type]
        "hits",
        order=66,
    ),
)


def _versions(posting: Actor) -> QuerySet[WatchVersion]:
    rows = WatchVersion.objects.visible_to(posting).filter(status=VersionStatus.DRAFT)
    rows = rows if keeps_lists(posting) else rows.none()
    return rows.exclude(entered_by=posting.user_id).order_by("as_of", "pk")


VERSION_QUEUES = (
    Queue(
        "watch_versions_review",
        "失信名单待启用",
        "",
        REVIEWERS,
        _versions,
        in_queue("commitments:watch_versions", "watch_versions_review"),
        lambda case: Work(
            f"失信名单待启用 {case.number}",
            address_of_version(case),
            case.get_kind_display(),
            f"{case.as_of}",
            case.get_status_display(),
        ),
        "watch_versions",
        order=67,
    ),
)
HIT_FINDER = Finder(
    "hits",
    "比对命中",
    lambda posting, words: (
        Hit.objects.visible_to(posting)
        .filter(found_in(words, "number", "body__name", "body__credit_code"))
        .select_related("body")
    ),
    lambda case: FoundHit(case.number, address_of_hit(case), str(case.body)),
    "commitments:hits",
    SCREENERS,
    order=66,
)
VERSION_FINDER = Finder(
    "watch_versions",
    "失信名单",
    lambda posting, words: WatchVersion.objects.visible_to(posting).filter(
        found_in(words, "number", "source")
    ),
    lambda case: FoundHit(case.number, address_of_version(case), case.get_kind_display()),
    "commitments:watch_versions",
    LIST_KEEPERS | AUDITORS,
    order=67,
)


def address_of_check(case: ScreeningCheck) -> str:
    """Return the page of a comparison."""
    return reverse("commitments:screening_check", args=[case.pk])
