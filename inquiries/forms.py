"""The inputs of official inquiries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm, ReasonForm, SayingField
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.id_numbers import check_id_number, normalise_id_number
from inquiries.services.registering import Asked, Line, purposes
from inquiries.vocabulary import Kind

MEGABYTES = settings.UPLOAD_MAX_BYTES // 1024 // 1024


class AskedForm(OfficeForm):
    """For what purpose, by which document, who asks, as of which day."""

    purpose = forms.ChoiceField(label="用途")
    matter = SayingField(label="事项", max_length=200, help_text="如：2026 年度公务员录用考察。")
    asking_body = SayingField(label="查询机关", max_length=200)
    handler = SayingField(label="查询机关经办人", max_length=60)
    request = SayingField(label="依据文书", max_length=200, help_text="来函的名称、文号和日期。")
    received_on = DayField(label="收到日期")
    as_of = DayField(label="截至日", help_text="按这一天的情况答复，不能晚于今天。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["purpose"]
        offered = [(row.key, row.label) for row in purposes(timezone.localdate())]
        chosen.choices = [("", "请选择"), *offered]

    def asked(self, kind: str) -> Asked:
        """Return the inquiry as typed."""
        names = ("purpose", "matter", "asking_body", "handler", "request", "received_on", "as_of")
        return Asked(Kind(kind), **{name: self.cleaned_data[name] for name in names})


class OneForm(AskedForm):
    """One person by name and number, or one body by its code."""

    name = forms.CharField(
        label="姓名",
        max_length=60,
        required=False,
        help_text="查询个人填写姓名和号码；查询单位只填代码。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    id_number = forms.CharField(
        label="身份证件号码",
        max_length=40,
        required=False,
        help_text="加密保存，列表里只显示末四位。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credit_code = forms.CharField(label="统一社会信用代码", max_length=40, required=False)

    def clean_id_number(self) -> str:
        """Return the number as it is sealed; a wrong one is refused without being repeated."""
        number = normalise_id_number(self.cleaned_data["id_number"])
        if number and (fault := check_id_number(number)):
            raise forms.ValidationError(fault)
        return number

    def clean_credit_code(self) -> str:
        """Return the code in its normal form; refuse what is none."""
        code = normalise_credit_code(self.cleaned_data["credit_code"])
        if code and (fault := check_credit_code(code)):
            raise forms.ValidationError(fault)
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        is_person, is_body = bool(given.get("id_number")), bool(given.get("credit_code"))
        if is_person == is_body and not {"id_number", "credit_code"} & set(self.errors):
            self.add_error("id_number", "个人填写身份证件号码，单位填写统一社会信用代码，二者填一项")
        elif is_person and not given.get("name"):
            self.add_error("name", "查询个人须填写姓名，姓名和号码一致才答复")
        return given

    @property
    def kind(self) -> Kind:
        """Return whom the inquiry is about."""
        return Kind.PERSON if self.cleaned_data["id_number"] else Kind.BODY

    def line(self) -> Line:
        """Return the one row of the inquiry."""
        given = self.cleaned_data
        number = given["id_number"] or given["credit_code"]
        return Line(1, given["name"] if given["id_number"] else "", number)


class ListForm(AskedForm):
    """Many at once, out of a workbook."""

    kind = forms.ChoiceField(label="查询对象", choices=Kind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="名单",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=(
            "个人两列：姓名、身份证件号码；单位两列：单位名称、统一社会信用代码。"
            f".xlsx 或 .csv，不超过 {MEGABYTES} MB。"
        ),
        error_messages={"required": "请选择名单文件", "empty": "文件是空的，请检查后重新上传"},
    )
    field_order = ("kind", "purpose")


class ApproveForm(ReasonForm):
    approval_number = SayingField(
        label="批准文号", max_length=120, help_text="批准这次查询的文号或者审批单号。"
    )
    field_order = ("approval_number", "reason")


class ReplyForm(ReasonForm):
    reply = SayingField(label="系统查询结果", max_length=300, help_text="报告或者回函的名称、编号和结论。")
    replied_on = DayField(label="系统查询日期")
    field_order = ("reply", "replied_on", "reason")


class ShowForm(ReasonForm):
    shown_by = SayingField(
        label="告知的方式和凭证", max_length=300, help_text="如：当面出示报告，本人签收；不写姓名和号码。"
    )
    shown_on = DayField(label="告知日期")
    field_order = ("shown_by", "shown_on", "reason")


class UseForm(GivenReasonForm):
    reason = forms.CharField(
        label="使用情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="查询机关怎样使用了答复；不写姓名和号码。",
    )


class CorrectForm(GivenReasonForm):
    correction = SayingField(label="更正告知的文书", max_length=300, help_text="写明名称、文号和日期。")
    field_order = ("correction", "reason")
