"""What the public learns of a correction: its day and kind, on the page of the successor."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.roles import Role
from records import services
from records.corrections.services import corrections
from records.models import Publication
from tests import factories

pytestmark = pytest.mark.django_db


def corrected(old, facts="逾期一百二十日仍未支付"):
    """Correct the record of a publication by people of its own; return the successor."""
    correction = corrections.propose_correction(
        old.fact.of_kind,
        by=factories.posting(Role.CLERK),
        kind="facts",
        changes={"facts": facts},
        grounds="法院裁定补正了逾期天数",
    )
    corrections.prepare_face(
        correction, by=factories.posting(Role.OFFICER), title="拖欠养护工程款", facts=facts
    )
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    corrections.review_correction(correction, by=factories.posting(Role.REVIEWER), reason="与裁定一致")
    corrections.apply_correction(correction, by=factories.posting(Role.DIRECTOR), reason="更正施行")
    return Publication.objects.get(predecessor=old)


def test_the_old_address_leads_to_a_page_with_day_and_kind_and_nothing_of_the_old_text(read):
    old = factories.publication()
    before = old.face_facts
    new = corrected(old)
    answer = read(f"/r/{old.public_id}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/r/{new.public_id}/")
    page = read(answer["Location"]).content.decode()
    assert f"{timezone.localdate()} 事实更正" in page
    assert "逾期一百二十日仍未支付" in page
    assert before not in page
    assert "裁定" not in page


def test_once_the_successor_ended_the_old_address_is_gone_too(read):
    old = factories.publication()
    new = corrected(old)
    services.end_publication(new, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="修复")
    assert {read(f"/r/{act.public_id}/").status_code for act in (old, new)} == {410}
