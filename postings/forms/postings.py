from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm
from common.key_domains import KeyDomain
from common.lookup import LookupField, LookupForm
from organisations.lookups import Bodies, Regions
from postings.lookups import Accounts
from postings.services.granting import GRANTABLE


class GrantForm(LookupForm):
    """A person, a role, a scope, from–to; person, unit and region are looked up."""

    person = LookupField(label="人员", help_text="账号、姓名，或所在单位、地区；账户由系统管理员建立。")
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *((r.value, r.label) for r in GRANTABLE)])
    unit = LookupField(
        label="所在单位",
        required=False,
        help_text="机构名称、统一社会信用代码或拼音。部门代表、认定机关必填；管理公务员档案的岗位也要填。",
    )
    with_subordinates = forms.BooleanField(label="含下属单位", required=False)
    region = LookupField(label="地区范围", required=False, help_text="地区名称或代码；不按地区的留空。")
    domain = forms.ChoiceField(
        label="领域范围", required=False, choices=[("", "不按领域"), *KeyDomain.choices]
    )
    since = DayField(label="自", initial=timezone.localdate)
    until = DayField(label="至", required=False, help_text="不填为长期。")
    reason = forms.CharField(label="事由", max_length=300, help_text="如“任职文件苏…号”。同意的人据此核实。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sources = {"person": Accounts(timezone.localdate()), "unit": Bodies(), "region": Regions()}
        for name, source in sources.items():
            self.fields[name].look_in(source)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "终止日期不能早于开始日期")
        return cleaned


class EndPostingForm(GivenReasonForm):
    until = DayField(label="最后一天", initial=timezone.localdate)
    field_order = ("until", "reason")
