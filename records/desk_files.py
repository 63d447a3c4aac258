"""What officials' files put on the desk: the requests of officials, the auditor's log, where notices lead."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from common.desk import Place, Queue, Work, registry
from common.notices import notice_addresses
from common.roles import Role
from records.models import FileRequest
from records.scopes import FILE_KEEPERS
from records.services.dossiers import KEEPERS
from records.vocabulary import RequestStatus


def register() -> None:
    """Enter places and the queue; called once when the app is ready."""
    registry.register(*PLACES, REQUESTS)
    notice_addresses["records.filerequest"] = lambda key: reverse("records:file_request", args=[key])


def _open(posting: Any) -> Any:
    rows = FileRequest.objects.visible_to(posting).filter(status=RequestStatus.OPEN)
    return rows.select_related("official__unit").order_by("asked_at")


def _work(case: FileRequest) -> Work:
    return Work(
        f"本人申请更正 {case.label}",
        reverse("records:file_request", args=[case.pk]),
        str(case.official),
        f"{timezone.localtime(case.asked_at):%m-%d} 提出",
        case.get_status_display(),
    )


PLACES = (
    Place(
        "file_requests",
        "本人更正申请",
        "档案",
        "records:file_requests",
        FILE_KEEPERS | {Role.AUDITOR},
        order=60,
    ),
    Place(
        "file_log",
        "公务员档案查阅",
        "监督",
        "records:file_log",
        frozenset({Role.AUDITOR}),
        order=60,
    ),
    Place("trail", "办理经过", "监督", "records:trail", frozenset({Role.AUDITOR}), order=70),
)
REQUESTS = Queue(
    "file_requests",
    "本人更正申请",
    "核实后同意或不予更正",
    KEEPERS,
    _open,
    lambda posting: f"{reverse('records:file_requests')}?status=open",
    _work,
    "file_requests",
    45,
)
