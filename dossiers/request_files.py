"""What an official lays beside a request about the own file（证据）: for the keepers' eyes and the official's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from common.case_files import CaseFile
from common.errors import NotAllowed, WrongState
from common.roles import SELF, Role
from common.trail import Actor
from dossiers.models.file_requests import KEEPERS, FileRequest
from dossiers.services.opening import opened_by
from dossiers.vocabulary import RequestStatus

READERS = KEEPERS | {SELF, Role.AUDITOR}


@dataclass(frozen=True)
class RequestFile(CaseFile):
    def rows(self, posting: Actor) -> QuerySet[Any]:
        """Return the requests whose files `posting` may read: the own ones; for keepers and the auditor those
        about a file that is open to them for a purpose. rules.md 4.4
        """
        found = super().rows(posting)
        if posting.role == SELF:
            return found
        return found.filter(official__in=opened_by(posting)) if posting.role in READERS else found.none()


def require_own_open(request: FileRequest, by: Actor) -> None:
    """Let whoever asked add and take back files until the request is decided. 个人信息保护法 46"""
    if by.role != SELF or by.user_id != request.asked_by_id:
        raise NotAllowed("证据由申请人本人在“本人信用记录”里上传和撤回")
    if request.status != RequestStatus.OPEN:
        raise WrongState(f"申请现在是“{request.get_status_display()}”，证据不能再变动")


def refuse_talk(request: FileRequest, by: Actor) -> None:
    raise NotAllowed("本人更正申请没有沟通，办理意见写在答复里")


REQUESTS = RequestFile(
    "dossiers.filerequest",
    lambda request: request.label,
    lambda request: reverse("dossiers:file_request", args=[request.pk]),
    require_own_open,
    require_own_open,
    refuse_talk,
    lambda request, by: (),
)
