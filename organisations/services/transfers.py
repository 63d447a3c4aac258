"""What a reorganisation changes on its day: names and codes kept with their dates, matters moved, bodies ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from common import projections
from common.models import Outbox
from common.open_matters import OpenMatter, open_matters
from common.trail import Actor, write_notable
from identifiers.collation import pinyin_key
from organisations.models import Department, DepartmentCode, DepartmentName, Official, Reorganisation
from organisations.reorganisations import ends_sources, last_day
from organisations.vocabulary import DepartmentStatus, ReorganisationKind


def carry_out(case: Reorganisation, *, by: Actor, today: date) -> dict[str, int]:
    """Change the departments of an approved case; return {kind of matter: number}."""
    moved: dict[str, int] = {}
    if ends_sources(case.kind):
        for body in case.sources:
            for label, number in _end(body, case, by=by).items():
                moved[label] = moved.get(label, 0) + number
    else:
        _rename(case, by=by)
    Outbox.objects.create(
        topic="department.reorganised",
        subject_id=case.pk,
        payload={
            "kind": case.kind,
            "sources": [body.credit_code for body in case.sources],
            "heirs": [body.credit_code for body in case.heirs],
            "effective_on": str(case.effective_on),
        },
    )
    projections.changed(departments=[body.pk for body in (*case.sources, *case.heirs)])
    return moved


def _rename(case: Reorganisation, *, by: Actor) -> None:
    """Give a body its new name or code; the former ones stay findable with the day they ended."""
    body, end = Department.objects.get(pk=case.department_id), last_day(case.effective_on)
    before = {"name": body.name, "credit_code": body.credit_code}
    if case.new_name:
        DepartmentName.objects.create(
            department=body, name=body.name, since=_name_since(body, end), until=end
        )
        body.name, body.sort_key = case.new_name, pinyin_key(case.new_name)
        body.short_name = case.new_short_name
    if case.new_code:
        _close_code(body, end)
        DepartmentCode.objects.create(department=body, code=case.new_code, since=case.effective_on)
        body.credit_code = case.new_code
    body.save()
    after = {"name": body.name, "credit_code": body.credit_code}
    write_notable(body, "reorganise", by=by, reason=_words(case), before=before, after=after)


def _end(body: Department, case: Reorganisation, *, by: Actor) -> dict[str, int]:
    """End a body: its open matters go to the successor, so do those that it had taken over itself."""
    heir = case.successor
    open_now = [matter for matter in open_matters.all() if matter.rows([body.pk]).exists()]
    moved = {matter.label: _move(matter, body, heir, by, _words(case)) for matter in open_now}
    Department.objects.filter(successor=body).update(successor=heir)
    _close_code(body, last_day(case.effective_on))
    body.status = (
        DepartmentStatus.MERGED if case.kind == ReorganisationKind.MERGE else DepartmentStatus.ABOLISHED
    )
    body.ended_on, body.successor = case.effective_on, heir
    body.save()
    write_notable(
        body,
        "reorganise",
        by=by,
        reason=_words(case),
        status=body.status,
        successor=heir and heir.credit_code,
    )
    return moved


def _move(matter: OpenMatter, body: Department, heir: Department | None, by: Actor, reason: str) -> int:
    if matter.move is not None and heir is not None:
        return matter.move([body.pk], heir, by, reason)
    return matter.rows([body.pk]).count()


def _close_code(body: Department, end: date) -> None:
    """Give the present code its last day; a body whose code history was never written gets the row now."""
    row, _ = DepartmentCode.objects.get_or_create(
        department=body, code=body.credit_code, defaults={"since": body.established_on}
    )
    row.until = end
    row.save(update_fields=["until"])


def _name_since(body: Department, end: date) -> date | None:
    """Return the day from which the present name is known to hold: after the last former one."""
    last = body.former_names.exclude(until=None).order_by("until").last()
    since = last.until + timedelta(days=1) if last and last.until else body.established_on
    return since if since and since <= end else None


def _words(case: Reorganisation) -> str:
    return f"{case.get_kind_display()}：{case.document_body} {case.document_number}，{case.effective_on} 起"


def _subordinates(units: Iterable[Any]) -> QuerySet[Any]:
    return Department.objects.filter(superior__in=units, status=DepartmentStatus.ACTIVE)


def _move_subordinates(units: Iterable[Any], heir: Department, by: Actor, reason: str) -> int:
    """Put subordinates under the successor; a successor that was one itself goes under its own superior's."""
    if heir.superior_id in set(units):
        Department.objects.filter(pk=heir.pk).update(
            superior=heir.superior.superior_id if heir.superior else None
        )
    return _subordinates(units).update(superior=heir)


def _move_officials(units: Iterable[Any], heir: Department, by: Actor, reason: str) -> int:
    found = list(_officials(units))
    for official in found:
        write_notable(official, "reorganise", by=by, reason=reason, unit=heir.credit_code)
    Official.objects.filter(unit__in=units).update(unit=heir)
    Official.objects.filter(managed_by__in=units).update(managed_by=heir)
    return len(found)


def _officials(units: Iterable[Any]) -> QuerySet[Any]:
    return Official.objects.filter(Q(unit__in=units) | Q(managed_by__in=units))


def register() -> None:
    """Enter what departments themselves keep open; called once when the app is ready."""
    open_matters.register(
        OpenMatter("officials", "公务员信用记录", _officials, _move_officials, order=70),
        OpenMatter("subordinates", "下属机构", _subordinates, _move_subordinates, order=90),
    )
