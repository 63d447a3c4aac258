"""Pages of deputies, handovers and rules: who opens them, what they show, that their forms act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent
from common.models import RuleValue
from common.roles import BLIND_ROLES, Role
from common.rule_values import rule
from common.rulebook import rulebook
from postings import services as postings_services
from postings.models import Deputy, Handover, RuleProposal
from tests import factories
from tests.office import acts_of, client_of, queries, sit, text
from tests.sampling import sampled

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ROLES = [role for role in Role if role != Role.CLOCK]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["deputies", "handovers", "rules"])
def test_who_opens_which_list(role, page):
    client, _ = sit(role)
    shut = page == "rules" and role in BLIND_ROLES
    assert client.get(reverse(f"postings:{page}")).status_code == (403 if shut else 200)


# Deputies


def test_a_person_names_a_deputy_who_then_switches_to_the_post():
    client, posting = sit(Role.REVIEWER)
    person = factories.person("钱代办")
    page = client.get(reverse("postings:grant_deputy"))
    assert "采集和审核：录入、复核、告知、认定、撤销 全部" in text(page)
    sent = client.post(
        reverse("postings:grant_deputy"),
        {
            "person": person.username,
            "since": TODAY,
            "until": TODAY + timedelta(days=3),
            "excluded": ["dishonestyrecord.confirm"],
            "reason": "出差",
        },
        follow=True,
    )
    assert "待同意" in text(sent)
    assert "失信记录：认定" in text(sent)
    assert not Deputy.objects.exists()
    factories.agreed(Consent.objects.get())
    assert "钱代办" in text(client.get(reverse("postings:deputies")))
    assert acts_of(Deputy.objects.get()) == ["enter"]
    deputys = client_of(factories.posting(Role.CLERK, user=person))
    assert f"代理{posting.user.name}" in text(deputys.get("/"))
    deputys.post(reverse("postings:switch"), {"posting": posting.pk})
    made = factories.record("pending_review")
    assert deputys.get(reverse("records:record", args=[made.record_no])).status_code == 200


def test_a_wrong_deputy_form_says_what_is_wrong():
    client, posting = sit(Role.REVIEWER)
    address = reverse("postings:grant_deputy")
    unknown = client.post(address, {"person": "nobody", "since": TODAY, "until": TODAY})
    assert unknown.status_code == 422
    assert "请输入完整账号，或请安全管理员指定" in text(unknown)
    given = {"person": posting.user.username, "since": TODAY, "until": TODAY, "reason": "出差"}
    own = client.post(address, given)
    assert "请输入完整账号，或请安全管理员指定" in text(own)


def test_only_ones_own_posting_or_any_for_the_security_administrator():
    other = factories.posting(Role.DIRECTOR)
    address = reverse("postings:grant_deputy_of", args=[other.pk])
    assert sit(Role.OFFICER)[0].get(address).status_code == 404
    assert sit(Role.SECURITY_ADMIN, None)[0].get(address).status_code == 200


def test_a_deputyship_is_taken_back_with_a_reason_on_its_page():
    client, posting = sit(Role.REVIEWER)
    deputy = factories.deputy(posting, by=posting, person=factories.person(), since=TODAY, until=TODAY)
    address = reverse("postings:revoke_deputy", args=[deputy.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "提前返岗"})
    deputy.refresh_from_db()
    assert deputy.status == "revoked"
    assert sit(Role.REVIEWER)[0].get(address).status_code == 404


# Handover


@pytest.fixture
def leaving():
    """A clerk with a draft, and who takes over."""
    client, giver = sit(Role.CLERK)
    made = factories.record(clerk=giver)
    return client, giver, factories.posting(Role.CLERK), made


def test_a_clerk_lists_hands_over_and_the_receiver_gives_the_receipt(leaving):
    client, _giver, receiver, made = leaving
    assert "失信记录草稿或退回件 1 件" in text(client.get(reverse("postings:handovers")))
    sent = client.post(
        reverse("postings:new_handover"),
        {"receiver": receiver.user.username, "kinds": ["record_draft"], "reason": "调离"},
        follow=True,
    )
    assert made.record_no in text(sent)
    found = Handover.objects.get()
    receivers = client_of(receiver)
    assert "接收" in text(receivers.get("/"))
    receivers.post(reverse("postings:handover_act", args=[found.pk, "accept"]), {"reason": "核对无误"})
    found.refresh_from_db()
    assert found.status == "accepted"
    assert found.receipt_number in text(receivers.get(reverse("postings:handover", args=[found.pk])))
    assert "没有未结事项" in text(client.get(reverse("postings:handovers")))


def test_the_security_administrator_sees_numbers_not_cases_and_cannot_end_the_post_before(leaving):
    _, giver, receiver, made = leaving
    admins, _ = sit(Role.SECURITY_ADMIN, None)
    page = admins.get(reverse("postings:new_handover_of", args=[giver.pk]))
    assert "（1 件）" in text(page)
    ended = admins.post(reverse("postings:end_posting", args=[giver.pk]), {"until": TODAY, "reason": "调离"})
    assert ended.status_code == 422
    assert "须先办理交接" in text(ended)
    sent = admins.post(
        reverse("postings:new_handover_of", args=[giver.pk]),
        {"receiver": receiver.user.username, "kinds": ["record_draft"], "reason": "已离岗"},
        follow=True,
    )
    assert made.record_no not in text(sent)
    assert "1 件" in text(sent)


def test_a_stranger_finds_no_handover(leaving):
    client, giver, receiver, _ = leaving
    found = postings_services.list_handover(giver, receiver, by=giver)
    address = reverse("postings:handover", args=[found.pk])
    assert sit(Role.DIRECTOR)[0].get(address).status_code == 404
    assert client.get(address).status_code == 200
    assert client.get(reverse("postings:handover_act", args=[found.pk, "nonsense"])).status_code == 404


# Rules


def proposal_form(**changes):
    return {
        "amount": 10,
        "unit": "working_day",
        "effective_from": TODAY + timedelta(days=1),
        "basis": "省信用办通知",
        "document_number": "苏信用办〔2026〕9号",
        "reason": "各地反映期限过短",
        **changes,
    }


def test_an_officer_proposes_sees_the_effect_and_the_director_confirms():
    officers, _ = sit(Role.OFFICER)
    made = factories.record("pending_notice")
    made.serve_notice(by=factories.posting(Role.REVIEWER), served_on=TODAY, how="直接送达")
    address = reverse("postings:propose_rule", args=["statement", "period"])
    assert "5 个工作日" in text(officers.get(address))
    sent = officers.post(address, proposal_form(), follow=True)
    assert "正在计算的陈述申辩期：1 项" in text(sent)
    assert "推后 1" in text(sent)
    found = RuleProposal.objects.get()
    directors, _ = sit(Role.DIRECTOR)
    assert "规则修订" in text(directors.get("/"))
    confirm = reverse("postings:rule_act", args=[found.pk, "confirm"])
    assert "推后 1" in text(directors.get(confirm))
    directors.post(confirm, {"reason": "文件已发"})
    assert rule("statement", "period", TODAY + timedelta(days=1)).value == 10
    page = text(directors.get(reverse("postings:rule", args=["statement", "period"])))
    assert "第 2 版" in page
    assert "第 1 版" in page


def test_a_wrong_value_is_told_beside_its_field():
    officers, _ = sit(Role.OFFICER)
    address = reverse("postings:propose_rule", args=["publicity", "minor"])
    sent = officers.post(address, proposal_form(min_months=9, max_months=3))
    assert sent.status_code == 422
    assert "不能大于最长公示期" in text(sent)
    assert not RuleProposal.objects.exists()


def test_a_year_of_holidays_is_typed_in_lines():
    officers, _ = sit(Role.OFFICER)
    address = reverse("postings:propose_rule", args=["holidays", "new"])
    sent = officers.post(address, proposal_form(lines="2027-01-01 至 2027-01-03 休 元旦"), follow=True)
    assert "2027 年：休息 3 天" in text(sent)
    wrong = officers.post(address, proposal_form(lines="元旦放假"))
    assert "第 1 行" in text(wrong)


@pytest.mark.parametrize(
    "kind", sampled(sorted(rulebook.kinds.keys() - {"holidays"}), {"publicity", "statement", "withdrawal"})
)
def test_every_kind_of_rule_has_its_page_and_its_form(kind):
    officers, _ = sit(Role.OFFICER)
    unlike = RuleValue.objects.filter(kind=kind).order_by("value", "key").distinct("value")
    for key in unlike.values_list("key", flat=True)[:3]:
        assert officers.get(reverse("postings:rule", args=[kind, key])).status_code == 200
        assert officers.get(reverse("postings:propose_rule", args=[kind, key])).status_code == 200


def test_lines_and_kinds_that_do_not_exist_are_not_found():
    officers, _ = sit(Role.OFFICER)
    for args in (["nonsense", "period"], ["statement", "nonsense"], ["statement", "new"]):
        assert officers.get(reverse("postings:propose_rule", args=args)).status_code == 404
        assert officers.get(reverse("postings:rule", args=args)).status_code == 404


def test_the_director_settles_a_value_that_waits_to_be_verified():
    directors, _ = sit(Role.DIRECTOR)
    unsettled = rule("query", "any", TODAY)
    page = reverse("postings:rule", args=["query", "any"])
    assert "待核实" in text(directors.get(page))
    directors.post(reverse("postings:settle_rule", args=[unsettled.pk]), {"reason": "已核对条例"})
    assert "已确认" in text(directors.get(page))
    assert acts_of(unsettled) == ["settle_rule"]


@pytest.mark.parametrize("role", [role for role in ROLES if role != Role.OFFICER])
def test_only_officers_open_the_form(role):
    client, _ = sit(role)
    assert client.get(reverse("postings:propose_rule", args=["statement", "period"])).status_code == 403


def test_a_local_office_is_offered_nothing():
    client, _ = sit(Role.OFFICER, "320100")
    assert "提出修订" not in text(client.get(reverse("postings:rule", args=["statement", "period"])))


# Query counts stay as the rows grow


def test_lists_ask_the_database_as_often_for_many_rows_as_for_few(leaving):
    client, giver, receiver, _ = leaving
    address = reverse("postings:deputies")

    def deputise():
        factories.deputy(giver, by=giver, person=factories.person(), since=TODAY, until=TODAY)

    deputise()
    few = queries(client, address)
    for _ in range(4):
        deputise()
    assert queries(client, address) == few
    found = postings_services.list_handover(giver, receiver, by=giver)
    shown = reverse("postings:handover", args=[found.pk])
    before = queries(client, shown)
    postings_services.cancel_handover(found, by=giver, reason="重列")
    for _ in range(4):
        factories.record(clerk=giver)
    again = postings_services.list_handover(giver, receiver, by=giver)
    assert queries(client, reverse("postings:handover", args=[again.pk])) == before
