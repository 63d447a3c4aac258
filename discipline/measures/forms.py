"""The inputs that each act on a measure asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm
from common.workflow import Workflow
from discipline.measures.catalogue import CatalogueLine, catalogue_on, line_of
from discipline.measures.services import Decision, Sparing
from discipline.measures.vocabulary import SparedBecause
from organisations.models import Department


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


OWN_ACCORD = ("acted_on", "proof", "warned_on", "enforced_on")
"""What proves that the department mended of its own accord; kept in the reason."""


def _not_to_come(form: OfficeForm, *names: str) -> None:
    """Refuse days after today."""
    for name in names:
        day = form.cleaned_data.get(name)
        if isinstance(day, date) and day > timezone.localdate():
            form.add_error(name, "不能晚于今天")


class RegisterForm(OfficeForm):
    """Which measure of the catalogue, and why."""

    measure = forms.ChoiceField(label="措施", help_text="目录以外的措施不能实施。")
    reason = forms.CharField(
        label="拟实施的理由",
        max_length=500,
        widget=_area(),
        help_text="写明失信的情形和目录的依据；告知部门时引用。",
    )

    def __init__(self, level: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [line for line in catalogue_on(timezone.localdate()) if level in line.levels]
        choices = [(line.key, f"{line.label}{line.doubt} · {line.article}") for line in fitting]
        self.fields["measure"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]


class BodyForm(OfficeForm):
    """The body that applies the measure: its full name, and its code where it stands in the roster."""

    body_name = forms.CharField(label="实施机关", max_length=200)
    code = forms.CharField(
        label="统一社会信用代码",
        required=False,
        max_length=18,
        help_text="在名录里的机关填写；它在本系统有岗位的，由它自己决定和解除。",
    )
    reason = forms.CharField(label="理由", required=False, max_length=2000, widget=_area())

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Say what the catalogue names."""
        form = cls(data, **options)
        line: CatalogueLine = line_of(obj.measure, obj.measure_version)  # type: ignore[attr-defined]
        form.fields["body_name"].help_text = f"目录写的是“{line.body}”，请写出是哪一个机关的全称。"
        return form

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        code = str(given.pop("code", "") or "").strip().upper()
        given["unit"] = Department.objects.filter(credit_code=code).first() if code else None
        if code and given["unit"] is None:
            self.add_error("code", f"名录里没有代码为 {code} 的部门：请核对，或者留空只写全称")
        return given


class ChosenBodyForm(BodyForm):
    """The same by the director, who says why this body."""

    reason = forms.CharField(
        label="理由", max_length=2000, widget=_area(), help_text="写明为什么由这一机关实施、依据哪一条。"
    )


class NotifyForm(OfficeForm):
    """The notice of what is to be done, and its service."""

    served_on = DayField(label="告知送达日期")
    served_how = forms.CharField(
        label="送达方式与凭证", max_length=200, help_text="如：直接送达，签收回执在卷。"
    )
    reason = forms.CharField(label="备注", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        _not_to_come(self, "served_on")
        return given


class StatementForm(OfficeForm):
    statement = forms.CharField(label="陈述申辩意见", max_length=10_000, widget=_area(8))


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
        _not_to_come(self, "decided_on", "served_on")
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


class SparingForm(GivenReasonForm):
    """The decision that spares the department, and why（二(五)）."""

    because = forms.ChoiceField(label="情形", choices=SparedBecause.choices)
    document = forms.CharField(label="决定文书", max_length=300, help_text="写明机关、文书名称、文号和日期。")
    acted_on = DayField(label="主动纠正之日", help_text="自己第一次主动纠正的日期。")
    proof = forms.CharField(label="证明主动的材料", max_length=200)
    warned_on = DayField(label="首次提醒拒不履行后果之日", required=False, help_text="没有提醒过的留空。")
    enforced_on = DayField(label="强制执行之日", required=False, help_text="没有强制执行的留空。")
    field_order: tuple[str, ...] = ("because", "document", *OWN_ACCORD, "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        _not_to_come(self, *OWN_ACCORD)
        if self.errors:
            return given
        proved = {name: given.pop(name) for name in OWN_ACCORD}
        spared = Sparing(SparedBecause(given.pop("because")), given.pop("document"), **proved)
        return {**given, "given": spared}


class LightenForm(SparingForm):
    until = DayField(label="改为执行至（最后一日）", help_text="只能提前。")
    field_order = ("because", "document", *OWN_ACCORD, "until", "reason")


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
