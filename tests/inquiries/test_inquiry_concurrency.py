"""Two at once: no gap and no double among the numbers of reports, and one act for each row that falls."""

from __future__ import annotations

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from common.models import Transition
from common.roles import Role
from dossiers.services import file_entries
from inquiries.models import InquiryRow, InquirySeries
from inquiries.services import answering, following
from inquiries.services.registering import Line
from postings.services import clock_posting
from tests import factories
from tests.inquiries.asking import answered, id_number, lines, pending, sanctioned

pytestmark = [pytest.mark.django_db, pytest.mark.commits, pytest.mark.long]
AT_ONCE, ROWS = 4, 3


def test_many_who_answer_at_once_leave_no_gap_and_no_double() -> None:
    unit = factories.department()
    clerk, reviewer = (factories.posting(role, None, unit=unit) for role in (Role.CLERK, Role.REVIEWER))
    rows = [Line(row, "甲某某", id_number(row)) for row in range(2, 2 + ROWS)]
    cases = [pending(clerk, rows) for _ in range(AT_ONCE)]
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            answering.approve(cases[number], by=reviewer, approval_number=f"批{number}号")
        finally:
            connection.close()

    threads = [Thread(target=one, args=[number]) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(InquiryRow.objects.values_list("serial", flat=True))
    assert numbers == list(range(1, AT_ONCE * ROWS + 1))
    assert InquirySeries.objects.get().last_number == AT_ONCE * ROWS
    for case in cases:
        rows = list(case.rows.order_by("row").values_list("serial", flat=True))
        assert rows == list(range(rows[0], rows[0] + ROWS)), "one answer's reports follow each other"


def test_two_who_find_the_same_rows_fallen_put_each_forward_once(monkeypatch) -> None:
    unit = factories.department()
    clerk = factories.posting(Role.CLERK, None, unit=unit)
    struck = [sanctioned(unit) for _ in range(2)]
    case = answered(clerk, lines(*(period.official for period in struck)))
    for period in struck:
        file_entries.strike_entry(period, by=clerk, reason="录错了人")
    clock, move, barrier = clock_posting(), following.move_many, Barrier(2)
    fell: list[int] = []

    def both(*args, **given):
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=2)
        return move(*args, **given)

    def one() -> None:
        try:
            fell.append(following.overturn_changed(by=clock))
        finally:
            connection.close()

    monkeypatch.setattr(following, "move_many", both)
    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    acts = Transition.objects.filter(object_id=case.pk, act__startswith="overturn").order_by("seq")
    assert list(acts.values_list("act", flat=True)) == ["overturn", "overturn_further"]
    assert (len(fell), sum(fell)) == (2, 2), "neither fails, and no row is counted twice"
    assert not case.rows.filter(fallen_at=None).exists()
