"""Who stands in for a posting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from common.forms import DayField
from common.grouped_choices import GroupedTicksField, TickGroup
from common.lookup import LookupField, LookupForm
from postings.lookups import Deputies
from postings.models import Posting
from postings.services.deputies import act_groups


class DeputyForm(LookupForm):
    """Who stands in, from–to, without which acts."""

    person = LookupField(
        label="代理人",
        help_text="账号、姓名，或所在单位、地区。须是另一个人；他录入、复核过的事，仍不能以代理身份再办。",
    )
    since = DayField(label="自", initial=timezone.localdate)
    until = DayField(label="至", help_text="最后一天。到期自动收回。")
    excluded = GroupedTicksField(
        label="不代理的事项",
        required=False,
        help_text="勾选的留给岗位本人，不勾选的都由代理人办理。上传文件、再指定代理和交接一律不能代理。",
    )
    reason = forms.CharField(label="事由", max_length=300, help_text="如“年休假”。同意的人据此核实。")

    def __init__(self, posting: Posting, by: Posting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].look_in(Deputies(posting, by, timezone.localdate()))  # type: ignore[attr-defined]
        groups = [TickGroup(one.key, one.heading, one.about, one.acts) for one in act_groups(posting.role)]
        self.fields["excluded"].offer(groups)  # type: ignore[attr-defined]
        if not groups:
            del self.fields["excluded"]
