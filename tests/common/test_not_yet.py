"""What only a day keeps from being done stands greyed in the bar with that day; errors are summed up; addresses are honest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.cases.acts import not_yet, offered
from common.cases.page_token import token_of
from common.roles import Role
from tests import factories
from tests.office import client_of, sit, text

pytestmark = pytest.mark.django_db


def test_an_act_before_its_day_is_greyed_with_the_day_and_offered_after_it():
    reviewer = factories.posting(Role.REVIEWER)
    record = factories.record("pending_notice")
    record.serve_notice(by=reviewer, served_on=timezone.localdate(), how="直接送达，签收回执")
    assert "confirm" not in [offer.name for offer in offered(record, reviewer)]
    (later,) = not_yet(record, reviewer)
    assert (later.name, str(record.statement_due) in later.bar) == ("confirm", True)
    page = client_of(reviewer).get(f"/records/{record.record_no}/").content.decode()
    assert '<button type="button" disabled>认定</button>' in page
    assert later.bar in page
    record.statement_due = timezone.localdate() - timedelta(days=1)
    assert "confirm" in [offer.name for offer in offered(record, reviewer)]
    assert not_yet(record, reviewer) == []


def test_what_another_bar_keeps_from_being_done_or_another_role_does_is_not_greyed():
    record = factories.record("pending_review")
    own = factories.Posting.objects.get(user=record.entered_by)
    assert not_yet(record, own) == []
    assert not_yet(factories.record("statement"), factories.posting(Role.OFFICER)) == []


def test_all_errors_of_an_act_stand_above_its_form_with_links_to_their_fields():
    record = factories.record("confirmed")
    client, _ = sit(Role.DIRECTOR)
    given = {"reason": "", "page_token": token_of(record)}
    page = client.post(f"/records/{record.record_no}/withdraw/", given)
    assert page.status_code == 422
    html = page.content.decode()
    summary = html.split('class="note wrong"')[1].split("</div>")[0]
    for field in ("source_body", "source_number", "source_dated_on", "reason"):
        assert f'href="#id_{field}"' in summary
        assert f'id="id_{field}"' in html
    assert html.count('role="alert"') == 1, "told once, not again beside each field"


def test_an_unknown_filter_in_an_address_is_said_and_narrows_nothing():
    factories.record()
    client, _ = sit(Role.AUDITOR)
    page = text(client.get("/records/?stauts=draft&page=1"))
    assert "没有网址里的“stauts”这一项" in page
    assert "共 1 条" in page
    assert "没有网址里的" not in text(
        client.get("/records/?status=draft&page=1&all=1&sort=-decided&columns=domain")
    )
