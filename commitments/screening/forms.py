"""The inputs of comparisons, of versions without changes, and of the acts on a hit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from commitments.screening.services.checking import PERSONS, Tender
from commitments.screening.services.looking import Line
from commitments.screening.vocabulary import Ground, Step, WatchKind
from common.errors import Incomplete
from common.forms import DayField, GivenReasonForm, OfficeForm, SayingField
from common.roles import OFFICERS
from common.trail import Actor
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.id_numbers import check_id_number, normalise_id_number

CHOOSE = ("", "请选择")
readers: dict[str, Callable[[Any], list[Line]]] = {}
"""How a workbook of bidders is read, entered by the app that reads files."""


class TenderForm(OfficeForm):
    """Before which step of which tender."""

    step = forms.ChoiceField(label="环节", choices=[CHOOSE, *Step.choices])
    project_number = SayingField(label="招标项目编号", max_length=100)
    project_name = SayingField(label="招标项目名称", max_length=200)

    @property
    def tender(self) -> Tender:
        """Return the step and the tender as typed."""
        given = self.cleaned_data
        return Tender(given["step"], given["project_number"], given["project_name"])


class OneForm(TenderForm):
    """One bidder alone: a body by its code and names; a natural person by name and number, for an officer alone."""

    name = SayingField(label="投标人名称", max_length=200)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=40, required=False)
    former_names = forms.CharField(
        label="曾用名", max_length=400, required=False, help_text="有几个的用顿号分开。"
    )
    id_number = forms.CharField(
        label="自然人投标的，公民身份号码",
        max_length=40,
        required=False,
        help_text="只在允许自然人投标的项目填写；只保存加密比对用的摘要和后四位。",
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by.role not in OFFICERS:
            del self.fields["id_number"]
            self.fields["credit_code"].required = True
            self.fields["credit_code"].help_text = f"{PERSONS}。"

    def clean_credit_code(self) -> str:
        code = normalise_credit_code(self.cleaned_data["credit_code"])
        if fault := (check_credit_code(code) if code else None):
            raise forms.ValidationError(fault)
        return code

    def clean_id_number(self) -> str:
        number = normalise_id_number(self.cleaned_data["id_number"])
        if fault := (check_id_number(number) if number else None):
            raise forms.ValidationError(fault)
        return number

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        is_one = bool(given.get("credit_code")) != bool(given.get("id_number"))
        if "id_number" in self.fields and not is_one and not self.errors:
            self.add_error("credit_code", "单位填写统一社会信用代码，自然人填写公民身份号码，二者填一项")
        return given

    @property
    def lines(self) -> list[Line]:
        """Return the one bidder."""
        names = ("name", "credit_code", "former_names", "id_number")
        return [Line(1, **{name: self.cleaned_data.get(name, "") for name in names})]


class ManyForm(TenderForm):
    """A workbook of bidders."""

    bidders = forms.FileField(
        label="投标人名单",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="列：投标人名称、统一社会信用代码、曾用名、联合体。联合体的每个成员各一行，写同一个联合体名称。",
        error_messages={"required": "请选择名单文件", "empty": "文件是空的，请检查后重新上传"},
    )

    @property
    def lines(self) -> list[Line]:
        """Return the bidders of the workbook; raises Incomplete where it cannot be read."""
        try:
            return readers["workbook"](self.cleaned_data["bidders"])
        except Incomplete as refusal:
            raise Incomplete(refusal.message, {"bidders": next(iter(refusal.fields.values()))}) from refusal


class UnchangedForm(OfficeForm):
    """A version that changes nothing: the organ's list of that day is as before."""

    kind = forms.ChoiceField(label="名单", choices=[CHOOSE, *WatchKind.choices])
    as_of = DayField(label="名单日期", help_text="列入机关的名单是哪一天的。")
    source = SayingField(label="来源", max_length=200, help_text="如：最高人民法院失信被执行人名单共享接口。")


class ErrorForm(GivenReasonForm):
    """By which document of the listing organ an entry was listed by error."""

    document = SayingField(
        label="误列的文书", max_length=200, help_text="列入机关或者法院撤销、更正列入的文书，机关和文号。"
    )
    field_order: tuple[str, ...] = ("document", "reason")


class ConfirmForm(GivenReasonForm):
    decided_document = SayingField(
        label="核实的依据", max_length=300, help_text="如：登记机关的变更登记、投标人的书面说明。"
    )
    field_order: tuple[str, ...] = ("decided_document", "reason")


class TellForm(OfficeForm):
    told_on = DayField(label="告知日期")
    told_how = SayingField(label="告知的方式与凭证", max_length=200)


class ObjectionForm(OfficeForm):
    objection = SayingField(label="投标人的异议", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ReleaseForm(GivenReasonForm):
    """On which ground a block is to be released; there are three, no other."""

    ground = forms.ChoiceField(label="解除的理由", choices=[CHOOSE, *Ground.choices])
    ground_document = SayingField(label="解除的文书或者证明", max_length=300)
    field_order: tuple[str, ...] = ("ground", "ground_document", "reason")
