"""Old codes in later returns: the document's date says which body a code meant."""

from __future__ import annotations

from datetime import date

import pytest

from organisations.models import Department, DepartmentCode
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import line, told, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

LAST = date(2026, 3, 31)
EARLY = {"认定日期": "2026-03-31", "生效日期": "2026-04-10"}
LATE = {"认定日期": "2026-04-01", "生效日期": "2026-04-10", "认定文书号": "苏财罚〔2026〕2号"}


def ended(heir):
    body = factories.department()
    DepartmentCode.objects.create(department=body, code=body.credit_code, until=LAST)
    status = "merged" if heir else "abolished"
    Department.objects.filter(pk=body.pk).update(status=status, ended_on=date(2026, 4, 1), successor=heir)
    return body


def test_the_code_of_a_merged_body_counts_up_to_its_last_day_and_then_names_the_successor():
    heir = factories.department()
    body = ended(heir)
    found = told(workbook(line(body, **EARLY), line(body, **LATE)))
    assert (found["accepted"], found["rejected"]) == (1, 1)
    assert DishonestyRecord.objects.get().department == body
    message = found["errors"][0]["message"]
    assert heir.name in message
    assert heir.credit_code in message


def test_after_an_abolition_without_successor_the_row_says_so():
    found = told(workbook(line(ended(None), **LATE)))
    assert "没有承继机构" in found["errors"][0]["message"]


def test_the_old_code_of_a_recoded_body_counts_by_the_date_of_the_document():
    body = factories.department()
    old = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=old, until=LAST)
    DepartmentCode.objects.create(department=body, code=body.credit_code, since=date(2026, 4, 1))
    codes = {"统一社会信用代码": old}
    found = told(workbook(line(body, **EARLY, **codes), line(body, **LATE, **codes)))
    assert (found["accepted"], found["rejected"]) == (1, 1)
    assert body.credit_code in found["errors"][0]["message"]
