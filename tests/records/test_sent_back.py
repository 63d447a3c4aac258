"""退回经办: before it is signed, and before it is published, a text goes back to the officer with a reason."""

from __future__ import annotations

import pytest

from common.cases.page_token import token_of
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Notice
from common.roles import Role
from policy.vocabulary import ShownStatus
from postings.models import Posting
from records import services
from records.models import Publication
from tests import factories
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
REASON = "标题没有写明是哪一项工程"


def back(publication: Publication, role: Role = Role.DIRECTOR) -> Publication:
    return publication.send_back(by=factories.posting(role), reason=REASON)


@pytest.mark.parametrize(("state", "role"), [("pending", Role.SECRECY), ("signed", Role.DIRECTOR)])
def test_it_waits_for_the_officer_alone_with_the_reason_on_its_page(state, role):
    publication = factories.publication(state)
    client, _ = sit(role)
    sent = {"reason": REASON, "page_token": token_of(publication)}
    assert client.post(f"/publications/{publication.pk}/return/", sent).status_code == 302
    publication.refresh_from_db()
    assert publication.shown_status == ShownStatus.TO_MEND
    assert acts_of(publication)[-1] == "return"
    rows = Publication.objects.all()
    assert [list(question) for question in (rows.to_mend(), rows.to_sign(), rows.to_publish())] == [
        [publication],
        [],
        [],
    ]
    officer = Posting.objects.get(user=publication.proposed_by)
    assert REASON in text(client_of(officer).get(f"/publications/{publication.pk}/"))
    assert Notice.objects.waiting_for(officer.pk).filter(topic="outcome").exists()
    assert publication.face_title in text(client_of(officer).get("/publications/?stage=to_mend"))


def test_mended_it_is_signed_and_published_anew():
    publication = back(factories.publication("signed"))
    officer = Posting.objects.get(user=publication.proposed_by)
    publication.edit_face(by=officer, face_title="拖欠道路养护工程结算款")
    assert publication.shown_status == ShownStatus.TO_SIGN
    assert list(Publication.objects.to_sign()) == [publication]
    publication.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.publish(publication, by=factories.posting(Role.DIRECTOR))
    assert publication.shown_status == ShownStatus.PUBLIC


def test_sent_back_it_is_neither_published_nor_signed_as_it_is():
    publication = back(factories.publication("signed"))
    with pytest.raises(NotEligible):
        services.publish(publication, by=factories.posting(Role.DIRECTOR))
    client, secrecy = sit(Role.SECRECY)
    assert not publication.may("sign", secrecy)
    assert not publication.may("return", secrecy)
    assert "签署审查表" not in text(client.get(f"/publications/{publication.pk}/"))
    assert publication.shown_status == Publication.objects.get().shown_status


def test_it_needs_a_reason_its_roles_and_a_text_that_is_not_public_yet():
    pending = factories.publication("pending")
    with pytest.raises(Incomplete):
        pending.send_back(by=factories.posting(Role.SECRECY), reason=" ")
    for role in (Role.OFFICER, Role.CLERK, Role.REVIEWER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            back(pending, role)
    with pytest.raises(WrongState):
        back(factories.publication("public"))
    assert "return" not in acts_of(pending)
