"""The list of publications, by stage."""

from __future__ import annotations

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, day, day_column, mark, row_link
from common.lists.facets import Facet, RegionFacet
from common.lists.spec import ListSpec
from common.roles import Role
from common.trail import Actor
from records import status_words
from records.facts.models.facts import fact_kinds
from records.models import Publication
from records.publications.filters import PublicationFilter
from records.querysets import shown_status

DECIDERS = frozenset({Role.OFFICER, Role.SECRECY, Role.DIRECTOR, Role.REVIEWER, Role.AUDITOR})
RELATIONS = (
    "fact__department__region",
    *("proposed_by", "sheet_signed_by", "published_by", "entered_by", "reviewed_by"),
)
UNTIL = Case(
    When(ended_at__isnull=False, closes_on__isnull=False, then=Least("closes_on", TruncDate("ended_at"))),
    default="closes_on",
)
"""The day that `Publication.until` tells."""


def status_word_of(publication: Publication) -> status_words.StatusWord:
    return status_words.of_publication(publication.shown_status, publication.end_ground)


def _rows(posting: Actor) -> QuerySet[Publication]:
    rows = Publication.objects.visible_to(posting).with_holds().select_related(*RELATIONS)
    return rows.annotate(
        place=Coalesce(*(f"fact__{key}__{kind.PLACE}__path" for key, kind in fact_kinds.items())),
        department_key=F("fact__department__sort_key"),
    )


def _mark(publication: Publication) -> SafeString:
    stands = status_word_of(publication)
    return mark(stands.word, stands.shape)


PUBLICATIONS = ListSpec(
    key="publications",
    label="公示",
    unit="件",
    url_name="records:publications",
    rows=_rows,
    filterset=PublicationFilter,
    default="-created",
    template="records/publications.html",
    empty="记录认定之后，由信用办经办拟公示、保密审查员签署、负责人公示。",
    columns=(
        Column(
            "title",
            "公示标题",
            str,
            row_link(lambda p: reverse("records:publication", args=[p.pk]), str),
            sort=["face_title"],
            fixed=True,
        ),
        Column("department", "部门", lambda p: str(p.fact.department), sort=["department_key"]),
        Column("kind", "类型", lambda p: p.get_kind_display(), css="nowrap"),
        Column(
            "created",
            "拟公示",
            lambda p: p.created_at,
            lambda p: below(day(p.created_at), p.proposed_by.name),
            exports=(("拟公示时间", lambda p: p.created_at), ("拟公示人", lambda p: p.proposed_by.name)),
            sort=["created_at"],
            css="nowrap",
        ),
        Column("closes", "公示到", lambda p: p.until, sort=[UNTIL], css="nowrap"),
        Column("status", "状态", lambda p: status_word_of(p).word, _mark),
        day_column("opens", "公示自", "opens_on", shown=False),
        Column("publisher", "公示人", lambda p: p.published_by.name if p.published_by else "", shown=False),
        Column("region", "地区", lambda p: p.fact.department.region.name, shown=False),
    ),
    facets=(Facet("stage", shown_status()), Facet("kind", "fact__kind"), RegionFacet(field="place")),
)
