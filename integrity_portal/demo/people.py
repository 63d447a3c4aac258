"""The demo's officers: one invented person per posting, with generated passwords and the secret of an app."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from accounts.models import Authenticator, User
from common.roles import Role
from common.trail import write_notable
from integrity_portal.demo.codes import ACCOUNTS_FILE
from organisations.models import Department, Region
from postings.models import Posting

PROVINCE, NANJING = "320000", "320100"
SINCE = date(2023, 6, 29)


@dataclass(frozen=True)
class Post:
    username: str
    name: str
    role: Role
    region: str | None = PROVINCE
    unit: str = ""


POSTS = (
    Post("luru", "演示录入员", Role.CLERK),
    Post("fuhe", "演示复核员", Role.REVIEWER),
    Post("baomi", "演示保密审查员", Role.SECRECY),
    Post("jingban", "演示信用办经办", Role.OFFICER),
    Post("fuzeren", "演示信用办负责人", Role.DIRECTOR),
    Post("jingban2", "演示信用办另一经办", Role.OFFICER),
    Post("fuzeren2", "演示信用办另一负责人", Role.DIRECTOR),
    Post("daibiao", "演示部门代表", Role.REPRESENTATIVE, None, "subject"),
    Post("rending", "演示认定机关", Role.FINDING_BODY, None, "finder"),
    Post("shenji", "演示审计员", Role.AUDITOR),
    Post("anquan", "演示安全管理员", Role.SECURITY_ADMIN, None),
    Post("xitong", "演示系统管理员", Role.SYSTEM_ADMIN, None),
    Post("nanjing", "演示南京录入员", Role.CLERK, NANJING),
    Post("ganbu", "演示干部管理录入员", Role.CLERK, None, "manager"),
    Post("ganbufuhe", "演示干部管理复核员", Role.REVIEWER, None, "manager"),
)
OWNER = ("gongwuyuan", "演示公务员")
"""A civil servant without any posting, who looks at their own file（本人查阅）."""


def post_people(var: Path, units: dict[str, Department | None], password: str) -> dict[str, Posting]:
    """Post every demo officer and write the accounts file（0600）; return postings by username."""
    known = _read(var)
    accounts: list[dict[str, str]] = []
    postings = {}

    def admit(username: str, name: str, role: str) -> User:
        secret = password or known.get(username) or secrets.token_urlsafe(12)
        user = _person(username, name, secret, is_known=known.get(username) == secret)
        accounts.append(
            {
                "role": role,
                "username": username,
                "password": secret,
                "secret": _authenticator(user).secret,
                "person": name,
                "posting": "无",
            }
        )
        return user

    for post in POSTS:
        user = admit(post.username, post.name, post.role.label)
        postings[post.username] = _post(post, user, units.get(post.unit))
        accounts[-1]["posting"] = str(postings[post.username])
    admit(*OWNER, "公务员本人")
    _write(var, accounts)
    return postings


def _person(username: str, name: str, secret: str, *, is_known: bool) -> User:
    user, is_new = User.objects.get_or_create(username=username, defaults={"name": name})
    if is_new or not is_known:
        user.set_password(secret)
        user.save(update_fields=["password"])
    return user


def _authenticator(user: User) -> Authenticator:
    """Return the person's app, set up as if a telephone had read its code."""
    found = Authenticator.objects.filter(user=user).first() or Authenticator.begun(user)
    if not found.confirmed:
        Authenticator.objects.filter(pk=found.pk).update(confirmed=True)
    return found


def _post(post: Post, user: User, unit: Department | None) -> Posting:
    region = Region.objects.get(code=post.region) if post.region else None
    found = Posting.objects.filter(user=user, role=post.role).first()
    return found or found_posting(user, post.role, region=region, unit=unit)


def found_posting(user: User, role: Role, **scope: Any) -> Posting:
    """Make a post as an installation does, before there is anybody to agree; it stands on the trail."""
    made = Posting.objects.create(user=user, role=role, since=SINCE, is_founding=True, **scope)
    write_notable(made, "bootstrap", by=made, reason="载入演示数据时设立")
    return made


def representative_of(unit: Department | None, posts: Mapping[str, Posting]) -> Posting:
    """Return who writes for a department: its representative of the demo, or a person who acts for the others alone."""
    if unit is None or unit.pk == posts["daibiao"].unit_id:
        return posts["daibiao"]
    user, _ = User.objects.get_or_create(username="daibiao2", defaults={"name": "演示其他部门代表"})
    known = Posting.objects.filter(user=user, unit=unit).first()
    return known or found_posting(user, Role.REPRESENTATIVE, region=None, unit=unit)


def _read(var: Path) -> dict[str, str]:
    path = var / ACCOUNTS_FILE
    if not path.exists():
        return {}
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {account["username"]: account["password"] for account in stored["accounts"]}


def _write(var: Path, accounts: list[dict[str, str]]) -> None:
    draft = var / f".{ACCOUNTS_FILE}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({"accounts": accounts}, out, ensure_ascii=False, indent=1)
    draft.replace(var / ACCOUNTS_FILE)
