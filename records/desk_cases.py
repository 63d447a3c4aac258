"""What corrections and reorganisations put on the desk: places, queues, the tab of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from common.desk import SEEING, CaseTab, Place, Queue, Work, registry
from common.roles import Role
from records.models import Correction, LostJudgment, Reorganisation
from records.models.corrections import CORRECTABLE_STATES, PROPOSERS
from records.vocabulary import CorrectionStatus, ReorganisationStatus

C, R = CorrectionStatus, ReorganisationStatus
OFFICERS, DIRECTORS = frozenset({Role.OFFICER}), frozenset({Role.DIRECTOR})
REORGANISERS = frozenset(
    {Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.REPRESENTATIVE, Role.AUDITOR}
)


def register() -> None:
    """Enter places, queues and the tab; called once when the app is ready."""
    registry.register(*PLACES, *CORRECTION_QUEUES, *REORGANISATION_QUEUES, *TABS)


PLACES = (
    Place("corrections", "更正", "公开", "records:corrections", SEEING, order=20),
    Place("reorganisations", "机构调整", "档案", "records:reorganisations", REORGANISERS, order=25),
)


def correction_work(matter: str) -> Callable[[Correction], Work]:
    """Return how a correction is told as work."""

    def work(case: Correction) -> Work:
        return Work(
            f"{matter} {_document_of(case.fact)}".strip(),
            reverse("records:correction", args=[case.pk]),
            str(case.fact.department or case.fact.official),
            case.grounds[:40],
            case.get_status_display(),
        )

    return work


def _corrections(posting: Any) -> Any:
    rows = Correction.objects.visible_to(posting)
    facts = ("record__department", "record__official", "judgment__department", "commendation__department")
    return rows.select_related(*facts).order_by("created_at")


def _document_of(fact: Any) -> str:
    return str(fact.number if isinstance(fact, LostJudgment) else fact.document_number)


def _correction_queue(
    key: str, label: str, roles: frozenset[Role], rows: Callable[[Any], Any], order: int
) -> Queue:
    def address(posting: Any) -> str:
        return f"{reverse('records:corrections')}?{urlencode({'queue': key})}"

    return Queue(key, label, "", roles, rows, address, correction_work(label), "corrections", order)


CORRECTION_QUEUES = (
    _correction_queue(
        "corrections_returned",
        "更正被退回",
        PROPOSERS,
        lambda posting: _corrections(posting).filter(status=C.RETURNED, proposed_by=posting.user_id),
        60,
    ),
    _correction_queue(
        "corrections_review",
        "更正待复核",
        frozenset({Role.REVIEWER}),
        lambda posting: _corrections(posting).filter(status=C.PENDING),
        60,
    ),
    _correction_queue(
        "corrections_face",
        "更正后文本待拟定",
        OFFICERS,
        lambda posting: _corrections(posting).to_face(),
        60,
    ),
    _correction_queue(
        "corrections_sign",
        "更正后文本待签署",
        frozenset({Role.SECRECY}),
        lambda posting: _corrections(posting).to_sign(),
        60,
    ),
    _correction_queue(
        "corrections_apply",
        "更正待施行",
        DIRECTORS,
        lambda posting: _corrections(posting).filter(status=C.ENDORSED),
        60,
    ),
)


def _reorganisation_queue(
    key: str, label: str, roles: frozenset[Role], rows: Callable[[Any], Any], order: int
) -> Queue:
    def address(posting: Any) -> str:
        return f"{reverse('records:reorganisations')}?{urlencode({'queue': key})}"

    work = reorganisation_work(label)
    return Queue(key, label, "", roles, rows, address, work, "reorganisations", order, "effective_on")


def reorganisation_work(matter: str) -> Callable[[Reorganisation], Work]:
    """Return how a reorganisation is told as work."""

    def work(case: Reorganisation) -> Work:
        return Work(
            f"{matter} {case.document_number}".strip(),
            reverse("records:reorganisation", args=[case.pk]),
            str(case.department),
            case.get_kind_display(),
            case.get_status_display(),
            case.effective_on,
        )

    return work


def _cases(posting: Any) -> Any:
    rows = Reorganisation.objects.visible_to(posting)
    return rows.select_related("department").order_by("effective_on")


REORGANISATION_QUEUES = (
    _reorganisation_queue(
        "reorganisations_returned",
        "机构调整被退回",
        OFFICERS,
        lambda posting: _cases(posting).filter(status=R.RETURNED),
        70,
    ),
    _reorganisation_queue(
        "reorganisations_review",
        "机构调整待复核",
        DIRECTORS,
        lambda posting: _cases(posting).filter(status=R.PENDING),
        70,
    ),
    _reorganisation_queue(
        "reorganisations_due",
        "机构调整到日未生效",
        DIRECTORS,
        lambda posting: _cases(posting).due(timezone.localdate()),
        75,
    ),
)


def _of_fact(case: Any, posting: Any) -> Any:
    return Correction.objects.visible_to(posting).filter(**{str(case.KIND): case})


def _corrections_tab(model: str, address: Callable[[Any], str]) -> CaseTab:
    return CaseTab(
        "corrections",
        "更正",
        model,
        "records/correction_tab.html",
        lambda case, posting: {
            "corrections": _of_fact(case, posting).select_related("proposed_by"),
            "may_propose": posting.role in PROPOSERS and case.status in CORRECTABLE_STATES,
            "propose_url": address(case),
        },
        count=lambda case, posting: _of_fact(case, posting).count(),
        order=70,
        is_printed=True,
    )


TABS = (
    _corrections_tab(
        "records.dishonestyrecord", lambda record: reverse("records:correct", args=[record.record_no])
    ),
    _corrections_tab(
        "records.lostjudgment", lambda fact: reverse("records:correct_judgment", args=[fact.pk])
    ),
    _corrections_tab(
        "records.commendation", lambda fact: reverse("records:correct_commendation", args=[fact.pk])
    ),
)
