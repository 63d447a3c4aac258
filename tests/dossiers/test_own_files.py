"""An official before the own file: the link made by two, the file read-only, requests with an answer."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Notice
from common.roles import Role
from dossiers.models import FileAccess, FileRequest
from dossiers.services import file_entries, opening, own_files
from identifiers.id_numbers import check_digit
from postings.models import OwnAccess
from postings.services.own_access import own_actors
from tests import factories
from tests.databases import as_owner
from tests.office import acts_of, client_of, look, signed_in, sit, text

pytestmark = pytest.mark.django_db
BODY = "32010219850505123"
NUMBER = BODY + check_digit(BODY)


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


def test_an_invitation_shows_nothing_until_the_person_confirms_with_the_own_number(official, clerk):
    user = factories.person()
    access = own_files.invite(official, by=clerk, username=user.username)
    client = client_of(access)
    page = text(client.get("/own/"))
    assert "请确认查阅" in page
    assert official.name not in page
    wrong = client.post(f"/own/invitations/{access.pk}/confirm/", {"number": NUMBER})
    assert "还可以核对 4 次" in text(wrong)
    right = client.post(f"/own/invitations/{access.pk}/confirm/", {"number": official.open_id_number()})
    assert right.status_code == 302
    assert official.name in text(client.get("/own/"))
    assert acts_of(access) == ["enter", "mistake", "confirm"]


def test_an_official_without_a_posting_comes_to_the_own_file_at_once(actor):
    arrived = client_of(actor.access).get("/")
    assert (arrived.status_code, arrived["Location"]) == (302, "/own/")
    stranger = signed_in(factories.person())
    assert stranger.get("/").status_code == 403
    clerk, _ = sit(Role.CLERK)
    assert clerk.get("/").status_code == 200


def test_five_mistakes_end_the_invitation(official, clerk):
    own_files.invite(official, by=clerk, username=(user := factories.person()).username)
    for _ in range(4):
        with pytest.raises(Incomplete):
            own_files.confirm(own_actors(user)[0], number="320102199901011111")
    with pytest.raises(NotEligible, match="五次"):
        own_files.confirm(own_actors(user)[0], number="320102199901011111")
    assert own_actors(user) == []
    assert OwnAccess.objects.get().status == "ended"


def test_nobody_links_a_file_to_themselves_by_form_nor_by_the_database(official, clerk):
    with pytest.raises(NotAllowed, match="自己"):
        own_files.invite(official, by=clerk, username=clerk.user.username)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnAccess.objects.create(official=official, user=clerk.user, invited_by=clerk.user)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR, Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_only_the_keeper_invites(role, official, keeper):
    held = factories.posting(role, None, unit=keeper)
    with pytest.raises(NotAllowed):
        own_files.invite(official, by=held, username=factories.person().username)


def test_a_clerk_without_the_authority_does_not_invite(official):
    stranger = factories.posting(Role.CLERK, None, unit=factories.department())
    with pytest.raises(NotAllowed, match="范围"):
        own_files.invite(official, by=stranger, username=factories.person().username)
    assert not OwnAccess.objects.exists()


def test_one_file_has_one_account_and_one_account_one_file(official, clerk, actor):
    with pytest.raises(Incomplete, match="关联"):
        own_files.invite(official, by=clerk, username=factories.person().username)
    other = factories.official(official.managed_by)
    with pytest.raises(Incomplete, match="关联"):
        own_files.invite(other, by=clerk, username=actor.access.user.username)


def test_the_own_file_shows_what_was_notified_who_looked_and_no_one_else(official, clerk, actor):
    told = factories.record("pending_notice", official=official, clerk=clerk, disclosure="internal")
    quiet = factories.record("pending_review", official=official, clerk=clerk, disclosure="internal")
    opening.open_file(official, by=clerk, purpose="honours", basis="苏评〔2026〕3号")
    opening.open_file(official, by=clerk, purpose="discipline", basis="专项核查第7号")
    factories.career(official, post="处长")
    other = factories.official(official.managed_by, name="旁人甲")
    page = text(client_of(actor.access).get("/own/"))
    assert told.document_number in page
    assert quiet.document_number not in page
    assert "苏评〔2026〕3号" in page
    assert "专项核查第7号" not in page
    assert "处长" in page
    assert other.name not in page
    assert official.open_id_number() not in page


def test_the_own_view_reaches_no_other_file_and_no_office_page(official, actor):
    other = factories.official(official.managed_by)
    step, theirs = factories.career(other), factories.file_request(factories.own_actor(other))
    client = client_of(actor.access)
    for address in (
        f"/own/correct/career/{step.pk}/",
        f"/own/correct/career/{step.pk}/post/",
        "/own/correct/nothing/",
        "/own/correct/identity/managed_by/",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"/own/requests/{theirs.pk}/withdraw/").status_code == 404
    for address in (f"/officials/{official.internal_number}/", "/officials/", "/file-requests/", "/records/"):
        assert client.get(address).status_code == 403, address
    assert text(client_of(factories.posting(Role.CLERK)).get("/own/")).count("还没有关联") == 1


def keeping(clerk, official):
    """The keeper's client with the official's file open: a request quotes what the file says."""
    client = client_of(clerk)
    look(client, clerk, official)
    return client


def ask(client, **more):
    given = {"wanted": "处长", "reason": "任职文件写的是处长", "evidence": "苏任〔2026〕1号"}
    return client.post("/own/correct/identity/post/", {**given, **more})


def test_a_request_is_asked_accepted_applied_and_told(official, clerk, actor):
    client = client_of(actor.access)
    assert ask(client).status_code == 302
    request = FileRequest.objects.get()
    assert (request.current, request.wanted, request.evidence) == ("科长", "处长", "苏任〔2026〕1号")
    assert Notice.objects.waiting_for(clerk.pk).count() == 1
    keeper = keeping(clerk, official)
    assert "本人申请更正 职务" in text(keeper.get("/"))
    assert keeper.post(f"/file-requests/{request.pk}/accept/", {"reason": ""}).status_code == 422
    assert (
        keeper.post(f"/file-requests/{request.pk}/accept/", {"reason": "与任职文件一致"}).status_code == 302
    )
    official.refresh_from_db()
    request.refresh_from_db()
    assert (official.post, request.status, request.decided_by_id) == ("处长", "accepted", clerk.user_id)
    assert acts_of(request) == ["enter", "accept"]
    assert acts_of(official)[-1] == "apply_request"
    page = text(client.get("/own/"))
    assert "与任职文件一致" in page
    assert "您申请更正的“职务”已更正" in page
    notice = Notice.objects.waiting_for(actor.pk).get(topic="file.answered")
    client.post(f"/own/notices/{notice.pk}/done/")
    assert not Notice.objects.waiting_for(actor.pk).filter(topic="file.answered").exists()


def test_a_line_of_the_file_is_put_right_too(official, clerk, actor):
    step = factories.career(official, post="科长")
    client = client_of(actor.access)
    address = f"/own/correct/career/{step.pk}/since/"
    assert client.post(address, {"wanted": "昨天", "reason": "有误"}).status_code == 422
    assert client.post(address, {"wanted": "2019-05-01", "reason": "有误"}).status_code == 302
    request = FileRequest.objects.get()
    keeping(clerk, official).post(f"/file-requests/{request.pk}/accept/", {"reason": "属实"})
    step.refresh_from_db()
    assert f"{step.since}" == "2019-05-01"


def test_a_wrong_number_is_put_right_without_standing_anywhere_in_clear(official, clerk, actor):
    client = client_of(actor.access)
    client.post("/own/correct/identity/id_number/", {"wanted": NUMBER, "reason": "证件换发"})
    request = FileRequest.objects.get()
    assert request.wanted_words == "*" * 14 + NUMBER[-4:]
    with connection.cursor() as cursor:
        for table in (
            "dossiers_filerequest",
            "dossiers_filerequestevent",
            "common_transition",
            "common_notice",
        ):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{BODY}%"])
            assert cursor.fetchone() == (0,), table
    keeping(clerk, official).post(f"/file-requests/{request.pk}/accept/", {"reason": "与证件一致"})
    official.refresh_from_db()
    assert official.open_id_number() == NUMBER


def test_a_refusal_needs_a_reason_that_the_official_reads_and_changes_nothing(official, clerk, actor):
    request = factories.file_request(actor)
    with pytest.raises(Incomplete, match="理由"):
        own_files.refuse_request(request, by=clerk, reason=" ")
    own_files.refuse_request(request, by=clerk, reason="任职文件写的是科长")
    official.refresh_from_db()
    assert official.post == "科长"
    assert "任职文件写的是科长" in text(client_of(actor.access).get("/own/"))
    with pytest.raises(WrongState):
        own_files.refuse_request(request, by=clerk, reason="再来")


def test_one_request_a_field_and_another_after_it_is_withdrawn(official, actor):
    client = client_of(actor.access)
    assert ask(client).status_code == 302
    assert "已有一件待办理" in text(ask(client))
    request = FileRequest.objects.get()
    assert client.post(f"/own/requests/{request.pk}/withdraw/").status_code == 302
    assert ask(client).status_code == 302
    assert client.post(f"/own/requests/{request.pk}/withdraw/").status_code == 409
    assert list(FileRequest.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "open"]


def test_a_file_that_moved_meanwhile_is_not_overwritten(official, clerk, actor):
    request = factories.file_request(actor)
    file_entries.revise_official(official, by=clerk, reason="任职变动", post="副处长")
    with pytest.raises((WrongState, StaleState), match="改动"):
        own_files.accept_request(request, by=clerk, reason="属实", value="处长")
    request.refresh_from_db()
    official.refresh_from_db()
    assert (request.status, official.post) == ("open", "副处长")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR])
def test_only_the_keeper_answers(role, official, keeper, actor):
    request = factories.file_request(actor)
    held = factories.posting(role, None, unit=keeper)
    with pytest.raises(NotAllowed):
        own_files.refuse_request(request, by=held, reason="不同意")


def test_nobody_answers_the_own_request(official, keeper):
    clerk = factories.posting(Role.CLERK, None, unit=keeper)
    request = factories.file_request(factories.own_actor(official, clerk.user))
    with pytest.raises(NotAllowed, match="自己"):
        own_files.accept_request(request, by=clerk, reason="属实", value="处长")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    answered = {
        "status": "accepted",
        "decided_by": clerk.user,
        "decided_at": "2026-01-01T00:00Z",
        "answer": "属实",
    }
    mine = FileRequest.objects.filter(pk=request.pk)
    with pytest.raises(IntegrityError, match="回避"), transaction.atomic():
        mine.update(**answered)
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE dossiers_filerequest DISABLE TRIGGER stands_aside")
    with pytest.raises(IntegrityError, match="file_request_decided_by_another"), transaction.atomic():
        mine.update(**answered)


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.AUDITOR])
def test_a_request_shows_what_the_file_says_only_with_a_purpose_and_a_basis(role, official, keeper, actor):
    request = factories.file_request(actor)
    client, held = sit(role, None, unit=keeper)
    page = f"/file-requests/{request.pk}/"
    opening_page = client.get(page).url
    assert opening_page.startswith(f"/officials/{official.internal_number}/open/")
    answer = client.post(opening_page, {"purpose": "keeping", "basis": "办理本人更正申请"})
    assert answer.url == page
    assert "科长" in text(client.get(page))
    assert FileAccess.objects.filter(official=official, person=held.user_id).count() == 1


def test_a_request_is_not_answered_while_the_file_is_closed(clerk, official, actor):
    request = factories.file_request(actor)
    answer = client_of(clerk).post(f"/file-requests/{request.pk}/accept/", {"reason": "属实"})
    assert answer.url == f"/officials/{official.internal_number}/open/"
    request.refresh_from_db()
    assert request.status == "open"


def test_another_authority_sees_no_request(actor):
    request = factories.file_request(actor)
    client, _ = sit(Role.CLERK, None, unit=factories.department())
    assert client.get(f"/file-requests/{request.pk}/").status_code == 404
    assert client.post(f"/file-requests/{request.pk}/accept/", {"reason": "属实"}).status_code == 404
    assert request.label not in text(client.get("/file-requests/"))


def test_a_secrecy_mark_in_a_request_is_refused(actor):
    assert ask(client_of(actor.access), reason="机密★ 见附件").status_code == 422
    assert not FileRequest.objects.exists()


def test_the_own_view_ends_at_once_with_a_reason(official, clerk, actor):
    actor.access.move("end", by=clerk, reason="已调离本省")
    assert official.name not in text(client_of(actor.access).get("/own/"))
    with pytest.raises(WrongState):
        actor.access.move("end", by=clerk, reason="再来")


def test_something_missing_is_asked_for_and_the_keeper_answers(official, clerk, actor):
    client = client_of(actor.access)
    asked = client.post(
        "/own/correct/honour/missing/", {"wanted": "2025 年岗位诚信标兵", "reason": "没有登记"}
    )
    assert asked.status_code == 302
    request = FileRequest.objects.get()
    assert "补记的内容请先在档案里登记" in text(keeping(clerk, official).get(f"/file-requests/{request.pk}/"))
    own_files.accept_request(request, by=clerk, reason="已登记")
    assert request.status == "accepted"


def test_what_would_contradict_the_file_or_another_file_is_not_applied(official, clerk, actor):
    step = factories.career(official, until=date(2021, 1, 1))
    client, keeper = client_of(actor.access), keeping(clerk, official)
    client.post(f"/own/correct/career/{step.pk}/until/", {"wanted": "2019-01-01", "reason": "有误"})
    factories.official(id_number=NUMBER)
    client.post("/own/correct/identity/id_number/", {"wanted": NUMBER, "reason": "证件换发"})
    for request in FileRequest.objects.all():
        answer = keeper.post(f"/file-requests/{request.pk}/accept/", {"reason": "属实"})
        assert answer.status_code == 422, request
    assert set(FileRequest.objects.values_list("status", flat=True)) == {"open"}


def test_a_field_may_be_asked_to_be_emptied(official, clerk, actor):
    step = factories.career(official, rank="一级科员")
    client = client_of(actor.access)
    assert client.post(f"/own/correct/career/{step.pk}/rank/", {"reason": "没有职级"}).status_code == 302
    request = FileRequest.objects.get()
    assert request.wanted_words == "（空）"
    keeping(clerk, official).post(f"/file-requests/{request.pk}/accept/", {"reason": "属实"})
    step.refresh_from_db()
    assert step.rank == ""


def test_tries_at_once_are_counted_one_by_one(official, clerk):
    user = factories.person()
    access = own_files.invite(official, by=clerk, username=user.username)
    at_once = [own_actors(user)[0] for _ in range(2)]
    for left, mine in zip((4, 3), at_once, strict=True):
        with pytest.raises(Incomplete) as refusal:
            own_files.confirm(mine, number=NUMBER)
        assert f"还可以核对 {left} 次" in refusal.value.fields["number"]
    access.refresh_from_db()
    assert access.attempts == 2


def test_nobody_keeps_the_own_file_not_even_once_the_sight_of_it_has_ended(official, keeper, clerk, actor):
    myself = factories.posting(Role.CLERK, None, unit=keeper, user=actor.access.user)
    line = factories.career(official)
    actor.access.move("end", by=clerk, reason="调离")
    acts = (
        lambda: file_entries.revise_official(official, by=myself, reason="改职务", post="处长"),
        lambda: file_entries.revise_entry(line, by=myself, reason="改"),
        lambda: file_entries.strike_entry(line, by=myself, reason="去掉"),
    )
    for act in acts:
        with pytest.raises(NotAllowed, match="本人的档案"):
            act()
    official.refresh_from_db()
    assert official.post == "科长"
    file_entries.revise_official(official, by=clerk, reason="改职务", post="处长")
