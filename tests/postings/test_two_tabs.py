"""One person with several postings and two tabs: a page acts only through the posting under which it was shown."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from common.roles import Role
from records.models import DishonestyRecord
from tests import factories
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db


def hidden(page, name="shown_as"):
    """Return the values that the forms of a page send unseen under a name."""
    return set(re.findall(rf'name="{name}" value="([^"]*)"', page.content.decode()))


@pytest.fixture
def tabs():
    """A clerk of two cities, with a draft in the first; the page of the draft was opened there."""
    first = factories.posting(Role.CLERK, "320100")
    second = factories.posting(Role.CLERK, factories.PROVINCE, user=first.user)
    client = client_of(first)
    client.post(reverse("postings:switch"), {"posting": first.pk})
    draft = factories.record("draft", clerk=first)
    return client, first, second, draft


def test_every_form_of_a_page_says_the_posting_under_which_it_was_shown(tabs):
    client, first, second, draft = tabs
    address = reverse("records:record", args=[draft.record_no])
    assert hidden(client.get(address)) == {str(first.pk)}
    client.post(reverse("postings:switch"), {"posting": second.pk})
    assert hidden(client.get(address)) == {str(second.pk)}


def test_a_form_of_the_earlier_posting_does_nothing_and_offers_the_way_back(tabs):
    client, first, second, draft = tabs
    page = reverse("records:record", args=[draft.record_no])
    seen = hidden(client.get(page), "page_token").pop()
    client.post(reverse("postings:switch"), {"posting": second.pk})
    posted = {"shown_as": first.pk, "page_token": seen}
    submit = reverse("records:record_act", args=[draft.record_no, "submit"])
    refused = client.post(submit, posted, headers={"referer": f"http://testserver{page}?tab=talk"})
    assert refused.status_code == 409
    assert f"这一页是以“{first}”身份打开的，您后来在别的窗口换成了“{second}”" in text(refused)
    assert f'name="next" value="{page}?tab=talk"' in refused.content.decode()
    assert DishonestyRecord.objects.get(pk=draft.pk).status == "draft"
    back = client.post(
        reverse("postings:switch"), {"shown_as": first.pk, "posting": first.pk, "next": page}, follow=True
    )
    assert back.status_code == 200
    assert client.post(submit, posted).status_code == 302
    assert acts_of(draft)[-1] == "submit"


def test_what_was_written_in_the_refused_form_is_given_back(tabs):
    client, first, second, draft = tabs
    client.post(reverse("postings:switch"), {"posting": second.pk})
    posted = {
        "shown_as": first.pk,
        "facts": "  拖欠\n<合同价款>  ",
        "domain": "procurement",
        "password1": "秘密口令",
    }
    refused = client.post(reverse("records:edit", args=[draft.record_no]), posted)
    assert refused.status_code == 409
    assert refused.context["typed"] == ["拖欠\n<合同价款>"]
    assert "&lt;合同价款&gt;" in refused.content.decode()
    assert "刚才填写的内容（没有保存" in text(refused)


def test_an_act_without_words_gives_nothing_back(tabs):
    client, first, second, draft = tabs
    client.post(reverse("postings:switch"), {"posting": second.pk})
    submit = reverse("records:record_act", args=[draft.record_no, "submit"])
    assert "刚才填写的内容" not in text(client.post(submit, {"shown_as": first.pk, "page_token": "0" * 64}))


def test_a_posting_that_ended_meanwhile_is_said_so(tabs):
    client, _, second, draft = tabs
    client.post(reverse("postings:switch"), {"posting": second.pk})
    submit = reverse("records:record_act", args=[draft.record_no, "submit"])
    refused = client.post(submit, {"shown_as": draft.pk})
    assert refused.status_code == 409
    assert "这一页打开时的岗位已不在有效期内" in text(refused)
    assert "换回" not in text(refused)


@pytest.mark.parametrize("name", ["common:find", "accounts:logout"])
def test_searching_and_leaving_are_the_same_for_every_posting(tabs, name):
    client, first, second, _ = tabs
    client.post(reverse("postings:switch"), {"posting": second.pk})
    assert client.post(reverse(name), {"shown_as": first.pk, "q": "记录"}).status_code in {200, 302}
