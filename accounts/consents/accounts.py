"""A new account and every way back into one, asked by a system administrator and done when a second one agrees."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from accounts.consents.kinds import ConsentKind, consent_kinds, seats
from accounts.consents.services import ask, tell_security
from accounts.links.services import begin_link
from accounts.models import Consent, ConsentStatus, FormerPassword, User
from accounts.models.consents import ENABLE, FACTOR, RESET
from accounts.services.second_factor import forget, require_factor
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
    return _ask_about(person, RESET, by=by, reason=reason)


def ask_to_enable(person: User, *, by: Actor, reason: str) -> Consent:
    """Ask that a stopped account may sign in again, with all that its posts allow."""
    return _ask_about(person, ENABLE, by=by, reason=reason)


def ask_to_forget_factor(person: User, *, by: Actor, reason: str) -> Consent:
    """Ask that a lost second factor be forgotten, so that the next sign-in sets up a new one."""
    return _ask_about(person, FACTOR, by=by, reason=reason)


def _ask_about(person: User, kind: str, *, by: Actor, reason: str) -> Consent:
    """Ask for what gives a person a way in; nobody asks it for themselves, nor twice."""
    _require_keeper(by)
    REQUIRED[kind](person)
    if person.pk == by.user_id:
        raise NotAllowed(OWN[kind])
    if Consent.objects.filter(kind=kind, status=ConsentStatus.ASKED, person=person).exists():
        label = consent_kinds[kind].label
        raise WrongState(f"这个账户已有一项待同意的“{label}”，请等另一位管理员同意，或先撤回那一项")
    about = f"{person.name}（{person.username}）"
    return ask(kind, by=by, about=about, wanted={}, person=person, reason=reason)


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
    person = _about(case)
    FormerPassword.remember(person)
    end_sessions(person, "口令已重置")
    person.set_unusable_password()
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    begin_link(person, case)
    return _told_done(case, by, "reset_password", "重置了您的口令", "，等本人用一次性链接设置新的")


def _enable(case: Consent, by: Actor) -> User:
    User.objects.filter(pk=_about(case).pk).update(is_active=True)
    return _told_done(case, by, "enable", "启用了您的账户", "")


def _forget_factor(case: Consent, by: Actor) -> User:
    forget(_about(case), "第二因素已重置")
    return _told_done(case, by, "forget_second_factor", "重置了您的第二因素", "，等本人下次登录时重新启用")


def _about(case: Consent) -> User:
    """Return the account itself, as it is now, once it is asked again whether it may be."""
    person = User.objects.select_for_update().get(pk=case.gainer.pk)
    REQUIRED[case.kind](person)
    return person


def _told_done(case: Consent, by: Actor, act: str, done: str, rest: str) -> User:
    """Write the row on the trail of the account, and tell its person and every security administrator."""
    person = User.objects.get(pk=case.gainer.pk)
    write_notable(person, act, by=by, reason=case.reason, asked_by=case.asked_by.name)
    told = f"{case.asked_by.name}请求、{by.snapshot()['actor_name']}同意，{done}；不是您要求的，请立即告诉安全管理员"
    tell((seat.posting for seat in seats.of_person(person.pk)), topic=case.kind, about=person, text=told)
    tell_security(case, f"{consent_kinds[case.kind].label}已办：{case.about}{rest}")
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


def _require_stopped(person: User) -> None:
    if person.is_machine:
        raise NotEligible("系统账户不能登录，也不能在这里启用")
    if person.is_active:
        raise WrongState("这个账户已经启用，不需要再办")


def _require_factor(person: User) -> None:
    if person.is_machine:
        raise NotEligible("系统账户不登录，没有第二因素")
    require_factor(person)


REQUIRED = {RESET: _require_resettable, ENABLE: _require_stopped, FACTOR: _require_factor}
"""What must hold of the account when it is asked, and still when it is agreed to."""
OWN = {
    RESET: "自己的口令在“修改口令”里改；忘记了的，请由另一位系统管理员请求重置",
    ENABLE: "自己的账户由另一位系统管理员请求启用",
    FACTOR: "不能重置自己的第二因素，请用恢复码，或由另一位系统管理员请求",
}


def _told(case: Consent) -> Sequence[tuple[str, str]]:
    labels = {"username": "账号", "name": "姓名", "email": "电子邮箱"}
    if case.person is not None:
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

ENABLE_KIND = ConsentKind(
    ENABLE,
    "启用账户",
    "本人立即可以用原口令登录，在任的岗位照旧。",
    _told,
    _enable,
)
FACTOR_KIND = ConsentKind(
    FACTOR,
    "重置第二因素",
    "原来的动态码、恢复码和已登录的会话立即失效，本人下次登录时用口令进入并重新启用。请当面核实本人。",
    _told,
    _forget_factor,
)


def register() -> None:
    """Enter the kinds of accounts; called once when the app is ready."""
    consent_kinds.update({kind.key: kind for kind in (CREATE_KIND, RESET_KIND, ENABLE_KIND, FACTOR_KIND)})
