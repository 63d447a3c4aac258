"""The demo shows promises in each state, broken ones on their road; a second start adds nothing, a cut one goes on."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commitments.models import Breach, Change, Commitment, Dispute, Opening, Succession
from commitments.vocabulary import ChangeStatus, CommitmentStatus
from integrity_portal.demo import promises
from integrity_portal.demo.promises import MATTERS, enter_promises
from records.models import DishonestyRecord
from tests import factories
from tests.integrity_portal.test_demo_measures import people_of

pytestmark = pytest.mark.django_db


def test_the_demo_shows_each_state_once_and_goes_on_where_it_was_cut_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path, settings
) -> None:
    settings.FILES = tmp_path
    unit = factories.department()
    given = (people_of(unit), unit, timezone.localdate())
    with monkeypatch.context() as patch:
        patch.setattr(promises, "MATTERS", {"procurement": MATTERS["procurement"][:2]})
        enter_promises(*given)
    assert Commitment.objects.count() == 2
    for _ in range(2):
        enter_promises(*given)
    assert Commitment.objects.count() == sum(map(len, MATTERS.values()))
    states = set(Commitment.objects.values_list("status", flat=True))
    assert states == set(CommitmentStatus.values) - {"void"}
    assert set(Breach.objects.values_list("status", flat=True)) == {
        *("routing", "verifying", "ordered", "hearing", "confirmed", "mended", "untrue")
    }
    assert set(Change.objects.values_list("status", flat=True)) == set(ChangeStatus.values)
    assert set(Dispute.objects.values_list("kind", flat=True)) == {"objection", "complaint", "suit"}
    handed = sum(matter.state == "handed_on" for matters in MATTERS.values() for matter in matters)
    assert Succession.objects.count() == handed
    shown = Opening.objects.exclude(opens_on=None).values_list("commitment__domain", "commitment__status")
    assert set(shown) == {
        *(("procurement", "running"), ("procurement", "kept")),
        *(("investment", "running"), ("investment", "kept"), ("investment", "changed")),
    }
    drafts = DishonestyRecord.objects.values_list("status", "domain")
    assert set(drafts) == {("draft", "procurement"), ("draft", "ppp")}
    enter_promises(given[0], None, given[2])
