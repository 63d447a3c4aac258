"""Form parts that the procedures of this app share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from common.forms import OfficeForm
from organisations.models import Department

CHOOSE = ("", "请选择")


def area(label: str, length: int, rows: int = 3, **options: Any) -> forms.CharField:
    """Return the field of a text of several lines."""
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def refuse_days_to_come(form: OfficeForm, *names: str) -> None:
    """Say at each of these fields that its day is after today."""
    for name in names:
        day = form.cleaned_data.get(name)
        if isinstance(day, date) and day > timezone.localdate():
            form.add_error(name, "不能晚于今天")


class CodedBody(OfficeForm):
    """A body by its full name, and by its code where it stands in the roster: `unit` is then the department."""

    body_name = forms.CharField(label="机关", max_length=200)
    code = forms.CharField(label="统一社会信用代码", required=False, max_length=18)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        code = str(given.pop("code", "") or "").strip().upper()
        given["unit"] = Department.objects.filter(credit_code=code).first() if code else None
        if code and given["unit"] is None:
            self.add_error("code", f"名录里没有代码为 {code} 的部门：请核对，或者留空只写全称")
        return given
