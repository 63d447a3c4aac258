"""Postings made on the server: those of machines, the first three administrators, and one let in when none is left."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.links.services import Half, begin_link, draw_both
from accounts.models import User
from accounts.services import end_sessions
from common.errors import Incomplete, NotAllowed, WrongState
from common.roles import BLIND_ROLES, SEPARATED_ROLES, Role
from common.services.notices import tell
from common.trail import write_notable
from organisations.models import Region
from postings.models import Posting
from postings.services.deputies import mixes_offices, posts_between

IMPORT_ACCOUNT = "import"
CLOCK_ACCOUNT = "clock"
EMERGENCY = "posting.emergency"
FOUNDED = date(2023, 6, 29)
ADMINISTRATORS = (
    ("security", "安全管理员", Role.SECURITY_ADMIN),
    ("system", "系统管理员", Role.SYSTEM_ADMIN),
    ("audit", "审计员", Role.AUDITOR),
)


def _machine(username: str, name: str, role: Role) -> Posting:
    user, _ = User.objects.get_or_create(
        username=username, defaults={"name": name, "is_machine": True, "password": "!"}
    )
    province = Region.objects.get(code="320000")
    posting, _ = Posting.objects.get_or_create(
        user=user, role=role, region=province, defaults={"since": FOUNDED, "is_founding": True}
    )
    return posting


def import_posting() -> Posting:
    """Return the named import account's posting: a clerk over the whole province that can never review."""
    return _machine(IMPORT_ACCOUNT, "导入账户", Role.CLERK)


def clock_posting() -> Posting:
    """Return the posting through which nightly jobs act."""
    return _machine(CLOCK_ACCOUNT, "系统时钟", Role.CLOCK)


@transaction.atomic
def bootstrap_administrators(passwords: dict[str, str]) -> list[Posting]:
    """Make the first three administrators（三员分立）on an empty portal, once, with a trail row each.

    `passwords` maps the usernames of ADMINISTRATORS to their first passwords, changed at first sign-in.
    """
    if Posting.objects.exclude(user__is_machine=True).exists():
        raise WrongState("门户里已经有岗位，不能再次初始化；请由安全管理员授予新岗位")
    postings = []
    for username, name, role in ADMINISTRATORS:
        user = User.objects.create_user(username, passwords[username], name=name, must_change_password=True)
        posting = Posting.objects.create(user=user, role=role, since=timezone.localdate(), is_founding=True)
        write_notable(posting, "bootstrap", by=posting, reason="初始化门户的三名管理员")
        postings.append(posting)
    return postings


@transaction.atomic
def let_in_administrator(
    username: str, *, name: str, role: Role, reason: str
) -> tuple[Posting, tuple[Half, Half]]:
    """Let one administrator in by the server's keeper, where nobody is left who could agree（应急）.

    A new account and post where there is none; the way in is a one-time link, both halves of which are returned. It
    stands on the trail, and every administrator and auditor is told.
    """
    if role not in BLIND_ROLES:
        raise NotAllowed("应急只能设立安全管理员或系统管理员，其他岗位由他们授予")
    if not reason.strip():
        raise Incomplete("应急设立管理员须写明理由", {"reason": "请写明理由"})
    user = _administrator(username, name)
    today = timezone.localdate()
    if mixes_offices(posts_between(user, today, None), role):
        raise NotAllowed("这个人已有别的岗位，不能兼任（三员分立）：请另用一个账号")
    end_sessions(user, "服务器上应急设立管理员")
    held = Posting.objects.filter(user=user, role=role).in_force(today).first()
    posting = held or Posting.objects.create(user=user, role=role, since=today, is_founding=True)
    link = begin_link(user)
    write_notable(posting, "emergency", by=posting, reason=reason, person=user.name, role=role)
    watching = Posting.objects.in_force(today).filter(role__in=SEPARATED_ROLES, user__is_machine=False)
    said = f"服务器上应急设立了{role.label}{user.name}（{user.username}）：{reason}"
    tell(watching.values_list("pk", flat=True), topic=EMERGENCY, about=posting, text=said)
    return posting, draw_both(link)


def _administrator(username: str, name: str) -> User:
    """Return the account, made where there is none; its password, if it had one, is dead from now on."""
    user = User.objects.filter(username=username).first() or User(username=username, name=name)
    if user.is_machine:
        raise NotAllowed("系统账户不能登录")
    if not user.name:
        raise Incomplete("新账户须写明姓名", {"name": "请写明姓名"})
    user.set_unusable_password()
    user.is_active = user.must_change_password = True
    user.save()
    return user
