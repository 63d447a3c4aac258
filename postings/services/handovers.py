"""Handover（交接）: the list of what is open, its receipt, and the end of a posting that has nothing open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from common.cases.open_cases import CaseKind, case_kinds, in_words
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Notice
from common.roles import Role
from common.trail import write_notable_many
from common.workflow import WorkflowQuerySet
from postings.models import HandedCase, Handover, Posting, Responsibility

LISTED = "handover.listed"


def open_cases(posting: Posting) -> dict[CaseKind, int]:
    """Return what a posting answers for and has not finished: {kind: number}."""
    return case_kinds.counts(posting)


@transaction.atomic
def list_handover(
    giver: Posting, receiver: Posting, *, by: Posting, kinds: Collection[str] = (), reason: str = ""
) -> Handover:
    """Draw up the list of `giver`'s open cases for `receiver`, who is asked for a receipt.

    `kinds` narrows the list when several receivers share it. The giver does this, or the security
    administrator for a posting whose holder is gone.
    """
    _require_giver(giver, by)
    _require_receiver(giver, receiver)
    chosen = _chosen(kinds)
    if not any(kind.rows(giver).exists() for kind in chosen):
        raise NotEligible("这个岗位没有所选类别的未结事项，无需交接")
    _require_reach(chosen, giver, receiver)
    _require_none_waiting(giver)
    handover = Handover(
        giver_id=giver.pk,
        receiver_id=receiver.pk,
        kinds=[kind.key for kind in chosen],
        listed_by_id=by.user_id,
    )
    handover.enter(by=by, reason=reason)
    for kind in chosen:
        _write_list(handover, kind, giver)
    _ask(handover)
    return handover


@transaction.atomic
def accept_handover(handover: Handover, *, by: Posting, reason: str = "") -> Handover:
    """Give the receipt: from now on the receiving posting answers for every case on the list.

    Cases finished meanwhile stay with who finished them; new ones must be listed first.
    """
    _require_side(handover.receiver_id, by, "接收岗位本人")
    giver, receiver = _locked(handover)
    kinds = _chosen(handover.kinds)
    _require_nothing_new(handover, kinds, giver)
    _require_reach(kinds, giver, receiver)
    for kind in kinds:
        _pass_on(handover, kind, giver, by, reason)
    handover.move(
        "accept",
        by=by,
        reason=reason,
        accepted_by_id=by.user_id,
        accepted_at=timezone.now(),
        digest=_digest(handover),
    )
    _put_away(handover)
    return handover


@transaction.atomic
def decline_handover(handover: Handover, *, by: Posting, reason: str) -> Handover:
    """Refuse the receipt with a reason; everything stays where it was."""
    _require_side(handover.receiver_id, by, "接收岗位本人")
    handover.move("decline", by=by, reason=reason)
    _put_away(handover)
    return handover


@transaction.atomic
def cancel_handover(handover: Handover, *, by: Posting, reason: str) -> Handover:
    """Take the list back before it is accepted."""
    if by.role != Role.SECURITY_ADMIN:
        _require_side(handover.giver_id, by, "移交岗位本人或安全管理员")
    handover.move("cancel", by=by, reason=reason)
    _put_away(handover)
    return handover


def require_nothing_open(posting: Posting) -> None:
    """Refuse to end a posting that still answers for open cases, and say which."""
    counts = open_cases(posting)
    if counts:
        raise NotEligible(f"这个岗位还有未结事项，须先办理交接：{in_words(counts)}")
    if Handover.objects.waiting().filter(Q(giver=posting.pk) | Q(receiver=posting.pk)).exists():
        raise NotEligible("这个岗位还有待接收的交接，须先接收或撤回")


def receivers_for(giver: Posting, day: date) -> QuerySet[Posting]:
    """Return the postings of the same role to which `giver`'s cases may go."""
    same = Posting.objects.in_force(day).filter(role=giver.role, user__is_machine=False, user__is_active=True)
    return same.exclude(pk=giver.pk).select_related("user", "unit", "region")


def out_of_reach(
    giver: Posting, receivers: Sequence[Posting], kinds: Collection[CaseKind]
) -> dict[Any, list[CaseKind]]:
    """Return {receiver's key: kinds of which it may not take every open case}, in one question for all."""
    beyond = {
        (receiver.pk, kind): Exists(_beyond(kind, giver, receiver))
        for receiver in receivers
        for kind in kinds
    }
    names = {f"beyond_{number}": asked for number, asked in enumerate(beyond)}
    if not names:
        return {}
    row = (
        Posting.objects.order_by()
        .filter(pk=giver.pk)
        .values(**{name: beyond[key] for name, key in names.items()})
    )
    refused: dict[Any, list[CaseKind]] = {}
    for name, is_beyond in row.get().items():
        if is_beyond:
            receiver, kind = names[name]
            refused.setdefault(receiver, []).append(kind)
    return refused


def _chosen(keys: Collection[str]) -> list[CaseKind]:
    unknown = set(keys) - set(case_kinds)
    if unknown:
        raise Incomplete("没有这一类未结事项", {"kinds": "请从列出的类别中选择"})
    return [kind for kind in case_kinds.values() if not keys or kind.key in keys]


def _require_giver(giver: Posting, by: Posting) -> None:
    if by.pk != giver.pk and by.role != Role.SECURITY_ADMIN:
        raise NotAllowed("交接由移交岗位本人列出；本人已离岗的由安全管理员列出")


def _require_none_waiting(giver: Posting) -> None:
    """Refuse a second list while one waits; the giver's row is locked so that two clicks do not cross."""
    Posting.objects.select_for_update(of=("self",)).get(pk=giver.pk)
    if Handover.objects.waiting().filter(giver=giver.pk).exists():
        raise WrongState("这个岗位已有一份待接收的交接清单，请等对方接收，或先撤回再重新列单")


def _require_side(posting_id: UUID, by: Posting, who: str) -> None:
    if by.pk != posting_id:
        raise NotAllowed(f"这一步由{who}办理")


def _require_receiver(giver: Posting, receiver: Posting) -> None:
    if not receivers_for(giver, timezone.localdate()).filter(pk=receiver.pk).exists():
        raise Incomplete(
            "接收岗位须是另一个在任的同角色岗位", {"receiver": f"请选择另一个{giver.get_role_display()}岗位"}
        )


def _require_reach(kinds: list[CaseKind], giver: Posting, receiver: Posting) -> None:
    beyond = {kind: _beyond(kind, giver, receiver).count() for kind in kinds}
    beyond = {kind: number for kind, number in beyond.items() if number}
    if beyond:
        raise NotEligible(
            f"有事项不在接收岗位的范围内：{in_words(beyond)}。请分给范围合适的岗位，或由安全管理员调整范围"
        )


def _beyond(kind: CaseKind, giver: Posting, receiver: Posting) -> QuerySet[Any]:
    rows = kind.rows(giver)
    manager = rows.model._default_manager
    if kind.is_private or not isinstance(manager.all(), WorkflowQuerySet):
        return rows.none()
    return rows.exclude(pk__in=manager.all().visible_to(receiver).values("pk"))


def _write_list(handover: Handover, kind: CaseKind, giver: Posting) -> None:
    picked, params = kind.rows(giver).order_by().values_list("pk", "case_label").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO postings_handedcase (id, handover_id, kind, object_type, object_id, label)"  # noqa: S608
            f" SELECT uuidv7(), %s, %s, %s, c.* FROM ({picked}) c",
            [handover.pk, kind.key, kind.model, *params],
        )


def _locked(handover: Handover) -> tuple[Posting, Posting]:
    """Return giver and receiver, the giver's row locked so that two receipts do not cross."""
    giver = Posting.objects.select_for_update(of=("self",)).get(pk=handover.giver_id)
    return giver, Posting.objects.select_related("region").get(pk=handover.receiver_id)


def _require_nothing_new(handover: Handover, kinds: list[CaseKind], giver: Posting) -> None:
    listed = HandedCase.objects.filter(handover=handover, object_id=OuterRef("pk"))
    new = {kind: kind.rows(giver).filter(~Exists(listed.filter(kind=kind.key))).count() for kind in kinds}
    new = {kind: number for kind, number in new.items() if number}
    if new:
        raise StaleState(f"清单列出后又新增了{in_words(new)}，请移交人撤回后重新列单")


def _pass_on(handover: Handover, kind: CaseKind, giver: Posting, by: Posting, reason: str) -> None:
    rows = kind.rows(giver)
    if kind.model == "common.notice":
        _move_notices(rows, handover)
        return
    moved = list(rows.values_list("pk", flat=True))
    write_notable_many(rows.model, moved, "hand_over", by=by, reason=reason, handover=str(handover.pk))
    Responsibility.objects.bulk_create(
        [
            Responsibility(kind=kind.key, object_id=pk, posting_id=handover.receiver_id, handover=handover)
            for pk in moved
        ],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["posting", "handover"],
        batch_size=2000,
    )


def _move_notices(rows: QuerySet[Any], handover: Handover) -> None:
    """Give the notices to the receiver; what the receiver was told already is put away."""
    told = Notice.objects.filter(
        recipient=handover.receiver_id, topic=OuterRef("topic"), object_id=OuterRef("object_id")
    )
    ids = list(rows.values_list("pk", flat=True))
    mine = Notice.objects.filter(pk__in=ids)
    mine.filter(~Exists(told)).update(recipient=handover.receiver_id)
    mine.filter(recipient=handover.giver_id).update(done_at=timezone.now())


def _digest(handover: Handover) -> str:
    """Return the SHA-256 of the list's lines, by which a printed receipt can be checked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(coalesce(string_agg(kind || ' ' || object_id || ' ' || label, E'\\n'"
            " ORDER BY kind, object_id), ''), 'UTF8')), 'hex') FROM postings_handedcase WHERE handover_id = %s",
            [handover.pk],
        )
        return str(cursor.fetchone()[0])


def _ask(handover: Handover) -> None:
    number = handover.cases.count()
    Notice.objects.create(
        recipient=handover.receiver_id,
        topic=LISTED,
        object_type="postings.handover",
        object_id=handover.pk,
        text=f"{handover.giver.user.name}移交 {number} 件未结事项，请核对清单后接收",
    )


def _put_away(handover: Handover) -> None:
    asked = Notice.objects.filter(topic=LISTED, object_id=handover.pk, done_at__isnull=True)
    asked.update(done_at=timezone.now())
