"""Files beside a request about the own file: the official lays and reads them, the keepers read them, nobody else."""

from __future__ import annotations

import pytest

from common.case_files import case_files
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Evidence
from common.roles import Role
from common.services import attach, read_content, say, withdraw
from dossiers.services import own_files
from tests import factories
from tests.common.conftest import PDF, sent
from tests.office import acts_of, client_of, look, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def actor(keeper):
    return factories.own_actor(factories.official(keeper))


@pytest.fixture
def asked(actor):
    return factories.file_request(actor)


@pytest.fixture
def laid(asked, actor):
    return attach(asked, sent("任职文件.pdf"), title="任职文件", by=actor)


def own_client(actor):
    return client_of(actor.access)


def test_the_official_lays_a_file_beside_the_own_request_and_takes_it_home_again(actor, asked):
    client = own_client(actor)
    page = client.get("/own/").content.decode()
    address = f"/own/requests/{asked.pk}/evidence/"
    assert address in page
    assert client.get(address).status_code == 200
    assert client.post(address, {"file": sent("任职文件.pdf"), "title": "任职文件"}).status_code == 302
    made = Evidence.objects.get()
    assert (made.title, made.posting_role, made.uploaded_by) == ("任职文件", "self", actor.user_id)
    assert acts_of(asked) == ["enter", "attach_evidence"]
    assert "任职文件" in text(client.get("/own/"))
    answer = client.get(f"/own/evidence/{made.pk}/download/")
    assert answer.content == PDF
    assert "sandbox" in answer["Content-Security-Policy"]
    assert acts_of(made) == ["download"]


@pytest.mark.parametrize("upload", [("a.pdf", b"MZ\x90\x00not a pdf"), ("a.exe", PDF), ("a.pdf", b"")])
def test_what_is_not_what_it_says_is_refused_beside_the_field(upload, actor, asked):
    address = f"/own/requests/{asked.pk}/evidence/"
    assert own_client(actor).post(address, {"file": sent(*upload), "title": ""}).status_code == 422
    assert not Evidence.objects.exists()


def test_the_same_file_twice_and_a_secrecy_mark_are_refused(actor, asked, laid):
    with pytest.raises(Incomplete):
        attach(asked, sent("别名.pdf"), title="别名", by=actor)
    with pytest.raises(Incomplete):
        attach(asked, sent("b.pdf", PDF + b"%"), title="绝密★", by=actor)


@pytest.mark.parametrize("role", [Role.CLERK, Role.FINDING_BODY])
def test_the_keepers_read_it_from_the_request(role, keeper, asked, laid):
    held = factories.posting(role, None, unit=keeper)
    client = client_of(held)
    assert client.get(f"/evidence/{laid.pk}/content/").status_code == 404
    look(client, held, asked.official)
    page = client.get(f"/file-requests/{asked.pk}/").content.decode()
    assert f"/evidence/{laid.pk}/" in page
    assert client.get(f"/evidence/{laid.pk}/").status_code == 200
    assert client.get(f"/evidence/{laid.pk}/content/").content == PDF
    assert acts_of(laid) == ["view"]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER, Role.DIRECTOR])
def test_others_who_see_the_request_do_not_read_its_files(role, keeper, asked, laid):
    held = factories.posting(role, None, unit=keeper)
    client = client_of(held)
    look(client, held, asked.official)
    page = client.get(f"/file-requests/{asked.pk}/")
    assert page.status_code == 200
    assert str(laid.pk) not in page.content.decode()
    for more in ("", "content/", "download/"):
        assert client.get(f"/evidence/{laid.pk}/{more}").status_code == 404


def test_neither_another_official_nor_another_bodys_keeper_reads_it(laid):
    other = factories.own_actor(factories.official())
    assert own_client(other).get(f"/own/evidence/{laid.pk}/download/").status_code == 404
    stranger = client_of(factories.posting(Role.CLERK, None, unit=factories.department()))
    assert stranger.get(f"/evidence/{laid.pk}/").status_code == 404


def test_files_of_cases_are_not_reached_from_the_own_view(actor):
    clerk = factories.posting(Role.CLERK)
    found = attach(factories.record(clerk=clerk), sent(), title="文书", by=clerk)
    assert own_client(actor).get(f"/own/evidence/{found.pk}/download/").status_code == 404


def test_it_is_taken_back_until_the_request_is_decided(actor, asked, laid, keeper):
    client, address = own_client(actor), f"/own/evidence/{laid.pk}/withdraw/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "传错了"}).status_code == 302
    laid.refresh_from_db()
    assert laid.withdrawn_reason == "传错了"
    with pytest.raises(WrongState):
        read_content(laid, act="view", by=factories.posting(Role.CLERK, None, unit=keeper))


def test_after_the_answer_nothing_changes_any_more(actor, asked, laid, keeper):
    clerk = factories.posting(Role.CLERK, None, unit=keeper)
    own_files.refuse_request(asked, by=clerk, reason="以任职文件为准")
    with pytest.raises(WrongState):
        attach(asked, sent("b.pdf", PDF + b"%"), title="再传", by=actor)
    with pytest.raises(WrongState):
        withdraw(laid, by=actor, reason="传错了")
    assert "上传证据" not in text(own_client(actor).get("/own/"))


def test_the_keeper_lays_nothing_there_and_there_is_no_talk(asked, keeper):
    clerk = factories.posting(Role.CLERK, None, unit=keeper)
    with pytest.raises(NotAllowed):
        attach(asked, sent(), title="文书", by=clerk)
    with pytest.raises(NotAllowed):
        say(asked, text="请补正", by=clerk)


def test_the_auditor_too_reads_it_only_with_the_file_open(asked):
    auditor = factories.posting(Role.AUDITOR)
    mine = case_files.of(asked).rows(auditor).filter(pk=asked.pk)
    assert not mine.exists()
    look(client_of(auditor), auditor, asked.official)
    assert mine.all().exists()
