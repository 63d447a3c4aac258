"""The place of corrections in the sidebar, what waits there, what one handed on, and the tab of a fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from common.registry import OWN_TURN, SEEING, CaseTab, Place, Queue, Sent, Work
from common.roles import DIRECTORS, OFFICERS, REVIEWERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from policy.vocabulary import CorrectionStatus
from records.corrections.models.corrections import CORRECTABLE_STATES, PROPOSERS
from records.facts.models.facts import fact_kinds, of_each_kind
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue
from records.facts.sent import stands
from records.models import Correction
from records.querysets import CorrectionQuerySet

C = CorrectionStatus


PLACES = (
    Place("corrections", "更正", "公开", "records:corrections", SEEING, order=20, chapter="更正与撤销"),
)


def correction_work(matter: str) -> Callable[[Correction], Work]:
    """Return how a correction is told as work."""

    def work(case: Correction) -> Work:
        return Work(
            f"{matter} {case.fact.of_kind.document}".strip(),
            reverse("records:correction", args=[case.pk]),
            str(case.fact.department or case.fact.official),
            case.grounds[:40],
            case.get_status_display(),
        )

    return work


def _corrections(posting: Actor) -> CorrectionQuerySet:
    """Return the corrections that the posting may see, the oldest first."""
    rows = Correction.objects.visible_to(posting)
    shown = ("fact__department", "fact__official", *of_each_kind(before="fact__"))
    return rows.select_related(*shown).order_by("created_at")


def _at(status: str) -> Callable[[Actor], CorrectionQuerySet]:
    return lambda posting: _corrections(posting).filter(status=status)


def _correction_queue(key: str, label: str, roles: frozenset[Role], rows: Callable[[Any], Any]) -> Queue:
    address = in_queue("records:corrections", key)
    return Queue(key, label, "", roles, rows, address, correction_work(label), "corrections", 60)


CORRECTION_QUEUES = (
    _correction_queue(
        "corrections_returned",
        f"更正{C.RETURNED.label}",
        PROPOSERS,
        lambda by: _proposed(by).filter(status=C.RETURNED),
    ),
    _correction_queue("corrections_review", "更正待复核", REVIEWERS, _at(C.PENDING)),
    _correction_queue(
        "corrections_face", "更正后文本待拟定", OFFICERS, lambda by: _corrections(by).to_face()
    ),
    _correction_queue(
        "corrections_sign", "更正后文本待签署", SECRECY_REVIEWERS, lambda by: _corrections(by).to_sign()
    ),
    _correction_queue("corrections_apply", "更正待施行", DIRECTORS, _at(C.ENDORSED)),
)


def _proposed(posting: Actor) -> CorrectionQuerySet:
    return _corrections(posting).filter(proposed_by=posting.user_id)


SENT = (
    Sent(
        "corrections",
        "我提出的更正",
        PROPOSERS,
        _proposed,
        stands(C, {C.RETURNED: OWN_TURN, C.PENDING: "复核员", C.ENDORSED: "信用办"}),
        correction_work(""),
        order=50,
    ),
)


def _of_fact(case: FactKind, posting: Actor) -> CorrectionQuerySet:
    return Correction.objects.visible_to(posting).filter(fact=case.pk)


def _tab(kind: type[FactKind]) -> CaseTab:
    return CaseTab(
        "corrections",
        "更正",
        kind._meta.label_lower,
        "records/correction_tab.html",
        lambda case, posting: {
            "corrections": _of_fact(case, posting).select_related("proposed_by"),
            "may_propose": posting.role in PROPOSERS and case.status in CORRECTABLE_STATES,
            "propose_url": reverse(f"records:correct_{kind.KIND}", args=[case.page_key]),
        },
        count=lambda case, posting: _of_fact(case, posting).count(),
        order=70,
        is_printed=True,
    )


TABS = tuple(_tab(kind) for kind in fact_kinds.values())
