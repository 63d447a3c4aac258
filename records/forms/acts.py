"""The inputs that each act asks for beside the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm, ReasonForm
from common.models import Evidence
from common.rule_values import period_words
from common.workflow import Workflow
from policy.vocabulary import AccountabilityObject, SourceKind
from records.models import SourceDocument


class ReviewForm(ReasonForm):
    """Passing 复核; for 问责 the reviewer may say whom it hits."""

    accountability_object = forms.ChoiceField(
        label="问责对象",
        required=False,
        choices=[("", "按录入的不变"), *AccountabilityObject.choices],
        help_text="只有针对单位或领导班子的问责可以公示。",
    )

    def __init__(self, *args: Any, obj: Workflow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_reason_alone(obj):
            del self.fields["accountability_object"]

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Ask whom an accountability decision hits, of no other source."""
        return cls(data, obj=obj, **options)

    @classmethod
    def is_reason_alone(cls, obj: Workflow | None) -> bool:
        """Say whether the record rests on another source than 问责."""
        return getattr(obj, "source_kind", "") != SourceKind.ACCOUNTABILITY


class ServeForm(OfficeForm):
    """The service of the prior notice; of one from before the review was passed, why and by which file it is proved."""

    served_on = DayField(label="送达日期")
    served_how = forms.CharField(
        label="送达方式与凭证", max_length=200, help_text="如：直接送达，签收回执在卷。"
    )
    reason = forms.CharField(
        label="早于复核通过的理由", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    proof = forms.ModelChoiceField(
        label="早于复核通过的凭证",
        queryset=Evidence.objects.none(),
        required=False,
        empty_label="没有早于复核通过",
    )

    def __init__(self, *args: Any, obj: Workflow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["served_on"].widget.attrs["max"] = f"{today:%Y-%m-%d}"
        period = period_words("statement", "period", today)
        known = getattr(obj, "known_on", None)
        early = f"复核于 {known} 通过，送达早于这一天的须写明理由、选择凭证；" if known else ""
        self.fields["served_on"].help_text = f"{early}陈述申辩期从部门收到并能看到记录的次日起算 {period}。"
        if obj is not None:
            self.fields["proof"].queryset = Evidence.objects.of(obj).standing()  # type: ignore[attr-defined]

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the files that lie beside the record."""
        return cls(data, obj=obj, **options)


class StateForm(OfficeForm):
    statement_text = forms.CharField(
        label="陈述申辩意见", max_length=10_000, widget=forms.Textarea(attrs={"rows": 8})
    )


class WithdrawForm(GivenReasonForm):
    """The document by which the source fell; the clock of the withdrawal runs from its date（行政处罚法 48）."""

    source_body = forms.CharField(
        label="作出文书的机关", max_length=200, help_text="撤销、改判的法院或机关。"
    )
    source_number = forms.CharField(label="文书号", max_length=120)
    source_dated_on = DayField(label="文书日期")
    field_order = ("source_body", "source_number", "source_dated_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        penalty, other = (
            period_words("withdrawal", key, timezone.localdate()) for key in ("penalty", "other")
        )
        period = penalty if penalty == other else f"{penalty}（行政处罚）或 {other}（其他来源）"
        self.fields["source_dated_on"].help_text = f"撤回期限从这一天的次日起算 {period}。"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        names = ("source_body", "source_number", "source_dated_on")
        if all(given.get(name) for name in names):
            given["source"] = SourceDocument(*(given[name] for name in names))
        return given


class SuspendForm(GivenReasonForm):
    """A hold with the day to which it is planned, where one can be told（rules.md 0.2e）."""

    planned_until = DayField(
        label="拟到", required=False, help_text="可以不填。到期不自动恢复，须由您恢复公示。"
    )

    def clean_planned_until(self) -> date | None:
        """Refuse a day that is not ahead."""
        day: date | None = self.cleaned_data["planned_until"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("拟到的日期须在今天以后")
        return day


class PublishForm(ReasonForm):
    """The director's own words are optional: the window and the sheet speak."""
