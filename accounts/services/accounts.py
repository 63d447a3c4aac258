"""Acts on accounts; each leaves a row on the trail. What a person may do is no matter of the account."""

from __future__ import annotations

from django.db import transaction

from accounts.models import FormerPassword, User
from accounts.services.sessions import end_sessions
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.roles import Role
from common.trail import Actor, write_notable


@transaction.atomic
def disable(person: User, *, by: Actor, reason: str) -> User:
    """Stop an account from signing in; letting it in again needs a second person (`accounts.consents`)."""
    _require_keeper(by)
    if person.is_machine:
        raise NotEligible("系统账户不能登录，也不能在这里停用")
    if person.pk == by.user_id:
        raise NotAllowed("不能停用自己的账户，请由另一位系统管理员办理")
    if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise WrongState("这个账户已经停用，不需要再办")
    person.refresh_from_db()
    end_sessions(person, "账户已停用")
    write_notable(person, "disable", by=by, reason=reason)
    return person


@transaction.atomic
def set_email(person: User, *, by: Actor, email: str, reason: str) -> User:
    """Register, change or strike out the address to which mail about notices goes; the trail keeps no address."""
    _require_keeper(by)
    if person.is_machine:
        raise NotEligible("系统账户不收邮件")
    if email == person.email:
        raise Incomplete("邮箱没有变化", {"email": "与现在登记的相同，请核对"})
    before, person.email = person.email, email
    person.save(update_fields=["email"])
    done = "改变" if before and email else "登记" if email else "删除"
    write_notable(person, "set_email", by=by, reason=reason, done=done)
    return person


@transaction.atomic
def change_own_password(user: User, password: str, *, by: Actor | None = None) -> User:
    """Set the password that a person chose; the trail tells that, never what."""
    person = User.objects.get(pk=user.pk)
    set_password(person, password)
    if by is not None:
        write_notable(person, "change_password", by=by)
    return person


def set_password(person: User, password: str) -> None:
    """Set a password that its person chose; the one before is remembered by its hash, so that it is not taken again soon."""
    FormerPassword.remember(person)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])


def _require_keeper(by: Actor) -> None:
    if by.role != Role.SYSTEM_ADMIN:
        raise NotAllowed("账户由系统管理员维护")
