"""The inputs that each act on a measure asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm
from common.workflow import Workflow
from discipline.forms import CodedBody, area, refuse_days_to_come
from discipline.measures.catalogue import CatalogueLine, catalogue_on, line_of
from discipline.measures.services import Decision


class RegisterForm(OfficeForm):
    """Which measure of the catalogue, and why."""

    measure = forms.ChoiceField(label="措施", help_text="目录以外的措施不能实施。")
    reason = area("拟实施的理由", 500, help_text="写明失信的情形和目录的依据；告知部门时引用。")

    def __init__(self, level: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [line for line in catalogue_on(timezone.localdate()) if level in line.levels]
        choices = [(line.key, f"{line.label}{line.doubt} · {line.article}") for line in fitting]
        self.fields["measure"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]


class BodyForm(CodedBody):
    """The body that applies the measure: its full name, and its code where it stands in the roster."""

    body_name = forms.CharField(label="实施机关", max_length=200)
    reason = area("理由", 2000, required=False)

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Say what the catalogue names."""
        form = cls(data, **options)
        line: CatalogueLine = line_of(obj.measure, obj.measure_version)  # type: ignore[attr-defined]
        form.fields["code"].help_text = "在名录里的机关填写；它在本系统有岗位的，由它自己决定和解除。"
        form.fields["body_name"].help_text = f"目录写的是“{line.body}”，请写出是哪一个机关的全称。"
        return form


class ChosenBodyForm(BodyForm):
    """The same by the director, who says why this body."""

    reason = area("理由", 2000, help_text="写明为什么由这一机关实施、依据哪一条。")


class NotifyForm(OfficeForm):
    """The notice of what is to be done, and its service."""

    served_on = DayField(label="告知送达日期")
    served_how = forms.CharField(
        label="送达方式与凭证", max_length=200, help_text="如：直接送达，签收回执在卷。"
    )
    reason = forms.CharField(label="备注", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "served_on")
        return given


class StatementForm(OfficeForm):
    statement = area("陈述申辩意见", 10_000, 8)


class DecisionForm(GivenReasonForm):
    """The decision that applies the measure, its service and its term."""

    document_number = forms.CharField(label="惩戒决定文号", max_length=120)
    decided_on = DayField(label="决定日期")
    served_on = DayField(label="决定送达日期")
    served_how = forms.CharField(label="送达方式与凭证", max_length=200)
    starts_on = DayField(label="执行自")
    until = DayField(label="执行至（最后一日）", help_text="不能晚于这条记录的惩戒期和目录的最长期限。")
    field_order = ("document_number", "decided_on", "served_on", "served_how", "starts_on", "until", "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "decided_on", "served_on")
        if not self.errors:
            self._require_order(given)
        if self.errors:
            return given
        reason = given.pop("reason")
        return {"given": Decision(**given), "reason": reason}

    def _require_order(self, given: dict[str, Any]) -> None:
        decided, served, starts = given["decided_on"], given["served_on"], given["starts_on"]
        if given["until"] < starts:
            self.add_error("until", "最后一日不能早于执行开始之日")
        if starts < served:
            self.add_error("starts_on", f"执行不能早于送达日期 {served}")
        if served < decided:
            self.add_error("served_on", f"送达不能早于决定日期 {decided}")


class LiftForm(GivenReasonForm):
    document = forms.CharField(label="解除文书", max_length=300, help_text="写明机关、文书名称、文号和日期。")
    lifted_on = DayField(label="解除日期")
    field_order = ("document", "lifted_on", "reason")


class EscalateForm(GivenReasonForm):
    body = forms.CharField(label="上级机关", max_length=200)
    document = forms.CharField(label="文书", max_length=200, help_text="写明名称、文号和日期。")
    field_order = ("body", "document", "reason")


class KeepForm(GivenReasonForm):
    document = forms.CharField(
        label="依据", max_length=300, help_text="撤销修复、撤销容错等恢复记录效力的文书。"
    )
    field_order = ("document", "reason")
