"""Numbers of persons are no filters: neither looked for, nor shown, nor kept in an address（个人信息保护法 51）."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from common.lists.spec import ListSpec
from common.quick_search import PERSONAL, is_personal
from common.requests import OfficeRequest

ALL = "all"
"""In an address: show the list without the default filter."""
TYPED = (filters.CharFilter, forms.CharField)


def personal_in(spec: ListSpec, asked: QueryDict) -> list[str]:
    """Return the filters in whose words a number of a person was typed."""
    typed = [name for name, field in spec.filterset.base_filters.items() if isinstance(field, TYPED)]
    return [name for name in typed if any(map(is_personal, asked.getlist(name)))]


def lead_away(request: OfficeRequest, spec: ListSpec) -> HttpResponse | None:
    """Lead to the same list without the numbers of persons, saying why; None where the address holds none."""
    personal = personal_in(spec, request.GET)
    if not personal:
        return None
    messages.error(request, f"没有查找：{PERSONAL}")
    rest = request.GET.copy()
    for name in (*personal, "page"):
        rest.pop(name, None)
    return redirect(f"{spec.address}?{rest.urlencode() or f'{ALL}=1'}")
