from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from commitments.domains.constraints import code_shape
from commitments.querysets import CommitmentQuerySet
from commitments.vocabulary import Carrier, CommitmentStatus, PromiseKind
from common.ends import End
from common.errors import Incomplete, NotAllowed
from common.key_domains import KeyDomain
from common.roles import CLERKS, DIRECTORS, OFFICERS, REPRESENTATIVES, REVIEWERS, SECRECY_REVIEWERS
from common.secrecy import take_in, texts_of
from common.trail import Actor
from common.workflow import Verb
from organisations.models import Department
from privacy.hidden_debt import REFUSED, speaks_of_hidden_debt
from records.facts.models.four_eyes import (
    LATER,
    FourEyes,
    dates_in_order,
    four_eyes_constraint,
    whole_constraint,
)

S = CommitmentStatus
REVIEWED = (S.RUNNING, S.KEPT, S.CHANGED, S.UNLAWFUL)
SHOWN = (S.RUNNING, S.KEPT, S.CHANGED)
"""In these states a promise may stand in public; an unlawful one never does."""
BOTH_SIDES = OFFICERS | REPRESENTATIVES
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
PERHAPS: dict[str, Any] = {**USER, "null": True, "blank": True}
HIDDEN_DEBT = "隐[性形]?(债|负债)"
"""What no text about public debt may speak of（procedures E.25）; forms and imports find it however it is written."""
OWN_BODY = "您所在的单位就是承诺主体，应当回避，请由其他单位的人办理"


def _refuse_hidden_debt(texts: Mapping[str, Any]) -> None:
    found = {name: REFUSED for name, text in texts.items() if speaks_of_hidden_debt(text)}
    if found:
        raise Incomplete(REFUSED, found)


class Commitment(FourEyes):
    """Who promised what to whom, by which document, due when, kept how（承诺）.

    Its domain adds columns of its own in a part（`domains/`）. What is late, partly kept or broken is derived from the
    instalments, the clock and the cases of breach, never a state by itself.
    苏政发〔2023〕55号 三(一)–(七); rules.md 6
    """

    MATTER = "承诺的录入、复核、履行、变更和兑现"
    ORDER = 35
    KIND = "commitment"
    """Its first word among what a posting hands over."""
    REVIEWED_STATES = REVIEWED
    ASKED = ("carrier", "document_title", "signed_on", "promise_kind", "content")

    number = models.CharField("承诺编号", max_length=40, unique=True, editable=False)
    domain = models.CharField("重点领域", max_length=12, choices=KeyDomain.choices, editable=False)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="commitments", verbose_name="承诺主体"
    )
    counterparty = models.CharField("相对方", max_length=200, blank=True)
    counterparty_code = models.CharField("相对方统一社会信用代码", max_length=18, blank=True)
    carrier = models.CharField("载体", max_length=10, choices=Carrier.choices)
    document_title = models.CharField("文件或合同名称", max_length=200)
    document_number = models.CharField("文号或合同编号", max_length=120)
    document_key = models.CharField(max_length=120, editable=False)
    signed_on = models.DateField("签署日期", **LATER)
    promise_kind = models.CharField("承诺类型", max_length=10, choices=PromiseKind.choices)
    content = models.TextField("承诺内容", max_length=4000)
    amount = models.DecimalField("金额", max_digits=18, decimal_places=2, null=True, blank=True)
    agreed_on = models.DateField("约定兑现期限", null=True, blank=True)
    due_on = models.DateField("到期日", null=True, blank=True, editable=False)
    post = models.CharField("责任岗位或责任人", max_length=100, blank=True)
    remark = models.CharField("备注", max_length=1000, blank=True)
    batch_id = models.UUIDField("导入批次", null=True, blank=True, editable=False)
    batch_row = models.PositiveIntegerField("表内行号", null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField("登记时间", null=True, blank=True, editable=False)
    kept_on = models.DateField("兑现日期", null=True, blank=True, editable=False)
    was_late = models.BooleanField("有逾期履行", default=False, editable=False)
    accepted_by = models.ForeignKey(verbose_name="确认兑现的人", editable=False, **PERHAPS)
    reported_by = models.ForeignKey(verbose_name="最近登记履行的人", editable=False, **PERHAPS)
    unlawful_document = models.CharField("审查机关认定违法或越权的文书", max_length=300, blank=True)
    unlawful_on = models.DateField("认定日期", null=True, blank=True)
    wind_up = models.CharField("清理方案", max_length=1000, blank=True)
    reliance = models.CharField("相对方信赖利益的处理", max_length=1000, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.DRAFT, editable=False)

    in_doubt: bool
    in_dispute: bool
    is_partly: bool
    is_done: bool
    is_broken: bool
    is_inherited: bool
    """What `standing()` adds to the rows that it is asked of."""
    issued_code = ""
    """A code just issued, in words: told once and kept nowhere."""

    objects = CommitmentQuerySet.as_manager()

    ENDS = {
        S.KEPT: End.CONCLUDED,
        S.CHANGED: End.SUPERSEDED,
        S.UNLAWFUL: End.WITHDRAWN,
        S.VOID: End.VOID,
    }
    ENTER = Verb("录入承诺", (), S.DRAFT, CLERKS)
    TRANSITIONS = {
        "edit": Verb("修改", (S.DRAFT,), "", CLERKS),
        "add_instalment": Verb("加一期", (S.DRAFT,), "", CLERKS),
        "submit": Verb("提交复核", (S.DRAFT,), S.PENDING, CLERKS),
        "void": Verb("作废", (S.DRAFT,), S.VOID, CLERKS, needs_reason=True),
        "return": Verb("退回", (S.PENDING,), S.DRAFT, REVIEWERS, needs_reason=True),
        "register": Verb("复核登记", (S.PENDING,), S.RUNNING, REVIEWERS),
        "follow_up": Verb("登记后续事实", (S.RUNNING,), "", BOTH_SIDES),
        "fulfil": Verb("登记履行", (S.RUNNING,), "", BOTH_SIDES),
        "accept": Verb("确认兑现", (S.RUNNING,), S.KEPT, OFFICERS),
        "ask_change": Verb("提出变更", (S.RUNNING,), "", BOTH_SIDES, needs_reason=True),
        "grant_change": Verb("同意变更", (S.RUNNING,), "", DIRECTORS, needs_reason=True),
        "end_by_change": Verb("同意终结", (S.RUNNING,), S.CHANGED, DIRECTORS, needs_reason=True),
        "refuse_change": Verb("不同意变更", (S.RUNNING,), "", DIRECTORS, needs_reason=True),
        "find_unlawful": Verb("登记违法或越权的认定", (S.RUNNING,), S.UNLAWFUL, DIRECTORS, needs_reason=True),
        "raise_dispute": Verb("登记质疑、投诉、诉讼", (S.RUNNING,), "", BOTH_SIDES),
        "pause_dispute": Verb("暂停投诉期限", (S.RUNNING,), "", OFFICERS, needs_reason=True),
        "resume_dispute": Verb("恢复投诉期限", (S.RUNNING,), "", OFFICERS),
        "answer_dispute": Verb("登记答复", REVIEWED, "", BOTH_SIDES),
        "hand_on": Verb("登记交接", (S.RUNNING,), "", BOTH_SIDES),
        "sign_public": Verb("签署公开审查", SHOWN, "", SECRECY_REVIEWERS),
        "show": Verb("公开", SHOWN, "", DIRECTORS),
        "hide": Verb("停止公开", REVIEWED, "", DIRECTORS, needs_reason=True),
        "issue_code": Verb("发放评价码", (S.RUNNING, S.KEPT), "", BOTH_SIDES),
        "issue_line_code": Verb("发放查询码", (S.RUNNING, S.KEPT), "", BOTH_SIDES),
    }

    class Meta:
        verbose_name = "承诺"
        verbose_name_plural = "承诺"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="commitment_by_due"),
            models.Index(fields=["batch_id", "batch_row"], name="commitment_of_batch"),
            models.Index(fields=["document_key"], name="commitment_document"),
        ]
        constraints = [
            models.UniqueConstraint(
                F("department"),
                F("domain"),
                F("document_key"),
                MD5("content"),
                name="commitment_live_once",
                condition=~Q(status=S.VOID) & ~Q(content=""),
            ),
            four_eyes_constraint("commitment_four_eyes", REVIEWED),
            dates_in_order("commitment_due_after_signed", "signed_on", "agreed_on"),
            models.CheckConstraint(
                name="commitment_amount_not_negative", condition=Q(amount=None) | Q(amount__gte=0)
            ),
            models.CheckConstraint(name="commitment_names_its_document", condition=~Q(document_number="")),
            whole_constraint(
                "commitment_says_what",
                *("carrier", "document_title", "promise_kind", "content"),
                days=("signed_on",),
            ),
            code_shape("commitment_counterparty_code_shape", "counterparty_code"),
            models.CheckConstraint(
                name="commitment_kept_by_other_eyes",
                condition=~Q(status=S.KEPT)
                | Q(kept_on__isnull=False, accepted_by__isnull=False, reported_by__isnull=False)
                & ~Q(accepted_by=F("reported_by")),
            ),
            models.CheckConstraint(
                name="commitment_no_hidden_debt",
                condition=~Q(domain=KeyDomain.DEBT)
                | ~Q(content__regex=HIDDEN_DEBT)
                & ~Q(document_title__regex=HIDDEN_DEBT)
                & ~Q(remark__regex=HIDDEN_DEBT),
            ),
            models.CheckConstraint(
                name="commitment_unlawful_by_document",
                condition=~Q(status=S.UNLAWFUL)
                | ~Q(unlawful_document="") & ~Q(wind_up="") & Q(unlawful_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def owed(self) -> Decimal | None:
        """Return what of the promised sum is still unpaid, None where no sum is promised."""
        if self.amount is None:
            return None
        parts = self.instalments.prefetch_related("fulfilments").exclude(amount=None)
        return sum((one.unpaid for one in parts), Decimal(0))

    def refuse_texts(self, texts: Mapping[str, Any]) -> None:
        """Refuse, of a promise about public debt, what speaks of 隐性债务 too, in whatever act（procedures E.25）."""
        super().refuse_texts(texts)
        if self.domain == KeyDomain.DEBT:
            _refuse_hidden_debt(texts)

    @classmethod
    def refuse_texts_of_many(cls, rows: models.QuerySet[Any], texts: Mapping[str, Any]) -> None:
        """Refuse them where one of the promises is about public debt."""
        super().refuse_texts_of_many(rows, texts)
        if rows.filter(domain=KeyDomain.DEBT).exists():
            _refuse_hidden_debt(texts)

    def take_in_beside(self, row: models.Model) -> None:
        """Take in the texts of a row that belongs to this promise; none is kept that may not be about it."""
        take_in(row)
        self.refuse_texts(texts_of(row))

    def submit(self, *, by: Actor, reason: str = "") -> Self:
        """Hand the draft to review; every instalment has to be known by then."""
        return self.move("submit", by=by, reason=reason)

    def require_other_body(self, by: Actor) -> None:
        """Refuse whoever is of the promising body where another has to say（procedures A.2）."""
        if by.unit_id and by.unit_id == self.department_id:
            raise NotAllowed(OWN_BODY)

    def require_other_eyes(self, by: Actor) -> None:
        """Refuse whoever entered or changed it."""
        self._require_other_eyes(by)

    def edit_instalments(self, *, by: Actor, reason: str) -> Self:
        """Change how the promise is split; the version rises as with any change of content."""
        return self.move(
            "add_instalment",
            by=by,
            reason=reason,
            content_version=F("content_version") + 1,
            last_changed_by_id=by.user_id,
        )
