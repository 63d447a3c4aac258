"""The official's own pages: an invitation declined, the field chosen, the words of every line, and what is none of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.roles import Role
from dossiers.models import FileRequest, InfluencePeriod
from dossiers.models.entries import Honour
from dossiers.services import file_entries, own_files
from postings.models import OwnAccess
from tests import factories
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def official(keeper):
    return factories.official(keeper, post="科长")


@pytest.fixture
def clerk(keeper):
    return factories.posting(Role.CLERK, None, unit=keeper)


@pytest.fixture
def actor(official):
    return factories.own_actor(official)


def sanctioned(official, clerk, **fields):
    given = {
        "sanction": "demerit",
        "decided_by": "模拟监察委员会（演示）",
        "document_number": "模监〔2026〕3号",
        "effective_on": timezone.localdate() - timedelta(days=10),
    }
    entry = InfluencePeriod(official=official, **{**given, **fields})
    return file_entries.add_entry(entry, by=clerk)


# the invitation


def test_an_invitation_that_is_declined_is_over_and_on_the_trail(official, clerk):
    user = factories.person()
    access = own_files.invite(official, by=clerk, username=user.username)
    client = client_of(access)
    answer = client.post(f"/own/invitations/{access.pk}/decline/", follow=True)
    assert "已谢绝邀请" in text(answer)
    access.refresh_from_db()
    assert access.status != "invited"
    assert acts_of(access) == ["enter", "decline"]
    assert client.post(f"/own/invitations/{access.pk}/decline/").status_code == 404
    assert client.post(f"/own/invitations/{access.pk}/confirm/", {"number": "1"}).status_code == 404


def test_an_invitation_is_declined_by_its_own_person_alone_and_only_by_a_form(official, clerk, actor):
    access = own_files.invite(factories.official(clerk.unit), by=clerk, username=factories.person().username)
    stranger = client_of(actor.access)
    assert stranger.post(f"/own/invitations/{access.pk}/decline/").status_code == 404
    assert client_of(access).get(f"/own/invitations/{access.pk}/decline/").status_code == 405
    access.refresh_from_db()
    assert access.status == "invited"


def test_who_declined_may_be_invited_again(official, clerk):
    user = factories.person()
    access = own_files.invite(official, by=clerk, username=user.username)
    client_of(access).post(f"/own/invitations/{access.pk}/decline/")
    again = own_files.invite(official, by=clerk, username=user.username)
    assert again.status == "invited"
    assert OwnAccess.objects.filter(official=official).count() == 2


# choosing what is wrong


def test_every_field_of_a_line_can_be_chosen_and_leads_to_its_form(official, actor):
    step = factories.career(official, post="科长")
    client = client_of(actor.access)
    page = client.get(f"/own/correct/career/{step.pk}/")
    for label in ("职务", "任职单位", "任职自"):
        assert label in text(page), label
    for field in ("post", "since", "until"):
        assert f"/own/correct/career/{step.pk}/{field}/" in page.content.decode()
        assert client.get(f"/own/correct/career/{step.pk}/{field}/").status_code == 200


def test_the_identity_can_be_chosen_from_with_its_number_masked(official, actor):
    page = client_of(actor.access).get("/own/correct/identity/")
    assert official.masked_id_number in text(page)
    assert official.open_id_number() not in page.content.decode()


def test_the_record_that_a_line_belongs_to_is_no_field_of_a_request(official, clerk, actor):
    line = sanctioned(official, clerk)
    client = client_of(actor.access)
    assert f"{line.pk}/record/" not in client.get(f"/own/correct/influence/{line.pk}/").content.decode()
    assert client.get(f"/own/correct/influence/{line.pk}/record/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/own/correct/nothing/",
        "/own/correct/career/",
        "/own/correct/career/01a20a00-b0d1-71c3-81b4-7968f57f0fb9/",
        "/own/correct/identity/01a20a00-b0d1-71c3-81b4-7968f57f0fb9/",
        "/own/correct/identity/password/",
        "/own/correct/identity/missing/",
    ],
)
def test_what_is_no_part_of_the_file_is_not_there(address, actor):
    assert client_of(actor.access).get(address).status_code == 404


def test_a_line_of_another_persons_file_is_not_there(keeper, actor):
    other = factories.career(factories.official(keeper))
    client = client_of(actor.access)
    assert client.get(f"/own/correct/career/{other.pk}/").status_code == 404
    asked = client.post(f"/own/correct/career/{other.pk}/post/", {"wanted": "处长", "reason": "有误"})
    assert asked.status_code == 404
    assert not FileRequest.objects.exists()


def test_a_line_that_was_struck_cannot_be_asked_about(official, clerk, actor):
    step = factories.career(official)
    file_entries.strike_entry(step, by=clerk, reason="重复登记")
    assert client_of(actor.access).get(f"/own/correct/career/{step.pk}/").status_code == 404


# what the lines say


def test_a_running_period_says_the_days_left_and_what_it_means(official, clerk, actor):
    line = sanctioned(official, clerk)
    page = text(client_of(actor.access).get("/own/"))
    assert f"还有 {(line.over_on - timezone.localdate()).days} 天，{line.over_on} 期满" in page
    assert "期内不得晋升职务、职级、级别和工资档次" in page


def test_a_period_that_is_argued_about_says_that_it_runs_on(official, clerk, actor):
    sanctioned(official, clerk, challenge="review")
    assert "正在复审复核或申诉，期间不停止计算" in text(client_of(actor.access).get("/own/"))


def test_a_period_lifted_early_says_so_and_no_longer_its_meaning(official, clerk, actor):
    lifted = timezone.localdate() - timedelta(days=1)
    sanctioned(official, clerk, lifted_on=lifted, lifted_document="模监〔2026〕9号")
    page = text(client_of(actor.access).get("/own/"))
    assert f"{lifted} 已解除" in page
    assert "期内不得晋升" not in page


def test_a_choice_is_asked_for_in_its_words_not_in_its_code(official, clerk, actor):
    line = file_entries.add_entry(
        Honour(
            official=official,
            honour="模拟先进个人",
            level=Honour._meta.get_field("level").choices[0][0],
            issued_by="模拟人民政府（演示）",
            document_number="模政〔2025〕1号",
            issued_on=date(2025, 3, 1),
        ),
        by=clerk,
    )
    code, words = Honour._meta.get_field("level").choices[1]
    client = client_of(actor.access)
    asked = client.post(f"/own/correct/honour/{line.pk}/level/", {"wanted": code, "reason": "级别有误"})
    assert asked.status_code == 302
    request = FileRequest.objects.get()
    assert (request.wanted, request.wanted_words) == (code, words)
    own_files.accept_request(request, by=clerk, reason="属实", value=code)
    line.refresh_from_db()
    assert line.level == code


def test_a_number_typed_wrong_in_a_request_is_told_and_nothing_is_kept(official, actor):
    client = client_of(actor.access)
    answer = client.post(
        "/own/correct/identity/id_number/", {"wanted": "32010219850505123", "reason": "换发"}
    )
    assert answer.status_code == 422
    assert not FileRequest.objects.exists()


@pytest.mark.parametrize("by_name", [True, False])
def test_another_unit_is_asked_for_by_its_whole_name_or_its_code(by_name, official, clerk, actor):
    there = factories.department(name="模拟青溪水务局（演示）")
    factories.department(name="模拟青溪林业局（演示）")
    client, address = client_of(actor.access), "/own/correct/identity/unit/"
    vague = client.post(address, {"wanted": "模拟青溪", "reason": "已调任"})
    assert vague.status_code == 422
    assert "“模拟青溪”可以指几个机构，请填其中一个：模拟青溪林业局（演示）（" in text(vague)
    assert "名录中没有" in text(client.post(address, {"wanted": "没有这个局", "reason": "已调任"}))
    assert not FileRequest.objects.exists()
    wanted = there.name if by_name else there.credit_code
    assert client.post(address, {"wanted": wanted, "reason": "已调任"}).status_code == 302
    request = FileRequest.objects.get()
    assert request.wanted_words == there.name
    keeper = client_of(clerk)
    keeper.post(f"/officials/{official.internal_number}/open/", {"purpose": "keeping", "basis": "核实申请"})
    answer = keeper.post(f"/file-requests/{request.pk}/accept/", {"reason": "任职文件属实"})
    assert answer.status_code == 302
    official.refresh_from_db()
    assert official.unit == there
