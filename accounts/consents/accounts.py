"""A new account and a reset, each asked by a system administrator and done when a second administrator agrees."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from accounts.consents.kinds import ConsentKind, consent_kinds, seats
from accounts.consents.services import ask, tell_security
from accounts.links.services import begin_link
from accounts.models import Consent, ConsentStatus, FormerPassword, User
from accounts.models.consents import RESET
from accounts.services.sessions import end_sessions
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.roles import Role
from common.services.notices import tell
from common.trail import Actor, write_notable

CREATE = "account.create"
TAKEN = {"username": "这个账号已被使用，请换一个"}
WAITING = {"username": "这个账号已有一项待同意的请求，请换一个，或先撤回那一项"}


def ask_for_account(*, by: Actor, username: str, name: str, email: str = "", reason: str = "") -> Consent:
    """Ask for an account; it begins without a password, with a one-time link for its owner."""
    _require_keeper(by)
    _require_free(username)
    if Consent.objects.filter(kind=CREATE, status=ConsentStatus.ASKED, wanted__username=username).exists():
        raise Incomplete("这个账号已在请求中", WAITING)
    wanted = {"username": username, "name": name, "email": email}
    return ask(CREATE, by=by, about=f"{name}（{username}）", wanted=wanted, reason=reason)


def ask_for_reset(person: User, *, by: Actor, reason: str) -> Consent:
    """Ask that a person who lost the password may set a new one."""
    _require_keeper(by)
    _require_resettable(person)
    if person.pk == by.user_id:
        raise NotAllowed("自己的口令在“修改口令”里改；忘记了的，请由另一位系统管理员请求重置")
    if Consent.objects.filter(kind=RESET, status=ConsentStatus.ASKED, person=person).exists():
        raise WrongState("这个账户已有一项待同意的重置，请等另一位管理员同意，或先撤回那一项")
    return ask(
        RESET, by=by, about=f"{person.name}（{person.username}）", wanted={}, person=person, reason=reason
    )


def _create(case: Consent, by: Actor) -> User:
    wanted = case.wanted
    _require_free(wanted["username"])
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                wanted["username"], name=wanted["name"], email=wanted["email"], must_change_password=True
            )
    except IntegrityError as clash:
        raise Incomplete("账号已被使用", TAKEN) from clash
    said = {"username": person.username, "name": person.name, "asked_by": case.asked_by.name}
    write_notable(person, "create", by=by, reason=case.reason, **said)
    begin_link(person, case)
    tell_security(case, f"已建立账户 {case.about}，等本人用一次性链接设置口令")
    return person


def _reset(case: Consent, by: Actor) -> User:
    """Let the old password die and every session with it, before the person has set a new one."""
    person = User.objects.get(pk=case.gainer.pk)
    _require_resettable(person)
    FormerPassword.remember(person)
    end_sessions(person, "口令已重置")
    person.set_unusable_password()
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    write_notable(person, "reset_password", by=by, reason=case.reason, asked_by=case.asked_by.name)
    begin_link(person, case)
    told = f"{case.asked_by.name}请求、{by.snapshot()['actor_name']}同意，重置了您的口令；不是您要求的，请立即告诉安全管理员"
    tell((seat.posting for seat in seats.of_person(person.pk)), topic=RESET, about=person, text=told)
    tell_security(case, f"已重置 {case.about} 的口令，等本人用一次性链接设置新的")
    return person


def _require_keeper(by: Actor) -> None:
    if by.role != Role.SYSTEM_ADMIN:
        raise NotAllowed("账户由系统管理员维护")


def _require_free(username: str) -> None:
    if User.objects.filter(username=username).exists():
        raise Incomplete("账号已被使用", TAKEN)


def _require_resettable(person: User) -> None:
    if person.is_machine:
        raise NotEligible("系统账户没有口令")
    if not person.is_active:
        raise NotEligible("这个账户已停用，不能重置口令；要用的请先启用")


def _told(case: Consent) -> Sequence[tuple[str, str]]:
    labels = {"username": "账号", "name": "姓名", "email": "电子邮箱"}
    if case.kind == RESET and case.person is not None:
        return (("账号", case.person.username), ("姓名", case.person.name))
    return tuple((label, case.wanted[name]) for name, label in labels.items() if case.wanted[name])


CREATE_KIND = ConsentKind(
    CREATE,
    "新建账户",
    "账户立即建立，没有口令。随后由请求人领取一次性链接、同意人领取同意码，各自交给本人，24 小时内由本人设置口令。",
    _told,
    _create,
)
RESET_KIND = ConsentKind(
    RESET,
    "重置口令",
    "原口令和已登录的会话立即失效。随后由请求人领取一次性链接、同意人领取同意码，各自交给本人，24 小时内由本人设置新口令。",
    _told,
    _reset,
)


def register() -> None:
    """Enter the kinds of accounts; called once when the app is ready."""
    consent_kinds.update({kind.key: kind for kind in (CREATE_KIND, RESET_KIND)})
