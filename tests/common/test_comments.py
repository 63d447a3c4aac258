"""The talk beside a case: words stay, reach the other side, and are none of the department's business."""

from __future__ import annotations

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from common import services
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Comment, Notice
from common.roles import Role
from tests import factories
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
KIND = "records.dishonestyrecord"


def told(made) -> set:
    return set(Notice.objects.filter(object_id=made.pk, done_at=None).values_list("recipient", flat=True))


def say(client, made, words):
    return client.post(f"/cases/{KIND}/{made.pk}/talk/", {"text": words})


def test_a_word_is_kept_with_person_and_posting_and_shown():
    made = factories.record("pending_review")
    client, held = sit(Role.REVIEWER)
    answer = say(client, made, "文书号第三位\n看不清")
    assert answer["Location"] == f"/records/{made.record_no}/?tab=talk#last"
    shown = text(client.get(f"/records/{made.record_no}/?tab=talk"))
    assert "沟通 1" in shown
    assert "文书号第三位 看不清" in shown
    assert held.user.name in shown
    assert acts_of(Comment.objects.get()) == ["say"]
    assert "say" not in acts_of(made)


def test_a_reviewers_word_reaches_who_entered_and_the_answer_the_reviewer():
    clerk, reviewer, silent = (
        factories.posting(Role.CLERK),
        factories.posting(Role.REVIEWER),
        factories.posting(Role.REVIEWER, "320500"),
    )
    made = factories.record(clerk=clerk, department=factories.department("320100"))
    made.submit(by=clerk)
    services.say(made, text="请核对金额", by=reviewer)
    assert told(made) == {clerk.pk}
    services.say(made, text="已核对", by=clerk)
    assert told(made) == {clerk.pk, reviewer.pk}
    assert silent.pk not in told(made)


def test_before_review_the_nearest_reviewers_hear_of_it():
    clerk = factories.posting(Role.CLERK)
    province, city = factories.posting(Role.REVIEWER), factories.posting(Role.REVIEWER, "320100")
    made = factories.record(clerk=clerk, department=factories.department("320102"))
    services.say(made, text="请先看附件", by=clerk)
    assert told(made) == {city.pk}
    assert province.pk != city.pk


def test_a_notice_carries_none_of_the_words_and_stands_again_at_the_next():
    clerk, reviewer = factories.posting(Role.CLERK), factories.posting(Role.REVIEWER)
    made = factories.record(clerk=clerk, facts="某某局拖欠工程款")
    services.say(made, text="金额是否含税", by=reviewer)
    notice = Notice.objects.get(recipient=clerk.pk)
    assert made.record_no in notice.text
    assert "含税" not in notice.text
    assert "拖欠" not in notice.text
    services.read_all(by=clerk)
    services.say(made, text="再问一次", by=reviewer)
    notice.refresh_from_db()
    assert notice.done_at is None
    assert Notice.objects.filter(recipient=clerk.pk).count() == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.SECRECY])
def test_the_offices_talk_in_scope(role):
    made = factories.record("pending_review")
    services.say(made, text="请留意", by=factories.posting(role))
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REPRESENTATIVE])
def test_the_auditor_and_the_department_say_nothing(role):
    unit = factories.department()
    made = factories.record("statement", department=unit)
    by = factories.posting(role, **({"unit": unit} if role == Role.REPRESENTATIVE else {}))
    with pytest.raises(NotAllowed, match="不参加"):
        services.say(made, text="x", by=by)
    assert not Comment.objects.exists()


def test_the_department_does_not_read_the_talk_and_the_auditor_does():
    unit = factories.department()
    made = factories.record("statement", department=unit)
    services.say(made, text="内部意见", by=factories.posting(Role.REVIEWER))
    client, _ = sit(Role.REPRESENTATIVE, None, unit=unit)
    shown = text(client.get(f"/records/{made.record_no}/?tab=talk"))
    assert "内部意见" not in shown
    assert "沟通" not in shown
    auditor = sit(Role.AUDITOR)[0].get(f"/records/{made.record_no}/?tab=talk")
    assert "内部意见" in text(auditor)
    assert "<textarea" not in auditor.content.decode()


def test_out_of_scope_nobody_says_anything():
    made = factories.record(department=factories.department("320500"))
    client, held = sit(Role.CLERK, "320100")
    assert say(client, made, "x").status_code == 404
    with pytest.raises(NotAllowed, match="不在您的岗位范围内"):
        services.say(made, text="x", by=held)


def test_a_void_draft_is_talked_about_no_more():
    made = factories.record("void")
    with pytest.raises(WrongState, match="已作废"):
        services.say(made, text="x", by=factories.posting(Role.REVIEWER))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("", "请填写留言"), ("  ", "请填写留言"), ("长" * 2001, "2000"), ("绝密★启用前", "密级标志")],
)
def test_what_cannot_be_kept_is_given_back_in_its_field(words, sentence):
    made = factories.record("pending_review")
    client, _ = sit(Role.REVIEWER)
    answer = say(client, made, words)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"), [(" ", "请写下"), ("长" * 2001, "最多 2000 字"), ("机密★", "密级")]
)
def test_the_service_itself_refuses_too(words, sentence):
    with pytest.raises(Incomplete, match=sentence):
        services.say(factories.record(), text=words, by=factories.posting(Role.REVIEWER))


@pytest.mark.parametrize("statement", ["UPDATE common_comment SET text = 'x'", "DELETE FROM common_comment"])
def test_what_was_said_stays_said(statement):
    services.say(factories.record(), text="原话", by=factories.posting(Role.REVIEWER))
    refused = pytest.raises((InternalError, IntegrityError, ProgrammingError))
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Comment.objects.get().text == "原话"


def test_markup_in_a_word_stays_text():
    made = factories.record("pending_review")
    reviewer = factories.posting(Role.REVIEWER)
    services.say(made, text="<script>alert(1)</script>", by=reviewer)
    page = client_of(reviewer).get(f"/records/{made.record_no}/?tab=talk").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
