"""Choosing public bodies: typed by name or code, offered while one types, and asked back where a name fits several."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from common.trail import Actor
from identifiers.credit_codes import normalise_credit_code
from organisations.models import Department

OFFERED, FIRST = 12, 200
_BETWEEN = re.compile(r"[\s,，、;；]+")
_CHOSEN = re.compile(r"^(?P<name>.+)（(?P<code>[0-9A-Za-z]{18})）$")
_CODE = re.compile(r"[0-9A-Z]{18}")


def offered(posting: Actor, words: str) -> QuerySet[Department]:
    """Return the bodies in scope that some words may mean: by name, short or former name, code or part of it."""
    found = Department.objects.visible_to(posting).asked_for(words).filter(status="active")
    return found.select_related("region").order_by("sort_key", "pk")[:OFFERED]


def first_offered(posting: Actor) -> QuerySet[Department]:
    """Return the bodies offered before anything is typed, which is all that a browser without scripts offers."""
    found = Department.objects.visible_to(posting).filter(status="active").select_related("region")
    return found.order_by("sort_key", "pk")[:FIRST]


class BodiesInput(forms.Widget):
    """Some lines to type or choose bodies in; filled lines are kept, and one more is offered."""

    template_name = "organisations/bodies_input.html"
    lines = 1
    offers: Sequence[Department] = ()

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        lines = (line.replace("\x00", "").strip() for whole in given for line in str(whole).splitlines())
        return [line for line in lines if line]

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> bool:
        return name not in data

    def render(
        self,
        name: str,
        value: Sequence[str] | None,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        filled = value or []
        blank = max(self.lines - len(filled), 1 if self.lines > 1 else 0)
        given = {**self.attrs, **(attrs or {})}
        context = {
            "name": name,
            "id": given.get("id", name),
            "is_required": given.get("required", False),
            "described_by": given.get("aria-describedby", ""),
            "is_invalid": given.get("aria-invalid", ""),
            "lines": [*filled, *[""] * blank],
            "offers": self.offers,
        }
        return render_to_string(self.template_name, context)


class BodiesField(forms.Field):
    """Bodies in the order in which they were named; each by its code, or by a name that fits one body only."""

    widget = BodiesInput
    posting: Any = None

    def __init__(self, *, lines: int = 1, **options: Any) -> None:
        super().__init__(**options)
        self.widget.lines = lines

    def clean(self, value: list[str]) -> list[Department]:
        if self.required and not value:
            raise forms.ValidationError("请填写机构的名称或统一社会信用代码")
        found = [body for line in value for body in self._bodies(line)]
        return list(dict.fromkeys(found))

    def _bodies(self, line: str) -> list[Department]:
        chosen = _CHOSEN.match(line)
        codes = [normalise_credit_code(code) for code in _BETWEEN.split(chosen["code"] if chosen else line)]
        if all(_CODE.fullmatch(code) for code in codes):
            return [self._by_code(code) for code in codes]
        return [self._by_name(line)]

    def _by_code(self, code: str) -> Department:
        body = Department.objects.filter(credit_code=code).first()
        if body is None:
            raise forms.ValidationError(f"名录中没有这个代码的机构：{code}")
        return body

    def _by_name(self, name: str) -> Department:
        exact = list(Department.objects.visible_to(self.posting).filter(name=name)[:2])
        found = exact if len(exact) == 1 else list(offered(self.posting, name))
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(f"您的岗位范围内没有名称或代码是“{name}”的机构，请核对或填全称")
        options = "；".join(body.in_full for body in found)
        raise forms.ValidationError(f"“{name}”可以指几个机构，请填其中一个：{options}")
