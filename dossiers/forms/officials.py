"""Forms of officials' files: finding, opening, identity, entries, and what the officials themselves ask."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import models

from common.forms import DayField, GivenReasonForm, OfficeForm
from common.id_numbers import check_id_number, normalise_id_number
from common.lookup import LookupField, LookupForm
from common.models import MailMode
from dossiers.file_parts import ID_NUMBER, Part
from dossiers.services.opening import purposes
from organisations.lookups import Bodies
from organisations.models import Department, Official
from records.models import DishonestyRecord

BODY_HELP = "机构名称、统一社会信用代码或拼音。"
SHOWN = 5
NOT_KEPT = "号码加密保存，列表里只显示末四位。"


def clean_number(text: str) -> str:
    """Return an ID number as it is sealed; a wrong one is refused without being repeated."""
    number = normalise_id_number(text)
    fault = check_id_number(number)
    if fault:
        raise forms.ValidationError(fault)
    return number


def clean_unit(text: str) -> Department:
    """Return the department that a whole name or a credit code names."""
    roster = Bodies()
    named = roster.named(text)
    if len(named) == 1:
        return named[0]
    meant = "；".join(body.in_full for body in (named or roster.find(text))[:SHOWN])
    raise forms.ValidationError(
        f"“{text}”可以指几个机构，请填其中一个：{meant}" if meant else roster.missing(text)
    )


class WhoForm(OfficeForm):
    """Who is looked for; it is sent in the body, so that neither name nor number stands in an address."""

    who = forms.CharField(
        label="姓名、编号或证件号码",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MailForm(OfficeForm):
    """How mail tells an official of what concerns the own file."""

    mail = forms.ChoiceField(label="邮件", choices=MailMode.choices, widget=forms.RadioSelect)


class OpenForm(OfficeForm):
    """用途 and 依据, before anything is shown（rules.md 4.4）."""

    purpose = forms.ChoiceField(label="用途")
    basis = forms.CharField(
        label="依据", max_length=300, help_text="文件的文号，或者写明为什么事查阅。", widget=forms.TextInput
    )
    approval_number = forms.CharField(label="批准文号", required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(row.key, row.label) for row in purposes()]
        self.fields["purpose"].choices = [("", "请选择"), *offered]  # type: ignore[attr-defined]


class OfficialForm(LookupForm):
    """A new file; the unit that enters it keeps it."""

    internal_number = forms.RegexField(
        r"^[0-9A-Za-z-]{3,40}$",
        label="内部人员编号",
        help_text="字母、数字和连字符，3 至 40 位。",
        error_messages={"invalid": "只能用字母、数字和连字符，3 至 40 位"},
    )
    name = forms.CharField(label="姓名", max_length=60)
    id_number = forms.CharField(label="身份证件号码", required=False, max_length=40, help_text=NOT_KEPT)
    unit = LookupField(label="所在单位", help_text=BODY_HELP)
    post = forms.CharField(label="职务", required=False, max_length=100)
    rank = forms.CharField(label="职级", required=False, max_length=60)
    is_principal = forms.BooleanField(label="主要负责人", required=False)

    def clean_id_number(self) -> str:
        typed = self.cleaned_data["id_number"]
        return clean_number(typed) if typed else ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, LookupField):
                field.look_in(Bodies())

    def clean_internal_number(self) -> str:
        number: str = self.cleaned_data["internal_number"]
        if number == "new":
            raise forms.ValidationError("请换一个编号")
        return number


class OfficialEditForm(OfficialForm):
    """The identity changed, with a reason; an empty number leaves the sealed one as it is."""

    managed_by = LookupField(label="任免机关", help_text="改为其他机关即移交档案，您将不能再看。")
    reason = forms.CharField(label="理由", max_length=500)

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        kwargs["initial"] = {
            name: getattr(official, name) for name in ("name", "post", "rank", "is_principal")
        } | {"unit": official.unit.in_full, "managed_by": official.managed_by.in_full}
        super().__init__(*args, **kwargs)
        del self.fields["internal_number"]
        self.fields[
            "id_number"
        ].help_text = f"不改的不填（现为 {official.masked_id_number or '未登记'}）。{NOT_KEPT}"

    def to_fields(self) -> dict[str, Any]:
        """Return what changes; the number only where one was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return given if given[ID_NUMBER] else {k: v for k, v in given.items() if k != ID_NUMBER}


class EntryForm(OfficeForm, forms.ModelForm):  # type: ignore[type-arg, misc]
    """One line of a file; the model says the fields, `entry_form` which model."""

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "record" in self.fields:
            mine = DishonestyRecord.objects.live().filter(official=official).order_by("-decided_on")
            chosen: Any = self.fields["record"]
            chosen.queryset, chosen.empty_label = mine, "没有关联"


class RevisedEntryForm(EntryForm):
    reason = forms.CharField(label="修改理由", max_length=500)


def entry_form(part: Part, *, revised: bool = False) -> type[EntryForm]:
    """Return the form class of one part."""
    days: dict[str, Any] = {"formfield_callback": _form_field}
    form = RevisedEntryForm if revised else EntryForm
    made = forms.modelform_factory(part.model, form=form, fields=list(part.fields), **days)
    return cast(type[EntryForm], made)


def _form_field(field: models.Field[Any, Any], **options: Any) -> forms.Field:
    if field.get_internal_type() == "DateField":
        return DayField(label=field.verbose_name, required=not field.blank, help_text=field.help_text)
    made = field.formfield(**options)
    if made is None:
        raise TypeError(f"{field.name} has no form field")
    if isinstance(made, forms.TypedChoiceField) and field.default is not None and not field.has_default():
        made.choices = [("", "请选择"), *(field.choices or ())]
    return made


class InviteForm(OfficeForm):
    username = forms.CharField(
        label="本人的账号", max_length=60, help_text="由系统管理员建立；没有岗位的账户也可以。"
    )


class ConfirmForm(OfficeForm):
    number = forms.CharField(
        label="核对号码",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="本人的身份证件号码；档案没有登记证件号码的，填内部人员编号。",
    )

    def clean_number(self) -> str:
        return normalise_id_number(self.cleaned_data["number"])


class RequestForm(OfficeForm):
    """What one field should say, why, and what proves it; `wanted` is the field's own input."""

    reason = forms.CharField(label="理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.CharField(
        label="证据", required=False, max_length=300, help_text="文件名称、文号；原件在办理时出示。"
    )
    field_order = ("wanted", "reason", "evidence")

    def __init__(self, *args: Any, wanted: forms.Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"] = wanted
        self.order_fields(self.field_order)


def wanted_field(part: Part | None, field: str, official: Official) -> forms.Field:
    """Return the input of one field of a file, for what it should say."""
    if part is not None:
        made: forms.Field = entry_form(part)(official=official).fields[field]
        made.label, made.help_text = "应当改为", ""
        return made
    if field == ID_NUMBER:
        return IdNumberField(label="应当改为", help_text=NOT_KEPT)
    if field == "unit":
        return UnitField(label="应当改为", max_length=200, help_text="机构全称或统一社会信用代码。")
    limit = {"name": 60, "post": 100, "rank": 60}[field]
    return forms.CharField(label="应当改为", max_length=limit)


def missing_field() -> forms.Field:
    return forms.CharField(label="应当补记的内容", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class IdNumberField(forms.CharField):
    def clean(self, value: object) -> str:
        return clean_number(super().clean(value))


class UnitField(forms.CharField):
    def clean(self, value: object) -> Department:
        return clean_unit(super().clean(value))


class AnswerForm(GivenReasonForm):
    """The keeper's answer, which the official reads."""

    reason = forms.CharField(
        label="答复",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="本人会看到这段话。",
    )
