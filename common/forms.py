"""Form parts of the office: sums in 万元, dates, and no text with a mark of state secrets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError

from common.errors import Incomplete
from common.field_errors import name_errors
from common.secrecy import marks_in
from common.workflow import Workflow
from contents.money import WAN
from identifiers.stand_ins import changed_number_fault, formula_fault, stand_in_fault

CENT = Decimal("0.01")


class WanField(forms.DecimalField):
    """A sum typed in 万元 and handed on in 元."""

    default_error_messages = {
        "invalid": "请填写数字，单位万元",
        "min_value": "金额不能为负数",
        "max_digits": "金额过大，请核对单位是否为万元",
        "max_whole_digits": "金额过大，请核对单位是否为万元",
        "max_decimal_places": "最多六位小数，精确到分",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_digits=14, decimal_places=6, **options)

    def clean(self, value: object) -> Decimal | None:
        typed = str(value or "").replace(",", "").replace("，", "").strip()
        amount: Decimal | None = super().clean(typed)
        return None if amount is None else (amount * WAN).quantize(CENT)

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, Decimal):
            return value
        text = f"{value / WAN:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class SayingField(forms.CharField):
    """A text that has to say something: 无, 同上 or #REF! do not, nor a number that a spreadsheet wrote its own way."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[_require_said], **options)


def _require_said(text: str) -> None:
    fault = formula_fault(text) or stand_in_fault(text) or changed_number_fault(text)
    if fault:
        raise ValidationError(fault)


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **options)


class OfficeForm(forms.Form):
    """Every text is looked at for a secrecy mark before anything is kept（rules.md 0.2p, 0.2w）; errors name their field."""

    bulk_heading = ""
    """As what an act on many rows asks it before anything is tried, in words; of other forms it asks the reason alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Return the form of an act on `obj`; a form whose fields depend on it says so here."""
        return cls(data, **options)

    @classmethod
    def is_reason_alone(cls, obj: Workflow) -> bool:
        """Say whether an act on `obj` asks for nothing but the reason."""
        return cls in {ReasonForm, GivenReasonForm}

    def full_clean(self) -> None:
        name_errors(self.fields)
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, words in marks_in(cleaned).items():
            self.add_error(name, words)
        return cleaned


class ReasonForm(OfficeForm):
    """An act whose only input is the reason."""

    reason = forms.CharField(
        label="理由或意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class GivenReasonForm(OfficeForm):
    """An act that may not be done without a reason."""

    reason = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AttachForm(OfficeForm):
    """A file of evidence with the name by which people will speak of it."""

    file = forms.FileField(label="文件", max_length=200)
    title = forms.CharField(
        label="证据名称", required=False, max_length=200, help_text="如“送达回证”；不填则用文件名"
    )


class TalkForm(OfficeForm):
    text = forms.CharField(
        label="留言",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="留言保存后不能修改或删除；正式意见请写在办理理由里",
    )


def show_refusal(form: forms.BaseForm, refusal: Incomplete) -> None:
    """Put a refusal's sentences beside the fields they are about."""
    known = {name: text for name, text in refusal.fields.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, text)
    if len(known) < len(refusal.fields) or not refusal.fields:
        form.add_error(None, refusal.message)
