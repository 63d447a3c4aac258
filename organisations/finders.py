"""How departments are found from any page, by name, former name or code."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from common.registry import Finder, Hit, registry
from common.trail import Actor
from organisations.filters import DepartmentFilter
from organisations.models import Department


def register() -> None:
    """Enter the finder; called once when the app is ready."""
    registry.register(DEPARTMENTS)


def _rows(posting: Actor, words: str) -> QuerySet[Department]:
    scope = Department.objects.visible_to(posting).select_related("region")
    return DepartmentFilter({"q": words}, queryset=scope, posting=posting).qs.order_by("sort_key", "pk")


def _department(body: Department) -> Hit:
    detail = f"{body.credit_code} · {body.region.name} · {body.get_status_display()}"
    return Hit(body.name, reverse("organisations:department", args=[body.credit_code]), detail)


DEPARTMENTS = Finder("departments", "部门", _rows, _department, "organisations:departments", order=20)
