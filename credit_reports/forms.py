"""The inputs of reports."""

from __future__ import annotations

from django import forms

from common.forms import OfficeForm
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from organisations.models import Department

UNKNOWN = "没有这个代码的、有公开档案的部门，请核对"


class RequestForm(OfficeForm):
    """On which department."""

    credit_code = forms.CharField(label="部门的统一社会信用代码", max_length=40)

    def clean_credit_code(self) -> Department:
        code = normalise_credit_code(self.cleaned_data["credit_code"])
        if fault := check_credit_code(code):
            raise forms.ValidationError(fault)
        found = Department.objects.filter(credit_code=code, is_shown=True).first()
        if found is None:
            raise forms.ValidationError(UNKNOWN)
        return found
