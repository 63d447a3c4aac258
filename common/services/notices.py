"""Notices: tell postings of a matter, put away what one has read, choose how mail tells of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from common.errors import Incomplete
from common.models import MailMode, Notice, NoticeSetting
from common.notice_kinds import groups
from common.trail import Actor, write_notable


def tell(
    recipients: Iterable[uuid.UUID], *, topic: str, about: models.Model, text: str, due_on: date | None = None
) -> int:
    """Tell each posting of a matter; one that was put away stands again, and mail tells of it anew."""
    notices = [
        Notice(
            recipient=recipient,
            topic=topic,
            object_type=about._meta.label_lower,
            object_id=about.pk,
            text=text[:300],
            due_on=due_on,
            created_at=timezone.now(),
        )
        for recipient in set(recipients)
    ]
    Notice.objects.bulk_create(
        notices,
        update_conflicts=True,
        unique_fields=["recipient", "topic", "object_id"],
        update_fields=["text", "due_on", "created_at", "done_at", "mailed_at"],
    )
    return len(notices)


@transaction.atomic
def read(notice: Notice, *, by: Actor) -> None:
    """Put away one notice of the posting's own; safe to do twice."""
    waiting = Notice.objects.waiting_for(by.pk).order_by()
    if waiting.filter(pk=notice.pk).update(done_at=timezone.now()):
        write_notable(notice, "read", by=by)


@transaction.atomic
def read_all(*, by: Actor) -> int:
    """Put away all that waits for a posting（全部已读）; return how many."""
    number = Notice.objects.waiting_for(by.pk).order_by().update(done_at=timezone.now())
    if number:
        write_notable(by, "read_notices", by=by, number=number)
    return number


@transaction.atomic
def set_mail(mode: str, kinds: Mapping[str, str] | None = None, *, by: Actor) -> NoticeSetting:
    """Choose how the person behind `by` is told by mail: `mode`, but of `kinds` {group: mode} as said there.

    In the portal they are told always.
    """
    chosen = dict(kinds or {})
    if {mode, *chosen.values()} - set(MailMode.values):
        raise Incomplete("没有这种提醒方式", {"mail": "请重新选择"})
    if chosen.keys() - {group.key for group in groups()}:
        raise Incomplete("没有这类提醒", {"mail": "请刷新页面后重新选择"})
    setting, _ = NoticeSetting.objects.update_or_create(
        person=by.user_id, defaults={"mail": mode, "kinds": chosen}
    )
    write_notable(setting, "set_mail", by=by, mail=mode, kinds=chosen)
    return setting


def set_mail_of(group: str, mode: str, *, by: Actor) -> NoticeSetting:
    """Choose how mail tells of one group of kinds; the others stay as they are."""
    setting = NoticeSetting.objects.filter(person=by.user_id).first() or NoticeSetting()
    return set_mail(setting.mail, {**setting.kinds, group: mode}, by=by)
