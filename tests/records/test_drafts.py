"""A draft saves what there is: subject and source alone, never a refused value; 提交复核 asks for all at once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed
from common.registry import Queue, registry
from common.roles import Role
from common.worklist import told
from records import services
from records.facts.dishonesty import department_page
from records.facts.forms import entry_forms
from records.facts.services.alike import alike, same_number
from records.models import Commendation, DishonestyRecord, Fact, LostJudgment
from tests import factories
from tests.office import acts_of, client_of, sit, text, token_of

pytestmark = pytest.mark.django_db
ASKED = set(DishonestyRecord.ASKED)


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.fixture
def body():
    return factories.department(name="模拟水务局（演示）")


def begun(clerk, body, source="penalty", **typed):
    """A record of which the form was sent with the department and what is `typed` alone."""
    given = {"credit_code": body.credit_code, "ordinal": "1", **typed}
    answer = client_of(clerk).post(f"/records/new/?source={source}", given)
    assert answer.status_code == 302, text(answer)
    return DishonestyRecord.objects.latest("pk")


def whole(**changes):
    """What the form still needs beside the department."""
    return {
        "facts": "道路养护项目验收合格后拖欠合同价款",
        "cause": "breach",
        "domain": "procurement",
        "occurred_on": "2025-06-01",
        "impact": "larger",
        "amount": "35.5",
        "finding_body": "模拟财政局",
        "document_title": "行政处罚决定书",
        "document_number": "苏财罚〔2026〕18号",
        "decided_on": "2026-01-10",
        "effective_on": "2026-01-20",
        "legal_basis": "《政府采购法》第七十八条",
        "declared_severity": "ordinary",
        "disclosure": "public",
        **changes,
    }


def page(made):
    return f"/records/{made.record_no}/"


def edit(clerk, made, **typed):
    given = {
        "credit_code": made.department.credit_code,
        "ordinal": "1",
        "page_token": token_of(made),
        **typed,
    }
    return client_of(clerk).post(f"{page(made)}edit/", given)


def test_subject_and_source_are_enough_for_a_draft(clerk, body):
    made = begun(clerk, body)
    assert (made.status, made.department, made.source_kind) == ("draft", body, "penalty")
    assert (made.decided_on, made.effective_on, made.document_key) == (None, None, "")
    assert made.record_no.startswith(f"SX-320000-{timezone.localdate().year}-")
    assert set(made.missing()) == ASKED
    assert acts_of(made) == ["enter"]
    parent = Fact.objects.get(pk=made.pk)
    assert (parent.status, parent.effective_on, parent.number) == ("draft", None, made.record_no)


def test_its_page_names_what_is_missing_and_leads_into_each_field(clerk, body):
    made = begun(clerk, body, facts="拖欠合同价款", domain="general")
    answer = client_of(clerk).get(page(made))
    shown, source = text(answer), answer.content.decode()
    assert f"还差 {len(ASKED) - 2} 项" in shown
    for name in ASKED - {"facts", "domain"}:
        assert f'href="{page(made)}edit/#id_{name}"' in source
    assert "#id_facts" not in source
    form = client_of(clerk).get(f"{page(made)}edit/").content.decode()
    assert all(f'id="id_{name}"' in form for name in ASKED)


def test_lists_and_work_say_how_much_is_missing(clerk, body):
    made = begun(clerk, body)
    words = f"还差 {len(ASKED)} 项"
    assert words in text(client_of(clerk).get("/records/"))
    assert f">{made.record_no}</a>" in client_of(clerk).get("/records/").content.decode()
    queue = registry.entries[Queue, "drafts"]
    waits = told(queue, queue.rows(clerk).get(pk=made.pk))
    assert (waits.matter, waits.word) == (f"草稿待提交 {made.record_no}", f"草稿，{words}")
    whole_one = factories.record(clerk=clerk)
    assert told(queue, queue.rows(clerk).get(pk=whole_one.pk)).word == "草稿"


def test_who_may_not_change_it_reads_what_is_missing_without_a_way_in(clerk, body):
    made = begun(clerk, body)
    client, _ = sit(Role.AUDITOR)
    answer = client.get(page(made))
    assert f"还差 {len(ASKED)} 项" in text(answer)
    assert "edit/#id_" not in answer.content.decode()
    assert client.get(f"{page(made)}edit/").status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"credit_code": ""}, "请输入几个字查找部门"),
        ({"ordinal": ""}, "请填写同一文书内序号"),
        ({"facts": "机密★ 关于某项目"}, "含有密级标志“机密”"),
        ({"finding_body": "同上"}, "同上"),
        ({"decided_on": "2099-01-01"}, "认定日期不能晚于今天"),
        ({"decided_on": "2026-01-10", "effective_on": "2026-01-01"}, "生效日期不能早于认定日期"),
        ({"finding_body_code": "1132"}, "应为18位"),
        ({"domain": "space"}, "没有“space”这一项"),
        ({"amount": "一百万"}, "请填写数字，单位万元"),
    ],
)
def test_a_draft_may_lack_but_holds_no_refused_value(clerk, body, typed, sentence):
    given = {"credit_code": body.credit_code, "ordinal": "1", **typed}
    answer = client_of(clerk).post("/records/new/?source=penalty", given)
    assert (answer.status_code, DishonestyRecord.objects.exists()) == (422, False)
    assert sentence in text(answer)


def test_a_sanction_is_never_open_even_in_a_draft(clerk, body):
    given = {"credit_code": body.credit_code, "ordinal": "1", "disclosure": "public"}
    answer = client_of(clerk).post("/records/new/?source=discipline", given)
    assert answer.status_code == 422
    assert "一律不公示" in text(answer)


def test_submitting_names_all_that_is_missing_at_once_and_changes_nothing(clerk, body):
    made = begun(clerk, body, facts="拖欠合同价款")
    with pytest.raises(Incomplete, match="提交复核前请补齐") as refused:
        made.submit(by=clerk)
    assert set(refused.value.fields) == ASKED - {"facts"}
    answer = client_of(clerk).post(f"{page(made)}submit/", {"page_token": token_of(made), "reason": ""})
    shown = text(answer)
    assert answer.status_code == 422
    assert all(made.label_of(name) in shown for name in ASKED - {"facts"})
    assert f'href="{page(made)}edit/#id_impact"' in answer.content.decode()
    made.refresh_from_db()
    assert (made.status, acts_of(made)) == ("draft", ["enter"])


def test_once_all_is_there_the_page_says_so_and_it_is_submitted(clerk, body):
    made = begun(clerk, body)
    assert edit(clerk, made, **whole()).status_code == 302
    made.refresh_from_db()
    assert (made.missing(), made.computed_severity, made.content_version) == ({}, "ordinary", 2)
    shown = text(client_of(clerk).get(page(made)))
    assert "已补齐" in shown
    assert "还差" not in shown
    made.submit(by=clerk)
    assert (made.status, made.open_items) == ("pending_review", None)
    assert "待补项" not in text(client_of(clerk).get(page(made)))
    assert acts_of(made) == ["enter", "edit", "submit"]


def test_what_was_there_may_be_taken_out_of_a_returned_one_but_not_handed_on(clerk, body):
    made = begun(clerk, body, **whole())
    made.submit(by=clerk)
    made.send_back(by=factories.posting(Role.REVIEWER), reason="事实不清")
    assert edit(clerk, made, **whole(facts="")).status_code == 302
    made.refresh_from_db()
    with pytest.raises(Incomplete) as refused:
        made.submit(by=clerk)
    assert set(refused.value.fields) == {"facts"}


def test_other_values_call_for_more(clerk, body):
    made = begun(clerk, body, **whole(declared_severity="serious"))
    assert set(made.missing()) == {"severity_reason"}
    whose = begun(clerk, body, "accountability", **whole(document_number="苏问责〔2026〕1号"))
    assert set(whose.missing()) == {"accountability_object"}
    assert whose.publishable is False
    unknown = begun(clerk, body, declared_severity="serious")
    assert "severity_reason" not in unknown.missing()


def test_two_drafts_without_a_number_are_two_and_neither_looks_like_the_other(clerk, body):
    first, second = begun(clerk, body, facts="拖欠合同价款"), begun(clerk, body, facts="拖欠合同价款")
    assert alike(first, clerk) == []
    assert same_number(DishonestyRecord, "", clerk) == []
    assert edit(clerk, first, **whole()).status_code == 302
    clash = edit(clerk, second, **whole())
    assert clash.status_code == 422
    assert "同一文书内序号" in text(clash)


def test_the_database_lets_only_what_is_unfinished_lack_something(clerk, body):
    made = begun(clerk, body)
    with pytest.raises(IntegrityError, match="record_whole_from_review_on"), transaction.atomic():
        made.move("submit", by=clerk)
    made.refresh_from_db()
    assert made.void(by=clerk, reason="录错了").status == "void"


def test_who_may_not_submit_a_whole_one_may_not_submit_a_bare_one_either(clerk, body):
    made = begun(clerk, body, **whole())
    with pytest.raises(NotAllowed):
        made.submit(by=factories.posting(Role.REVIEWER))


def test_the_form_of_an_import_row_stays_strict(clerk):
    strict = entry_forms["record"](posting=clerk, source="accountability", data={})
    left_open = {"occurred_on", "impact", "legal_basis"}
    assert strict.errors.keys() == ASKED - left_open | {"credit_code", "ordinal", "accountability_object"}


def test_a_correction_leaves_nothing_open(clerk):
    made = factories.record("confirmed")
    for name, empty in (("impact", ""), ("occurred_on", None), ("legal_basis", "")):
        with pytest.raises(Incomplete) as refused:
            services.propose_correction(
                made,
                by=clerk,
                changes={name: empty},
                kind="finding",
                grounds="更正",
                document="补正〔2026〕1号",
            )
        assert name in refused.value.fields


@pytest.mark.parametrize(
    ("make", "name", "empty"),
    [
        (factories.judgment, "summary", ""),
        (factories.judgment, "decided_on", None),
        (factories.commendation, "honour", ""),
        (factories.commendation, "issued_on", None),
    ],
)
def test_neither_does_one_of_what_stands_in_the_registers(clerk, make, name, empty):
    made = make("confirmed")
    reading = made.reading({name: empty})
    assert reading.faults(timezone.localdate())[name] == f"请填写{made.label_of(name)}"


def short(kind, clerk, body, **typed):
    """A reviewed fact begun with department and number alone."""
    given = {"credit_code": body.credit_code, **typed}
    answer = client_of(clerk).post(f"/{kind}/new/", given)
    assert answer.status_code == 302, text(answer)


@pytest.mark.parametrize(
    ("kind", "model", "number", "rest"),
    [
        (
            "judgments",
            LostJudgment,
            {"case_number": "（2026）苏01行终7号"},
            {
                "outcome": "lost",
                "court": "模拟中级人民法院",
                "summary": "判决撤销被诉决定",
                "decided_on": "2026-01-10",
                "effective_on": "2026-01-20",
            },
        ),
        (
            "commendations",
            Commendation,
            {"document_number": "苏发改表〔2026〕7号"},
            {
                "honour": "守信践诺示范单位",
                "level": "city",
                "issued_by": "模拟发展和改革委员会",
                "issued_on": "2026-01-10",
            },
        ),
    ],
)
def test_judgments_and_commendations_go_by_the_same_mechanism(clerk, body, kind, model, number, rest):
    short(kind, clerk, body, **number)
    short(kind, clerk, body, **number)
    made, other = model.objects.order_by("pk")
    assert set(made.missing()) == set(model.ASKED) == set(rest)
    address = f"/{kind}/{made.pk}/"
    answer = client_of(clerk).get(address)
    assert f"还差 {len(rest)} 项" in text(answer)
    assert all(f'href="{address}edit/#id_{name}"' in answer.content.decode() for name in rest)
    assert f"还差 {len(rest)} 项" in text(client_of(clerk).get(f"/{kind}/"))
    with pytest.raises(Incomplete) as refused:
        made.submit(by=clerk)
    assert set(refused.value.fields) == set(rest)
    with pytest.raises(IntegrityError, match="whole_from_review_on"), transaction.atomic():
        made.move("submit", by=clerk)
    made.refresh_from_db()
    sent = {"credit_code": body.credit_code, **number, **rest}
    done = client_of(clerk).post(f"{address}edit/", {**sent, "page_token": token_of(made)})
    assert done.status_code == 302, text(done)
    made.refresh_from_db()
    assert "已补齐" in text(client_of(clerk).get(address))
    twin = client_of(clerk).post(f"/{kind}/{other.pk}/edit/", {**sent, "page_token": token_of(other)})
    assert twin.status_code == 422
    assert made.submit(by=clerk).status == "pending_review"
    assert acts_of(made) == ["enter", "edit", "submit"]


def test_a_refusal_to_perform_asks_for_the_courts_announcement(clerk, body):
    short("judgments", clerk, body, case_number="（2026）苏01执8号", outcome="refused")
    made = LostJudgment.objects.get()
    assert {"announcement_number", "announced_on"} <= set(made.missing())


def test_figures_count_no_draft_that_does_not_say_when_in_what_and_how_grave(clerk, body):
    begun(clerk, body)
    begun(clerk, body, **whole())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_counted")
        assert cursor.fetchone() == (1,)


def test_a_grade_that_differs_without_a_reason_is_told_with_both(clerk, body):
    made = begun(clerk, body, **whole(declared_severity="serious"))
    with pytest.raises(Incomplete, match=r"填报“严重”与计算“.+”不一致，请写明理由"):
        made.submit(by=clerk)


def test_drafts_without_a_day_push_no_dated_record_out_of_the_department_page(clerk, body, monkeypatch):
    monkeypatch.setattr(department_page, "SHOWN", 2)
    dated = factories.record("confirmed", department=body)
    for _ in range(2):
        begun(clerk, body)
    assert dated.document_number in text(client_of(clerk).get(f"/departments/{body.credit_code}/"))
