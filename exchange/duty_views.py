"""The reporting duty: who owes what for which quarter, filing, reminding, the late list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.asking import ask
from common.cases.story import trail_of
from common.forms import GivenReasonForm, OfficeForm
from common.lists.page import list_page
from common.models import Deadline
from common.registry import SEEING
from common.roles import CREDIT_OFFICE
from exchange import services
from exchange.lists import DUTIES, LATE, TO_REMIND, DutyFilter
from exchange.models.batches import IMPORTERS, ImportBatch
from exchange.models.duties import REPORTERS, DutyStatus, ReportingDuty
from exchange.services.duties import candidates, facts_known
from postings.models import Posting
from postings.requests import OfficeRequest

OTHERS_FILE = "他人导入的归集表"
KEPT = frozenset({"q", "quarter", "region", "mine"})


class NilForm(OfficeForm):
    """A nil statement says what was looked at."""

    statement = forms.CharField(
        label="核查情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="核查了哪些判决、处罚、处分、问责，结论是什么。",
    )


class BatchChoice(forms.ModelChoiceField):
    def label_from_instance(self, batch: ImportBatch) -> str:
        return f"{batch.shown_file or OTHERS_FILE}（{timezone.localtime(batch.finished_at):%Y-%m-%d}，入库 {batch.accepted} 行）"


class ReturnForm(OfficeForm):
    batch = BatchChoice(label="导入批次", queryset=ImportBatch.objects.none(), empty_label="请选择")

    def __init__(self, duty: ReportingDuty, by: Posting, *args: Any) -> None:
        super().__init__(*args)
        self.fields["batch"].queryset = candidates(duty).with_file_for(by, "pk")  # type: ignore[attr-defined]


@requires_posting(SEEING)
def duties(request: OfficeRequest) -> HttpResponse:
    """Show the duties in scope; `status=late` is the late list."""
    today = timezone.localdate()
    kept = {name: str(value) for name, value in request.GET.items() if name in KEPT and value}
    visible = ReportingDuty.objects.visible_to(request.posting)
    rows = DutyFilter(kept, queryset=visible, posting=request.posting).qs
    return list_page(
        request,
        DUTIES,
        figures=_figures(rows, kept, today),
        late=visible.passed(today).count(),
        may_remind=request.posting.role in CREDIT_OFFICE,
    )


def _figures(rows: QuerySet[Any], kept: dict[str, str], today: date) -> list[tuple[str, str, int, str]]:
    """Return (label, address, number, meaning) of where the duties stand that the other filters leave."""
    late = Q(status=DutyStatus.PENDING, due_on__lt=today)
    wanted = {
        "pending": ("待报", Q(status=DutyStatus.PENDING), "还没有报送"),
        LATE: (TO_REMIND, late, "待报中截止日已到"),
        "reported": ("已报", Q(status=DutyStatus.REPORTED), "以导入批次登记"),
        "nil": ("零报告", Q(status=DutyStatus.NIL), "声明没有应归集的信息"),
    }
    counted = rows.order_by().aggregate(
        **{name: Count("pk", filter=where) for name, (_, where, _) in wanted.items()}
    )
    return [
        (label, "?" + urlencode({**kept, "status": name}), counted[name], meaning)
        for name, (label, _, meaning) in wanted.items()
    ]


@requires_posting(SEEING)
def duty(request: OfficeRequest, pk: UUID) -> HttpResponse:
    found, today = _found(request, pk), timezone.localdate()
    acts = set(found.acts_for(request.posting))
    context = {
        "here": "duties",
        "duty": found,
        "file": found.shown_file or OTHERS_FILE,
        "status_word": found.word(today),
        "is_late": found.is_late(today),
        "known": facts_known(found),
        "returns": candidates(found)[:5] if "report" in acts else [],
        "acts": acts,
        "deadline": Deadline.objects.of(found).first(),
        "steps": trail_of(found),
    }
    return render(request, "exchange/duty.html", context)


@requires_posting(REPORTERS)
def nil(request: OfficeRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    return _ask(
        request,
        found,
        NilForm(request.POST or None),
        lambda given: services.file_nil(found, by=request.posting, **given),
        "零报告",
        "声明本单位本季度没有应归集的信息；以后发现有的，再行报送。",
    )


@requires_posting(IMPORTERS)
def file(request: OfficeRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    return _ask(
        request,
        found,
        ReturnForm(found, request.posting, request.POST or None),
        lambda given: services.file_return(found, by=request.posting, **given),
        "登记已报",
        "以这个导入批次完成本季度的报送。季度终了后导入的，系统每天自动登记。",
    )


@requires_posting(CREDIT_OFFICE)
def reopen(request: OfficeRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    return _ask(
        request,
        found,
        GivenReasonForm(request.POST or None),
        lambda given: services.reopen_duty(found, by=request.posting, **given),
        "退回重报",
        "任务回到待报，报送岗位会收到理由。",
    )


@requires_posting(CREDIT_OFFICE)
def remind_late(request: OfficeRequest) -> HttpResponse:
    """Say whom a general reminder reaches, and send it."""
    today, back = timezone.localdate(), reverse("exchange:duties")
    visible = ReportingDuty.objects.visible_to(request.posting)
    number = visible.passed(today).count()
    return ask(
        request,
        OfficeForm(request.POST if request.method == "POST" else None),
        lambda given: services.remind_late(visible, today, by=request.posting),
        heading="催报全部到期未报",
        button="全部催报",
        said="已催报到期未报的单位；没有报送岗位的单位不会收到，请安全管理员授予岗位。",
        to=lambda made: f"{back}?status={LATE}",
        effect=f"{number} 项到期未报的任务各留一行催报记录，并提醒这些单位的报送岗位。期限未经确认的只作提醒，不称逾期。",
        back=f"{back}?status={LATE}",
        crumbs=[(back, "报送任务")],
        here="duties",
    )


@require_POST
@requires_posting(CREDIT_OFFICE)
def remind(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask the unit's reporters once more."""
    found = _found(request, pk)
    told = services.remind_unit(found, by=request.posting)
    if told:
        messages.success(request, f"已催报：通知了 {told} 个报送岗位。")
    else:
        messages.warning(
            request, "这个单位还没有报送岗位，没有人收到通知；请安全管理员授予岗位，或由信用办代报。"
        )
    return redirect("exchange:duty", pk=pk)


def _found(request: OfficeRequest, pk: UUID) -> ReportingDuty:
    visible = ReportingDuty.objects.visible_to(request.posting).with_file_for(request.posting, "batch")
    rows = visible.select_related("unit", "rule", "batch", "filed_by")
    found: ReportingDuty = get_object_or_404(rows, pk=pk)
    return found


def _ask(
    request: OfficeRequest,
    found: ReportingDuty,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    label: str,
    effect: str,
) -> HttpResponse:
    back = reverse("exchange:duty", args=[found.pk])
    return ask(
        request,
        form,
        do,
        heading=f"{label}：{found}",
        button=label,
        said=f"已办理：{label}。",
        to=lambda made: back,
        effect=effect,
        back=back,
        crumbs=[(reverse("exchange:duties"), "报送任务"), (back, str(found))],
        here="duties",
    )
