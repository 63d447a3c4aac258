"""What a form says of a wrong input: which field it is, and how to mend it, in place of Django's general words."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

REQUIRED = (
    (forms.FileField, "请选择{}"),
    (forms.BooleanField, "请勾选“{}”"),
    (forms.ChoiceField, "请选择{}"),
    (forms.ModelChoiceField, "请选择{}"),
)
OF_TYPE: tuple[tuple[type[forms.Field], Mapping[str, str]], ...] = (
    (
        forms.Field,
        {
            "max_length": "{}最多 %(limit_value)d 个字，现有 %(show_value)d 个，请删减",
            "min_length": "{}至少 %(limit_value)d 个字，现有 %(show_value)d 个，请补全",
            "min_value": "{}不能小于 %(limit_value)s",
            "max_value": "{}不能大于 %(limit_value)s",
            "null_characters_not_allowed": "{}里有不可见的空字符，请删去后重新填写",
        },
    ),
    (forms.ChoiceField, {"invalid_choice": "{}没有“%(value)s”这一项，请重新选择"}),
    (forms.MultipleChoiceField, {"invalid_list": "请重新选择{}"}),
    (forms.ModelChoiceField, {"invalid_choice": "所选的{}不在可选范围内，请重新选择"}),
    (
        forms.ModelMultipleChoiceField,
        {"invalid_list": "请重新选择{}", "invalid_pk_value": "所选的{}不在可选范围内，请重新选择"},
    ),
    (forms.DateField, {"invalid": "{}不是有效的日期，请像 2026-11-18 这样填写"}),
    (forms.IntegerField, {"invalid": "{}请填写整数"}),
    (
        forms.DecimalField,
        {
            "invalid": "{}请填写数字",
            "max_digits": "{}最多 %(max)s 位数字",
            "max_decimal_places": "{}最多 %(max)s 位小数",
            "max_whole_digits": "{}小数点前最多 %(max)s 位",
        },
    ),
    (forms.EmailField, {"invalid": "{}不完整，应像 name@example.com 这样"}),
    (
        forms.FileField,
        {
            "invalid": "没有收到{}，请重新选择后再提交",
            "missing": "没有收到{}，请重新选择后再提交",
            "empty": "{}是空的，请检查后重新选择",
            "max_length": "文件名最多 %(max)d 个字，现有 %(length)d 个，请改短后重新选择",
        },
    ),
)


def name_errors(fields: Mapping[str, forms.Field]) -> None:
    """Give each field errors that name it by its label; those worded for one field stay as they are."""
    for field in fields.values():
        label = str(field.label or "这一项").replace("%", "%%")
        for code, words in _words(field).items():
            if _is_general(field, code):
                field.error_messages[code] = words.format(label)


def _words(field: forms.Field) -> dict[str, str]:
    words = {"required": next((w for kind, w in REQUIRED if isinstance(field, kind)), "请填写{}")}
    for kind, further in OF_TYPE:
        if isinstance(field, kind):
            words |= further
    return words


def _is_general(field: forms.Field, code: str) -> bool:
    """Say whether a field has for this error no words but those of Django."""
    general = {
        id(cls.__dict__["default_error_messages"].get(code))
        for cls in type(field).__mro__
        if cls.__module__.startswith("django.") and "default_error_messages" in cls.__dict__
    }
    return code not in field.error_messages or id(field.error_messages[code]) in general
