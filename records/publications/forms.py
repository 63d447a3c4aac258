"""The public text, the 公开审查 sheet, and what is done with each suspect."""

from __future__ import annotations

from typing import Any

from django import forms

from common.forms import OfficeForm
from policy.vocabulary import NOTHING_FOUND, Secrecy, Severity
from records.facts.models.kinds import FactKind
from records.models import RedactedText

SOMETHING_FOUND = "有"


class FaceForm(OfficeForm):
    """The text that the public will read; `minor` asks why a 轻微 one is published at all（rules.md 0.2k）."""

    title = forms.CharField(label="公示标题", max_length=120)
    facts = forms.CharField(label="公示事实", max_length=10_000, widget=forms.Textarea(attrs={"rows": 10}))
    document_title = forms.CharField(label="公示文书名称", max_length=200, required=False)
    minor_reason = forms.CharField(
        label="轻微仍予公示的理由",
        max_length=300,
        help_text="轻微失信原则上不公示；确有必要的写明理由，公示不超过 3 个月。",
    )
    third_party_opinion = forms.CharField(
        label="第三方意见",
        max_length=300,
        required=False,
        help_text="文本提到企业等第三方的，先征求其意见（15 个工作日），在此写明结果。",
    )

    def __init__(self, *args: Any, fact: FactKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fact.grade != Severity.MINOR:
            del self.fields["minor_reason"]


def face_of(publication: RedactedText) -> dict[str, str]:
    """Return the form's initial values for a text that is being changed."""
    return {
        "title": publication.face_title,
        "facts": publication.face_facts,
        "document_title": publication.face_document_title,
        "minor_reason": publication.minor_reason,
        "third_party_opinion": publication.third_party_opinion,
    }


class SheetForm(OfficeForm):
    """Six questions, none answered beforehand; what is found is said in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Secrecy:
            self.fields[question.value] = forms.ChoiceField(
                label=question.label,
                choices=[(NOTHING_FOUND, NOTHING_FOUND), (SOMETHING_FOUND, SOMETHING_FOUND)],
                widget=forms.RadioSelect,
                error_messages={"required": f"请逐项审查“{question.label}”"},
            )
        self.fields["opinion"] = forms.CharField(
            label="审查意见",
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="有任何一项为“有”时必填：涉及哪一处、怎么改。",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        found = [q.label for q in Secrecy if cleaned.get(q.value) == SOMETHING_FOUND]
        if found and not cleaned.get("opinion"):
            self.add_error("opinion", f"“{'、'.join(found)}”为“有”，请写明涉及哪一处、怎么改")
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        return {question.value: self.cleaned_data[question.value] for question in Secrecy}
