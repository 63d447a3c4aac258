"""The inputs of transfers."""

from __future__ import annotations

from typing import Any

from django import forms

from common.forms import DayField, GivenReasonForm, OfficeForm
from discipline.accountability.services import Tenure
from discipline.forms import CodedBody, area


class RegisterForm(GivenReasonForm):
    """Whose post, and whether it was held when it was done; no name is asked for."""

    post = forms.CharField(
        label="行为时的岗位", max_length=100, help_text="写岗位，不写姓名；姓名只在移送函里。"
    )
    acted_on = DayField(label="行为发生之日")
    held_from = DayField(label="任职自")
    held_to = DayField(label="任职至", required=False, help_text="现任的不填。")
    is_own_failure = forms.BooleanField(label="后任自己应当履行而没有履行", required=False)
    field_order = ("post", "acted_on", "held_from", "held_to", "is_own_failure", "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        reason = given.pop("reason")
        return {"tenure": Tenure(**given), "reason": reason}


class PurposeForm(GivenReasonForm):
    """What a sealed transfer is read for."""

    reason = area("查阅的用途", 500)


class OrganForm(CodedBody, GivenReasonForm):
    """The organ that may decide by 干部管理权限."""

    body_name = forms.CharField(
        label="有权机关", max_length=200, help_text="按干部管理权限写任免机关或者监察机关的全称。"
    )
    field_order: tuple[str, ...] = ("body_name", "code", "reason")


class SendForm(OrganForm):
    letter_number = forms.CharField(label="移送函文号", max_length=120)
    sent_on = DayField(label="移送日期")
    field_order = ("body_name", "code", "letter_number", "sent_on", "reason")


class AnswerForm(OfficeForm):
    document = forms.CharField(
        label="答复文书",
        max_length=300,
        help_text="写明机关、文号和日期；对个人的处理只记入其本人档案，不写在这里。",
    )
    answered_on = DayField(label="答复日期")


class RecallForm(GivenReasonForm):
    document = forms.CharField(label="告知文书", max_length=300)
    field_order = ("document", "reason")
