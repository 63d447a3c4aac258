"""Where lists, comparisons and hits stand in the sidebar, and what of them waits for whom."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from commitments.screening.models import ASKERS, Hit, ScreeningCheck, WatchVersion
from commitments.screening.querysets import LIST_KEEPERS, keeps_lists
from commitments.screening.vocabulary import HitStatus, VersionStatus
from common.registry import Beginning, Place
from common.roles import AUDITORS, DIRECTORS, OFFICERS, REVIEWERS
from common.trail import Actor
from postings.desk import Desk

CHAPTER = "招投标信用比对"
NOBODY = Q(pk__in=[])
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


HIT_DESK = Desk(
    model=Hit,
    key="hits",
    url="hit",
    word="命中",
    order=66,
    states=HitStatus,
    turns={},
    seen=Hit.objects.visible_to,
    subject=lambda case: str(case.body),
    detail=lambda case: case.body.check_case.project_number,
    related=("body__check_case", "entry"),
    numbers=("number", "body__name", "body__credit_code"),
    names_queue=True,
    is_of_a_body=False,
)
VERSION_DESK = Desk(
    model=WatchVersion,
    key="watch_versions",
    url="watch_version",
    word="名单",
    order=67,
    states=VersionStatus,
    turns={},
    seen=WatchVersion.objects.visible_to,
    subject=lambda case: case.get_kind_display(),
    detail=lambda case: str(case.as_of),
    related=("entered_by",),
    numbers=("number", "source"),
    names_queue=True,
    is_of_a_body=False,
)


def _to_release(posting: Actor) -> Q:
    """Return the condition that another asked for the release, and another found the name to be the bidder's."""
    me = posting.user_id
    return Q(status=HitStatus.RELEASING) & ~Q(asked_by=me) & ~Q(decided_by=me)


def _to_put_in_force(posting: Actor) -> Q:
    return Q(status=VersionStatus.DRAFT) & ~Q(entered_by=posting.user_id) if keeps_lists(posting) else NOBODY


HIT_QUEUES = (
    HIT_DESK.queue("hits_decide", "名称命中待核", OFFICERS, Q(status=HitStatus.WAITING), "due_on"),
    HIT_DESK.queue("hits_tell", "拦截待告知投标人", ASKERS, Q(status=HitStatus.BLOCKING, told_on=None)),
    HIT_DESK.queue("hits_release", "拦截待同意解除", DIRECTORS, _to_release),
)
VERSION_QUEUES = (VERSION_DESK.queue("watch_versions_review", "失信名单待启用", REVIEWERS, _to_put_in_force),)
HIT_FINDER = HIT_DESK.finder("比对命中", SCREENERS, 66)
VERSION_FINDER = VERSION_DESK.finder("失信名单", LIST_KEEPERS | AUDITORS, 67)


def address_of_check(case: ScreeningCheck) -> str:
    """Return the page of a comparison."""
    return reverse("commitments:screening_check", args=[case.pk])
