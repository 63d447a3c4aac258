"""Rows on which no machine may decide: what was withdrawn, and names and codes of two bodies, wait for a person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.cases.open_cases import case_kinds
from common.errors import Incomplete, WrongState
from common.models import Transition
from common.roles import Role
from common.worklist import Worklist
from exchange import services
from exchange.models.row_errors import RowError
from organisations.models import DepartmentName
from postings import services as posts
from records import services as records
from records.models import DishonestyRecord
from tests import factories
from tests.databases import as_owner
from tests.exchange import returns
from tests.office import client_of, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NUMBER = "苏财罚〔2026〕77号"


@pytest.fixture
def body():
    return factories.department()


def withdrawn(body):
    return factories.record("withdrawn", department=body, document_number=NUMBER, source_kind="penalty")


def imported(*rows, by=None, **options):
    return returns.imported(returns.workbook(*rows), by=by or factories.posting(Role.CLERK), **options)


def waiting_row(body, by=None):
    withdrawn(body)
    batch = imported(returns.line(body, 认定文书号=NUMBER), by=by)
    return RowError.objects.get(batch=batch, level="waiting"), batch


def given(row, **changes):
    """What the page's form hands on, as its person completed it."""
    known = DishonestyRecord.objects.get(status="withdrawn")
    names = ("department", "source_kind", "cause", "domain", "facts", "finding_body", "document_title")
    fields = {
        name: getattr(known, name) for name in (*names, "document_number", "decided_on", "effective_on")
    }
    return {**fields, "declared_severity": "ordinary", "disclosure": "public", **changes}


def test_a_file_does_not_revive_what_was_withdrawn_and_names_its_fate(body):
    gone = withdrawn(body)
    batch = imported(returns.line(body, 认定文书号=NUMBER), returns.line(body))
    assert (batch.accepted, batch.duplicates, batch.rejected, batch.waiting) == (1, 0, 0, 1)
    row = RowError.objects.get(batch=batch, level="waiting")
    assert gone.record_no in row.message
    assert f"已于 {gone.parent.withdrawal.withdrawn_on} 撤销" in row.message
    assert DishonestyRecord.objects.filter(document_key=gone.document_key).count() == 1
    assert batch.row_errors.get(level="waiting").content["facts"]
    assert services.report(batch)["waiting_rows"][0]["of"] == gone.record_no


def test_what_was_merely_undone_may_come_again(body):
    factories.record("void", department=body, document_number=NUMBER, source_kind="penalty")
    assert imported(returns.line(body, 认定文书号=NUMBER)).accepted == 1


def test_the_same_document_on_another_body_or_of_another_source_does_not_wait(body):
    withdrawn(body)
    other = factories.department()
    batch = imported(
        returns.line(other, 认定文书号=NUMBER), returns.line(body, 认定文书号=NUMBER, 来源类型="问责处理")
    )
    assert (batch.accepted, batch.waiting) == (2, 0)


@pytest.mark.parametrize("said", ["name", "former"])
def test_a_name_and_a_code_of_two_bodies_wait(body, said):
    other = factories.department()
    name = other.name
    if said == "former":
        name = "模拟前身局（演示）"
        DepartmentName.objects.create(department=other, name=name)
    batch = imported(returns.line(body, 主体名称=name), returns.line(body, 认定文书号=NUMBER))
    assert (batch.accepted, batch.waiting) == (1, 1)
    row = RowError.objects.get(batch=batch, level="waiting")
    assert other.credit_code in row.message
    assert body.credit_code in row.message


def test_a_name_that_nobody_bears_is_only_a_warning(body):
    batch = imported(returns.line(body, 主体名称="模拟无此机构（演示）"))
    assert (batch.accepted, batch.waiting) == (1, 0)


def test_a_person_enters_the_row_with_a_reason_which_stands_on_the_trail(body):
    clerk = factories.posting(Role.CLERK)
    row, batch = waiting_row(body, clerk)
    with pytest.raises(Incomplete, match="理由"):
        services.enter_waiting(row, by=clerk, **given(row))
    made = services.enter_waiting(row, by=clerk, **given(row, again="复议决定又被判决撤销，恢复原决定"))
    assert (made.status, made.batch_id, made.batch_row) == ("draft", batch.pk, row.row)
    assert "恢复原决定" in Transition.objects.get(object_id=made.pk, act="enter").reason
    row.refresh_from_db()
    assert row.content is None
    assert made.record_no in row.decision
    assert Transition.objects.filter(object_id=batch.pk, act="decide_row").count() == 1
    with pytest.raises(WrongState, match="已经有人决定"):
        services.leave_out(row, by=clerk, reason="再看一次")


def test_a_person_leaves_the_row_out_with_a_reason(body):
    clerk = factories.posting(Role.CLERK)
    row, batch = waiting_row(body, clerk)
    client = client_of(clerk)
    page = text(client.get(f"/imports/{batch.pk}/?level=waiting"))
    assert "核对后录入" in page
    assert client.post(f"/imports/rows/{row.pk}/leave/", {"reason": ""}).status_code == 422
    assert client.post(f"/imports/rows/{row.pk}/leave/", {"reason": "确已撤销"}).status_code == 302
    row.refresh_from_db()
    assert (row.content, row.decision) == (None, "不入库：确已撤销")
    assert "不入库：确已撤销" in text(client.get(f"/imports/{batch.pk}/?level=waiting"))


def test_the_page_shows_the_row_and_what_it_waits_for(body):
    clerk = factories.posting(Role.CLERK)
    row, _ = waiting_row(body, clerk)
    page = client_of(clerk).get(f"/imports/rows/{row.pk}/")
    assert "已于" in text(page)
    assert NUMBER in page.content.decode()
    assert body.credit_code in page.content.decode()
    assert page.context["form"]["again"].field.required


def test_others_neither_see_nor_decide_it(body):
    row, _ = waiting_row(body)
    other, _ = sit(Role.CLERK)
    assert other.get(f"/imports/rows/{row.pk}/").status_code == 404
    reviewer, _ = sit(Role.REVIEWER)
    assert reviewer.get(f"/imports/rows/{row.pk}/").status_code == 403


def test_a_trial_shows_what_would_wait_and_offers_no_decision(body):
    clerk = factories.posting(Role.CLERK)
    withdrawn(body)
    batch = imported(returns.line(body, 认定文书号=NUMBER), by=clerk, dry_run=True)
    assert batch.waiting == 1
    assert "核对后录入" not in text(client_of(clerk).get(f"/imports/{batch.pk}/?level=waiting"))
    assert not RowError.objects.undecided().exists()


def usual(sum_in_yuan):
    with as_owner() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION records_usual_sum(kind text) RETURNS numeric LANGUAGE sql STABLE"
            f" AS $$ SELECT {sum_in_yuan}::numeric $$"
        )


def test_a_sum_far_beyond_what_is_usual_waits_and_is_entered_with_a_tick(body):
    usual(10_000)
    clerk = factories.posting(Role.CLERK)
    wrong = returns.line(body, **{"涉及金额（万元）": 10_001, "严重程度": "严重"})
    edge = returns.line(body, **{"涉及金额（万元）": 10_000, "严重程度": "严重", "认定文书号": NUMBER})
    batch = imported(wrong, edge, by=clerk)
    assert (batch.accepted, batch.waiting) == (1, 1)
    row = RowError.objects.get(batch=batch, level="waiting")
    assert (row.column_key, row.value) == ("amount", "10001 万元")
    assert "超过同来源记录通常金额的一万倍" in row.message
    client, address = client_of(clerk), f"/imports/rows/{row.pk}/"
    page = client.get(address)
    form = page.context["form"]
    assert (form.asks_sums, form["again"].field.required) == (True, False)
    posted = {name: form[name].value() or "" for name in form.fields if name != "sums_right"}
    refused = client.post(address, posted)
    assert (refused.status_code, "金额无误" in text(refused)) == (422, True)
    assert client.post(address, {**posted, "sums_right": form.typed_sums}).status_code == 302
    made = DishonestyRecord.objects.get(batch_row=row.row)
    assert (made.amount, made.loss) == (100_010_000, None)
    assert "核对金额后录入；金额无误：" in Transition.objects.get(object_id=made.pk, act="enter").reason


def test_a_row_that_waits_for_its_sum_may_be_entered_with_another(body):
    usual(10_000)
    clerk = factories.posting(Role.CLERK)
    wrong = returns.line(body, **{"涉及金额（万元）": 10_001, "严重程度": "严重"})
    row = RowError.objects.get(batch=imported(wrong, by=clerk), level="waiting")
    client, address = client_of(clerk), f"/imports/rows/{row.pk}/"
    form = client.get(address).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields if name != "sums_right"}
    assert client.post(address, {**posted, "amount": "1.0001"}).status_code == 302
    assert DishonestyRecord.objects.get(batch_row=row.row).amount == 10_001


def test_a_checked_sum_is_no_reason_to_bring_back_what_was_withdrawn(body):
    usual(10_000)
    clerk = factories.posting(Role.CLERK)
    wrong = returns.line(body, **{"涉及金额（万元）": 10_001, "严重程度": "严重", "认定文书号": NUMBER})
    row = RowError.objects.get(batch=imported(wrong, by=clerk), level="waiting")
    withdrawn(body)
    client, address = client_of(clerk), f"/imports/rows/{row.pk}/"
    form = client.get(address).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields if name != "sums_right"}
    refused = client.post(address, {**posted, "amount": "1.0001"})
    assert (refused.status_code, "撤销；确需重新录入的" in text(refused)) == (422, True)
    assert client.post(address, {**posted, "amount": "1.0001", "again": "原决定恢复"}).status_code == 302


# The same rule where people enter by hand


def test_by_hand_too_what_was_withdrawn_needs_a_reason(body):
    gone = withdrawn(body)
    clerk = factories.posting(Role.CLERK)
    with pytest.raises(Incomplete, match=f"{gone.record_no} 已于 .* 撤销"):
        records.enter_record(by=clerk, **given(None))
    made = records.enter_record(by=clerk, **given(None, again="原决定经判决恢复"))
    assert Transition.objects.get(object_id=made.pk, act="enter").reason == "原决定经判决恢复"


def test_of_what_is_out_of_sight_only_that_it_was_withdrawn_is_told(body):
    gone = withdrawn(body)
    finder = factories.posting(Role.FINDING_BODY)
    values = given(None) | {"finding_body": finder.unit.name}
    with pytest.raises(Incomplete, match="的记录撤销过；确需") as refusal:
        records.enter_record(by=finder, **values)
    assert gone.record_no not in str(refusal.value.fields)


def test_a_draft_that_is_changed_into_what_was_withdrawn_needs_a_reason(body):
    withdrawn(body)
    clerk = factories.posting(Role.CLERK)
    made = records.enter_record(by=clerk, **given(None, document_number="苏财罚〔2026〕78号"))
    with pytest.raises(Incomplete, match="撤销"):
        records.revise_record(made, by=clerk, **given(None))
    records.revise_record(made, by=clerk, **given(None, document_number="苏财罚〔2026〕78号", remark="附注"))


@pytest.mark.parametrize("make", [factories.judgment, factories.commendation])
def test_the_other_kinds_ask_for_the_same_reason(make):
    gone = make("withdrawn")
    names = [
        field.name
        for field in gone._meta.fields
        if field.name in (*gone.CORRECTABLE, *gone.SAME, "department")
    ]
    twin = type(gone)(**{name: getattr(gone, name) for name in names})
    clerk = factories.posting(Role.CLERK)
    with pytest.raises(Incomplete, match="撤销"):
        records.enter_fact(twin, by=clerk)
    assert records.enter_fact(twin, by=clerk, again="撤销决定被改判").status == "draft"


# Where they wait


def queue_of(held):
    return next(w for w in Worklist(held).queues if w.queue.key == "waiting_rows")


def test_rows_that_wait_are_counted_listed_and_led_to_until_they_are_decided(body):
    clerk = factories.posting(Role.CLERK)
    row, _ = waiting_row(body, clerk)
    later = imported(returns.line(body, 认定文书号=NUMBER), by=clerk).row_errors.get(level="waiting")
    client, page = client_of(clerk), queue_of(clerk).url
    assert queue_of(clerk).count == 2
    assert "导入的行待决定 2" in text(client.get("/"))
    shown = client.get(page).content.decode()
    places = [shown.index(f"/imports/rows/{one.pk}/") for one in (row, later)]
    assert places == sorted(places)
    assert NUMBER in shown
    assert f"已于 {TODAY} 撤销" in shown
    for one in (row, later):
        services.leave_out(one, by=clerk, reason="确已撤销")
    assert queue_of(clerk).count == 0
    assert "现在没有" in text(client.get(page))


def test_neither_another_clerk_nor_a_role_that_may_not_decide_has_them_on_its_list(body):
    waiting_row(body)
    assert queue_of(factories.posting(Role.CLERK)).count == 0
    for role in (Role.OFFICER, Role.REVIEWER, Role.AUDITOR):
        held = factories.posting(role)
        assert "waiting_rows" not in {w.queue.key for w in Worklist(held).queues}


def test_they_are_handed_over_with_their_import_and_whoever_received_them_decides(body):
    giver, receiver = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    row, batch = waiting_row(body, giver)
    assert case_kinds["import_batch"].rows(giver).get() == batch
    case = posts.list_handover(giver, receiver, by=giver, reason="调离")
    posts.accept_handover(case, by=receiver)
    assert queue_of(receiver).count == 1
    assert client_of(receiver).get(f"/imports/rows/{row.pk}/").status_code == 200
    services.leave_out(row, by=receiver, reason="确已撤销")
    assert not case_kinds["import_batch"].rows(receiver).exists()


def test_the_page_asks_why_in_the_words_of_what_the_row_waits_for(body):
    clerk, other = factories.posting(Role.CLERK), factories.department()
    again, _ = waiting_row(body, clerk)
    either = imported(returns.line(body, 主体名称=other.name), by=clerk).row_errors.get(level="waiting")
    client = client_of(clerk)
    for row, words, asks_both in ((again, "凭什么再入库", False), (either, "凭什么认定是这一个部门", True)):
        page = text(client.get(f"/imports/rows/{row.pk}/"))
        assert words in page
        assert f"核对后录入第 {row.row} 行" in page
        assert ("只有同一文书、同一主体的记录撤销过" in page) == asks_both


def test_why_one_of_two_bodies_is_chosen_is_no_reason_to_bring_back_what_was_withdrawn_of_it(body):
    clerk, other = factories.posting(Role.CLERK), factories.department()
    gone = factories.record("withdrawn", department=other, document_number=NUMBER, source_kind="penalty")
    either = returns.line(body, 主体名称=other.name, 认定文书号=NUMBER)
    row = imported(either, by=clerk).row_errors.get(level="waiting")
    client, address = client_of(clerk), f"/imports/rows/{row.pk}/"
    form = client.get(address).context["form"]
    assert (form["why"].field.required, form["again"].field.required) == (True, False)
    posted = {name: form[name].value() or "" for name in form.fields if name != "sums_right"}
    posted |= {"credit_code": other.credit_code, "why": "文书正文写的是这一个"}
    refused = client.post(address, posted)
    assert (refused.status_code, f"{gone.record_no} 已于" in text(refused)) == (422, True)
    assert client.post(address, {**posted, "again": "原决定恢复"}).status_code == 302
    made = DishonestyRecord.objects.get(batch_row=row.row)
    told = Transition.objects.get(object_id=made.pk, act="enter").reason
    assert told == "文书正文写的是这一个；重新录入的理由：原决定恢复"


def test_of_two_bodies_one_is_chosen_with_a_reason_and_nothing_else_is_asked(body):
    clerk, other = factories.posting(Role.CLERK), factories.department()
    row = imported(returns.line(body, 主体名称=other.name), by=clerk).row_errors.get(level="waiting")
    client, address = client_of(clerk), f"/imports/rows/{row.pk}/"
    form = client.get(address).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields if name != "sums_right"}
    posted |= {"credit_code": other.credit_code}
    assert client.post(address, posted).status_code == 422
    assert client.post(address, {**posted, "why": "文书正文写的是这一个"}).status_code == 302
