"""Standing postings: those of machines, and the first three administrators."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import WrongState
from common.roles import Role
from common.trail import write_notable
from organisations.models import Region
from postings.models import Posting

IMPORT_ACCOUNT = "import"
CLOCK_ACCOUNT = "clock"
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
        user=user, role=role, region=province, defaults={"since": FOUNDED}
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
        posting = Posting.objects.create(user=user, role=role, since=timezone.localdate())
        write_notable(posting, "bootstrap", by=posting, reason="初始化门户的三名管理员")
        postings.append(posting)
    return postings
