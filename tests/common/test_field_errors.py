"""What a form says of a wrong input: the field by its name, and how to mend it."""

from __future__ import annotations

import copy

import pytest
from django import forms

from accounts.forms import SignInForm
from common.field_errors import name_errors
from common.forms import DayField, OfficeForm, WanField

KINDS = (
    forms.CharField,
    forms.ChoiceField,
    forms.DateField,
    forms.IntegerField,
    forms.DecimalField,
    forms.FileField,
)
KINDS += (forms.ModelChoiceField, forms.MultipleChoiceField)
SAID = {"required", "invalid", "invalid_choice", "empty", "missing"}


class Sheet(OfficeForm):
    number = forms.CharField(label="文书号", max_length=5)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲")])
    kinds = forms.MultipleChoiceField(label="领域", choices=[("a", "甲")], required=False)
    day = DayField(label="认定日期")
    ordinal = forms.IntegerField(label="序号", min_value=1)
    amount = WanField(label="金额（万元）")
    mail = forms.EmailField(label="电子邮箱", required=False)
    file = forms.FileField(label="扫描件", required=True)
    agreed = forms.BooleanField(label="已核对原件")
    share = forms.DecimalField(label="占比（%）", max_digits=3, decimal_places=1, required=False)
    own = forms.CharField(label="理由", error_messages={"required": "为什么退回？"})


def said(name: str, value: object = "") -> list[str]:
    form = Sheet({name: value})
    form.is_valid()
    return list(form.errors.get(name, []))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("number", "", "请填写文书号"),
        ("number", "长" * 6, "文书号最多 5 个字，现有 6 个，请删减"),
        ("number", "a\x00b", "文书号里有不可见的空字符，请删去后重新填写"),
        ("kind", "", "请选择类型"),
        ("kind", "乙", "类型没有“乙”这一项，请重新选择"),
        ("kinds", ["乙"], "领域没有“乙”这一项，请重新选择"),
        ("day", "", "请填写认定日期"),
        ("day", "2026-02-30", "认定日期不是有效的日期，请像 2026-11-18 这样填写"),
        ("ordinal", "一", "序号请填写整数"),
        ("ordinal", "0", "序号不能小于 1"),
        ("amount", "", "请填写金额（万元）"),
        ("amount", "一百", "请填写数字，单位万元"),
        ("amount", "-1", "金额不能为负数"),
        ("mail", "wang", "电子邮箱不完整，应像 name@example.com 这样"),
        ("file", "", "请选择扫描件"),
        ("agreed", "", "请勾选“已核对原件”"),
        ("share", "1234", "占比（%）最多 3 位数字"),
        ("own", "", "为什么退回？"),
    ],
)
def test_an_error_names_its_field_and_the_remedy(name, value, sentence):
    assert said(name, value) == [sentence]


def test_a_label_given_late_is_the_one_that_is_named():
    form = Sheet({})
    form.fields["number"].label = "判决书号"
    assert form.errors["number"] == ["请填写判决书号"]
    assert Sheet({}).errors["number"] == ["请填写文书号"]


def test_the_door_says_what_is_missing():
    form = SignInForm(None, {"username": "", "password": ""})
    assert dict(form.errors) == {"username": ["请填写账号"], "password": ["请填写口令"]}


def _forms(kind: type[forms.Form]) -> list[type[forms.Form]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _forms(child))]


def test_every_field_of_every_form_has_a_name_and_none_speaks_in_general_words():
    general = {str(words) for kind in KINDS for words in kind.default_error_messages.values()}
    for form in _forms(OfficeForm):
        fields = {name: copy.deepcopy(field) for name, field in form.base_fields.items()}
        name_errors(fields)
        assert all(field.label for field in fields.values()), form
        assert not general & {
            str(f.error_messages[c]) for f in fields.values() for c in f.error_messages if c in SAID
        }
