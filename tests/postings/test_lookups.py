"""Looking people, posts, bodies and regions up in a form: what is offered, to whom, what a click picks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent
from common.lookup import OFFERED
from common.roles import Role
from identifiers.collation import pinyin_key
from organisations.lookups import Bodies, Regions
from organisations.models import DepartmentCode, DepartmentName
from postings.forms.deputies import DeputyForm
from postings.lookups import Accounts, Deputies, Receivers
from postings.models import Handover, Posting
from postings.services.handovers import open_cases
from records.lookups import Subjects
from tests import factories
from tests.office import queries, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def picks(answer, name):
    """The {title: key} offered under one field of a page."""
    found = re.findall(rf'name="{name}-pick" value="([^"]+)"[^>]*>\s*<span>([^<]+)', answer.content.decode())
    return {title: key for key, title in found}


def names(source, words=""):
    return [source.offer(row).title.partition("（")[0] for row in source.find(words)]


@pytest.fixture
def leaving():
    """A clerk of 南京 with one draft there."""
    client, giver = sit(Role.CLERK, "320100")
    factories.record(clerk=giver, department=factories.department("320102"))
    return client, giver


def receivers(giver):
    return Receivers(giver, list(open_cases(giver)), TODAY)


# Who takes over


def test_only_posts_that_may_take_some_of_the_cases_are_offered_the_nearest_first(leaving):
    _, giver = leaving
    far = factories.posting(Role.CLERK, "320500", user=factories.person("苏州人"))
    province = factories.posting(Role.CLERK, user=factories.person("省级人"))
    near = factories.posting(Role.CLERK, "320100", user=factories.person("南京人"))
    factories.posting(Role.REVIEWER, "320100", user=factories.person("复核人"))
    factories.posting(Role.CLERK, "320100", user=factories.person("离任人"), until="2025-01-01")
    assert names(receivers(giver)) == ["南京人", "省级人"]
    assert {near, province} == set(receivers(giver).find(""))
    assert far not in receivers(giver).find("苏州")


def test_who_may_take_one_kind_but_not_the_other_is_offered_with_the_kind_left_out(leaving):
    _, giver = leaving
    Posting.objects.filter(pk=giver.pk).update(domain="procurement")
    giver.refresh_from_db()
    factories.judgment(clerk=giver, department=factories.department("320105"))
    factories.posting(Role.CLERK, "320105", user=factories.person("建邺人"))
    source = receivers(giver)
    (offer,) = [source.offer(row) for row in source.find("建邺")]
    assert "接不了失信记录草稿或退回件（不全在其范围内）" in offer.detail
    assert "败诉" not in offer.detail
    assert "2024-01-01 起" in offer.detail


@pytest.mark.parametrize("words", ["玄武", "区局", "xuanwu", "玄武 王", "320102局"])
def test_receivers_are_found_by_region_unit_name_and_account(leaving, words):
    _, giver = leaving
    unit = factories.department("320102", name="模拟320102局区局（演示）")
    person = factories.person("王接手")
    type(person).objects.filter(pk=person.pk).update(username="xuanwu.wang")
    factories.posting(Role.CLERK, "320102", unit=unit, user=person)
    factories.posting(Role.CLERK, "320100", user=factories.person("李别人"))
    assert names(receivers(giver), words) == ["王接手"]


def test_the_search_button_shows_who_is_found_and_refuses_nothing_yet(leaving):
    client, giver = leaving
    factories.posting(Role.CLERK, "320100", user=factories.person("钱接手"))
    factories.posting(Role.CLERK, "320100", user=factories.person("孙接手"))
    address = reverse("postings:new_handover")
    assert len(picks(client.get(address), "receiver")) == 2
    answer = client.post(address, {"receiver": "钱", "look": "receiver", "reason": "还没写完"})
    assert answer.status_code == 200
    assert [title.partition("（")[0] for title in picks(answer, "receiver")] == ["钱接手"]
    assert "还没写完" in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()
    assert not Handover.objects.exists()
    (key,) = picks(answer, "receiver").values()
    client.post(address, {"receiver": "钱", "receiver-pick": key, "kinds": "record_draft", "reason": "调离"})
    assert Handover.objects.get().receiver.user.name == "钱接手"
    assert Handover.objects.get().giver == giver


def test_a_name_that_several_have_must_be_picked_from_the_list(leaving):
    client, _ = leaving
    for _ in range(2):
        factories.posting(Role.CLERK, "320100", user=factories.person("周同名"))
    given = {"receiver": "周同名", "kinds": "record_draft", "reason": "调离"}
    answer = client.post(reverse("postings:new_handover"), given)
    assert answer.status_code == 422
    assert "请从下面列出的接收岗位里选一个" in text(answer)
    assert len(picks(answer, "receiver")) == 2


def test_a_pick_that_the_words_do_not_find_is_not_taken(leaving):
    client, _ = leaving
    one, other = (
        factories.posting(Role.CLERK, "320100", user=factories.person(name)) for name in ("吴一", "郑二")
    )
    given = {
        "receiver": one.user.username,
        "receiver-pick": other.pk,
        "kinds": "record_draft",
        "reason": "调",
    }
    answer = client.post(reverse("postings:new_handover"), given)
    assert "对不上，请重新查找后再选" in text(answer)
    assert not Handover.objects.exists()


def test_where_nobody_can_take_the_cases_the_form_says_who_mends_it(leaving):
    client, _ = leaving
    factories.posting(Role.CLERK, "320500")
    given = {"receiver": "苏州", "kinds": "record_draft", "reason": "调离"}
    answer = client.post(reverse("postings:new_handover"), given)
    assert "请换几个字，或先由安全管理员授予" in text(answer)
    look = client.post(reverse("postings:new_handover"), {"look": "receiver"})
    assert "没有接得了这些事项的另一个录入员岗位，请先由安全管理员授予或调整范围" in text(look)


# Who stands in


def test_a_deputy_is_offered_near_the_post_and_named_wholly_from_anywhere():
    posting = factories.posting(Role.REVIEWER, "320100")
    factories.posting(Role.CLERK, "320102", user=factories.person("玄武人"))
    factories.posting(Role.CLERK, user=factories.person("省级人"))
    far = factories.posting(Role.CLERK, "320500", user=factories.person("苏州人")).user
    factories.posting(Role.SYSTEM_ADMIN, None, user=factories.person("系统人"))
    source = Deputies(posting, posting, TODAY)
    assert set(names(source)) == {"玄武人", "省级人"}
    assert names(source, "苏州") == []
    assert source.named("苏州人") == []
    assert source.named(far.username) == [far]
    keeper = factories.posting(Role.SECURITY_ADMIN, None)
    assert set(names(Deputies(posting, keeper, TODAY))) == {"玄武人", "省级人", "苏州人"}


def test_administrators_are_offered_their_like_alone():
    posting = factories.posting(Role.SYSTEM_ADMIN, None)
    factories.posting(Role.SYSTEM_ADMIN, None, user=factories.person("另一个"))
    factories.posting(Role.SECURITY_ADMIN, None, user=factories.person("安全人"))
    both = factories.posting(Role.CLERK, user=factories.person("录入人"))
    factories.posting(Role.SYSTEM_ADMIN, None, user=both.user)
    assert names(Deputies(posting, posting, TODAY)) == ["另一个"]


def test_a_whole_group_is_left_to_the_holder_by_one_tick():
    client, posting = sit(Role.REVIEWER, "320100")
    given = {
        "person": factories.person().username,
        "since": TODAY,
        "until": TODAY,
        "excluded": ["lostjudgment.*", "dishonestyrecord.confirm"],
        "reason": "年休假",
    }
    assert client.post(reverse("postings:grant_deputy"), given).status_code == 302
    own = [f"lostjudgment.{act}" for act in ("confirm", "correct", "return")]
    asked = Consent.objects.get(asked_through=posting.pk)
    assert asked.wanted["excluded"] == ["dishonestyrecord.confirm", *own]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_every_group_of_acts_says_what_it_is_about(role):
    posting = factories.posting(role)
    form = DeputyForm(posting, posting)
    groups = form.fields["excluded"].groups if "excluded" in form.fields else []
    assert all(group.about for group in groups), [group.key for group in groups if not group.about]


# A new post


def test_accounts_without_a_post_come_first_and_all_are_found_by_name_account_and_place():
    factories.posting(Role.CLERK, "320102", user=factories.person("有岗人"))
    new = factories.person("新来人")
    source = Accounts(TODAY)
    assert names(source)[0] == "新来人"
    assert source.offer(source.find(new.username)[0]).detail == "还没有岗位"
    (offer,) = [source.offer(row) for row in source.find("玄武 有岗")]
    assert offer.detail == "录入员 · 玄武区 · 2024-01-01 起"
    assert names(source, "新来 玄武") == []


def test_machines_and_stopped_accounts_are_not_offered():
    stopped = factories.person("停用人")
    type(stopped).objects.filter(pk=stopped.pk).update(is_active=False)
    assert names(Accounts(TODAY), "停用人") == []
    assert names(Accounts(TODAY), "系统") == []


@pytest.mark.parametrize("words", ["水务", "mo ni shui wu", "monishuiwu", "mnswj", "MNSWJ"])
def test_bodies_are_found_by_name_and_by_pinyin(words):
    factories.department(name="模拟水务局", sort_key=pinyin_key("模拟水务局"))
    factories.department(name="模拟财政局", sort_key=pinyin_key("模拟财政局"))
    assert names(Bodies(), words.replace(" ", "")) == ["模拟水务局"]


def test_bodies_are_named_by_code_and_a_mistyped_code_is_told_what_is_wrong():
    body = factories.department()
    assert Bodies().named(body.credit_code.lower()) == [body]
    assert Bodies().named(f"{body.name}（{body.credit_code}）") == [body]
    wrong = body.credit_code[:-1] + ("1" if body.credit_code[-1] != "1" else "2")
    assert "请核对，或改用机构名称查找" in Bodies().missing(wrong)
    assert Bodies().find("") == Bodies().find("局") == []


def test_subjects_are_those_in_reach_by_any_name_or_code_that_they_had():
    clerk, finder = factories.posting(Role.CLERK, "320100"), factories.posting(Role.FINDING_BODY, "320500")
    inside = factories.department("320100", name="模拟青溪水务局（演示）")
    factories.department("320500", name="模拟青溪林业局（演示）")
    factories.department("320100", name="模拟青溪密局（演示）", is_shown=False)
    old = factories.credit_code()
    DepartmentCode.objects.create(department=inside, code=old, until=TODAY - timedelta(days=1))
    DepartmentName.objects.create(department=inside, name="临江市公路处")
    assert names(Subjects(clerk), "青溪") == ["模拟青溪密局", "模拟青溪水务局"]
    assert names(Subjects(finder), "青溪") == ["模拟青溪林业局", "模拟青溪水务局"]
    for words in ("公路处", old, inside.credit_code, inside.in_full):
        assert names(Subjects(clerk), words) == ["模拟青溪水务局"], words
    for whole in (old, inside.credit_code, inside.name, inside.in_full):
        assert Subjects(clerk).named(whole) == [inside], whole
    assert Subjects(clerk).named("模拟青溪林业局（演示）") == Subjects(clerk).named("青溪") == []


def test_a_subject_that_ended_is_offered_as_such():
    body = factories.department(name="模拟旧局（演示）", status="merged", ended_on=TODAY)
    (row,) = Subjects(factories.posting(Role.CLERK)).find("模拟旧局")
    assert (
        Subjects(factories.posting(Role.CLERK)).offer(row).detail.endswith(f" · {body.get_status_display()}")
    )


def test_regions_of_one_name_stand_under_their_cities():
    source = Regions()
    gulou = {source.offer(row).detail for row in source.find("鼓楼")}
    assert gulou == {"南京市 · 320106", "徐州市 · 320302"}
    assert [row.code for row in source.find("南京 鼓楼")] == ["320106"]
    assert source.find("")[0].code == "320000"
    assert [row.code for row in source.named("320106")] == ["320106"]
    assert len(source.named("鼓楼区")) == 2


def test_the_security_administrator_grants_by_picking_what_the_words_found():
    client, _ = sit(Role.SECURITY_ADMIN, None)
    person, body = factories.person("郑新任"), factories.department(name="模拟粮食局")
    given = {"person": "郑新任", "role": "representative", "unit": "粮食", "since": TODAY}
    given["reason"] = "任职文件"
    refused = client.post("/postings/new/", given)
    assert "请从下面列出的机构里选一个" in text(refused)
    (key,) = picks(refused, "unit").values()
    client.post("/postings/new/", given | {"unit-pick": key})
    factories.agreed(Consent.objects.get(person=person))
    granted = Posting.objects.get(user=person)
    assert (granted.unit, granted.region) == (body, None)


def test_the_security_administrator_learns_of_bodies_no_more_than_name_code_and_region():
    client, _ = sit(Role.SECURITY_ADMIN, None)
    body = factories.department("320102", name="模拟粮食局")
    factories.record("confirmed", department=body)
    page = text(client.post("/postings/new/", {"unit": "粮食", "look": "unit"}))
    assert f"模拟粮食局 {body.credit_code} · 玄武区" in page
    assert "失信" not in page.partition("授予岗位 人员")[2].partition("领域范围")[0]


def test_few_are_offered_and_the_questions_do_not_grow_with_the_rows(leaving):
    client, giver = leaving
    pages = ["/postings/new/", reverse("postings:new_handover"), reverse("postings:grant_deputy")]
    keeper, _ = sit(Role.SECURITY_ADMIN, None)
    for _ in range(2):
        factories.posting(Role.CLERK, "320100")
    few = [queries(keeper if "postings" in page else client, page) for page in pages]
    for _ in range(OFFERED + 2):
        factories.posting(Role.CLERK, "320100")
    assert [queries(keeper if "postings" in page else client, page) for page in pages] == few
    answer = client.get(reverse("postings:new_handover"))
    assert len(picks(answer, "receiver")) == OFFERED
    assert f"只列出前 {OFFERED} 个" in text(answer)


# The Enter key


def test_enter_does_the_act_and_never_presses_a_lookups_button(leaving):
    client, giver = leaving
    taker = factories.posting(Role.CLERK, "320100", user=factories.person("冯接手"))
    address = reverse("postings:new_handover")
    page = client.get(address).content.decode()
    main = page[page.index('<form method="post" class="form">') :]
    assert re.findall(r'<button[^>]*name="(\w+)"', main) == ["enter", "look"]
    given = {"receiver": "冯接手", "kinds": "record_draft", "reason": "调离", "enter": "yes"}
    assert client.post(address, given | {"receiver-asked": "冯接手"}).status_code == 302
    assert Handover.objects.get(giver=giver).receiver == taker


def test_enter_looks_up_words_that_nobody_looked_up_yet(leaving):
    client, _ = leaving
    factories.posting(Role.CLERK, "320100", user=factories.person("冯接手"))
    address = reverse("postings:new_handover")
    given = {"receiver": "冯接手", "kinds": "record_draft", "reason": "调离", "enter": "yes"}
    answer = client.post(address, given | {"receiver-asked": ""})
    assert answer.status_code == 200
    assert list(picks(answer, "receiver")) == [f"冯接手（{Posting.objects.latest('pk').user.username}）"]
    assert 'name="receiver-asked" value="冯接手"' in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()
    assert not Handover.objects.exists()


def test_enter_with_nothing_typed_says_what_is_missing(leaving):
    client, _ = leaving
    answer = client.post(
        reverse("postings:new_handover"), {"receiver": "", "receiver-asked": "", "enter": "yes"}
    )
    assert answer.status_code == 422
    assert "请输入几个字查找接收岗位" in text(answer)


def test_the_visible_button_acts_whatever_was_looked_up(leaving):
    client, _ = leaving
    factories.posting(Role.CLERK, "320100", user=factories.person("冯接手"))
    given = {"receiver": "冯接手", "receiver-asked": "", "kinds": "record_draft", "reason": "调离"}
    assert client.post(reverse("postings:new_handover"), given).status_code == 302


def test_of_several_lookups_enter_asks_the_one_that_was_typed_in():
    client, _ = sit(Role.SECURITY_ADMIN, None)
    person = factories.person("郑新任")
    factories.department(name="模拟粮食局")
    given = {"person": person.username, "person-asked": person.username, "role": "clerk", "since": TODAY}
    answer = client.post("/postings/new/", given | {"unit": "粮食", "unit-asked": "", "enter": "yes"})
    assert answer.status_code == 200
    assert list(picks(answer, "unit")) == ["模拟粮食局"]
    assert not Posting.objects.filter(user=person).exists()
