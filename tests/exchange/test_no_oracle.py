"""What an import answers tells nothing of what its uploader may not see: officials, other people's records and files."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from common.roles import Role
from exchange import services
from exchange.models.batches import BatchStatus, ImportBatch
from exchange.models.duties import ReportingDuty
from postings.services import clock_posting
from tests import factories
from tests.exchange.returns import imported, line, told, workbook
from tests.office import sit, text
from tests.untold import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

SEVEN = ["任演示", "时模拟", "甄诚信", "贾守诺", "钟履约", "时守信", "安示范"]
SENTENCES = [
    "{}参与违规审批",
    "经{}签批，未按期支付货款",
    "未按期支付货款，{}局长在场",
    "责任人{}未履行承诺",
    "附{}的说明",
]


def warnings_of(body, sentence, **options):
    """The warnings of a dry run, each name replaced by its place in the list."""
    rows = [
        line(body, 失信行为描述=sentence.format(name), 认定文书号=f"苏{place}号")
        for place, name in enumerate(SEVEN)
    ]
    found = told(workbook(*rows), dry_run=True, **options)["warnings"]
    return [(one["row"], one["column"], one["value"], one["message"]) for one in found]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_dry_run_of_seven_names_answers_alike_whoever_of_them_is_on_the_roster(sentence):
    body = factories.department()
    before = warnings_of(body, sentence)
    for name in SEVEN[:5]:
        factories.official(body, name=name)
    assert warnings_of(body, sentence) == before


def test_a_file_name_is_remarked_upon_by_its_shape_alone():
    body = factories.department()
    rows = workbook(line(body))
    before = [told(rows, f"{name}.xlsx", dry_run=True)["warnings"] for name in SEVEN]
    for name in SEVEN[:5]:
        factories.official(body, name=name)
    assert [told(rows, f"{name}.xlsx", dry_run=True)["warnings"] for name in SEVEN] == before


@pytest.mark.parametrize("is_seen", [True, False])
def test_a_repetition_of_a_record_out_of_sight_is_told_without_its_number(is_seen):
    body, finder = factories.department("320100"), factories.department("320100")
    held = factories.posting(Role.FINDING_BODY, None, unit=finder)
    own = {"finding_unit": finder, "finding_body_code": finder.credit_code} if is_seen else {}
    known = factories.record(department=body, document_number="苏财罚〔2026〕9号", **own)
    row = line(body, 认定文书号="苏财罚〔2026〕9号", 认定机关统一社会信用代码=finder.credit_code)
    batch = imported(workbook(row), by=held)
    (found,) = batch.row_errors.filter(level="duplicate")
    assert (known.record_no in found.message, found.of == known.record_no) == (is_seen, is_seen)
    assert "重复，不再入库" in found.message
    assert batch.duplicates == 1
    assert is_seen or known.record_no not in str(told(workbook(row), by=held))


@pytest.fixture
def filed():
    """A duty that a clerk of the unit has filed by a file with a name of its own."""
    unit = factories.department("320100")
    services.open_duties(timezone.localdate(), by=clock_posting())
    duty = ReportingDuty.objects.get(unit=unit)
    clerk = factories.posting(Role.CLERK, "320100", unit=unit)
    now = timezone.now()
    batch = put(
        ImportBatch(
            posting=clerk,
            file_name="王局长案件归集.xlsx",
            suffix=".xlsx",
            size=1,
            sha256="0" * 64,
            as_of=timezone.localdate(),
            files_until=now,
            finished_at=now,
            kind="dishonesty",
            status=BatchStatus.DONE,
            accepted=3,
        )
    )
    return duty, clerk, batch


@pytest.mark.parametrize(
    ("role", "place", "is_seen"),
    [
        (Role.OFFICER, "320100", True),
        (Role.DIRECTOR, "320000", True),
        (Role.AUDITOR, None, True),
        (Role.CLERK, "320100", False),
        (Role.REVIEWER, "320100", False),
        (Role.REPRESENTATIVE, None, False),
    ],
)
def test_the_file_of_a_duty_is_named_to_those_who_may_open_its_import(filed, role, place, is_seen):
    duty, clerk, batch = filed
    services.file_return(duty, by=clerk, batch=batch)
    unit = {"unit": duty.unit} if role == Role.REPRESENTATIVE else {}
    client, _ = sit(role, place, **unit)
    pages = ["/imports/duties/", "/lists/duties/export/csv/", reverse("exchange:duty", args=[duty.pk])]
    answers = [client.get(page) for page in pages]
    bodies = [b"".join(answer) if answer.streaming else answer.content for answer in answers]
    assert [batch.file_name in body.decode("utf-8-sig") for body in bodies] == [is_seen] * 3


def test_who_files_a_duty_by_a_colleagues_import_is_not_told_its_name(filed):
    duty, clerk, batch = filed
    page = reverse("exchange:file_duty", args=[duty.pk])
    client, _ = sit(Role.CLERK, None, unit=duty.unit)
    assert batch.file_name not in text(client.get(page))
    assert "他人导入的归集表" in text(client.get(page))
    client.post(page, {"batch": batch.pk})
    duty.refresh_from_db()
    assert duty.batch == batch
