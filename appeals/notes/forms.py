"""The inputs of a department note and of the acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils import timezone

from appeals.notes.models import DepartmentNote
from appeals.notes.services import LONGEST_LETTER, most_characters
from appeals.notes.vocabulary import NoteKind, ReturnGround
from common.forms import GivenReasonForm, OfficeForm, SayingField
from common.workflow import Workflow

HELP = (
    "最多 {most} 字。写本单位已经做了什么、打算怎样做；不写任何人的姓名、电话，不写不宜公开的事项。"
    "对记录的内容有异议的，请另提出异议。"
)
LETTER_HELP = "以单位名义承诺材料真实有效、违背承诺承担责任；落款只写单位，不写任何人的姓名、电话。"


class NoteForm(OfficeForm):
    """What the department says in its own name."""

    text = SayingField(label="单位说明", widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        most = most_characters(timezone.localdate())
        self.fields["text"].help_text = HELP.format(most=most)
        self.fields["text"].widget.attrs["maxlength"] = most

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Begin with the text that came back."""
        if isinstance(obj, DepartmentNote):
            options["initial"] = {"text": obj.face_facts}
        form = cls(data, **options)
        if isinstance(obj, DepartmentNote) and obj.kind == NoteKind.COMMITMENT:
            field = form.fields["text"]
            field.label, field.help_text = obj.get_kind_display(), LETTER_HELP
            field.widget.attrs["maxlength"] = LONGEST_LETTER
        return form


class ReturnForm(GivenReasonForm):
    """A listed ground, and how to change the text."""

    ground = forms.ChoiceField(label="退回的情形", choices=[("", "请选择"), *ReturnGround.choices])
    field_order = ("ground", "reason")
