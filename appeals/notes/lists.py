"""The list of department notes with its filter."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from appeals.notes.models import DepartmentNote
from appeals.notes.querysets import NoteQuerySet
from appeals.notes.vocabulary import NoteKind, NoteStatus
from common.lists import Column, Facet, ListSpec, below, in_order, link, mark
from common.lists.columns import day_column
from common.lists.filters import SEARCH, choice
from common.trail import Actor
from organisations.filters import RegionFilter, ScopedFilter

SHAPES = {NoteStatus.STANDING: "public", NoteStatus.RETURNED: "objection"}
"""Red while it stands in public, amber while it waits for its department."""


class NoteFilter(ScopedFilter):
    q = filters.CharFilter(label="说明编号、记录编号或部门", method="find", widget=SEARCH)
    status = choice("状态", NoteStatus.choices)
    kind = choice("类别", NoteKind.choices)
    region = RegionFilter("fact__department__region")

    class Meta:
        model = DepartmentNote
        fields: list[str] = []

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Look in the numbers of note and record, and in the department's name."""
        asked = asked.strip()
        numbers = Q(number__iexact=asked) | Q(fact__number__iexact=asked)
        return rows.filter(numbers | Q(fact__department__name__icontains=asked))


def address(note: DepartmentNote) -> str:
    """Return the office page of a note."""
    return reverse("appeals:note", args=[note.pk])


def shape_of(status: str) -> str:
    """Return the shape of the mark of a state."""
    return SHAPES.get(NoteStatus(status), "plain")


def notes_of(posting: Actor) -> NoteQuerySet:
    """Return what a posting may see, with the record and its department."""
    rows: NoteQuerySet = DepartmentNote.objects.visible_to(posting)
    return rows.select_related("fact__department")


def _note(note: DepartmentNote) -> SafeString:
    return below(link(address(note), note.number, "code"), note.fact.number)


def _status(note: DepartmentNote) -> SafeString:
    return mark(note.get_status_display(), shape_of(note.status))


NOTES = ListSpec(
    key="notes",
    label="单位说明",
    unit="份",
    url_name="appeals:notes",
    rows=notes_of,
    filterset=NoteFilter,
    default="-entered",
    hint="被公示的单位在自己的失信、败诉和拒不执行的信息旁边说的话，和申请修复时的信用承诺书，经审核、公开审查后公开；公示终止时一并撤下。",
    empty="没有单位说明。部门代表在自己单位公示中的记录页的“单位说明”里提交。",
    columns=(
        Column("number", "说明", lambda n: n.number, _note, sort=["number"], fixed=True),
        Column("kind", "类别", lambda n: n.get_kind_display(), sort=["kind"]),
        Column("department", "单位", lambda n: str(n.fact.department), sort=["fact__department__sort_key"]),
        day_column("entered", "提交日期", "entered_on"),
        day_column("published", "公开日期", "published_on"),
        day_column("due", "办理期限", "due_on"),
        Column(
            "status",
            "状态",
            lambda n: n.get_status_display(),
            _status,
            sort=[in_order("status", NoteStatus)],
        ),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind")),
)
