"""Makers of department notes in any state, by the real services and by people of their own."""

from __future__ import annotations

from typing import Any

from appeals.notes import services
from appeals.notes.models import DepartmentNote
from common.roles import Role
from postings.models import Posting
from records.services import end_publication
from tests import factories
from tests.shared_worlds import shared

TEXT = "本单位已列入明年预算，并与施工单位签订分期支付协议，首期款项已支付。"
NEWER = "全部款项已付清，施工单位已书面确认，本单位已完善合同付款审批制度。"


@shared
def representative(fact: Any) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=fact.department)


@shared
def note(status: str = "submitted", *, act: Any = None, text: str = TEXT) -> DepartmentNote:
    """A note walked to `status`; the people of each step are new."""
    act = act or factories.publication()
    fact = act.fact.of_kind
    made = services.submit_note(fact, by=representative(fact), text=text)
    if status == "submitted":
        return made
    if status == "returned":
        by = factories.posting(Role.OFFICER)
        return services.return_note(made, by=by, ground="unclear", reason="请写明付款的日期")
    if status == "withdrawn":
        return services.take_back(made, by=representative(fact), reason="另行提交")
    services.accept(made, by=factories.posting(Role.OFFICER))
    if status == "signing":
        return made
    signed(made)
    return made if status == "deciding" else _decided(made, act, status)


@shared
def signed(made: DepartmentNote) -> DepartmentNote:
    return services.sign(made, by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)


def _decided(made: DepartmentNote, act: Any, status: str) -> DepartmentNote:
    if status == "declined":
        return services.decline(made, by=factories.posting(Role.DIRECTOR), reason="不宜公开")
    services.publish(made, by=factories.posting(Role.DIRECTOR))
    if status == "replaced":
        note("standing", act=act, text=NEWER)
    if status == "lapsed":
        by = factories.posting(Role.DIRECTOR)
        end_publication(act, by=by, ground="repaired", reason="依文书")
    made.refresh_from_db()
    return made
