"""How mail tells an official of what concerns the own file: chosen there, by oneself, and never with a word of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from common import services
from common.models import Notice, NoticeSetting
from common.roles import Role
from dossiers.services import own_files
from postings.services import mail_digests, mail_new
from tests import factories
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def actor(keeper):
    made = factories.own_actor(factories.official(keeper, post="科长"))
    Notice.objects.filter(recipient=made.pk).update(done_at=timezone.now())
    User.objects.filter(pk=made.user_id).update(email="chen@example.gov.cn")
    return made


def answered(actor, keeper):
    request = factories.file_request(actor)
    return own_files.refuse_request(
        request, by=factories.posting(Role.CLERK, None, unit=keeper), reason="任职文件写的是科长"
    )


def test_the_choice_is_made_on_the_own_page_and_is_on_the_trail(actor):
    client = client_of(actor.access)
    assert "邮件提醒" in text(client.get("/own/"))
    page = client.get("/own/mail/")
    assert "chen@example.gov.cn" in text(page)
    assert page.context["form"]["mail"].value() == "none"
    assert client.post("/own/mail/", {"mail": "pigeon"}).status_code == 422
    assert not NoticeSetting.objects.exists()
    assert "邮件提醒已保存" in text(client.post("/own/mail/", {"mail": "each"}, follow=True))
    setting = NoticeSetting.objects.get(person=actor.user_id)
    assert (setting.mail, setting.kinds) == ("none", {"files": "each"})
    assert acts_of(setting) == ["set_mail"]
    assert client.get("/own/mail/").context["form"]["mail"].value() == "each"


def test_what_was_chosen_for_other_kinds_stays(actor):
    services.set_mail("daily", {"talk": "each"}, by=factories.posting(Role.CLERK, user=actor.access.user))
    client_of(actor.access).post("/own/mail/", {"mail": "none"})
    setting = NoticeSetting.objects.get(person=actor.user_id)
    assert (setting.mail, setting.kinds) == ("daily", {"talk": "each", "files": "none"})


def test_an_answer_is_told_at_once_with_the_way_to_the_own_page_and_not_a_word_of_it(actor, keeper, settings):
    settings.OFFICE_URL = "https://office.example.gov.cn"
    services.set_mail_of(own_files.NOTICES, "each", by=actor)
    answered(actor, keeper)
    assert [mail_new(TODAY), mail_new(TODAY)] == [1, 0]
    letter = mail.outbox[0]
    assert letter.to == ["chen@example.gov.cn"]
    assert "有 1 条新提醒" in letter.subject
    assert "https://office.example.gov.cn/own/\n" in letter.body
    assert "在“邮件提醒”里选" in letter.body
    for word in ("更正", "职务", "科长", str(actor.access.official)):
        assert word not in letter.subject + letter.body


def test_who_also_holds_a_posting_gets_one_mail_for_both_seats(actor, keeper):
    posting = factories.posting(Role.CLERK, user=actor.access.user)
    services.set_mail("daily", by=posting)
    services.tell([posting.pk], topic="talk", about=factories.department(), text="请看")
    answered(actor, keeper)
    assert [mail_digests(TODAY), mail_digests(TODAY)] == [1, 0]
    assert "每日摘要：2 条未读提醒" in mail.outbox[0].subject
    assert "/notices/" in mail.outbox[0].body


def test_nobody_is_mailed_who_did_not_choose_it_or_whose_access_ended(actor, keeper):
    answered(actor, keeper)
    assert mail_new(TODAY) == 0
    services.set_mail_of(own_files.NOTICES, "each", by=actor)
    clerk = factories.posting(Role.CLERK, None, unit=keeper)
    actor.access.move("end", by=clerk, reason="已调离")
    assert mail_new(TODAY) == 0


def test_without_an_own_file_there_is_nothing_to_choose():
    assert client_of(factories.posting(Role.CLERK)).get("/own/mail/").status_code == 404


def test_without_an_address_the_page_says_where_to_get_one(actor):
    User.objects.filter(pk=actor.user_id).update(email="")
    assert "请系统管理员在“账户”里登记" in text(client_of(actor.access).get("/own/mail/"))
