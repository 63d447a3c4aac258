"""Questions that the lists put; the same FilterSet serves page, count and address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from common.lists.filters import ANY, ListFilter, choice
from common.roles import ALL_SEEING_ROLES
from common.trail import Actor
from identifiers.credit_codes import SubjectKind
from organisations.models import Department, Region, Reorganisation
from organisations.search import SearchFilter, body
from organisations.vocabulary import DepartmentStatus, Level, ReorganisationKind, ReorganisationStatus


def regions_of(posting: Actor) -> QuerySet[Region]:
    """Return the province, cities and counties that a posting may choose from."""
    regions = Region.objects.filter(kind__in=["province", "city", "county"])
    if posting.role in ALL_SEEING_ROLES:
        return regions
    here = posting.region
    return regions.none() if here is None else regions.filter(path__startswith=here.path)


class ScopedFilter(ListFilter):
    """A FilterSet whose region choices are those of the posting's scope."""

    def __init__(self, *args: Any, posting: Actor, **kwargs: Any) -> None:
        super().__init__(*args, posting=posting, **kwargs)
        region = self.form.fields.get("region")
        if region is not None:
            region.queryset = regions_of(posting)
            if not region.queryset.exists():
                del self.form.fields["region"]


class RegionChoice(forms.ModelChoiceField):
    def label_from_instance(self, region: Region) -> str:
        """Name a county under its city: names repeat（鼓楼区）."""
        return f"　{region.name}（{region.code}）" if region.kind == "county" else str(region.name)


class RegionFilter(filters.ModelChoiceFilter):
    """A region and everything below it, asked for by code."""

    field_class = RegionChoice

    def __init__(self, field_name: str, *, is_path: bool = False) -> None:
        self.is_path = is_path
        super().__init__(
            field_name=field_name,
            label="地区",
            queryset=Region.objects.all(),
            to_field_name="code",
            empty_label=ANY,
        )

    def filter(self, qs: QuerySet[Any], value: Region | None) -> QuerySet[Any]:
        path = self.field_name if self.is_path else f"{self.field_name}__path"
        return qs.filter(**{f"{path}__startswith": value.path}) if value else qs


class DepartmentFilter(ScopedFilter):
    q = SearchFilter("名称、拼音或代码", body("pk"))
    level = choice("级别", Level.choices)
    kind = choice("类别", SubjectKind.choices())
    status = choice("状态", DepartmentStatus.choices)
    region = RegionFilter("region")

    class Meta:
        model = Department
        fields: list[str] = []


class ReorganisationFilter(ScopedFilter):
    q = SearchFilter("机构或文号", body(), body("successor"), "document_number")
    status = choice("状态", ReorganisationStatus.choices)
    kind = choice("调整", ReorganisationKind.choices)

    class Meta:
        model = Reorganisation
        fields: list[str] = []
