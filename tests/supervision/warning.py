"""Makers of chains of warnings, by the real acts and by people of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common import services as common
from common.models import RuleValue
from common.roles import Role
from organisations.models import Department
from postings.models import Posting
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.services import answering, opening, telling
from supervision.warnings.services.opening import Duty, Enforcement, Suit
from tests import factories
from tests.shared_worlds import shared

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
STATES = ("sued", "lost", "enforcing", "refused", "performed", "closed", "cancelled")
DUTY = Duty("支付补偿款三十万元")


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)


def suit(**given: Any) -> Suit:
    """A notice received ten days ago."""
    fields: dict[str, Any] = {
        "court": "模拟中级人民法院（演示）",
        "case_number": f"（2026）苏01行初{next(factories._count)}号",
        "matter": "不服征收补偿决定",
        "received_on": days_ago(10),
    }
    return Suit(**{**fields, **given})


def enforcement(**given: Any) -> Enforcement:
    return Enforcement(
        **{
            "number": "（2026）苏01执456号",
            "court": "模拟中级人民法院（演示）",
            "filed_on": days_ago(3),
            **given,
        }
    )


@shared
def confirm_clocks() -> None:
    """Let the director have confirmed the clocks, so that what is late may be pressed."""
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="warning_clock").update(**settled)


@shared
def representative(case: JudgmentWarning) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.department)


@shared
def sued(body: Department | None = None, *, own: bool = False, **given: Any) -> JudgmentWarning:
    """A chain registered by an officer, or by the department itself."""
    body = body or factories.department()
    by = factories.posting(Role.REPRESENTATIVE, None, unit=body) if own else factories.posting(Role.OFFICER)
    return opening.register(body, suit(**given), by=by)


@shared
def prove(case: JudgmentWarning, by: Posting) -> JudgmentWarning:
    """Lay a file beside the case and say that it is performed."""
    lay(case, by)
    return answering.prove(case, by=by, performance="已支付全部补偿款", performed_on=days_ago(0))


@shared
def lay(case: JudgmentWarning, by: Posting) -> None:
    common.attach(case, SimpleUploadedFile("回单.pdf", PDF + str(case).encode()), title="", by=by)


@shared
def warning(
    status: str = "sued", *, body: Department | None = None, signed: bool = False, duty: Duty = DUTY
) -> JudgmentWarning:
    """A chain walked to `status` from the suit on; `signed` has the letter of its rung."""
    case = sued(body)
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)

    def on_file(outcome: str) -> Any:
        return factories.judgment("confirmed", department=case.department, outcome=outcome)

    steps = {
        "lost": lambda: opening.oversee(case, by=officer, judgment=on_file("lost"), duty=duty),
        "enforcing": lambda: opening.enforce(case, by=officer, given=enforcement()),
        "refused": lambda: opening.refuse(case, by=officer, refusal=on_file("refused")),
        "performed": lambda: answering.accept(
            prove(case, representative(case)), by=officer, reason="与银行流水一致"
        ),
        "closed": lambda: opening.close(
            case, by=officer, reason="裁定书", disposal="withdrawn", document="裁定", on=days_ago(1)
        ),
        "cancelled": lambda: opening.cancel(case, by=director, reason="登记错了"),
    }
    for step in road(status):
        steps[step]()
    if signed:
        telling.sign_letter(case, by=officer if case.status == "sued" else director)
    case.refresh_from_db()
    return case


def road(status: str) -> tuple[str, ...]:
    """The steps that lead to a state."""
    ways: dict[str, tuple[str, ...]] = {
        "sued": (),
        "lost": ("lost",),
        "enforcing": ("lost", "enforcing"),
        "refused": ("lost", "enforcing", "refused"),
        "performed": ("lost", "performed"),
    }
    return ways.get(status, (status,))
