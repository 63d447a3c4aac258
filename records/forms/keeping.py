from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from common.forms import DayField, OfficeForm
from common.rulebook import RuleKind
from records.models import Posting
from records.open_cases import CaseKind
from records.services.deputising import excludable_acts
from records.services.handing_over import receivers_for

_SHORT = {"rows": 3}


class DeputyForm(OfficeForm):
    """Who stands in, from–to, without which acts."""

    person = forms.CharField(
        label="代理人账号",
        max_length=60,
        help_text="须是另一个人；他录入、复核过的事，仍不能以代理身份再办。",
    )
    since = DayField(label="自", initial=timezone.localdate)
    until = DayField(label="至", help_text="最后一天。到期自动收回。")
    excluded = forms.MultipleChoiceField(
        label="不代理的事项",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的事项留给岗位本人。上传文件、再指定代理和交接一律不能代理。",
    )
    reason = forms.CharField(label="事由", required=False, max_length=300)

    def __init__(self, posting: Posting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = list(excludable_acts(posting.role).items())
        self.fields["excluded"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["excluded"]

    def clean_person(self) -> User:
        found = User.objects.filter(username=self.cleaned_data["person"].strip(), is_machine=False).first()
        if found is None:
            raise forms.ValidationError("没有这个账号")
        return found


class ReceiverChoice(forms.ModelChoiceField):
    def label_from_instance(self, posting: Any) -> str:
        return f"{posting.user.name} · {posting}"


class HandoverForm(OfficeForm):
    """To whom, and which kinds of open cases."""

    receiver = ReceiverChoice(
        label="接收岗位",
        queryset=Posting.objects.none(),
        empty_label="请选择",
        help_text="同角色、在任的另一个岗位。",
    )
    kinds = forms.MultipleChoiceField(
        label="移交的事项", widget=forms.CheckboxSelectMultiple, help_text="分给几个人接收时，分几次列单。"
    )
    reason = forms.CharField(label="事由", max_length=300, widget=forms.Textarea(attrs=_SHORT))

    def __init__(self, giver: Posting, counts: dict[CaseKind, int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        receivers = receivers_for(giver, timezone.localdate())
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]
        if not receivers:
            self.fields["receiver"].help_text = "没有可接收的同角色岗位，请先由安全管理员授予。"
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
