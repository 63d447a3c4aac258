"""The places of civil servants' files in the sidebar, the officials' requests that wait, where notices lead."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from common.registry import Beginning, Place, Queue, Work, registry
from common.roles import AUDITORS
from common.trail import Actor
from dossiers.models import FileRequest
from dossiers.services.file_entries import KEEPERS
from dossiers.vocabulary import RequestStatus
from organisations.scopes import FILE_KEEPERS


def register() -> None:
    """Enter the places that no procedure has; called once when the app is ready."""
    registry.register(*PLACES)


def _open(posting: Actor) -> QuerySet[FileRequest]:
    rows = FileRequest.objects.visible_to(posting).filter(status=RequestStatus.OPEN)
    return rows.select_related("official__unit").order_by("asked_at")


def _work(case: FileRequest) -> Work:
    return Work(
        f"本人申请更正 {case.label}",
        reverse("dossiers:file_request", args=[case.pk]),
        str(case.official),
        f"{timezone.localtime(case.asked_at):%m-%d} 提出",
        case.get_status_display(),
    )


PLACES = (
    Place(
        "officials",
        "公务员",
        "档案",
        "dossiers:officials",
        FILE_KEEPERS | AUDITORS,
        order=50,
        chapter="公务员信用记录",
        begins=(Beginning("建立公务员档案", "dossiers:new_official", KEEPERS),),
    ),
    Place(
        "file_log",
        "公务员档案查阅",
        "监督",
        "dossiers:file_log",
        AUDITORS,
        order=60,
        chapter="公务员信用记录",
    ),
)
REQUEST_PLACE = Place(
    "file_requests",
    "本人更正申请",
    "档案",
    "dossiers:file_requests",
    FILE_KEEPERS | AUDITORS,
    order=60,
    chapter="公务员信用记录",
)
REQUESTS = Queue(
    "file_requests",
    "本人更正申请",
    "核实后同意或不予更正",
    KEEPERS,
    _open,
    lambda posting: f"{reverse('dossiers:file_requests')}?status=open",
    _work,
    "file_requests",
    45,
)
