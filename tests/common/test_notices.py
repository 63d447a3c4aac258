"""Notices: read one by one or all, followed to their case, told by mail in numbers alone."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from common import notice_kinds, services
from common.errors import Incomplete
from common.models import MailMode, Notice, NoticeSetting
from common.notice_kinds import NoticeGroup
from common.roles import Role
from common.services.talk import TOPIC as TALK
from common.version_words import code_words
from common.versions import versions_of
from dossiers.services.own_files import ANSWERED, ASKED
from exchange.services.duties import OPENED, PASSED, REMINDED, SOON
from integrity_portal.schedule import BEAT_SCHEDULE
from postings.services import mail_digests, mail_new
from postings.services.expiring import EXPIRED, EXPIRING
from postings.services.handovers import LISTED
from postings.services.rule_proposals import PROPOSED
from records.publications.services.reminding import ENDING, HOLD_ENDING
from supervision.aggregation import TOPIC as FAILED
from tests import factories
from tests.office import acts_of, client_of, queries, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SECRET = "某某局拖欠工程款"


def tell(posting, number=1, **fields):
    for n in range(number):
        made = factories.department() if n else factories.department(name=SECRET)
        services.tell([posting.pk], topic="trial", about=made, text=f"{SECRET} 第 {n} 件", **fields)


def wishing(mode: MailMode, role=Role.CLERK, email="chen@example.gov.cn"):
    posting = factories.posting(role)
    User.objects.filter(pk=posting.user_id).update(email=email)
    services.set_mail(mode, by=posting)
    return posting


def test_the_page_shows_what_is_unread_and_all_in_pages():
    client, posting = sit(Role.CLERK)
    tell(posting, 27)
    page = client.get("/notices/")
    assert "27 条" in text(page)
    assert len(page.context["lines"]) == 25
    assert len(client.get("/notices/?page=2").context["lines"]) == 2
    services.read(Notice.objects.first(), by=posting)
    assert "26 条" in text(client.get("/notices/"))
    assert client.get("/notices/?read=on").context["listing"].total == 27


def test_all_are_read_at_once_and_only_ones_own():
    client, posting = sit(Role.CLERK)
    other = factories.posting(Role.CLERK)
    tell(posting, 3)
    tell(other, 1)
    answer = client.post("/notices/read/", follow=True)
    assert "3 条提醒已标为已读" in text(answer)
    assert "没有未读的提醒" in text(answer)
    assert Notice.objects.waiting_for(other.pk).count() == 1
    assert acts_of(posting) == ["read_notices"]
    assert "没有未读的提醒" in text(client.post("/notices/read/", follow=True))
    assert acts_of(posting) == ["read_notices"]


def test_one_is_read_once_and_never_anothers():
    client, posting = sit(Role.CLERK)
    tell(posting)
    notice = Notice.objects.get()
    assert sit(Role.CLERK)[0].post(f"/notices/{notice.pk}/read/").status_code == 404
    client.post(f"/notices/{notice.pk}/read/")
    client.post(f"/notices/{notice.pk}/read/")
    notice.refresh_from_db()
    assert notice.done_at
    assert acts_of(notice) == ["read"]


def test_a_notice_leads_to_its_case_where_one_may_see_it():
    clerk, reviewer = factories.posting(Role.CLERK), factories.posting(Role.REVIEWER)
    made = factories.record(clerk=clerk)
    services.say(made, text="请核对", by=reviewer)
    notice = Notice.objects.get(recipient=clerk.pk)
    assert f"/notices/{notice.pk}/" in client_of(clerk).get("/notices/").content.decode()
    assert (
        client_of(clerk).get(f"/notices/{notice.pk}/")["Location"] == f"/records/{made.record_no}/?tab=talk"
    )
    assert sit(Role.CLERK)[0].get(f"/notices/{notice.pk}/").status_code == 404


def test_a_notice_about_nothing_with_a_page_leads_nowhere():
    client, posting = sit(Role.CLERK)
    tell(posting)
    notice = Notice.objects.get()
    assert f'/notices/{notice.pk}/"' not in client.get("/notices/").content.decode()
    assert client.get(f"/notices/{notice.pk}/").status_code == 404


@pytest.mark.parametrize(
    "kind",
    [
        "records.publication",
        "records.correction",
        "postings.handover",
        "postings.ruleproposal",
        "postings.posting",
    ],
)
def test_every_kind_of_notice_of_the_records_leads_somewhere(kind):
    client, posting = sit(Role.OFFICER)
    made = Notice.objects.create(
        recipient=posting.pk, topic="t", object_type=kind, object_id=posting.pk, text="请办理"
    )
    assert client.get(f"/notices/{made.pk}/").status_code == 302


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR, Role.REPRESENTATIVE])
def test_every_role_has_its_notices(role):
    client, posting = sit(role)
    tell(posting)
    assert "1 条" in text(client.get("/notices/"))


def test_the_home_page_counts_them_and_leads_there():
    client, posting = sit(Role.CLERK)
    tell(posting, 2)
    home = client.get("/")
    assert "提醒待办 2" in text(home)
    assert "等我处理 0" in text(home)
    assert "未读提醒" not in text(home)
    assert home.context["worklist"].waiting == 0
    assert 'href="/notices/"' in home.content.decode()


def test_the_list_asks_the_same_questions_whatever_is_there():
    client, posting = sit(Role.CLERK)
    tell(posting)
    few = queries(client, "/notices/")
    tell(posting, 12)
    assert queries(client, "/notices/") == few


def test_one_chooses_how_mail_tells():
    client, posting = sit(Role.CLERK)
    page = client.get("/notices/settings/")
    assert "还没有登记电子邮箱" in text(page)
    assert client.post("/notices/settings/", {"mail": "pigeon"}).status_code == 422
    client.post("/notices/settings/", {"mail": "daily"})
    setting = NoticeSetting.objects.get(person=posting.user_id)
    assert setting.mail == "daily"
    assert acts_of(setting) == ["set_mail"]
    client.post("/notices/settings/", {"mail": "none"})
    assert NoticeSetting.objects.count() == 1
    with pytest.raises(Incomplete):
        services.set_mail("pigeon", by=posting)


def test_each_group_of_kinds_is_chosen_apart_and_follows_the_default_until_then():
    client, posting = sit(Role.CLERK)
    page = text(client.get("/notices/settings/"))
    for word in (
        "按默认 立即发信 每日摘要 不发信",
        "归集报送",
        "报送任务下达、报送即将截止",
        "夜间统计未通过",
    ):
        assert word in page
    assert client.post("/notices/settings/", {"mail": "none", "talk": "pigeon"}).status_code == 422
    client.post("/notices/settings/", {"mail": "daily", "talk": "each", "duties": "none", "files": ""})
    setting = NoticeSetting.objects.get(person=posting.user_id)
    assert (setting.mail, setting.kinds) == ("daily", {"talk": "each", "duties": "none"})
    form = client.get("/notices/settings/").context["form"]
    assert [form[name].value() for name in ("mail", "talk", "duties", "files")] == [
        *("daily", "each", "none"),
        "",
    ]
    client.post("/notices/settings/", {"mail": "daily"})
    setting.refresh_from_db()
    assert setting.kinds == {}
    for wrong in ({"talk": "pigeon"}, {"doves": "each"}):
        with pytest.raises(Incomplete):
            services.set_mail("daily", wrong, by=posting)


def test_the_kinds_of_a_later_app_come_by_themselves(monkeypatch):
    client, _ = sit(Role.CLERK)
    monkeypatch.setattr(notice_kinds, "_groups", dict(notice_kinds._groups))
    monkeypatch.setattr(code_words, "choices", dict(code_words.choices))
    notice_kinds.register(
        NoticeGroup("appeals", "异议与修复", {"appeal.filed": "收到异议"}),
        NoticeGroup("talk", "别的名字", {"talk.named": "点名留言"}),
    )
    page = text(client.get("/notices/settings/"))
    assert "异议与修复 收到异议" in page
    assert "沟通 沟通留言、点名留言" in page
    assert code_words.choices["topic"]["appeal.filed"] == "收到异议"


def test_every_kind_that_the_portal_writes_stands_in_a_group():
    written = {EXPIRING, EXPIRED, LISTED, PROPOSED, ASKED, ANSWERED, ENDING, HOLD_ENDING, TALK}
    written |= {OPENED, SOON, PASSED, REMINDED, FAILED}
    assert written - notice_kinds.topics().keys() == set()


def about(posting, topic):
    services.tell([posting.pk], topic=topic, about=factories.department(), text=SECRET)


def test_mail_goes_at_once_in_the_digest_or_not_at_all_by_kind():
    posting = wishing(MailMode.DAILY)
    services.set_mail("daily", {"talk": "each", "duties": "none"}, by=posting)
    for topic in ("talk", "talk", "duty.soon", "handover.listed", "unheard.of"):
        about(posting, topic)
    assert mail_new(TODAY) == 1
    assert "有 2 条新提醒" in mail.outbox[0].subject
    assert mail_digests(TODAY) == 1
    assert "每日摘要：2 条未读提醒" in mail.outbox[1].subject
    assert Notice.objects.get(mailed_at=None).topic == "duty.soon"
    assert Notice.objects.waiting_for(posting.pk).count() == 5


def test_one_kind_may_be_mailed_where_all_others_are_not():
    posting = wishing(MailMode.NONE)
    services.set_mail("none", {"duties": "daily"}, by=posting)
    for topic in ("talk", "duty.soon", "unheard.of"):
        about(posting, topic)
    assert mail_new(TODAY) == 0
    assert [mail_digests(TODAY), mail_digests(TODAY)] == [1, 0]
    assert "每日摘要：1 条未读提醒" in mail.outbox[0].subject


def test_what_was_chosen_before_kinds_could_be_stays_the_default():
    posting = factories.posting(Role.CLERK)
    NoticeSetting.objects.create(person=posting.user_id, mail=MailMode.DAILY)
    form = client_of(posting).get("/notices/settings/").context["form"]
    assert form["mail"].value() == "daily"
    assert {form[group.key].value() for group in notice_kinds.groups()} == {""}


def test_the_history_says_the_choice_in_words():
    posting = wishing(MailMode.EACH)
    setting = services.set_mail("daily", {"talk": "none"}, by=posting)
    told = [(change.label, change.new) for change in versions_of(setting)[0].changes]
    assert told == [("默认", "每日摘要"), ("单独选择", "沟通：不发信")]


def test_mail_tells_numbers_and_an_address_and_nothing_else(settings):
    settings.OFFICE_URL = "https://office.example.gov.cn"
    posting = wishing(MailMode.EACH)
    tell(posting, 2, due_on=TODAY)
    tell(posting, 1)
    assert mail_new(TODAY) == 1
    letter = mail.outbox[0]
    assert letter.to == ["chen@example.gov.cn"]
    assert "有 3 条新提醒" in letter.subject
    assert "其中 2 条今天或更早到期" in letter.body
    assert "https://office.example.gov.cn/notices/" in letter.body
    whole = letter.message().as_bytes().decode() + letter.subject + letter.body
    for notice in Notice.objects.all():
        assert notice.text not in whole
    assert SECRET not in whole


def test_each_notice_is_mailed_once_until_it_stands_again():
    posting = wishing(MailMode.EACH)
    tell(posting)
    assert [mail_new(TODAY), mail_new(TODAY)] == [1, 0]
    about = factories.department()
    services.tell([posting.pk], topic="again", about=about, text="一")
    mail_new(TODAY)
    services.tell([posting.pk], topic="again", about=about, text="二")
    assert mail_new(TODAY) == 1


def test_the_digest_comes_once_a_day_and_only_with_something_in_it():
    posting = wishing(MailMode.DAILY)
    assert mail_digests(TODAY) == 0
    tell(posting, 2)
    assert mail_digests(TODAY) == 0
    assert mail_digests(TODAY + timedelta(days=1)) == 1
    assert mail_digests(TODAY + timedelta(days=1)) == 0
    assert "每日摘要：2 条未读提醒" in mail.outbox[0].subject
    assert SECRET not in mail.outbox[0].body
    services.read_all(by=posting)
    assert mail_digests(TODAY + timedelta(days=2)) == 0


@pytest.mark.parametrize("mode", [MailMode.NONE, MailMode.DAILY])
def test_who_does_not_wish_it_gets_no_mail_of_each(mode):
    tell(wishing(mode))
    assert mail_new(TODAY) == 0


def test_without_address_account_or_setting_there_is_no_mail():
    tell(wishing(MailMode.EACH, email=""))
    gone = wishing(MailMode.EACH)
    User.objects.filter(pk=gone.user_id).update(is_active=False)
    tell(gone)
    tell(factories.posting(Role.CLERK))
    assert mail_new(TODAY) == 0


def test_what_is_read_is_not_mailed():
    posting = wishing(MailMode.EACH)
    tell(posting)
    services.read_all(by=posting)
    assert mail_new(TODAY) == 0


def test_a_deputy_hears_of_what_waits_for_the_deputised_post():
    person = wishing(MailMode.EACH)
    holder = factories.posting(Role.CLERK)
    factories.deputy(holder, person=person.user, since=TODAY, until=TODAY + timedelta(days=3))
    tell(holder)
    assert mail_new(TODAY) == 1


def test_a_mail_that_fails_is_sent_later_and_stops_no_other(monkeypatch):
    first, second = wishing(MailMode.EACH, email="a@example.cn"), wishing(MailMode.EACH, email="b@example.cn")
    tell(first)
    tell(second)
    real = mail.EmailMessage.send

    def failing(message, fail_silently=False):
        if message.to == ["a@example.cn"]:
            raise smtplib.SMTPServerDisconnected("gone")
        return real(message, fail_silently)

    monkeypatch.setattr(mail.EmailMessage, "send", failing)
    assert mail_new(TODAY) == 1
    monkeypatch.setattr(mail.EmailMessage, "send", real)
    assert mail_new(TODAY) == 1
    assert {letter.to[0] for letter in mail.outbox} == {"a@example.cn", "b@example.cn"}


def test_the_digest_is_at_half_past_eight():
    entry = BEAT_SCHEDULE["把未读提醒汇总成邮件"]
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({8}, {30})
    assert entry["task"] == "postings.tasks.mail_notice_digests"
