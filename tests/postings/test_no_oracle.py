"""The form for a deputy answers alike for every account that cannot be chosen, and for one that there is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent, User
from common.roles import Role
from postings.models import Posting
from postings.services import clock_posting
from tests import factories
from tests.office import client_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WEEK = timedelta(days=7)
NOBODY = "meiyouzhege"


def out_of_use(holder):
    person = factories.person()
    User.objects.filter(pk=person.pk).update(is_active=False)
    return person


def auditor_to_come(holder):
    post = factories.posting(Role.AUDITOR, None)
    Posting.objects.filter(pk=post.pk).update(since=TODAY + WEEK)
    return post.user


REFUSED = {
    "out of use": out_of_use,
    "a machine": lambda holder: clock_posting().user,
    "oneself": lambda holder: holder.user,
    "an auditor": lambda holder: factories.posting(Role.AUDITOR, None).user,
    "a security administrator": lambda holder: factories.posting(Role.SECURITY_ADMIN, None).user,
    "a system administrator": lambda holder: factories.posting(Role.SYSTEM_ADMIN, None).user,
    "an auditor to come": auditor_to_come,
}
DAYS = {
    "right": (TODAY, TODAY + 2 * WEEK),
    "out of order": (TODAY + 2 * WEEK, TODAY),
    "missing": ("", ""),
    "before the post": (TODAY - timedelta(days=9000), TODAY + 2 * WEEK),
}


def answer(client, username, days):
    """Status and page for an account, what was typed and what changes with each page left out."""
    since, until = days
    sent = client.post(
        reverse("postings:grant_deputy"),
        {"person": username, "since": str(since), "until": str(until), "reason": "出差"},
    )
    page = sent.content.decode().replace(username, "ACCOUNT")
    return sent.status_code, "".join(line for line in page.splitlines() if "csrf" not in line)


@pytest.mark.parametrize("days", DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_no_account_that_cannot_be_chosen_is_told_from_one_that_there_is_not(make, days):
    holder = factories.posting(Role.REVIEWER)
    client = client_of(holder)
    person = make(holder)
    User.objects.filter(pk=person.pk).update(username="zhang.cunzai")
    there_is_none, there_is_one = answer(client, NOBODY, days), answer(client, "zhang.cunzai", days)
    assert there_is_one == there_is_none
    assert there_is_none[0] == 422
    assert not Consent.objects.filter(status="asked").exists()


def test_an_account_that_can_be_chosen_is_taken():
    holder = factories.posting(Role.REVIEWER)
    person = factories.posting(Role.REVIEWER).user
    assert answer(client_of(holder), person.username, DAYS["right"])[0] == 302
    assert Consent.objects.get().person == person
