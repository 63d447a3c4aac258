"""A draft of a reorganisation is changed whole, by whoever answers for it from then on, or not at all."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible
from common.models import Transition
from common.roles import Role
from organisations.models import Department, Reorganisation
from organisations.services import reorganisations
from tests import factories
from tests.office import acts_of
from tests.organisations.test_reorganisations import DOCUMENT, approve, draft, settled, submitted

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=5)


def revise(case, by=None, **given):
    given = {"sources": case.sources, "heirs": case.heirs, "effective_on": SOON, **DOCUMENT, **given}
    return reorganisations.revise_reorganisation(case, by=by or factories.posting(Role.OFFICER), **given)


def test_every_part_of_a_draft_may_change_and_the_trail_says_who_changed_it():
    case, officer = draft("merge"), factories.posting(Role.OFFICER)
    bodies, heir = [factories.department(), factories.department()], factories.department()
    revise(
        case, officer, sources=bodies, heirs=[heir], document_number="苏编办〔2026〕9号", remark="按新批复"
    )
    case = Reorganisation.objects.get(pk=case.pk)
    assert (case.sources, case.heirs, case.successor) == (bodies, [heir], heir)
    assert (case.document_number, case.remark, case.effective_on) == ("苏编办〔2026〕9号", "按新批复", SOON)
    assert (case.drafted_by, case.version, case.status) == (officer.user, 2, "draft")
    assert Transition.objects.filter(object_id=case.pk).latest("seq").actor == officer.user_id


def test_bodies_left_out_of_the_new_draft_are_out_of_the_case():
    first, second = factories.department(), factories.department()
    case = draft("merge", [first, second])
    revise(case, sources=[second])
    case = Reorganisation.objects.get(pk=case.pk)
    assert (case.sources, case.bodies.count()) == ([second], 0)


def test_a_draft_is_not_changed_to_what_cannot_be():
    case = draft("merge")
    with pytest.raises(Incomplete) as refusal:
        revise(case, heirs=case.sources)
    assert set(refusal.value.fields) == {"heirs"}
    kept = Reorganisation.objects.get(pk=case.pk)
    assert (kept.version, kept.successor, acts_of(kept)) == (1, case.successor, ["enter"])


def test_what_cannot_be_is_not_drafted():
    with pytest.raises(Incomplete) as refusal:
        draft("split", heirs=[factories.department()])
    assert set(refusal.value.fields) == {"heirs"}
    assert not Reorganisation.objects.exists()


def test_whoever_revised_the_draft_last_does_not_approve_it():
    case, second = draft("merge"), factories.posting(Role.OFFICER)
    first = case.drafted_by
    revise(case, second)
    reorganisations.submit_reorganisation(case, by=second)
    with pytest.raises(NotAllowed, match="四眼"):
        approve(case, by=factories.posting(Role.DIRECTOR, user=second.user))
    assert approve(case, by=factories.posting(Role.DIRECTOR, user=first)).status == "scheduled"


def test_a_returned_case_is_submitted_again_and_an_earlier_approval_does_not_count():
    case = settled("rename", new_name="新局名（演示）", day=SOON)
    case.send_back(by=factories.posting(Role.DIRECTOR), reason="请附批复")
    assert case.approved_by is None
    officer = case.drafted_by.postings.get()
    assert reorganisations.submit_reorganisation(case, by=officer).status == "pending"


@pytest.mark.parametrize("waits", [False, True])
def test_what_became_impossible_since_the_draft_goes_no_further(waits):
    case = submitted("merge") if waits else draft("merge")
    Department.objects.filter(pk=case.successor_id).update(status="abolished", ended_on=TODAY)
    case, state = Reorganisation.objects.get(pk=case.pk), case.status
    officer = case.drafted_by.postings.get()
    onwards = approve if waits else partial(reorganisations.submit_reorganisation, by=officer)
    with pytest.raises(Incomplete, match="已经撤并"):
        onwards(case)
    assert Reorganisation.objects.get(pk=case.pk).status == state


def test_an_approved_case_does_not_take_effect_before_its_day():
    case = settled("rename", new_name="新局名（演示）", day=SOON)
    with pytest.raises(NotEligible, match="起生效"):
        reorganisations.effect_reorganisation(case, by=factories.posting(Role.DIRECTOR))
    kept = Department.objects.get(pk=case.department_id)
    assert (Reorganisation.objects.get(pk=case.pk).status, kept.name) == ("scheduled", case.department.name)
