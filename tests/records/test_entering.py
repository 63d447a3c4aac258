"""Facts entered by hand: what follows from them, no fact twice, no secret kept, bulk acts and short roads."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from common.cases import bulk
from common.errors import ActRefused, Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Outbox, Transition
from common.roles import Role
from identifiers.document_numbers import document_key
from records import services
from records.models import Commendation, DishonestyRecord, LostJudgment
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def given(**fields):
    return {
        "department": fields.pop("department", None) or factories.department(),
        "source_kind": "penalty",
        "cause": "breach",
        "domain": "procurement",
        "facts": "验收合格后拖欠货款",
        "occurred_on": TODAY - timedelta(days=200),
        "finding_body": "模拟财政局（演示）",
        "document_title": "行政处罚决定书",
        "document_number": "苏财罚〔2026〕18号",
        "decided_on": TODAY - timedelta(days=60),
        "effective_on": TODAY - timedelta(days=50),
        "legal_basis": "《政府采购法》第七十八条",
        "amount": Decimal(200000),
        "loss": Decimal(200000),
        "impact": "larger",
        "declared_severity": "ordinary",
        "disclosure": "public",
        **fields,
    }


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.mark.parametrize(
    "written",
    [
        "苏财罚〔2026〕18号",
        "苏财罚[2026]18号",
        "苏财罚（2026）18号",
        " 苏财罚【2026】 18 号",
        "苏财罚〔２０２６〕18号",
    ],
)
def test_one_document_however_written_is_entered_once(clerk, written):
    body = factories.department()
    services.enter_record(by=clerk, **given(department=body))
    before = Transition.objects.count()
    with pytest.raises(Incomplete) as refused:
        services.enter_record(by=clerk, **given(department=body, document_number=written))
    assert set(refused.value.fields) == {"ordinal"}
    assert (DishonestyRecord.objects.count(), Transition.objects.count()) == (1, before)


def test_a_further_fact_of_a_document_takes_the_next_number_and_a_voided_one_leaves_it_free(clerk):
    first = services.enter_record(by=clerk, **given())
    second = services.enter_record(by=clerk, **given(department=first.department, ordinal=2))
    with pytest.raises(Incomplete):
        services.enter_record(by=clerk, **given(department=first.department, ordinal=2))
    second.void(by=clerk, reason="重复")
    again = services.enter_record(by=clerk, **given(department=first.department, ordinal=2))
    assert (again.ordinal, again.status) == (2, "draft")


@pytest.mark.parametrize(
    ("fields", "grade"),
    [
        ({"loss": Decimal("99999.99"), "impact": "small"}, "minor"),
        ({"loss": Decimal(100000), "impact": "small"}, "ordinary"),
        ({"loss": Decimal(1000000), "impact": "small"}, "serious"),
        ({"loss": Decimal(100), "impact": "small", "is_aggravated": True}, "serious"),
        ({"impact": ""}, ""),
    ],
)
def test_the_grade_follows_from_loss_impact_and_judgement(clerk, fields, grade):
    assert services.enter_record(by=clerk, **given(**fields)).computed_severity == grade


def test_the_grade_and_the_key_follow_a_change(clerk):
    record = services.enter_record(by=clerk, **given())
    body = factories.department("320500")
    changed = given(department=body, loss=Decimal(5000000), document_number="苏财罚〔2026〕19号")
    services.revise_record(record, by=clerk, **changed)
    assert (record.computed_severity, record.document_key) == ("serious", document_key("苏财罚〔2026〕19号"))
    assert (record.subject_region.code, record.content_version) == ("320500", 2)


def test_a_change_to_another_citys_department_is_undone_whole():
    clerk = factories.posting(Role.CLERK, "320100")
    record = services.enter_record(by=clerk, **given())
    before = Transition.objects.count()
    with pytest.raises(NotAllowed):
        services.revise_record(record, by=clerk, **given(department=factories.department("320500")))
    record = DishonestyRecord.objects.get(pk=record.pk)
    assert (record.subject_region.code, record.content_version) == ("320100", 1)
    assert Transition.objects.count() == before


def test_a_change_into_a_document_that_is_on_file_is_refused(clerk):
    first = services.enter_record(by=clerk, **given())
    second = services.enter_record(
        by=clerk, **given(department=first.department, document_number="苏财罚〔2026〕19号")
    )
    with pytest.raises(Incomplete, match="已有在册记录"):
        services.revise_record(second, by=clerk, **given(department=first.department))
    assert DishonestyRecord.objects.get(pk=second.pk).content_version == 1


def test_a_record_without_a_subject_is_told_so(clerk):
    with pytest.raises(Incomplete) as refused:
        services.enter_record(by=clerk, **given() | {"department": None})
    assert set(refused.value.fields) == {"credit_code"}


@pytest.mark.parametrize("field", ["facts", "legal_basis", "document_title", "finding_body"])
def test_a_secrecy_mark_in_any_text_keeps_everything_out(clerk, field):
    with pytest.raises(Incomplete) as refused:
        services.enter_record(by=clerk, **given(**{field: "机密★10年 内部通报"}))
    assert set(refused.value.fields) == {field}
    assert not DishonestyRecord.objects.exists()


def test_a_secrecy_mark_in_a_field_of_the_source_is_found_too(clerk):
    with pytest.raises(Incomplete) as refused:
        services.enter_record(by=clerk, **given(source_details={"note": "绝密★30年"}))
    assert set(refused.value.fields) == {"note"}


def test_what_a_finding_body_enters_it_has_found(clerk):
    finder = factories.posting(Role.FINDING_BODY)
    found = services.enter_record(by=finder, **given())
    assert found.finding_unit == finder.unit
    assert services.enter_record(by=clerk, **given()).finding_unit is None


def _judgment(body, **fields):
    return LostJudgment(
        department=body,
        outcome="lost",
        court="模拟中级人民法院（演示）",
        decided_on=TODAY - timedelta(days=80),
        effective_on=TODAY - timedelta(days=60),
        **{"case_number": "（2026）苏01行终7号", "summary": "撤销被诉行政行为", **fields},
    )


def _honour(body, **fields):
    return Commendation(
        department=body,
        honour="守信践诺示范单位",
        level="city",
        issued_by="模拟发展和改革委员会（演示）",
        issued_on=TODAY - timedelta(days=40),
        **{"document_number": "苏发改表〔2026〕1号", **fields},
    )


FACTS = pytest.mark.parametrize("make", [_judgment, _honour], ids=["judgment", "commendation"])


def _confirmed(make):
    clerk = factories.posting(Role.CLERK)
    fact = services.enter_fact(make(factories.department()), by=clerk)
    return fact.submit(by=clerk).confirm(by=factories.posting(Role.REVIEWER), reason="与文书一致")


@FACTS
def test_a_fact_is_entered_once_a_department_and_again_after_it_was_voided(clerk, make):
    body = factories.department()
    first = services.enter_fact(make(body), by=clerk)
    with pytest.raises(Incomplete, match="已经录入过"):
        services.enter_fact(make(body), by=clerk)
    services.enter_fact(make(factories.department()), by=clerk)
    first.void(by=clerk, reason="录错部门")
    assert services.enter_fact(make(body), by=clerk).status == "draft"


@FACTS
def test_brackets_and_blanks_do_not_make_another_document(clerk, make):
    body, number = factories.department(), "case_number" if make is _judgment else "document_number"
    services.enter_fact(make(body), by=clerk)
    written = (
        getattr(make(body), number)
        .replace("（", "(")
        .replace("）", " )")
        .replace("〔", "[")
        .replace("〕", "]")
    )
    with pytest.raises(Incomplete, match="已经录入过"):
        services.enter_fact(make(body, **{number: written}), by=clerk)


@FACTS
def test_a_fact_with_a_secrecy_mark_is_not_kept(clerk, make):
    text = {"summary": "秘密★5年"} if make is _judgment else {"deeds": "秘密★5年"}
    with pytest.raises(Incomplete, match="密级标志"):
        services.enter_fact(make(factories.department(), **text), by=clerk)
    assert not LostJudgment.objects.exists()
    assert not Commendation.objects.exists()


@FACTS
def test_a_draft_is_voided_by_who_entered_it_with_a_reason(clerk, make):
    fact = services.enter_fact(make(factories.department()), by=clerk)
    with pytest.raises(NotEligible, match="自己录入"):
        fact.void(by=factories.posting(Role.CLERK), reason="多余")
    with pytest.raises(Incomplete):
        fact.void(by=clerk, reason="  ")
    assert fact.void(by=clerk, reason="多余").status == "void"


@FACTS
def test_ones_own_entry_is_not_ones_own_review(clerk, make):
    fact = services.enter_fact(make(factories.department()), by=clerk).submit(by=clerk)
    with pytest.raises(NotAllowed, match="四眼"):
        fact.confirm(by=factories.posting(Role.REVIEWER, user=clerk.user), reason="一致")
    assert type(fact).objects.get(pk=fact.pk).status == "pending_review"


@FACTS
def test_a_returned_fact_changes_its_version_and_goes_round_again(clerk, make):
    reviewer = factories.posting(Role.REVIEWER)
    fact = services.enter_fact(make(factories.department()), by=clerk).submit(by=clerk)
    fact.send_back(by=reviewer, reason="日期有误")
    fact.edit(by=clerk, **({"court": "另一法院"} if make is _judgment else {"issued_by": "另一机关"}))
    fact.submit(by=clerk).confirm(by=reviewer, reason="一致")
    assert (fact.content_version, fact.reviewed_version, fact.reviewed_by_id) == (2, 2, reviewer.user_id)


@FACTS
def test_a_withdrawn_fact_is_told_to_the_world_once(make):
    fact, director = _confirmed(make), factories.posting(Role.DIRECTOR)
    told = Outbox.objects.filter(topic=f"{fact._meta.model_name}.withdrawn", subject_id=fact.pk)
    fallen = {"by": director, "reason": "再审改判", "source": factories.source()}
    assert services.withdraw_fact(fact, **fallen).status == "withdrawn"
    assert [row.payload["as"] for row in told.order_by("pk")] == ["subject", "sharing"]
    with pytest.raises(WrongState):
        services.withdraw_fact(fact, **fallen)
    assert told.count() == 2


@FACTS
@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.SECRECY])
def test_only_the_director_withdraws_a_fact_and_a_refusal_tells_nobody(make, role):
    fact = _confirmed(make)
    with pytest.raises(NotAllowed):
        services.withdraw_fact(fact, by=factories.posting(role), reason="误", source=factories.source())
    assert type(fact).objects.get(pk=fact.pk).status == "confirmed"
    assert not Outbox.objects.filter(subject_id=fact.pk).exists()


def _submit(by):
    return lambda record: record.submit(by=by)


def test_a_rehearsal_says_what_would_happen_and_leaves_everything_as_it_was(clerk):
    ready, lacking = factories.record(clerk=clerk), factories.record(clerk=clerk, impact="")
    before = Transition.objects.count()
    told = bulk.rehearse([ready, lacking], _submit(clerk))
    assert [bool(outcome.refusal) for outcome in told] == [False, True]
    assert "社会影响程度" in told[1].refusal
    assert set(DishonestyRecord.objects.values_list("status", flat=True)) == {"draft"}
    assert Transition.objects.count() == before


def test_one_refusal_stops_none_of_the_others_and_twice_is_refused_in_words(clerk):
    records = [factories.record(clerk=clerk) for _ in range(3)]
    records[1].void(by=clerk, reason="重复")
    done = bulk.perform(records, _submit(clerk))
    assert [outcome.refusal == "" for outcome in done] == [True, False, True]
    again = bulk.perform(records, _submit(clerk))
    assert all("不能提交复核" in outcome.refusal for outcome in again)


def test_a_step_that_breaks_half_way_leaves_its_record_whole_and_is_not_hidden(clerk):
    record = factories.record(clerk=clerk)

    def breaks(found):
        found.submit(by=clerk)
        raise StaleState("刚被改动")

    (outcome,) = bulk.perform([record], breaks)
    assert outcome.refusal == "刚被改动"
    assert DishonestyRecord.objects.get(pk=record.pk).status == "draft"

    def faulty(found):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bulk.perform([record], faulty)


def test_every_refusal_is_an_act_refused_with_words_in_chinese(clerk):
    with pytest.raises(ActRefused) as refused:
        services.enter_record(by=factories.posting(Role.REVIEWER), **given())
    assert refused.value.message.startswith("录入由")
