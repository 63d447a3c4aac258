"""Mails to followers, written in the moment of sending from what stands in public then; no text of it is kept anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from common.context import NAME
from disclosure import followed
from disclosure.addresses import address_of
from disclosure.feeds import Fact, words_of, written
from disclosure.followed import Followed
from following.models import Alert
from following.tokens import CONFIRM, END, token_for
from intake.vocabulary import Rhythm

TIMES = 5
"""How often a mail is written anew because something ended while it was being written."""
RHYTHMS = {Rhythm.DAILY: "每天一封", Rhythm.WEEKLY: "每周一封"}


class EndedMeanwhile(Exception):
    """What stands in public changed again and again while the mail was being written."""


@dataclass(frozen=True)
class Line:
    """One publication in a mail."""

    title: str
    about: str
    address: str


def confirmation(alert: Alert) -> EmailMultiAlternatives:
    """Return the mail by which the owner of an address is asked. Of a search it names no words: strangers can have typed them."""
    asked = Followed.of(alert.query)
    title = "按关键词和条件的检索" if asked.question.q else asked.title
    link = _site(address_of("alert_confirm", token_for(alert.pk, CONFIRM)))
    return _mail(alert, "请确认关注", "confirmation", {"title": title, "link": link})


def news(alert: Alert, until: datetime) -> EmailMultiAlternatives | None:
    """Return the mail of what has begun to stand since the last one and until a moment, None where nothing has.

    The store is asked once more when the text is ready: what ended meanwhile is not in what is returned.
    """
    asked = Followed.of(alert.query)
    told = alert.told_until or until
    for _ in range(TIMES):
        begun = asked.since(told)
        facts = [fact for fact in begun if followed.began_at(fact) <= until]
        if not facts:
            return None
        mail = _news(alert, asked, facts, are_many=len(begun) >= followed.MOST)
        if stand(facts):
            return mail
    raise EndedMeanwhile


def stand(facts: Sequence[Fact]) -> bool:
    """Say whether all of these stand in public now."""
    ids = {UUID(str(fact.public_id)) for fact in facts}
    return followed.standing(ids) == ids


def _news(alert: Alert, asked: Followed, facts: Sequence[Fact], *, are_many: bool) -> EmailMultiAlternatives:
    lines = [Line(written(fact.title), _about(fact), _site(fact.get_absolute_url())) for fact in facts]
    context = {
        "title": asked.title,
        "page": _site(asked.page),
        "lines": lines,
        "many": are_many,
        "end": _site(_end(alert)),
    }
    return _mail(alert, f"{len(lines)} 条新的公示", "news", context)


def _about(fact: Fact) -> str:
    return " · ".join(word for word in (*words_of(fact), f"{fact.opens_on} 起公示") if word)


def _mail(alert: Alert, subject: str, name: str, context: dict[str, object]) -> EmailMultiAlternatives:
    shared = {
        "portal": NAME,
        "demo": settings.PORTAL_DEMO,
        "rhythm": RHYTHMS[Rhythm(alert.rhythm)],
        "asked_on": timezone.localdate(alert.wished_at),
    }
    given = {**context, **shared}
    mark = "【演示】" if settings.PORTAL_DEMO else ""
    end = _site(_end(alert))
    mail = EmailMultiAlternatives(
        f"{mark}{NAME}：{subject}",
        render_to_string(f"following/{name}.txt", given),
        to=[alert.email],
        headers={
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"following/{name}.html", given), "text/html")
    return mail


def _end(alert: Alert) -> str:
    return address_of("alert_end", token_for(alert.pk, END))


def _site(address: str) -> str:
    return f"{settings.PUBLIC_URL}{address}"
