"""The inputs by which a register of numbers is opened, and a letter is told to be served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import DayField, OfficeForm
from common.workflow import Workflow
from letters.models import Letter, LetterService, LetterTemplate


class SeriesForm(OfficeForm):
    """The mark under which a body numbers its letters of one kind in one year（发文代字）."""

    kind = forms.ChoiceField(label="文种")
    mark = forms.CharField(
        label="发文代字", max_length=30, help_text="只写文字，如“苏信异告”，不含空格、数字和〔〕。"
    )
    year = forms.IntegerField(label="年度", min_value=2020, max_value=2100)
    first_number = forms.IntegerField(
        label="起始序号",
        min_value=1,
        max_value=99_999,
        help_text="纸面登记过的，从下一号接着编；没有的填 1。",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"year": timezone.localdate().year, "first_number": 1})
        super().__init__(*args, **kwargs)
        kinds = LetterTemplate.objects.order_by("kind").values_list("kind", flat=True).distinct()
        self.fields["kind"].choices = [("", "请选择"), *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]


class ServeForm(OfficeForm):
    """The service of one of the case's letters."""

    letter = forms.ModelChoiceField(label="文书", queryset=Letter.objects.none(), empty_label="请选择")
    manner = forms.ChoiceField(
        label="送达方式",
        choices=[
            ("", "请选择"),
            *[one for one in LetterService.Manner.choices if one[0] != LetterService.Manner.NOTICE],
        ],
    )
    recipient = forms.CharField(label="受送达人", max_length=200, help_text="签收的单位。")
    on = DayField(label="送达日期")
    proof = forms.CharField(label="送达证明", max_length=300)

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the letters that went out and are not served yet."""
        form = cls(data, **options)
        waiting = Letter.objects.of(obj).filter(status=Letter.Status.ISSUED)
        form.fields["letter"].queryset = waiting  # type: ignore[attr-defined]
        return form

    def clean_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("送达日期不能晚于今天")
        return day
