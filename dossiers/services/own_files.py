"""An official before their own file: invited, confirmed, asking for corrections; and the keeper's answer.

| verb | clerk | finding body | 本人 |
|---|---|---|---|
| invite to the own view, end it | ● 干部管理权限, not oneself | ● 干部管理权限, not oneself | |
| confirm, decline | | | ● with the own ID number |
| ask for a correction, withdraw it | | | ● own file |
| accept, refuse | ● 干部管理权限, not one's own | ● 干部管理权限, not one's own | |
"""

from __future__ import annotations

import hmac
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from common.cipher import encrypt, keyed_hash
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Notice
from common.services import tell
from common.trail import Actor, write_notable
from dossiers.file_parts import PARTS, current_words
from dossiers.models import FileEntry, FileRequest
from dossiers.models.file_requests import MISSING
from dossiers.services.file_entries import (
    KEEPERS,
    apply_identity,
    require_not_own,
    save_official,
    settle_entry,
)
from dossiers.vocabulary import FilePart
from organisations.models import Official
from postings.models import OwnAccess, OwnActor, Posting

MOST_MISTAKES = 5
UNCONFIRMED = "请先确认这是您本人的档案，再申请更正"
TWICE = "这一项已有一件待办理的申请；要改内容请先撤回原来的申请"
ASKED, ANSWERED = "file.asked", "file.answered"
NOTICES = "files"
"""The group of kinds of notices about officials' files."""


def invite(official: Official, *, by: Actor, username: str) -> OwnAccess:
    """Invite the holder of an account to see this file; nothing is shown before that person confirms."""
    person = User.objects.filter(username=username.strip(), is_active=True, is_machine=False).first()
    if person is None:
        raise Incomplete("没有这个账号", {"username": "没有这个账号，请先由系统管理员建立"})
    if person.pk == by.user_id:
        raise NotAllowed("不能把档案关联到自己的账户，请由另一人办理")
    access = OwnAccess(official=official, user=person, invited_by_id=by.user_id)
    try:
        with transaction.atomic():
            access.enter(by=by, reason=f"邀请账号 {person.username}")
    except IntegrityError as clash:
        if "own_access_one" not in str(clash):
            raise
        raise Incomplete(
            "已有关联", {"username": "这份档案或这个账号已有待确认或有效的关联，请先终止"}
        ) from clash
    tell([access.pk], topic="file.invited", about=access, text="请确认查阅本人的公务员信用记录")
    return access


def confirm(actor: OwnActor, *, number: str) -> OwnAccess:
    """Confirm by the own number（证件号码, or the internal number where the file has none）.

    After five mistakes the invitation is over. Raises Incomplete.
    """
    left = _tried(actor, number)
    if left == 0:
        raise NotEligible("核对不符已满五次，邀请已失效，请与档案管理单位联系")
    if left is not None:
        raise Incomplete("号码与档案不符", {"number": f"号码与档案不符，还可以核对 {left} 次"})
    return actor.access


@transaction.atomic
def _tried(actor: OwnActor, number: str) -> int | None:
    """Return how many tries are left after this one, None when it was right; tries at once count one by one."""
    access = actor.access
    OwnAccess.objects.select_for_update().get(pk=access.pk)
    access.refresh_from_db()
    if _is_theirs(access.official, number):
        access.move("confirm", by=actor, confirmed_at=timezone.now())
        Notice.objects.waiting_for(actor.pk).order_by().update(done_at=timezone.now())
        return None
    access.move("mistake", by=actor, attempts=access.attempts + 1)
    if access.attempts >= MOST_MISTAKES:
        access.move("lock", by=actor)
    return max(MOST_MISTAKES - access.attempts, 0)


def ask_correction(actor: OwnActor, request: FileRequest, *, number: str = "") -> FileRequest:
    """Ask that one field be put right; one open request a field. 个人信息保护法 46"""
    if actor.official_id is None:
        raise NotAllowed(UNCONFIRMED)
    request.official_id, request.asked_by_id = actor.official_id, actor.user_id
    if number:
        request.wanted, request.wanted_sealed = "", encrypt(number)
        request.wanted_words = "*" * 14 + number[-4:]
    try:
        with transaction.atomic():
            request.enter(by=actor, reason=request.reason)
            _tell_keepers(request)
    except IntegrityError as clash:
        if "file_request_one_a_field" not in str(clash):
            raise
        raise Incomplete(TWICE, {"wanted": TWICE}) from clash
    return request


def withdraw_request(request: FileRequest, *, by: OwnActor) -> FileRequest:
    """Take one's own request back while nobody has answered it."""
    return request.move("withdraw", by=by)


@transaction.atomic
def accept_request(request: FileRequest, *, by: Actor, reason: str, value: object = None) -> FileRequest:
    """Put the field right and close the request, in one act; `value` is what was asked for, read by the form.

    Raises WrongState where the file no longer says what the official saw.
    """
    _require_other(request, by)
    official = Official.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=request.official_id)
    found = official.first()
    if found is None:
        raise NotAllowed("这份档案不在您的干部管理权限内")
    require_not_own(found, by)
    request.move("accept", by=by, reason=reason, **_decided(by, reason))
    if request.field != MISSING:
        _apply(request, found, value)
    write_notable(
        found, "apply_request", by=by, reason=f"{request.label}：{reason}"[:2000], request=request.pk
    )
    _tell_official(request)
    return request


@transaction.atomic
def refuse_request(request: FileRequest, *, by: Actor, reason: str) -> FileRequest:
    """Refuse with a reason that the official reads."""
    _require_other(request, by)
    request.move("refuse", by=by, reason=reason, **_decided(by, reason))
    _tell_official(request)
    return request


def entry_of(request: FileRequest) -> FileEntry | None:
    """Return the entry that a request is about, None for the identity and for what is missing."""
    if request.part == FilePart.IDENTITY or request.entry_id is None:
        return None
    found: FileEntry | None = PARTS[request.part].model.objects.filter(pk=request.entry_id).first()
    return found


def _apply(request: FileRequest, official: Official, value: object) -> None:
    entry = entry_of(request)
    if entry is not None and (entry.struck_at or entry.official_id != official.pk):
        raise WrongState("这一条已经作废，请不予更正并说明")
    if current_words(official, request.part, entry, request.field) != request.current:
        raise WrongState("申请之后这一项已经改动，请核对后不予更正，或请本人重新申请")
    if entry is None:
        apply_identity(official, {request.field: value})
        save_official(official)
        return
    setattr(entry, request.field, value)
    settle_entry(entry)
    try:
        entry.validate_constraints()
    except ValidationError as clash:
        raise WrongState("照申请改后，这一条的日期或内容前后矛盾，请核对后不予更正并说明") from clash
    entry.save()


def _is_theirs(official: Official, number: str) -> bool:
    if official.id_number_hash:
        return hmac.compare_digest(official.id_number_hash, keyed_hash(number))
    return hmac.compare_digest(official.internal_number.encode(), number.encode())


def _decided(by: Actor, reason: str) -> dict[str, Any]:
    return {"decided_by_id": by.user_id, "decided_at": timezone.now(), "answer": reason.strip()[:1000]}


def _require_other(request: FileRequest, by: Actor) -> None:
    if by.user_id == request.asked_by_id:
        raise NotAllowed("不能办理自己提出的申请，请由另一人办理")


def _tell_keepers(request: FileRequest) -> None:
    keepers = Posting.objects.in_force(timezone.localdate()).filter(
        role__in=KEEPERS, unit=request.official.managed_by_id
    )
    tell(
        keepers.values_list("pk", flat=True),
        topic=ASKED,
        about=request,
        text=f"本人申请更正：{request}"[:300],
    )


def _tell_official(request: FileRequest) -> None:
    actors = OwnAccess.objects.filter(official=request.official_id, user=request.asked_by_id)
    text = f"您申请更正的“{request.label}”{request.get_status_display()}"
    tell(actors.values_list("pk", flat=True), topic=ANSWERED, about=request, text=text)
