"""Questions that the list of measures puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

import django_filters as filters
from django.utils import timezone

from common.lists.filters import choice
from discipline.filters import CaseFilter
from discipline.measures.catalogue import catalogue_on
from discipline.measures.models import Measure
from discipline.measures.vocabulary import MeasureStatus
from organisations.filters import RegionFilter


def _labels() -> list[tuple[str, str]]:
    return [(line.key, line.label) for line in catalogue_on(timezone.localdate())]


class MeasureFilter(CaseFilter):
    status = choice("状态", MeasureStatus.choices)
    measure = filters.ChoiceFilter(label="措施", choices=_labels, empty_label="全部")
    region = RegionFilter("fact__department__region")

    class Meta:
        model = Measure
        fields: list[str] = []
