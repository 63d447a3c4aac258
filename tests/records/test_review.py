"""What the reviewer is shown before deciding: what changed, what may be a second report, the public face, the effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common import services as common
from common.roles import Role
from records.facts.dishonesty.services.changes import changes_since
from records.facts.services.alike import alike
from tests import factories, world
from tests.office import queries, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FACTS = "道路养护项目验收合格后拖欠合同价款，逾期二百日仍未支付"


def returned(**fields):
    """A record that its reviewer sent back, with clerk and reviewer."""
    clerk, reviewer = factories.posting(Role.CLERK), factories.posting(Role.REVIEWER)
    made = factories.record(clerk=clerk, **fields)
    made.submit(by=clerk)
    return made.send_back(by=reviewer, reason="请补正"), clerk, reviewer


def lay(made, by, name="回证.pdf"):
    return common.attach(made, SimpleUploadedFile(name, world.PDF + name.encode()), title="", by=by)


def page(client, made, more=""):
    return client.get(f"/records/{made.record_no}/{more}").content.decode()


def test_a_first_review_says_that_nobody_decided_before():
    made = factories.record("pending_review")
    assert changes_since(made).decision is None
    client, _ = sit(Role.REVIEWER)
    assert "这是第一次复核" in page(client, made)


def test_a_second_review_shows_what_changed_since_the_return_letter_by_letter():
    made, clerk, reviewer = returned()
    made.edit(by=clerk, facts=FACTS.replace("二百日", "二百六十日"), loss=300000)
    made.submit(by=clerk)
    since = changes_since(made)
    assert {pair.label for pair in since.fields} == {"失信行为描述", "损失"}
    client, _ = sit(Role.REVIEWER)
    shown = page(client, made)
    assert "<ins>六十</ins>" in shown
    assert "<del>20</del>" in shown
    assert f"{reviewer.user.name}退回以来" in shown


def test_what_was_changed_before_the_return_is_not_new():
    clerk, reviewer = factories.posting(Role.CLERK), factories.posting(Role.REVIEWER)
    made = factories.record(clerk=clerk)
    made.edit(by=clerk, remark="退回之前改的")
    made.submit(by=clerk)
    made.send_back(by=reviewer, reason="请补正")
    made.edit(by=clerk, occurred_on=TODAY - timedelta(days=90))
    assert [pair.label for pair in changes_since(made).fields] == ["发生日期"]


def test_fields_of_the_source_are_compared_one_by_one():
    made, clerk, _ = returned(source_details={"fine": "50000", "penalty_kind": "警告"})
    made.edit(by=clerk, source_details={"fine": "80000", "penalty_kind": "警告"})
    (pair,) = changes_since(made).fields
    assert (pair.label, pair.old, pair.new) == ("罚款金额", "5 万元", "8 万元")


def test_evidence_that_came_or_went_since_is_part_of_the_change():
    made, clerk, _ = returned()
    kept = lay(made, clerk, "新证据.pdf")
    gone = lay(made, clerk, "传错.pdf")
    common.withdraw(gone, by=clerk, reason="传错了")
    laid = [(one.evidence.pk, one.word) for one in changes_since(made).evidence]
    assert laid == [(kept.pk, "新增"), (gone.pk, "新增"), (gone.pk, "撤回")]
    made.submit(by=clerk)
    client, _ = sit(Role.REVIEWER)
    assert "字段没有改动" in page(client, made)
    assert "新证据" in page(client, made)


def test_confirmation_is_asked_with_what_came_since_the_review():
    clerk = factories.posting(Role.CLERK)
    made = factories.record("statement", clerk=clerk)
    assert changes_since(made).is_none
    lay(made, clerk)
    assert changes_since(made).label == "复核通过"
    assert len(changes_since(made).evidence) == 1


def test_the_public_face_stands_beside_the_file_with_its_findings_marked():
    made = factories.record("pending_review", facts="联系人电话（025）83281234，拖欠工程款")
    client, _ = sit(Role.REVIEWER)
    shown = page(client, made)
    assert '<mark class="pii" title="固定电话">025）83281234' in shown
    assert "联系人电话×××，拖欠工程款" in shown


def test_a_record_that_is_never_public_says_so_in_place_of_a_face():
    made = factories.record("pending_review", disclosure="internal")
    client, _ = sit(Role.REVIEWER)
    assert "依规不公开" in page(client, made)


def test_the_department_is_shown_no_points_of_review():
    made = factories.record("statement")
    client, _ = sit(Role.REPRESENTATIVE, None, unit=made.department)
    assert "复核要点" not in page(client, made)
    assert 'id="since"' not in page(client, made, "?tab=review")


def test_the_same_number_of_another_subject_or_ordinal_is_a_likely_second_report():
    one = factories.record(document_number="苏01罚〔2026〕9001号")
    two = factories.record(document_number="苏01罚(2026) 9001号", decided_on=TODAY - timedelta(days=900))
    far = factories.record(facts="另一件事：招标文件设置不合理门槛排斥外地企业")
    held = factories.posting(Role.REVIEWER)
    (found,) = alike(one, held)
    assert found.fact == two
    assert "文书号相同，主体不同" in found.why
    assert alike(far, held) == []


def test_the_same_words_about_the_same_body_within_half_a_year_are_a_likely_second_report():
    body, other = factories.department(), factories.department()
    made = factories.record(department=body, facts=FACTS)
    near = factories.record(department=body, facts=FACTS.replace("二百日", "一百九十日"))
    factories.record(department=other, facts=FACTS)
    factories.record(department=body, facts="招标文件设置不合理门槛，排斥外地企业投标")
    old = {"decided_on": TODAY - timedelta(days=400), "effective_on": TODAY - timedelta(days=390)}
    factories.record(department=body, facts=FACTS, occurred_on=None, **old)
    voided = factories.record("void", department=body, facts=FACTS)
    found = alike(made, factories.posting(Role.REVIEWER))
    assert [one.fact for one in found] == [near]
    assert voided not in [one.fact for one in found]
    assert "描述相似" in found[0].why


def test_a_likely_second_report_out_of_scope_is_never_told_of():
    number = "苏01罚〔2026〕9002号"
    mine = factories.record("pending_review", document_number=number)
    hidden = factories.record(document_number=number, department=factories.department("320500"))
    client, _ = sit(Role.REVIEWER, "320100")
    for more in ("", "?tab=same", "?tab=review"):
        shown = page(client, mine, more)
        assert hidden.record_no not in shown
        assert "可能重复" not in shown
    assert client.get(f"/records/{mine.record_no}/compare/{hidden.record_no}/").status_code == 404
    assert client.get(f"/records/{hidden.record_no}/compare/{mine.record_no}/").status_code == 404
    clerk, _ = sit(Role.CLERK, "320100")
    hint = clerk.get("/records/new/number/", {"document_number": number}).content.decode()
    assert mine.record_no in hint
    assert hidden.record_no not in hint


def test_two_records_are_compared_side_by_side():
    one = factories.record("pending_review", document_number="苏01罚〔2026〕9003号")
    two = factories.record(document_number="苏01罚〔2026〕9003号", facts=FACTS.replace("二百日", "三百日"))
    client, _ = sit(Role.REVIEWER)
    assert f"/records/{one.record_no}/compare/{two.record_no}/" in page(client, one)
    shown = client.get(f"/records/{one.record_no}/compare/{two.record_no}/").content.decode()
    assert "<ins>三</ins>" in shown
    assert "相同" in shown


def test_a_hint_at_entry_leaves_out_the_record_itself():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk, document_number="苏01罚〔2026〕9004号")
    client, _ = sit(Role.CLERK)
    asked = {"document_number": "苏01罚〔2026〕9004号"}
    assert made.record_no in text(client.get("/records/new/number/", asked))
    assert made.record_no not in text(client.get("/records/new/number/", {**asked, "own": made.record_no}))
    assert text(client.get("/records/new/number/")).strip() == ""
    for odd in ({"document_number": "\x00"}, {**asked, "own": "\x00"}):
        assert client.get("/records/new/number/", odd).status_code == 200


def test_the_review_asks_as_often_for_many_likely_reports_as_for_one():
    body, number = factories.department(), "苏01罚〔2026〕9005号"
    made = factories.record("pending_review", department=body, document_number=number)

    def more(times):
        for _ in range(times):
            factories.record(document_number=number)
            factories.record(department=body, facts=FACTS)

    client, _ = sit(Role.REVIEWER)
    more(1)
    page(client, made)
    few = queries(client, f"/records/{made.record_no}/")
    more(5)
    assert queries(client, f"/records/{made.record_no}/") == few
