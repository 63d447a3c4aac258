"""The demo's daily order: duties, looks into files, deputies, handovers, reorganisations, all by the real services."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from common.models import Notice, Transition
from dossiers.models import FileAccess
from exchange.models.batches import ImportBatch
from exchange.models.duties import ReportingDuty
from integrity_portal.demo import dossiers, order, people
from organisations.models import Department, Reorganisation
from postings import services as postings_services
from postings.models import Deputy, HandedCase, Handover, Responsibility
from records.models import DishonestyRecord
from tests import factories
from tests.untold import put

TODAY = timezone.localdate()
pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def posts(tmp_path):
    manager = factories.department("320000", name="模拟人力资源局（演示）", level="province")
    unit, finder = (factories.department("320000", level="province") for _ in range(2))
    for place in ("320102", "320104", "320105"):
        factories.department(place, level="county")
    for number in range(5):
        kind = "organ" if number else "collective"
        factories.department("320102", level="township", kind=kind, name=f"模拟第{number}镇（演示）")
    made = people.post_people(tmp_path, {"subject": unit, "finder": finder, "manager": manager}, "")
    dossiers.keep_files(made, [unit], TODAY)
    return made


def kept():
    """Everything that the step makes, counted."""
    models = (ReportingDuty, FileAccess, Handover, HandedCase, Deputy, Reorganisation, Notice, Transition)
    return {model.__name__: model.objects.count() for model in models} | {
        "statuses": Counter(
            (model.__name__, status)
            for model in (ReportingDuty, Handover, Deputy, Reorganisation)
            for status in model.objects.values_list("status", flat=True)
        )
    }


def test_a_second_start_changes_nothing(posts):
    order.keep_daily_order(posts, TODAY)
    first = kept()
    order.keep_daily_order(posts, TODAY)
    assert kept() == first


def test_each_kind_is_there_in_its_stations(posts):
    order.keep_daily_order(posts, TODAY)
    assert kept()["statuses"] == {
        ("ReportingDuty", "pending"): 1,
        ("ReportingDuty", "nil"): 2,
        ("Handover", "accepted"): 1,
        ("Handover", "listed"): 1,
        ("Deputy", "granted"): 2,
        ("Deputy", "revoked"): 1,
        ("Reorganisation", "effective"): 1,
        ("Reorganisation", "scheduled"): 1,
        ("Reorganisation", "pending"): 1,
    }
    acts = Counter(FileAccess.objects.values_list("act", flat=True))
    assert acts == {"open": 4, "reveal": 1, "print": 1}
    assert FileAccess.objects.values("posting_id").distinct().count() == 2


def test_units_with_rows_in_the_return_are_reported(posts):
    clerk = posts["luru"]
    batch = put(
        ImportBatch(
            kind="dishonesty",
            status="done",
            posting=clerk,
            file_name="模拟.xlsx",
            suffix=".xlsx",
            size=1,
            as_of=TODAY,
            files_until=timezone.now(),
            sha256="0" * 64,
            accepted=1,
            finished_at=timezone.now(),
        )
    )
    about = factories.department("320100")
    record = factories.record(clerk=clerk, department=about)
    DishonestyRecord.objects.filter(pk=record.pk).update(batch_id=batch.pk, batch_row=1)
    order.keep_daily_order(posts, TODAY)
    assert ReportingDuty.objects.get(status="reported").unit == about


def test_every_status_has_its_row_on_the_trail(posts):
    order.keep_daily_order(posts, TODAY)
    for model in (ReportingDuty, Handover, Deputy, Reorganisation):
        known = set(Transition.objects.values_list("object_id", flat=True))
        assert set(model.objects.values_list("pk", flat=True)) <= known
    assert set(FileAccess.objects.exclude(official=None).values_list("official_id", flat=True)) <= known


def test_the_accepted_case_lies_with_the_receiver_and_the_others_wait(posts):
    order.keep_daily_order(posts, TODAY)
    assert Responsibility.objects.get().posting == posts["luru"]
    assert HandedCase.objects.filter(handover__status="listed").count() == len(order.DRAFTS) - 1
    waiting = Notice.objects.filter(recipient=posts["luru"].pk, topic="handover.listed", done_at=None)
    assert waiting.count() == 1


def test_the_deputy_may_act_today_without_what_was_kept_back(posts):
    order.keep_daily_order(posts, TODAY)
    held = postings_services.held_postings(posts["jingban"].user, TODAY)
    acting = next(post for post in held if post.pk == posts["fuzeren"].pk)
    assert "publication.publish" in acting.excluded


def test_all_names_are_invented(posts):
    order.keep_daily_order(posts, TODAY)
    for case in Reorganisation.objects.all():
        assert "演示" in case.document_body
        assert all("演示" in body.name or "模拟" in body.name for body in (*case.sources, *case.heirs))
    assert Department.objects.get(name__endswith="（更名演示）").former_names.exists()
