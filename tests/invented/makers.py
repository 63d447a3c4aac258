"""Makers of invented facts and demands, by the real verbs."""

from __future__ import annotations

import itertools
from datetime import timedelta

from django.utils import timezone

from common.roles import Role
from letters.services import open_series
from records import services
from tests import factories
from tests.invented import services as urging_services
from tests.invented.models import Urging
from tests.invented.promises.models import Promise
from tests.shared_worlds import shared

_count = itertools.count(1)


def today():
    return timezone.localdate()


@shared
def promise(status="draft", *, clerk=None, **fields):
    """A promise walked to `status` by people of its own."""
    given = {
        "subject": f"按期支付工程款之{next(_count)}",
        "document_number": f"模诺〔2026〕{next(_count)}号",
        "received_by": "模拟行政审批局（演示）",
        "words": "自签署之日起六十日内付清全部工程款",
        "signed_on": today() - timedelta(days=90),
        "effective_on": today() - timedelta(days=80),
    }
    clerk = clerk or factories.posting(Role.CLERK)
    body = fields.pop("department", None) or factories.department()
    made = services.enter_fact(Promise(department=body, **{**given, **fields}), by=clerk)
    if status == "draft":
        return made
    made.submit(by=clerk)
    if status == "pending_review":
        return made
    made.confirm(by=factories.posting(Role.REVIEWER), reason="与承诺书一致")
    return made


@shared
def demand(fact, *, by=None, publication=None, words="请说明付款进度"):
    """A demand about a fact of whatever kind."""
    by = by or factories.posting(Role.OFFICER)
    due = today() + timedelta(days=3)
    made = Urging(
        fact_id=fact.pk, publication=publication, demand=words, due_on=due, ordered_by_id=by.user_id
    )
    return made.enter(by=by)


@shared
def register():
    """The register that gives letters their numbers."""
    director = factories.posting(Role.DIRECTOR)
    office = urging_services.OFFICE
    return open_series(office, kind="函", mark="模督函", year=today().year, by=director)


def corrected(publication, changes):
    """The fact of a publication corrected, so that another publication takes its place."""
    clerk, reviewer, director = (factories.posting(r) for r in (Role.CLERK, Role.REVIEWER, Role.DIRECTOR))
    case = services.propose_correction(
        publication.fact.of_kind, by=clerk, kind="clerical", changes=changes, grounds="录入有误"
    )
    services.prepare_face(
        case, by=factories.posting(Role.OFFICER), title="更正后的标题", facts="更正后的事实"
    )
    case.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.review_correction(case, by=reviewer, reason="与文书一致")
    services.apply_correction(case, by=director, reason="按文书更正")
    return case


def proposed(fact, changes):
    """A correction of a fact that nobody has decided yet."""
    clerk = factories.posting(Role.CLERK)
    return services.propose_correction(fact, by=clerk, kind="clerical", changes=changes, grounds="录入有误")
