"""The inputs that each act on a commitment asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.db.models import QuerySet

from commitments.domains.domain import Domain, domains
from commitments.forms.columns import CHOOSE, field_of
from commitments.forms.entry import OWN
from commitments.models import Commitment, Dispute, Instalment
from commitments.services.disputing import open_disputes, pausable
from commitments.services.fulfilling import next_instalments
from commitments.vocabulary import ChangeGround, Compensation, DisputeKind, Inheritance
from common.forms import DayField, OfficeForm, ReasonForm, SayingField, WanField
from common.workflow import Workflow


def area(label: str, length: int, rows: int = 3, **options: Any) -> forms.CharField:
    """Return the field of a text of several lines."""
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class InstalmentForm(OfficeForm):
    """One part of the promise."""

    matter = SayingField(label="这一期的事项", max_length=300)
    amount = WanField(label="应付金额（万元）", required=False, help_text="不涉及金额的留空。")
    agreed_on = DayField(label="约定期限", required=False, help_text="按验收、交付起算的可以不填。")


class PartChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: Instalment) -> str:
        """Name a part with its sum and day."""
        left = f"，未付 {one.unpaid} 元" if one.amount is not None else ""
        due = f"，{one.due_on} 到期" if one.due_on else ""
        return f"{one} {one.matter[:40]}{left}{due}"


class OfInstalment(OfficeForm):
    """An act on one of the parts that are not done yet."""

    instalment = PartChoice(label="分期", queryset=Instalment.objects.none(), empty_label="请选择")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the parts that wait; one alone is chosen already."""
        form = cls(data, **options)
        waiting = next_instalments(obj)  # type: ignore[arg-type]
        form.fields["instalment"].queryset = waiting  # type: ignore[attr-defined]
        if len(waiting) == 1:
            form.fields["instalment"].initial = waiting[0].pk
        return form


class FulfilForm(OfInstalment):
    """What was done, proved by what."""

    done_on = DayField(label="履行日期")
    amount = WanField(label="支付金额（万元）", required=False, help_text="不涉及金额的留空。")
    document = SayingField(label="凭证", max_length=300, help_text="如：支付凭证号；扫描件传到“证据”。")


class DisputedForm(OfInstalment):
    """How much of a part is disputed."""

    disputed = WanField(label="有争议的金额（万元）", help_text="逾期利息只按没有争议的部分计算。")
    reason = area("争议的内容和依据", 500)


class ChangeForm(OfficeForm):
    """A change of the promise, with all that it needs."""

    ground = forms.ChoiceField(label="事由", choices=[CHOOSE, *ChangeGround.choices])
    article = SayingField(label="法定依据", max_length=300, help_text="法规名称和条款。")
    authority_document = SayingField(
        label="法定权限和程序的文件", max_length=300, help_text="哪一级、什么会议或文件决定，文号。"
    )
    authority_on = DayField(label="文件日期")
    loss = area("对方损失的评估", 1000, help_text="没有损失的写明为什么没有。")
    compensation = forms.ChoiceField(
        label="补偿的依据",
        choices=[CHOOSE, *Compensation.choices],
        help_text="补偿由双方协议、评估或者裁判确定，本系统不计算。",
    )
    compensation_document = forms.CharField(
        label="补偿协议、评估报告或者裁判文书", max_length=300, required=False
    )
    compensation_amount = WanField(label="补偿金额（万元）", required=False)
    compensated_on = DayField(label="补偿支付日期", required=False)
    new_agreed_on = DayField(label="变更后的期限", required=False)
    ends_promise = forms.BooleanField(label="不再履行", required=False)
    reason = area("为什么须变更", 1000)


class UnlawfulForm(OfficeForm):
    """The reviewing organ's document, and how the promise is wound up."""

    unlawful_document = SayingField(label="审查机关认定违法或越权的文书", max_length=300)
    unlawful_on = DayField(label="认定日期")
    wind_up = area("清理方案", 1000)
    reliance = area("相对方信赖利益的处理", 1000)
    reason = area("理由", 1000)


BEFORE_A_COURT = (DisputeKind.SUIT, DisputeKind.ARBITRATION)


class DisputeForm(OfficeForm):
    """What the other side brought forward."""

    kind = forms.ChoiceField(label="类别", choices=[CHOOSE, *DisputeKind.choices])
    raised_by = SayingField(label="提出的单位", max_length=200)
    matter = area("事项", 1000)
    body = SayingField(label="答复或者处理的单位", max_length=200)
    received_on = DayField(label="收到日期")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the kinds that the law of this domain knows: 质疑 in procurement, 异议 in bidding."""
        form = cls(data, **options)
        known = domains[obj.domain].disputes or (DisputeKind.QUESTION, DisputeKind.COMPLAINT)  # type: ignore[attr-defined]
        offered = [one for one in DisputeKind.choices if one[0] in {*known, *BEFORE_A_COURT}]
        form.fields["kind"].choices = [CHOOSE, *offered]  # type: ignore[attr-defined]
        return form


class OfDispute(OfficeForm):
    """An act on one of the matters that wait for an answer."""

    dispute = forms.ModelChoiceField(label="事项", queryset=Dispute.objects.none(), empty_label="请选择")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer what waits."""
        form = cls(data, **options)
        form.fields["dispute"].queryset = cls.waiting(obj)  # type: ignore[arg-type, attr-defined]
        return form

    @classmethod
    def waiting(cls, case: Commitment) -> QuerySet[Dispute]:
        """Return what the act may be about."""
        return open_disputes(case)


class AnswerForm(OfDispute):
    answered_on = DayField(label="答复日期")
    answer_document = SayingField(label="答复或者处理文书", max_length=300)


class PauseForm(OfDispute):
    on = DayField(label="暂停之日")
    reason = area("暂停的事由", 500, help_text="补正、鉴定、专家评审；待核实，只用于提醒。")

    @classmethod
    def waiting(cls, case: Commitment) -> QuerySet[Dispute]:
        """Return the complaints whose clock runs."""
        return pausable(case, is_paused=False)


class ResumeForm(OfDispute):
    on = DayField(label="恢复之日")

    @classmethod
    def waiting(cls, case: Commitment) -> QuerySet[Dispute]:
        """Return the complaints whose clock stands."""
        return pausable(case, is_paused=True)


class SheetForm(OfficeForm):
    """What whoever looked at it for the public says."""

    sheet = area(
        "公开审查意见",
        500,
        help_text="逐项核对：不涉及国家秘密、商业秘密和个人信息；合同和招商的承诺不写相对方、金额。",
    )


class RatingCodeForm(OfficeForm):
    """Which served matter the code goes with."""

    served_number = SayingField(
        label="办件编号", max_length=60, help_text="办事窗口的办件编号，不写姓名、证件号码。"
    )
    served_on = DayField(label="办结日期")


class HandOnForm(OfficeForm):
    """Who answers for it from now on."""

    kind = forms.ChoiceField(
        label="原因",
        choices=[
            CHOOSE,
            *(one for one in Inheritance.choices if one[0] != Inheritance.REORGANISATION),
        ],
    )
    to_post = SayingField(label="现责任岗位或责任人", max_length=100, help_text="只在后台使用，不对外公开。")
    on = DayField(label="交接日期")
    document = SayingField(label="交接文书", max_length=300, help_text="如：移交清单及其编号。")


class HandManyOnForm(HandOnForm, ReasonForm):
    """Who answers for all of them from now on."""

    bulk_heading = "交接给谁"
    field_order = ("kind", "to_post", "on", "document")


class FollowUpForm(OfficeForm):
    """What happened since the promise was registered; each domain asks for its own."""

    domain: Domain
    told: Mapping[str, Any]
    """The domain's columns as they stand, against which what is typed has to hold."""

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Ask for the domain's later columns, as they stand."""
        form = cls(data, **options)
        domain = domains[obj.domain]  # type: ignore[attr-defined]
        part = domain.part_of(obj)  # type: ignore[arg-type]
        form.told = {name: getattr(part, name) for name in domain.columns}
        form.domain = domain
        for name in domain.later_of(part):
            column = domain.part._meta.get_field(name)
            made = field_of(column, str(column.verbose_name), required=False)  # type: ignore[arg-type, union-attr]
            value = getattr(part, name)
            made.initial = str(value).lower() if isinstance(value, bool) else value
            form.fields[OWN + name] = made
        return form

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        own = {
            name.removeprefix(OWN): ""
            if value is None and isinstance(self.fields[name], forms.CharField)
            else value
            for name, value in given.items()
            if name.startswith(OWN)
        }
        for name, words in self.domain.faults({**self.told, **own}).items():
            if OWN + name in self.fields and OWN + name not in self.errors:
                self.add_error(OWN + name, words)
        return {"own": own}
