"""Who stands in for a posting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from common.forms import DayField
from common.lookup import LookupField, LookupForm
from postings.grouped_choices import GroupedTicksField, TickGroup
from postings.lookups import Deputies
from postings.models import Posting
from postings.services.deputies import act_groups, may_stand_in


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
        self.posting, self.by = posting, by
        self.fields["person"].look_in(Deputies(posting, by, timezone.localdate()))  # type: ignore[attr-defined]
        groups = [TickGroup(one.key, one.heading, one.about, one.acts) for one in act_groups(posting.role)]
        self.fields["excluded"].offer(groups)  # type: ignore[attr-defined]
        if not groups:
            del self.fields["excluded"]

    def clean(self) -> dict[str, Any]:
        """Answer for an account that cannot be chosen as for one that there is not, whatever else is wrong."""
        given: dict[str, Any] = super().clean() or {}
        person, since, until = (given.get(name) for name in ("person", "since", "until"))
        if not since or not until or until < since:
            since, until = date.min, date.max
        if person and not may_stand_in(self.posting, self.by, person, since, until):
            typed = self["person"].data.text
            self.add_error("person", self.fields["person"].unfound(typed))  # type: ignore[attr-defined]
        return given
