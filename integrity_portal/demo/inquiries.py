"""The demo's official inquiries: about invented civil servants and shown bodies, one in each state, by the real acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from inquiries.models import Inquiry
from inquiries.services import answering, following, registering
from inquiries.services.registering import Asked, Line
from inquiries.vocabulary import Kind
from integrity_portal.demo.dossiers import PEOPLE, invented_number
from organisations.models import Department
from postings.models import Posting

People = Mapping[str, Posting]
BODY, HANDLER = "江苏省模拟公务员局（演示）", "演示经办"
STRANGERS = 3


def enter_inquiries(posts: People, bodies: Sequence[Department], today: date) -> int:
    """Register the inquiries where there are none; return how many there are. Safe to run twice."""
    if posts["ganbu"].unit_id is not None and not Inquiry.objects.exists():
        with transaction.atomic():
            _of_persons(posts, today)
            _of_bodies(posts, bodies, today)
    return Inquiry.objects.count()


def _of_persons(posts: People, today: date) -> None:
    """One is used, one answered, one waits for its approval, one is refused, one not yet put forward."""
    clerk, second = posts["ganbu"], posts["ganbufuhe"]
    transfer = _register(clerk, _asked("transfer", "综合处副处长调任人选考察", 6, today), _people(0, 4))
    _answer(transfer, clerk, second, "演干批〔演示〕1号")
    following.note_reply(transfer, by=clerk, reply="查询报告 演示-0001，没有失信信息", replied_on=today)
    following.use(transfer, by=clerk, reason="列为考察对象，答复附入考察材料")
    honours = _register(
        clerk, _asked("honours", "年度先进工作者评选", 3, today), _people(*range(len(PEOPLE)))
    )
    _answer(honours, clerk, second, "演干批〔演示〕2号")
    recruit = _register(clerk, _asked("recruit", "年度公务员录用考察", 2, today), _strangers())
    registering.submit(recruit, by=clerk)
    refused = _register(clerk, _asked("honours", "行业协会评优推荐", 2, today), _people(3))
    answering.refuse(
        registering.submit(refused, by=clerk), by=second, reason="来函单位不是有权组织评选的机关，请补充依据"
    )
    _register(clerk, _asked("transfer", "信息中心主任调任人选考察", 0, today), _people(2))


def _of_bodies(posts: People, bodies: Sequence[Department], today: date) -> None:
    """The credit office answers for candidates, by another person's leave."""
    lines = [Line(number, body.name, body.credit_code) for number, body in enumerate(bodies[:4], 2)]
    if not lines:
        return
    officer = posts["jingban"]
    asked = _asked("honours", "文明单位评选", 1, today, kind=Kind.BODY)
    _answer(_register(officer, asked, lines), officer, posts["fuzeren"], "演信批〔演示〕1号")


def _register(by: Posting, asked: Asked, lines: Sequence[Line]) -> Inquiry:
    return registering.register(asked, lines, by=by)


def _answer(case: Inquiry, by: Posting, second: Posting, number: str) -> None:
    answering.approve(registering.submit(case, by=by), by=second, approval_number=number, reason="依据充分")


def _asked(purpose: str, matter: str, days: int, today: date, kind: Kind = Kind.PERSON) -> Asked:
    """Return an inquiry that came some days ago."""
    received = today - timedelta(days=days)
    return Asked(
        kind=kind,
        purpose=purpose,
        matter=f"{matter}（演示）",
        asking_body=BODY,
        handler=HANDLER,
        request=f"演公函〔演示〕{10 + days}号",
        received_on=received,
        as_of=received,
    )


def _people(*places: int) -> list[Line]:
    """Return rows about the demo's own civil servants."""
    return [Line(row, PEOPLE[place][0], invented_number(place + 1)) for row, place in enumerate(places, 2)]


def _strangers() -> list[Line]:
    """Return candidates of whom nothing is on file here."""
    return [
        Line(row, f"应试{'甲乙丙'[row - 2]}", invented_number(900 + row)) for row in range(2, 2 + STRANGERS)
    ]
