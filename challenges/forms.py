"""The inputs of challenges: how one comes in, the organ's documents, the clarification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms

from challenges.models import Challenge
from challenges.services.clarifying import askers
from challenges.services.registering import Filing
from challenges.services.staying import Document
from challenges.vocabulary import Outcome
from common.file_kinds import ACCEPTED
from common.forms import DayField, GivenReasonForm, OfficeForm
from common.models import Evidence
from common.workflow import Workflow
from organisations.models import Department
from policy.vocabulary import ChallengeKind

CHOOSE = [("", "请选择")]


class FilingForm(OfficeForm):
    """The remedy as the organ's acceptance says it, with the file that proves it."""

    kind = forms.ChoiceField(label="救济途径", choices=CHOOSE + ChallengeKind.choices)
    organ = forms.CharField(
        label="受理机关", max_length=200, help_text="复议机关、法院、复审复核或者申诉机关的全称。"
    )
    accepted_on = DayField(label="受理日期")
    accepted_number = forms.CharField(label="受理文书号", max_length=120)
    file = forms.FileField(
        label="受理文书",
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="受理通知书、立案通知书等，放入“证据”。",
    )
    note = forms.CharField(
        label="说明", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def filing(self) -> Filing:
        """Return what the form says."""
        given = self.cleaned_data
        names = ("kind", "organ", "accepted_on", "accepted_number", "note")
        return Filing(upload=given["file"], **{name: given[name] for name in names})


class DocumentForm(GivenReasonForm):
    """A document of the organ: number, day, and its file among the evidence of the case."""

    number = forms.CharField(label="文书号", max_length=120)
    dated_on = DayField(label="文书日期")
    file = forms.ModelChoiceField(
        label="文书文件",
        queryset=Evidence.objects.none(),
        empty_label="请选择",
        help_text="先在“证据”里上传，再在这里选择。",
    )
    field_order: tuple[str, ...] = ("number", "dated_on", "file", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the files that lie beside the case."""
        form = cls(data, **options)
        form.fields["file"].queryset = Evidence.objects.of(obj).standing()  # type: ignore[attr-defined]
        return form

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        parts = [given.pop(name, None) for name in ("number", "dated_on", "file")]
        if all(parts):
            given["document"] = Document(*parts)
        return given


class PrepareForm(DocumentForm):
    """What the document says of the one that was challenged."""

    outcome = forms.ChoiceField(label="处理结果", choices=CHOOSE + Outcome.choices)
    field_order = ("outcome", "number", "dated_on", "file", "reason")


class ClarifyForm(GivenReasonForm):
    """Which department asked, and when; the reason stands in the letter."""

    unit = forms.ModelChoiceField(
        label="请求的部门", queryset=Department.objects.none(), empty_label="请选择"
    )
    asked_on = DayField(label="请求日期")
    field_order = ("unit", "asked_on", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the departments that may ask."""
        form = cls(data, **options)
        if isinstance(obj, Challenge):
            mine = [unit.pk for unit in askers(obj)]
            form.fields["unit"].queryset = Department.objects.filter(pk__in=mine)  # type: ignore[attr-defined]
        return form
