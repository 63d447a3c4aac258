"""What an act would change in the figures: told before it is done, by those of the last night."""

from __future__ import annotations

from typing import Any, Protocol, cast

from django.db.models import Q, QuerySet, Sum

from common.key_domains import KeyDomain
from common.registry import Consequence
from common.trail import Actor
from organisations.models import Department, Region
from policy.vocabulary import PublicationStatus, RecordStatus, Severity
from records.models import Publication
from supervision.models.summaries import OfficeCell, PublicCell, Subject

PUBLIC_STEPS = {"publish": 1, "resume": 1, "suspend": -1, "end": -1}
PUBLIC_FIGURES = "公开统计，下一次夜间统计后"
OFFICE_FIGURES = "内部统计，下一次夜间统计后"


class Counted(Protocol):
    """What the figures ask of a fact that they count."""

    domain: str
    declared_severity: str

    @property
    def department(self) -> Department | None: ...
    @property
    def unit(self) -> Department: ...
    @property
    def subject_region(self) -> Region: ...
    def get_declared_severity_display(self) -> str: ...


def on_public_figures(publication: Publication, act: str, posting: Actor) -> list[Consequence]:
    """Return the public totals of the places that the record lies in, and of its domain and severity there."""
    kind = publication.fact.of_kind
    if not kind.IS_COUNTED or (act == "end" and publication.shown_status != PublicationStatus.PUBLIC):
        return []
    record = cast(Counted, kind)  # the one kind that counts
    step, place = PUBLIC_STEPS[act], record.unit.region
    cells = PublicCell.objects.filter(run__is_current=True)
    found = [
        _line(f"{region.name}公示中", cells.filter(region=region), step) for region in _chain(place, depth=2)
    ]
    here = cells.filter(region=place)
    for name, words in (("domain", KeyDomain), ("severity", Severity)):
        value = record.domain if name == "domain" else record.declared_severity
        found.append(_line(f"{place.name}公示中·{words(value).label}", here.filter(**{name: value}), step))
    return found


def on_office_figures(record: Counted, act: str, posting: Actor) -> list[Consequence]:
    """Return how many records are confirmed in the place where the record lies, and how many of its grade."""
    if record.department is None:
        return []
    place = record.subject_region
    cells = OfficeCell.objects.current().visible_to(posting).filter(region=place)
    if not cells.exists():
        return []
    same, confirmed = Q(severity=record.declared_severity), Q(state=RecordStatus.CONFIRMED)
    cells = cells.filter(confirmed, subject=Subject.DEPARTMENT)
    grade = record.get_declared_severity_display()
    return [
        _line(f"{place.name}已认定", cells, 1, OFFICE_FIGURES),
        _line(f"{place.name}已认定·{grade}", cells.filter(same), 1, OFFICE_FIGURES),
    ]


def _line(label: str, cells: QuerySet[Any], step: int, where: str = PUBLIC_FIGURES) -> Consequence:
    total = cells.aggregate(total=Sum("records"))["total"] or 0
    return Consequence(label, total, max(total + step, 0), where)


def _chain(place: Region, depth: int) -> list[Region]:
    """Return a place and what it lies in, the widest first, `depth` of them."""
    chain = [place]
    while chain[0].parent is not None and len(chain) < depth:
        chain.insert(0, chain[0].parent)
    return chain
