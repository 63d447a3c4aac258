"""How the lists of versions, comparisons and hits are narrowed."""

from __future__ import annotations

from django import forms

from commitments.screening.models import Hit, ScreeningCheck, WatchVersion
from commitments.screening.vocabulary import Extent, HitStatus, How, Step, VersionStatus, WatchKind
from common.lists.filters import KeyFilter, choice
from organisations.filters import RegionFilter, ScopedFilter
from organisations.search import SearchFilter


class VersionFilter(ScopedFilter):
    q = SearchFilter("编号或者来源", "number", "source")
    kind = choice("名单", WatchKind.choices)
    extent = choice("范围", Extent.choices)
    status = choice("状态", VersionStatus.choices)
    batch = KeyFilter(label="导入批次", field_name="batch_id", widget=forms.HiddenInput)

    class Meta:
        model = WatchVersion
        fields: list[str] = []


class CheckFilter(ScopedFilter):
    q = SearchFilter("编号、项目编号或者名称", "number", "project_number", "project_name")
    step = choice("环节", Step.choices)
    region = RegionFilter("region")

    class Meta:
        model = ScreeningCheck
        fields: list[str] = []


class HitFilter(ScopedFilter):
    q = SearchFilter(
        "编号、投标人、代码或者项目编号",
        "number",
        "body__name",
        "body__credit_code",
        "body__check_case__project_number",
    )
    status = choice("状态", HitStatus.choices)
    how = choice("命中方式", How.choices)
    list = choice("名单", WatchKind.choices, field_name="told_kind")
    region = RegionFilter("body__check_case__region")

    class Meta:
        model = Hit
        fields: list[str] = []
