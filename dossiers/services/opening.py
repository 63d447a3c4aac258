"""Looking into an official's file: with a purpose and a basis, for a limited time, every look on record.

| verb | clerk | reviewer | officer | director | finding body | auditor |
|---|---|---|---|---|---|---|
| open a file, print it | ● 干部管理权限 | ● 干部管理权限 | ● 干部管理权限 | ● 干部管理权限 | ● 干部管理权限 | ● |
| show the ID number, find by it | ● | ● | | ● | ● | |
| answer an inquiry | | ● 干部管理权限 | | ● 干部管理权限 | | |
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.cipher import keyed_hash
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import RuleValue
from common.request_id import request_id
from common.roles import Role, role_label
from common.rule_values import rule
from common.secrecy import refuse_marks
from common.trail import Actor, write_notable
from dossiers.models import FileAccess
from dossiers.vocabulary import FileAct
from organisations.models import Official

NUMBER_READERS = frozenset({Role.CLERK, Role.REVIEWER, Role.DIRECTOR, Role.FINDING_BODY})
FINDING = {"purpose": "find", "purpose_label": "按证件号码查找档案", "basis": "在干部管理权限内核对身份"}


def purposes() -> list[RuleValue]:
    """Return the purposes that may be chosen today（用途）, those with a source first."""
    today = RuleValue.objects.at("file_purpose", timezone.localdate()).values()
    offered = [row for row in today if row.value["offered"]]
    return sorted(offered, key=lambda row: (not row.is_settled, row.pk))


def require_act(by: Actor, act: str) -> None:
    """Refuse a deputy what the post's holder kept back."""
    if {f"official.{act}", "official"} & set(by.excluded):
        raise NotAllowed("代理不包括公务员档案的这项办理，请由岗位本人办理")


@transaction.atomic
def open_file(
    official: Official, *, by: Actor, purpose: str, basis: str, approval_number: str = "", address: str = ""
) -> FileAccess:
    """Open a file for a stated purpose on a stated basis, until the rule's time is over. rules.md 4.4"""
    require_act(by, "open")
    _require_scope(official, by)
    refuse_marks({"basis": basis, "approval_number": approval_number})
    found = next((row for row in purposes() if row.key == purpose), None)
    if found is None:
        raise Incomplete("请选择用途", {"purpose": "请选择用途"})
    if not basis.strip():
        raise Incomplete("请写明依据", {"basis": "请写明依据的文号或理由"})
    minutes = int(rule("file_window", "minutes", timezone.localdate()).value)
    return _write(
        official,
        FileAct.OPEN,
        by,
        address,
        valid_until=timezone.now() + timedelta(minutes=minutes),
        purpose=found.key,
        purpose_label=found.label,
        is_told=found.value["told"],
        basis=basis.strip(),
        approval_number=approval_number.strip(),
    )


def standing_opening(key: str | None, official: Official, *, by: Actor) -> FileAccess | None:
    """Return the opening `key` while it holds for this person, this posting and this file."""
    return _standing(by).filter(official=official, pk=key).first() if key else None


def opened_by(posting: Actor) -> QuerySet[FileAccess, Any]:
    """Return the keys of the officials whose files stand open to this person through this posting."""
    return _standing(posting).values("official")


def _standing(by: Actor) -> QuerySet[FileAccess]:
    who = by.snapshot()
    mine = FileAccess.objects.filter(act=FileAct.OPEN, person=who["actor"], posting_id=who["posting_id"])
    return mine.filter(valid_until__gt=timezone.now())


@transaction.atomic
def reveal_number(official: Official, *, by: Actor, opening: FileAccess, address: str = "") -> str:
    """Return the ID number in clear; the look is on record beside the opening. 个人信息保护法 28"""
    _require_reader(by)
    if not official.id_number_tail:
        raise WrongState("这份档案没有登记身份证件号码")
    _within(official, FileAct.REVEAL, opening, by, address)
    return official.open_id_number()


def log_print(official: Official, *, by: Actor, opening: FileAccess, address: str = "") -> FileAccess:
    """Put on record that the file was printed, for whom its watermark names."""
    return _within(official, FileAct.PRINT, opening, by, address)


@transaction.atomic
def find_by_number(number: str, *, by: Actor, address: str = "") -> Official | None:
    """Return the file of a person by the full ID number where it is in scope; the number itself goes nowhere."""
    _require_reader(by)
    found: Official | None = Official.objects.visible_to(by).filter(id_number_hash=keyed_hash(number)).first()
    _write(found, FileAct.FIND, by, address, **FINDING)
    return found


def log_inquiry(
    official: Official, *, by: Actor, purpose: str, basis: str, approval_number: str, address: str = ""
) -> FileAccess:
    """Put on record that something of a file was told to an organ that may ask.

    Whether the official sees it is a matter of the purpose, as with any look. rules.md 3.4, 4.4
    """
    _require_scope(official, by)
    return log_rereading(
        official, by=by, purpose=purpose, basis=basis, approval_number=approval_number, address=address
    )


def log_rereading(
    official: Official, *, by: Actor, purpose: str, basis: str, approval_number: str, address: str = ""
) -> FileAccess:
    """Put on record that an answer was read again: a look too where the person is managed by others by now."""
    named = RuleValue.objects.in_force("file_purpose", purpose, timezone.localdate())
    return _write(
        official,
        FileAct.INQUIRE,
        by,
        address,
        purpose=purpose,
        purpose_label=named.label if named else purpose,
        is_told=named is None or bool(named.value["told"]),
        basis=basis,
        approval_number=approval_number,
    )


@transaction.atomic
def _within(official: Official, act: str, opening: FileAccess, by: Actor, address: str) -> FileAccess:
    require_act(by, act)
    _require_scope(official, by)
    if standing_opening(str(opening.pk), official, by=by) is None:
        raise WrongState("这次查阅已过时限，请重新写明用途和依据")
    same = ("purpose", "purpose_label", "is_told", "basis", "approval_number")
    return _write(
        official, act, by, address, within=opening, **{name: getattr(opening, name) for name in same}
    )


def _write(official: Official | None, act: str, by: Actor, address: str, **given: object) -> FileAccess:
    who = by.snapshot()
    access = FileAccess.objects.create(
        official=official,
        act=act,
        person=who["actor"],
        person_name=who["actor_name"],
        posting_id=who["posting_id"],
        posting_role=who["posting_role"],
        posting_unit=who["posting_unit"],
        address=address,
        request_id=request_id.get(),
        **given,
    )
    if official is not None:
        reason = f"{access.purpose_label}：{access.basis}"
        write_notable(official, f"{act}_file", by=by, reason=reason, access=access.pk)
    return access


def _require_scope(official: Official, by: Actor) -> None:
    if not Official.objects.visible_to(by).filter(pk=official.pk).exists():
        raise NotAllowed("这份档案不在您的干部管理权限内")


def _require_reader(by: Actor) -> None:
    require_act(by, "reveal")
    if by.role not in NUMBER_READERS:
        raise NotAllowed(f"身份证件号码不对{role_label(by.role)}显示")
