"""The questions that every list of this app's procedures puts; the same FilterSet serves page, count and address."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from common.lists.filters import SEARCH
from organisations.filters import ScopedFilter


class CaseFilter(ScopedFilter):
    """Asked by the number of case and record, words of the document, the department's name."""

    q = filters.CharFilter(label="编号、文号或者部门", method="find", widget=SEARCH)
    EXACT: tuple[str, ...] = ("number", "fact__number")
    WORDS: tuple[str, ...] = ("document_number", "fact__department__name")

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers, and in words of document and department."""
        found = {f"{key}__iexact": asked.strip() for key in self.EXACT}
        found |= {f"{key}__icontains": asked.strip() for key in self.WORDS}
        return rows.filter(reduce(or_, (Q(**{key: value}) for key, value in found.items())))
