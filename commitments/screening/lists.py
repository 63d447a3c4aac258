"""The lists of versions, of comparisons and of hits."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString

from commitments.screening.filters import CheckFilter, HitFilter, VersionFilter
from commitments.screening.models import CheckedBody, Hit, ScreeningCheck, WatchVersion
from commitments.screening.querysets import LIST_KEEPERS
from commitments.screening.queues import HIT_DESK, SCREENERS, VERSION_DESK, address_of_check
from commitments.screening.vocabulary import HOLDING, Answer, HitStatus, VersionStatus, WatchKind
from common.lists import Column, Facet, ListSpec, below, link
from common.lists.usual import number_column, status_column
from common.roles import AUDITORS
from common.trail import Actor

SHAPES = {
    "blocking": "broken",
    "releasing": "broken",
    "waiting": "objection",
    "released": "mended",
    "dismissed": "plain",
    "annulled": "plain",
    "in_force": "mended",
    "draft": "objection",
    "blocked": "broken",
    "stale": "objection",
    "invalid": "objection",
    "noted": "plain",
    "clear": "mended",
}


def shape_of(state: str) -> str:
    """Return the shape of the mark of a state or an answer."""
    return SHAPES.get(state, "plain")


def _versions(posting: Actor) -> QuerySet[WatchVersion]:
    return WatchVersion.objects.visible_to(posting).select_related("entered_by", "reviewed_by")


VERSIONS = ListSpec(
    key="watch_versions",
    label="失信名单",
    unit="版",
    url_name="commitments:watch_versions",
    rows=_versions,
    filterset=VersionFilter,
    default="-number",
    hint="名单按版本导入，由另一人启用以后才用于比对；移出日期一到不再拦截。名单含自然人，只在信用办内部。",
    empty="还没有导入过名单。录入员在“导入”里选名单模板上传，由复核员启用。",
    columns=(
        number_column("版本", lambda c: link(VERSION_DESK.address(c), c.number, "code")),
        Column("kind", "名单", lambda c: c.get_kind_display(), sort=["kind"]),
        Column("as_of", "名单日期", lambda c: c.as_of, sort=["as_of"], css="nowrap"),
        Column("extent", "范围", lambda c: c.get_extent_display(), sort=["extent"], css="nowrap"),
        Column("rows", "变动条数", lambda c: c.rows, sort=["rows"], css="n"),
        Column("source", "来源", lambda c: c.source),
        Column("entered_by", "导入人", lambda c: c.entered_by.name, shown=False),
        Column("reviewed_by", "启用人", lambda c: c.reviewed_by.name if c.reviewed_by else "", shown=False),
        status_column(VersionStatus, SHAPES),
    ),
    facets=(Facet("kind", "kind"), Facet("status", "status")),
    roles=LIST_KEEPERS | AUDITORS,
    template="commitments/watch_versions.html",
)


def _checks(posting: Actor) -> QuerySet[ScreeningCheck]:
    rows = ScreeningCheck.objects.visible_to(posting).select_related("asked_by")
    return rows.annotate(
        bidders=_bodies(Q()),
        blocked=_bodies(Q(answer=Answer.BLOCKED)),
        waiting=_bodies(Q(answer=Answer.WAITING)),
        blocked_now=_bodies(Q(hits__status__in=HOLDING)),
        waiting_now=_bodies(Q(hits__status=HitStatus.WAITING)),
    )


def _bodies(condition: Q) -> Coalesce:
    """Return how many bidders of a comparison are so: counted apart, for a bidder may have several hits."""
    rows = CheckedBody.objects.filter(condition, check_case=OuterRef("pk")).order_by().values("check_case")
    return Coalesce(Subquery(rows.annotate(n=Count("pk", distinct=True)).values("n")), 0)


CHECKS = ListSpec(
    key="screening_checks",
    label="投标人信用比对",
    unit="次",
    url_name="commitments:screening_checks",
    rows=_checks,
    filterset=CheckFilter,
    default="-number",
    hint="投标登记和定标以前，把投标人与失信名单比对；每次比对连同名单版本一并保存。",
    empty="还没有比对过。可以比对一个投标人，或者上传投标人名单。",
    columns=(
        number_column("比对", lambda c: link(address_of_check(c), c.number, "code nowrap")),
        Column(
            "project",
            "项目",
            lambda c: c.project_name,
            lambda c: below(c.project_name, c.project_number),
            exports=(
                ("招标项目编号", lambda c: c.project_number),
                ("招标项目名称", lambda c: c.project_name),
            ),
        ),
        Column("step", "环节", lambda c: c.get_step_display(), sort=["step"]),
        Column("looked_on", "比对日期", lambda c: c.looked_on, sort=["looked_on"], css="nowrap"),
        Column("bidders", "投标人", lambda c: c.bidders, css="n"),
        Column("blocked", "比对当日拦截", lambda c: c.blocked, css="n"),
        Column("waiting", "比对当日待核", lambda c: c.waiting, css="n"),
        Column("blocked_now", "现在拦截", lambda c: c.blocked_now, css="n"),
        Column("waiting_now", "现在待核", lambda c: c.waiting_now, css="n"),
        Column("asked_by", "比对人", lambda c: c.asked_by.name, shown=False),
    ),
    facets=(Facet("step", "step"),),
    roles=SCREENERS,
    template="commitments/screening_checks.html",
)


def _hits(posting: Actor) -> QuerySet[Hit]:
    return Hit.objects.visible_to(posting).telling(posting).select_related("body__check_case", "entry")


def _told_kind(case: Hit) -> str:
    return str(WatchKind(case.told_kind).label) if case.told_kind else ""


def _project(case: Hit) -> SafeString:
    check = case.body.check_case
    return below(
        link(reverse("commitments:screening_check", args=[check.pk]), check.number, "code"),
        check.project_number,
    )


HITS = ListSpec(
    key="hits",
    label="比对命中",
    unit="件",
    url_name="commitments:hits",
    rows=_hits,
    filterset=HitFilter,
    default="-number",
    hint="代码相同的拦截；名称、曾用名相同的由人核实。解除只凭三种理由，由两个人办理。",
    empty="没有命中。",
    columns=(
        number_column("命中", lambda c: link(HIT_DESK.address(c), c.number, "code nowrap")),
        Column(
            "body",
            "投标人",
            lambda c: str(c.body),
            lambda c: below(c.body, c.body.credit_code),
            sort=["body__name"],
        ),
        Column("how", "命中方式", lambda c: c.get_how_display(), sort=["how"]),
        Column("list", "名单", _told_kind, sort=["told_kind"]),
        Column("check", "比对", lambda c: c.body.check_case.number, _project),
        Column("due", "核实期限", lambda c: c.due_on, sort=["due_on"], css="nowrap"),
        status_column(HitStatus, SHAPES),
    ),
    facets=(Facet("status", "status"), Facet("how", "how")),
    roles=SCREENERS,
)
