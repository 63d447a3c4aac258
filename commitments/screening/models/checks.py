from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commitments.screening.models.lists import WatchEntry, WatchVersion
from commitments.screening.querysets import CheckQuerySet, HitQuerySet
from commitments.screening.vocabulary import EXACT, Answer, Ground, HitStatus, How, Step, WatchKind
from common.ends import End
from common.models import RuleValue
from common.models.identity import Keyed
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.workflow import Verb, Workflow
from organisations.models import Department, Region

S = HitStatus
ASKERS = OFFICERS | REPRESENTATIVES | FINDING_BODIES
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
PERHAPS: dict[str, Any] = {**USER, "null": True, "blank": True, "editable": False}


class ScreeningCheck(Keyed):
    """One comparison of bidders with the lists, before which step of which tender, and who asked（信用查询记录）."""

    number = models.CharField("比对编号", max_length=40, unique=True, editable=False)
    step = models.CharField("环节", max_length=12, choices=Step.choices)
    project_number = models.CharField("招标项目编号", max_length=100)
    project_name = models.CharField("招标项目名称", max_length=200)
    looked_on = models.DateField("比对日期")
    asked_by = models.ForeignKey(verbose_name="比对人", **USER)
    asked_through = models.UUIDField("比对人的岗位", editable=False)
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="比对人的单位"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="比对人的地区")
    asked_at = models.DateTimeField("比对时间", auto_now_add=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = "信用比对"
        verbose_name_plural = "信用比对"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number


class LookedAt(Keyed):
    """A list as it stood for one comparison: its version, whether too old, whether its measure covers the step."""

    check_case = models.ForeignKey(ScreeningCheck, models.PROTECT, related_name="lists", verbose_name="比对")
    kind = models.CharField("名单", max_length=8, choices=WatchKind.choices)
    version = models.ForeignKey(
        WatchVersion, models.PROTECT, null=True, related_name="+", verbose_name="名单版本"
    )
    is_stale = models.BooleanField("名单过期")
    covers = models.BooleanField("措施覆盖本环节")
    rule = models.ForeignKey(RuleValue, models.PROTECT, related_name="+", verbose_name="措施依据")

    class Meta:
        verbose_name = "所比对的名单"
        verbose_name_plural = "所比对的名单"
        ordering = ["check_case", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["check_case", "kind"], name="looked_at_once"),
            models.CheckConstraint(
                name="looked_at_none_is_stale", condition=Q(version__isnull=False) | Q(is_stale=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version or ''}"


class CheckedBody(Keyed):
    """One bidder of a comparison, or one member of a consortium, and what was answered on that day."""

    check_case = models.ForeignKey(ScreeningCheck, models.PROTECT, related_name="bodies", verbose_name="比对")
    row = models.PositiveIntegerField("行号")
    name = models.CharField("投标人", max_length=200, blank=True)
    former_names = models.CharField("曾用名", max_length=400, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    id_number_hash = models.CharField(max_length=64, blank=True)
    id_number_tail = models.CharField(max_length=4, blank=True)
    consortium = models.CharField("联合体", max_length=100, blank=True)
    answer = models.CharField("答复", max_length=8, choices=Answer.choices)
    note = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "比对的投标人"
        verbose_name_plural = "比对的投标人"
        ordering = ["check_case", "row"]
        constraints = [
            models.UniqueConstraint(fields=["check_case", "row"], name="checked_body_row_once"),
            models.CheckConstraint(
                name="checked_body_named",
                condition=~Q(name="") | ~Q(credit_code="") | ~Q(id_number_hash="") | Q(answer=Answer.INVALID),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.credit_code or f"证件号码后四位 {self.id_number_tail}"


class Hit(Workflow):
    """A bidder found on a list: by an exact current code it is blocked, by a name it waits for a person.

    A block is released on a named ground by two persons. procedures E.23
    """

    MATTER = "信用比对命中的核实、拦截和解除"
    ORDER = 38

    number = models.CharField("命中编号", max_length=40, unique=True, editable=False)
    body = models.ForeignKey(CheckedBody, models.PROTECT, related_name="hits", verbose_name="投标人")
    entry = models.ForeignKey(WatchEntry, models.PROTECT, related_name="hits", verbose_name="名单条目")
    how = models.CharField("命中方式", max_length=8, choices=How.choices)
    due_on = models.DateField("核实期限", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(verbose_name="核实人", **PERHAPS)
    decided_document = models.CharField("核实的依据", max_length=300, blank=True)
    told_on = models.DateField("告知投标人的日期", null=True, blank=True)
    told_how = models.CharField("告知的方式与凭证", max_length=200, blank=True)
    objection = models.CharField("投标人的异议", max_length=1000, blank=True)
    ground = models.CharField("解除的理由", max_length=8, choices=Ground.choices, blank=True)
    ground_document = models.CharField("解除的文书或者证明", max_length=300, blank=True)
    asked_by = models.ForeignKey(verbose_name="提出解除的人", **PERHAPS)
    released_by = models.ForeignKey(verbose_name="同意解除的人", **PERHAPS)
    refused_by = models.ForeignKey(verbose_name="不同意解除的人", **PERHAPS)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.BLOCKING, editable=False)

    told_kind: str
    """The list, for whom the question `telling` was put."""

    objects = HitQuerySet.as_manager()

    ENDS = {S.RELEASED: End.CONCLUDED, S.DISMISSED: End.DECLINED, S.ANNULLED: End.WITHDRAWN}
    ENTER = Verb("拦截", (), S.BLOCKING, ASKERS)
    ENTRIES = {"wait": Verb("名称命中，待核", (), S.WAITING, ASKERS)}
    TRANSITIONS = {
        "confirm": Verb("确认是同一主体", (S.WAITING,), S.BLOCKING, OFFICERS, needs_reason=True),
        "dismiss": Verb("不是同一主体", (S.WAITING,), S.DISMISSED, OFFICERS, needs_reason=True),
        "tell": Verb("登记告知投标人", (S.BLOCKING, S.RELEASING), "", ASKERS),
        "object": Verb("登记投标人的异议", (S.BLOCKING,), "", ASKERS),
        "ask_release": Verb("提出解除", (S.BLOCKING,), S.RELEASING, ASKERS, needs_reason=True),
        "release": Verb("同意解除", (S.RELEASING,), S.RELEASED, DIRECTORS, needs_reason=True),
        "annul": Verb(
            "随误列更正撤销",
            (S.WAITING, S.BLOCKING, S.RELEASING),
            S.ANNULLED,
            frozenset(),
            needs_reason=True,
            caused_by={"commitments.watchversion.put_in_force"},
        ),
        "refuse_release": Verb("不同意解除", (S.RELEASING,), S.BLOCKING, DIRECTORS, needs_reason=True),
    }

    class Meta:
        verbose_name = "信用比对命中"
        verbose_name_plural = "信用比对命中"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "entry"], name="hit_once"),
            models.CheckConstraint(
                name="hit_by_name_blocks_once_decided",
                condition=Q(how__in=EXACT)
                | Q(status__in=[S.WAITING, S.ANNULLED])
                | Q(decided_by__isnull=False) & (Q(status=S.DISMISSED) | ~Q(decided_document="")),
            ),
            models.CheckConstraint(
                name="hit_told_whole",
                condition=Q(told_on=None, told_how="") | Q(told_on__isnull=False) & ~Q(told_how=""),
            ),
            models.CheckConstraint(
                name="hit_release_asked_on_a_ground",
                condition=~Q(status__in=[S.RELEASING, S.RELEASED])
                | ~Q(ground="") & ~Q(ground_document="") & Q(asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="hit_released_by_other_eyes",
                condition=~Q(status=S.RELEASED)
                | Q(released_by__isnull=False, asked_by__isnull=False)
                & ~Q(released_by=F("asked_by"))
                & (Q(decided_by__isnull=True) | ~Q(released_by=F("decided_by"))),
            ),
            models.CheckConstraint(
                name="hit_refused_by_other_eyes",
                condition=~Q(status=S.BLOCKING)
                | Q(refused_by__isnull=True)
                | Q(asked_by__isnull=False)
                & ~Q(refused_by=F("asked_by"))
                & (Q(decided_by__isnull=True) | ~Q(refused_by=F("decided_by"))),
            ),
        ]

    def __str__(self) -> str:
        return self.number
