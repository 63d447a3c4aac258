"""The inputs of a check of candidates for an award."""

from __future__ import annotations

from django import forms
from django.conf import settings

from common.forms import DayField, GivenReasonForm, OfficeForm
from exchange.honours.services import Award, Line
from identifiers.credit_codes import check_credit_code, normalise_credit_code


class AwardForm(OfficeForm):
    """Which award, who asks by which document, and as of which day."""

    award = forms.CharField(label="评选名称", max_length=200)
    awarding_body = forms.CharField(label="评选机关", max_length=200)
    request = forms.CharField(
        label="请求核查的文书", max_length=200, help_text="评选机关来函的名称、文号和日期。"
    )
    cutoff_on = DayField(label="评选的截止日", help_text="按这一天的情况答复，不能晚于今天。")

    def award_given(self) -> Award:
        """Return the award as typed."""
        names = ("award", "awarding_body", "request", "cutoff_on")
        return Award(**{name: self.cleaned_data[name] for name in names})


class ListForm(AwardForm):
    file = forms.FileField(
        label="名单",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=f"两列：单位名称、统一社会信用代码。.xlsx 或 .csv，不超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB。",
        error_messages={"required": "请选择名单文件", "empty": "文件是空的，请检查后重新上传"},
    )


class OneForm(AwardForm):
    """One department alone."""

    credit_code = forms.CharField(label="统一社会信用代码", max_length=40)

    def clean_credit_code(self) -> str:
        """Return the code in its normal form; refuse what is none."""
        code = normalise_credit_code(self.cleaned_data["credit_code"])
        if fault := check_credit_code(code):
            raise forms.ValidationError(fault)
        return code

    def line(self) -> Line:
        """Return the one row of the list."""
        return Line(1, "", self.cleaned_data["credit_code"])


class ReportForm(GivenReasonForm):
    document = forms.CharField(label="告知文书", max_length=300, help_text="写明名称、文号和日期。")
    field_order: tuple[str, ...] = ("document", "reason")
