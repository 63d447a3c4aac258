"""Two who answer inquiries at once: no gap and no double among the numbers of their reports."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from common.roles import Role
from inquiries.models import InquiryRow, InquirySeries
from inquiries.services import answering
from inquiries.services.registering import Line
from tests import factories
from tests.inquiries.asking import id_number, pending

pytestmark = [pytest.mark.django_db, pytest.mark.commits, pytest.mark.long]
AT_ONCE, ROWS = 4, 3


def test_many_who_answer_at_once_leave_no_gap_and_no_double() -> None:
    unit = factories.department()
    clerk, reviewer = (factories.posting(role, None, unit=unit) for role in (Role.CLERK, Role.REVIEWER))
    lines = [Line(row, "甲某某", id_number(row)) for row in range(2, 2 + ROWS)]
    cases = [pending(clerk, lines) for _ in range(AT_ONCE)]
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
