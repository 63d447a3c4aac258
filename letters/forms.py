"""The input by which a register of numbers is opened."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from common.forms import OfficeForm
from letters.models import LetterTemplate


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
