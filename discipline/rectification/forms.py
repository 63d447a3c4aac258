"""The inputs that each act on a rectification asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm
from common.rule_values import period_words
from common.workflow import Workflow
from discipline.forms import CodedBody, area, refuse_days_to_come
from discipline.models import RectificationItem
from discipline.rectification.deadlines import RULE
from discipline.rectification.services import Acceptance, Order
from discipline.vocabulary import Finding


class BodyForm(CodedBody):
    """The body that orders: its full name, and its code where it stands in the roster."""

    body_name = forms.CharField(
        label="责令机关", max_length=200, help_text="写全称，如上一级人民政府或者上级主管部门。"
    )
    reason = area("理由", 2000, required=False)


class ChosenBodyForm(BodyForm):
    """The same by the director, who says why this body."""

    reason = area("理由", 2000, help_text="写明为什么由这一机关责令、依据哪一条。")


class ItemForm(OfficeForm):
    """One matter to mend."""

    matter = area("整改事项", 500, 2)
    measure = area("措施", 500, 2, required=False)
    unit = forms.CharField(label="责任单位", max_length=200)
    post = forms.CharField(
        label="责任岗位或责任人", required=False, max_length=100, help_text="只在后台使用，不对外公开。"
    )
    due_on = DayField(label="这一项的期限", required=False, help_text="不填的按整改期限。")


class OrderForm(OfficeForm):
    """The order to mend and its service."""

    document_number = forms.CharField(label="整改通知书文号", max_length=120)
    ordered_on = DayField(label="通知书日期")
    served_on = DayField(label="送达日期")
    served_how = forms.CharField(
        label="送达方式与凭证", max_length=200, help_text="如：直接送达，签收回执在卷。"
    )
    due = DayField(label="通知书另定的整改期限", required=False)
    departure = forms.CharField(
        label="与规则不同的理由", required=False, max_length=300, help_text="另定期限的必须写明。"
    )

    def __init__(self, *args: Any, severity: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        words = period_words(RULE, severity, today), period_words(RULE, "explanation", today)
        self.fields["due"].help_text = f"不填的按规则：送达次日起 {words[0]} 整改，{words[1]} 内书面说明。"

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Say the terms of the record's grade."""
        return cls(data, severity=str(obj.record.declared_severity), **options)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            names = ("ordered_on", "served_on", "due", "departure")
            self._require_order(*(given[name] for name in names))
        if self.errors:
            return given
        return {"given": Order(**{**given, "departure": given["departure"] or ""})}

    def _require_order(self, ordered: date, served: date, due: date | None, departure: str) -> None:
        if served > timezone.localdate():
            self.add_error("served_on", "送达日期不能晚于今天")
        elif served < ordered:
            self.add_error("served_on", f"送达日期不能早于通知书日期 {ordered}")
        if due and due <= served:
            self.add_error("due", "整改期限须晚于送达日期")
        if due and not departure:
            self.add_error("departure", "另定期限的，请写明与规则不同的理由")


class ExplainForm(OfficeForm):
    explanation = area("书面说明", 10_000, 8, help_text="写明失信的原因、责任和打算怎样改正。")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Start from what was said before."""
        options.setdefault("initial", {})
        options["initial"]["explanation"] = obj.explanation  # type: ignore[attr-defined]
        return cls(data, **options)


class ReportForm(OfficeForm):
    """What was done, of one item or of all."""

    item = forms.ModelChoiceField(
        label="整改事项", queryset=RectificationItem.objects.none(), required=False, empty_label="全部事项"
    )
    text = area("进展", 5000, 5, help_text="证明材料传到“证据”里。")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the items of the case."""
        form = cls(data, **options)
        form.fields["item"].queryset = obj.items.all()  # type: ignore[attr-defined]
        return form


class AskExtensionForm(GivenReasonForm):
    asked_to = DayField(label="申请延至")
    field_order = ("asked_to", "reason")


class AcceptForm(OfficeForm):
    """What another unit found, item by item."""

    body = forms.CharField(label="验收单位", max_length=200, help_text="不能是当事部门自己。")
    document = forms.CharField(label="验收文书", max_length=300, help_text="写明名称、文号和日期。")
    reason = area("意见", 2000, 2, required=False)

    def __init__(self, *args: Any, items: Sequence[RectificationItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ordinals = [item.ordinal for item in items]
        for item in items:
            choices = [("", "请选择"), *Finding.choices]
            self.fields[f"finding_{item.ordinal}"] = forms.ChoiceField(
                label=f"第 {item.ordinal} 项", choices=choices
            )
            self.fields[f"finding_{item.ordinal}"].help_text = item.matter
            self.fields[f"remark_{item.ordinal}"] = forms.CharField(
                label=f"第 {item.ordinal} 项说明", required=False, max_length=300
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Ask about each item of the case."""
        return cls(data, items=list(obj.items.all()), **options)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        findings = {n: Finding(given[f"finding_{n}"]) for n in self.ordinals}
        remarks = {n: given[f"remark_{n}"] for n in self.ordinals}
        return {
            "acceptance": Acceptance(given["body"], given["document"], findings, remarks),
            "reason": given["reason"],
        }


class HearingForm(GivenReasonForm):
    """The notice that a refusal is to be found, and its service."""

    served_on = DayField(label="告知送达日期")
    served_how = forms.CharField(label="送达方式与凭证", max_length=200)
    field_order = ("served_on", "served_how", "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "served_on")
        return given


class StatementForm(OfficeForm):
    statement = area("陈述申辩意见", 10_000, 8)


class RefusalForm(GivenReasonForm):
    """The decision by which the competent body found the refusal."""

    refusal_document = forms.CharField(
        label="认定文书", max_length=300, help_text="写明机关、文书名称、文号和日期。"
    )
    refused_on = DayField(label="认定日期")
    field_order = ("refusal_document", "refused_on", "reason")


class StayForm(GivenReasonForm):
    stayed_because = forms.CharField(
        label="中止的依据",
        max_length=300,
        help_text="执行和解、中止执行或者不能履行的文书；凭证传到“证据”里。",
    )
    field_order = ("stayed_because", "reason")


class ResumeForm(GivenReasonForm):
    to = DayField(label="整改期限延至", required=False, help_text="不填的按原期限；只能延后。")
    field_order = ("to", "reason")
