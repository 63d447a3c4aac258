"""The demo's department notes: one in each state, written by the department's representative, all by the real acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from appeals.notes import services
from appeals.notes.models import DepartmentNote
from appeals.notes.vocabulary import NoteKind
from integrity_portal.demo.people import representative_of
from policy.vocabulary import SHEET_CLEAN
from postings.models import Posting
from records.models import Publication
from records.services import end_publication

Posts = Mapping[str, Posting]
TEXT = "本单位已列入明年预算，并与施工单位签订分期支付协议，首期款项已支付（演示）。"
NEWER = "全部款项已付清，施工单位已书面确认；本单位已完善合同付款审批制度（演示）。"
STATIONS: tuple[tuple[str, ...], ...] = (
    ("withdrawn", "declined", "replaced", "standing"),
    ("submitted",),
    ("deciding",),
    ("signing",),
    ("returned",),
    ("lapsed",),
)
"""What becomes of the notes on one record after another, in order."""


def enter_notes(posts: Posts, today: date) -> None:
    """Enter each station once, where no department has said anything yet: on the department's own records, then on others'."""
    if DepartmentNote.objects.filter(kind=NoteKind.STATEMENT).exists():
        return
    own = Q(fact__department=posts["daibiao"].unit_id)
    rows = Publication.objects.public().filter(fact__kind="record", closes_on__gt=today).order_by("-pk")
    acts = [*rows.filter(own)[: len(STATIONS)], *rows.exclude(own)[: len(STATIONS)]]
    with transaction.atomic():
        for act, stations in zip(acts, STATIONS, strict=False):
            for station in stations:
                _walk(act, station, posts)


def _walk(act: Publication, station: str, posts: Posts) -> None:
    side, officer, director = (
        representative_of(act.fact.department, posts),
        posts["jingban2"],
        posts["fuzeren2"],
    )
    text = NEWER if station == "standing" else TEXT
    note = services.submit_note(act.fact.of_kind, by=side, text=text)
    if station == "withdrawn":
        services.take_back(note, by=side, reason="数字还要核对，另行提交")
    elif station == "returned":
        services.return_note(note, by=officer, ground="unclear", reason="请写明首期款项支付的日期")
    elif station != "submitted":
        services.accept(note, by=officer)
        if station != "signing":
            services.sign(note, by=posts["baomi"], answers=SHEET_CLEAN)
            _decide(note, act, station, director)


def _decide(note: DepartmentNote, act: Publication, station: str, director: Posting) -> None:
    if station == "declined":
        services.decline(note, by=director, reason="协议的金额涉及施工单位的商业秘密，请删去后另交")
    elif station in {"replaced", "standing", "lapsed"}:
        services.publish(note, by=director)
    if station == "lapsed":
        end_publication(act, by=director, ground="repaired", reason="已履行义务，准予信用修复")
