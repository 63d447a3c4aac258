"""The security administrator's acts: grant a posting, end one（三员分立）."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.consents.services import ask
from accounts.models import Consent, User
from accounts.services import end_sessions
from common.errors import Incomplete, NotAllowed, WrongState
from common.roles import AUDITORS, BLIND_ROLES, SINGLE_BODIES, Role
from common.trail import Actor, write_notable
from postings.models import Posting
from postings.services.deputies import mixes_offices, posts_between
from postings.services.handovers import require_nothing_open

GRANTABLE = tuple(role for role in Role if role != Role.CLOCK)
POSTING = "posting.grant"
SCOPE = ("unit", "region", "domain", "with_subordinates", "until")
WANTED = ("role", "since", "until", "unit_id", "region_id", "domain", "with_subordinates")
_NEEDS_UNIT = SINGLE_BODIES
_NEEDS_NO_SCOPE = BLIND_ROLES | AUDITORS


@transaction.atomic
def ask_for_posting(
    *, by: Posting, person: User, role: str, since: date, reason: str = "", **scope: Any
) -> Consent:
    """Ask for a post for a person; nobody asks one for themselves, nor one without a scope.

    It is granted once another administrator agrees.
    """
    _require_granter(by)
    if person.pk == by.user_id:
        raise NotAllowed("不能给自己授予岗位，请由另一位安全管理员办理")
    _require_grantable(person, role, since, scope)
    wanted = Posting(user=person, role=role, since=since, is_founding=False, **scope)
    return ask(
        POSTING,
        by=by,
        about=f"{person.name}：{wanted}，{wanted.term}",
        wanted={name: _plain(getattr(wanted, name)) for name in WANTED},
        person=person,
        reason=reason,
    )


def grant_posting(case: Consent, by: Actor) -> Posting:
    """Give the person the post as asked: what follows from the agreement, by whoever agreed."""
    person = User.objects.select_for_update().get(pk=case.gainer.pk)
    posting = wanted_posting(case)
    scope = {name: getattr(posting, name) for name in SCOPE}
    _require_grantable(person, posting.role, posting.since, scope)
    posting.save(force_insert=True)
    end_sessions(person, "岗位有变动")
    said = {"person": person.name, "role": posting.role, "place": posting.place, "since": posting.since}
    write_notable(posting, "grant", by=by, reason=case.reason, **said, asked_by=case.asked_by.name)
    return posting


def wanted_posting(case: Consent) -> Posting:
    """Return the post that is asked for, as it would be."""
    wanted = {**case.wanted, "since": _day(case.wanted["since"]), "until": _day(case.wanted["until"])}
    return Posting(user=case.gainer, consent=case, **wanted)


def _plain(value: object) -> object:
    return value if isinstance(value, bool) or value is None else str(value)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def end_posting(posting: Posting, *, by: Posting, until: date, reason: str) -> Posting:
    """Let a posting end on a day, once its open cases are handed over; what was done through it stays on the trail."""
    _require_granter(by)
    if posting.pk == by.pk:
        raise NotAllowed("不能终止自己正在使用的岗位，请由另一位安全管理员办理")
    if posting.until is not None and posting.until < timezone.localdate():
        raise WrongState(f"这个岗位已于 {posting.until} 终止")
    if posting.until is not None and until > posting.until:
        longer = f"不能晚于现在的最后一天 {posting.until}；要延长的，请另授予岗位，由另一位管理员同意"
        raise Incomplete("终止不能延长岗位", {"until": longer})
    if until < posting.since:
        raise Incomplete("终止日期不能早于开始日期", {"until": f"不能早于开始日期 {posting.since}"})
    require_nothing_open(posting)
    Posting.objects.filter(pk=posting.pk).update(until=until)
    posting.refresh_from_db()
    end_sessions(posting.user, "岗位有变动")
    write_notable(posting, "end", by=by, reason=reason, until=until)
    return posting


def _require_grantable(person: User, role: str, since: date, scope: dict[str, Any]) -> None:
    """Refuse what may not be when it is asked, and no more when it is agreed to."""
    if role not in GRANTABLE:
        raise NotAllowed("系统计时由系统自动维护，不能授予任何人")
    if person.is_machine:
        raise NotAllowed("系统账户的岗位由系统自动维护，不能授予")
    if mixes_offices(posts_between(person, since, scope.get("until")), role):
        raise NotAllowed("安全管理员、系统管理员、审计员与业务岗位须由不同的人担任（三员分立）")
    _require_scope(role, scope)
    _require_new(person, role, since, scope)


def _require_granter(by: Posting) -> None:
    if by.role != Role.SECURITY_ADMIN:
        raise NotAllowed("岗位由安全管理员授予和终止")


def _require_scope(role: str, scope: dict[str, Any]) -> None:
    if role in _NEEDS_UNIT and not scope.get("unit"):
        raise Incomplete("部门代表和认定机关须指明所在单位", {"unit": "请查找所在单位，并从列出的里面选一个"})
    if role not in _NEEDS_NO_SCOPE and not any(scope.get(name) for name in ("unit", "region", "domain")):
        raise Incomplete("业务岗位须有范围", {"region": "请选定地区，或单位、领域"})


def _require_new(person: User, role: str, since: date, scope: dict[str, Any]) -> None:
    """Refuse a posting that the person holds already on some of those days: a repeated click grants nothing."""
    nothing = {"unit": None, "region": None, "domain": "", "with_subordinates": False}
    like_this = {name: scope.get(name) or empty for name, empty in nothing.items()}
    between = posts_between(person, since, scope.get("until"))
    same = between.filter(user=person, role=role, **like_this)
    if held := same.first():
        why = f"已有同样的岗位（{held.term}），不必再授予；要改起止日期，请先终止原来的"
        raise Incomplete("这个人已有同样的岗位", {"person": why})
