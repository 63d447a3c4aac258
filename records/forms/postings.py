from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from common.forms import DayField, GivenReasonForm, OfficeForm
from common.identifiers import check_credit_code, normalise_credit_code
from records.filters import RegionChoice
from records.models import Department, Region
from records.services.granting import GRANTABLE
from records.vocabulary import KeyDomain


class GrantForm(OfficeForm):
    """A person, a role, a scope, from–to."""

    person = forms.CharField(label="账号", max_length=60, help_text="账户由系统管理员建立。")
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *((r.value, r.label) for r in GRANTABLE)])
    unit = forms.CharField(
        label="所在单位（统一社会信用代码）",
        required=False,
        max_length=40,
        help_text="部门代表、认定机关必填；管理公务员档案的岗位也要填。",
    )
    with_subordinates = forms.BooleanField(label="含下属单位", required=False)
    region = RegionChoice(
        label="地区范围",
        queryset=Region.objects.filter(kind__in=["province", "city", "county"]),
        to_field_name="code",
        required=False,
        empty_label="不按地区",
    )
    domain = forms.ChoiceField(
        label="领域范围", required=False, choices=[("", "不按领域"), *KeyDomain.choices]
    )
    since = DayField(label="自", initial=timezone.localdate)
    until = DayField(label="至", required=False, help_text="不填为长期。")

    def clean_person(self) -> User:
        found = User.objects.filter(username=self.cleaned_data["person"].strip(), is_machine=False).first()
        if found is None:
            raise forms.ValidationError("没有这个账号，请先由系统管理员建立账户")
        return found

    def clean_unit(self) -> Department | None:
        code = normalise_credit_code(self.cleaned_data["unit"])
        if not code:
            return None
        fault = check_credit_code(code)
        if fault:
            raise forms.ValidationError(fault)
        found = Department.objects.filter(credit_code=code).first()
        if found is None:
            raise forms.ValidationError("名录里没有这个代码")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "终止日期不能早于开始日期")
        return cleaned


class EndPostingForm(GivenReasonForm):
    until = DayField(label="最后一天", initial=timezone.localdate)
    field_order = ("until", "reason")
