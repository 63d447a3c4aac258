"""Inquiries in each state, by the real verbs, of people of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from common.models import RuleValue
from common.roles import Role
from dossiers.models import InfluencePeriod
from dossiers.services import file_entries
from identifiers.id_numbers import check_digit
from inquiries.models import Inquiry
from inquiries.services import answering, following, registering
from inquiries.services.registering import Asked, Line
from inquiries.vocabulary import Kind
from organisations.models import Department, Official
from postings.models import Posting
from tests import factories
from tests.shared_worlds import shared


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def id_number(serial: int) -> str:
    """A number of the right form that belongs to nobody."""
    body = f"32999919800101{serial:03d}"
    return body + check_digit(body)


def confirm(kind: str, key: str) -> None:
    """Let a director have confirmed a value."""
    told = {"confirmed_by": uuid4(), "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind=kind, key=key).update(**told)


def asked(**given: Any) -> Asked:
    fields: dict[str, Any] = {
        "kind": Kind.PERSON,
        "purpose": "honours",
        "matter": "年度先进个人评选（演示）",
        "asking_body": "模拟市人社局（演示）",
        "handler": "甲经办",
        "request": "模拟函〔2026〕7号",
        "received_on": timezone.localdate(),
        "as_of": timezone.localdate(),
    }
    return Asked(**{**fields, **given})


def lines(*officials: Official) -> list[Line]:
    return [Line(n, one.name, one.open_id_number()) for n, one in enumerate(officials, 2)]


@shared
def sanctioned(
    unit: Department, sanction: str = "demerit", since: int = 30, **fields: Any
) -> InfluencePeriod:
    """A period on the file of an official of its own, in the file by a clerk."""
    official = fields.pop("official", None) or factories.official(unit)
    period = InfluencePeriod(
        official=official,
        sanction=sanction,
        decided_by="模拟监察委员会（演示）",
        document_number="演监政〔2026〕2号",
        effective_on=days_ago(since),
        **fields,
    )
    made: InfluencePeriod = file_entries.add_entry(period, by=factories.posting(Role.CLERK, None, unit=unit))
    return made


@shared
def draft(by: Posting, rows: Sequence[Line], **given: Any) -> Inquiry:
    return registering.register(asked(**given), rows, by=by)


@shared
def pending(by: Posting, rows: Sequence[Line], **given: Any) -> Inquiry:
    return registering.submit(draft(by, rows, **given), by=by)


@shared
def answered(by: Posting, rows: Sequence[Line], **given: Any) -> Inquiry:
    """An inquiry that a reviewer of the same office approved."""
    approver = given.pop("approver", None) or factories.posting(Role.REVIEWER, None, unit=by.unit)
    case = pending(by, rows, **given)
    return answering.approve(case, by=approver, approval_number="模拟批〔2026〕3号")


@shared
def used(case: Inquiry, by: Posting) -> Inquiry:
    """An answered inquiry shown to whom it is against, with the system's own result, and used."""
    following.note_reply(case, by=by, reply="查询报告 演示-1，没有失信记录", replied_on=timezone.localdate())
    following.show(case, by=by, shown_by="当面出示，本人签收", shown_on=timezone.localdate())
    return following.use(case, by=by, reason="列为考察对象")
