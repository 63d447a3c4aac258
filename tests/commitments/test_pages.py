"""The pages of commitments and breaches: one form, one list, one page for every domain; the ledger and the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitments.domains.domain import domains
from commitments.ledger import by_department, by_domain, in_all, rows_in
from commitments.models import Breach, Commitment
from commitments.reminding import remind
from commitments.services.entering import submit
from common.models import Deadline, Notice, RuleValue
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago
from tests.office import acts_of, client_of, text, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def files(tmp_path, settings):
    settings.FILES = tmp_path


def typed(domain, body, **changes):
    kind, carrier = makers.KINDS[domain]
    given = {
        "department": body.credit_code,
        "counterparty": "模拟供应商有限公司（演示）",
        "carrier": carrier,
        "document_title": "模拟合同（演示）",
        "document_number": "苏采合〔2026〕77号",
        "signed_on": days_ago(100).isoformat(),
        "promise_kind": kind,
        "content": "验收合格后三十日内付清合同款项",
        "amount": "12.5",
        "agreed_on": "",
    }
    own = dict.fromkeys(domains[domain].columns, "") | makers.OWN[domain]
    shown = {True: "true", False: "false"}
    for name, value in own.items():
        given[f"own_{name}"] = value.isoformat() if isinstance(value, date) else shown.get(value, value)
    return given | changes


def do(client, address, case, act, **given):
    answer = client.post(f"/{address}/{case.pk}/{act}/", {"page_token": token_of(case), **given})
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()


@pytest.mark.parametrize("domain", ["procurement", "investment"])
def test_a_promise_is_entered_on_the_form_of_its_domain(domain):
    client, body = client_of(factories.posting(Role.CLERK)), factories.department()
    page = text(client.get(f"/commitments/new/{domain}/"))
    for heading in domains[domain].asked:
        assert heading in page
    answer = client.post(f"/commitments/new/{domain}/", typed(domain, body))
    assert answer.status_code == 302, text(answer)
    case = Commitment.objects.get(department=body)
    assert case.amount == Decimal(125_000)
    assert domains[domain].part_of(case).project_name == makers.OWN[domain]["project_name"]
    assert "12.5 万元" in text(client.get(f"/commitments/{case.pk}/"))


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong():
    client, body = client_of(factories.posting(Role.CLERK)), factories.department()
    given = typed("procurement", body, own_payment_days="90", content="绝密★ 项目")
    answer = client.post("/commitments/new/procurement/", given)
    assert answer.status_code == 422
    assert "最长 60 日" in text(answer)
    assert "密级" in text(answer)
    assert not Commitment.objects.filter(department=body).exists()


def test_a_draft_is_changed_on_what_was_shown_alone():
    case = makers.draft()
    clerk = makers.clerk_of(case)
    client = client_of(clerk)
    given = typed("investment", case.department, agreed_on=TODAY.isoformat())
    assert client.post(f"/commitments/{case.pk}/edit/", {**given, "page_token": "0"}).status_code == 409
    answer = client.post(f"/commitments/{case.pk}/edit/", {**given, "page_token": token_of(case)})
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()
    assert (case.agreed_on, case.content_version) == (TODAY, 2)


def test_an_unknown_domain_has_no_form():
    assert client_of(factories.posting(Role.CLERK)).get("/commitments/new/weather/").status_code == 404


def test_from_draft_to_kept_on_its_page():
    case = makers.draft("procurement", agreed_on=None)
    clerk = client_of(makers.clerk_of(case))
    do(clerk, "commitments", case, "add_instalment", matter="全款", amount="10", agreed_on="")
    do(clerk, "commitments", case, "submit")
    do(client_of(factories.posting(Role.REVIEWER)), "commitments", case, "register")
    side = client_of(makers.representative(case))
    assert "尚未起算" in text(side.get(f"/commitments/{case.pk}/"))
    do(side, "commitments", case, "follow_up", own_delivered_on=days_ago(40).isoformat())
    page = text(side.get(f"/commitments/{case.pk}/"))
    assert "逾期未兑现" in page
    assert "逾期利息 500.00 元" in page
    assert "没有约定利率" in page
    one = case.instalments.get()
    paid = {"instalment": one.pk, "done_on": TODAY.isoformat(), "amount": "10", "document": "凭证 1 号"}
    do(side, "commitments", case, "fulfil", **paid)
    do(client_of(factories.posting(Role.OFFICER)), "commitments", case, "accept")
    assert "逾期兑现" in text(side.get(f"/commitments/{case.pk}/"))
    assert acts_of(case) == ["enter", "add_instalment", "submit", "register", "follow_up", "fulfil", "accept"]


def test_an_excuse_is_refused_on_the_page_by_name():
    case = makers.running()
    client = client_of(factories.posting(Role.OFFICER))
    given = {key: value for key, value in makers.CHANGE.items() if value not in (None, False)}
    given |= {
        "authority_on": days_ago(3).isoformat(),
        "new_agreed_on": TODAY.isoformat(),
        "ground": "new_term",
    }
    address = f"/commitments/{case.pk}/ask_change/"
    answer = client.post(address, {**given, "page_token": token_of(case)})
    assert answer.status_code == 422
    assert "“政府换届”不是变更或者不履行承诺的理由" in text(answer)
    assert "优化营商环境条例 31" in text(answer)


def test_a_lead_walks_its_road_on_its_pages():
    case = makers.running()
    officer = client_of(factories.posting(Role.OFFICER))
    assert "登记违约线索" in text(officer.get(f"/commitments/{case.pk}/?tab=breaches"))
    lead = {"source": "complaint", "reported_on": TODAY.isoformat(), "lead": "到期没有拨付"}
    assert officer.post(f"/commitments/{case.pk}/breach/", lead).status_code == 302
    made = Breach.objects.get(commitment=case)
    do(officer, "breaches", made, "route", body_name=makers.SUPERIOR)
    found = {"verify_document": "核实意见 1 号", "verified_on": TODAY.isoformat(), "finding": "属实"}
    do(officer, "breaches", made, "find_true", **found)
    page = text(client_of(makers.representative(case)).get(f"/breaches/{made.pk}/"))
    assert "属实" in page
    assert "待责令" in page


@pytest.mark.parametrize("state", makers.BREACH_ROAD)
def test_the_page_of_a_breach_says_whose_turn_it_is(state):
    made = makers.breach(state)
    page = text(client_of(factories.posting(Role.DIRECTOR)).get(f"/breaches/{made.pk}/"))
    assert made.get_status_display() in page
    if state == "confirmed":
        assert "不是失信记录，不公开" in page


def test_the_four_documents_are_asked_for_before_a_draft_is_made():
    made = makers.breach("confirmed")
    clerk = factories.posting(Role.CLERK)
    client = client_of(clerk)
    page = text(client.get(f"/breaches/{made.pk}/draft_record/"))
    assert "司法判决" in page
    laid = makers.evidence(made, clerk)
    given = {key: str(value) for key, value in makers.SOURCE.items()}
    wrong = {
        **given,
        "document": laid.pk,
        "document_number": "认定书〔2026〕9号",
        "page_token": token_of(made),
    }
    answer = client.post(f"/breaches/{made.pk}/draft_record/", wrong)
    assert answer.status_code == 422
    assert "不是四类文书" in text(answer)
    do(client, "breaches", made, "draft_record", **{**given, "document": laid.pk})
    assert makers.SOURCE["document_number"] in text(client.get(f"/records/{made.record.number}/"))


def test_the_ledger_counts_what_its_lists_show():
    director = factories.posting(Role.DIRECTOR)
    body = factories.department()
    makers.running(body=body)
    makers.running(body=body, agreed_on=TODAY + timedelta(days=9))
    makers.kept(body=body)
    makers.breach("confirmed", case=makers.running("procurement", body=body))
    rows = rows_in(director, None, body)
    total = in_all(rows, TODAY)
    assert (total.numbers["promised"], total.numbers["late"], total.numbers["not_due"]) == (4, 2, 1)
    assert (total.numbers["kept_late"], total.numbers["broken"]) == (1, 1)
    assert sum(line.numbers["promised"] for line in by_domain(rows, TODAY)) == 4
    assert [line.label for line in by_department(rows, TODAY)] == [str(body)]
    client = client_of(director)
    page = client.get(f"/commitments/ledger/?code={body.credit_code}")
    assert page.status_code == 200
    for key, _, number in total.cells:
        shown = text(client.get(f"/commitments/?standing={key}&code={body.credit_code}"))
        assert f"{number} 项" in shown, key


def test_an_unconfirmed_day_is_never_called_late():
    case = makers.running()
    unsettled = RuleValue.objects.get(kind="breach_clock", key="verify")
    Deadline.objects.filter(object_id=case.pk).update(rule=unsettled)
    assert not Commitment.objects.all().late(TODAY).filter(pk=case.pk).exists()
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/"))
    assert "已到期，期限待核实" in page
    assert "逾期未兑现" not in page


def test_the_calendar_shows_what_falls_due_day_by_day():
    director, due = factories.posting(Role.DIRECTOR), date(TODAY.year + 1, 3, 15)
    case = makers.running(agreed_on=due)
    client = client_of(director)
    page = text(client.get(f"/commitments/calendar/?month={due:%Y-%m}"))
    assert due.isoformat() in page
    assert case.number in page
    assert case.number not in text(client.get(f"/commitments/calendar/?month={due.year}-04"))
    assert client.get("/commitments/calendar/?month=nonsense").status_code == 200


def test_before_the_day_the_body_is_told_after_it_the_credit_office_too():
    case = makers.running(agreed_on=TODAY + timedelta(days=5))
    side, director = makers.representative(case), factories.posting(Role.DIRECTOR)
    remind(TODAY)
    told = Notice.objects.filter(object_id=case.pk)
    assert set(told.values_list("topic", "recipient")) == {("commitment.soon", side.pk)}
    remind(TODAY + timedelta(days=6))
    passed = told.filter(topic="commitment.passed").values_list("recipient", flat=True)
    assert {side.pk, director.pk} <= set(passed)
    assert remind(TODAY + timedelta(days=7)) == 0, "each day is told once"


def test_a_passed_day_by_an_unconfirmed_value_goes_no_higher():
    case = makers.breach("verifying")
    director = factories.posting(Role.DIRECTOR)
    due = Deadline.objects.get(kind="commitments.verify", object_id=case.pk).due_on
    remind(due + timedelta(days=1))
    told = Notice.objects.filter(object_id=case.pk, topic="breach.passed")
    assert told.exists()
    assert not told.filter(recipient=director.pk).exists()
    assert all("待核实" in text for text in told.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("role", "state", "words"),
    [
        (Role.REVIEWER, "pending", "承诺待复核"),
        (Role.REPRESENTATIVE, "running", "待兑现的承诺"),
        (Role.OFFICER, "running", "逾期未兑现，待登记线索"),
        (Role.DIRECTOR, "asked", "承诺变更待决定"),
    ],
)
def test_what_waits_stands_on_the_desk(role, state, words):
    if state == "pending":
        case = makers.draft()
        submit(case, by=makers.clerk_of(case))
    else:
        case = makers.running()
    if state == "asked":
        makers.asked(case)
    by = makers.representative(case) if role == Role.REPRESENTATIVE else factories.posting(role)
    assert words in text(client_of(by).get("/"))
