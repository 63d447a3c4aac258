"""Mail about notices: how many there are and where to sign in, never what they are about（rules.md 0.2p）."""

from __future__ import annotations

import logging
import smtplib
import uuid
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.models import MailMode, Notice, NoticeSetting
from common.models.notices import NoticeSettingQuerySet
from postings.services.deputies import held_postings
from postings.services.own_access import own_actors

logger = logging.getLogger(__name__)
FOOT = "本邮件由系统自动发出，不写事项内容，请勿回复。立即发信、每日摘要或不发信，在“{}”里选。"


def mail_new(today: date) -> int:
    """Tell each who wishes it of notices that no mail has told of yet; return the number of mails."""
    wishing = NoticeSetting.objects.wishing(MailMode.EACH)
    return _each(wishing, lambda person, setting: _tell_new(person, setting, today))


def mail_digests(today: date) -> int:
    """Send the day's digest to each who wishes it and has anything unread; safe to run twice a day."""
    wishing = NoticeSetting.objects.wishing(MailMode.DAILY).not_digested(today)
    return _each(wishing, lambda person, setting: _digest(person, setting, today))


def _each(wishing: NoticeSettingQuerySet, tell: Callable[[User, NoticeSetting], bool]) -> int:
    """Return how many of those were written to; a mail that fails stops nobody else's."""
    sent = 0
    for key in list(wishing.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                sent += _one(key, wishing, tell)
        except (OSError, smtplib.SMTPException):
            logger.exception("a mail about notices could not be sent")
    return sent


def _one(key: uuid.UUID, wishing: NoticeSettingQuerySet, tell: Callable[[User, NoticeSetting], bool]) -> bool:
    """Hold the person's setting while the mail goes out, so that a second run does not send it too."""
    setting = wishing.select_for_update(skip_locked=True).filter(pk=key).first()
    reachable = User.objects.filter(is_active=True, is_machine=False).exclude(email="")
    person = reachable.filter(pk=setting.person).first() if setting else None
    return bool(person and setting and tell(person, setting))


def _tell_new(person: User, setting: NoticeSetting, today: date) -> bool:
    untold = Notice.objects.to_mail(_recipients(person, today)).filter(setting.told_by(MailMode.EACH))
    keys = list(untold.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if not keys:
        return False
    news = Notice.objects.filter(pk__in=keys)
    sentence = _sentence("新提醒", len(keys), _pressing(news, today))
    _send(person, f"有 {len(keys)} 条新提醒", sentence, today)
    news.update(mailed_at=timezone.now())
    return True


def _digest(person: User, setting: NoticeSetting, today: date) -> bool:
    told = setting.told_by(MailMode.DAILY)
    unread = Notice.objects.filter(told, recipient__in=_recipients(person, today), done_at__isnull=True)
    number = unread.count()
    setting.digested_on = today
    setting.save(update_fields=["digested_on"])
    if not number:
        return False
    sentence = _sentence("未读提醒", number, _pressing(unread, today))
    _send(person, f"每日摘要：{number} 条未读提醒", sentence, today)
    unread.update(mailed_at=timezone.now())
    return True


def _recipients(person: User, today: date) -> list[uuid.UUID]:
    """Return the postings that a person acts through, and what acts before the own file."""
    postings = [posting.pk for posting in held_postings(person, today)]
    return [*postings, *(actor.pk for actor in own_actors(person))]


def _pressing(notices: QuerySet[Notice], today: date) -> int:
    return notices.filter(due_on__lte=today).count()


def _sentence(what: str, number: int, pressing: int) -> str:
    more = f"，其中 {pressing} 条今天或更早到期" if pressing else ""
    return f"您在政务诚信门户后台有 {number} 条{what}{more}。"


def _send(person: User, subject: str, sentence: str, today: date) -> None:
    page, choice = ("notices/", "提醒设置") if held_postings(person, today) else ("own/", "邮件提醒")
    where = f"请在政务外网登录查看：{settings.OFFICE_URL}/{page}"
    text = f"{person.name}：\n\n{sentence}\n\n{where}\n\n{FOOT.format(choice)}\n"
    send_mail(f"政务诚信门户：{subject}", text, settings.DEFAULT_FROM_EMAIL, [person.email])
