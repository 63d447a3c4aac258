from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from common.cases.open_cases import CaseKind
from common.forms import DayField, OfficeForm
from common.grouped_choices import GroupedTicksField, TickGroup
from common.lookup import LookupField, LookupForm
from common.rulebook import RuleKind
from postings.lookups import Deputies, Receivers
from postings.models import Posting
from postings.services.deputies import act_groups

_SHORT = {"rows": 3}


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
    reason = forms.CharField(label="事由", required=False, max_length=300)

    def __init__(self, posting: Posting, by: Posting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].look_in(Deputies(posting, by, timezone.localdate()))  # type: ignore[attr-defined]
        groups = [TickGroup(one.key, one.heading, one.about, one.acts) for one in act_groups(posting.role)]
        self.fields["excluded"].offer(groups)  # type: ignore[attr-defined]
        if not groups:
            del self.fields["excluded"]


class HandoverForm(LookupForm):
    """To whom, and which kinds of open cases."""

    receiver = LookupField(
        label="接收岗位", help_text="按姓名、账号、单位或地区查找同角色、在任、接得了这些事项的另一个岗位。"
    )
    kinds = forms.MultipleChoiceField(
        label="移交的事项", widget=forms.CheckboxSelectMultiple, help_text="分给几个人接收时，分几次列单。"
    )
    reason = forms.CharField(label="事由", max_length=300, widget=forms.Textarea(attrs=_SHORT))

    def __init__(self, giver: Posting, counts: dict[CaseKind, int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["receiver"].look_in(Receivers(giver, list(counts), timezone.localdate()))  # type: ignore[attr-defined]
        choices = [(kind.key, f"{kind.label}（{number} 件）") for kind, number in counts.items()]
        self.fields["kinds"].choices = choices  # type: ignore[attr-defined]
        self.fields["kinds"].initial = [key for key, _ in choices]


class RuleForm(OfficeForm):
    """A value in the form of its kind, with its document and the day from which it applies."""

    def __init__(self, kind: RuleKind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields |= kind.shape.fields()
        self.fields["effective_from"] = DayField(label="自哪天起施行", initial=timezone.localdate)
        self.fields["basis"] = forms.CharField(label="依据", max_length=200)
        self.fields["document_number"] = forms.CharField(
            label="文号", max_length=100, required=False, help_text="没有文件的，确认后仍标作“建议值”。"
        )
        self.fields["reason"] = forms.CharField(
            label="修订理由", max_length=1000, widget=forms.Textarea(attrs=_SHORT)
        )

    def given(self) -> dict[str, Any]:
        """Return what the service takes: value and unit packed, the rest as typed."""
        value, unit = self.kind.shape.pack(self.cleaned_data)
        named = {
            name: self.cleaned_data[name] for name in ("effective_from", "basis", "document_number", "reason")
        }
        return {"value": value, "unit": unit, **named}
